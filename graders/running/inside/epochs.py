"""Short trainings without waste: what Keras spends on an epoch's hand-overs, left out.

Every saving here keeps the student's numbers to the last bit, and takes itself back after ``fit``.
"""

from __future__ import annotations

import contextlib
import functools
import math
from typing import Any

FEWEST_EPOCHS = 5
"""Below this, making the function of an epoch costs more than it saves."""

MOST_STEPS = 200
MOST_HELD = 16
"""Validation batches that are read once, and unrolled."""

MOST_WORK = 100_000_000
"""Rows times weights of an epoch that may run in one call, which no limit can interrupt: 1 s."""

EPOCH_LEVEL = frozenset(
    {
        "CSVLogger", "EarlyStopping", "History", "LearningRateScheduler", "ModelCheckpoint",
        "ReduceLROnPlateau",
    }
)  # fmt: skip
"""Keras' own callbacks that do nothing at a batch, ``save_freq="epoch"`` given."""

BATCH_HOOKS = (
    "on_batch_begin", "on_batch_end", "on_train_batch_begin", "on_train_batch_end",
    "on_test_batch_begin", "on_test_batch_end",
)  # fmt: skip


def one_iterator_an_epoch() -> None:
    """Leave out the iterator that Keras makes at an epoch's end and drops at the next one's start.

    An iterator costs 3 ms and a short epoch makes four, of training and validation rows. With
    ``steps_per_epoch`` Keras does use the second one, and keeps it.
    """
    try:
        from keras.src.backend.tensorflow.trainer import TFEpochIterator
    except ImportError:
        return
    original = getattr(TFEpochIterator, "_enumerate_iterator", None)
    if original is None or not hasattr(TFEpochIterator, "_get_iterator"):
        return

    @functools.wraps(original)
    def enumerate_iterator(self: Any) -> Any:
        if self.steps_per_epoch is not None:
            yield from original(self)
            return
        make = self._get_iterator
        made: list[bool] = []

        def first_only() -> Any:
            if made:
                return ()
            made.append(True)
            return make()

        self._get_iterator = first_only
        try:
            yield from original(self)
        finally:
            del self._get_iterator

    TFEpochIterator._enumerate_iterator = enumerate_iterator


def one_call_an_epoch() -> None:
    """Run all steps of an epoch in one graph call, where nobody can tell the difference.

    It is what Keras' own ``steps_per_execution`` does, for the time of ``fit``, with a shorter
    graph; validation rows, which come in the same batches every epoch, are read once. Batch-level
    callbacks, an own ``train_step``, eager training and the student's own setting are left alone.
    """
    try:
        from keras.src.backend.tensorflow.trainer import TensorFlowTrainer, TFEpochIterator
    except ImportError:
        return
    original, iterator = TensorFlowTrainer.fit, TFEpochIterator._get_iterator
    running: list[Any] = []

    @functools.wraps(original)
    def fit(self: Any, *args: Any, **keywords: Any) -> Any:
        try:
            steps = _steps(self, args, keywords)
        except Exception:  # whatever is odd about the call, Keras shall be the one to say so
            steps = 1
        if steps < 2:
            return original(self, *args, **keywords)
        kept = self.steps_per_execution, self.train_function, self.test_function
        self.steps_per_execution = steps
        self.train_function = _whole(self, self.train_step)
        self.test_function = _whole(self, self.test_step)
        with contextlib.suppress(Exception):
            _make_variables(self, None, *args[1:2], **keywords)
        running.append(self)
        try:
            return original(self, *args, **keywords)
        finally:
            running.pop()
            self.steps_per_execution, self.train_function, self.test_function = kept

    @functools.wraps(iterator)
    def get_iterator(self: Any) -> Any:
        validates = running and getattr(running[-1], "_eval_epoch_iterator", None) is self
        batches = self.num_batches or MOST_HELD + 1
        if not validates or batches > min(MOST_HELD, self.steps_per_execution):
            return iterator(self)
        if not hasattr(self, "_held"):
            dataset = iterator(self)
            self._held = Held(list(dataset), dataset.element_spec)
        return self._held

    TensorFlowTrainer.fit, TFEpochIterator._get_iterator = fit, get_iterator


def _make_variables(
    model: Any, _x: Any = None, y: Any = None, sample_weight: Any = None, **_: Any
) -> None:
    """Those of optimizer and metrics, as Keras would on the first step.

    A graph that makes variables is made twice, and making it is a third of a short training.
    """
    import keras
    from keras.src.backend import compute_output_spec, standardize_dtype

    if not model.built:
        return
    if not model.optimizer.built:
        model.optimizer.build(model.trainable_variables)
    outputs = getattr(model, "outputs", None)
    metrics = model._compile_metrics
    if metrics is None or metrics.built or sample_weight is not None or not outputs:
        return
    if len(outputs) != 1 or y.dtype.kind not in "biuf":
        return
    truth = keras.KerasTensor((None, *y.shape[1:]), standardize_dtype(y.dtype.name))
    answers = keras.KerasTensor(outputs[0].shape, outputs[0].dtype)
    compute_output_spec(model.compute_metrics, None, truth, answers, sample_weight=None)


