import json

import pytest

from graders.running.inside.outputs import CELL_BYTES, STREAM_BYTES, Outputs, Stream, least_bytes


def listed(outputs: Outputs) -> list[dict]:
    return json.loads(outputs.finish())


def test_writes_to_one_stream_are_one_output() -> None:
    outputs = Outputs()
    out, err = Stream("stdout", outputs, 1), Stream("stderr", outputs, 2)
    print("a", file=out)
    print("b", file=out)
    err.write("c")
    shown = listed(outputs)
    assert [(item["name"], item["text"]) for item in shown] == [
        ("stdout", "a\nb\n"),
        ("stderr", "c"),
    ]
    with pytest.raises(TypeError):
        out.write(b"bytes")  # type: ignore[arg-type]


def test_a_flood_is_cut_and_said_in_words() -> None:
    outputs = Outputs()
    for _ in range(30):
        outputs.write("stdout", "x" * 100_000)
    shown = listed(outputs)
    assert len(shown[0]["text"]) == STREAM_BYTES
    assert outputs.dropped == 3_000_000 - STREAM_BYTES
    assert "left out by the grader" in shown[-1]["text"]
    outputs.begin()
    assert listed(outputs) == []


def test_figures_beyond_the_cap_are_counted() -> None:
    outputs = Outputs()
    for _ in range(5):
        outputs.receive(
            "display_data", {"data": {"image/png": "x" * (CELL_BYTES // 3)}, "metadata": {}}
        )
    assert len(listed(outputs)) == 3
    assert outputs.dropped > CELL_BYTES


def test_a_run_has_one_budget_for_all_cells() -> None:
    outputs = Outputs(run_bytes=1_000)
    outputs.write("stdout", "x" * 900)
    outputs.finish()
    outputs.begin()
    outputs.write("stdout", "y" * 900)
    outputs.finish()
    assert outputs.dropped >= 800


def test_clearing_and_updating() -> None:
    outputs = Outputs()
    outputs.write("stdout", "gone")
    outputs.receive("clear_output", {"wait": True})
    outputs.receive(
        "display_data",
        {"data": {"text/plain": "1"}, "metadata": {}, "transient": {"display_id": "d"}},
    )
    outputs.receive(
        "update_display_data",
        {"data": {"text/plain": "2"}, "metadata": {}, "transient": {"display_id": "d"}},
    )
    assert [item["data"] for item in listed(outputs)] == [{"text/plain": "2"}]


def test_what_json_cannot_hold_does_no_harm() -> None:
    outputs = Outputs()
    outputs.write("stdout", "\ud800")
    outputs.receive("display_data", {"data": {"text/plain": {1, 2}}, "metadata": {}})
    assert listed(outputs)[0]["text"] == "?"


def test_updates_and_clearing_cannot_grow_without_bounds() -> None:
    outputs = Outputs()
    shown = {"metadata": {}, "transient": {"display_id": "d"}}
    for _ in range(1_000):
        outputs.receive("display_data", {"data": {"text/plain": "1"}, **shown})
    large = {"text/html": "x" * (CELL_BYTES - 100)}
    outputs.receive("update_display_data", {"data": large, **shown})
    assert len(outputs.finish()) <= 2 * CELL_BYTES + 1_000
    assert outputs.dropped > CELL_BYTES
    outputs.begin()
    for number in range(100):
        content = {"data": large, "metadata": {}, "transient": {"display_id": str(number)}}
        outputs.receive("display_data", content)
        outputs.receive("clear_output", {})
    assert not outputs._displayed


def test_what_is_too_large_is_not_copied_to_find_out() -> None:
    assert least_bytes({"image/png": "x" * 1_000}, 10) > 10
    assert least_bytes([{"a": "xy"}, 3], 100) <= len('[{"a": "xy"}, 3]')
