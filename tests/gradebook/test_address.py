"""nbgrader's db_url becomes an engine, or a sentence without a password."""

import dataclasses
import sys

import pytest

from graders.course.layout import own_layout
from graders.errors import StoreError
from graders.gradebook.address import address_of

SECRET = "geheim42"


def at(root, url):
    return address_of(dataclasses.replace(own_layout(root), db_url=url))


def test_a_file_is_looked_for_in_the_courses_folder(tmp_path):
    assert address_of(own_layout(tmp_path)).path == tmp_path / "gradebook.db"
    assert at(tmp_path, "sqlite:///grades/all.db").path == tmp_path / "grades" / "all.db"
    assert at(tmp_path, "sqlite:////srv/grades.db").path.as_posix() == "/srv/grades.db"


def test_a_folder_may_have_any_name(tmp_path):
    odd = tmp_path / "50% of x?y=#1"
    odd.mkdir()
    assert address_of(own_layout(odd)).path == odd / "gradebook.db"
    assert address_of(own_layout(odd)).url.database == str(odd / "gradebook.db")


def test_a_server_is_named_without_user_and_password(tmp_path):
    address = at(tmp_path, f"postgresql://ann:{SECRET}@db.example.org:5433/course")
    assert address.path is None
    assert str(address) == "the gradebook 'course' on db.example.org:5433"
    assert SECRET not in repr(address)


@pytest.mark.parametrize(
    "url",
    [
        f"mysql://ann:{SECRET}@host/course",
        f"ann {SECRET}",
        f"nosuch://ann:{SECRET}@host/course",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x.db?uri=true",
        f"postgresql://ann:{SECRET}@host:port/course",
        "",
    ],
)
def test_what_cannot_be_a_gradebook_is_a_sentence(tmp_path, url):
    with pytest.raises(StoreError, match="db_url") as problem:
        at(tmp_path, url)
    assert SECRET not in str(problem.value)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_driver_is_named_with_what_installs_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg2", None)
    address = at(tmp_path, f"postgresql+psycopg2://ann:{SECRET}@db.example.org/course")
    with pytest.raises(
        StoreError, match=r"psycopg2.*pip install 'graders\[postgresql\]'"
    ) as problem:
        address.engine(write=True)
    assert SECRET not in str(problem.value)
