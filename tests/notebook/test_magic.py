"""`%grade` tells what can be told cheaply, on stdout, and never raises."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from graders.notebook import load_ipython_extension
from graders.notebook.magic import explain

RUBRIC = """
slug = "small"
title = "Small"
[[cells]]
id = "fit"
names = ["model", "history"]
[[checks]]
id = "trained"
check = "trained"
points = 3
cell = "fit"
title = "The model learned"
title_ko = "모델이 배웠다"
"""


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setenv("LANG", "C")


@pytest.fixture
def beside(tmp_path):
    (tmp_path / "assignment.toml").write_text(RUBRIC, encoding="utf-8")
    return tmp_path


def test_it_says_which_check_and_which_names_are_missing(beside):
    text = explain(" trained ", {"model": 1}, beside)
    assert "The model learned (3 points)" in text
    assert "Not defined yet: history" in text
    assert "grade check small.ipynb" in text


def test_one_point_is_one_point(beside):
    (beside / "assignment.toml").write_text(RUBRIC.replace("points = 3", "points = 1"), "utf-8")
    assert "(1 point)" in explain("trained", {}, beside)


def test_it_says_that_all_names_are_there(beside):
    assert "Defined so far: model, history" in explain(
        "trained", {"model": 1, "history": 2}, beside
    )


@pytest.mark.parametrize("escaped", [False, True])
def test_it_speaks_the_notebooks_language(beside, escaped):
    (beside / "small.ipynb").write_text(
        json.dumps("모델을 만듭니다" * 50, ensure_ascii=escaped), "utf-8"
    )
    assert "모델이 배웠다" in explain("trained", {}, beside)


def test_the_notebooks_own_name_is_quoted(beside, monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "/home/kim/my work.ipynb")
    assert "grade check 'my work.ipynb'" in explain("trained", {}, beside)


@pytest.mark.parametrize("line", ["", "unknown", "a b c", "\x00", "../../x"])
def test_what_it_does_not_know_is_said(beside, line):
    assert "trained" in explain(line, {}, beside)


@pytest.mark.parametrize(
    "rubric", [None, "", "slug = 5", "checks = 3", "checks = [1]", "not toml =", "cells = 'x'"]
)
def test_whatever_lies_beside_it_does_not_raise(tmp_path, rubric):
    if rubric is not None:
        (tmp_path / "assignment.toml").write_text(rubric, encoding="utf-8")
    assert explain("trained", {}, tmp_path)


def test_in_ipython_it_prints_to_stdout(beside, monkeypatch, capsys):
    monkeypatch.chdir(beside)
    shell = InteractiveShell()
    load_ipython_extension(shell)
    outcome = shell.run_cell("model = 1\n%grade trained")
    said = capsys.readouterr()
    assert outcome.success
    assert "The model learned" in said.out
    assert said.err == ""
    InteractiveShell.clear_instance()


def test_the_released_notebooks_checks_are_all_known(tmp_path):
    folder = Path(__file__).resolve().parents[2] / "reference" / "regression"
    shutil.copy(folder / "assignment.toml", tmp_path)
    assert "scal" in explain("scaled", {}, tmp_path).lower()


def test_loading_it_loads_nothing_heavy():
    code = (
        "import sys, graders.notebook, graders.notebook.magic\n"
        "graders.notebook.magic.explain('x', {})\n"
        "heavy = {'tensorflow', 'keras', 'pandas', 'sqlalchemy', 'nbgrader', 'sklearn'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
