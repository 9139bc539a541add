"""The readers of other people's bytes: cases found once, changed good files, and a short search.

`python -m tests.fuzz --minutes 60` searches for longer; what it finds becomes a file in ``cases/``.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.fuzz.targets import TARGETS  # noqa: E402

SECONDS = 5.0
"""Of one input, however slow the machine: a reader of one file is no batch job."""


@pytest.mark.parametrize("name", TARGETS)
def test_good_files_are_read(name):
    target = TARGETS[name]
    seeds = target.seeds()
    assert seeds
    for data in seeds:
        target(data)


@pytest.mark.parametrize(
    ("name", "case"),
    [(name, case) for name, target in TARGETS.items() for case in target.cases()],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_what_was_found_once(name, case):
    began = time.process_time()
    TARGETS[name](case.read_bytes())
    assert time.process_time() - began < SECONDS


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("name", TARGETS)
def test_changed_files(name, data):
    """A good file, cut, overwritten, doubled, or changed in its own form."""
    target = TARGETS[name]
    seeds = [one for one in target.seeds() if len(one) < 8_000] or target.seeds()[:1]
    given_ = bytearray(data.draw(st.sampled_from(seeds), label="seed"))
    if target.mutate is not None and data.draw(st.booleans(), label="keep its form"):
        number = data.draw(st.integers(0, 2**31), label="mutation")
        given_ = bytearray(target.mutate(bytes(given_), target.most, number) or given_)
    else:
        at = data.draw(st.integers(0, max(0, len(given_) - 1)), label="place")
        end = min(len(given_), at + data.draw(st.integers(0, 8), label="length"))
        given_[at:end] = data.draw(st.binary(max_size=8), label="bytes")
        if data.draw(st.booleans(), label="cut off"):
            del given_[data.draw(st.integers(0, len(given_)), label="cut") :]
    target(bytes(given_))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=300))
@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes(name, data):
    TARGETS[name](data)


def test_a_short_search(tmp_path):
    """Guided by coverage, over all targets at once; for longer with ``GRADERS_FUZZ_SECONDS``."""
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed; it is for Linux on x86-64: pip install atheris")
    seconds = float(os.environ.get("GRADERS_FUZZ_SECONDS", "6"))
    command = [sys.executable, "-m", "tests.fuzz", "--target", "all", "--seed", "1",
               "--minutes", str(seconds / 60), "--corpus", str(tmp_path / "corpus"),
               "--finds", str(tmp_path / "finds")]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    executions = int(done.stdout.splitlines()[1].split()[1])
    assert executions > 100, done.stdout


def test_a_planted_fault_is_found(tmp_path):
    """The search would tell: a target that falls over one byte is reported with its input."""
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed; it is for Linux on x86-64: pip install atheris")
    script = (
        "import atheris, dataclasses\n"
        "import tests.fuzz.targets as targets\n"
        "@atheris.instrument_func\n"
        "def planted(data):\n"
        "    if data[:1] == b'P' and data[1:2] == b'L':\n"
        "        raise KeyError('planted')\n"
        "targets.TARGETS['roster'] = dataclasses.replace(targets.TARGETS['roster'], run=planted)\n"
        "from tests.fuzz import worker\n"
        "worker.TARGETS = targets.TARGETS\n"
        f"worker.main(['roster', {str(tmp_path / 'finds')!r}, '-runs=30000', '-seed=1', '-max_len=4'])\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)
    (told,) = (tmp_path / "finds").glob("*.json")
    assert "KeyError" in json.loads(told.read_text("utf-8"))["signature"]
    assert told.with_suffix("").read_bytes()[:2] == b"PL"
