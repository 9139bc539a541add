"""Clusters that cannot be used, each with its sentence; TLS; jobs asked of a queueing system."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time

import pytest

from graders.cli import main
from graders.cluster import asked
from graders.cluster.asked import AskedCluster
from graders.cluster.runner import ClusterRunner
from graders.course.folder import Course
from graders.errors import ClusterError, RubricError
from graders.model.plan import Plan, PlannedCell, RunJob

# Looked for and not imported: it changes what Ctrl-C does in the process that imports it.
WITH_JOBQUEUE = pytest.mark.skipif(
    importlib.util.find_spec("dask_jobqueue") is None, reason="dask-jobqueue is not installed"
)
NO_BOX = "container"
"""A box that holds nowhere where tests run: no engine answers."""


def enter(address, **options):
    with ClusterRunner(address, **options) as runner:
        return runner.slots


def test_help_loads_nothing_of_it():
    code = (
        "import sys; from graders.cli import main; main(['run', '--help']); "
        "sys.exit(any(n.startswith(('dask', 'distributed', 'graders.cluster')) for n in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"--scheduler" in done.stdout
    assert done.returncode == 0


def test_no_scheduler_at_the_address():
    with pytest.raises(ClusterError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        enter("tcp://127.0.0.1:9", connect=1)


def test_a_cluster_without_workers(cluster):
    began = time.monotonic()
    with pytest.raises(ClusterError, match=r"has had no worker for 1 s\. Start some with `dask"):
        enter(cluster.address, wait=1)
    assert time.monotonic() - began < 20


def test_what_answers_is_no_scheduler(tmp_path):
    import http.server
    import threading

    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(ClusterError, match="No Dask scheduler answers"):
            enter(f"tcp://127.0.0.1:{server.server_port}", connect=1)
        server.shutdown()


@pytest.mark.box
def test_a_worker_without_a_box_that_holds_is_refused_by_name(cluster):
    from graders.running import backends

    if any(line.name == NO_BOX and line.works for line in backends.report()):
        pytest.skip("a container engine works here")
    cluster.worker("bare")
    told = []
    with pytest.raises(ClusterError, match="can be used: No box holds on this machine"):
        enter(cluster.address, wait=1, backend=NO_BOX, warn=lambda *facts: told.append(facts))
    (address, why) = told[0]
    assert address.startswith("tcp://127.0.0.1:")
    assert "No box holds on this machine" in why


def test_a_worker_without_graders_is_refused_by_name(cluster):
    """Dask alone is there, as on a cluster whose image is another one."""
    hidden = cluster.folder / "no_graders.py"
    hidden.write_text(
        "import sys\n"
        "class Hidden:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] == 'graders':\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}')\n"
        "sys.meta_path.insert(0, Hidden())\n"
    )
    cluster.worker("other-image", "--preload", str(hidden))
    with pytest.raises(ClusterError, match="it needs the same graders as this machine"):
        enter(cluster.address, wait=1)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """An authority and a certificate of its own, by the openssl command."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl command here")
    folder = tmp_path_factory.mktemp("tls")

    def run(*words):
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    def authority(name):
        run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
            "-keyout", f"{name}.key", "-out", f"{name}.pem")  # fmt: skip

    authority("ca")
    authority("stranger")
    run("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=node",
        "-keyout", "node.key", "-out", "node.csr")  # fmt: skip
    run("x509", "-req", "-in", "node.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
        "-CAcreateserial", "-days", "2", "-out", "node.pem")  # fmt: skip
    return folder


