"""Landlock: a process gives up files it may reach, where there are no namespaces to leave.

The kernel's ``Documentation/userspace-api/landlock.rst`` has the numbers. Version 6 adds
scopes: no signal and no abstract socket crosses the border. Below it a small filter made here
keeps ``tgkill`` and ``prlimit64`` from other processes.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Iterable

from .isolation import PR_SET_NO_NEW_PRIVS, libc, prctl

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG = 1
RULE_PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
READ = EXECUTE | READ_FILE | READ_DIR
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | 1 << 14 | 1 << 15
SOCKETS_AND_DEVICES = 1 << 6 | 1 << 9 | 1 << 11  # character devices, sockets, block devices
SCOPES = 3  # abstract Unix sockets, signals
SCOPES_SINCE = 6


def version() -> int:
    """The kernel's Landlock version; 0 where there is none."""
    return max(0, int(libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION_FLAG)))


def _file_rights(abi: int) -> int:
    """Every right over files that this version can take away."""
    return (1 << (13 if abi < 2 else 14 if abi < 3 else 15 if abi < 5 else 16)) - 1


def restrict(readable: Iterable[str], listable: Iterable[str], writable: Iterable[str]) -> None:
    """Leave only these paths in reach, and no network by TCP, for good.

    ``readable`` may be read and executed with all below, ``listable`` only listed, ``writable``
    also written; sockets and devices can be made nowhere. Paths that do not exist are skipped.
    """
    abi = version()
    if abi < 1:
        raise OSError("this kernel has no Landlock")
    handled = _file_rights(abi)
    network = 3 if abi >= 4 else 0
    scopes = SCOPES if abi >= SCOPES_SINCE else 0
    size = 24 if abi >= SCOPES_SINCE else 16 if network else 8
    attributes = struct.pack("QQQ", handled, network, scopes)[:size]
    ruleset = libc.syscall(CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    try:
        for path in readable:
            _allow(ruleset, path, READ & handled)
        for path in listable:
            _allow(ruleset, path, READ_DIR)
        for path in writable:
            _allow(ruleset, path, handled & ~SOCKETS_AND_DEVICES)
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        if libc.syscall(RESTRICT_SELF, ruleset, 0) != 0:
            raise OSError(ctypes.get_errno(), "landlock_restrict_self")
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        target = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):
            rights &= ON_FILES
        rule = struct.pack("=Qi", rights, target)
        if libc.syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, rule, 0) != 0:
            raise OSError(ctypes.get_errno(), f"landlock_add_rule {path}")
    finally:
        os.close(target)


def only_myself() -> bytes:
    """A filter: ``tgkill`` and ``prlimit64`` reach this process (or number 0: itself) only.

    Eleven classic BPF instructions over ``struct seccomp_data``: number at 0, architecture
    at 4, the low half of the first argument at 16 on little-endian machines. Calls of another
    architecture are left to the main filter, which kills.
    """
    tgkill, prlimit, audit = {
        "x86_64": (234, 302, 0xC000_003E),
        "aarch64": (131, 261, 0xC000_00B7),
    }[platform.machine()]
    load, equal, answer = 0x20, 0x15, 0x06
    allow, refuse = 0x7FFF_0000, 0x0005_0001

    def instruction(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    return b"".join(
        [
            instruction(load, 4),
            instruction(equal, audit, 0, 7),
            instruction(load, 0),
            instruction(equal, tgkill, 3, 0),
            instruction(equal, prlimit, 0, 4),
            instruction(load, 16),
            instruction(equal, 0, 2, 1),  # prlimit64(0, ...): myself
            instruction(load, 16),
            instruction(equal, os.getpid(), 0, 1),
            instruction(answer, allow),
            instruction(answer, refuse),
        ]
    )
