"""Everything a run showed. The runner states facts; checks judge them.

The schema is the contract with ``graders/running/inside``, which imports nothing of ours and
writes msgpack maps of exactly these fields. Change a field, and raise ``SCHEMA``.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from graders.errors import EvidenceError
from graders.model.experiment import Experiment, Origin, Split
from graders.model.figure import FigureDrawn
from graders.model.network import ModelSpec
from graders.model.probe import ProbeAnswer
from graders.model.values import Array, Scalar, Struct, Value

SCHEMA = 4


class Raised(Struct, frozen=True, kw_only=True):
    """An exception as the student saw it. ``line`` counts from 1 within the cell."""

    type: str
    message: str
    line: int | None = None
    source_line: str = ""
    traceback: str = ""


class CellRun(Struct, frozen=True, kw_only=True):
    """One cell. ``cell`` is its grade id, or ``cell-<n>`` (its place, from 0) where it has none.

    ``seconds`` is wall time, ``cpu_seconds`` CPU time of all threads. ``outputs`` are nbformat
    outputs as JSON bytes, for the executed notebook only. ``limit`` is the one that struck.
    ``binds`` are the names that the cell's source assigns, imports or defines, read off its
    syntax, so also where it did not run: by them a NameError's cause is found. ``result`` is the
    value of a test cell's last expression where that is a number.
    """

    cell: str
    index: int
    outcome: Literal["ok", "error", "timeout", "killed", "skipped", "not-run"]
    raised: Raised | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    limit: str | None = None
    outputs: bytes = b""
    output_bytes_dropped: int = 0
    binds: tuple[str, ...] = ()
    result: float | None = None


class DataInfo(Struct, frozen=True, kw_only=True):
    """What an array looked like when it reached a library call.

    Statistics are per column over the last axis (first 2,000 columns) and ignore NaN.
    ``kind`` of labels: ``one-hot`` rows of one 1; ``multi-hot``; ``binary`` 0/1; ``integers``;
    ``continuous``; ``text``. ``distinct`` counts distinct values (capped at 1,001).
    """

    shape: tuple[int, ...]
    dtype: str
    digest: str
    minimum: tuple[float, ...] = ()
    maximum: tuple[float, ...] = ()
    mean: tuple[float, ...] = ()
    std: tuple[float, ...] = ()
    missing: int = 0
    kind: Literal["one-hot", "multi-hot", "binary", "integers", "continuous", "text", ""] = ""
    distinct: int | None = None
    type: str = ""


class CallbackSpec(Struct, frozen=True, kw_only=True):
    """A callback given to ``fit`` and its scalar settings."""

    kind: str
    config: dict[str, Scalar] = {}


class FitRecord(Struct, frozen=True, kw_only=True):
    """One training. ``history`` as Keras returned it; ``epochs_run`` may stop short of ``epochs``.

    ``sequence`` numbers library calls of the whole run, so that records can be put in order.
    ``library`` is ``keras`` or the estimator's package; ``loop`` marks ``train_on_batch`` loops.
    ``sample_weight_digest`` is of the weights given with the rows. ``inputs`` are the features
    themselves, where the plan asked to keep them. ``stubbed``: nothing was trained.

    ``fitted`` is the number of the estimator (:class:`EstimatorRecord`) where one was fitted.

    ``class_rows`` counts the rows trained on by class (a code or a name), ``class_weights`` sums
    their weights, ``validation_rows`` counts the rows validated on, also those that
    ``validation_split`` cut off. ``text_keys``: ``class_weight`` has keys of text. ``samplers``
    are steps of a pipeline that resample. ``inference`` are losses taken after the training in
    inference mode, without penalties and weights: ``loss`` on rows trained on, ``val_loss`` on rows
    validated on, ``constant`` and ``val_constant`` of the best constant answer to the former.
    """

    sequence: int
    cell: str
    model: int
    library: Literal["keras", "sklearn", "imblearn", "custom"] = "keras"
    estimator: str = ""
    x: DataInfo | None = None
    y: DataInfo | None = None
    validation_x: DataInfo | None = None
    validation_y: DataInfo | None = None
    validation_split: float = 0.0
    epochs: int = 1
    epochs_run: int = 0
    batch_size: int | None = None
    class_weight: dict[str, float] | None = None
    sample_weight: bool = False
    sample_weight_digest: str = ""
    class_rows: dict[str, int] = {}
    class_weights: dict[str, float] = {}
    validation_rows: dict[str, int] = {}
    text_keys: bool = False
    samplers: tuple[str, ...] = ()
    inference: dict[str, float] = {}
    callbacks: tuple[CallbackSpec, ...] = ()
    history: dict[str, tuple[float, ...]] = {}
    compiled: ModelSpec | None = None
    weights_before: str = ""
    weights_after: str = ""
    loop: bool = False
    raised: Raised | None = None
    seconds: float = 0.0
    inputs: Array | None = None
    stubbed: bool = False
    fitted: int | None = None


class CallRecord(Struct, frozen=True, kw_only=True):
    """A call that reads or transforms data: ``predict``, ``evaluate``, ``transform``, a split, ...

    ``actor`` is the class or function; ``model`` numbers Keras models by first sight.
    ``inputs`` and ``outputs`` say what went in and came out, ``weights`` digests the model's
    weights at the call, ``parameters`` holds scalar arguments (``test_size``, ``random_state``).
    ``answers`` are a model's outputs themselves, where they are small; ``estimator`` numbers
    scikit-learn's by first sight.
    """

    sequence: int
    cell: str
    actor: str
    method: str
    model: int | None = None
    inputs: tuple[DataInfo, ...] = ()
    outputs: tuple[DataInfo, ...] = ()
    weights: str = ""
    parameters: dict[str, Scalar] = {}
    result: dict[str, float] = {}
    answers: Array | None = None
    estimator: int | None = None


class ModelRecord(Struct, frozen=True, kw_only=True):
    """A Keras model seen in the run; ``names`` are the notebook's names for it at the end.

    ``archive`` is the ``.keras`` file (never opened on the trusted side), ``test_inputs`` what
    reached ``predict`` for the rows of ``data/test.csv``, ``test_outputs`` what came back.
    ``inference`` are losses as in :class:`FitRecord`, of the model as it stands; of one loaded
    from a checkpoint on the rows of the latest training.
    """

    model: int
    names: tuple[str, ...] = ()
    spec: ModelSpec | None = None
    archive: bytes = b""
    archive_problem: str = ""
    test_inputs: Array | None = None
    test_outputs: Array | None = None
    weights: str = ""
    inference: dict[str, float] = {}


class EstimatorRecord(Struct, frozen=True, kw_only=True):
    """An estimator of scikit-learn's kind: class, parameters, and the arrays that fitting left.

    ``names`` are the notebook's names for it at the end; ``fitted`` holds public attributes that
    end in ``_`` and are small arrays or numbers. It is never pickled, and nothing is loaded.
    """

    estimator: int
    kind: str
    package: str = ""
    names: tuple[str, ...] = ()
    parameters: dict[str, Scalar] = {}
    fitted: dict[str, Array] = {}


class Measurement(Struct, frozen=True, kw_only=True):
    """What a clean box, which never ran student code, found about a saved model.

    ``confirmed``: loaded, and its outputs agree with those of the student's run on the
    recorded inputs, row for row, within ``tolerance``. ``contradicted``: they differ.
    ``not-rebuilt``: needs the student's code (a subclass). ``no-inputs``: loaded, but the run
    predicted nothing with it. ``failed``: our fault.

    ``gradients``: for each layer with a kernel, first layer first, the Euclidean norms of the
    kernel's and of the bias's gradient of the mean binary cross-entropy on the training rows, as
    the model stood when it was saved. Asked for by ``Plan.training``.
    """

    model: int
    status: Literal["confirmed", "contradicted", "not-rebuilt", "no-inputs", "failed"]
    spec: ModelSpec | None = None
    outputs: Array | None = None
    largest_difference: float | None = None
    tolerance: float | None = None
    reason: str = ""
    gradients: tuple[tuple[float, float], ...] = ()


class Remark(Struct, frozen=True, kw_only=True):
    """Something seen that costs no points: a path resolved by name, an import that does nothing."""

    key: str
    facts: dict[str, Scalar] = {}
    cell: str | None = None


class RunStatus(Struct, frozen=True, kw_only=True):
    """How the run as a whole ended.

    ``finished``: every cell was tried. ``timeout``/``memory``/``output``/``processes``: that
    limit ended it. ``died``: the process ended itself (``os._exit``, a segfault). ``lost``: our
    fault. ``cell`` was running; ``seconds``, ``cpu_seconds`` of the whole run.
    """

    outcome: Literal["finished", "timeout", "memory", "output", "processes", "died", "lost"]
    cell: str | None = None
    limit: str | None = None
    signal: int | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory: int | None = None
    detail: str = ""


class Environment(Struct, frozen=True, kw_only=True):
    """Where it ran: back-end, ``unsafe`` (no box), grading mode, library versions."""

    backend: str = ""
    unsafe: bool = False
    local: bool = False
    mode: Literal["grading", "plain"] = "grading"
    versions: dict[str, str] = {}


class Timing(Struct, frozen=True, kw_only=True):
    """Seconds spent per stage of one submission: fork, cells, measuring.

    ``measure_cpu_seconds`` is the CPU time of the clean boxes.
    """

    stages: dict[str, float] = {}
    measure_cpu_seconds: float = 0.0


class Evidence(Struct, frozen=True, kw_only=True):
    """Everything one run of one submission showed.

    ``values`` are captured names; ``fits``, ``calls``, ``models`` what the libraries were
    asked; ``measurements`` what the clean box found; ``repairs`` what was mended in the
    notebook before it ran. ``origins`` are rows of public files behind arrays, ``splits`` the
    calls that put rows aside, ``experiments`` what further runs showed.
    """

    schema: int = SCHEMA
    status: RunStatus
    cells: tuple[CellRun, ...] = ()
    values: tuple[Value, ...] = ()
    fits: tuple[FitRecord, ...] = ()
    calls: tuple[CallRecord, ...] = ()
    models: tuple[ModelRecord, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    repairs: tuple[Remark, ...] = ()
    origins: tuple[Origin, ...] = ()
    splits: tuple[Split, ...] = ()
    experiments: tuple[Experiment, ...] = ()
    estimators: tuple[EstimatorRecord, ...] = ()
    probes: tuple[ProbeAnswer, ...] = ()
    figures: tuple[FigureDrawn, ...] = ()
    environment: Environment = Environment()
    timing: Timing = Timing()

    def cell(self, cell: str) -> CellRun | None:
        """The run of a cell by its id."""
        return next((run for run in self.cells if run.cell == cell), None)

    def value(self, name: str, cell: str | None = None) -> Value | None:
        """A captured name; the latest capture, or the one taken after ``cell``."""
        for value in reversed(self.values):
            if value.name == name and (cell is None or value.cell == cell):
                return None if value.kind == "missing" else value
        return None

    def model(self, number: int | None) -> ModelRecord | None:
        """A model by its number."""
        return next((record for record in self.models if record.model == number), None)

    def measurement(self, number: int | None) -> Measurement | None:
        """What the clean box found about a model."""
        return next((found for found in self.measurements if found.model == number), None)

    def experiment(self, name: str) -> Experiment | None:
        """The record of an experiment by its name."""
        return next((found for found in self.experiments if found.name == name), None)

    def origin(self, digest: str) -> Origin | None:
        """The rows behind an array, by its digest."""
        return next((found for found in self.origins if found.digest == digest), None)

    def probe(self, key: str) -> ProbeAnswer | None:
        """The answer to a probe by its key."""
        return next((found for found in self.probes if found.key == key), None)

    def estimator(self, number: int | None) -> EstimatorRecord | None:
        """An estimator by its number."""
        return next((found for found in self.estimators if found.estimator == number), None)

    def named_model(self, name: str) -> ModelRecord | None:
        """The model that the notebook calls ``name``, at its capture or at the end."""
        value = self.value(name)
        if value is not None and value.kind == "model":
            return self.model(value.model)
        return next((record for record in self.models if name in record.names), None)

    def spec(self, number: int | None) -> ModelSpec | None:
        """The model's normal form: measured in the clean box where it could be, else claimed."""
        found = self.measurement(number)
        if found is not None and found.spec is not None:
            return found.spec
        record = self.model(number)
        return record.spec if record is not None else None

    def encode(self) -> bytes:
        """Msgpack bytes."""
        return msgspec.msgpack.encode(self)


_DECODER = msgspec.msgpack.Decoder(Evidence)


def decode_evidence(data: bytes) -> Evidence:
    """Evidence from stored bytes. Raises :class:`EvidenceError`, whatever the bytes are."""
    try:
        evidence = _DECODER.decode(data)
    except (msgspec.MsgspecError, RecursionError, ValueError, OverflowError) as problem:
        raise EvidenceError(f"not evidence: {problem}") from problem
    if evidence.schema != SCHEMA:
        raise EvidenceError(f"evidence of schema {evidence.schema}; this version reads {SCHEMA}")
    return evidence
