"""The planned names, as values that can travel."""

from __future__ import annotations

import types
from typing import Any

from .describe import TEXT_LENGTH, Record, as_array, pack, plain_text, type_name
from .estimators import is_estimator
from .keras_trainings import series
from .observer import Observer, is_keras_model

SERIES_NAMES = 200
SAMPLE_BYTES = 500_000
"""Of a table that is too large to send, as many rows as this holds."""

LABEL_LENGTH = 200


def capture(name: str, cell: str, namespace: dict[str, Any], observer: Observer) -> Record:
    """A ``Value`` record of ``name`` as it stands now; ``missing`` where it does not exist."""
    value: Record = {"name": name, "cell": cell, "kind": "missing"}
    if name not in namespace:
        return value
    thing = namespace[name]
    value["type"] = type_name(thing)
    found = observer.quietly(lambda: _of(thing, observer))
    value.update(found if found is not None else {"kind": "other"})
    return value


def observed(
    name: str,
    binds: list[str],
    namespace: dict[str, Any],
    observer: Observer,
    planned: set[str],
) -> Record:
    """What stands for a name that the notebook lacks, or nothing: a role found by its nature.

    For a model's usual name, the Keras model that this cell gave another name, or else the one
    that it trained; for a history, the record of its training.
    """
    if name in planned:
        for other in reversed(binds):
            if other not in planned and is_keras_model(namespace.get(other)):
                number = observer.number(namespace[other])
                return {"kind": "model", "found": "observed", "type": type_name(namespace[other]),
                        "model": number}  # fmt: skip
        trained = [entry for entry in observer.models if entry.cell == observer.cell]
        if trained:
            return {"kind": "model", "found": "observed", "model": trained[-1].number,
                    "type": type_name(trained[-1].model)}  # fmt: skip
    if name.split("_", maxsplit=1)[0] == "history":
        fits = [fit for fit in observer.fits if fit.get("history")]
        if fits:
            return {"kind": "series", "found": "observed", "series": fits[-1]["history"],
                    "model": fits[-1]["model"]}  # fmt: skip
    return {}


def _of(thing: Any, observer: Observer) -> Record:
    if thing is None:
        return {"kind": "other"}
    if is_keras_model(thing):
        return {"kind": "model", "model": observer.number(thing)}
    if is_estimator(thing):
        return {"kind": "estimator", "estimator": observer.estimators.number(thing)}
    if isinstance(thing, (bool, int, float)):
        return {"kind": "scalar", "scalar": _number(thing)}
    if isinstance(thing, str):
        return {"kind": "text", "text": plain_text(thing, TEXT_LENGTH)}
    history = getattr(thing, "history", None)
    if isinstance(history, dict) and hasattr(thing, "epoch"):
        return {"kind": "series", "series": series(history), "model": _owner(thing, observer)}
    if isinstance(thing, dict):
        return _of_mapping(thing)
    labelled = _labelled(thing)
    if labelled:
        return {"kind": "texts", "texts": labelled}
    if isinstance(thing, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
        return {"kind": "function"}
    array = as_array(thing)
    if array is None:
        return {"kind": "function"} if callable(thing) and not isinstance(thing, type) else {
            "kind": "other"}  # fmt: skip
    if array.ndim == 0 and array.dtype.kind in "biuf":
        return {"kind": "scalar", "scalar": _number(array.item())}
    packed = pack(array, observer.array_bytes)
    if packed is None:
        return {"kind": "other"}
    found: Record = {"kind": "array", "array": packed}
    if not packed["kept"] and array.ndim > 1 and array.dtype.kind in "biuf":
        rows = min(SAMPLE_BYTES, observer.array_bytes) // max(1, array.nbytes // len(array))
        every = -(-len(array) // max(1, rows))
        found |= {"sample": pack(array[::every], observer.array_bytes), "every": every}
    columns = getattr(thing, "columns", None)
    if columns is not None:
        found["columns"] = [plain_text(column, 200) for column in list(columns)[:2_000]]
    return found


def _number(number: Any) -> bool | int | float:
    if isinstance(number, bool):
        return number
    if isinstance(number, int):
        return number if -(2**63) <= number < 2**63 else float(number)
    return float(number)


def _owner(history: Any, observer: Observer) -> int | None:
    model = getattr(history, "model", None)
    return observer.number(model) if model is not None else None


def _of_mapping(thing: dict[Any, Any]) -> Record:
    """A mapping of names to numbers or number lists (one number is a list of one), or to texts.

    A nested mapping, such as scikit-learn's report as a dict, is flattened with ``/``; several
    texts under one name are joined with ``|``.
    """
    found: dict[str, list[float]] = {}
    texts: dict[str, str] = {}

    def add(name: str, item: Any, depth: int) -> None:
        if len(found) + len(texts) >= SERIES_NAMES:
            return
        if isinstance(item, dict) and depth < 3:
            for key, inner in item.items():
                add(f"{name}/{key}" if name else str(key), inner, depth + 1)
            return
        words = [item] if isinstance(item, str) else item
        if isinstance(words, (list, tuple, set)) and words and all(
            isinstance(word, str) for word in words
        ):  # fmt: skip
            joined = " | ".join(sorted(words) if isinstance(words, set) else words)
            texts[plain_text(name, LABEL_LENGTH)] = plain_text(joined, LABEL_LENGTH)
            return
        array = as_array([item] if isinstance(item, (bool, int, float)) else item)
        if array is not None and array.dtype.kind in "biuf" and array.size <= 100_000:
            found[plain_text(name, 200)] = [float(number) for number in array.ravel()]

    add("", thing, 0)
    if texts and not found:
        return {"kind": "texts", "texts": texts}
    return {"kind": "series", "series": found} if found or not thing else {"kind": "other"}


def _labelled(thing: Any) -> dict[str, str]:
    """The texts of a pandas Series whose labels are texts too; else nothing."""
    if type(thing).__name__ != "Series" or not type(thing).__module__.startswith("pandas"):
        return {}
    pairs = list(thing.iloc[:SERIES_NAMES].items())
    if not all(isinstance(name, str) and isinstance(text, str) for name, text in pairs):
        return {}
    return {plain_text(name, LABEL_LENGTH): plain_text(text, LABEL_LENGTH) for name, text in pairs}
