import os
import subprocess
import sys

import pytest

# On Linux nothing is excused: a module of ours that cannot be imported is a fault.
ELSEWHERE = () if sys.platform == "linux" else (ImportError, OSError)
landlock = pytest.importorskip("graders.running.inside.landlock", exc_type=ELSEWHERE)
pytestmark = pytest.mark.skipif(landlock.version() < 1, reason="this kernel has no Landlock")


def confined(code: str, folder: str) -> str:
    """What code prints once it may reach the interpreter and one folder only."""
    source = (
        "import os, socket, sys\n"
        "from graders.running.inside import landlock\n"
        f"landlock.restrict([sys.prefix, sys.base_prefix, '/usr', '/lib', '/lib64'], [], [{folder!r}])\n"
        f"{code}"
    )
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_only_the_folder_given_is_in_reach(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "secret").write_text("label")
    code = (
        f"open({str(tmp_path / 'mine' / 'new')!r}, 'w').write('x')\n"
        f"print(open({str(tmp_path / 'secret')!r}).read())\n"
    )
    said = confined(code, str(tmp_path / "mine"))
    assert "PermissionError" in said
    assert (tmp_path / "mine" / "new").read_text() == "x"


def test_no_socket_files_or_devices_can_be_made(tmp_path):
    code = f"os.chdir({str(tmp_path)!r})\ns = socket.socket(socket.AF_UNIX)\ns.bind('here')\n"
    assert "PermissionError" in confined(code, str(tmp_path))


@pytest.mark.skipif(landlock.version() < landlock.SCOPES_SINCE, reason="needs Linux 6.12")
def test_signals_stay_inside(tmp_path):
    assert "PermissionError" in confined(f"os.kill({os.getpid()}, 0)\n", str(tmp_path))
