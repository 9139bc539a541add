"""Questions put to a program by running it again, and what was seen.

An experiment is performed by ``graders.running.experiments`` and judged by checks. It states what
moved and what stood still; whether that is right or wrong is not its business.
"""

from __future__ import annotations

from typing import Literal

from graders.model.values import Array, Scalar, Struct

Name = Literal["interference", "labels", "seeds"]
"""What a check may ask for in ``needs``.

``interference``: the features of held-out rows perturbed, ``fit`` stubbed. ``labels``: the labels
of held-out rows flipped, ``fit`` stubbed. ``seeds``: two whole runs more with other training seeds.
"""

Source = Literal["test", "held-out", "fitted"]
"""Whose rows were changed: ``data/test.csv``, rows of ``data/train.csv`` that the program put
aside, or rows of it that the program trains on."""


class Origin(Struct, frozen=True, kw_only=True):
    """Which rows of a public file an array's rows are, by the array's ``digest``.

    ``rows`` are int32 row numbers in ``file`` (from 0, header not counted), -1 where a row is
    synthetic or not known. An array of rows of two files has two origins, each with -1 for the
    other's rows. ``by`` is how it was found.
    """

    digest: str
    file: str
    rows: Array
    by: Literal["index", "fingerprint", "split", "alignment", "one-row-run"]


class Split(Struct, frozen=True, kw_only=True):
    """A call that put rows aside. ``parts`` are int32 positions among the ``rows`` given to it."""

    sequence: int
    cell: str
    actor: str
    rows: int
    parts: tuple[Array, ...] = ()


class Moved(Struct, frozen=True, kw_only=True):
    """A thing that moved when rows were changed.

    ``what``: the features, labels or sample weights that reached a ``fit``; the network's weights
    before it (an adapted layer's statistics are among them); settings of the fit; a captured value
    ``name``; a score's or predictions' value; a row's prediction input. ``rows`` of ``of`` rows
    moved, ``columns`` are the (at most 8) columns that moved most. ``through`` is the first
    library call, in order, that took changed rows in beside training rows (``MinMaxScaler.fit``;
    empty: by hand), in ``through_cell``, with ``through_rows`` rows.
    """

    what: Literal["x", "y", "sample-weight", "weights", "settings", "value", "prediction-input"]
    cell: str = ""
    name: str = ""
    estimator: str = ""
    model: int | None = None
    rows: int | None = None
    of: int | None = None
    columns: tuple[str, ...] = ()
    through: str = ""
    through_cell: str = ""
    through_rows: int | None = None
    by: tuple[Source, ...] = ()


class Transform(Struct, frozen=True, kw_only=True):
    """How test rows reach ``predict``, found with rows that were kept, and rows that were planted.

    ``kept`` test rows stood still while all others were changed; ``kept_moved`` of them reached
    ``predict`` changed. ``planted`` test rows were copies of training rows; ``planted_differ`` of
    them reached ``predict`` otherwise than they reached ``fit``. ``columns`` as in
    :class:`Moved`. ``raw``: the planted rows reached ``predict`` as they stand in the file.
    """

    model: int
    name: str = ""
    cell: str = ""
    kept: int = 0
    kept_moved: int = 0
    planted: int = 0
    planted_differ: int = 0
    columns: tuple[str, ...] = ()
    raw: bool = False
    rows_expected: int | None = None
    rows_seen: int | None = None


class Look(Struct, frozen=True, kw_only=True):
    """A whole run with other training seeds: the answers it gave, and whether a clean box agreed.

    ``answers`` by captured name.
    """

    seed: int
    answers: dict[str, Array] = {}
    confirmed: bool | None = None


class Experiment(Struct, frozen=True, kw_only=True):
    """One experiment's record.

    ``outcome``: ``done``; ``unresolved`` (no answer: ``reason`` says why, as a message key);
    ``timeout``; ``died``; ``lost`` (our fault); ``skipped`` (a prerequisite failed). Only ``done``
    may cost points; the others need review or, skipped, nothing.

    ``changed`` counts the rows that were changed by source. ``moved`` and ``still`` are compared
    with the unchanged program and cleared of what moves by itself (the A/A control); ``still`` are
    the watched names (captured values) that did not move. ``resolved`` is whether the rows that
    the program put aside are known (None: it put none aside).
    """

    name: Name
    outcome: Literal["done", "unresolved", "timeout", "died", "lost", "skipped"]
    reason: str = ""
    facts: dict[str, Scalar] = {}
    changed: dict[str, int] = {}
    resolved: bool | None = None
    resolved_by: str = ""
    moved: tuple[Moved, ...] = ()
    still: tuple[str, ...] = ()
    transforms: tuple[Transform, ...] = ()
    looks: tuple[Look, ...] = ()
    runs: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
