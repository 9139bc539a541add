"""An instructor's evening, command by command, on a real store, a real gradebook, real pages."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from nbgrader.api import Gradebook

from graders.cohort.store import Store
from graders.reports.totals import total

SLUG = "scaling"
POLICY = """timezone = "Asia/Seoul"

[due]
scaling = 2026-03-01T12:00:00

[late]
per_day = "10%"
"""


def page(course, student):
    return course.root / "feedback" / student / SLUG / f"{SLUG}.html"


def scores(course):
    """What nbgrader's gradebook says: points and late penalty by student."""
    with Gradebook(course.layout.db_url) as book:
        return {
            one.student.id: (one.score, one.late_submission_penalty)
            for one in book.assignment_submissions(SLUG)
        }


def change_rubric(course, before, after):
    path = course.root / "reference" / SLUG / "assignment.toml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_the_whole_evening(grade, graded, store):
    # Run, looked at: nothing is open, nobody has been given anything.
    assert grade("review")[0] == 0
    assert not (graded.root / "feedback").exists()

    # Published once: everyone is new, and each has a page.
    code, said = grade("publish", SLUG, "--who", "Ms Park")
    assert code == 0
    assert "4 new, 0 changed, 0 as published before, 0 withheld" in said
    assert all(page(graded, student).is_file() for student in ("ada", "kim", "lee", "김민서"))
    (first,) = store(lambda one: one.publications(SLUG)["kim"])
    assert (first.who, first.score, first.despite) == ("Ms Park", Decimal(9), ())
    ada = page(graded, "ada").read_bytes()

    # Again: nothing to do, and no second record.
    assert "0 new, 0 changed, 4 as published before" in grade("publish", SLUG)[1]
    assert all(len(ones) == 1 for ones in store(lambda one: one.publications(SLUG)).values())

    # An appeal: the line's evidence, then other points, with who and why.
    code, said = grade("explain", "kim", "standardized-test")
    assert code == 0
    assert "without it:" in said
    assert "published" in said
    code, said = grade(
        "override", "kim", SLUG, "standardized-test", "0.5", "--why", "Right idea", "--who", "Park"
    )
    assert code == 0
    assert "0 → 0.5 of 1" in said
    assert "kim was given 9 before" in said
    assert scores(graded)["kim"][0] == 9.5

    # Publishing again names whose published grade changes, and writes that page alone.
    assert "kim: 9 → 9.5 / 10, published before" in grade("publish", SLUG, "--dry-run")[1]
    assert len(store(lambda one: one.publications(SLUG)["kim"])) == 1
    code, said = grade("publish", SLUG)
    assert "0 new, 1 changed, 3 as published before" in said
    assert "Right idea" in page(graded, "kim").read_text("utf-8")
    assert page(graded, "ada").read_bytes() == ada

    # A mistake of ours is undone by a further adjustment; nothing is deleted.
    assert grade("override", "kim", SLUG, "standardized-test", "--undo", "--why", "No")[0] == 0
    kim = store(lambda one: one.grades(SLUG)["kim"].grade)
    assert [one.points for one in kim.adjustments] == [Decimal("0.5"), None]
    assert total(kim) == 9
    assert scores(graded)["kim"][0] == 9


def test_a_line_that_a_person_decided_moves_nobody(grade, graded):
    grade("override", "kim", SLUG, "standardized-test", "0.5", "--why", "Right idea")
    change_rubric(graded, 'id = "standardized-test"\ncheck = "transformed"\npoints = 1',
                  'id = "standardized-test"\ncheck = "transformed"\npoints = 3')  # fmt: skip
    (found,) = json.loads(grade("regrade", SLUG, "--diff", "--json")[1])
    moved = {one["student"]: one for one in found["moves"]}
    assert moved["kim"]["difference"] in {"0", "0.0", "0.00"}
    assert [line["overridden"] for line in moved["kim"]["lines"]] == [True]
    assert [line["overridden"] for line in moved["ada"]["lines"]] == [False]


def test_what_would_be_published_is_said_while_a_run_goes_on(grade, graded):
    with Store.writer(graded.state, "grade run"):
        assert grade("publish", SLUG)[0] == 1
        code, said = grade("publish", SLUG, "--dry-run")
    assert code == 0
    assert "4 new" in said


def test_a_changed_rubric_is_shown_before_it_moves_anyone(grade, graded, store):
    grade("publish", SLUG, "--student", "lee")
    change_rubric(graded, 'id = "standardized-test"\ncheck = "transformed"\npoints = 1',
                  'id = "standardized-test"\ncheck = "transformed"\npoints = 3')  # fmt: skip
    before = store(lambda one: {s: g.key for s, g in one.grades(SLUG).items()})
    code, said = grade("regrade", SLUG, "--diff", "--json")
    assert code == 0
    (found,) = json.loads(said)
    moved = {one["student"]: one for one in found["moves"]}
    # Whoever fails the line still does, of more points.
    assert (found["up"], found["down"], found["other_reasons"], found["same"]) == (3, 0, 1, 0)
    assert (moved["ada"]["before"], moved["ada"]["after"]) == ("10.00", "12.00")
    (line,) = moved["ada"]["lines"]
    assert (line["item"], line["before"], line["after"]) == ("standardized-test", "1.00", "3.00")
    assert [one["student"] for one in found["moves"] if one["is_published"]] == ["lee"]
    assert store(lambda one: {s: g.key for s, g in one.grades(SLUG).items()}) == before
    # The table says the same, in both languages.
    assert "10 → 12 ▲" in grade("regrade", SLUG, "--diff")[1]
    assert "오름 3명" in grade("regrade", SLUG, "--diff", lang="ko")[1]
    # Until it is done, publishing stops.
    code, said = grade("publish", SLUG)
    assert code == 1
    assert "grade regrade scaling --diff" in said
    assert grade("regrade", SLUG)[0] == 0
    assert "no grade would change" in grade("regrade", SLUG, "--diff")[1]
    assert grade("publish", SLUG)[0] == 0


