"""The graders, graded: every variant runs in a real box and gets what it is filed under.

A right one gets full marks and needs nobody to look; a wrong one loses points on exactly the
lines in its header, for the reason that stands there.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from graders.cohort.index import AttemptRow
from graders.cohort.judge import Judge
from graders.course.folder import Course
from graders.course.planning import make_job
from graders.course.submission import read_submission
from graders.course.variants import disagreements, read_variants, variant_notebook

pytestmark = [pytest.mark.box, pytest.mark.slow]

COURSE = Course.find(Path(__file__).parents[1])
LOADED = {slug: COURSE.load(slug) for slug in COURSE.slugs()}
CASES = {
    f"{slug}/{variant.kind}/{variant.name}": (slug, variant)
    for slug, loaded in LOADED.items()
    for variant in read_variants(loaded)
}


@pytest.fixture(scope="module")
def judges():
    return {slug: Judge(loaded) for slug, loaded in LOADED.items()}


@pytest.fixture(scope="module")
def grades(runner, judges, request):
    """Grades to come, by case: the chosen ones run two at a time, in the order of the tests."""

    def run(case):
        slug, variant = CASES[case]
        read = read_submission(variant_notebook(LOADED[slug], variant), LOADED[slug])
        evidence = runner.run(make_job(LOADED[slug], read, {}))
        row = AttemptRow(
            student=variant.name, slug=slug, number=1, notebook="", files="", companions=b"",
            remarks=b"", received_at="",
        )  # fmt: skip
        evidence = msgspec.structs.replace(evidence, repairs=read.repairs)
        return judges[slug].grade(row, (), "", evidence)

    chosen = [
        item.callspec.params["case"]
        for item in request.session.items
        if item.path == request.path and "case" in item.callspec.params
    ]
    with ThreadPoolExecutor(2) as pool:
        yield {case: pool.submit(run, case) for case in chosen}


@pytest.mark.parametrize("case", CASES)
def test_it_gets_what_it_is_filed_under(grades, case):
    _, variant = CASES[case]
    assert disagreements(variant, grades[case].result()) == ()
