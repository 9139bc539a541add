"""A small program without Keras or a box, so that an experiment's every turn can be tried.

It reads the job's files, prepares rows as a test says, and tells what it did as a run would.
"""

import io
from decimal import Decimal
from types import SimpleNamespace

import msgspec
import numpy as np
import pandas as pd
import pytest

from graders.checks.base import Check, passed
from graders.model.assignment import Assignment, RubricItem, Targets, TaskCell
from graders.model.evidence import (
    CallRecord,
    CellRun,
    DataInfo,
    Evidence,
    FitRecord,
    ModelRecord,
    RunStatus,
)
from graders.model.experiment import Origin, Split
from graders.model.plan import Plan, RunJob
from graders.model.reference import Reference
from graders.model.values import Array, Value
from graders.running.experiments import investigate
from graders.running.inside.describe import describe

CELLS = ("split", "scale", "fit", "evaluate", "predict")
ROWS, TEST_ROWS = 120, 60


def files():
    random = np.random.default_rng(5)

    def table(count):
        size = random.uniform(10, 90, count).round(1)
        kind = random.integers(1, 4, count)
        return pd.DataFrame({
            "size": size,
            "age": random.integers(1, 99, count),
            "kind": kind,
            "price": (size / 3 + 4 * kind + random.normal(0, 2, count)).round(2),
        })  # fmt: skip

    train, test = table(ROWS), table(TEST_ROWS).drop(columns="price")
    return {
        "data/train.csv": train.to_csv(index=False).encode(),
        "data/test.csv": test.to_csv(index=False).encode(),
    }


def info(array):
    return msgspec.convert(describe(array), DataInfo)


class Program:
    """One program. ``scale`` maps three tables of features to three arrays.

    ``knows``: whether the rows behind arrays are known. ``ends`` is how the n-th run ends.
    """

    def __init__(self, scale, *, knows=True, score="validation", calls=(), weights=None, ends=None,
                 noise=None, weigh=None, fails=()):  # fmt: skip
        self.scale, self.knows, self.score, self.calls = scale, knows, score, calls
        self.weights = weights or (lambda *_: "before")
        self.ends = ends or {}
        self.noise, self.weigh, self.fails = noise, weigh, fails
        self.jobs = []

    def __call__(self, job, progress=None):  # noqa: ARG002
        number = len(self.jobs)
        self.jobs.append(job)
        ended = self.ends.get(number, "finished")
        if isinstance(ended, Exception):
            raise ended
        train, test = (pd.read_csv(io.BytesIO(job.files[f"data/{name}.csv"]))
                       for name in ("train", "test"))  # fmt: skip
        order = np.random.default_rng(20).permutation(ROWS)
        rows = {"train": np.sort(order[:90]), "val": np.sort(order[90:]), "all": np.arange(ROWS)}
        x, y = train.drop(columns="price"), train["price"].to_numpy()
        made, steps = self.scale(x, rows["train"], rows["val"], test)
        x_train, x_val, x_test = made
        if self.noise is not None:
            x_train = x_train + self.noise(number)
        y_train, y_val = y[rows["train"]], y[rows["val"]]
        guess = {"val": x_val[:, 0] * 30, "train": x_train[:, 0] * 30}
        part, truth = ("val", y_val) if self.score == "validation" else ("train", y_train)
        rmse = float(np.sqrt(np.mean((guess[part] - truth) ** 2)))
        fit = FitRecord(
            sequence=10, cell="fit", model=0, estimator="Sequential", x=info(x_train),
            y=info(y_train), weights_before=self.weights(number, x_train), epochs=3,
            inputs=Array.of(x_train) if job.plan.keep_inputs else None, stubbed=job.plan.stub_fit,
            class_weight=self.weigh(y) if self.weigh else None,
        )  # fmt: skip
        calls = [
            CallRecord(sequence=1, cell="split", actor="train_test_split",
                       method="train_test_split", inputs=(info(x), info(y)),
                       outputs=tuple(map(info, (x.iloc[rows["train"]], x.iloc[rows["val"]],
                                                y_train, y_val)))),
            *(CallRecord(sequence=3 + at, cell="scale", actor=actor, method="fit",
                         inputs=(info(given),))
              for at, (actor, given) in enumerate(steps)),
            CallRecord(sequence=11, cell="evaluate", actor="Sequential", method="predict", model=0,
                       inputs=(info(x_val),), answers=Array.of(guess["val"])),
            CallRecord(sequence=12, cell="predict", actor="Sequential", method="predict", model=0,
                       inputs=(info(x_test),), answers=Array.of(x_test[:, 0] * 30)),
        ]  # fmt: skip
        known = [(x.iloc[rows["train"]], "train"), (x.iloc[rows["val"]], "val"), (x, "all"),
                 (x_train, "train"), (x_val, "val")]  # fmt: skip
        origins = [Origin(digest=info(array).digest, file="data/train.csv",
                          rows=Array.of(rows[name].astype(np.int32)), by="index")
                   for array, name in known]  # fmt: skip
        values = {"split": {"y_val": y_val}, "scale": {"x_train": x_train, "x_test": x_test},
                  "predict": {"y_test_pred": x_test[:, 0] * 30}}  # fmt: skip
        taken = [Value(name=name, cell=cell, kind="array", array=Array.of(array))
                 for cell, held in values.items() for name, array in held.items()]  # fmt: skip
        failing = number in self.fails
        return Evidence(
            status=RunStatus(outcome=ended, seconds=0.5, cpu_seconds=0.25),
            cells=tuple(CellRun(cell=cell, index=place, outcome="error" if failing and cell == "fit"
                                else "ok") for place, cell in enumerate(CELLS)),
            values=(*taken, Value(name="rmse", cell="evaluate", kind="scalar", scalar=rmse)),
            fits=(fit,), calls=tuple(calls),
            models=(ModelRecord(model=0, names=("model",), archive=b"zip",
                                test_inputs=Array.of(x_test)),),
            origins=tuple(origins) if self.knows else (),
            splits=(Split(sequence=1, cell="split", actor="train_test_split", rows=ROWS),),
        )  # fmt: skip


