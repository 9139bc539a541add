"""A cohort on a real cluster: a worker dies in the middle, and the gradebook is the local pool's."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import nbformat
import pytest

from graders.cluster import worker
from graders.cohort.store import Store
from graders.commands.init import make_course
from graders.course.folder import Course

pytestmark = [pytest.mark.box, pytest.mark.slow]
STUDENTS = ("kim-canary", "lee-canary", "park-canary", "choi-canary", "jung-canary", "김민서")

REACH = """
import socket
reached = []
for port in {ports}:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
        reached.append(port)
    except OSError:
        pass
print("reached", reached)
"""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def hand_in(course, student, slug, extra, *, solved=True):
    loaded = course.load(slug)
    notebook = loaded.skeleton_notebook()
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in loaded.solution_cells():
            cell.source = loaded.solution_cells()[name] if solved else "pass"
    notebook.cells.append(nbformat.v4.new_code_cell(extra, id="extra"))
    folder = course.root / "submitted" / student / slug
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{slug}.ipynb")


def grade(course, *arguments, environment=None):
    return subprocess.Popen(
        [sys.executable, "-m", "graders", "run", "--lang", "en", *arguments],
        cwd=course.root, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "DASK_DISTRIBUTED__COMM__COMPRESSION": "false", **(environment or {})},
    )  # fmt: skip


def grades(course):
    """Everything that is stored about everyone but when it happened."""
    with Store(course.state, readonly=True) as store:
        return {
            (slug, student): (stored.grade, stored.key, stored.evidence)
            for slug in store.slugs()
            for student, stored in store.grades(slug).items()
        }


def gradebook(course):
    """nbgrader's rows, with names for their random ids and without times."""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as database:
        database.row_factory = sqlite3.Row
        names = [
            row["name"]
            for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        tables = {
            name: [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]
            for name in names
        }
    said = {}
    for _ in range(4):  # an id is told by its row, which may hold other ids
        for rows in tables.values():
            for row in rows:
                if "id" in row:
                    others = {n: said.get(v, v) for n, v in row.items() if n != "id"}
                    said[row["id"]] = str(sorted(others.items(), key=str))
    return {
        name: sorted(
            str(
                sorted((n, said.get(v, v)) for n, v in row.items() if "time" not in n and n != "id")
            )
            for row in rows
        )
        for name, rows in tables.items()
    }


def hosts(folder):
    """The processes that keep a zygote for the workers of this test."""
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                ours = f"TMPDIR={folder}".encode() in Path(entry, "environ").read_bytes()
                words = Path(entry, "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if ours and b"graders.cluster.host" in words:
                found.append(int(entry.name))
    return found


def traces(values):
    """How three labels in a row would look in a message, in every form that they could take."""
    for start in range(0, len(values) - 3, 3):
        some = [float(value) for value in values[start : start + 3]]
        for form in ("<3d", ">3d", "<3f", ">3f"):
            yield struct.pack(form, *some)
        yield b"".join(b"\xcb" + struct.pack(">d", value) for value in some)  # msgpack
        for between in ("\n", ",", ", ", "\r\n", " "):
            yield between.join(str(value) for value in values[start : start + 3]).encode()


@pytest.fixture(scope="module")
def courses(backend, tmp_path_factory):
    """The same course twice, with the same secret."""
    root = tmp_path_factory.mktemp("courses") / "local"
    make_course(root, ["scaling", "regression"])
    course = Course(root)
    for student in STUDENTS:
        hand_in(course, student, "scaling", f"import time\ntime.sleep(1)\nx = {len(student)}")
    hand_in(course, STUDENTS[0], "regression", "own_words = 1", solved=False)
    shutil.copytree(root, root.parent / "cluster")
    return course, Course(root.parent / "cluster")


def test_a_worker_dies_and_the_gradebook_is_the_local_pools(courses, cluster, recorder):
    local, remote = courses
    ports = [free_port(), free_port()]
    attack = REACH.format(ports=[int(cluster.address.rpartition(":")[2]), *ports])
    for course in courses:
        hand_in(course, "mallory", "scaling", attack)
    doomed = cluster.worker("doomed", "--worker-port", str(ports[0]))
    cluster.worker("other", "--worker-port", str(ports[1]))
    run = grade(remote, "--scheduler", recorder.address)
    lines, seen = [], set()
    for line in run.stderr:
        lines.append(line)
        seen.update(hosts(cluster.folder))
        if line.count("(ran)") and sum("(ran)" in one for one in lines) == 2:
            # Armed: outside a box, this very code reaches scheduler and workers.
            said = subprocess.run([sys.executable, "-c", attack], capture_output=True, check=True)
            assert said.stdout.decode().split("[")[1].count(",") == 2
            os.kill(doomed.pid, signal.SIGKILL)
    out, _ = run.communicate(timeout=60)
    assert run.returncode == 0, "".join(lines) + out
    assert "0 failed by our fault" in out
    assert len(seen) == 1  # one zygote for both workers, also after one had died

    alone = grade(local, "--jobs", "2", environment={"PYTHONPROFILEIMPORTTIME": "1"})
    out, said = alone.communicate(timeout=120)
    assert alone.returncode == 0, said + out
    imported = {line.split("|")[-1].strip() for line in said.splitlines() if "|" in line}
    assert "graders.cohort.pipeline" in imported
    assert not {"dask", "distributed", "graders.cluster.runner"} & imported
    ours, theirs = grades(remote), grades(local)
    assert len(ours) == len(STUDENTS) + 2
    assert ours == theirs
    assert gradebook(remote) == gradebook(local)

    executed = nbformat.read(remote.root / "autograded/mallory/scaling/scaling.ipynb", 4)
    printed = [o.get("text", "") for c in executed.cells for o in c.get("outputs", ())]
    assert "reached []\n" in printed

    judge_what_was_sent(recorder.sent, remote)


def judge_what_was_sent(sent, course):
    """Hidden inputs travel; labels, the secret, solutions and names do not."""
    assert b"own_words = 1" in sent  # the recorder hears
    loaded = course.load("regression")
    assert loaded.box_files()["data/test.csv"] in sent
    labels = loaded.reference().targets.numpy()
    assert len(labels) > 100
    own = loaded.box_files()["data/train.csv"]
    found = [trace for trace in traces(labels.tolist()) if trace in sent and trace not in own]
    assert not found
    smuggled = sent + labels.astype("float32").tobytes()  # armed
    assert any(trace in smuggled for trace in traces(labels.tolist()))
    secret = course.secret
    assert secret not in sent
    assert bytes.fromhex(secret.decode()) not in sent
    for student in STUDENTS:
        assert student.encode() not in sent
    solution = "\n".join(loaded.solution_cells().values())
    handed_in = "".join(
        path.read_text("utf-8") for path in (course.root / "submitted").rglob("*.ipynb")
    )
    telling = [line for line in solution.splitlines() if len(line) > 30 and line not in handed_in]
    assert telling
    assert not [line for line in telling if line.encode() in sent]
    assert worker.resource().encode() in sent


def test_the_scheduler_is_lost_and_another_one_goes_on(courses, cluster):
    _, course = courses
    cluster.worker("only")
    run = grade(course, "scaling", "--scheduler", cluster.address, "--force")
    done = 0
    for line in run.stderr:
        done += "(ran)" in line
        if done == 1:
            break
    os.kill(cluster.scheduler.pid, signal.SIGKILL)
    _, said = run.communicate(timeout=90)
    assert run.returncode == 1, said
    assert f"The scheduler at {cluster.address} is gone" in said
    assert "Go on with: grade run scaling --scheduler tcp://127.0.0.1:" in said
    assert "Traceback" not in said
    with Store(course.state, readonly=True) as store:
        states = {stored.grade.state for stored in store.grades("scaling").values()}
    assert states <= {"graded", "needs-review"}
