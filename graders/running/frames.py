"""What comes back from a box: typed frames, and evidence assembled from them.

A frame is a 4-byte big-endian length and that many bytes of msgpack. Everything is hostile until
it is decoded: sizes are capped before anything is allocated for them, and junk becomes one
:class:`EvidenceError`, after which what was complete before is still there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Raw

from graders.errors import EvidenceError
from graders.model.evidence import (
    CallRecord,
    CellRun,
    Environment,
    EstimatorRecord,
    Evidence,
    FitRecord,
    Measurement,
    ModelRecord,
    Remark,
    RunStatus,
    Timing,
)
from graders.model.experiment import Origin, Split
from graders.model.figure import FigureDrawn
from graders.model.plan import PlannedCell
from graders.model.probe import ProbeAnswer, ProbeCall
from graders.model.values import Struct, Value
from graders.running.claims import ARRAY_BYTES, MOST_PARTS, STOPS, Claims, bounded_versions

FRAME_BYTES = 160_000_000
TOTAL_BYTES = 800_000_000
STRUCTURE_BYTES = 12_000_000
"""Most bytes of one frame that are not in byte strings. One such byte can become a float object
of 32, so this bounds what decoding may allocate."""

TOTAL_STRUCTURE_BYTES = 60_000_000
MOST_FRAMES = 20_000
NIL = 0xC0
BINARY = frozenset({0xC4, 0xC5, 0xC6})
"""First bytes of msgpack's nil and byte strings."""

MOST_MODELS = 300
CONTRADICTS = "records-contradict"
"""A remark of ours: no box can make it, since it is none of the collector's."""


class Frame(Struct, frozen=True, kw_only=True, tag_field="frame"):
    """Base of the frames; the field ``frame`` says which one it is."""


class Boxed(Frame, frozen=True, kw_only=True, tag="boxed"):
    """The child is isolated. ``seconds`` since it was forked."""

    seconds: float


class BoxFailed(Frame, frozen=True, kw_only=True, tag="box-failed"):
    """The child could not be isolated: our fault, and nothing was run."""

    why: str


class RunEnvironment(Frame, frozen=True, kw_only=True, tag="environment"):
    """Versions of the libraries, and the mode that was set."""

    versions: dict[str, str]
    mode: Literal["grading", "plain"] = "grading"


class CellStarted(Frame, frozen=True, kw_only=True, tag="cell-started"):
    """A cell begins."""

    cell: str
    index: int


class CellDone(Frame, frozen=True, kw_only=True, tag="cell-done"):
    """A cell has ended, with everything that was captured and observed since the last one."""

    run: CellRun
    values: tuple[Value, ...] = ()
    fits: tuple[FitRecord, ...] = ()
    calls: tuple[CallRecord, ...] = ()
    remarks: tuple[Remark, ...] = ()
    models: tuple[ModelRecord, ...] = ()
    origins: tuple[Origin, ...] = ()
    splits: tuple[Split, ...] = ()
    estimators: tuple[EstimatorRecord, ...] = ()
    figures: tuple[FigureDrawn, ...] = ()


class Probed(Frame, frozen=True, kw_only=True, tag="probed"):
    """What one of the notebook's functions answered, after its cell's end."""

    probes: tuple[ProbeAnswer, ...]


class Models(Frame, frozen=True, kw_only=True, tag="models"):
    """Models with their archives; later ones replace earlier ones of the same number."""

    models: tuple[ModelRecord, ...]


class Measured(Frame, frozen=True, kw_only=True, tag="measured"):
    """What a clean box found."""

    measurement: Measurement


class Stopped(Frame, frozen=True, kw_only=True, tag="stopped"):
    """The run ended itself because a cell swallowed its limit again and again."""

    cell: str
    limit: str


class Finished(Frame, frozen=True, kw_only=True, tag="finished"):
    """Every cell was tried."""

    cpu_seconds: float
    seconds: float


AnyFrame = (
    Boxed | BoxFailed | RunEnvironment | CellStarted | CellDone | Probed | Models | Measured
    | Stopped | Finished
)  # fmt: skip
_FRAMES: msgspec.msgpack.Decoder[AnyFrame] = msgspec.msgpack.Decoder(AnyFrame)

_Fields = Annotated[dict[str, Raw], Meta(max_length=64)]
_FIELDS = msgspec.msgpack.Decoder(_Fields)
_ARRAYS = msgspec.msgpack.Decoder(Annotated[list[Raw], Meta(max_length=MOST_PARTS)])
_MANY = msgspec.msgpack.Decoder(Annotated[list[_Fields], Meta(max_length=5_000)])


def encode_frame(frame: dict[str, object]) -> bytes:
    """A frame's bytes, length first."""
    body = msgspec.msgpack.encode(frame)
    return struct.pack(">I", len(body)) + body


