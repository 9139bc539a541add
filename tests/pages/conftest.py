"""A course whose students were graded from evidence that is recorded beside its solutions."""

import json
from pathlib import Path
from types import SimpleNamespace

import msgspec
import nbformat
import pytest

from graders.cohort.judge import Judge
from graders.cohort.store import Store, Stored
from graders.cohort.submissions import Submission, digest_of_files
from graders.commands.init import make_course
from graders.course.folder import Course
from graders.course.submission import read_submission
from graders.errors import SubmissionError
from graders.pages.student import Shared, given, render
from graders.proof.recorded import read_pack

ROOT = Path(__file__).parents[2]
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def display(**data):
    return {"output_type": "display_data", "metadata": {}, "data": data}


class Graded:
    """A course with a store that students are put into, and the pages that come of it."""

    def __init__(self, root, slugs):
        make_course(root, list(slugs), public=True)
        self.course = Course(root)
        self.shared = {slug: Shared(self.course.load(slug)) for slug in slugs}
        self.packs = {slug: read_pack(ROOT / "reference" / slug) for slug in slugs}
        self.judges = {slug: Judge(shared.loaded) for slug, shared in self.shared.items()}

    def notebook(self, slug, lang="en", cells=()):
        """The reference's notebook as a student hands it in; ``cells`` by id are otherwise."""
        loaded = self.shared[slug].loaded
        notebook = loaded.skeleton_notebook(lang)
        sources = {**loaded.solution_cells(), **dict(cells)}
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            cell.source = sources.get(grade_id, cell.source)
        return notebook

    def evidence(self, slug, name="reference", outputs=(), **changes):
        """Recorded evidence; ``outputs`` are cells' outputs by id."""
        evidence = self.packs[slug].evidence(name)
        outputs = dict(outputs)
        cells = tuple(
            msgspec.structs.replace(run, outputs=json.dumps(outputs[run.cell]).encode())
            if run.cell in outputs
            else run
            for run in changes.pop("cells", evidence.cells)
        )
        return msgspec.structs.replace(evidence, cells=cells, **changes)

    def hand_in(self, slug, student, notebook=None, evidence=None, adjustments=()):
        """Store a submission with its grade."""
        data = notebook if isinstance(notebook, bytes) else nbformat.writes(
            notebook or self.notebook(slug)
        ).encode()  # fmt: skip
        submission = Submission(
            student=student, slug=slug, notebook=data, digest=keyed(data),
            files_digest=digest_of_files({}), received_at="2026-03-01T10:00:00+00:00",
        )  # fmt: skip
        judge = self.judges[slug]
        with Store.writer(self.course.state) as store:
            row = store.note_attempt(submission)
            try:
                read_submission(data, judge.loaded)
            except SubmissionError as problem:
                grade, key = judge.unreadable(row, (), problem), ""
            else:
                run = evidence or self.evidence(slug)
                key = keyed(run.encode())
                store.put_evidence(key, run)
                grade = judge.grade(row, (), key, run)
            store.put_grades([Stored(grade, judge.key(key, student), key)])
            store.add_adjustments(slug, {student: adjustments})

    def given(self, slug, student):
        with Store(self.course.state, readonly=True) as store:
            stored = store.grades(slug)[student]
            return given(store, stored, store.newest_attempts(slug)[student])

    def page(self, slug, student, **changes):
        """The page, as text."""
        lang = changes.pop("lang", None)
        submission = self.given(slug, student)._replace(**changes)
        return render(self.shared[slug], submission, lang=lang).decode()


def keyed(data):
    import hashlib

    return hashlib.sha256(data).hexdigest()


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    return Graded(tmp_path_factory.mktemp("course"), ("regression", "binary"))


@pytest.fixture(scope="session")
def new_course():
    """Makes another such course: ``new_course(folder, slugs)``."""
    return Graded


@pytest.fixture(scope="session")
def made():
    """How outputs are made."""
    return SimpleNamespace(stream=stream, display=display, png=PNG)
