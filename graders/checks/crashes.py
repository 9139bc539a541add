"""A crash, explained: an interface that changed, or a misconception that has a name.

:func:`explain` names one exception; :func:`cause` finds the exception behind something that is
missing, following a ``NameError`` back to the cell that should have made the name.
"""

from __future__ import annotations

import re

from graders.checks.base import Facts, plain
from graders.checks.interfaces import removed_interface
from graders.model.evidence import CellRun, Evidence, FitRecord, Raised
from graders.model.values import Struct


class Explanation(Struct, frozen=True, kw_only=True):
    """A message key and its facts: always ``cell``, ``line``, ``type`` and ``message``."""

    key: str
    facts: Facts


class Misconception(Struct, frozen=True, kw_only=True):
    """An exception that a known misconception raises.

    ``error`` lists exception classes (empty: any). ``message`` (its named groups become facts)
    and ``source`` are regular expressions. ``loss`` and ``labels`` look at the training that
    raised, where one was recorded: the loss's name, the kind of its labels.
    """

    key: str
    error: str = ""
    message: str = ""
    source: str = ""
    loss: str = ""
    labels: str = ""


MISCONCEPTIONS: tuple[Misconception, ...] = (
    Misconception(key="crash-unfinished", error="NotImplementedError"),
    Misconception(
        key="crash-integer-labels-categorical",
        message=r"must have the same rank.*target\.shape=(?P<target>\([^)]*\)),"
        r" output\.shape=(?P<output>\([^)]*\))",
        loss="^categorical",
    ),
    Misconception(
        key="crash-units-labels",
        message=r"must have the same rank.*target\.shape=(?P<target>\([^)]*\)),"
        r" output\.shape=(?P<output>\([^)]*\))",
        loss="^binary",
    ),
    Misconception(
        key="crash-rank",
        message=r"must have the same rank.*target\.shape=(?P<target>\([^)]*\)),"
        r" output\.shape=(?P<output>\([^)]*\))",
    ),
    Misconception(
        key="crash-one-hot-labels-sparse",
        message=r"must have rank \(ndim\) `target\.ndim - 1`.*target\.shape=(?P<target>\([^)]*\)),"
        r" output\.shape=(?P<output>\([^)]*\))",
    ),
    Misconception(
        key="crash-label-shape",
        message=r"must have the same shape.*target\.shape=(?P<target>\([^)]*\)),"
        r" output\.shape=(?P<output>\([^)]*\))",
    ),
    Misconception(
        key="crash-label-range",
        message=r"Received a label value of (?P<label>-?\d+) which is outside the valid range of"
        r" (?P<range>\[[^)\]]*[)\]])",
    ),
    Misconception(key="crash-text-targets", message="Invalid dtype: str", labels="text"),
    Misconception(
        key="crash-text-targets",
        error="ValueError",
        message=r"could not convert string to float: '(?P<text>Yes|No|yes|no)'",
        labels="text",
    ),
    Misconception(key="crash-text", message="Invalid dtype: str"),
    Misconception(
        key="crash-object-columns",
        message=r"Invalid dtype: object|Unsupported object type|Failed to convert a NumPy array",
    ),
    Misconception(
        key="crash-text-to-number",
        error="ValueError",
        message=r"could not convert string to float: (?P<text>.{1,60})",
    ),
    Misconception(
        key="crash-balanced",
        error="AttributeError|ValueError|TypeError",
        message=r"'str' object has no attribute '(get|items|keys|values)'",
        source=r"class_weight|balanced|fit\(|^$",
    ),
    Misconception(
        key="crash-epoch", error="TypeError", message=r"unexpected keyword argument 'epoch'"
    ),
    Misconception(
        key="crash-argument",
        error="TypeError|ValueError",
        message=r"unexpected keyword argument '(?P<argument>\w+)'",
    ),
    Misconception(
        key="crash-validation-without-targets",
        message=r"Data is expected to be in format `x`, `\(x,\)`|"
        r"validation_data|not enough values to unpack|None values not supported",
        source="validation_data|fit",
    ),
    Misconception(
        key="crash-feature-count",
        message=r"expected axis -1 of input shape to have value (?P<expected>\d+), but received"
        r" input with shape (?P<shape>\([^)]*\))",
    ),
    Misconception(
        key="crash-feature-count",
        error="ValueError",
        message=r"X has (?P<shape>\d+) features, but \w+ is expecting (?P<expected>\d+)",
    ),
    Misconception(
        key="crash-rows-disagree",
        error="ValueError",
        message=r"Data cardinality is ambiguous|inconsistent numbers of samples",
    ),
    Misconception(
        key="crash-learning-rate",
        error="ValueError",
        message=r"`learning_rate` should be float.*instead: learning_rate=(?P<rate>.{1,40})",
    ),
    Misconception(
        key="crash-index",
        error="IndexError",
        message=r"index (?P<index>-?\d+) is out of bounds for axis \d+ with size (?P<size>\d+)",
    ),
    Misconception(
        key="crash-one-column",
        error="ValueError",
        message=r"Expected (a 2-dimensional container|2D array)[, ]+(but )?got",
    ),
    Misconception(key="crash-not-fitted", error="NotFittedError"),
    Misconception(
        key="crash-column-names",
        error="ValueError",
        message="feature names should match those that were passed during fit",
    ),
    Misconception(
        key="crash-probabilities-as-labels",
        error="ValueError",
        message=r"can't handle a mix of (binary|multiclass) and continuous|continuous is not",
    ),
    Misconception(
        key="crash-one-hot-metric",
        error="ValueError",
        message=r"can't handle a mix of .*(multilabel-indicator|continuous-multioutput)",
    ),
    Misconception(
        key="crash-mixed-labels",
        message=r"Mix of label input types|should be of the same type|can't compare",
    ),
    Misconception(
        key="crash-monitor",
        error="ValueError",
        message=r"(?P<callback>\w+) callback received monitor=(?P<monitor>.{1,60}?), but Keras",
    ),
    Misconception(key="crash-not-compiled", error="ValueError", message=r"must call `compile\(\)`"),
    Misconception(key="crash-data-type", error="ValueError", message="Unrecognized data type"),
    Misconception(
        key="crash-history-subscript",
        error="TypeError",
        message="'History' object is not subscriptable",
    ),
    Misconception(
        key="crash-no-metrics",
        error="TypeError",
        message="'float' object is not subscriptable|cannot unpack non-iterable float",
    ),
    Misconception(
        key="crash-file",
        error="FileNotFoundError",
        message=r"(?:No such file or directory: |name = )'(?P<file>[^']{1,120})'",
    ),
    Misconception(
        key="crash-module",
        error="ModuleNotFoundError",
        message=r"No module named '(?P<module>[\w.]+)'",
    ),
    Misconception(key="crash-column", error="KeyError", message=r"^(?P<column>.{1,120})$"),
    Misconception(key="crash-syntax", error="SyntaxError|IndentationError|TabError"),
    Misconception(key="crash-memory", error="MemoryError|ResourceExhaustedError|_ArrayMemoryError"),
    Misconception(key="crash-input", error="InputRefused|StdinNotImplementedError|EOFError"),
    Misconception(key="crash-exit", error="SystemExit|KeyboardInterrupt"),
)


