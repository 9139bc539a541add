from graders.model.evidence import CellRun
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.running.frames import encode_frame
from graders.running.telling import TellingAssembler

JOB = RunJob(
    plan=Plan(
        cells=tuple(
            PlannedCell(cell=name, index=place, source="") for place, name in enumerate("abc")
        )
    )
)


def started(cell: str) -> bytes:
    return encode_frame({"frame": "cell-started", "cell": cell, "index": 0})


def done(cell: str) -> bytes:
    run = CellRun(cell=cell, index=0, outcome="ok", outputs=b"[]")
    return encode_frame({"frame": "cell-done", "run": run})


def test_cells_that_ended_before_they_are_read_are_told_in_their_order():
    seen: list[str] = []
    assembler = TellingAssembler(JOB, seen.append)
    assembler.feed(started("a") + done("a") + started("b") + done("b") + started("c"))
    assert seen == ["a", "b", "c"]
    assert assembler.running_cell == "c"


def test_a_cell_is_told_once_and_an_unplanned_one_never():
    seen: list[str] = []
    assembler = TellingAssembler(JOB, seen.append)
    for _ in range(3):
        assembler.feed(started("a") + started("nobody's") + started("b"))
    assert seen == ["a", "b"]
    assert assembler.told == {"a", "b"}
