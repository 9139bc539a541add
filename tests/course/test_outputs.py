"""What a student's code shows reaches teachers' pages without doing anything there."""

import base64
import json

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from graders.course.outputs import (
    CHARACTERS,
    OUTPUTS,
    clean_outputs,
    clean_text,
    harmless_markdown,
    plain_table,
)

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\nrest").decode()


def cleaned(*outputs):
    found = clean_outputs(json.dumps(outputs).encode(), 1)
    cell = new_code_cell("x")
    cell.outputs = nbformat.from_dict(found)
    nbformat.validate(new_notebook(cells=[cell]))
    return found


def shown(**data):
    return {"output_type": "display_data", "data": data, "metadata": {}}


def test_streams_errors_pictures_and_tables_stay():
    table = pd.DataFrame({"a<b": [1], "c": ["x & <y>"]})._repr_html_()
    found = cleaned(
        {"output_type": "stream", "name": "stderr", "text": ["a\n", "b"]},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["\x1b[31mt\x1b[0m"]},
        shown(**{"image/png": PNG + "\n", "text/plain": "<Figure>"}),
        shown(**{"text/html": table, "text/plain": "a"}),
        {"output_type": "execute_result", "data": {"text/plain": "3"}, "metadata": {}},
    )
    assert [output["output_type"] for output in found] == [
        "stream", "error", "display_data", "display_data", "execute_result",
    ]  # fmt: skip
    assert found[0] == {"output_type": "stream", "name": "stderr", "text": "a\nb"}
    assert found[1]["traceback"] == ["\x1b[31mt\x1b[0m"]
    assert found[2]["data"]["image/png"] == PNG
    assert "<table" in found[3]["data"]["text/html"]
    assert "<style" not in found[3]["data"]["text/html"]
    assert found[4]["execution_count"] == 1


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<table><tr><td onclick='x'>1</td></tr></table>",
        "<a href='javascript:x'>y</a>",
        "<iframe src='//evil'></iframe>",
        '<div style="position:fixed">10/10</div>',
        '<div class="panel-heading">Score: 10 / 10</div>',
        "</div></div><div>outside",
        "<table",
        "<style scoped>x</style ><script>",
        "<style scoped>a<b</style>",
        "<!-- <b> -->",
        "<svg onload=alert(1)>",
    ],
)
def test_other_html_is_left_out(html):
    assert plain_table(html) is None
    assert cleaned(shown(**{"text/html": html, "text/plain": "t"}))[0]["data"] == {
        "text/plain": "t"
    }


@pytest.mark.parametrize(
    "kind",
    ["application/javascript", "image/svg+xml", "text/latex", "text/markdown", "application/json"],
)
def test_what_pages_would_run_is_named_and_left_out(kind):
    assert cleaned(shown(**{kind: "<script>"}))[0]["data"] == {"text/plain": f"[{kind}]"}


def test_a_picture_is_one():
    for text in ("not base64!", base64.b64encode(b"<svg>").decode(), '" onerror="x'):
        assert cleaned(shown(**{"image/png": text}))[0]["data"] == {"text/plain": "[image/png]"}


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "\x1b[31mred\x1b[0m"),
        ("\x1b[2J\x1b[Hgone", "gone"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bP1$r\x1b\\y", "y"),
        ("a\x00b\x9bc", "abc"),
        ("10%\r50%\r100%\nnext", "100%\nnext"),
        ("1/2 [=>]\x08\x08\x08\x082/2 [==]", "2/2 [==]"),
        ("dos\r\nline", "dos\nline"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_terminal_escapes(text, clean):
    assert clean_text(text) == clean


def test_endless_text_is_cut_in_the_middle():
    text = clean_text("a" * 10 * CHARACTERS + "end")
    assert len(text) <= CHARACTERS + 3
    assert text.endswith("end")


def test_endless_outputs_are_cut():
    found = cleaned(*[{"output_type": "stream", "name": "stdout", "text": "x"}] * (OUTPUTS + 50))
    assert len(found) == OUTPUTS + 1


def test_a_page_made_of_them_runs_nothing():
    cell = new_code_cell("x")
    hostile = "<script>alert(1)</script>"
    cell.outputs = nbformat.from_dict(
        cleaned(
            {"output_type": "stream", "name": "stdout", "text": hostile},
            {"output_type": "error", "ename": hostile, "evalue": hostile, "traceback": [hostile]},
            shown(**{"text/plain": hostile, "text/html": hostile, "text/latex": hostile}),
        )
    )
    text = new_markdown_cell(
        harmless_markdown(
            f"{hostile} <img src=x onerror=alert(1)> [x](javascript:alert(1)) `<a>` "
            "![y](javascript:alert(1)) [r][r] [r] $\\href{javascript:alert(1)}{z}$ "
            "<javascript:alert(1)> [x](\njavascript:alert(1)) [a [b](javascript:c)](d)\n\n"
            "[r]: javascript:alert(1)\n"
        )
    )
    page, _ = HTMLExporter().from_notebook_node(new_notebook(cells=[cell, text]))
    body = page[page.index("<body") :]
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert 'href="javascript' not in body
    assert 'src="javascript' not in body
    assert "href{" not in body.replace("$href{", "")


@given(st.binary(max_size=200))
def test_any_bytes_are_outputs(data):
    cell = new_code_cell("x")
    cell.outputs = nbformat.from_dict(clean_outputs(data, 1))
    nbformat.validate(new_notebook(cells=[cell]))


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["output_type", "data", "text", "name", "traceback", "ename"]),
            st.sampled_from(["stream", "error", "display_data", "execute_result"])
            | st.none()
            | st.text(max_size=5)
            | st.lists(st.text(max_size=5) | st.integers(), max_size=3)
            | st.dictionaries(
                st.sampled_from(["text/plain", "text/html", "image/png", "x"]),
                st.text(max_size=9) | st.integers(),
                max_size=3,
            ),
            max_size=5,
        ),
        max_size=4,
    )
)
def test_any_json_is_outputs(outputs):
    cleaned(*outputs)


@given(st.text(alphabet="\x1b[]\r\n\x08m;0aP\x07\\\x9b", max_size=40))
def test_cleaning_text_is_idempotent(text):
    once = clean_text(text)
    assert clean_text(once) == once
