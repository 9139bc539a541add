"""Helping processes: Ctrl-C is not for them, and what has not begun does not begin."""

import os
import signal
import time

import pytest

from graders.processes import Helpers


def test_they_hear_of_no_interrupt_from_their_first_moment_on(capfd):
    with Helpers(1) as helpers:
        answer = helpers.submit(os.getpid)
        (helper,) = helpers._processes
        os.kill(helper, signal.SIGINT)
        assert answer.result() == helper
        os.kill(helper, signal.SIGINT)
        assert helpers.submit(os.getpid).result() == helper
    assert capfd.readouterr().err == ""
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_an_interrupt_begins_nothing_more():
    asked = []

    def interrupted():
        with Helpers(1) as helpers:
            asked.extend(helpers.submit(time.sleep, 0.1) for _ in range(200))
            asked[0].result()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert asked[-1].cancelled()
    assert sum(one.cancelled() for one in asked) > 150
