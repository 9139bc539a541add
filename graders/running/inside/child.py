"""From a fork of the zygote to a confined process that runs one job.

In namespaces there are three processes: the *sentinel*, a child of the zygote, whose death ends
everything; pid 1 of the new namespace, which reaps; and the worker, pid 2, which runs the job.
Without namespaces the sentinel is a subreaper that hunts down what the worker leaves behind.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from . import isolation, landlock
from .codes import OUR_FAULT, OUT_OF_MEMORY, RESULT_LOST

RESULT = 3

Emit = Callable[[dict[str, Any]], None]


class Pipes(NamedTuple):
    """File descriptors of one job: its bytes, its frames, what it prints past its notebook."""

    job: int
    result: int
    log: int


def emitter(pipe: int) -> Emit:
    """Frames go out whole and at once: what was finished before a kill is kept."""
    encode = msgspec.msgpack.Encoder().encode

    def emit(frame: dict[str, Any]) -> None:
        body = encode(frame)
        data = memoryview(struct.pack(">I", len(body)) + body)
        while data:
            data = data[os.write(pipe, data) :]

    return emit


def _or_end(emit: Emit) -> Emit:
    """Beside student code: who closes the result pipe ends the run, and not by our fault."""

    def emit_or_end(frame: dict[str, Any]) -> None:
        try:
            emit(frame)
        except OSError:
            os._exit(RESULT_LOST)

    return emit_or_end


def start(order: dict[str, Any], pipes: Pipes, settings: dict[str, Any]) -> None:
    """Confine this freshly forked process and run the job. Never returns."""
    began = time.monotonic()
    emit = emitter(pipes.result)
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        way = {"namespaces": _in_namespaces, "landlock": _under_landlock, "none": _in_the_open}
        way[settings["isolation"]](order, pipes, settings, began)
    except BaseException as problem:
        failed = {"frame": "box-failed", "why": f"{type(problem).__name__}: {problem}"}
        try:
            emit(failed)
        except OSError:  # the pipe has moved already
            emitter(RESULT)(failed)
    os._exit(OUR_FAULT)


def _in_namespaces(
    order: dict[str, Any], pipes: Pipes, settings: dict[str, Any], began: float
) -> None:
    isolation.first_to_be_killed()
    isolation.enter_namespaces()
    gate_read, gate_write = os.pipe()
    if init := os.fork():
        os.close(pipes.result)
        os.close(gate_read)
        os.write(gate_write, b"!")
        os._exit(_wait_for(init))
    # Should the sentinel die before the next line, the gate closes and so do we.
    os.close(gate_write)
    isolation.prctl(isolation.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.read(gate_read, 1) != b"!":
        os._exit(OUR_FAULT)
    os.close(gate_read)
    isolation.private_filesystem(order["disk"], order["inodes"], settings.get("kept", []))
    # pid 1 has no filter, so its memory must be out of the worker's reach.
    isolation.prctl(isolation.PR_SET_DUMPABLE, 0)
    if worker := os.fork():
        os.close(pipes.result)
        isolation.drop_capabilities()
        os._exit(_wait_for(worker))
    os.setsid()
    job = _take_over(pipes)
    isolation.drop_capabilities()
    isolation.prctl(isolation.PR_SET_DUMPABLE, 1)
    os.chdir(isolation.HOME)
    _surroundings(isolation.HOME, "/tmp")
    isolation.limit_resources(_bounds(order))
    isolation.load_filter(_filter(settings))
    _work(order["kind"], job, emitter(RESULT), began)


def _under_landlock(
    order: dict[str, Any], pipes: Pipes, settings: dict[str, Any], began: float
) -> None:
    isolation.first_to_be_killed()
    if not (worker := _fork_under_subreaper(pipes)):
        os.setsid()
        program = _filter(settings)
        job = _take_over(pipes)
        folder = order["folder"]
        if os.geteuid() == 0:
            # The interpreter may lie in root's home. Which files are in reach, Landlock says.
            reading = isolation.CAP_DAC_READ_SEARCH
            if not isolation.permitted(reading):
                reading = isolation.CAP_DAC_OVERRIDE
            isolation.become(order["user"], kept=(reading,))
        isolation.limit_resources(_bounds(order))
        os.chdir(f"{folder}/home")
        _surroundings(f"{folder}/home", f"{folder}/tmp")
        own_processes = f"/proc/{os.getpid()}"
        landlock.restrict(
            [*settings["readable"], own_processes], settings["listable"],
            [folder, *settings["writable"]],
        )  # fmt: skip
        if landlock.version() < landlock.SCOPES_SINCE:
            isolation.load_filter(landlock.only_myself())
        isolation.load_filter(program)
        _work(order["kind"], job, emitter(RESULT), began)
    _outlast(worker)


def _in_the_open(
    order: dict[str, Any], pipes: Pipes, _settings: dict[str, Any], began: float
) -> None:
    if not (worker := _fork_under_subreaper(pipes)):
        os.setsid()
        job = _take_over(pipes)
        isolation.limit_resources(_bounds(order))
        os.chdir(f"{order['folder']}/home")
        _surroundings(f"{order['folder']}/home", f"{order['folder']}/tmp")
        _work(order["kind"], job, emitter(RESULT), began)
    _outlast(worker)


def _fork_under_subreaper(pipes: Pipes) -> int:
    """The worker, in the child; in the sentinel its number. Orphans come to the sentinel."""
    isolation.prctl(isolation.PR_SET_CHILD_SUBREAPER, 1)
    # Blocked before the fork, so that an early order to end is not lost.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGCHLD})
    worker = os.fork()
    if worker:
        os.close(pipes.result)
        return worker
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGCHLD})
    isolation.prctl(isolation.PR_SET_PDEATHSIG, signal.SIGKILL)
    return 0


def _outlast(worker: int) -> None:
    """Wait for the worker or for the order to end, then kill until nobody is left."""
    status = 0
    waiting = True
    while waiting:
        number = signal.sigwait({signal.SIGTERM, signal.SIGCHLD})
        if number == signal.SIGTERM:
            break
        while True:
            try:
                pid, found = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                waiting = False
                break
            if pid == worker:
                status, waiting = found, False
            if pid == 0:
                break
    while _kill_descendants():
        time.sleep(0.002)
    os._exit(_exit_code(status))


def _kill_descendants() -> bool:
    """Stop, then kill, everyone below this process; True while there was somebody.

    A stopped process cannot fork, so a bomb is defused in a few rounds.
    """
    found = descendants(os.getpid())
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for pid in found:
            try:
                os.kill(pid, number)
            except OSError:
                continue
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True


def descendants(root: int) -> list[int]:
    """Numbers of every process below ``root``, by their parents' numbers."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    parent = int(file.read().rpartition(b")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            children.setdefault(parent, []).append(int(name))
    found: list[int] = []
    heads = [root]
    while heads:
        heads = [child for head in heads for child in children.get(head, ())]
        found += heads
    return found


