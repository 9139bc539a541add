"""The algebra of grades: exact, bounded, monotone, and in any order the same."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders import grading
from graders.checks.base import Check, credit_of, failed, partial, passed, remark
from graders.errors import RubricError
from graders.model.assignment import Assignment, RubricItem, Targets, TaskCell
from graders.model.evidence import CellRun, Environment, Evidence, Measurement, RunStatus
from graders.model.grade import Digests, Verdict
from graders.model.reference import Reference


class Share(Check, frozen=True, kw_only=True):
    """Answers with a share of credit."""

    share: float = 1.0

    def __call__(self, evidence, reference, item):  # noqa: ARG002
        if self.share >= 1:
            return passed("runs-clean", cells=1)
        return partial("metric-part", self.share) if self.share > 0 else failed("no-cells")


class Raises(Check, frozen=True, kw_only=True):
    """Raises."""

    def __call__(self, evidence, reference, item):  # noqa: ARG002
        raise ZeroDivisionError("our own bug")


class Nonsense(Check, frozen=True, kw_only=True):
    """Claims to have failed with credit."""

    def __call__(self, evidence, reference, item):  # noqa: ARG002
        return Verdict(outcome="failed", key="no-cells", credit=Decimal(2))


class Hidden(Share, frozen=True, kw_only=True):
    """Needs hidden targets."""

    hidden = True


TYPES = {"share": Share, "raises": Raises, "nonsense": Nonsense, "hidden": Hidden}
DONE = Evidence(status=RunStatus(outcome="finished"))


def line(name, share=1.0, points="1", *, check="share", requires=(), follows=(), **fields):
    parameters = {"share": share} if check in {"share", "hidden"} else {}
    return RubricItem(
        id=name, check=check, points=Decimal(points), requires=tuple(requires),
        follows=tuple(follows), parameters=parameters, **fields,
    )  # fmt: skip


def assignment(*lines):
    return Assignment(
        slug="a", title="A", dataset="d", targets=Targets(column="y", task="none"),
        cells=(TaskCell(id="fit"),), checks=tuple(lines),
    )  # fmt: skip


def grade(*lines, evidence=DONE, reference=None):
    return grading.grade(
        "kim", assignment(*lines), evidence, reference or Reference(), Digests(), TYPES
    )


SHARES = st.floats(0, 1)
POINTS = st.decimals("0", "100", places=2)


@st.composite
def rubrics(draw):
    count = draw(st.integers(1, 6))
    return [
        line(
            f"l{number}", draw(SHARES), str(draw(POINTS)),
            requires=draw(st.lists(st.sampled_from([f"l{n}" for n in range(number)]), max_size=2,
                                   unique=True)) if number else (),
            follows=draw(st.lists(st.sampled_from([f"l{n}" for n in range(number)]), max_size=2,
                                  unique=True)) if number else (),
        )
        for number in range(count)
    ]  # fmt: skip


@given(rubrics())
def test_bounded_exact_and_reproducible(lines):
    found = grade(*lines)
    assert Decimal(0) <= found.score <= found.possible == sum(one.points for one in lines)
    assert found.score == sum(one.points for one in found.lines)
    assert found.score == found.score.quantize(Decimal("0.01"))
    assert msgspec.json.encode(grade(*lines)) == msgspec.json.encode(found)
    assert found.state == "graded"


@given(rubrics(), st.randoms(use_true_random=False))
def test_order_does_not_matter(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)
    one, other = grade(*lines), grade(*shuffled)
    assert one.score == other.score
    assert {found.item: found.points for found in one.lines} == {
        found.item: found.points for found in other.lines
    }
    assert [found.item for found in other.lines] == [found.id for found in shuffled]


@given(rubrics(), st.integers(0, 5), SHARES)
def test_more_credit_never_costs_points(lines, place, share):
    place %= len(lines)
    old = lines[place]
    better = max(share, old.parameters["share"])
    raised = list(lines)
    raised[place] = msgspec.structs.replace(old, parameters={"share": better})
    assert grade(*raised).score >= grade(*lines).score


@given(SHARES, SHARES)
def test_credit_is_monotone_and_has_four_places(one, other):
    low, high = sorted((one, other))
    assert credit_of(low) <= credit_of(high)
    assert credit_of(low) == credit_of(low).quantize(Decimal("0.0001"))


def test_rounding_half_up():
    assert credit_of(0.00005) == Decimal("0.0001")
    assert credit_of(float("nan")) == 0
    assert grading.points_of(line("a", points="0.5"), Decimal("0.25")) == Decimal("0.13")
    assert grade(line("a", 0.3333, "3")).score == Decimal("1.00")
    assert grade(*(line(f"l{n}", points="0.1") for n in range(10))).score == 1


def test_one_root_cause_costs_once():
    found = grade(
        line("root", 0.0, title="The root", title_ko="뿌리"),
        line("middle", requires=["root"]),
        line("leaf", requires=["middle"]),
        line("other"),
    )
    outcomes = {one.item: one.verdict.outcome for one in found.lines}
    assert outcomes == {"root": "failed", "middle": "blocked", "leaf": "blocked", "other": "passed"}
    leaf = found.lines[2].verdict
    assert (leaf.key, leaf.facts["item"], leaf.facts["title_ko"]) == ("blocked-by", "root", "뿌리")
    partly = grade(line("root", 0.5), line("leaf", requires=["root"]))
    assert partly.lines[1].verdict.outcome == "blocked"


def test_a_line_that_follows_keeps_what_it_earns_and_names_the_root_where_it_fails():
    def outcomes(root, share):
        found = grade(
            line("root", root),
            line("leaf", share, follows=["root"]),
            line("last", requires=["leaf"]),
        )
        return [one.verdict.outcome for one in found.lines], found.lines[-1].verdict

    assert outcomes(1.0, 0.0)[0] == ["passed", "failed", "blocked"]
    assert outcomes(0.0, 1.0)[0] == ["failed", "passed", "passed"]
    assert outcomes(0.0, 0.5)[0] == ["failed", "partial", "blocked"]
    blocked, last = outcomes(0.0, 0.0)
    assert blocked == ["failed", "blocked", "blocked"]
    assert last.facts["item"] == "root"


def test_our_fault_blocks_nobody_and_is_looked_at():
    found = grade(line("ours", check="raises"), line("leaf", requires=["ours"]))
    ours = found.lines[0].verdict
    assert (ours.outcome, ours.key, ours.facts["type"]) == (
        "broken", "check-raised", "ZeroDivisionError",
    )  # fmt: skip
    assert found.lines[1].verdict.outcome == "passed"
    assert (found.state, found.review) == ("needs-review", ("check-raised",))
    assert grade(line("n", check="nonsense")).lines[0].verdict.outcome == "broken"


def test_the_public_part_is_judged_alone():
    lines = [line("open"), line("closed", public=False), line("hidden", check="hidden"),
             line("leaf", requires=["closed", "hidden"])]  # fmt: skip
    found = grade(*lines, reference=Reference(public=True))
    assert [one.item for one in found.lines] == ["open", "leaf"]
    assert (found.score, found.possible) == (2, 2)
    assert grade(*lines).possible == 4
    unknown = line("closed", check="hidden-in-release", public=False)
    assert grade(line("open"), unknown, reference=Reference(public=True)).score == 1


def test_rubrics_that_cannot_be_used():
    circle = [line("a", requires=["b"]), line("b", requires=["a"])]
    with pytest.raises(RubricError, match="circle"):
        grade(*circle)
    with pytest.raises(RubricError, match="no rubric line 'z'"):
        grade(line("a", requires=["z"]))
    with pytest.raises(RubricError, match=r"a\.follows: no rubric line 'z'"):
        grade(line("a", follows=["z"]))
    with pytest.raises(RubricError, match="circle"):
        grade(line("a", requires=["b"]), line("b", follows=["a"]))
    with pytest.raises(RubricError, match="same id"):
        grade(line("a"), line("a"))
    with pytest.raises(RubricError, match="no check"):
        grade(line("a", check="nothing"))


def test_how_the_run_ended():
    lost = Evidence(status=RunStatus(outcome="lost", detail="the box went away"))
    found = grade(line("a"), evidence=lost)
    assert (found.state, found.lines, found.problem.key) == ("broken", (), "run-lost")
    out = Evidence(
        status=RunStatus(outcome="timeout", cell="fit", limit="notebook_seconds", cpu_seconds=180.2)
    )
    found = grade(line("a"), evidence=out)
    assert (found.state, found.score, found.problem.key) == ("graded", 1, "run-timeout")
    wall = Evidence(status=RunStatus(outcome="timeout", cell="fit", limit="wall"))
    assert grade(line("a"), evidence=wall).review == ("run-wall-limit",)
    cell = msgspec.structs.replace(
        DONE, cells=(CellRun(cell="a", index=0, outcome="timeout", limit="cell wall"),)
    )
    assert grade(line("a"), evidence=cell).state == "needs-review"
    unmeasured = msgspec.structs.replace(
        DONE, measurements=(Measurement(model=0, status="failed"),)
    )
    assert grade(line("a"), evidence=unmeasured).review == ("answers-not-measured",)


def test_remarks_once_and_the_unsafe_mark():
    repaired = msgspec.structs.replace(
        DONE, repairs=(remark("x"),), environment=Environment(unsafe=True)
    )
    found = grading.grade(
        "kim", assignment(line("a")), repaired, Reference(), Digests(), TYPES, (remark("x"),)
    )
    assert (found.remarks, found.unsafe) == ((remark("x"),), True)


def test_unreadable_and_broken_state_no_points():
    whole = assignment(line("a", points="2"), line("b", points="0"))
    found = grading.unreadable("kim", whole, remark("submission-empty"))
    assert (found.state, found.score, found.possible) == ("unreadable", 0, 2)
    assert [one.item for one in found.lines] == ["a"]
    ours = grading.broken("kim", whole, remark("run-lost", detail="x"))
    assert (ours.state, ours.lines, ours.review) == ("broken", (), ("run-lost",))


def test_a_check_sees_who_handed_in():
    seen = []

    class Asks(Check, frozen=True, kw_only=True):
        def __call__(self, evidence, reference, item):  # noqa: ARG002
            seen.append(reference.student)
            return passed("own")

    rubric = assignment(line("a", check="asks"))
    grading.grade("kim", rubric, DONE, Reference(), Digests(), {"asks": Asks})
    assert seen == ["kim"]
