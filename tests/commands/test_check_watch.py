"""``grade check --watch``: once now, and once for every save that has come to rest."""

import os
from itertools import islice

from graders.commands.check import saves


class Clock:
    """In place of waiting, the next thing that happens to the file."""

    def __init__(self, *steps):
        self.steps = list(steps)

    def sleep(self, _):
        if self.steps:
            self.steps.pop(0)()


def test_now_and_after_each_save(tmp_path, monkeypatch):
    path = tmp_path / "nb.ipynb"
    path.write_text("0")
    later = iter(range(1, 99))

    def save():
        path.write_text("saved")
        os.utime(path, ns=(number := next(later), number))

    def nothing():
        pass

    clock = Clock(nothing, save, nothing, nothing, save, save, nothing, path.unlink, nothing, save)
    monkeypatch.setattr("graders.commands.check.time.sleep", clock.sleep)
    seen = [path.stat().st_mtime_ns for _ in islice(saves(path), 4)]
    # The two saves close together are one, and so is the file that was away.
    assert seen[1:] == [1, 3, 4]


def test_it_waits_for_a_file_that_is_not_there_yet(tmp_path, monkeypatch):
    path = tmp_path / "nb.ipynb"
    clock = Clock(lambda: None, lambda: path.write_text("1"))
    monkeypatch.setattr("graders.commands.check.time.sleep", clock.sleep)
    next(saves(path))
    assert path.exists()
