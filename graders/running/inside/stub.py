"""Stands in for Keras' training in an experiment: nothing is trained, and later cells behave.

``fit`` builds the model, raises as Keras would, calls the callbacks, returns a history of the asked
length, and leaves the weights that the first run trained. ``predict`` and ``evaluate`` answer
without a graph: tracing one costs more than the answers of small tables.
"""
# ruff: noqa: ARG001, PLR0917 - the signatures are Keras' own

from __future__ import annotations

import contextlib
import functools
import math
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .observer import Observer

ROWS = 8_192
"""Rows of a table in one eager call."""

WIDE_ROWS = 128
JUDGED_ROWS = 20_000
JUDGED_BATCHES = 8
HOOK_SECONDS = 1.0
"""CPU time for a training's callbacks; when it is used up, epochs pass without them."""

SKIPPED = frozenset({"TensorBoard", "BackupAndRestore", "ProgbarLogger", "RemoteMonitor"})
UPWARD = ("acc", "auc", "f1", "precision", "recall", "r2", "fbeta", "iou", "cosine")


class Trained:
    """The first run's trained weights, by the number of the model."""

    def __init__(self, archives: dict[int, bytes], observer: Observer) -> None:
        self._archives, self._observer = archives, observer
        self._weights: dict[int, list[Any]] = {}

    def restore(self, model: Any) -> None:
        """Put them into the model; where there are none, or others' shapes, leave it alone."""
        number = self._observer.number(model)
        if number is None or not model.built:
            return
        if number not in self._weights:
            self._weights[number] = self._read(model, self._archives.get(number, b""))
        if self._weights[number]:
            with contextlib.suppress(Exception):
                model.set_weights(self._weights[number])

    def _read(self, model: Any, archive: bytes) -> list[Any]:
        from keras.src.saving import saving_lib

        if not archive:
            return []
        before = model.get_weights()
        handle, path = tempfile.mkstemp(suffix=".keras")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(archive)
            saving_lib.load_weights_only(
                model, path, objects_to_skip=[getattr(model, "optimizer", None)]
            )
            weights: list[Any] = model.get_weights()
        except Exception:
            weights = []
        finally:
            with contextlib.suppress(OSError):
                os.unlink(path)
        model.set_weights(before)
        return weights


def install(observer: Observer, archives: dict[int, bytes]) -> Trained:
    """Replace the methods of ``keras.Model``; before they are watched, so that calls are seen."""
    import keras

    trained = Trained(archives, observer)
    replacements: dict[str, Callable[..., Any]] = {"fit": _fit(trained)}
    if keras.backend.backend() == "tensorflow":
        replacements.update(
            evaluate=_evaluate, predict=_predict, predict_on_batch=_predict_on_batch,
            test_on_batch=_test_on_batch, train_on_batch=_train_on_batch(trained),
        )  # fmt: skip
    for name, replacement in replacements.items():
        owner = next(kind for kind in keras.Model.__mro__ if name in vars(kind))
        original = vars(owner)[name]
        plain = getattr(original, "__wrapped__", original)
        # A wrong argument's TypeError names the function.
        replacement.__name__, replacement.__qualname__ = name, plain.__qualname__
        replacement.__doc__ = original.__doc__
        setattr(owner, name, replacement)
    return trained


def _fit(trained: Trained) -> Callable[..., Any]:
    def fit(
        self: Any, x: Any = None, y: Any = None, batch_size: Any = None, epochs: Any = 1,
        verbose: Any = "auto", callbacks: Any = None, validation_split: Any = 0.0,
        validation_data: Any = None, shuffle: Any = True, class_weight: Any = None,
        sample_weight: Any = None, initial_epoch: Any = 0, steps_per_epoch: Any = None,
        validation_steps: Any = None, validation_batch_size: Any = None, validation_freq: Any = 1,
    ) -> Any:  # fmt: skip
        from keras.src.trainers.data_adapters import array_slicing, data_adapter_utils

        self._assert_compile_called("fit")
        if validation_split and validation_data is None:
            (x, y, sample_weight), validation_data = array_slicing.train_validation_split(
                (x, y, sample_weight), validation_split=validation_split
            )
        steps = _steps(x, batch_size, steps_per_epoch)
        batches = _batches(x, y, sample_weight, class_weight, shuffle=shuffle)
        figures = _first_step(self, trained, batches)
        if validation_data is not None:
            held = data_adapter_utils.unpack_x_y_sample_weight(validation_data)
            judged = _judged(self, _batches(*held))
            figures.update((f"val_{name}", value) for name, value in judged.items())
        return _epochs(
            self, figures, callbacks, range(self._initial_epoch or initial_epoch, epochs), steps,
            functools.partial(self._should_eval, validation_freq=validation_freq),
            verbose=verbose,
        )  # fmt: skip

    return fit


