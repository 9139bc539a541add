"""The executed notebook: outputs where they belong, reasons in the check cells, nothing that runs."""

import json
from decimal import Decimal

import nbformat

from graders.course.executed import executed_notebook, reasons, renew_reasons
from graders.course.notebook_bytes import GivenCell, GivenNotebook
from graders.course.skeleton import skeleton_from, skeleton_of
from graders.course.submission import mend
from graders.model.assignment import Assignment, RubricItem, Targets, TaskCell
from graders.model.evidence import CellRun, Evidence, Remark, RunStatus
from graders.model.grade import Grade, Line, Verdict

ASSIGNMENT = Assignment(
    slug="small",
    title="Small",
    dataset="none",
    targets=Targets(column="y", task="none"),
    cells=(TaskCell(id="fit", names=("model",)),),
    checks=(RubricItem(id="fit-right", check="trained", points=Decimal(2), cell="fit"),),
)


class Plain:
    def say(self, key, facts):
        return " ".join([key, *map(str, facts.values())])


def released():
    def cell(source, grade_id, **kind):
        meta = {"grade": False, "solution": False, "locked": False, "schema_version": 3, **kind}
        node = nbformat.v4.new_code_cell(source)
        node.metadata["nbgrader"] = {"grade_id": grade_id, **meta}
        return node

    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("<b>Train.</b>"),
            cell("# task: fit\n", "fit", solution=True),
            cell("%grade fit-right", "fit-right", grade=True, locked=True, points=2),
        ]
    )


def submission(*more):
    skeleton = skeleton_of(released(), {"fit": ("model",)})
    cells = (
        GivenCell("markdown", "<b>Train.</b>"),
        GivenCell("code", "# task: fit\nmodel = 1", "fit"),
        GivenCell("code", "%grade fit-right", "fit-right"),
    )
    return mend(GivenNotebook(cells=cells + more), {"en": skeleton})


def graded(**more):
    verdict = Verdict(
        outcome="partial",
        key="not-\x1b[2Jenough",
        facts={"epochs": 3},
        credit=Decimal("0.5"),
        remarks=(Remark(key="by-the-way"),),
    )
    line = Line(
        item="fit-right",
        check="trained",
        verdict=verdict,
        points=Decimal("1.0"),
        possible=Decimal(2),
    )
    whole = {"student": "a", "assignment": "small", "state": "graded", "lines": (line,)}
    return Grade(**{**whole, "score": Decimal(1), "possible": Decimal(2), **more})


def evidence(**outputs):
    cells = tuple(
        CellRun(
            cell=f"c{index}", index=int(index[1:]), outcome="ok", outputs=json.dumps(out).encode()
        )
        for index, out in outputs.items()
    )
    return Evidence(status=RunStatus(outcome="finished"), cells=cells)


def executed(read, ran=(), grade=None):
    """The executed notebook as nbformat reads it."""
    return nbformat.from_dict(executed_notebook(read, ran, grade or graded(), Plain()))


def test_outputs_and_reasons_stand_where_they_belong():
    out = [{"output_type": "stream", "name": "stdout", "text": "epoch 1\n"}]
    notebook = executed(submission(), evidence(_1=out).cells)
    nbformat.validate(notebook)
    text, fit, check = notebook.cells
    assert text.source == "<b>Train.</b>"
    assert fit.outputs[0].text == "epoch 1\n"
    assert fit.execution_count == 1
    assert check.outputs[0].text == "1 / 2\nnot-enough 3\nby-the-way\n"
    assert check.metadata.nbgrader.points == 2


def test_the_same_reason_is_said_once():
    grade, said = graded(), set()
    first, second = (reasons(grade.lines[0], grade, Plain(), said) for _ in range(2))
    assert first.split("\n") == ["1 / 2", "not-enough 3", "by-the-way"]
    assert second.split("\n") == ["1 / 2", "check-as-above"]


def test_a_students_text_is_shown_as_text():
    more = (GivenCell("markdown", "<script>x</script>"), GivenCell("raw", "<script>y</script>"))
    notebook = executed(submission(*more), ())
    nbformat.validate(notebook)
    assert "<script>" not in nbformat.writes(notebook)
    assert [cell.cell_type for cell in notebook.cells[3:]] == ["markdown", "markdown"]


def test_the_reading_is_left_as_it_is():
    read = submission()
    before = nbformat.writes(read.notebook)
    executed(read, evidence(_1=[{"output_type": "stream", "text": "x"}]).cells)
    assert nbformat.writes(read.notebook) == before


def test_our_fault_is_said_in_every_check_cell():
    grade = graded(state="broken", lines=(), problem=Remark(key="our-fault"))
    notebook = executed(submission(), (), grade)
    assert notebook.cells[2].outputs[0].text == "our-fault\n"


def test_long_reasons_are_wrapped():
    reason = "word " * 100
    verdict = Verdict(outcome="failed", key=reason)
    line = Line(
        item="fit-right", check="trained", verdict=verdict, points=Decimal(0), possible=Decimal(2)
    )
    notebook = executed(submission(), (), graded(lines=(line,)))
    shown = notebook.cells[2].outputs[0].text
    assert max(map(len, shown.split("\n"))) <= 90
    assert shown.split() == ["0", "/", "2", *reason.split()]


def test_points_are_written_exactly():
    line = graded().lines[0]
    assert reasons(line, graded(), Plain()).splitlines()[0] == "1 / 2"


def test_a_rubric_without_its_notebook_still_has_slots():
    slots = skeleton_from(ASSIGNMENT).slots
    assert [(slot.id, slot.role) for slot in slots] == [("fit", "task"), ("fit-right", "check")]


def test_a_new_grade_renews_the_reasons_and_keeps_the_outputs():
    out = [{"output_type": "stream", "name": "stdout", "text": "epoch 1\n"}]
    notebook = executed(submission(), evidence(_1=out).cells)
    line = graded().lines[0]
    better = Verdict(outcome="passed", key="enough", credit=Decimal(1))
    line = Line(
        item=line.item, check="trained", verdict=better, points=Decimal(2), possible=Decimal(2)
    )
    plain = json.loads(nbformat.writes(notebook))
    renew_reasons(plain["cells"], graded(lines=(line,)), Plain())
    wanted = executed(submission(), evidence(_1=out).cells, graded(lines=(line,)))
    assert nbformat.reads(json.dumps(plain), as_version=4) == wanted
