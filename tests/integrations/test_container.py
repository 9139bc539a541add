"""The recipe of the workers' image: pinned, unprivileged, and without solutions."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECIPE = ROOT / "integrations" / "container" / "Containerfile"


@pytest.fixture(scope="module")
def steps():
    """Instructions as (word, rest), continued lines joined, comments left out."""
    text = re.sub(r"(?m)^#.*\n", "", RECIPE.read_text("utf-8"))
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line.strip()]


def test_it_names_no_host(steps):
    images = [rest.split()[0] for word, rest in steps if word == "FROM"]
    assert images
    for image in images:
        assert "/" not in image
        assert re.search(r":\d", image)  # a version, not whatever is newest
    assert "://" not in re.sub(r"tcp://SCHEDULER", "", RECIPE.read_text("utf-8"))


def test_its_python_is_one_that_graders_runs_on_and_the_lock_is_for(steps):
    lowest = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    version = re.search(r"python:(\d+\.\d+)", RECIPE.read_text())[1]
    assert lowest == f">={version}"
    assert f"--python-version {version} " in (ROOT / "requirements.lock").read_text()[:600]
    assert f"lib/python{version}/" in RECIPE.read_text()


def test_everything_is_installed_by_hash(steps):
    installs = [rest for word, rest in steps if word == "RUN" and "pip install" in rest]
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert "--no-deps" in installs[1]
    assert "--no-build-isolation" in installs[1]


def test_what_runs_is_nobody_special(steps):
    last = [word for word, _ in steps]
    final = steps[len(last) - 1 - last[::-1].index("FROM") :]
    users = [rest for word, rest in final if word == "USER"]
    assert users == ["grader"]
    assert [word for word, _ in final].index("USER") < [w for w, _ in final].index("ENTRYPOINT")
    assert not [rest for word, rest in final if word == "COPY" and "--from=build" not in rest]


def test_what_it_copies_is_there_and_holds_no_students(steps):
    copied = [rest.split()[:-1] for word, rest in steps if word == "COPY" and "--from" not in rest]
    names = [name for names in copied for name in names]
    assert set(names) >= {"requirements.lock", "pyproject.toml", "graders"}
    for name in names:
        assert (ROOT / name).exists()
    assert not {"submitted", ".graders", ".git", "."} & set(names)


@pytest.mark.slow
def test_its_build_steps_leave_no_solution(tmp_path, steps):
    """The steps after the lock's, outside a container: the same wheel, unpacked."""
    copied = [rest.split()[:-1] for word, rest in steps if word == "COPY" and "--from" not in rest]
    source = tmp_path / "source"
    source.mkdir()
    for name in {name for names in copied for name in names} - {"requirements.lock"}:
        if (ROOT / name).is_dir():
            skipped = shutil.ignore_patterns("__pycache__", "evidence.msgpack.xz")
            shutil.copytree(ROOT / name, source / name, ignore=skipped)
        else:
            shutil.copy(ROOT / name, source / name)
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(tmp_path), str(source)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        files = opened.namelist()
    removed = re.search(
        r"rm -r /opt/graders/lib/python[\d.]+/site-packages/(\S+)", RECIPE.read_text()
    )
    assert removed[1] == "graders/_course"
    left = [name for name in files if not name.startswith(f"{removed[1]}/")]
    assert len(left) < len(files)  # armed: the wheel has solutions
    assert any(name.endswith("cluster/host.py") for name in left)
    assert not [name for name in left if "reference/" in name or name.endswith(".ipynb")]
