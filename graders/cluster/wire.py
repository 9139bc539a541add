"""What is said between this machine's command, the process that talks to Dask, and a worker's host.

A message is an 8-byte big-endian length and that many bytes of msgpack. None of them is ever
pickled, and a length is judged before anything is allocated for it.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from typing import BinaryIO

import msgspec

from graders.cohort import keys
from graders.errors import ClusterError
from graders.model.evidence import SCHEMA
from graders.model.plan import RunJob
from graders.model.values import Struct
from graders.running.frames import TOTAL_BYTES

MESSAGE_BYTES = TOTAL_BYTES + 1_000_000
"""The longest message: a job's evidence, and what stands around it."""

_LENGTH = struct.Struct(">Q")


class Message(Struct, frozen=True, kw_only=True, tag_field="message"):
    """Base of the messages; the field ``message`` says which one it is."""


class Order(Struct, frozen=True, kw_only=True):
    """A job as it travels. ``name`` is random: two equal jobs are two orders."""

    name: str
    job: RunJob


class Reply(Struct, frozen=True, kw_only=True):
    """A worker's answer to the order whose bytes have the SHA-256 ``order``.

    Either ``evidence`` or, for a fault of the worker's box, ``problem``.
    """

    order: str
    evidence: bytes = b""
    problem: str = ""


class Facts(Message, frozen=True, kw_only=True, tag="facts"):
    """What a worker's machine says of itself. ``problem``: why it can run nothing.

    ``code`` and ``versions`` are part of what evidence is kept under, ``schema`` of its form.
    """

    machine: str = ""
    code: str = ""
    versions: dict[str, str] = {}
    schema: int = 0
    backend: str = ""
    warning: str = ""
    problem: str = ""


class Hold(Message, frozen=True, kw_only=True, tag="hold"):
    """To a host: stay for as long as this connection does. Answered by :class:`Facts`."""


class Run(Message, frozen=True, kw_only=True, tag="run"):
    """An order's bytes. A host answers :class:`Cell` and, last, :class:`Done`.

    ``seconds`` is how long the cluster may take to answer, the wait in its queue included.
    """

    order: bytes
    seconds: float = 0.0


class Cell(Message, frozen=True, kw_only=True, tag="cell"):
    """A cell of an order begins."""

    order: str = ""
    cell: str


class Done(Message, frozen=True, kw_only=True, tag="done"):
    """What a worker replied: :class:`Reply`, not decoded yet. ``worker`` is its address."""

    order: str = ""
    reply: bytes
    worker: str = ""


class Failed(Message, frozen=True, kw_only=True, tag="failed"):
    """The cluster gave an order up; ``final`` where it had tried again and again."""

    order: str
    problem: str
    final: bool = False


class Distrust(Message, frozen=True, kw_only=True, tag="distrust"):
    """To the process that talks to Dask: this worker gets nothing more."""

    worker: str
    problem: str


class Slots(Message, frozen=True, kw_only=True, tag="slots"):
    """So many jobs go on at once, on so many machines."""

    slots: int
    machines: int = 0


class Refused(Message, frozen=True, kw_only=True, tag="refused"):
    """A worker is left out."""

    worker: str
    problem: str


class Cautioned(Message, frozen=True, kw_only=True, tag="cautioned"):
    """A worker is used, though its box holds less than it could: say so."""

    worker: str
    warning: str


class Ready(Message, frozen=True, kw_only=True, tag="ready"):
    """A cluster was asked for; its scheduler is at ``address``."""

    address: str


class Lost(Message, frozen=True, kw_only=True, tag="lost"):
    """The cluster is gone, or was never there: the last message."""

    problem: str


Known = (
    Facts
    | Hold
    | Run
    | Cell
    | Done
    | Failed
    | Distrust
    | Slots
    | Refused
    | Cautioned
    | Ready
    | Lost
)
_KNOWN: msgspec.msgpack.Decoder[Known] = msgspec.msgpack.Decoder(Known)


class Connection:
    """Messages over a stream socket. Sending is thread-safe; one thread receives."""

    def __init__(self, ours: socket.socket) -> None:
        self._socket = ours
        self._file: BinaryIO = ours.makefile("rb")
        self._lock = threading.Lock()

    def send(self, message: Known) -> None:
        """Raises :class:`OSError` where nobody listens any more."""
        body = msgspec.msgpack.encode(message)
        with self._lock:
            self._socket.sendall(_LENGTH.pack(len(body)))
            self._socket.sendall(body)

    def receive(self) -> Known | None:
        """The next message; ``None`` at the end. Raises :class:`ClusterError` for what is none."""
        try:
            head = self._file.read(_LENGTH.size)
            if len(head) < _LENGTH.size:
                return None
            (size,) = _LENGTH.unpack(head)
            if size > MESSAGE_BYTES:
                raise ClusterError(f"A message of {size} bytes came, which is longer than any.")
            body = self._file.read(size)
        except (OSError, ValueError):  # a ValueError where it was closed meanwhile
            return None
        if len(body) < size:
            return None
        try:
            return _KNOWN.decode(body)
        except (msgspec.MsgspecError, RecursionError, ValueError) as problem:
            raise ClusterError(f"A message came that is none of ours: {problem}.") from problem

    def shut(self) -> None:
        """Say no more; what the other side still says is received until it ends, too."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def end(self) -> None:
        """Whoever receives, here or there, sees the end; closing is left to them."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the talk, and give the socket back."""
        self.end()
        self._socket.close()
        self._file.close()  # whoever receives has seen the end by now


def release() -> str:
    """The digest of what client and workers must have in common."""
    return keys.digest("cluster", SCHEMA, keys.code_digest(keys.RUNS), keys.versions())


def skew(facts: Facts) -> str:
    """How a worker's programs differ from ours, as words; empty where evidence is the same."""
    ours, theirs = keys.versions(), facts.versions
    different = [
        f"{name} {theirs.get(name, 'missing')} there, {ours.get(name, 'missing')} here"
        for name in sorted(ours.keys() | theirs.keys())
        if ours.get(name) != theirs.get(name)
    ]
    if facts.schema != SCHEMA or facts.code != keys.code_digest(keys.RUNS):
        different.append("another version of graders there")
    return "; ".join(different)


def own_facts(machine: str, **more: str) -> Facts:
    """This machine's :class:`Facts`."""
    return Facts(
        machine=machine, code=keys.code_digest(keys.RUNS), versions=keys.versions(),
        schema=SCHEMA, **more,
    )  # fmt: skip
