"""Leaks are found, and what only looks like one is left alone: programs run in a real box.

``tests/leakage/<slug>/leaking`` and ``clean`` hold variants of assignments (only the cells that
differ, as in ``reference/<slug>/right``). Their trainings are cut to two epochs, since what reaches
``fit`` is asked about and not what comes of it. Every leak must be found, nothing clean may be
called one, and the rows that programs put aside must be known in at least 95 % of them.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from graders.checks import check_types, make_check
from graders.course.folder import Course
from graders.course.planning import make_job
from graders.course.submission import read_submission
from graders.course.variants import read_variant, variant_notebook
from graders.model.assignment import RubricItem
from graders.model.reference import Reference
from graders.reports.messages import Messages
from graders.running.experiments import investigate

pytestmark = [pytest.mark.box, pytest.mark.slow]

FOLDER = Path(__file__).with_name("leakage")
COURSE = Course.find(Path(__file__).parents[1])
CASES = {
    f"{path.parent.parent.name}/{path.parent.name}/{path.stem}": path
    for path in sorted(FOLDER.glob("*/*/*.py"))
}
LEAKING = [case for case in CASES if "/leaking/" in case]
CLEAN = [case for case in CASES if "/clean/" in case]
RESOLVED = 0.95
WATCH = {
    "scaling": [f"x_train_{end}" for end in ("mm", "std", "hand")],
}
"""What may not move in an assignment that trains nothing."""


THROUGH = {
    "binary/leaking/column-transformer-on-all": "ColumnTransformer.fit_transform",
    "binary/leaking/over-sampling-before-the-split": "RandomOverSampler.fit_resample",
    "binary/leaking/smote-before-the-split": "SMOTE.fit_resample",
    "binary/leaking/smote-in-numpy-arrays": "SMOTE.fit_resample",
    "multiclass/leaking/discriminants-of-all": "LinearDiscriminantAnalysis.fit",
    "multiclass/leaking/scaled-before-the-split": "MinMaxScaler.fit_transform",
    "regression/leaking/fit-transform-of-all-parts": "MinMaxScaler.fit_transform",
    "regression/leaking/fitted-again-before-training": "MinMaxScaler.fit",
    "regression/leaking/fitted-on-test": "StandardScaler.fit",
    "regression/leaking/fitted-on-validation": "MinMaxScaler.fit",
    "regression/leaking/linear-model-on-leaking-scaler": "MinMaxScaler.fit_transform",
    "regression/leaking/minmax-of-the-whole-table": "MinMaxScaler.fit_transform",
    "regression/leaking/neighbours-fill-in": "KNNImputer.fit_transform",
    "regression/leaking/normalization-adapted-to-all": "Normalization.adapt",
    "regression/leaking/pipeline-fitted-on-all": "Pipeline.fit",
    "regression/leaking/power-transform-of-all": "PowerTransformer.fit",
    "regression/leaking/principal-components-of-all": "Pipeline.fit_transform",
    "regression/leaking/quantiles-of-all": "QuantileTransformer.fit_transform",
    "regression/leaking/selected-by-a-forest": "RandomForestRegressor.fit",
    "regression/leaking/standard-scaler-before-the-split": "StandardScaler.fit_transform",
    "regression/leaking/training-and-test-together": "MinMaxScaler.fit",
    "scaling/leaking/scaler-of-the-whole-table": "MinMaxScaler.fit",
}
"""The call that lets changed rows in; the other leaks are made by hand."""


def shortened(loaded, variant):
    """The variant, and the reference's own cells, with trainings of two epochs."""
    cells = loaded.solution_cells() | variant.cells
    short = {name: re.sub(r"\bepochs=\d+", "epochs=2", source) for name, source in cells.items()}
    return msgspec.structs.replace(variant, cells=short)


def line(slug):
    parameters = {"watch": WATCH[slug]} if slug in WATCH else {}
    return RubricItem(id="leak", check="leakage", points=Decimal(1), parameters=parameters)


@pytest.fixture(scope="module")
def answers(runner, request):
    """Evidence with its experiment, and the verdict, by case: two at a time."""
    types, loaded = check_types(), {slug: COURSE.load(slug) for slug in COURSE.slugs()}

    def run(case):
        slug = case.partition("/")[0]
        own = loaded[slug]
        variant = shortened(own, read_variant(CASES[case], "right", own))
        job = make_job(own, read_submission(variant_notebook(own, variant), own), {})
        asked = msgspec.structs.replace(own.assignment, checks=(line(slug),))
        base = runner.run(job)
        evidence = investigate(runner.run, job, base, asked, Reference(), types)
        return evidence, make_check(line(slug), types)(evidence, Reference(), line(slug))

    wanted = [item.callspec.params["case"] for item in request.session.items
              if item.path == request.path and hasattr(item, "callspec")]  # fmt: skip
    everything = any(item.name == "test_the_rows_put_aside_are_known"
                     for item in request.session.items)  # fmt: skip
    with ThreadPoolExecutor(2) as pool:
        yield {case: pool.submit(run, case) for case in (CASES if everything else wanted)}


def ran(answers, case):
    evidence, verdict = answers[case].result()
    raised = [(cell.cell, cell.raised.message) for cell in evidence.cells if cell.raised]
    assert raised == []
    return evidence, verdict


@pytest.mark.parametrize("case", LEAKING)
def test_a_leak_is_found_and_explained(answers, case):
    _, verdict = ran(answers, case)
    assert verdict.outcome == "failed", verdict
    through = verdict.facts.get("through") or verdict.facts.get("resampled") or ""
    assert through == THROUGH.get(case, "")
    for lang in ("en", "ko"):
        said, problems = Messages(lang).format(verdict.key, verdict.facts)
        assert not problems
        assert "`" in said


@pytest.mark.parametrize("case", CLEAN)
def test_nothing_clean_is_called_a_leak(answers, case):
    _, verdict = ran(answers, case)
    assert verdict.outcome == "passed", (verdict.key, verdict.facts)


def test_the_rows_put_aside_are_known(answers, capsys):
    records = {case: answers[case].result()[0].experiment("interference") for case in CASES}
    # A program that puts no rows aside has none to be known; one without an answer counts.
    splits = {case: found for case, found in records.items()
              if found is not None and (found.resolved is not None or found.outcome != "done")}  # fmt: skip
    unknown = [case for case, found in splits.items() if not found.resolved]
    share = 1 - len(unknown) / len(splits)
    with capsys.disabled():
        print(f"\nsplits resolved: {len(splits) - len(unknown)} of {len(splits)} ({share:.1%})")  # noqa: T201
    assert share >= RESOLVED, unknown


def test_there_are_enough_of_each():
    assert len(LEAKING) >= 20
    assert len(CLEAN) >= 20
