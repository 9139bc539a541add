import subprocess
import sys

import pytest

from graders.errors import SandboxError
from graders.model.assignment import Limits
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.running import local
from graders.running.local import run_local


def job(*sources: str, **limits: float) -> RunJob:
    cells = tuple(
        PlannedCell(cell=f"c{place}", index=place, source=source, names=("x", "model"))
        for place, source in enumerate(sources)
    )
    return RunJob(plan=Plan(cells=cells, test_rows=5), limits=Limits(**limits))


@pytest.mark.tensorflow
@pytest.mark.slow
def test_ones_own_notebook_is_run_and_measured() -> None:
    seen: list[str] = []
    evidence = run_local(
        job(
            "import keras, numpy as np\nx = np.arange(10.0).reshape(5, 2)",
            "model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\n"
            "model.compile('adam', 'mse')\nmodel.fit(x, x[:, :1], verbose=0)\nout = model.predict(x)",
            "import os\nos._exit(3)",
            "never = 1",
        ),
        seen.append,
    )
    assert seen == ["c0", "c1", "c2", "measuring"]
    assert (evidence.status.outcome, evidence.status.cell) == ("died", "c2")
    assert [run.outcome for run in evidence.cells] == ["ok", "ok", "killed", "not-run"]
    assert evidence.environment.local
    assert evidence.environment.backend == "local"
    assert [found.status for found in evidence.measurements] == ["confirmed"]
    assert set(evidence.timing.stages) == {"cells", "measure"}


def test_a_python_that_does_not_start_is_our_fault(monkeypatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(SandboxError, match="could not be started"):
        run_local(job("1"))


def test_a_child_that_breaks_says_what_python_said(monkeypatch) -> None:
    started = subprocess.Popen

    def broken(command, **more):
        return started([command[0], "-c", "raise SystemExit('no keras here')"], **more)

    monkeypatch.setattr(local.subprocess, "Popen", broken)
    with pytest.raises(SandboxError, match="no keras here"):
        run_local(job("1"))
