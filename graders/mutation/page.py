"""The table of operators in ``docs/mutation.md``: ``python -m graders.mutation.page``."""

from __future__ import annotations

import sys

from graders.mutation.operator import SOURCES
from graders.mutation.operators import OPERATORS


def table() -> str:
    """Markdown: every operator, what mistake it makes, and who describes it."""
    rows = [
        f"| `{one.name}` | {one.what} | {'; '.join(one.sources) or 'our own'} |"
        for one in OPERATORS.values()
    ]
    return "\n".join(["| operator | mistake | source |", "| --- | --- | --- |", *rows])


def sources() -> str:
    """Markdown: the sources by the names that the table uses."""
    return "\n".join(f"- *{name}*: {title}" for name, title in SOURCES.items())


if __name__ == "__main__":
    sys.stdout.write(f"{sources()}\n\n{table()}\n")
