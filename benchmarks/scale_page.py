"""What a course of a million submissions needs, computed from measured figures: ``docs/scale.md``.

    .venv/bin/python benchmarks/scale_page.py > docs/scale.md
    .venv/bin/python benchmarks/scale_page.py --submissions 250000 --core-hour 0.02

Figures are those of ``results/scale.json`` (a simulated cohort) and ``results/overhead.json``
(a cohort that really ran); prices are parameters.
"""

# ruff: noqa: E501 - sentences of a page

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent / "results"
CORE_HOUR, GIGABYTE_MONTH, MONTHS = 0.04, 0.023, 6
SUBMISSIONS = 1_000_000
_STAGES = {
    "fill": "judge and store",
    "rows": "gradebook in SQLite, rows alone",
    "postgresql": "gradebook on PostgreSQL, rows alone",
    "project": "gradebook in SQLite with executed notebooks",
    "unchanged": "the same once more, nothing changed",
    "report": "the cohort's page",
}
_PLACES = {
    "fill.evidence_megabytes": "evidence, packed",
    "fill.large_megabytes": "cells' outputs and models' weights",
    "fill.files_megabytes": "notebooks as handed in",
    "fill.index_megabytes": "the store's index: grades with all reasons",
    "rows.database_megabytes": "nbgrader's gradebook, SQLite",
    "project.autograded_megabytes": "executed notebooks in `autograded/`",
}


class Prices(NamedTuple):
    """Money for an hour of a core and for a gigabyte a month; how many months work is kept."""

    core_hour: float = CORE_HOUR
    gigabyte_month: float = GIGABYTE_MONTH
    months: float = MONTHS


DEFAULT = Prices()


class Need(NamedTuple):
    """What a number of submissions needs."""

    core_hours: float
    gigabytes: float
    computing: float
    keeping: float


def running(overhead: dict[str, Any]) -> float:
    """CPU seconds of one submission in the boxes and around them, experiments included."""
    whole = overhead["all_cpu_seconds"] + overhead["experiments_cpu_seconds"]
    return float(whole / overhead["students"])


def each(scale: dict[str, Any], figure: str) -> float:
    """What each submission adds to a figure."""
    return float(scale["lines"][figure]["each"]) if figure in scale["lines"] else 0.0


def parent(scale: dict[str, Any], overhead: dict[str, Any]) -> float:
    """CPU seconds of one submission in the one process that reads, judges and stores."""
    reading = overhead["stages_seconds"]["reading"] / overhead["students"]
    return float(reading + each(scale, "fill.seconds"))


def need(
    count: int, scale: dict[str, Any], overhead: dict[str, Any], prices: Prices = DEFAULT
) -> Need:
    """Core hours and gigabytes of ``count`` submissions, and their money."""
    stages = ("fill.seconds", "project.seconds", "report.seconds")
    seconds = running(overhead) + sum(each(scale, name) for name in stages)
    hours = count * seconds / 3600
    gigabytes = count * sum(each(scale, name) for name in _PLACES) / 1000
    keeping = gigabytes * prices.gigabyte_month * prices.months
    return Need(hours, gigabytes, hours * prices.core_hour, keeping)


def page(
    scale: dict[str, Any],
    overhead: dict[str, Any],
    count: int = SUBMISSIONS,
    prices: Prices = DEFAULT,
) -> str:
    """The page, in Markdown."""
    measured = scale["measured"]
    largest = measured[-1]["submissions"]
    parts = [
        "# What a course of a million submissions needs",
        (
            "<!-- Made by `.venv/bin/python benchmarks/scale_page.py > docs/scale.md`. "
            "Do not edit by hand. -->"
        ),
        (
            f"Computed from measured figures: a cohort of {largest:,} that `benchmarks/scale.py` "
            f"simulates from the recorded evidence of `{scale['slug']}` (right and wrong solutions, "
            "combined anew, none equal to another; nothing runs), each stage a process on one core; "
            f"and {overhead['students']} notebooks that really ran (`benchmarks/overhead.py`). "
            f"Seconds are CPU time. While the cohort was measured, up to {scale['others_at_work']:g} "
            "other programs were at work on the same "
            f"{scale['machine']['cores']} cores, which makes CPU time longer, not shorter."
        ),
        "## What it needs",
        _needs(scale, overhead, count, prices),
        "## Where the next limit lies",
        _limits(scale, overhead),
        "## What was measured",
        _measured(measured),
        "## Whether it is linear",
        "A straight line through all sizes, by least squares of the relative error: what is there "
        "before the first submission, what each thousand adds, and how far off the line each size "
        "is, " + ", ".join(f"{one['submissions']:,}" for one in measured) + ".",
        _lines(scale),
        "The cohort's page is no straight line on purpose: it compares all work in pairs up to 2,000 submissions, and 2,000 that are drawn of more, so that most of its time is there from then on.",
        "## What takes the room",
        _room(scale),
    ]
    return "\n\n".join(parts) + "\n"


