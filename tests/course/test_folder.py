from __future__ import annotations

import io
import os
import shutil
import stat
import sys
from pathlib import Path

import msgspec
import numpy as np
import pandas as pd
import pytest

from graders.checks.base import Check
from graders.course.folder import Course
from graders.course.release import check_released, release
from graders.course.scaffold import new_assignment
from graders.errors import CalibrationError, CourseError, RubricError, StoreError
from graders.model.reference import Calibration

ROOT = Path(__file__).parents[2]
BESIDE = ROOT.parent / "shared" / "datasets"
MIRRORED = os.environ.get("GRADERS_MIRROR") or (str(BESIDE) if BESIDE.is_dir() else "")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A copy of this course with the one assignment that needs no model."""
    (tmp_path / "course.toml").write_text('title = "Ours"\n', encoding="utf-8")
    shutil.copytree(ROOT / "reference/scaling", tmp_path / "reference/scaling")
    shutil.copytree(ROOT / "datasets/boston-twin", tmp_path / "datasets/boston-twin")
    return Course.find(tmp_path / "reference")


def test_a_course_is_found_from_within_and_only_there(course: Course, tmp_path: Path) -> None:
    assert course.root == tmp_path.resolve()
    assert course.slugs() == ["scaling"]
    with pytest.raises(CourseError, match="grade init"):
        Course.find(Path(tmp_path.anchor))


@pytest.mark.parametrize("text", ["title = ", "titel = 'x'", "title = 3"])
def test_a_wrong_course_file_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "course.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"course\.toml is not right"):
        Course.find(tmp_path)


def test_assignments_come_in_the_courses_order() -> None:
    assert Course(ROOT).slugs()[:4] == ["scaling", "regression", "binary", "multiclass"]


@pytest.mark.parametrize("slug", ["nothing", "../reference/scaling", "", "."])
def test_an_unknown_assignment_is_told_with_those_there(course: Course, slug: str) -> None:
    with pytest.raises(CourseError, match="scaling"):
        course.load(slug)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(course: Course) -> None:
    with pytest.raises(CourseError, match="no secret"):
        _ = course.secret
    path = course.make_secret()
    first = course.secret
    assert course.make_secret() == path
    assert course.secret == first
    assert len(first) == 64
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_this_repositorys_secret_says_that_it_is_public() -> None:
    assert "public" in Course(ROOT).settings.public_secret


def test_box_rows_depend_on_the_secret_and_the_assignment(course: Course) -> None:
    course.make_secret()
    ours = course.load("scaling").box_files()
    again = Course(course.root).load("scaling").box_files()
    other = Course(ROOT)
    assert ours == again
    assert ours["data/test.csv"] != course.load("scaling").public_files()["data/test.csv"]
    tests = {other.load(slug).box_files()["data/test.csv"] for slug in ("scaling", "regression")}
    assert len({*tests, ours["data/test.csv"]}) == 3


def test_the_reference_holds_the_hidden_targets_of_the_box_rows() -> None:
    loaded = Course(ROOT).load("regression")
    reference = loaded.reference()
    assert reference.targets is not None
    assert reference.targets.shape == (300,)
    np.testing.assert_array_equal(reference.targets.numpy(), loaded._hidden.hidden)
    assert [column.name for column in reference.features][:2] == ["crim", "zn"]
    assert reference.features[9].name == "tax"
    assert reference.features[9].maximum > 600


def test_the_public_reference_holds_nothing_hidden() -> None:
    loaded = Course(ROOT).load("binary")
    public = loaded.reference(public=True)
    assert public.public
    assert public.targets is None
    assert public.calibration is None
    assert public.labels == ("No", "Yes")
    assert public.train_targets is not None
    assert set(public.train_targets.text) == {"No", "Yes"}


def test_a_task_without_targets_has_none() -> None:
    assert Course(ROOT).load("scaling").reference().targets is None


def test_calibration_is_read_where_it_is(course: Course) -> None:
    loaded = course.load("scaling")
    loaded.folder.joinpath("calibration.json").unlink(missing_ok=True)
    assert loaded.calibration is None
    path = loaded.folder / "calibration.json"
    path.write_bytes(msgspec.json.encode(Calibration(assignment="scaling")))
    assert loaded.calibration == Calibration(assignment="scaling")
    path.write_text("{", encoding="utf-8")
    with pytest.raises(CalibrationError, match="grade calibrate scaling"):
        _ = loaded.calibration


def test_solutions_and_texts_are_read(course: Course) -> None:
    loaded = course.load("scaling")
    assert list(loaded.solution_cells()) == ["split", "normalize", "standardize", "by-hand"]
    assert loaded.solution_cells()["split"].startswith("# task: split\n")
    assert loaded.texts("en") == {}
    assert "특성 스케일링" in loaded.texts("ko")["title"]
    with pytest.raises(CourseError, match="no texts in 'fr'"):
        loaded.texts("fr")


def test_an_address_reaches_the_students_notebook(course: Course) -> None:
    (course.root / "course.toml").write_text('address = "https://example.org/a/"', encoding="utf-8")
    notebook = Course(course.root).load("scaling").skeleton_notebook("ko")
    cell = next(cell for cell in notebook.cells if cell.id == "data-files")
    assert 'ADDRESS = "https://example.org/a/scaling/data"' in cell.source


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('slug = "scaling"', 'slug = "scales"', "folder's name"),
        ("test = 300\n", "", "rows.test"),
        ('column = "medv"', 'column = "price"', "medv"),
    ],
)
def test_an_assignment_at_odds_with_its_folder_is_told(
    course: Course, old: str, new: str, said: str
) -> None:
    path = course.root / "reference/scaling/assignment.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(RubricError, match=said) as caught:
        course.load("scaling")
    assert caught.value.line


def test_an_unknown_dataset_is_told(course: Course) -> None:
    path = course.root / "reference/scaling/assignment.toml"
    path.write_text(path.read_text("utf-8").replace("boston-twin", "boston-x"), encoding="utf-8")
    with pytest.raises(RubricError, match="boston-x") as caught:
        course.load("scaling")
    assert (caught.value.field, caught.value.line is None) == ("dataset", False)


def test_points_stand_in_the_rubric_alone(course: Course) -> None:
    path = course.root / "reference/scaling/assignment.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("points = ", "points = 1", 1), encoding="utf-8")
    loaded = course.load("scaling")
    changed = loaded.assignment.checks[0]
    assert changed.points >= 10
    for cell in (*loaded.source_notebook().cells, *loaded.skeleton_notebook().cells):
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade_id") == changed.id:
            assert meta["points"] == changed.points


@pytest.mark.parametrize("text", ["not json", "{}", '{"cells": 3}'])
def test_a_source_that_is_no_notebook_is_told(course: Course, text: str) -> None:
    (course.root / "reference/scaling/scaling.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match="not a notebook"):
        course.load("scaling")


CHECKS = """
from graders.checks.base import Check, passed

