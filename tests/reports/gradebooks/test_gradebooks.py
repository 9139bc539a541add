"""Each platform's file held against a sample in that platform's documented format."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.errors import UsageError
from graders.model.evidence import Remark
from graders.model.grade import Adjustment, Grade, Line, Verdict
from graders.reports.gradebooks import blackboard, canvas, gradescope, moodle
from graders.reports.gradebooks.filling import fill
from graders.reports.gradebooks.scores import Score, leaving
from graders.reports.messages import Messages
from graders.reports.sheet import Sheet, read_sheet

TITLES = ["Predicting a price", "가격 예측", "regression"]


def score(student, points="17.50", possible="20"):
    return Score(student=student, points=Decimal(points), possible=Decimal(possible))


def filled(platform, sheet, scores, titles, column="", *, known_as=None):
    return fill(sheet, platform.place(sheet, titles, column), scores, known_as)


def sheet(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "gradebook.csv"
    path.write_bytes(text.encode(encoding))
    return read_sheet(path)


def grade(student="kim", **fields):
    verdict = Verdict(outcome="failed", key="missing", facts={"name": "model"})
    lines = (
        Line(item="fit", check="trained", verdict=verdict, points=Decimal(5), possible=Decimal(10)),
        Line(
            item="rmse", check="metric", points=Decimal(10), possible=Decimal(10),
            verdict=Verdict(outcome="passed", key="passed", credit=Decimal(1)),
        ),
    )  # fmt: skip
    defaults = {"state": "graded", "score": Decimal(15), "possible": Decimal(20), "lines": lines}
    return Grade(student=student, assignment="regression", **{**defaults, **fields})


# Canvas' own export, as its guides show it: a row of points, scores to two digits, totals that are
# read-only, the test student at the end.
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Predicting a price (201),Other (202),Current Score
    Points Possible,,,,,20.00,10.00,(read only)
"Kim, Minsu",11,2023001,minsu,"Deep Learning, A",,9.00,90.00
"이, 서연",12,2023002,seoyeon,A,3.00,,
"Roe, =1+1",13,2023003,roe,A,5.00,1.00,
"Student, Test",99,,,A,,,
"""


def test_canvas_fills_its_own_export_and_nothing_else(tmp_path):
    done = filled(
        canvas,
        sheet(tmp_path, CANVAS),
        [score("minsu"), score("leeseoyeon_12", "20"), score("ghost")],
        TITLES,
    )
    was, now = CANVAS.splitlines(), done.sheet.encoded().decode().splitlines()
    assert now[2] == was[2].replace(',"Deep Learning, A",,', ',"Deep Learning, A",17.5,')
    assert now[3] == was[3].replace(",A,3.00,", ",A,20,")
    assert [now[at] for at in (0, 1, 4, 5)] == [was[at] for at in (0, 1, 4, 5)]
    assert (done.rows, done.missing, done.possible) == (2, ("ghost",), Decimal(20))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_goes_back_as_it_came(tmp_path, encoding, end):
    text = CANVAS.replace("\n", end)
    found = sheet(tmp_path, text, encoding)
    assert found.encoded() == text.encode(encoding)


def test_canvas_without_an_export(tmp_path):
    made = canvas.made([score("kimminsu_11"), score("=cmd()", "3")], "=Price")
    rows = list(csv.reader(io.StringIO(made.encoded().decode())))
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "'=Price"]
    assert rows[1] == ["    Points Possible", "", "", "", "", "20"]
    assert rows[2] == ["kimminsu", "11", "", "", "", "17.5"]
    assert rows[3] == ["'=cmd()", "", "", "'=cmd()", "", "3"]


def test_two_rows_of_one_student_get_nothing(tmp_path):
    text = CANVAS + '"Kim, Minsu",14,2023009,MINSU,B,,,\n'
    done = filled(canvas, sheet(tmp_path, text), [score("minsu")], TITLES)
    assert (done.rows, done.missing) == (0, ("minsu",))


def test_a_grade_is_nobodys_number(tmp_path):
    """A student called 90 is not everybody whose current score is 90."""
    done = filled(canvas, sheet(tmp_path, CANVAS), [score("90.00"), score("3.00")], TITLES)
    assert done.rows == 0


def test_a_roster_says_who_is_who(tmp_path):
    done = filled(
        canvas,
        sheet(tmp_path, CANVAS),
        [score("김민수")],
        TITLES,
        known_as={"김민수": ("x", "2023001")},
    )
    assert done.rows == 1


