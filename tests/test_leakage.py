"""Leaks are found, and what only looks like one is left alone: programs run in a real box.

``tests/leakage/<slug>/leaking`` and ``clean`` hold variants of assignments (only the cells that
differ, as in ``reference/<slug>/right``). Their trainings are cut to two epochs, since what reaches
``fit`` is asked about and not what comes of it. Every leak must be found, nothing clean may be
called one, and the rows that programs put aside must be known in at least 95 % of them.
"""

import os
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
from graders.proof.makings import changed, makings
from graders.proof.recorded import Full, Pack, make_pack, read_pack, write_pack
from graders.reports.messages import Messages
from graders.running.experiments import investigate

pytestmark = [pytest.mark.box, pytest.mark.slow]

FOLDER = Path(__file__).with_name("leakage")
COURSE = Course.find(Path(__file__).parents[1])
CASES = {
    f"{path.parent.parent.name}/{path.parent.name}/{path.stem}": path
    for path in sorted(FOLDER.glob("*/*/*.py"))
}
SLUGS = sorted({case.partition("/")[0] for case in CASES})
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


class Asked:
    """A case: its job, what it is made from, and its verdict on evidence."""

    types = check_types()

    def __init__(self, case, loaded):
        self.name, self.slug = case, case.partition("/")[0]
        self._own = loaded[self.slug]
        variant = shortened(self._own, read_variant(CASES[case], "right", self._own))
        read = read_submission(variant_notebook(self._own, variant), self._own)
        self.job = make_job(self._own, read, {})
        self.made = makings(self.job, [repr(line(self.slug))])

    def run(self, runner):
        checks = (line(self.slug),)
        asked = msgspec.structs.replace(self._own.assignment, checks=checks)
        base = runner.run(self.job)
        return investigate(runner.run, self.job, base, asked, Reference(), self.types)

    def verdict(self, evidence):
        item = line(self.slug)
        return make_check(item, self.types)(evidence, Reference(), item)

    def seen(self, evidence):
        """All that is asked of evidence here."""
        experiment = evidence.experiment("interference")
        told = experiment and (experiment.resolved, experiment.outcome)
        return self.verdict(evidence), raised(evidence), told


@pytest.fixture(scope="module")
def answers(runner, request):
    """Evidence with its experiment, and the verdict, by case: two at a time.

    Recorded evidence is judged where nothing changed since; the others run, and one case of each
    kind and assignment always does. ``GRADERS_RECORD=leakage`` runs all and records them.
    """
    record = os.environ.get("GRADERS_RECORD") == "leakage"
    loaded = {slug: COURSE.load(slug) for slug in COURSE.slugs()}
    packs = {slug: Pack() if record else read_pack(FOLDER / slug) for slug in SLUGS}
    always = {case.rpartition("/")[0]: case for case in sorted(CASES, reverse=True)}.values()

    def answer(case):
        one = Asked(case, loaded)
        entry = packs[one.slug].entries.get(case)
        if entry is None or case in always or changed(entry.made, one.made):
            evidence = one.run(runner)
        else:
            evidence = packs[one.slug].evidence(case)
        return one, evidence, one.verdict(evidence)

    wanted = [item.callspec.params["case"] for item in request.session.items
              if item.path == request.path and hasattr(item, "callspec")]  # fmt: skip
    everything = any(item.name == "test_the_rows_put_aside_are_known"
                     for item in request.session.items)  # fmt: skip
    with ThreadPoolExecutor(2) as pool:
        found = {case: pool.submit(answer, case) for case in (CASES if everything else wanted)}
        yield found
    if record:
        for slug in SLUGS:
            keep(slug, [one.result() for one in found.values() if one.result()[0].slug == slug])


def keep(slug, answered):
    """Record one assignment's cases; what is asked of evidence is the same for all of them."""
    full = [Full(one.name, one.made, evidence) for one, evidence, _ in answered]
    pack, left_out = make_pack(full, answered[0][0].seen)
    assert not left_out
    write_pack(FOLDER / slug, pack)


def raised(evidence):
    return [(cell.cell, cell.raised.message) for cell in evidence.cells if cell.raised]


def ran(answers, case):
    _, evidence, verdict = answers[case].result()
    assert raised(evidence) == []
    return verdict


@pytest.mark.parametrize("case", LEAKING)
def test_a_leak_is_found_and_explained(answers, case):
    verdict = ran(answers, case)
    assert verdict.outcome == "failed", verdict
    through = verdict.facts.get("through") or verdict.facts.get("resampled") or ""
    assert through == THROUGH.get(case, "")
    for lang in ("en", "ko"):
        said, problems = Messages(lang).format(verdict.key, verdict.facts)
        assert not problems
        assert "`" in said


@pytest.mark.parametrize("case", CLEAN)
def test_nothing_clean_is_called_a_leak(answers, case):
    verdict = ran(answers, case)
    assert verdict.outcome == "passed", (verdict.key, verdict.facts)


def test_the_rows_put_aside_are_known(answers, capsys):
    records = {case: answers[case].result()[1].experiment("interference") for case in CASES}
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
