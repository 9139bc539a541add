from __future__ import annotations

import io
import os
import struct
import tarfile
import unicodedata
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graders.collecting.archive import unpack
from graders.collecting.source import Limits
from graders.errors import CollectionError

from .conftest import SEOUL, member, notebook, tarred, zipped


def refused(unpacked, data, name="work.zip", **limits):
    with pytest.raises(CollectionError) as caught:
        unpacked(data, name, Limits(**limits))
    assert caught.value.facts["archive"] == name
    return caught.value


def link(name, kind=tarfile.SYMTYPE):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd"
    return info


def paths(source):
    return [one.path for one in source.members]


@pytest.mark.parametrize("build", [zipped, tarred], ids=["zip", "tar.gz"])
def test_files_come_out_with_their_names_and_bytes(unpacked, build):
    source = unpacked(build([("kim/a.ipynb", notebook()), ("kim/data/b.csv", b"1,2\n")]))
    assert paths(source) == ["kim/a.ipynb", "kim/data/b.csv"]
    assert source.members[1].file.read_bytes() == b"1,2\n"


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_every_tar_is_read(unpacked, mode):
    source = unpacked(tarred([("./kim/a.ipynb", notebook())], mode), "work.tar")
    assert paths(source) == ["kim/a.ipynb"]


def test_no_name_becomes_a_path(unpacked, tmp_path):
    source = unpacked(zipped([("a/b/CON", b"1"), ("a/" + "x" * 5000, b"2"), ("weird:*?", b"3")]))
    assert {one.file.parent for one in source.members} == {tmp_path / "aside"}
    assert all(one.file.name.isdecimal() for one in source.members)


@pytest.mark.parametrize("build", [zipped, tarred], ids=["zip", "tar.gz"])
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("/etc/cron.d/x", "archive-absolute"),
        ("C:/Windows/x", "archive-absolute"),
        ("C:\\Windows\\x", "archive-absolute"),
        ("\\\\server\\share", "archive-absolute"),
        ("../x", "archive-upwards"),
        ("kim/../../x", "archive-upwards"),
        ("kim\\..\\..\\x", "archive-upwards"),
    ],
)
def test_names_that_lead_out_are_refused(unpacked, tmp_path, build, name, key):
    data = build([("kim/a.ipynb", notebook()), (name, b"evil")])
    problem = refused(unpacked, data)
    assert problem.key == key
    assert problem.facts["file"]
    assert not (tmp_path.parent / "x").exists()


@pytest.mark.parametrize("kind", [0o120777, 0o020666, 0o060666, 0o010666, 0o140777])
def test_links_and_devices_in_a_zip_are_refused(unpacked, kind):
    problem = refused(unpacked, zipped([(member("kim/train.csv", mode=kind), b"/etc/passwd")]))
    assert (problem.key, problem.facts["file"]) == ("archive-special", "kim/train.csv")


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
)
def test_links_and_devices_in_a_tar_are_refused(unpacked, kind):
    problem = refused(unpacked, tarred([(link("kim/train.csv", kind), b"")]))
    assert (problem.key, problem.facts["file"]) == ("archive-special", "kim/train.csv")


def test_encrypted_members_are_refused(unpacked):
    data = bytearray(zipped([("kim/a.ipynb", notebook())]))
    data[6] |= 1  # the local header's general purpose bits
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert refused(unpacked, bytes(data)).key == "archive-encrypted"


def test_other_methods_are_refused_by_number(unpacked):
    data = zipped([(member("a.ipynb", method=zipfile.ZIP_LZMA), notebook())])
    problem = refused(unpacked, data)
    assert (problem.key, problem.facts["method"]) == ("archive-method", zipfile.ZIP_LZMA)


def test_a_file_that_unpacks_too_far_costs_that_file_only(unpacked):
    bomb = bytes(9 * 2**20)
    source = unpacked(zipped([("kim/a.ipynb", bomb), ("lee/a.ipynb", notebook())]))
    assert [one.problem and one.problem.key for one in source.members] == ["collect-bomb", None]


@pytest.mark.parametrize("build", [zipped, tarred], ids=["zip", "tar.gz"])
def test_a_large_file_costs_that_file_only(unpacked, build):
    data = build([("kim/a.ipynb", os.urandom(3000)), ("lee/a.ipynb", notebook())])
    source = unpacked(data, limits=Limits(file_bytes=2000))
    assert [one.problem and one.problem.key for one in source.members] == [
        "collect-too-large",
        None,
    ]
    assert source.members[1].file.read_bytes() == notebook()


