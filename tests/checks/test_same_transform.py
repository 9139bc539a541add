"""Test rows that meet the network in other numbers than training rows are told, and why."""

import numpy as np
import pytest

from graders.checks.same_transform import SameTransform
from graders.model.experiment import Experiment, Transform
from graders.reports.messages import Messages

X = np.random.default_rng(5).normal(size=(40, 2))


def run(build, *transforms, values=None, **fields):
    settings = {"outcome": "done", "changed": {"test": 292}, "resolved": True} | fields
    found = Experiment(name="interference", transforms=tuple(transforms), **settings)
    return build.evidence(
        values=[build.value("y_test_pred", X[:, 0], cell="predict")] if values is None else values,
        models=[build.model(), build.model(1, ("other",))],
        fits=[build.fit(X, X[:, 0])],
        experiments=[found],
    )


def seen(**fields):
    return Transform(**({"model": 0, "cell": "predict", "kept": 4, "planted": 4} | fields))


def judge(build, evidence, **parameters):
    item = build.item("same-transform", cell="predict")
    return SameTransform(**parameters)(evidence, build.reference(), item)


def test_rows_that_come_as_training_rows_came(build):
    verdict = judge(build, run(build, seen(rows_expected=300, rows_seen=300)))
    assert (verdict.outcome, verdict.key, verdict.facts["rows"]) == ("passed", "same", 8)
    assert verdict.review is None


WRONG = {
    "scaled by each other": ({"kept_moved": 4, "planted_differ": 4}, "same-own-statistics"),
    "left raw": ({"planted_differ": 4, "raw": True, "columns": ("tax",)}, "same-raw"),
    "another scaler, fitted on training rows": ({"planted_differ": 4}, "same-otherwise"),
    "columns in another order": (
        {"planted_differ": 3, "columns": ("JobRole_Manager", "OverTime_Yes")},
        "same-otherwise",
    ),
    "resampled": ({"rows_expected": 300, "rows_seen": 512}, "same-rows"),
    "rows dropped": ({"rows_expected": 300, "rows_seen": 290}, "same-rows"),
}


@pytest.mark.parametrize(("fields", "key"), WRONG.values(), ids=WRONG)
def test_rows_that_come_otherwise(build, fields, key):
    verdict = judge(build, run(build, seen(**fields)))
    assert (verdict.outcome, verdict.key) == ("failed", key)
    for lang in ("en", "ko"):
        said = Messages(lang).say(verdict.key, verdict.facts)
        assert "`predict`" in said or "`model`" in said
        assert all(column in said for column in fields.get("columns", ()))


def test_a_few_rows_treated_to_more_are_no_other_transform(build):
    """Training rows beyond a limit were clipped: one of the four planted ones shows it."""
    assert judge(build, run(build, seen(planted_differ=1))).outcome == "passed"
    assert judge(build, run(build, seen(planted_differ=2))).outcome == "passed"


def test_the_network_that_the_text_is_about_decides(build):
    first, other = seen(model=0), seen(model=1, kept_moved=4)
    assert judge(build, run(build, first, other)).outcome == "passed"
    assert judge(build, run(build, other, first), model="other").outcome == "failed"
    only = judge(build, run(build, seen(model=1, kept_moved=4)))
    assert only.outcome == "failed"


@pytest.mark.parametrize(
    ("fields", "key", "review"),
    [
        ({"outcome": "timeout"}, "experiment-timeout", True),
        ({"outcome": "skipped"}, "experiment-skipped", False),
        ({"outcome": "unresolved", "reason": "run-disturbed"}, "experiment-run-disturbed", True),
    ],
)
def test_no_answer_costs_nothing(build, fields, key, review):
    verdict = judge(build, run(build, seen(kept_moved=4), **fields))
    assert (verdict.outcome, verdict.key) == ("passed", key)
    assert verdict.review == (key if review else None)


def test_rows_that_were_not_followed_are_looked_at(build):
    for transforms in ([], [seen(kept=0, planted=0)]):
        verdict = judge(build, run(build, *transforms))
        assert (verdict.outcome, verdict.review) == ("passed", "same-not-seen")


def test_without_answers_there_is_nothing_to_ask(build):
    check, item = SameTransform(), build.item("same-transform")
    nothing = run(build, values=[])
    assert judge(build, nothing).key == "absent-value"
    assert check.asks(nothing, build.reference(), item) == frozenset()
    assert check.asks(run(build), build.reference(), item) == {"interference"}
