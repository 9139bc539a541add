"""What several folders of tests share: this machine's box, one zygote for all, a browser."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from hypothesis import settings

from graders.errors import SandboxError

# What starts commands quickly, for tests of several folders.
sys.path.insert(0, str(Path(__file__).with_name("launching")))

# On a busy machine an example's seconds say nothing about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# A shell without job control starts what runs in the background deaf to Ctrl-C, and so are all
# its children: tests that interrupt one would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config):
    # pytest-xdist would begin with the files of many tests, which are quick ones.
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items):
    """Files with slow tests first: no core is left with a long one when the others are done."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


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


@pytest.fixture(scope="session")
def commands(tmp_path_factory):
    """Starts `grade` and `nbgrader` as processes of their own, as where nothing is activated.

    Their boxes hold no TensorFlow: for work that has no use for it, and need not wait for it.
    """
    from launched import Launcher

    environment = {"PATH": "/usr/bin:/bin"}
    with Launcher(
        tmp_path_factory.mktemp("commands"), environment, hidden=("tensorflow", "keras")
    ) as started:
        yield started


@pytest.fixture
def keep_instead():
    """Puts other bytes in the place of what a store keeps: as a file, as earlier versions did."""

    def put(state, kind, key, data):
        with contextlib.closing(sqlite3.connect(state / "store.sqlite")) as index, index:
            gone = index.execute("DELETE FROM entry WHERE kind = ? AND key = ?", (kind, key))
            assert gone.rowcount == 1
        place = state / kind / key[:2] / key
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    return put


@pytest.fixture(scope="module")
def browser():
    """The system's Chromium; without it or Playwright, tests of pages are skipped.

    Of a module, not of the session: as long as it lives, no other test can use asyncio.
    """
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
    )
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("no Chromium on this machine: apt install chromium")
    # Root, as in a container, has no sandbox for pages of its own making.
    arguments = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with playwright.sync_playwright() as session:
        try:
            browser = session.chromium.launch(executable_path=path, args=arguments)
        except playwright.Error as problem:
            pytest.skip(f"{path} does not start: {str(problem).splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory):
    """Starts Jupyter servers: ``jupyter(folder, "jupyterlab")`` gives the address to open."""
    with contextlib.ExitStack() as servers:

        def start(folder, application="jupyterlab", python=sys.executable):
            own = tmp_path_factory.mktemp("jupyter")
            return servers.enter_context(jupyter_server(folder, application, python, own))

        yield start


@contextlib.contextmanager
def jupyter_server(folder, application, python, own):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, token = f"http://127.0.0.1:{port}", "only-here"
    # Nothing of this user's Jupyter, and nothing left in it.
    places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "HOME": "home",
              "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython"}  # fmt: skip
    environment = {**os.environ, **{name: str(own / place) for name, place in places.items()}}
    command = [str(python), "-m", application, "--no-browser", "--allow-root", f"--port={port}",
               "--port-retries=0", f"--IdentityProvider.token={token}",
               "--LabApp.news_url=None", f"--ServerApp.root_dir={folder}"]  # fmt: skip
    with (own / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            for _ in range(300):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"{address}/api", timeout=5).close()
                    break
                assert server.poll() is None, (own / "log").read_text("utf-8")[-3000:]
                time.sleep(0.2)
            yield f"{address}/?token={token}"
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:  # it waits for its kernels on a busy machine
                server.kill()
                server.wait()
