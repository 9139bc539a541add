"""The live kernel as evidence: what ran in it, seen by the collector of a real run.

Nothing is executed a second time. Cells are noted as they run, library calls as they are made, and
names when a cell has ended; ``%grade`` then judges what is there by the checks of a real run. The
same frames go through the same decoder, so a card and ``grade check`` cannot disagree about what
a value is. What differs: training seeds are the student's, cells stand in the order in which they
last ran, and no experiment is made, since that would run cells again.
"""

from __future__ import annotations

import functools
import struct
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import nbformat

from graders import grading
from graders.checks import make_check
from graders.course.planning import make_public_job
from graders.course.skeleton import graded, marker
from graders.course.submission import ReadSubmission
from graders.model.assignment import Assignment
from graders.model.evidence import Environment, Evidence, Measurement, RunStatus
from graders.model.grade import Digests, Line
from graders.model.plan import PlannedCell
from graders.running.frames import Assembler
from graders.running.inside import measuring as clean
from graders.running.inside import mode, randomness, watch_sklearn
from graders.running.inside.entry import TRAIN_FILE, Session
from graders.running.inside.figures import Figures
from graders.running.inside.functions import Functions
from graders.running.inside.kernel import Kernel, bound_names, raised
from graders.running.inside.lineage import Lineage
from graders.running.inside.observer import Observer, SeenModel
from graders.running.inside.rows import Rows
from graders.running.measuring import confirm, measure_job

if TYPE_CHECKING:
    from graders.course.own import OwnAssignment

MODELS = 40
"""Networks that are remembered; a student who builds again and again keeps them all alive."""

Why = Literal["hidden", "experiment", "order", "not-run", "not-run-yet"]


@dataclass(frozen=True)
class Waits:
    """A rubric line that cannot be judged here and now.

    ``hidden``: it needs hidden data. ``experiment``: it runs the notebook again. ``order``: it is
    about the whole notebook, and cells did not run from top to bottom. ``not-run``: it is about
    what ``cell`` makes, which did not run yet. ``not-run-yet``: so it is, and once it has, an
    experiment may have to follow.
    """

    why: Why
    cell: str = ""


class _Observer(Observer):
    """Lets go of networks that the notebook let go of; numbers stay one network's own."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        super().__init__()
        self._namespace, self._numbers = namespace, 0

    def seen(self, model: Any) -> SeenModel | None:
        for entry in self.models:
            if entry.model is model:
                return entry
        if len(self.models) >= MODELS:
            named = {id(thing) for thing in list(self._namespace.values())}
            kept = [entry for entry in self.models if id(entry.model) in named]
            self.models[:] = kept[-MODELS + 1 :]
        entry = SeenModel(self._numbers, model)
        self._numbers += 1
        self.models.append(entry)
        return entry


class _Kernel(Kernel):
    """The kernel that the student works in: it runs its cells itself."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell


