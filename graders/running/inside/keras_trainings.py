"""Watches how Keras models are trained: fit, batches, steps of a loop with own gradients."""

from __future__ import annotations

import time
from typing import Any

from . import classes, inference
from .datasets import features_and_labels
from .describe import Record, message_text, plain_text, scalar
from .losses import normal_loss
from .observer import Observer, SeenModel, weights_digest

CALLBACK_SETTINGS = (
    "monitor", "patience", "min_delta", "mode", "restore_best_weights", "start_from_epoch",
    "baseline", "filepath", "save_best_only", "save_weights_only", "factor", "min_lr", "cooldown",
)  # fmt: skip


def argument(args: tuple[Any, ...], keywords: dict[str, Any], place: int, name: str) -> Any:
    """An argument that was given by name or by place."""
    return keywords[name] if name in keywords else args[place] if len(args) > place else None


def fit(
    observer: Observer, original: Any, model: Any, args: tuple[Any, ...], keywords: dict[str, Any]
) -> Any:
    """The rows and settings before it, history and weights after it; also where it raises."""
    with observer.nested() as outermost:
        if not outermost:
            return original(model, *args, **keywords)
        record: Record = observer.quietly(lambda: _before(observer, model, args, keywords)) or {}
        observer.quietly(lambda: _keep_rows(observer, model, args, keywords))
        began = time.perf_counter()
        history = None
        try:
            history = original(model, *args, **keywords)
            return history
        except BaseException as problem:
            record["raised"] = {
                "type": plain_text(type(problem).__name__, 200),
                "message": message_text(problem, 2_000),
            }
            raise
        finally:
            record["seconds"] = time.perf_counter() - began
            observer.quietly(lambda: _after(observer, model, record, history))


def _before(
    observer: Observer, model: Any, args: tuple[Any, ...], keywords: dict[str, Any]
) -> Record:
    entry = observer.seen(model)
    x = argument(args, keywords, 0, "x")
    y = argument(args, keywords, 1, "y")
    x, y = features_and_labels(x, y)
    weight = argument(args, keywords, 10, "sample_weight")
    record: Record = {
        "sequence": observer.next(),
        "model": -1 if entry is None else entry.number,
        "library": "keras",
        "estimator": plain_text(type(model).__name__, 200),
        "x": _first(observer, x),
        "y": _first(observer, y),
        "validation_split": float(argument(args, keywords, 6, "validation_split") or 0.0),
        "epochs": int(argument(args, keywords, 3, "epochs") or 1),
        "batch_size": _whole(argument(args, keywords, 2, "batch_size")),
        "sample_weight": weight is not None,
        "sample_weight_digest": (_first(observer, weight) or {}).get("digest", ""),
        "callbacks": [_callback(item) for item in _list(argument(args, keywords, 5, "callbacks"))],
        "weights_before": weights_digest(model),
        "inputs": observer.inputs(x),
        "stubbed": observer.stubbed,
    }
    weights = argument(args, keywords, 9, "class_weight")
    if isinstance(weights, dict):
        record["class_weight"] = {
            plain_text(key, 100): float(value) for key, value in list(weights.items())[:1_000]
        }
    validation = argument(args, keywords, 7, "validation_data")
    if isinstance(validation, (tuple, list)):
        record["validation_x"] = _first(observer, validation[0]) if validation else None
        record["validation_y"] = _first(observer, validation[1]) if len(validation) > 1 else None
    elif validation is not None:
        held = features_and_labels(validation)
        record["validation_x"] = observer.describe(held[0])
        record["validation_y"] = observer.describe(held[1])
    record.update(
        observer.quietly(
            lambda: classes.of_keras(
                y, weights, argument(args, keywords, 10, "sample_weight"), validation,
                record["validation_split"],
            )
        )
        or {}
    )  # fmt: skip
    observer.find_rows("fit", [record["x"], record["y"]], [])
    observer.find_rows("fit", [record.get("validation_x"), record.get("validation_y")], [])
    observer.rows.release()
    if entry is not None:
        entry.cell = observer.cell
        remember_input(entry, x, y)
    return record


def _keep_rows(
    observer: Observer, model: Any, args: tuple[Any, ...], keywords: dict[str, Any]
) -> None:
    """A sample of what is trained and validated on, where the plan asks for losses on it."""
    entry = observer.seen(model)
    if entry is None or not observer.measure_fit:
        return
    shape = getattr(model, "output_shape", None)
    units = shape[-1] if isinstance(shape, tuple) and shape else None
    loss = normal_loss((entry.compiled or {}).get("loss"), units, entry.label_rank)
    entry.rows = inference.rows_of(
        model, loss, argument(args, keywords, 0, "x"), argument(args, keywords, 1, "y"),
        argument(args, keywords, 7, "validation_data"),
        float(argument(args, keywords, 6, "validation_split") or 0.0),
    )  # fmt: skip
    observer.last_rows = entry.rows or observer.last_rows


def _first(observer: Observer, thing: Any) -> Record | None:
    found = observer.describe_all(thing)
    return found[0] if found else None


def remember_input(entry: SeenModel, x: Any, y: Any = None) -> None:
    """The shape and a sample of what the model takes, and the rank of its labels."""
    shape = getattr(x, "shape", None)
    if shape is not None and len(shape) >= 2:
        entry.input_shape = (None, *(int(side) for side in shape[1:]))
        if entry.sample is None and shape[0]:
            from .describe import as_array

            rows = as_array(x[:500] if not hasattr(x, "iloc") else x.iloc[:500])
            entry.sample = rows if rows is not None and rows.dtype.kind in "biuf" else None
    labels = getattr(y, "shape", None)
    if labels is not None:
        entry.label_rank = 1 if len(labels) <= 1 or int(labels[-1]) == 1 else len(labels)


