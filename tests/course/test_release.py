from __future__ import annotations

import shutil
import tomllib
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.course.folder import Course
from graders.course.release import (
    assignment_toml,
    check_released,
    public_part,
    release,
    release_alone,
)
from graders.course.rubric import AssignmentFile
from graders.errors import CourseError, StoreError
from graders.model.assignment import Assignment

ROOT = Path(__file__).parents[2]
CANARY = "CANARY-4f1c"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    (tmp_path / "course.toml").write_text("", encoding="utf-8")
    shutil.copytree(ROOT / "reference/scaling", tmp_path / "reference/scaling")
    shutil.copytree(ROOT / "datasets/boston-twin", tmp_path / "datasets/boston-twin")
    return Course(tmp_path)


def test_the_repositorys_assignments_are_fresh() -> None:
    assert check_released(Course(ROOT)) == []


def test_a_release_is_complete_and_repeatable(course: Course) -> None:
    assert "assignments/scaling/scaling.ipynb is missing" in check_released(course)
    paths = release(course, "scaling")
    assert check_released(course) == []
    before = {path: path.stat().st_mtime_ns for path in paths}
    assert release(course, "scaling") == paths
    assert {path: path.stat().st_mtime_ns for path in paths} == before
    found = sorted(path.relative_to(course.root).as_posix() for path in paths)
    each = ["assignment.toml", "data/test.csv", "data/train.csv", "scaling.ipynb"]
    assert found == sorted(
        [f"assignments/scaling/{name}" for name in each]
        + [f"assignments/scaling/ko/{name}" for name in each]
        + [f"source/scaling/{name}" for name in each]
    )


def test_one_language_or_those_that_there_are(course: Course) -> None:
    korean = release(course, "scaling", "ko")
    assert {path.parent.name for path in korean} == {"ko", "data"}
    assert not (course.root / "source").exists()
    (course.root / "reference/scaling/text.ko.md").unlink()
    assert not any("ko" in path.parts for path in release(course, "scaling"))
    shutil.rmtree(course.root / "assignments/scaling/ko")
    assert check_released(course) == []
    with pytest.raises(CourseError, match=r"no texts in 'ko': .*text\.ko\.md is missing"):
        release(course, "scaling", "ko")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (None, "", "has no translation"),
        ("# 변수: x_train", "# 변수: x_learn", "its translation for x_learn"),
    ],
)
def test_a_translation_left_behind_is_told(
    course: Course, old: str | None, new: str, said: str
) -> None:
    path = course.root / "reference/scaling/text.ko.md"
    text = path.read_text(encoding="utf-8")
    assert old is None or old in text
    path.write_text(text.replace(old, new) if old else new, encoding="utf-8")
    with pytest.raises(CourseError, match=said):
        release(course, "scaling")


def test_differences_are_told(course: Course) -> None:
    release(course, "scaling")
    (course.root / "assignments/scaling/data/test.csv").write_text("a", encoding="utf-8")
    (course.root / "assignments/scaling/ko/extra.txt").write_text("a", encoding="utf-8")
    assert check_released(course) == [
        "assignments/scaling/data/test.csv is not what the reference gives",
        "assignments/scaling/ko/extra.txt is not from the reference",
    ]
    release(course, "scaling")
    assert (course.root / "assignments/scaling/ko/extra.txt").exists()


def test_no_secret_reaches_what_is_released(course: Course) -> None:
    """Canaries in every secret place; none may turn up in a public file."""
    folder = course.root / "reference/scaling"
    course.make_secret()
    notebook = folder / "scaling.ipynb"
    notebook.write_text(
        notebook.read_text("utf-8").replace(
            "### BEGIN SOLUTION\\n", f'### BEGIN SOLUTION\\n",\n"# {CANARY}\\n'
        ),
        encoding="utf-8",
    )
    assert CANARY in notebook.read_text("utf-8")
    toml = folder / "assignment.toml"
    toml.write_text(
        f"# {CANARY}\n"
        + toml.read_text("utf-8").replace(
            'check = "split"',
            f'check = "split"\npublic = false\nparameters = {{ train = "{CANARY}" }}',
        ),
        encoding="utf-8",
    )
    (folder / "calibration.json").write_text(f'{{"assignment": "{CANARY}"}}', encoding="utf-8")
    for kind in ("right", "wrong"):
        (folder / kind).mkdir(exist_ok=True)
        (folder / kind / "one.py").write_text(f"# {CANARY}", encoding="utf-8")
    loaded = course.load("scaling")
    hidden = loaded.box_files()["data/test.csv"].splitlines()[1:]
    release(course, "scaling")
    for path in (*course.root.glob("assignments/**/*"), *course.root.glob("source/**/*")):
        if path.is_file():
            data = path.read_bytes()
            assert CANARY.encode() not in data
            assert course.secret not in data
            if path.suffix == ".csv":
                assert not set(hidden) & set(data.splitlines())


def test_what_stands_in_the_way_is_named(course: Course) -> None:
    (course.root / "assignments").write_text("a file")
    with pytest.raises(StoreError, match=r"assignments.scaling cannot be written"):
        release(course, "scaling")
    with pytest.raises(StoreError, match="cannot be written"):
        release_alone(course, "scaling", course.root / "assignments" / "alone")


def test_lines_that_are_not_public_keep_their_title_and_points_only() -> None:
    assignment = AssignmentFile(ROOT / "reference/regression/assignment.toml").assignment()
    secret = msgspec.structs.replace(
        assignment,
        checks=tuple(
            msgspec.structs.replace(item, public=item.id != "test-rmse")
            for item in assignment.checks
        ),
    )
    public = public_part(secret)
    assert public.points == assignment.points
    line = public.item("test-rmse")
    assert (line.check, line.parameters, line.requires) == ("hidden", {}, ())
    assert line.title == assignment.item("test-rmse").title
    assert public.item("scaled") == assignment.item("scaled")


@pytest.mark.parametrize("lang", ["", "ko"])
@pytest.mark.parametrize("slug", Course(ROOT).slugs())
def test_the_released_rubric_reads_back_as_the_public_part(slug: str, lang: str) -> None:
    written = AssignmentFile(ROOT / "assignments" / slug / lang / "assignment.toml").assignment()
    assert written == public_part(Course(ROOT).load(slug).assignment)


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda name: len(name) < 20)


@settings(max_examples=60, deadline=None)
@given(
    slug=SLUGS,
    title=TEXTS,
    names=st.lists(TEXTS, max_size=3),
    points=st.decimals(0, 100, places=2),
    parameters=st.dictionaries(
        TEXTS.filter(bool), st.booleans() | st.integers(-9, 9) | TEXTS | st.lists(TEXTS, max_size=2)
    ),
    memory=st.integers(256, 9999),
)
def test_any_assignment_reads_back_as_it_was(
    *,
    slug: str,
    title: str,
    names: list[str],
    points: Decimal,
    parameters: dict,
    memory: int,
) -> None:
    assignment = msgspec.convert(
        {
            "slug": slug,
            "title": title,
            "dataset": "towns",
            "rows": {"train": 3},
            "targets": {"column": title, "task": "none"},
            "limits": {"memory_mb": memory},
            "cells": [{"id": "a", "names": names}],
            "checks": [{"id": "b", "check": "c", "points": points, "parameters": parameters}],
        },
        Assignment,
    )
    back = msgspec.convert(tomllib.loads(assignment_toml(assignment)), Assignment)
    assert back == assignment
