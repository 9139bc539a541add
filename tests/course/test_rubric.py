from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.notebooknode import NotebookNode

from graders.checks import check_types
from graders.course.rubric import AssignmentFile
from graders.errors import RubricError
from graders.model.assignment import Assignment

GOOD = """\
slug = "sums"
title = "Sums"
dataset = "towns"

[rows]
train = 10
test = 5

[targets]
column = "price"
task = "regression"

[[cells]]
id = "fit"
names = ["model"]

[[checks]]
id = "trained"
check = "trained"
points = 2
cell = "fit"

[[checks]]
id = "runs"
check = "runs-clean"
points = 0.5
requires = ["trained"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "assignment.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    assignment = AssignmentFile(write(tmp_path, GOOD)).assignment(check_types())
    assert assignment.points == 2.5
    assert assignment.item("runs").requires == ("trained",)


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "said"),
    [
        ("points = 2", 'points = "many"', 20, "checks[0].points", "a number"),
        ("points = 2", "points = -2", 20, "checks[0].points", "from 0 on"),
        ("points = 2", 'points = "nan"', 20, "checks[0].points", "from 0 on"),
        ("points = 2\n", "", 17, "checks[0].points", "missing"),
        ("points = 2", "points = 2\npoins = 3", 21, "checks[0].poins", "unknown"),
        ('check = "trained"', 'check = "traind"', 19, "checks[0].check", "there are"),
        ('id = "runs"', 'id = "trained"', 24, "checks[1].id", "unique"),
        ('id = "runs"', 'id = "fit"', 24, "checks[1].id", "unique"),
        ('id = "runs"', 'id = "Runs!"', 24, "checks[1].id", "hyphens"),
        ('cell = "fit"', 'cell = "fitt"', 21, "checks[0].cell", "no cell"),
        ('["trained"]', '["trained", "x"]', 27, "checks[1].requires[1]", "no check"),
        ('cell = "fit"', 'requires = ["runs"]', 21, "checks[0].requires", "circle"),
        ('cell = "fit"', 'follows = ["runs"]', 21, "checks[0].follows", "circle"),
        ('cell = "fit"', 'follows = ["runs", "x"]', 21, "checks[0].follows[1]", "no check"),
        ('cell = "fit"', 'requires = ["trained"]', 21, "checks[0].requires", "circle"),
        ('task = "regression"', 'task = "guessing"', 11, "targets.task", "guessing"),
        ('task = "regression"', 'task = "binary"', 9, "targets.labels", "two"),
        ("test = 5", "tset = 5", 7, "rows.tset", "counts"),
        ("test = 5", "test = 0", 7, "rows.test", "counts"),
        ('cell = "fit"', "parameters = { modle = 1 }", 21, "checks[0].parameters.modle", "unknown"),
        ('cell = "fit"', "parameters = { model = 1 }", 21, "checks[0].parameters.model", "str"),
        ('slug = "sums"', "slug = ", 1, "", "TOML"),
        ('slug = "sums"\n', "", 1, "slug", "missing"),
    ],
)
def test_every_fault_names_its_line_and_field(
    tmp_path: Path, *, old: str, new: str, line: int, field: str, said: str
) -> None:
    assert GOOD.count(old) >= 1
    path = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(RubricError) as caught:
        AssignmentFile(path).assignment(check_types())
    assert (caught.value.line, caught.value.field) == (line, field)
    assert said in caught.value.problem
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_a_file_that_is_not_there_and_one_that_is_not_text(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match="cannot be read"):
        AssignmentFile(tmp_path / "assignment.toml").assignment()
    (tmp_path / "assignment.toml").write_bytes(b'a = 1\nb = "\xff"\n')
    with pytest.raises(RubricError, match=r"assignment\.toml:2: .*UTF-8"):
        AssignmentFile(tmp_path / "assignment.toml").assignment()


def test_a_rubric_worth_nothing_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace("points = 2", "points = 0").replace("points = 0.5", "points = 0")
    with pytest.raises(RubricError, match="gives no points"):
        AssignmentFile(write(tmp_path, text)).assignment()


def test_a_hidden_line_needs_no_known_check_but_a_public_one_does(tmp_path: Path) -> None:
    hidden = GOOD.replace('check = "trained"', 'check = "hidden"\npublic = false')
    AssignmentFile(write(tmp_path, hidden)).assignment(check_types())
    with pytest.raises(RubricError, match="'hidden' is no check"):
        AssignmentFile(write(tmp_path, hidden.replace("\npublic = false", ""))).assignment(
            check_types()
        )


@settings(max_examples=30, deadline=None)
@given(edges=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_requires_is_refused_exactly_where_it_goes_round(
    edges: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    wanted: dict[int, list[str]] = {n: [] for n in range(6)}
    for after, before in edges:
        wanted[after].append(f"c{before}")
    blocks = [
        f'[[checks]]\nid = "c{n}"\ncheck = "trained"\npoints = 1\nrequires = {names}\n'
        for n, names in wanted.items()
    ]
    text = GOOD.partition("[[checks]]")[0] + "".join(blocks)
    reached = {n: {before for after, before in edges if after == n} for n in range(6)}
    for _ in range(6):
        for n, known in reached.items():
            reached[n] = known.union(*(reached[m] for m in known))
    round_trip = any(n in known for n, known in reached.items())
    path = write(tmp_path_factory.mktemp("course"), text)
    if round_trip:
        with pytest.raises(RubricError, match="circle"):
            AssignmentFile(path).assignment()
    else:
        assert len(AssignmentFile(path).assignment().checks) == 6


def notebook(
    *,
    check: str = "%grade trained",
    name: str = "fit",
    cell_id: str = "",
    source: str = "# task: fit",
) -> NotebookNode:
    def cell(source: str, **meta: object) -> NotebookNode:
        named = cell_id if cell_id and meta["solution"] else meta["grade_id"]
        return nbformat.v4.new_code_cell(source, id=named, metadata={"nbgrader": meta})

    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("Hello"),
            cell(source, grade_id=name, solution=True, grade=False),
            cell(check, grade_id="trained", solution=False, grade=True, points=3),
            cell("%grade runs", grade_id="runs", solution=False, grade=True, points=0.5),
        ]
    )


def judge(tmp_path: Path, given: NotebookNode) -> Assignment:
    file = AssignmentFile(write(tmp_path, GOOD))
    assignment = file.assignment()
    file.judge_notebook(assignment, given)
    return assignment


def test_a_notebook_that_bears_the_rubric_out(tmp_path: Path) -> None:
    judge(tmp_path, notebook())
    judge(tmp_path, notebook(source="# task: fit\n# names: history, model"))


def test_a_name_may_be_asked_for_earlier_or_given(tmp_path: Path) -> None:
    later = notebook(source="# task: fit\n# names: history")
    given = nbformat.v4.new_code_cell("model = start()")
    judge(tmp_path, nbformat.v4.new_notebook(cells=[given, *later.cells]))


@pytest.mark.parametrize(
    ("given", "line", "field"),
    [
        (notebook(check="%grade training"), 18, "checks[0].id"),
        (notebook(check="assert True"), 18, "checks[0].id"),
        (notebook(name="train"), 14, "cells[0].id"),
        (notebook(cell_id="5f2a"), 14, "cells[0].id"),
        (notebook(source="# task: fitt"), 14, "cells[0].id"),
        (notebook(source="# task: fit\n# names: modell"), 15, "cells[0].names"),
    ],
)
def test_a_notebook_that_does_not(
    tmp_path: Path, given: NotebookNode, line: int, field: str
) -> None:
    with pytest.raises(RubricError) as caught:
        judge(tmp_path, given)
    assert (caught.value.line, caught.value.field) == (line, field)


def test_cells_too_many_and_too_few(tmp_path: Path) -> None:
    given = notebook()
    more = {**given.cells[-1].metadata["nbgrader"], "grade_id": "more"}
    extra = nbformat.v4.new_code_cell("%grade more", metadata={"nbgrader": more})
    with pytest.raises(RubricError, match="more"):
        judge(tmp_path, nbformat.v4.new_notebook(cells=[*given.cells, extra]))
    with pytest.raises(RubricError, match="no check cell 'runs'"):
        judge(tmp_path, nbformat.v4.new_notebook(cells=given.cells[:-1]))
