"""A job holds our files, the student's where they are harmless, and one seed for all."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.course import planning
from graders.course.names import path_problem
from graders.course.planning import accept_companions, make_job, make_public_job, seed
from graders.model.assignment import Limits
from graders.model.plan import PlannedCell

OURS = {"data/train.csv": b"a,b\n1,2\n", "data/test.csv": b"a\n7\n8\n9\n"}
LOADED = SimpleNamespace(
    assignment=SimpleNamespace(
        slug="small", models=("model",), limits=Limits(cell_seconds=5), checks=()
    ),
    course=SimpleNamespace(secret=b"secret"),
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
    job = make_public_job(LOADED.assignment, READ, {}, {"data/test.csv": b"a\n1\n"})
    assert job.plan.test_rows == 1
    assert job.plan.seed != make_job(LOADED, READ, {}).plan.seed


def test_losses_are_measured_where_the_rubric_judges_overfitting():
    assert not make_job(LOADED, READ, {}).plan.measure_fit
    line = SimpleNamespace(check="overfitting")
    assignment = SimpleNamespace(**{**vars(LOADED.assignment), "checks": (line,)})
    loaded = SimpleNamespace(**{**vars(LOADED), "assignment": assignment})
    assert make_job(loaded, READ, {}).plan.measure_fit


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
