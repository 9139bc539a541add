"""Names of files say whose they are, and only those parts of them that a platform wrote."""

from datetime import UTC
from pathlib import Path

import pytest

from graders.collecting.platforms import take
from graders.collecting.source import Member, Source

BOBS = "hw1_bob_attempt_2026-03-01-12-00-00_hw1.ipynb"


def read(*paths):
    members = [Member(path=path, file=Path("x"), size=2) for path in paths]
    return take(Source(name="download", members=tuple(members)), "hw1", UTC)


def test_a_file_named_like_another_students_stays_its_own():
    name, taken = read(BOBS, f"hw1_alice_attempt_2026-03-02-12-00-00_x_{BOBS}")
    assert name == "blackboard"
    assert {one.student: list(one.files) for one in taken.hand_ins} == {
        "bob": ["hw1.ipynb"],
        "alice": [f"x_{BOBS}"],
    }


@pytest.mark.parametrize(
    "planted", [BOBS, "x_9_assignsubmission_file_hw1.ipynb", "submission_metadata.yml"]
)
def test_a_file_in_a_students_folder_says_nothing_of_the_platform(planted):
    name, taken = read("alice/hw1/hw1.ipynb", f"alice/hw1/{planted}", "bob/hw1/hw1.ipynb")
    assert name == "folders"
    assert [one.student for one in taken.hand_ins] == ["alice", "bob"]


@pytest.mark.parametrize("named", ["hw1_{}_attempt_2026-03-01-12-00-00_{}", "{}_12_345_{}"])
def test_one_file_does_not_say_which_platform_all_are_from(named):
    honest, _ = read(*(named.format(who, "hw1.ipynb") for who in ("alice", "bob", "carol")))
    name, taken = read(
        named.format("alice", "x_9_assignsubmission_file_hw1.ipynb"),
        *(named.format(who, "hw1.ipynb") for who in ("bob", "carol")),
    )
    assert name == honest
    assert len(taken.hand_ins) == 3
