"""What a stopped `grade run` says of how to go on, without running anything."""

import shlex
from types import SimpleNamespace

import pytest

from graders.cohort import pipeline
from graders.commands import run
from graders.reports.messages import Messages


@pytest.mark.parametrize("students", [(), ("lena",), ("lena", "Kim Min")])
def test_the_rest_of_those_who_were_asked_for_is_offered(tmp_path, monkeypatch, students):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "run_cohort", stopped)
    display = SimpleNamespace(done=1, total=3, watch=lambda *_: None)
    with pytest.raises(KeyboardInterrupt) as found:
        run.grade_cohort(
            SimpleNamespace(state=tmp_path), ["scaling"], store=None, display=display,
            say=Messages("en").say, students=students,
        )  # fmt: skip
    wanted = [word for one in students for word in ("--student", one)]
    assert f"Go on with: {shlex.join(['grade', 'run', 'scaling', *wanted])}" in str(found.value)
