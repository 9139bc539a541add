"""Variants: how they are read, what is wrong with a file, and what a grade is held against."""

import shutil
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest

from graders.course.folder import Course
from graders.course.variants import (
    Expected,
    Variant,
    disagreements,
    read_variants,
    variant_notebook,
)
from graders.errors import CourseError
from graders.model.grade import Grade, Line, Verdict

ROOT = Path(__file__).parents[2]
SPLIT = "# %% split\nx_train, x_val, x_test = 1, 2, 3\n"
WRONG = "# Wrong.\n# fails: held-out\n" + SPLIT


@pytest.fixture
def scaling(tmp_path: Path):
    (tmp_path / "course.toml").write_text('public_secret = "public, for this test"', "utf-8")
    folder = tmp_path / "reference/scaling"
    folder.mkdir(parents=True)
    for name in ("assignment.toml", "scaling.ipynb"):
        shutil.copy(ROOT / "reference/scaling" / name, folder)
    shutil.copytree(ROOT / "datasets/boston-twin", tmp_path / "datasets/boston-twin")
    return Course.find(tmp_path).load("scaling")


def write(scaling, kind: str, text: str, name: str = "one") -> None:
    (scaling.folder / kind).mkdir(exist_ok=True)
    (scaling.folder / kind / f"{name}.py").write_text(text, encoding="utf-8")


def test_right_and_wrong_ones_are_read_right_first(scaling):
    write(scaling, "wrong", "# Parts are\n# exchanged.\n# fails: held-out\n"
          "# blocks: normalized-train\n# because: split-swapped\n" + SPLIT, "a")  # fmt: skip
    write(scaling, "right", "# Another way.\n# %% imports\nimport pandas as pd\n" + SPLIT, "b")
    right, wrong = read_variants(scaling)
    assert (right.name, right.kind, right.title) == ("b", "right", "Another way.")
    assert right.cells == {"imports": "import pandas as pd", "split": SPLIT.split("\n")[1]}
    assert (wrong.kind, wrong.title) == ("wrong", "Parts are exchanged.")
    assert wrong.expected == (
        Expected(item="held-out", outcome="failed", key="split-swapped"),
        Expected(item="normalized-train", outcome="blocked"),
    )


def test_a_line_that_chance_decides_on_may_come_out_either_way(scaling):
    write(scaling, "wrong", "# Wrong.\n# fails: held-out\n# varies: normalized-train\n" + SPLIT)
    (variant,) = read_variants(scaling)
    for outcome, points in (("passed", "1"), ("failed", "0"), ("blocked", "0")):
        lines = ("held-out", "failed", "why", "0"), ("normalized-train", outcome, "how", points)
        assert disagreements(variant, grade(*lines)) == ()
    assert disagreements(variant, grade(("normalized-train", "broken", "how", "0")))


def test_a_wrong_one_loses_something_for_certain(scaling):
    write(scaling, "wrong", "# Wrong.\n# varies: held-out\n" + SPLIT)
    with pytest.raises(CourseError, match="says `# fails"):
        read_variants(scaling)


def test_the_notebook_is_a_students_with_these_cells(scaling):
    write(scaling, "right", "# Another way.\n# %% look\nprint(1)\n" + SPLIT)
    (variant,) = read_variants(scaling)
    notebook = nbformat.reads(variant_notebook(scaling, variant).decode(), as_version=4)
    sources = {cell.id: cell.source for cell in notebook.cells}
    assert sources["look"] == "print(1)"
    assert sources["split"] == "# task: split\nx_train, x_val, x_test = 1, 2, 3"
    assert sources["normalize"] == scaling.solution_cells()["normalize"]
    assert sources["held-out"] == "%grade held-out"
    code = [
        cell.source for cell in notebook.cells if cell.cell_type == "code" and cell.id != "setup"
    ]
    assert not any("NotImplementedError" in source for source in code)


def same(scaling) -> str:
    return f"# The reference.\n# %% split\n{scaling.solution_cells()['split']}\n\n"


