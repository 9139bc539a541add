"""Make the shipped filters anew: ``python -m graders.running.seccomp.make``.

Needs ``pip install pyseccomp`` and the system's libseccomp (2.5 or newer), which grading does
not. libseccomp knows the numbers of system calls on every architecture, and kills a process
that calls through another one's table (the x32 and the 32-bit ABI).
"""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Any

from graders.running.seccomp import ARCHITECTURES, KINDS, path, policy


def compile_filter(kind: str, architecture: str, target: Path) -> list[str]:
    """Write one program; returns the names that this architecture does not have."""
    import pyseccomp as library  # type: ignore[import-not-found]

    arch: Any = {"x86_64": library.Arch.X86_64, "aarch64": library.Arch.AARCH64}
    program = library.SyscallFilter(library.ALLOW)
    native = library.system_arch()
    if native != arch[architecture]:
        program.add_arch(arch[architecture])
        program.remove_arch(native)
    refuse, absent = library.ERRNO(errno.EPERM), library.ERRNO(errno.ENOSYS)
    unknown: list[str] = []

    def rule(action: Any, name: str, *conditions: Any) -> None:
        try:
            program.add_rule(action, name, *conditions)
        except (OSError, RuntimeError, ValueError):
            unknown.append(name)

    for name in policy.NOT_PERMITTED:
        rule(refuse, name)
    for name in policy.NOT_THERE:
        rule(absent, name)
    for flag in policy.NOT_IN_CLONE:
        rule(refuse, "clone", library.Arg(0, library.MASKED_EQ, flag, flag))
    for request in policy.TERMINAL_INJECTION:
        rule(refuse, "ioctl", library.Arg(1, library.MASKED_EQ, 0xFFFF_FFFF, request))
    rule(refuse, "socketpair", library.Arg(0, library.NE, 1))
    changed = library.Arg(0, library.MASKED_EQ, 0xFFFF_FFFF, policy.SIGCHLD)
    rule(refuse, "rt_sigaction", changed, library.Arg(1, library.NE, 0))
    if kind == "bare":
        for name in policy.BARE_NOT_PERMITTED:
            rule(refuse, name)
        for name in policy.BARE_PRETENDED:
            rule(library.ERRNO(0), name)
    else:
        last = max(policy.SOCKET_FAMILIES)
        rule(refuse, "socket", library.Arg(0, library.GT, last))
        for family in set(range(last)) - set(policy.SOCKET_FAMILIES):
            rule(refuse, "socket", library.Arg(0, library.EQ, family))
    with target.open("wb") as file:
        program.export_bpf(file)
    return unknown


def main() -> int:
    """Compile every kind for every architecture into this package."""
    for kind in KINDS:
        for architecture in ARCHITECTURES:
            target = path(kind, architecture)
            unknown = compile_filter(kind, architecture, target)
            note = f" (without {', '.join(unknown)})" if unknown else ""
            sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes{note}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