def test_tls_by_dasks_own_settings(make_cluster, certificates, monkeypatch):
    secured = make_cluster(
        "--tls-ca-file", str(certificates / "ca.pem"),
        "--tls-cert", str(certificates / "node.pem"), "--tls-key", str(certificates / "node.key"),
    )  # fmt: skip
    secured.hostile("mallory")  # answers "honest" without a box
    assert secured.address.startswith("tls://")
    with pytest.raises(ClusterError, match="No Dask scheduler answers at tls://"):
        enter(secured.address, connect=3)
    tls = "DASK_DISTRIBUTED__COMM__TLS__"

    def use(authority, name):
        monkeypatch.setenv(f"{tls}CA_FILE", str(certificates / f"{authority}.pem"))
        monkeypatch.setenv(f"{tls}CLIENT__CERT", str(certificates / f"{name}.pem"))
        monkeypatch.setenv(f"{tls}CLIENT__KEY", str(certificates / f"{name}.key"))

    use("ca", "stranger")  # a certificate that the cluster does not know
    with pytest.raises(ClusterError, match="No Dask scheduler answers at tls://"):
        enter(secured.address, connect=3)
    use("stranger", "node")  # a scheduler that we do not know
    with pytest.raises(ClusterError, match="No Dask scheduler answers at tls://"):
        enter(secured.address, connect=3)
    use("ca", "node")
    cell = PlannedCell(cell="only", index=0, source="# mode: honest")
    with ClusterRunner(secured.address) as runner:
        assert runner.run(RunJob(plan=Plan(cells=(cell,)))).status.outcome == "finished"


@WITH_JOBQUEUE
def test_jobs_are_asked_of_a_queueing_system_and_given_back(tmp_path, monkeypatch):
    """By dask-jobqueue's own class for jobs on this machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    tables = {
        "local": {
            "machines": 1, "cores": 2, "memory": "2GB", "local_directory": str(tmp_path),
            "wait": 30,
        }
    }  # fmt: skip
    wanted = asked.request("local", tables)
    told = []
    with AskedCluster(wanted) as there:
        assert there.address.startswith("tcp://127.0.0.1:")
        with pytest.raises(ClusterError, match="can be used: No box holds"):
            enter(there.address, wait=5, backend=NO_BOX, warn=lambda *fact: told.append(fact))
        assert workers_of(there.address)
    assert told
    for _ in range(100):
        if not workers_of(there.address):
            break
        time.sleep(0.1)
    assert not workers_of(there.address)


def workers_of(address):
    """Processes that were started for a scheduler."""
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                with open(f"{entry.path}/cmdline", "rb") as file:  # noqa: PTH123
                    words = file.read().split(b"\0")
            except OSError:
                continue
            if address.encode() in words and b"distributed.cli.dask_worker" in words:
                found.append(int(entry.name))
    return found


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({}, r"cluster\.slurm: is missing"),
        ({"slurm": {"machines": 0}}, r"cluster\.slurm\.machines: is a number from 1"),
        ({"slurm": {"machines": True}}, r"cluster\.slurm\.machines: is a number from 1"),
        ({"slurm": {"wait": "long"}}, r"cluster\.slurm\.wait: is a number of seconds"),
    ],
)
def test_a_table_that_asks_for_nothing_is_refused(tables, said):
    with pytest.raises(RubricError, match=said):
        asked.request("slurm", tables)


@WITH_JOBQUEUE
def test_a_request_that_the_system_does_not_take_says_why():
    wanted = asked.request("slurm", {"slurm": {"cores": 2}})  # no memory
    with (
        pytest.raises(ClusterError, match=r"by \[cluster\.slurm\]: .*memory"),
        AskedCluster(wanted),
    ):
        pass


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--scheduler", "10.0.0.1:8786"], "is no scheduler: give its address"),
        (["--scheduler", "tcp://10.0.0.1:8786", "--unsafe"], "leave out --unsafe"),
        (["--scheduler", "slurm"], "cluster.slurm: is missing"),
    ],
)
def test_the_command_refuses_before_anything_is_read(tmp_path, capsys, arguments, said):
    from graders.commands.init import make_course

    make_course(tmp_path, ["scaling"])
    folder = tmp_path / "submitted" / "kim" / "scaling"
    folder.mkdir(parents=True)
    (folder / "scaling.ipynb").write_text("{}")
    assert main(["run", "--course", str(tmp_path), "--lang", "en", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not list(Course(tmp_path).state.glob("evidence/*"))
