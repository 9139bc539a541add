"""``grade collect``, called as an instructor calls it, with archives as each platform makes them."""

from __future__ import annotations

import io
import os
import tarfile
import unicodedata
import zipfile
from datetime import datetime

import nbformat
import pytest
from dulwich import porcelain

from graders.cli import main
from graders.cohort import submissions


def notebook(text="x = 1"):
    cell = nbformat.v4.new_code_cell(text, id="a")
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode()


def zipped(path, files, when=(2026, 3, 1, 9, 30, 0)):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(zipfile.ZipInfo(name, when), data)
    return path


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course"
    (root / "reference" / "scaling").mkdir(parents=True)
    (root / "course.toml").write_text(
        'title = "Test"\npublic_secret = "not secret at all, for tests"\n'
    )
    (root / "reference" / "scaling" / "assignment.toml").write_text("")
    return root


@pytest.fixture
def collect(course, capsys):
    def do(*words, code=0):
        arguments = [
            "collect",
            "scaling",
            *map(str, words),
            "--course",
            str(course),
            "--lang",
            "en",
        ]
        assert main(arguments) == code
        out, err = capsys.readouterr()
        return out + err

    return do


def there(course):
    """What lies in submitted/: files by student, and when they came."""
    found = {}
    for one in submissions.find(course / "submitted", "scaling"):
        files = sorted(
            str(path.relative_to(one.folder)) for path in one.folder.rglob("*") if path.is_file()
        )
        found[one.student] = (files, submissions.read(one).received_at)
    return found


def students(course):
    return sorted(there(course))


def kept(course):
    folder = course / ".graders" / "attempts" / "scaling"
    return sorted(str(path.relative_to(folder)) for path in folder.glob("*/*"))


@pytest.mark.parametrize(
    "shape", ["{}_file_/{}", "{}_file/{}", "{}_file_{}"], ids=["folders", "newer folders", "flat"]
)
def test_moodle(course, collect, tmp_path, shape):
    files = {
        shape.format("김민수_101_assignsubmission", "scaling.ipynb"): notebook("kim"),
        shape.format("김민수_101_assignsubmission", "helpers.py"): b"pass",
        shape.format("Ana María López_102_assignsubmission", "my work.ipynb"): notebook("ana"),
        "Lee Jun_103_assignsubmission_onlinetext_/onlinetext.html": b"<p>see file</p>",
    }
    said = collect(zipped(tmp_path / "moodle.zip", files), "--timezone", "Asia/Seoul", code=1)
    assert "2026-03-01 09:30:00 KST" in said
    assert there(course) == {
        "김민수": (["helpers.py", "scaling.ipynb", "timestamp.txt"], "2026-03-01T00:30:00+00:00"),
        "Ana María López": (["my work.ipynb", "timestamp.txt"], "2026-03-01T00:30:00+00:00"),
    }
    assert "! Lee Jun" in said
    assert "There is no notebook" in said


def test_moodle_by_a_grading_worksheet(course, collect, tmp_path):
    archive = zipped(tmp_path / "m.zip", {
        "Kim Minsu_101_assignsubmission_file_/scaling.ipynb": notebook("one"),
        "Kim Minsu_102_assignsubmission_file_/scaling.ipynb": notebook("two"),
    })  # fmt: skip
    said = collect(archive, code=1)
    assert students(course) == []
    assert said.count("Several people are called Kim Minsu") == 2
    worksheet = tmp_path / "worksheet.csv"
    worksheet.write_text(
        "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade\n"
        "Participant 101,Kim Minsu,20230001,m1@uni.kr,Submitted,,20\n"
        "Participant 102,Kim Minsu,20230002,m2@uni.kr,Submitted,,20\n",
        encoding="cp949",
    )
    collect(archive, "--roster", worksheet)
    assert students(course) == ["20230001", "20230002"]
    assert b"two" in (course / "submitted/20230002/scaling/scaling.ipynb").read_bytes()


