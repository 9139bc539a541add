"""What a box is asked to do: run a notebook, or measure a saved model.

``job`` is a decoded ``RunJob`` or ``MeasureJob`` as a plain dict; ``emit`` sends a frame to the
trusted side at once, so that what was finished before a kill is kept.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter, process_time
from typing import Any

from . import mode
from .capture import capture, observed
from .describe import Record, plain_text
from .figures import Figures
from .functions import Functions
from .kernel import Kernel, bound_names, current_line, number, raised, stopped
from .limits import CellTimeLimit, Clock, cell_limit
from .lineage import Lineage
from .observer import Observer
from .originals import Originals
from .outputs import Outputs
from .rows import Rows
from .saving import archive, record, relevant
from .surroundings import Files, install_colab, install_commands, install_no_network

Emit = Callable[[dict[str, Any]], None]
TRAIN_FILE = "data/train.csv"
COLLECT_SECONDS = 20.0


def run(job: dict[str, Any], emit: Emit) -> None:
    """Run the planned cells in the working folder; emit a frame for all that is found."""
    began, cpu_began = perf_counter(), process_time()
    plan, limits = job["plan"], job.get("limits") or {}
    unpack(job.get("files") or {})
    chosen = plan.get("mode", "grading")
    if chosen == "grading":
        mode.grading_mode()
    kept = plan.get("split_seed")
    mode.pin_randomness(
        int(plan.get("seed", 0)),
        remap=bool(plan.get("remap_seeds", False)),
        split_seed=None if kept is None else int(kept),
    )
    versions = {} if plan.get("stub_fit") else mode.versions()  # the first run has told them
    emit({"frame": "environment", "versions": versions, "mode": chosen})
    session = Session(plan, limits, job, emit)
    session.run_all()
    emit({
        "frame": "finished",
        "cpu_seconds": process_time() - cpu_began,
        "seconds": perf_counter() - began,
    })  # fmt: skip


def unpack(files: dict[str, bytes]) -> None:
    """Write files below the working folder. Raises ``ValueError`` for a path that leaves it."""
    for name, data in files.items():
        parts = name.split("/")
        if not name or "\\" in name or ":" in parts[0] or any(p in {"", ".", ".."} for p in parts):
            raise ValueError(f"{name!r} is no relative path")
        path = os.path.join(*parts)
        if len(parts) > 1:
            os.makedirs(os.path.join(*parts[:-1]), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)


class Session:
    """One notebook's run: the kernel, the observer and the budget."""

    def __init__(
        self, plan: dict[str, Any], limits: dict[str, Any], job: dict[str, Any], emit: Emit
    ) -> None:
        self.plan, self.emit = plan, emit
        self.cell_seconds = float(limits.get("cell_seconds", 60.0))
        self.notebook_seconds = float(limits.get("notebook_seconds", 180.0))
        self.wall_factor = float(limits.get("wall_factor", 6.0))
        self.observer = Observer()
        self.observer.test_rows = int(plan.get("test_rows", 0))
        self.observer.array_bytes = int(plan.get("array_bytes", 2_000_000))
        self.observer.stubbed = bool(plan.get("stub_fit", False))
        self.observer.keep_inputs = bool(plan.get("keep_inputs", False))
        self.observer.measure_fit = (
            bool(plan.get("measure_fit", False)) and not self.observer.stubbed
        )
        files = job.get("files") or {}
        self.observer.lineage = Lineage(files.get(plan.get("test_file", "")))
        if not self.observer.stubbed:  # the rows are known by then
            self.observer.rows = Rows(files, (TRAIN_FILE, str(plan.get("test_file", ""))))
        # An experiment's functions are asked nothing: they are the first run's.
        calls = [] if self.observer.stubbed else list(plan.get("probes") or ())
        self.functions = Functions(calls, self.observer)
        self.outputs = Outputs(int(limits.get("output_mb", 64)) * 1_000_000)
        self.used = 0.0
        self.clock = Clock()
        self.kernel = Kernel(self.outputs)
        self.figures = Figures(self.observer.quietly)
        if not self.observer.stubbed:
            self.figures.watch(self.kernel.shell)
        if os.getcwd() not in sys.path:
            sys.path.insert(0, os.getcwd())  # companions such as helpers.py
        say = self.observer.say
        names = list(job.get("fallback_files") or ()) or list(files)
        Files(names, say).install()
        install_colab(say)
        install_no_network(say)
        Originals(dict(plan.get("originals") or {}), say).install()
        install_commands(self.kernel.shell, say)
        self._watch()

    def _watch(self) -> None:
        from . import watch_sklearn

        watch_sklearn.watch(self.observer, list(self.plan.get("splits") or ()))
        try:
            import keras  # noqa: F401
        except ImportError:
            return
        from . import watch_keras

        if self.observer.stubbed:
            from . import loops, stub

            trained = stub.install(self.observer, dict(self.plan.get("trained") or {}))
            loops.install(self.observer, trained)
            self.kernel.show_nothing()
        watch_keras.watch(self.observer)

    def run_all(self) -> None:
        """Run every cell in order, whatever the ones before did."""
        cells = self.plan.get("cells") or []
        for place, cell in enumerate(cells):
            left = self.notebook_seconds - self.used
            if left <= 0.05:
                self._not_run(cells[place:])
                break
            self._run_cell(cell, min(self.cell_seconds, left), left < self.cell_seconds)
            self._probe(cell)
        self._bounded(partial(self._models, final=True))

    def _not_run(self, cells: list[dict[str, Any]]) -> None:
        for cell in cells:
            ended = self._ended(cell, {
                "cell": cell["cell"], "index": int(cell["index"]), "outcome": "not-run",
                "limit": "notebook", "binds": bound_names(self.kernel.transformed(cell["source"])),
            })  # fmt: skip
            self.emit(ended)

    def _run_cell(self, cell: dict[str, Any], seconds: float, last: bool) -> None:
        self.observer.cell = str(cell["cell"])
        self.outputs.begin()
        self.emit({"frame": "cell-started", "cell": cell["cell"], "index": int(cell["index"])})
        source = str(cell["source"])
        run: Record = {"cell": cell["cell"], "index": int(cell["index"]), "outcome": "ok",
                       "binds": bound_names(self.kernel.transformed(source))}  # fmt: skip

        def give_up() -> None:
            """The cell swallows every exception: report what there is, and end."""
            self._timed_out(run, source, last)
            self._close(cell, run)
            self.emit({"frame": "stopped", "cell": cell["cell"], "limit": run["limit"]})
            os._exit(0)

        problem: BaseException | None = None
        self.kernel.exited = False
        streams = sys.stdout, sys.stderr
        try:
            with cell_limit(self.clock, seconds, seconds * self.wall_factor, give_up):
                result = self.kernel.run(source, test=cell.get("kind") == "test")
            if cell.get("kind") == "test":
                run["result"] = number(result.result)
            problem = result.error_before_exec or result.error_in_exec
        except CellTimeLimit as limit:
            problem = limit
        except BaseException as unexpected:
            problem = unexpected
        # A cell may have replaced them and never put them back.
        sys.stdout, sys.stderr = streams
        if self.clock.struck is not None and (problem is None or stopped(problem)):
            self._timed_out(run, source, last)
        elif problem is not None:
            run["outcome"] = "error"
            run["raised"] = self.observer.quietly(
                lambda: raised(self.kernel, source, problem)
            ) or {"type": type(problem).__name__, "message": ""}  # fmt: skip
        if self.kernel.exited:
            self.observer.say("quit-ignored")
        self._close(cell, run)

    def _timed_out(self, run: Record, source: str, last: bool) -> None:
        line, text = current_line(self.kernel, source, self.clock.where)
        kind = "CPU time" if self.clock.struck == "cpu" else "wall time"
        used = self.clock.cpu_seconds if self.clock.struck == "cpu" else self.clock.seconds
        run["outcome"] = "timeout"
        run["limit"] = "wall" if self.clock.struck == "wall" else "notebook" if last else "cell"
        run["raised"] = {
            "type": "CellTimeLimit",
            "message": f"stopped after {used:.1f} seconds of {kind}",
            "line": line,
            "source_line": text,
        }

    def _close(self, cell: dict[str, Any], run: Record) -> None:
        """End a cell: its numbers, its outputs, what was captured and observed."""
        run["seconds"], run["cpu_seconds"] = self.clock.seconds, self.clock.cpu_seconds
        self.used += run["cpu_seconds"]
        run["outputs"] = self.outputs.finish()
        run["output_bytes_dropped"] = self.outputs.dropped
        self.emit(self._ended(cell, run))
        self._bounded(self._models)

    def _probe(self, cell: dict[str, Any]) -> None:
        """Ask the notebook's functions, once everything that the cell showed is safe."""
        before = self.functions.seconds

        def give_up() -> None:
            self.emit({"frame": "stopped", "cell": cell["cell"], "limit": "cell"})
            os._exit(0)

        self.functions.answer(
            str(cell["cell"]), self.kernel.namespace,
            lambda answers: self.emit({"frame": "probed", "probes": answers}), give_up,
        )  # fmt: skip
        self.used += self.functions.seconds - before

    def _ended(self, cell: dict[str, Any], run: Record) -> dict[str, Any]:
        frame: dict[str, Any] = {"frame": "cell-done", "run": run, "values": [], "fits": [],
                                 "calls": [], "remarks": [], "models": []}  # fmt: skip
        if run["outcome"] != "not-run":
            self._bounded(partial(self._capture, cell, run, frame["values"]))
        self._bounded(partial(self._observed, frame))
        return frame

    def _observed(self, frame: dict[str, Any]) -> None:
        frame["fits"], frame["calls"], frame["remarks"] = self.observer.take()
        frame["splits"], self.observer.splits = self.observer.splits, []
        frame["origins"] = self.observer.quietly(self.observer.rows.take) or []
        if not self.observer.stubbed:
            frame["estimators"] = self.observer.estimators.take(self.kernel.namespace)
            frame["figures"] = self.figures.take(self.observer.cell)

    def _capture(self, cell: dict[str, Any], run: Record, values: list[Record]) -> None:
        planned = set(self.plan.get("models") or ())
        for name in cell.get("names") or ():
            value = capture(str(name), cell["cell"], self.kernel.namespace, self.observer)
            if value["kind"] == "missing":
                found = observed(
                    str(name), run["binds"], self.kernel.namespace, self.observer, planned
                )
                value.update(found)
            values.append(value)
            if value["kind"] == "array":
                seen = partial(self.observer.rows.see, value["array"]["digest"])
                self.observer.quietly(partial(seen, self.kernel.namespace[str(name)]))

    def _bounded(self, work: Callable[[], None]) -> None:
        """Collect, but not for ever: what is looked at may run the student's code."""
        with contextlib.suppress(CellTimeLimit):
            try:
                with cell_limit(Clock(), COLLECT_SECONDS, 6 * COLLECT_SECONDS, lambda: os._exit(1)):
                    work()
            except Exception:
                self.observer.say("collecting-failed")

    def _names(self) -> dict[int, list[str]]:
        """The notebook's names of each model, usual ones first."""
        usual = list(self.plan.get("models") or ())
        names: dict[int, list[str]] = {}
        for name, thing in list(self.kernel.namespace.items()):
            if name.startswith("_") or name in {"In", "Out"}:
                continue
            for entry in self.observer.models:
                if entry.model is thing:
                    names.setdefault(entry.number, []).append(name)
        for found in names.values():
            found.sort(key=lambda name: (name not in usual, name))
        return names

    def _models(self, final: bool = False) -> None:
        """Save and send models that changed: a later endless loop then loses nothing."""
        names = self._names()
        for entry in relevant(self.observer, names):
            own = names.get(entry.number, [])
            if not (entry.fitted or entry.test_inputs is not None) and not final:
                continue
            if entry.test_inputs is None and not self.observer.stubbed:
                self.observer.quietly(partial(archive, entry))
            state = (",".join(own), entry.archive_weights, id(entry.test_outputs))
            if entry.sent == state and not (final and entry.changed):
                continue
            found = self.observer.quietly(partial(record, entry, own, self.observer))
            if found is not None:
                entry.sent, entry.changed = state, False
                self.emit({"frame": "models", "models": [found]})


def measure(job: dict[str, Any], emit: Emit) -> None:
    """Load a saved model, answer the recorded inputs, read its specification."""
    began, cpu_began = perf_counter(), process_time()
    gc.disable()  # the process ends before garbage would matter
    mode.grading_mode()
    mode.pin_randomness(0)
    measurement: Record
    try:
        from .measuring import measured

        measurement = measured(job)
    except Exception as problem:
        reason = plain_text(f"{type(problem).__name__}: {problem}", 1_000)
        measurement = {"model": int(job["model"]), "status": "not-rebuilt", "reason": reason}
    emit({"frame": "measured", "measurement": measurement})
    emit({
        "frame": "finished",
        "cpu_seconds": process_time() - cpu_began,
        "seconds": perf_counter() - began,
    })  # fmt: skip
