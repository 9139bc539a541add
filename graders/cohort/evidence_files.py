"""Evidence by its key: a small file that judging reads, and a large one that is read rarely."""

from __future__ import annotations

from pathlib import Path

import msgspec

from graders.cohort.packing import Packing, plainly_packed, plainly_unpacked
from graders.errors import EvidenceError, StoreError
from graders.files import Files
from graders.model.evidence import Evidence, decode_evidence
from graders.model.values import Struct


class _Large(Struct, frozen=True, kw_only=True):
    """The big parts of an evidence, by place: cells' outputs and models' archives."""

    outputs: dict[int, bytes] = {}
    archives: dict[int, bytes] = {}


class EvidenceFiles:
    """``evidence/`` and ``large/`` below the course's state."""

    def __init__(self, state: Path, files: Files) -> None:
        self._state, self._files = state, files
        self._packing = Packing(state / "basis", files, lambda data: _marks(decode_evidence(data)))

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
        self._files.write(self._place("large", key), whole)
        packed = self._packing.packed(small.encode(), group, _marks(small))
        self._files.write(self._place("evidence", key), packed)

    def there(self, key: str) -> bool:
        """Whether evidence is kept under ``key``."""
        return self._files.there(self._place("evidence", key))

    def small(self, key: str) -> Evidence:
        """Evidence without archives and outputs. Raises :class:`StoreError`."""
        try:
            data = self._files.read(self._place("evidence", key))
            return decode_evidence(self._packing.unpacked(data))
        except (OSError, EvidenceError, StoreError) as problem:
            raise StoreError(
                f"stored evidence {key[:12]} cannot be read ({problem}). "
                "`grade run --force` makes it again."
            ) from problem

    def whole(self, key: str) -> Evidence:
        """Evidence with archives and outputs. Raises :class:`StoreError`."""
        small = self.small(key)
        try:
            data = plainly_unpacked(self._files.read(self._place("large", key)))
            large = msgspec.msgpack.decode(data, type=_Large)
        except (OSError, ValueError, RecursionError, StoreError) as problem:
            raise StoreError(
                f"stored outputs {key[:12]} cannot be read ({problem}). "
                "`grade run --force` makes them again."
            ) from problem
        replace = msgspec.structs.replace
        return replace(
            small,
            cells=tuple(
                replace(cell, outputs=large.outputs.get(place, b""))
                for place, cell in enumerate(small.cells)
            ),
            models=tuple(
                replace(model, archive=large.archives.get(place, b""))
                for place, model in enumerate(small.models)
            ),
        )

    def _place(self, kind: str, key: str) -> Path:
        return self._state / kind / key[:2] / key


def _marks(evidence: Evidence) -> frozenset[str]:
    """The arrays that were captured: who scaled alike has most of them in common."""
    return frozenset(one.array.digest for one in evidence.values if one.array is not None)
