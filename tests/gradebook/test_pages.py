"""Tables stay tables, and nothing else gets through."""

import pandas as pd
import pytest

from graders.gradebook.pages import clean_html


def test_a_table_of_pandas_stays_one():
    frame = pd.DataFrame({("a", "low"): range(100), ("a", "high"): range(100)})
    with pd.option_context("display.max_rows", 10):
        html = frame._repr_html_()
    found = clean_html(html[html.index("</style>") + 8 :])
    assert "&lt;" not in found
    assert '<th colspan="2"' in found
    assert "<p>100 rows × 2 columns</p>" in found


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<iframe src=//x></iframe>",
        b"<svg onload=alert(1)>",
        "<a href='javascript:x'>",
        "<form action=//x>",
    ],
)
def test_other_tags_are_shown_as_text(html):
    assert "<" not in clean_html(html)


def test_no_handler_and_no_style_stays():
    found = clean_html("<b onclick='x' style='position:fixed' class='panel'>1</b>")
    assert found == "<b>1</b>"
