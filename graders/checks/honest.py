"""Whether a reported score is about rows that had no say in the training."""

from __future__ import annotations

from typing import ClassVar

import msgspec
import numpy as np

from graders.checks import file_rows, roles
from graders.checks.arrays import Numbers, column, numbers, raw
from graders.checks.base import Check, Facts, failed, passed, remark
from graders.checks.slips import agrees
from graders.checks.unanswered import answer
from graders.model.assignment import RubricItem
from graders.model.evidence import CallRecord, Evidence, FitRecord, Remark
from graders.model.experiment import Experiment, Moved
from graders.model.grade import Verdict
from graders.model.reference import Reference

_MOST_IN_COMMON = 0.5
"""Tables repeat rows, and a score of all rows holds some that were not trained on."""
_LEAST = float(np.finfo(float).eps)
_EXACTLY = 1e-5
"""Closer than chance would bring two figures; rounding is not allowed for."""

_LABELS_IN_TRAINING = frozenset({"x", "y", "sample-weight"})
_STOPPING = frozenset({"EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint"})


class HonestEvaluation(Check, frozen=True, kw_only=True):
    """A reported score depends on the rows that it is about, and the training does not.

    ## What it does
    Runs the notebook again with other labels in the rows of ``data/train.csv`` that the program
    puts aside. Each of ``reported`` must move, by whatever formula it is made: a score that
    stands still, but moves with the labels of the training rows, is a training score. What
    reaches ``fit`` (features, labels, weights of rows and classes) must stand still. So must the
    rows that were trained on be others than those behind ``predictions``. Choosing a threshold,
    a learning rate or the epoch to stop at by validation rows and reporting them too is the
    course's own way; with ``strict`` it fails, since the rows reported on may then choose
    nothing. Watching them is always right. With ``when_in_doubt`` labels are changed only where
    the experiment on leakage has not shown already that each score depends on the rows put aside.

    ## Why it matters
    The score says how the network will do on rows nobody has seen, or it says nothing.

    ## Example
    ``rmse = mean_squared_error(y_train, model.predict(x_train)) ** 0.5``

    ## Use instead
    ``rmse = mean_squared_error(y_val, model.predict(x_val)) ** 0.5``
    """

    needs: ClassVar[frozenset[str]] = frozenset({"labels"})

    reported: str | list[str]
    truth: str = "y_val"
    predictions: str = ""
    strict: bool = False
    when_in_doubt: bool = False

    def asks(self, evidence: Evidence, reference: Reference, item: RubricItem) -> frozenset[str]:
        """Nothing where nothing was reported, or where what has run shows what is so."""
        names = self._names(evidence)
        answered = self._absent(evidence, item, names) or self._seen(evidence, reference, names)
        return self.needs if answered is None and not self._depend(evidence, names) else frozenset()

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge what the run itself shows, then what moved with the labels."""
        names = self._names(evidence)
        found = self._absent(evidence, item, names) or self._seen(evidence, reference, names)
        if found is not None:
            return found
        if self._depend(evidence, names):
            verdict = passed("honest")
        else:
            labels = answer(evidence, "labels")
            if isinstance(labels, Verdict):
                return labels
            verdict = self._moved(evidence, labels, names)
        return (
            self._otherwise(evidence, names) or verdict if verdict.outcome == "passed" else verdict
        )

    def _otherwise(self, evidence: Evidence, names: list[str]) -> Verdict | None:
        """A score that followed the rows put aside when it was tried, and was not theirs before.

        The first run's own records say whose it was: the figure that its answers to the rows
        trained on give with their labels, and no figure of the rows put aside.
        """
        answered = _answers_to_training(evidence)
        for name in names:
            number = numbers(evidence.value(name))
            if number is None or number.size != 1:
                continue
            value = float(number.reshape(-1)[0])
            rows = next((one.rows for one in answered if one.exactly(value)), 0)
            if rows and not self._of_rows_put_aside(evidence, value):
                return failed(
                    "honest-when-watched", review="honest-when-watched", name=name, rows=rows
                )
        return None

    def _of_rows_put_aside(self, evidence: Evidence, value: float) -> bool:
        truth = numbers(evidence.value(self.truth))
        answers = numbers(evidence.value(self.predictions)) if self.predictions else None
        return truth is None or answers is None or _Figures(truth, answers).told(value)

    def _names(self, evidence: Evidence) -> list[str]:
        """The scores that are there: a missing one, or NaN, is told where its value is judged."""
        names = [self.reported] if isinstance(self.reported, str) else list(self.reported)
        return [name for name in names if _says_something(evidence, name)]

    def _depend(self, evidence: Evidence, names: list[str]) -> bool:
        """Whether every score moved with the features of rows put aside, and no training did.

        A score of training rows does not: the stubbed network is the same in both runs.
        """
        found = evidence.experiment("interference")
        return (
            self.when_in_doubt
            and not self.strict
            and found is not None
            and found.outcome == "done"
            and found.changed.get("held-out", 0) > 0
            and not found.moved
            and evidence.experiment("labels") is None
            and not set(names) & set(found.still)
        )

    def _absent(self, evidence: Evidence, item: RubricItem, names: list[str]) -> Verdict | None:
        """Why there is no score at all."""
        if names:
            return None
        wanted = [self.reported] if isinstance(self.reported, str) else list(self.reported)
        name = wanted[0] if wanted else self.truth
        return roles.absent(evidence, item, name=name, kind="value")

    def _seen(self, evidence: Evidence, reference: Reference, names: list[str]) -> Verdict | None:
        """Rows that are reported on and were trained on, or (strict) stopped the training."""
        # With ``predictions`` all scores are of one call: it is looked at once.
        for name in names[:1] if self.predictions else names:
            call = self._scoring(evidence, reference, name)
            if call is None:
                continue
            scored = file_rows.known(evidence, file_rows.first_input(call).digest)
            rows, trained = file_rows.count(scored), file_rows.trained_before(evidence, call)
            both = file_rows.shared(scored, trained)
            facts: Facts = {"name": name, "cell": call.cell, "rows": rows, "trained": both}
            # A score of all rows is honest about nothing, but it is told by what moves.
            if rows and both > _MOST_IN_COMMON * rows:
                return failed("honest-trained-rows", **facts)
            stopping = self._stopped(evidence, call, scored) if self.strict else None
            if stopping is not None:
                kind = next(spec.kind for spec in stopping.callbacks if spec.kind in _STOPPING)
                return failed("honest-stopped-on", **(facts | {"by": kind, "cell": stopping.cell}))
        return None

    def _scoring(self, evidence: Evidence, reference: Reference, name: str) -> CallRecord | None:
        """The call that answered the rows reported on."""
        if self.predictions:
            given = raw(evidence.value(self.predictions))
            if given is None or given.ndim == 0 or not given.size:
                return None
            return file_rows.answering(evidence, column(given), reference.labels)
        number = numbers(evidence.value(name))
        if number is None or number.size != 1:
            return None
        return file_rows.evaluating(evidence, float(number.reshape(-1)[0]))

    @staticmethod
    def _stopped(evidence: Evidence, call: CallRecord, scored: file_rows.Rows) -> FitRecord | None:
        """A training of the scored model that was stopped by the rows scored."""
        for fit in evidence.fits:
            if fit.model != call.model or fit.validation_x is None:
                continue
            same = fit.validation_x.digest == file_rows.first_input(call).digest
            watched = file_rows.known(evidence, fit.validation_x.digest)
            both = file_rows.shared(watched, scored)
            common = same or both > _MOST_IN_COMMON * max(1, file_rows.count(scored))
            if common and any(_stops(fit, place) for place in range(len(fit.callbacks))):
                return fit
        return None

    def _moved(self, evidence: Evidence, labels: Experiment, names: list[str]) -> Verdict:
        """Judge the experiment: training stands still, scores move."""
        held_out = [one for one in labels.moved if "fitted" not in one.by]
        reached = next((one for one in held_out if _reaches_training(one)), None)
        changed = labels.changed.get("held-out", 0)
        if reached is not None:
            what = "class-weight" if reached.what == "settings" else reached.what
            return failed(
                "honest-labels-reach-fit", what=what, cell=reached.cell, changed=changed,
                columns=", ".join(reached.columns), columned="yes" if reached.columns else "no",
            )  # fmt: skip
        by_fitted = {one.name for one in labels.moved if "fitted" in one.by and one.name}
        moving = {one.name for one in held_out if one.what == "value"}
        notes: tuple[Remark, ...] = ()
        unseen = False
        for name in names:
            facts: Facts = {"name": name, "changed": changed, "truth": self.truth}
            if name in moving:
                continue
            if name not in labels.still:
                unseen = True
                continue
            kept = _in_history(evidence, name)
            if kept == "validation":
                notes = (*notes, remark("honest-from-history", name=name))
            elif kept == "training" or name in by_fitted:
                return failed("honest-training-score", **facts)
            else:
                return failed("honest-unmoved", **facts)
        chosen = self._chosen(held_out)
        if chosen is not None and self.strict:
            return failed(
                "honest-chosen-on", what=chosen.what, name=chosen.name or self.predictions,
                cell=chosen.cell, changed=changed,
            )  # fmt: skip
        verdict = passed("honest", changed=changed, remarks=notes)
        if unseen or labels.resolved is False:
            key = "honest-not-seen" if unseen else "experiment-rows-not-found"
            return msgspec.structs.replace(verdict, key=key, review=key)
        return verdict

    def _chosen(self, held_out: list[Moved]) -> Moved | None:
        """Something that was chosen by the labels reported on: answers, settings, a network."""
        for one in held_out:
            if one.what in {"settings", "weights"}:
                return one
            if one.what == "value" and self.predictions and one.name == self.predictions:
                return one
        return None


class _Figures:
    """The usual figures of answers: means of errors, squared, absolute, relative; and hits."""

    def __init__(self, truth: Numbers, answers: Numbers) -> None:
        truth, answers = column(truth).astype(float), column(answers).astype(float)
        self.rows = len(answers) if answers.ndim else 0
        self.found: list[float] = []
        if truth.shape != answers.shape or truth.ndim != 1 or not truth.size:
            return
        errors = truth - answers
        square, absolute = float(np.mean(errors**2)), float(np.mean(np.abs(errors)))
        relative = float(np.mean(np.abs(errors) / np.maximum(np.abs(truth), _LEAST)))
        spread = float(np.mean((truth - truth.mean()) ** 2))
        self.found = [square, square**0.5, absolute, relative, 100 * relative]
        if spread:
            self.found.append(1 - square / spread)
        if set(np.unique(truth)) <= {0.0, 1.0}:
            self.found.append(float(np.mean((answers > 0.5) == (truth > 0.5))))

    def exactly(self, value: float) -> bool:
        """Whether one of them is this number, as float32 gives it."""
        return any(abs(value - one) <= _EXACTLY * max(abs(one), _LEAST) for one in self.found)

    def told(self, value: float) -> bool:
        """Whether one of them is this number, rounded or not."""
        return any(agrees(value, one) for one in self.found)


def _answers_to_training(evidence: Evidence) -> list[_Figures]:
    """What a network answered to exactly the rows of a training, held against their labels."""
    found = []
    for fit in evidence.fits:
        wanted = fit.y.digest if fit.y is not None else None
        labels = [
            one for one in evidence.values if one.array is not None and one.array.digest == wanted
        ]
        truth = numbers(labels[-1]) if labels else None
        if truth is None or fit.x is None:
            continue
        for call in evidence.calls:
            first = file_rows.first_input(call) if call.inputs else None
            answers = numbers(call.answers) if first and first.digest == fit.x.digest else None
            if answers is not None:
                found.append(_Figures(truth, answers))
    return found


def _says_something(evidence: Evidence, name: str) -> bool:
    value = evidence.value(name)
    number = numbers(value)
    return value is not None and (
        number is None or number.size != 1 or bool(np.isfinite(number).all())
    )


def _reaches_training(moved: Moved) -> bool:
    """Labels in what is trained on; other settings may be chosen by validation rows."""
    if moved.what == "settings":
        return moved.name == "class_weight"
    return moved.what in _LABELS_IN_TRAINING


def _stops(fit: FitRecord, place: int) -> bool:
    spec = fit.callbacks[place]
    if spec.kind not in _STOPPING:
        return False
    if spec.kind == "ModelCheckpoint" and not spec.config.get("save_best_only"):
        return False
    return str(spec.config.get("monitor", "val_loss")).startswith("val_")


def _in_history(evidence: Evidence, name: str) -> str:
    """Whether a score is the last one of a training's history: ``validation``, ``training``, "".

    In the experiment nothing is trained, so that such a score stands still whoever made it.
    """
    number = numbers(evidence.value(name))
    if number is None or number.size != 1:
        return ""
    value = float(number.reshape(-1)[0])
    found = ""
    for fit in evidence.fits:
        for series, values in fit.history.items():
            ends = (values[-1], max(values), min(values)) if values else ()
            if any(agrees(value, end) for end in ends):
                if series.startswith("val_"):
                    return "validation"
                found = "training"
    return found
