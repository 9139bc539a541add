"""The list of mutants that are right after all, and what is wrong with one."""

import pytest

from graders.errors import CourseError
from graders.mutation.equivalents import FILE, entry, read_equivalents, stale


def write(folder, text):
    (folder / FILE).write_text(text, "utf-8")
    return folder


def test_no_file_is_no_entry(tmp_path):
    assert read_equivalents(tmp_path) == {}


def test_an_entry_is_read_as_it_was_written(tmp_path):
    text = entry('a/b+c/0"', "'x' becomes \"y\\n\"").replace('why = ""', 'why = "the same"')
    text = text.replace('0"', "0", 1).replace('\\"', '"', 0)
    found = read_equivalents(write(tmp_path, text))
    assert found["a/b+c/0"].why == "the same"
    assert found["a/b+c/0"].what == "'x' becomes \"y\\n\""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[equivalent]", "is not right"),
        ('[[equivalent]]\nmutant = "a"', "why"),
        ('[[equivalent]]\nmutant = "a"\nwhy = " "', "has no reason"),
        ('[[equivalent]]\nmutant = "a"\nwhy = "b"\nwhen = 1', "when"),
        ('[[equivalents]]\nmutant = "a"', "equivalents"),
        ('[[equivalent]]\nmutant = "a"\nwhy = "b"\n' * 2, "twice"),
        ("equivalent = 3", "is not right"),
    ],
)
def test_a_file_that_is_not_right_is_told_by_name(tmp_path, text, said):
    with pytest.raises(CourseError, match=said) as problem:
        read_equivalents(write(tmp_path, text))
    assert FILE in str(problem.value)
    assert problem.value.exit_code == 2


def test_bytes_that_are_no_text_are_told(tmp_path):
    (tmp_path / FILE).write_bytes(b"\xff\xfe")
    with pytest.raises(CourseError, match="cannot be read"):
        read_equivalents(tmp_path)


def test_an_entry_without_a_mutant_is_stale():
    assert stale(["b", "a", "c"], {"a"}) == ["b", "c"]
