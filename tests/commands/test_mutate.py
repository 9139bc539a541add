"""``grade mutate``: what it says, and its exit codes."""

import json
from pathlib import Path

import pytest

from graders.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course(tmp_path):
    """Our own course with a copy of one assignment, so that files of it can be spoiled."""
    import shutil

    for name in ("course.toml", "datasets"):
        place = ROOT / name
        (shutil.copytree if place.is_dir() else shutil.copy)(place, tmp_path / name)
    shutil.copytree(ROOT / "reference" / "scaling", tmp_path / "reference" / "scaling")
    return tmp_path


def test_a_list_shows_what_changes_and_runs_nothing(course, capsys):
    arguments = ["mutate", "scaling", "--list", "--operators", "scaler-refitted", "--lang", "en"]
    assert main([*arguments, "--course", str(course)]) == 0
    said = capsys.readouterr().out
    assert "scaling: 5 of 104 mutants are tried." in said
    assert "+x_val_mm = normalizer.fit_transform(x_val)" in said
    assert not (course / ".graders").exists()


def test_a_sample_is_as_large_as_asked(course, capsys):
    arguments = ["mutate", "scaling", "--list", "--limit", "3", "--course", str(course)]
    assert main(arguments) == 0
    assert capsys.readouterr().out.count("    --- ") == 3


def test_an_entry_without_a_mutant_is_a_finding(course, capsys):
    path = course / "reference" / "scaling" / "equivalent.toml"
    path.write_text('[[equivalent]]\nmutant = "bias-removed/build/0"\nwhy = "so"\n', "utf-8")
    assert main(["mutate", "scaling", "--list", "--lang", "en", "--course", str(course)]) == 1
    assert "bias-removed/build/0 in equivalent.toml is no mutant" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["scaling", "--operators", "no-such-operator"],
        ["no-such-assignment"],
        ["scaling", "--limit", "0"],
    ],
    ids=" ".join,
)
def test_bad_input_is_told(course, arguments, capsys):
    assert main(["mutate", *arguments, "--course", str(course)]) == 2
    assert arguments[-1] in capsys.readouterr().err


def test_a_list_that_is_not_right_is_told_by_its_file(course, capsys):
    path = course / "reference" / "scaling" / "equivalent.toml"
    path.write_text('[[equivalent]]\nmutant = "a"\nwhy = ""\n', "utf-8")
    assert main(["mutate", "scaling", "--course", str(course)]) == 2
    assert str(path) in capsys.readouterr().err


@pytest.mark.box
def test_mutants_run_are_graded_and_kept(course, capsys, tmp_path, backend):
    out = tmp_path / "mutants.json"
    path = course / "reference" / "scaling" / "equivalent.toml"
    path.unlink()
    arguments = ["mutate", "scaling", "--operators", "argument-dropped", "--json", str(out)]
    arguments += ["--course", str(course), "--lang", "en"]
    assert main(arguments) == 1
    said = capsys.readouterr().out
    assert "killed  argument-dropped/split/" in said
    assert 'what = "train_test_split without test_size"\nwhy = ""' in said
    (report,) = json.loads(out.read_text("utf-8"))
    assert [one["kind"] for one in report["fates"]] == ["killed", "survived"]
    assert report["scores"]["total"]["score"] == 0.5
    name = report["fates"][1]["mutant"]
    path.write_text(f'[[equivalent]]\nmutant = "{name}"\nwhy = "a quarter does"\n', "utf-8")
    kept = {
        one: one.stat().st_mtime_ns for one in (course / ".graders").rglob("*") if one.is_file()
    }
    assert kept
    assert main(arguments) == 0
    assert "1 are equivalent, 0 survived" in capsys.readouterr().out
    assert kept == {one: one.stat().st_mtime_ns for one in kept}