def structure_bytes(body: bytes | bytearray) -> int:
    """How many bytes of a frame are not payload of its known byte strings.

    Walks the frame without building what is in it. Raises msgspec's errors for malformed bytes.
    """
    fields = _FIELDS.decode(body)
    payload = 0
    if "run" in fields:
        payload += _binary_bytes(_FIELDS.decode(fields["run"]).get("outputs"))
    if "measurement" in fields:
        payload += _array_bytes(_FIELDS.decode(fields["measurement"]).get("outputs"))
    for value in _MANY.decode(fields["values"]) if "values" in fields else ():
        payload += _array_bytes(value.get("array")) + _array_bytes(value.get("sample"))
    for fit in _MANY.decode(fields["fits"]) if "fits" in fields else ():
        payload += _array_bytes(fit.get("inputs"))
    for origin in _MANY.decode(fields["origins"]) if "origins" in fields else ():
        payload += _array_bytes(origin.get("rows"))
    for split in _MANY.decode(fields["splits"]) if "splits" in fields else ():
        parts = split.get("parts")
        for part in _ARRAYS.decode(parts) if parts is not None else ():
            payload += _array_bytes(part)
    for estimator in _MANY.decode(fields["estimators"]) if "estimators" in fields else ():
        arrays = estimator.get("fitted")
        for array in _FIELDS.decode(arrays).values() if arrays is not None else ():
            payload += _array_bytes(array)
    for probe in _MANY.decode(fields["probes"]) if "probes" in fields else ():
        outputs = probe.get("outputs")
        for array in _ARRAYS.decode(outputs) if outputs is not None else ():
            payload += _array_bytes(array)
    for model in _MANY.decode(fields["models"]) if "models" in fields else ():
        payload += _binary_bytes(model.get("archive"))
        payload += _array_bytes(model.get("test_inputs")) + _array_bytes(model.get("test_outputs"))
    return len(body) - payload


def _array_bytes(array: Raw | None) -> int:
    if array is None or _kind(array) == NIL:
        return 0
    return _binary_bytes(_FIELDS.decode(array).get("data"))


def _binary_bytes(field: Raw | None) -> int:
    """The size of a byte string; 0 for anything else."""
    return memoryview(field).nbytes if field is not None and _kind(field) in BINARY else 0


def _kind(field: Raw) -> int:
    view = memoryview(field)
    return view[0] if view.nbytes else NIL


