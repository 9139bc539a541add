"""What people change in formgrader comes back once, and withdrawals too."""

from datetime import UTC, datetime
from decimal import Decimal

from nbgrader.api import Gradebook

from graders.gradebook.adjustments import read_adjustments
from graders.gradebook.projection import Result, project

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def change(course, item, **columns):
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade(item, "scaling", "scaling", "alice")
        for name, value in columns.items():
            setattr(grade, name, value)
        gradebook.db.commit()


def test_without_a_gradebook_nobody_changed_anything(loaded):
    assert read_adjustments(loaded, {}) == {}
    assert not (loaded.course.root / "gradebook.db").exists()


def test_scores_credit_and_comments_come_back_once(course, loaded, graded, messages):
    project(loaded, [Result(graded("alice")), Result(graded("bob"))], messages)
    item, task = loaded.assignment.checks[0].id, loaded.assignment.cells[0].id
    assert read_adjustments(loaded, {}) == {}
    change(course, item, manual_score=0.1, extra_credit=0.5)
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        gradebook.find_comment(task, "scaling", "scaling", "bob").manual_comment = "See me"
        gradebook.db.commit()
    found = read_adjustments(loaded, {}, NOW)
    assert [(one.kind, one.item, one.points, one.why) for one in found["alice"]] == [
        ("override", item, Decimal("0.1"), ""),
        ("penalty", item, Decimal("0.5"), "extra credit"),
    ]
    assert [(one.kind, one.item, one.why) for one in found["bob"]] == [("comment", task, "See me")]
    assert found["alice"][0].at == "2026-03-01T00:00:00+00:00"
    assert read_adjustments(loaded, found, NOW) == {}


def test_a_change_of_mind_is_appended(course, loaded, graded, messages):
    project(loaded, [Result(graded("alice"))], messages)
    item = loaded.assignment.checks[0].id
    change(course, item, manual_score=1.0, extra_credit=2.0)
    first = read_adjustments(loaded, {})
    change(course, item, manual_score=None, extra_credit=0.5)
    second = read_adjustments(loaded, first)
    assert [(one.kind, one.points) for one in second["alice"]] == [
        ("override", None),
        ("penalty", Decimal("-1.5")),
    ]
    both = {"alice": first["alice"] + second["alice"]}
    assert read_adjustments(loaded, both) == {}


def test_what_came_back_changes_nothing_in_the_next_projection(course, loaded, graded, messages):
    project(loaded, [Result(graded("alice"))], messages)
    item = loaded.assignment.checks[0].id
    change(course, item, manual_score=0.5, extra_credit=1.0)
    found = read_adjustments(loaded, {})
    again = project(loaded, [Result(graded("alice", adjustments=found["alice"]))], messages)
    assert again.written == 0
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade(item, "scaling", "scaling", "alice")
        assert (grade.manual_score, grade.extra_credit) == (0.5, 1.0)
        assert grade.auto_score == float(loaded.assignment.checks[0].points)


def test_a_gradebook_that_was_lost_takes_nothing_back(course, loaded, graded, messages):
    """It is made anew with what people wrote in the old one."""
    project(loaded, [Result(graded("alice")), Result(graded("bob"))], messages)
    item, task = loaded.assignment.checks[0].id, loaded.assignment.cells[0].id
    other = loaded.assignment.checks[1].id
    change(course, item, manual_score=0.1, extra_credit=0.5)
    change(course, other, manual_score=0.0)
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        gradebook.find_comment(task, "scaling", "scaling", "alice").manual_comment = "See me"
        gradebook.db.commit()
    found = read_adjustments(loaded, {}, NOW)
    (course.root / "gradebook.db").unlink()
    assert read_adjustments(loaded, found, NOW) == {}
    results = [Result(graded(name, adjustments=found.get(name, ()))) for name in ("alice", "bob")]
    project(loaded, results, messages)
    assert read_adjustments(loaded, found, NOW) == {}
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade(item, "scaling", "scaling", "alice")
        assert (grade.manual_score, grade.extra_credit) == (0.1, 0.5)
        assert gradebook.find_grade(other, "scaling", "scaling", "alice").manual_score == 0.0
        comment = gradebook.find_comment(task, "scaling", "scaling", "alice")
        assert comment.manual_comment == "See me"
        assert gradebook.find_grade(item, "scaling", "scaling", "bob").manual_score is None
    assert project(loaded, results, messages).written == 0


def test_a_removed_submission_takes_nothing_back(course, loaded, graded, messages):
    project(loaded, [Result(graded("alice"))], messages)
    item = loaded.assignment.checks[0].id
    change(course, item, manual_score=0.1)
    found = read_adjustments(loaded, {}, NOW)
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        gradebook.remove_submission("scaling", "alice")
    assert read_adjustments(loaded, found, NOW) == {}
    project(loaded, [Result(graded("alice", adjustments=found["alice"]))], messages)
    change(course, item, manual_score=None)
    assert [one.points for one in read_adjustments(loaded, found, NOW)["alice"]] == [None]
