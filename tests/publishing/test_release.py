"""What goes out and what stays: the exchange, reviews, alarms, hostile names, old stores."""

from __future__ import annotations

import json
import sqlite3
from decimal import Decimal

import msgspec
import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import notebook_hash

from graders.cohort.store import Store, Stored
from graders.commands.publish import KINDS as OFFERED
from graders.model.grade import Adjustment, Grade
from graders.publishing.questions import KINDS, open_questions
from graders.publishing.release import releases, shown_digest
from graders.reports.totals import state_of

SLUG = "scaling"
DOUBT = "run-wall-limit"


def change(course, student, **fields):
    """Another grade of a student's, appended as a run would."""
    with Store.writer(course.state) as store:
        old = store.grades(SLUG)[student]
        grade = msgspec.structs.replace(old.grade, adjustments=(), **fields)
        store.put_grades([Stored(grade, old.key, old.evidence)])


def test_the_exchange_gives_a_student_the_published_page(grade, graded, tmp_path):
    exchange = tmp_path / "exchange"
    (exchange / "dl101" / "feedback").mkdir(parents=True)
    config = graded.root / "nbgrader_config.py"
    config.write_text(
        config.read_text("utf-8")
        + f'c.CourseDirectory.course_id = "dl101"\nc.Exchange.root = {str(exchange)!r}\n',
        "utf-8",
    )
    (graded.root / "autograded" / "lee" / SLUG / "submission_secret.txt").unlink()
    code, said = grade("publish", SLUG, "--exchange", "--student", "kim", "--student", "lee")
    assert code == 0, said
    assert "did not hand in through it: lee" in said
    name = notebook_hash(secret="s3cret-kim", notebook_id=SLUG)
    (there,) = (exchange / "dl101" / "feedback").glob("*.html")
    assert there.name == f"{name}.html"
    page = graded.root / "feedback" / "kim" / SLUG / f"{SLUG}.html"
    assert there.read_bytes() == page.read_bytes()
    assert there.stat().st_mode & 0o044 == 0o044, "students cannot read it"


def test_a_review_stops_until_a_person_lets_the_grade_stand(grade, graded, store):
    change(graded, "kim", state="needs-review", review=(DOUBT,))
    code, said = grade("publish", SLUG)
    assert code == 1
    assert "kim:" in said
    assert "grade review scaling --accept kim" in said
    assert "--despite review" in said
    assert not (graded.root / "feedback").exists()
    code, said = grade("review", SLUG, "--accept", "kim", "--why", "Ran it", "--who", "Park")
    assert (code, "the grade stands" in said) == (0, True)
    kim = store(lambda one: one.grades(SLUG)["kim"].grade)
    assert [(one.kind, one.who, one.why) for one in kim.adjustments] == [
        ("accept", "Park", "Ran it")
    ]
    with Gradebook(graded.layout.db_url) as book:
        assert not book.find_submission(SLUG, "kim").needs_manual_grade
    assert grade("review")[0] == 0
    assert grade("publish", SLUG)[0] == 0
    # Another grade than the one that was looked at: the question is back.
    change(graded, "kim", score=Decimal(8))
    assert state_of(store(lambda one: one.grades(SLUG)["kim"].grade)) == "needs-review"
    assert grade("review")[0] == 1


def test_what_a_person_says_is_news_to_the_student_and_an_acceptance_alone_is_none():
    one = Grade(
        student="kim", assignment=SLUG, state="graded", score=Decimal(7), possible=Decimal(10)
    )
    before = shown_digest(one)
    kinds = {"comment": True, "penalty": True, "override": True, "accept": False}
    for kind, news in kinds.items():
        said = Adjustment(kind=kind, who="Park", at="2026-03-04T18:30:00+00:00", why="Well done")
        after = shown_digest(msgspec.structs.replace(one, adjustments=(said,)))
        assert (after != before) is news, kind


def test_what_was_open_is_recorded_with_what_went_out(grade, graded, store):
    change(graded, "kim", state="needs-review", review=(DOUBT,))
    assert grade("publish", SLUG, "--despite", "late")[0] == 1
    assert grade("publish", SLUG, "--despite", "review")[0] == 0
    assert {ones[-1].despite for ones in store(lambda one: one.publications(SLUG)).values()} == {
        ("review",)
    }


