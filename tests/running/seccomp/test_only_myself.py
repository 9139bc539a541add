"""The small filter that the Landlock back-end makes when a child knows its own number."""

import os
import platform
import sys

import pytest

# On Linux nothing is excused: a module of ours that cannot be imported is a fault.
ELSEWHERE = () if sys.platform == "linux" else (ImportError, OSError)
landlock = pytest.importorskip("graders.running.inside.landlock", exc_type=ELSEWHERE)
ALLOW, EPERM = 0x7FFF0000, 0x50001
NUMBERS = {"x86_64": (234, 302), "aarch64": (131, 261)}


def test_a_process_reaches_itself_only(answer):
    machine = platform.machine()
    program = landlock.only_myself()
    tgkill, prlimit = NUMBERS[machine]
    me = os.getpid()

    def ask(number, *arguments):
        return answer(program, number, arguments, machine)

    assert ask(tgkill, me, me, 6) == ALLOW
    assert ask(tgkill, 1, 1, 9) == EPERM
    assert ask(tgkill, 0, 0, 0) == EPERM
    assert ask(prlimit, 0) == ALLOW
    assert ask(prlimit, me) == ALLOW
    assert ask(prlimit, 1) == EPERM
    assert ask(0) == ALLOW
