"""Columns by name: a row's own name and kinds are no amounts."""

import numpy as np
import pytest

from graders.checks.feature_columns import FeatureColumns

CHECK = FeatureColumns(name="x", without=("Badge",), kinds=("Role", "Grade", "Team", "Site", "Hue"))


def judge(build, columns, cell="encode"):
    table = np.zeros((5, len(columns) if columns else 3))
    found = build.evidence(values=[build.value("x", table, cell=cell, columns=columns)])
    return CHECK(found, build.reference(), build.item(cell="encode"))


@pytest.mark.parametrize("cell", ["encode", "scale"])
@pytest.mark.parametrize(
    ("columns", "key"),
    [
        (("Age", "Role_b", "Grade_2"), "columns"),
        (None, "columns"),
        (("Age", "Badge", "Role"), "columns-names-a-row"),
        (("Age", "Role_b", "Grade"), "columns-names-a-kind"),
    ],
)
def test_names(build, columns, key, cell):
    verdict = judge(build, columns, cell)
    assert verdict.key == key
    assert verdict.outcome == ("passed" if key == "columns" else "failed")


def test_many_are_shortened_and_none_is_told(build):
    shown = judge(build, ("Role", "Grade", "Team", "Site", "Hue")).facts["columns"]
    assert shown == "Role, Grade, Team, Site, …"
    missing = CHECK(build.evidence(), build.reference(), build.item(cell="encode"))
    assert missing.key == "absent-value"
