"""The graders' own errors for a terminal and for CI: a table of checks, lines and JUnit cases."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich import box
from rich.table import Table
from rich.text import Text

from graders.model.proof import Figures, Proof, Result
from graders.model.values import Scalar
from graders.reports.junit import Case
from graders.reports.table import Say


def check_table(proof: Proof, say: Say) -> Table:
    """One row per check: how often it was wrong, in both directions, and what that proves."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("verify-check", {}), no_wrap=True)
    table.add_column(say("verify-nature", {}), no_wrap=True)
    for name in ("false-rejects", "bound", "false-accepts", "bound", "caught"):
        table.add_column(say(f"verify-{name}", {}), justify="right")
    for name, figures in proof.checks.items():
        style = "" if figures.holds else "bold red"
        cells = [name, say(f"verify-{figures.nature}", {}), *cells_of(figures)]
        table.add_row(*(Text(cell, style=style) for cell in cells))
    return table


def cells_of(figures: Figures) -> list[str]:
    """False rejects, their bound, false accepts, their bound, wrong solutions caught.

    >>> cells_of(Figures(check="c", nature="metric", right_runs=20, false_reject_bound=0.1391))
    ['0 / 20', '13.9 %', '–', '–', '–']
    """  # noqa: RUF002 - a dash, as in print
    cells = [f"{figures.false_rejects} / {figures.right_runs}", percent(figures.false_reject_bound)]
    if not figures.wrong_solutions:
        return cells + ["\N{EN DASH}"] * 3
    return [
        *cells,
        f"{figures.false_accepts} / {figures.wrong_runs}",
        percent(figures.false_accept_bound),
        f"{figures.caught} / {figures.wrong_solutions}",
    ]


def percent(share: float) -> str:
    """A share with three digits that count.

    >>> percent(0.00488), percent(1.0)
    ('0.488 %', '100 %')
    """
    return f"{100 * share:.3g} %"


def broken_promises(proof: Proof, say: Say) -> list[str]:
    """Checks that err more than they may, in sentences."""
    said = []
    for one in proof.assignments:
        for item, line in one.lines.items():
            facts: dict[str, Scalar] = {
                "slug": one.slug,
                "item": item,
                "rejects": line.false_rejects,
                "runs": line.right_runs,
                "accepts": line.false_accepts,
                "wrong": line.wrong_runs,
                "others": line.others_lost,
            }
            if not line.holds:
                said.append(say(f"verify-broken-{_kind(line)}", facts))
    return said


def _kind(line: Figures) -> str:
    if line.false_accepts:
        return "accepts"
    if line.others_lost and not (line.nature != "metric" and line.false_rejects):
        return "others"
    return "rejects"


def title_of(result: Result, say: Say) -> str:
    """A solution in a line: ``wrong/mse: Mean squared error for classes.``."""
    if result.kind in {"reference", "skeleton"}:
        return say(f"verify-{result.kind}", {})
    return f"{result.kind}/{result.name}: {result.title}"


def failures(found: Sequence[Result], say: Say) -> list[str]:
    """What is wrong with one solution's results, each fault once, with the seeds that show it."""
    seeds: dict[str, list[int]] = {}
    for one in found:
        for fault in (*one.faults, *([one.error] if one.error else ())):
            seeds.setdefault(fault, []).append(one.seed)
    return [
        fault if len(found) == 1 else f"{fault} ({_seeds(shown, say)})"
        for fault, shown in seeds.items()
    ]


def _seeds(numbers: Sequence[int], say: Say) -> str:
    listed = ", ".join(str(number) for number in numbers)
    return say("verify-seeds", {"seeds": listed, "count": len(numbers)})


def cases(results: Sequence[Result], proof: Proof, faults: Sequence[str], say: Say) -> list[Case]:
    """JUnit cases: every solution of every assignment, and the figures as a whole."""
    made = []
    for _, group in groupby(results, lambda one: (one.slug, one.kind, one.name)):
        found = tuple(group)
        errors = [one.error for one in found if one.error]
        rest = [one for one in found if not one.error]
        made.append(
            Case(
                suite=found[0].slug,
                name=title_of(found[0], say),
                seconds=sum(one.seconds for one in found),
                failure="\n".join(failures(rest, say)),
                error="\n".join(dict.fromkeys(errors)),
            )
        )
    seconds = sum(one.seconds for one in proof.assignments)
    figures = Case(
        suite="figures", name=say("verify-figures", {}), seconds=seconds, failure="\n".join(faults)
    )
    return [*made, figures]
