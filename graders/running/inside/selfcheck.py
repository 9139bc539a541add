"""What a back-end's self-test tries from inside: each line is an attack in small.

Returns facts only; whether they are good is judged outside. Uses nothing but the standard
library, so that a self-test needs no TensorFlow.
"""

from __future__ import annotations

import mmap
import os
import socket
from collections.abc import Callable
from typing import Any


def attempt(job: dict[str, Any], emit: Callable[[dict[str, Any]], None]) -> None:
    """Try everything; one frame ``selfcheck`` with a map of facts."""
    facts: dict[str, Any] = {}
    attempts: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("environment", lambda: _environment(job["canary"])),
        ("file", lambda: _readable(job["file"])),
        ("network", lambda: _connect(job["port"])),
        ("abstract", lambda: _connect_abstract(job["abstract"])),
        ("signal", lambda: _signal(job["victim"])),
        ("disk", lambda: _fill_disk(job["disk"])),
        ("inodes", lambda: _fill_inodes(job["inodes"])),
        ("memory", lambda: _take_memory(job["memory"])),
        ("processes", lambda: _fork(job["processes"])),
        ("namespaces", _new_user_namespace),
    )
    for name, act in attempts:
        try:
            facts[name] = act()
        except Exception as problem:
            facts[name] = f"{type(problem).__name__}: {problem}"
    emit({"frame": "selfcheck", "facts": facts})


def _environment(canary: str) -> bool:
    """Whether a secret of the host's environment is in sight."""
    for pid in ("self", "1", str(os.getppid())):
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                if canary.encode() in file.read():
                    return True
        except OSError:
            continue
    return any(canary in value for value in os.environ.values())


def _readable(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return bool(file.read(1))
    except OSError:
        return False


def _connect(port: int) -> bool:
    try:
        with socket.socket() as client:
            client.settimeout(1)
            client.connect(("127.0.0.1", port))
    except OSError:
        return False
    return True


def _connect_abstract(name: str) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            client.connect("\0" + name)
    except OSError:
        return False
    return True


def _signal(pid: int) -> bool:
    """Whether a process outside hears from us (signal 0 asks for leave only)."""
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _fill_disk(limit: int) -> int:
    """Bytes that could be written, trying up to twice the limit in files of one MiB."""
    block = bytes(1 << 20)
    written = 0
    try:
        while written < 2 * limit:
            with open(f"flood-{written}", "wb") as file:
                written += file.write(block)
    except OSError:
        pass
    for name in os.listdir():
        if name.startswith("flood-"):
            os.unlink(name)
    return written


def _fill_inodes(limit: int) -> int:
    """Empty files that could be made, trying up to twice the limit."""
    made = 0
    try:
        while made < 2 * limit:
            os.close(os.open(f"inode-{made}", os.O_CREAT | os.O_WRONLY, 0o600))
            made += 1
    except OSError:
        pass
    for number in range(made):
        os.unlink(f"inode-{number}")
    return made


def _take_memory(limit: int) -> int:
    """Bytes of address space that could be had, trying up to twice the limit."""
    taken: list[mmap.mmap] = []
    try:
        while len(taken) << 26 < 2 * limit:
            taken.append(mmap.mmap(-1, 1 << 26))
    except (OSError, MemoryError):
        pass
    total = len(taken) << 26
    for area in taken:
        area.close()
    return total


def _fork(limit: int) -> int:
    """Children that could be had, trying up to twice the limit."""
    leave, stay = os.pipe()
    children = 0
    try:
        while children < 2 * limit:
            if os.fork() == 0:
                os.close(stay)
                os.read(leave, 1)
                os._exit(0)
            children += 1
    except OSError:
        pass
    os.close(stay)
    for _ in range(children):
        os.wait()
    return children


def _new_user_namespace() -> bool:
    """Whether a further user namespace (and with it every capability) could be had."""
    import ctypes

    return bool(ctypes.CDLL(None).unshare(0x1000_0000) == 0)
