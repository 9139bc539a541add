"""Landlock and seccomp, where there are no namespaces: holds files, network and signals.

There is no pid namespace. A subreaper hunts down what a run leaves behind, but where the whole
of graders is killed at the wrong moment, processes can stay until their CPU limit ends them.
"""

from __future__ import annotations

import ctypes
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graders.running import box_view
from graders.running.backend import Backend, Launch
from graders.running.backends.unboxed import plain_launch

READABLE = (
    "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/filesystems",
    "/proc/sys/vm/overcommit_memory", "/sys/devices/system/cpu",
    "/dev/urandom", "/dev/random", "/dev/zero",
)  # fmt: skip
WRITABLE = ("/dev/null",)


def kernel_version() -> int:
    """The kernel's Landlock version; 0 where there is none or it is switched off."""
    libc = ctypes.CDLL(None, use_errno=True)
    return max(0, int(libc.syscall(444, None, ctypes.c_size_t(0), 1)))


class Landlock(Backend):
    """Each job gives up every file but the libraries and its own folder, and every socket."""

    name = "landlock"
    title = "Landlock and seccomp (no namespaces)"
    isolation = "landlock"
    warning = (
        "bubblewrap is not in use, so students' code is held by Landlock and seccomp only: files, "
        "network and signals are out of its reach, but it sees that other processes exist, and "
        "memory and processes are bounded less sharply. `grade doctor` says how to get a box."
    )

    def obstacle(self) -> tuple[str, str] | None:
        """Say what keeps it from working here, as far as that can be seen without a test."""
        if platform.system() != "Linux":
            return ("this is not Linux", "grade a cohort on Linux (WSL 2 on Windows)")
        if kernel_version() < 1:
            return (
                "this kernel has no Landlock, or it is not switched on",
                "use Linux 5.13 or newer with `landlock` in the boot option lsm=",
            )
        return None

    @contextmanager
    def launch(self, *, libraries: bool) -> Iterator[Launch]:
        """Start the zygote in it."""
        view = box_view.of_this_interpreter("bare")
        readable, listable = reach(view)
        settings: dict[str, object] = {
            "isolation": self.isolation,
            "libraries": libraries,
            "readable": readable,
            "listable": listable,
            "writable": list(WRITABLE),
        }
        yield plain_launch(view, settings)


def reach(view: box_view.BoxView) -> tuple[list[str], list[str]]:
    """Paths to read with all below, and folders to list only.

    Landlock adds rights and never takes any away below a path, so a folder that has something
    masked in it is given entry by entry.
    """
    masked = {str(path) for path in (*view.masked_files, *view.masked_folders)}
    readable: list[str] = list(READABLE)
    listable: list[str] = []

    def give(path: str) -> None:
        if path in masked:
            return
        if any(mask.startswith(path.rstrip("/") + "/") for mask in masked):
            listable.append(path)
            for entry in Path(path).iterdir():
                give(str(entry))
        else:
            readable.append(path)

    for path, name in view.read_only:
        if not name.startswith((box_view.BOX, "/etc/passwd", "/etc/group")):
            give(str(path))
    state = view.host_path(f"{box_view.BOX}/state")
    readable += [str(state), str(box_view.code_folder())]
    return readable, listable
