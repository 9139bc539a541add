"""``%grade`` without graders: what it tells nbgrader's Validate, and that boxes never see it."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from graders.course.folder import Course
from graders.course.stand_in import plain, telling
from graders.course.submission import read_submission, skeletons_of
from graders.course.variants import Variant, variant_notebook

COURSE = Course(Path(__file__).parents[2])
SAYS = """\
    from IPython.core.magic import register_line_magic

    @register_line_magic
    def grade(line):
        print(f"{line}: checked.")

    del grade
"""
ALONE = "if True:\n" + SAYS


@pytest.fixture
def shell():
    shell = InteractiveShell()
    yield shell
    InteractiveShell.clear_instance()


def said(shell, *cells):
    """What the cells print to stdout and to stderr, where graders is not installed."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        for cell in (telling(ALONE), *cells):
            shell.run_cell(cell, store_history=True)
    return out.getvalue(), err.getvalue()


TASK = "# task: split\n# names: x_train, x_val\n"


@pytest.mark.parametrize(
    ("work", "told"),
    [
        ("x_train = x_val = 1", ""),
        ("x_train = 1", "Not done yet: x_val\n"),
        ("", "Not done yet: x_train, x_val\n"),
        ("x_train = x_val = 1\nif 0:\n    raise NotImplementedError()", "Not done yet: # task: split\n"),
    ],
)  # fmt: skip
def test_a_task_that_is_not_done_is_told_while_validating(shell, monkeypatch, work, told):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    out, err = said(shell, TASK + work, "other = 1", "%grade held-out")
    assert err == told
    assert out.endswith("held-out: checked.\n")


def test_at_any_other_time_nothing_is(shell, monkeypatch):
    monkeypatch.delenv("NBGRADER_VALIDATING", raising=False)
    assert said(shell, TASK, "%grade held-out") == ("held-out: checked.\n", "")


@pytest.mark.parametrize("cells", [(), ("# task: split\nx = 1",), ("# task: a",), ("# names: a",)])
def test_it_does_not_raise_for_what_lacks_its_lines(shell, monkeypatch, cells):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    assert said(shell, *cells, "%grade held-out")[1] == ""


@pytest.mark.parametrize("cell", ["In = 5", "del globals()['In']"])
def test_no_name_is_left_behind(shell, monkeypatch, cell):
    monkeypatch.delenv("NBGRADER_VALIDATING", raising=False)
    before = set(shell.user_ns)
    out, _ = said(shell, cell, "%grade held-out")
    assert out == "held-out: checked.\n"
    assert {"os", "re", "sys", "task", "grade"}.isdisjoint(set(shell.user_ns) - before)


@pytest.mark.parametrize("slug", COURSE.slugs())
def test_every_released_notebook_tells_and_no_box_runs_it(slug):
    loaded = COURSE.load(slug)
    by_hand = {cell.id: cell.source for cell in loaded.source_notebook().cells}
    for lang, skeleton in skeletons_of(loaded).items():
        setup = skeleton.by_id()["setup"].source
        assert "NBGRADER_VALIDATING" in setup
        assert telling(setup) == setup
        if lang == "en":
            assert plain(setup) == by_hand["setup"]
    solved = variant_notebook(loaded, Variant(name="x", kind="right", title="", cells={}))
    read = read_submission(solved, loaded)
    assert read.repairs == ()
    assert {cell.cell: cell.source for cell in read.cells}["setup"] == by_hand["setup"]


def test_a_notebook_that_was_released_before_is_not_called_changed():
    loaded = COURSE.load("scaling")
    before = variant_notebook(loaded, Variant(name="x", kind="right", title="", cells={}))
    import nbformat

    notebook = nbformat.reads(before.decode(), as_version=4)
    for cell in notebook.cells:
        cell.source = plain(cell.source)
    read = read_submission(nbformat.writes(notebook).encode(), loaded)
    assert read.repairs == ()


@pytest.mark.parametrize(
    "source", ["", "def grade(line):\n    pass\n", "x = 1  # NBGRADER_VALIDATING"]
)
def test_other_cells_stay(source):
    assert telling(source) == source == plain(source)


@pytest.mark.parametrize(
    "install", ["pip install graders", 'pip install "a b"', "%pip install \\x"]
)
def test_how_to_get_the_checker_is_said_where_the_course_says_it(shell, install):
    source = telling(ALONE, install)
    assert plain(source) == ALONE
    out = io.StringIO()
    with redirect_stdout(out):
        shell.run_cell(source)
        shell.run_cell("%grade held-out")
    assert out.getvalue().endswith(f"To see it at once, restart after {install}\n")
