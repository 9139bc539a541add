"""A clone's last commit, whatever lies in the clone."""

import zlib

import pytest
from dulwich import porcelain

from graders.collecting.classroom import committed


@pytest.fixture
def clone(tmp_path):
    porcelain.init(str(tmp_path))
    (tmp_path / "hw1.ipynb").write_text("{}")
    porcelain.add(str(tmp_path), [str(tmp_path / "hw1.ipynb")])
    porcelain.commit(
        str(tmp_path), message=b"work", author=b"a <a@b>", committer=b"a <a@b>",
        commit_timestamp=1_772_323_200, commit_timezone=0,
    )  # fmt: skip
    return tmp_path


def test_the_time_of_the_last_commit(clone):
    assert committed(clone).isoformat() == "2026-03-01T00:00:00+00:00"


def odd_config(git):
    (git / "config").write_text(
        "[core]\nrepositoryformatversion = 1\n[extensions]\npartialclone = origin\n"
    )


def later_version(git):
    (git / "config").write_text("[core]\nrepositoryformatversion = 9\n")


def circle(git):
    (git / "HEAD").write_text("ref: HEAD\n")


def odd_references(git):
    (git / (git / "HEAD").read_text().split()[1]).unlink()
    (git / "packed-refs").write_bytes(b"\xffno reference\n")


def odd_commit(git):
    last(git).write_bytes(zlib.compress(b"commit 7\0tree x\n"))


def cut_off(git):
    last(git).write_bytes(zlib.compress(b"commit 10"))


def empty(git):
    last(git).write_bytes(b"")


def last(git):
    name = (git / (git / "HEAD").read_text().split()[1]).read_text().strip()
    file = git / "objects" / name[:2] / name[2:]
    file.chmod(0o600)
    return file


@pytest.mark.parametrize(
    "spoil", [odd_config, later_version, circle, odd_references, odd_commit, cut_off, empty]
)
def test_a_clone_that_cannot_be_read_has_no_time(clone, spoil):
    spoil(clone / ".git")
    assert committed(clone) is None