CANVAS = {
    "kimminsu_11_9001_scaling.ipynb": notebook("kim"),
    "leeseoyeon_LATE_12_9002_scaling-2.ipynb": notebook("lee"),
    "leeseoyeon_LATE_12_9003_helpers-2.py": b"pass",
    "leeseoyeon_LATE_12_9004_model-1.py": b"pass",
    "박지우_13_9005_scaling.ipynb": notebook("park"),
    "choi_14_text.html": b"<p>typed</p>",
}


def test_canvas(course, collect, tmp_path):
    said = collect(
        zipped(tmp_path / "submissions.zip", CANVAS),
        "--timezone",
        "UTC",
        "--due",
        "2026-03-01 08:00",
    )
    assert there(course) == {
        "kimminsu_11": (["scaling.ipynb", "timestamp.txt"], "2026-03-01T08:00:00+00:00"),
        "leeseoyeon_12": (
            ["helpers.py", "model-1.py", "scaling.ipynb", "timestamp.txt"],
            "2026-03-01T08:00:01+00:00",
        ),
        "박지우_13": (["scaling.ipynb", "timestamp.txt"], "2026-03-01T08:00:00+00:00"),
    }
    assert "LATE" in said
    assert "choi_14_text.html is nobody's" in said


def test_canvas_by_its_gradebook(course, collect, tmp_path):
    gradebook = tmp_path / "grades.csv"
    gradebook.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Scaling (77)\n    Points Possible,,,,,20\n"
        '"Kim, Minsu",11,u1,minsu,A,\n"Lee, Seoyeon",12,u2,seoyeon,A,\n"박, 지우",13,u3,jiwoo,A,\n'
    )
    collect(zipped(tmp_path / "submissions.zip", CANVAS), "--roster", gradebook)
    assert students(course) == ["jiwoo", "minsu", "seoyeon"]


def test_canvas_graded_anonymously(course, collect, tmp_path):
    files = {
        "anon_x7Yz1_9001_scaling.ipynb": notebook(),
        "LATE_anon_q2_9002_scaling.ipynb": notebook("b"),
    }
    collect(zipped(tmp_path / "s.zip", files))
    assert students(course) == ["anon_q2", "anon_x7Yz1"]


METADATA = """\
submission_1001:
  :submitters:
  - :name: Kim Minsu
    :sid: '20230001'
    :email: minsu@uni.kr
  :created_at: 2026-03-01 05:06:07.123456000 Z
  :score: 0.0
  :status: processed
submission_1002:
  :submitters:
  - :name: Lee Seoyeon
    :sid:
    :email: lee@uni.kr
  - :name: 박지우
    :sid: '20230003'
    :email: park@uni.kr
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-03-01 06:00:00.000000000 Z
    zone: !ruby/object:ActiveSupport::TimeZone
      name: Asia/Seoul
    time: 2026-03-01 15:00:00.000000000 Z
  :score: 0.0
"""


@pytest.mark.parametrize("top", ["assignment_55_export/", ""])
def test_gradescope(course, collect, tmp_path, top):
    files = {
        f"{top}submission_metadata.yml": METADATA.encode(),
        f"{top}submission_1001/scaling.ipynb": notebook("kim"),
        f"{top}submission_1002/scaling.ipynb": notebook("group"),
        f"{top}submission_1002/src/helpers.py": b"pass",
    }
    collect(zipped(tmp_path / "submissions.zip", files))
    group = ["scaling.ipynb", "src/helpers.py", "timestamp.txt"]
    assert there(course) == {
        "20230001": (["scaling.ipynb", "timestamp.txt"], "2026-03-01T05:06:07.123456+00:00"),
        "lee@uni.kr": (group, "2026-03-01T06:00:00+00:00"),
        "20230003": (group, "2026-03-01T06:00:00+00:00"),
    }


@pytest.mark.parametrize(
    "text", ["- a list", "a: [", "!!python/object/apply:os.system ['true']", "x: &a [*a]"]
)
def test_gradescopes_metadata_are_only_data(course, collect, tmp_path, text):
    files = {"submission_metadata.yml": text.encode(), "submission_1/scaling.ipynb": notebook()}
    collect(zipped(tmp_path / "s.zip", files), code=0 if text.startswith("x") else 1)
    assert students(course) == []


