"""Evidence made small: without what no check reads, its arrays shared and stored tightly.

A pack holds many solutions' evidence. Most of their arrays are the same ones (the split, the
scaled features), so every array is stored once, by content, columns first (a column repeats
itself more than a row does), and compressed together with all others.
"""

from __future__ import annotations

import hashlib
import lzma
import math
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from graders.errors import EvidenceError
from graders.model.evidence import Environment, Evidence, Timing, decode_evidence
from graders.model.values import Array, Struct

SPARED = 8_192
"""Bytes of an array that is worth a try to do without it."""

_ARRAY = set(Array.__struct_fields__)


class Blob(Struct, frozen=True, kw_only=True):
    """An array's data: ``columns`` first in memory, as ``stored``, once ``dtype``."""

    dtype: str
    stored: str
    columns: bytes


class Slim(Struct, frozen=True, kw_only=True):
    """Evidence as plain values, each array's data replaced by the digest of its blob."""

    tree: dict[str, Any]

    def blobs(self) -> set[str]:
        """The digests of the blobs that it refers to."""
        return {one["data"] for one in _arrays(self.tree) if one["data"]}


def stripped(evidence: Evidence) -> Evidence:
    """Evidence without archives, outputs, tracebacks, prediction inputs and clocks."""
    replace = msgspec.structs.replace

    def emptied(array: Array | None) -> Array | None:
        return replace(array, data=b"", text=(), kept=False) if array is not None else None

    return replace(
        evidence,
        cells=tuple(
            replace(
                cell,
                outputs=b"",
                seconds=round(cell.seconds, 1),
                cpu_seconds=round(cell.cpu_seconds, 1),
                raised=replace(cell.raised, traceback="") if cell.raised else None,
            )
            for cell in evidence.cells
        ),
        fits=tuple(replace(fit, inputs=emptied(fit.inputs), seconds=0.0) for fit in evidence.fits),
        models=tuple(
            replace(model, archive=b"", test_inputs=emptied(model.test_inputs))
            for model in evidence.models
        ),
        status=replace(
            evidence.status,
            seconds=round(evidence.status.seconds, 2),
            cpu_seconds=round(evidence.status.cpu_seconds, 2),
            peak_memory=None,
        ),
        environment=Environment(unsafe=evidence.environment.unsafe, mode=evidence.environment.mode),
        timing=Timing(),
    )


def slim(evidence: Evidence, blobs: dict[str, Blob], *, rounded: bool) -> Slim:
    """Evidence with its arrays put into ``blobs``; ``rounded`` to 24 bits where that is enough."""
    tree = msgspec.msgpack.decode(stripped(evidence).encode())
    for array in _arrays(tree):
        data = array["data"]
        if data:
            name = hashlib.sha256(array["dtype"].encode() + bytes([rounded]) + data).hexdigest()
            blobs.setdefault(name, _blob(array, rounded=rounded))
            array["data"] = name
    return Slim(tree=tree)


def whole(small: Slim, blobs: dict[str, Blob]) -> Evidence:
    """The evidence itself. Raises :class:`EvidenceError` where it is damaged."""
    tree = msgspec.msgpack.decode(msgspec.msgpack.encode(small.tree))
    for array in _arrays(tree):
        if array["data"]:
            if array["data"] not in blobs:
                raise EvidenceError(f"an array is missing: {array['data']!r:.20}")
            array["data"] = _data(blobs[array["data"]], tuple(array["shape"]))
    return decode_evidence(msgspec.msgpack.encode(tree))


def spared(
    small: Slim, blobs: dict[str, Blob], holds: Callable[[Slim], bool], least: int = SPARED
) -> Slim:
    """Without the large arrays that nothing hangs on, one after the other, the largest first.

    Arrays of ``least`` bytes and more are tried; ``holds`` says whether what is left is judged as
    before. Their shapes and digests stay.
    """
    names = {name for name in small.blobs() if len(blobs[name].columns) >= least}
    for name in sorted(names, key=lambda name: (-len(blobs[name].columns), name)):
        tree = msgspec.msgpack.decode(msgspec.msgpack.encode(small.tree))
        for array in _arrays(tree):
            if array["data"] == name:
                array["data"], array["kept"] = b"", False
        without = Slim(tree=tree)
        if holds(without):
            small = without
    return small


def pack(value: object) -> bytes:
    """Msgpack bytes, compressed as one."""
    return lzma.compress(
        msgspec.msgpack.encode(value, order="deterministic"),
        preset=9 | lzma.PRESET_EXTREME,
    )


def unpack(data: bytes) -> bytes:
    """Msgpack bytes of a packed value. Raises :class:`EvidenceError` where they are damaged."""
    try:
        return lzma.decompress(data)
    except (lzma.LZMAError, EOFError) as problem:
        raise EvidenceError(f"a damaged pack: {problem}") from problem


def _arrays(tree: object) -> list[dict[str, Any]]:
    """Every array below ``tree``, in order."""
    found: list[dict[str, Any]] = []
    if isinstance(tree, dict):
        if set(tree) == _ARRAY:
            return [tree]
        for one in tree.values():
            found += _arrays(one)
    elif isinstance(tree, list):
        for one in tree:
            found += _arrays(one)
    return found


def _blob(array: dict[str, Any], *, rounded: bool) -> Blob:
    shape, dtype = tuple(array["shape"]), array["dtype"]
    kind = np.dtype(dtype).newbyteorder("<")
    if math.prod(shape) * kind.itemsize != len(array["data"]):
        return Blob(dtype="", stored="", columns=array["data"])  # of impossible shape: as it is
    values = np.frombuffer(array["data"], dtype=kind).reshape(shape)
    stored = kind
    if rounded and dtype == "float64":
        with np.errstate(over="ignore"):
            short = values.astype("<f4")
        if np.array_equal(np.isfinite(short), np.isfinite(values)):
            values, stored = short, short.dtype
    return Blob(dtype=kind.str, stored=stored.str, columns=values.tobytes("F"))


def _data(blob: Blob, shape: tuple[int, ...]) -> bytes:
    if not blob.dtype:
        return blob.columns
    try:
        values = np.frombuffer(blob.columns, dtype=np.dtype(blob.stored)).reshape(shape, order="F")
    except (TypeError, ValueError) as problem:
        raise EvidenceError(f"a damaged array: {problem}") from problem
    return values.astype(blob.dtype).tobytes()
