"""The commands that run no notebook, called as a person calls them."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import stat
from decimal import Decimal

import msgspec
import pytest

from graders.cli import main
from graders.cohort.store import Store, Stored
from graders.cohort.submissions import Submission
from graders.commands.language import messages
from graders.commands.projection import project_grades
from graders.commands.run import show_stale_bars
from graders.course.folder import Course
from graders.course.released_notebook import notebook_bytes
from graders.model.evidence import Remark
from graders.model.grade import Grade, Line, Verdict


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("course") / "deep learning"
    assert main(["init", str(root), "--assignment", "scaling", "--title", 'A "title"']) == 0
    return root


@pytest.fixture
def course(made, tmp_path):
    """The made course, without what a test before left in it."""
    import shutil

    return Course(shutil.copytree(made, tmp_path / "course"))


def store_grade(course, student="kim"):
    with Store.writer(course.state) as store:
        store.note_attempt(
            Submission(student=student, slug="scaling", notebook=b"", digest="", received_at="")
        )
        grade = Grade(
            student=student,
            assignment="scaling",
            state="unreadable",
            score=Decimal(0),
            possible=Decimal(10),
            problem=Remark(key="submission-no-notebook", facts={"slug": "scaling"}),
        )
        store.put_grades([Stored(grade, "key", "")])


def test_init_makes_a_course_of_its_own(course):
    assert course.settings.title == 'A "title"'
    assert course.slugs() == ["scaling"]
    assert course.settings.public_secret == ""
    assert len(course.secret) == 64
    secret = course.state / "secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    ignored = (course.root / ".gitignore").read_text().split()
    assert {".graders/", "submitted/", "gradebook.db"} <= set(ignored)
    assert "get_config" in (course.root / "nbgrader_config.py").read_text()
    assert not (course.root / "reference" / "scaling" / "calibration.json").exists()


def test_init_again_changes_nothing(course, capsys):
    before = course.secret
    (course.root / ".gitignore").write_text("mine\n")
    assert main(["init", str(course.root), "--assignment", "scaling"]) == 0
    assert Course(course.root).secret == before
    assert (course.root / ".gitignore").read_text() == "mine\n"
    assert capsys.readouterr().out.startswith("Next:")


def test_init_with_an_unknown_assignment_makes_nothing(tmp_path, capsys):
    assert main(["init", str(tmp_path / "new"), "--assignment", "cooking"]) == 2
    assert "cooking" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_init_empty(tmp_path):
    assert main(["init", str(tmp_path / "new"), "--empty"]) == 0
    assert Course(tmp_path / "new").slugs() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_init_where_nothing_can_be_written(tmp_path, capsys):
    tmp_path.chmod(0o500)
    assert main(["init", str(tmp_path / "new"), "--empty"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_release_and_its_check(course, capsys):
    where = ["--course", str(course.root)]
    assert main(["release", "--check", *where]) == 1
    assert "missing" in capsys.readouterr().out
    assert main(["release", *where]) == 0
    assert main(["release", "--check", *where]) == 0
    notebook = course.root / "assignments" / "scaling" / "scaling.ipynb"
    assert "fit_transform" not in notebook.read_text()


def test_run_with_nothing_handed_in(course, capsys):
    assert main(["run", "--course", str(course.root), "--lang", "en"]) == 0
    assert "Nothing is handed in" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["run", "verify", "release", "calibrate"])
def test_an_unknown_assignment_is_said(course, capsys, name):
    assert main([name, "cooking\x1b[2J", "--course", str(course.root)]) == 2
    said = capsys.readouterr().err
    assert "cooking\\x1b[2J" in said
    assert "scaling" in said


def test_an_unknown_student_is_said(course, capsys):
    (course.root / "submitted").mkdir(exist_ok=True)
    assert main(["run", "scaling", "--student", "../kim", "--course", str(course.root)]) == 2
    assert "../kim: no submission" in capsys.readouterr().err


def test_unreadable_work_is_graded_without_any_box(course, capsys):
    folder = course.root / "submitted" / "kim" / "scaling"
    folder.mkdir(parents=True)
    (folder / "scaling.ipynb").write_text("no notebook")
    assert main(["run", "--course", str(course.root), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "unreadable" in out
    assert "0 / 10" in out
    assert (course.root / "gradebook.db").is_file()
    assert (course.root / "autograded" / "kim" / "scaling" / "scaling.ipynb").is_file()


def test_export_before_anything_is_graded(course, capsys):
    assert main(["export", "--course", str(course.root)]) == 1
    assert "nothing has been graded yet" in capsys.readouterr().err


def test_export(course, capsys, tmp_path):
    store_grade(course, "=cmd|kim")
    assert main(["export", "--course", str(course.root)]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["student"] == "'=cmd|kim"
    assert (row["score"], row["possible"]) == ("0", "10")
    output = tmp_path / "grades.csv"
    where = ["--course", str(course.root), "--output", str(output)]
    assert main(["export", "scaling", "--lines", *where]) == 0
    assert output.read_bytes().startswith(b"\xef\xbb\xbfstudent,")
    assert main(["export", "cooking", "--course", str(course.root)]) == 2


def test_regrade_says_what_changed(course, capsys):
    store_grade(course)
    assert main(["regrade", "--course", str(course.root), "--lang", "en"]) == 0
    assert "1 judged anew, 0 as before" in capsys.readouterr().out
    assert main(["regrade", "scaling", "--course", str(course.root), "--lang", "ko"]) == 0
    assert "0건을 다시 채점했고 1건은 그대로" in capsys.readouterr().out


def test_two_writers_are_told_apart(course, capsys):
    (course.root / "submitted" / "kim" / "scaling").mkdir(parents=True)
    with Store.writer(course.state, "grade run"):
        assert main(["run", "--course", str(course.root)]) == 1
    assert f"process {os.getpid()}" in capsys.readouterr().err


def test_calibrate_check_says_what_is_stale(course):
    assert main(["calibrate", "scaling", "--check", "--course", str(course.root)]) == 0


def test_data_list_and_fetch(course, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("graders.course.fetch.user_cache_path", lambda _name: tmp_path)
    assert main(["data", "list", "--course", str(course.root)]) == 0
    assert "boston-twin" in capsys.readouterr().out
    assert main(["data", "fetch", "nowhere", "--course", str(course.root)]) == 2
    assert "nowhere" in capsys.readouterr().err
    assert main(["data", "fetch", "boston-twin", "--course", str(course.root)]) == 2
    assert main(["data", "fetch", "iris", "--course", str(tmp_path)]) == 0
    assert (tmp_path / "datasets" / "iris.csv").is_file()


def test_check_needs_a_notebook_and_its_rubric(tmp_path, capsys):
    assert main(["check", str(tmp_path / "no.ipynb")]) == 2
    assert "is not there" in capsys.readouterr().err
    (tmp_path / "my.ipynb").write_text("{}")
    assert main(["check", str(tmp_path / "my.ipynb")]) == 2
    assert "assignment.toml is missing" in capsys.readouterr().err


def test_run_says_that_there_are_no_bars(tmp_path, capsys):
    assert main(["init", str(tmp_path), "--assignment", "regression"]) == 0
    course = Course(tmp_path)
    show_stale_bars(course, course.slugs(), messages("en").say)
    assert "Run `grade calibrate regression`" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "said"), [("", "points"), ("ko", "점 중")])
def test_check_speaks_the_notebooks_language(course, capsys, monkeypatch, lang, said):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    nothing = Grade(
        student="", assignment="scaling", state="graded", score=Decimal(0), possible=Decimal(0)
    )
    monkeypatch.setattr("graders.commands.check.check_notebook", lambda *_: nothing)
    assert main(["release", "--course", str(course.root)]) == 0
    capsys.readouterr()
    assert main(["check", str(course.root / "assignments/scaling" / lang / "scaling.ipynb")]) == 0
    assert said in capsys.readouterr().out


def test_check_tells_one_reason_once(course, capsys, monkeypatch):
    why = Verdict(outcome="blocked", key="cell-stopped", facts={"cell": "split"})
    line = Line(item="", check="split", verdict=why, points=Decimal(0), possible=Decimal(1))
    ids = [item.id for item in course.load("scaling").assignment.checks][:3]
    stopped = Grade(
        student="",
        assignment="scaling",
        state="graded",
        score=Decimal(0),
        possible=Decimal(3),
        lines=tuple(msgspec.structs.replace(line, item=item) for item in ids),
    )
    monkeypatch.setattr("graders.commands.check.check_notebook", lambda *_: stopped)
    assert main(["release", "--course", str(course.root)]) == 0
    capsys.readouterr()
    assert main(["check", str(course.root / "assignments/scaling/scaling.ipynb")]) == 1
    out = capsys.readouterr().out
    assert (out.count("did not finish"), out.count("same reason as above")) == (1, 2)


def test_evidence_that_cannot_be_read_stops_no_other_notebook(course, capsys, monkeypatch):
    loaded = course.load("scaling")
    data = notebook_bytes(loaded.skeleton_notebook())
    with Store.writer(course.state) as store:
        digest = hashlib.sha256(data).hexdigest()
        given = Submission(student="kim", slug="scaling", notebook=data, digest=digest)
        store.note_attempt(given)
        grade = Grade(
            student="kim",
            assignment="scaling",
            state="graded",
            score=Decimal(0),
            possible=Decimal(1),
        )
        store.put_grades([Stored(grade, "key", "0123456789abcdef")])
        project_grades(course, store, ["scaling"], lang="en")
    assert "kim: stored evidence 0123456789ab" in capsys.readouterr().err
    assert (course.root / "autograded/kim/scaling/scaling.ipynb").is_file()


def test_check_of_what_is_no_notebook(course, capsys):
    assert main(["release", "--course", str(course.root)]) == 0
    path = course.root / "assignments" / "scaling" / "scaling.ipynb"
    path.write_text("gone")
    capsys.readouterr()
    assert main(["check", str(path)]) == 1
    assert capsys.readouterr().err.startswith("grade: ")