def test_a_rubric_that_moves_nobody_stops_nobody(grade, graded):
    change_rubric(graded, 'cell = "split"\ntitle', 'cell = "normalize"\ntitle')
    assert grade("review")[0] == 0
    assert grade("publish", SLUG)[0] == 0


def test_late_work_is_previewed_applied_once_and_given_back(grade, graded, store):
    toml = graded.root / "course.toml"
    toml.write_text(toml.read_text("utf-8") + POLICY, "utf-8")
    # Handed in at 12:00 UTC, due at 12:00 in Seoul: 9 hours late, so one day begun.
    code, said = grade("late", SLUG)
    assert code == 0
    assert "4 hand-ins are late" in said
    assert "Nothing was written" in said
    assert not store(lambda one: one.adjustments(SLUG))
    code, said = grade("publish", SLUG)
    assert code == 1
    assert "grade late scaling --apply" in said
    assert "4 adjustments appended" in grade("late", SLUG, "--apply")[1]
    assert {student: found[1] for student, found in scores(graded).items()} == dict.fromkeys(
        ("ada", "kim", "lee", "김민서"), 1.0
    )
    assert "nothing is to be changed" in grade("late", SLUG, "--apply")[1]
    grade("publish", SLUG)
    # An extension comes afterwards: the points come back, by a further adjustment.
    text = toml.read_text("utf-8") + '\n[extensions.scaling]\nkim = "1 day"\nkin = "1 day"\n'
    toml.write_text(text, "utf-8")
    code, said = grade("late", SLUG, "--apply")
    assert "1 adjustment appended" in said
    assert "nobody of this name" in said
    kim = store(lambda one: one.grades(SLUG)["kim"].grade)
    assert [one.points for one in kim.adjustments] == [Decimal(-1), Decimal(1)]
    assert total(kim) == 9
    assert not scores(graded)["kim"][1]
    assert "kim: 8 → 9 / 10, published before" in grade("publish", SLUG)[1]
    told = page(graded, "kim").read_text("utf-8")
    assert "late-penalty" not in told
    assert "received 2026-03-01 21:00 +09:00" in told


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        ("[late]\nper_day = 'ten'\n", "late.per_day"),
        ("[late]\nper_day = 1\nper_hour = 1\n", "late"),
        ("[late]\nper_week = 1\n", "late.per_week"),
        ("[due]\nscalin = 2026-03-01T12:00:00Z\n", "due.scalin"),
        ("[due]\nscaling = 2026-03-01T12:00:00\n", "due.scaling"),
        ("[due]\nscaling = '2026-03-01'\n", "due.scaling"),
        ("[extensions.scaling]\nkim = 'a while'\n", "extensions.scaling.kim"),
        ("timezone = 'Mars/Olympus'\n", "timezone"),
    ],
)
def test_a_bad_policy_names_file_line_and_field(grade, graded, policy, field):
    toml = graded.root / "course.toml"
    text = toml.read_text("utf-8") + policy
    toml.write_text(text, "utf-8")
    code, said = grade("late", SLUG)
    assert code == 2
    assert f"course.toml:{text[: text.index(policy)].count(chr(10)) + 1}" in said or (
        f"course.toml:{text.count(chr(10))}" in said
    )
    assert f": {field}: " in said


def test_what_is_refused_says_why(grade):
    def fails(*arguments, code=2):
        found, said = grade(*arguments)
        assert found == code, said
        return said

    why = ("--why", "x")
    assert "worth at most 1" in fails("override", "ada", SLUG, "held-out", "4", *why)
    assert "no such line" in fails("override", "ada", SLUG, "held", "1", *why)
    assert "Check the spelling" in fails("override", "adam", SLUG, "held-out", "1", *why)
    assert "from 0 on" in fails("override", "ada", SLUG, "held-out", "nan", *why)
    assert "nothing is to be undone" in fails("override", "ada", SLUG, "held-out", "--undo", *why)
    assert "--who" in fails("override", "ada", SLUG, "held-out", "1", *why, "--who", "formgrader")
    assert "nothing of it was graded" in fails("publish", "regression")
    assert "Check the spelling" in fails("regrade", SLUG, "--diff", "--student", "adam")
    assert "Check the spelling" in fails("regrade", SLUG, "--student", "adam")
    assert "Check the spelling" in fails("explain", "adam", "held-out")
    assert "no such line" in fails("explain", "ada", "held", "--assignment", SLUG)
    assert "exactly one" in fails("review", "--accept", "ada")
    assert "nothing is for review" in fails("review", SLUG, "--accept", "ada", code=1)
