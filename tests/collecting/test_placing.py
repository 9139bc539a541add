from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graders.collecting.hand_in import STAMP, hand_in
from graders.collecting.placing import carry_out, plan
from graders.collecting.source import Member
from graders.course.layout import attempts_folder

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


def attempt(root, hour):
    """An attempt at that hour; each hour has its own text."""
    file = root / f"file-{hour}"
    file.write_text(f"attempt {hour}")
    member = Member(path="a.ipynb", file=file, size=file.stat().st_size)
    received = BEGIN + timedelta(hours=hour)
    return hand_in("kim", ("kim",), {"a.ipynb": member}, received=received)


def text(folder):
    return (folder / "a.ipynb").read_text()


@given(
    batches=st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=3), min_size=1, max_size=4)
)
@settings(max_examples=40, deadline=None)
def test_whatever_arrives_when_the_last_counts_and_nothing_is_lost(tmp_path_factory, batches):
    """The law of collecting: the order and the number of downloads do not matter."""
    root = tmp_path_factory.mktemp("law")
    submitted, state = root / "submitted", root / "state"
    for batch in batches:
        arrived = [attempt(root, hour) for hour in batch]
        carry_out(plan(arrived, submitted, state, "a"), submitted)
    seen = {hour for batch in batches for hour in batch}
    place = submitted / "kim" / "a"
    assert text(place) == f"attempt {max(seen)}"
    assert (
        place / STAMP
    ).read_text() == f"{BEGIN + timedelta(hours=max(seen)):%Y-%m-%d %H:%M:%S.%f} UTC"
    kept = {text(folder) for folder in (attempts_folder(state, "a") / "kim").glob("*")}
    assert kept == {f"attempt {hour}" for hour in seen - {max(seen)}}
    again = plan([attempt(root, hour) for hour in seen], submitted, state, "a")
    assert all(step.how == "same" and step.place is None for step in again)
    assert {path.name for path in submitted.iterdir()} == {"kim"}
    shutil.rmtree(root)


def test_a_students_own_timestamp_is_not_taken(tmp_path):
    file = tmp_path / "x"
    file.write_text("1999-01-01 00:00:00 UTC")
    stamp = Member(path="TimeStamp.txt", file=file, size=3)
    book = Member(path="a.ipynb", file=file, size=3)
    made = hand_in("kim", ("kim",), {"TimeStamp.txt": stamp, "a.ipynb": book}, received=BEGIN)
    assert set(made.files) == {"a.ipynb"}


def test_a_name_taken_apart_on_the_disk_is_the_same_student(tmp_path):
    import unicodedata

    submitted, state = tmp_path / "submitted", tmp_path / "state"
    apart = unicodedata.normalize("NFD", "김민수")
    (submitted / apart / "a").mkdir(parents=True)
    (submitted / apart / "a" / "a.ipynb").write_text("before")
    one = attempt(tmp_path, 0)
    from msgspec import structs

    mine = structs.replace(one, student="김민수", received=datetime(2036, 1, 1, tzinfo=UTC))
    carry_out(plan([mine], submitted, state, "a"), submitted)
    assert [path.name for path in submitted.iterdir()] == [apart]
    assert text(submitted / apart / "a") == "attempt 0"
