"""The record of what the libraries were asked, kept in order, and the models that were seen.

Observing must never change a result or raise into the student's code: everything that looks at
data goes through :meth:`Observer.quietly`.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from . import describe, inference
from .describe import Record
from .estimators import Estimators
from .rows import Made, Rows

CALLS_CAP = 4_000
FITS_CAP = 1_000
MODELS_CAP = 200
STATISTICS_CAP = 200_000
REMARKS_CAP = 200
ANSWER_BYTES = 65_536
ANSWERS_BYTES = 4_000_000
"""Outputs kept of one call, and of all: what a notebook's predictions are compared with."""
ROW_COUNTS = 4
INPUTS_BYTES = 60_000_000
"""Features kept of all trainings."""


class SeenModel:
    """A Keras model by number, with what must be remembered until its cell has ended."""

    def __init__(self, number: int, model: Any) -> None:
        self.number = number
        self.model = model
        self.compiled: dict[str, Any] | None = None
        self.label_rank: int | None = None
        self.input_shape: tuple[int | None, ...] | None = None
        self.sample: Any = None
        self.rows: inference.Rows | None = None
        self.fitted = 0
        self.cell = ""
        self.changed = True
        self.test_inputs: Any = None
        self.test_outputs: Any = None
        self.test_score = -1.0
        self.archive = b""
        self.archive_problem = ""
        self.archive_weights = ""
        self.sent: tuple[str, str, int] | None = None
        self.called_with: Any = None
        # The latest outputs of direct calls in this cell, by their number of rows.
        self.answered: dict[int, Any] = {}

    def claimed(self) -> Record | None:
        """The specification without asking the network for answers."""
        return self.specification(deep=False)

    def specification(self, deep: bool) -> Record | None:
        """The model's ``ModelSpec`` record as it is now; claimed, since it is read here."""
        from .network import model_spec

        try:
            return model_spec(
                self.model, "claimed", inputs=self.sample if deep else None,
                input_shape=self.input_shape, label_rank=self.label_rank,
                compiled=self.compiled, deep=deep,
            )  # fmt: skip
        except Exception:
            return None


