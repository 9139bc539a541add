"""Runs cells as Jupyter does, in this process and without sockets.

ipykernel's own in-process kernel and shell run the code; only where messages go is ours.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import os
import sys
import tempfile
import types
from collections.abc import Iterator
from typing import Any

from .describe import Record, message_text, plain_text
from .limits import CellTimeLimit
from .outputs import Outputs, Stream
from .pristine import Pristine

FRAMES = 12


class InputRefused(RuntimeError):  # noqa: N818  the name is shown to students
    """A notebook asked somebody to type."""


class _Forgotten(dict[int, list[Any]]):
    """In place of IPython's own, uncapped copy of every output, from which it saves sessions."""

    def __missing__(self, key: int) -> list[Any]:
        return []

    def setdefault(self, key: int, default: Any = None) -> list[Any]:  # noqa: ARG002
        return []


@contextlib.contextmanager
def _no_modules_for_a_debugger() -> Iterator[None]:
    """The files of all modules are listed by ipykernel for a debugger that is not there.

    Thousands are loaded, and asking each for its file copies its page of the zygote's memory.
    """
    from ipykernel import ipkernel

    shown = types.ModuleType("sys")
    shown.__dict__.update(vars(sys), modules={})
    ipkernel.sys = shown
    try:
        yield
    finally:
        ipkernel.sys = sys


class Kernel:
    """One notebook's kernel. ``run`` executes a cell; ``namespace`` holds the student's names."""

    def __init__(self, outputs: Outputs) -> None:
        self.outputs = outputs
        self.exited = False
        self.shell = self._shell()
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        sys.stdout = Stream("stdout", outputs, 1)
        sys.stderr = Stream("stderr", outputs, 2)
        self._pristine = Pristine(self.shell, self.is_cell)

    def _shell(self) -> Any:
        os.environ.setdefault("IPYTHONDIR", os.path.join(tempfile.gettempdir(), "ipython"))
        os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        import ipykernel.debugger
        from ipykernel.inprocess.ipkernel import InProcessInteractiveShell, InProcessKernel
        from jupyter_client.session import Session
        from traitlets import Any as Anything
        from traitlets.config import Config

        ipykernel.debugger._is_debugpy_available = False
        outputs, kernel = self.outputs, self

        class CollectingSession(Session):
            def send(
                self,
                stream: Any,  # noqa: ARG002  the name is Session's
                msg_or_type: Any,
                content: Any = None,
                *_: Any,
                **__: Any,
            ) -> Any:
                if isinstance(msg_or_type, dict):
                    kind = msg_or_type["header"]["msg_type"]
                    outputs.receive(kind, msg_or_type.get("content") or {})
                else:
                    outputs.receive(str(msg_or_type), content or {})
                return msg_or_type

        class NotebookShell(InProcessInteractiveShell):  # type: ignore[misc]
            def ask_exit(self) -> None:
                kernel.exited = True

            def _tee(self, channel: str) -> Any:  # noqa: ARG002  the name is IPython's
                return contextlib.nullcontext()

        class NotebookKernel(InProcessKernel):  # type: ignore[misc]
            iopub_thread = Anything(None, allow_none=True)
            iopub_socket = Anything(None, allow_none=True)
            shell_class = NotebookShell

        config = Config()
        config.HistoryManager.enabled = False
        NotebookShell.clear_instance()
        with _no_modules_for_a_debugger():
            made = NotebookKernel(session=CollectingSession(key=b"", config=config), config=config)
        shell = made.shell
        shell.input_transformer_manager.cleanup_transforms  # noqa: B018  built before the clock runs
        shell.history_manager.outputs = _Forgotten()
        self._figures()
        made.stdout, made.stderr = sys.stdout, sys.stderr
        made._allow_stdin = False
        import builtins
        import getpass

        def refused(*_: Any, **__: Any) -> str:
            raise InputRefused(
                "input() has nobody to answer it while a notebook is graded: "
                "write the value into the cell instead"
            )

        builtins.input = refused
        getpass.getpass = refused
        return shell

    @staticmethod
    def _figures() -> None:
        """Connect figures to this shell where the back-end was imported before it existed."""
        backend = sys.modules.get("matplotlib_inline.backend_inline")
        pyplot = sys.modules.get("matplotlib.pyplot")
        if backend is None or pyplot is None:
            return
        import matplotlib as mpl

        if mpl.get_backend() != os.environ["MPLBACKEND"]:
            pyplot.switch_backend(os.environ["MPLBACKEND"])
        backend._enable_matplotlib_integration()

    @property
    def namespace(self) -> dict[str, Any]:
        """The names of the notebook."""
        names: dict[str, Any] = self.shell.user_ns
        return names

    def run(self, source: str, *, test: bool = False) -> Any:
        """Execute a cell; IPython's ``ExecutionResult``. Raises only ``CellTimeLimit``.

        An instructor's ``test`` goes through the shell as it was at the start.
        """
        if not test:
            return self.loop.run_until_complete(self._execute(source))
        with self._pristine.running():
            return self.loop.run_until_complete(self._execute(source))

    async def _execute(self, source: str) -> Any:
        shell = self.shell
        problem = None
        try:
            transformed = shell.transform_cell(source)
        except Exception:
            transformed, problem = source, sys.exc_info()
        asking = {"transformed_cell": transformed, "preprocessing_exc_tuple": problem}
        if not shell.should_run_async(source, **asking):
            result = shell.run_cell(source, store_history=True)
        else:
            result = None
            try:
                result = await shell.run_cell_async(source, store_history=True, **asking)
            finally:
                shell.events.trigger("post_execute")
                shell.events.trigger("post_run_cell", result)
        await asyncio.sleep(0)
        shell.payload_manager.clear_payload()
        return result

    def show_nothing(self) -> None:
        """Draw and format nothing: in an experiment nobody reads the outputs."""
        backend = sys.modules.get("matplotlib_inline.backend_inline")
        pyplot = sys.modules.get("matplotlib.pyplot")
        self.shell.display_formatter.format = lambda *_, **__: ({"text/plain": ""}, {})
        if backend is None or pyplot is None:
            return

        def closed(*_: Any, **__: Any) -> None:
            pyplot.close("all")

        for event in ("post_execute", "post_run_cell"):
            for callback in list(self.shell.events.callbacks[event]):
                if getattr(callback, "__name__", "") == "flush_figures":
                    self.shell.events.unregister(event, callback)
        self.shell.events.register("post_execute", closed)
        pyplot.__dict__["show"] = closed

    def is_cell(self, filename: str) -> bool:
        """Whether code of this file name is a cell's."""
        return filename in self.shell.compile._filename_map

    def transformed(self, source: str) -> str:
        """The cell as Python; of a cell that is timed or captured, what it runs."""
        first, _, rest = source.lstrip().partition("\n")
        if first.split(" ")[0] in {"%%time", "%%timeit", "%%capture", "%%prun"}:
            source = rest
        try:
            return str(self.shell.transform_cell(source))
        except Exception:
            return source


