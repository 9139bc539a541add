"""A notebook that travels alone: it unpacks its files, overwrites none, and is graded as any."""

import shutil
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.course.alone import alone, is_files_cell
from graders.course.folder import Course
from graders.course.release import release_alone
from graders.course.submission import read_submission

ROOT = Path(__file__).parents[2]
NAME = st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?\.csv", fullmatch=True)


def cell_of(files, lang="en"):
    return alone(nbformat.v4.new_notebook(), files, lang).cells[0]


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(NAME, st.binary(max_size=300), max_size=3), st.sampled_from(["en", "ko"]))
def test_files_come_back_as_they_were(tmp_path_factory, files, lang):
    folder = tmp_path_factory.mktemp("alone")
    source = cell_of(files, lang).source
    assert is_files_cell(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        exec(source, {})
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.csv")
    }
    assert found == files


def test_a_file_that_is_there_stays(empty):
    (empty / "a.csv").write_text("mine")
    exec(cell_of({"a.csv": b"theirs", "b.csv": b"new"}).source, {})
    assert (empty / "a.csv").read_text() == "mine"
    assert (empty / "b.csv").read_text() == "new"


def test_equal_files_make_equal_cells():
    assert cell_of({"a": b"1", "b": b"2"}) == cell_of({"b": b"2", "a": b"1"})


@pytest.mark.parametrize(
    "more", ["\nprint(1)", "\narchive.close()", '\nFILES = "x"', "\n# another line"]
)
def test_a_cell_with_more_in_it_is_a_students(more):
    assert not is_files_cell(cell_of({"a": b"1"}).source + more)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_handed_in_it_is_the_notebook_without_the_cell(tmp_path, lang):
    shutil.copytree(ROOT / "datasets/boston-twin", tmp_path / "datasets/boston-twin")
    shutil.copytree(ROOT / "reference/scaling", tmp_path / "reference/scaling")
    (tmp_path / "course.toml").write_text('public_secret = "public, for this test"', "utf-8")
    course = Course(tmp_path)
    loaded = course.load("scaling")
    paths = release_alone(course, "scaling", tmp_path / "out")
    assert [path.name for path in paths] == ["scaling.ipynb", "scaling.ko.ipynb"]
    data = paths[lang == "ko"].read_bytes()
    travelled = nbformat.reads(data.decode(), as_version=4)
    for cell in travelled.cells:  # as Colab saves it
        cell.metadata = nbformat.from_dict({"id": "x" * 12, "outputId": "y"})
        cell.pop("id")
    travelled.nbformat_minor = 0
    read = read_submission(nbformat.writes(travelled).encode(), loaded)
    usual = read_submission(nbformat.writes(loaded.skeleton_notebook(lang)).encode(), loaded)
    assert read.cells == usual.cells
    assert read.notebook == usual.notebook
