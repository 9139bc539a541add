"""A line with an interface that a newer library removed: substituted, run, and remarked on."""

import msgspec
import pytest

from graders.checks.interfaces import INTERFACES
from graders.model.evidence import CellRun, Evidence, Raised, RunStatus
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.running.mended import KEY, MOST_RUNS, mend, statements, substituted_job


def job(*sources: str, kinds=None) -> RunJob:
    cells = tuple(
        PlannedCell(cell=f"c{number}", index=number, source=source, names=("kept",),
                    kind=(kinds or {}).get(number, "code"))
        for number, source in enumerate(sources)
    )  # fmt: skip
    return RunJob(plan=Plan(cells=cells))


class Counted:
    """Runs jobs, and keeps them."""

    def __init__(self, run) -> None:
        self.run, self.jobs = run, []

    def __call__(self, job: RunJob) -> Evidence:
        self.jobs.append(job)
        return self.run(job)


def mended(run, *sources, **options):
    first = job(*sources, **options)
    before, counted = run(first), Counted(run)
    changed, after = mend(counted, first, before)
    return before, changed, after, counted.jobs


def outcomes(evidence):
    return [one.outcome for one in evidence.cells]


SCOPED = "은닉층"  # leaves its name scope behind, which spoils whatever follows
TABLE = [entry for entry in INTERFACES if SCOPED not in entry.old]


@pytest.mark.tensorflow
def test_every_substitution_of_the_table_runs_where_the_old_line_broke(run):
    sources = [part for entry in TABLE for part in (entry.before or "pass", entry.example)]
    before, _, after, jobs = mended(run, *sources)
    assert outcomes(before)[1::2] == ["error"] * len(TABLE)
    found = dict(zip([entry.old for entry in TABLE], outcomes(after)[1::2], strict=True))
    assert {old for old, outcome in found.items() if outcome != "ok"} == {
        entry.old for entry in TABLE if not entry.find
    }
    assert len(jobs) == 1
    cells = [f"c{2 * number + 1}" for number, entry in enumerate(TABLE) if entry.find]
    assert {one.cell for one in after.repairs} == set(cells)
    [scoped] = [entry for entry in INTERFACES if SCOPED in entry.old]
    before, _, after, _ = mended(run, scoped.before, scoped.example)
    assert (outcomes(before), outcomes(after)) == (["ok", "error"], ["ok", "ok"])


@pytest.mark.tensorflow
def test_a_line_far_from_where_it_raises_and_another_break_behind_it(run):
    build = (
        "import numpy as np, keras\nfrom sklearn.metrics import mean_squared_error\n"
        "x = np.random.rand(40, 3)\ny = x.sum(axis=1)\n"
        "model = keras.Sequential([\n    keras.Input((3,)),\n"
        "    keras.layers.Dense(\n        1,\n        name='출력층',\n    ),\n])\n"
        "model.compile(\n    loss='mse',\n    metrics='mae',\n)"
    )
    fit = "history = model.fit(x, y, epochs=1, verbose=0)"
    score = (
        "kept = mean_squared_error(\n    y,\n    model.predict(x, verbose=0),\n    squared=False,\n)"
        "\nagain = mean_squared_error(y, y, squared=False)"
    )
    before, changed, after, jobs = mended(run, build, fit, score)
    assert outcomes(before) == ["error", "error", "error"]
    assert outcomes(after) == ["ok"] * 3
    assert after.value("kept").scalar > 0
    assert after.fits
    assert not before.fits or before.fits[0].raised
    assert len(jobs) == 2  # the name of the layer stands behind what `compile` refused
    assert [(one.cell, one.facts["line"]) for one in after.repairs] == [
        ("c0", 5), ("c0", 12), ("c2", 1), ("c2", 6),
    ]  # fmt: skip
    assert changed.plan.cells[2].source.count("\n") == score.count("\n")


