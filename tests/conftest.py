"""What several folders of tests share: this machine's box, and one zygote for all of them."""

import pytest

from graders.errors import SandboxError


@pytest.fixture(scope="session")
def backend():
    """The best box of this machine; without one, tests of boxes are skipped."""
    from graders.running import backends

    try:
        return backends.choose()
    except SandboxError as problem:
        pytest.skip(str(problem))


@pytest.fixture(scope="session")
def runner(backend):
    """A runner of two places; its zygote starts once for the whole session."""
    from graders.running.runner import Runner

    with Runner(backend, jobs=2) as running:
        yield running
