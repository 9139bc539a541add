"""A damaged store is told in a sentence that says what to do, whatever was damaged."""

import contextlib
import sqlite3

import msgspec
import pytest

from graders.cohort.store import Store, remarks_of
from graders.cohort.submissions import Submission
from graders.errors import StoreError
from graders.model.evidence import CellRun, Evidence, RunStatus

KEY = "ab" * 32
ODD = {
    "no-msgpack": b"\xc1",
    "other": b"\x07",
    "not-text": b"\xa2\xff\xfe",
    "empty": b"",
    "text": "a",
}


@pytest.fixture
def state(tmp_path):
    handed_in = Submission(
        student="kim", slug="rain", notebook=b"{}", digest="", received_at="2026"
    )
    with Store(tmp_path) as store:
        store.note_attempt(handed_in)
    return tmp_path


def damage(state, table, column, value):
    with contextlib.closing(sqlite3.connect(state / "store.sqlite")) as connection, connection:
        if not connection.execute(f"UPDATE {table} SET {column} = ?", (value,)).rowcount:
            connection.execute(f"INSERT INTO {table} VALUES (1, 'kim', 'rain', ?)", (value,))


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_of_a_hand_in(state, value):
    damage(state, "attempt", "companions", value)
    damage(state, "attempt", "remarks", value)
    with Store(state) as store:
        row = store.newest_attempts("rain")["kim"]
        for read in (remarks_of, store.submission):
            with pytest.raises(
                StoreError, match=r"hand-in 1 of 'kim' in rain .* handed in once more"
            ):
                read(row)


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
@pytest.mark.parametrize("table", ["adjustment", "publication"])
def test_of_what_people_added(state, table, value):
    damage(state, table, table, value)
    with Store(state) as store, pytest.raises(StoreError, match=r"Put a copy of \.graders"):
        getattr(store, f"{table}s")("rain")


def test_of_a_file_s_name(state):
    damage(state, "attempt", "notebook", "../../../etc/passwd")
    with Store(state) as store, pytest.raises(StoreError, match=r"name .* is damaged"):
        store.submission(store.newest_attempts("rain")["kim"])


@pytest.mark.parametrize("at", [0, 100, 4096], ids=["header", "schema", "page"])
def test_of_the_index(state, at):
    path = state / "store.sqlite"
    data = bytearray(path.read_bytes())
    data[at : at + 600] = b"\xff" * 600
    path.write_bytes(data)

    def read():
        with Store(state) as store:
            store.newest_attempts("rain")

    with pytest.raises(StoreError, match=r"store\.sqlite is damaged .* move it away"):
        read()


@pytest.mark.parametrize(
    "large", [b"\x82", msgspec.msgpack.encode({"outputs": {0: "text"}}), b"\x81\xa7\xffutputs\x80"]
)
def test_of_outputs(tmp_path, large, keep_instead):
    evidence = Evidence(
        status=RunStatus(outcome="finished"),
        cells=(CellRun(cell="a", index=0, outcome="ok", outputs=b"[]"),),
    )
    with Store(tmp_path) as store:
        store.put_evidence(KEY, evidence)
        keep_instead(tmp_path, "large", KEY, large)
        assert store.evidence(KEY).status.outcome == "finished"
        with pytest.raises(StoreError, match="--force"):
            store.whole_evidence(KEY)