@pytest.mark.parametrize("build", [zipped, tarred], ids=["zip", "tar.gz"])
def test_the_whole_may_not_be_too_much(unpacked, build):
    data = build([(f"{n}.ipynb", bytes(1000)) for n in range(20)])
    assert refused(unpacked, data, total_bytes=10_000).key == "archive-too-large"
    assert refused(unpacked, data, members=10).key == "archive-too-many"


def test_a_header_that_asks_for_gigabytes_is_refused(unpacked):
    # A pax header of 2 GB of zeros is 2 MB as gzip; here 3 MB are too many already.
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.PAX_FORMAT) as opened:
        info = tarfile.TarInfo("a.ipynb")
        info.pax_headers = {"comment": "x" * (3 * 2**20)}
        opened.addfile(info)
    assert refused(unpacked, out.getvalue()).key == "archive-too-large"


def test_members_that_share_bytes_are_refused(unpacked):
    data = bytearray(zipped([("a.csv", os.urandom(500)), ("b.csv", os.urandom(500))]))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 0)  # b.csv begins where a.csv does
    assert refused(unpacked, bytes(data)).key == "archive-overlap"


def test_a_member_that_lies_about_its_size_is_refused(unpacked):
    data = bytearray(zipped([("a.csv", bytes(5000))]))
    for at in (data.index(b"PK\x03\x04") + 22, data.index(b"PK\x01\x02") + 24):
        data[at : at + 4] = struct.pack("<I", 10)
    assert refused(unpacked, bytes(data)).key == "archive-damaged"


@pytest.mark.parametrize("name", ["work.zip", "work.tar.gz", "work.7z"])
def test_archives_inside_are_left_out_by_name(unpacked, name):
    source = unpacked(zipped([(f"kim/{name}", zipped([("x", b"1")])), ("kim/a.ipynb", notebook())]))
    left_out, taken = source.members
    assert (left_out.problem.key, left_out.problem.facts["file"]) == ("collect-nested", name)
    assert taken.file.read_bytes() == notebook()


def test_archives_inside_are_known_by_their_bytes(unpacked):
    source = unpacked(
        zipped([("kim/photo.png", zipped([("x", b"1")])), ("kim/w.keras", zipped([("x", b"1")]))])
    )
    assert [bool(one.problem) for one in source.members] == [True, False]


@pytest.mark.parametrize("cut", [10, 100, -30])
@pytest.mark.parametrize("build", [zipped, tarred], ids=["zip", "tar.gz"])
def test_a_download_that_was_cut_off_is_refused(unpacked, build, cut):
    data = build([(f"{n}.csv", os.urandom(2000)) for n in range(3)])
    assert refused(unpacked, data[:cut]).key in {"archive-damaged", "archive-cut-off"}


def test_a_changed_byte_is_noticed(unpacked):
    data = bytearray(zipped([("a.csv", os.urandom(2000))]))
    data[900] ^= 0xFF
    assert refused(unpacked, bytes(data)).key == "archive-damaged"


@pytest.mark.parametrize("data", [b"", b"{}", b"PK\x03\x04", b"<html>", b"\x1f\x8b", notebook()])
def test_what_is_no_archive_is_said(unpacked, data):
    assert refused(unpacked, data).key == "archive-damaged"


def test_a_tar_whose_last_file_is_a_zip_is_a_tar(unpacked):
    data = tarred([("kim/a.ipynb", notebook()), ("kim/w.keras", zipped([("x", b"1")]))], "w")
    assert paths(unpacked(data)) == ["kim/a.ipynb", "kim/w.keras"]


NAMES = [
    "김민수_101_assignsubmission_file_/회귀.ipynb",
    "이서연_102_assignsubmission_file_/regression.ipynb",
]


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_korean_names_without_the_utf_8_bit(unpacked, encoding):
    data = zipped(
        [(member(f"x{n}", raw=name.encode(encoding)), notebook()) for n, name in enumerate(NAMES)]
    )
    assert paths(unpacked(data)) == NAMES


def test_western_names_without_the_utf_8_bit(unpacked):
    data = zipped([(member("x", raw="José_1_2_a.ipynb".encode("cp437")), notebook())])
    assert paths(unpacked(data)) == ["José_1_2_a.ipynb"]


