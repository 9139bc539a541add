"""The house rules that tools can hold: style, types, layers, and what the lock file says."""

import re
import subprocess
import sys
import tomllib
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
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(item for extra in extras for item in extra)]
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
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plain = " ".join(project["dependencies"])
    assert "tensorflow" not in plain
    assert "keras" not in plain
    assert not re.search(r"[<=~]=?\s*\d", plain.replace(">=", " ")), (
        "plain ranges have no upper end"
    )


def test_content_folders_are_not_importable(tmp_path: Path) -> None:
    asked = (
        "import importlib.util as i; print([i.find_spec(n) for n in ('reference', 'assignments')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[None, None]"
    for folder in ("datasets", "reference", "assignments"):
        assert not list((ROOT / folder).rglob("__init__.py"))
