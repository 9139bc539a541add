"""The house rules that tools can hold: style, types, layers, and what the lock file says."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports",),
    ],
    ids=" ".join,
)
def test_tools_find_nothing(command: tuple[str, ...]) -> None:
    run = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_lock_file_pins_with_hashes_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pinned = re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)
    blocks = re.split(r"\n(?=[A-Za-z0-9._-]+==)", lock)[1:]
    assert len(pinned) >= 100
    assert all("--hash=sha256:" in block for block in blocks)


def test_lock_file_covers_what_the_project_asks_for() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + sum(project["optional-dependencies"].values(), [])
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = {
        re.sub(r"[._-]+", "-", name).lower()
        for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)
    }
    asked = {
        re.sub(r"[._-]+", "-", re.match(r"[A-Za-z0-9._-]+", item)[0]).lower() for item in wanted
    }
    assert asked <= names


def test_students_install_replaces_neither_tensorflow_nor_numpy() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plain = " ".join(project["dependencies"])
    assert "tensorflow" not in plain
    assert "keras" not in plain
    assert not re.search(r"[<=~]=?\s*\d", plain.replace(">=", " ")), "plain ranges have no upper end"


def test_content_folders_are_not_importable() -> None:
    for folder in ("datasets", "reference", "assignments"):
        assert not list((ROOT / folder).rglob("__init__.py"))
        spec = importlib.util.find_spec(folder)
        places = [] if spec is None else list(spec.submodule_search_locations or [])
        assert not [place for place in places if ROOT in Path(place).parents], "not ours"
