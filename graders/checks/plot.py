"""Whether a training's curves were drawn so that a reader can read them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from graders.checks import roles
from graders.checks.arrays import Numbers, numbers
from graders.checks.base import Check, Facts, blocked, failed, partial, passed
from graders.checks.drawn import Drawn, drawn, swapped, told_apart
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, FitRecord
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Value

Curves = Mapping[str, Numbers]

_MOST_FIGURES = 60
"""As many figures of a run are recorded at most; what came after them was not seen."""
_MOST_FITS = 20
_UNNAMED_SHARE = 0.5


class Plot(Check, frozen=True, kw_only=True):
    """The curves of a training are drawn, and a reader can tell which is which.

    ## What it does
    Looks in every figure that the notebook shows for ``curves`` of ``history`` (a History, its
    dict, a table, or one list of numbers): lines, points or bars with these numbers, in any
    arrangement of figures and axes, in any order, in percent or as a logarithm too, and also where
    only the first or the last half of the epochs is shown. Where ``history`` is not there, what was
    seen while ``model`` trained counts. With ``accuracy = true`` the accuracy (or another metric)
    of the history and that of its validation rows are asked for as well. Curves in one pair of axes
    need a legend or words beside them, a curve that has axes of its own a title or a label. Curves
    that are there but cannot be told apart earn half.

    ## Why it matters
    Where validation turns round while training goes on falling is seen at a glance, in a picture
    that shows both, and knows which is which.

    ## Example
    ``plt.plot(history.history["loss"])`` twice, or two lines without ``plt.legend()``.

    ## Use instead
    ``pd.DataFrame(history.history)[["loss", "val_loss"]].plot(xlabel="epoch")``
    """

    history: str = "history"
    model: str = "model"
    curves: tuple[str, ...] = ("loss", "val_loss")
    accuracy: bool = False

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge which curves are drawn, then whether they can be told apart."""
        del reference
        with np.errstate(all="ignore"):  # a history may hold any number
            return self._judge(evidence, item)

    def _judge(self, evidence: Evidence, item: RubricItem) -> Verdict:
        sources = self._sources(evidence, item)
        if not sources:
            return roles.absent(evidence, item, name=self.history, kind="value")
        wanted = self._wanted(evidence, sources[0])
        lacking = [name for name in wanted if not any(name in source for source in sources)]
        if lacking:
            return failed("plot-not-in-history", name=self.history, curve=lacking[0])
        found = {
            name: tuple(drawn(evidence, [source[name] for source in sources if name in source]))
            for name in wanted
        }
        if not all(found.values()):
            return self._missing(evidence, item, sources, found)
        facts: Facts = {"name": self.history, "curves": ", ".join(found)}
        if swapped(found):
            return failed("plot-swapped", **facts)
        if not told_apart(found):
            return partial("plot-unnamed", _UNNAMED_SHARE, **facts)
        return passed("plot", **facts)

    def _sources(self, evidence: Evidence, item: RubricItem) -> list[Curves]:
        """The history's curves, and those of all the model's trainings in a row."""
        kept = _curves(evidence.value(self.history))
        record = roles.find_model(evidence, self.model, item.cell)
        fits = roles.trainings(evidence, record.model) if record is not None else ()
        seen = [_numbers(fit) for fit in fits if fit.history]
        if seen and (not kept or any(_one_training(kept, one) for one in seen)):
            kept = kept or seen[-1]
            shared = [name for name in kept if all(name in one for one in seen)]
            row = {name: np.concatenate([one[name] for one in seen]) for name in shared}
            return [kept, row]
        return [kept] if kept else []

    def _wanted(self, evidence: Evidence, source: Curves) -> tuple[str, ...]:
        """The curves to look for; of several metrics the one that is drawn."""
        if not self.accuracy:
            return self.curves
        metrics = [name for name in source if f"val_{name}" in source and name != "loss"]
        metrics = [name for name in metrics if "acc" in name] or metrics
        pairs = [(name, f"val_{name}") for name in metrics] or [("accuracy", "val_accuracy")]
        known = (pair for pair in pairs if all(name in source for name in pair))
        told = (pair for pair in known if all(any(drawn(evidence, [source[n]])) for n in pair))
        chosen = next(told, pairs[0])
        return tuple(dict.fromkeys([*self.curves, *chosen]))

    def _missing(
        self,
        evidence: Evidence,
        item: RubricItem,
        sources: list[Curves],
        found: dict[str, tuple[Drawn, ...]],
    ) -> Verdict:
        """Why a curve is not there."""
        missing = [name for name, places in found.items() if not places]
        there = [name for name, places in found.items() if places]
        if not evidence.figures:
            verdict = roles.absent(evidence, item, name=self.history, kind="value")
            return verdict if verdict.outcome == "blocked" else failed("plot-nothing")
        if len(evidence.figures) >= _MOST_FIGURES:
            return blocked("plot-unseen", review="plot-unseen")
        facts: Facts = {"name": self.history, "curve": missing[0], "curves": ", ".join(missing)}
        for fit in evidence.fits[:_MOST_FITS]:
            other = _numbers(fit)
            same = any(_one_training(source, other) for source in sources)
            if not same and missing[0] in other and any(drawn(evidence, [other[missing[0]]])):
                owner = evidence.model(fit.model)
                shown = roles.shown_name(owner) if owner is not None else f"model {fit.model}"
                return failed("plot-other-history", other=shown, cell=fit.cell, **facts)
        if not there:
            return failed("plot-differs", **facts)
        twice = next((name for name in there if _beside_itself(found[name])), None)
        if twice is not None:
            return failed("plot-twice", twice=twice, **facts)
        return failed("plot-missing", there=", ".join(there), **facts)


def _beside_itself(places: tuple[Drawn, ...]) -> bool:
    """Whether a curve is drawn twice in one pair of axes."""
    panels = [one.place[:2] for one in places]
    return len(set(panels)) < len(panels)


def _curves(value: Value | None) -> dict[str, Numbers]:
    """The numbers by name: of a mapping, of a table, of one list under its own name."""
    if value is None:
        return {}
    if value.series is not None:
        return {name: np.asarray(one, dtype=np.float64) for name, one in value.series.items()}
    array = numbers(value.array)
    if array is None or not array.size:
        return {}
    if value.columns is not None and array.ndim == 2 and array.shape[1] == len(value.columns):
        return {name: array[:, place] for place, name in enumerate(value.columns)}
    return {value.name: array.ravel()} if array.size == max(array.shape, default=0) else {}


def _numbers(fit: FitRecord) -> dict[str, Numbers]:
    return {name: np.asarray(one, dtype=np.float64) for name, one in fit.history.items()}


def _one_training(one: Curves, other: Curves) -> bool:
    """Whether two histories tell of the same training."""
    mine, theirs = one.get("loss"), other.get("loss")
    if mine is None or theirs is None or len(mine) != len(theirs):
        return False
    return bool(np.allclose(mine, theirs, rtol=1e-5, atol=1e-9, equal_nan=True))
