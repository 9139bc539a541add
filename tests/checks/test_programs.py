"""Programs that treat overfitting and imbalance rightly and wrongly, run in real boxes.

Each file of ``programs/<check>/right`` passes the check; each of ``wrong`` fails it for the reason
in its header. The tables are small: a noisy one, and one with a class of 8 %.
"""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from graders.checks import check_types, make_check
from graders.model.assignment import RubricItem
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.model.reference import Reference
from graders.model.values import Array
from graders.proof.makings import changed, makings
from graders.proof.recorded import Full, Pack, make_pack, read_pack, write_pack

pytestmark = [pytest.mark.box, pytest.mark.tensorflow]

FOLDER = Path(__file__).with_name("programs")
CASES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.glob("*/*/*.py"))
START = "overfitting/wrong/start.py"
BEFORE = """
import keras, numpy as np, pandas as pd
from imblearn.ensemble import BalancedRandomForestClassifier
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.pipeline import make_pipeline
from imblearn.under_sampling import RandomUnderSampler
from keras import layers
from keras.callbacks import EarlyStopping, ModelCheckpoint
from keras.optimizers import Adam
from keras.regularizers import l1, l2
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.svm import SVC
from sklearn.utils.class_weight import compute_class_weight
train, x_test = pd.read_csv("data/train.csv"), pd.read_csv("data/test.csv")
features, target = list(x_test.columns), train.columns[-1]
x_train, x_val, y_train, y_val = train_test_split(
    train[features], train[target], test_size=0.2, random_state=1)
"""
AFTER = {"overfitting": "y_test_pred = model.predict(x_test, verbose=0).ravel()", "imbalance": ""}
NAMES = ("model", "y_val", "y_test_pred")


def noisy():
    """250 rows of ten features, two of which matter; as much noise as there is to learn."""
    random = np.random.default_rng(5)
    x = random.normal(size=(650, 10))
    y = 2 * x[:, 0] - 1.5 * x[:, 1] + random.normal(0, 2, 650)
    return x, y, "price", 250, "regression", ()


def unequal():
    """1,200 rows of four features, 8 % positive, that no threshold tells apart without errors."""
    random = np.random.default_rng(6)
    y = (random.random(2_000) < 0.08).astype(int)
    x = random.normal(size=(2_000, 4)) + 1.1 * y[:, None]
    return x, y, "left", 1_200, "binary", ("No", "Yes")


def world(make):
    """The files of a run, and what only the grader holds."""
    x, y, target, rows, task, labels = make()
    table = pd.DataFrame(x, columns=list("abcdefghij")[: x.shape[1]])
    train = table[:rows].assign(**{target: y[:rows]})
    files = {"data/train.csv": train.to_csv(index=False).encode(),
             "data/test.csv": table[rows:].to_csv(index=False).encode()}  # fmt: skip
    truth = Reference(
        targets=Array.of(y[rows:]), train_targets=Array.of(y[:rows]), task=task, labels=labels
    )
    return files, truth


WORLDS = {"overfitting": world(noisy), "imbalance": world(unequal)}


def job(case):
    check = case.partition("/")[0]
    sources = (BEFORE, (FOLDER / case).read_text("utf-8"), AFTER[check])
    cells = tuple(
        PlannedCell(cell=name, index=number, source=source, names=NAMES)
        for number, (name, source) in enumerate(
            zip(("load", "fit", "predict"), sources, strict=True)
        )
    )
    files, truth = WORLDS[check]
    rows = truth.targets.shape[0]
    return RunJob(plan=Plan(cells=cells, test_rows=rows, seed=1, measure_fit=True), files=files)


@pytest.fixture(scope="module")
def runs(runner, request):
    """Evidence to come, by case: the chosen ones, two at a time, and what they start from.

    What was recorded is judged where nothing changed since; the others run, and one case of each
    folder always does. ``GRADERS_RECORD=programs`` runs all and records them.
    """
    record = os.environ.get("GRADERS_RECORD") == "programs"
    packs = {check: Pack() if record else read_pack(FOLDER / check) for check in WORLDS}
    always = {case.rpartition("/")[0]: case for case in reversed(CASES)}.values()

    def evidence(case):
        known = packs[case.partition("/")[0]]
        entry = known.entries.get(case)
        if entry is None or case in always or changed(entry.made, makings(job(case), [])):
            return runner.run(job(case))
        return known.evidence(case)

    chosen = [
        item.callspec.params["case"]
        for item in request.session.items
        if item.path == request.path and "case" in getattr(item, "callspec", item).params
    ]
    with ThreadPoolExecutor(2) as pool:
        found = {case: pool.submit(evidence, case) for case in dict.fromkeys([START, *chosen])}
        yield found
    if record:
        for check in WORLDS:
            keep(check, {case: one.result() for case, one in found.items()})


def keep(check, found):
    """Record one check's programs; what is asked of evidence is the same for all of them."""
    given = parameters_of(found[START])
    full = [Full(case, makings(job(case), []), evidence) for case, evidence in found.items()
            if case.startswith(f"{check}/")]  # fmt: skip

    def seen(evidence):
        """All that is asked of evidence here; the first training's figures are the start's."""
        verdicts = [judged(check, given[check], evidence, public=public) for public in (0, 1)]
        figures = judged("overfitting", {}, evidence).facts if check == "overfitting" else {}
        first = [(fit.history, fit.inference, fit.epochs_run) for fit in evidence.fits[:1]]
        return verdicts, ended(evidence), figures, first

    pack, left_out = make_pack(full, seen)
    assert not left_out
    write_pack(FOLDER / check, pack)


@pytest.fixture(scope="module")
def parameters(runs):
    """What the text of an assignment says about the network to be cured, as it was measured."""
    return parameters_of(runs[START].result())


def parameters_of(found):
    figures = judged("overfitting", {}, found).facts
    best = min(found.fits[0].history["val_loss"]) / found.fits[0].inference["val_constant"]
    return {
        "overfitting": {
            "start_gap": figures["_gap"],
            "start_skill": 1 - best,
            "start_parameters": found.named_model("model").spec.parameters,
            "start_epochs": found.fits[0].epochs_run,
        },
        "imbalance": {"least_recall": 0.6, "least_precision": 0.2},
    }


def judged(check, parameters, evidence, *, public=False):
    item = RubricItem(id="line", check=check, points=Decimal(1), cell="fit", parameters=parameters)
    truth = WORLDS[check][1]
    if public:
        truth = Reference(train_targets=truth.train_targets, labels=truth.labels, public=True)
    return make_check(item, check_types())(evidence, truth, item)


def ended(evidence):
    return [(run.cell, run.outcome, run.raised and run.raised.message) for run in evidence.cells]


@pytest.mark.parametrize("case", CASES)
def test_each_gets_what_it_is_filed_under(runs, parameters, case):
    evidence = runs[case].result()
    assert ended(evidence) == [("load", "ok", None), ("fit", "ok", None), ("predict", "ok", None)]
    check, column, _ = case.split("/")
    verdict = judged(check, parameters[check], evidence)
    filed = re.search(r"^# key: (\S+)$", (FOLDER / case).read_text("utf-8"), re.MULTILINE)
    expected = ("failed", filed[1]) if filed else ("passed", check)
    assert (column == "wrong") == bool(filed)
    assert (verdict.outcome, verdict.key) == expected, verdict
    assert verdict.review is None
    if column == "right":  # and so it says beside the student, who holds no hidden targets
        assert judged(check, parameters[check], evidence, public=True).outcome == "passed"
