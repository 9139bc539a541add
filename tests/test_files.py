"""A file is there whole or not at all, and its name comes after its content."""

import os

import pytest

from graders.errors import StoreError
from graders.files import write_aside


def test_a_file_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch):
    path, seen, sync = tmp_path / "a" / "file", [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda at: (seen.append(path.exists()), sync(at))[1])
    write_aside(path, b"x")
    # The content without its name; then the folder, and the one that it was made in.
    assert seen == [False, True, True]
    assert path.read_bytes() == b"x"


def test_nothing_is_left_where_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "file"
    write_aside(path, b"old")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(StoreError, match="full"):
        write_aside(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
