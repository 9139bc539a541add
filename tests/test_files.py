"""A group of files is there at its end, each whole; a file that waits can be read already."""

import pytest

from graders.errors import StoreError
from graders.files import Files, write_aside


def listed(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_group_is_synced_before_the_first_name(tmp_path, monkeypatch):
    import os

    seen = []
    real, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (seen.append("sync"), real(fd))[1])
    monkeypatch.setattr(os, "replace", lambda one, to: (seen.append("name"), replace(one, to))[1])
    files = Files()
    with files.together():
        for number in range(5):
            files.write(tmp_path / "a" / f"{number}", b"x")
        assert seen == []
        assert files.there(tmp_path / "a" / "3")
        assert files.read(tmp_path / "a" / "3") == b"x"
        assert not (tmp_path / "a" / "3").exists()
    assert seen[:10] == ["sync"] * 5 + ["name"] * 5
    assert set(seen[10:]) == {"sync"}
    assert len(seen) == 12  # the folder, and the one that it was made in
    assert listed(tmp_path) == list("01234")


def test_what_was_written_before_an_error_is_kept(tmp_path):
    files = Files()

    def stopped():
        files.write(tmp_path / "one", b"1")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), files.together():
        stopped()
    assert listed(tmp_path) == ["one"]
    files.write(tmp_path / "two", b"2")
    assert listed(tmp_path) == ["one", "two"]


def test_a_full_disk_leaves_nothing_of_a_group(tmp_path, monkeypatch):
    files = Files()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(StoreError, match="full"), files.together():
        files.write(tmp_path / "one", b"1")
    assert listed(tmp_path) == []


def test_the_last_of_two_contents_holds(tmp_path):
    files = Files()
    with files.together():
        files.write(tmp_path / "one", b"1")
        files.write(tmp_path / "one", b"2")
    assert (tmp_path / "one").read_bytes() == b"2"
    assert listed(tmp_path) == ["one"]


def test_nothing_is_left_where_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "file"
    write_aside(path, b"old")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(StoreError, match="full"):
        write_aside(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
