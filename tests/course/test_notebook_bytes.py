"""Whatever the bytes are: cells, or a sentence that says what is wrong; quickly, in little memory."""

import json
import time
import tracemalloc

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.course import notebook_bytes
from graders.course.notebook_bytes import CELLS, NOTEBOOK_BYTES, decode_notebook
from graders.errors import SubmissionError


def notebook(*cells, **more):
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **more}


def code(source, **metadata):
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}


def encoded(value, **how):
    return json.dumps(value, **how).encode()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "submission-empty"),
        (b" \n\t", "submission-empty"),
        (b"\xef\xbb\xbf", "submission-empty"),
        (b"not json", "submission-not-json"),
        (b"<!DOCTYPE html><html>", "submission-web-page"),
        (b"\n <html lang='en'>", "submission-web-page"),
        (b"PK\x03\x04abc", "submission-archive"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xd3\xae", "submission-archive"),
        (b'{"nbformat": 4, "cells": [', "submission-truncated"),
        (b"[1, 2]", "submission-not-a-notebook"),
        (b"null", "submission-not-a-notebook"),
        (b"{}", "submission-not-a-notebook"),
        (b'{"nbformat": 4, "cells": {}}', "submission-not-a-notebook"),
        (b'{"nbformat": "4", "cells": []}', "submission-not-a-notebook"),
        (b'{"nbformat": 4}', "submission-not-a-notebook"),
        (b'{"nbformat": 99999999999999999999999, "cells": []}', "submission-not-a-notebook"),
        (b'{"nbformat": 3, "worksheets": []}', "submission-not-a-notebook"),
        (
            b'{"nbformat": 3, "worksheets": [{"cells": []}, {"cells": []}]}',
            "submission-not-a-notebook",
        ),
        (b'{"nbformat": 2, "worksheets": []}', "submission-old-version"),
        (b'{"nbformat": 5, "cells": []}', "submission-new-version"),
        ("{é}".encode("latin-1"), "submission-not-utf8"),
        ('{"한": 1}'.encode("cp949"), "submission-not-utf8"),
        (b"\xff\xfe{", "submission-not-utf8"),
        (b'{"a":' + b"[" * 10_000 + b"]" * 10_000 + b"}", "submission-too-deep"),
        (b"[" * 10_000, "submission-not-a-notebook"),
        (b'{"x": NaN, "a":' + b"[" * 10_000 + b"]" * 10_000 + b"}", "submission-too-deep"),
    ],
)
def test_what_cannot_be_read_is_named(data, key):
    with pytest.raises(SubmissionError) as caught:
        decode_notebook(data)
    assert caught.value.key == key


def test_format_3_is_read_as_nbformat_reads_it():
    marked = {"nbgrader": {"grade_id": "fit"}}
    old = nbformat.v3.new_notebook(
        worksheets=[
            nbformat.v3.new_worksheet(
                cells=[
                    nbformat.v3.new_heading_cell(source="Title", level=2),
                    nbformat.v3.new_text_cell("markdown", source="Prose"),
                    nbformat.v3.new_code_cell(input="x = 1\ny = 2", metadata=marked),
                ]
            )
        ]
    )
    data = nbformat.v3.writes_json(old).encode()
    found = decode_notebook(data)
    new = nbformat.reads(data.decode(), as_version=4)
    assert [(cell.type, cell.source) for cell in found.cells] == [
        (cell.cell_type, cell.source) for cell in new.cells
    ]
    assert found.cells[2].grade_id == "fit"
    assert [one.key for one in found.remarks] == ["submission-format"]


@pytest.mark.parametrize("sheet", [b"{}", b'{"cells":[]}', b"[]"])
def test_millions_of_sheets_are_not_built(sheet):
    data = b'{"nbformat": 3, "worksheets": [' + (sheet + b",") * 5_000_000 + sheet + b"]}"
    tracemalloc.start()
    with pytest.raises(SubmissionError):
        decode_notebook(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * len(data)


def test_a_deep_cell_is_refused_or_forgiven():
    deep = b"[" * 10_000 + b"]" * 10_000
    data = b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": ' + deep + b"}]}"
    with pytest.raises(SubmissionError):
        decode_notebook(data)


def test_two_hundred_megabytes_are_not_parsed():
    data = bytes(200 * 2**20)
    start = time.perf_counter()
    with pytest.raises(SubmissionError) as caught:
        decode_notebook(data)
    assert time.perf_counter() - start < 1
    assert caught.value.facts["megabytes"] == 200


def test_large_outputs_cost_no_memory_of_their_own():
    cell = code("x = 1")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["1\n"] * 200}] * 2_000
    data = encoded(notebook(cell, code("y = 2")))
    tracemalloc.start()
    found = decode_notebook(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.source for one in found.cells] == ["x = 1", "y = 2"]
    assert peak < 3 * len(data)