def current_line(kernel: Kernel, source: str, frame: Any) -> tuple[int | None, str]:
    """The line of the running cell that a stack has reached, from 1, and its text."""
    line = None
    while frame is not None:
        if kernel.is_cell(frame.f_code.co_filename):
            line = frame.f_lineno
            break
        frame = frame.f_back
    return line, source_line(source, line)


def source_line(source: str, line: int | None) -> str:
    """A line of the cell, from 1; empty where there is none."""
    lines = source.splitlines()
    return plain_text(lines[line - 1].strip(), 500) if line and 0 < line <= len(lines) else ""


def raised(kernel: Kernel, source: str, problem: BaseException) -> Record:
    """A ``Raised`` record: class, message, the line of this cell that it came from."""
    line: int | None = None
    if isinstance(problem, SyntaxError) and kernel.is_cell(str(problem.filename or "")):
        line = problem.lineno
    here = set(_last_files(kernel))
    shown: list[str] = []
    trace = problem.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename in here:
            line = trace.tb_lineno
        elif code.co_filename == "<timed exec>":  # the body of %%time starts on the second line
            line = trace.tb_lineno + 1
        shown.append(_place(kernel, code, trace.tb_lineno))
        trace = trace.tb_next
    shown = [text for text in shown if text]
    if len(shown) > FRAMES:
        shown = [*shown[: FRAMES // 2], "...", *shown[-FRAMES // 2 :]]
    try:
        message = message_text(problem)
    except Exception:
        message = ""
    return {
        "type": plain_text(type(problem).__name__, 200),
        "message": message,
        "line": line,
        "source_line": source_line(source, line),
        "traceback": "\n".join(shown),
    }


def _last_files(kernel: Kernel) -> list[str]:
    names = kernel.shell.compile._filename_map
    latest = max(names.values(), default=0)
    return [name for name, number in names.items() if number == latest]


def _place(kernel: Kernel, code: Any, line: int) -> str:
    name = str(code.co_filename)
    function = plain_text(code.co_name, 100)
    if kernel.is_cell(name):
        number = kernel.shell.compile._filename_map[name]
        return f"cell {number}, line {line}" + (
            "" if function == "<module>" else f", in {function}"
        )
    if "IPython" in name or "ipykernel" in name or os.path.dirname(__file__) in name:
        return ""
    short = name.replace("\\", "/").split("site-packages/")[-1].split("/lib/python")[-1]
    return f"{plain_text(short, 200)}:{line}, in {function}"


def bound_names(python: str) -> list[str]:
    """The names that a cell's Python assigns, imports or defines at its top level or deeper."""
    try:
        tree = ast.parse(python)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found: dict[str, None] = {}
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found[node.name] = None
            continue  # what a body binds is its own
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = None
        if isinstance(node, ast.alias):
            found[(node.asname or node.name).split(".")[0]] = None
        if isinstance(node, ast.ExceptHandler) and node.name:
            found[node.name] = None
        waiting.extend(ast.iter_child_nodes(node))
    return [plain_text(name, 200) for name in list(found)[:500]]


def number(value: Any) -> float | None:
    """A test cell's value where it is one number, which nbgrader takes for points."""
    kind = type(value)
    if kind.__name__ in {"bool", "bool_"}:
        return None
    try:
        found = float(value) if kind in {int, float} or kind.__module__ == "numpy" else None
    except (TypeError, ValueError, OverflowError):
        return None
    return found


def stopped(problem: BaseException | None) -> bool:
    """Whether an exception, or what it was raised from, is the cell's limit."""
    seen = 0
    while problem is not None and seen < 20:
        if isinstance(problem, CellTimeLimit):
            return True
        problem = problem.__context__ or problem.__cause__
        seen += 1
    return False
