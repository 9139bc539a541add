"""The catalogue's page is what the docstrings say."""

from pathlib import Path

from graders.checks import CATALOGUE
from graders.checks.page import page

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_page_is_not_stale():
    assert PAGE.read_text("utf-8") == page(), "python -m graders.checks.page > docs/checks.md"


def test_every_check_and_parameter_stands_there():
    text = page()
    for name in CATALOGUE:
        assert f"\n## {name}\n" in text
    assert "`hidden_layers_min`" in text
