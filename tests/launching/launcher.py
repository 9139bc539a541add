"""Starts `grade` and `nbgrader` again and again from one process that has imported them once.

Each line on standard input is a JSON object: ``program``, ``arguments``, ``folder``, ``log``,
``most``, ``go`` and ``environment``. Answers with the process's number, and with its exit code once it has ended.
What is started is a process of its own that runs the command's own entry point: a kill hits it as
any other.

Its boxes are without some libraries, as on a machine that has none, so that a run takes a second.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

IMPORTED = (
    "graders.commands.run",
    "graders.commands.projection",
    "graders.commands.console",
    "graders.commands.language",
    "graders.adopted.course",
    "graders.adopted.part",
    "graders.cohort.pipeline",
    "graders.cohort.progress",
    "graders.course.executed",
    "graders.gradebook.adjustments",
    "graders.gradebook.projection",
    "graders.running.runner",
    "graders.running.backends.selftest",
    "nbgrader.api",
    "nbgrader.apps.nbgraderapp",
    "nbgrader.converters",
    "alembic.config",
    "alembic.runtime.environment",
    "rich.progress",
    "rich.table",
)


def without_libraries(folder: Path, mark: str, hidden: Iterable[str]) -> None:
    """Let boxes find no library of ``hidden``, and let their processes be known by ``mark``."""
    from graders.running import box_view
    from graders.running.backends.bubblewrap import Bubblewrap

    for name in hidden:
        (folder / f"{name}.py").write_text(f"raise ImportError('no {name} here')\n", "utf-8")
    whole_view, whole_launch = box_view.of_this_interpreter, Bubblewrap.launch

    def view(filter_kind: str = "box") -> box_view.BoxView:
        found = whole_view(filter_kind)
        path = f"{box_view.BOX}/without{os.pathsep}{found.environment['PYTHONPATH']}"
        return replace(
            found,
            read_only=(*found.read_only, (folder, f"{box_view.BOX}/without")),
            environment=found.environment | {"PYTHONPATH": path},
        )

    @contextlib.contextmanager
    def launch(self: Bubblewrap, *, libraries: bool):  # type: ignore[no-untyped-def]
        with whole_launch(self, libraries=libraries) as started:
            started.settings["mark"] = mark
            yield started

    box_view.of_this_interpreter = view
    Bubblewrap.launch = launch  # type: ignore[method-assign]


def grade(arguments: list[str]) -> int:
    """What ``python -m graders`` does."""
    from graders.cli import main

    return main(arguments)


def nbgrader(arguments: list[str]) -> int:
    """What ``python -m nbgrader`` does."""
    from nbgrader.apps.nbgraderapp import main

    sys.argv = ["nbgrader", *arguments]
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


PROGRAMS = {"grade": grade, "nbgrader": nbgrader}


def start(order: dict) -> int:  # type: ignore[type-arg]
    """Fork, and run the command in the child."""
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, log), (2, log)):
        os.dup2(source, target)
    while order["go"] and not os.path.exists(order["go"]):  # noqa: PTH110
        time.sleep(0.01)
    if order["most"]:
        # Beyond it, a write is refused; Python ignores the signal that goes with it.
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["most"], order["most"]))
    code = 99
    try:
        code = PROGRAMS[order["program"]](order["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def answer(**facts: object) -> None:
    """Tell it in a line of its own."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def serve() -> None:
    """Take orders until there are no more."""
    folder, mark, *hidden = sys.argv[1:]
    without_libraries(Path(folder), mark, hidden)
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    for name in IMPORTED:
        importlib.import_module(name)
    from graders.checks import check_types
    from graders.cohort import keys
    from graders.commands.language import messages

    # What is imported here is what every run has, also while somebody is at work on the code.
    for parts in (keys.RUNS, keys._PLANS, keys._JUDGES):
        keys.code_digest(parts)
    check_types()
    messages("en").say("cohort-empty", {"folder": ""})
    answer(ready=True)
    for line in sys.stdin:
        pid = start(json.loads(line))
        answer(pid=pid)
        _, status = os.waitpid(pid, 0)
        answer(code=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    serve()