def commented(scaling) -> str:
    """The reference's own cell in another layout."""
    lines = scaling.solution_cells()["split"].splitlines()
    return "# %% split\n# Another way?\n" + "\n\n".join(f"{line}  # so" for line in lines)


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        ("wrong", "# Wrong.\n# fails: held-in\n" + SPLIT, "no check 'held-in'"),
        ("wrong", "# Wrong.\n# fails: held-out\n# blocks: held-out\n" + SPLIT, "named twice"),
        ("wrong", "# Wrong.\n" + SPLIT, "# fails: <check id>"),
        ("wrong", "# Wrong.\n# fails: held-out\n# because: a, b\n" + SPLIT, "2 keys for 1"),
        ("wrong", "# Wrong.\n# loses: held-out\n" + SPLIT, "'loses: held-out' should be one of"),
        ("wrong", "# fails: held-out\n" + SPLIT, "has no title"),
        ("wrong", SPLIT, "has no header"),
        ("right", "import numpy\n" + SPLIT, "has no header"),
        ("right", "# Fine.\n# fails: held-out\n" + SPLIT, "loses no points"),
        ("right", "# Fine.\n", "changes nothing"),
        ("right", "# Fine.\n# %% spilt\nx = 1\n", "no cell 'spilt'"),
        ("right", "# Fine.\n# %% held-out\nx = 1\n", "no cell 'held-out'"),
        ("right", "# Fine.\n# %% setup\nx = 1\n", "no cell 'setup'"),
        ("right", "# Fine.\n" + SPLIT + SPLIT, r"one.py:4: .* a second time"),
        ("right", same, "changes nothing"),
        ("wrong", lambda scaling: "# Wrong.\n# fails: held-out\n" + commented(scaling), "nothing"),
    ],
)
def test_every_fault_says_where_and_what(scaling, kind, text, problem):
    write(scaling, kind, text(scaling) if callable(text) else text)
    with pytest.raises(CourseError, match=problem) as caught:
        read_variants(scaling)
    assert "one.py" in str(caught.value)


def test_one_name_for_two_is_a_fault(scaling):
    write(scaling, "right", "# Fine.\n" + SPLIT)
    write(scaling, "wrong", WRONG)
    with pytest.raises(CourseError, match="same name"):
        read_variants(scaling)
    (scaling.folder / "wrong/one.py").write_bytes(b"\xff")
    (scaling.folder / "wrong/one.py").rename(scaling.folder / "wrong/two.py")
    with pytest.raises(CourseError, match=r"two\.py cannot be read"):
        read_variants(scaling)


def test_one_solution_has_one_verdict(scaling):
    write(scaling, "right", "# Fine.\n" + SPLIT, "a")
    write(scaling, "wrong", WRONG.replace("= 1", "=  1") + "# so be it\n", "b")
    with pytest.raises(CourseError, match="same solution") as caught:
        read_variants(scaling)
    assert "a.py" in str(caught.value)
    assert "b.py" in str(caught.value)


def grade(*lines: tuple[str, str, str, str], review: tuple[str, ...] = ()) -> Grade:
    made = tuple(
        Line(
            item=item,
            check="split",
            verdict=Verdict(outcome=outcome, key=key),
            points=Decimal(points),
            possible=Decimal(1),
        )
        for item, outcome, key, points in lines
    )
    return Grade(student="s", assignment="a", state="needs-review" if review else "graded",
                 score=Decimal(0), possible=Decimal(1), lines=made, review=review)  # fmt: skip


EXPECTED = (
    Expected(item="a", outcome="failed", key="why"),
    Expected(item="b", outcome="partial"),
    Expected(item="c", outcome="blocked"),
)
FILED = (
    ("a", "failed", "why", "0"),
    ("b", "partial", "part", "0.5"),
    ("c", "blocked", "blocked-by", "0"),
    ("d", "passed", "fine", "1"),
)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (("a", "failed", "other", "0"), "the reason should be why"),
        (("a", "passed", "fine", "1"), "should be failed"),
        (("b", "failed", "part", "0"), "should be partial"),
        (("c", "failed", "x", "0"), "should be blocked"),
        (("d", "partial", "x", "0.9"), "should get full points"),
        (("d", "broken", "x", "0"), "should get full points"),
    ],
)
def test_a_wrong_one_loses_exactly_what_it_is_filed_under(line, problem):
    variant = Variant(name="v", kind="wrong", title="t", cells={}, expected=EXPECTED)
    assert disagreements(variant, grade(*FILED)) == ()
    changed = [line if line[0] == other[0] else other for other in FILED]
    (fault,) = disagreements(variant, grade(*changed))
    assert problem in fault
    assert fault.startswith(f"{line[0]} is {line[1]}")


def test_a_right_one_gets_everything_and_needs_nobody():
    variant = Variant(name="v", kind="right", title="t", cells={})
    assert disagreements(variant, grade(FILED[3])) == ()
    assert len(disagreements(variant, grade(*FILED))) == 3
    assert "look" in disagreements(variant, grade(FILED[3], review=("not-seen",)))[0]


def test_every_assignment_of_ours_has_enough_of_both():
    course = Course.find(ROOT)
    for slug in course.slugs():
        kinds = [variant.kind for variant in read_variants(course.load(slug))]
        assert kinds.count("right") >= 5, slug
        assert kinds.count("wrong") >= 8, slug
