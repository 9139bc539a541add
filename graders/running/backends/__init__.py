"""Which box to use, found by trying.

:func:`choose` picks the first back-end whose self-test passes; :func:`report` says for
``grade doctor`` what each one does here, and why not.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable

from graders.errors import SandboxError, UsageError
from graders.running.backend import Backend, BackendReport
from graders.running.backends.bubblewrap import Bubblewrap
from graders.running.backends.container import Container
from graders.running.backends.landlock import Landlock
from graders.running.backends.unboxed import Unboxed

__all__ = ["ALL", "Backend", "BackendReport", "choose", "report"]

ALL: tuple[Backend, ...] = (Bubblewrap(), Container(), Landlock())
"""In order of preference. :class:`Unboxed` is not among them: it must be asked for."""


def choose(wanted: str | None = None, *, unsafe: bool = False) -> Backend:
    """The first back-end that holds, or ``wanted`` if it does.

    ``unsafe`` gives :class:`Unboxed` where nothing holds (or where ``wanted`` is ``none``).
    Raises :class:`SandboxError` with what to install, :class:`UsageError` for an unknown name.
    """
    names = [backend.name for backend in ALL]
    if wanted == Unboxed.name or (wanted is None and unsafe and platform.system() != "Linux"):
        if not unsafe:
            raise UsageError("To run students' code without a box, --unsafe must be given too.")
        return Unboxed()
    if wanted is not None and wanted not in names:
        raise UsageError(f"There is no box called {wanted!r}: choose {', '.join(names)} or none.")
    looked: list[BackendReport] = []
    for backend in ALL:
        if wanted in (None, backend.name):
            looked.append(examine(backend))
            if looked[-1].works:
                return backend
    if unsafe:
        return Unboxed()
    raise SandboxError(_nothing_works(looked))


def examine(backend: Backend, *, fresh: bool = False) -> BackendReport:
    """One back-end's line: obstacles first, then the self-test (kept from last time)."""
    if obstacle := backend.obstacle():
        return BackendReport(
            name=backend.name, title=backend.title, works=False, why=obstacle[0], fix=obstacle[1]
        )
    from graders.running.backends.selftest import self_test  # needs Linux

    test = self_test(backend, fresh=fresh)
    why, fix = ("", "") if test.works else backend.explain("; ".join(test.failures))
    if test.works and "memory" in test.bounded:
        why = "memory is bounded, not isolated: no cgroup is delegated to this user"
        fix = "log in through systemd (`systemd-run --user --scope true` must succeed)"
    return BackendReport(
        name=backend.name, title=backend.title, works=test.works, why=why, fix=fix,
        bounded=test.bounded, seconds=test.seconds,
    )  # fmt: skip


def report(*, fresh: bool = False) -> list[BackendReport]:
    """Every back-end's line for ``grade doctor``, the active one marked; ``none`` comes last."""
    lines = [examine(backend, fresh=fresh) for backend in ALL]
    active = next((line.name for line in lines if line.works), "")
    unboxed = Unboxed()
    why, fix = unboxed.obstacle()
    return [
        *(_marked(line) if line.name == active else line for line in lines),
        BackendReport(name=unboxed.name, title=unboxed.title, works=False, why=why, fix=fix),
    ]


def _marked(line: BackendReport) -> BackendReport:
    from dataclasses import replace

    return replace(line, active=True)


def _nothing_works(looked: Iterable[BackendReport]) -> str:
    reasons = "\n".join(f"  {line.title}: {line.why}\n    {line.fix}" for line in looked)
    return f"No box holds on this machine, so students' code is not run.\n{reasons}"