@pytest.mark.parametrize("bits", [0, 0x800])
def test_names_from_macos_are_composed(unpacked, bits):
    apart = unicodedata.normalize("NFD", NAMES[0])
    data = zipped([(member("x", raw=apart.encode(), bits=bits), notebook())])
    assert paths(unpacked(data)) == [NAMES[0]]


def test_korean_names_in_a_tar(unpacked):
    out = io.BytesIO()
    with tarfile.open(
        fileobj=out, mode="w:gz", encoding="cp949", format=tarfile.GNU_FORMAT
    ) as opened:
        info = tarfile.TarInfo(NAMES[0])
        opened.addfile(info)
    assert paths(unpacked(out.getvalue(), "work.tar.gz")) == [NAMES[0]]
    apart = unicodedata.normalize("NFD", NAMES[0])
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.PAX_FORMAT) as opened:
        opened.addfile(tarfile.TarInfo(apart))


def test_what_macos_and_jupyter_leave_behind_is_passed_over(unpacked):
    names = [
        "__MACOSX/kim/._a.ipynb",
        "kim/.DS_Store",
        "kim/.ipynb_checkpoints/a.ipynb",
        "kim/a.ipynb",
    ]
    assert paths(unpacked(zipped([(name, b"1") for name in names]))) == ["kim/a.ipynb"]


def test_times_are_local_without_a_zone_and_exact_with_one(unpacked):
    exact = int(datetime(2026, 3, 1, 0, 0, 7, tzinfo=UTC).timestamp())
    source = unpacked(zipped([("a.csv", b"1"), (member("b.csv", utc=exact), b"2")]))
    local, told = (one.modified for one in source.members)
    assert local == datetime(2026, 3, 1, 0, 30, tzinfo=UTC)  # 9:30 in Seoul
    assert told == datetime(2026, 3, 1, 0, 0, 7, tzinfo=UTC)


def test_an_impossible_time_is_no_time(unpacked):
    assert (
        unpacked(zipped([(member("a.csv", when=(1980, 0, 0, 0, 0, 0)), b"1")])).members[0].modified
        is None
    )


PARTS = st.text(st.characters(exclude_characters="/"), min_size=1, max_size=12) | st.sampled_from(
    ["..", ".", "CON", "~", "C:", "a\\..\\b", "a" * 300, "\u1100\u1161", ".git", "x.zip"]
)


@given(names=st.lists(st.lists(PARTS, min_size=1, max_size=4).map("/".join), max_size=6))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_names_nothing_is_written_elsewhere(tmp_path_factory, names):
    """The law of the unpacker: it refuses, or every byte lies in its own folder, under a number."""
    root = tmp_path_factory.mktemp("law")
    archive = root / "work.zip"
    files = [
        (member(f"m{n}", raw=name.encode("utf-8", "surrogatepass"), bits=0), b"data")
        for n, name in enumerate(names)
    ]
    archive.write_bytes(zipped(files))
    try:
        source = unpack(archive, root / "inner" / "aside", SEOUL)
    except CollectionError:
        source = None
    there = {path for path in root.rglob("*") if path.is_file()} - {archive}
    assert all(path.parent == root / "inner" / "aside" for path in there)
    if source is not None:
        assert there == {one.file for one in source.members if one.file}
        for one in source.members:
            parts = one.path.split("/")
            assert ".." not in parts
            assert not one.path.startswith("/")
            assert unicodedata.is_normalized("NFC", one.path)


@given(
    junk=st.binary(max_size=400), at=st.integers(0, 2000), build=st.sampled_from([zipped, tarred])
)
@settings(max_examples=60, deadline=None)
def test_damaged_bytes_are_refused_or_read_never_a_traceback(tmp_path_factory, junk, at, build):
    root = tmp_path_factory.mktemp("junk")
    data = bytearray(build([("kim/a.ipynb", notebook()), ("lee/b.csv", bytes(range(256)) * 4)]))
    data[at : at + len(junk)] = junk
    archive = root / "work"
    archive.write_bytes(bytes(data))
    try:
        source = unpack(archive, root / "aside", SEOUL, Limits(total_bytes=2**20, file_bytes=2**19))
    except CollectionError:
        return
    assert all(Path(one.file).stat().st_size == one.size for one in source.members if one.file)
