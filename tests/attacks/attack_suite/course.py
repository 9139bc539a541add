"""A course in a temporary folder: attacks handed in beside honest work."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import nbformat
from attack_suite.attack import Attack
from attack_suite.host import LIMITS, Host

from graders.commands.init import make_course
from graders.course.folder import Course
from graders.course.variants import read_variants, variant_notebook

SLUG = "scaling"
BEFORE = ("held-out", "normalized-train", "normalized-val", "normalized-test")
"""Rubric lines whose cells come before the attack's: what they earned must be kept."""

ATTACKED_AFTER = "normalized-test"
EVERY = 6
BESIDE = "-beside"
WORKING = """
# Another student, at work while somebody looks for what others left lying about.
from pathlib import Path
for place in (Path.home(), Path("/tmp"), Path("/dev/shm")):
    try:
        (place / "neighbour-{mark}").write_text("work")
    except OSError:
        pass
import time
time.sleep({seconds})
"""


def make(folder: Path, **other: float) -> Course:
    """A course with one assignment and the cohort's limits, or ``other``; nothing is handed in."""
    make_course(folder, [SLUG], title="Attacked")
    path = folder / "reference" / SLUG / "assignment.toml"
    limits = "\n".join(f"{name} = {value}" for name, value in {**LIMITS, **other}.items())
    text, changed = re.subn(r"\[limits\]\n[^\[]*", f"[limits]\n{limits}\n\n", path.read_text())
    if changed != 1:
        raise ValueError(f"{path} has no limits to replace")
    path.write_text(text)
    return Course(folder)


def without_attacks(course: Course, folder: Path) -> Course:
    """The same course, secret included, in which only the honest have handed in."""
    names = {name for name in students(course) if is_honest(name)}
    shutil.copytree(
        course.root, folder,
        ignore=lambda place, found: [
            name for name in found if Path(place).name == "submitted" and name not in names
        ],
    )  # fmt: skip
    return Course(folder)


def students(course: Course) -> list[str]:
    """Everybody's folder."""
    return sorted(path.name for path in (course.root / "submitted").iterdir())


def is_honest(student: str) -> bool:
    """Whether this is one of the neighbours."""
    return student.endswith(BESIDE)


def hand_in_attacks(course: Course, attacks: Iterable[Attack], here: Host) -> None:
    """Each attack as a cell in the middle of a right solution, with honest ones in between."""
    honest = honest_notebooks(course)
    for place, attack in enumerate(attacks):
        hand_in(
            course, attack.name, with_cell(honest[0], here.filled_in(attack.name) + attack.code)
        )
        looking = attack.name == "read-neighbour"
        if looking or place % EVERY == 0:
            seconds = here.names["WITHIN"] if looking else 0
            working = WORKING.format(mark=here.names["NEIGHBOUR"], seconds=seconds)
            notebook = with_cell(honest[place % len(honest)], working)
            hand_in(course, attack.name + BESIDE, notebook)
    hand_in(course, f"zz{BESIDE}", honest[0])


def honest_notebooks(course: Course) -> list[nbformat.NotebookNode]:
    """Right and wrong on purpose, honest all of them; the first is all right."""
    loaded = course.load(SLUG)
    variants = sorted(read_variants(loaded), key=lambda variant: variant.kind)
    return [
        nbformat.reads(variant_notebook(loaded, variant).decode(), as_version=4)
        for variant in variants
    ]


def with_cell(notebook: nbformat.NotebookNode, source: str) -> nbformat.NotebookNode:
    """A copy with one cell more, in the middle."""
    notebook = copy.deepcopy(notebook)
    place = next(n for n, cell in enumerate(notebook.cells) if cell.id == ATTACKED_AFTER)
    notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(source, id="attack"))
    return notebook


def hand_in(
    course: Course, student: str, notebook: nbformat.NotebookNode, slug: str = SLUG
) -> Path:
    """Write a submission's folder."""
    folder = course.root / "submitted" / student / slug
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{slug}.ipynb")
    return folder


def program(attack: Attack) -> ModuleType:
    """A file of ``submissions/`` as a module: ours, run on the trusted side."""
    module = ModuleType(attack.name)
    exec(compile(attack.code, str(attack.path), "exec"), module.__dict__)
    return module


def student_of(attack: Attack) -> str:
    """The name that an attack hands in under: some are the attack."""
    return str(getattr(program(attack), "STUDENT", attack.name))


def hand_in_files(course: Course, attacks: Iterable[Attack], here: Host) -> None:
    """Submissions that are attacks before any cell runs."""
    notebook = json.loads(nbformat.writes(honest_notebooks(course)[0]))
    for attack in attacks:
        folder = course.root / "submitted" / student_of(attack) / SLUG
        folder.mkdir(parents=True)
        program(attack).hand_in(folder, copy.deepcopy(notebook), here)
