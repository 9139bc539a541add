"""What a back-end is: a way to start the zygote so that its children are confined."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import ClassVar, Literal

Isolation = Literal["namespaces", "landlock", "none"]


@dataclass(frozen=True)
class Launch:
    """How to start a zygote.

    ``command`` is complete but for the settings of the zygote; ``settings`` go to it as JSON.
    ``socket`` is the host's path of the control socket where none can be inherited.
    ``folders`` says that each job needs a working folder made on the host.
    """

    command: list[str]
    environment: dict[str, str]
    settings: dict[str, object]
    socket: str | None = None
    folders: bool = False
    stop: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class BackendReport:
    """A line of ``grade doctor``.

    ``works`` says that the self-test passed, ``active`` that this one is used. ``why`` tells
    what stood in the way, ``fix`` what to do about it, ``bounded`` what is bounded only.
    """

    name: str
    title: str
    works: bool
    active: bool = False
    why: str = ""
    fix: str = ""
    bounded: tuple[str, ...] = ()
    seconds: float = 0.0


class Backend(ABC):
    """A way to confine. The order of preference is that of ``backends.ALL``."""

    name: ClassVar[str]
    title: ClassVar[str]
    isolation: ClassVar[Isolation]
    warning: ClassVar[str] = ""
    unsafe: ClassVar[bool] = False

    @abstractmethod
    def obstacle(self) -> tuple[str, str] | None:
        """What can be seen to stand in the way before any test: (why, how to fix)."""

    @contextmanager
    @abstractmethod
    def launch(self, *, libraries: bool) -> Iterator[Launch]:
        """How to start a zygote; what was made for it is removed at the end."""

    def explain(self, failure: str) -> tuple[str, str]:
        """A reason and a remedy for people from the words of a failed self-test."""
        return failure, "Run `grade doctor` again after a change of the system."

    def has_memory_group(self) -> bool:
        """Whether the kernel itself bounds the memory of the box (a cgroup)."""
        return False

    def fingerprint(self) -> str:
        """What the self-test's result depends on beyond kernel, interpreter and our version."""
        return ""


def started_by_root() -> bool:
    """Whether this process is root, whom ``RLIMIT_NPROC`` does not bound."""
    return os.geteuid() == 0
