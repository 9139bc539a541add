from pathlib import Path

import pytest

import graders
from graders.errors import SandboxError
from graders.running import box_view

pytestmark = pytest.mark.box


@pytest.fixture(scope="module")
def view():
    return box_view.of_this_interpreter()


def test_nothing_of_the_course_or_a_home_is_bound(view):
    repository = Path(graders.__file__).parent.parent
    for path, name in view.read_only:
        assert path not in (repository, Path.home(), Path("/")), name
        assert not repository.is_relative_to(path) or path.is_relative_to("/usr"), name


def test_the_environment_is_made_and_not_inherited(view, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "s3cret")
    assert "s3cret" not in box_view.of_this_interpreter().environment.values()
    assert view.environment["OMP_NUM_THREADS"] == "1"
    assert view.environment["PYTHONPATH"].split(":")[0] == box_view.BOX


def test_graders_and_links_to_the_host_are_masked(tmp_path):
    packages = tmp_path / "site-packages"
    for name in ("graders-0.1.0.dist-info", "other-1.dist-info", "other"):
        (packages / name).mkdir(parents=True)
    (packages / "_editable_impl_graders.py").touch()
    (packages / "_editable_impl_graders.pth").write_text("import _editable_impl_graders")
    (packages / "paths.pth").write_text("/home/teacher/course\n")
    (packages / "harmless.pth").write_text("import os\n")
    (packages / "other-1.dist-info" / "direct_url.json").write_text("{}")
    (packages / "graders-0.1.0.dist-info" / "direct_url.json").write_text("{}")
    files, folders = box_view._masks((packages,))
    assert packages / "graders-0.1.0.dist-info" in folders
    assert {path.name for path in files} == {
        "_editable_impl_graders.py", "_editable_impl_graders.pth", "paths.pth", "direct_url.json",
    }  # fmt: skip
    assert sum(path.name == "direct_url.json" for path in files) == 1  # the other is covered


def test_a_cache_of_somebody_else_is_refused(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("GRADERS_CACHE", str(blocked / "cache"))
    monkeypatch.setattr(box_view.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(box_view.os, "getuid", lambda: 99)
    (tmp_path / "graders-99").mkdir()
    with pytest.raises(SandboxError, match="GRADERS_CACHE"):
        box_view.cache_folder()


def test_what_was_prepared_once_is_not_prepared_again(view, monkeypatch):
    def never(*arguments, **keywords):
        raise AssertionError("imported the libraries again")

    monkeypatch.setattr(box_view.subprocess, "run", never)
    assert box_view.of_this_interpreter() == view


@pytest.mark.parametrize("left", ["", "{", "[]", '{"bytecode"', "\0"])
def test_what_a_crash_left_in_the_cache_counts_for_nothing(tmp_path, left):
    stamp = tmp_path / "prepared.json"
    assert box_view._stamped(stamp) is None
    stamp.write_text(left)
    assert box_view._stamped(stamp) is None
    box_view._lay(stamp, '{"bytecode": true}')
    assert box_view._stamped(stamp) is True
    assert [path.name for path in tmp_path.iterdir()] == ["prepared.json"]
