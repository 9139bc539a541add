"""The notebooks that we release read back without a repair, in both languages."""

import json
from pathlib import Path

import pytest

from graders.course.folder import Course
from graders.course.released_notebook import notebook_bytes
from graders.course.submission import read_submission

COURSE = Course(Path(__file__).resolve().parents[2])


def solved(loaded, lang):
    notebook = loaded.skeleton_notebook(lang)
    solutions = loaded.solution_cells()
    for cell in notebook.cells:
        grade_id = (cell.metadata.get("nbgrader") or {}).get("grade_id")
        if grade_id in solutions:
            cell.source = solutions[grade_id]
    return notebook


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("slug", COURSE.slugs())
def test_a_released_notebook_needs_no_repair(slug, lang):
    loaded = COURSE.load(slug)
    tasks = [cell.id for cell in loaded.assignment.cells]
    for notebook in (loaded.skeleton_notebook(lang), solved(loaded, lang)):
        reading = read_submission(notebook_bytes(notebook), loaded)
        assert reading.repairs == ()
        assert reading.language == lang
        planned = [cell.cell for cell in reading.cells]
        assert [cell for cell in planned if cell in tasks] == tasks
        names = {cell.cell: cell.names for cell in reading.cells}
        assert all(names[cell.id] == cell.names for cell in loaded.assignment.cells)


@pytest.mark.parametrize("slug", COURSE.slugs())
def test_without_any_metadata_it_is_the_same_notebook(slug):
    loaded = COURSE.load(slug)
    whole = json.loads(notebook_bytes(solved(loaded, "en")))
    before = read_submission(json.dumps(whole).encode(), loaded)
    for cell in whole["cells"]:
        cell["metadata"] = {}
    after = read_submission(json.dumps(whole).encode(), loaded)
    assert after.notebook == before.notebook
    assert after.cells == before.cells
    assert {repair.key for repair in after.repairs} == {"cells-recognised"}
