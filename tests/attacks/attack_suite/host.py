"""What there is to steal and to reach on this machine: canaries, listeners, a victim."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import graders

LIMITS = {
    "cell_seconds": 2.0, "notebook_seconds": 3.0, "wall_factor": 6.0, "memory_mb": 1024,
    "disk_mb": 16, "processes": 64, "output_mb": 4,
}  # fmt: skip
"""Of every submission in a cohort of attacks: tight, so that the attacks are short."""

MEBIBYTE = 1 << 20
SYSCALLS = {
    "x86_64": {"bpf": 321, "add_key": 248},
    "aarch64": {"bpf": 280, "add_key": 217},
}.get(platform.machine(), {})
libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Host:
    """The names that an attack's code finds filled in, and what only its judge knows.

    ``private`` is what stands in ``private/names.csv`` and in nobody's notebook.
    """

    folder: Path
    course: Path
    names: dict[str, object]
    private: str
    marks: dict[str, str] = field(default_factory=dict)

    def mark(self, attack: str) -> str:
        """A name of random letters that only this attack has, short enough for a process."""
        return self.marks.setdefault(attack, "m" + secrets.token_hex(6))

    def trace(self, attack: str) -> Path:
        """A file that anybody may make: where it appears, the attack left its box."""
        return self.folder / "open" / self.mark(attack)

    def filled_in(self, attack: str, *, control: bool = False) -> str:
        """Lines that go before an attack's code."""
        own = {"MARK": self.mark(attack), "TRACE": str(self.trace(attack)), "CONTROL": control}
        names = {**self.names, **own}
        return "".join(f"{name} = {value!r}\n" for name, value in names.items())


@contextlib.contextmanager
def host(course: Path) -> Iterator[Host]:
    """Canaries of this moment; everything is gone at the end."""
    secret, private = secrets.token_hex(16), secrets.token_hex(16)
    with contextlib.ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="host-")))
        folder.chmod(0o755)
        (folder / "open").mkdir()
        (folder / "open").chmod(0o777)
        file = folder / "labels.csv"
        file.write_text(secret)
        (folder / "private").mkdir()
        (folder / "private" / "names.csv").write_text(private)
        victim = subprocess.Popen(
            [sys.executable, "-S", "-c", "import sys; sys.stdin.read()"],
            stdin=subprocess.PIPE, env={"SECRET": secret},
        )  # fmt: skip
        ends.callback(victim.communicate)
        ends.callback(victim.kill)
        tcp = ends.enter_context(socket.create_server(("127.0.0.1", 0)))
        abstract = f"graders-{secrets.token_hex(8)}"
        for name in (f"\0{abstract}", str(folder / "socket")):
            listener = ends.enter_context(socket.socket(socket.AF_UNIX))
            listener.bind(name)
            listener.listen(64)
        (folder / "socket").chmod(0o777)
        udp = ends.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        threading.Thread(target=_answer, args=(udp,), daemon=True).start()
        names: dict[str, object] = {
            "FILE": str(file), "SECRET": secret, "PORT": tcp.getsockname()[1],
            "PORT6": _ipv6(ends), "UDP": udp.getsockname()[1], "ABSTRACT": abstract,
            "SOCKET": str(folder / "socket"), "VICTIM": victim.pid, "QUEUE": _queue(secret, ends),
            "HANDLE": _handle(file), "HOSTNAME": os.uname().nodename, "COURSE": str(course),
            "GRADERS": str(Path(graders.__file__).parents[1]), "NEIGHBOUR": secrets.token_hex(6), "WITHIN": 2.5,
            "SYSCALLS": SYSCALLS,
            "PROCESSES": LIMITS["processes"], "MEMORY": int(LIMITS["memory_mb"]) * MEBIBYTE,
            "DISK": int(LIMITS["disk_mb"]) * MEBIBYTE, "OUTPUT": int(LIMITS["output_mb"]) * MEBIBYTE,
        }  # fmt: skip
        yield Host(folder, course, names, private)


def _answer(udp: socket.socket) -> None:
    """A name server that answers every question with the question."""
    while True:
        try:
            question, sender = udp.recvfrom(2000)
            if sender is None:  # it was closed while it waited
                return
            udp.sendto(question, sender)
        except OSError:
            return


def _ipv6(ends: contextlib.ExitStack) -> int:
    """The port of a listener on ``::1``; 1, where nobody answers, without IPv6."""
    try:
        server = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        return 1
    return int(ends.enter_context(server).getsockname()[1])


def _queue(secret: str, ends: contextlib.ExitStack) -> int:
    """A System V message queue that anybody may read, with the secret in it."""
    number = int(libc.msgget(0, 0o1666))
    if number >= 0:
        ends.callback(libc.msgctl, number, 0, None)
        message = ctypes.create_string_buffer(b"\1" + bytes(7) + secret.encode())
        libc.msgsnd(number, message, ctypes.c_size_t(len(secret)), 0o4000)
    return number


def _handle(file: Path) -> bytes:
    """What ``name_to_handle_at`` says of the secret file; empty where it says nothing."""
    handle = ctypes.create_string_buffer(8 + 128)
    ctypes.c_uint.from_buffer(handle).value = 128
    number = ctypes.c_int()
    found = libc.name_to_handle_at(-100, str(file).encode(), handle, ctypes.byref(number), 0)
    return handle.raw if found == 0 else b""