@pytest.mark.parametrize(
    ("column", "said"), [("Nothing", "has no column"), ("", "no column is called")]
)
def test_a_column_that_is_not_there_is_said_with_those_that_are(tmp_path, column, said):
    with pytest.raises(UsageError, match=said) as caught:
        filled(canvas, sheet(tmp_path, CANVAS), [], ["Something else"], column)
    assert "Other (202)" in str(caught.value)


# Moodle's grading worksheet and its gradebook's export.
WORKSHEET = """\
Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments
Participant 101,Kim Minsu,2023001,minsu@uni.kr,"Submitted for grading - ",,20.00,Yes,"Sunday, 1 March 2026, 9:30 AM",-,"<p>Well, done</p>"
Participant 102,이서연,2023002,seoyeon@uni.kr,No submission,4.00,20.00,Yes,-,-,
"""
GRADEBOOK = """\
First name,Last name,ID number,Email address,Assignment: Predicting a price (Real),Assignment: Other (Real),Course total (Real),Last downloaded from this course
Minsu,Kim,2023001,minsu@uni.kr,-,9.00,9.00,1772323200
서연,이,2023002,seoyeon@uni.kr,-,-,-,1772323200
"""


def test_moodles_worksheet(tmp_path):
    done = filled(
        moodle,
        sheet(tmp_path, WORKSHEET),
        [score("Kim Minsu"), score("seoyeon@uni.kr", "0")],
        TITLES,
    )
    was, now = WORKSHEET.splitlines(), done.sheet.encoded().decode().splitlines()
    rows = list(csv.DictReader(now))
    assert [row["Grade"] for row in rows] == ["17.5", "0"]
    for row, before in zip(rows, csv.DictReader(was), strict=True):
        assert {**row, "Grade": ""} == {**before, "Grade": ""}
    assert done.possible == Decimal(20)


def test_moodles_gradebook(tmp_path):
    done = filled(moodle, sheet(tmp_path, GRADEBOOK), [score("Minsu Kim"), score("이서연")], TITLES)
    rows = list(csv.DictReader(done.sheet.encoded().decode().splitlines()))
    assert [row["Assignment: Predicting a price (Real)"] for row in rows] == ["17.5", "17.5"]
    assert [row["Assignment: Other (Real)"] for row in rows] == ["9.00", "-"]


def test_moodle_without_an_export():
    assert moodle.made([score("20231234")], "Price").rows == (
        ("ID number", "Price"),
        ("20231234", "17.5"),
    )


# Blackboard's download: tab-separated UTF-16, or commas with everything in quotes.
HEADER = [
    "Last Name",
    "First Name",
    "Username",
    "Student ID",
    "Last Access",
    "Availability",
    "Predicting a price [Total Pts: 20 Score] |12345",
    "Other [Total Pts: up to 10 Score] |12346",
]
ROW = ["Kim", "Minsu", "minsu", "2023001", "2026-03-01 09:30:00", "Yes", "", "9"]


@pytest.mark.parametrize(("delimiter", "encoding"), [("\t", "utf-16"), (",", "utf-8-sig")])
def test_blackboards_download(tmp_path, delimiter, encoding):
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in (HEADER, ROW)) + "\n"
    done = filled(blackboard, sheet(tmp_path, text, encoding), [score("minsu")], TITLES)
    assert done.sheet.encoded().decode(encoding) == text.replace(
        '"Yes"' + delimiter + '""', '"Yes"' + delimiter + '"17.5"'
    )
    assert done.possible == Decimal(20)


def test_blackboard_without_a_download():
    lines = (
        blackboard.made([score("minsu"), score("@evil")], "Price").encoded().decode().splitlines()
    )
    assert lines == [
        '"Username","Price [Total Pts: 20 Score]"',
        '"minsu","17.5"',
        '"\'@evil","17.5"',
    ]


@given(student=st.text(min_size=1), title=st.text(min_size=1))
def test_no_cell_of_ours_starts_a_formula(student, title):
    for made in (
        platform.made([score(student)], title) for platform in (canvas, moodle, blackboard)
    ):
        for row in csv.reader(io.StringIO(made.encoded().decode("utf-8"), newline="")):
            for cell in row:
                assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


