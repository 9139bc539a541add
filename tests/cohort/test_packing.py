"""Evidence is packed against what its assignment has in common, and comes back to the bit."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.cohort.packing import Packing, plainly_packed, plainly_unpacked
from graders.errors import StoreError


def alike(number, size=60_000):
    """Bytes of which all but a tenth are everybody's."""
    chance = random.Random(number)
    common = random.Random("common").randbytes(size)
    own = chance.randbytes(size // 10)
    return common[: size // 2] + own + common[size // 2 :]


def packing(folder):
    return Packing(folder / "basis")


def test_evidence_of_one_group_takes_the_room_of_what_is_its_own(tmp_path):
    pack = packing(tmp_path)
    first, *others = (pack.packed(alike(n), "regression") for n in range(12))
    assert len(first) < 200  # the basis itself
    assert all(len(one) < 8_000 for one in others)
    read = packing(tmp_path)
    assert [read.unpacked(one) for one in (first, *others)] == [alike(n) for n in range(12)]
    # Another session goes on with the same basis, and another group has its own.
    assert len(read.packed(alike(20), "regression")) < 8_000
    assert len(list((tmp_path / "basis").glob("*/*.basis"))) == 1
    read.packed(alike(21), "binary")
    assert len(list((tmp_path / "basis").glob("*/*.basis"))) == 2


def test_what_is_like_none_before_becomes_a_basis_but_not_without_end(tmp_path):
    pack = packing(tmp_path)
    odd = [random.Random(n).randbytes(30_000) for n in range(20)]
    packed = [pack.packed(one, "g") for one in odd]
    assert [pack.unpacked(one) for one in packed] == odd
    bases = list((tmp_path / "basis").glob("*/*.basis"))
    assert 1 < len(bases) <= 8
    assert len(pack.packed(odd[3], "g")) < 200


def test_a_damaged_basis_is_read_from_its_copy_and_two_are_said(tmp_path):
    packed = packing(tmp_path).packed(alike(1), "g")
    (basis,) = (tmp_path / "basis").glob("*/*.basis")
    basis.write_bytes(b"x" + basis.read_bytes()[1:])
    assert packing(tmp_path).unpacked(packed) == alike(1)
    from graders.cohort import packing as module

    module._read_basis.cache_clear()
    basis.with_suffix(".copy").unlink()
    with pytest.raises(StoreError, match="missing or damaged"):
        packing(tmp_path).unpacked(packed)
    # What is stored next does not rest on it.
    again = packing(tmp_path)
    assert again.unpacked(again.packed(alike(2), "g")) == alike(2)


def test_a_basis_that_the_disk_did_not_take_is_none(tmp_path, monkeypatch):
    pack = Packing(tmp_path / "basis")
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(StoreError, match="full"):
            pack.packed(alike(1), "g")
    assert not list(tmp_path.rglob("*.basis"))
    packed = pack.packed(alike(2), "g")
    assert packing(tmp_path).unpacked(packed) == alike(2)


@given(st.binary(max_size=2_000))
def test_any_bytes_come_back(data):
    assert plainly_unpacked(plainly_packed(data)) == data


@given(st.binary(max_size=2_000), st.data())
def test_a_changed_bit_is_seen(data, drawn):
    packed = bytearray(plainly_packed(data))
    place = drawn.draw(st.integers(35, len(packed) - 1))
    packed[place] ^= 1 << drawn.draw(st.integers(0, 7))
    with pytest.raises(StoreError, match="changed on the disk"):
        plainly_unpacked(bytes(packed))


@given(st.binary(max_size=200))
def test_junk_is_a_store_error_or_itself(data):
    for junk in (data, b"\xc1g1" + bytes(32) + data):
        try:
            assert plainly_unpacked(junk) in (junk, data) or junk.startswith(b"\xc1g1")
        except StoreError:
            continue
