"""Questions to a student's own functions: how a check asks them, and what it hears.

A check returns calls from :meth:`Check.probes`; :func:`asked` gives each a key that holds the
rubric line, its place and a digest of the call. So an answer is never taken for that to another
question, whatever version drew the inputs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from graders.errors import EvidenceError
from graders.model.evidence import Evidence
from graders.model.probe import Argument, ProbeAnswer, ProbeCall
from graders.model.values import Array

if TYPE_CHECKING:
    from graders.checks.base import Check
    from graders.model.assignment import RubricItem

MOST_PROBES = 200
"""Of one rubric line."""


class Answered(NamedTuple):
    """A call and what came back; ``None`` where nothing did."""

    call: ProbeCall
    answer: ProbeAnswer | None


def array(values: object, *, single: bool = False) -> Argument:
    """An argument that arrives as a numpy array of its own: integers, else float64.

    ``single`` gives float32. TensorFlow multiplies no float32 with a float64, so a function that
    was written for the one may stop at the other.
    """
    found = np.asarray(values)
    kept = found if found.dtype.kind in "iu" else found.astype(np.float32 if single else np.float64)
    return Argument(kind="array", array=Array.of(kept))


def number(value: bool | float) -> Argument:
    """A plain Python number."""
    return Argument(kind="scalar", scalar=value)


def notebook(name: str) -> Argument:
    """The notebook's own value of a name, as it stands when the cell has run."""
    return Argument(kind="name", name=name)


def items(*arguments: Argument) -> Argument:
    """A list of arguments."""
    return Argument(kind="list", items=arguments)


def call(
    function: str, cell: str, *arguments: Argument, seed: int | None = None, **keywords: Argument
) -> ProbeCall:
    """A call to make when ``cell`` has run; its key is given by :func:`asked`."""
    return ProbeCall(
        key="", cell=cell, function=function, arguments=arguments, keywords=keywords, seed=seed
    )


def asked(check: Check, item: RubricItem) -> tuple[ProbeCall, ...]:
    """What a rubric line's check asks, with keys ``<line id>/<place>-<digest>``.

    Made once for a check with these parameters and kept: every notebook of a cohort is asked the
    same, when it is planned and when it is judged.
    """
    known = (type(check), msgspec.msgpack.encode(check), msgspec.msgpack.encode(item))
    if known not in _ASKED:
        if len(_ASKED) >= _MOST_KEPT:
            _ASKED.clear()
        _ASKED[known] = tuple(
            msgspec.structs.replace(one, key=f"{item.id}/{place}-{_digest(one)}")
            for place, one in enumerate(check.probes(item)[:MOST_PROBES])
        )
    return _ASKED[known]


_ASKED: dict[tuple[type[Check], bytes, bytes], tuple[ProbeCall, ...]] = {}
_MOST_KEPT = 1_000


def answered(check: Check, evidence: Evidence, item: RubricItem) -> tuple[Answered, ...]:
    """The line's calls in order, each with its answer."""
    return tuple(Answered(one, evidence.probe(one.key)) for one in asked(check, item))


def outputs(answer: ProbeAnswer) -> tuple[NDArray[np.generic], ...] | None:
    """The arrays that came back, or ``None`` where one is too large, damaged, or of text."""
    found = []
    for output in answer.outputs:
        try:
            values = output.numpy()
        except EvidenceError:
            return None
        if values.dtype.kind not in "biuf":
            return None
        found.append(values)
    return tuple(found)


def inputs(arguments: Iterable[Argument]) -> tuple[NDArray[np.generic] | float, ...]:
    """The arrays and numbers that a call of ours was made with, in order."""
    found: list[NDArray[np.generic] | float] = []
    for argument in arguments:
        if argument.array is not None:
            found.append(argument.array.numpy())
        elif isinstance(argument.scalar, int | float):
            found.append(float(argument.scalar))
    return tuple(found)


def shown(values: NDArray[np.generic]) -> str:
    """Numbers as somebody would type them, floats as floats, four digits each."""
    if values.dtype.kind in "iu":
        return str(values.tolist())
    typed = np.array([_typed(float(value)) for value in values.ravel()], dtype=object)
    return str(typed.reshape(values.shape).tolist()).replace("'", "")


def _typed(value: float) -> str:
    value += 0.0  # minus zero is zero
    return f"{value:.1f}" if value.is_integer() and abs(value) < 1e4 else f"{value:.4g}"


def _digest(asked_call: ProbeCall) -> str:
    return hashlib.sha256(msgspec.msgpack.encode(asked_call)).hexdigest()[:8]
