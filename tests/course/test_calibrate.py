"""Bands from many runs: the seeds, the extension to 59, the refusals, and staleness."""

from pathlib import Path
from unittest.mock import Mock

import msgspec
import numpy as np
import pytest

from graders.calibration import MINIMUM_RUNS
from graders.checks.metric import Metric
from graders.course import calibrate as calibrating
from graders.course.folder import Course
from graders.errors import CalibrationError, StoreError
from graders.model.evidence import CellRun, Environment, Evidence, RunStatus
from graders.model.values import Array, Value

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def regression():
    return Course.find(ROOT).load("regression")


class Recorded:
    """Answers of a known spread, as a trained reference would give under each seed."""

    def __init__(self, loaded, error=lambda random: 4.0 + 0.1 * random.normal(), **evidence):
        self.truth = loaded.reference().targets.numpy()
        self.error, self.evidence, self.jobs = error, evidence, []

    def run(self, job):
        self.jobs.append(job)
        random = np.random.default_rng(job.plan.seed)
        answers = self.truth + self.error(random)
        value = Value(name="y_test_pred", cell="predict", kind="array", array=Array.of(answers))
        return Evidence(
            **({"status": RunStatus(outcome="finished"), "values": (value,),
                "environment": Environment(versions={"keras": "3"})} | self.evidence)
        )  # fmt: skip


def test_a_band_from_every_seed_of_the_courses_own(regression):
    runner, seen = Recorded(regression), []
    found = calibrating.calibrate(
        regression, runner, seeds=20, jobs=2, progress=lambda done, of: seen.append((done, of))
    )
    band = found.bands["test-rmse"]
    assert (band.metric, band.method, band.count) == ("rmse", "normal", 20)
    assert band.bar == pytest.approx(band.mean + 2.396 * band.std, rel=1e-3)
    assert band.baseline > 2 * band.bar * 0.9
    assert len(found.seeds) == len(set(found.seeds)) == 20
    assert all(job.plan.remap_seeds for job in runner.jobs)
    assert len({job.plan.split_seed for job in runner.jobs} - {None}) == 1
    assert sorted(job.plan.seed for job in runner.jobs) == sorted(found.seeds)
    assert seen[-1] == (20, 20)
    assert found.versions == {"keras": "3"}


def test_right_solutions_take_turns_the_reference_first(regression):
    solutions = calibrating.right_solutions(regression)
    names = [name for name, _ in solutions]
    assert names[0] == "the reference"
    assert len(names) == 1 + len([*(ROOT / "reference/regression/right").glob("*.py")]) > 5
    runner = Recorded(regression, lambda random: 4.0 + random.exponential(0.3))
    calibrating.calibrate(regression, runner, seeds=20)
    ran = [job.plan.cells for job in runner.jobs]
    assert len({tuple(cells) for cells in ran}) == len(solutions)
    assert all(one == other for one, other in zip(ran, ran[len(solutions) :], strict=False))


def test_rows_that_are_a_draw_take_no_further_runs(regression, monkeypatch):
    monkeypatch.setattr(Metric, "standard_error", Mock(return_value=0.2))
    runner = Recorded(regression, lambda random: 4.0 + random.exponential(0.3))
    band = calibrating.calibrate(regression, runner, seeds=20).bands["test-rmse"]
    assert (band.method, band.count) == ("normal", 20)
    assert band.std == pytest.approx((np.var(band.figures, ddof=1) + 2 * 0.2**2) ** 0.5)


def test_figures_that_are_not_normal_take_59_runs(regression):
    runner = Recorded(regression, lambda random: 4.0 + random.exponential(0.3))
    found = calibrating.calibrate(regression, runner, seeds=20)
    band = found.bands["test-rmse"]
    assert (band.method, band.count, len(runner.jobs)) == ("minimum", MINIMUM_RUNS, MINIMUM_RUNS)
    assert band.bar == max(band.figures)


def test_a_reference_that_is_no_better_than_a_constant_is_refused(regression):
    with pytest.raises(CalibrationError, match="does not beat"):
        calibrating.calibrate(regression, Recorded(regression, lambda random: 9 + random.normal()))


def test_a_reference_that_stops_is_named(regression):
    stopped = (CellRun(cell="fit", index=4, outcome="timeout"),)
    with pytest.raises(CalibrationError, match="cell 'fit' ended with timeout"):
        calibrating.calibrate(regression, Recorded(regression, cells=stopped))
    with pytest.raises(CalibrationError, match="ended with memory"):
        calibrating.calibrate(regression, Recorded(regression, status=RunStatus(outcome="memory")))


def test_seeds_are_the_courses_secret_and_the_assignments(regression):
    one = calibrating.calibration_seeds(b"secret of sixteen", "regression", 59)
    assert one == calibrating.calibration_seeds(b"secret of sixteen", "regression", 59)
    assert one[:5] == calibrating.calibration_seeds(b"secret of sixteen", "regression", 5)
    assert one != calibrating.calibration_seeds(b"another of sixteen", "regression", 59)
    assert one != calibrating.calibration_seeds(b"secret of sixteen", "binary", 59)
    assert all(0 <= seed < 2**31 for seed in one)


def test_written_whole_and_stale_when_something_changed(regression, tmp_path, monkeypatch):
    monkeypatch.setattr(regression, "folder", tmp_path)
    found = calibrating.calibrate(regression, Recorded(regression))
    assert calibrating.stale(regression) == ["there is no calibration.json"]
    path = calibrating.write_calibration(regression, found)
    assert [one.name for one in tmp_path.iterdir()] == ["calibration.json"]
    assert msgspec.json.decode(path.read_bytes(), type=type(found)) == found
    assert calibrating.stale(regression) == []
    with monkeypatch.context() as full:
        full.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(StoreError, match=r"calibration\.json cannot be written: full"):
            calibrating.write_calibration(regression, msgspec.structs.replace(found, bands={}))
    assert [one.name for one in tmp_path.iterdir()] == ["calibration.json"]
    assert calibrating.stale(regression) == []
    changed = msgspec.structs.replace(found, notebook="x", data="y", mode="z", bands={})
    calibrating.write_calibration(regression, changed)
    faults = calibrating.stale(regression)
    assert len(faults) == 4
    assert "'test-rmse' has no band" in faults[3]
    other = msgspec.structs.replace(found.bands["test-rmse"], metric="mae")
    calibrating.write_calibration(
        regression, msgspec.structs.replace(found, bands={"test-rmse": other})
    )
    assert "is about rmse, its band mae" in calibrating.stale(regression)[0]


@pytest.mark.parametrize("slug", Course.find(ROOT).slugs())
def test_our_own_bands_are_of_todays_code_and_data(slug):
    """Where this fails, run `grade calibrate` and look at what moved before you keep it."""
    assert calibrating.stale(Course.find(ROOT).load(slug)) == []


def test_an_assignment_without_a_metric_needs_no_band():
    scaling = Course.find(ROOT).load("scaling")
    assert calibrating.calibrate(scaling, Recorded).bands == {}
    assert calibrating.stale(scaling) == []
