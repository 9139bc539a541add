"""Whether cross-validation was done: its networks, its folds, its scores, and what comes after."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graders.checks import figures, folds, roles
from graders.checks.arrays import Numbers, numbers
from graders.checks.base import Check, Facts, blocked, failed, passed, remark
from graders.checks.folds import Training
from graders.checks.slips import agrees
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, ModelRecord
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Value

_SWAPPED = 1.5
"""So many times more rows validated than trained on is no fold; two folds of odd length differ."""


class CrossValidation(Check, frozen=True, kw_only=True):
    """Every row is answered once by a network that has not learned from it.

    ## What it does
    Judges one ``part`` of a cross-validation, from what was trained and asked. ``networks``: two
    trainings at least, each of weights that had not seen its validation rows in an earlier one.
    ``folds``: what each training left out is validated on, and every row of ``data/train.csv`` is
    so equally often; rows fewer than folds may be left over. ``scores``: as many numbers in
    ``scores`` as there are folds, each the ``metric`` of one fold's network on rows that it
    did not learn from, recomputed from its answers or its ``evaluate``, in any order. ``mean``:
    ``mean_score`` is their mean. ``final``: ``model`` was trained afresh on all rows, in the end.
    Any way to cut will do: ``KFold``, slices by hand, ``cross_val_score``, repeated folds; so
    will figures of ``evaluate``, of predictions, of the history's last or best epoch. Scaling
    once or in each fold is not judged here. Random cuts that overlap (``ShuffleSplit``) are no
    folds. What could not be seen costs nothing and needs review.

    ## Why it matters
    With few rows one split is a lottery. Folds show how far the scores spread, but only if each is
    about rows that its network has never seen.

    ## Example
    ``model = build_model()`` before the loop: from the second fold on it knows the answers.

    ## Use instead
    ``model = build_model()`` inside the loop, and once more for all rows after it.
    """

    part: Literal["networks", "folds", "scores", "mean", "final"]
    metric: figures.Metric = "mae"
    scores: str = "scores"
    mean_score: str = "mean_score"
    model: str = "model"
    cell: str = "cross-validate"

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the part that the rubric line is about."""
        if self.part == "mean":
            return self._mean(evidence, item)
        found = folds.trainings(evidence, reference)
        every = _rows(reference)
        if self.part == "final":
            return self._final(evidence, item, found, every)
        scores = folds.flat(evidence.value(self.scores))
        chosen = self._folds(found, scores, evidence.named_model(self.model), every)
        if not chosen:
            verdict = roles.absent(evidence, item, name=self.cell, kind="training")
            return verdict if verdict.outcome == "blocked" else failed("cv-no-training")
        if self.part == "scores":
            return self._scores(evidence, item, chosen)
        if len(chosen) < 2:
            return failed("cv-one-training", rows=chosen[0].count, every=every)
        if self.part == "networks":
            return _untaught(evidence, chosen) or self._networks(chosen, scores, every)
        return self._cut(chosen, scores, every)

    def _folds(
        self,
        found: list[Training],
        scores: Numbers | None,
        record: ModelRecord | None,
        every: int,
    ) -> list[Training]:
        """The trainings that are the folds: those that the scores are of, if they can be told.

        Else those of the cell; else those that left rows out.
        """
        final = [one for one in found if record is not None and one.model == record.model]
        partly = [one for one in found if one.rows is not None and len(one.rows) < every]
        here = [one for one in found if one.cell == self.cell]
        if len(here) > 1 and final and final[-1] is here[-1] and _whole(here[-1], every):
            here = here[:-1]  # the last network was trained in the same cell
        if scores is not None and len(scores) > 1:
            told = [one for one in self._matched(partly, scores) if one is not None]
            counts = self._counts(told, scores, every)
            evenly = bool(counts.size) and int(counts.min()) == int(counts.max())
            if len(told) == len(scores) and (evenly or len(told) == len(here)):
                return sorted(told, key=lambda one: one.sequence)
        return here or partly or [one for one in found if one not in final[-1:]]

    def _counts(
        self, chosen: list[Training], scores: Numbers | None, every: int
    ) -> NDArray[np.int64]:
        """How often each row was validated on."""
        counts = np.zeros(every, dtype=np.int64)
        for one in chosen:
            held = one.held_out(self.metric, scores, every)
            if held is not None:
                counts[held[held < every]] += 1
        return counts

    def _matched(self, found: list[Training], scores: Numbers) -> list[Training | None]:
        """A training of its own for each score, the one at its place first, then the latest."""
        free, told = list(found), []
        for place, score in enumerate(scores):
            nearest = [one for one in found[place : place + 1] if one in free]
            order = nearest + [one for one in reversed(free) if one not in nearest]
            held = next((one for one in order if one.got(self.metric, score, one.honest())), None)
            told.append(held)
            if held is not None:
                free.remove(held)
        return told

    def _networks(self, chosen: list[Training], scores: Numbers | None, every: int) -> Verdict:
        known = 0
        first = None
        for number, one in enumerate(chosen, start=1):
            held = one.held_out(self.metric, scores, every)
            seen = np.intersect1d(held, one.before).size if held is not None else 0
            known += one.before.size > 0
            if seen and first is None:
                first = number, int(seen), len(held) if held is not None else 0
        if first is not None:
            fold, seen, rows = first
            return failed(
                "cv-network-reused", fold=fold, seen=seen, rows=rows, folds=len(chosen), known=known
            )
        return passed("cv-networks", folds=len(chosen))

    def _cut(self, chosen: list[Training], scores: Numbers | None, every: int) -> Verdict:
        for number, one in enumerate(chosen, start=1):
            if one.rows is None or one.given is None or not every:
                return passed("cv-rows-not-seen", review="cv-rows-not-seen", folds=len(chosen))
            held = one.held_out(self.metric, scores, every)
            if held is None or not held.size:
                return failed("cv-nothing-left-out", fold=number, rows=len(one.given), every=every)
            if len(held) > _SWAPPED * max(one.count, 1):
                return failed("cv-swapped", fold=number, trained=one.count, rows=len(held))
        counts = self._counts(chosen, scores, every)
        most, least = int(counts.max()), int(counts.min())
        facts: Facts = {"folds": len(chosen), "every": every}
        never, often = int(np.sum(counts == 0)), int(np.sum(counts > max(least, 1)))
        if most == least:
            return passed("cv-folds", **facts)
        if never < len(chosen) and not np.any((counts > 0) & (counts < most)):
            left = remark("cv-left-over", rows=never, folds=len(chosen))
            return passed("cv-folds", remarks=(left,), **facts)
        key = "cv-overlap" if often else "cv-never"
        return failed(key, never=never, often=often, most=most, **facts)

    def _scores(self, evidence: Evidence, item: RubricItem, chosen: list[Training]) -> Verdict:
        value = evidence.value(self.scores)
        if value is None:
            return roles.absent(evidence, item, name=self.scores, kind="value")
        scores = folds.flat(value)
        known: Facts = {"name": self.scores, "folds": len(chosen), "metric": self.metric}
        if scores is None:
            return failed("cv-scores-unreadable", shape=_shape(value), **known)
        if not np.all(np.isfinite(scores)):
            return failed("cv-scores-nan", **known)
        if len(scores) != len(chosen) or len(scores) < 2:
            got = len(scores) == 1 and any(
                one.got(self.metric, scores[0], one.honest()) for one in chosen
            )
            best = "yes" if got else "no"
            return failed("cv-scores-count", found=len(scores), one=best, **known)
        told = self._matched(chosen, scores)
        if all(one is not None for one in told):
            negative = bool(np.all(scores < 0)) and self.metric in figures.REGRESSION
            notes = (remark("cv-negative", name=self.scores),) if negative else ()
            return passed("cv-scores", remarks=notes, **known)
        wrong = next(place for place, one in enumerate(told) if one is None)
        return self._slip(chosen, scores, wrong, known)

    def _slip(self, chosen: list[Training], scores: Numbers, wrong: int, known: Facts) -> Verdict:
        """What the first score that is no fold's is instead."""
        score = float(scores[wrong])
        shown: Facts = {"place": wrong + 1, "score": score, **known}
        for one in chosen:
            there = one.got(self.metric, score, list(one.asked))
            if there is not None and there.rows is not None and one.learned(there.rows):
                return failed(
                    "cv-scores-trained", rows=len(there.rows), trained=one.learned(there.rows),
                    **shown,
                )  # fmt: skip
        for other in ("loss", "mse", "rmse", "mape", "accuracy"):
            if any(one.got(other, score, one.honest()) for one in chosen):
                return failed("cv-scores-other", other=other, **shown)
        if any(one.got(f"pairs {self.metric}", score, one.honest()) for one in chosen):
            return failed("cv-scores-pairs", **shown)
        unseen = [one for one in chosen if not any(asked.figures for asked in one.honest())]
        if unseen and not any(one.rows is not None and one.learned(one.rows) and one.asked
                              for one in unseen):  # fmt: skip
            return passed("cv-scores-not-seen", review="cv-scores-not-seen", **known)
        return failed("cv-scores-differ", **shown)

    def _mean(self, evidence: Evidence, item: RubricItem) -> Verdict:
        value, scores = evidence.value(self.mean_score), folds.flat(evidence.value(self.scores))
        if value is None:
            return roles.absent(evidence, item, name=self.mean_score, kind="value")
        told = numbers(value)
        known: Facts = {"name": self.mean_score, "scores": self.scores}
        if told is None or told.size != 1 or not np.all(np.isfinite(told)):
            return failed("cv-mean-not-number", **known)
        mean = float(told.reshape(-1)[0])
        if scores is None or not scores.size or not np.all(np.isfinite(scores)):
            return blocked("cv-mean-without-scores", **known)
        known |= {"mean": mean, "folds": len(scores)}
        low, high = float(np.min(scores)), float(np.max(scores))
        with np.errstate(all="ignore"):
            expected, total = float(np.mean(scores)), float(np.sum(scores))
        if agrees(abs(mean), abs(expected)):
            return passed("cv-mean", **known)
        if agrees(mean, low):
            return failed("cv-mean-best", **known)
        if any(agrees(mean, float(one)) for one in scores):
            return failed("cv-mean-one-fold", **known)
        if agrees(mean, total):
            return failed("cv-mean-sum", **known)
        # Folds of unequal length may be weighted by their length, which moves the mean a little.
        if low <= mean <= high and abs(mean - expected) < 0.02 * (high - low):
            return passed("cv-mean", **known)
        return failed("cv-mean-differs", **known)

    def _final(
        self,
        evidence: Evidence,
        item: RubricItem,
        found: list[Training],
        every: int,
    ) -> Verdict:
        record = roles.find_model(evidence, self.model, item.cell)
        run = evidence.cell(item.cell)
        if evidence.named_model(self.model) is None and run is not None and run.raised:
            record = None  # another network would stand in for one that was never made
        own = [one for one in found if record is not None and one.model == record.model]
        if record is None or not own:
            return roles.absent(evidence, item, name=self.model, kind="training")
        last = own[-1]
        name = roles.shown_name(record)
        if last.rows is None or last.given is None or not every:
            return passed("cv-rows-not-seen", review="cv-rows-not-seen", folds=len(found))
        others = [one for one in found if one.model != last.model and not _whole(one, every)]
        facts: Facts = {"model": name, "rows": len(last.rows), "every": every, "cell": last.cell}
        spare = max(2, len(others))
        if every - len(last.given) >= spare:
            fold = last.cell == self.cell or len(own) > 1
            return failed("cv-final-fold" if fold else "cv-final-part", **facts)
        if last.before.size and (len(own) == 1 or any(one.cell == self.cell for one in own)):
            return failed("cv-final-continued", before=int(last.before.size), **facts)
        if every - len(last.rows) >= spare:
            return failed("cv-final-split", aside=every - len(last.rows), **facts)
        return passed("cv-final", **facts)


def _untaught(evidence: Evidence, chosen: list[Training]) -> Verdict | None:
    """A fold whose network learned nothing, whatever its score: nothing moved, or one label."""
    for number, one in enumerate(chosen, start=1):
        own = [
            fit
            for fit in evidence.fits
            if fit.library == "keras" and fit.model == one.model and fit.sequence >= one.sequence
        ]
        if own and all(
            fit.weights_before and fit.weights_before == fit.weights_after for fit in own
        ):
            return failed("cv-network-untaught", fold=number, folds=len(chosen))
        y = own[0].y if own else None
        if y is not None and y.distinct == 1 and y.shape[:1] > (1,) and y.kind != "one-hot":
            return failed("cv-network-one-label", fold=number, labels=y.shape[0])
    return None


def _rows(reference: Reference) -> int:
    """How many rows ``data/train.csv`` has."""
    shape = reference.train_targets.shape if reference.train_targets is not None else ()
    return shape[0] if shape else 0


def _whole(one: Training, every: int) -> bool:
    return one.rows is not None and len(one.rows) >= every


def _shape(value: Value) -> str:
    return str(value.array.shape) if value.array is not None else value.type
