"""Evidence that is committed: judged as in full, small, and honest about its age."""

from pathlib import Path

import numpy as np
import pytest

from graders.course.folder import Course
from graders.errors import CourseError
from graders.model.evidence import Evidence, RunStatus
from graders.model.values import Array, Value
from graders.proof.prove import Wanted, prepare
from graders.proof.recorded import FILE, Full, Pack, make_pack, read_pack, write_pack
from graders.proof.slim import pack, whole

ROOT = Path(__file__).parents[2]
NUMBERS = np.random.default_rng(0)


def full(name, array, cpu_seconds=1.0):
    value = Value(name="x", cell="c", kind="array", array=Array.of(array))
    status = RunStatus(outcome="finished", cpu_seconds=cpu_seconds)
    return Full(name, {"cells": name}, Evidence(status=status, values=(value,)))


def mean(evidence):
    return round(float(evidence.values[0].array.numpy().mean()), 3)


def test_an_entry_is_judged_as_the_full_evidence():
    array = NUMBERS.normal(size=(50, 3))
    found, left_out = make_pack([full("right/a", array)], mean)
    assert not left_out
    assert mean(found.evidence("right/a")) == round(float(array.mean()), 3)
    assert found.entries["right/a"].made == {"cells": "right/a"}
    assert [blob.stored for blob in found.blobs.values()] == ["<f4"]


def test_rounding_that_would_change_a_verdict_is_left_off():
    array = NUMBERS.normal(size=(50, 3))
    found, left_out = make_pack(
        [full("right/a", array)], lambda evidence: evidence.values[0].array.numpy().tobytes()
    )
    assert not left_out
    assert [blob.stored for blob in found.blobs.values()] == ["<f8"]


def test_what_cannot_be_judged_the_same_is_not_recorded():
    judged = iter(range(99))
    found, left_out = make_pack([full("right/a", np.ones(3))], lambda _: next(judged))
    assert left_out == {"right/a": "judged-otherwise"}
    assert not found.entries
    assert not found.blobs


def test_a_pack_has_a_size_and_gives_up_what_is_cheapest_to_run():
    ones = [full(f"right/{n}", NUMBERS.normal(size=(400, 5)), cpu_seconds=n + 1.0)
            for n in range(8)]  # fmt: skip
    every, _ = make_pack(ones, mean)
    assert len(every.entries) == 8
    found, left_out = make_pack(ones, mean, most_bytes=len(pack(every)) // 2)
    assert len(pack(found)) <= len(pack(every)) // 2
    assert set(left_out.values()) == {"size"}
    assert 2 <= len(found.entries) <= 4
    assert max(left_out) < min(found.entries)  # the quick ones are out, the slow ones in
    assert len(found.blobs) == len(found.entries)
    nothing, _ = make_pack(ones, mean, most_bytes=10)
    assert not nothing.entries


def test_large_arrays_that_nothing_hangs_on_go_first():
    ones = []
    for n in range(3):
        one = full(f"right/{n}", NUMBERS.normal(size=(400, 5)))
        spare = Value(name="z", cell="c", kind="array",
                      array=Array.of(NUMBERS.normal(size=(400, 20))))  # fmt: skip
        values = (*one.evidence.values, spare)
        ones.append(one._replace(evidence=Evidence(status=one.evidence.status, values=values)))
    every, _ = make_pack(ones, mean)
    found, left_out = make_pack(ones, mean, most_bytes=len(pack(every)) // 3)
    assert not left_out
    for one in ones:
        kept, gone = found.evidence(one.name).values
        assert mean(found.evidence(one.name)) == mean(one.evidence)
        assert (kept.array.kept, gone.array.kept) == (True, False)
        assert gone.array.digest == one.evidence.values[1].array.digest


def test_written_and_read(tmp_path):
    found, _ = make_pack([full("right/a", np.ones((2, 2)))], mean)
    path = write_pack(tmp_path, found)
    assert path.name == FILE
    assert read_pack(tmp_path) == found
    write_pack(tmp_path, Pack())
    assert not path.exists()
    assert read_pack(tmp_path) == Pack()


def test_a_pack_of_another_form_is_stale(tmp_path):
    found, _ = make_pack([full("right/a", np.ones((2, 2)))], mean)
    other = Pack(schema=99, entries=found.entries, blobs=found.blobs)
    write_pack(tmp_path, other)
    assert read_pack(tmp_path) == Pack()


@pytest.mark.parametrize("data", [b"", b"no pack", pack([1, 2])])
def test_a_file_that_is_no_pack_is_named(tmp_path, data):
    (tmp_path / FILE).write_bytes(data)
    with pytest.raises(CourseError, match="verify --record") as caught:
        read_pack(tmp_path)
    assert str(tmp_path / FILE) in str(caught.value)


SOME = {
    "scaling": ("right/pipeline", "wrong/along-the-rows"),
    "regression": ("right/scaled-target", "wrong/stale-predictions"),
    "binary": ("right/logits", "wrong/threshold-inverted"),
    "multiclass": ("right/subclassed", "wrong/matrix-transposed"),
}


@pytest.mark.box
@pytest.mark.slow
@pytest.mark.parametrize("slug", SOME)
def test_real_evidence_made_small_is_judged_the_same(runner, slug):
    one = prepare(Course.find(ROOT), slug, Wanted(recorded=False, fresh=True))
    chosen = [known for known in one.cases if known.case.solution.label in SOME[slug]]
    assert len(chosen) == 2
    found = [tried.full for tried in one.trials.tried(chosen, lambda: runner, 2)]
    packed, left_out = make_pack(found, one.trials.judging.verdicts)
    assert not left_out
    assert len(pack(packed)) < 150_000
    for each in found:
        small = packed.evidence(each.name)
        assert small == whole(packed.entries[each.name].slim, packed.blobs)
        assert len(small.encode()) < len(each.evidence.encode())
        assert one.trials.judging.verdicts(small) == one.trials.judging.verdicts(each.evidence)
