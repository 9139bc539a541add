"""Whether a table of features has the columns that it should have."""

from __future__ import annotations

from graders.checks import roles
from graders.checks.base import Check, failed, passed
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference

_SHOWN = 4


class FeatureColumns(Check, frozen=True, kw_only=True):
    """Features hold no number that names a row, and no number that names a kind.

    ## What it does
    Reads the column names of the table ``name`` as the line's cell left it. Columns of
    ``without`` may not be among them, and those of ``kinds`` not under their own name: a kind
    becomes a column for each of its levels, by ``get_dummies``, an encoder or by hand. What the
    new columns are called, and how many there are, does not matter. An array has no column
    names, and is not asked.

    ## Why it matters
    Badge 1,900 is not twice badge 950, and the job with code 4 is not the mean of 3 and 5. A
    network takes them for amounts, and learns from numbers that mean nothing.

    ## Example
    ``pd.get_dummies(data)``: it leaves the columns alone whose kinds are written as digits.

    ## Use instead
    ``pd.get_dummies(data.drop(columns="EmployeeNumber"), columns=categories, drop_first=True)``
    """

    name: str = "x_train"
    without: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the names."""
        del reference
        states = [value for value in evidence.values if value.name == self.name]
        value = next((one for one in states if one.cell == item.cell), None)
        value = value or next((one for one in states if one.kind != "missing"), None)
        if value is None or value.kind == "missing":
            return roles.absent(evidence, item, name=self.name, kind="value")
        columns = set(value.columns or ())
        kept = [name for name in self.without if name in columns]
        if kept:
            return failed("columns-names-a-row", name=self.name, columns=_shown(kept))
        whole = [name for name in self.kinds if name in columns]
        if whole:
            return failed("columns-names-a-kind", name=self.name, columns=_shown(whole))
        return passed("columns", name=self.name, count=len(columns))


def _shown(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
