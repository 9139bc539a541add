"""Whether a rare class was given its weight, and what came of it."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graders.checks import figures, roles
from graders.checks.arrays import codes, column, raw
from graders.checks.base import Check, Facts, failed, passed
from graders.checks.origin import relation
from graders.checks.rare import (
    Rare,
    balance,
    by_code,
    class_name,
    counted,
    lowered,
    positive,
    raised,
    rare_class,
    share_of,
)
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, FitRecord, ModelRecord
from graders.model.grade import Verdict
from graders.model.reference import Reference

_UNEVEN = 1.01
_MOST = 0.6
"""Weight and resampling together may make the rare class as heavy as the other, not heavier."""
_NEARLY_ALL = 0.9


class Imbalance(Check, frozen=True, kw_only=True):
    """The rare class counts in training, once, and answers find it without crying wolf.

    ## What it does
    Reads the last training of ``model`` (or of an estimator in the line's cell): rows and weights
    per class, rows validated on. Passes class weights, sample weights, resampled training rows, a
    focal loss, a loss of one's own, an output bias, or a moved threshold; ``treatment`` asks for
    ``weights`` or ``resampling``, or lets it be ``optional``. Fails no treatment, weights the wrong
    way round, keys of text (in Keras they change nothing), resampling and weights that together
    turn the balance over, validation rows (``truth`` too) that were resampled, and a
    ``validation_split`` that cut off one class. ``answers`` of this model may not be nearly all
    positive or all negative; on hidden rows they reach ``least_recall`` and ``least_precision``, if
    given; their recall is ``least_gain`` above that of ``start``, the untreated network of the same
    run, and their precision is ``least_lift`` times the share of the rare class. With ``targets``,
    the table that a sampler made is judged instead.

    ## Why it matters
    Where 5 % are positive, answering "no" to all is 95 % right, and finds nobody.

    ## Example
    ``class_weight={0: 5, 1: 1}``: the class that there is plenty of counts five times as much.

    ## Use instead
    ``class_weight={0: 0.6, 1: 3.1}``, ``n / (2 * count)`` each; or ``SMOTE().fit_resample`` of
    training rows only.
    """

    model: str = "model"
    treatment: Literal["any", "weights", "resampling", "optional"] = "any"
    targets: str = ""
    answers: str = "y_test_pred"
    truth: str = "y_val"
    least_recall: float = 0.0
    least_precision: float = 0.0
    start: str = ""
    least_gain: float = 0.0
    least_lift: float = 0.0

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the rows, then the weights, then the answers."""
        rare = rare_class(reference)
        if self.targets:
            return self._table(evidence, reference, item, rare)
        record, fit = self._fit(evidence, item)
        if fit is None:
            return roles.absent(evidence, item, name=self.model, kind="training")
        if rare is None:
            return passed("imbalance-unseen", review="imbalance-unseen")
        fault = self._rows(evidence, reference, record, fit, rare)
        if fault is not None:
            return fault
        rows, weights = balance(fit, reference.labels)
        if not rows:
            treated, facts = "unseen", _facts(rare)
        else:
            share, weight = share_of(rows, rare.code), share_of(weights, rare.code)
            facts = {**_facts(rare), "share": _percent(share), "weight": _percent(weight)}
            uneven = max(weight, share) > _UNEVEN * min(weight, share)
            grown = raised(share, rare, int(sum(rows.values()))) or bool(fit.samplers)
            if uneven and weight < share:
                return failed("imbalance-inverted", **facts)
            if uneven and grown and weight > _MOST:
                return failed("imbalance-twice", **facts)
            treated = "weights" if uneven else "resampling" if grown else ""
        treated = treated or self._otherwise(evidence, reference, record, fit)
        if not treated and self.treatment != "optional":
            return failed("imbalance-untreated", **facts)
        if self.treatment in {"weights", "resampling"} and treated not in {
            self.treatment,
            "unseen",
        }:
            return failed("imbalance-other-treatment", asked=self.treatment, treated=treated)
        review = "imbalance-unseen" if treated == "unseen" else None
        return self._answers(evidence, reference, record, rare) or passed(
            "imbalance", treated=treated or "nothing", review=review, **facts
        )

    def _fit(
        self, evidence: Evidence, item: RubricItem
    ) -> tuple[ModelRecord | None, FitRecord | None]:
        """The network and its last training, or the estimator's that is called ``model``."""
        value = evidence.value(self.model)
        others = [fit for fit in evidence.fits if fit.library in {"sklearn", "imblearn"}]
        if value is None or value.kind == "model" or not others:
            record = roles.find_model(evidence, self.model, item.cell)
            fits = roles.taught(evidence, record) if record is not None else ()
            if fits:
                return record, fits[-1]
        kind = value.type.rpartition(".")[2] if value is not None else ""
        number = value.estimator if value is not None else None
        chosen = [fit for fit in others if number is not None and fit.fitted == number]
        chosen = chosen or [fit for fit in others if fit.cell == item.cell and item.cell]
        chosen = chosen or [fit for fit in others if fit.estimator == kind]
        return None, max(chosen, key=lambda fit: fit.sequence, default=None)

    def _rows(
        self,
        evidence: Evidence,
        reference: Reference,
        record: ModelRecord | None,
        fit: FitRecord,
        rare: Rare,
    ) -> Verdict | None:
        """What is wrong with keys, or with the rows that are only looked at."""
        if fit.text_keys and fit.library == "keras":
            return failed("imbalance-text-keys", keys=", ".join(list(fit.class_weight or {})[:4]))
        held = by_code(fit.validation_rows, reference.labels)
        count = int(sum(held.values()))
        share = share_of(held, rare.code)
        if fit.validation_split and len(held) == 1 and count > 1:
            name = class_name(next(iter(held)), reference.labels)
            return failed("imbalance-one-class", name=name, rows=count)
        if held and raised(share, rare, count):
            return failed(
                "imbalance-validation-resampled", found=_percent(share), rows=count, **_facts(rare)
            )
        truth = counted(evidence.value(self.truth), reference.labels) if self.truth else {}
        count = int(sum(truth.values()))
        if raised(share_of(truth, rare.code), rare, count):
            found = _percent(share_of(truth, rare.code))
            return failed("imbalance-validation-resampled", found=found, rows=count, **_facts(rare))
        return _resampled_to_judge(evidence, record)

    def _otherwise(
        self,
        evidence: Evidence,
        reference: Reference,
        record: ModelRecord | None,
        fit: FitRecord,
    ) -> str:
        """A treatment that shows in neither rows nor weights; empty: none."""
        if record is None:  # an ensemble that balances inside
            return "estimator" if fit.library == "imblearn" else ""
        loss = roles.loss(evidence, record.model)
        if loss is not None and "focal" in loss.name:
            return "loss"
        if loss is not None and loss.name == "custom" and loss.equals is None:
            return "loss"
        spec = roles.specification(evidence, record.model)
        weighted = [layer for layer in spec.layers if layer.units] if spec is not None else []
        if weighted and weighted[-1].config.get("bias_initializer") == "Constant":
            return "bias"
        outputs = roles.test_outputs(evidence, record.model)
        given = raw(evidence.value(self.answers))
        if outputs is None or given is None:
            return ""
        return "threshold" if lowered(given, outputs, reference.labels) else ""

    def _answers(
        self, evidence: Evidence, reference: Reference, record: ModelRecord | None, rare: Rare
    ) -> Verdict | None:
        """What is wrong with the answers for the test rows, where they are this model's."""
        given = raw(evidence.value(self.answers)) if self.answers else None
        if given is None or not given.ndim or not _theirs(evidence, record, given, reference):
            return None
        found = codes(column(given), reference.labels)
        if found is None or found.ndim != 1 or not len(found):
            return None
        share = float(np.mean(found == rare.code))
        facts: Facts = {**_facts(rare), "answers": self.answers, "found": _percent(share)}
        if share == 0:
            return failed("imbalance-none-positive", rows=len(found), **facts)
        if share > _NEARLY_ALL:
            return failed("imbalance-all-positive", rows=len(found), **facts)
        targets = raw(reference.targets)
        truth = codes(targets, reference.labels) if targets is not None else None
        if truth is None or truth.shape != found.shape:
            return None
        pair = (truth == rare.code).astype(int), (found == rare.code).astype(int)
        recall, precision = (figures.figure(name, *pair) for name in ("recall", "precision"))
        before = self._before(evidence, reference, truth, rare)
        hidden = float(np.mean(truth == rare.code))
        facts |= {"_recall": recall, "_precision": precision, "_before": before, "_share": hidden}
        if recall < max(self.least_recall, before + self.least_gain if before is not None else 0):
            return failed("imbalance-recall", **facts)
        if precision < max(self.least_precision, self.least_lift * hidden):
            return failed("imbalance-precision", **facts)
        return None

    def _before(
        self, evidence: Evidence, reference: Reference, truth: NDArray[np.int64], rare: Rare
    ) -> float | None:
        """The recall of the untreated network on the hidden rows, with the usual threshold."""
        record = roles.find_model(evidence, self.start) if self.start else None
        outputs = roles.test_outputs(evidence, record.model) if record is not None else None
        if outputs is None or len(outputs) != len(truth) or len(reference.labels) > 2:
            return None
        found = positive(outputs) == bool(rare.code)
        return figures.figure("recall", (truth == rare.code).astype(int), found.astype(int))

    def _table(
        self, evidence: Evidence, reference: Reference, item: RubricItem, rare: Rare | None
    ) -> Verdict:
        """A resampled table: the rare class is no longer rare."""
        value = evidence.value(self.targets)
        counts = counted(value, reference.labels)
        if not counts:
            if value is None:
                return roles.absent(evidence, item, name=self.targets, kind="value")
            return failed("imbalance-table-unreadable", targets=self.targets)
        if rare is None:
            return passed("imbalance-unseen", review="imbalance-unseen")
        rows, share = int(sum(counts.values())), share_of(counts, rare.code)
        facts: Facts = {
            **_facts(rare),
            "targets": self.targets,
            "rows": rows,
            "found": _percent(share),
        }
        if not raised(share, rare, rows):
            return failed("imbalance-table-same", **facts)
        if share > _MOST:
            return failed("imbalance-table-over", **facts)
        return passed("imbalance-table", **facts)


def _resampled_to_judge(evidence: Evidence, record: ModelRecord | None) -> Verdict | None:
    """Rows that a sampler made, and that no training got, given to ``evaluate``."""
    made = {
        call.outputs[1].digest: call
        for call in evidence.calls
        if call.method == "fit_resample" and len(call.outputs) > 1 and call.outputs[1].digest
    }
    trained = {fit.y.shape[:1] for fit in evidence.fits if fit.y is not None}
    for call in evidence.calls:
        if call.method != "evaluate" or record is None or call.model != record.model:
            continue
        for info in call.inputs[1:]:
            if info.digest in made and info.shape[:1] not in trained:
                sampler = made[info.digest]
                return failed(
                    "imbalance-evaluated-resampled", sampler=sampler.actor, cell=call.cell
                )
    return None


def _theirs(
    evidence: Evidence,
    record: ModelRecord | None,
    given: NDArray[np.generic],
    reference: Reference,
) -> bool:
    """Whether the answers are this model's, as far as that can be seen."""
    for other in evidence.models:
        outputs = roles.test_outputs(evidence, other.model)
        if outputs is None or relation(given, outputs, reference.labels) == "none":
            continue
        return record is not None
    return record is None or roles.test_outputs(evidence, record.model) is None


def _facts(rare: Rare) -> Facts:
    return {"rare": rare.name, "percent": _percent(rare.share)}


def _percent(share: float) -> float:
    return round(100 * share, 1)
