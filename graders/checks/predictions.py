"""Whether predictions are what they should be, and come from the model they should come from."""

from __future__ import annotations

from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from graders.checks import fitted, probing, roles
from graders.checks.arrays import Numbers, codes, column, is_one_hot, numbers, raw, too_large
from graders.checks.base import Check, broken, failed, passed
from graders.checks.origin import follows, relation
from graders.model.assignment import RubricItem
from graders.model.evidence import CallRecord, Evidence, ModelRecord
from graders.model.grade import Verdict
from graders.model.probe import ProbeCall
from graders.model.reference import Reference

_LOOSE = frozenset({"none", "constant", "inverted", "falling"})
"""Relations that do not say which model the answers come from."""
_ROUNDED = 0.01
"""How far a probability that was rounded by hand may be from itself."""


class Predictions(Check, frozen=True, kw_only=True):
    """Predictions have one entry per row, of the right kind, and come from the right model.

    ## What it does
    Looks at ``name``: one answer per row, as (n,) or (n, 1), without NaN; numbers for a
    regression, labels (codes or class names) for classes, numbers in 0..1 for ``probability``:
    one a row for two classes, or a column for each class, and then each row sums to 1.
    Then whether they follow from what ``model`` answered for these rows, as it stands now: a
    threshold the wrong way round or below every chance, another model's answers, answers from
    before the last training, ``argmax`` over one column, and answers that are no network's are
    named.
    ``probabilities`` names the probabilities that labels were made from; ``truth`` the targets
    of the same rows. Without ``task`` the assignment's own counts. Where a network is a
    ``function`` of the notebook's own, it is called with the notebook's ``inputs`` and ``weights``,
    and the answers have to follow from what it gives.

    ## Why it matters
    The answers are what a model is for, and easily those of a model of an hour ago.

    ## Example
    ``y_pred = model.predict(x).argmax(axis=1)`` where the model has one sigmoid: all zeros.

    ## Use instead
    ``y_pred = (model.predict(x).ravel() > 0.5).astype(int)``
    """

    name: str = "y_test_pred"
    task: Literal["regression", "binary", "multiclass", "probability", "none"] = "none"
    model: str = "model"
    probabilities: str = ""
    truth: str = ""
    function: str = ""
    inputs: str = "x_test"
    weights: str = "weights"

    def probes(self, item: RubricItem) -> tuple[ProbeCall, ...]:
        """A network written by hand, and the rows that it answers."""
        if not self.function:
            return ()
        given = probing.notebook(self.inputs), probing.notebook(self.weights)
        return (probing.call(self.function, item.cell, *given),)

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge form first, then origin."""
        if self.task == "none" and reference.task != "none":
            check = msgspec.structs.replace(self, task=reference.task)
            return check(evidence, reference, item)
        value = evidence.value(self.name)
        answers = raw(value)
        if answers is None or answers.ndim == 0:
            if too_large(value):
                return broken("array-not-kept", name=self.name)
            verdict = roles.absent(evidence, item, name=self.name, kind="value")
            if value is None or verdict.outcome == "blocked":
                return verdict
            return failed("predictions-not-array", name=self.name, type=value.type)
        record = self._model(evidence, reference.labels)
        answers = column(answers)
        fault = self._form(evidence, reference, answers, record)
        return (
            fault
            or self._by_hand(evidence, reference, answers, item)
            or self._origin(evidence, reference, answers, record)
            or passed("predictions", name=self.name, rows=len(answers))
        )

    def _model(self, evidence: Evidence, labels: tuple[str, ...]) -> ModelRecord | None:
        """The named model; where no model has that name, the one whose answers these are."""
        record = evidence.named_model(self.model)
        if record is not None:
            return record
        answers = raw(evidence.value(self.name))
        if answers is not None and self._is_test():
            for other in reversed(evidence.models):
                outputs = roles.test_outputs(evidence, other.model)
                if outputs is not None and relation(answers, outputs, labels) not in _LOOSE:
                    return other
        return roles.find_model(evidence, self.model)

    def _form(
        self,
        evidence: Evidence,
        reference: Reference,
        answers: NDArray[np.generic],
        record: ModelRecord | None,
    ) -> Verdict | None:
        rows = self._rows(evidence, reference, record)
        if rows is not None and len(answers) != rows:
            return failed("predictions-rows", name=self.name, rows=len(answers), expected=rows)
        if answers.dtype.kind in "biuf":
            lost = int(np.sum(~np.isfinite(answers.astype(np.float64))))
            if lost:
                return failed("predictions-nan", name=self.name, lost=lost, rows=len(answers))
        if self.task == "probability":
            return self._chances(reference, answers)
        if answers.ndim > 1:
            key = "predictions-one-hot" if is_one_hot(answers) else "predictions-columns"
            return failed(key, name=self.name, columns=answers.shape[-1])
        if self.task in {"regression", "none"}:
            readable = answers.dtype.kind in "iuf"
            return None if readable else failed("predictions-text", name=self.name)
        return self._labels(reference, answers)

    def _rows(
        self, evidence: Evidence, reference: Reference, record: ModelRecord | None
    ) -> int | None:
        """How many rows there should be, where that is known."""
        truth = evidence.value(self.truth) if self.truth else None
        if truth is not None and truth.array is not None and truth.array.shape:
            return truth.array.shape[0]
        if not self._is_test():
            return None
        if reference.targets is not None and reference.targets.shape:
            return reference.targets.shape[0]
        inputs = record.test_inputs if record is not None else None
        return inputs.shape[0] if inputs is not None and inputs.shape else None

    def _is_test(self) -> bool:
        return not self.truth and "val" not in self.name and "train" not in self.name

    def _chances(self, reference: Reference, answers: NDArray[np.generic]) -> Verdict | None:
        if answers.dtype.kind not in "biuf":
            return failed("predictions-text", name=self.name)
        values = answers.astype(np.float64)
        if values.size and (np.min(values) < -1e-6 or np.max(values) > 1 + 1e-6):
            low, high = float(np.min(values)), float(np.max(values))
            return failed("predictions-logits", name=self.name, low=low, high=high)
        if len(values) > 1 and np.all((values == 0) | (values == 1)):
            return failed("predictions-already-labels", name=self.name)
        columns, classes = (values.shape[-1] if values.ndim > 1 else 1), len(reference.labels)
        if classes and columns != classes and (columns > 1 or classes > 2):
            return failed("predictions-classes", name=self.name, columns=columns, classes=classes)
        sums = values.sum(axis=-1) if columns > 1 else np.ones(1)
        if np.max(np.abs(sums - 1), initial=0.0) > _ROUNDED * columns:
            low, high = float(np.min(sums)), float(np.max(sums))
            return failed("predictions-sums", name=self.name, low=low, high=high)
        return None

    def _labels(self, reference: Reference, answers: NDArray[np.generic]) -> Verdict | None:
        found = codes(answers, reference.labels)
        if found is None:
            values = numbers_of(answers)
            if values is not None and np.all((values >= 0) & (values <= 1)):
                return failed("predictions-probabilities", name=self.name)
            return failed("predictions-labels", name=self.name, example=str(answers.flat[0]))
        classes = len(reference.labels) or (2 if self.task == "binary" else 0)
        outside = found[(found < 0) | (found >= classes)] if classes else found[found < 0]
        if outside.size:
            return failed("predictions-labels", name=self.name, example=str(outside[0]))
        return None

    def _by_hand(
        self,
        evidence: Evidence,
        reference: Reference,
        answers: NDArray[np.generic],
        item: RubricItem,
    ) -> Verdict | None:
        """Whether answers follow from a function of the notebook's own, where it is one."""
        for _, answer in probing.answered(self, evidence, item):
            given = (
                probing.outputs(answer) if answer is not None and answer.outcome == "ok" else None
            )
            if not given or len(given) != 1:
                return failed("predictions-function-silent", name=self.name, function=self.function)
            table = given[0].astype(np.float64)
            if not table.ndim or not follows(answers, table, reference.labels):
                return failed(
                    "predictions-not-from-function", name=self.name, function=self.function
                )
        return None

    def _origin(
        self,
        evidence: Evidence,
        reference: Reference,
        answers: NDArray[np.generic],
        record: ModelRecord | None,
    ) -> Verdict | None:
        labels = reference.labels
        outputs = None
        if record is not None and self._is_test():
            outputs = roles.test_outputs(evidence, record.model)
        bond = relation(answers, outputs, labels) if outputs is not None else "none"
        chances = numbers(evidence.value(self.probabilities)) if self.probabilities else None
        turned = bond
        if bond not in {"threshold", "argmax"} and chances is not None and chances.ndim:
            # The model itself is asked first: it may be the probabilities that are turned round.
            turned = relation(answers, chances, labels)
        if "inverted" in {bond, turned}:
            return failed("predictions-inverted", name=self.name)
        if record is None:
            return None
        if self._always_yes(evidence, answers, record):
            return failed("predictions-always-yes", name=self.name, rows=len(answers))
        if self._one_column(evidence, answers, record):
            return failed("predictions-argmax-one-column", name=self.name, rows=len(answers))
        if bond in {"none", "falling"}:
            if self._is_test() and evidence.named_model(self.model) is not None:
                other = self._other(evidence, answers, record, labels)
                if other is not None:
                    return failed(
                        "predictions-other-model",
                        name=self.name,
                        model=roles.shown_name(record),
                        other=other,
                    )
            if bond == "none":
                return self._foreign(evidence, answers, outputs, record, labels)
            return None
        return self._stale(evidence, record, len(answers))

    def _foreign(
        self,
        evidence: Evidence,
        answers: NDArray[np.generic],
        outputs: Numbers | None,
        record: ModelRecord,
        labels: tuple[str, ...],
    ) -> Verdict | None:
        """Answers that follow from nothing that the model was seen to answer for so many rows.

        They may follow by way of the notebook's probabilities. Where the model was not seen to
        answer such rows at all (in a graph of one's own, in batches) a person should look.
        """
        known = roles.answered(evidence, record.model, len(answers))
        known += [outputs] if outputs is not None else []
        if any(not np.all(np.isfinite(one)) for one in known):
            return None
        chances = numbers(evidence.value(self.probabilities)) if self.probabilities else None
        if chances is not None and chances.ndim and relation(answers, chances, labels) != "none":
            known_by_way = any(follows(chances, one, labels) for one in known)
        else:
            known_by_way = False
        if self._turned(evidence, answers, known, labels):
            key = "predictions-falling" if self.task == "regression" else "predictions-inverted"
            return failed(key, name=self.name, model=roles.shown_name(record))
        if known_by_way or any(follows(answers, one, labels) for one in known):
            return None
        return failed(
            "predictions-not-from-model",
            name=self.name,
            model=roles.shown_name(record),
            rows=len(answers),
            seen="yes" if known else "no",
            review=None if known else "predictions-not-from-model",
        )

    def _always_yes(
        self, evidence: Evidence, answers: NDArray[np.generic], record: ModelRecord
    ) -> bool:
        """All ones, while the notebook's chances, or the model's, are below 0.5 for some rows.

        A threshold may be moved; one that every row is above decides nothing.
        """
        if self.task != "binary" or len(answers) < 2 or answers.dtype.kind not in "biuf":
            return False
        if np.any(answers != 1):
            return False
        chances = numbers(evidence.value(self.probabilities)) if self.probabilities else None
        if chances is not None and chances.size:
            return bool(0 <= np.min(chances) < 0.5 and np.max(chances) <= 1)
        for call in _predictions(evidence, record.model, len(answers)):
            info = call.outputs[0]
            if len(info.minimum) == len(info.maximum) == 1:
                return 0 <= info.minimum[0] < 0.5 and info.maximum[0] <= 1
        return False

    def _turned(
        self,
        evidence: Evidence,
        answers: NDArray[np.generic],
        known: list[Numbers],
        labels: tuple[str, ...],
    ) -> bool:
        """Answers that fall where the model's rise, and so do not go with the truth either.

        A model of ``1 / y``, or of the other class, has answers that fall with its outputs, and is
        right.
        """
        value = raw(evidence.value(self.truth)) if self.truth else None
        if value is None or self.task not in {"regression", "binary"}:
            return False
        bonds = {relation(answers, one, labels) for one in known}
        if not bonds & {"falling", "inverted"} or bonds & {"equal", "rising", "threshold"}:
            return False
        given, true = (
            numbers_of(one) if self.task == "regression" else codes(one, labels)
            for one in (answers, column(value))
        )
        if given is None or true is None or given.shape != true.shape:
            return False
        return bool(np.sum((given - given.mean()) * (true - true.mean())) < 0)

    def _one_column(
        self, evidence: Evidence, answers: NDArray[np.generic], record: ModelRecord
    ) -> bool:
        """All zeros, while the one output per row is above 0.5 for some rows."""
        if self.task != "binary" or len(answers) < 2 or answers.dtype.kind not in "biuf":
            return False
        if np.any(answers != 0):
            return False
        for call in _predictions(evidence, record.model, len(answers)):
            info = call.outputs[0]
            if len(info.minimum) == len(info.maximum) == 1:
                low, high = info.minimum[0], info.maximum[0]
                if low < 0.5 < high <= 1 or low < 0 < high:  # chances, or logits
                    return True
        return False

    def _other(
        self,
        evidence: Evidence,
        answers: NDArray[np.generic],
        record: ModelRecord,
        labels: tuple[str, ...],
    ) -> str | None:
        """What the notebook calls the network, or the estimator, whose answers these are."""
        for other in evidence.models:
            outputs = roles.test_outputs(evidence, other.model)
            if other.model == record.model or outputs is None:
                continue
            if relation(answers, outputs, labels) not in _LOOSE:
                return roles.shown_name(other)
        for estimator in evidence.estimators:
            if estimator.names and fitted.answered_so(evidence, estimator, answers, labels):
                return estimator.names[0]
        return None

    def _stale(self, evidence: Evidence, record: ModelRecord, rows: int) -> Verdict | None:
        calls = _predictions(evidence, record.model, rows)
        fits = roles.trainings(evidence, record.model)
        if not calls or not fits or not calls[-1].weights or not fits[-1].weights_after:
            return None
        call, name = calls[-1], roles.shown_name(record)
        if call.weights == fits[0].weights_before:
            return failed("predictions-untrained", name=self.name, model=name, cell=call.cell)
        if call.weights != fits[-1].weights_after and fits[-1].sequence > call.sequence:
            return failed(
                "predictions-stale", name=self.name, model=name, cell=call.cell, fit=fits[-1].cell
            )
        return None


def numbers_of(answers: NDArray[np.generic]) -> NDArray[np.float64] | None:
    """Float64 of numbers or numbers in text; ``None`` for other text."""
    try:
        return answers.astype(np.float64)
    except (ValueError, TypeError):
        return None


def _predictions(evidence: Evidence, number: int, rows: int) -> list[CallRecord]:
    """This model's predictions of so many rows, in order."""
    calls = [
        call
        for call in evidence.calls
        if call.model == number
        and call.method in {"predict", "__call__", "predict_on_batch"}
        and call.outputs
        and call.outputs[0].shape[:1] == (rows,)
    ]
    return sorted(calls, key=lambda call: call.sequence)
