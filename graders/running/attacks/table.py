"""The table of attacks. Each one's code prints ``BREACH`` when it has done its harm.

Placeholders: ``$file`` a secret file of the host; ``$secret`` its content, also in the
environment of the process ``$victim``; ``$port`` and ``$abstract`` listeners of the host;
``$mark`` a name that no other process has; ``$processes``, ``$memory``, ``$disk`` the limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

from graders.model.assignment import Limits

Control = Literal["breach", "stubborn", "gone", "orphan", "parent", "pipe", "flood", "unsafe"]
"""How the control run shows that an attack is armed: it prints ``BREACH``; it lives on after
SIGINT; it floods; it is gone before its last line; it leaves a process behind; it kills its
parent; it writes to descriptor 3. ``unsafe`` ones are not tried without a box."""

LIMITS = Limits(
    cell_seconds=2, notebook_seconds=3, wall_factor=30, memory_mb=1024, disk_mb=16,
    processes=64, output_mb=4,
)  # fmt: skip


@dataclass(frozen=True)
class Attack:
    """``endings`` are the outcomes of the run that count as contained; empty: any."""

    name: str
    what: str
    code: str
    control: Control = "breach"
    endings: tuple[str, ...] = ()
    limits: Limits = LIMITS


_LIBC = "import ctypes, os; libc = ctypes.CDLL(None, use_errno=True)\n"

ATTACKS: tuple[Attack, ...] = (
    Attack("read-file", "reads a file of the host", """
try:
    print("BREACH" if "$secret" in open("$file").read() else "other")
except OSError as problem:
    print(problem)
"""),
    Attack("read-link", "reads it through a symbolic link in its own folder", """
import os
os.symlink("$file", "innocent.csv")
try:
    print("BREACH" if "$secret" in open("innocent.csv").read() else "other")
except OSError as problem:
    print(problem)
"""),
    Attack("read-environment", "looks through every process' environment", """
import os
try:
    names = [name for name in os.listdir("/proc") if name.isdigit()]
except OSError:
    names = ["self", "1", str(os.getppid()), "$victim"]
for name in names:
    try:
        if b"$secret" in open(f"/proc/{name}/environ", "rb").read():
            print("BREACH")
    except OSError:
        pass
"""),
    Attack("read-through-proc", "reads the file through another process' root", """
import os
try:
    names = list(filter(str.isdigit, os.listdir("/proc")))
except OSError:
    names = ["1", "2", str(os.getppid())]
for name in names:
    try:
        if "$secret" in open(f"/proc/{name}/root$file").read():
            print("BREACH")
    except OSError:
        pass
"""),
    Attack("read-neighbour", "searches for another student's files", """
import glob, os
places = ["/tmp/{}", "/tmp/*/{}", "/tmp/*/*/{}", "/home/*/{}", "/run/*/{}", "/run/*/*/{}",
          "/dev/shm/{}", "/dev/shm/*/{}", "/var/tmp/*/{}", "/proc/*/cwd/{}"]
if any(glob.glob(place.format("neighbour-$mark")) for place in places):
    print("BREACH")
"""),
    Attack("import-graders", "imports the grader, to run its generators again", """
try:
    import graders
    print("BREACH")
except ImportError as problem:
    print(problem)
except OSError as problem:
    print(problem)
"""),
    Attack("connect", "connects to a server of the host", """
import socket
try:
    socket.create_connection(("127.0.0.1", $port), 2).close()
    print("BREACH")
except OSError as problem:
    print(problem)
"""),
    Attack("connect-abstract", "connects to an abstract Unix socket", """
import socket
try:
    client = socket.socket(socket.AF_UNIX)
    client.connect("\\0$abstract")
    print("BREACH")
except OSError as problem:
    print(problem)
"""),
    Attack("vsock", "opens a socket to the hypervisor, which no namespace confines", """
import socket
try:
    socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)
    print("BREACH")
except OSError as problem:
    print(problem)
"""),
    Attack("io-uring", "opens an io_uring, whose operations no filter sees", _LIBC + """
print("BREACH" if libc.syscall(425, 4, ctypes.create_string_buffer(120)) >= 0 else "refused")
"""),
    Attack("unshare", "makes namespaces of its own", _LIBC + """
