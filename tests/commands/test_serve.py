"""`grade serve` from a shell: it says where it is, answers there only, and ends with Ctrl-C."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from graders.cli import main
from graders.commands.init import make_course


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    make_course(folder, ["regression"], title="Course", public=True)
    return folder


def test_it_serves_until_interrupted(course):
    server = subprocess.Popen(
        [sys.executable, "-m", "graders", "serve", "regression", "--lang", "en"],
        cwd=course,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", server.stdout.readline())[0]
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address.partition("?")[0], timeout=60)
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        with urllib.request.build_opener(cookies).open(address, timeout=60) as answer:
            assert answer.url.endswith("/regression/")
            assert "Nothing has been graded yet" in answer.read().decode()
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=60)
    finally:
        server.kill()
    assert (server.returncode, err) == (0, "")
    assert "has ended" in out


def test_a_port_in_use_is_a_sentence(course, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["serve", "--port", port, "--course", str(course)]) == 2
    said = capsys.readouterr().err
    assert f"port {port}" in said
    assert "--port" in said


def test_an_unknown_assignment_is_a_sentence(course, capsys):
    assert main(["serve", "nothing", "--course", str(course)]) == 2
    assert "no such assignment" in capsys.readouterr().err
