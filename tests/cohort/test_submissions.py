from __future__ import annotations

import contextlib
import os
import socket
import unicodedata

import pytest

from graders.cohort import submissions
from graders.cohort.submissions import Found, digest_of_files, find, read
from graders.errors import CourseError, SubmissionError


@pytest.fixture
def submitted(tmp_path):
    folder = tmp_path / "submitted"
    folder.mkdir()
    return folder


def hand_in(submitted, student, slug="regression", name=None, data=b"{}"):
    folder = submitted / student / slug
    folder.mkdir(parents=True, exist_ok=True)
    (folder / (name or f"{slug}.ipynb")).write_bytes(data)
    return folder


def one(submitted, student="kim", slug="regression"):
    return Found(student=student, slug=slug, folder=submitted / student / slug)


def test_cohort_is_every_student_with_the_assignment(submitted):
    hand_in(submitted, "lee")
    hand_in(submitted, "kim")
    hand_in(submitted, "park", slug="binary")
    (submitted / ".hidden" / "regression").mkdir(parents=True)
    (submitted / "a file").write_text("")
    assert [found.student for found in find(submitted, "regression")] == ["kim", "lee"]
    assert submissions.slugs(submitted) == {"regression", "binary"}


def test_no_submitted_folder_is_an_empty_cohort(tmp_path):
    assert find(tmp_path / "submitted", "regression") == []


def test_unknown_student_is_said(submitted):
    hand_in(submitted, "kim")
    with pytest.raises(CourseError, match="jo: no submission of regression"):
        find(submitted, "regression", ["kim", "jo"])


def test_a_students_name_is_never_a_path(submitted):
    hand_in(submitted, "kim")
    for name in ("../submitted/kim", "kim/.", "/etc", "..", "."):
        with pytest.raises(CourseError):
            find(submitted, "regression", [name])


def test_korean_names_match_in_either_normal_form(submitted):
    hand_in(submitted, unicodedata.normalize("NFD", "김철수"))
    assert len(find(submitted, "regression", ["김철수"])) == 1


def test_one_name_spelt_in_two_ways_is_refused(submitted):
    for form in ("NFC", "NFD"):
        hand_in(submitted, unicodedata.normalize(form, "김철수"))
    if len(list(submitted.iterdir())) == 1:
        pytest.skip("this file system holds one spelling of a name only")
    with pytest.raises(CourseError, match="two folders of one name"):
        find(submitted, "regression")


def test_names_that_are_no_text_are_listed_escaped(submitted):
    hand_in(submitted, os.fsdecode(b"k\xffm"))
    found = find(submitted, "regression")
    assert found[0].student == "k\\udcffm"
    assert read(found[0]).student.encode()


def test_links_are_not_followed(submitted, tmp_path):
    secret = tmp_path / "secret"
    (secret / "regression").mkdir(parents=True)
    (secret / "regression" / "regression.ipynb").write_bytes(b"secret")
    (submitted / "mallory").symlink_to(secret)
    folder = hand_in(submitted, "eve")
    (folder / "labels.csv").symlink_to(secret / "regression" / "regression.ipynb")
    (folder / "folder").symlink_to(secret)
    assert [found.student for found in find(submitted, "regression")] == ["eve"]
    submission = read(one(submitted, "eve"))
    assert submission.companions == {}
    assert {remark.key for remark in submission.remarks} == {"companion-not-a-file"}


def test_a_linked_notebook_is_no_notebook(submitted, tmp_path):
    (tmp_path / "other.ipynb").write_bytes(b"secret")
    folder = hand_in(submitted, "eve", name="notes.txt")
    (folder / "regression.ipynb").symlink_to(tmp_path / "other.ipynb")
    with pytest.raises(SubmissionError) as problem:
        read(one(submitted, "eve"))
    assert problem.value.key == "submission-notebook-is-no-file"


def test_a_folder_in_the_notebooks_place_is_said(submitted):
    folder = hand_in(submitted, "eve", name="notes.txt")
    (folder / "regression.ipynb").mkdir()
    with pytest.raises(SubmissionError) as problem:
        read(one(submitted, "eve"))
    assert problem.value.key == "submission-notebook-is-no-file"


