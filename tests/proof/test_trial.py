"""Solutions tried: only what is not known runs, what ran is kept, and shards add up."""

import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import msgspec
import numpy as np
import pytest

from graders.course.folder import Course
from graders.errors import SandboxError
from graders.model.evidence import CellRun, Evidence, RunStatus
from graders.model.values import Array, Value
from graders.proof.prove import SharedRunner, Wanted, prepare, prove, record
from graders.proof.recorded import FILE, read_pack

ROOT = Path(__file__).parents[2]
ONE = Wanted(right_seeds=2, wrong_seeds=1)


class Answering:
    """A box's place taken by evidence made by hand: every cell runs, and captures a number."""

    def __init__(self, fault: str = "") -> None:
        self.jobs = []
        self.fault = fault
        self._lock = threading.Lock()

    def run(self, job, _=None, /):
        with self._lock:
            self.jobs.append(job)
        if self.fault and any(self.fault in cell.source for cell in job.plan.cells):
            raise SandboxError("the box fell over")
        cells = tuple(CellRun(cell=cell.cell, index=cell.index, outcome="ok", outputs=b"[1]")
                      for cell in job.plan.cells)  # fmt: skip
        values = tuple(
            Value(name=name, cell=cell.cell, kind="array",
                  array=Array.of(np.full((30, 4), job.plan.seed / 3)))
            for cell in job.plan.cells for name in cell.names
        )  # fmt: skip
        return Evidence(status=RunStatus(outcome="finished"), cells=cells, values=values)


@pytest.fixture
def course(tmp_path):
    (tmp_path / "course.toml").write_text('public_secret = "public, for this test"', "utf-8")
    for name in ("reference/scaling", "datasets/boston-twin"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "reference/scaling" / FILE).unlink(missing_ok=True)
    for path in [*(tmp_path / "reference/scaling").glob("*/*.py")]:
        if path.stem not in {"pipeline", "only-centred"}:
            path.unlink()
    return Course.find(tmp_path)


def tried(course, runner, wanted=ONE):
    """The proof, its results, their evidence."""
    full = []
    prepared = prepare(course, "scaling", wanted)
    with SharedRunner(lambda: opened(runner)) as shared:
        proof, results = prove(prepared, shared, lambda _: None, full.append)
    return proof, results, full


@contextmanager
def opened(runner):
    if runner is None:
        raise AssertionError("nothing should have to run")
    yield runner


def how(results):
    return [(one.name, one.seed, one.how) for one in results]


def test_what_ran_is_kept_and_judged_the_same(course):
    runner = Answering()
    proof, results, full = tried(course, runner)
    assert how(results) == [
        ("reference", 0, "ran"), ("reference", 1, "ran"), ("skeleton", 0, "ran"),
        ("pipeline", 0, "ran"), ("pipeline", 1, "ran"), ("only-centred", 0, "ran"),
    ]  # fmt: skip
    assert len(runner.jobs) == 6
    assert proof.findings  # the numbers are not scaled, and that is told
    again, kept, others = tried(course, None)
    assert {one.how for one in kept} == {"kept"}
    assert again.findings == proof.findings
    assert again.lines == proof.lines
    assert [one.evidence.values for one in others] == [one.evidence.values for one in full]


def test_an_interrupted_proof_goes_on_where_it_stopped(course):
    runner = Answering()
    prepared = prepare(course, "scaling", ONE._replace(jobs=1))
    one_by_one = prepared.trials.tried(prepared.cases, lambda: runner, 1)
    next(one_by_one)
    one_by_one.close()
    done = len(runner.jobs)
    assert done < 6
    rest = Answering()
    tried(course, rest)
    assert done <= 6 - len(rest.jobs) <= done + 1  # one may have been under way


def test_shards_fill_one_folder(course):
    for part in (1, 2, 3):
        tried(course, Answering(), ONE._replace(shard=(part, 3)))
    proof, results, _ = tried(course, None)
    assert (len(results), proof.seconds) == (6, 0.0)


def test_fresh_forgets(course):
    tried(course, Answering())
    runner = Answering()
    tried(course, runner, ONE._replace(fresh=True))
    assert len(runner.jobs) == 6


def test_a_changed_variant_runs_again_and_nothing_else(course):
    tried(course, Answering())
    path = course.root / "reference/scaling/wrong/only-centred.py"
    path.write_text(path.read_text("utf-8") + "print(1)\n", "utf-8")
    runner = Answering()
    _, results, _ = tried(course, runner)
    assert [one.name for one in results if one.how == "ran"] == ["only-centred"]
    assert len(runner.jobs) == 1