def clone(folder, text, seconds):
    folder.mkdir(parents=True)
    (folder / "scaling.ipynb").write_bytes(notebook(text))
    (folder / "data").mkdir()
    (folder / "data" / "train.csv").write_text("a\n1\n")
    repository = porcelain.init(str(folder))
    porcelain.add(repository, [str(folder / "scaling.ipynb"), str(folder / "data/train.csv")])
    porcelain.commit(
        repository, message=b"done", author=b"K <k@k>", committer=b"K <k@k>",
        commit_timestamp=seconds, commit_timezone=9 * 3600, author_timestamp=0, author_timezone=0,
    )  # fmt: skip
    repository.close()


def test_clones_of_github_classroom(course, collect, tmp_path):
    root = tmp_path / "scaling-hw1-submissions"
    clone(root / "scaling-hw1-kim-minsu", "kim", 1_772_323_200)
    clone(root / "scaling-hw1-lee99", "lee", 1_772_409_600)
    # What git would run, were it asked: dulwich does not.
    with (root / "scaling-hw1-lee99/.git/config").open("a") as config:
        config.write(
            f'[core]\n\tfsmonitor = "touch {tmp_path / "ran"}"\n\tpager = "touch {tmp_path / "ran"}"\n'
        )
    if hasattr(os, "symlink"):
        (root / "scaling-hw1-lee99/answers.csv").symlink_to("/etc/passwd")
    said = collect(root)
    files = ["data/train.csv", "scaling.ipynb", "timestamp.txt"]
    assert there(course) == {
        "kim-minsu": (files, "2026-03-01T00:00:00+00:00"),
        "lee99": (files, "2026-03-02T00:00:00+00:00"),
    }
    assert "answers.csv is a link" in said
    assert not (tmp_path / "ran").exists()


def test_clones_by_classrooms_grades(course, collect, tmp_path):
    root = tmp_path / "scaling-submissions"
    clone(root / "scaling-kimdev", "kim", 1_772_323_200)
    grades = tmp_path / "grades.csv"
    grades.write_text(
        "assignment_name,assignment_url,starter_code_url,github_username,roster_identifier,"
        "student_repository_name,student_repository_url,submission_timestamp,points_awarded,points_available\n"
        "scaling,u,u,kimdev,20230001,scaling-kimdev,u,2026-03-01 03:04:05 UTC,0,20\n"
    )
    collect(root, "--roster", grades)
    assert there(course)["20230001"][1] == "2026-03-01T03:04:05+00:00"


def test_the_exchange_and_its_attempts(course, collect, tmp_path):
    inbound = tmp_path / "inbound"
    for name, text in [
        ("kim+scaling+2026-03-01 10:00:00.000000 UTC+abc", "first"),
        ("kim+scaling+2026-03-02 10:00:00.000000 UTC+def", "second"),
        ("kim+other+2026-03-03 10:00:00.000000 UTC+def", "other"),
        ("이서연+scaling+2026-03-01 10:00:00.000000 KST+ghi", "lee"),
    ]:
        folder = inbound / unicodedata.normalize("NFD", name)
        folder.mkdir(parents=True)
        (folder / "scaling.ipynb").write_bytes(notebook(text))
        (folder / "timestamp.txt").write_text("1999-01-01 00:00:00 UTC")  # the student's to write
    collect(inbound)
    assert there(course) == {
        "kim": (["scaling.ipynb", "timestamp.txt"], "2026-03-02T10:00:00+00:00"),
        "이서연": (["scaling.ipynb", "timestamp.txt"], "2026-03-01T10:00:00+00:00"),
    }
    assert [path.split("-")[0] for path in kept(course)] == ["kim/20260301T100000Z"]


def test_blackboard_and_nbgraders_downloaded_folder(course, collect, tmp_path):
    archive = course / "downloaded" / "scaling" / "archive"
    archive.mkdir(parents=True)
    zipped(archive / "gradebook.zip", {
        "Scaling_kim_attempt_2026-03-01-10-00-00.txt": b"Name: Kim",
        "Scaling_kim_attempt_2026-03-01-10-00-00_scaling.ipynb": notebook("kim"),
        "Scaling_lee_attempt_2026-03-01-11-00-00_work.ipynb": notebook("lee"),
    })  # fmt: skip
    said = collect(course / "downloaded" / "scaling", "--timezone", "UTC")
    assert "Blackboard" in said
    assert there(course) == {
        "kim": (["scaling.ipynb", "timestamp.txt"], "2026-03-01T10:00:00+00:00"),
        "lee": (["timestamp.txt", "work.ipynb"], "2026-03-01T11:00:00+00:00"),
    }


