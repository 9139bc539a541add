"""The system-call filters, compiled once per architecture and shipped as data.

``box`` is loaded inside namespaces; ``bare`` adds what namespaces would have held (sockets,
other processes' priorities) for the Landlock back-end. ``python -m graders.running.seccomp.make``
makes them anew from :mod:`graders.running.seccomp.policy`.
"""

from __future__ import annotations

import platform
from pathlib import Path

from graders.errors import SandboxError

ARCHITECTURES = ("x86_64", "aarch64")
KINDS = ("box", "bare")


def path(kind: str, architecture: str = "") -> Path:
    """The compiled filter: an array of 8-byte ``struct sock_filter``, little-endian."""
    machine = architecture or platform.machine()
    machine = {"AMD64": "x86_64", "arm64": "aarch64"}.get(machine, machine)
    if machine not in ARCHITECTURES:
        raise SandboxError(
            f"There is no system-call filter for {machine}. Grade on {' or '.join(ARCHITECTURES)}."
        )
    return Path(__file__).parent / f"{kind}-{machine}.bpf"
