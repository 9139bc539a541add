"""Whole passes: every attack against a back-end; every layer taken away."""

from __future__ import annotations

import copy
import io
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from attack_suite import course as courses
from attack_suite.attack import Attack, attacks
from attack_suite.cohort import Cohort, differences, grade_run
from attack_suite.control import armed
from attack_suite.host import Host, host
from attack_suite.layers import Layer, student
from attack_suite.submissions import armed_naively, try_submission
from attack_suite.trial import Outcome, Trial, try_attack

from graders.cli import main
from graders.course.folder import Course

WEAKENED = Path(__file__).with_name("weakened_grade.py")
PLACES = 2
PATIENT = {"cell_seconds": 10.0, "notebook_seconds": 14.0, "wall_factor": 4.0}
"""Where a layer is gone, its attack should succeed and not be ended by a limit on time."""

TOGETHER = 8.0
"""Seconds for which two at work look for each other; however slowly one of them starts."""


@dataclass(frozen=True)
class Pass:
    """One back-end's: ``differences`` says whose honest grade the attacks changed."""

    backend: str
    trials: tuple[Trial, ...]
    honest: int
    differences: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Removal:
    """A layer taken away; ``through`` are the attacks that then were not contained."""

    layer: Layer
    trials: tuple[Trial, ...]

    @property
    def noticed(self) -> bool:
        """Whether every attack that the layer alone holds shows that it is gone."""
        return all(not trial.contained for trial in self.trials)


def try_all(
    backend: str | None = None, names: Iterable[str] = (), *, with_control: bool = True
) -> Pass:
    """Arm every attack, then hand all of them in beside honest work and grade the cohort.

    ``names`` chooses some. The honest are graded once before, alone, in a copy of the course.
    """
    wanted = set(names)
    cells = [one for one in attacks("machine") if not wanted or one.name in wanted]
    files = [one for one in attacks("submissions") if not wanted or one.name in wanted]
    with _course() as (course, here, folder):
        courses.hand_in_attacks(course, cells, here)
        plain = courses.without_attacks(course, folder / "alone")
        courses.hand_in_files(course, files, here)
        alone = grade_run(plain, courses.SLUG, backend=backend)
        if alone.code != 0:
            raise RuntimeError(f"the honest were not graded: {alone.said[-2000:]}")
        # The gradebook is one to read and to change, as later in a term.
        (course.root / "gradebook.db").write_bytes((plain.root / "gradebook.db").read_bytes())
        arms = _arm(course, cells, files, here) if with_control else {}
        beside = grade_run(course, courses.SLUG, backend=backend, marks=_marks(cells, here))
        published = publish(course, beside)
        most = alone.grades[f"zz{courses.BESIDE}"].score
        outcome = Outcome(beside, here, most, published)
        trials = [try_attack(one, outcome, armed=arms.get(one.name, False)) for one in cells] + [
            try_submission(one, outcome, armed=arms.get(one.name, False)) for one in files
        ]
        honest = [name for name in courses.students(course) if courses.is_honest(name)]
        return Pass(
            backend or "", tuple(trials), len(honest),
            tuple(differences(alone, beside, honest)), beside.seconds,
        )  # fmt: skip


def take_away(layers: Sequence[Layer], backend: str = "bubblewrap") -> list[Removal]:
    """One run in which each layer's own attacks run without it, beside honest work."""
    known = {one.name: one for one in attacks("machine")}
    with _course(**PATIENT) as (course, here, _):
        here.names["WITHIN"] = TOGETHER
        honest = courses.honest_notebooks(course)[0]
        jobs: dict[str, list[str]] = {}
        tried: list[tuple[Layer, Attack]] = []
        for layer in layers:
            for name in layer.alone:
                attack = replace(known[name], path=Path(f"{student(layer, name)}.py"))
                tried.append((layer, attack))
                source = here.filled_in(attack.name) + attack.code
                courses.hand_in(course, attack.name, courses.with_cell(honest, source))
                jobs[here.mark(attack.name)] = list(layer.gone) if layer.where == "job" else []
                if name == "read-neighbour":
                    mark = here.mark(attack.name + courses.BESIDE)
                    jobs[mark] = list(layer.gone)
                    working = courses.WORKING.format(
                        mark=here.names["NEIGHBOUR"], seconds=here.names["WITHIN"]
                    )
                    notebook = courses.with_cell(honest, f"# {mark}\n{working}")
                    courses.hand_in(course, attack.name + courses.BESIDE, notebook)
        courses.hand_in(course, f"zz{courses.BESIDE}", honest)
        order = {
            "box": [layer.name for layer in layers if layer.where == "box"]
            + ["pid-namespace"] * any(layer.name == "pid-namespace" for layer in layers),
            "parent": sorted(
                {one for layer in layers if layer.where == "parent" for one in layer.gone}
            ),
            "paths": [str(here.folder)] * any(layer.name == "view" for layer in layers),
            "jobs": jobs,
        }
        marks = {attack.name: here.mark(attack.name) for _, attack in tried}
        cohort = grade_run(
            course, courses.SLUG, backend=backend, marks=marks,
            command=[sys.executable, str(WEAKENED), json.dumps(order)],
            environment={"SECRET": str(here.names["SECRET"])},
        )  # fmt: skip
        last = cohort.grades.get(f"zz{courses.BESIDE}")
        if last is None or last.score != last.possible:
            raise RuntimeError(f"the weakened run graded nobody: {cohort.said[-3000:]}")
        outcome = Outcome(cohort, here, last.score)
        return [
            Removal(
                layer,
                tuple(
                    try_attack(attack, outcome, armed=True) for of, attack in tried if of is layer
                ),
            )
            for layer in layers
        ]


def publish(course: Course, cohort: Cohort) -> dict[str, bytes]:
    """Everything that is published of a graded course, by name: pages, tables, a terminal's text."""
    found = {"terminal": cohort.said.encode("utf-8", "surrogateescape")}
    commands = (
        ["report", courses.SLUG], ["publish", courses.SLUG, "--anyway", "--who", "tests"],
        ["export", "--lines", "--output", str(course.root / "lines.csv")],
        ["export", "--output", str(course.root / "grades.csv")],
    )  # fmt: skip
    for arguments in commands:
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            main([*arguments, "--course", str(course.root), "--lang", "en"])
        found[" ".join(arguments[:2])] = said.getvalue().encode("utf-8", "surrogateescape")
    for pattern in ("reports/**/*.html", "feedback/**/*.html", "*.csv"):
        for path in sorted(course.root.glob(pattern)):
            found[str(path.relative_to(course.root))] = path.read_bytes()
    return found


def _arm(
    course: Course, cells: Iterable[Attack], files: Iterable[Attack], here: Host
) -> dict[str, bool]:
    with ThreadPoolExecutor(PLACES) as pool:
        found = {one.name: pool.submit(armed, one, here) for one in cells}
        arms = {name: future.result() for name, future in found.items()}
    honest = json.loads(nbformat.writes(courses.honest_notebooks(course)[0]))
    return arms | {one.name: armed_naively(one, here, copy.deepcopy(honest)) for one in files}


def _marks(cells: Iterable[Attack], here: Host) -> dict[str, str]:
    return {one.name: here.mark(one.name) for one in cells}


@contextmanager
def _course(**limits: float) -> Iterator[tuple[Course, Host, Path]]:
    """A course, a host and a folder for the time of a ``with``."""
    with tempfile.TemporaryDirectory(prefix="attacks-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        course = courses.make(folder / "course", **limits)
        with host(course.root) as here:
            yield course, here, folder
