from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import click
import pytest

from graders import cli
from graders.cohort.store import Store, Stored
from graders.cohort.submissions import Submission
from graders.errors import CourseError, RubricError, SubmissionError
from graders.model.grade import Grade


def leaves(command, path=()):
    """Every command that can be called, with the words that call it."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from leaves(inner, (*path, name))
        if path:
            yield path, command
    else:
        yield path, command


LEAVES = dict(leaves(cli.grade))


def examples(path):
    context = click.Context(LEAVES[path], info_name=" ".join(("grade", *path)))
    text = LEAVES[path].get_help(context)
    shown = text[text.index("Example") :].splitlines()[1:]
    return [line.strip() for line in shown if line.strip()]


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_help_shows_an_example_that_parses(path):
    shown = examples(path)
    assert shown
    for line in shown:
        name, *words = shlex.split(line.split(">")[0])
        assert name == "grade"
        command = cli.grade
        parent = click.Context(cli.grade, info_name="grade")
        while isinstance(command, click.Group):
            command = command.get_command(parent, words.pop(0))
            assert command is not None
        assert command.make_context("example", words, parent=parent)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_table_of_commands_says_something_of_each(name):
    command = LEAVES.get((name,))
    assert command is not None
    assert command.name == name
    assert cli.COMMANDS[name].endswith(".")
    assert command.help


def test_help_imports_no_command_and_nothing_heavy():
    code = """
import sys
from graders.cli import main
assert main(["--help"]) == 0
heavy = {"tensorflow", "keras", "numpy", "pandas", "sklearn", "sqlalchemy", "nbgrader", "nbformat",
         "rich", "msgspec", "IPython", "fluent"}
found = heavy & {name.split(".")[0] for name in sys.modules}
assert not found, found
assert not [name for name in sys.modules if name.startswith("graders.commands")]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in cli.COMMANDS)


LOADED = """
import os, sys
from graders.cli import main
for words in CALLS:
    os.chdir(FOLDER)
    assert main(words) in (0, 1), words
    there = HEAVY & {name.split(".")[0] for name in sys.modules}
    assert not there, (words, there)
"""


def loads_none_of(heavy, folder, calls):
    """That ``grade`` called so, in one process, has not imported these."""
    names = f"HEAVY, FOLDER, CALLS = {set(heavy)!r}, {str(folder)!r}, {calls!r}\n"
    done = subprocess.run(
        [sys.executable, "-c", names + LOADED], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_help_of_no_command_imports_what_only_its_work_needs(tmp_path):
    heavy = ("copydetect", "matplotlib", "dulwich", "yaml", "tornado", "distributed", "nbgrader",
             "tensorflow", "keras", "numpy", "pandas", "scipy", "sklearn", "sqlalchemy", "jinja2",
             "nbformat", "IPython")  # fmt: skip
    loads_none_of(heavy, tmp_path, [[*path, "--help"] for path in LEAVES])


def test_commands_import_only_what_their_work_needs(tmp_path):
    from graders.commands.init import make_course

    make_course(tmp_path, ["regression"], title="Course", public=True)
    place = tmp_path / "submitted" / "kim" / "regression"
    place.mkdir(parents=True)
    (place / "regression.ipynb").touch()
    unneeded = (
        "copydetect", "matplotlib", "dulwich", "distributed", "tensorflow", "keras", "lark",
    )  # fmt: skip
    loads_none_of(unneeded, tmp_path, [["run"], ["late"], ["review"]])
    gradebook = ("nbgrader", "sqlalchemy", "tornado", "yaml")
    loads_none_of((*unneeded, *gradebook), tmp_path, [["export"], ["regrade", "--diff"]])
    loads_none_of(("pandas",), tmp_path, [["export"]])


def failing(problem):
    @click.command()
    def command():
        raise problem

    return command


@pytest.mark.parametrize(
    ("problem", "code", "said"),
    [
        (CourseError("No course here. Go there."), 2, "grade: No course here. Go there."),
        (RubricError("a.toml", 3, "checks[0].points", "no"), 2, "a.toml:3: checks[0].points: no"),
        (SubmissionError("submission-empty"), 1, "grade: "),
        (KeyboardInterrupt(), 130, "Stopped."),
        (click.Abort(), 130, "Stopped."),
        (click.UsageError("what?"), 2, "what?"),
        (CourseError("a\x1b[2J"), 2, "a\\x1b[2J"),
    ],
)
def test_errors_become_sentences_and_exit_codes(monkeypatch, capsys, problem, code, said):
    monkeypatch.setattr(cli, "grade", failing(problem))
    assert cli.main([]) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("lang", [["--lang", "ko"], ["--lang=ko"]])
def test_what_is_wrong_with_a_notebook_is_said_in_the_language_asked_for(tmp_path, capsys, lang):
    (tmp_path / "a.ipynb").write_text("no notebook", "utf-8")
    rubric = Path(__file__).parents[1] / "assignments" / "scaling" / "assignment.toml"
    words = ["check", str(tmp_path / "a.ipynb"), "--assignment", str(rubric)]
    assert cli.main([*words, *lang]) == 1
    assert "노트북이 아닙니다" in capsys.readouterr().err


def test_a_console_of_another_encoding_gets_question_marks():
    code = "import click; from graders import cli; cli.grade = click.command()(lambda: print('✓ 점')); cli.main([])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == (b"? ?", b"")


def test_an_export_to_a_pipe_is_utf_8_whatever_the_console_is(tmp_path):
    assert cli.main(["init", str(tmp_path), "--empty"]) == 0
    with Store.writer(tmp_path / ".graders") as store:
        store.note_attempt(Submission(student="김민수", slug="x", notebook=b"", digest=""))
        grade = Grade(
            student="김민수", assignment="x", state="graded", score=Decimal(1), possible=Decimal(1)
        )
        store.put_grades([Stored(grade, "key", "")])
    done = subprocess.run(
        [sys.executable, "-m", "graders", "export", "--course", str(tmp_path)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert "김민수".encode() in done.stdout


def test_our_bug_leaves_a_file(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("platformdirs.user_log_path", lambda _name: tmp_path / "log")
    monkeypatch.setattr(cli, "grade", failing(ZeroDivisionError("oops")))
    assert cli.main([]) == 3
    said = capsys.readouterr().err
    assert "fault of graders, not yours: ZeroDivisionError: oops" in said
    (path,) = (tmp_path / "log").iterdir()
    assert str(path) in said
    assert "Traceback" in path.read_text()


def test_what_a_command_returns_is_the_exit_code(monkeypatch):
    @click.command()
    def findings():
        return 1

    monkeypatch.setattr(cli, "grade", findings)
    assert cli.main([]) == 1


@pytest.mark.parametrize("arguments", [["nonsense"], ["run", "--nonsense"], ["run", "--jobs", "0"]])
def test_wrong_calls_are_usage(arguments, capsys):
    assert cli.main(arguments) == 2
    assert re.search("No such|Invalid", capsys.readouterr().err)


def test_version(capsys):
    assert cli.main(["--version"]) == 0
    assert "graders" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["run", "regrade", "export", "release", "verify", "calibrate"])
def test_a_folder_that_is_no_course_is_said(name, tmp_path, capsys):
    assert cli.main([name, "--course", str(tmp_path)]) == 2
    assert "course.toml" in capsys.readouterr().err
