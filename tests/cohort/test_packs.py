import contextlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.cohort import packs as packs_module
from graders.cohort.index import Index
from graders.cohort.packs import KINDS, Packs
from graders.errors import StoreError

CONTENTS = st.dictionaries(
    st.tuples(st.sampled_from(KINDS), st.text("abc0", min_size=2, max_size=4)),
    st.binary(max_size=40),
    max_size=8,
)


@pytest.fixture
def opened(tmp_path):
    """Opens the packs of one state again and again."""
    indices = []

    def open_them(name="store.sqlite"):
        indices.append(Index(tmp_path / name))
        return Packs(tmp_path, indices[-1])

    yield open_them
    for one in indices:
        one.close()


def files(tmp_path):
    return sorted(path.name for path in (tmp_path / "packs").iterdir())


@given(st.lists(CONTENTS, max_size=4))
def test_the_last_that_was_written_is_there_with_and_without_its_index(tmp_path_factory, groups):
    state = tmp_path_factory.mktemp("state")
    expected = {}
    with closing(Index(state / "store.sqlite")) as index:
        kept = Packs(state, index)
        for group in groups:
            with kept.together():
                for (kind, key), data in group.items():
                    kept.write(kind, key, data)
                    assert kept.read(kind, key) == data
            expected |= group
        kept.mend()
        assert {place: kept.read(*place) for place in expected} == expected
    with closing(Index(state / "another.sqlite")) as index:
        kept = Packs(state, index)
        kept.mend()
        assert {place: kept.read(*place) for place in expected} == expected
        assert not kept.there("evidence", "zz")


def test_what_is_written_together_is_one_file(tmp_path, opened):
    kept = opened()
    with kept.together():
        for kind in KINDS:
            kept.write(kind, "key", kind.encode())
    kept.write("files", "alone", b"1")
    assert files(tmp_path) == ["00000001.pack", "00000002.pack"]
    assert [kept.read(kind, "key") for kind in KINDS] == [b"evidence", b"large", b"files"]


def test_a_pack_of_which_nothing_is_left_goes(tmp_path, opened):
    kept = opened()
    kept.write("files", "one", b"1")
    kept.write("files", "two", b"2")
    kept.write("files", "one", b"again")
    assert len(files(tmp_path)) == 3
    again = opened()
    again.mend()
    assert files(tmp_path) == ["00000002.pack", "00000003.pack"]
    assert again.read("files", "one") == b"again"
    again.write("files", "two", b"again")
    opened().mend()
    assert files(tmp_path) == ["00000003.pack", "00000004.pack"]


def test_a_pack_that_is_gone_is_known_no_more(tmp_path, opened):
    kept = opened()
    kept.write("evidence", "key", b"1")
    (tmp_path / "packs" / "00000001.pack").unlink()
    with pytest.raises(OSError, match="00000001"):
        kept.read("evidence", "key")
    kept.mend()
    assert not kept.there("evidence", "key")


def test_rows_that_were_not_written_are_made_from_the_pack(tmp_path, opened, monkeypatch):
    kept = opened()
    kept.write("files", "one", b"1")
    monkeypatch.setattr(kept._index, "add_pack", stop)
    with pytest.raises(KeyboardInterrupt):
        kept.write("files", "one", b"22")
    again = opened()
    assert again.read("files", "one") == b"1"
    again.mend()
    assert again.read("files", "one") == b"22"


def stop(*_):
    raise KeyboardInterrupt


def test_a_full_disk_keeps_nothing_of_the_group(tmp_path, opened, monkeypatch):
    kept = opened()
    kept.write("files", "before", b"1")

    def full(*_):
        raise OSError(28, "No space left on device")

    def another_file_fails():
        with kept.together():
            kept.write("files", "key", b"1")
            raise StoreError("of another file")

    with monkeypatch.context() as patched:
        patched.setattr(packs_module.os, "fsync", full)
        with pytest.raises(StoreError, match="Make room"):
            kept.write("files", "key", b"1")
    with pytest.raises(StoreError):
        another_file_fails()
    assert files(tmp_path) == ["00000001.pack"]
    assert not kept.there("files", "key")
    kept.write("files", "key", b"2")
    assert kept.read("files", "key") == b"2"


