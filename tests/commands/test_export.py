"""``grade export`` to learning platforms, called as an instructor calls it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from graders.cli import main
from graders.cohort.store import Store, Stored
from graders.cohort.submissions import Submission
from graders.model.evidence import Remark
from graders.model.grade import Adjustment, Grade, Line, Verdict


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with five students: graded, adjusted, to be reviewed, our fault, unreadable."""
    root = tmp_path_factory.mktemp("course") / "course"
    assert main(["init", str(root), "--assignment", "scaling"]) == 0
    verdict = Verdict(outcome="failed", key="missing", facts={"name": "=HYPERLINK(1)"})
    line = Line(
        item="held-out",
        check="scaled",
        verdict=verdict,
        points=Decimal("7.5"),
        possible=Decimal(10),
    )
    fault = Remark(key="broken-fault", facts={"problem": "x"})
    states = {
        "kim": {"state": "graded"},
        "lee": {"state": "graded"},
        "park": {"state": "needs-review", "review": ("not-confirmed",)},
        "choi": {"state": "broken", "score": Decimal(0), "problem": fault, "lines": ()},
        "=1+1": {"state": "unreadable", "score": Decimal(0), "lines": ()},
    }
    with Store.writer(root / ".graders") as store:
        for student, fields in states.items():
            store.note_attempt(Submission(student=student, slug="scaling", notebook=b"", digest=""))
            defaults = {"score": Decimal("7.5"), "possible": Decimal(10), "lines": (line,)}
            made = Grade(student=student, assignment="scaling", **{**defaults, **fields})
            store.put_grades([Stored(made, "key", "")])
        late = Adjustment(
            kind="penalty",
            who="late",
            at="2026-03-02T00:00:00+00:00",
            points=Decimal(-1),
            why="A day late.",
        )
        store.add_adjustments("scaling", {"lee": [late]})
    return root


@pytest.fixture
def export(course, capsys):
    def do(*words, code=0):
        given = ["export", "scaling", *map(str, words), "--course", str(course), "--lang", "en"]
        assert main(given) == code
        return capsys.readouterr()

    return do


def test_into_canvas_own_file(export, tmp_path):
    mine = tmp_path / "gradebook.csv"
    mine.write_text(
        "Student,ID,SIS Login ID,Section,scaling (7),Other (8)\nK,1,kim,A,,9\nL,2,lee,A,,9\nP,3,park,A,4.00,9\nC,4,choi,A,,9\n"
    )
    out = export("--format", "canvas", "--into", mine, "--output", tmp_path / "up.csv", code=1)
    assert (tmp_path / "up.csv").read_text().splitlines()[1:] == [
        "K,1,kim,A,7.5,9", "L,2,lee,A,6.5,9", "P,3,park,A,4.00,9", "C,4,choi,A,,9",
    ]  # fmt: skip
    assert "1 needs a review and was left out" in out.err
    assert "park" in out.err
    assert "1 has no points by our fault" in out.err
    assert "no row of their own there" in out.err
    assert mine.read_text().count("7.5") == 0


@pytest.mark.parametrize("form", ["canvas", "moodle", "blackboard"])
def test_without_a_file_of_the_platforms(export, form):
    out = export("--format", form)
    assert "6.5" in out.out
    assert "park" not in out.out
    assert "'=1+1" in out.out
    assert "=1+1" not in out.out.replace("'=1+1", "")
    assert "park" in export("--format", form, "--with-review").out


def test_a_roster_gives_the_platforms_names(export, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("student,ID number,Username,SIS Login ID\nkim,20230001,k1,kim@uni\n")
    assert "20230001,7.5" in export("--format", "moodle", "--roster", roster).out
    assert "kim@uni" in export("--format", "canvas", "--roster", roster).out


def test_a_results_json_per_student(export, tmp_path):
    export("--format", "gradescope", "--output", tmp_path / "results")
    there = {
        path.parent.name: json.loads(path.read_text())
        for path in tmp_path.glob("results/*/results.json")
    }
    assert {student: found["score"] for student, found in there.items()} == {
        "kim": 7.5,
        "lee": 6.5,
        "=1+1": 0,
    }
    assert there["lee"]["output"].endswith("A day late.")
    assert there["kim"]["tests"][0]["name"] != "held-out"  # the title that students read


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "gradescope"],
        ["--format", "canvas", "--lines"],
        ["--into", "x.csv"],
        ["--format", "canvas", "--into", "nothing.csv"],
    ],
)
def test_wrong_calls_are_sentences(export, words):
    assert export(*words, code=2).err.startswith("grade: ")
