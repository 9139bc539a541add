import contextlib
import mmap
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from graders.running import disk
from graders.running.disk import FLOOD, LEAST, folder_size, nameless_size, remove_folder

pytestmark = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc")
MEBIBYTE = 1 << 20
DEEP = 1_200


def deep(folder):
    """A file below more folders than Python calls itself and than a path can name."""
    home = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(DEEP):
            Path("below").mkdir()
            os.chdir("below")
        Path("file").write_bytes(bytes(5_000))
    finally:
        os.chdir(home)


def test_a_folder_is_measured_with_its_empty_files_and_without_following_links(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "data").write_bytes(bytes(100_000))
    (tmp_path / "link").symlink_to("/usr")
    for number in range(50):
        (tmp_path / f"empty-{number}").touch()
    assert 100_000 + 50 * LEAST <= folder_size(str(tmp_path)) < 300_000
    assert folder_size(str(tmp_path / "none")) == 0


def test_a_file_that_goes_away_meanwhile_hides_none_behind_it(tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / name).write_bytes(bytes(100_000))
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "data").write_bytes(bytes(100_000))
    listing = disk._listing

    @contextlib.contextmanager
    def while_one_goes(folder):
        with listing(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
            (tmp_path / "a").unlink(missing_ok=True)
            yield iter(found)

    monkeypatch.setattr(disk, "_listing", while_one_goes)
    assert 300_000 <= folder_size(str(tmp_path)) < FLOOD


def as_nobody(code, folder):
    """Root reads every folder: what holds for others is tried as another."""
    folder.chmod(0o777)
    user = 61_000 if os.geteuid() == 0 else os.geteuid()
    read, write = os.pipe()
    if child := os.fork():
        os.close(write)
        with os.fdopen(read) as file:
            said = file.read()
        assert os.waitpid(child, 0)[1] == 0
        return said
    try:
        if user != os.geteuid():
            os.setgroups([])
            os.setresuid(user, user, user)
        os.write(write, str(code()).encode())
        os._exit(0)
    finally:
        os._exit(1)


def test_a_folder_that_may_not_be_listed_counts_and_goes():
    with tempfile.TemporaryDirectory(dir="/tmp") as place:
        Path(place).chmod(0o755)
        folder = Path(place) / "job"
        folder.mkdir()

        def made():
            (folder / "unlisted").mkdir(0o700)
            (folder / "unlisted" / "data").write_bytes(bytes(MEBIBYTE))
            (folder / "unlisted").chmod(0o300)
            size = folder_size(str(folder))
            (folder / "unlisted").chmod(0o000)
            remove_folder(str(folder / "unlisted"))
            return size, (folder / "unlisted").exists()

        size, stays = as_nobody(made, folder).strip("()").split(", ")
        assert int(size) >= MEBIBYTE
        assert stays == "False"


def test_deeper_than_a_path_is_a_flood_and_is_removed(tmp_path):
    folder = tmp_path / "job"
    folder.mkdir()
    deep(folder)
    assert folder_size(str(folder)) >= FLOOD
    remove_folder(str(folder))
    assert not folder.exists()


def test_what_is_not_there_is_removed_already(tmp_path):
    remove_folder(str(tmp_path / "none"))


def test_links_are_removed_and_not_followed(tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    kept.chmod(0o500)
    folder = tmp_path / "job"
    folder.mkdir()
    (folder / "link").symlink_to(kept, target_is_directory=True)
    remove_folder(str(folder))
    assert not folder.exists()
    assert (kept / "file").exists()
    assert kept.stat().st_mode & 0o777 == 0o500


def test_files_without_a_name_count_as_long_as_they_are_held(tmp_path):
    folder = str(tmp_path)
    before = nameless_size([os.getpid()], folder, 7)
    with tempfile.TemporaryFile(dir=tmp_path) as file:
        file.write(bytes(MEBIBYTE))
        file.flush()
        os.fsync(file.fileno())
        assert folder_size(folder) < MEBIBYTE
        assert nameless_size([os.getpid()], folder, 7) >= MEBIBYTE
        assert nameless_size([os.getpid()], folder + "-other", 7) == 0
        area = mmap.mmap(file.fileno(), 4096)
    # It is closed, and the mapping does not tell how large the file is.
    with area:
        held = nameless_size([os.getpid()], folder, 7 * LEAST)
        assert held == 7 * LEAST or held >= MEBIBYTE  # Python's own mapping keeps a descriptor
    assert nameless_size([os.getpid()], folder, 7) == before == 0


def test_who_is_gone_holds_nothing_and_who_hides_is_a_flood(tmp_path):
    tmp_path.parent.chmod(0o755)
    hidden = (
        "import ctypes, os; ctypes.CDLL(None).prctl(4, 0, 0, 0, 0); print(1, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-S", "-c", hidden], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        child.stdout.readline()
        found = as_nobody(lambda: nameless_size([child.pid], "/tmp", 7), tmp_path)
        assert int(found) >= FLOOD
        child.communicate(b"\n")
        assert nameless_size([child.pid], "/tmp", 7) == 0
