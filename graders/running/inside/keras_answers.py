"""Watches what Keras models answer: evaluate, predict, calls on rows."""

from __future__ import annotations

import sys
from typing import Any

from .datasets import features_and_labels
from .describe import Record, plain_text
from .keras_trainings import argument, remember_input
from .observer import Observer, weights_digest


def evaluate(
    observer: Observer, original: Any, model: Any, args: tuple[Any, ...], keywords: dict[str, Any]
) -> Any:
    """What it was asked for, and the figures that it gave."""
    with observer.nested() as outermost:
        result = original(model, *args, **keywords)
        if outermost:
            observer.quietly(lambda: observer.call(_read(
                observer, model, "evaluate", argument(args, keywords, 0, "x"),
                argument(args, keywords, 1, "y"), result=_scores(model, result))))  # fmt: skip
        return result


def _scores(model: Any, result: Any) -> dict[str, float]:
    if isinstance(result, dict):
        return {plain_text(name, 200): float(value) for name, value in result.items()}
    values = result if isinstance(result, (list, tuple)) else [result]
    names = list(getattr(model, "metrics_names", []))
    if "compile_metrics" in names:
        held = getattr(model, "_compile_metrics", None)
        names = ["loss", *(metric.name for metric in getattr(held, "metrics", []))]
    names += [f"value_{place}" for place in range(len(names), len(values))]
    return {plain_text(name, 200): float(value) for name, value in zip(names, values, strict=False)}


def _read(
    observer: Observer, model: Any, method: str, x: Any, y: Any = None, *,
    result: dict[str, float] | None = None, outputs: Any = None,
) -> Record:  # fmt: skip
    entry = observer.seen(model)
    x, y = features_and_labels(x, y)
    if entry is not None:
        remember_input(entry, x)
    inputs = observer.describe_all(x) + (observer.describe_all(y) if y is not None else [])
    return {
        "actor": plain_text(type(model).__name__, 200),
        "method": method,
        "model": None if entry is None else entry.number,
        "inputs": inputs,
        "outputs": observer.describe_all(outputs) if outputs is not None else [],
        "answers": observer.answers(outputs),
        "weights": weights_digest(model),
        "result": result or {},
    }


def predict(
    observer: Observer, original: Any, model: Any, args: tuple[Any, ...], keywords: dict[str, Any]
) -> Any:
    """What it was asked for, and its answers; those for the test rows are kept whole."""
    with observer.nested() as outermost:
        result = original(model, *args, **keywords)
        if outermost:
            x = argument(args, keywords, 0, "x")
            method = getattr(original, "__name__", "predict")
            observer.quietly(
                lambda: observer.call(_read(observer, model, method, x, outputs=result))
            )
            _offer(observer, model, x, result)
        return result


def _offer(observer: Observer, model: Any, x: Any, result: Any) -> None:
    entry = observer.seen(model)
    if entry is not None:
        observer.offer_test_rows(entry, x, result)


def call(
    observer: Observer, original: Any, model: Any, args: tuple[Any, ...], keywords: dict[str, Any]
) -> Any:
    """A call on rows; within a training it is only remembered that there was one."""
    with observer.nested() as outermost:
        result = original(model, *args, **keywords)
        if outermost and args and hasattr(result, "numpy"):  # concrete: not while it is traced
            x = args[0]
            rows = getattr(x, "shape", (0,))
            if keywords.get("training") or not len(rows):
                observer.quietly(lambda: _remember_call(observer, model, x))
            elif rows[0] == observer.test_rows:
                observer.quietly(
                    lambda: observer.call(_read(observer, model, "__call__", x, outputs=result))
                )
                _offer(observer, model, x, result)
            else:
                observer.quietly(lambda: _remember_call(observer, model, x, result))
        elif outermost and _tracing():
            observer.quietly(lambda: observer.seen(model))
        return result


def _tracing() -> bool:
    """Whether a function of the student's is being made into a graph."""
    tensorflow = sys.modules.get("tensorflow")
    return tensorflow is not None and not tensorflow.executing_eagerly()


def _remember_call(observer: Observer, model: Any, x: Any, result: Any = None) -> None:
    """A custom loop's forward pass: the model may have been trained since."""
    entry = observer.seen(model)
    if entry is not None:
        entry.changed = True
        entry.called_with = x
        remember_input(entry, x)
        if result is not None:
            observer.remember_answers(entry, int(result.shape[0]), result)