def test_fifos_and_sockets_neither_block_nor_come_along(submitted):
    folder = hand_in(submitted, "eve")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        with contextlib.chdir(folder):  # a socket's path is short
            listener.bind("socket")
        submission = read(one(submitted, "eve"))
    assert submission.companions == {}
    assert len(submission.remarks) == 2


def test_the_notebook_named_after_the_assignment_wins(submitted):
    folder = hand_in(submitted, "kim", data=b"right")
    (folder / "other.ipynb").write_bytes(b"other")
    submission = read(one(submitted))
    assert submission.notebook == b"right"
    assert submission.companions == {"other.ipynb": b"other"}


def test_else_the_only_one(submitted):
    hand_in(submitted, "kim", name="My Homework (1).ipynb", data=b"only")
    assert read(one(submitted)).notebook == b"only"


def test_several_notebooks_are_named(submitted):
    hand_in(submitted, "kim", name="a.ipynb")
    hand_in(submitted, "kim", name="b\x1b[31m.ipynb")
    with pytest.raises(SubmissionError) as problem:
        read(one(submitted))
    assert problem.value.key == "submission-several-notebooks"
    assert problem.value.facts["names"] == "a.ipynb, b\\x1b[31m.ipynb"


def test_no_notebook(submitted):
    hand_in(submitted, "kim", name="answers.docx")
    with pytest.raises(SubmissionError) as problem:
        read(one(submitted))
    assert problem.value.key == "submission-no-notebook"


def test_a_huge_notebook_is_not_read(submitted):
    folder = hand_in(submitted, "kim")
    with (folder / "regression.ipynb").open("wb") as stream:
        stream.truncate(200 * 2**20)
    with pytest.raises(SubmissionError) as problem:
        read(one(submitted))
    assert problem.value.key == "submission-too-large"
    assert problem.value.facts["megabytes"] == 200


def test_companions_come_along_with_their_folders(submitted):
    folder = hand_in(submitted, "kim")
    (folder / "lib").mkdir()
    (folder / "lib" / "helpers.py").write_bytes(b"x = 1")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "old.ipynb").write_bytes(b"")
    (folder / "__pycache__").mkdir()
    (folder / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC")
    submission = read(one(submitted))
    assert submission.companions == {"lib/helpers.py": b"x = 1"}
    assert submission.received_at == "2026-03-01T12:00:00+00:00"


def test_companions_are_capped(submitted, monkeypatch):
    monkeypatch.setattr(submissions, "COMPANIONS", 3)
    monkeypatch.setattr(submissions, "COMPANION_BYTES", 10)
    monkeypatch.setattr(submissions, "COMPANIONS_BYTES", 20)
    folder = hand_in(submitted, "kim")
    (folder / "a.bin").write_bytes(b"x" * 11)
    for name in ("b", "c", "d"):
        (folder / name).write_bytes(b"x" * 8)
    submission = read(one(submitted))
    assert list(submission.companions) == ["b", "c"]
    assert [remark.key for remark in submission.remarks] == [
        "companion-too-large",
        "companions-too-large",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01 15:58:23.948203 UTC", "2026-03-01T15:58:23.948203+00:00"),
        ("2026-03-01 15:58:23.948203 Asia/Seoul\n", "2026-03-01T06:58:23.948203+00:00"),
        ("2026-03-01 15:58:23+09:00", "2026-03-01T06:58:23+00:00"),
        ("2026-03-01 15:58:23", "2026-03-01T15:58:23+00:00"),
    ],
)
def test_timestamps(submitted, text, expected):
    folder = hand_in(submitted, "kim")
    (folder / "timestamp.txt").write_text(text)
    assert read(one(submitted)).received_at == expected


@pytest.mark.parametrize("data", [b"", b"yesterday", b"\xff\xfe", b"2026-03-01 12:00:00 ../../x"])
def test_a_timestamp_that_is_none_is_the_notebooks_time(submitted, data):
    folder = hand_in(submitted, "kim")
    (folder / "timestamp.txt").write_bytes(data)
    os.utime(folder / "regression.ipynb", (86400, 86400))
    assert read(one(submitted)).received_at == "1970-01-02T00:00:00+00:00"


def test_digest_of_files_knows_names_from_contents():
    assert digest_of_files({"a": b"b", "c": b""}) == digest_of_files({"c": b"", "a": b"b"})
    assert digest_of_files({"ab": b""}) != digest_of_files({"a": b"b"})
    assert digest_of_files({}) != digest_of_files({"": b""})
