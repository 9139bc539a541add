import sys
from pathlib import Path

import nbformat
import pytest

from graders.cohort.store import Store, Stored
from graders.cohort.submissions import Submission, digest_of_files
from graders.commands.init import make_course
from graders.course.folder import Course
from graders.model.evidence import Evidence, RunStatus

sys.path.insert(0, str(Path(__file__).parents[1] / "analysis"))


@pytest.fixture(scope="session")
def made_course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    make_course(folder, ["regression"], title="Course", public=True)
    return folder


@pytest.fixture
def course(made_course, tmp_path):
    """A course of its own for each test, with the assignment `regression`."""
    for name in ("course.toml", "reference", "datasets"):
        (tmp_path / name).symlink_to(made_course / name)
    (tmp_path / "submitted").mkdir()
    return Course(tmp_path)


@pytest.fixture
def notebook(course):
    """The released notebook with these cells in place of its tasks, as bytes."""

    def made(cells=()):
        book = course.load("regression").skeleton_notebook()
        tasks = [cell for cell in book.cells if cell.source.startswith("# task")]
        for cell, source in zip(tasks, cells, strict=False):
            cell.source += source
        return nbformat.writes(book).encode("utf-8", "surrogatepass")

    return made


@pytest.fixture
def keep(course):
    """Puts grades into the store, with a notebook and evidence for each."""
    import hashlib

    def put(grades, notebooks=None):
        with Store.writer(course.state, "a test") as store:
            for place, one in enumerate(grades):
                data = (notebooks or {}).get(one.student, b"")
                if data:
                    store.note_attempt(
                        Submission(
                            student=one.student,
                            slug="regression",
                            notebook=data,
                            digest=hashlib.sha256(data).hexdigest(),
                            files_digest=digest_of_files({}),
                        )
                    )
                key = f"{place:064x}"
                status = RunStatus(
                    outcome="finished", cpu_seconds=1.0 + place, seconds=2.0, peak_memory=2**25
                )
                if not store.has_evidence(key):
                    store.put_evidence(key, Evidence(status=status))
                store.put_grades([Stored(one, key, key)])

    return put