def _wait_for(child: int) -> int:
    """Reap until ``child`` has ended; its exit code, or 128 and the signal, as shells have it."""
    while True:
        pid, status = os.wait()
        if pid == child:
            return _exit_code(status)


def _exit_code(status: int) -> int:
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def _take_over(pipes: Pipes) -> bytes:
    """Read the job, then leave only stdin, stdout, stderr and the result pipe open."""
    with os.fdopen(pipes.job, "rb") as file:
        job = file.read()
    nothing = os.open("/dev/null", os.O_RDWR)
    result = os.dup(pipes.result)
    high = os.dup(pipes.log)
    for source, target in ((nothing, 0), (high, 1), (high, 2)):
        os.dup2(source, target)
    os.dup2(result, RESULT)
    os.closerange(RESULT + 1, 4096)
    return job


def _bounds(order: dict[str, Any]) -> isolation.Bounds:
    return isolation.Bounds(
        address_space=isolation.address_space() + order["memory"],
        disk=order["disk"],
        inodes=order["inodes"],
        processes=order["processes"],
        cpu_soft=order["cpu_soft"],
        cpu_hard=order["cpu_hard"],
    )


def _filter(settings: dict[str, Any]) -> bytes:
    with open(settings["filter"], "rb") as file:
        return file.read()


def _surroundings(home: str, temporary: str) -> None:
    os.environ.update(
        HOME=home, PWD=home, TMPDIR=temporary, IPYTHONDIR=f"{temporary}/ipython",
        MPLCONFIGDIR=f"{temporary}/matplotlib", JUPYTER_RUNTIME_DIR=f"{temporary}/jupyter",
    )  # fmt: skip
    import tempfile

    tempfile.tempdir = None


def _work(kind: str, job: bytes, emit: Emit, began: float) -> None:
    """Run the job in this confined process and end it; Python's own shutdown is left out."""
    code = 0
    try:
        emit({"frame": "boxed", "seconds": time.monotonic() - began})
        module, name = {
            "run": ("entry", "run"),
            "measure": ("entry", "measure"),
            "selfcheck": ("selfcheck", "attempt"),
        }[kind]
        perform = getattr(importlib.import_module(f".{module}", __package__), name)
        perform(msgspec.msgpack.decode(job), _or_end(emit))
    except MemoryError:
        code = OUT_OF_MEMORY
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        code = OUR_FAULT
        traceback.print_exc()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue
    os._exit(code & 0xFF)


def set_name(name: str) -> None:
    """What ``ps`` shows for this process (at most 15 letters)."""
    ctypes.CDLL(None).prctl(15, name.encode()[:15], 0, 0, 0)
