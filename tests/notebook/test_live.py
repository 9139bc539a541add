"""``%grade`` in a real kernel: the verdicts of ``grade check``, without running a cell again."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from graders.checks import make_check
from graders.commands.check import check_notebook
from graders.course.folder import Course
from graders.course.own import own_assignment
from graders.course.variants import read_variants
from graders.reports.messages import Messages

ROOT = Path(__file__).resolve().parents[2]
WORDS = {"Right": "passed", "Partly right": "partial", "Not yet": "failed", "Waits": "blocked"}


def handed_out(slug, folder, name=None, lang="en"):
    """A released notebook with a solution's cells in its tasks, in its folder."""
    loaded = Course.find(ROOT).load(slug)
    cells = loaded.solution_cells()
    if name is not None:
        cells |= next(one for one in read_variants(loaded) if one.name == name).cells
    shutil.copytree(ROOT / "assignments" / slug, folder, dirs_exist_ok=True)
    path = folder / (f"{slug}.ipynb" if lang == "en" else f"{lang}/{slug}.ipynb")
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        head = cell.source.split("\n", 1)[0]
        task = head.removeprefix("# task: ")
        if cell.cell_type == "code" and task != head and task in cells:
            cell.source = f"{head}\n{cells[task]}"
    path = folder / f"{slug}.ipynb"
    nbformat.write(notebook, path)
    return notebook, path


def execute(notebook, folder):
    NotebookClient(
        notebook, timeout=600, allow_errors=True, resources={"metadata": {"path": str(folder)}}
    ).execute()


def cards(notebook):
    """Each check's card as text, by its id."""
    return {
        cell.source.split()[1]: cell.outputs[0]["data"]["text/plain"]
        for cell in notebook.cells
        if cell.source.startswith("%grade")
    }


def outcomes(told):
    """What each card says, in the words of verdicts; what has to wait is left out."""
    words = {item: text.split(" ", 1)[1].split(":")[0] for item, text in told.items()}
    return {item: WORDS[word] for item, word in words.items() if word != "Later"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("scaling", None),
        ("scaling", "fitted-before-the-split"),
        pytest.param("binary", "mse", marks=pytest.mark.tensorflow),
        pytest.param("activations", None, marks=pytest.mark.tensorflow),
    ],
)
def test_a_card_and_grade_check_agree(slug, name, tmp_path):
    notebook, path = handed_out(slug, tmp_path, name)
    execute(notebook, tmp_path)
    told = cards(notebook)
    found = outcomes(told)
    own = own_assignment(tmp_path / "assignment.toml")
    grade = check_notebook(path, own, Messages("en").say)
    expected = {line.item: line.verdict.outcome for line in grade.lines}
    assert found == {item: expected[item] for item in found}
    # What is left out has its reason: hidden rows, an experiment, a cell further down.
    assert len(found) >= len(expected) // 2
    if name is not None:
        assert "failed" in found.values()
    # Nobody is sent back to a card that could only send on to an experiment.
    for item in own.whole.checks:
        if "has not run yet" in told.get(item.id, ""):
            asks = bool(make_check(item, own.types).needs)
            assert ("`grade check" in told[item.id]) == asks
            assert ("then this one again" in told[item.id]) == (not asks)


@pytest.mark.slow
def test_cells_run_once_and_again_when_the_student_runs_them(tmp_path):
    notebook, _ = handed_out("scaling", tmp_path)
    count = "import builtins\nbuiltins.ran = getattr(builtins, 'ran', 0) + 1\n"
    first = next(cell for cell in notebook.cells if cell.source.startswith("# task: split"))
    wrong = nbformat.from_dict(first)
    right = nbformat.from_dict(first)
    wrong.source = f"{first.source}\n{count}x_train, x_test = x_train[:5], x_test[:5]"
    right.source = f"{first.source}\n{count}"
    ask = nbformat.v4.new_code_cell("%grade held-out")
    ask_again = nbformat.v4.new_code_cell("%grade held-out")
    whole = nbformat.v4.new_code_cell("%grade runs-clean")
    ran = nbformat.v4.new_code_cell("ran")
    place = notebook.cells.index(first)
    notebook.cells[place:] = [wrong, ask, right, ask_again, whole, ran]
    for number, cell in enumerate(notebook.cells):
        cell.id = f"c{number}"
    execute(notebook, tmp_path)
    assert "Not yet" in ask.outputs[0]["data"]["text/plain"]
    assert "Right" in ask_again.outputs[0]["data"]["text/plain"]
    assert ran.outputs[0]["data"]["text/plain"] == "2"


@pytest.mark.slow
def test_a_card_is_in_the_notebooks_language(tmp_path):
    notebook, _ = handed_out("scaling", tmp_path, lang="ko")
    execute(notebook, tmp_path)
    told = cards(notebook)
    assert all(" 맞음: " in text for text in told.values()), told


@pytest.mark.slow
def test_without_a_rubric_it_says_what_the_check_is(tmp_path):
    notebook, _ = handed_out("scaling", tmp_path)
    (tmp_path / "assignment.toml").unlink()
    execute(notebook, tmp_path)
    checks = [cell for cell in notebook.cells if cell.source.startswith("%grade")]
    assert all("assignment.toml" in cell.outputs[0]["text"] for cell in checks)
