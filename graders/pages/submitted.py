"""What a notebook showed when it was handed in: saved outputs, and the order cells were run in."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from msgspec import Raw

from graders.course.notebook_bytes import strict_json

_NOTHING = Raw(b"null")


class Saved(NamedTuple):
    """A code cell as it was saved: its ``outputs`` as JSON bytes, the ``number`` of its run."""

    source: str
    outputs: bytes
    number: int | None


class _Notebook(msgspec.Struct):
    cells: list[Raw] = []


class _Cell(msgspec.Struct):
    cell_type: str = ""
    source: str | list[str] = ""
    outputs: Raw = _NOTHING
    execution_count: int | None = None


_NOTEBOOK = msgspec.json.Decoder(_Notebook)
_CELL = msgspec.json.Decoder(_Cell)


def saved_cells(data: bytes) -> list[Saved]:
    """The code cells of a notebook of format 4, without those that cannot be read.

    Empty for whatever is none. Never raises: :func:`decode_notebook` says what is wrong.
    """
    try:
        raw_cells = _NOTEBOOK.decode(strict_json(data)).cells
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return []
    cells = []
    for raw in raw_cells:
        try:
            cell = _CELL.decode(raw)
        except (msgspec.MsgspecError, RecursionError, ValueError):
            continue
        if cell.cell_type == "code":
            source = cell.source if isinstance(cell.source, str) else "".join(cell.source)
            cells.append(Saved(source, bytes(cell.outputs), cell.execution_count))
    return cells


def matched(saved: Sequence[Saved], sources: Sequence[str]) -> list[Saved | None]:
    """For each source the saved cell with that text, each cell once, in their order."""
    waiting: defaultdict[str, deque[Saved]] = defaultdict(deque)
    for cell in saved:
        waiting[cell.source.strip()].append(cell)
    return [
        waiting[source.strip()].popleft() if waiting[source.strip()] else None for source in sources
    ]


def out_of_order(saved: Sequence[Saved | None]) -> tuple[int, int, int] | None:
    """The first cell that was run before one above it: its place, its number, the other's.

    ``None`` where cells were run from top to bottom, with whatever pauses.
    """
    before = 0
    for place, cell in enumerate(saved):
        if cell is None or cell.number is None or not 0 < cell.number < 10**9:
            continue
        if cell.number < before:
            return place, cell.number, before
        before = cell.number
    return None


_NOISE = re.compile(
    r"0x[0-9a-fA-F]+"
    # From a number's first digit only: a long one would else be read once for each.
    r"|(?<!\d)\d++(?:\.\d++)?(?:(?:ms|us|µs|s|m)/(?:step|epoch)|m?s\b)"
    r"|[━─=>╸╺. ]{3,}"
    r"|\s+"
)
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|\bnan\b|\binf\b")


def difference(before: str, now: str) -> str:
    """How two texts differ: ``""``, in ``"numbers"`` only, or ``"otherwise"``.

    Addresses, times, progress bars and white space are no difference.
    """
    one, other = _NOISE.sub(" ", before).strip(), _NOISE.sub(" ", now).strip()
    if one == other:
        return ""
    same = re.sub(r"\s+", " ", _NUMBER.sub("#", one)) == re.sub(
        r"\s+", " ", _NUMBER.sub("#", other)
    )
    return "numbers" if same else "otherwise"