def test_where_the_block_raises_what_was_written_is_kept(opened):
    kept = opened()

    def interrupted():
        with kept.together():
            kept.write("files", "key", b"1")
            stop()

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert kept.read("files", "key") == b"1"


@pytest.mark.parametrize("damage", [b"", b"\xc1gp1", b"\xc1gp1\x09" + bytes(10), b"nonsense" * 4])
def test_a_pack_that_is_damaged_is_read_as_far_as_it_goes(tmp_path, opened, damage):
    kept = opened()
    with kept.together():
        kept.write("files", "one", b"1")
        kept.write("files", "two", b"2" * 50)
    path = tmp_path / "packs" / "00000001.pack"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 50 - 18] + damage)
    with pytest.raises(OSError, match="cut off"):
        kept.read("files", "two")
    again = opened("another.sqlite")
    again.mend()
    assert again.read("files", "one") == b"1"
    assert not again.there("files", "two")


@pytest.mark.parametrize(
    ("column", "value"),
    [("start", "x"), ("size", -1), ("size", 2**60), ("start", b"\0"), ("pack", "../../etc")],
)
def test_a_row_that_is_damaged_is_an_error_of_reading(tmp_path, opened, column, value):
    kept = opened()
    kept.write("files", "key", b"1")
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as index, index:
        index.execute(f"UPDATE entry SET {column} = ?", (value,))
    with pytest.raises(OSError, match=r"damaged|cut off"):
        kept.read("files", "key")


def test_an_emptied_pack_that_could_not_go_brings_nothing_old_back(tmp_path, opened, monkeypatch):
    kept = opened()
    kept.write("evidence", "key", b"old")
    kept.write("evidence", "key", b"new")

    def held(*_):
        raise PermissionError(13, "another process has it open")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        opened().mend()
    assert len(files(tmp_path)) == 2
    again = opened()
    again.mend()
    assert again.read("evidence", "key") == b"new"
    assert files(tmp_path) == ["00000002.pack"]


def test_a_content_that_stands_twice_in_a_pack_empties_no_other(tmp_path, opened):
    kept = opened()
    with kept.together():
        kept.write("files", "one", b"1")
        kept.write("files", "two", b"2")
    with kept.together():
        kept.write("files", "one", b"3")
        kept.write("files", "one", b"4")
    (tmp_path / "store.sqlite").unlink()
    opened().mend()
    again = opened()
    again.mend()
    assert again.read("files", "one") == b"4"
    assert again.read("files", "two") == b"2"


def test_an_older_index_beside_newer_packs_finds_the_newest(tmp_path, opened):
    kept = opened()
    kept.write("evidence", "key", b"1")
    kept.write("files", "other", b"other")
    older = (tmp_path / "store.sqlite").read_bytes()
    kept.write("evidence", "key", b"2")
    opened().mend()
    kept.write("evidence", "key", b"3")
    (tmp_path / "store.sqlite").write_bytes(older)
    again = opened()
    again.mend()
    assert again.read("evidence", "key") == b"3"
    assert again.read("files", "other") == b"other"
    assert files(tmp_path) == ["00000002.pack", "00000004.pack"]