_LONGEST_MESSAGE = 8_000


def explain(evidence: Evidence, run: CellRun) -> Explanation | None:
    """What an exception means; ``None`` where the cell raised nothing."""
    run = _root(evidence, run)
    raised = run.raised
    if raised is None:
        return None
    facts: Facts = {
        "cell": run.cell,
        "line": raised.line or 0,
        "type": raised.type,
        "message": _first_line(raised.message),
    }
    name = _undefined_name(run)
    if name:
        return _undefined(evidence, run, name, facts)
    interface = removed_interface(raised)
    if interface is not None:
        facts |= {"old": interface.old, "write": interface.write, "since": interface.since}
        return Explanation(key="crash-interface", facts=plain(facts))
    fit = next((one for one in evidence.fits if one.cell == run.cell and one.raised), None)
    for entry in MISCONCEPTIONS:
        groups = _matches(entry, raised, fit)
        if groups is not None:
            return Explanation(key=entry.key, facts=plain(facts | groups))
    return Explanation(key="crash-other", facts=plain(facts))


def cause(
    evidence: Evidence, cell: str, name: str = "", *, anywhere: bool = False
) -> Explanation | None:
    """The exception because of which ``cell`` made no ``name``; ``None`` where none did.

    A cell that should have bound the name and raised comes first; then ``cell`` itself; then
    (``anywhere``, or where the cell did not run either) a training that raised, or the first
    cell that did.
    """
    raised = [run for run in evidence.cells if run.raised is not None]
    maker = next((run for run in raised if name and name in run.binds), None)
    own = next((run for run in raised if run.cell == cell), None)
    known = evidence.cell(cell)
    training = {fit.cell for fit in evidence.fits if fit.raised is not None}
    failed_fit = next((run for run in raised if run.cell in training), None)
    first = failed_fit or (raised[0] if raised else None)
    open_cell = anywhere or known is None or known.outcome != "ok"
    run = maker or own or (first if open_cell else None)
    return explain(evidence, run) if run is not None else None


