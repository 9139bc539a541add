"""Whether what is published would be taken for orders: by a browser, a terminal, a spreadsheet."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

TERMINAL = ("\x1b", "\x9b", "\x07", "\u202e", "\u2028")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
RUNS = ("javascript:", "vbscript:", "data:text/html")


class _Page(HTMLParser):
    """Collects what of a page a browser would run, also in the pages that it embeds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.orders: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._script = tag in {"script", "style"}
        for name, value in attrs:
            text = (value or "").strip()
            if name == "srcdoc":
                inner = _Page()
                inner.feed(text)
                self.orders += inner.orders
            elif name.startswith("on") or text.lower().startswith(RUNS):
                self.orders.append(text)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the name is the parser's
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script:
            self.orders.append(data)


def orders_in(published: dict[str, bytes], mark: str) -> list[str]:
    """Sentences about each thing that carries the mark and would be run."""
    problems = []
    for name, data in published.items():
        text = data.decode("utf-8", "replace")
        if mark not in text:
            continue
        if name.endswith(".html"):
            page = _Page()
            page.feed(text)
            if any(mark in order for order in page.orders):
                problems.append(f"{name} would run its script")
        elif name.endswith(".csv"):
            rows = csv.reader(io.StringIO(text, newline=""))
            if any(mark in cell and cell.startswith(FORMULA) for row in rows for cell in row):
                problems.append(f"{name} has its formula")
        elif any(sign in line for line in text.splitlines() if mark in line for sign in TERMINAL):
            problems.append(f"`{name}` sends its orders to the terminal")
    return problems