# Gradescope's results.json. What may stand there, by the Autograder Specifications.
TOP = {
    "score": (int, float),
    "execution_time": (int, float),
    "output": str,
    "output_format": str,
    "test_output_format": str,
    "test_name_format": str,
    "visibility": str,
    "stdout_visibility": str,
    "extra_data": dict,
    "tests": list,
    "leaderboard": list,
}
TEST = {
    "score": (int, float),
    "max_score": (int, float),
    "status": str,
    "name": str,
    "name_format": str,
    "number": str,
    "output": str,
    "output_format": str,
    "tags": list,
    "visibility": str,
    "extra_data": dict,
}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
VISIBLE = {"visible", "hidden", "after_due_date", "after_published"}


def checked(results):
    """Hold results against the specification, through JSON as Gradescope reads it."""
    results = json.loads(json.dumps(results))
    assert all(isinstance(value, TOP[key]) for key, value in results.items())
    assert results["visibility"] in VISIBLE
    assert results["stdout_visibility"] in VISIBLE
    assert results["output_format"] in FORMATS
    for test in results["tests"]:
        assert all(isinstance(value, TEST[key]) for key, value in test.items())
        assert test["status"] in {"passed", "failed"}
        assert test["visibility"] in VISIBLE
        assert test["output_format"] == "text"
        assert test["score"] <= test["max_score"]
    return results


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_gradescopes_results(lang):
    found = checked(gradescope.results(grade(), Messages(lang).say, {"fit": "Training helped"}))
    assert (found["score"], [test["name"] for test in found["tests"]]) == (
        15,
        ["Training helped", "rmse"],
    )
    assert [test["status"] for test in found["tests"]] == ["failed", "passed"]
    assert "model" in found["tests"][0]["output"]
    assert sum(test["max_score"] for test in found["tests"]) == 20


def test_gradescope_after_adjustments():
    changed = (
        Adjustment(
            kind="override",
            who="Lee",
            at="2026-03-02T00:00:00+00:00",
            item="fit",
            points=Decimal(10),
            why="Seen by hand.",
        ),
        Adjustment(
            kind="penalty",
            who="late",
            at="2026-03-02T00:00:00+00:00",
            points=Decimal("-2.5"),
            why="A day late.",
        ),
    )
    found = checked(gradescope.results(grade(adjustments=changed), Messages("en").say))
    assert found["score"] == 17.5
    assert found["tests"][0]["score"] == 10
    assert found["output"].splitlines() == [
        "The automatic score is 15; after adjustments it is 17.5.",
        "Seen by hand.",
        "A day late.",
    ]


def test_hostile_words_stay_text():
    evil = Verdict(outcome="failed", key="missing", facts={"name": "<script>\x1b[2J\u202e"})
    line = Line(item="fit", check="trained", verdict=evil, points=Decimal(0), possible=Decimal(5))
    found = checked(gradescope.results(grade(lines=(line,)), Messages("en").say))
    assert found["tests"][0]["output_format"] == "text"
    assert not {"\x1b", "\u202e"} & set(found["tests"][0]["output"])


# What leaves


def test_what_leaves_by_state():
    grades = [
        grade("a"),
        grade("b", state="needs-review", review=("not-confirmed",)),
        grade(
            "c",
            state="broken",
            score=Decimal(0),
            problem=Remark(key="broken-fault", facts={"problem": "x"}),
        ),
        grade("d", state="unreadable", score=Decimal(0)),
    ]
    gone = leaving(grades)
    assert [(one.student, one.points) for one in gone.scores] == [("a", 15), ("d", 0)]
    assert (gone.review, gone.broken, gone.unreadable) == (("b",), ("c",), ("d",))
    assert [one.student for one in leaving(grades, review=True).scores] == ["a", "b", "d"]


def test_a_score_by_hand_settles_a_review_and_our_fault():
    by_hand = (
        Adjustment(kind="override", who="Lee", at="2026-03-02T00:00:00+00:00", points=Decimal(12)),
    )
    gone = leaving(
        [
            grade("b", state="needs-review", review=("x",), adjustments=by_hand),
            grade("c", state="broken", adjustments=by_hand),
        ]
    )
    assert [one.points for one in gone.scores] == [12, 12]


@pytest.mark.parametrize("data", [b"", b"\x80\x81\xff\xfe\x00", b"\n\n"])
def test_what_is_no_table_is_said(tmp_path, data):
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError):
        read_sheet(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_sheet(tmp_path / "nothing.csv")


def test_a_row_shorter_than_the_header_is_filled(tmp_path):
    short = Sheet(name="x", rows=(("Username", "regression"), ("minsu",)))
    assert filled(blackboard, short, [score("minsu")], TITLES).sheet.rows[1] == ("minsu", "17.5")
