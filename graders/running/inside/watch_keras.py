"""Watches Keras: compile, fit, evaluate, predict, calls on rows, batches of custom loops."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from . import keras_answers, keras_trainings
from .describe import plain_text
from .keras_trainings import argument
from .observer import Observer, weights_digest


def watch(observer: Observer) -> None:
    """Wrap the methods of ``keras.Model``, so that subclasses are seen as well."""
    import keras

    watchers: dict[str, Callable[..., Any]] = {
        "compile": _compile,
        "fit": keras_trainings.fit,
        "evaluate": keras_answers.evaluate,
        "predict": keras_answers.predict,
        "predict_on_batch": keras_answers.predict,
        "train_on_batch": keras_trainings.train_on_batch,
    }
    for name, watcher in watchers.items():
        owner = next(kind for kind in keras.Model.__mro__ if name in vars(kind))
        original = vars(owner)[name]
        setattr(owner, name, _wrapped(original, watcher, observer))
    called = keras.Model.__call__
    keras.Model.__call__ = _wrapped(called, keras_answers.call, observer)
    for kind in (keras.callbacks.EarlyStopping, keras.callbacks.ModelCheckpoint):
        kind.__init__ = _wrapped(kind.__init__, keras_trainings.created, observer)
    for name in ("apply_gradients", "apply"):
        step = vars(keras.optimizers.Optimizer).get(name) or getattr(
            keras.optimizers.Optimizer, name
        )
        setattr(keras.optimizers.Optimizer, name, _wrapped(step, keras_trainings.apply, observer))
    _watch_loading(observer)
    adapt = keras.layers.Normalization.adapt
    keras.layers.Normalization.adapt = _wrapped(adapt, _adapt, observer)


def _watch_loading(observer: Observer) -> None:
    """See models that come from a file; Keras' own two readers, whatever name was used for them."""
    from keras.src.legacy.saving import legacy_h5_format
    from keras.src.saving import saving_lib

    for module, name in ((saving_lib, "load_model"), (legacy_h5_format, "load_model_from_hdf5")):
        setattr(module, name, _loading(getattr(module, name), observer))


def _loading(original: Callable[..., Any], observer: Observer) -> Callable[..., Any]:
    @functools.wraps(original)
    def load(*args: Any, **keywords: Any) -> Any:
        model = original(*args, **keywords)
        observer.quietly(lambda: observer.call({
            "actor": plain_text(type(model).__name__, 200), "method": "load",
            "model": observer.number(model), "weights": weights_digest(model),
        }))  # fmt: skip
        return model

    return load


def _wrapped(
    original: Callable[..., Any], watcher: Callable[..., Any], observer: Observer
) -> Callable[..., Any]:
    @functools.wraps(original)
    def wrapper(self: Any, *args: Any, **keywords: Any) -> Any:
        return watcher(observer, original, self, args, keywords)

    return wrapper


def _compile(
    observer: Observer, original: Any, model: Any, args: tuple[Any, ...], keywords: dict[str, Any]
) -> Any:
    result = original(model, *args, **keywords)

    def look() -> None:
        entry = observer.seen(model)
        if entry is not None:
            entry.compiled = {
                "loss": argument(args, keywords, 1, "loss"),
                "metrics": argument(args, keywords, 3, "metrics"),
                "optimizer": getattr(model, "optimizer", None),
            }
            entry.changed = True
            entry.cell = observer.cell
            observer.call({"actor": plain_text(type(model).__name__, 200), "method": "compile",
                           "model": entry.number})  # fmt: skip

    observer.quietly(look)
    return result


def _adapt(
    observer: Observer, original: Any, layer: Any, args: tuple[Any, ...], keywords: dict[str, Any]
) -> Any:
    with observer.nested() as outermost:
        result = original(layer, *args, **keywords)
        if outermost:
            data = argument(args, keywords, 0, "data")
            observer.quietly(lambda: observer.call({
                "actor": plain_text(type(layer).__name__, 200), "method": "adapt",
                "inputs": observer.describe_all(data)}))  # fmt: skip
        return result
