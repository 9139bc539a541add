"""A real server on a real store that is being written to, asked as a browser and as others ask."""

import asyncio
import http.client
import json
import os
import threading
import time

import pytest
from graded_by_hand import cohort, grade

from graders.cohort.events import CellStarted, Finished, Planned, Started, ignore
from graders.cohort.progress import NAME, ProgressFile, read_progress
from graders.dashboard.server import Live, Server, serve


@pytest.fixture
def server(course):
    """Runs in a thread of its own, and ends with the test."""
    made, ended = {}, threading.Event()

    async def run():
        server = Server(Live(course, ["regression"], "en"))
        stop = asyncio.Event()
        made.update(server=server, stop=stop, loop=asyncio.get_running_loop())
        ended.set()
        await serve(server, stop)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert ended.wait(30)
    yield made["server"]
    made["loop"].call_soon_threadsafe(made["stop"].set)
    thread.join(30)
    assert not thread.is_alive()


def ask(server, path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


def cookie(server):
    status, headers, _ = ask(server, f"/?token={server.token}")
    assert status == 302
    assert "token" not in headers["Location"]
    given = headers["Set-Cookie"]
    assert "httponly" in given.lower()
    assert "samesite=strict" in given.lower()
    return given.split(";")[0]


def test_without_the_token_nothing_is_told(server, keep):
    keep(cohort([1, 0]))
    for path in ("/", "/regression/", "/regression/news", "/regression/students/s000.html", "/x"):
        for headers in ({}, {"Cookie": f"graders-{server.port}=wrong"}, {"Cookie": "x=y"}):
            status, answered, text = ask(server, path, **headers)
            assert status == 403, path
            assert "s000" not in text
            assert "Set-Cookie" not in answered
    assert ask(server, "/?token=wrong")[0] == 403


def test_another_hosts_name_is_refused_token_or_not(server):
    known = cookie(server)
    for host in ("evil.example", f"evil.example:{server.port}", f"127.0.0.1.evil:{server.port}"):
        assert ask(server, "/regression/", Host=host, Cookie=known)[0] == 403
        assert ask(server, f"/?token={server.token}", Host=host)[0] == 403
    assert ask(server, "/regression/", Host=f"localhost:{server.port}", Cookie=known)[0] == 200


def test_nothing_can_be_written(server, course, keep):
    keep(cohort([1, 0]))
    before = {path: path.stat().st_mtime_ns for path in course.root.rglob("*") if path.is_file()}
    known = cookie(server)
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
        for path in ("/", "/regression/", "/regression/news", "/nothing"):
            assert ask(server, path, method, Cookie=known)[0] == 405
    for path in ("/", "/regression/", "/regression/news", "/regression/students/s000.html"):
        ask(server, path, Cookie=known)
    after = {path: path.stat().st_mtime_ns for path in course.root.rglob("*") if path.is_file()}
    assert after == before


def test_paths_lead_nowhere_else(server, keep):
    keep(cohort([1, 0]))
    known = cookie(server)
    for path in (
        "/regression/students/..%2F..%2F..%2Fcourse.toml",
        "/regression/students/../../course.toml",
        "/..%2Fcourse.toml/",
        "/binary/",
        "/regression/students/nobody.html",
        "/course.toml",
    ):
        status, _, text = ask(server, path, Cookie=known)
        assert status == 404, path
        assert "public_secret" not in text


def test_headers_keep_the_page_to_itself(server):
    _, headers, _ = ask(server, "/regression/", Cookie=cookie(server))
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "connect-src 'self'" in headers["Content-Security-Policy"]
    assert "tornado" not in str(headers).lower()


def test_it_listens_on_this_machine_only(server):
    assert server._socket.getsockname()[0] == "127.0.0.1"


def test_before_anything_was_graded_it_waits_and_then_follows(server, keep, notebook):
    known = cookie(server)
    status, _, text = ask(server, "/regression/", Cookie=known)
    assert status == 200
    assert "Nothing has been graded yet" in text
    first = json.loads(ask(server, "/regression/news", Cookie=known)[2])["version"]
    keep([grade("kim", [1, 0])], {"kim": notebook(["x = 1"])})

    def newest():
        return json.loads(ask(server, "/regression/news", Cookie=known)[2])["version"]

    wait_for(lambda: newest() != first)
    assert "kim" in ask(server, "/regression/", Cookie=known)[2]
    status, headers, page = ask(server, "/regression/students/kim.html", Cookie=known)
    assert status == 200
    assert "kim" in page
    assert "script-src 'none'" in headers["Content-Security-Policy"]


def test_how_far_a_run_is(server, course):
    known = cookie(server)
    course.state.mkdir(exist_ok=True)

    def news():
        return json.loads(ask(server, "/regression/news", Cookie=known)[2])

    assert news()["text"] == ""
    with ProgressFile(course.state, ignore) as progress:
        progress.watch(Planned(3))
        assert (news()["done"], news()["total"]) == (0, 3)
        time.sleep(0.6)
        progress.watch(CellStarted("</script>\u202ekim", "regression", "fit"))
        assert news()["text"] == "0 of 3 done. Running: </script>\\u202ekim: fit"
        time.sleep(0.6)
        progress.watch(Finished(grade("</script>\u202ekim", [1]), "ran"))
        assert news()["text"] == "1 of 3 done."
    assert news()["text"] == ""


def test_a_damaged_store_is_a_sentence(server, course, keep):
    keep(cohort([1, 0]))
    known = cookie(server)
    (course.state / "store.sqlite").write_bytes(b"no database" * 100)
    status, _, text = ask(server, "/regression/", Cookie=known)
    assert status == 500
    assert "is damaged" in text
    assert "Traceback" not in text


def test_a_killed_runs_file_is_not_believed(tmp_path):
    with ProgressFile(tmp_path, ignore) as progress:
        progress.watch(Planned(2))
        progress.watch(Started("kim", "regression"))
        assert read_progress(tmp_path).pid == os.getpid()
        data = (tmp_path / NAME).read_bytes()
    assert read_progress(tmp_path) is None
    (tmp_path / NAME).write_bytes(data.replace(str(os.getpid()).encode(), b"4194303"))
    assert read_progress(tmp_path) is None
    (tmp_path / NAME).write_bytes(b"{")
    assert read_progress(tmp_path) is None


def wait_for(true):
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until
        time.sleep(0.2)