def _needs(scale: dict[str, Any], overhead: dict[str, Any], count: int, prices: Prices) -> str:
    counts = sorted({1_000, 10_000, 100_000, count})
    rows = [
        (
            "| submissions | core hours | hours on 2 cores | on 16 | on 64 | gigabytes | computing | "
            f"keeping {prices.months:g} months | money per thousand |"
        ),
        "|" + " ---: |" * 9,
    ]
    for one in counts:
        found = need(one, scale, overhead, prices)
        money = found.computing + found.keeping
        rows.append(
            f"| {one:,} | {_number(found.core_hours)} | {_number(found.core_hours / 2)} | "
            f"{_number(found.core_hours / 16)} | {_number(found.core_hours / 64)} | "
            f"{_number(found.gigabytes)} | {found.computing:,.2f} | {found.keeping:,.2f} | "
            f"{1000 * money / one:.3f} |"
        )
    return "\n".join(rows) + (
        f"\n\nMoney at {prices.core_hour:g} for an hour of a core and {prices.gigabyte_month:g} "
        "for a gigabyte a month, in whatever currency (`--core-hour`, `--gigabyte-month`, "
        f"`--months`, `--submissions`). Of each submission's {_milliseconds(_all(scale, overhead))}"
        f" ms of CPU, {_milliseconds(running(overhead))} are its run in the box, with the second "
        f"and third runs that checks ask for, {_milliseconds(each(scale, 'fill.seconds'))} judging "
        f"and storing, {_milliseconds(each(scale, 'project.seconds'))} nbgrader's gradebook with "
        "the executed notebook. Students' pages (`grade report`, `grade publish`) come on top: "
        "`benchmarks/pages.py` measures them."
    )


def _all(scale: dict[str, Any], overhead: dict[str, Any]) -> float:
    return running(overhead) + sum(
        each(scale, name) for name in ("fill.seconds", "project.seconds", "report.seconds")
    )


def _limits(scale: dict[str, Any], overhead: dict[str, Any]) -> str:
    rate = 1 / parent(scale, overhead)
    memory = {
        name: (one["stages"][name]["peak_megabytes"], one["submissions"])
        for one in scale["measured"]
        for name in ("fill", "project", "report")
        if name in one["stages"]
    }
    said = [
        (
            f"1. **The one writer.** One process reads, judges and stores: {rate:,.0f} submissions a "
            f"second on one core. Runs of {running(overhead):.2f} s keep up to "
            f"{rate * running(overhead):,.0f} cores busy before it is what one waits for. Beyond that, "
            "give each assignment a course folder, a writer and a gradebook of its own."
        ),
        "2. **Memory of the parent.** At the most, "
        + ", ".join(
            f"{_STAGES[name]} {value:,.0f} MB at {size:,} submissions"
            for name, (value, size) in memory.items()
        )
        + ". Storing and the gradebook hold at most a thousand submissions at a time and then only "
        "names"
        + (
            "; the cohort's page holds every grade, "
            f"{1000 * each(scale, 'report.peak_megabytes'):.0f} MB for each thousand."
            if "report.peak_megabytes" in scale["lines"]
            else "."
        ),
        (
            "3. **SQLite has one writer.** While the gradebook is written, in one transaction, "
            f"formgrader cannot save: {_number(each(scale, 'project.seconds') * 100_000 / 60)} minutes "
            "for the first 100,000, "
            f"{_number(each(scale, 'unchanged.seconds') * 100_000 / 60)} where nothing changed. On "
            "PostgreSQL others go on working."
        ),
        (
            "4. **What is not linear is not done.** Similar work is compared in pairs, so of more than "
            "2,000 submissions 2,000 are drawn for it; the page lists 2,000 students, those who need a "
            "person first, and says so."
        ),
    ]
    return "\n".join(said)


def _measured(measured: list[dict[str, Any]]) -> str:
    rows = [
        "| stage | submissions | seconds | a second | most memory, MB | megabytes written |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, words in _STAGES.items():
        for one in measured:
            found = one["stages"].get(name)
            if found is None:
                continue
            size = sum(
                value
                for key, value in found.items()
                if key.endswith("megabytes") and not key.startswith(("peak", "largest"))
            )
            rows.append(
                f"| {words} | {one['submissions']:,} | {found['seconds']:,.1f} | "
                f"{one['submissions'] / found['seconds']:,.0f} | {found['peak_megabytes']:,.0f} | "
                f"{size:,.1f} |"
            )
    return "\n".join(rows)


def _lines(scale: dict[str, Any]) -> str:
    rows = [
        "| stage | figure | at none | each thousand adds | off the line |",
        "| --- | --- | ---: | ---: | --- |",
    ]
    for name, found in scale["lines"].items():
        stage, figure = name.split(".")
        off = ", ".join(f"{round(100 * one, 1) + 0.0:+.1f} %" for one in found["off"])
        rows.append(
            f"| {_STAGES[stage]} | {figure.replace('_', ' ')} | {round(found['base'], 2) + 0.0:,.2f} | "
            f"{round(1000 * found['each'], 3) + 0.0:,.3f} | {off} |"
        )
    return "\n".join(rows)


def _room(scale: dict[str, Any]) -> str:
    rows = ["| place | kilobytes a submission |", "| --- | ---: |"]
    rows += [
        f"| {words} | {1000 * each(scale, name):.1f} |"
        for name, words in _PLACES.items()
        if name in scale["lines"]
    ]
    return "\n".join(rows) + (
        "\n\nExecuted notebooks are files each, as the file system counts them, in blocks of 4 kB; "
        "what the store keeps lies many in one file. Outputs and weights of the simulated runs are "
        "bytes by chance of the size that a real run's have, which nothing packs; executed "
        "notebooks hold the same pictures once more."
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def _milliseconds(seconds: float) -> str:
    return _number(1000 * seconds)


def read(name: str) -> dict[str, Any]:
    """Measured figures."""
    return dict(json.loads((FOLDER / f"{name}.json").read_text("utf-8")))


def main() -> None:
    """Print the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--submissions", type=int, default=SUBMISSIONS)
    parser.add_argument("--core-hour", type=float, default=CORE_HOUR)
    parser.add_argument("--gigabyte-month", type=float, default=GIGABYTE_MONTH)
    parser.add_argument("--months", type=float, default=MONTHS)
    chosen = parser.parse_args()
    prices = Prices(chosen.core_hour, chosen.gigabyte_month, chosen.months)
    print(page(read("scale"), read("overhead"), chosen.submissions, prices), end="")


if __name__ == "__main__":
    main()
