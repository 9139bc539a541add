"""The documented operators are those that there are."""

from pathlib import Path

from graders.mutation.operators import OPERATORS
from graders.mutation.page import sources, table

PAGE = (Path(__file__).parents[2] / "docs" / "mutation.md").read_text("utf-8")


def test_the_page_is_not_stale():
    assert table() in PAGE, "run `python -m graders.mutation.page` and paste its table"
    assert sources() in PAGE


def test_an_operator_is_told_in_one_sentence():
    for one in OPERATORS.values():
        assert one.what.endswith(".")
        assert ". " not in one.what
        assert one.make.__doc__
