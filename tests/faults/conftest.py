import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from faulty_course import make_course
from launched import Launcher


@pytest.fixture(scope="session")
def launcher(backend, tmp_path_factory):
    """Starts `grade` as a process of its own, quickly; its boxes hold no TensorFlow."""
    if backend.name != "bubblewrap":
        pytest.skip("needs bubblewrap: the boxes' processes are told apart by what it shows")
    with Launcher(tmp_path_factory.mktemp("launcher")) as started:
        yield started


@pytest.fixture
def course(tmp_path):
    """A course of nbgrader's with six submissions of plain Python."""
    return make_course(tmp_path / "course")