class LiveSession(Session):
    """A kernel, from its notebook's first cell on; ``before`` and ``after`` stand round a cell."""

    def __init__(self, shell: Any, own: OwnAssignment) -> None:
        self.own = own
        self.job = make_public_job(own, _nothing(), {})
        # As it reaches a box: plain values, and arrays as bytes.
        self.plan = msgspec.msgpack.decode(msgspec.msgpack.encode(self.job.plan))
        self.kernel = _Kernel(shell)
        self.observer = _Observer(shell.user_ns)
        self.observer.test_rows = self.job.plan.test_rows
        self.observer.array_bytes = self.job.plan.array_bytes
        self.observer.measure_fit = self.job.plan.measure_fit
        self.observer.lineage = Lineage(own.files.get(self.job.plan.test_file, b"") or None)
        self.observer.rows = Rows(own.files, (TRAIN_FILE, self.job.plan.test_file))
        self.functions = Functions(list(self.plan.get("probes") or ()), self.observer)
        self.figures = Figures(self.observer.quietly)
        self.figures.watch(shell)
        self.emit = self._keep
        self._frames: list[dict[str, Any]] = []
        self._ran: dict[str, tuple[str, dict[str, Any]]] = {}
        self._names_of = {cell.id: cell.names for cell in own.whole.cells}
        self._everything = tuple(dict.fromkeys(n for each in own.whole.cells for n in each.names))
        self._known = {"keras": False, "sklearn": False}
        self._order: list[str] = []
        self._began = 0.0
        self.orderly = True

    def _keep(self, frame: dict[str, Any]) -> None:
        self._frames.append(frame)

    def _bounded(self, work: Callable[[], None]) -> None:
        """Without a limit: it is the student's own kernel, which can be interrupted."""
        try:
            work()
        except Exception:  # noqa: BLE001 - looking must not stop the student's notebook
            self.observer.say("collecting-failed")

    def before(self, source: str) -> None:
        """A cell is about to run: libraries that it names are watched from now on."""
        self._watch_what(source)
        self.observer.cell = self._id(source)
        self.observer.totals = dict.fromkeys(self.observer.totals, 0)
        self._began = time.perf_counter()

    def after(self, source: str, problem: BaseException | None) -> None:
        """A cell has run: note how it ended, its names, and what the libraries were asked."""
        cell = self._id(source)
        self.observer.cell = cell
        run: dict[str, Any] = {
            "cell": cell,
            "index": 0,
            "outcome": "ok" if problem is None else "error",
            "seconds": time.perf_counter() - self._began,
            "binds": bound_names(self.kernel.transformed(source)),
        }
        if problem is not None:
            run["raised"] = self.observer.quietly(lambda: raised(self.kernel, source, problem)) or {
                "type": type(problem).__name__,
                "message": "",
            }
        if cell in self._ran:
            self.orderly = False
        planned = {"cell": cell, "names": self._names_of.get(cell, self._everything)}
        frame = self._ended(planned, run)
        self._ran.pop(cell, None)
        self._ran[cell] = source, frame

    def judge(self, item_id: str) -> Line | Waits | None:
        """The line of the rubric as it stands now; ``None`` where the rubric has no such line.

        Raises :class:`CourseError` where the public data beside the notebook cannot be read.
        """
        item = next((one for one in self.own.whole.checks if one.id == item_id), None)
        if item is None:
            return None
        if item_id in self.own.left_out:
            return Waits("hidden")
        if item.check == "runs-clean" and not self._all_in_order():
            return Waits("order")
        if item.cell and item.cell in self._names_of and item.cell not in self._ran:
            return Waits("not-run", item.cell)
        part = _with_what_it_needs(self.own.assignment, item_id)
        evidence = self._evidence(part)
        reference = self.own.reference()
        needs = make_check(item, self.own.types).needs
        if needs and self._asks(evidence, part, item_id):
            return Waits("experiment")
        grade = grading.grade("", part, evidence, reference, Digests(), self.own.types)
        line = next(line for line in grade.lines if line.item == item_id)
        to_run = [cell for cell in self._names_of if cell not in self._ran]
        if line.verdict.outcome == "blocked":
            about = {one.cell for one in part.checks}
            to_run = [cell for cell in to_run if cell in about]
        else:
            lacking_name = line.verdict.facts.get("name")
            to_run = [cell for cell in to_run if lacking_name in self._names_of[cell]]
        if to_run and line.points < line.possible:
            return Waits("not-run-yet" if needs else "not-run", to_run[0])
        return line

    def _asks(self, evidence: Evidence, part: Assignment, item_id: str) -> bool:
        """Whether the line, and not only one before it, waits for an experiment."""
        from graders.running.observing import lacking

        grade = grading.grade("", part, evidence, self.own.reference(), Digests(), self.own.types)
        line = next(line for line in grade.lines if line.item == item_id)
        if line.verdict.outcome in {"failed", "blocked"}:
            return False
        return lacking(evidence, part, self.own.reference(), self.own.types)

    def _all_in_order(self) -> bool:
        tasks = [cell.id for cell in self.own.whole.cells]
        return self.orderly and [cell for cell in self._ran if cell in tasks] == tasks

    def _evidence(self, part: Assignment) -> Evidence:
        cells = tuple(
            PlannedCell(cell=cell, index=index, source=source, names=self._names_of.get(cell, ()))
            for index, (cell, (source, _)) in enumerate(self._ran.items())
        )
        assembler = Assembler(
            cells, array_bytes=self.job.plan.array_bytes, probes=self.job.plan.probes
        )

        feed = functools.partial(_feed, assembler)
        feed({"frame": "environment", "versions": mode.versions(), "mode": "plain"})
        asked = {call.cell for call in self.job.plan.probes}
        for index, (cell, (_, frame)) in enumerate(self._ran.items()):
            run = {**frame["run"], "index": index}
            feed({"frame": "cell-started", "cell": cell, "index": index})
            feed({**frame, "run": run})
            if cell in asked and _asks_functions(part, self.own):
                self._answers(cell, feed)
        with randomness.kept(self.kernel.namespace):
            self._frames.clear()
            for entry in self.observer.models:
                entry.sent, entry.changed = None, True
            self._models(final=True)
        for frame in self._frames:
            feed(frame)
        feed({"frame": "finished", "cpu_seconds": 0.0, "seconds": 0.0})
        found = assembler.evidence(
            RunStatus(outcome="finished"), Environment(backend="local", local=True)
        )
        return msgspec.structs.replace(found, measurements=self._measured(found))

    def _answers(self, cell: str, feed: Callable[[dict[str, Any]], None]) -> None:
        self.functions.answer(
            cell, self.kernel.namespace,
            lambda answers: feed({"frame": "probed", "probes": answers}), lambda: None,
        )  # fmt: skip

    def _measured(self, evidence: Evidence) -> tuple[Measurement, ...]:
        """Saved networks loaded again, here: the student's own kernel is to be trusted by them."""
        found = []
        for record in evidence.models:
            wanted = measure_job(record, self.job.limits, self.job.plan.training)
            told: Measurement | None = None
            if wanted is not None:
                job = msgspec.msgpack.decode(msgspec.msgpack.encode(wanted))
                with randomness.kept(self.kernel.namespace):
                    said = self.observer.quietly(functools.partial(clean.measured, job))
                if said is not None:
                    apart = Assembler()
                    _feed(apart, {"frame": "measured", "measurement": said})
                    told = apart.measurement
            found.append(confirm(record, told))
        return tuple(found)

    def _watch_what(self, source: str) -> None:
        """Watch a library just before the first cell that names it, which imports it anyway."""
        if not self._known["sklearn"] and ("sklearn" in source or "imblearn" in source):
            self._known["sklearn"] = True
            if "imblearn" in source:
                self.observer.quietly(lambda: __import__("imblearn.over_sampling"))
            watch_sklearn.watch(self.observer, [])
        if not self._known["keras"] and ("keras" in source or "tensorflow" in source):
            self._known["keras"] = True
            self._watch_keras()

    def _watch_keras(self) -> None:
        try:
            import keras  # noqa: F401 - whether it is there
        except ImportError:
            return
        from graders.running.inside import watch_keras

        watch_keras.watch(self.observer)

    def _id(self, source: str) -> str:
        """The task's id, or one made from the text, so that a cell that runs again is the same."""
        return marker(source) or f"cell-{abs(hash(source.strip())):x}"


def is_check(source: str) -> bool:
    """Whether a cell is a check's line and comments, which is no part of the work."""
    return bool(graded(source))


def _nothing() -> ReadSubmission:
    return ReadSubmission(cells=(), repairs=(), notebook=nbformat.v4.new_notebook())


def _feed(assembler: Assembler, frame: dict[str, Any]) -> None:
    body = msgspec.msgpack.encode(frame)
    assembler.feed(struct.pack(">I", len(body)) + body)


def _asks_functions(part: Assignment, own: OwnAssignment) -> bool:
    from graders.checks.probing import asked

    return any(True for item in part.checks for _ in asked(make_check(item, own.types), item))


def _with_what_it_needs(whole: Assignment, item_id: str) -> Assignment:
    """The rubric with one line and the lines that may block it."""
    wanted, waiting = set(), [item_id]
    while waiting:
        found = whole.item(waiting.pop())
        if found.id not in wanted:
            wanted.add(found.id)
            waiting += [*found.requires, *found.follows]
    checks = tuple(item for item in whole.checks if item.id in wanted)
    return msgspec.structs.replace(whole, checks=checks)
