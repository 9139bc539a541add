"""How many rows of each class a training saw, and with how much weight."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .describe import Record, as_array, plain_text

MOST_CLASSES = 100


def labels_of(y: Any) -> np.ndarray[Any, Any] | None:
    """Labels (n,) of codes, names or one-hot rows; ``None`` for anything else."""
    array = as_array(y)
    if array is None or array.ndim not in {1, 2} or not len(array):
        return None
    if array.ndim == 2:
        if array.shape[1] == 1:
            array = array[:, 0]
        elif array.dtype.kind in "biuf" and _one_hot(array):
            array = np.argmax(array, axis=1)
        else:
            return None
    if array.dtype.kind == "f" and not (np.isfinite(array) & (array == np.round(array))).all():
        return None
    return array


def _one_hot(array: np.ndarray[Any, Any]) -> bool:
    return bool((((array == 0) | (array == 1)).all(axis=1) & (array.sum(axis=1) == 1)).all())


def counted(
    labels: np.ndarray[Any, Any], weights: np.ndarray[Any, Any] | None = None
) -> dict[str, float]:
    """Rows, or the sum of their weights, by class; empty where there are too many classes."""
    names, places = np.unique(labels, return_inverse=True)
    if len(names) > MOST_CLASSES:
        return {}
    sums = np.bincount(places.ravel(), weights=weights, minlength=len(names))
    return {_name(name): float(total) for name, total in zip(names, sums, strict=True)}


def _name(label: Any) -> str:
    if label.dtype.kind in "biuf":
        return str(int(label))
    return plain_text(label, 100)


def of_keras(
    y: Any, class_weight: Any, sample_weight: Any, validation: Any, validation_split: float
) -> Record:
    """Class facts of a ``FitRecord``: rows and weights to learn from, rows to validate on.

    Keras takes the last rows for ``validation_split`` before it shuffles. It looks a label up in
    ``class_weight`` as an ``int``; what it does not find weighs 1.
    """
    found: Record = {}
    if isinstance(class_weight, dict):
        found["text_keys"] = any(isinstance(key, (str, bytes)) for key in class_weight)
    labels = labels_of(y)
    if labels is None:
        return found
    held_out = labels_of(validation[1]) if _pair(validation) else None
    weights = np.ones(len(labels))
    if isinstance(class_weight, dict) and labels.dtype.kind in "biuf":
        distinct, places = np.unique(labels, return_inverse=True)
        each = [float(class_weight.get(int(label), 1.0)) for label in distinct]
        weights *= np.asarray(each)[places.ravel()]
    weights *= _of_rows(sample_weight, len(labels))
    if validation is None and 0 < validation_split < 1:
        cut = math.floor(len(labels) * (1.0 - validation_split))
        labels, weights, held_out = labels[:cut], weights[:cut], labels[cut:]
    found.update(_whole(labels, weights))
    if held_out is not None and len(held_out):
        found["validation_rows"] = _counts(held_out)
    return found


def of_estimator(actor: Any, args: tuple[Any, ...], keywords: dict[str, Any]) -> Record:
    """The same of a scikit-learn or imbalanced-learn ``fit(X, y, ...)``.

    ``samplers`` are the steps of a pipeline that change which rows its last step sees.
    """
    steps = [step for _, step, *_ in getattr(actor, "steps", None) or ()]
    found: Record = {
        "samplers": [plain_text(type(step).__name__, 200) for step in steps
                     if hasattr(step, "fit_resample")][:20]
    }  # fmt: skip
    labels = labels_of(keywords["y"] if "y" in keywords else args[1] if len(args) > 1 else None)
    if labels is None:
        return found
    weights = np.ones(len(labels))
    given = weighting(actor)
    if isinstance(given, (dict, str)):
        from sklearn.utils.class_weight import compute_sample_weight

        weights *= compute_sample_weight(given, labels)
    own = [value for name, value in keywords.items() if name.endswith("sample_weight")]
    weights *= _of_rows(own[0] if own else args[2] if len(args) > 2 else None, len(labels))
    return {**found, **_whole(labels, weights)}


def weighting(actor: Any) -> Any:
    """``class_weight`` of an estimator, of a pipeline's last step, or of a search's winner."""
    for _ in range(5):
        inner = getattr(actor, "best_estimator_", None) or getattr(actor, "estimator", None)
        steps = getattr(actor, "steps", None)
        if steps:
            actor = steps[-1][1]
        elif inner is not None and not hasattr(actor, "class_weight"):
            actor = inner
        else:
            break
    return getattr(actor, "class_weight", None)


def _pair(validation: Any) -> bool:
    return isinstance(validation, (tuple, list)) and len(validation) > 1


def _of_rows(sample_weight: Any, rows: int) -> Any:
    """Weights of rows, 1 where there are none that can be read."""
    found = as_array(sample_weight)
    if found is None or found.dtype.kind not in "biuf" or found.size != rows:
        return 1.0
    return found.reshape(rows).astype(np.float64)


def _whole(labels: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> Record:
    return {"class_rows": _counts(labels), "class_weights": counted(labels, weights)}


def _counts(labels: np.ndarray[Any, Any]) -> dict[str, int]:
    return {name: int(rows) for name, rows in counted(labels).items()}
