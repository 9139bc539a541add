"""Fuzz for a night: ``python -m tests.fuzz --minutes 60``.

Each target gets its share of the time in a process of its own. What was interesting is kept in
``--corpus``, so that the next night goes on from there. Ends with 1 where something was found;
the input and the traceback lie in ``--finds``, and ``--case`` runs one again.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.targets import ROOT, TARGETS

SECONDS = 10
MEGABYTES = 1_500
"""Of one input, and of the whole process: what a reader of one file may never need."""


@dataclass
class Fuzzed:
    """What a target's processes came to. ``first`` and ``last`` are edges that were reached."""

    target: str
    executions: int = 0
    seconds: float = 0.0
    first: int = 0
    last: int = 0
    corpus: int = 0
    killed: list[Path] = field(default_factory=list)


def fuzz(target: str, seconds: float, corpus: Path, finds: Path, seed: int = 0) -> Fuzzed:
    """Run a target's process, again where an input ended it, until the time is over."""
    found = Fuzzed(target)
    began = time.monotonic()
    seeds(target, corpus)
    while (left := seconds - (time.monotonic() - began)) > 1 or not found.executions:
        with tempfile.TemporaryDirectory(prefix="graders-artifacts-") as artifacts:
            command = [
                sys.executable, "-m", "tests.fuzz.worker", target, str(finds),
                f"-max_total_time={max(1, round(left))}", f"-timeout={SECONDS}",
                f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={artifacts}/", "-max_len=60000",
                "-len_control=20", "-print_final_stats=1", f"-seed={seed}", str(corpus),
            ]  # fmt: skip
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            count(done.stderr, found)
            for path in Path(artifacts).iterdir():
                kept = finds / f"{target}-{path.name[:20]}"
                finds.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, kept)
                kept.with_suffix(".json").write_text(
                    json.dumps({"target": target, "signature": f"{target} {path.name[:20]}",
                                "traceback": done.stderr[-6_000:]})
                )  # fmt: skip
                found.killed.append(kept)
            if done.returncode and not list(finds.glob(f"{target}-*")):
                raise SystemExit(f"the fuzzer itself failed:\n{done.stderr[-3_000:]}")
        if time.monotonic() - began > seconds:
            break
    found.seconds = time.monotonic() - began
    found.corpus = len(list(corpus.iterdir()))
    return found


def seeds(target: str, corpus: Path) -> None:
    """What the search begins with: good files, and what was found before."""
    corpus.mkdir(parents=True, exist_ok=True)
    for place, (name, one) in enumerate(TARGETS.items()):
        if target in {name, "all"}:
            first = bytes([place]) if target == "all" else b""
            given = [*one.seeds(), *(path.read_bytes() for path in one.cases())]
            for number, data in enumerate(given):
                if len(data) <= 60_000:
                    (corpus / f"seed-{name}-{number:03d}").write_bytes(first + data)


def count(said: str, found: Fuzzed) -> None:
    """Read libFuzzer's own words."""
    if runs := re.search(r"stat::number_of_executed_units:\s+(\d+)", said):
        found.executions += int(runs[1])
    elif runs := re.findall(r"^#(\d+)\s", said, re.MULTILINE):
        found.executions += int(runs[-1])
    if first := re.search(r"INITED\s+cov: (\d+)", said):
        found.first = found.first or int(first[1])
    if covered := re.findall(r"cov: (\d+)", said):
        found.last = max(found.last, int(covered[-1]))


def known(finds: Path) -> list[dict[str, str]]:
    """All finds, by their place."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(finds.glob("*.json"))]


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--target", action="append", choices=[*TARGETS, "all"], default=[])
    parser.add_argument("--corpus", type=Path, default=Path(".fuzz/corpus"))
    parser.add_argument("--finds", type=Path, default=Path(".fuzz/finds"))
    parser.add_argument("--seed", type=int, default=0, help="0 is another one each time")
    parser.add_argument(
        "--case", type=Path, help="run one input of --target, and show what it does"
    )
    chosen = parser.parse_args()
    if chosen.case:
        if not chosen.target or chosen.target[0] not in TARGETS:
            parser.error("--case takes one --target to run it with")
        TARGETS[chosen.target[0]](chosen.case.read_bytes())
        return 0
    names = chosen.target or list(TARGETS)
    line = "{:>12} {:>12} {:>8} {:>8} {:>8} {:>8} {:>8}\n".format
    sys.stdout.write(line("target", "executions", "seconds", "edges", "new", "corpus", "ended"))
    for name in names:
        corpus = (chosen.corpus / name).resolve()
        share = chosen.minutes * 60 / len(names)
        one = fuzz(name, share, corpus, chosen.finds.resolve(), chosen.seed)
        new = one.last - one.first
        told = (
            name,
            one.executions,
            round(one.seconds),
            one.last,
            new,
            one.corpus,
            len(one.killed),
        )
        sys.stdout.write(line(*told))
        sys.stdout.flush()
    finds = known(chosen.finds)
    for find in finds:
        sys.stdout.write(f"\n{find['signature']}\n{find['traceback']}\n")
    sys.stdout.write(f"\n{len(finds)} finds, in {chosen.finds}\n")
    return int(bool(finds))


if __name__ == "__main__":
    sys.exit(main())
