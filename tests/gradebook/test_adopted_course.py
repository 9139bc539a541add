"""Notebooks of an nbgrader assignment in nbgrader's gradebook, cell by cell as nbgrader has them."""

import importlib.util
import shutil
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme

from graders.adopted.course import AdoptedCourse
from graders.course.executed import notebook_bytes
from graders.course.submission import read_submission
from graders.gradebook.adjustments import read_adjustments
from graders.gradebook.config import added_lines
from graders.gradebook.plugin import graded_notebooks
from graders.gradebook.projection import Result, project, project_parts, register
from graders.grading import unreadable
from graders.model.evidence import Remark
from graders.model.grade import Adjustment, Grade, Line, Verdict

_SPEC = importlib.util.spec_from_file_location(
    "graders_test_nbgrader_course", Path(__file__).with_name("nbgrader_course.py")
)
nbgrader_course = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(nbgrader_course)

PASSED = Verdict(outcome="passed", key="test-cell-passed", credit=Decimal(1))
FAILED = Verdict(outcome="failed", key="test-cell-failed")
PENDING = Verdict(outcome="blocked", key="graded-by-hand", review="by-hand")


@pytest.fixture
def adopted(tmp_path):
    return AdoptedCourse(nbgrader_course.make_course(tmp_path / "algebra"))


@pytest.fixture
def parts(adopted):
    return [adopted.load("ps1/problem1"), adopted.load("ps1/problem2")]


def graded(part, student, **verdicts):
    """A grade: what a person reads is pending, the rest as told, else passed."""
    lines = []
    for item in part.assignment.checks:
        usual = PENDING if item.check == "graded-by-hand" else PASSED
        verdict = verdicts.pop(item.id.replace("-", "_"), usual)
        lines.append(
            Line(item=item.id, check=item.check, verdict=verdict, possible=item.points,
                 points=item.points * verdict.credit, cell=item.cell)
        )  # fmt: skip
    review = tuple({line.verdict.review for line in lines if line.verdict.review})
    whole = {"state": "needs-review" if review else "graded", "review": review, **verdicts}
    return Grade(
        student=student, assignment=part.assignment.slug, lines=tuple(lines),
        score=sum((line.points for line in lines), Decimal(0)),
        possible=part.assignment.points, **whole,
    )  # fmt: skip


def missing(part, student):
    problem = Remark(key="submission-no-notebook", facts={"slug": part.notebook})
    return unreadable(student, part.assignment, problem)


def told(adopted):
    return nbgrader_course.numbers(adopted.layout.db_url)


def change(adopted, notebook, cell, student, **columns):
    """As formgrader does when a score is typed."""
    with Gradebook(adopted.layout.db_url) as gradebook:
        grade = gradebook.find_grade(cell, notebook, "ps1", student)
        for name, value in columns.items():
            setattr(grade, name, value)
        grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
        gradebook.db.commit()


def test_notebooks_share_a_submission_and_what_a_person_reads_waits(adopted, parts, messages):
    untouched = Verdict(outcome="failed", key="no-response")
    remark = Remark(key="no-response", facts={"cell": "free"}, cell="free")
    results = [
        (parts[0], [Result(graded(parts[0], "ada", test_two=FAILED), "2026-03-01T12:00:00+00:00")]),
        (parts[1], [Result(graded(parts[1], "ada", why=untouched, remarks=(remark,)))]),
    ]
    assert project_parts(results, messages).written == 1
    assert project_parts(results, messages).written == 0
    grades, comments, times = told(adopted)
    assert grades == {
        ("ada", "problem1", "test-one"): (1.0, None, 1.0, False),
        ("ada", "problem1", "test-two"): (0.0, None, 2.0, False),
        ("ada", "problem1", "by-hand-code"): (None, None, 3.0, True),
        ("ada", "problem2", "why"): (0.0, None, 4.0, False),
        ("ada", "problem2", "measure"): (None, None, 5.0, True),
    }
    assert comments["ada", "problem2", "free"] == "No response."
    assert {text for place, text in comments.items() if place[2] != "free"} == {None}
    ((moment, score, most),) = times.values()
    assert (moment.isoformat(), score, most) == ("2026-03-01T12:00:00", 1.0, 15.0)


