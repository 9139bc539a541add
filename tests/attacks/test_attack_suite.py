"""The suite's own judgement: what counts as harm, as an attack, and as published."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from attack_suite.attack import ARMED, CLASSES, attacks, read
from attack_suite.layers import LAYERS
from attack_suite.published import orders_in
from attack_suite.trial import of_the_grade, of_the_run, printed

from graders.model.evidence import CellRun, Evidence, RunStatus
from graders.model.grade import Grade, Line, Verdict

FOLDERS = ("machine", "submissions", "grade")
ALL = [attack for folder in FOLDERS for attack in attacks(folder)]
BREACH = b'[{"output_type": "stream", "name": "stdout", "text": "BREACH\\n"}]'
QUOTED = b'[{"output_type": "error", "traceback": ["    print(\\"BREACH\\")"]}]'


def attack(name):
    return next(one for one in ALL if one.name == name)


def run(outputs=b"[]", outcome="finished", seconds=1.0):
    cells = (CellRun(cell="attack", index=1, outcome="ok", outputs=outputs),)
    return Evidence(status=RunStatus(outcome=outcome, seconds=seconds), cells=cells)


def test_there_are_attacks_of_every_class_and_no_two_of_one_name():
    assert {one.kind for one in ALL} == set(CLASSES)
    assert len({one.name for one in ALL}) == len(ALL) >= 60
    assert {one.armed for one in ALL} == set(ARMED)


@pytest.mark.parametrize(
    "text",
    [
        "print(1)\n",
        "# It does something.\n# class: reading\n\nprint(1)\n",
        "# It does something.\n# class: unheard-of\n# armed: breach\n\nprint(1)\n",
        "# class: reading\n# armed: breach\n\nprint(1)\n",
        "# It does something.\n# class: reading\n# armed: breach\n# and more.\n\nprint(1)\n",
    ],
)
def test_a_header_that_says_too_little_is_refused(tmp_path, text):
    (tmp_path / "attack.py").write_text(text)
    with pytest.raises(ValueError, match=r"attack\.py"):
        read(tmp_path / "attack.py")


def test_a_breach_is_a_printed_line_and_not_a_quoted_one():
    reading = attack("read-file")
    assert of_the_run(reading, run(BREACH)) == ["the attack succeeded"]
    assert of_the_run(reading, run(QUOTED)) == []
    assert printed(run(BREACH).cells[0]) == ["BREACH"]


def test_how_a_run_ends_how_long_and_how_large_it_is_counts():
    endless = attack("endless-loop")
    assert of_the_run(endless, run()) == ["the run ended with finished"]
    assert of_the_run(endless, run(outcome="timeout")) == []
    assert of_the_run(endless, run(outcome="timeout", seconds=900)) == ["the run took 900 s"]
    flood = replace(attack("large-record"), endings=())
    assert of_the_run(flood, run(b"[" + b" " * (17 << 20) + b"]")) == [
        "the evidence is as large as a flood"
    ]


def grade(points, outcome="passed", state="graded"):
    verdict = Verdict(outcome=outcome, key="held-out", facts={})
    line = Line(
        item="held-out", check="split", verdict=verdict, points=Decimal(points), possible=Decimal(1)
    )
    return Grade(
        student="s", assignment="scaling", state=state, score=Decimal(points),
        possible=Decimal(10), lines=(line,),
    )  # fmt: skip


def test_what_a_grade_must_be():
    assert "what came before the attack was lost" in of_the_grade(grade(0), Decimal(10))
    assert "it earned 1, and the honest solution 0" in of_the_grade(grade(1), Decimal(0))
    assert "a line of the grade is broken" in of_the_grade(grade(1, "broken"), Decimal(10))
    assert "the grade is broken" in of_the_grade(grade(1, state="broken"), Decimal(10))


@pytest.mark.parametrize(
    ("name", "text", "runs"),
    [
        ("a.html", "<p>&lt;script&gt;m123&lt;/script&gt;", False),
        ("a.html", "<script>/*m123*/</script>", True),
        ("a.html", "<img onerror='m123'>", True),
        ("a.html", "<a href=' JavaScript:m123'>", True),
        ("a.html", "<iframe srcdoc='&lt;script&gt;m123&lt;/script&gt;'></iframe>", True),
        ("a.csv", "student,score\n'=m123,10\n", False),
        ("a.csv", 'student,score\n"=m123",10\n', True),
        ("terminal", "m123\n", False),
        ("terminal", "\x1b[2Jm123\n", True),
    ],
)
def test_what_would_be_taken_for_orders(name, text, runs):
    assert bool(orders_in({name: text.encode()}, "m123")) == runs
    assert orders_in({name: text.encode()}, "m456") == []


def test_layers_name_attacks_that_there_are():
    names = {one.name for one in attacks("machine")}
    assert {name for layer in LAYERS for name in layer.alone} <= names
    assert all(Path(attack(name).path).exists() for layer in LAYERS for name in layer.alone)