def test_a_pattern_of_ones_own(course, collect, tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "20230001--scaling.ipynb").write_bytes(notebook())
    collect(folder, "--pattern", r"(?P<student_id>\d+)--(?P<file_id>\w+)")
    assert there(course)["20230001"][0] == ["scaling.ipynb", "timestamp.txt"]
    assert "no group (?P<file_id>" in collect(folder, "--pattern", r"(?P<student_id>\d+)", code=2)


@pytest.mark.parametrize("inner", ["", "scaling/"])
def test_one_folder_a_student(course, collect, tmp_path, inner):
    path = tmp_path / "work.tar.gz"
    with tarfile.open(path, "w:gz") as opened:
        for name in ("./kim/", "./lee/"):
            data = notebook(name)
            info = tarfile.TarInfo(f"{name}{inner}scaling.ipynb")
            info.size, info.mtime = len(data), 1_772_323_200
            opened.addfile(info, io.BytesIO(data))
    collect(path, "--from", "folders")
    assert there(course)["kim"] == (["scaling.ipynb", "timestamp.txt"], "2026-03-01T00:00:00+00:00")


# What is kept


def moodle(path, text, when, **more):
    files = {"Kim_101_assignsubmission_file_/scaling.ipynb": notebook(text), **more}
    return zipped(path, files, when)


def snapshot(root):
    return {
        str(path): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and "store" not in path.name
    }


def test_collecting_again_changes_nothing(course, collect, tmp_path):
    archive = moodle(tmp_path / "a.zip", "one", (2026, 3, 1, 9, 0, 0))
    collect(archive)
    before = snapshot(course)
    assert "1 already there" in collect(archive)
    assert snapshot(course) == before


def test_a_later_attempt_replaces_and_the_earlier_is_kept(course, collect, tmp_path):
    first = moodle(tmp_path / "a.zip", "one", (2026, 3, 1, 9, 0, 0))
    second = moodle(tmp_path / "b.zip", "two", (2026, 3, 2, 9, 0, 0))
    collect(first)
    assert "replaces what was there, which is kept" in collect(second)
    assert b"two" in (course / "submitted/Kim/scaling/scaling.ipynb").read_bytes()
    (attempt,) = (course / ".graders/attempts/scaling/Kim").iterdir()
    assert b"one" in (attempt / "scaling.ipynb").read_bytes()
    assert (attempt / "timestamp.txt").read_text().startswith("2026-03-0")
    before = snapshot(course)
    collect(first)  # the older download again: nothing goes back
    assert snapshot(course) == before


def test_an_earlier_attempt_that_comes_later_is_kept_and_does_not_count(course, collect, tmp_path):
    collect(moodle(tmp_path / "b.zip", "two", (2026, 3, 2, 9, 0, 0)))
    said = collect(moodle(tmp_path / "a.zip", "one", (2026, 3, 1, 9, 0, 0)))
    assert "kept as an earlier attempt" in said
    assert b"two" in (course / "submitted/Kim/scaling/scaling.ipynb").read_bytes()
    assert len(kept(course)) == 1


def test_two_downloads_at_once(course, collect, tmp_path):
    first = moodle(tmp_path / "a.zip", "one", (2026, 3, 1, 9, 0, 0))
    second = moodle(tmp_path / "b.zip", "two", (2026, 3, 2, 9, 0, 0))
    collect(second, first)
    assert b"two" in (course / "submitted/Kim/scaling/scaling.ipynb").read_bytes()
    assert len(kept(course)) == 1


def test_a_dry_run_does_nothing(course, collect, tmp_path):
    said = collect(moodle(tmp_path / "a.zip", "one", (2026, 3, 1, 9, 0, 0)), "--dry-run")
    assert "1 new" in said
    assert not (course / "submitted").exists()


