"""Our lines are added once, after a backup, and only where the settings hold with them."""

import pytest

from graders.adopted.layout import layout_of
from graders.adopted.plugged import BACKUP, plug_in
from graders.errors import CourseError, StoreError

OWN = 'c = get_config()\nc.CourseDirectory.course_id = "course101"\nc.Execute.timeout = 7\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    (tmp_path / "nbgrader_config.py").write_text(OWN, encoding="utf-8")
    return tmp_path


def test_the_settings_stay_and_autograde_is_ours(folder):
    config, backup = folder / "nbgrader_config.py", folder / BACKUP
    assert plug_in(folder) == [backup, config]
    assert backup.read_text("utf-8") == OWN
    assert config.read_text("utf-8").startswith(OWN)
    layout = layout_of(folder)
    assert (layout.course_id, layout.timeout, layout.unheard) == ("course101", 7, ())
    assert "graders.gradebook.plugin.GradeInBox" in config.read_text("utf-8")
    assert plug_in(folder) == []


def test_a_course_without_settings_gets_some(folder):
    (folder / "nbgrader_config.py").unlink()
    assert plug_in(folder) == [folder / "nbgrader_config.py"]
    assert layout_of(folder).unheard == ()


@pytest.mark.parametrize(
    "bad", ["c = get_config()\nraise SystemExit\n", "c = get_config(\n", "\ufeff)"]
)
def test_settings_that_fail_are_left_as_they_were(folder, bad):
    config = folder / "nbgrader_config.py"
    config.write_text(bad, encoding="utf-8")
    with pytest.raises(CourseError, match=r"nbgrader_config\.py"):
        plug_in(folder)
    assert config.read_text("utf-8") == bad
    assert [path.name for path in folder.iterdir()] == ["nbgrader_config.py"]


def test_a_full_disk_leaves_the_settings_and_no_backup_in_the_way(folder, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(StoreError, match=r"nbgrader_config\.py cannot be written: full"):
            plug_in(folder)
    assert (folder / "nbgrader_config.py").read_text("utf-8") == OWN
    assert [path.name for path in folder.iterdir()] == ["nbgrader_config.py"]
    assert plug_in(folder)


def test_a_backup_is_not_overwritten(folder):
    (folder / BACKUP).write_text("older", encoding="utf-8")
    with pytest.raises(CourseError, match="Move it away"):
        plug_in(folder)
    assert (folder / "nbgrader_config.py").read_text("utf-8") == OWN


def test_what_is_no_text_is_said(folder):
    (folder / "nbgrader_config.py").write_bytes(b"\xff\xfe")
    with pytest.raises(CourseError, match="UTF-8"):
        plug_in(folder)