def test_a_notebook_that_was_not_handed_in_has_no_points_and_needs_nobody(adopted, parts, messages):
    results = [
        (parts[0], [Result(graded(parts[0], "cy"))]),
        (parts[1], [Result(missing(parts[1], "cy"))]),
    ]
    project_parts(results, messages)
    grades, _, _ = told(adopted)
    assert grades["cy", "problem2", "why"] == (0.0, None, 4.0, False)
    assert grades["cy", "problem2", "measure"] == (0.0, None, 5.0, False)


def test_one_notebook_alone_makes_rows_for_all_as_nbgrader_does(adopted, parts, messages):
    for part in parts:
        register(part)
    project(parts[0], [Result(graded(parts[0], "ada"))], messages)
    grades, comments, _ = told(adopted)
    assert grades["ada", "problem2", "why"] == (None, None, 4.0, True)
    assert comments["ada", "problem2", "measure"] is None
    project(parts[1], [Result(graded(parts[1], "ada", why=PASSED))], messages)
    grades, _, _ = told(adopted)
    assert grades["ada", "problem2", "why"] == (4.0, None, 4.0, False)


def test_scores_of_people_come_back_for_their_notebook_only(adopted, parts, messages):
    both = [(part, [Result(graded(part, "ada"))]) for part in parts]
    project_parts(both, messages)
    change(adopted, "problem2", "why", "ada", manual_score=3.5, extra_credit=1.0)
    assert read_adjustments(parts[0], {}) == {}
    (override, credit) = read_adjustments(parts[1], {})["ada"]
    assert (override.item, override.points) == ("why", Decimal("3.5"))
    assert (credit.item, credit.points) == ("why", Decimal("1.0"))
    assert project_parts(both, messages).written == 0
    grades, _, _ = told(adopted)
    assert grades["ada", "problem2", "why"] == (None, 3.5, 4.0, False)


def test_a_persons_score_settles_a_hand_in_and_the_next_one_is_looked_at(adopted, parts, messages):
    part = parts[0]
    project(part, [Result(graded(part, "ada"))], messages)
    change(adopted, "problem1", "by-hand-code", "ada", manual_score=2.0)
    change(adopted, "problem1", "test-two", "ada", manual_score=1.0)
    # Graded again, by other rules: a person has spoken.
    project(part, [Result(graded(part, "ada", test_two=FAILED))], messages)
    flags = {place[2]: row[3] for place, row in told(adopted)[0].items()}
    assert flags == {"test-one": False, "test-two": False, "by-hand-code": False}
    # Handed in again: what they scored is not this.
    again = [Result(graded(part, "ada", attempt=2))]
    project(part, again, messages)
    project(part, again, messages)
    flags = {place[2]: row[3] for place, row in told(adopted)[0].items()}
    assert flags == {"test-one": False, "test-two": True, "by-hand-code": True}
    change(adopted, "problem1", "test-two", "ada", manual_score=2.0)
    project(part, again, messages)
    flags = {place[2]: row[3] for place, row in told(adopted)[0].items()}
    assert flags == {"test-one": False, "test-two": False, "by-hand-code": True}


def test_a_late_penalty_of_nbgraders_is_left_and_one_of_ours_is_told(adopted, parts, messages):
    part = parts[0]
    project(part, [Result(graded(part, "ada"))], messages)
    with Gradebook(adopted.layout.db_url) as gradebook:
        found = gradebook.find_submission_notebook("problem1", "ps1", "ada")
        found.late_submission_penalty = 2.0
        gradebook.db.commit()
    project(part, [Result(graded(part, "ada", test_two=FAILED))], messages)
    with Gradebook(adopted.layout.db_url) as gradebook:
        found = gradebook.find_submission_notebook("problem1", "ps1", "ada")
        assert found.late_submission_penalty == 2.0
    late = Adjustment(kind="penalty", who="prof", at="", points=Decimal("-0.5"))
    project(part, [Result(graded(part, "ada", adjustments=(late,)))], messages)
    with Gradebook(adopted.layout.db_url) as gradebook:
        found = gradebook.find_submission_notebook("problem1", "ps1", "ada")
        assert found.late_submission_penalty == 0.5