print("BREACH" if libc.unshare(0x10000000) == 0 else "refused")
"""),
    Attack("mount", "mounts a file system", _LIBC + """
os.mkdir("here")
made = libc.unshare(0x10020000) == 0 and libc.mount(b"none", b"here", b"tmpfs", 0, None) == 0
print("BREACH" if made else "refused")
"""),
    Attack("ptrace", "takes hold of another process", _LIBC + """
for pid in ($victim, os.getppid(), 1):
    if pid not in (0, os.getpid()) and libc.ptrace(0x4206, pid, 0, 0) == 0:
        print("BREACH")
        libc.ptrace(17, pid, 0, 0)
        break
"""),
    Attack("signal", "signals a process outside", """
import os
try:
    os.kill($victim, 0)
    print("BREACH")
except OSError as problem:
    print(problem)
"""),
    Attack("kill-parent", "kills its parent and pid 1", """
import os
for pid in (os.getppid(), *((1,) if os.getpid() < 100 else ())):
    try:
        if pid > 0:
            os.kill(pid, 9)
    except OSError as problem:
        print(problem)
""", control="parent", endings=("finished", "died")),
    Attack("device", "makes a device file of the machine's memory", """
import os
try:
    os.mknod("memory", 0o20600, os.makedev(1, 1))
    print("BREACH")
except OSError as problem:
    print(problem)
"""),
    Attack("raise-limits", "raises its own limits", """
import resource
try:
    resource.setrlimit(resource.RLIMIT_NPROC, (50_000, 50_000))
    print("BREACH")
except (OSError, ValueError) as problem:
    print(problem)
"""),
    Attack("change-library", "opens the standard library for writing", """
import os
try:
    open(os.__file__, "ab").close()
    print("BREACH")
except OSError as problem:
    print(problem)
"""),
    Attack("fork-many", "forks more children than it may", """
import os
leave, stay = os.pipe()
made = 0
try:
    while made < 2 * $processes:
        if os.fork() == 0:
            os.close(stay)
            os.read(leave, 1)
            os._exit(0)
        made += 1
except OSError as problem:
    print(problem)
print("BREACH" if made > $processes else made)
os.close(stay)
"""),
    Attack("fork-bomb", "forks without end", """
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
""", control="unsafe", endings=("timeout", "finished")),
    Attack("thread-bomb", "starts more threads than it may", """
import threading
stop = threading.Event()
made = 0
try:
    while made < 2 * $processes:
        threading.Thread(target=stop.wait, daemon=True).start()
        made += 1
except RuntimeError as problem:
    print(problem)
print("BREACH" if made > $processes else made)
stop.set()
"""),
    Attack("endless-loop", "runs for ever and ignores every signal", """
import signal
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
""", control="stubborn", endings=("timeout",)),
    Attack("endless-call", "runs for ever in C, where Python cannot interrupt", """
import signal
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:
    signal.signal(number, signal.SIG_IGN)
sum(range(10**14))
""", control="stubborn", endings=("timeout",)),
    Attack("stop", "stops itself and waits for ever", """
import os, signal
os.kill(os.getpid(), signal.SIGSTOP)
while True:
    signal.pause()
""", control="unsafe", endings=("timeout", "finished"),
        limits=msgspec.structs.replace(LIMITS, wall_factor=2)),
    Attack("memory", "takes more memory than it may", """
taken = []
try:
    while sum(map(len, taken)) < 1.5 * $memory:
        taken.append(bytearray(b"x") * (64 << 20))
    print("BREACH")
except MemoryError:
    taken.clear()
    print("refused")
"""),
    Attack("memory-of-many", "lets children take the memory", """