def _steps(x: Any, batch_size: Any, steps: Any) -> int | None:
    if steps is not None or not hasattr(x, "shape"):
        return None if steps is None else int(steps)
    return math.ceil(int(x.shape[0]) / int(batch_size or 32))


def _batches(
    x: Any, y: Any = None, sample_weight: Any = None, class_weight: Any = None,
    *, shuffle: bool = False, rows: int | None = None,
) -> Iterator[Any]:  # fmt: skip
    """Batches as Keras would make them, of more rows; raises what Keras raises for the data.

    Tables come in order. Nothing is taken from a generator but its first batches.
    """
    from keras.src.trainers import data_adapters
    from keras.src.trainers.data_adapters.array_data_adapter import ArrayDataAdapter

    if rows is None:
        rows = ROWS if len(getattr(x, "shape", (0, 0))) <= 2 else WIDE_ROWS
    tables = data_adapters.array_data_adapter.can_convert_arrays((x, y, sample_weight))
    adapter = data_adapters.get_data_adapter(
        x, y, sample_weight=sample_weight, class_weight=class_weight, batch_size=rows,
        shuffle=bool(shuffle) and not tables,
    )  # fmt: skip
    if isinstance(adapter, ArrayDataAdapter):
        return (_tensors(batch) for batch in adapter.get_numpy_iterator())
    return iter(adapter.get_tf_dataset())


def _tensors(batch: Any) -> Any:
    import keras

    return keras.tree.map_structure(
        lambda part: None if part is None else keras.ops.convert_to_tensor(part), batch
    )


def _size(batch: Any) -> int:
    import keras

    part = next((part for part in keras.tree.flatten(batch) if part is not None), None)
    return 0 if part is None else int(part.shape[0])


def _first_step(model: Any, trained: Trained, batches: Iterator[Any]) -> dict[str, float]:
    """Build the model and the optimizer, restore what was trained, and judge the training rows.

    An own ``train_step`` is asked once, for the names of its figures.
    """
    import keras

    first = next(batches, None)
    if first is None:
        return {}
    own = not _definer(model, "train_step").startswith("keras.")
    if not model.built:
        inputs = first[0] if isinstance(first, tuple) else first
        model(keras.tree.map_structure(lambda part: part[:1], inputs))
    kept = model.get_weights()
    logs: dict[str, float] = {}
    if own:
        model.reset_metrics()
        few = keras.tree.map_structure(lambda part: None if part is None else part[:32], first)
        logs = _numbers(model, model.train_step(few))
        model.set_weights(kept)
    elif isinstance(model.optimizer, keras.optimizers.Optimizer) and not model.optimizer.built:
        model.optimizer.build(model.trainable_variables)
    trained.restore(model)
    if not own:
        logs = _judged(model, (batch for part in ((first,), batches) for batch in part))
    return logs


def _judged(model: Any, batches: Iterator[Any]) -> dict[str, float]:
    """What ``evaluate`` says about the first rows: a training's figures at its end."""
    model.reset_metrics()
    logs: Any = {}
    rows = 0
    for number, batch in enumerate(batches):
        logs = model.test_step(batch)
        rows += _size(batch)
        if rows >= JUDGED_ROWS or number >= JUDGED_BATCHES:
            break
    figures = _numbers(model, logs)
    model.reset_metrics()
    return figures


def _numbers(model: Any, logs: Any) -> dict[str, float]:
    """A step's figures in the order in which Keras shows them."""
    figures = model._get_metrics_result_or_logs(logs)
    return {name: float(np.asarray(figures[name])) for name in sorted(figures)}


def _definer(model: Any, name: str) -> str:
    if name in vars(model):
        return "own."
    owner = next((kind for kind in type(model).__mro__ if name in vars(kind)), type(model))
    return f"{owner.__module__}."


def _curve(name: str, last: float, left: float) -> float:
    """A figure that gets steadily better and ends at ``last``; ``left``: the share still to go.

    Its best epoch is always the last one, whatever the rows are: what is chosen by it must not
    depend on them.
    """
    if not math.isfinite(last):
        last = 1.0
    if any(part in name.lower() for part in UPWARD):
        return last * (1.0 - 0.5 * left) if last > 0 else last - 0.5 * left
    return last + (0.5 * abs(last) + 1e-3) * left


def _epochs(
    model: Any, figures: dict[str, float], callbacks: Any, epochs: range, steps: int | None,
    validates: Callable[[int], bool], *, verbose: Any,
) -> Any:  # fmt: skip
    """Call the callbacks as a training of these epochs would; the history."""
    import keras

    listed = callbacks
    if not isinstance(callbacks, keras.callbacks.CallbackList):
        given = keras.tree.flatten(callbacks) if callbacks else []
        listed = keras.callbacks.CallbackList(
            [one for one in given if type(one).__name__ not in SKIPPED],
            add_history=True, verbose=verbose, epochs=epochs.stop, steps=steps, model=model,
        )  # fmt: skip
    model.stop_training = False
    logs: dict[str, float] = {}
    began = time.process_time()
    with _saved_once(model):
        listed.on_train_begin()
        for epoch in epochs:
            left = (epochs.stop - 1 - epoch) / max(1, len(epochs))
            logs = {
                name: _curve(name, last, left)
                for name, last in figures.items()
                if not name.startswith("val_") or validates(epoch)
            }
            if time.process_time() - began > HOOK_SECONDS and epoch != epochs.stop - 1:
                model.history.on_epoch_end(epoch, logs)
                continue
            listed.on_epoch_begin(epoch)
            listed.on_train_batch_begin(0)
            listed.on_train_batch_end(0, logs)
            listed.on_epoch_end(epoch, logs)
            if model.stop_training:
                break
        listed.on_train_end(logs)
    return model.history


