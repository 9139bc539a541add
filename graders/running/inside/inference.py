"""How well a network answers the rows it was trained on, and those it was validated on.

``history`` lies about the gap between the two: training losses are taken under Dropout, with
penalties and class weights on top, and while the weights still move. Here the loss alone is taken
in inference mode, with the weights as they stand. It is asked for by ``Plan.measure_fit``.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .describe import as_array

MOST_ROWS = 2_000
MOST_CELLS = 8_000_000
BATCH = 1_024


class Rows:
    """A sample of the rows of a training, and the loss that it was trained with."""

    def __init__(self, model: Any, loss: dict[str, Any]) -> None:
        self.model = model
        self.loss = loss
        self.x: Any = None
        self.y: Any = None
        self.validation_x: Any = None
        self.validation_y: Any = None


def rows_of(  # noqa: PLR0917 - what a fit is given
    model: Any, loss: dict[str, Any], x: Any, y: Any, validation: Any, validation_split: float
) -> Rows | None:
    """Rows as ``fit`` gets them; ``None`` where they are no arrays.

    ``loss`` is its normal form. At most ``MOST_ROWS`` of a part are kept, evenly chosen.
    """
    rows = Rows(model, loss)
    features, targets = as_array(x), as_array(y)
    if features is None or targets is None or len(features) != len(targets) or not len(targets):
        return None
    if validation is None and 0 < validation_split < 1:  # as Keras cuts: the last rows
        cut = math.floor(len(targets) * (1.0 - validation_split))
        rows.validation_x, rows.validation_y = _sample(features[cut:], targets[cut:])
        features, targets = features[:cut], targets[:cut]
    elif isinstance(validation, (tuple, list)) and len(validation) > 1:
        held_x, held_y = as_array(validation[0]), as_array(validation[1])
        if held_x is not None and held_y is not None and len(held_x) == len(held_y):
            rows.validation_x, rows.validation_y = _sample(held_x, held_y)
    rows.x, rows.y = _sample(features, targets)
    return rows if len(rows.y) else None


def _sample(x: Any, y: Any) -> tuple[Any, Any]:
    """A copy: a notebook may write into its arrays."""
    cells = max(1, int(np.prod(x.shape[1:])))
    step = max(1, -(-len(x) // min(MOST_ROWS, max(1, MOST_CELLS // cells))))
    return x[::step].copy(), y[::step].copy()


def losses(model: Any, rows: Rows) -> dict[str, float]:
    """Mean losses of ``model``, without penalties and weights; empty where it cannot be asked.

    ``loss`` on the rows trained on, ``val_loss`` on those validated on; ``constant`` and
    ``val_constant`` are the same for the best constant answer to the rows trained on: the mean
    (the median for absolute errors), or the shares of the classes.
    """
    function = getattr(rows.model, "_compile_loss", None)
    if function is None or any(getattr(layer, "stateful", False) for layer in model.layers):
        return {}
    answers = _answers(model, rows.x)
    if answers is None:
        return {}
    found = {"loss": _mean(function, rows.y, answers)}
    constant = _constant(rows, answers)
    if constant is not None:
        found["constant"] = _mean(function, rows.y, np.tile(constant, (len(rows.y), 1)))
    if rows.validation_y is not None and len(rows.validation_y):
        held = _answers(model, rows.validation_x)
        if held is not None:
            found["val_loss"] = _mean(function, rows.validation_y, held)
            if constant is not None:
                tiled = np.tile(constant, (len(held), 1))
                found["val_constant"] = _mean(function, rows.validation_y, tiled)
    return found


def fits(model: Any, rows: Rows) -> bool:
    """Whether a model takes rows of this shape: one loaded from a checkpoint does."""
    if model is rows.model:
        return True
    shape = getattr(model, "input_shape", None)
    if not isinstance(shape, tuple) or len(shape) != rows.x.ndim:
        return False
    return all(side is None or side == found
               for side, found in zip(shape[1:], rows.x.shape[1:], strict=True))  # fmt: skip


def _answers(model: Any, x: Any) -> Any:
    """Outputs (n, units), called directly; ``None`` for several outputs."""
    import keras

    parts = []
    for start in range(0, len(x), BATCH):
        output = model(x[start : start + BATCH], training=False)
        if isinstance(output, (list, tuple, dict)):
            return None
        parts.append(np.asarray(keras.ops.convert_to_numpy(output)))
    answers = np.concatenate(parts)
    return answers.reshape(-1, 1) if answers.ndim == 1 else answers


def _mean(function: Any, y: Any, answers: Any) -> float:
    import keras

    truth = y.reshape(-1, 1) if y.ndim == 1 and answers.shape[-1] == 1 else y
    return float(keras.ops.convert_to_numpy(function(truth, answers.astype("float32"))))


def _constant(rows: Rows, answers: Any) -> Any:
    """The best constant answer (units,), in the form that the loss takes."""
    name = str(rows.loss.get("equals") or rows.loss.get("name"))
    y, units = rows.y, answers.shape[-1]
    if answers.ndim != 2 or y.dtype.kind not in "biuf":
        return None
    if "crossentropy" not in name:
        table = y.reshape(len(y), -1).astype(np.float64)
        middle = np.median if "absolute" in name else np.mean
        return middle(table, axis=0) if table.shape[1] == units else None
    if name.startswith("sparse"):
        shares = np.bincount(y.ravel().astype(int), minlength=units)[:units] / len(y)
    else:
        shares = y.reshape(len(y), -1).astype(np.float64).mean(axis=0)
    if len(shares) != units:
        return None
    if rows.loss.get("from_logits"):
        kept = np.clip(shares, 1e-7, 1 - 1e-7)
        return np.log(kept / (1 - kept)) if name.startswith("binary") else np.log(kept)
    return shares
