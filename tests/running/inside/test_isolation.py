import os
import subprocess
import sys

import pytest

# On Linux nothing is excused: a module of ours that cannot be imported is a fault.
ELSEWHERE = () if sys.platform == "linux" else (ImportError, OSError)
isolation = pytest.importorskip("graders.running.inside.isolation", exc_type=ELSEWHERE)


def said(code: str) -> str:
    source = f"import os, resource\nfrom graders.running.inside import isolation\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_threads_and_memory_are_counted():
    assert said("print(isolation.threads())") == "1"
    assert isolation.address_space() > isolation.anonymous() > 1_000_000


def test_limits_are_hard_and_never_above_what_there_was():
    bounds = "isolation.Bounds(1 << 33, 1 << 24, 100, 64, 3, 5)"
    code = (
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        f"isolation.limit_resources({bounds})\n"
        "print(resource.getrlimit(resource.RLIMIT_FSIZE), resource.getrlimit(resource.RLIMIT_CPU),"
        " resource.getrlimit(resource.RLIMIT_NPROC))\n"
    )
    assert said(code) == f"{(1 << 20, 1 << 20)} (3, 5) (64, 64)"


def test_capabilities_are_gone_for_good():
    code = (
        "isolation.drop_capabilities()\n"
        "print([line for line in open('/proc/self/status') if line[:4] in ('CapE', 'CapP', 'NoNe')])\n"
    )
    assert said(code).count("0000000000000000") == 2
    assert "NoNewPrivs:\\t1" in said(code)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody")
def test_root_becomes_an_ordinary_user_that_can_still_make_namespaces():
    code = (
        "isolation.become(20000)\n"
        "print(os.getresuid(), os.getgroups(), os.stat('/proc/self').st_uid)\n"
        "isolation.first_to_be_killed()\n"
    )
    assert said(code) == "(20000, 20000, 20000) [] 20000"


def test_a_filter_is_loaded_and_obeyed():
    code = (
        "import ctypes\n"
        "from graders.running import seccomp\n"
        "isolation.load_filter(seccomp.path('box').read_bytes())\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "print(libc.unshare(0x10000000), ctypes.get_errno())\n"
    )
    assert said(code) == "-1 1"
