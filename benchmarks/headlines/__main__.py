"""Train the course's settings on the originals, and print ours beside the course's figures.

    .venv/bin/python -m benchmarks.headlines --mirror DIR
    .venv/bin/python -m benchmarks.headlines --mirror DIR --long
    .venv/bin/python -m benchmarks.headlines --mirror DIR kfold reuters

Finished ones are kept in ``results/headlines.json`` and not trained again without ``--again``;
``--long`` trains those that take minutes to hours too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from .trainings import HEADLINES, Headline

RESULTS = Path(__file__).parents[1] / "results" / "headlines.json"


def main() -> None:
    """Train what is missing, print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[one.name for one in HEADLINES], metavar="NAME")
    parser.add_argument("--mirror", type=Path, help="folder with the originals' files")
    parser.add_argument("--long", action="store_true", help="also those of minutes to hours")
    parser.add_argument("--again", action="store_true", help="also those that are kept")
    chosen = parser.parse_args()
    kept: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for headline in HEADLINES:
        wanted = headline.name in chosen.names or not chosen.names
        if not wanted or (headline.long and not chosen.long and headline.name not in chosen.names):
            continue
        if headline.name not in kept or chosen.again:
            kept[headline.name] = trained(headline, chosen.mirror)
            RESULTS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        show(headline, kept[headline.name])


def trained(headline: Headline, mirror: Path | None) -> dict[str, Any]:
    """Mean and range of each figure over the seeds, with when and on what it was measured."""
    import keras

    runs = []
    began, busy = time.perf_counter(), time.process_time()
    for seed in range(headline.seeds):
        keras.utils.set_random_seed(seed)
        runs.append(headline.train(mirror, seed))
    figures = {}
    for name in dict.fromkeys(name for run in runs for name in run):
        values = [run[name] for run in runs if name in run]
        figures[name] = {
            "mean": sum(values) / len(values), "least": min(values), "most": max(values),
        }  # fmt: skip
    return {
        "figures": figures,
        "seeds": headline.seeds,
        "seconds": round(time.perf_counter() - began, 1),
        # Of this process since it began: a descent that goes on has more behind it.
        "cpu_seconds": round(time.process_time() - busy, 1),
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "cores": os.cpu_count(),
    }


def show(headline: Headline, kept: dict[str, Any]) -> None:
    """Ours beside the course's."""
    cores, seconds = kept["cores"], kept["seconds"]
    print(f"{headline.name}: {kept['seeds']} seeds, {seconds} s on {cores} cores, {kept['date']}")
    for name, found in kept["figures"].items():
        theirs = headline.course.get(name)
        line = f"  {name:32} {found['mean']:8.3f}  ({found['least']:.3f} to {found['most']:.3f})"
        if theirs is not None:
            near = abs(found["mean"] - theirs) <= headline.margin(name)
            line += f"  course {theirs:.3f}  {'as there' if near else 'differs'}"
        print(line)
    if headline.why:
        print(f"  {headline.why}")


if __name__ == "__main__":
    main()
