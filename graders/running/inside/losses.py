"""Losses and metrics in normal form: equal meaning, equal name.

``"mse"``, ``"mean_squared_error"``, ``MeanSquaredError()`` and the function are one loss. An
unknown function is asked what it computes on probe values and compared with Keras' own.
"""

from __future__ import annotations

import inspect
import re
from typing import Any

import numpy as np

from .describe import Record, plain_text, scalar

ALIASES = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "rmse": "root_mean_squared_error",
    "bce": "binary_crossentropy",
    "cce": "categorical_crossentropy",
    "kld": "kl_divergence",
    "kullback_leibler_divergence": "kl_divergence",
    "logcosh": "log_cosh",
    "huber_loss": "huber",
    "cosine_proximity": "cosine_similarity",
    "acc": "accuracy",
    "auc": "auc",
    "r2_score": "r2_score",
}
REGRESSION = (
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error",
    "huber",
    "log_cosh",
)
CLASSIFICATION = (
    "binary_crossentropy",
    "binary_focal_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "categorical_focal_crossentropy",
    "kl_divergence",
    "hinge",
    "squared_hinge",
    "categorical_hinge",
    "poisson",
)
WITH_LOGITS = frozenset(name for name in CLASSIFICATION if name.endswith("crossentropy"))
SETTINGS = ("label_smoothing", "gamma", "alpha", "delta", "apply_class_balancing", "reduction")


def snake_case(name: str) -> str:
    """``MeanSquaredError`` becomes ``mean_squared_error``; known short names are written out."""
    name = name.replace(" ", "_").replace("-", "_")
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
    snake = {"kldivergence": "kl_divergence", "r2_score": "r2_score"}.get(snake, snake)
    return ALIASES.get(snake, snake)


def normal_loss(loss: Any, head_units: int | None = None, label_rank: int | None = None) -> Record:
    """A ``LossSpec`` record of what was given to ``compile``.

    ``"crossentropy"`` resolves as Keras does, by the output's size and the labels' rank.
    A name that Keras does not know gives ``custom`` with that name in ``config``.
    """
    import keras

    if isinstance(loss, (list, tuple, dict)):
        parts = list(loss.values()) if isinstance(loss, dict) else list(loss)
        if len(parts) == 1:
            return normal_loss(parts[0], head_units, label_rank)
        names = ", ".join(str(normal_loss(part)["name"]) for part in parts[:8])
        return {"name": "custom", "config": {"parts": names}}
    if isinstance(loss, str) and loss.lower() in {"crossentropy", "ce"}:
        if head_units == 1:
            loss = "binary_crossentropy"
        elif label_rank is None or label_rank == 1:
            loss = "sparse_categorical_crossentropy"
        else:
            loss = "categorical_crossentropy"
    if isinstance(loss, str):
        name = snake_case(loss)
        return _known(name, {}) if name in _names() else {"name": "custom",
                "config": {"given": plain_text(loss, 200)}}  # fmt: skip
    if isinstance(loss, type) and issubclass(loss, keras.losses.Loss):
        try:
            loss = loss()
        except Exception:
            return {"name": "custom", "config": {"given": plain_text(loss.__name__, 200)}}
    function = loss
    settings: dict[str, Any] = {}
    if isinstance(loss, keras.losses.Loss):
        name = snake_case(type(loss).__name__)
        if type(loss).__module__.startswith("keras.") and name in _names():
            return _known(name, _config(loss))
        function = getattr(loss, "fn", loss)
        settings = dict(getattr(loss, "_fn_kwargs", None) or {})
    partial = getattr(function, "func", None)
    if partial is not None and hasattr(function, "keywords"):
        settings = {**function.keywords, **settings}
        function = partial
    name = snake_case(str(getattr(function, "__name__", "")))
    module = str(getattr(function, "__module__", ""))
    if module.startswith("keras.") and name in _names():
        return _known(name, settings)
    return _custom(loss, str(getattr(function, "__name__", type(loss).__name__)))


def _names() -> frozenset[str]:
    """Every loss that this Keras has, by snake-case name."""
    from keras.src.losses import ALL_OBJECTS

    return frozenset(snake_case(thing.__name__) for thing in ALL_OBJECTS) | set(REGRESSION)


def _config(loss: Any) -> dict[str, Any]:
    """What a loss object was made with; some keep it only for the function they call."""
    try:
        config = dict(loss.get_config())
    except Exception:
        config = {}
    return {**config, **(getattr(loss, "_fn_kwargs", None) or {})}


