"""Where the reference's curves run: by training, loss and epoch; never a bar, never in the way."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.course import curves as measuring
from graders.course.curves import CurveBand, Curves, bands, read_curves, write_curves
from graders.course.folder import Course
from graders.errors import CalibrationError
from graders.model.evidence import (
    CellRun,
    Environment,
    Evidence,
    FitRecord,
    ModelRecord,
    RunStatus,
    Value,
)
from graders.model.network import LossSpec, ModelSpec
from graders.model.values import Array

ROOT = Path(__file__).parents[2]


def trained(history, *, loss="mean_squared_error", names=("model",), cell="fit", **rest):
    spec = ModelSpec(source="claimed", kind="sequential", loss=LossSpec(name=loss))
    return Evidence(
        status=RunStatus(outcome="finished"),
        environment=Environment(),
        models=(ModelRecord(model=0, names=names, spec=spec),),
        fits=(FitRecord(sequence=1, cell=cell, model=0, history=history),),
        **rest,
    )


@given(st.lists(st.lists(st.floats(width=32), min_size=1, max_size=30), min_size=1, max_size=12))
def test_every_run_lies_in_the_band_as_far_as_it_goes(lines):
    found = bands([trained({"loss": line}) for line in lines])
    if not found:
        return
    band = found["fit/model"]["loss"]
    assert band.runs == len(lines)
    for line in lines:
        for value, low, high in zip(line, band.low, band.high, strict=False):
            if np.isfinite(value):
                near = 1e-4 * abs(value)
                assert low - near <= value <= high + near


def test_a_band_ends_where_most_runs_have_stopped():
    found = bands([trained({"loss": [3.0, 2.0, 1.0][: n + 2]}) for n in (0, 0, 0, 0, 1)])
    assert found["fit/model"]["loss"].low == (3.0, 2.0)
    assert bands([trained({"loss": [3.0, 2.0]})]) == {}  # one run is no band


def test_a_loss_is_compared_with_the_same_loss_only():
    runs = [trained({"loss": [3.0, float(n)], "mae": [2.0, 1.0]}) for n in range(4)]
    known = Curves(assignment="x", bands=bands(runs))
    same, other = trained({"loss": [9.0, 8.0]}), trained({"loss": [9.0]}, loss="huber")
    assert set(known.of(same, same.fits[0])) == {"loss", "mae"}
    assert set(known.of(other, other.fits[0])) == {"mae"}


def test_a_training_is_known_by_its_cell_and_any_of_its_models_names():
    known = Curves(assignment="x", bands=bands([trained({"loss": [2.0, 1.0]}) for _ in range(3)]))
    alias = trained({}, names=("net", "model"))
    assert known.of(alias, alias.fits[0])
    elsewhere = trained({}, cell="other")
    assert known.of(elsewhere, elsewhere.fits[0]) == {}
    nameless = trained({}, names=())
    assert known.of(nameless, nameless.fits[0]) == {}


def test_losses_that_a_notebook_wrote_down_itself_have_a_band():
    series = {"losses": (3.0, 2.0, 1.0)}
    value = Value(name="losses", cell="train", kind="series", series=series)
    run = msgspec.structs.replace(trained({}), fits=(), values=(value,))
    found = bands([run] * 3)
    assert found == {"train/losses": {"losses": CurveBand(low=(3, 2, 1), high=(3, 2, 1), runs=3)}}
    listed = Value(name="losses", cell="train", kind="array", array=Array.of(np.array([3.0, 2.0])))
    other = msgspec.structs.replace(listed, name="y_test_pred")
    found = bands([msgspec.structs.replace(run, values=(listed, other))] * 3)
    assert found == {"train/losses": {"losses": CurveBand(low=(3, 2), high=(3, 2), runs=3)}}
    fitted = msgspec.structs.replace(trained({"loss": [2.0, 1.0]}), values=(value,))
    assert set(bands([fitted] * 3)) == {"fit/model"}


class Recorded:
    """Gives every run a curve that its seed decides."""

    def __init__(self, **rest):
        self.rest, self.jobs = rest, []

    def run(self, job):
        self.jobs.append(job)
        start = np.random.default_rng(job.plan.seed).uniform(1, 2)
        return trained({"loss": [start, start / 2]}, **self.rest)


@pytest.fixture(scope="module")
def regression():
    return Course.find(ROOT).load("regression")


def test_the_reference_runs_alone_under_seeds_of_the_courses_own(regression, tmp_path, monkeypatch):
    runner, seen = Recorded(), []
    found = measuring.measure_curves(
        regression, runner, seeds=5, progress=lambda *done: seen.append(done)
    )
    assert len({tuple(job.plan.cells) for job in runner.jobs}) == 1
    assert [job.plan.seed for job in runner.jobs] == list(found.seeds)
    assert found.bands["fit/model"]["loss"].runs == 5 == len(set(found.seeds))
    assert seen[-1] == (5, 5)
    monkeypatch.setattr(regression, "folder", tmp_path)
    assert read_curves(regression) is None
    assert write_curves(regression, found) == tmp_path / "curves.json"
    assert read_curves(regression) == found
    assert [one.name for one in tmp_path.iterdir()] == ["curves.json"]
    (tmp_path / "curves.json").write_text("{")
    assert read_curves(regression) is None  # a page does without
    assert write_curves(regression, Curves(assignment="x")) is None


def test_a_reference_that_stops_is_named(regression):
    stopped = Recorded(cells=(CellRun(cell="fit", index=4, outcome="timeout"),))
    with pytest.raises(CalibrationError, match="cell 'fit' ended with timeout"):
        measuring.measure_curves(regression, stopped, seeds=2)
