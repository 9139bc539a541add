"""Messages between processes: capped, typed, and never a pickle."""

from __future__ import annotations

import socket
import struct
import threading

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.cluster import wire
from graders.cluster.wire import Cell, Connection, Done, Failed, Lost, Run, Slots
from graders.errors import ClusterError


@pytest.fixture
def pair():
    left, right = (Connection(one) for one in socket.socketpair())
    yield left, right
    left.close()
    right.close()


@given(
    st.lists(
        st.one_of(
            st.builds(Run, order=st.binary(max_size=2000), seconds=st.floats(0, 1e6)),
            st.builds(Cell, order=st.text(max_size=20), cell=st.text(max_size=20)),
            st.builds(Done, order=st.text(max_size=9), reply=st.binary(max_size=2000)),
            st.builds(Failed, order=st.text(max_size=9), problem=st.text()),
            st.builds(Slots, slots=st.integers(0, 9999), machines=st.integers(0, 999)),
        ),
        max_size=5,
    )
)
def test_messages_arrive_as_they_were_sent(messages):
    left, right = (Connection(one) for one in socket.socketpair())
    try:
        for message in messages:
            left.send(message)
        left.shut()
        assert [right.receive() for _ in messages] == messages
        assert right.receive() is None
    finally:
        left.close()
        right.close()


@given(st.binary(max_size=300))
def test_whatever_else_comes_is_refused_or_the_end(data):
    ours, theirs = socket.socketpair()
    connection = Connection(ours)
    try:
        theirs.sendall(struct.pack(">Q", len(data)) + data)
        theirs.close()
        try:
            message = connection.receive()
        except ClusterError:
            return
        assert message is None or isinstance(message, wire.Message)
    finally:
        theirs.close()
        connection.close()


def test_a_length_beyond_any_message_is_refused_before_it_is_read(pair):
    left, right = pair
    left._socket.sendall(struct.pack(">Q", wire.MESSAGE_BYTES + 1))
    with pytest.raises(ClusterError, match="longer than any"):
        right.receive()


def test_a_message_that_breaks_off_is_the_end(pair):
    left, right = pair
    left._socket.sendall(struct.pack(">Q", 100) + b"abc")
    left.shut()
    assert right.receive() is None


def test_long_messages_of_several_threads_do_not_mix(pair):
    left, right = pair
    threads = [
        threading.Thread(target=left.send, args=(Run(order=bytes([number]) * 500_000),))
        for number in range(6)
    ]
    for thread in threads:
        thread.start()
    orders = [right.receive().order for _ in threads]
    assert sorted(order[0] for order in orders) == list(range(6))
    assert all(len(set(order)) == 1 for order in orders)
    for thread in threads:
        thread.join()


def test_what_differs_is_named():
    ours = wire.own_facts("here")
    assert wire.skew(ours) == ""
    other = {**ours.versions, "numpy": "0.1"}
    assert "numpy 0.1 there" in wire.skew(msgspec.structs.replace(ours, versions=other))
    missing = {name: version for name, version in ours.versions.items() if name != "scipy"}
    assert "scipy missing there" in wire.skew(msgspec.structs.replace(ours, versions=missing))
    code = msgspec.structs.replace(ours, code="0" * 64)
    assert wire.skew(code) == "another version of graders there"
    assert wire.skew(msgspec.structs.replace(ours, schema=1)) != ""


def test_the_last_message_ends_it(pair):
    left, right = pair
    left.send(Lost(problem="gone"))
    left.close()
    assert right.receive() == Lost(problem="gone")
    assert right.receive() is None