def _known(name: str, settings: dict[str, Any]) -> Record:
    """A loss of Keras' own. Settings at their default say nothing: a string has none."""
    import keras

    defaults: dict[str, Any] = {"reduction": "sum_over_batch_size"}
    try:
        for parameter in inspect.signature(keras.losses.get(name)).parameters.values():
            defaults[parameter.name] = parameter.default
    except (TypeError, ValueError):
        pass
    config = {
        key: scalar(settings[key])
        for key in SETTINGS
        if key in settings and settings[key] != defaults.get(key)
    }
    from_logits = bool(settings.get("from_logits", False)) if name in WITH_LOGITS else None
    return {"name": name, "from_logits": from_logits, "config": config}


def _custom(loss: Any, given: str) -> Record:
    """Ask an unknown loss what it computes, and compare with Keras' losses on probe values."""
    record: Record = {"name": "custom", "config": {"given": plain_text(given, 200)}}
    if not callable(loss):
        return record
    for name, from_logits, y_true, y_pred in _probes():
        if _agrees(loss, name, from_logits, y_true, y_pred):
            record["equals"] = name
            record["from_logits"] = from_logits
            return record
    return record


def _probes() -> list[tuple[str, bool | None, Any, Any]]:
    """Probe values on which Keras' losses differ from each other."""
    random = np.random.Generator(np.random.PCG64(20))
    rows = 7
    target = random.uniform(0.5, 3.0, (rows, 1)).astype("float32")
    answer = random.uniform(0.5, 3.0, (rows, 1)).astype("float32")
    probes: list[tuple[str, bool | None, Any, Any]] = [
        (name, None, target, answer) for name in (*REGRESSION, "root_mean_squared_error")
    ]
    truth = np.array([[0], [1], [1], [0], [1], [0], [0]], dtype="float32")
    logits = random.normal(0, 1.5, (rows, 1)).astype("float32")
    probability = 1 / (1 + np.exp(-logits))
    classes = random.integers(0, 3, rows)
    one_hot = np.eye(3, dtype="float32")[classes]
    many = random.normal(0, 1.5, (rows, 3)).astype("float32")
    shares = np.exp(many) / np.exp(many).sum(axis=1, keepdims=True)
    probes += [
        (name, False if "entropy" in name else None, truth, probability)
        for name in ("binary_crossentropy", "binary_focal_crossentropy", "hinge", "squared_hinge")
    ]
    probes.append(("binary_crossentropy", True, truth, logits))
    probes += [
        (name, False, one_hot, shares)
        for name in ("categorical_crossentropy", "categorical_focal_crossentropy")
    ]
    probes.append(("categorical_crossentropy", True, one_hot, many))
    integers = classes.astype("int32").reshape(-1, 1)
    probes.append(("sparse_categorical_crossentropy", False, integers, shares))
    probes.append(("sparse_categorical_crossentropy", True, integers, many))
    return probes


def _agrees(loss: Any, name: str, from_logits: bool | None, y_true: Any, y_pred: Any) -> bool:
    import keras

    try:
        given = loss(keras.ops.convert_to_tensor(y_true), keras.ops.convert_to_tensor(y_pred))
        mean = float(np.mean(keras.ops.convert_to_numpy(given)))
        if name == "root_mean_squared_error":
            expected = float(np.sqrt(np.mean((y_true - y_pred) ** 2)))
        else:
            function = getattr(keras.losses, name, None) or keras.losses.get(name)
            settings = {"from_logits": True} if from_logits else {}
            expected = float(np.mean(keras.ops.convert_to_numpy(
                function(y_true, y_pred, **settings))))  # fmt: skip
        return bool(np.isclose(mean, expected, rtol=1e-4, atol=1e-6))
    except Exception:
        return False


def normal_metric(metric: Any, head_units: int | None = None, label_rank: int | None = None) -> str:
    """A metric's name in normal form; ``"accuracy"`` as Keras resolves it when it trains."""
    import keras

    if isinstance(metric, str):
        name = snake_case(metric)
        if name == "accuracy" and head_units is not None and label_rank is not None:
            if head_units == 1:
                return "binary_accuracy"
            return "sparse_categorical_accuracy" if label_rank == 1 else "categorical_accuracy"
        return plain_text(name, 200)
    if isinstance(metric, type):
        return plain_text(snake_case(metric.__name__), 200)
    if isinstance(metric, keras.metrics.Metric):
        kind = type(metric)
        wrapped = getattr(metric, "_fn", None)
        if kind.__name__ == "MeanMetricWrapper" and wrapped is not None:
            return plain_text(snake_case(str(getattr(wrapped, "__name__", "custom"))), 200)
        if kind.__name__ == "AUC" and str(getattr(metric, "curve", "")).endswith("PR"):
            return "pr_auc"
        return plain_text(snake_case(kind.__name__), 200)
    return plain_text(snake_case(str(getattr(metric, "__name__", type(metric).__name__))), 200)
