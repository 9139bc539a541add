"""Outputs of a run as a page shows them: cleaned, bounded, and without hidden rows."""

from __future__ import annotations

import base64
import struct
from collections.abc import Sequence
from typing import Any, Literal

from graders.course.outputs import CHARACTERS as CUT
from graders.course.outputs import clean_outputs
from graders.pages.hidden_rows import HiddenRows
from graders.reports.cells import table_html
from graders.reports.shown import Shown, first_lines, last_lines, stripped
from graders.reports.student_page import Output
from graders.reports.table import Say

_Picture = Literal["image/png", "image/jpeg"]
_PICTURES: tuple[_Picture, ...] = ("image/png", "image/jpeg")
PICTURES = 40
PICTURE_BYTES = 6_000_000
"""Base64 of all pictures of a page."""
CHARACTERS = 300_000
"""Text of all outputs of a page."""
OUTPUTS = 40
"""Outputs of one cell."""
_SIDE = 8_000
"""Pixels: a picture of a few bytes can unfold to gigabytes."""
_TABLE = 60_000
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG that begin a frame header."""


class Room:
    """What is left of a page for outputs; one for each page."""

    def __init__(self, say: Say, hidden: HiddenRows | None) -> None:
        self._say = say
        self._hidden = hidden
        self._pictures, self._picture_bytes = PICTURES, PICTURE_BYTES
        self._characters = CHARACTERS

    def shown(self, data: bytes, cell: str, titles: Sequence[str] = ()) -> tuple[Output, ...]:
        """The outputs of a cell of the run; ``titles`` are those of the figures that it drew."""
        return self._fitted(clean_outputs(data, None), cell, list(titles), self._hidden)

    def dropped(self) -> Output:
        """In place of what a run left out because there was too much of it."""
        return self._note("page-text-left-out")

    def saved(self, data: bytes, cell: str) -> tuple[Output, ...]:
        """Outputs as they were handed in: of the rows that students have."""
        return self._fitted(clean_outputs(data, None), cell, [], None)

    def _fitted(
        self, cleaned: list[dict[str, Any]], cell: str, titles: list[str], hidden: HiddenRows | None
    ) -> tuple[Output, ...]:
        outputs: list[Output] = []
        left_out = 0
        for given in cleaned:
            if len(outputs) >= OUTPUTS:
                outputs.append(self._note("page-outputs-left-out"))
                break
            data = given.get("data") or {}
            kind = next((one for one in _PICTURES if data.get(one)), None)
            if kind is not None:
                picture = self._picture(kind, data[kind], cell, titles)
                if picture is None:
                    left_out += 1
                else:
                    outputs.append(picture)
                continue
            output = self._text(given, hidden)
            if output is not None:
                outputs.append(output)
        if left_out:
            outputs.append(self._note("page-pictures-left-out", count=left_out))
        return tuple(outputs)

    def _picture(self, kind: _Picture, picture: str, cell: str, titles: list[str]) -> Output | None:
        if self._pictures <= 0 or len(picture) > self._picture_bytes:
            return None
        title = stripped(titles.pop(0)).strip() if titles else ""
        if not _bearable(kind, picture):
            return self._note("page-picture-left-out")
        self._pictures -= 1
        self._picture_bytes -= len(picture)
        key = "page-picture-titled" if title else "page-picture"
        about = self._say(key, {"cell": cell, "title": title[:200]})
        return Output(kind, picture=picture, about=about)

    def _text(self, given: dict[str, Any], hidden: HiddenRows | None) -> Output | None:
        if self._characters <= 0:
            return self._note("page-text-left-out") if self._once() else None
        data = given.get("data") or {}
        table = data.get("text/html", "")
        plain = stripped(plain_text(given))
        error = given["output_type"] == "error"
        text = last_lines(plain) if error else first_lines(plain)
        table = table if len(table) <= _TABLE else ""
        # Of what is shown: a program may print far more.
        if hidden is not None and any(map(hidden.shown_in, (text.text, stripped(table)))):
            return self._note("page-hidden-rows")
        if table:
            self._characters -= len(table)
            return Output("table", html=table_html(stripped(table)))
        if not plain.strip():
            return None
        text = text._replace(cut=len(plain) >= CUT)
        self._characters -= len(text.text)
        return Output("error" if error else "text", text=text)

    def _once(self) -> bool:
        first = self._characters != -(10**9)
        self._characters = -(10**9)
        return first

    def _note(self, key: str, **facts: int) -> Output:
        return Output("note", text=Shown(self._say(key, facts)))


def plain_text(given: dict[str, Any]) -> str:
    """What an output says, as text."""
    if given["output_type"] == "stream":
        return str(given["text"])
    if given["output_type"] == "error":
        traceback = "\n".join(given["traceback"])
        return traceback or f"{given['ename']}: {given['evalue']}"
    return str((given.get("data") or {}).get("text/plain", ""))


def compared_text(data: bytes) -> str:
    """All that the outputs of a cell say: the last line of an error, pictures by their number."""
    said = []
    for given in clean_outputs(data, None):
        if given["output_type"] == "error":
            said.append(f"{given['ename']}: {given['evalue']}")
        elif "image/png" in (given.get("data") or {}) or "image/jpeg" in (given.get("data") or {}):
            said.append("[picture]")
        elif not (given["output_type"] == "stream" and given["name"] == "stderr"):
            said.append(plain_text(given))
    return stripped("\n".join(said))


def _bearable(kind: str, picture: str) -> bool:
    """Whether a picture is of a size that a browser should unfold, by its header."""
    if kind == "image/png":
        head = base64.b64decode(picture[:44])
        size = struct.unpack(">II", head[16:24]) if len(head) >= 24 else (0, 0)
    else:
        size = _of_jpeg(base64.b64decode(picture))
    return all(0 < side <= _SIDE for side in size)


def _of_jpeg(data: bytes) -> tuple[int, int]:
    """Height and width as the frame header says them (ITU-T T.81, B.2.2); zeros without one."""
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # fills
            place += 1
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return height, width
        else:
            place += 2 + int(struct.unpack(">H", data[place + 2 : place + 4])[0])
    return 0, 0