@pytest.mark.parametrize("place", [0, 30])
def test_a_pack_that_cannot_be_read_to_its_end_is_not_taken_away(tmp_path, opened, place):
    kept = opened()
    with kept.together():
        kept.write("files", "one", b"1")
        kept.write("files", "two", b"2")
    path = tmp_path / "packs" / "00000001.pack"
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)
    for _ in range(2):
        again = opened("another.sqlite")
        again.mend()
    again.write("files", "one", b"1")
    again.mend()
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "name",
    [
        "１２.pack",
        "-1.pack",
        "99999999999999999999.pack",
        "12.pack",
        "000000012.pack",
        "+0000012.pack",
        "0000_012.pack",
        "12345678.PACK",
    ],
)
def test_a_file_of_another_name_is_no_pack(tmp_path, opened, name):
    kept = opened()
    kept.write("files", "key", b"1")
    data = (tmp_path / "packs" / "00000001.pack").read_bytes()
    (tmp_path / "packs" / name).write_bytes(data)
    (tmp_path / "packs" / "00000033.pack").mkdir()
    again = opened()
    again.mend()
    again.write("files", "another", b"2")
    assert files(tmp_path) == sorted(["00000001.pack", "00000002.pack", "00000033.pack", name])
    assert (again.read("files", "key"), again.read("files", "another")) == (b"1", b"2")


def test_after_the_last_number_that_there_is_nothing_is_written(tmp_path, opened):
    kept = opened()
    kept.write("files", "key", b"1")
    (tmp_path / "packs" / f"{10**15 - 1}.pack").touch()
    again = opened()
    with pytest.raises(StoreError, match="Move it aside"):
        again.write("files", "another", b"2")
    assert again.read("files", "key") == b"1"


def test_packs_of_another_course_are_not_taken_for_ones_own(tmp_path, opened):
    kept = opened()
    kept.write("evidence", "one", b"1")
    (tmp_path / "another").mkdir()
    with closing(Index(tmp_path / "another" / "store.sqlite")) as index:
        Packs(tmp_path / "another", index).write("evidence", "two", b"2")
    path = tmp_path / "packs" / "00000001.pack"
    path.write_bytes((tmp_path / "another" / "packs" / path.name).read_bytes())
    with pytest.raises(OSError, match="something else"):
        kept.read("evidence", "one")


def test_a_reader_follows_what_a_writer_moved_in_this_moment(tmp_path, opened, monkeypatch):
    kept, reader = opened(), opened()
    kept.write("evidence", "key", b"1")
    before = reader._index.entry("evidence", "key")
    kept.write("evidence", "key", b"2")
    kept.mend()
    asked = [before]
    now = reader._index.entry
    monkeypatch.setattr(
        reader._index, "entry", lambda *place: asked.pop() if asked else now(*place)
    )
    assert reader.read("evidence", "key") == b"2"
    assert not asked


def test_a_folder_that_cannot_be_listed_forgets_nothing(tmp_path, opened, monkeypatch):
    kept = opened()
    kept.write("files", "key", b"1")

    def denied(*_):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(packs_module.os, "scandir", denied)
        with pytest.raises(StoreError, match="packs"):
            kept.mend()
    assert kept.read("files", "key") == b"1"


def test_a_damaged_row_gives_way_to_what_is_written(tmp_path, opened):
    kept = opened()
    for pack in ("x", 10**9):
        kept.write("files", "key", b"1")
        with closing(sqlite3.connect(tmp_path / "store.sqlite")) as index, index:
            index.execute("UPDATE entry SET pack = ?", (pack,))
        kept.write("files", "key", b"2")
        assert kept.read("files", "key") == b"2"


def test_a_wrong_count_takes_no_pack_away(tmp_path, opened):
    kept = opened()
    kept.write("files", "key", b"1")
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as index, index:
        index.execute("UPDATE pack SET entries = -3")
    kept.mend()
    assert kept.read("files", "key") == b"1"


def test_a_pack_has_its_name_on_the_disk_before_rows_say_so(tmp_path, opened, monkeypatch):
    (tmp_path / "packs").mkdir()  # by a writer that was killed, and nobody synced it since
    kept = opened()
    seen = []
    real, add = packs_module.sync_folder, kept._index.add_pack

    def synced(folder):
        seen.append((Path(folder).name, len(files(tmp_path))))
        real(folder)

    def added(*given):
        seen.append("rows")
        add(*given)

    monkeypatch.setattr(packs_module, "sync_folder", synced)
    monkeypatch.setattr(kept._index, "add_pack", added)
    kept.write("files", "one", b"1")
    kept.write("files", "two", b"2")
    assert seen == [("packs", 1), (tmp_path.name, 1), "rows", ("packs", 2), "rows"]


