"""Arrays as facts: digests, statistics, and packed copies that can travel.

Nothing here raises because of what it is given: what cannot be read is ``None``.
"""

from __future__ import annotations

import hashlib
import math
from typing import Any

import numpy as np

Record = dict[str, Any]

STATISTICS_COLUMNS = 2_000
STATISTICS_VALUES = 4_000_000
LABEL_VALUES = 200_000
DISTINCT_CAP = 1_001
TEXT_ELEMENTS = 200_000
TEXT_LENGTH = 20_000
KEPT_DTYPES = frozenset({
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64",
})  # fmt: skip


def plain_text(text: object, cap: int = TEXT_LENGTH) -> str:
    """A string that every decoder takes: lone surrogates replaced, length capped."""
    return str(text)[:cap].encode("utf-8", "replace").decode("utf-8")


def message_text(problem: BaseException, cap: int = 4_000) -> str:
    """An exception's message; of a long one the beginning and the end.

    TensorFlow puts a whole traceback into its message, and what went wrong behind it.
    """
    text = str(problem)
    if len(text) > cap:
        text = text[: cap // 4] + "\n...\n" + text[len(text) - 3 * cap // 4 :]
    return plain_text(text, cap + 10)


def type_name(thing: object) -> str:
    """``package.Class``, as short as people know it: ``pandas.DataFrame``, ``list``."""
    kind = type(thing)
    module = str(getattr(kind, "__module__", "") or "").split(".")[0]
    name = str(getattr(kind, "__qualname__", kind))
    return plain_text(name if module in {"builtins", ""} else f"{module}.{name}", 200)


def as_array(thing: Any) -> np.ndarray[Any, Any] | None:
    """A numpy array of whatever holds numbers or text in rows, or ``None``.

    Takes arrays, tensors, frames, series, sparse matrices and (nested) lists. Columns of a
    frame that hold truth values or whole numbers beside floats become floats; objects that
    are all numbers become numbers; other objects become text.
    """
    try:
        if thing is None or isinstance(thing, (str, bytes, dict, set)) or callable(thing):
            return None
        if hasattr(thing, "toarray") and hasattr(thing, "nnz"):  # scipy.sparse
            if math.prod(thing.shape) > 50_000_000:
                return None
            thing = thing.toarray()
        elif hasattr(thing, "to_numpy"):
            thing = thing.to_numpy()
        elif hasattr(thing, "numpy") and hasattr(thing, "dtype"):
            thing = thing.numpy()
        elif isinstance(thing, (list, tuple)):
            if not thing or len(thing) > 2_000_000:
                return None
        elif not hasattr(thing, "__array__"):
            return None
        array = np.asarray(thing)
        if array.dtype.kind == "O":
            array = _of_objects(array)
        if array.dtype.kind in "mM":
            array = array.astype(str)
        if array.dtype.kind in "SU" and array.size > TEXT_ELEMENTS:
            return None
        if array.dtype.name in {"float128", "longdouble", "bfloat16"}:
            array = array.astype(np.float64)
        return array if array.dtype.kind in "biufSU" and array.ndim <= 8 else None
    except Exception:
        return None


def _of_objects(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    first = next((item for item in array.ravel()[:100] if item is not None), None)
    if not isinstance(first, (str, bytes)):
        try:
            return array.astype(np.float64)
        except (TypeError, ValueError):
            pass
    if array.size > TEXT_ELEMENTS:
        return array
    texts = [plain_text(item, 1_000) for item in array.ravel()]
    return np.array(texts, dtype=str).reshape(array.shape)


def digest_of(array: np.ndarray[Any, Any]) -> str:
    """SHA-256 of the data (text joined with NUL), as ``graders.model.values.Array`` makes it."""
    if array.dtype.kind in "SU":
        return hashlib.sha256("\0".join(_texts(array)).encode("utf-8", "replace")).hexdigest()
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return hashlib.sha256(little.tobytes() if little.ndim == 0 else little.data).hexdigest()


def _texts(array: np.ndarray[Any, Any]) -> list[str]:
    return [plain_text(item, 1_000) for item in array.ravel()]


def pack(thing: Any, cap: int) -> Record | None:
    """An ``Array`` record of at most ``cap`` bytes of data; larger ones keep shape and digest."""
    array = as_array(thing)
    if array is None:
        return None
    shape = [int(side) for side in array.shape]
    if array.dtype.kind in "SU":
        texts = _texts(array)
        kept = sum(len(text) + 2 for text in texts) <= cap
        return {"dtype": "str", "shape": shape, "text": texts if kept else [],
                "digest": digest_of(array), "kept": kept}  # fmt: skip
    if array.dtype.name not in KEPT_DTYPES:
        return None
    kept = array.nbytes <= cap
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return {"dtype": array.dtype.name, "shape": shape, "data": little.tobytes() if kept else b"",
            "digest": digest_of(array), "kept": kept}  # fmt: skip


def describe(thing: Any) -> Record | None:
    """A ``DataInfo`` record of what reached a library call, or ``None`` for what is no array."""
    if thing is None:
        return None
    try:
        array = as_array(thing)
        if array is None:
            return _without_array(thing)
        info: Record = {
            "shape": [int(side) for side in array.shape],
            "dtype": "str" if array.dtype.kind in "SU" else array.dtype.name,
            "digest": digest_of(array),
            "type": type_name(thing),
        }
        if array.dtype.kind in "SU":
            info["kind"] = "text"
            info["distinct"] = min(len(set(_texts(array)[:100_000])), DISTINCT_CAP)
            return info
        info.update(_statistics(array))
        return info
    except Exception:
        return None


def _without_array(thing: Any) -> Record | None:
    """Data sets and generators: what is known without consuming them."""
    if isinstance(thing, (str, bytes, int, float, bool)):
        return None
    shape: list[int] = []
    dtype = ""
    try:
        spec = thing.element_spec  # tf.data.Dataset
        first = spec[0] if isinstance(spec, (tuple, list)) else spec
        shape = [-1 if side is None else int(side) for side in first.shape]
        dtype = first.dtype.name
    except Exception:
        shape = []
    return {"shape": shape, "dtype": dtype, "digest": "", "type": type_name(thing)}


def _statistics(array: np.ndarray[Any, Any]) -> Record:
    if array.size == 0:
        return {}
    table = array.reshape(1, -1) if array.ndim == 0 else array
    table = table.reshape(-1, 1) if table.ndim == 1 else table.reshape(-1, table.shape[-1])
    columns = table[:, :STATISTICS_COLUMNS]
    rows = max(1, STATISTICS_VALUES // max(1, columns.shape[1]))
    step = max(1, -(-columns.shape[0] // rows))
    values = columns[::step].astype(np.float64)
    missing = np.isnan(values)
    found: Record = {"missing": int(missing.sum()) * step if step > 1 else int(missing.sum())}
    if missing.any():
        empty = missing.all(axis=0)
        values = values.copy()
        values[:, empty] = 0.0
        low, high = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
        with np.errstate(all="ignore"):
            mean, std = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
    else:
        low, high = values.min(axis=0), values.max(axis=0)
        with np.errstate(all="ignore"):
            mean, std = values.mean(axis=0), values.std(axis=0)
    found.update(minimum=low.tolist(), maximum=high.tolist(), mean=mean.tolist(), std=std.tolist())
    found.update(_labels(array, table))
    return found


def _labels(array: np.ndarray[Any, Any], table: np.ndarray[Any, Any]) -> Record:
    """What the values would be as labels."""
    sample = table[: max(50, LABEL_VALUES // max(1, table.shape[1]))]
    distinct = np.unique(sample[np.isfinite(sample)] if sample.dtype.kind == "f" else sample)
    found: Record = {"distinct": int(min(len(distinct), DISTINCT_CAP))}
    zero_one = len(distinct) <= 2 and bool(np.isin(distinct, (0, 1)).all())
    whole = array.dtype.kind in "biu" or bool(np.all(distinct == np.round(distinct)))
    if zero_one and table.shape[1] > 1:
        sums = sample.astype(np.float64).sum(axis=1)
        found["kind"] = "one-hot" if bool(np.all(sums == 1)) else "multi-hot"
    elif zero_one:
        found["kind"] = "binary"
    elif whole:
        found["kind"] = "integers"
    else:
        found["kind"] = "continuous"
    return found


def scalar(thing: Any) -> bool | int | float | str | None:
    """A setting as a msgpack scalar; arrays and objects become ``None`` or a short name."""
    if thing is None or isinstance(thing, bool):
        return thing
    if isinstance(thing, np.generic):
        thing = thing.item()
    if isinstance(thing, int):
        return thing if -(2**63) <= thing < 2**63 else float(thing)
    if isinstance(thing, float):
        return thing
    if isinstance(thing, str):
        return plain_text(thing, 1_000)
    try:
        if getattr(thing, "ndim", None) == 0 and hasattr(thing, "numpy"):
            return scalar(thing.numpy().item())
    except Exception:
        return None
    if isinstance(thing, type) or callable(thing):
        return plain_text(getattr(thing, "__name__", type(thing).__name__), 200)
    if isinstance(thing, (list, tuple)) and len(thing) <= 8:
        return plain_text(list(thing), 200)
    return plain_text(type(thing).__name__, 200)
