"""A job holds our files, the student's where they are harmless, and one seed for all."""

import time
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.checks import check_types
from graders.checks.base import Check
from graders.checks.probing import array, call
from graders.course import planning
from graders.course.names import path_problem
from graders.course.planning import accept_companions, make_job, make_public_job, seed
from graders.model.assignment import Limits, RubricItem, Targets
from graders.model.plan import PlannedCell

OURS = {"data/train.csv": b"a,b\n1,2\n", "data/test.csv": b"a\n7\n8\n9\n"}
LOADED = SimpleNamespace(
    assignment=SimpleNamespace(
        slug="small", models=("model",), limits=Limits(cell_seconds=5), checks=()
    ),
    types={},
    course=SimpleNamespace(secret=b"secret", root=Path()),
    box_files=lambda: OURS,
)
READ = SimpleNamespace(cells=(PlannedCell(cell="fit", index=3, source="x = 1"),))


def test_a_job_holds_cells_files_limits_and_the_hidden_rows():
    job = make_job(LOADED, READ, {"helpers.py": b"y = 1"})
    assert job.plan.cells == READ.cells
    assert job.plan.test_rows == 3
    assert job.limits.cell_seconds == 5
    assert job.files == {**OURS, "helpers.py": b"y = 1"}
    assert job.fallback_files == ("data/test.csv", "data/train.csv")


def test_the_job_of_a_students_own_check_holds_what_students_hold():
    own = SimpleNamespace(
        assignment=LOADED.assignment, types={}, files={"data/test.csv": b"a\n1\n"}
    )
    job = make_public_job(own, READ, {})
    assert job.plan.test_rows == 1
    assert job.plan.seed != make_job(LOADED, READ, {}).plan.seed


def test_losses_are_measured_where_the_rubric_judges_overfitting():
    assert not make_job(LOADED, READ, {}).plan.measure_fit
    assert make_job(rubric(line("gap", "overfitting")), READ, {}).plan.measure_fit


def line(name, check, **parameters):
    return RubricItem(id=name, check=check, points=Decimal(1), parameters=parameters)


def rubric(*lines, **custom):
    assignment = SimpleNamespace(**{**vars(LOADED.assignment), "checks": lines})
    types = {**check_types(), **custom}
    return SimpleNamespace(**{**vars(LOADED), "assignment": assignment, "types": types})


class Asks(Check):
    """Asks one function two things."""

    function: str = "f"

    def probes(self, item):
        return tuple(
            call(self.function, item.cell, array(values)) for values in ([1.0], [[2.0, 3.0]])
        )


def test_what_checks_ask_is_in_the_plan_under_the_lines_name():
    loaded = rubric(line("one", "asks"), line("gap", "scaled"), line("two", "asks"), asks=Asks)
    calls = make_job(loaded, READ, {}).plan.probes
    assert [one.key.split("-")[0] for one in calls] == ["one/0", "one/1", "two/0", "two/1"]
    assert len({one.key for one in calls}) == 4
    other = rubric(line("one", "asks", function="g"), asks=Asks)
    assert make_job(other, READ, {}).plan.probes[0].key != calls[0].key  # another question


def test_planning_ten_thousand_notebooks_is_cheap():
    loaded = rubric(*(line(f"line-{n}", "asks") for n in range(5)), asks=Asks)
    began = time.process_time()
    for _ in range(100):
        make_job(loaded, READ, {})
    assert time.process_time() - began < 1.0  # 100 s for 10,000, most of it not for probes


def test_our_data_wins_over_the_students_copy():
    companions = {"data/test.csv": b"a\n1\n", "DATA/Train.csv": OURS["data/train.csv"]}
    accepted, remarks = accept_companions(companions, OURS)
    assert accepted == {}
    assert [(one.key, one.facts["file"]) for one in remarks] == [
        ("companion-replaced", "data/test.csv")
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../x.py",
        "/etc/passwd",
        "a/../../b",
        "C:\\x.py",
        "a//b",
        "con.py",
        "x\0.py",
        "x" * 300,
        "data",
        "data/test.csv/x",
        "\u202egpj.py",
        "",
        "a/./b",
        "nul",
    ],
)
def test_names_that_are_other_places_are_left_out(name):
    accepted, remarks = accept_companions({name: b""}, OURS)
    assert accepted == {}
    assert [remark.key for remark in remarks] == ["companion-odd-name"]


def test_files_that_are_one_on_some_systems_come_once():
    accepted, remarks = accept_companions({"a.py": b"1", "A.py": b"2"}, {})
    assert len(accepted) == 1
    assert len(remarks) == 1


def test_too_many_and_too_large_files_are_left_out(monkeypatch):
    monkeypatch.setattr(planning, "COMPANIONS", 2)
    monkeypatch.setattr(planning, "COMPANION_BYTES", 3)
    accepted, remarks = accept_companions({"a": b"1", "b": b"1234", "c": b"2", "d": b"3"}, {})
    assert set(accepted) == {"a", "c"}
    assert [remark.key for remark in remarks] == ["companion-too-large", "companions-too-many"]


def test_the_seed_is_one_for_all_and_unknown_without_the_secret():
    assert seed(b"a", "regression") == seed(b"a", "regression")
    assert len({seed(b"a", "regression"), seed(b"b", "regression"), seed(b"a", "binary")}) == 3
    assert 0 <= seed(b"", "") < 2**31


@given(st.dictionaries(st.text(max_size=30), st.binary(max_size=5), max_size=6))
def test_accepted_names_stay_below_the_folder(companions):
    accepted, _ = accept_companions(companions, OURS)
    for name in accepted:
        assert not path_problem(name)
        assert ".." not in name.split("/")
        assert not name.startswith("/")


TABLE = b"a,b,light\n0.5,1,0\n-1,2,1\n"
GRADIENTS = rubric(line("arrives", "gradient-norms"))


def with_target(table, column="light"):
    assignment = SimpleNamespace(
        **vars(GRADIENTS.assignment), targets=Targets(column=column, task="binary")
    )
    return SimpleNamespace(
        **{
            **vars(GRADIENTS),
            "assignment": assignment,
            "box_files": lambda: {"data/train.csv": table},
        }
    )


def test_training_rows_are_planned_where_gradients_are_judged():
    features, targets = make_job(with_target(TABLE), READ, {}).plan.training
    assert features.numpy().tolist() == [[0.5, 1.0], [-1.0, 2.0]]
    assert targets.numpy().tolist() == [0.0, 1.0]
    names = make_job(with_target(b"a,light\n1,yes\n2,no\n"), READ, {}).plan.training
    assert names[1].numpy().tolist() == [1.0, 0.0]
    assert make_job(LOADED, READ, {}).plan.training is None


@pytest.mark.parametrize(
    "table", [b"", b"\xff\xfe", b"a,light\nx,0\ny,1\n", b"a\n1\n", b"a,light\n1,0\n2,1\n3,2\n"]
)
def test_a_table_without_two_classes_of_numbers_has_no_gradients(table):
    assert make_job(with_target(table), READ, {}).plan.training is None
