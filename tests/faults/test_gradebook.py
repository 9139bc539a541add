"""nbgrader's gradebook, locked, damaged or lost: a sentence, and then the same gradebook again."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3

import pytest
from faulty_course import STUDENTS, differences, go_on, make_course, snapshot

pytestmark = pytest.mark.box


@pytest.fixture(scope="module")
def undisturbed(launcher, tmp_path_factory):
    """A course before and after its second run; people had given scores meanwhile."""
    root = make_course(tmp_path_factory.mktemp("undisturbed") / "course")
    assert launcher.grade(root, "run").code == 0
    go_on(root)
    before = root.with_name("before")
    shutil.copytree(root, before)
    assert launcher.grade(root, "run").code == 0
    return before, root, snapshot(root)


@pytest.fixture
def course(undisturbed, tmp_path):
    """The same after both runs, for a fault to strike."""
    return shutil.copytree(undisturbed[1], tmp_path / "course")


def truncated(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path):
    path.write_bytes(b"")


def overwritten(path):
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def scratched(path):
    """A header that is whole, and nonsense behind it."""
    data = path.read_bytes()
    path.write_bytes(data[:100] + random.Random(1).randbytes(len(data) - 100))


def as_folder(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [truncated, overwritten, scratched, as_folder])
def test_damaged(launcher, undisturbed, course, damage):
    path = course / "gradebook.db"
    damage(path)
    run = launcher.grade(course, "run")
    assert run.code in {1, 2}, run.said
    assert "gradebook.db" in run.said
    assert "grade regrade" in run.said
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    for _ in range(2):  # what stands in the new one is not taken for a change of somebody's mind
        run = launcher.grade(course, "run")
        assert run.code == 0, run.said
        assert differences(snapshot(course), undisturbed[2]) == []


def test_emptied(launcher, undisturbed, course):
    """A file of no bytes is a gradebook that nobody has written to."""
    emptied(course / "gradebook.db")
    run = launcher.grade(course, "run")
    assert run.code == 0, run.said
    assert differences(snapshot(course), undisturbed[2]) == []


def test_in_use(launcher, undisturbed, tmp_path):
    """Somebody else is writing for longer than we wait: what ran is kept, and written later."""
    root = shutil.copytree(undisturbed[0], tmp_path / "course")
    with contextlib.closing(sqlite3.connect(root / "gradebook.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        run = launcher.grade(root, "run")
        assert run.code == 1, run.said
        assert "is in use" in run.said
        assert "no grade is lost" in run.said
        other.rollback()
    run = launcher.grade(root, "run")
    assert run.code == 0, run.said
    assert run.said.count("(ran)") == 0 or run.said.count("(ran)") == 3
    assert differences(snapshot(root), undisturbed[2]) == []


def test_our_own_store_damaged(launcher, undisturbed, course):
    """Moved away as it is told, everything comes back from the evidence and the gradebook."""
    path = course / ".graders" / "store.sqlite"
    scratched(path)
    run = launcher.grade(course, "run")
    assert run.code == 1, run.said
    assert "store.sqlite is damaged" in run.said
    path.rename(path.with_name("store.damaged"))
    run = launcher.grade(course, "run")
    assert run.code == 0, run.said
    assert run.said.count("(ran)") == 0, run.said
    found = snapshot(course)
    assert differences(found["gradebook"], undisturbed[2]["gradebook"]) == []
    assert found["store"]["adjustment"] == undisturbed[2]["store"]["adjustment"]
    assert len(found["store"]["grade"]) == len(STUDENTS) + 1


@pytest.mark.parametrize("kind", ["evidence", "large", "files"])
def test_stored_files_damaged(launcher, undisturbed, course, kind):
    """What is damaged is made again where it is asked for; nobody's grade changes."""
    for path in (course / ".graders" / kind).glob("*/*"):
        path.write_bytes(path.read_bytes()[:-7])
    for arguments in (("run",), ("run", "--force")):
        run = launcher.grade(course, *arguments)
        assert run.code == 0, run.said
        assert "Traceback" not in run.said
        found = snapshot(course)
        assert differences(found["gradebook"], undisturbed[2]["gradebook"]) == []