def _matches(entry: Misconception, raised: Raised, fit: FitRecord | None) -> Facts | None:
    if entry.error and raised.type not in entry.error.split("|"):
        return None
    found = re.search(entry.message, raised.message[:_LONGEST_MESSAGE], re.DOTALL)
    if found is None or re.search(entry.source, raised.source_line) is None:
        return None
    if entry.loss:
        loss = fit.compiled.loss if fit is not None and fit.compiled is not None else None
        if loss is None or re.search(entry.loss, loss.equals or loss.name) is None:
            return None
    if entry.labels and (fit is None or fit.y is None or fit.y.kind != entry.labels):
        return None
    return {group: text or "" for group, text in found.groupdict().items()}


def _undefined(evidence: Evidence, run: CellRun, name: str, facts: Facts) -> Explanation:
    """A NameError for a name that only a later cell makes, or none."""
    facts = facts | {"name": name}
    before = [other for other in evidence.cells if other.index < run.index]
    if any(name in one.binds for one in before):
        return Explanation(key="crash-name-nowhere", facts=plain(facts))
    order = {one.cell: one.index for one in evidence.cells}
    later = [one.cell for one in evidence.cells if one.index > run.index and name in one.binds]
    later += [
        value.cell
        for value in evidence.values
        if value.name == name and value.kind != "missing" and order.get(value.cell, -1) > run.index
    ]
    if later:
        return Explanation(key="crash-restart", facts=plain(facts | {"later": later[0]}))
    return Explanation(key="crash-name-nowhere", facts=plain(facts))


def _root(evidence: Evidence, run: CellRun) -> CellRun:
    """The cell that stopped before it made a name that ``run`` misses, as far back as it goes."""
    while True:
        name = _undefined_name(run)
        before = (other for other in evidence.cells if other.index < run.index)
        stopped = (one for one in before if one.raised is not None)
        if _only_follows(run):
            maker = next(stopped, None)
        else:
            maker = _maker(evidence, list(stopped), name) if name else None
        if maker is None:
            return run
        run = maker


def _maker(evidence: Evidence, stopped: list[CellRun], name: str) -> CellRun | None:
    """Of cells that stopped, the one that was to make ``name``: it binds it, or the text asks it.

    What a cell that Python cannot read would have made is not known; where no cell makes the
    name, it was that one.
    """
    makers = [run for run in stopped if name in run.binds]
    if not makers and not any(name in run.binds for run in evidence.cells):
        asked = {one.cell for one in evidence.values if one.name == name and one.kind == "missing"}
        unread = _UNREADABLE.fullmatch
        makers = [run for run in stopped if run.cell in asked]
        makers = makers or [run for run in stopped if run.raised and unread(run.raised.type)]
    return makers[0] if makers else None


_UNREADABLE = re.compile("SyntaxError|IndentationError|TabError")


def _only_follows(run: CellRun) -> bool:
    """Not compiled, not fitted: where an earlier cell stopped, that is why."""
    raised = run.raised
    return raised is not None and (
        raised.type == "NotFittedError" or "must call `compile()`" in raised.message
    )


def _undefined_name(run: CellRun) -> str:
    if run.raised is None or run.raised.type not in {"NameError", "UnboundLocalError"}:
        return ""
    found = re.search(r"'(\w+)'", run.raised.message)
    return found.group(1) if found else ""


def _first_line(message: str) -> str:
    """The line that says what went wrong; TensorFlow's stands behind a traceback of its own."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    if len(lines) > 1 and lines[0] == "Graph execution error:":
        frames = [place for place, line in enumerate(lines) if _FRAME.match(line)]
        behind = [line for line in lines[frames[-1] + 1 if frames else 1 :] if line[:2] != "[["]
        lines = behind or lines
    return _NUMBERED.sub("", lines[0]) if lines else ""


_NUMBERED = re.compile(r" \((<[^>]*>|\d+\.py), line \d+\)$")
"""How Python names a cell in a SyntaxError: a number that nobody knows it by."""


_FRAME = re.compile(r'File "|Detected at node|\.\.\.$')
