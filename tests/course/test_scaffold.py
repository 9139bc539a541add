"""Worked examples: they load, they draw rows, they are graded as filed, and nothing is overwritten."""

import re
from pathlib import Path

import pytest

from graders.cli import main
from graders.course.folder import Course
from graders.course.planning import make_job
from graders.course.scaffold import new_assignment, new_check, new_dataset
from graders.course.submission import read_submission
from graders.course.variants import read_variants
from graders.errors import CourseError
from graders.proof.missing import missing


@pytest.fixture
def course(tmp_path: Path) -> Course:
    (tmp_path / "course.toml").write_text('public_secret = "public, for this test"', "utf-8")
    return Course(tmp_path)


def test_an_assignment_brings_its_data_its_texts_and_its_solutions(course):
    new_assignment(course, "rain")
    loaded = course.load("rain")
    assert loaded.dataset.name == "rain"
    assert loaded.texts("ko")
    assert {one.kind for one in read_variants(loaded)} == {"right", "wrong"}
    assert loaded.public_files()["data/test.csv"].startswith(b"temperature,rain,holiday\n")
    assert loaded.public_files()["data/test.csv"] != loaded.box_files()["data/test.csv"]


def test_an_author_is_told_what_is_missing(course):
    new_assignment(course, "rain")
    said = {one.key: one.facts for one in missing(course.load("rain"))}
    assert said["missing-calibration"]["lines"] == "test-rmse"
    assert (said["missing-right"]["count"], said["missing-wrong"]["count"]) == (1, 3)
    assert "held-out" in said["missing-aim"]["lines"]
    korean = {"missing-korean", "missing-titles-korean"}
    assert not said.keys() & {*korean, "missing-titles"}
    (course.root / "reference/rain/text.ko.md").unlink()
    config = course.root / "reference/rain/assignment.toml"
    text = config.read_text("utf-8")
    config.write_text(re.sub(r"^title_ko = .*\n", "", text, count=2, flags=re.MULTILINE), "utf-8")
    said = {one.key: one.facts for one in missing(course.load("rain"))}
    assert said.keys() & {*korean, "missing-titles"} == korean
    first = course.load("rain").assignment.checks[0].id
    assert said["missing-titles-korean"]["lines"] == f"rain, {first}"


def test_an_assignment_over_a_dataset_that_is_there_makes_no_other(course):
    new_dataset(course, "days")
    new_assignment(course, "rain", "days")
    assert course.load("rain").dataset.name == "days"
    assert not (course.root / "datasets/rain").exists()


def test_a_check_gets_its_line_and_its_cell(course):
    new_assignment(course, "rain")
    new_check(course, "few-parameters", "rain")
    loaded = course.load("rain")
    assert loaded.assignment.item("few-parameters").cell == "model"
    order = [cell.id for cell in loaded.source_notebook().cells]
    assert order.index("trained") + 1 == order.index("few-parameters")
    with pytest.raises(CourseError, match="already"):
        new_check(course, "few-parameters", "rain")


@pytest.mark.parametrize("name", ["Rain", "rain forecast", "../rain", "", "a" * 65])
def test_a_name_that_is_none_makes_nothing(course, name):
    with pytest.raises(CourseError, match="no name for an assignment"):
        new_assignment(course, name)
    assert not (course.root / "reference").exists()


def test_what_is_there_stays(course):
    new_assignment(course, "rain")
    with pytest.raises(CourseError, match="there already"):
        new_assignment(course, "rain")
    with pytest.raises(CourseError, match="there already"):
        new_dataset(course, "rain")


@pytest.mark.slow
@pytest.mark.tensorflow
@pytest.mark.box
def test_the_example_passes_from_beginning_to_end(course, capsys):
    root = ["--course", str(course.root)]
    assert main(["new", "assignment", "rain", *root]) == 0
    assert main(["new", "check", "few-parameters", "--assignment", "rain", *root]) == 0
    assert main(["calibrate", "rain", "--seeds", "5", *root]) == 0
    assert main(["release", "rain", *root]) == 0
    code = main(["verify", "rain", "--quick", "--lang", "en", *root])
    said = capsys.readouterr().out
    assert code == 0, said
    assert "rain: no wrong solution is aimed at" in said
    loaded = course.load("rain")
    own = read_submission((course.root / "assignments/rain/rain.ipynb").read_bytes(), loaded)
    assert make_job(loaded, own, {}).files.keys() == {"data/train.csv", "data/test.csv"}
