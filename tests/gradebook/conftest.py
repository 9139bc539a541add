"""A small course with one real assignment, and grades to project."""

import dataclasses
import importlib.util
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from graders.course.folder import Course
from graders.model.grade import Grade, Line, Verdict
from graders.reports.messages import Messages

ROOT = Path(__file__).resolve().parents[2]

# Tests are no package: what they share is loaded by path.
_SPEC = importlib.util.spec_from_file_location(
    "graders_test_postgresql", Path(__file__).with_name("postgresql.py")
)
postgresql = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(postgresql)


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A course folder with the assignment ``scaling``, made once."""
    folder = tmp_path_factory.mktemp("template")
    (folder / "course.toml").write_text(
        'title = "Test"\npublic_secret = "public-secret-for-tests"\n', encoding="utf-8"
    )
    shutil.copytree(ROOT / "reference" / "scaling", folder / "reference" / "scaling")
    dataset = Course(ROOT).load("scaling").dataset.name
    shutil.copytree(ROOT / "datasets" / dataset, folder / "datasets" / dataset)
    return folder


@pytest.fixture
def course(template, tmp_path):
    folder = tmp_path / "course"
    shutil.copytree(template, folder)
    return Course(folder)


@pytest.fixture
def loaded(course):
    return course.load("scaling")


@pytest.fixture
def messages():
    return Messages("en")


@pytest.fixture
def graded(loaded):
    """Makes a grade: full marks, or ``share`` of them."""

    def make(student, share="1", **more):
        lines = tuple(
            Line(
                item=item.id,
                check=item.check,
                verdict=Verdict(outcome="passed", key="passed-plainly", credit=Decimal(share)),
                points=item.points * Decimal(share),
                possible=item.points,
                cell=item.cell,
            )
            for item in loaded.assignment.checks
        )
        whole = {
            "student": student,
            "assignment": "scaling",
            "state": "graded",
            "lines": lines,
            "score": sum((line.points for line in lines), Decimal(0)),
            "possible": loaded.assignment.points,
        }
        return Grade(**{**whole, **more})

    return make


@pytest.fixture(scope="session")
def server():
    """The port of a PostgreSQL server of our own."""
    with postgresql.server() as port:
        yield port


@pytest.fixture
def database(server):
    """nbgrader's ``db_url`` of an empty PostgreSQL database."""
    return postgresql.new_database(server)


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request, course):
    """The course with its gradebook in a file, and on a server."""
    if request.param == "postgresql":
        url = request.getfixturevalue("database")
        course.layout = dataclasses.replace(course.layout, db_url=url)
    return course
