"""A disk that is full, or may only be read: a sentence, and the next run ends as if nothing was."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

import pytest
from faulty_course import STUDENTS, leftovers, make_course, snapshot

pytestmark = pytest.mark.box
PARTS = (0.02, 0.15, 0.3, 0.5, 0.7, 0.9)
"""How much of what a run writes the disk has room for, so that each ends elsewhere."""


@pytest.fixture(scope="module")
def undisturbed(launcher, tmp_path_factory):
    root = make_course(tmp_path_factory.mktemp("undisturbed") / "course")
    run = launcher.grade(root, "run")
    assert run.code == 0, run.said
    return snapshot(root)


@pytest.fixture
def disk(tmp_path):
    """A disk of a chosen size, which can grow."""
    mounted = tmp_path / "disk"
    mounted.mkdir()

    def mount(*words):
        done = subprocess.run(["mount", *words, str(mounted)], capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"a small disk cannot be mounted here: {done.stderr.decode().strip()}")
        return mounted

    if getattr(os, "geteuid", lambda: 1)() != 0:
        pytest.skip("a small disk can be mounted by root only")
    yield mount
    subprocess.run(["umount", "-l", str(mounted)], capture_output=True, check=False)


def used(where):
    status = os.statvfs(where)
    return (status.f_blocks - status.f_bfree) * status.f_frsize


_NEEDED: list[int] = []


def needed(launcher, disk, log):
    """How many bytes a run writes, on a disk of this kind; found out once."""
    if not _NEEDED:
        where = disk("-t", "tmpfs", "-o", "size=40m", "tmpfs")  # over the other one
        root = make_course(where / "course")
        least = used(where)
        assert launcher.grade(root, "run", log=log).code == 0
        _NEEDED.append(used(where) - least)
        subprocess.run(["umount", str(where)], check=True, capture_output=True)
    return _NEEDED[0]


def told(run):
    """That it was said in words: no traceback, no fault of graders."""
    assert run.code in {0, 1, 2}, run.said
    assert "Traceback" not in run.said
    assert "this is a fault of graders" not in run.said
    return run.said


@pytest.mark.parametrize("part", PARTS)
def test_full(launcher, undisturbed, disk, part):
    where = disk("-t", "tmpfs", "-o", "size=40m", "tmpfs")
    log = where.parent / "log"
    root = make_course(where / "course")
    room = used(where) + int(needed(launcher, disk, log) * part)
    disk("-o", f"remount,size={room // 4096 * 4}k", "tmpfs")
    run = launcher.grade(root, "run", log=log)
    said = told(run)
    assert run.code == 1, said
    assert any(word in said for word in ("No space left", "disk is full", "disk full")), said
    disk("-o", "remount,size=40m", "tmpfs")
    run = launcher.grade(root, "run", log=log)
    assert run.code == 0, run.said
    assert snapshot(root) == undisturbed
    assert leftovers(root) == []


@pytest.mark.parametrize("kilobytes", [1, 30, 100])
def test_files_may_not_grow(launcher, undisturbed, course, kilobytes):
    """What anybody can try: the kernel refuses to let files grow beyond a size."""
    run = launcher.grade(course, "run", most=kilobytes * 1024)
    assert run.code == 1, told(run)
    run = launcher.grade(course, "run")
    assert run.code == 0, run.said
    assert snapshot(course) == undisturbed


@pytest.mark.parametrize("what", ["", ".graders", "gradebook.db", "autograded"])
def test_read_only(launcher, undisturbed, course, disk, what):
    """The whole course, or what a run writes to."""
    del disk  # mounted by hand below; the fixture says where that cannot be
    place = course / what
    if what == "gradebook.db":
        place.touch()
    place.mkdir(exist_ok=True) if not place.exists() else None
    for words in (["--bind", str(place), str(place)], ["-o", "remount,ro,bind", str(place)]):
        subprocess.run(["mount", *words], check=True, capture_output=True)
    try:
        run = launcher.grade(course, "run")
        said = told(run)
        assert run.code in {1, 2}, said
        assert "ead-only" in said or "readonly" in said, said
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True, capture_output=True)
    run = launcher.grade(course, "run")
    assert run.code == 0, run.said
    assert snapshot(course) == undisturbed


def test_submissions_may_be_read_only(launcher, undisturbed, course, disk):
    del disk
    place = course / "submitted"
    for words in (["--bind", str(place), str(place)], ["-o", "remount,ro,bind", str(place)]):
        subprocess.run(["mount", *words], check=True, capture_output=True)
    try:
        run = launcher.grade(course, "run")
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True, capture_output=True)
    assert run.code == 0, run.said
    assert snapshot(course) == undisturbed


def remove(path: Path):
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def as_folder(path):
    remove(path)
    path.mkdir()


def as_fifo(path):
    remove(path)
    os.mkfifo(path)


def as_link(path):
    remove(path)
    path.symlink_to("/nowhere/at/all.ipynb")


def as_secret(path):
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("root may read everything")


@pytest.mark.parametrize(
    "damage",
    [as_folder, as_fifo, as_link, as_secret, remove, lambda path: path.write_bytes(b"\xff{"),
     lambda path: path.write_bytes(path.read_bytes()[:300])],
    ids=["folder", "fifo", "link", "no-rights", "missing", "no-text", "cut-off"],
)  # fmt: skip
def test_a_submission_that_cannot_be_read_costs_only_itself(
    launcher, undisturbed, course, tmp_path, damage
):
    path = course / "submitted" / "ben" / "sums" / "sums.ipynb"
    whole = path.read_bytes()
    damage(path)
    run = launcher.grade(course, "run")
    assert run.code == 0, told(run)
    assert f"{len(STUDENTS) - 1} graded" in run.said
    found = snapshot(course)
    for part in ("grade", "attempt"):
        ours, theirs = found["store"][part], undisturbed["store"][part]
        assert [row for row in theirs if '"ben"' not in row] == [
            row for row in ours if '"ben"' not in row
        ]
    path.rmdir() if path.is_dir() else remove(path)
    path.write_bytes(whole)
    run = launcher.grade(course, "run")
    assert run.code == 0, told(run)
    # Another hand-in of ben's: the second. Its points are those of the first.
    assert snapshot(course)["gradebook"] == undisturbed["gradebook"]
