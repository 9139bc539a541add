"""The zygote of a box that lacks a layer: for tests of the tests, and nowhere else.

``python -m weakened SETTINGS`` runs beside ``inside`` in the box. A job whose order names a layer
in ``without`` runs without it; every other job of the same zygote is held as ever.
"""

from __future__ import annotations

import resource
import sys

from inside import child, isolation, landlock, zygote

WITHOUT_NAMESPACE = {
    "network-namespace": isolation.CLONE_NEWNET,
    "ipc-namespace": isolation.CLONE_NEWIPC,
    "uts-namespace": isolation.CLONE_NEWUTS,
    "pid-namespace": isolation.CLONE_NEWPID,
}
RESOURCES = {
    "limit-of-address-space": resource.RLIMIT_AS,
    "limit-of-file-size": resource.RLIMIT_FSIZE,
    "limit-of-processes": resource.RLIMIT_NPROC,
    "limit-of-descriptors": resource.RLIMIT_NOFILE,
    "limit-of-locked-memory": resource.RLIMIT_MEMLOCK,
}
start, mount, prctl, setrlimit, write = (
    child.start, isolation.mount, isolation.prctl, resource.setrlimit, isolation._write
)  # fmt: skip


def start_without(order: dict, pipes: child.Pipes, settings: dict) -> None:
    """In the fresh fork: take a layer away, then go on as ever."""
    for layer in order.pop("without", ()):
        without(layer)
    start(order, pipes, settings)


def without(layer: str) -> None:
    """Change this process' own copy of the code that would have made the layer."""
    if layer in WITHOUT_NAMESPACE:
        isolation.EVERY_NAMESPACE &= ~WITHOUT_NAMESPACE[layer]
    if layer == "pid-namespace":
        # Only who owns a pid namespace may mount its /proc.
        isolation.mount = lambda *given: None if given[2] == "proc" else mount(*given)
        isolation._write = lambda path, text: None if "max_user" in path else write(path, text)
    if layer in {"size-of-folders", "number-of-files"}:
        gone = "size=" if layer == "size-of-folders" else "nr_inodes="
        isolation.mount = lambda *given: mount(*given[:4], *(_less(one, gone) for one in given[4:]))
    if layer == "own-folders":
        # Everybody's /tmp is the box's, as in a box without folders of each run.
        isolation.mount = lambda *given: None if given[1] == "/tmp" else mount(*given)
    if layer == "number-of-namespaces":
        isolation._write = lambda path, text: None if "max_user" in path else write(path, text)
    if layer == "capabilities":
        isolation.drop_capabilities = lambda *_: prctl(isolation.PR_SET_NO_NEW_PRIVS, 1)
    if layer == "unreadable-first-process":
        isolation.prctl = lambda option, value=0: (
            None if (option, value) == (isolation.PR_SET_DUMPABLE, 0) else prctl(option, value)
        )
    if layer == "seccomp":
        isolation.load_filter = lambda _: None
    if layer == "landlock":
        landlock.restrict = lambda *_: None
    if layer in RESOURCES:
        resource.setrlimit = lambda what, given: (
            None if what == RESOURCES[layer] else setrlimit(what, given)
        )


def _less(options: str, gone: str) -> str:
    return ",".join(one for one in options.split(",") if not one.startswith(gone))


child.start = start_without

if __name__ == "__main__":
    sys.exit(zygote.main(sys.argv[1]))
