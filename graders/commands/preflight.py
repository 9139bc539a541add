"""``grade preflight``: a receipt for a student, before the notebook is handed in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import examples
from graders.commands.own_notebook import (
    RunningCell,
    assignment_option,
    notebook_argument,
    notebook_lang_option,
    speaker,
    there,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.course.own import OwnAssignment
    from graders.model.values import Scalar
    from graders.notebook.preflight import Receipt
    from graders.reports.table import Say


@click.command(
    name="preflight",
    epilog=examples(
        "grade preflight regression.ipynb",
        "grade preflight regression.ipynb --lang ko --json receipt.json",
    ),
)
@notebook_argument
@assignment_option
@click.option(
    "--json",
    "into",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default=None,
    help="Write the receipt as JSON as well; - writes nothing else, to standard output.",
)
@notebook_lang_option
def command(*, notebook: Path, assignment: Path | None, into: Path | None, lang: str | None) -> int:
    """Say before you hand in: does it run from top to bottom, and is everything there.

    It restarts and runs all cells on your machine, names tasks without an answer, variables that
    are missing, cells that would be restored, names that only a later cell makes, and files that
    will not be there. It tells no points. Exits 1 where something is not ready.
    """
    from graders.course.own import own_assignment
    from graders.files import write_aside

    there(notebook)
    say = speaker(notebook, lang).say
    own = own_assignment(assignment or notebook.parent / "assignment.toml")
    found = _receipt(notebook, own, say)
    text = _as_json(found, say)
    if into is not None and str(into) == "-":
        click.echo(text)
    else:
        _show(found, say)
        if into is not None:
            write_aside(into, text.encode() + b"\n", durable=False)
    return int(not found.ready)


def _receipt(notebook: Path, own: OwnAssignment, say: Say) -> Receipt:
    from datetime import UTC, datetime

    from graders.cohort.submissions import companions_beside, read_notebook
    from graders.course.planning import make_public_job
    from graders.notebook.preflight import receipt
    from graders.running.local import LocalRunner

    data, _ = read_notebook(notebook)
    read = own.read(data)
    beside = companions_beside(notebook)
    with RunningCell(say) as progress, LocalRunner() as local:
        run = local.run(make_public_job(own, read, beside), progress)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return receipt(data, name=notebook.name, own=own, read=read, run=run, beside=beside, at=at)


def _as_json(found: Receipt, say: Say) -> str:
    """The receipt's facts, and beside each reason its words."""
    import json

    import msgspec

    def with_words(value: object) -> object:
        if isinstance(value, list | tuple):
            return [with_words(one) for one in value]
        if isinstance(value, dict):
            made = {key: with_words(one) for key, one in value.items() if not key.startswith("_")}
            if "key" in value and "facts" in value:
                made["text"] = say(str(value["key"]), dict(value["facts"]))
            return made
        return value

    return json.dumps(with_words(msgspec.to_builtins(found)), ensure_ascii=False, indent=2)


def _show(found: Receipt, say: Say) -> None:
    from rich.text import Text

    from graders.commands.console import console
    from graders.reports.plain import printable

    out = console()

    def line(key: str, good: bool | None, indent: int = 0, **facts: str | float) -> None:
        mark = {True: "✓ ", False: "✗ ", None: "· "}[good]
        text = printable(say(key, facts))
        out.print(Text(" " * indent + mark + text), soft_wrap=True)

    def remark(key: str, facts: Mapping[str, Scalar], mark: str = "    ") -> None:
        out.print(Text(mark + printable(" ".join(say(key, facts).split()))), soft_wrap=True)

    key = "preflight-ready" if found.ready else "preflight-not-ready"
    out.print(Text(say(key, {"notebook": printable(found.notebook)}), style="bold"))
    line("preflight-runs" if found.runs else "preflight-stops", found.runs, seconds=found.seconds)
    # A task without an answer is told below; one cause behind several stops is told once.
    told = {(stop.reason.key, str(stop.reason.facts)): stop.reason for stop in found.stops}
    for reason in told.values():
        if reason.key != "crash-unfinished":
            remark(reason.key, reason.facts)
    for task in found.tasks:
        names = ", ".join(task.missing)
        if not task.answered:
            line("preflight-unanswered", False, task=task.id)
        elif task.missing:
            line("preflight-missing", False, task=task.id, names=names)
        elif task.found:
            line("preflight-found", True, task=task.id, names=", ".join(task.found))
        else:
            line("preflight-answered", True, task=task.id)
    for repair in found.repairs:
        remark(repair.key, repair.facts, mark="· ")
    for file in found.files:
        line("preflight-file" if file.found else "preflight-no-file", file.found, file=file.path)
    kilobytes = max(1, round(found.bytes / 1024))
    line("preflight-size", None, kilobytes=kilobytes)
    line("preflight-stamp", None, sha256=found.sha256, at=found.at)
    last = "preflight-not-graded" if found.ready else "preflight-again"
    out.print(Text(say(last, {})), soft_wrap=True)