def test_a_refused_archive_among_others_collects_nothing(course, collect, tmp_path):
    good = moodle(tmp_path / "a.zip", "one", (2026, 3, 1, 9, 0, 0))
    evil = zipped(
        tmp_path / "evil.zip", {"Lee_2_assignsubmission_file_/../../../x.ipynb": notebook()}
    )
    said = collect(good, evil, code=1)
    assert "evil.zip was refused" in said
    assert "leads out of its folder" in said
    assert students(course) == []
    left = {path.name for path in (course / ".graders").iterdir()}
    assert left <= {"store.sqlite", "lock", "secret"}


def test_a_full_disk_leaves_what_was_there(course, collect, tmp_path, monkeypatch):
    from graders.collecting import placing

    collect(moodle(tmp_path / "a.zip", "one", (2026, 3, 1, 9, 0, 0)))
    before = snapshot(course / "submitted")

    def full(*_words):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(placing, "_copy", full)
    said = collect(moodle(tmp_path / "b.zip", "two", (2026, 3, 2, 9, 0, 0)), code=1)
    assert "No space left on device" in said
    assert snapshot(course / "submitted") == before


@pytest.mark.parametrize(
    "names", [("a.py", "A.py"), ("caf\u00e9.py", "cafe\u0301.py")], ids=["case", "NFC"]
)
def test_names_that_some_disk_takes_for_one(course, collect, tmp_path, names):
    more = {f"Kim_101_assignsubmission_file_/{name}": name.encode() for name in names}
    said = collect(moodle(tmp_path / "a.zip", "one", (2026, 3, 1, 9, 0, 0), **more), code=1)
    assert students(course) == []
    assert "one file on some computers" in said


def test_students_whose_names_differ_in_case(course, collect, tmp_path):
    files = {
        f"{name}_assignsubmission_file_/scaling.ipynb": notebook(name)
        for name in ("Kim_1", "KIM_2")
    }
    assert collect(zipped(tmp_path / "a.zip", files), code=1).count("Several people") == 2
    collect(moodle(tmp_path / "b.zip", "one", (2026, 3, 1, 9, 0, 0)))
    files = {"kim_1_assignsubmission_file_/scaling.ipynb": notebook()}
    assert "differs only in big and small letters" in collect(
        zipped(tmp_path / "c.zip", files), code=1
    )


@pytest.mark.parametrize("name", ["CON", "-rf", "Kim: Minsu", "x" * 140, "kim\u202e"])
def test_students_who_cannot_be_folders(course, collect, tmp_path, name):
    said = collect(
        zipped(tmp_path / "a.zip", {f"{name}_1_assignsubmission_file_/scaling.ipynb": notebook()}),
        code=1,
    )
    assert "cannot be a folder" in said
    assert "\u202e" not in said
    assert students(course) == []


def test_files_that_windows_cannot_hold_are_left_out(course, collect, tmp_path):
    more = {
        "Kim_101_assignsubmission_file_/aux.py": b"",
        "Kim_101_assignsubmission_file_/work.zip": b"",
    }
    said = collect(moodle(tmp_path / "a.zip", "one", (2026, 3, 1, 9, 0, 0), **more))
    assert there(course)["Kim"][0] == ["scaling.ipynb", "timestamp.txt"]
    assert "aux.py was left out" in said
    assert "work.zip is an archive" in said


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_korean_names_of_any_computer_reach_the_folder(course, collect, tmp_path, encoding):
    name = unicodedata.normalize(
        "NFD" if encoding == "utf-8" else "NFC", "김민수_1_assignsubmission_file_/scaling.ipynb"
    )
    path = zipped(tmp_path / "a.zip", {"x" * len(name.encode(encoding)): notebook()})
    path.write_bytes(
        path.read_bytes().replace(b"x" * len(name.encode(encoding)), name.encode(encoding))
    )
    collect(path)
    assert students(course) == ["김민수"]
    assert [one.name for one in (course / "submitted").iterdir()] == ["김민수"]