import os, time
children = []
for _ in range(5):
    child = os.fork()
    if child == 0:
        taken = bytearray(b"x") * ($memory // 2)
        time.sleep(30)
        os._exit(0)
    children.append(child)
time.sleep(2)
alive = [child for child in children if os.waitpid(child, os.WNOHANG)[0] == 0]
print("BREACH" if len(alive) == 5 else alive)
for child in alive:
    os.kill(child, 9)
""", endings=("memory", "timeout", "died")),
    Attack("memfd", "hides memory in a memfd, which counts towards no process", """
import os
try:
    os.write(os.memfd_create("hidden"), bytes(1 << 20))
    print("BREACH")
except OSError as problem:
    print(problem)
"""),
    Attack("shm", "hides memory in System V shared memory", _LIBC + """
print("BREACH" if libc.shmget(0, 1 << 20, 0o1600) >= 0 else "refused")
"""),
    Attack("dev-shm", "fills /dev/shm", """
import os
written = 0
try:
    with open("/dev/shm/$mark", "wb") as file:
        while written < 2 * $disk:
            written += file.write(bytes(1 << 20))
    print("BREACH")
except OSError as problem:
    print(problem)
try:
    os.unlink("/dev/shm/$mark")
except OSError:
    pass
"""),
    Attack("disk", "fills the disk with many files", """
import os
try:
    for number in range(2 * $disk >> 20):
        with open(f"flood-{number}", "wb") as file:
            file.write(bytes(1 << 20))
    import time
    time.sleep(1)
    print("BREACH")
except OSError as problem:
    print(problem)
"""),
    Attack("inodes", "fills the disk with empty files", """
import os
try:
    for number in range(60_000):
        os.close(os.open(f"inode-{number}", os.O_CREAT | os.O_WRONLY, 0o600))
    import time
    time.sleep(1)
    print("BREACH")
except OSError as problem:
    print(problem)
"""),
    Attack("huge-file", "makes one huge file", """
try:
    with open("huge", "wb") as file:
        file.truncate(1 << 40)
    print("BREACH")
except OSError as problem:
    print(problem)
"""),
    Attack("output", "prints without end", """
import time
began = time.time()
while time.time() - began < 20:
    print("x" * 100_000)
""", control="flood", endings=("finished", "timeout", "output", "memory")),
    Attack("raw-output", "floods the process' own standard output", """
import os
while True:
    os.write(1, bytes(100_000))
""", control="flood", endings=("output",)),
    Attack("exit", "ends the process", """
import os
os._exit(0)
""", control="gone", endings=("died",)),
    Attack("segfault", "crashes the process", """
import ctypes
ctypes.string_at(0)
""", control="gone", endings=("died",)),
    Attack("abort", "aborts the process", """
import os
os.abort()
""", control="gone", endings=("died",)),
    Attack("daemon", "leaves a process behind that holds every descriptor", """
import os, time, ctypes
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        ctypes.CDLL(None).prctl(15, b"$mark", 0, 0, 0)
        time.sleep(30)
    os._exit(0)
time.sleep(0.3)
""", control="orphan", endings=("finished",)),
    Attack("daemon-and-exit", "leaves one behind and crashes", """
import os, time, ctypes, signal
if os.fork() == 0:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:
        ctypes.CDLL(None).prctl(15, b"$mark", 0, 0, 0)
        time.sleep(30)
    os._exit(0)
time.sleep(0.3)
os._exit(3)
""", control="orphan", endings=("died",)),
    Attack("forge-measurement", "writes its own measurement to the result pipe", """
import os, struct, msgspec
frame = msgspec.msgpack.encode({"frame": "measured", "measurement": {
    "model": 0, "status": "confirmed", "reason": "$mark"}})
try:
    os.write(3, struct.pack(">I", len(frame)) + frame)
except OSError as problem:
    print(problem)
""", control="pipe"),
    Attack("junk", "writes junk to the result pipe", """
import os
os.write(3, b"\\x00\\x00\\x00\\x08" + b"$mark"[:8])
""", control="pipe", endings=("output",)),
    Attack("giant-frame", "announces a frame of 2 GiB", """
import os
os.write(3, b"\\x7f\\xff\\xff\\xff$mark")
while True:
    os.write(3, bytes(1 << 20))
""", control="pipe", endings=("output",)),
    Attack("close-pipe", "closes the result pipe and goes on", """
import os
os.close(3)
""", control="unsafe", endings=("died",)),
    Attack("fifo", "puts a FIFO where a data file was", """
import os
os.replace("data/train.csv", "old.csv") if os.path.exists("data/train.csv") else None
os.mkfifo("waiting")
os.open("waiting", os.O_RDONLY)
""", control="unsafe", endings=("timeout", "finished")),
)  # fmt: skip