def test_what_stands_behind_a_mended_line_is_mended_too(run):
    first = "import numpy as np\na = np.float(1)\nimport pandas as pd\nb = pd.DataFrame({'n': [1]})"
    second = "c = b.append(b)\nkept = len(c)\nfor name, _ in c.iteritems():\n    pass"
    before, _, after, jobs = mended(run, first, second)
    assert outcomes(before) == ["error", "error"]
    assert outcomes(after) == ["ok", "ok"]
    assert after.value("kept").scalar == 2
    assert len(jobs) == 3
    assert "mended" in after.timing.stages or not before.timing.stages


def test_a_file_is_known_by_its_new_name_wherever_it_is_read(run):
    write = "import keras\nc = keras.callbacks.ModelCheckpoint('best.hdf5', save_best_only=True)"
    read = 'place = "best.hdf5"\nkept = place'
    _, _, after, _ = mended(run, write, read)
    assert outcomes(after) == ["ok", "ok"]
    assert after.value("kept").text == "best.keras"
    assert [one.cell for one in after.repairs] == ["c0", "c1"]


def test_a_substitution_that_does_not_help_is_taken_back(run):
    unknown = "import pandas\nb = pandas.DataFrame({'n': [1]})\nc = b.append(b)"
    other = "import numpy as np\nkept = np.float(2)"
    _, changed, after, jobs = mended(run, unknown, other)
    assert outcomes(after) == ["error", "ok"]
    assert "append" in after.cells[0].raised.message
    assert [one.cell for one in after.repairs] == ["c1"]
    assert changed.plan.cells[0].source == unknown
    assert len(jobs) == 2


def test_a_mistake_of_the_students_own_behind_it_stays(run):
    source = "import numpy as np\nkept = np.float('a')"
    before, _, after, _ = mended(run, source)
    assert before.cells[0].raised.type == "AttributeError"
    assert after.cells[0].raised.type == "ValueError"


@pytest.mark.parametrize(
    "source", ["kept = 1", "1 / 0", "import pandas as pd\npd.DataFrame().ix[0]"]
)
def test_nothing_to_mend_costs_no_run(run, source):
    before, changed, after, jobs = mended(run, source)
    assert after is before
    assert jobs == []
    assert changed == job(source)


def test_a_test_cell_is_left_alone(run):
    source = "import numpy as np\nassert np.float(1) == 1"
    before, _, after, jobs = mended(run, source, kinds={0: "test"})
    assert after is before
    assert jobs == []


def test_the_program_is_made_again_from_stored_evidence(run):
    source = "%%time\nimport numpy as np\nkept = np.float(1) + np.int(2)"
    _, changed, after, _ = mended(run, source)
    assert after.value("kept").scalar == 3
    assert substituted_job(job(source), after) == changed
    counted = Counted(run)
    assert mend(counted, job(source), after) == (changed, after)
    assert counted.jobs == []
    other = substituted_job(job("other = 1"), after)
    assert other == job("other = 1")
    shown = msgspec.to_builtins(after.repairs[0].facts)
    assert {name for name in shown if not name.startswith("_")} == {
        "cell", "line", "old", "write", "since",
    }  # fmt: skip


def test_runs_are_bounded():
    def run(job: RunJob) -> Evidence:
        calls.append(job)
        source = job.plan.cells[0].source.split("\n")
        line = next(n for n, text in enumerate(source, 1) if ".append(" in text)
        raised = Raised(
            type="AttributeError", message="'DataFrame' object has no attribute 'append'",
            line=line, source_line=source[line - 1],
        )  # fmt: skip
        cell = CellRun(cell="c0", index=0, outcome="error", raised=raised)
        return Evidence(status=RunStatus(outcome="finished"), cells=(cell,))

    calls: list[RunJob] = []
    first = job("\n".join(f"f{number} = df.append(df)" for number in range(20)))
    _, after = mend(run, first, run(first))
    assert len(calls) == 1 + MOST_RUNS
    assert [one.key for one in after.repairs] == [KEY] * MOST_RUNS


def test_statements_of_a_cell():
    source = (
        "%matplotlib inline\nfor a in (\n    1,\n):\n    !ls\n    b = [\n        a,\n    ]\n"
        "if a: b = 2\n"
    )
    assert statements(source) == [(1, 1), (2, 4), (5, 5), (6, 8), (9, 9)]
    assert statements("a = (\nb") == [(1, 1), (2, 2)]
    assert statements("") == []
