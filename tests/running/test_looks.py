"""Two whole runs more: their seeds, and what is kept of them. The runs here are given ones."""

import msgspec
import numpy as np
import pytest

from graders.model.evidence import Evidence, Measurement, ModelRecord, RunStatus
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.model.values import Array, Value
from graders.running.looks import LOOKS, look_job, perform

JOB = RunJob(
    plan=Plan(cells=(PlannedCell(cell="a", index=0, source="x = 1"),), seed=5, measure_fit=True)
)


def ran(outcome="finished", status="confirmed", **answers):
    values = tuple(
        Value(name=name, cell="a", kind="array", array=Array.of(np.asarray(found)))
        for name, found in answers.items()
    )
    models = (ModelRecord(model=0, test_outputs=Array.of(np.zeros(2))), ModelRecord(model=1))
    measurements = (
        Measurement(model=0, status=status), Measurement(model=1, status="no-inputs")
    )  # fmt: skip
    run = RunStatus(outcome=outcome, seconds=2.0, cpu_seconds=1.0)
    return Evidence(status=run, values=values, models=models, measurements=measurements)


def test_looks_remap_training_and_keep_splits():
    jobs = [look_job(JOB, number) for number in (1, 2)]
    assert jobs == [look_job(JOB, number) for number in (1, 2)]
    seeds = {job.plan.seed for job in jobs}
    assert len(seeds | {JOB.plan.seed}) == 3
    assert all(0 <= seed < 2**31 for seed in seeds)
    for job in jobs:
        assert job.plan.remap_seeds
        assert job.plan.split_seed == 5
        kept = {"seed": 5, "remap_seeds": False, "split_seed": None, "measure_fit": True}
        assert msgspec.structs.replace(job.plan, **kept) == JOB.plan
        assert (job.files, job.limits) == (JOB.files, JOB.limits)
    other = msgspec.structs.replace(JOB.plan, seed=9, remap_seeds=True, split_seed=5)
    again = look_job(msgspec.structs.replace(JOB, plan=other), 1)
    assert again.plan.split_seed == 5
    assert again.plan.seed not in seeds


def test_what_is_kept():
    jobs = []

    def run(job):
        jobs.append(job)
        return ran(y=[1.0, float(len(jobs))], other=[3])

    record = perform(run, JOB, ran(), ("y", "missing"))
    assert (record.name, record.outcome, record.runs) == ("seeds", "done", LOOKS)
    assert (record.seconds, record.cpu_seconds) == (4.0, 2.0)
    assert [look.seed for look in record.looks] == [job.plan.seed for job in jobs]
    assert [set(look.answers) for look in record.looks] == [{"y"}] * LOOKS
    assert [look.answers["y"].numpy().tolist() for look in record.looks] == [[1, 1], [1, 2]]
    assert [look.confirmed for look in record.looks] == [True, True]


@pytest.mark.parametrize(
    ("status", "confirmed"),
    [("confirmed", True), ("contradicted", False), ("not-rebuilt", None), ("failed", None)],
)
def test_whether_a_clean_box_agreed(status, confirmed):
    record = perform(lambda _: ran(status=status), JOB, ran(), ("y",))
    assert [look.confirmed for look in record.looks] == [confirmed] * LOOKS


@pytest.mark.parametrize(
    ("ended", "outcome"),
    [("timeout", "timeout"), ("lost", "lost"), ("memory", "died"), ("died", "died")],
)
def test_a_run_that_did_not_come_to_its_end_says_nothing(ended, outcome):
    runs = iter([ran(y=[1]), ran(ended, y=[1])])
    record = perform(lambda _: next(runs), JOB, ran(), ("y",))
    assert (record.outcome, record.reason, record.runs) == (outcome, ended, 2)


def test_a_run_that_ends_as_the_first_one_did_counts():
    """A limit in the last cell leaves the answers before it."""
    record = perform(lambda _: ran("timeout", y=[1]), JOB, ran("timeout"), ("y",))
    assert record.outcome == "done"
    assert all(look.answers for look in record.looks)
