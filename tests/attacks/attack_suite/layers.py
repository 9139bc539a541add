"""Each layer of the boxes taken away in turn, and which attack then gets through.

``alone`` names attacks that this layer alone holds: without it they succeed, or the run no longer
ends as it should. ``behind`` is a layer that holds the same: both have to go before ``alone`` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Where = Literal["job", "box", "parent"]


@dataclass(frozen=True)
class Layer:
    """``where`` it is taken away: from one job, from the whole box, from the trusted side."""

    name: str
    where: Where
    alone: tuple[str, ...]
    behind: str = ""
    backend: str = "bubblewrap"

    @property
    def gone(self) -> tuple[str, ...]:
        """Everything that has to be taken away."""
        return (self.name, self.behind) if self.behind else (self.name,)


LAYERS = (
    Layer("network-namespace", "job", ("connect", "connect-ipv6", "connect-abstract", "dns")),
    Layer("ipc-namespace", "job", ("message-queue",), behind="seccomp"),
    Layer("uts-namespace", "job", ("host-name",)),
    Layer("pid-namespace", "job", ("daemon", "daemon-and-exit")),
    Layer("own-folders", "job", ("read-neighbour",)),
    Layer("size-of-folders", "job", ("disk", "dev-shm", "unlinked-files", "deep-folders")),
    Layer("number-of-files", "job", ("inodes",)),
    Layer("capabilities", "job", ("more-namespaces",)),
    Layer("unreadable-first-process", "job", ("write-memory",)),
    Layer("number-of-namespaces", "job", ("unshare",), behind="seccomp"),
    Layer("seccomp", "job", ("vsock", "io-uring", "memfd", "shm", "keyring")),
    Layer("limit-of-address-space", "job", ("address-space",)),
    Layer("limit-of-file-size", "job", ("huge-file",)),
    Layer("limit-of-processes", "job", ("fork-many", "thread-bomb")),
    Layer("limit-of-descriptors", "job", ("descriptors",)),
    Layer("limit-of-locked-memory", "job", ("lock-memory",)),
    Layer("view", "box", ("read-file", "read-link", "connect-path")),
    Layer("environment", "box", ("read-environment",)),
    Layer("frame-bytes", "parent", ("large-record",)),
    Layer("total-bytes", "parent", ("many-large-records",)),
    Layer("structure-bytes", "parent", ("many-numbers",)),
    Layer("total-structure-bytes", "parent", ("many-lists",)),
    Layer("number-of-frames", "parent", ("many-frames",)),
    Layer("claimed-array-bytes", "parent", ("large-arrays",), behind="records-in-turn"),
    Layer("remarks-of-our-own", "parent", ("forge-remark",), behind="records-in-turn"),
    Layer("printed-bytes", "parent", ("raw-output",)),
    Layer("memory-of-all", "parent", ("memory-of-many",)),
    Layer("landlock", "job", ("read-file", "read-reference"), backend="landlock"),
    Layer("seccomp", "job", ("dns", "connect-path", "vsock"), backend="landlock"),
)  # fmt: skip


def student(layer: Layer, attack: str) -> str:
    """Under which name an attack hands in where this layer is gone.

    The first name is run first: two that have to be at work together are not held up by others.
    """
    first = "0-" if attack == "read-neighbour" else ""
    return f"{first}{attack}-without-{layer.name}"


def of(where: Iterable[Where], backend: str = "bubblewrap") -> list[Layer]:
    """The layers that can be taken away together in one run, each from its own attacks."""
    return [layer for layer in LAYERS if layer.where in where and layer.backend == backend]