class Observer:
    """Collects records of the running cell; ``take`` hands them over when it has ended."""

    def __init__(self) -> None:
        self.cell = ""
        self.sequence = 0
        self.depth = threading.local()
        self.models: list[SeenModel] = []
        self.estimators = Estimators(self.quietly)
        self.fits: list[Record] = []
        self.calls: list[Record] = []
        self.remarks: list[Record] = []
        self.totals = {"fits": 0, "calls": 0, "remarks": 0}
        self.loops: dict[int, Record] = {}
        self.pending: list[tuple[Record, SeenModel, dict[str, Any]]] = []
        self.statistics = 0
        self.answers_left = ANSWERS_BYTES
        self.test_rows = 0
        self.splits: list[Record] = []
        self.rows = Rows({}, ())
        self.lineage: Callable[[Any], float] = lambda _: 0.0
        self.array_bytes = 2_000_000
        self.measure_fit = False
        self.stubbed = self.keep_inputs = False
        self.inputs_left = INPUTS_BYTES
        self.last_rows: inference.Rows | None = None

    def say(self, key: str, **facts: Any) -> None:
        """A remark on the running cell; the same one is made once per cell."""
        told = {name: describe.scalar(fact) for name, fact in facts.items()}
        remark = {"key": key, "facts": told, "cell": self.cell or None}
        if remark not in self.remarks and self.totals["remarks"] < REMARKS_CAP:
            self.totals["remarks"] += 1
            self.remarks.append(remark)

    def next(self) -> int:
        """The number of the next library call of the run."""
        self.sequence += 1
        return self.sequence

    @contextlib.contextmanager
    def nested(self) -> Iterator[bool]:
        """True for an outermost library call, False for one that another observed call makes."""
        level = getattr(self.depth, "level", 0)
        self.depth.level = level + 1
        try:
            yield level == 0
        finally:
            self.depth.level = level

    def quietly(self, look: Callable[[], Any]) -> Any:
        """What ``look`` returns, or ``None``; no output, no exception but limits.

        Warnings go where the output goes. ``catch_warnings`` would make Python forget which
        warnings were shown, and the notebook would print them again.
        """
        streams = sys.stdout, sys.stderr
        try:
            with self.nested():
                sys.stdout = sys.stderr = io.StringIO()
                return look()
        except Exception:
            return None
        finally:
            sys.stdout, sys.stderr = streams

    def describe(self, thing: Any) -> Record | None:
        """A ``DataInfo`` record; without statistics once a run has made very many of them."""
        found: Record | None = self.quietly(lambda: describe.describe(thing))
        if found is not None:
            self.rows.note(found["digest"], thing)
        if found is not None and found.get("mean"):
            self.statistics += len(found["mean"])
            if self.statistics > STATISTICS_CAP:
                for name in ("minimum", "maximum", "mean", "std"):
                    found.pop(name, None)
        return found

    def describe_all(self, thing: Any) -> list[Record]:
        """Records of one array or of each in a list of arrays or a mapping."""
        found = self.describe(thing) if not isinstance(thing, dict) else None
        if found is not None and found.get("digest"):
            return [found]
        parts = list(thing.values()) if isinstance(thing, dict) else thing
        if isinstance(parts, (list, tuple)):
            each = [self.describe(part) for part in parts[:16]]
            return [part for part in each if part is not None]
        return [found] if found is not None else []

    def answers(self, outputs: Any) -> Record | None:
        """A packed copy of a model's outputs, where they are few numbers or names of classes."""
        if outputs is None or isinstance(outputs, (list, tuple, dict)):
            return None
        packed: Record | None = self.quietly(lambda: describe.pack(outputs, ANSWER_BYTES))
        if packed is None:
            return None
        size = len(packed.get("data", b"")) or sum(map(len, packed.get("text", ())))
        if not size or size > self.answers_left:
            return None
        self.answers_left -= size
        return packed

    def inputs(self, features: Any) -> Record | None:
        """A packed copy of a training's features, where the plan asks to keep them."""
        if not self.keep_inputs:
            return None
        packed = describe.pack(features, min(self.array_bytes * 8, self.inputs_left))
        self.inputs_left -= len(packed.get("data", b"")) if packed else 0
        return packed

    def remember_answers(self, entry: SeenModel, rows: int, outputs: Any) -> None:
        """Hold the outputs of a direct call until the cell ends; a loop's make way for the last."""
        entry.answered.pop(rows, None)
        entry.answered[rows] = outputs
        if len(entry.answered) > ROW_COUNTS:
            del entry.answered[next(iter(entry.answered))]

    def call(self, record: Record, made: Made | None = None) -> None:
        """Keep a ``CallRecord``; ``sequence`` and ``cell`` are added."""
        self.find_rows(
            record["method"], record.get("inputs") or [], record.get("outputs") or [], made
        )
        self.rows.release()
        if self.totals["calls"] < CALLS_CAP:
            self.totals["calls"] += 1
            self.calls.append({"sequence": self.next(), "cell": self.cell, **record})

    def find_rows(
        self, method: str, inputs: list[Any], outputs: list[Any], made: Made | None = None
    ) -> None:
        """Look for the rows behind a call's arrays, given as ``DataInfo`` records."""
        digests = [[(info or {}).get("digest", "") for info in part] for part in (inputs, outputs)]
        self.quietly(lambda: self.rows.settle(method, digests[0], digests[1], made))

    def fit(self, record: Record) -> None:
        """Keep a ``FitRecord`` that already has its sequence number."""
        if self.totals["fits"] < FITS_CAP:
            self.totals["fits"] += 1
            record.setdefault("cell", self.cell)
            self.fits.append(record)

    def seen(self, model: Any) -> SeenModel | None:
        """The model's entry, made at first sight."""
        for entry in self.models:
            if entry.model is model:
                return entry
        if len(self.models) >= MODELS_CAP:
            return None
        entry = SeenModel(len(self.models), model)
        self.models.append(entry)
        return entry

    def number(self, model: Any) -> int | None:
        """A Keras model's number, ``None`` for anything else."""
        entry = self.seen(model) if is_keras_model(model) else None
        return entry.number if entry is not None else None

    def losses(self, entry: SeenModel) -> dict[str, float] | None:
        """Losses in inference mode, as the model stands, on the rows that it was trained on.

        A model that was not trained itself, such as one loaded from a checkpoint, is asked about
        the rows of the latest training.
        """
        rows = entry.rows or (None if entry.fitted else self.last_rows)
        if not self.measure_fit or rows is None:
            return None
        found: dict[str, float] | None = self.quietly(
            lambda: inference.losses(entry.model, rows) if inference.fits(entry.model, rows) else {}
        )
        return found

    def offer_test_rows(self, entry: SeenModel, inputs: Any, outputs: Any) -> None:
        """Remember inputs and outputs of the prediction that most looks like the test rows.

        The number of rows must be right; of those the ones whose columns rise and fall with
        columns of the test file win, then the latest.
        """
        if not self.test_rows:
            return

        def look() -> None:
            rows = describe.as_array(inputs)
            if rows is None or rows.ndim < 1 or rows.shape[0] != self.test_rows:
                return
            score = self.lineage(rows)
            if score + 0.05 < entry.test_score:
                return
            answers = describe.as_array(outputs)
            if answers is None:
                return
            from .saving import archive

            entry.test_inputs, entry.test_outputs = rows.copy(), answers.copy()
            entry.test_score = score
            if not self.stubbed:
                archive(entry)

        self.quietly(look)

    def take(self) -> tuple[list[Record], list[Record], list[Record]]:
        """Fits, calls and remarks since the last time, with specifications filled in."""
        for record, entry, compiled in self.pending:
            before, entry.compiled = entry.compiled, compiled
            record["compiled"] = self.quietly(entry.claimed)
            entry.compiled = before
        self.pending.clear()
        for seen in self.models:
            for outputs in seen.answered.values():
                self.call({
                    "actor": describe.plain_text(type(seen.model).__name__, 200),
                    "method": "__call__", "model": seen.number,
                    "outputs": self.describe_all(outputs), "answers": self.answers(outputs),
                })  # fmt: skip
            seen.answered, seen.called_with = {}, None
        for loop in self.loops.values():
            loop["weights_after"] = weights_digest(loop.pop("_model", None))
            self.fit(loop)
        self.loops.clear()
        taken = self.fits, self.calls, self.remarks
        self.fits, self.calls, self.remarks = [], [], []
        return taken


def is_keras_model(thing: Any) -> bool:
    """Whether it is a Keras model; does not import Keras."""
    keras = sys.modules.get("keras")
    try:
        return keras is not None and isinstance(thing, keras.Model)
    except Exception:
        return False


def weights_digest(model: Any) -> str:
    """SHA-256 over a model's weights in order; empty where it has none yet.

    Statistics that a preprocessing layer was given, instead of adapted to, are among them.
    """
    try:
        digest = hashlib.sha256()
        weights = model.weights
        for layer in model._flatten_layers(include_self=False):
            if ".preprocessing." in type(layer).__module__:
                told = {key: each for key, each in layer.get_config().items() if key != "name"}
                digest.update(repr(sorted(told.items(), key=repr)).encode())
        for weight in weights:
            array = describe.as_array(weight.numpy() if hasattr(weight, "numpy") else weight)
            if array is not None:
                digest.update(describe.digest_of(array).encode())
        return digest.hexdigest() if weights else ""
    except Exception:
        return ""
