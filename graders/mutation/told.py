"""What became of mutants, for a terminal."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from graders.mutation.fates import Fate, OperatorScore, Scores
from graders.reports.plain import printable
from graders.reports.table import Say


def line(fate: Fate, say: Say) -> str:
    """One mutant: its name, its mistake, and which lines caught it."""
    kind = say(f"mutate-kind-{fate.kind}", {})
    caught = ", ".join(fate.caught)
    said = f"{kind}  {fate.mutant}: {printable(fate.what)}"
    return f"{said} [{caught}]" if caught else said


def finding(slug: str, fate: Fate, say: Say) -> str:
    """Why a mutant is a finding."""
    facts = {
        "slug": slug,
        "mutant": fate.mutant,
        "what": fate.what,
        "note": fate.note,
        "lines": ", ".join(fate.caught),
    }
    return say(f"mutate-{fate.kind}", facts)


def operator_table(scores: Scores, say: Say) -> Table:
    """One row per operator, and one for all."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("mutate-operator", {}), no_wrap=True)
    for name in ("tried", "killed", "crashed", "equivalents", "reviewed", "survivors", "score"):
        table.add_column(say(f"mutate-{name}", {}), justify="right")
    rows = {**dict(sorted(scores.operators.items())), say("mutate-total", {}): scores.total}
    for name, one in rows.items():
        style = "bold red" if one.survived or one.punished or one.broken else ""
        counts = (one.tried, one.killed, one.crashed, one.equivalent, one.review, one.survived)
        cells = [name, *map(str, counts), percent(one)]
        table.add_row(*(Text(cell, style=style) for cell in cells))
    return table


def check_table(scores: Scores, say: Say) -> Table:
    """One row per rubric line: how many killed mutants it caught, and how many it alone."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("mutate-line", {}), no_wrap=True)
    for name in ("caught", "alone", "score"):
        table.add_column(say(f"mutate-{name}", {}), justify="right")
    killed = scores.total.killed
    for item, one in scores.checks.items():
        share = f"{one.caught / killed:.0%}" if killed else "-"
        table.add_row(item, str(one.caught), str(one.alone), share)
    return table


def percent(score: OperatorScore) -> str:
    """A mutation score, rounded down, so that only a perfect one is 100 %.

    >>> percent(OperatorScore(tried=300, killed=299, survived=1, score=0.9967))
    '99 %'
    """
    return "-" if score.score is None else f"{int(100 * score.score)} %"
