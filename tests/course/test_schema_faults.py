"""Faults of a file in an author's words, with what may stand there."""

from typing import Literal

import msgspec
import pytest

from graders.course.schema_faults import fault


class Line(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    kind: Literal["sum", "mean"] = "sum"
    weight: float | None = None


class File(msgspec.Struct, forbid_unknown_fields=True):
    lines: tuple[Line, ...] = ()
    first: Line | None = None
    named: dict[str, Line] = {}
    either: Literal["a"] | None = None


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"lnes": []}, "lnes", "is unknown; check the spelling; there are either, first, lines, named"),
        ({"lines": [{"id": "x", "knd": 1}]}, "lines[0].knd",
         "is unknown; check the spelling; there are id, kind, weight"),
        ({"lines": [{"id": "x", "kind": "avg"}]}, "lines[0].kind",
         "cannot be 'avg'; there are 'mean', 'sum'"),
        ({"first": {"id": "x", "kind": "avg"}}, "first.kind",
         "cannot be 'avg'; there are 'mean', 'sum'"),
        ({"named": {"n": {"id": "x", "kind": "avg"}}}, "named.kind",
         "cannot be 'avg'; there are 'mean', 'sum'"),
        ({"either": "b"}, "either", "cannot be 'b'; there is 'a'"),
        ({"lines": [{}]}, "lines[0].id", "is missing"),
        ({"first": {"id": 3}}, "first.id", "Expected `str`, got `int`"),
    ],
)  # fmt: skip
def test_the_field_and_what_may_stand_there(given, field, said):
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(given, File)
    assert fault(caught.value, File) == (field, said)
