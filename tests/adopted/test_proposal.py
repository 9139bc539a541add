"""What `grade adopt` finds in an assignment, and the drafts that it writes."""

from decimal import Decimal

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from graders.adopted.course import AdoptedCourse
from graders.adopted.draft import draft, slug_of, write_draft
from graders.adopted.proposal import plan
from graders.checks import check_types
from graders.course.rubric import AssignmentFile
from graders.errors import CourseError


def meta(name, *, points=None, grade=False, solution=False, locked=False, task=False):
    told = {"grade_id": name, "grade": grade, "solution": solution, "locked": locked,
            "task": task, "schema_version": 3}  # fmt: skip
    return {"nbgrader": told | ({} if points is None else {"points": points})}


def solved(name, work):
    source = f"### BEGIN SOLUTION\n{work}\n### END SOLUTION"
    return new_code_cell(source, metadata=meta(name, solution=True))


def checked(name, points, source):
    return new_code_cell(source, metadata=meta(name, points=points, grade=True, locked=True))


NETWORK = """\
net = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
net.compile("adam", "binary_crossentropy")"""


def source():
    kernel = {"name": "python3", "language": "python", "display_name": "Python"}
    return new_notebook(
        metadata={"kernelspec": kernel},
        cells=[
            solved("build_it", NETWORK),
            checked("test_build", 5, "assert net.loss == 'binary_crossentropy'\n"
                   "assert net.output_shape == (None, 1)\nassert 'acc' in net.metrics_names"),
            solved("Fit", "history = net.fit(x, y)"),
            checked("Test_Fit", 1.25, "assert history.history['loss'][-1] < 1"),
            checked("test-half", 2, "assert 1 + 1 == 2\n### BEGIN HIDDEN TESTS\nassert half(2) == 1\n"
                   "### END HIDDEN TESTS"),
            new_markdown_cell("Why?", metadata=meta("why", points=3, grade=True, solution=True)),
            new_markdown_cell("Draw.", metadata=meta("drawing", points=4, task=True)),
        ],
    )  # fmt: skip


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    root = tmp_path / "course"
    folder = root / "source" / "ps1"
    folder.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    nbformat.write(source(), folder / "one.ipynb")
    (folder / "table.csv").write_text("a\n1\n", encoding="utf-8")
    return AdoptedCourse(root)


def test_every_graded_cell_is_told_with_its_way(course):
    (notebook,) = plan(course, "ps1").notebooks
    assert [(cell.id, cell.points, cell.how) for cell in notebook.cells] == [
        ("test_build", Decimal(5), "test"),
        ("Test_Fit", Decimal("1.25"), "test"),
        ("test-half", Decimal(2), "hidden-test"),
        ("why", Decimal(3), "by-hand"),
        ("drawing", Decimal(4), "task"),
    ]
    assert notebook.points == Decimal("15.25")
    assert (notebook.task, notebook.models) == ("binary", ("net",))
    assert notebook.files == ("table.csv",)
    offered = {cell.id: [offer.check for offer in cell.offers] for cell in notebook.cells}
    assert offered["test_build"] == ["output-head", "loss-fits", "metrics-fit"]
    assert offered["Test_Fit"] == ["trained", "history"]
    assert offered["test-half"] == offered["why"] == []


def test_the_draft_is_a_rubric_that_loses_no_point(course):
    (notebook,) = plan(course, "ps1").notebooks
    path = write_draft(course.root, notebook)
    assert path == course.root / "reference" / "ps1-one" / "assignment.toml"
    found = AssignmentFile(path).assignment(check_types({}))
    assert found.points == notebook.points
    assert found.models == ("net",)
    assert [(cell.id, cell.names) for cell in found.cells] == [
        ("build-it", ("net",)), ("fit", ("history",)), ("why", ()),
    ]  # fmt: skip
    assert [(item.id, item.check, str(item.points), item.cell) for item in found.checks] == [
        ("test-build-output-head", "output-head", "2", "build-it"),
        ("test-build-loss-fits", "loss-fits", "1.5", "build-it"),
        ("test-build-metrics-fit", "metrics-fit", "1.5", "build-it"),
        ("test-fit-trained", "trained", "0.75", "fit"),
        ("test-fit-history", "history", "0.5", "fit"),
        ("test-half", "cell-passes", "2", "fit"),
        ("why-read", "graded-by-hand", "3", "why"),
        ("drawing-read", "graded-by-hand", "4", ""),
    ]
    assert '# nbgrader\'s "Test_Fit"' in path.read_text("utf-8")
    # A draft grades nothing: the course is nbgrader's as before.
    assert AdoptedCourse(course.root).load("ps1/one").assignment.points == notebook.points


def test_a_draft_is_never_overwritten(course):
    (notebook,) = plan(course, "ps1").notebooks
    path = write_draft(course.root, notebook)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CourseError, match="is there already"):
        write_draft(course.root, notebook)
    assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize("task", ["regression", "multiclass", "multilabel", None])
def test_a_draft_of_any_task_can_be_read(course, tmp_path, task):
    import dataclasses

    (notebook,) = plan(course, "ps1").notebooks
    other = dataclasses.replace(notebook, task=task, models=())
    path = tmp_path / "assignment.toml"
    path.write_text(draft(other), encoding="utf-8")
    AssignmentFile(path).assignment()


def test_a_notebook_that_cannot_be_graded_stops_no_other(course):
    (course.root / "source" / "ps1" / "two.ipynb").write_text("{ no notebook", encoding="utf-8")
    found = plan(AdoptedCourse(course.root), "ps1")
    assert [notebook.slug for notebook in found.notebooks] == ["ps1/one"]
    assert len(found.refused) == 1
    assert "two.ipynb" in found.refused[0]
    with pytest.raises(CourseError, match="ps2"):
        plan(course, "ps2")


@pytest.mark.parametrize("name", ["", "???", "문제", "a" * 300, "-", "A B"])
def test_any_name_gives_a_slug(name):
    from graders.course.scaffold import SLUG

    assert SLUG.fullmatch(slug_of(name))
    assert len(slug_of(name)) <= 64
