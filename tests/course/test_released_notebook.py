from __future__ import annotations

import copy
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode

from graders.course.folder import Course
from graders.course.released_notebook import (
    checksum,
    nbgrader_source,
    notebook_bytes,
    read_texts,
    released,
    solution_sources,
    untranslated,
)
from graders.course.stand_in import telling
from graders.errors import CourseError

COURSE = Course(Path(__file__).parents[2])


def solution(source: str, name: str = "fit") -> NotebookNode:
    meta = {
        "grade_id": name,
        "solution": True,
        "grade": False,
        "locked": False,
        "schema_version": 3,
    }
    return nbformat.v4.new_code_cell(source, id=name, metadata={"nbgrader": meta})


def notebook(*cells: NotebookNode) -> NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells))


INDENTED = """\
# task: fit
# names: train
def train(x):
    ### BEGIN SOLUTION
    secret = x + 1
    return secret
    ### END SOLUTION
print(train(1))"""


def test_a_region_becomes_a_stub_with_its_indent() -> None:
    cleared = released(notebook(solution(INDENTED))).cells[0].source
    assert cleared == (
        "# task: fit\n# names: train\ndef train(x):\n    # YOUR CODE HERE\n"
        "    raise NotImplementedError()\nprint(train(1))"
    )


def test_the_source_is_not_touched() -> None:
    source = notebook(solution(INDENTED))
    before = copy.deepcopy(source)
    released(source)
    nbgrader_source(source)
    assert source == before


def test_solutions_come_without_their_markers() -> None:
    code = solution_sources(notebook(solution(INDENTED)))["fit"]
    assert "SOLUTION" not in code
    compile(code, "fit", "exec")


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "### BEGIN SOLUTION\nx = 1",
        "x = 1\n### END SOLUTION",
        "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION",
        "### BEGIN SOLUTION\n### END SOLUTION\n### END SOLUTION",
    ],
)
def test_a_region_that_is_not_right_is_refused(source: str) -> None:
    with pytest.raises(CourseError, match="'fit'"):
        released(notebook(solution(source)))


def test_a_solution_in_a_cell_that_keeps_its_source_is_refused() -> None:
    cell = nbformat.v4.new_code_cell("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", id="free")
    with pytest.raises(CourseError, match="no solution cell"):
        released(notebook(cell))


def test_outputs_do_not_travel() -> None:
    cell = nbformat.v4.new_code_cell("1", id="free", execution_count=3)
    cell.outputs = [nbformat.v4.new_output("stream", text="the secret score")]
    assert released(notebook(cell)).cells[0].outputs == []


def test_texts_replace_markdown_and_comments_and_locked_code() -> None:
    locked = nbformat.v4.new_code_cell("# run me\nf()", id="setup")
    source = notebook(nbformat.v4.new_markdown_cell("Hello", id="a"), solution(INDENTED), locked)
    texts = read_texts(
        "<!-- cell: a -->\n안녕하세요\n\n둘째 줄\n<!-- cell: fit -->\n```python\n# 변수: train\n```\n"
        "<!-- cell: setup -->\n```python\n# 실행하세요\nf()\n```\n",
        "text.ko.md",
    )
    found = released(source, texts)
    assert found.cells[0].source == "안녕하세요\n\n둘째 줄"
    assert found.cells[1].source.startswith("# task: fit\n# 변수: train\n    # YOUR CODE HERE")
    assert found.cells[2].source == "# 실행하세요\nf()"


def test_translations_that_do_not_fit_are_told() -> None:
    source = notebook(nbformat.v4.new_markdown_cell("Hello", id="a"))
    assert untranslated(source, {}) == ["text cell 'a' has no translation"]
    assert untranslated(source, {"a": "x", "b": "y"}) == ["'b' is no cell of the notebook"]
    with pytest.raises(CourseError, match=r"text\.ko\.md:2: cell 'a'"):
        read_texts("<!-- cell: a -->\n<!-- cell: a -->\n", "text.ko.md")
    with pytest.raises(CourseError, match="python block"):
        released(notebook(solution(INDENTED)), {"fit": "변수"})


def test_the_address_is_written_into_the_locked_cell() -> None:
    meta = {
        "nbgrader": {"grade_id": "data-files", "locked": True, "grade": False, "solution": False}
    }
    cell = nbformat.v4.new_code_cell('ADDRESS = ""\n', id="data-files", metadata=meta)
    found = released(notebook(cell), address="https://example.org/a/data").cells[0]
    assert found.source == 'ADDRESS = "https://example.org/a/data"\n'
    assert found.metadata.nbgrader.checksum == checksum(found)


@pytest.mark.parametrize("slug", COURSE.slugs())
def test_the_result_is_what_nbgrader_makes_of_the_same_notebook(slug: str) -> None:
    pytest.importorskip("nbgrader")
    from nbgrader.preprocessors import ClearOutput, ClearSolutions, ComputeChecksums, LockCells

    loaded = COURSE.load(slug)
    ours = loaded.skeleton_notebook()
    for source in (loaded.source_notebook(), nbgrader_source(loaded.source_notebook())):
        theirs, resources = copy.deepcopy(source), {}
        for cell in theirs.cells:
            cell.source = telling(cell.source)
        for preprocessor in (ClearSolutions(), LockCells(), ComputeChecksums(), ClearOutput()):
            theirs, resources = preprocessor.preprocess(theirs, resources)
        assert theirs == ours


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("slug", COURSE.slugs())
def test_no_solution_line_is_in_what_students_get(slug: str, lang: str) -> None:
    loaded = COURSE.load(slug)
    given = loaded.skeleton_notebook(lang)
    nbformat.validate(given)
    shown = "\n".join(cell.source for cell in given.cells if cell.cell_type == "code")
    cells = loaded.source_notebook().cells
    # What a cell that is handed out says anyway is no secret: a network to start from, say.
    told = "\n".join(cell.source for cell in cells if "BEGIN SOLUTION" not in cell.source)
    for source in cells:
        if "BEGIN SOLUTION" not in source.source:
            continue
        secret = source.source.partition("### BEGIN SOLUTION\n")[2].partition("### END")[0]
        for line in secret.splitlines():
            if len(line.strip()) > 12 and line.strip() not in told:
                assert line.strip() not in shown
    assert notebook_bytes(given) == notebook_bytes(loaded.skeleton_notebook(lang))


@pytest.mark.parametrize("slug", COURSE.slugs())
def test_the_korean_notebook_has_the_same_cells_and_speaks_korean(slug: str) -> None:
    loaded = COURSE.load(slug)
    english, korean = loaded.skeleton_notebook(), loaded.skeleton_notebook("ko")
    assert [cell.id for cell in english.cells] == [cell.id for cell in korean.cells]
    for here, there in zip(english.cells, korean.cells, strict=True):
        assert here.cell_type == there.cell_type
        if here.cell_type == "markdown":
            assert any("가" <= letter <= "힣" for letter in there.source)
            assert set(_code(here.source)) == set(_code(there.source))


def _code(text: str) -> list[str]:
    """What stands between back-ticks, but for the line that lists names."""
    return [part for part in text.split("`")[1::2] if not part.startswith("# ")]
