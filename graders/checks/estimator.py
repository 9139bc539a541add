"""Whether an estimator of scikit-learn is the one asked for, set and fitted as asked."""

from __future__ import annotations

import math

from graders.checks import classes_seen, columns, fitted, roles
from graders.checks.base import Check, Facts, blocked, failed, passed, remark
from graders.checks.crashes import cause
from graders.model.assignment import RubricItem
from graders.model.evidence import EstimatorRecord, Evidence, Remark
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Scalar


class Estimator(Check, frozen=True, kw_only=True):
    """An estimator is of the kind asked for, has the settings asked for, and was fitted.

    ## What it does
    Looks at the estimator ``name``. Its class must be one of ``kinds``, of which the first is the
    one that the text names ("SVC", or only with a setting: "SGDClassifier:loss=log_loss"), of
    scikit-learn or imbalanced-learn; a subclass counts as what it inherits from. A pipeline counts
    as its last step, a search as its winner (or what it searches), a wrapper such as
    ``OneVsRestClassifier`` as what it wraps. ``settings`` are those asked for ("kernel=linear",
    with "|" between ones that are equally right). It must have been fitted; where ``rows`` are
    named, on none of the rows of ``held_out``, and on every class that is common in the file;
    where ``targets`` names the labels of ``rows``, of two classes, each row with its own. With
    ``scaled``, columns may not reach it as they stand in the file, unless a step of its own scales
    them. Solver, regularisation and everything else is free.

    ## Why it matters
    A baseline is worth something when it saw what the other models see.

    ## Example
    ``logistic_model = LogisticRegression()`` and no ``fit``; or ``fit(x, y)`` with every row.

    ## Use instead
    ``logistic_model = LogisticRegression(max_iter=200).fit(x_train, y_train)``
    """

    name: str
    kinds: tuple[str, ...]
    settings: tuple[str, ...] = ()
    rows: str = ""
    held_out: str = "x_val"
    targets: str = ""
    scaled: bool = False

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge class, settings, fitting and rows, in this order."""
        record = fitted.find(evidence, self.name)
        if record is None:
            return self._missing(evidence, item)
        prefix = fitted.part(record, self.kinds)
        wanted = self.kinds[0].partition(":")[0] if self.kinds else ""  # the one the text names
        known: Facts = {"name": self.name, "kind": fitted.shown_kind(record)}
        if prefix is None:
            library = record.package in fitted.LIBRARIES
            key = "estimator-other" if library else "estimator-own"
            return failed(key, wanted=wanted, **known)
        wrong = self._setting(record, prefix)
        if wrong is not None:
            setting, found, right = wrong
            key = "estimator-setting" if found else "estimator-no-setting"
            return failed(key, setting=setting, found=found, wanted=right, **known)
        uses = fitted.fits(evidence, record)
        if not uses:
            if record.fitted:
                return passed("estimator", remarks=(remark("estimator-unseen"),), **known)
            stopped = cause(evidence, item.cell, self.name, anywhere=True)
            if stopped is not None:
                return blocked(stopped.key, **stopped.facts)
            return failed("estimator-not-fitted", **known)
        return self._use(evidence, reference, record, uses[-1], known)

    def _use(
        self,
        evidence: Evidence,
        reference: Reference,
        record: EstimatorRecord,
        use: fitted.Use,
        known: Facts,
    ) -> Verdict:
        """Which rows it was fitted on, and in which form."""
        notes: tuple[Remark, ...] = ()
        count = use.x.shape[0] if use.x is not None and use.x.shape else 0
        facts: Facts = {"rows": count, **known}
        if self.rows:
            train, held = (fitted.rows_of(evidence, one) for one in (self.rows, self.held_out))
            aside = fitted.put_aside(evidence, use, self.rows, self.held_out)
            if aside:
                return failed("estimator-held-out", aside=aside, held_out=self.held_out, **facts)
            if train and held and count == held and count != train:
                return failed("estimator-other-rows", expected=train, train=self.rows, **facts)
            if fitted.labels_moved(evidence, reference, record, use, self.rows, self.targets):
                return failed(
                    "estimator-other-labels", labels=self.targets, train=self.rows, **facts
                )
            missing = classes_seen.left_out(use.y, reference) if use.y is not None else None
            if missing is not None:
                return failed(
                    "estimator-class-missing", seen=missing[0], classes=missing[1], **facts
                )
            if 0 < count < train:
                notes = (remark("estimator-fewer-rows", rows=count, of=train),)
        if self.scaled and use.x is not None and not fitted.scales(record):
            x = use.x
            far = columns.far(x) or columns.untouched(x, reference.features)
            if columns.complete(x) and far:
                place = max(far, key=lambda one: abs(x.mean[one]) + x.std[one])
                return failed(
                    "estimator-raw", column=columns.shown(x, place, reference.features),
                    minimum=x.minimum[place], maximum=x.maximum[place], **facts,
                )  # fmt: skip
        return passed("estimator", remarks=notes, **facts)

    def _setting(self, record: EstimatorRecord, prefix: str) -> tuple[str, str, str] | None:
        """(setting, as found, as asked for) of the first one that is otherwise."""
        for setting in self.settings:
            name, _, right = setting.partition("=")
            if prefix + name not in record.parameters:
                if record.parameters:
                    return name, "", right.replace("|", " / ")
                continue
            found = record.parameters[prefix + name]
            if not any(_same(found, one) for one in right.split("|")):
                return name, str(found), right.replace("|", " / ")
        return None

    def _missing(self, evidence: Evidence, item: RubricItem) -> Verdict:
        """There is no estimator of this name: nothing, or something else."""
        value = evidence.value(self.name)
        if value is None or value.found == "observed":
            return roles.absent(evidence, item, name=self.name, kind="value")
        known: Facts = {"name": self.name, "type": value.type}
        if value.kind == "model":
            return failed("estimator-network", **known)
        if value.kind in {"function", "other"} and value.type in {"type", "abc.ABCMeta"}:
            return failed("estimator-class", **known)
        return failed("estimator-not-one", **known)


def _same(found: Scalar, right: str) -> bool:
    """Whether a setting is what was asked for: a word, or a number however it is written."""
    if str(found).casefold() == right.casefold():
        return True
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    try:
        return math.isclose(float(found), float(right), rel_tol=1e-9, abs_tol=1e-12)
    except (ValueError, OverflowError):
        return False