def test_what_nbgrader_has_saved_of_a_notebook_is_not_touched(adopted, parts, messages):
    register(parts[0])
    before = nbgrader_course.structure(adopted.layout.db_url)["problem1"]
    with Gradebook(adopted.layout.db_url) as gradebook:
        gradebook.find_grade_cell("test-one", "problem1", "ps1").max_score = 10.0
        source = gradebook.find_source_cell("setup", "problem1", "ps1")
        source.source, source.checksum = "import cmath", "0" * 32
        gone = gradebook.find_grade_cell("test-two", "problem1", "ps1")
        gradebook.db.delete(gone)
        gradebook.add_grade_cell("older", "problem1", "ps1", max_score=7, cell_type="code")
        gradebook.db.commit()
    project(parts[0], [Result(graded(parts[0], "ada"))], messages)
    after = nbgrader_course.structure(adopted.layout.db_url)["problem1"]
    assert after["graded"] == sorted(
        [("older", 7.0, "code"), ("test-one", 10.0, "code"),
         *(one for one in before["graded"] if one[0] != "test-one")]
    )  # fmt: skip
    assert ("setup", "code", True, "import cmath", "0" * 32) in after["sources"]
    grades, _, _ = told(adopted)
    assert grades["ada", "problem1", "test-two"] == (2.0, None, 2.0, False)
    # Every submission has a grade of every cell, and nobody has said what this one is worth.
    assert grades["ada", "problem1", "older"] == (None, None, 7.0, True)


def test_executed_notebooks_lie_where_the_settings_say_with_what_feedback_needs(
    adopted, parts, messages
):
    folder = adopted.root / "handed_in" / "ada" / "ps1"
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2026-03-01 12:00:00.5 UTC")
    (folder / "submission_secret.txt").write_text("hush")
    outside = adopted.root / "private"
    outside.write_text("not theirs")
    other = adopted.root / "handed_in" / "mallory" / "ps1"
    other.mkdir(parents=True)
    (other / "submission_secret.txt").symlink_to(outside)
    part = parts[0]
    results = [
        Result(graded(part, student), "", lambda: notebook_bytes(part.skeleton_notebook()))
        for student in ("ada", "mallory")
    ]
    project(part, results, messages)
    made = sorted(
        path.relative_to(adopted.root / "graded").as_posix()
        for path in (adopted.root / "graded").rglob("*.*")
    )
    assert made == [
        "ada/ps1/problem1.ipynb",
        "ada/ps1/submission_secret.txt",
        "ada/ps1/timestamp.txt",
        "mallory/ps1/problem1.ipynb",
    ]
    assert not (adopted.root / "autograded").exists()
    # The next hand-in has no such notebook: nothing of the last one is shown for it.
    project(part, [Result(missing(part, "ada"))], messages)
    assert not (adopted.root / "graded" / "ada" / "ps1" / "problem1.ipynb").exists()


def test_hidden_tests_that_nobody_was_given_were_changed_by_nobody(parts):
    for part in parts:
        handed_out = part.skeleton_notebook()
        for step in (ClearHiddenTests(), ClearMarkScheme()):
            handed_out, _ = step.preprocess(handed_out, {})
        assert "HIDDEN" not in nbformat.writes(handed_out)
        read = read_submission(nbformat.writes(handed_out).encode(), part)
        assert {remark.key for remark in read.repairs} == {"no-response"}
        tests = [cell.source for cell in read.cells if cell.kind == "test"]
        assert any("double(7)" in source for source in tests) == (part.notebook == "problem1")


