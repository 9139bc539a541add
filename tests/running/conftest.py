import os
import warnings
from collections.abc import Callable, Iterator

import pytest

from graders.model.evidence import Evidence
from graders.model.plan import RunJob
from graders.running.inside.mode import ENVIRONMENT
from graders.running.local import LocalRunner


@pytest.fixture(scope="session")
def keras():
    """Keras, imported once for all tests that look at live models."""
    for name in ("TF_CPP_MIN_LOG_LEVEL", "TF_ENABLE_ONEDNN_OPTS"):
        os.environ.setdefault(name, ENVIRONMENT[name])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import keras
    return keras


@pytest.fixture(scope="session")
def run() -> Iterator[Callable[[RunJob], Evidence]]:
    """Run a job as in a box, but without one; the libraries are imported once."""
    with LocalRunner() as local:
        yield local.run
