"""nbgrader's own settings: followed, or named."""

from pathlib import Path

import pytest

from graders.adopted.layout import layout_of
from graders.errors import CourseError


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")


def course(tmp_path: Path, *lines: str) -> Path:
    root = tmp_path / "course"
    root.mkdir()
    (root / "nbgrader_config.py").write_text("\n".join(["c = get_config()", *lines]))
    return root


def test_nbgraders_defaults(tmp_path):
    root = course(tmp_path)
    layout = layout_of(root)
    assert layout.submitted == root / "submitted"
    assert layout.autograded == root / "autograded"
    assert layout.db_url == f"sqlite:///{root / 'gradebook.db'}"
    assert layout.timeout == 30
    assert not layout.unheard


def test_folders_limits_and_students_are_followed(tmp_path):
    root = course(
        tmp_path,
        "c.CourseDirectory.submitted_directory = 'handed_in'",
        "c.CourseDirectory.db_url = 'sqlite:////elsewhere/grades.db'",
        "c.CourseDirectory.student_id_exclude = 'kim, lee'",
        "c.ExecutePreprocessor.timeout = 90",
        "c.Autograde.exclude_overwriting = {'ps1': ['helper.py']}",
    )
    layout = layout_of(root)
    assert layout.submitted == root / "handed_in"
    assert layout.db_url == "sqlite:////elsewhere/grades.db"
    assert layout.without == ("kim", "lee")
    assert layout.timeout == 90
    assert dict(layout.kept) == {"ps1": ("helper.py",)}


def test_what_cannot_be_followed_is_named_and_what_does_not_matter_is_not(tmp_path):
    root = course(
        tmp_path,
        "c.AssignLatePenalties.plugin_class = 'mine.Late'",
        "c.Autograde.autograde_preprocessors = ['graders.gradebook.plugin.GradeInBox']",
        "c.ClearSolutions.code_stub = {'python': '# here'}",
        "c.Exchange.root = '/srv/exchange'",
        "c.FormgradeApp.port = 1",
    )
    unheard = layout_of(root).unheard
    assert len(unheard) == 1
    assert "AssignLatePenalties.plugin_class" in unheard[0]


def test_settings_may_read_a_file_beside_them(tmp_path):
    root = course(
        tmp_path,
        "import pathlib; c.CourseDirectory.source_directory = pathlib.Path('name.txt').read_text()",
    )
    (root / "name.txt").write_text("master")
    assert layout_of(root).source == root / "master"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("raise SystemExit(3)", "SystemExit"),
        ("import no_such_module", "ModuleNotFoundError"),
        ("c.CourseDirectory.ignore = 3", "not right"),
        ("c.CourseDirectory.directory_structure = '{assignment_id}/{student_id}/{nbgrader_step}'",
         "directory_structure"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence_with_the_file(tmp_path, line, said):
    root = course(tmp_path, line)
    with pytest.raises(CourseError) as problem:
        layout_of(root)
    assert said in str(problem.value)
    assert "nbgrader_config.py" in str(problem.value)