def _after(observer: Observer, model: Any, record: Record, history: Any) -> None:
    if "sequence" not in record:
        return
    entry = observer.seen(model)
    shown = getattr(history, "history", None)
    if shown is None:  # it raised or was stopped: what the model's own callback has
        held = getattr(model, "history", None)
        shown = getattr(held, "history", None) if "raised" in record else None
    if isinstance(shown, dict):
        record["history"] = series(shown)
        record["epochs_run"] = max(
            (len(values) for values in record["history"].values()), default=0
        )
    record["weights_after"] = weights_digest(model)
    if entry is not None and entry.rows is not None:
        record["inference"] = observer.losses(entry) or {}
    if entry is not None:
        entry.fitted += 1
        entry.changed = True
        compiled = dict(entry.compiled or {})
        compiled["learning_rate"] = _rate(getattr(model, "optimizer", None))
        observer.pending.append((record, entry, compiled))
    observer.fit(record)


def series(history: dict[Any, Any]) -> dict[str, list[float]]:
    """Named lists of numbers, as a history has them; other entries are left out."""
    found: dict[str, list[float]] = {}
    for name, values in list(history.items())[:200]:
        try:
            found[plain_text(name, 200)] = [float(value) for value in list(values)[:100_000]]
        except (TypeError, ValueError):
            continue
    return found


def _rate(optimizer: Any) -> float | None:
    try:
        return float(optimizer.learning_rate.numpy())
    except Exception:
        return None


def _whole(thing: Any) -> int | None:
    try:
        return None if thing is None else int(thing)
    except (TypeError, ValueError):
        return None


def _list(thing: Any) -> list[Any]:
    if thing is None:
        return []
    return list(thing)[:50] if isinstance(thing, (list, tuple)) else [thing]


def apply(
    observer: Observer,
    original: Any,
    optimizer: Any,
    args: tuple[Any, ...],
    keywords: dict[str, Any],
) -> Any:
    """A step of a loop with own gradients: one record, with the rows that the model saw first."""
    with observer.nested() as outermost:
        if outermost:
            place = next(iter(keywords), "")
            given = list(args[0] if args else keywords.get(place) or ())  # it may be an iterator
            own = argument(args, keywords, 1, "trainable_variables") or [
                pair[1] for pair in given if isinstance(pair, tuple)
            ]
            observer.quietly(lambda: _step(observer, list(own)))
            args, keywords = ((given, *args[1:]), keywords) if args else (
                args, {**keywords, place: given})  # fmt: skip
        return original(optimizer, *args, **keywords)


def _step(observer: Observer, variables: list[Any]) -> None:
    known = {id(variable) for variable in variables}
    for entry in observer.models:
        if not any(id(weight) in known for weight in entry.model.trainable_variables):
            continue
        if id(entry.model) not in observer.loops:
            record = _before(observer, entry.model, (entry.called_with,), {})
            record.update(loop=True, cell=observer.cell, epochs=1, epochs_run=0)
            record["_model"] = entry.model
            observer.loops[id(entry.model)] = record
            entry.fitted += 1
        entry.changed = True
        return


def train_on_batch(
    observer: Observer, original: Any, model: Any, args: tuple[Any, ...], keywords: dict[str, Any]
) -> Any:
    """A loop of batches is one record, with the first batch's data and every batch's loss."""
    with observer.nested() as outermost:
        if not outermost:
            return original(model, *args, **keywords)
        entry = observer.quietly(lambda: observer.seen(model))
        record = observer.loops.get(id(model))
        if record is None and entry is not None:
            record = observer.quietly(lambda: _before(observer, model, args, keywords))
            if record is not None:
                record.update(loop=True, cell=observer.cell, epochs=1, epochs_run=0)
                record["history"] = {"loss": []}
                # Kept alive until the cell ends, so that the id stays this model's.
                record["_model"] = model
                observer.loops[id(model)] = record
        result = original(model, *args, **keywords)
        if record is not None and entry is not None:
            entry.changed = True
            entry.fitted += 1

            def look() -> None:
                losses = record["history"]["loss"]
                if len(losses) < 10_000:
                    first: Any = result[0] if isinstance(result, (list, tuple)) else result
                    first = first.get("loss") if isinstance(first, dict) else first
                    losses.append(float(first))

            observer.quietly(look)
        return result


def created(
    observer: Observer, original: Any, callback: Any, args: tuple[Any, ...],
    keywords: dict[str, Any],
) -> None:  # fmt: skip
    """A callback that was made; whether it gets to a ``fit`` is the question."""
    with observer.nested() as outermost:
        original(callback, *args, **keywords)
        if outermost:
            made = observer.quietly(lambda: _callback(callback)) or {}
            if made:
                observer.call({"actor": made["kind"], "method": "create",
                               "parameters": made["config"]})  # fmt: skip


def _callback(callback: Any) -> Record:
    config = {}
    for name in CALLBACK_SETTINGS:
        if hasattr(callback, name):
            config[name] = scalar(getattr(callback, name))
    return {"kind": plain_text(type(callback).__name__, 200), "config": config}
