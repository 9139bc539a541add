"""Whether a resampled table was made of the right rows, in the right way."""

from __future__ import annotations

from typing import Literal

import numpy as np

from graders.checks import roles
from graders.checks.arrays import codes, column, numbers, raw, too_large
from graders.checks.base import Check, Facts, broken, failed, passed
from graders.checks.matched_rows import Codes, Matched, between, match
from graders.checks.rare import Rare, counted, raised, rare_class, share_of
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Array, Value

_MOST = 0.6
"""Beyond this share the class that was rare is the common one."""
_NEARLY_ALL = 0.9


class Resampled(Check, frozen=True, kw_only=True):
    """A resampled table holds training rows only, in new numbers, each with its own label.

    ## What it does
    Looks at the rows ``features`` and their labels ``targets``, and finds each row among the
    training rows (``train``, ``train_targets``) by its values, or by the row of the file behind
    it. ``under``: every rare row is kept, and fewer of the others. ``over``: every row is kept, and
    rare ones are there more than once. ``synthetic``: every row is kept, and there are new rare
    ones, each on a line between two rare training rows, or made by a sampler of imbalanced-learn.
    Fails rows that were put aside (``held_out``), labels that are another row's, a table that is
    not balanced, or the other way round, and an array of ``untouched`` that the cell changed.
    Which sampler, by hand or not, in which order and to which share does not matter.

    ## Why it matters
    Copies and made-up rows are for learning. Among rows that are scored on they are a fiction,
    and a copy of a row that is scored on gives the answer away.

    ## Example
    ``x_over, y_over = RandomOverSampler().fit_resample(x, y)``: all rows, before the split.

    ## Use instead
    ``x_over, y_over = RandomOverSampler().fit_resample(x_train, y_train)``
    """

    features: str
    targets: str
    kind: Literal["under", "over", "synthetic"]
    train: str = "x_train"
    train_targets: str = "y_train"
    held_out: tuple[str, ...] = ("x_val", "x_test")
    untouched: tuple[str, ...] = ("y_train", "y_val")

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the table's form, then its classes, then each row."""
        pair: list[Value] = []
        for name in (self.features, self.targets):
            value = evidence.value(name, item.cell) or evidence.value(name)
            if value is None:
                return roles.absent(evidence, item, name=name, kind="value")
            if too_large(value):
                return broken("array-not-kept", name=name)
            pair.append(value)
        x, y = pair
        rare = rare_class(reference)
        found = self._form(x, y, reference) or self._changed(evidence, item)
        if found is not None:
            return found
        if rare is None:
            return passed("resampled-unseen", review="resampled-unseen")
        counts = counted(y, reference.labels)
        rows, share = int(sum(counts.values())), share_of(counts, rare.code)
        facts: Facts = {
            "features": self.features, "targets": self.targets, "train": self.train,
            "rare": rare.name, "rows": rows, "few": int(counts.get(rare.code, 0)),
            "percent": round(100 * share, 1), "kind": self.kind,
        }  # fmt: skip
        if not raised(share, rare, rows):
            return failed("resampled-same", **facts)
        if share > _MOST:
            return failed("resampled-turned", **facts)
        names = self.train, self.train_targets
        matched = match(evidence, reference, x, names, self.held_out)
        if matched is None:
            return passed("resampled-unseen", review="resampled-unseen")
        labels = codes(column(_raw(y)), reference.labels)
        if labels is None or not len(matched.classes.get(rare.code, ())):
            return passed("resampled-unseen", review="resampled-unseen")
        return self._rows(evidence, x, labels, matched, rare, facts) or passed("resampled", **facts)

    def _form(self, x: Value, y: Value, reference: Reference) -> Verdict | None:
        """Rows of numbers, and one label for each."""
        table, labels = numbers(x), raw(y)
        names: Facts = {"features": self.features, "targets": self.targets}
        if table is not None and labels is not None and table.ndim == 1 and labels.ndim == 2:
            return failed("resampled-exchanged", **names)
        if table is None or table.ndim != 2 or not table.size:
            return failed("resampled-no-table", **names)
        if not counted(y, reference.labels) or codes(column(_raw(y)), reference.labels) is None:
            return failed("resampled-no-labels", **names)
        count = len(column(_raw(y)))
        if count != len(table):
            return failed("resampled-lengths", rows=len(table), labels=count, **names)
        return None

    def _changed(self, evidence: Evidence, item: RubricItem) -> Verdict | None:
        """An array that the cell should have left alone."""
        for name in self.untouched:
            states = [value.array for value in evidence.values if value.name == name]
            cells = [value.cell for value in evidence.values if value.name == name]
            place = cells.index(item.cell) if item.cell in cells else 0
            before, after = (states[place - 1], states[place]) if place else (None, None)
            if before is not None and after is not None and _rows(before) != _rows(after):
                return failed(
                    "resampled-part-changed", name=name, before=_rows(before), after=_rows(after)
                )
        return None

    def _rows(  # noqa: PLR0917 - a table, its labels, and what is known of both
        self, evidence: Evidence, x: Value, labels: Codes, matched: Matched, rare: Rare,
        facts: Facts,
    ) -> Verdict | None:  # fmt: skip
        """What is wrong with the rows, if anything."""
        held = int(matched.held_out.sum())
        if held:
            return failed("resampled-held-out", held=held, **facts)
        new = matched.new
        strangers = int(new.sum())
        if strangers > _NEARLY_ALL * len(labels):
            return failed("resampled-strangers", **facts)
        known = matched.labels >= 0
        wrong = int(np.sum(known & (matched.labels != labels)))
        if wrong:
            return failed("resampled-labels", wrong=wrong, **facts)
        kept = {
            code: int(np.isin(rows, matched.rows).sum()) for code, rows in matched.classes.items()
        }
        lost = {code: len(rows) - kept[code] for code, rows in matched.classes.items()}
        if self.kind != "synthetic" and strangers:
            return failed("resampled-made-up", new=strangers, **facts)
        if lost[rare.code] > (1 - _NEARLY_ALL) * len(matched.classes[rare.code]):
            return failed("resampled-few-lost", lost=lost[rare.code], **facts)
        others_lost = sum(count for code, count in lost.items() if code != rare.code)
        others = sum(len(rows) for code, rows in matched.classes.items() if code != rare.code)
        if self.kind == "under":
            return None if others_lost else failed("resampled-none-left-out", **facts)
        if others_lost > (1 - _NEARLY_ALL) * others:
            return failed("resampled-many-lost", lost=others_lost, **facts)
        if self.kind == "synthetic":
            return self._synthetic(evidence, x, labels, matched, rare, facts)
        return None

    def _synthetic(  # noqa: PLR0917 - as above
        self, evidence: Evidence, x: Value, labels: Codes, matched: Matched, rare: Rare,
        facts: Facts,
    ) -> Verdict | None:  # fmt: skip
        """New rows: there are some, of the rare class, and they lie between rare ones."""
        new = matched.new
        if not new.any():
            return failed("resampled-copies", **facts)
        if np.any(labels[new] != rare.code):
            other = int(np.sum(labels[new] != rare.code))
            return failed("resampled-other-class", other=other, **facts)
        table, part = numbers(x), matched.table
        if _sampled(evidence, x.array) or part is None or table is None or matched.targets is None:
            return None
        points, made = part[matched.targets == rare.code], table[new]
        # Dummies may have been rounded back to 0 and 1 afterwards.
        several = np.array([len(np.unique(one)) > 2 for one in points.T])
        share = between(points, made)
        if share < _NEARLY_ALL and several.any():
            share = between(points[:, several], made[:, several])
        if share < _NEARLY_ALL:
            return failed("resampled-not-between", new=int(new.sum()), **facts)
        return None


def _sampled(evidence: Evidence, array: Array | None) -> bool:
    """Whether a sampler of imbalanced-learn put out this very table."""
    return array is not None and any(
        call.method == "fit_resample" and any(out.digest == array.digest for out in call.outputs)
        for call in evidence.calls
    )


def _raw(value: Value) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    found = raw(value)
    return np.zeros(0) if found is None else found


def _rows(array: Array) -> int:
    return array.shape[0] if array.shape else 0
