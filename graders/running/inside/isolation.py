"""Linux isolation by direct system calls: a child has no time to start another program.

Every function acts on the calling process and raises ``OSError`` where the kernel refuses.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
from typing import Any, NamedTuple

libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS = 0x0002_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000
EVERY_NAMESPACE = (
    CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET
)

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x4_0000
MNT_DETACH = 2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
SECCOMP_MODE_FILTER = 2

CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
CAPABILITIES = 64

HOME = "/home/student"
STORE = "/run/job"


class Bounds(NamedTuple):
    """What one job may use, in bytes, seconds and counts."""

    address_space: int
    disk: int
    inodes: int
    processes: int
    cpu_soft: int
    cpu_hard: int


class _FilterProgram(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def prctl(option: int, value: int = 0) -> None:
    """``prctl(2)`` with one argument."""
    _check(libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), f"prctl {option}")


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """``mount(2)``."""
    _check(
        libc.mount(
            source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), data.encode()
        ),
        f"mount {target}",
    )


def threads() -> int:
    """Threads of this process. A fork copies one of them only; more than one is a hazard."""
    return len(os.listdir("/proc/self/task"))


def address_space() -> int:
    """Bytes of address space in use, which ``RLIMIT_AS`` limits."""
    with open("/proc/self/statm", encoding="utf-8") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def anonymous() -> int:
    """Bytes of memory that belong to no file, which a fork shares until it writes."""
    with open("/proc/self/status", encoding="utf-8", errors="replace") as file:
        found = [line.split()[1] for line in file if line.startswith(("RssAnon:", "RssShmem:"))]
    return sum(map(int, found)) * 1024


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def enter_namespaces() -> None:
    """Leave the shared user, mount, pid, network, IPC and UTS namespaces.

    The pid namespace begins with the next fork. The network one has a loopback that is down.
    """
    user, group = os.geteuid(), os.getegid()
    _check(libc.unshare(EVERY_NAMESPACE), "unshare")
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{user} {user} 1")
    _write("/proc/self/gid_map", f"{group} {group} 1")


def private_filesystem(disk: int, inodes: int, kept: list[str]) -> None:
    """One sized tmpfs for home, ``/tmp`` and ``/dev/shm``; a ``/proc`` of this pid namespace.

    Sharing one tmpfs means one bound for all three. Inodes are bounded too: 200,000 empty
    files hold 192 MB of kernel memory and not a byte of a tmpfs' size. ``kept`` are paths below
    these that stay in view: the interpreter itself may lie there.
    """
    mount("none", "/", "none", MS_REC | MS_PRIVATE)
    options = f"size={disk},nr_inodes={inodes},mode=0700"
    mount("tmpfs", STORE, "tmpfs", MS_NOSUID | MS_NODEV, options)
    for name, target in (("home", HOME), ("tmp", "/tmp"), ("shm", "/dev/shm")):
        folder = f"{STORE}/{name}"
        os.mkdir(folder, 0o700)
        for path in kept:
            if path.startswith(f"{target}/"):
                again = folder + path[len(target) :]
                if os.path.isdir(path):
                    os.makedirs(again)
                else:
                    os.makedirs(os.path.dirname(again), exist_ok=True)
                    os.close(os.open(again, os.O_CREAT | os.O_RDONLY, 0o600))
                mount(path, again, "none", MS_BIND | MS_REC)
        mount(folder, target, "none", MS_BIND | MS_REC)
    _check(libc.umount2(STORE.encode(), MNT_DETACH), "umount")
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    _write("/proc/sys/user/max_user_namespaces", "0")


def uncovered_proc() -> None:
    """Mount ``/proc`` anew over itself, with nothing laid over parts of it.

    bubblewrap covers ``/proc/sys`` where root starts it, and the kernel lets nobody mount a
    ``/proc`` in a nested namespace that shows more than the one around it.
    """
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)


def drop_capabilities(kept: tuple[int, ...] = ()) -> None:
    """Give up every capability but ``kept``, in every set, for good."""
    for capability in range(CAPABILITIES):
        libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    mask = sum(1 << capability for capability in kept)
    header = struct.pack("Ii", 0x2008_0522, 0)
    data = struct.pack("6I", mask, mask, 0, 0, 0, 0)
    _check(libc.capset(header, data), "capset")
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def permitted(capability: int) -> bool:
    """Whether this process holds a capability."""
    with open("/proc/self/status", encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith("CapPrm:"):
                return bool(int(line.split()[1], 16) >> capability & 1)
    return False


def become(user: int, *, kept: tuple[int, ...] = ()) -> None:
    """Change from root to an ordinary user, keeping the named capabilities if they are held.

    Root passes ``RLIMIT_NPROC`` unhindered: in a box started by root, 200 forks passed a limit
    of 32. A change of user makes a process undumpable, and then ``/proc/self`` belongs to root.
    """
    kept = tuple(capability for capability in kept if permitted(capability))
    os.setgroups([])
    os.setresgid(user, user, user)
    if kept:
        prctl(PR_SET_KEEPCAPS, 1)
    os.setresuid(user, user, user)
    drop_capabilities(kept)
    prctl(PR_SET_DUMPABLE, 1)


def limit_resources(bounds: Bounds) -> None:
    """Set hard limits, which nothing in this process or its children can raise again."""
    limits: list[tuple[int, int, int]] = [
        (resource.RLIMIT_AS, bounds.address_space, bounds.address_space),
        (resource.RLIMIT_FSIZE, bounds.disk, bounds.disk),
        (resource.RLIMIT_NPROC, bounds.processes, bounds.processes),
        (resource.RLIMIT_NOFILE, 1024, 1024),
        # With 0 a core still goes to the program of the host that core_pattern may name.
        (resource.RLIMIT_CORE, 1, 1),
        (resource.RLIMIT_MEMLOCK, 65_536, 65_536),
        (resource.RLIMIT_MSGQUEUE, 0, 0),
        (resource.RLIMIT_CPU, bounds.cpu_soft, bounds.cpu_hard),
    ]
    for what, soft, hard in limits:
        ceiling = resource.getrlimit(what)[1]
        if ceiling == resource.RLIM_INFINITY:
            ceiling = max(soft, hard)
        resource.setrlimit(what, (min(soft, ceiling), min(hard, ceiling)))


def first_to_be_killed() -> None:
    """Where the machine runs out of memory, the kernel should take this process and no other."""
    _write("/proc/self/oom_score_adj", "1000")


def load_filter(program: bytes) -> None:
    """Load a seccomp filter (8-byte instructions). Needs no_new_privs, and stays for good."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    packed: Any = _FilterProgram(len(program) // 8, program)
    _check(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(packed), 0, 0), "seccomp")
