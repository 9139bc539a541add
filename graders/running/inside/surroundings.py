"""What a notebook finds around it that is not there: Colab, Drive, the network, a shell.

Paths of other machines resolve by file name to the assignment's files; ``google.colab`` and
package installs do nothing; the network and other commands fail with a sentence.
"""

from __future__ import annotations

import builtins
import functools
import io
import ntpath
import os
import posixpath
import re
import socket
import sys
import types
from collections.abc import Callable
from typing import Any

from .describe import plain_text

Say = Callable[..., None]
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "", None})
QUIET_COMMANDS = re.compile(
    r"^\s*(sudo\s+)?(python\d?(\.\d+)?\s+-m\s+)?(pip\d?(\.\d+)?|conda|mamba|uv|apt|apt-get|fc-cache|rm\s+~/\.cache)\b"
)


class Files:
    """Finds the assignment's file that a path of another machine means."""

    def __init__(self, names: list[str], say: Say) -> None:
        self._by_name: dict[str, str] = {}
        for name in sorted(names, key=lambda name: (not name.startswith("data/"), name)):
            self._by_name.setdefault(posixpath.basename(name).lower(), name)
        self._say = say
        self._home = os.getcwd()

    def resolve(self, path: Any) -> Any:
        """The path itself where it exists or means nothing known, else the assignment's file."""
        try:
            text = os.fspath(path)
            if not isinstance(text, str) or "://" in text or os.path.exists(text):
                return path
            name = ntpath.basename(text.replace("/", "\\")).lower()
            found = self._by_name.get(name)
            if found is None:
                return path
            target = os.path.join(self._home, *found.split("/"))
            if not os.path.exists(target):
                return path
            self._say("path-resolved", path=plain_text(text, 300), file=found)
            return target
        except (TypeError, ValueError, OSError):
            return path

    def install(self) -> None:
        """Make ``open`` and the readers of pandas, numpy and Keras ask here first."""
        original = builtins.open

        @functools.wraps(original)
        def opened(file: Any, mode: Any = "r", *args: Any, **keywords: Any) -> Any:
            if isinstance(mode, str) and not set(mode) & set("wax+"):
                file = self.resolve(file)
            return original(file, mode, *args, **keywords)

        builtins.open = opened
        io.open = opened
        for module, names in (
            ("pandas", ("read_csv", "read_table", "read_excel", "read_json", "read_parquet",
                        "read_pickle", "read_fwf", "read_hdf", "read_feather")),
            ("numpy", ("load", "loadtxt", "genfromtxt", "fromfile")),
            ("keras.models", ("load_model",)),
            ("keras.saving", ("load_model",)),
        ):  # fmt: skip
            self._wrap(module, names)
        change = os.chdir

        @functools.wraps(change)
        def chdir(path: Any) -> None:
            text = str(path)
            foreign = (
                text.startswith(("/content", "/gdrive", "/kaggle")) or ntpath.splitdrive(text)[0]
            )
            if foreign and not os.path.exists(text):
                self._say("folder-ignored", path=plain_text(text, 300))
                return
            change(path)

        os.chdir = chdir

    def _wrap(self, module: str, names: tuple[str, ...]) -> None:
        try:
            loaded = __import__(module, fromlist=["_"])
        except Exception:
            return
        for name in names:
            original = getattr(loaded, name, None)
            if original is not None:
                setattr(loaded, name, self._reader(original))

    def _reader(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def read(*args: Any, **keywords: Any) -> Any:
            if args and isinstance(args[0], (str, os.PathLike)):
                args = (self.resolve(args[0]), *args[1:])
            return original(*args, **keywords)

        return read


class Inert(types.ModuleType):
    """A stand-in for Colab's modules: whatever is asked of it does nothing."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert(f"{self.__name__}.{name}")

    def __call__(self, *_: Any, **__: Any) -> Any:
        """Nothing; an empty mapping where files would be uploaded."""
        return {} if self.__name__.endswith((".upload", ".get")) else None


class _ColabFinder:
    """Imports ``google.colab`` and what is below it as inert modules, with one remark."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> Any:
        """A specification for ``google.colab`` and below, ``None`` for the rest."""
        if name != "google.colab" and not name.startswith("google.colab."):
            return None
        import importlib.machinery

        self._say("colab-ignored", module=name)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: Any) -> types.ModuleType:
        """The stand-in itself."""
        return Inert(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run."""


def install_colab(say: Say) -> None:
    """Let ``from google.colab import drive`` and its calls do nothing."""
    if "google" not in sys.modules:
        try:
            __import__("google")
        except ImportError:
            package = types.ModuleType("google")
            package.__path__ = []
            sys.modules["google"] = package
    sys.meta_path.insert(0, _ColabFinder(say))


def install_no_network(say: Say) -> None:
    """Let every look-up and connection fail with a sentence, in a box and without one alike."""

    def refused(host: Any) -> OSError:
        shown = plain_text(host, 200)
        say("no-network", host=shown)
        return ConnectionError(
            f"there is no network while a notebook is graded (asked for {shown}): "
            "read the files beside the notebook instead"
        )

    look_up, connect = socket.getaddrinfo, socket.socket.connect

    @functools.wraps(look_up)
    def getaddrinfo(host: Any, *args: Any, **keywords: Any) -> Any:
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if name not in LOCAL_HOSTS:
            raise refused(name)
        return look_up(host, *args, **keywords)

    def connected(self: Any, address: Any) -> None:
        if isinstance(address, tuple) and address and address[0] not in LOCAL_HOSTS:
            raise refused(address[0])
        connect(self, address)

    socket.getaddrinfo = getaddrinfo
    socket.socket.connect = connected  # type: ignore[method-assign]


def install_commands(shell: Any, say: Say) -> None:
    """Let ``!pip``, ``%pip``, ``!apt`` do nothing, quietly, and other commands fail softly."""

    def system(command: str) -> None:
        if QUIET_COMMANDS.match(command):
            say("install-ignored", command=plain_text(command.strip(), 200))
            shell.user_ns["_exit_code"] = 0
            return
        say("command-not-run", command=plain_text(command.strip(), 200))
        sys.stderr.write(f"shell commands are not run while a notebook is graded: {command}\n")
        shell.user_ns["_exit_code"] = 1

    def getoutput(command: str, split: bool = True, **_: Any) -> Any:
        from IPython.utils.text import SList

        system(command)
        return SList([]) if split else ""

    for name in ("system", "system_piped", "system_raw"):
        object.__setattr__(shell, name, system)
    object.__setattr__(shell, "getoutput", getoutput)

    def quiet(line: str = "") -> None:
        say("install-ignored", command=plain_text(line.strip(), 200))

    for name in ("pip", "conda", "mamba", "micromamba", "uv"):
        shell.register_magic_function(quiet, "line", name)
