"""Evidence by its key: a small file that judging reads, and a large one that is read rarely."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from graders.cohort.packing import Packing, plainly_packed, plainly_unpacked
from graders.cohort.packs import Packs
from graders.errors import EvidenceError, StoreError
from graders.model.evidence import SCHEMA, CellRun, Evidence, decode_evidence
from graders.model.values import Struct


class _Large(Struct, frozen=True, kw_only=True):
    """The big parts of an evidence, by place: cells' outputs and models' archives."""

    outputs: dict[int, bytes] = {}
    archives: dict[int, bytes] = {}


class _Cells(msgspec.Struct):
    """Of an evidence its cells: the rest is passed over, which takes a tenth of the time."""

    schema: int
    cells: tuple[CellRun, ...] = ()


_CELLS = msgspec.msgpack.Decoder(_Cells)
Decoded = TypeVar("Decoded")


class EvidenceFiles:
    """The contents of the kinds ``evidence`` and ``large``; and ``basis/``, below the state.

    ``again`` says how that of a key, which is damaged, is made once more.
    """

    def __init__(self, state: Path, packs: Packs, again: Callable[[str], str]) -> None:
        self._packs, self._again = packs, again
        self._packing = Packing(state / "basis", lambda data: _marks(decode_evidence(data)))

    def put(self, key: str, evidence: Evidence, group: str = "") -> None:
        """Keep evidence under its key, durably. The big parts go first: the small file vouches.

        Evidence of one ``group`` (an assignment) has much in common, and is packed by that.
        """
        large = _Large(
            outputs={n: cell.outputs for n, cell in enumerate(evidence.cells) if cell.outputs},
            archives={n: one.archive for n, one in enumerate(evidence.models) if one.archive},
        )
        small = msgspec.structs.replace(
            evidence,
            cells=tuple(msgspec.structs.replace(c, outputs=b"") for c in evidence.cells),
            models=tuple(msgspec.structs.replace(m, archive=b"") for m in evidence.models),
        )
        whole = plainly_packed(msgspec.msgpack.encode(large))
        self._packs.write("large", key, whole)
        packed = self._packing.packed(small.encode(), group, _marks(small))
        self._packs.write("evidence", key, packed)

    def there(self, key: str) -> bool:
        """Whether evidence is kept under ``key``."""
        return self._packs.there("evidence", key)

    def small(self, key: str) -> Evidence:
        """Evidence without archives and outputs. Raises :class:`StoreError`."""
        return self._small(key, decode_evidence)

    def whole(self, key: str) -> Evidence:
        """Evidence with archives and outputs. Raises :class:`StoreError`."""
        small, large = self.small(key), self._large(key)
        replace = msgspec.structs.replace
        return replace(
            small,
            cells=_with_outputs(small.cells, large),
            models=tuple(
                replace(model, archive=large.archives.get(place, b""))
                for place, model in enumerate(small.models)
            ),
        )

    def cell_runs(self, key: str) -> tuple[CellRun, ...]:
        """The cells with their outputs, and nothing else decoded. Raises :class:`StoreError`."""
        return _with_outputs(self._small(key, _decode_cells).cells, self._large(key))

    def _small(self, key: str, decode: Callable[[bytes], Decoded]) -> Decoded:
        try:
            return decode(self._packing.unpacked(self._packs.read("evidence", key)))
        except (OSError, EvidenceError, StoreError, ValueError, RecursionError) as problem:
            raise StoreError(
                f"stored evidence {key[:12]} cannot be read ({problem}). {self._again(key)}"
            ) from problem

    def _large(self, key: str) -> _Large:
        try:
            data = plainly_unpacked(self._packs.read("large", key))
            return msgspec.msgpack.decode(data, type=_Large)
        except (OSError, ValueError, RecursionError, StoreError) as problem:
            raise StoreError(
                f"stored outputs {key[:12]} cannot be read ({problem}). {self._again(key)}"
            ) from problem


def _decode_cells(data: bytes) -> _Cells:
    found = _CELLS.decode(data)
    if found.schema != SCHEMA:
        raise EvidenceError(f"evidence of schema {found.schema}; this version reads {SCHEMA}")
    return found


def _with_outputs(cells: tuple[CellRun, ...], large: _Large) -> tuple[CellRun, ...]:
    return tuple(
        msgspec.structs.replace(cell, outputs=large.outputs.get(place, b""))
        for place, cell in enumerate(cells)
    )


def _marks(evidence: Evidence) -> frozenset[str]:
    """The arrays that were captured: who scaled alike has most of them in common."""
    return frozenset(one.array.digest for one in evidence.values if one.array is not None)