class Asking(Check, frozen=True, kw_only=True):
    """A check that asks for what its parameter says."""

    wants: str = "interference"
    answers: str = "y_test_pred"

    def asks(self, evidence, reference, item):  # noqa: ARG002
        return frozenset(self.wants.split())

    def __call__(self, evidence, reference, item):  # noqa: ARG002
        return passed("leakage-none", changed=1)


Asking.needs = frozenset({"interference", "labels", "seeds"})


def assignment(wants="interference", **targets):
    return Assignment(
        slug="houses", title="Houses", dataset="houses",
        targets=Targets(**{"column": "price", "task": "regression", **targets}),
        cells=tuple(TaskCell(id=cell) for cell in CELLS),
        checks=(RubricItem(id="asking", check="asking", points=Decimal(1),
                           parameters={"wants": wants}),),
    )  # fmt: skip


@pytest.fixture
def job():
    plan = Plan(cells=(), test_rows=TEST_ROWS, seed=7)
    return RunJob(plan=plan, files=files())


def min_max(of, *others):
    low, width = of.min(axis=0), of.max(axis=0) - of.min(axis=0)
    return tuple(((other - low) / width).to_numpy() for other in others)


def clean(x, train, val, test):
    """A scaler of training rows."""
    return min_max(x.iloc[train], x.iloc[train], x.iloc[val], test), [("MinMax", x.iloc[train])]


def leaking(x, train, val, test):
    """A scaler of all rows of the training file."""
    return min_max(x, x.iloc[train], x.iloc[val], test), [("MinMax", x)]


@pytest.fixture
def houses():
    """What tests make programs of."""
    return SimpleNamespace(
        Program=Program, min_max=min_max, clean=clean, leaking=leaking, assignment=assignment,
        types={"asking": Asking}, reference=Reference(), rows=ROWS, test_rows=TEST_ROWS,
    )  # fmt: skip


@pytest.fixture
def investigated(job, houses):
    """The experiment of that name, performed on a program. Its first run is number 0."""

    def perform(program, name="interference", **targets):
        asked = houses.assignment(name, **targets)
        base = program(job)
        evidence = investigate(program, job, base, asked, houses.reference, houses.types)
        found = evidence.experiment(name)
        assert all(one.plan.stub_fit for one in program.jobs[1:])
        assert found.cpu_seconds == pytest.approx(0.25 * found.runs)
        return found

    return perform