class Assembler:
    """Turns the bytes of one box into evidence. Not thread-safe.

    ``cells`` are the planned ones; they give the order, and those that never ended are filled in.
    """

    def __init__(
        self,
        cells: Iterable[PlannedCell] = (),
        frame_bytes: int = FRAME_BYTES,
        total_bytes: int = TOTAL_BYTES,
        array_bytes: int = ARRAY_BYTES,
        probes: Iterable[ProbeCall] = (),
    ) -> None:
        self._planned = tuple(cells)
        self._frame_bytes, self._total_bytes = frame_bytes, total_bytes
        self._buffer = bytearray()
        self._total = self._structure = self._count = 0
        self._problem: str | None = None
        self._claims = Claims(self._planned, array_bytes, probes)
        self._models: dict[int, ModelRecord] = {}
        self._environment: RunEnvironment | None = None
        self.begun = False
        self._ended = ""
        self._before = self._claims.state()
        self._contradictions: set[str] = set()
        self.running_cell: str | None = None
        self.measurements: dict[int, Measurement] = {}
        self.finished: Finished | None = None
        self.stopped: Stopped | None = None
        self.boxed_seconds: float | None = None
        self.box_failure: str | None = None

    @property
    def measurement(self) -> Measurement | None:
        """The latest measurement, for a box that measured one model."""
        return next(reversed(self.measurements.values()), None)

    @property
    def problem(self) -> str | None:
        """Why the bytes were not evidence, once :meth:`feed` has raised."""
        return self._problem

    def feed(self, data: bytes) -> None:
        """Take the next bytes. Raises :class:`EvidenceError` for junk, then and ever after."""
        if self._problem is not None:
            raise EvidenceError(self._problem)
        self._total += len(data)
        if self._total > self._total_bytes:
            self._fail(f"a box sent more than {self._total_bytes} bytes")
        self._buffer += data
        start = 0
        try:
            while len(self._buffer) - start >= 4:
                (size,) = struct.unpack_from(">I", self._buffer, start)
                if size > self._frame_bytes:
                    self._fail(f"a box sent a frame of {size} bytes")
                if len(self._buffer) - start - 4 < size:
                    break
                body = bytes(memoryview(self._buffer)[start + 4 : start + 4 + size])
                start += 4 + size
                self._decode(body)
        finally:
            del self._buffer[:start]

    def _fail(self, problem: str) -> None:
        self._problem = problem
        self._buffer.clear()
        raise EvidenceError(problem)

    def _decode(self, body: bytes) -> None:
        self._count += 1
        frame: AnyFrame | None = None
        try:
            size = structure_bytes(body)
            self._structure += size
            if self._count > MOST_FRAMES or size > STRUCTURE_BYTES:
                self._fail("a box sent more records than any notebook makes")
            if self._structure > TOTAL_STRUCTURE_BYTES:
                self._fail("a box sent more records than any notebook makes")
            frame = _FRAMES.decode(body)
        except EvidenceError:
            raise
        except Exception as problem:  # noqa: BLE001  whatever hostile bytes do to a decoder
            self._fail(f"a box sent what is no frame: {type(problem).__name__}: {problem}"[:500])
        if frame is not None:
            self._take(frame)

    def _take(self, frame: AnyFrame) -> None:
        match frame:
            case CellStarted():
                self.begun = True
                if self._claims.known(frame.cell):
                    self.running_cell = frame.cell
            case CellDone():
                if not self._in_turn(frame.run):
                    return
                self._claims.take(
                    frame.run, frame.values, frame.fits, frame.calls, frame.remarks,
                    origins=frame.origins, splits=frame.splits,
                )  # fmt: skip
                self._claims.take_seen(frame.estimators, (), frame.figures)
                for model in frame.models:
                    self._models.setdefault(model.model, self._claims.model(model))
            case Probed():
                self._claims.take_seen((), frame.probes, ())
            case Models():
                self._models.update(
                    (model.model, self._claims.model(model)) for model in frame.models
                )
            case Measured():
                self.measurements[frame.measurement.model] = frame.measurement
            case RunEnvironment():
                # The first is sent before any student code runs.
                self._environment = self._environment or frame
            case Boxed():
                self.boxed_seconds = frame.seconds
            case BoxFailed():
                self.box_failure = frame.why
            case Stopped():
                if self._claims.known(frame.cell) and frame.limit in STOPS:
                    self.stopped = frame
            case Finished():
                self.finished = frame
        if len(self._models) > MOST_MODELS or len(self.measurements) > MOST_MODELS:
            self._fail(f"a box sent more than {MOST_MODELS} models")

    def _in_turn(self, run: CellRun) -> bool:
        """Whether a cell's end is the collector's to send now; of two of one cell the later is.

        The collector sends one when the cell has ended, so what was written while it ran comes
        before. Who writes of another cell than the running one is no collector.
        """
        if run.cell == self.running_cell:
            self.running_cell, self._ended = None, run.cell
            self._before = self._claims.state()
            return True
        if self.running_cell is None and run.cell == self._ended:
            self._claims.restore(self._before)
            self._before = self._claims.state()
        elif self.running_cell is None and run.outcome == "not-run":
            return True  # the notebook's time was over
        else:
            self._contradictions.add(self.running_cell or run.cell)
            return False
        self._contradictions.add(run.cell)
        return True

    def evidence(
        self,
        status: RunStatus,
        environment: Environment | None = None,
        timing: Timing | None = None,
        repairs: tuple[Remark, ...] = (),
    ) -> Evidence:
        """Evidence of what arrived. ``environment`` says where it ran; versions come from there."""
        where = environment or Environment()
        if self._environment is not None:
            where = msgspec.structs.replace(
                where,
                versions={**bounded_versions(self._environment.versions), **where.versions},
                mode=self._environment.mode,
            )
        return Evidence(
            status=status,
            cells=self._cells(status),
            values=tuple(self._claims.values.values()),
            fits=tuple(sorted(self._claims.fits, key=lambda fit: fit.sequence)),
            calls=tuple(sorted(self._claims.calls, key=lambda call: call.sequence)),
            models=tuple(self._models[number] for number in sorted(self._models)),
            measurements=tuple(self.measurements.values()),
            remarks=(*self._claims.remarks, *self._contradicting()),
            origins=tuple(self._claims.origins.values()),
            splits=tuple(sorted(self._claims.splits, key=lambda split: split.sequence)),
            estimators=tuple(self._claims.estimators.values()),
            probes=tuple(self._claims.probes.values()),
            figures=tuple(self._claims.figures),
            repairs=repairs,
            environment=where,
            timing=timing or Timing(),
        )

    def _contradicting(self) -> list[Remark]:
        """That records of a cell came which the collector does not send."""
        told = [cell for cell in self._contradictions if self._claims.known(cell)]
        return [Remark(key=CONTRADICTS, cell=cell) for cell in sorted(told)]

    def _cells(self, status: RunStatus) -> tuple[CellRun, ...]:
        """Every planned cell: as it ended, as it was cut off, or as not run."""
        cells = []
        for planned in self._planned:
            run = self._claims.runs.get(planned.cell)
            if run is not None:
                run = msgspec.structs.replace(run, index=planned.index)
            elif planned.cell == self.running_cell:
                late = status.outcome == "timeout"
                run = CellRun(cell=planned.cell, index=planned.index, limit=status.limit,
                              outcome="timeout" if late else "killed")  # fmt: skip
            else:
                run = CellRun(cell=planned.cell, index=planned.index, outcome="not-run")
            cells.append(run)
        return tuple(cells)
