"""The simulated cohort and the page of what a million needs: laws, and that the page is current."""

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.cohort.store import Store

ROOT = Path(__file__).parents[1]


def loaded(name):
    if name not in sys.modules:
        path = ROOT / "benchmarks" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


simulated, scale, scale_page = loaded("simulated"), loaded("scale"), loaded("scale_page")


def test_the_page_is_that_of_the_measured_figures():
    made = scale_page.page(scale_page.read("scale"), scale_page.read("overhead"))
    assert made == (ROOT / "docs" / "scale.md").read_text("utf-8")


def test_what_is_needed_grows_with_submissions_and_prices():
    figures = scale_page.read("scale"), scale_page.read("overhead")
    one, ten = (scale_page.need(count, *figures) for count in (1_000, 10_000))
    assert [10 * value for value in one] == pytest.approx(list(ten))
    dear = scale_page.need(1_000, *figures, scale_page.Prices(core_hour=0.08))
    assert dear.computing == pytest.approx(2 * one.computing)
    assert (dear.keeping, dear.gigabytes) == (one.keeping, one.gigabytes)


@given(st.floats(0, 100), st.floats(1e-4, 10))
def test_a_straight_line_is_found_and_nothing_is_off_it(base, each):
    sizes = [1_000, 10_000, 30_000, 100_000]
    found = scale.line(sizes, [base + each * size for size in sizes])
    assert found["each"] == pytest.approx(each, rel=1e-6)
    assert max(map(abs, found["off"])) < 1e-6


def test_a_square_is_seen_to_be_none():
    sizes = [1_000, 10_000, 30_000, 100_000]
    found = scale.line(sizes, [1 + 1e-6 * size**2 for size in sizes])
    assert max(map(abs, found["off"])) > 0.3


def test_a_simulated_cohort_differs_and_every_total_is_the_same(tmp_path):
    from graders.commands.projection import project_grades

    course = simulated.course_in(tmp_path / "course", scale.SLUG)
    people = simulated.Population(course, scale.SLUG)
    assert people.submission(5) == people.submission(5)
    first, second = scale.fill(course, 0, 40), scale.fill(course, 40, 60)
    with Store(course.state, readonly=True) as store:
        grades = [stored.grade for _, stored in store.each(scale.SLUG)]
        points = sum((grade.score for grade in grades), Decimal(0))
        assert float(points) == pytest.approx(first["points"] + second["points"])
    assert len(grades) == 60
    assert len({grade.score for grade in grades}) >= 8
    assert len({tuple(line.verdict.key for line in grade.lines) for grade in grades}) > 20
    assert not any(grade.state == "broken" for grade in grades)
    # What a submission takes does not depend on how many there are.
    new = second["evidence_megabytes"] - first["evidence_megabytes"]
    assert new / 20 < 2 * first["evidence_megabytes"] / 40
    with Store.writer(course.state, "a test") as store:
        project_grades(course, store, [scale.SLUG])
    found = scale.gradebook(course)
    assert found["submissions"] == 60
    assert found["points"] == pytest.approx(float(points))
    seen = scale.course_in(scale.view(tmp_path / "course", 25), scale.SLUG)
    with Store(seen.state, readonly=True) as store:
        assert [stored.grade for _, stored in store.each(scale.SLUG)] == grades[:25]
