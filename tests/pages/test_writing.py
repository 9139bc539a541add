"""Pages on the disk: whole, only what changed, one student's trouble not another's."""

from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from graders.errors import StoreError
from graders.model.grade import Adjustment
from graders.pages import writing
from graders.pages.writing import page_name, students_folder, write_pages

NAMES = ("ada", "김민서", "Ünal O'Neil", "a#b?c%20", "x" * 120)


@pytest.fixture
def cohort(new_course, tmp_path):
    made = new_course(tmp_path / "course", ("regression",))
    for name in NAMES:
        made.hand_in("regression", name)
    return made


def test_pages_are_written_once_and_again_when_something_changed(cohort):
    first = write_pages(cohort.course, "regression")
    assert (first.made, first.problems) == (len(NAMES), {})
    assert set(first.pages) == set(NAMES)
    assert all(path.read_bytes().endswith(b"</html>") for path in first.pages.values())
    assert {path.parent for path in first.pages.values()} == {
        students_folder(cohort.course, "regression")
    }
    assert not list(students_folder(cohort.course, "regression").glob(".*"))
    assert write_pages(cohort.course, "regression").made == 0
    change = Adjustment(kind="comment", who="kim", at="2026-03-01T10:00:00", why="Well done")
    cohort.hand_in("regression", "ada", adjustments=(change,))
    assert write_pages(cohort.course, "regression").made == 1
    assert "Well done" in first.pages["ada"].read_text("utf-8")
    assert write_pages(cohort.course, "regression", lang="ko").made == len(NAMES)


def test_one_page_that_fails_leaves_the_others(cohort, monkeypatch):
    real = writing.render

    def render(shared, submission, **more):
        if submission.row.student == "ada":
            raise RuntimeError("no paper")
        return real(shared, submission, **more)

    write_pages(cohort.course, "regression", students=["ada"])
    before = (students_folder(cohort.course, "regression") / "ada.html").read_bytes()
    monkeypatch.setattr(writing, "render", render)
    written = write_pages(cohort.course, "regression", lang="ko", processes=1)
    assert written.problems == {"ada": "RuntimeError: no paper"}
    assert written.made == len(NAMES) - 1
    assert (students_folder(cohort.course, "regression") / "ada.html").read_bytes() == before


def test_processes_make_the_same_pages(cohort, tmp_path, monkeypatch):
    alone = write_pages(cohort.course, "regression", tmp_path / "alone", processes=1)
    monkeypatch.setattr(writing, "_FEW", 2)
    several = write_pages(cohort.course, "regression", tmp_path / "several", processes=2)
    for name in NAMES:
        assert alone.pages[name].read_bytes() == several.pages[name].read_bytes()


@pytest.mark.parametrize("name", [*NAMES, "con", "a/b", "a\\x1b", "..", "", "n" * 300, "가" * 90])
def test_names_make_files_below_the_folder(name):
    made = page_name(name)
    assert Path(made).name == made
    assert made.endswith(".html")
    assert len(made.encode()) <= 255
    assert "%" not in made
    assert page_name("kim") == "kim.html"


@pytest.mark.parametrize("odd", ["a%b", "a/b", "n" * 300])
def test_nobody_is_named_like_another_students_page(odd):
    borrowed = page_name(odd).removesuffix(".html")
    assert len({page_name(name).casefold() for name in (odd, borrowed, borrowed.upper())}) == 3


def test_nothing_graded_yet_is_said(new_course, tmp_path):
    made = new_course(tmp_path, ("regression",))
    with pytest.raises(StoreError, match="nothing has been graded yet"):
        write_pages(made.course, "regression")


@pytest.mark.parametrize("problem", [OSError(11, "no room"), BrokenProcessPool("killed")])
def test_where_processes_cannot_be_had_or_are_killed_all_pages_are_made(
    cohort, tmp_path, monkeypatch, problem
):
    def refuse(*given, **named):
        raise problem

    monkeypatch.setattr(writing, "_FEW", 1)
    monkeypatch.setattr(writing, "Helpers", refuse)
    written = write_pages(cohort.course, "regression", tmp_path / "pages", processes=2)
    assert written.made == len(written.pages) > 1
    assert all(path.is_file() for path in written.pages.values())
