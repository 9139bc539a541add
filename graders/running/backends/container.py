"""Podman or Docker around the zygote, where bubblewrap cannot be had on Linux.

No image is pulled: the container's root is an empty folder (Podman) or an image made of
nothing (Docker), and the same read-only paths are mounted as in a bubblewrap box. The zygote's
children make their own namespaces inside, as they do there.
"""

from __future__ import annotations

import io
import json
import os
import platform
import secrets
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from graders.running import box_view
from graders.running.backend import Backend, Launch, started_by_root
from graders.running.backends.bubblewrap import SMALL_TMPFS, USER

CONTROL = "/control"
REMEDY = (
    "a rootless engine needs user namespaces and /etc/subuid; "
    "`podman run --rm --rootfs EMPTY_FOLDER true` should say that `true` is not there"
)
EMPTY_IMAGE = "graders-empty"
MOUNT_POINTS = ("home/student", "run/job", "tmp", "control", "proc", "dev", "sys", "etc", "box")


class Container(Backend):
    """A container with no network, no capability, a read-only root and bounds on processes."""

    name = "container"
    title = "container (Podman or Docker)"
    isolation = "namespaces"

    def obstacle(self) -> tuple[str, str] | None:
        """Say what keeps it from working here, as far as that can be seen without a test."""
        if platform.system() != "Linux":
            return (
                "containers here run in a virtual machine that cannot see these packages",
                "grade a cohort on Linux (WSL 2 on Windows, a Linux virtual machine on macOS)",
            )
        found = engine()
        if found is None:
            return ("neither Podman nor Docker is installed", "apt install podman")
        name, problem = found
        if problem:
            return (f"{name} is installed but does not answer: {problem}", f"start {name}")
        return None

    def fingerprint(self) -> str:
        """Which engine answers."""
        return json.dumps(engine())

    def has_memory_group(self) -> bool:
        """Whether the engine or systemd gives the box a cgroup."""
        return True

    @contextmanager
    def launch(self, *, libraries: bool) -> Iterator[Launch]:
        """Start the zygote in it."""
        found = engine()
        name = found[0] if found else "podman"
        view = box_view.of_this_interpreter()
        with tempfile.TemporaryDirectory(prefix="graders-") as folder:
            control = Path(folder) / "control"
            control.mkdir()
            control.chmod(0o777)
            called = f"graders-{secrets.token_hex(6)}"
            settings: dict[str, object] = {
                "isolation": self.isolation,
                "libraries": libraries,
                "filter": f"{box_view.BOX}/filter.bpf",
                "matplotlib": f"{box_view.BOX}/state/matplotlib",
                "kept": view.kept,
                "listen": f"{CONTROL}/zygote",
            }
            yield Launch(
                command=arguments(name, called, view, control, _root(name, Path(folder), view)),
                environment={key: os.environ[key] for key in _OF_ENGINES if key in os.environ},
                settings=settings,
                socket=str(control / "zygote"),
                stop=[name, "rm", "--force", called],
            )

    def explain(self, failure: str) -> tuple[str, str]:
        """Name the usual causes and what to do about them."""
        return (failure, REMEDY)


_OF_ENGINES = ("PATH", "HOME", "XDG_RUNTIME_DIR", "DOCKER_HOST", "DBUS_SESSION_BUS_ADDRESS")


@cache
def engine() -> tuple[str, str] | None:
    """The engine to use and what is wrong with it (empty where it answers)."""
    problem: tuple[str, str] | None = None
    for name in ("podman", "docker"):
        if shutil.which(name) is None:
            continue
        try:
            said = subprocess.run(
                [name, "info"], capture_output=True, text=True, check=False, timeout=20
            )
        except (OSError, subprocess.TimeoutExpired) as trouble:
            problem = problem or (name, str(trouble))
            continue
        if said.returncode == 0 and "Cannot connect" not in said.stderr + said.stdout:
            return (name, "")
        words = (said.stderr or said.stdout).strip().splitlines()
        problem = problem or (name, words[-1] if words else "no answer")
    return problem


def arguments(
    name: str, called: str, view: box_view.BoxView, control: Path, root: list[str]
) -> list[str]:
    """The engine's command line up to the zygote's settings.

    The engine's own system-call filter and path masks are switched off because they forbid
    nested namespaces; each job loads our filter, drops every capability and has its own /proc.
    """
    command = [
        name, "run", "--rm", "--name", called, "--network", "none", "--read-only",
        "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--ipc", "private",
        "--security-opt", "seccomp=unconfined", "--security-opt", "apparmor=unconfined",
        "--pids-limit", "16384", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=16384:16384",
        "--hostname", "box", "--workdir", "/",
        "--log-driver", "none",
        "--tmpfs", f"/tmp:rw,nosuid,nodev,mode=1777,size={SMALL_TMPFS}",  # noqa: S108
        "--volume", f"{control}:{CONTROL}:rw",
    ]  # fmt: skip
    if name == "podman":
        command += ["--security-opt", "unmask=ALL", "--no-hosts"]
        if not started_by_root():
            command += ["--userns", "keep-id"]
    else:
        command += ["--security-opt", "systempaths=unconfined"]
    if started_by_root() or name == "docker":
        command += ["--user", f"{USER}:{USER}"]
    for key, value in view.environment.items():
        command += ["--env", f"{key}={value}"]
    for path, inside in sorted(view.read_only, key=lambda pair: pair[1]):
        command += ["--mount", f"type=bind,src={path.resolve()},dst={inside},ro"]
    for folder in view.masked_folders:
        command += ["--mount", f"type=bind,src={view.empty_folder},dst={folder},ro"]
    for file in view.masked_files:
        command += ["--mount", f"type=bind,src={view.empty_file},dst={file},ro"]
    return [*command, *root, view.interpreter, "-P", "-s", "-m", "inside.zygote"]


def _root(name: str, folder: Path, view: box_view.BoxView) -> list[str]:
    """An empty root with mount points and the system's links, as the engine wants it."""
    if name == "podman":
        root = folder / "root"
        for point in MOUNT_POINTS:
            (root / point).mkdir(parents=True, exist_ok=True)
        (root / "tmp").chmod(0o1777)
        for target, link in view.links:
            path = root / link.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(target)
        return ["--rootfs", str(root)]
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for point in MOUNT_POINTS:
            entry = tarfile.TarInfo(point)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o1777 if point == "tmp" else 0o755
            tar.addfile(entry)
        for target, link in view.links:
            entry = tarfile.TarInfo(link.lstrip("/"))
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            tar.addfile(entry)
    subprocess.run(
        [name, "import", "-", EMPTY_IMAGE], input=archive.getvalue(),
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    return [EMPTY_IMAGE]
