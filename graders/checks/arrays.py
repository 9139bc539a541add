"""Captured values as numbers, whatever a student or a hostile process put there."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from graders.errors import EvidenceError
from graders.model.values import Array, Value

Numbers = NDArray[np.float64]
_FLOAT = np.dtype(np.float64)


def raw(value: Value | Array | None) -> NDArray[np.generic] | None:
    """The array behind a value as it came; ``None`` where there is none that can be read."""
    if isinstance(value, Value):
        if value.kind == "scalar" and value.scalar is not None:
            return np.asarray(value.scalar)
        value = value.array
    if value is None or not value.kept:
        return None
    try:
        return value.numpy()
    except (EvidenceError, ValueError, OverflowError):
        return None


def numbers(value: Value | Array | None) -> Numbers | None:
    """Float64 of the same shape; text that reads as numbers is read; else ``None``."""
    array = raw(value)
    if array is None:
        return None
    if array.dtype.kind in "biu" or array.dtype == _FLOAT:  # nothing that numpy could warn of
        return array.astype(np.float64)
    try:
        with np.errstate(all="ignore"):
            return array.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        return None


def too_large(value: Value | None) -> bool:
    """True where the array was larger than the collector's cap and was not kept."""
    return value is not None and value.array is not None and not value.array.kept


def column(array: NDArray[np.generic]) -> NDArray[np.generic]:
    """(n, 1), (1, n) of one row, and () become (n,); anything else is left as it is."""
    if array.ndim == 0:
        return array.reshape(1)
    while array.ndim > 1 and array.shape[-1] == 1:
        array = array[..., 0]
    return array


def codes(array: NDArray[np.generic], labels: tuple[str, ...]) -> NDArray[np.int64] | None:
    """Class codes 0..k-1 of labels given as codes, as numbers in text, or as class names.

    ``None`` where an element is none of these. Names are compared without case and blanks.
    """
    if array.dtype.kind in "US":
        known = {label.strip().casefold(): code for code, label in enumerate(labels)}
        texts = [str(item).strip().casefold() for item in array.ravel()]
        if known and all(text in known for text in texts):
            return np.array([known[text] for text in texts], dtype=np.int64).reshape(array.shape)
        truths = {"true": 1, "false": 0}
        if all(text in truths for text in texts):
            return np.array([truths[text] for text in texts], dtype=np.int64).reshape(array.shape)
        try:
            array = np.array([float(text) for text in texts]).reshape(array.shape)
        except ValueError:
            return None
    with np.errstate(all="ignore"):
        floats = array.astype(np.float64)
        if not np.all(np.isfinite(floats)) or np.any(floats != np.rint(floats)):
            return None
        if floats.size and np.max(np.abs(floats)) > 2**53:
            return None
        whole = floats.astype(np.int64)
    if labels and all(_is_whole(label) for label in labels) and labels != _counted(labels):
        # The class names are themselves numbers (1, 2, 3): such numbers are names, not codes.
        named = {int(label): code for code, label in enumerate(labels)}
        if all(int(item) in named for item in whole.ravel()):
            return np.array([named[int(item)] for item in whole.ravel()], np.int64).reshape(
                whole.shape
            )
    return whole


def is_one_hot(array: NDArray[np.generic]) -> bool:
    """(n, k), k ≥ 2, with exactly one 1 in each row and 0 elsewhere."""
    if array.ndim != 2 or array.shape[1] < 2 or array.dtype.kind not in "biuf":
        return False
    ones = array == 1
    return bool(np.all(ones | (array == 0)) and np.all(ones.sum(axis=1) == 1))


def constant(array: Numbers) -> bool:
    """True where every row is the same within float noise, and there is more than one row."""
    if array.shape[0] < 2 or array.size == 0:
        return False
    with np.errstate(all="ignore"):
        spread = np.max(array, axis=0) - np.min(array, axis=0)
        scale = np.maximum(1.0, np.max(np.abs(array), axis=0))
        return bool(np.all(spread <= 1e-6 * scale))


def _is_whole(label: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]{1,15}", label.strip()) is not None


def _counted(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(code) for code in range(len(labels)))
