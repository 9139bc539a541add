"""What a box sees of this machine: the system's libraries, this interpreter, its packages.

Nothing else: no home, no course, and of the packages not ``graders`` itself, whose generators
of hidden data could be run again, nor files that name places on the host.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import site
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

import graders
from graders.errors import SandboxError
from graders.files import write_aside
from graders.running import seccomp
from graders.running.inside import mode

BOX = "/box"
SYSTEM = ("/usr",)
SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/fonts", "/etc/alternatives", "/etc/localtime")
PRIVATE = ("/tmp", "/home/student")  # noqa: S108 - the box's own
PREFIX_PARTS = ("bin", "lib", "lib64", "pyvenv.cfg")
COMPILED_IF = ("tensorflow", "keras", "pandas", "sklearn", "matplotlib", "IPython")
ACCOUNT = "student:x:20000:20000:student:/home/student:/bin/sh\n"

ENVIRONMENT = mode.ENVIRONMENT | {
    "CUDA_VISIBLE_DEVICES": "",
    "HOME": "/home/student",
    "LANG": "C.UTF-8",
    "LOGNAME": "student",
    "NBGRADER_EXECUTION": "autograde",  # by which notebooks know nbgrader's own run
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUNBUFFERED": "1",
    "TZ": "UTC",
    "USER": "student",
}


@dataclass(frozen=True)
class BoxView:
    """Paths as (on the host, in the box), links as (target, link), and the environment.

    ``masked_files`` and ``masked_folders`` lie below what is bound and must look empty.
    ``packages`` are the folders with installed packages. ``cache`` is ours, on the host.
    """

    interpreter: str
    read_only: tuple[tuple[Path, str], ...]
    links: tuple[tuple[str, str], ...]
    masked_files: tuple[Path, ...]
    masked_folders: tuple[Path, ...]
    packages: tuple[Path, ...]
    environment: dict[str, str]
    cache: Path

    def host_path(self, name: str) -> Path:
        """Where a path of the box lies on the host."""
        return next(path for path, inside in self.read_only if inside == name)

    @property
    def empty_folder(self) -> Path:
        """An empty folder to lay over what is masked."""
        return self.cache / "nothing"

    @property
    def kept(self) -> list[str]:
        """What lies where each run gets folders of its own, and must stay in its view."""
        return sorted(name for _, name in self.read_only if _within(Path(name), *PRIVATE))

    @property
    def empty_file(self) -> Path:
        """An empty file to lay over what is masked."""
        return self.cache / "empty"


def cache_folder() -> Path:
    """The user's cache for what is made once per machine: bytecode, fonts, self-tests."""
    chosen = Path(os.environ.get("GRADERS_CACHE") or platformdirs.user_cache_dir("graders"))
    try:
        chosen.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=chosen):
            return chosen
    except OSError:
        own = Path(tempfile.gettempdir()) / f"graders-{os.getuid()}"
        own.mkdir(mode=0o755, exist_ok=True)
        if own.stat().st_uid != os.getuid():
            raise SandboxError(
                f"{chosen} cannot be written and {own} belongs to somebody else. "
                "Set GRADERS_CACHE to a folder of your own."
            ) from None
        return own


def code_folder() -> Path:
    """The code that runs in the box."""
    return Path(__file__).parent / "inside"


def of_this_interpreter(filter_kind: str = "box") -> BoxView:
    """The view for the running interpreter; makes bytecode and font caches where missing."""
    cache = cache_folder()
    state = cache / f"python-{_key()}"
    prepared = _prepare(cache, state)
    packages = tuple(dict.fromkeys(_package_folders()))
    bound: dict[str, Path] = {}
    for prefix in dict.fromkeys([Path(sys.base_prefix), Path(sys.prefix)]):
        for real in dict.fromkeys([prefix, prefix.resolve()]):
            if not _within(real, *SYSTEM):
                bound |= {str(real / p): real / p for p in PREFIX_PARTS if (real / p).exists()}
    for folder in packages:
        if not _within(folder, *SYSTEM, *bound):
            bound[str(folder)] = folder
    if _within(Path(sys.base_prefix).resolve(), "/nix/store"):
        bound["/nix/store"] = Path("/nix/store")
    bound |= {name: Path(name) for name in (*SYSTEM, *SYSTEM_FILES) if Path(name).exists()}
    links = []
    for name in SYSTEM_LINKS:
        if Path(name).is_symlink():
            links.append((str(Path(name).readlink()), name))
        elif Path(name).exists():
            bound[name] = Path(name)
    for name in [name for name, path in bound.items() if path.is_symlink() and path.is_dir()]:
        target = bound[name].readlink()
        if not target.is_absolute():  # lib64 -> lib
            links.append((str(target), name))
            del bound[name]
    bound |= {
        f"{BOX}/inside": code_folder(),
        f"{BOX}/filter.bpf": seccomp.path(filter_kind),
        "/etc/passwd": cache / "passwd",
        "/etc/group": cache / "group",
        f"{BOX}/state": state,
    }
    environment = ENVIRONMENT | {
        "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": os.pathsep.join([BOX, *map(str, _outside_prefix(packages))]),
        "MPLCONFIGDIR": "/tmp/matplotlib",  # noqa: S108 - the box's own
    }
    if prepared:
        environment["PYTHONPYCACHEPREFIX"] = f"{BOX}/state/bytecode"
    files, folders = _masks(packages)
    return BoxView(
        interpreter=sys.executable,
        read_only=tuple((path, name) for name, path in bound.items()),
        links=tuple(links),
        masked_files=files,
        masked_folders=folders,
        packages=packages,
        environment=environment,
        cache=cache,
    )


