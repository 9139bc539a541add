"""Whether rows that were put aside have a say in what is trained."""

from __future__ import annotations

from typing import ClassVar

from graders.checks import file_rows, roles
from graders.checks.base import Check, Facts, failed, passed, remark
from graders.checks.unanswered import answer
from graders.checks.whole_file import scaled_by_all
from graders.model.assignment import RubricItem
from graders.model.evidence import CallRecord, Evidence, FitRecord, Remark
from graders.model.experiment import Experiment, Moved
from graders.model.grade import Verdict
from graders.model.reference import Reference

_TELLING = ("x", "weights", "sample-weight", "y", "settings", "value")
"""The first of these that moved is told: what the others do follows from it."""
_FOLDS = ("Fold", "ShuffleSplit", "LeaveOneOut", "LeaveOneGroupOut", "cross_val")
_STATISTICS = ("Scaler", "Transformer", "Normalizer", "Imputer", "PCA", "Encoder", "SelectKBest")
_WATCHING = frozenset({"EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint"})


class Leakage(Check, frozen=True, kw_only=True):
    """Rows that were put aside have no say in what is trained.

    ## What it does
    Runs the notebook again with other features in the rows of ``data/test.csv``, and in the rows
    of ``data/train.csv`` that the program puts aside, and looks at what reaches ``fit``: rows,
    labels, sample weights, class weights, and the statistics of adapted layers. None of it may
    move. How something is scaled, filled in, encoded or selected does not matter; neither does a
    scaler that knows all rows, as long as no network sees what it made. What was worked out
    elsewhere and typed in does not move: where three or more columns of the training rows were
    scaled by the smallest and largest value of all rows, or by their mean and spread, and the
    training rows have others, it fails as well. So do copies of one row on both sides of a split.
    Rows of an inner ``validation_split`` and of folds are training rows here; where they decide
    something, scaling them along with the others is a remark. Without a training in the
    assignment, ``watch`` names the arrays that may not move.
    Where the rows that were put aside cannot be found, nothing is lost and a person looks.

    ## Why it matters
    A score on rows that helped to prepare the network is a promise that new rows will not keep.

    ## Example
    ``x = MinMaxScaler().fit_transform(x)``, and then ``train_test_split(x, y)``.

    ## Use instead
    Split first; ``scaler.fit(x_train)``; then ``transform`` each part.
    """

    needs: ClassVar[frozenset[str]] = frozenset({"interference"})

    watch: list[str] = []

    def asks(self, evidence: Evidence, reference: Reference, item: RubricItem) -> frozenset[str]:
        """Nothing where nothing reached a ``fit`` and no watched value was made."""
        del reference
        return self.needs if self._absent(evidence, item) is None else frozenset()

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge what moved; copies on both sides of a split are seen without an experiment."""
        absent = self._absent(evidence, item)
        if absent is not None:
            return absent
        copied = _copies(evidence)
        if copied is not None:
            return copied
        found = answer(evidence, "interference")
        if isinstance(found, Verdict):
            return found
        leaks = [moved for moved in found.moved if self._counts(evidence, moved)]
        if leaks:
            return self._explained(found, leaks)
        typed = _typed(evidence, reference)
        if typed is not None:
            return typed
        notes = _inner(evidence)
        if found.resolved is False:
            key = "experiment-rows-not-found"
            return passed(key, review=key, remarks=notes)
        changed = sum(found.changed.values())
        return passed("leakage-none", changed=changed, remarks=notes)

    def _absent(self, evidence: Evidence, item: RubricItem) -> Verdict | None:
        """Why there is nothing that rows could leak into."""
        if self.watch:
            missing = (name for name in self.watch if evidence.value(name) is None)
            name = next(missing, None)
            return roles.absent(evidence, item, name=name, kind="value") if name else None
        if any(_learns(fit) for fit in evidence.fits):
            return None
        return roles.absent(evidence, item, name="model", kind="training")

    def _counts(self, evidence: Evidence, moved: Moved) -> bool:
        # What a row looks like to predict may change with the row.
        if moved.what == "prediction-input" or "fitted" in moved.by:
            return False
        if moved.what == "value":
            return moved.name in self.watch
        if moved.what in {"settings", "weights"} and not moved.through:
            return not _may_be_chosen(evidence, moved)
        return True

    def _explained(self, found: Experiment, leaks: list[Moved]) -> Verdict:
        """The leak that says most: what reached fit first, with the call that let it in."""
        told = min(leaks, key=lambda one: (_TELLING.index(one.what), not one.through))
        sources = [source for source in ("held-out", "test") if source in told.by]
        changed = {
            source: found.changed.get(source, 0)
            for source in sources or ("held-out", "test")
            if found.changed.get(source, 0)
        }
        facts: Facts = {
            "what": told.what,
            "cell": told.cell,
            "name": told.name,
            "estimator": told.estimator or "fit",
            "source": "both" if len(changed) > 1 else next(iter(changed), "both"),
            "changed": sum(changed.values()),
            "rows": told.rows if told.rows is not None else 0,
            "of": told.of if told.of is not None else 0,
            "columns": ", ".join(told.columns),
            "columned": "yes" if told.columns else "no",
            "through": told.through,
            "through_cell": told.through_cell or told.cell,
            "through_rows": told.through_rows if told.through_rows is not None else 0,
        }
        return failed("leakage-through" if told.through else "leakage-by-hand", **facts)


def _typed(evidence: Evidence, reference: Reference) -> Verdict | None:
    """Training rows that bear the statistics of all rows, which no experiment could move."""
    fits = [fit for fit in evidence.fits if _learns(fit)]
    names = scaled_by_all(evidence, fits, reference.features)
    if not names:
        return None
    return failed("leakage-typed", cell=fits[0].cell, columns=", ".join(names))


def _may_be_chosen(evidence: Evidence, moved: Moved) -> bool:
    """Whether another network was scored before this one was trained.

    Rows may choose between networks, or a learning rate, by their scores; that is what
    validation rows are for. Before there is a score, nothing can have been chosen by one.
    """
    own = [fit.sequence for fit in evidence.fits if fit.model == moved.model and _learns(fit)]
    others = [fit.sequence for fit in evidence.fits if fit.model != moved.model and _learns(fit)]
    return bool(own) and any(sequence < min(own) for sequence in others)


def _learns(fit: FitRecord) -> bool:
    """A training whose result predicts: transformers learn too, and may know any row."""
    return fit.x is not None and fit.library in file_rows.LEARNERS


def _copies(evidence: Evidence) -> Verdict | None:
    """Rows of the file that stand in both parts of a split, one of which is trained on.

    So over-sampling before the split shows itself: the file holds each row once.
    """
    trained = [
        file_rows.known(evidence, fit.x.digest) for fit in evidence.fits if fit.x is not None
    ]
    for call in evidence.calls:
        if "train_test_split" not in {call.actor, call.method}:
            continue
        parts = [file_rows.known(evidence, info.digest) for info in call.outputs]
        for first, second in zip(parts[::2], parts[1::2], strict=False):
            for file, rows in first.items():
                both = file_rows.common(rows, second.get(file, rows[:0]))
                reached = [file_rows.common(both, fit[file]) for fit in trained if file in fit]
                copies = max((found.size for found in reached), default=0)
                if copies:
                    made_by = _resampled(evidence, call)
                    return failed(
                        "leakage-copies",
                        cell=call.cell,
                        copies=copies,
                        file=file,
                        resampled=made_by,
                        resampling="yes" if made_by else "no",
                        held_out=file_rows.count(second),
                    )
    return None


def _resampled(evidence: Evidence, split: CallRecord) -> str:
    """The last resampling before a split, as it is written."""
    before = [
        call for call in evidence.calls
        if call.method in {"fit_resample", "resample"} and call.sequence < split.sequence
    ]  # fmt: skip
    latest = max(before, key=lambda call: call.sequence, default=None)
    return f"{latest.actor}.{latest.method}" if latest is not None else ""


def _inner(evidence: Evidence) -> tuple[Remark, ...]:
    """Statistics that know rows of an inner validation or of folds, where those rows decide."""
    for call in sorted(evidence.calls, key=lambda call: call.sequence):
        if call.method not in {"fit", "fit_transform"} or not call.inputs:
            continue
        if not any(part in call.actor for part in _STATISTICS):
            continue
        rows = call.inputs[0].shape[:1]
        for split in evidence.splits:
            folds = any(part in split.actor for part in _FOLDS)
            if folds and call.sequence < split.sequence and rows == (split.rows,):
                return (remark("leakage-inner-folds", cell=call.cell, actor=call.actor),)
        for fit in evidence.fits:
            decides = any(spec.kind in _WATCHING for spec in fit.callbacks)
            same = fit.x is not None and rows == fit.x.shape[:1]
            made = [info.digest for info in call.outputs]
            if decides and same and fit.validation_split > 0 and fit.x and fit.x.digest in made:
                return (remark("leakage-inner-split", cell=call.cell, actor=call.actor),)
    return ()
