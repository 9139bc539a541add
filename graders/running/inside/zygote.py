"""Imports the libraries once and forks a confined child per job.

Started as ``python -m inside.zygote SETTINGS``, JSON with: ``control``, the number of an
inherited Unix sequenced-packet socket, or ``listen``, the path of one to open; ``isolation``;
``filter``, the path of a seccomp program; ``libraries``, whether to import them; ``user``, whom
to become where started as root. Orders come as msgpack maps, a job's pipes as descriptors.
"""

from __future__ import annotations

import array
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import time
from typing import Any

MESSAGE = 65_536


def main(argument: str) -> int:
    """Serve until the control socket closes."""
    began, cpu = time.monotonic(), time.process_time()
    settings: dict[str, Any] = json.loads(argument)
    from . import isolation

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Notebooks ask for it, and must hear that it is not there: where the box masks no files, a
    # development install would answer with a folder that may not be read.
    sys.modules["graders"] = None  # type: ignore[assignment]
    if settings.get("user") and os.geteuid() == 0:
        isolation.uncovered_proc()
        isolation.become(settings["user"])
    _writable_matplotlib_folder(settings.get("matplotlib"))
    missing: dict[str, str] = {}
    if settings["libraries"]:
        from . import libraries

        missing = libraries.warm()
    if settings.get("warm_only"):
        return 0
    if settings["libraries"]:
        for name in ("entry", "measuring", "watch_sklearn", "watch_keras"):
            _import_for_children(name, missing)
    from . import mode
    from . import selfcheck as _selfcheck  # noqa: F401

    mode.versions()

    control = _control(settings)
    import msgspec

    gc.collect()
    gc.freeze()
    control.send(
        msgspec.msgpack.encode(
            {
                "event": "ready",
                "seconds": time.monotonic() - began,
                "cpu_seconds": time.process_time() - cpu,
                "address_space": isolation.address_space(),
                "anonymous": isolation.anonymous(),
                "threads": isolation.threads(),
                "missing": missing,
            }
        )
    )
    serve(control, settings)
    return 0


def _import_for_children(name: str, missing: dict[str, str]) -> None:
    try:
        importlib.import_module(f".{name}", __package__)
    except ImportError as problem:  # Keras may be missing; the rest is ours
        if problem.name is not None and problem.name.startswith(f"{__package__}."):
            raise
        missing[name] = str(problem)


def _writable_matplotlib_folder(prepared: str | None) -> None:
    """Matplotlib ignores its font cache where it may not write: give it a copy."""
    target = os.environ.get("MPLCONFIGDIR")
    if prepared and target and os.path.isdir(prepared) and not os.path.isdir(target):
        shutil.copytree(prepared, target)


def _control(settings: dict[str, Any]) -> socket.socket:
    if "control" in settings:
        return socket.socket(fileno=settings["control"])
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(settings["listen"])
        os.chmod(settings["listen"], 0o666)
        listener.listen(1)
        connection, _ = listener.accept()
    os.unlink(settings["listen"])
    return connection


def serve(control: socket.socket, settings: dict[str, Any]) -> None:
    """Fork on order, report ends, kill on order; single-threaded, so that a fork is sound."""
    import msgspec

    from . import child, isolation

    encode, decode = msgspec.msgpack.encode, msgspec.msgpack.decode
    running: dict[int, tuple[int, int]] = {}  # pidfd -> (job, pid)
    poller = select.poll()
    poller.register(control, select.POLLIN)
    while True:
        for ready, _ in poller.poll():
            if ready in running:
                job, pid = running.pop(ready)
                poller.unregister(ready)
                os.close(ready)
                _, status, usage = os.wait4(pid, 0)
                control.send(
                    encode(
                        {
                            "event": "ended",
                            "job": job,
                            "code": os.waitstatus_to_exitcode(status),
                            "cpu_seconds": usage.ru_utime + usage.ru_stime,
                        }
                    )
                )
                continue
            message, descriptors = _receive(control)
            if not message:
                _end_all(running, settings)
                return
            order = decode(message)
            if order["order"] == "kill":
                _kill(running, order["job"], settings)
                continue
            if isolation.threads() != 1:
                control.send(encode({"event": "unsound", "threads": isolation.threads()}))
                _end_all(running, settings)
                return
            pid = os.fork()
            if pid == 0:
                control.close()
                for other in running:
                    os.close(other)
                child.start(order, child.Pipes(*descriptors), settings)
            for descriptor in descriptors:
                os.close(descriptor)
            handle = os.pidfd_open(pid)
            running[handle] = (order["job"], pid)
            poller.register(handle, select.POLLIN)
            socket.send_fds(control, [encode({"event": "started", "job": order["job"]})], [handle])


def _receive(control: socket.socket) -> tuple[bytes, list[int]]:
    try:
        message, ancillary, _, _ = control.recvmsg(MESSAGE, socket.CMSG_SPACE(3 * 4))
    except ConnectionResetError:
        return b"", []
    descriptors = array.array("i")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
    return message, list(descriptors)


def _signal_to_end(settings: dict[str, Any]) -> signal.Signals:
    """A namespace dies with its sentinel; a subreaper must be asked, to take its brood along."""
    return signal.SIGKILL if settings["isolation"] == "namespaces" else signal.SIGTERM


def _kill(running: dict[int, tuple[int, int]], job: int, settings: dict[str, Any]) -> None:
    for number, pid in running.values():
        if number == job:
            os.kill(pid, _signal_to_end(settings))


def _end_all(running: dict[int, tuple[int, int]], settings: dict[str, Any]) -> None:
    for _, pid in running.values():
        os.kill(pid, _signal_to_end(settings))
    for _, pid in running.values():
        os.waitpid(pid, 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
