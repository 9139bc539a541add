"""What the trusted side asks a box to do: self-contained, bytes in and bytes out."""

from __future__ import annotations

from typing import Literal

from graders.model.assignment import Limits
from graders.model.experiment import Split
from graders.model.probe import ProbeCall
from graders.model.values import Array, Struct


class PlannedCell(Struct, frozen=True, kw_only=True):
    """A code cell to run. ``names`` are captured when it has run. Check cells are not planned.

    ``kind`` ``test`` marks an nbgrader test cell (source from the reference, never the student's).
    """

    cell: str
    index: int
    source: str
    names: tuple[str, ...] = ()
    kind: Literal["code", "test"] = "code"


class Plan(Struct, frozen=True, kw_only=True):
    """What to observe: names, models by their usual names, the rows of the hidden inputs.

    ``seed`` pins unseeded randomness. ``test_file`` is the file whose rows the hidden targets
    belong to, ``test_rows`` their number. ``remap_seeds`` maps training seeds, also those that
    the notebook sets itself, to ones derived from ``seed``; the seeds of splits are kept, and
    ``split_seed`` (None: ``seed``) pins the splits that have none.

    An experiment's run has ``stub_fit``: ``fit`` keeps its contract and trains nothing; ``trained``
    are archives of the first run's trained models by number, ``splits`` its splits, replayed.
    ``keep_inputs`` sends the features that reach ``fit``. ``measure_fit`` asks for a network's
    losses in inference mode on rows that it was trained and validated on. ``probes`` are calls
    of the notebook's own functions, made when their cell has run. ``training`` are features (n, k)
    and 0/1 targets (n,) of the public training file, where the gradients of the notebook's models
    on them are to be measured. ``originals`` are the addresses of known datasets whose files go
    along in ``.originals/``, by file name.
    """

    cells: tuple[PlannedCell, ...]
    models: tuple[str, ...] = ("model",)
    test_file: str = "data/test.csv"
    test_rows: int = 0
    seed: int = 0
    remap_seeds: bool = False
    split_seed: int | None = None
    mode: Literal["grading", "plain"] = "grading"
    array_bytes: int = 2_000_000
    stub_fit: bool = False
    trained: dict[int, bytes] = {}
    splits: tuple[Split, ...] = ()
    keep_inputs: bool = False
    measure_fit: bool = False
    probes: tuple[ProbeCall, ...] = ()
    training: tuple[Array, Array] | None = None
    originals: dict[str, str] = {}


class RunJob(Struct, frozen=True, kw_only=True):
    """One run: the plan, files by relative POSIX path (public data and companions), limits."""

    plan: Plan
    files: dict[str, bytes] = {}
    limits: Limits = Limits()
    fallback_files: tuple[str, ...] = ()


class MeasureJob(Struct, frozen=True, kw_only=True):
    """Load a saved model in a clean box and answer the recorded inputs.

    With ``training`` (see :class:`Plan`) take the gradient of its loss as well.
    """

    model: int
    archive: bytes
    inputs_dtype: str = ""
    inputs_shape: tuple[int, ...] = ()
    inputs: bytes = b""
    training: tuple[Array, Array] | None = None
    limits: Limits = Limits()
