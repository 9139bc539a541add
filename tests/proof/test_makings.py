"""What makes recorded evidence stale: code that sees a run, not code that only holds it."""

import shutil
from pathlib import Path

import pytest

import graders
from graders.proof import makings

PACKAGE = Path(graders.__file__).parent
PARTS = ("running/inside",)


@pytest.fixture
def package(tmp_path, monkeypatch):
    shutil.copytree(PACKAGE / "running" / "inside", tmp_path / "running" / "inside")
    monkeypatch.setattr(makings, "_PACKAGE", tmp_path)
    return tmp_path


def digest():
    makings.code.cache_clear()
    try:
        return makings.code(PARTS)
    finally:
        makings.code.cache_clear()


@pytest.mark.parametrize("name", ["isolation", "landlock", "selfcheck", "zygote"])
def test_what_holds_a_run_makes_nothing_stale(package, name):
    before = digest()
    with (package / "running" / "inside" / f"{name}.py").open("a") as file:
        file.write("\nHELD = 1\n")
    assert digest() == before


@pytest.mark.parametrize("name", ["capture", "child", "mode", "watch_keras"])
def test_what_sees_a_run_does_and_its_comments_do_not(package, name):
    before = digest()
    place = package / "running" / "inside" / f"{name}.py"
    with place.open("a") as file:
        file.write("\n# Said otherwise.\n")
    assert digest() == before
    with place.open("a") as file:
        file.write("\nSEEN = 1\n")
    assert digest() != before


def test_every_module_that_is_left_out_is_there():
    assert all((PACKAGE / name).is_file() for name in makings._HOLDING)