def test_a_grade_without_points_is_withheld_and_overrides_can_give_them(grade, graded, store):
    change(graded, "kim", state="broken", review=("broken-fault",), lines=(), score=Decimal(0))
    code, said = grade("publish", SLUG, "--anyway")
    assert code == 0
    assert "kim: withheld. No points are stated" in said
    assert not (graded.root / "feedback" / "kim").exists()
    items = [item.id for item in graded.load(SLUG).assignment.checks]
    for item in items:
        grade("override", "kim", SLUG, item, "1", "--why", "By hand")
    assert "kim: 10 / 10" in grade("publish", SLUG)[1]


def test_a_score_typed_in_formgrader_is_left_to_formgrader(grade, graded, store):
    with Gradebook(graded.layout.db_url) as book:
        book.find_grade("held-out", SLUG, SLUG, "kim").manual_score = 0.25
        book.db.commit()
    code, said = grade("override", "kim", SLUG, "held-out", "1", "--why", "x")
    assert code == 2
    assert "formgrader holds a score for held-out (0.25)" in said
    assert "kim: 8.25 / 10" in grade("publish", SLUG)[1]
    with Gradebook(graded.layout.db_url) as book:
        book.find_grade("held-out", SLUG, SLUG, "kim").manual_score = None
        book.db.commit()
    assert "kim: 8.25 → 9 / 10" in grade("publish", SLUG)[1]


def test_strong_students_who_fail_a_check_ring(grade, graded, arrive):
    """They have everything but one line: is their work wrong, or the check?"""
    arrive({f"s{number}": "wrong/test-left-raw" for number in range(8)})
    code, said = grade("publish", SLUG)
    assert code == 1
    assert "false-reject alarm" in said
    assert "--assignment scaling" in said
    assert grade("publish", SLUG, "--despite", "alarm")[0] == 0


def test_names_that_are_code_stay_text(grade, graded, store):
    name = "$(reboot)\x1b[2J;rm"
    with Store.writer(graded.state) as opened:
        kim = opened.grades(SLUG)["kim"]
        doubtful = {"student": name, "state": "needs-review", "review": (DOUBT,)}
        other = msgspec.structs.replace(kim.grade, **doubtful)
        opened.put_grades([Stored(other, kim.key, kim.evidence)])
    for lang in ("en", "ko"):
        code, said = grade("review", lang=lang)
        assert code == 1
        assert "\x1b" not in said
        assert "--accept '$(reboot)\\x1b[2J;rm'" in said


def test_work_that_is_not_graded_is_a_question(grade, graded):
    folder = graded.root / "submitted" / "new" / SLUG
    folder.mkdir(parents=True)
    (folder / f"{SLUG}.ipynb").write_text("{}", "utf-8")
    notebook = graded.root / "submitted" / "kim" / SLUG / f"{SLUG}.ipynb"
    notebook.write_bytes(notebook.read_bytes() + b"\n")
    code, said = grade("review")
    assert code == 1
    assert "new: handed in, but not graded" in said
    assert "kim: handed in again since it was graded" in said


def test_a_store_of_before_publications_is_read(graded):
    with sqlite3.connect(graded.state / "store.sqlite") as connection:
        connection.execute("DROP TABLE publication")
    with Store(graded.state, readonly=True) as store:
        assert store.publications(SLUG) == {}
        assert {one.how for one in releases(store, graded.load(SLUG))} == {"new"}
        assert open_questions(graded, store, SLUG) == ()


def test_help_knows_every_kind_of_question():
    assert OFFERED == KINDS


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_an_appeal_has_what_decided_and_nothing_runs(grade, graded, lang):
    code, said = grade("explain", "kim", "standardized-test", lang=lang)
    assert code == 0
    assert "x_test_std" in said
    code, said = grade("explain", "kim", "standardized-test", "--json", lang=lang)
    found = json.loads(said)
    parts = {one["part"]: one["shows"] for one in found["rests_on"]}
    assert {"x_test_std", "x_test"} <= {shows.get("name") for shows in parts.values()}
    assert found["digests"]["notebook"] == found["attempts"][0]["notebook"]
    assert found["line"]["verdict"]["outcome"] == "failed"