def test_what_other_code_made_is_removed(course):
    tried(course, Answering())
    (folder,) = (course.state / "verify/scaling").iterdir()
    old = folder.rename(folder.with_name("0123456789abcdef"))
    tried(course, Answering())
    assert not old.exists()
    assert folder.is_dir()


def test_a_damaged_result_is_made_again(course):
    tried(course, Answering())
    kept = sorted((course.state / "verify/scaling").rglob("*"))[1:]
    kept[0].write_bytes(b"no result")
    kept[1].write_bytes(kept[1].read_bytes()[:-9])
    runner = Answering()
    tried(course, runner)
    assert len(runner.jobs) == 2


def test_our_fault_is_an_error_and_is_not_kept(course):
    course_file = course.root / "reference/scaling/wrong/only-centred.py"
    course_file.write_text(course_file.read_text("utf-8") + "print('unlucky')\n", "utf-8")
    proof, results, _ = tried(course, Answering("unlucky"))
    assert [(one.name, one.error) for one in results if one.error] == [
        ("only-centred", "the box fell over")
    ]
    assert ("wrong/only-centred", ("the box fell over",)) in [
        (one.solution, one.faults) for one in proof.findings
    ]
    runner = Answering()
    tried(course, runner)
    assert len(runner.jobs) == 1


def test_no_box_at_all_is_said_once(course):
    @contextmanager
    def none():
        raise SandboxError("there is no box on this machine")
        yield

    prepared = prepare(course, "scaling", ONE)
    with pytest.raises(SandboxError, match="no box"), SharedRunner(none) as shared:
        prove(prepared, shared, lambda _: None)


def test_recorded_evidence_is_judged_without_a_run(course):
    once = Wanted(recorded=False)
    _, results, full = tried(course, Answering(), once)
    path, pack, left_out = record(prepare(course, "scaling", once), full)
    assert set(pack.entries) == {"reference", "skeleton", "right/pipeline", "wrong/only-centred"}
    assert not left_out
    shutil.rmtree(course.state)
    proof, recorded, _ = tried(course, None, Wanted())
    assert {one.how for one in recorded} == {"recorded"}
    assert [one.lines for one in recorded] == [one.lines for one in results]
    assert read_pack(path.parent) == pack
    assert proof.seconds == 0


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (("assignment.toml", "cell_seconds = ", "cell_seconds = 1"), "limits"),
        (("wrong/only-centred.py", "- mean", "- 2 * mean"), "cells"),
    ],
)
def test_stale_evidence_says_what_changed_and_runs(course, change, part):
    _, _, full = tried(course, Answering(), Wanted())
    record(prepare(course, "scaling", Wanted()), full)
    shutil.rmtree(course.state)
    name, old, new = change
    path = course.root / "reference/scaling" / name
    text = path.read_text("utf-8")
    if old not in text:
        pytest.fail(f"{name} has no {old!r} any more")
    path.write_text(text.replace(old, new), "utf-8")
    prepared = prepare(course, "scaling", Wanted())
    stale = [one for one in prepared.cases if one.stale]
    assert {one.stale for one in stale} == {(part,)}
    assert len(stale) == (1 if part == "cells" else 4)
    assert all(one.load is None for one in stale)


@pytest.mark.parametrize("part", ["cells", "data", "plan", "limits", "collector", "libraries"])
def test_each_part_alone_makes_an_entry_stale(course, part):
    _, _, full = tried(course, Answering(), Wanted())
    other = [one._replace(made=one.made | {part: "other"}) for one in full]
    record(prepare(course, "scaling", Wanted()), other)
    shutil.rmtree(course.state)
    prepared = prepare(course, "scaling", Wanted())
    assert {one.stale for one in prepared.cases} == {(part,)}


def test_other_seeds_are_not_recorded(course):
    _, _, full = tried(course, Answering(), Wanted())
    record(prepare(course, "scaling", Wanted()), full)
    shutil.rmtree(course.state)
    _, results, _ = tried(course, Answering(), ONE)
    assert {(one.seed, one.how) for one in results} == {(0, "recorded"), (1, "ran")}


def test_evidence_of_a_lost_run_is_an_error(course):
    class Losing(Answering):
        def run(self, job, _=None, /):
            lost = RunStatus(outcome="lost", detail="gone")
            return msgspec.structs.replace(super().run(job), status=lost)

    proof, results, _ = tried(course, Losing())
    assert all("run-lost" in one.error for one in results)
    assert all(figures.right_runs == 0 for figures in proof.lines.values())
    assert not (course.state / "verify").exists()
