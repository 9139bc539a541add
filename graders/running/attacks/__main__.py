"""Try every attack on this machine: ``python -m graders.running.attacks [BACK-END] [ATTACK ...]``.

Prints a Markdown table and the counts. Exits with 1 where an armed attack was not contained.
"""

from __future__ import annotations

import sys

from graders.running import backends
from graders.running.attacks.table import ATTACKS
from graders.running.attacks.trial import Trial, attempt
from graders.running.runner import Runner


def counts(trials: list[Trial]) -> str:
    """Tried, armed and contained, in words."""
    armed = [trial for trial in trials if trial.armed]
    untried = sum(trial.armed is None for trial in trials)
    return (
        f"{len(trials)} tried, {len(armed)} armed "
        f"({untried} cannot be tried safely without a box), "
        f"{sum(trial.contained for trial in armed)} of the armed and "
        f"{sum(trial.contained for trial in trials)} of all contained"
    )


def main(arguments: list[str]) -> int:
    """Run the table against one back-end (the best one by default)."""
    backend = backends.choose(arguments[0] if arguments else None)
    wanted = set(arguments[1:])
    write = sys.stdout.write
    write(f"| attack | it | armed | contained | how it ended |\n|{' --- |' * 5}\n")
    trials = []
    with Runner(backend, jobs=2) as runner:
        for attack in ATTACKS:
            if not wanted or attack.name in wanted:
                trial = attempt(runner, attack)
                trials.append(trial)
                armed = {True: "yes", False: "no", None: "not tried"}[trial.armed]
                write(
                    f"| {attack.name} | {attack.what} | {armed} | "
                    f"{'yes' if trial.contained else 'NO'} | {trial.detail} |\n"
                )
                sys.stdout.flush()
    write(f"\n{backend.title}: {counts(trials)}.\n")
    return 0 if all(trial.contained for trial in trials) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
