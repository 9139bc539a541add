"""`grade report`: the cohort's page and the students', from a store."""

import hashlib
import re
from decimal import Decimal

import nbformat
import pytest

from graders.cli import main
from graders.cohort.store import Store, Stored
from graders.cohort.submissions import Submission, digest_of_files
from graders.commands.init import make_course
from graders.course.folder import Course
from graders.model.evidence import Evidence, RunStatus
from graders.model.grade import Grade


@pytest.fixture
def course(tmp_path):
    make_course(tmp_path, ["regression"], title="Course", public=True)
    return Course(tmp_path)


def keep(course, student):
    data = nbformat.writes(course.load("regression").skeleton_notebook()).encode()
    key = hashlib.sha256(student.encode()).hexdigest()
    grade = Grade(student=student, assignment="regression", state="graded", score=Decimal(0),
                  possible=Decimal(20))  # fmt: skip
    with Store.writer(course.state, "a test") as store:
        digest = hashlib.sha256(data).hexdigest()
        store.note_attempt(
            Submission(student=student, slug="regression", notebook=data, digest=digest,
                       files_digest=digest_of_files({}))
        )  # fmt: skip
        store.put_evidence(key, Evidence(status=RunStatus(outcome="finished")))
        store.put_grades([Stored(grade, key, key)])


def test_every_link_leads_to_a_students_page(course, capsys):
    for student in ("kim", "김민서", "a'b #1"):
        keep(course, student)
    assert main(["report", "--course", str(course.root), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    folder = course.root / "reports" / "regression"
    assert f"{folder / 'index.html'}: 3 submissions" in said
    from urllib.parse import unquote

    links = set(re.findall(r'href="(students/[^"]+)"', (folder / "index.html").read_text("utf-8")))
    assert len(links) == 3
    for link in links:
        assert (folder / unquote(link)).is_file(), link


def test_before_anything_was_graded(course, capsys):
    assert main(["report", "--course", str(course.root), "--lang", "en"]) == 0
    assert "Start with `grade run`" in capsys.readouterr().out
    assert main(["report", "regression", "--course", str(course.root), "--lang", "ko"]) == 0
    page = (course.root / "reports" / "regression" / "index.html").read_text("utf-8")
    assert "아직 채점된 것이 없습니다" in page


def test_an_unknown_assignment_is_a_sentence(course, capsys):
    assert main(["report", "nothing", "--course", str(course.root)]) == 2
    assert "no such assignment" in capsys.readouterr().err