class Kind(Check, frozen=True, kw_only=True):
    word: str

    def __call__(self, evidence, reference, item):
        return passed("kind")

CHECKS = {"kind": Kind}
"""


def test_a_course_brings_its_own_checks(course: Course) -> None:
    folder = course.root / "reference/scaling"
    (folder / "checks.py").write_text(CHECKS, encoding="utf-8")
    toml = folder / "assignment.toml"
    text = toml.read_text("utf-8")
    toml.write_text(
        text.replace('check = "split"', 'check = "kind"\nparameters = { word = "x" }'),
        encoding="utf-8",
    )
    custom = course.load("scaling").custom_checks()
    assert issubclass(custom["kind"], Check)
    toml.write_text(text.replace('check = "split"', 'check = "kind"'), encoding="utf-8")
    with pytest.raises(RubricError, match="word"):
        course.load("scaling")


@pytest.mark.parametrize("text", ["raise OSError('x')", "x = 1", "def"])
def test_wrong_custom_checks_are_told(course: Course, text: str) -> None:
    (course.root / "reference/scaling/checks.py").write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"checks\.py"):
        course.load("scaling")


def test_further_files_are_everyones_and_their_answers_nobodys(course: Course) -> None:
    folder = course.root / "reference" / "scaling"
    (folder / "data").mkdir()
    (folder / "data" / "curves.csv").write_text("curve,loss\nc01,2.5\n", "utf-8")
    (folder / "answers.toml").write_text('c01 = ["a tag that nobody else knows"]\n', "utf-8")
    course.make_secret()
    loaded = course.load("scaling")
    for files in (loaded.public_files(), loaded.box_files(), loaded.reference(public=True).files):
        assert files["data/curves.csv"] == b"curve,loss\nc01,2.5\n"
    assert set(loaded.reference().files) == {"data/curves.csv"}
    assert loaded.reference().answers == {"c01": ("a tag that nobody else knows",)}
    assert loaded.reference(public=True).answers == {}
    paths = release(course, "scaling")
    assert course.root / "assignments" / "scaling" / "ko" / "data" / "curves.csv" in paths
    assert course.root / "source" / "scaling" / "data" / "curves.csv" in paths
    assert not any(b"nobody else knows" in path.read_bytes() for path in paths)
    assert check_released(course) == []


@pytest.mark.skipif(not MIRRORED, reason="the originals are in no mirror (GRADERS_MIRROR)")
@pytest.mark.parametrize(
    ("slug", "rows"),
    [
        ("regression", (304, 101)),
        ("binary", (750, 250)),
        ("imbalance", (4000, 2000)),
        ("topics", (2100, 600)),
        ("early-stopping", (2000, 500)),
    ],
)
def test_one_key_takes_the_rows_of_the_original(tmp_path, monkeypatch, slug, rows):
    monkeypatch.setenv("GRADERS_MIRROR", MIRRORED)
    monkeypatch.setattr("graders.course.fetch.cache_folder", lambda: tmp_path / "cache")
    shutil.copytree(ROOT / "reference" / slug, tmp_path / "reference" / slug)
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    shutil.copy(ROOT / "course.toml", tmp_path)
    path = tmp_path / "reference" / slug / "assignment.toml"
    dataset = next(line for line in path.read_text("utf-8").splitlines() if "dataset =" in line)
    text = path.read_text("utf-8").replace(dataset, f"{dataset}\noriginal = true", 1)
    path.write_text(text, encoding="utf-8")
    loaded = Course(tmp_path).load(slug)
    twin = Course(ROOT).load(slug)
    names = ("data/train.csv", "data/test.csv")
    tables = [pd.read_csv(io.BytesIO(loaded.box_files()[name])) for name in names]
    assert tuple(map(len, tables)) == rows
    made = pd.read_csv(io.BytesIO(twin.box_files()["data/train.csv"]), nrows=1)
    assert set(tables[0].columns) == set(made.columns)
    shown = pd.read_csv(io.BytesIO(loaded.public_files()["data/test.csv"]))
    assert not tables[1].merge(shown, how="inner").shape[0]


@pytest.mark.parametrize(
    ("other", "told"), [("boston-keras", "is no table"), ("iris", "has no column age, chas, crim")]
)
def test_an_original_with_other_columns_is_told(tmp_path, other, told):
    shutil.copytree(ROOT / "reference" / "regression", tmp_path / "reference" / "regression")
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    shutil.copy(ROOT / "course.toml", tmp_path)
    for path, found, instead in (
        ("datasets/boston-twin/card.toml", '= "boston"', f'= "{other}"'),
        ("reference/regression/assignment.toml", "[rows]", "original = true\n[rows]"),
    ):
        text = (tmp_path / path).read_text("utf-8")
        (tmp_path / path).write_text(text.replace(found, instead, 1), encoding="utf-8")
    with pytest.raises(RubricError, match=told):
        Course(tmp_path).load("regression")


def test_a_dataset_that_is_no_twin_has_no_original(tmp_path):
    (tmp_path / "course.toml").write_text('public_secret = "public, for this test"', "utf-8")
    new_assignment(Course(tmp_path), "rain")
    path = tmp_path / "reference/rain/assignment.toml"
    text = path.read_text("utf-8").replace("models = ", "original = true\nmodels = ", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RubricError, match="a twin of nothing"):
        Course(tmp_path).load("rain")


def test_a_secret_is_made_once_and_whole(tmp_path):
    (tmp_path / "course.toml").write_text("", "utf-8")
    course = Course(tmp_path)
    path = course.make_secret()
    first = course.secret
    assert len(first) == 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert course.state.stat().st_mode & 0o777 == 0o700  # what is graded comes to lie there, too
    assert course.make_secret() == path
    assert course.secret == first
    assert [one.name for one in course.state.iterdir()] == ["secret"]
    path.write_bytes(b"")  # what a machine that went down may leave
    course.make_secret()
    assert len(course.secret) == 64
    assert course.secret != first


def test_a_secret_that_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "course.toml").write_text("", "utf-8")
    monkeypatch.setattr(os, "fsync", lambda _handle: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(StoreError, match="secret cannot be written: full"):
        Course(tmp_path).make_secret()
    assert list((tmp_path / ".graders").iterdir()) == []
