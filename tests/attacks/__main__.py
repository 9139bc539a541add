"""Try every attack on this machine: ``python tests/attacks [BACK-END ...] [--only NAME ...]``.

Prints a Markdown table of every attack and one of the counts, and keeps the results in
``benchmarks/results/attacks.json``. ``--layers`` takes every layer away in turn and says which
attacks then get through; ``--grade`` tries the cheats. Exits with 1 where an attack was not held
or a layer is not missed. Without a BACK-END, every one that works here is tried.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from attack_suite import layers
from attack_suite.attack import attacks
from attack_suite.cheats import try_cheats
from attack_suite.suite import Pass, take_away, try_all

from graders.running import backends

KEPT = Path(__file__).parents[2] / "benchmarks" / "results" / "attacks.json"
write = sys.stdout.write


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; the exit code."""
    parser = argparse.ArgumentParser(prog="python tests/attacks", description=__doc__)
    parser.add_argument("backends", nargs="*", metavar="BACK-END")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--layers", action="store_true")
    parser.add_argument("--grade", action="store_true")
    parser.add_argument("--record", action="store_true", help="with --grade: for the tests")
    chosen = parser.parse_args(arguments)
    folders = ("grade",) if chosen.grade else ("machine", "submissions")
    there = {one.name for folder in folders for one in attacks(folder)}
    if unknown := [name for name in chosen.only if name not in there]:
        parser.error(f"no such attack: {', '.join(unknown)}; there: {', '.join(sorted(there))}")
    names = chosen.backends or [one.name for one in backends.report() if one.works]
    fine = True
    for name in names:
        if chosen.layers:
            fine &= show_layers(name, keep=not chosen.only)
        elif chosen.grade:
            fine &= show_cheats(name, chosen.only, record=chosen.record)
        else:
            tried = try_all(name, chosen.only)
            fine &= show_pass(tried, keep=not chosen.only)
    return 0 if fine else 1


def show_pass(tried: Pass, *, keep: bool) -> bool:
    """Print one back-end's table and counts."""
    write(f"\n## {tried.backend}\n\n")
    write(f"| attack | class | it | armed | contained | how it ended |\n|{' --- |' * 6}\n")
    for trial in tried.trials:
        attack = trial.attack
        held = "yes" if trial.contained else "open" if tried.backend in attack.open else "NO"
        said = "; ".join(trial.problems) or trial.ended
        write(
            f"| {attack.name} | {attack.kind} | {attack.what} | "
            f"{'yes' if trial.armed else 'no'} | {held} | {said} |\n"
        )
    known = [one for one in tried.trials if tried.backend in one.attack.open]
    armed = [one for one in tried.trials if one.armed]
    counts = {
        "tried": len(tried.trials), "armed": len(armed),
        "armed and contained": sum(one.contained for one in armed),
        "contained": sum(one.contained for one in tried.trials),
        "known to be open": [one.attack.name for one in known if not one.contained],
        "not armed": [one.attack.name for one in tried.trials if not one.armed],
        "honest": tried.honest, "honest unchanged": tried.honest - len(tried.differences),
        "seconds": round(tried.seconds, 1),
    }  # fmt: skip
    write(f"\n{json.dumps(counts)}\n")
    for sentence in tried.differences:
        write(f"{sentence}\n")
    if keep:
        _keep(f"{tried.backend}, {_who()}", counts)
    return not tried.differences and all(
        one.contained or tried.backend in one.attack.open for one in tried.trials
    )


def show_layers(backend: str, *, keep: bool) -> bool:
    """Print which attacks get through without each layer."""
    write(
        f"\n## {backend}, a layer at a time\n\n| without | attacks that get through |\n| --- | --- |\n"
    )
    fine, kept = True, {}
    for where in ("job", "box", "parent"):
        for removal in take_away(layers.of([where], backend), backend):
            layer = removal.layer
            through = [
                one.attack.name.removeprefix("0-").removesuffix(f"-without-{layer.name}")
                for one in removal.trials
                if not one.contained
            ]
            name = " and ".join(layer.gone)
            kept[name] = through
            fine &= removal.noticed
            write(f"| {name} | {', '.join(through) or 'NONE'} |\n")
            sys.stdout.flush()
    if keep:
        _keep(f"{backend} without a layer, {_who()}", kept)
    return fine


def show_cheats(backend: str, only: Sequence[str], *, record: bool) -> bool:
    """Print what each cheat gained."""
    write(
        f"\n| cheat | it | naive grader: with, without | score: with, without | for review |\n|{' --- |' * 5}\n"
    )
    found = try_cheats(backend, only, record=record)
    for cheat in found.cheats:
        said = "; ".join(cheat.problems) or ", ".join(cheat.review)
        write(
            f"| {cheat.attack.name} | {cheat.attack.what} | {cheat.naive[0]}, {cheat.naive[1]} | "
            f"{cheat.score}, {cheat.base} | {said} |\n"
        )
    counts = {
        "tried": len(found.cheats), "armed": sum(one.armed for one in found.cheats),
        "without gain": sum(one.contained for one in found.cheats),
        "for review": sorted(one.attack.name for one in found.cheats if one.review),
        "seconds": round(found.seconds, 1),
    }  # fmt: skip
    write(f"\n{json.dumps(counts)}\n")
    if not only:
        _keep(f"cheats, {backend}, {_who()}", counts)
    return all(one.contained for one in found.cheats)


def _who() -> str:
    return "root" if os.geteuid() == 0 else "ordinary user"


def _keep(what: str, found: dict[str, Any]) -> None:
    """Add a result to those of other passes, made elsewhere or as somebody else.

    The time is that of the processor: wall time says how busy a machine was.
    """
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = {**found, "CPU seconds so far": round(used.ru_utime + used.ru_stime)}
    known = json.loads(KEPT.read_text("utf-8")) if KEPT.is_file() else {}
    system = f"{platform.system()} {platform.release().split('-')[0]}, {platform.machine()}"
    known[what] = {"system": system, "python": platform.python_version(), **found}
    aside = KEPT.with_suffix(".aside")
    aside.write_text(json.dumps(dict(sorted(known.items())), indent=1) + "\n", "utf-8")
    aside.replace(KEPT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
