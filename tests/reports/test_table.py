from __future__ import annotations

import io
from decimal import Decimal

from rich.console import Console

from graders.model.evidence import Remark
from graders.model.grade import Grade, Line, Verdict
from graders.reports.table import cohort_table, main_reason, reason, states


def line(item, points, outcome="failed", **fields):
    return Line(
        item=item,
        check="c",
        verdict=Verdict(outcome=outcome, key=f"because-{item}", **fields),
        points=Decimal(points),
        possible=Decimal(5),
    )


def grade(student="kim", *lines, state="graded", **fields):
    return Grade(
        student=student,
        assignment="regression",
        state=state,
        score=sum((one.points for one in lines), Decimal(0)),
        possible=Decimal(10),
        lines=lines,
        **fields,
    )


def say(key, facts):
    return f"{key} {dict(facts)}" if facts else key


def printed(table):
    out = Console(file=io.StringIO(), width=100)
    out.print(table)
    return out.file.getvalue()


def test_the_reason_is_what_cost_most_for_its_own_sake():
    found = grade(
        "kim", line("a", 4), line("b", 2), line("c", 0, "blocked"), line("d", 5, "passed")
    )
    assert main_reason(found) == ("because-b", {})


def test_our_fault_comes_before_any_other_line():
    assert main_reason(grade("kim", line("a", 0), line("b", 4, "broken"))) == ("because-b", {})


def test_a_crash_that_took_most_along_is_the_reason():
    def crashed(item, outcome="blocked", check="c", key="crash-not-compiled"):
        verdict = Verdict(outcome=outcome, key=key)
        return Line(item=item, check=check, verdict=verdict, points=Decimal(0), possible=Decimal(2))

    first = crashed("clean", "failed", "runs-clean", "crash-syntax")
    found = grade("kim", line("a", 2), crashed("b"), crashed("c"), first)
    assert main_reason(found) == ("crash-syntax", {})
    minor = grade("kim", line("a", 2), first)
    assert main_reason(minor) == ("because-a", {})


def test_a_problem_with_the_submission_is_the_reason():
    found = grade("kim", state="unreadable", problem=Remark(key="empty", facts={"n": 1}))
    assert main_reason(found) == ("empty", {"n": 1})


def test_full_marks_need_none_but_a_review_does():
    assert main_reason(grade("kim", line("a", 5, "passed"))) is None
    found = grade("kim", line("a", 5, "passed", review="why"), state="needs-review")
    assert main_reason(found) == ("because-a", {})


def test_names_bring_no_markup_and_no_escapes():
    text = printed(cohort_table([grade("[bold]kim[/bold]\x1b[31m")], say))
    assert "[bold]kim[/bold]\\x1b[31m" in text
    assert "\x1b" not in text


def test_a_long_cohort_shows_first_what_needs_a_person():
    cohort = [grade(f"s{n:03}", line("a", 5, "passed")) for n in range(100)]
    cohort[77] = grade("s077", state="broken")
    text = printed(cohort_table(cohort, say, limit=10))
    assert "s077" in text
    assert "table-more {'count': 90}" in text
    assert "s050" not in text


def test_several_assignments_are_told_apart():
    other = Grade(
        student="kim", assignment="binary", state="graded", score=Decimal(1), possible=Decimal(1)
    )
    text = printed(cohort_table([grade(), other], say))
    assert "binary" in text
    assert "regression" in text
    assert states([grade(), other]) == {"graded": 2}


def test_a_long_reason_shows_its_first_sentence():
    def long(_key, _facts):
        return "The loss ends at 53.1 (rate 0.01).\nIs it falling? Plot it."

    assert reason(grade("kim", line("a", 0)), long) == "The loss ends at 53.1 (rate 0.01)."
    assert reason(grade("kim"), long) == ""


def test_a_sentence_does_not_end_within_brackets_or_code():
    from graders.reports.table import _first_sentence

    assert _first_sentence("It cannot be read (a. b). Look there.") == "It cannot be read (a. b)."
    code = "This is the line: `a. b` and more. Look."
    assert _first_sentence(code) == "This is the line: `a. b` and more."
    assert _first_sentence("No end (of. a sentence") == "No end (of. a sentence"