@contextlib.contextmanager
def _saved_once(model: Any) -> Iterator[None]:
    """For the time of a training that changes nothing: a file is written once, then copied."""
    import keras

    kept = keras.Model.save, keras.Model.save_weights

    def once(original: Any) -> Any:
        written: dict[str, bytes] = {}

        @functools.wraps(original)
        def save(self: Any, filepath: Any, *args: Any, **keywords: Any) -> Any:
            path = os.fspath(filepath) if isinstance(filepath, (str, os.PathLike)) else ""
            kind = os.path.splitext(path)[1]
            if self is not model or args or not kind:
                return original(self, filepath, *args, **keywords)
            if kind in written and os.path.isdir(os.path.dirname(path) or "."):
                with open(path, "wb") as file:
                    file.write(written[kind])
                return None
            result = original(self, filepath, **keywords)
            with contextlib.suppress(OSError), open(path, "rb") as file:
                written[kind] = file.read()
            return result

        return save

    keras.Model.save, keras.Model.save_weights = once(kept[0]), once(kept[1])
    try:
        yield
    finally:
        keras.Model.save, keras.Model.save_weights = kept


def _evaluate(
    self: Any, x: Any = None, y: Any = None, batch_size: Any = None, verbose: Any = "auto",
    sample_weight: Any = None, steps: Any = None, callbacks: Any = None, return_dict: Any = False,
    **keywords: Any,
) -> Any:  # fmt: skip
    self._assert_compile_called("evaluate")
    keywords.pop("_use_cached_eval_dataset", None)
    if keywords:
        raise ValueError(f"Arguments not recognized: {keywords}")
    logs: Any = {}
    self.reset_metrics()
    rows = batch_size if steps is not None else None
    for number, batch in enumerate(_batches(x, y, sample_weight, rows=rows)):
        if steps is not None and number >= steps:
            break
        logs = self.test_step(batch)
    return _answer(self, logs, return_dict)


def _answer(model: Any, logs: Any, return_dict: Any) -> Any:
    figures = _numbers(model, logs)
    return figures if return_dict else model._flatten_metrics_in_order(figures)


def _predict(
    self: Any, x: Any, batch_size: Any = None, verbose: Any = "auto", steps: Any = None,
    callbacks: Any = None,
) -> Any:  # fmt: skip
    import keras

    outputs: list[Any] = []
    rows = batch_size if steps is not None else None
    for number, batch in enumerate(_batches(x, rows=rows)):
        if steps is not None and number >= steps:
            break
        outputs.append(self.predict_step(batch))
    if not outputs:
        raise ValueError("Expected input data to be non-empty.")
    return keras.tree.map_structure(
        lambda *parts: np.concatenate([keras.ops.convert_to_numpy(part) for part in parts]),
        *outputs,
    )


def _predict_on_batch(self: Any, x: Any) -> Any:
    import keras

    answers = self.predict_step((_tensors(x),))
    return keras.tree.map_structure(keras.ops.convert_to_numpy, answers)


def _test_on_batch(
    self: Any, x: Any, y: Any = None, sample_weight: Any = None, return_dict: Any = False
) -> Any:
    self._assert_compile_called("test_on_batch")
    self.reset_metrics()
    return _answer(self, self.test_step(_tensors((x, y, sample_weight))), return_dict)


def _train_on_batch(trained: Trained) -> Callable[..., Any]:
    """The first batch of a model is judged; the figures of later ones get slowly better."""
    seen: dict[int, tuple[Any, dict[str, float], list[int]]] = {}

    def train_on_batch(
        self: Any, x: Any, y: Any = None, sample_weight: Any = None, class_weight: Any = None,
        return_dict: Any = False,
    ) -> Any:  # fmt: skip
        self._assert_compile_called("train_on_batch")
        if id(self) not in seen:
            batches = _batches(x, y, sample_weight, class_weight)
            seen[id(self)] = self, _first_step(self, trained, batches), [0]
        _, figures, count = seen[id(self)]
        count[0] += 1
        left = 1.0 / count[0]
        logs = {name: _curve(name, last, left) for name, last in figures.items()}
        return logs if return_dict else self._flatten_metrics_in_order(logs)

    return train_on_batch
