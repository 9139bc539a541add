"""Unprivileged namespaces by bubblewrap: the first choice on Linux."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graders.running import box_view
from graders.running.backend import Backend, Launch, started_by_root

USER = "20000"
OF_ROOT = ("SETUID", "SETGID", "SETPCAP", "SYS_ADMIN")
SMALL_TMPFS = str(64 << 20)
APPARMOR = (
    "give bwrap a profile that allows them: write `abi <abi/4.0>, include <tunables/global> "
    "profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }` to /etc/apparmor.d/bwrap and "
    "run `sudo systemctl reload apparmor`; or, for the whole machine, "
    "`sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`"
)
DOCKER = (
    "start it with `--security-opt seccomp=unconfined --security-opt systempaths=unconfined "
    "--security-opt apparmor=unconfined`"
)


class Bubblewrap(Backend):
    """An outer box around the zygote; each job makes its own namespaces inside.

    Where root starts it, the zygote's first act is to mount ``/proc`` and to become an ordinary
    user; the four capabilities that this takes are gone before anything else is imported.
    """

    name = "bubblewrap"
    title = "bubblewrap (unprivileged namespaces)"
    isolation = "namespaces"

    def obstacle(self) -> tuple[str, str] | None:
        """Say what keeps it from working here, as far as that can be seen without a test."""
        if platform.system() != "Linux":
            return ("this is not Linux", "grade a cohort on Linux (WSL 2 on Windows)")
        if shutil.which("bwrap") is None:
            return (
                "bubblewrap is not installed",
                "apt install bubblewrap (Fedora: dnf install bubblewrap)",
            )
        return None

    def fingerprint(self) -> str:
        """The program's place and age."""
        found = shutil.which("bwrap")
        if found is None:
            return ""
        return f"{found} {Path(found).stat().st_mtime_ns}"

    def has_memory_group(self) -> bool:
        """Whether the engine or systemd gives the box a cgroup."""
        return bool(_memory_scope())

    @contextmanager
    def launch(self, *, libraries: bool) -> Iterator[Launch]:
        """Start the zygote in it."""
        view = box_view.of_this_interpreter()
        settings: dict[str, object] = {
            "isolation": self.isolation,
            "libraries": libraries,
            "filter": f"{box_view.BOX}/filter.bpf",
            "matplotlib": f"{box_view.BOX}/state/matplotlib",
            "kept": view.kept,
        }
        if started_by_root():
            settings["user"] = int(USER)
        command = [
            *_memory_scope(),
            *arguments(view, root=started_by_root()),
            "--", view.interpreter, "-P", "-s", "-m", "inside.zygote",
        ]  # fmt: skip
        yield Launch(command=command, environment=view.environment, settings=settings)

    def explain(self, failure: str) -> tuple[str, str]:
        """Name the usual causes and what to do about them."""
        if "uid map" in failure or "Creating new namespace failed" in failure:
            restricted = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
            if restricted.exists() and restricted.read_text().strip() == "1":
                return (
                    "AppArmor forbids unprivileged user namespaces (the default of Ubuntu 24.04)",
                    APPARMOR,
                )
            if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
                return (
                    "the container that we run in forbids namespaces (Docker's default seccomp)",
                    DOCKER,
                )
            return (
                f"user namespaces are switched off here: {failure}",
                "sudo sysctl user.max_user_namespaces=15000 kernel.unprivileged_userns_clone=1",
            )
        return failure, "Report this with the output of `grade doctor`."


def arguments(view: box_view.BoxView, *, root: bool) -> list[str]:
    """Bwrap's command line for a view, up to the program."""
    who = (
        ["--cap-drop", "ALL"] + [word for name in OF_ROOT for word in ("--cap-add", f"CAP_{name}")]
        if root
        else ["--unshare-user", "--uid", USER, "--gid", USER, "--cap-drop", "ALL"]
    )
    command = [
        "bwrap", *who, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts",
        "--unshare-cgroup-try", "--hostname", "box", "--die-with-parent", "--new-session",
        # Before what is bound: this Python may lie below it.
        "--perms", "1777", "--size", SMALL_TMPFS, "--tmpfs", "/tmp",  # noqa: S108 - the box's own
    ]  # fmt: skip
    made: set[str] = {"/tmp"}  # noqa: S108
    for path, name in sorted(view.read_only, key=lambda pair: pair[1]):
        command += _parents(name, made)
        command += ["--ro-bind", str(path), name]
    for target, link in view.links:
        command += [*_parents(link, made), "--symlink", target, link]
    for folder in view.masked_folders:
        command += ["--perms", "0755", "--size", "4096", "--tmpfs", str(folder)]
    for file in view.masked_files:
        command += ["--ro-bind", str(view.empty_file), str(file)]
    for folder in view.masked_folders:
        command += ["--remount-ro", str(folder)]
    for name in ("/home/student", "/run/job"):
        command += [*_parents(name, made), "--perms", "0755", "--dir", name]
    return [
        *command,
        "--proc", "/proc", "--dev", "/dev",
        "--size", SMALL_TMPFS, "--tmpfs", "/dev/shm",  # noqa: S108
        "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/",
    ]  # fmt: skip


def _parents(name: str, made: set[str]) -> list[str]:
    """Parents of a mount point, readable by all: an interpreter may lie in a 0700 home."""
    words: list[str] = []
    for parent in reversed(Path(name).parents):
        if str(parent) not in made and str(parent) != "/":
            made.add(str(parent))
            words += ["--perms", "0755", "--dir", str(parent)]
    return words


def _memory_scope() -> list[str]:
    """A cgroup for the whole box, where systemd lets this user have one."""
    if shutil.which("systemd-run") is None or not Path("/run/systemd/system").exists():
        return []
    scope = ["systemd-run", "--quiet", "--scope", "--collect"]
    if not started_by_root():
        scope.append("--user")
    memory = _machine_memory() * 9 // 10
    scope += ["-p", f"MemoryMax={memory}", "-p", "MemorySwapMax=0", "-p", "TasksMax=16384"]
    try:
        tried = subprocess.run([*scope, "true"], capture_output=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return scope if tried.returncode == 0 else []


def _machine_memory() -> int:
    """Bytes of main memory."""
    with Path("/proc/meminfo").open() as file:
        return int(file.readline().split()[1]) * 1024
