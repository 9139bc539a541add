import pytest

from graders.errors import SandboxError
from graders.running.zygote_process import ZygoteProcess

pytestmark = pytest.mark.box


@pytest.mark.filterwarnings("error::ResourceWarning")
def test_closed_before_it_had_started_it_never_starts(backend):
    zygote = ZygoteProcess(backend, libraries=False)
    zygote.close()
    with pytest.raises(SandboxError, match="closed before it had started"):
        zygote.__enter__()
    assert not zygote.alive
