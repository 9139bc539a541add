"""Arrays and captured values, as they travel out of a sandbox."""

from __future__ import annotations

import hashlib
import math
from typing import Literal, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from graders.errors import EvidenceError

DType = Literal[
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "str",
]  # fmt: skip
"""The only element types that are ever decoded. ``str`` keeps its elements in ``text``."""

_KINDS = {
    name: np.dtype(name).newbyteorder("<") for name in get_args(DType) if name != "str"
}  # fmt: skip
MOST_CHARACTERS = 20_000_000
"""Texts of an array, each as long as the longest: 80 MB as numpy holds them."""

Scalar = bool | int | float | str | None


class Struct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the nouns: frozen, keyword-only, strict about unknown fields."""


class Array(Struct, frozen=True, kw_only=True):
    """A numeric or text array: ``shape``, ``dtype`` and C-contiguous little-endian ``data``.

    ``digest`` is the SHA-256 of the data of the *whole* array. ``kept`` is False where the
    array was larger than the cap and only shape, dtype and digest came along.
    """

    dtype: DType
    shape: tuple[int, ...]
    data: bytes = b""
    text: tuple[str, ...] = ()
    digest: str = ""
    kept: bool = True

    def numpy(self) -> NDArray[np.generic]:
        """The array itself. Raises :class:`EvidenceError` where data and shape disagree."""
        if not self.kept:
            raise EvidenceError("the array was larger than the cap and was not kept")
        if len(self.shape) > 8 or any(side < 0 for side in self.shape):
            raise EvidenceError(f"an array of impossible shape {self.shape}")
        count = math.prod(self.shape)
        if self.dtype == "str":
            if count != len(self.text):
                raise EvidenceError(f"{len(self.text)} texts for shape {self.shape}")
            # numpy gives every text the room of the longest.
            if count * max(map(len, self.text), default=0) > MOST_CHARACTERS:
                raise EvidenceError(f"{count} texts of which one is very long")
            return self._shaped(np.array(self.text, dtype=object).astype(str))
        kind = _KINDS[self.dtype]
        if count * kind.itemsize != len(self.data):
            raise EvidenceError(f"{len(self.data)} bytes for {self.dtype} of shape {self.shape}")
        flat = np.frombuffer(self.data, dtype=kind)
        return flat if len(self.shape) == 1 else self._shaped(flat)

    def _shaped(self, flat: NDArray[np.generic]) -> NDArray[np.generic]:
        try:
            return flat.reshape(self.shape)
        except (ValueError, OverflowError) as problem:  # of no elements, with a side beyond any
            raise EvidenceError(f"an array of impossible shape {self.shape}") from problem

    @classmethod
    def of(cls, values: NDArray[np.generic]) -> Array:
        """Pack an array; float, int, bool and str only."""
        array = np.asarray(values)
        if array.dtype.kind in "OUS":
            text = tuple(str(item) for item in array.ravel())
            digest = hashlib.sha256("\0".join(text).encode()).hexdigest()
            return cls(dtype="str", shape=array.shape, text=text, digest=digest)
        name = array.dtype.name
        data = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).tobytes()
        digest = hashlib.sha256(data).hexdigest()
        return msgspec.convert(
            {"dtype": name, "shape": array.shape, "data": data, "digest": digest}, cls
        )


class Value(Struct, frozen=True, kw_only=True):
    """One name of the student's notebook, as it stood when ``cell`` had run.

    Of a table that is larger than the cap, ``sample`` is every ``every``-th row, from the first.

    ``kind`` says which field holds it. ``series`` is a mapping of names to number lists (a
    History, its dict, or a table of scores). ``text`` is a string of at most 20,000
    characters. ``texts`` is a mapping of names to texts. ``model``, ``estimator`` (their numbers)
    and ``columns`` are set where they apply.
    """

    name: str
    cell: str
    kind: Literal[
        "missing", "scalar", "array", "text", "series", "texts", "model", "estimator", "function",
        "other",
    ]  # fmt: skip
    type: str = ""
    found: Literal["name", "observed"] = "name"
    scalar: bool | int | float | None = None
    text: str | None = None
    array: Array | None = None
    columns: tuple[str, ...] | None = None
    sample: Array | None = None
    every: int = 0
    series: dict[str, tuple[float, ...]] | None = None
    texts: dict[str, str] | None = None
    model: int | None = None
    estimator: int | None = None