@pytest.mark.slow
@pytest.mark.box
def test_numbers_are_nbgraders_and_its_commands_go_on(adopted, backend, commands):
    """The same submissions through nbgrader alone, and through us."""
    run = commands.run
    root = adopted.root
    run(root, "nbgrader", "generate_assignment", "ps1")
    nbgrader_course.hand_in(root, "ada", when="2026-03-01 12:00:00.123456 UTC")
    nbgrader_course.hand_in(root, "bo", answers={}, when="2026-03-02 12:00:00 Asia/Seoul")
    wrong = {**nbgrader_course.ANSWERS, "double": "def double(x):\n    return 2"}
    nbgrader_course.hand_in(root, "cy", answers=wrong, notebooks=("problem1",))
    theirs = root.parent / "theirs"
    shutil.copytree(root, theirs)
    config = nbgrader_course.CONFIG.format(root=theirs)
    (theirs / "nbgrader_config.py").write_text(config, encoding="utf-8")

    run(theirs, "nbgrader", "autograde", "ps1")
    run(root, "grade", "run", "ps1")
    expected = nbgrader_course.numbers(f"sqlite:///{theirs / 'gradebook.db'}")
    found = told(adopted)
    assert found[0] == expected[0]
    assert found[2] == expected[2]
    # nbgrader says nothing about a notebook that is missing.
    said = {place: text for place, text in found[1].items() if place[:2] != ("cy", "problem2")}
    assert said == {place: expected[1][place] for place in said}
    assert nbgrader_course.structure(adopted.layout.db_url) == nbgrader_course.structure(
        f"sqlite:///{theirs / 'gradebook.db'}"
    )

    # A person's score survives everything but is looked at again with the next hand-in.
    change(adopted, "problem2", "why", "ada", manual_score=3.0)
    change(adopted, "problem1", "test-two", "cy", extra_credit=0.5)
    run(root, "grade", "run", "--force", "ps1")
    run(root, "grade", "regrade", "ps1")
    assert told(adopted)[0]["ada", "problem2", "why"] == (None, 3.0, 4.0, False)
    assert told(adopted)[2]["cy"][1] == 1.5

    # The exchange and the other commands, before and after.
    exchange = root / "exchange" / "algebra"
    inbound = exchange / "inbound" / "dee+ps1+2026-03-03 12:00:00 UTC"
    for folder in (exchange / "outbound", exchange / "feedback", inbound):
        folder.mkdir(parents=True)
    for path in (root / "handed_in" / "ada" / "ps1").iterdir():
        shutil.copy(path, inbound)
    archive = root / "downloaded" / "ps1" / "archive"
    archive.mkdir(parents=True)
    release = root / "release" / "ps1" / "problem1.ipynb"
    shutil.copy(release, archive / "x_eve_attempt_2026-03-04-12-00-00_problem1.ipynb")
    run(root, "nbgrader", "collect", "ps1")
    run(root, "nbgrader", "zip_collect", "ps1")
    config = (root / "nbgrader_config.py").read_text("utf-8")
    (root / "nbgrader_config.py").write_text(config + added_lines(), encoding="utf-8")
    run(root, "nbgrader", "autograde", "ps1")
    grades = told(adopted)[0]
    assert grades["dee", "problem1", "test-two"] == (2.0, None, 2.0, False)
    assert grades["eve", "problem2", "why"] == (0.0, None, 4.0, False)
    run(root, "nbgrader", "generate_feedback", "ps1")
    # One by one: nbgrader stops at a student who handed in elsewhere than through the exchange.
    for student in ("ada", "dee"):
        run(root, "nbgrader", "release_feedback", "ps1", f"--student={student}")
    pages = {path.relative_to(root / "told").as_posix() for path in (root / "told").rglob("*.html")}
    assert {"ada/ps1/problem1.html", "ada/ps1/problem2.html"} <= pages
    assert len(list((exchange / "feedback").glob("*.html"))) >= 2
    run(root, "nbgrader", "export")
    assert "ada" in (root / "grades.csv").read_text("utf-8")
    notebooks = graded_notebooks(root, adopted.layout.autograded, "ps1", "ada")
    assert sorted(notebooks) == [("ada", "problem1"), ("ada", "problem2")]
