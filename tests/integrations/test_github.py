"""The action and the workflows hold: YAML, scripts, and every `grade` command in them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest
import yaml

from graders import cli

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "integrations" / "github"
ACTION = FOLDER / "action.yml"
WORKFLOWS = [path for path in sorted(FOLDER.glob("*.yml")) if path != ACTION]
EVERY = [ACTION, *WORKFLOWS]
_OWN = re.compile(r"YOUR-ACCOUNT/graders/(?P<folder>[\w/-]+)@main")


def loaded(path):
    return yaml.safe_load(path.read_text("utf-8"))


def steps(path):
    found = loaded(path)
    if path == ACTION:
        return found["runs"]["steps"]
    return [step for job in found["jobs"].values() for step in job["steps"]]


def scripts():
    return [(path, step) for path in EVERY for step in steps(path) if "run" in step]


def commands():
    found = []
    for _, step in scripts():
        lines = re.findall(r"^grade .*", step["run"], re.MULTILINE)
        found += [line.split("||")[0].strip() for line in lines]
    return found


def test_there_are_workflows_and_they_run_the_commands():
    assert {path.name for path in WORKFLOWS} == {"classroom.yml", "course.yml"}
    assert {line.split()[1] for line in commands()} == {"preflight", "check", "doctor", "verify"}


@pytest.mark.parametrize("line", commands())
def test_every_command_exists_with_these_options(line):
    values = {"NOTEBOOK": "my work.ipynb", "GRADE_LANG": "ko"}
    words = shlex.split(line.replace('"${assignments[@]}"', "regression binary"))
    words = [values.get(word.removeprefix("$"), word) for word in words[1:]]
    assert not any("$" in word for word in words)
    command = cli.grade.get_command(click.Context(cli.grade), words[0])
    assert command is not None
    assert command.make_context("github", words[1:], parent=click.Context(cli.grade))


@pytest.mark.parametrize(("path", "step"), scripts(), ids=lambda one: getattr(one, "name", ""))
def test_no_name_of_a_file_is_part_of_a_script(path, step):
    assert "${{" not in step["run"]
    assert step["shell"] == "bash"
    used = set(re.findall(r"\$\{?([A-Z_]+)", step["run"]))
    assert used <= {*step.get("env", {}), "RUNNER_TEMP", "GITHUB_ACTION_PATH", "GITHUB_PATH"}
    if shutil.which("bash") is None:
        pytest.skip("bash is not here to read the script")
    subprocess.run(["bash", "-n", "-c", step["run"]], check=True)


def test_what_is_installed_is_pinned_with_hashes():
    (install,) = [step["run"] for _, step in scripts() if "pip" in step["run"]]
    first, second = [line for line in install.splitlines() if '"$pip" install' in line]
    assert "--require-hashes -r" in first
    assert "--no-deps" in second
    for path in re.findall(r"\$GITHUB_ACTION_PATH/([\w./-]+)", install):
        assert (FOLDER / path).exists(), path


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_call_the_action_as_it_is(path):
    inputs = loaded(ACTION)["inputs"]
    (step,) = [step for step in steps(path) if _OWN.fullmatch(step.get("uses", ""))]
    folder = _OWN.fullmatch(step["uses"])["folder"]
    assert (ROOT / folder / "action.yml").is_file()
    assert set(step["with"]) <= set(inputs)
    assert step["with"]["command"] in {"check", "verify"}
    assert loaded(path)["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in path.read_text("utf-8")


def test_every_input_is_used_and_every_use_is_an_input():
    text = ACTION.read_text("utf-8")
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    assert used == set(loaded(ACTION)["inputs"])