class Held:
    """Validation batches, read once; stands where Keras would put another iterator."""

    def __init__(self, batches: list[Any], specification: Any) -> None:
        self.batches, self.specification = batches, specification

    def __iter__(self) -> Held:
        return self

    def __next__(self) -> Any:
        raise StopIteration  # the function of an epoch reads the batches itself


def _whole(model: Any, step: Any) -> Any:
    """A train or test function that does all steps of an epoch; returns the last one's logs."""
    import tensorflow as tf

    graph: Any = functools.partial(tf.function, reduce_retracing=True)
    plain: Any = tf.autograph.experimental.do_not_convert

    def one_step(data: Any) -> Any:
        return model.distribute_strategy.run(step, args=(data,))

    one_step = plain(one_step)
    one = graph(one_step, jit_compile=model.jit_compile)

    def all_of_iterator(iterator: Any) -> Any:
        logs = one(iterator.get_next())
        _, logs = tf.while_loop(
            lambda following, _: following.has_value(),
            lambda following, _: (one(following.get_value()), iterator.get_next_as_optional())[
                ::-1
            ],
            (iterator.get_next_as_optional(), logs),
        )
        return logs

    over_iterator = graph(plain(all_of_iterator))
    held: dict[int, Any] = {}

    def function(iterator: Any) -> Any:
        if not isinstance(iterator, Held):
            return over_iterator(iterator)
        if id(iterator) not in held:
            batch = graph(one_step, jit_compile=model.jit_compile,
                          input_signature=[iterator.specification])  # fmt: skip

            def all_held() -> Any:
                return [batch(data) for data in iterator.batches][-1]

            held[id(iterator)] = graph(plain(all_held))
        return held[id(iterator)]()

    return function


def _steps(model: Any, args: tuple[Any, ...], keywords: dict[str, Any]) -> int:
    """The steps of an epoch, or 1 where they must stay separate calls."""
    if len(args) > 2 or keywords.get("epochs", 1) < FEWEST_EPOCHS:
        return 1
    given = {**dict(zip(("x", "y"), args, strict=False)), **keywords}
    if any(given.get(name) for name in ("steps_per_epoch", "validation_steps", "initial_epoch")):
        return 1
    if not (_plain(model) and _epoch_level(given.get("callbacks"))):
        return 1
    validation = given.get("validation_data")
    if validation is not None and not (
        isinstance(validation, (tuple, list)) and all(_table(part) for part in validation)
    ):
        return 1
    x: Any = given.get("x")
    if not (_table(x) and _table(given.get("y")) and len(x.shape) == 2):
        return 1
    rows = len(x)
    if validation is None and given.get("validation_split"):
        rows = math.floor(rows * (1.0 - given["validation_split"]))
    steps = math.ceil(rows / (given.get("batch_size") or 32))
    small = rows * _weights(model, int(x.shape[1])) <= MOST_WORK
    return steps if small and steps <= MOST_STEPS else 1


def _plain(model: Any) -> bool:
    """Compiled by Keras' defaults, and trained by Keras' own steps."""
    import tensorflow as tf

    own = ("train_step", "test_step", "make_train_function", "make_test_function", "evaluate",
           "reset_metrics", "compute_loss", "compute_metrics", "_make_function")  # fmt: skip
    return bool(
        model.compiled
        and model.steps_per_execution == 1
        and not model.run_eagerly
        and not tf.config.functions_run_eagerly()
        and not tf.distribute.has_strategy()
        and all(_definer(type(model), name).startswith("keras.") for name in own)
        and not any(name in vars(model) for name in own)
    )


def _definer(kind: type, name: str) -> str:
    """The module of the class that a method comes from; watching wrappers are no definition."""
    owner = next((base for base in kind.__mro__ if name in vars(base)), kind)
    return f"{owner.__module__}."


def _epoch_level(callbacks: Any) -> bool:
    if callbacks is None:
        return True
    if not isinstance(callbacks, (list, tuple)):
        callbacks = [callbacks]
    return all(_only_at_epochs(callback) for callback in callbacks)


def _only_at_epochs(callback: Any) -> bool:
    import keras

    if type(callback).__module__.startswith("keras."):
        return (
            type(callback).__name__ in EPOCH_LEVEL
            and getattr(callback, "save_freq", "epoch") == "epoch"
        )
    base = keras.callbacks.Callback
    return isinstance(callback, base) and not any(
        getattr(type(callback), hook) is not getattr(base, hook) or hook in vars(callback)
        for hook in BATCH_HOOKS
    )


def _table(thing: Any) -> bool:
    """An array, a table or a tensor with known rows: not a dataset or a generator."""
    return hasattr(thing, "shape") and hasattr(thing, "__len__") and hasattr(thing, "__getitem__")


def _weights(model: Any, features: int) -> float:
    """How many weights a row meets; infinite where it cannot be known before the model is built."""
    if model.built:
        return float(model.count_params())
    total, width = 0.0, float(features)
    for layer in getattr(model, "layers", []):
        units = getattr(layer, "units", None)
        if units is not None:
            total += (width + 1) * units
            width = float(units)
        elif hasattr(layer, "kernel_size") or hasattr(layer, "layers"):
            return math.inf
    return total or math.inf
