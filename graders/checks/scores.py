"""Whether a mapping of scores says of each model what it scores on the rows put aside."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from graders.checks import figures, roles
from graders.checks.arrays import numbers, raw, too_large
from graders.checks.base import Check, Facts, broken, failed, partial, passed
from graders.checks.scored import Scored, classes_of, scored
from graders.checks.slips import agrees
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Value


class Scores(Check, frozen=True, kw_only=True):
    """Each score of several models is what that model scores on the same rows put aside.

    ## What it does
    Takes the mapping ``name`` apart: one number for each of ``models``, under its name or what is
    left of it without "model" (``softmax_model``: ``softmax``). Each is recomputed from what that
    very model, network or estimator, was seen to answer for as many rows as ``truth`` has, since
    its last training: by ``predict``, ``evaluate``, ``score``, a direct call, or as the last
    ``val_`` figure of a training that watched these rows. Any way to work it out will do, as a
    fraction or in percent, rounded to two decimals or more. Named are another model's score, one
    from before the last training, one of training rows or of the rows that ``validation_split``
    cut off, a loss, two numbers in place of one, and a score of a model that was never asked about
    these rows. Credit is the share of scores that are right, of those whose model is there.

    ## Why it matters
    Models can be compared only on the same rows, and only on rows that none of them learned from.

    ## Example
    ``scores["deep"] = history.history["accuracy"][-1]``: how well it knows what it was taught.

    ## Use instead
    ``scores["deep"] = deep_model.evaluate(x_val, y_val, verbose=0)[1]``
    """

    models: tuple[str, ...]
    name: str = "scores"
    metric: figures.Metric = "accuracy"
    truth: str = "y_val"
    taught: str = "y_train"

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge form first, then each score."""
        value = evidence.value(self.name)
        if value is None:
            return roles.absent(evidence, item, name=self.name, kind="value")
        held = evidence.value(self.truth)
        truth = classes_of(raw(held), reference.labels)
        if truth is None or not truth.size:
            if too_large(held):
                return broken("array-not-kept", name=self.truth)
            return roles.absent(evidence, item, name=self.truth, kind="value")
        entries = _entries(value, self.models)
        if entries is None:
            return failed("scores-not-mapping", name=self.name, type=value.type)
        taught = classes_of(raw(evidence.value(self.taught)), reference.labels)
        seen = {
            model: scored(
                evidence, model, self.metric, truth=truth, taught=taught, labels=reference.labels
            )
            for model in self.models
        }
        # A model that is not there is told, and paid for, where it should have been made.
        there = [model for model in self.models if seen[model] is not None] or self.models
        faults = [self._fault(model, entries.get(model), seen, truth) for model in there]
        wrong = [fault for fault in faults if fault is not None]
        if wrong:
            key, facts = wrong[0]
            share = 1 - len(wrong) / len(faults)
            return partial(f"scores-{key}", share, name=self.name, truth=self.truth,
                           metric=self.metric, rows=len(truth), **facts)  # fmt: skip
        unseen = [model for model in there if not (one := seen[model]) or not one.held_out]
        if unseen:
            return passed("scores-unseen", review="scores-unseen", name=self.name, model=unseen[0])
        return passed("scores", name=self.name, metric=self.metric, rows=len(truth))

    def _fault(
        self,
        model: str,
        entry: tuple[float, ...] | None,
        seen: dict[str, Scored | None],
        truth: NDArray[np.int64],
    ) -> tuple[str, Facts] | None:
        """What one score is instead; ``None`` where it is right, or cannot be recomputed."""
        facts: Facts = {"model": model, "entry": _stem(model)}
        if not entry:
            return "missing", facts
        if len(entry) > 1:
            own = seen[model]
            both = own is not None and any(_in(one, own.held_out) for one in entry)
            return ("two" if both and len(entry) == 2 else "many"), facts | {"count": len(entry)}
        reported = entry[0]
        facts["reported"] = reported
        if not math.isfinite(reported):
            return "nan", facts
        own = seen[model]
        if own is None:
            return "no-model", facts
        if _in(reported, own.held_out):
            return None
        for other, theirs in seen.items():
            if other != model and theirs is not None and _in(reported, theirs.held_out):
                return "other-model", facts | {"other": other}
        for key, values in (("trained", own.trained), ("inner", own.inner), ("old", own.old),
                            ("loss", own.losses)):  # fmt: skip
            if _in(reported, values):
                return key, facts
        if not own.held_out:
            return None if own.in_parts else ("unasked", facts)
        return "differs", facts | {"counted": round(reported * len(truth), 1)}


def _in(reported: float, values: tuple[float, ...]) -> bool:
    return any(agrees(reported, one) or agrees(reported, 100 * one) for one in values)


def _entries(value: Value, models: tuple[str, ...]) -> dict[str, tuple[float, ...]] | None:
    """The numbers under each model's name; of plain numbers in the models' order, one each."""
    if value.series is None:
        array = numbers(value)
        if array is None or array.ndim != 1 or len(array) != len(models) or value.columns:
            return None
        return {model: (float(one),) for model, one in zip(models, array, strict=True)}
    found: dict[str, tuple[float, ...]] = {}
    for model in models:
        stem = _plain(_stem(model))
        exact = [one for key, one in value.series.items() if _plain(key) in {stem, _plain(model)}]
        # {"deep": {"accuracy": 0.8}} has come as "deep/accuracy"; "deep (3 layers)" is deep, too.
        near = [one for key, one in value.series.items() if _plain(key).startswith(stem)]
        chosen = exact or near
        if chosen:
            found[model] = tuple(number for one in chosen for number in one)
    return found


def _stem(model: str) -> str:
    return model.replace("_model", "").replace("model_", "") or model


def _plain(key: str) -> str:
    return key.replace("_", "").replace(" ", "").casefold()