def test_a_disk_that_is_full_in_the_middle_of_a_pack_keeps_nothing_of_it(
    tmp_path, opened, monkeypatch
):
    kept = opened()
    add = packs_module._Group.add

    def full(group, kind, key, data):
        if key == "two":
            raise OSError(28, "No space left on device")
        add(group, kind, key, data)

    def write_both():
        with kept.together():
            kept.write("files", "one", b"1")
            kept.write("files", "two", b"2")

    with monkeypatch.context() as patched:
        patched.setattr(packs_module._Group, "add", full)
        with pytest.raises(StoreError, match="Make room"):
            write_both()
        assert files(tmp_path) == []
        assert not kept.there("files", "one")
    write_both()
    assert kept.read("files", "one") == b"1"


def test_what_is_written_again_and_again_takes_the_room_of_two(tmp_path, opened):
    kept = opened()
    with kept.together():
        kept.write("files", "handed in", b"0")
        kept.write("evidence", "key", b"0")
    for number in range(10):
        kept.mend()
        with kept.together():
            kept.write("evidence", "key", b"%d" % number)
            kept.write("large", "key", b"%d" % number)
    kept.mend()
    assert files(tmp_path) == ["00000001.pack", "00000011.pack"]
    assert kept.read("large", "key") == b"9"


@pytest.mark.parametrize("step", range(12))
def test_mending_that_is_killed_anywhere_is_mended(tmp_path, opened, monkeypatch, step):
    kept = opened()
    with kept.together():
        kept.write("files", "one", b"1")
        kept.write("files", "two", b"2")
    older = (tmp_path / "store.sqlite").read_bytes()
    kept.write("files", "one", b"3")
    kept.write("files", "one", b"4")
    (tmp_path / "store.sqlite").write_bytes(older)
    killed = opened()
    steps = iter(range(100))
    real = killed._index._do

    def stopped(*given):
        if next(steps) == step:
            stop()
        return real(*given)

    with monkeypatch.context() as patched:
        patched.setattr(killed._index, "_do", stopped)
        with contextlib.suppress(KeyboardInterrupt):
            killed.mend()
        again = opened()
        # Whole or not at all.
        assert again._index.packs() in ({1}, {1, 3})
    again.mend()
    assert again.read("files", "one") == b"4"
    assert again.read("files", "two") == b"2"
    assert files(tmp_path) == ["00000001.pack", "00000003.pack"]


def test_a_pack_that_cannot_be_read_now_is_tried_again(tmp_path, opened, monkeypatch):
    kept = opened()
    kept.write("files", "one", b"1")
    kept.write("files", "two", b"2")
    real = packs_module._entries

    def failing(path, number):
        if number == 1:
            raise OSError(5, "Input/output error")
        return real(path, number)

    again = opened("another.sqlite")
    with monkeypatch.context() as patched:
        patched.setattr(packs_module, "_entries", failing)
        again.mend()
    assert again.read("files", "two") == b"2"
    assert not again.there("files", "one")
    again.mend()
    assert again.read("files", "one") == b"1"
    assert len(files(tmp_path)) == 2


def test_one_who_reads_an_index_without_packs_makes_no_tables(tmp_path):
    Index(tmp_path / "store.sqlite").close()
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as index, index:
        index.execute("DROP TABLE entry")
        index.execute("DROP TABLE pack")
    (tmp_path / "files" / "ke").mkdir(parents=True)
    (tmp_path / "files" / "ke" / "key").write_bytes(b"1")
    with closing(Index(tmp_path / "store.sqlite", readonly=True)) as index:
        reader = Packs(tmp_path, index)
        assert reader.there("files", "key")
        assert reader.read("files", "key") == b"1"
        assert not reader.there("evidence", "key")
        assert index.packs() == set()
        with closing(Index(tmp_path / "store.sqlite")) as other:
            Packs(tmp_path, other).write("files", "key", b"2")
        assert reader.read("files", "key") == b"2"
