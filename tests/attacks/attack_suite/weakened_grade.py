"""``grade`` with a box that lacks layers: ``python weakened_grade.py LAYERS run ...``.

LAYERS is JSON: ``box`` and ``parent`` list what is taken from the whole run, ``paths`` what the box
shows more than it should, ``jobs`` says which layers the submission with a mark in its notebook
runs without. Only this program can do it; ``grade`` itself has no such switch.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graders import cli
from graders.running import accounting, backends, box_view, claims, execution, frames, runner
from graders.running.backend import Backend, BackendReport, Launch
from graders.running.backends.bubblewrap import Bubblewrap
from graders.running.backends.landlock import Landlock

HERE = Path(__file__).parent
HUGE = 1 << 62
OUTER = ("--unshare-net", "--unshare-ipc", "--unshare-uts", "--hostname", "box")


def weakened(base: type[Backend], layers: dict[str, Any]) -> Backend:
    """A back-end that starts ``weakened`` in place of the zygote."""

    class Weakened(base):  # type: ignore[misc, valid-type]
        @contextmanager
        def launch(self, *, libraries: bool) -> Iterator[Launch]:
            with super().launch(libraries=libraries) as launch:
                command = [one.replace("inside.zygote", "weakened") for one in launch.command]
                environment = dict(launch.environment)
                if base is Bubblewrap:
                    command = _outer(command, layers["box"])
                else:
                    path = environment["PYTHONPATH"]
                    environment["PYTHONPATH"] = os.pathsep.join([path, str(HERE)])
                    launch.settings["readable"] = [*launch.settings["readable"], str(HERE)]  # type: ignore[misc]
                if "environment" in layers["box"]:
                    environment = {**os.environ, **environment}
                yield dataclasses.replace(launch, command=command, environment=environment)

    return Weakened()


def _outer(command: list[str], gone: list[str]) -> list[str]:
    """Bubblewrap's own namespaces, which stand behind those of each run, and what it remounts."""
    command = [one for one in command if one not in OUTER]
    if "pid-namespace" in gone:
        command.remove("--unshare-pid")
    if "read-only-root" in gone:
        place = command.index("--remount-ro", command.index("/dev/shm"))
        del command[place : place + 4]
    place = command.index("--ro-bind")
    return [*command[:place], "--ro-bind", str(HERE), "/weak", *command[place:]]


def show_more(paths: list[str]) -> None:
    """The view of a box that shows more than it should, and has no TensorFlow to import."""
    made = box_view.of_this_interpreter

    def of_this_interpreter(kind: str = "box") -> box_view.BoxView:
        view = made(kind)
        more = tuple((Path(path), path) for path in paths)
        places = os.pathsep.join(["/weak/without", view.environment["PYTHONPATH"], "/weak"])
        environment = view.environment | {"PYTHONPATH": places}
        return dataclasses.replace(
            view, read_only=(*view.read_only, *more), environment=environment
        )

    box_view.of_this_interpreter = of_this_interpreter


def pass_on(jobs: dict[str, list[str]]) -> None:
    """Tell the zygote which job is to run without what."""
    here = threading.local()
    perform, order = runner.perform, execution._order

    def perform_without(zygote: Any, kind: Any, job: bytes, *rest: Any, **named: Any) -> Any:
        here.without = [
            layer for mark, layers in jobs.items() if mark.encode() in job for layer in layers
        ]
        return perform(zygote, kind, job, *rest, **named)

    def order_without(*given: Any) -> dict[str, Any]:
        return {**order(*given), "without": here.without}

    runner.perform, execution._order = perform_without, order_without


def in_the_parent(gone: list[str]) -> None:
    """Caps and watchers of the trusted side."""
    caps = {
        "frame-bytes": (frames, "FRAME_BYTES"), "total-bytes": (frames, "TOTAL_BYTES"),
        "structure-bytes": (frames, "STRUCTURE_BYTES"),
        "total-structure-bytes": (frames, "TOTAL_STRUCTURE_BYTES"),
        "number-of-frames": (frames, "MOST_FRAMES"), "claimed-array-bytes": (claims, "_fits"),
    }  # fmt: skip
    for layer in gone:
        if layer in caps:
            module, name = caps[layer]
            value = (lambda *_: True) if name == "_fits" else HUGE
            setattr(module, name, value)
        elif layer == "remarks-of-our-own":
            claims.Claims._ours = lambda *_: True
        elif layer == "records-in-turn":
            frames.Assembler._in_turn = _any_turn
        elif layer == "printed-bytes":
            execution._Watch._take_log = lambda *_: None
        elif layer == "memory-of-all":
            _watch_without("memory")
        elif layer == "time-of-all":
            _watch_without("cpu_seconds")
    if {"frame-bytes", "total-bytes"} & set(gone):  # bound as defaults when it was defined
        frames.Assembler.__init__.__defaults__ = (
            (), frames.FRAME_BYTES, frames.TOTAL_BYTES, frames.ARRAY_BYTES, ()
        )  # fmt: skip


def _any_turn(self: frames.Assembler, run: Any) -> bool:
    """Every end of a cell is taken, whoever sent it and when."""
    if self.running_cell == run.cell:
        self.running_cell = None
    return True


def _watch_without(what: str) -> None:
    look = accounting.Usage.look

    def look_without(self: accounting.Usage, limit: int) -> None:
        look(self, limit)
        setattr(self, what, 0)

    accounting.Usage.look = look_without


def main(layers: dict[str, Any], arguments: list[str]) -> int:
    """Take the layers away, then run the command; the self-test, which would notice, is passed."""
    show_more(layers["paths"])
    pass_on(layers["jobs"])
    in_the_parent(layers["parent"])
    backends.ALL = tuple(weakened(base, layers) for base in (Bubblewrap, Landlock))
    backends.examine = lambda backend, **_: BackendReport(
        name=backend.name, title=backend.title, works=True
    )
    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1]), sys.argv[2:]))