def _within(path: Path, *parents: str) -> bool:
    return any(path.is_relative_to(parent) for parent in parents)


def _package_folders() -> list[Path]:
    paths = sysconfig.get_paths()
    found = [Path(paths["purelib"]), Path(paths["platlib"])]
    if site.ENABLE_USER_SITE:
        found.append(Path(site.getusersitepackages()))
    found += [Path(p) for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
    return [folder for folder in found if folder.is_dir()]


def _outside_prefix(packages: tuple[Path, ...]) -> list[Path]:
    """Package folders that the interpreter in the box would not find by itself."""
    return [f for f in packages if not _within(f, sys.prefix, sys.base_prefix, "/usr")]


def _masks(packages: tuple[Path, ...]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Files and folders in reach that must look empty: ``graders``, and links to the host."""
    files: list[Path] = []
    folders: list[Path] = []
    own = Path(graders.__file__).parent.resolve()
    if _within(own, *SYSTEM, *map(str, packages)):
        folders.append(own)
    for folder in packages:
        folders += folder.glob("graders-*.dist-info")
        files += folder.glob("_editable_impl_*")
        files += folder.glob("__editable__*")
        files += folder.glob("*.egg-link")
        files += folder.glob("*.dist-info/direct_url.json")
        files += (p for p in folder.glob("*.pth") if _leads_outside(p))
    folders += _rubric_plugins(packages)
    covered = tuple(map(str, folders))
    plain = (path for path in dict.fromkeys(files) if not _within(path, *covered))
    return tuple(plain), tuple(dict.fromkeys(folders))


def _leads_outside(path: Path) -> bool:
    """Whether a ``.pth`` file adds a folder of this machine to the path."""
    try:
        lines = path.read_text(errors="replace").splitlines()
    except OSError:
        return True
    return any(line.startswith(("/", "import _editable_impl")) for line in lines)


def _rubric_plugins(packages: tuple[Path, ...]) -> list[Path]:
    """Top-level packages that bring checks for rubrics: an instructor's, not a student's."""
    found = []
    for entry in importlib.metadata.entry_points(group="graders.checks"):
        name = entry.value.partition(":")[0].partition(".")[0]
        if name != "graders":
            found += [folder / name for folder in packages if (folder / name).is_dir()]
    return found


def _key() -> str:
    """Changes whenever a package is installed or removed, or what is imported changes."""
    facts = [sys.version, sys.prefix, *sys.path]
    imported = (*_package_folders(), code_folder() / "libraries.py")
    facts += [f"{path}:{path.stat().st_mtime_ns}" for path in imported]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def compiled() -> bool:
    """Whether the libraries' bytecode lies beside them already (uv leaves it out, pip does not)."""
    for folder in _package_folders():
        for name in COMPILED_IF:
            init = folder / name / "__init__.py"
            cached = init.parent / "__pycache__" / f"__init__.{sys.implementation.cache_tag}.pyc"
            if init.exists() and not cached.exists():
                return False
    return True


def _prepare(cache: Path, state: Path) -> bool:
    """Fill the state folder once, by importing the libraries outside any box.

    True where it holds bytecode that the interpreter should use. Without, a read-only box
    compiles TensorFlow's Python code at each start: 8.7 s instead of 3.1 s.
    """
    for name, text in (("empty", ""), ("passwd", ACCOUNT), ("group", "student:x:20000:\n")):
        _lay(cache / name, text)
    (cache / "nothing").mkdir(mode=0o755, exist_ok=True)
    stamp = state / "prepared.json"
    if (known := _stamped(stamp)) is not None:
        return known
    bytecode = not compiled()
    # A Python path that has `inside` as a top-level package and nothing beside it.
    state.mkdir(mode=0o755, exist_ok=True)
    code = state / "code"
    code.mkdir(exist_ok=True)
    if not (code / "inside").is_symlink():
        (code / "inside").symlink_to(code_folder())
    (state / "bytecode").mkdir(exist_ok=True)
    (state / "matplotlib").mkdir(exist_ok=True)
    environment = ENVIRONMENT | {
        "PATH": os.environ.get("PATH", ""), "HOME": str(state), "PYTHONPATH": str(code),
        "MPLCONFIGDIR": str(state / "matplotlib"),
    }  # fmt: skip
    del environment["PYTHONDONTWRITEBYTECODE"]
    if bytecode:
        environment["PYTHONPYCACHEPREFIX"] = str(state / "bytecode")
    settings = json.dumps({"isolation": "none", "libraries": True, "warm_only": True})
    done = subprocess.run(
        [sys.executable, "-m", "inside.zygote", settings],
        env=environment, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    if done.returncode != 0:
        raise SandboxError(
            "The libraries that notebooks import could not be imported here:\n"
            + done.stderr.strip()[-2000:]
        )
    _lay(stamp, json.dumps({"bytecode": bytecode}))
    return bytecode


def _stamped(stamp: Path) -> bool | None:
    """What was prepared; ``None`` where nothing was, or where a crash left half a file."""
    try:
        return bool(json.loads(stamp.read_bytes())["bytecode"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _lay(path: Path, text: str) -> None:
    """Write a file whole, where it does not say so already: a kill may have left it empty."""
    try:
        if path.read_text() == text:
            return
    except (OSError, ValueError):
        pass
    write_aside(path, text.encode(), durable=False, mode=0o644)
