from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.course.release import _key, _toml
from graders.course.toml_lines import line_of, toml_lines

TEXT = '''\
# a comment with [brackets] and = signs
title = "x [y] = 3"  # [no]
multi = """
[checks]
a = 1 \\""" "
"""
literal = \'\'\'
[[checks]]\'\'\'

[limits]
cell_seconds = 3
"odd key".inner = 1
list = [
  1, # one
  {a = 1, b = [2,
     3]},
]
day = 1979-05-27T07:32:00Z

[[checks]]
id = 'a'
[checks.parameters]
k = 1

[[checks]]
id = "b"
points = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("", 1),
        ("title", 2),
        ("multi", 3),
        ("literal", 7),
        ("limits", 10),
        ("limits.cell_seconds", 11),
        ("limits.odd key.inner", 12),
        ("limits.list[1].b[1]", 16),
        ("limits.day", 18),
        ("checks[0].id", 21),
        ("checks[0].parameters.k", 23),
        ("checks[1]", 25),
        ("checks[1].points", 27),
        ("checks[1].missing", 25),
        ("checks[0].parameters.missing[3].deep", 22),
        ("missing", 1),
    ],
)
def test_a_path_has_the_line_where_it_stands(path: str, line: int) -> None:
    tomllib.loads(TEXT)
    assert line_of(toml_lines(TEXT), path) == line


def test_windows_line_ends_count_once() -> None:
    assert toml_lines("a = 1\r\nb = 2\r\n")["b"] == 2


# A path is dotted: a key that itself holds a dot or a bracket could be taken for another path.
KEYS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=".[]"), min_size=1, max_size=6
)
VALUES = st.recursive(
    st.booleans()
    | st.integers(-10, 10)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(
    single=st.dictionaries(KEYS, VALUES, max_size=4),
    array=st.lists(st.dictionaries(KEYS, VALUES, max_size=3), max_size=3),
)
def test_whatever_the_values_every_key_is_found_on_its_own_line(single: dict, array: list) -> None:
    single.pop("array", None)
    lines = [f"{_key(name)} = {_toml(value)}" for name, value in single.items()]
    where = {name: number for number, name in enumerate(single, start=1)}
    for element in array:
        lines.append("[[array]]")
        lines += [f"{_key(name)} = {_toml(value)}" for name, value in element.items()]
    text = "\n".join(lines)
    wanted = {**single, "array": array} if array else single
    assert tomllib.loads(text) == wanted
    found = toml_lines(text)
    for name, line in where.items():
        assert found[name] == line
    starts = [number for number, line in enumerate(lines, start=1) if line == "[[array]]"]
    for place, (element, start) in enumerate(zip(array, starts, strict=True)):
        assert found[f"array[{place}]"] == start
        for offset, name in enumerate(element, start=1):
            assert found[f"array[{place}].{name}"] == start + offset


def test_lines_never_exceed_the_text() -> None:
    assert max(toml_lines(TEXT).values()) <= len(re.findall("\n", TEXT)) + 1
