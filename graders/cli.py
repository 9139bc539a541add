"""The command ``grade``: the composition root, and the one place where errors become exit codes.

    0    fine
    1    findings: something is wrong with what was looked at, and it was said
    2    usage: the call or the folder is not what it should be
    3    our bug: a file with the traceback was written
    130  interrupted

A command is a module ``graders.commands.<name>`` with an object ``command``, imported when it is
called: ``grade --help`` reads the table below and imports nothing.
"""

from __future__ import annotations

import importlib
import io
import sys
from types import ModuleType
from typing import cast

import click

import graders
from graders.errors import GradersError, SubmissionError

# Reading notebooks imports jsonschema, and that, where it is installed, a grammar of web addresses
# that is built anew in every process, for a second. No notebook has any of that format, and
# jsonschema does without it where it cannot be imported.
sys.modules.setdefault("rfc3987_syntax", cast("ModuleType", None))

COMMANDS = {
    "demo": "Grade an example cohort from beginning to end, and show where the results lie.",
    "init": "Make a course folder.",
    "adopt": "Look at a course made for nbgrader: what is graded how, and what could be.",
    "release": "Make the students' notebooks from the reference.",
    "collect": "Bring work from Moodle, Canvas, Gradescope, GitHub or the exchange here.",
    "run": "Grade the cohort's submissions; only what is new or changed runs.",
    "check": "Check your own notebook before you hand it in.",
    "preflight": "Say whether your notebook runs and is complete, as a receipt.",
    "regrade": "Judge stored results again after a rubric change; runs no notebook.",
    "review": "List what needs a person and why; accept a grade as it stands.",
    "override": "Give a line other points, with who, when and why.",
    "late": "Show what late work costs by the course's policy, and apply it.",
    "publish": "Release results and feedback to students; stops where a question is open.",
    "explain": "Lay out all that stands behind one line of a grade, for an appeal.",
    "calibrate": "Measure the reference over many seeds, and set the bars.",
    "verify": "Prove an assignment: the reference gets full marks, an empty notebook does not.",
    "mutate": "Make wrong solutions by machine, and find those that get full marks.",
    "new": "Lay down the files of a new assignment, check or dataset.",
    "guide": "Make a page for instructors of each assignment.",
    "report": "Make the instructor's page: what to do now, scores, mistakes, checks, students.",
    "serve": "Show the instructor's page live, on this machine only.",
    "export": "Write the grades as CSV.",
    "data": "List the datasets, and fetch originals.",
    "doctor": "Say what works on this machine, and what is missing.",
}


class LazyCommands(click.Group):
    """Commands by name; each module is imported when its command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of a course's life."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"graders.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, without importing any command."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyCommands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `grade demo`. Each command has --help with an example.",
)
@click.version_option(graders.__version__, prog_name="graders")
def grade() -> None:
    """Grade Keras notebooks by what they do: a student's notebook in, points with reasons out."""


def main(argv: list[str] | None = None) -> int:
    """Run ``grade`` with these arguments; return the exit code. Nothing passes as an exception."""
    arguments = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        # A console or pipe of another encoding than UTF-8 shows a question mark; we do not fall.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    # nbformat imports jsonschema, and that compiles 38 grammars of internationalised addresses
    # where this package is there: 1.5 s of every command for a format no notebook schema names.
    sys.modules.setdefault("rfc3987_syntax", cast("ModuleType", None))
    try:
        outcome = grade.main(arguments, prog_name="grade", standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except (KeyboardInterrupt, click.Abort) as stop:
        _say(str(stop.__cause__ or stop) or "Stopped.")
        return 130
    except SubmissionError as problem:
        _say(_in_words(problem, arguments))
        return problem.exit_code
    except GradersError as problem:
        _say(str(problem))
        return problem.exit_code
    except BrokenPipeError:
        # The reader of our output has gone (`grade export | head`); not worth a word.
        sys.stderr.close()
        return 0
    except Exception as problem:  # noqa: BLE001 - the one error boundary
        from graders.commands import our_bug

        _say(our_bug.report(problem, arguments))
        return 3
    return outcome if isinstance(outcome, int) else 0


def _in_words(problem: SubmissionError, arguments: list[str]) -> str:
    from graders.commands.language import messages

    # The command that knew its language has ended, so its --lang is read once more.
    asked = f"{' '.join(arguments)} ".rpartition("--lang")[2].lstrip(" =").partition(" ")[0]
    words: str = messages(asked if asked in {"en", "ko"} else None).say(problem.key, problem.facts)
    return words


def _say(text: str) -> None:
    from graders.reports.plain import printable

    lines = (printable(line) for line in text.splitlines())
    click.echo("grade: " + "\n".join(lines), err=True)
