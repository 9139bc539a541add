"""A saved model, opened in a clean box that never ran student code."""

from __future__ import annotations

import contextlib
import os
import tempfile
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

from .describe import KEPT_DTYPES, Record, pack, plain_text
from .network import model_spec

OUTPUT_BYTES = 64_000_000
BATCH_ROWS = 1_024


def measured(job: dict[str, Any]) -> Record:
    """A ``Measurement`` record; whether the outputs agree is for the trusted side to say."""
    import keras

    number = int(job["model"])
    handle, path = tempfile.mkstemp(suffix=".keras")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(job["archive"])
        with _only_what_answers():
            try:
                model = keras.saving.load_model(path, safe_mode=True)
            except Exception:
                # A loss or metric of the student's own is not needed to answer.
                model = keras.saving.load_model(path, safe_mode=True, compile=False)
    except Exception as problem:
        said = str(problem).split("Full object config")[0].strip()
        return {"model": number, "status": "not-rebuilt",
                "reason": plain_text(f"{type(problem).__name__}: {said}", 1_000)}  # fmt: skip
    finally:
        os.unlink(path)
    inputs = _inputs(job)
    found: Record = {"model": number, "status": "no-inputs"}
    if inputs is not None:
        found["outputs"] = pack(_answers(model, inputs), OUTPUT_BYTES)
        found["status"] = "confirmed"
    found["spec"] = model_spec(model, "measured", inputs=inputs)
    training = job.get("training")
    if training is not None:
        found["gradients"] = _gradients(model, training, found["spec"])
    return found


def _gradients(model: Any, training: Any, spec: Record) -> list[list[float]]:
    """Norms as ``gradients.norms`` gives them; none where the model does not take these rows."""
    from . import gradients
    from .functions import value

    x, y = (value({"kind": "array", "array": part}, {}) for part in training)
    try:
        return gradients.norms(model, x, y, logits=spec.get("head_activation") == "linear")
    except Exception:
        return []


@contextlib.contextmanager
def _only_what_answers() -> Iterator[None]:
    """Load without what is thrown away: random weights, and the optimizer's own variables.

    The weights come from the file in the next step, and a model that is not trained any further
    needs no optimizer's state. It halves the time.
    """
    from keras.optimizers import Optimizer
    from keras.src.initializers.random_initializers import RandomInitializer

    def zeros(_: Any, shape: Any, dtype: Any = None, **__: Any) -> Any:
        return np.zeros(shape, dtype=dtype or "float32")

    kinds = [RandomInitializer, *_below(RandomInitializer)]
    with contextlib.ExitStack() as stack:
        for kind in kinds:
            if "__call__" in vars(kind):
                stack.enter_context(_replaced(kind, "__call__", zeros))
        for kind in [Optimizer, *_below(Optimizer)]:
            if "build" in vars(kind):
                stack.enter_context(_replaced(kind, "build", lambda *_, **__: None))
        # Keras tells that the optimizer's variables in the file have no place.
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        yield


def _below(kind: Any) -> list[Any]:
    return [each for child in kind.__subclasses__() for each in (child, *_below(child))]


@contextlib.contextmanager
def _replaced(kind: type, name: str, function: Any) -> Iterator[None]:
    original = vars(kind)[name]
    setattr(kind, name, function)
    try:
        yield
    finally:
        setattr(kind, name, original)


def _inputs(job: dict[str, Any]) -> Any:
    dtype, shape = str(job.get("inputs_dtype") or ""), tuple(job.get("inputs_shape") or ())
    if dtype not in KEPT_DTYPES or not shape:
        return None
    kind = np.dtype(dtype).newbyteorder("<")
    return np.frombuffer(job["inputs"], dtype=kind).reshape(shape).astype(dtype)


def _answers(model: Any, inputs: Any) -> Any:
    """Outputs in inference mode: the first output of several.

    Called directly, batch by batch: ``predict`` would spend ten times as long on making a graph.
    """
    import keras

    answers = []
    for start in range(0, len(inputs), BATCH_ROWS):
        output = model(inputs[start : start + BATCH_ROWS], training=False)
        first = output[0] if isinstance(output, (list, tuple)) else output
        answers.append(np.asarray(keras.ops.convert_to_numpy(first)))
    return np.concatenate(answers) if answers else None
