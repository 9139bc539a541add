import errno

import pytest

from graders.errors import SandboxError
from graders.running import seccomp

ALLOW, KILL = 0x7FFF0000, {0x00000000, 0x80000000}
EPERM, ENOSYS, PRETEND = 0x50000 + errno.EPERM, 0x50000 + errno.ENOSYS, 0x50000
NUMBERS = {
    "x86_64": {
        "read": 0, "ptrace": 101, "socket": 41, "socketpair": 53, "clone": 56, "clone3": 435,
        "memfd_create": 319, "io_uring_setup": 425, "kill": 62, "shmget": 29, "execve": 59,
        "mount": 165, "unshare": 272, "ioctl": 16, "fchmodat": 268, "sched_setscheduler": 144,
        "rt_sigaction": 13,
    },
    "aarch64": {
        "read": 63, "ptrace": 117, "socket": 198, "socketpair": 199, "clone": 220, "clone3": 435,
        "memfd_create": 279, "io_uring_setup": 425, "kill": 129, "shmget": 194, "execve": 221,
        "mount": 40, "unshare": 97, "ioctl": 29, "fchmodat": 53, "sched_setscheduler": 119,
        "rt_sigaction": 134,
    },
}  # fmt: skip
CASES = [
    ("read", (), ALLOW, ALLOW),
    ("execve", (), ALLOW, ALLOW),
    # libzmq aborts where this one is denied.
    ("sched_setscheduler", (), ALLOW, ALLOW),
    ("ptrace", (), EPERM, EPERM),
    ("mount", (), EPERM, EPERM),
    ("unshare", (), EPERM, EPERM),
    ("memfd_create", (), EPERM, EPERM),
    ("shmget", (), EPERM, EPERM),
    ("clone3", (), ENOSYS, ENOSYS),
    ("io_uring_setup", (), ENOSYS, ENOSYS),
    ("clone", (0x003D0F00,), ALLOW, ALLOW),  # a thread
    ("clone", (0x01200011,), ALLOW, ALLOW),  # fork
    ("clone", (0x10000011,), EPERM, EPERM),  # with a user namespace
    ("clone", (0x00020011,), EPERM, EPERM),  # with a mount namespace
    ("ioctl", (0, 0x5401), ALLOW, ALLOW),
    ("ioctl", (0, 0x5412), EPERM, EPERM),
    ("ioctl", (0, 0xFFFFFFFF00005412), EPERM, EPERM),  # the kernel reads the low half
    ("rt_sigaction", (17, 0, 1), ALLOW, ALLOW),
    ("rt_sigaction", (2, 1), ALLOW, ALLOW),
    ("rt_sigaction", (17, 1), EPERM, EPERM),  # children whose CPU time nobody inherits
    ("rt_sigaction", (0x100000011, 1), EPERM, EPERM),  # the kernel reads the low half
    ("socketpair", (1,), ALLOW, ALLOW),
    ("socket", (1,), ALLOW, EPERM),
    ("socket", (2,), ALLOW, EPERM),
    ("socket", (16,), ALLOW, EPERM),
    ("socket", (17,), EPERM, EPERM),  # packets
    ("socket", (40,), EPERM, EPERM),  # vsock
    ("kill", (1,), ALLOW, EPERM),
    ("fchmodat", (), ALLOW, PRETEND),
]


@pytest.mark.parametrize("architecture", seccomp.ARCHITECTURES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_shipped_filters_answer_as_the_policy_says(answer, architecture, case):
    name, arguments, box, bare = case
    number = NUMBERS[architecture][name]
    for kind, expected in (("box", box), ("bare", bare)):
        program = seccomp.path(kind, architecture).read_bytes()
        assert answer(program, number, arguments, architecture) == expected


@pytest.mark.parametrize("kind", seccomp.KINDS)
def test_calls_of_another_architecture_are_killed(answer, kind):
    program = seccomp.path(kind, "x86_64").read_bytes()
    assert answer(program, 0, (), "aarch64") in KILL
    assert answer(program, 0x40000000, (), "x86_64") != ALLOW  # the x32 table


def test_programs_are_small_and_whole():
    for kind in seccomp.KINDS:
        for architecture in seccomp.ARCHITECTURES:
            size = len(seccomp.path(kind, architecture).read_bytes())
            assert size % 8 == 0
            assert 500 < size < 4096


def test_an_unknown_machine_is_a_sentence():
    with pytest.raises(SandboxError, match="no system-call filter for sparc"):
        seccomp.path("box", "sparc")