def test_what_is_no_download_is_said(course, collect, tmp_path):
    assert "is not there" in collect(tmp_path / "nothing.zip", code=1)
    (tmp_path / "page.zip").write_bytes(b"<html>Log in</html>")
    assert "no ZIP or tar archive" in collect(tmp_path / "page.zip", code=1)
    assert "Is it the right download?" in collect(
        zipped(tmp_path / "a.zip", {"readme.txt": b""}), code=1
    )
    assert main(["collect", "nonsense", str(tmp_path), "--course", str(course)]) == 2
    assert "no time zone" in collect(tmp_path, "--timezone", "Mars", code=2)
    assert "is no time" in collect(tmp_path, "--due", "soon", code=2)


def test_a_roster_that_does_not_know_somebody(course, collect, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("student,name\n20230001,Lee\n20230002,Lee\n")
    said = collect(
        moodle(tmp_path / "a.zip", "one", (2026, 3, 1, 9, 0, 0)), "--roster", roster, code=1
    )
    assert "does not know Kim" in said
    files = {"Lee_1_assignsubmission_file_/scaling.ipynb": notebook()}
    said = collect(zipped(tmp_path / "b.zip", files), "--roster", roster, code=1)
    assert "several students who could be Lee" in said


def test_nbgrader_reads_what_was_collected(course, collect, tmp_path):
    """nbgrader's own reading of the timestamp."""
    from nbgrader.utils import parse_utc

    collect(moodle(tmp_path / "a.zip", "one", (2026, 3, 1, 9, 0, 0)), "--timezone", "UTC")
    text = (course / "submitted/Kim/scaling/timestamp.txt").read_text().strip()
    assert parse_utc(text) == datetime(2026, 3, 1, 9)


def test_a_second_download_from_canvas_replaces_the_first_whatever_was_due(
    course, collect, tmp_path
):
    due = ("--timezone", "UTC", "--due", "2026-03-01 08:00")
    first = {"kimminsu_11_9001_scaling.ipynb": notebook("one")}
    second = {"kimminsu_11_9007_scaling-1.ipynb": notebook("two")}
    collect(zipped(tmp_path / "a.zip", first, (2026, 3, 1, 9, 0, 0)), *due)
    collect(zipped(tmp_path / "b.zip", second, (2026, 3, 2, 9, 0, 0)), *due)
    place = course / "submitted/kimminsu_11/scaling"
    assert b"two" in (place / "scaling.ipynb").read_bytes()
    assert len(kept(course)) == 1
    collect(tmp_path / "a.zip", *due)
    assert b"two" in (place / "scaling.ipynb").read_bytes()


def test_zone_and_due_date_are_the_courses_where_it_has_them(course, collect, tmp_path):
    with (course / "course.toml").open("a") as toml:
        toml.write('timezone = "Asia/Seoul"\n[due]\nscaling = 2026-03-01T08:00:00\n')
    late = {"lee_LATE_12_9002_scaling.ipynb": notebook("late")}
    files = {"kim_11_9001_scaling.ipynb": notebook(), **late}
    collect(zipped(tmp_path / "a.zip", files, (2026, 3, 5, 9, 0, 0)))
    times = {student: received for student, (_, received) in there(course).items()}
    assert times == {"kim_11": "2026-02-28T23:00:00+00:00", "lee_12": "2026-02-28T23:00:01+00:00"}


def test_a_course_made_for_nbgrader_with_two_notebooks(tmp_path, capsys):
    root = tmp_path / "adopted"
    for name in ("problem1", "problem2"):
        (root / "source" / "ps1").mkdir(parents=True, exist_ok=True)
        (root / "source" / "ps1" / f"{name}.ipynb").write_bytes(notebook(name))
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    files = {
        "kim_11_9001_problem1-2.ipynb": notebook("one"),
        "kim_11_9002_problem2.ipynb": notebook("two"),
        "kim_11_9003_notes-2.ipynb": notebook("three"),
    }
    archive = zipped(tmp_path / "a.zip", files)
    assert main(["collect", "ps1", str(archive), "--course", str(root)]) == 0
    there = {path.name for path in (root / "submitted/kim_11/ps1").iterdir()}
    assert there == {"problem1.ipynb", "problem2.ipynb", "notes.ipynb", "timestamp.txt"}