@pytest.mark.parametrize("cell", [b"{}", b"0", b'{"cell_type":"code"}', b'{"\\u0063ell_type":0}'])
def test_millions_of_cells_are_found_out_before_they_are_built(cell):
    data = b'{"nbformat": 4, "cells": [' + (cell + b",") * (20_000_000 // len(cell)) + cell + b"]}"
    tracemalloc.start()
    with pytest.raises(SubmissionError):
        decode_notebook(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * len(data)


def test_too_many_cells_and_too_much_text():
    with pytest.raises(SubmissionError) as caught:
        decode_notebook(encoded(notebook(*[code("")] * (CELLS + 1))))
    assert caught.value.key == "submission-too-many-cells"
    with pytest.raises(SubmissionError) as caught:
        decode_notebook(encoded(notebook(code("x" * 5_000_000))))
    assert caught.value.key == "submission-too-much-text"
    assert NOTEBOOK_BYTES < 200 * 2**20


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", None),
        ("utf-8-sig", "UTF-8 with a byte order mark"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_other_encodings_are_read_and_said(encoding, said):
    text = json.dumps(notebook(code("x = '한글'")), ensure_ascii=False, indent=1)
    found = decode_notebook(text.encode(encoding))
    assert found.cells[0].source == "x = '한글'"
    assert [remark.facts["encoding"] for remark in found.remarks] == ([said] if said else [])


def test_nan_in_outputs_is_read_as_jupyter_reads_it():
    cell = code("x = 'NaN'")
    cell["outputs"] = [{"data": [float("nan"), float("inf"), -float("inf")]}]
    assert decode_notebook(encoded(notebook(cell))).cells[0].source == "x = 'NaN'"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("x = 1", "x = 1"),
        (["x\n", "y"], "x\ny"),
        ("\ud83d\ude00", "😀"),
        (["\ud83d", "\ude00"], "\ufffd\ufffd"),
        ("\\ud83d", "\\ud83d"),
        ("\ud83d", "\ufffd"),
        ([], ""),
    ],
)
def test_sources_as_text_or_lines(source, text):
    assert decode_notebook(encoded(notebook(code(source)))).cells[0].source == text


@pytest.mark.parametrize("source", [None, 1, {"a": 1}, ["a", 1], [["a"]], True])
def test_a_source_that_is_no_text_is_forgiven_and_said(source):
    found = decode_notebook(encoded(notebook(code(source), code("y = 1"))))
    assert [cell.source for cell in found.cells] == ["", "y = 1"]
    assert [(remark.key, remark.facts) for remark in found.remarks] == [
        ("cell-source-not-text", {"places": "1"})
    ]


@pytest.mark.parametrize("odd", [None, 7, "cell", [], {"cell_type": 5, "source": "x"}])
def test_a_cell_that_is_none_is_forgiven_and_said(odd):
    found = decode_notebook(encoded(notebook(odd, code("y = 1"))))
    assert found.cells[1].source == "y = 1"
    assert found.remarks[0].key == "cell-source-not-text"


@pytest.mark.parametrize(
    ("metadata", "grade_id"),
    [
        ({"nbgrader": {"grade_id": "fit"}}, "fit"),
        ({"nbgrader": {"grade_id": 5}}, ""),
        ({"nbgrader": ["grade_id"]}, ""),
        ({"nbgrader": {"grade_id": "x" * 1000}}, ""),
        ({"nbgrader": "grade_id"}, ""),
    ],
)
def test_a_grade_id_is_a_claim(metadata, grade_id):
    assert decode_notebook(encoded(notebook(code("x", **metadata)))).cells[0].grade_id == grade_id


@given(st.binary(max_size=200))
def test_random_bytes_are_a_submission_error(data):
    with pytest.raises(SubmissionError):
        decode_notebook(data)


@given(st.data())
def test_damaged_notebooks_are_a_reading_or_a_submission_error(data):
    whole = bytearray(encoded(notebook(code("x = 1", nbgrader={"grade_id": "a"}), code(["y"]))))
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        if not whole:
            break
    try:
        decode_notebook(bytes(whole))
    except SubmissionError:
        return


@given(
    st.lists(
        st.fixed_dictionaries(
            {"cell_type": st.sampled_from(["code", "markdown", "raw"])},
            optional={
                "source": st.text(max_size=20) | st.lists(st.text(max_size=9), max_size=3),
                "outputs": st.just([]),
                "metadata": st.fixed_dictionaries(
                    {},
                    optional={
                        "nbgrader": st.fixed_dictionaries(
                            {}, optional={"grade_id": st.text(max_size=140), "points": st.floats()}
                        )
                    },
                ),
            },
        ),
        max_size=5,
    )
)
def test_a_notebook_read_at_once_is_as_one_read_with_care(cells):
    data = encoded(notebook(*cells))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notebook_bytes, "_ORDERLY_BYTES", 0)
        with_care = decode_notebook(data)
    assert decode_notebook(data) == with_care
