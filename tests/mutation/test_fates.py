"""What became of mutants, counted."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.model.evidence import CellRun, Evidence, Remark, RunStatus
from graders.model.grade import Grade, Line, Verdict
from graders.mutation.equivalents import Equivalent
from graders.mutation.fates import Fate, Report, broken, fate, scores
from graders.mutation.mutants import Mutant
from graders.mutation.told import finding, line, operator_table
from graders.reports.messages import Messages

MUTANT = Mutant(
    origin="reference", operator="loss-changed", what="'mse' becomes 'hinge'",
    cells={"a": "b = 1"}, before={"a": "b = 0"}, whole={"a": "b = 1"},
)  # fmt: skip
KNOWN = {MUTANT.key: Equivalent(mutant=MUTANT.key, why="it is the same")}


def evidence(outcome="ok"):
    cell = CellRun(cell="a", index=0, outcome=outcome)
    return Evidence(status=RunStatus(outcome="finished"), cells=(cell,))


def grade(*outcomes, state="graded", review=()):
    lines = tuple(
        Line(
            item=f"line-{at}",
            check="check",
            verdict=Verdict(outcome=outcome, key=f"key-{at}", credit=Decimal(outcome == "passed")),
            points=Decimal(outcome == "passed"),
            possible=Decimal(1),
        )
        for at, outcome in enumerate(outcomes)
    )
    return Grade(
        student="", assignment="a", state=state, lines=lines, review=review,
        score=sum((one.points for one in lines), Decimal(0)), possible=Decimal(len(lines)),
        problem=Remark(key="our-fault") if state == "broken" else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "known", "kind"),
    [
        (grade("passed", "failed"), {}, "killed"),
        (grade("passed", "blocked"), {}, "killed"),
        (grade("passed", "passed"), {}, "survived"),
        (grade("passed", "passed"), KNOWN, "equivalent"),
        (grade("passed", "failed"), KNOWN, "punished"),
        (grade("passed", state="needs-review", review=("line-0",)), {}, "review"),
        (grade(state="broken"), {}, "broken"),
        (grade(state="broken"), KNOWN, "broken"),
    ],
)
def test_a_grade_says_what_became_of_it(found, known, kind):
    assert fate(MUTANT, found, evidence(), known).kind == kind


def test_lines_that_others_block_caught_nothing():
    found = fate(MUTANT, grade("failed", "blocked", "passed"), evidence("error"), {})
    assert found.caught == {"line-0": "key-0"}
    assert found.crashed


def test_a_fault_of_ours_is_no_catch():
    found = broken(MUTANT, "the box was lost")
    counted = scores([found], ["line-0"])
    assert (counted.total.tried, counted.total.killed, counted.total.broken) == (1, 0, 1)
    assert counted.total.score is None


FATES = st.lists(
    st.builds(
        Fate,
        mutant=st.just("m"),
        operator=st.sampled_from(["a", "b"]),
        what=st.just("w"),
        kind=st.sampled_from(["killed", "survived", "equivalent", "review", "punished", "broken"]),
        caught=st.dictionaries(st.sampled_from(["x", "y"]), st.just("k"), max_size=2),
        crashed=st.booleans(),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(FATES)
def test_counts_add_up(fates):
    found = scores(fates, ["x", "y"])
    total = found.total
    kinds = (total.killed, total.survived, total.equivalent, total.review, total.punished)
    assert sum(kinds) + total.broken == total.tried == len(fates)
    for name in ("tried", "killed", "crashed", "survived"):
        assert getattr(total, name) == sum(getattr(one, name) for one in found.operators.values())
    assert all(one.alone <= one.caught <= total.killed for one in found.checks.values())
    assert total.score is None or 0 <= total.score <= 1


@settings(deadline=None)
@given(FATES)
def test_findings_are_what_is_neither_killed_nor_known(fates):
    report = Report(slug="s", fates=tuple(fates), scores=scores(fates, []))
    kinds = {one.kind for one in report.findings}
    assert not kinds & {"killed", "equivalent"}
    assert len(report.findings) == sum(
        one.kind not in {"killed", "equivalent"} for one in fates
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("kind", ["survived", "review", "punished", "broken"])
def test_findings_have_words(lang, kind):
    say = Messages(lang).say
    found = Fate(
        mutant="m", operator="o", what="w", kind=kind, caught={"x": "k"}, note="because"
    )  # fmt: skip
    assert "m" in finding("slug", found, say)
    assert line(found, say).endswith("m: w [x]")
    assert operator_table(scores([found], []), say).row_count == 2
