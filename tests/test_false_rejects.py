"""The documented table of false rejects is that of the measured figures, and they are consistent."""

import importlib.util
import json
import re
from pathlib import Path

import msgspec
import numpy as np
import pytest

from graders.calibration import band, expected_false_rejects, false_rejects
from graders.course.folder import Course

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def benchmark():
    path = ROOT / "benchmarks" / "false_rejects.py"
    spec = importlib.util.spec_from_file_location("false_rejects", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def measured(benchmark):
    return json.loads(benchmark.RESULTS.read_text("utf-8"))


def test_the_page_shows_the_measured_figures(benchmark, measured):
    page = (ROOT / "docs" / "calibration.md").read_text("utf-8")
    shown = re.search(r"<!-- false rejects -->\n(.*?)\n<!-- end -->", page, re.DOTALL)
    assert shown is not None
    assert shown[1].strip().split("\n") == benchmark.table(measured)


def test_what_is_measured_are_bars_of_ours(measured):
    course = Course.find(ROOT)
    held = [(slug, course.load(slug).calibration) for slug in course.slugs()]
    bars = {f"{slug}: {item}" for slug, found in held if found for item in found.bands}
    assert measured
    assert {name.rsplit(" (", 1)[0] for name in measured} <= bars


def test_measured_and_simulated_agree(measured):
    for name, one in measured.items():
        assert one["three_looks_measured"] <= one["one_look_measured"] <= one["runs"], name
        again = false_rejects(
            one["count"], one["method"], between=one["share_between_solutions"],
            solutions=min(one["solutions"], one["count"]),
        )  # fmt: skip
        assert one["three_looks_simulated"] == pytest.approx(again.three_looks, abs=3e-4), name
        formula = expected_false_rejects(one["count"], one["method"])
        assert one["one_look_formula"] == pytest.approx(formula, abs=1e-5), name


def test_a_figure_is_left_out_of_its_own_bar(benchmark):
    figures = list(0.85 + 0.01 * np.random.default_rng(4).normal(size=29))
    held = band("roc_auc", [*figures, 0.81], 0.5, higher_is_better=True)
    assert benchmark.left_one_out(held) == (1, 30)
    assert held.bar < 0.825
    flat = msgspec.structs.replace(held, method="minimum")
    assert benchmark.left_one_out(flat) == (0, 0)
