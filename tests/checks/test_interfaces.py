"""Every interface in the table still breaks with the installed libraries, and its mend works."""

import contextlib
import io
import os
import warnings

import pytest

from graders.checks.interfaces import INTERFACES, removed_interface
from graders.model.evidence import Raised

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
NEEDS_KERAS = ("keras", "tensorflow")


def run(source, namespace):
    """Run code as a cell would be; the exception it raised, or None."""
    quiet = contextlib.ExitStack()
    with quiet, warnings.catch_warnings():
        quiet.enter_context(contextlib.redirect_stdout(io.StringIO()))
        quiet.enter_context(contextlib.redirect_stderr(io.StringIO()))
        warnings.simplefilter("ignore")
        try:
            exec(compile(source, "<cell>", "exec"), namespace)
        except Exception as problem:  # noqa: BLE001
            line = source.strip().splitlines()[-1]
            return Raised(type=type(problem).__name__, message=str(problem), source_line=line)
    return None


def params():
    for entry in INTERFACES:
        marks = (
            [pytest.mark.tensorflow]
            if any(word in entry.before + entry.example for word in NEEDS_KERAS)
            else []
        )
        yield pytest.param(entry, id=entry.old, marks=marks)


@pytest.fixture(autouse=True)
def fresh_names(request):
    yield
    if request.node.get_closest_marker("tensorflow"):
        import keras

        # An exception inside a call leaves its name scope behind, and a name in Korean there
        # breaks every later model of the process.
        keras.utils.clear_session()


@pytest.mark.parametrize("entry", list(params()))
def test_still_breaks_is_recognised_and_mended(entry, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    namespace = {}
    assert run(entry.before, namespace) is None
    raised = run(entry.example, namespace)
    assert raised is not None, "works again: the entry can go"
    found = removed_interface(raised)
    assert found is not None, raised
    assert found.write == entry.write, raised
    mended = entry.mended(entry.example)
    if entry.find:
        assert mended is not None
        again = run(mended, namespace)
        assert again is None, (mended, again)
    else:
        assert mended is None


def test_an_unrelated_exception_is_no_interface():
    assert removed_interface(Raised(type="ValueError", message="x must be positive")) is None
    assert removed_interface(Raised(type="KeyError", message="'accuracy'")) is None
    assert removed_interface(Raised(type="", message="")) is None


def test_messages_need_no_line():
    raised = Raised(type="ValueError", message="Argument(s) not recognized: {'lr': 0.1}")
    assert removed_interface(raised).write == "Adam(learning_rate=0.01)"
