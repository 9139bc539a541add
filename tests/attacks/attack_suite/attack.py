"""An attack is a file: a header that says what it does and how it shows its teeth, then code.

    # Reads a file of the host.
    # class: reading
    # armed: breach
    # endings: finished, died
    # open: landlock

``class`` is one of :data:`CLASSES`. ``armed`` is the harm that its control run must do without a
box (:data:`ARMED`). ``endings`` are the outcomes of the run that count as contained; without the
line, any. ``open`` names back-ends that are known, and
documented, not to hold it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parents[1]
CLASSES = {
    "bombs": "fork and thread bombs",
    "loops": "endless loops that ignore signals",
    "floods": "memory, disk, inode and output floods",
    "reading": "reading labels, references, neighbours, the gradebook",
    "processes": "`/proc`, memory and signals of other processes",
    "kernel": "the kernel's own doors: namespaces, mounts, limits, io_uring",
    "network": "network, DNS, abstract sockets, vsock",
    "evidence": "forged or overwritten evidence",
    "ending": "exits, crashes, a killed parent",
    "daemons": "what outlives the run",
    "files": "links, FIFOs and devices as outputs",
    "objects": "pickles and object arrays",
    "models": "hostile `.keras` and HDF5, odd weights, a billion parameters",
    "notebooks": "notebooks that are none",
    "publishing": "scripts, terminal escapes and formulas in what is published",
    "names": "paths in students' names",
    "odd": "`input()`, a window, `pip install`",
    "grade": "cheating the grade",
}
ARMED = {
    "breach": "prints BREACH",
    "stubborn": "lives on after it is interrupted",
    "flood": "prints more than a notebook may",
    "gone": "is gone before its last line",
    "orphan": "leaves a process behind",
    "parent": "kills its parent",
    "pipe": "writes to the descriptor that has the result pipe's number",
    "closes": "closes that descriptor",
    "multiplies": "is more processes than a notebook may be",
    "stops": "is stopped, and stays so",
    "waits": "never ends by itself",
    "trace": "leaves a file on the host",
    "published": "prints what a page or a terminal takes for orders",
    "naive": "harms a program that reads it without care",
    "gain": "earns points with the naive grader beside it",
    "observed": "is without it a program that an experiment tells",
}
_FIELD = re.compile(r"# (class|armed|endings|open|base|review): (.*)")


@dataclass(frozen=True)
class Attack:
    """``path`` names it; ``fields`` are those of the header that not every attack has."""

    path: Path
    what: str
    kind: str
    armed: str
    endings: tuple[str, ...]
    open: tuple[str, ...]
    code: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


def read(path: Path) -> Attack:
    """An attack's file. Raises ``ValueError`` for a header that says too little or too much."""
    lines = path.read_text("utf-8").splitlines()
    fields: dict[str, str] = {}
    what: list[str] = []
    place = 0
    for line in lines:
        if not line.startswith("# ") or line.startswith("# %%"):
            break
        if found := _FIELD.fullmatch(line):
            fields[found[1]] = found[2]
        elif fields:
            raise ValueError(f"{path.name}: {line!r} comes after the fields")
        else:
            what.append(line[2:])
        place += 1
    kind, armed = fields.pop("class", ""), fields.pop("armed", "")
    if not what or kind not in CLASSES or armed not in ARMED:
        raise ValueError(f"{path.name}: its header needs a sentence, a class and how it is armed")
    return Attack(
        path=path, what=" ".join(what), kind=kind, armed=armed,
        endings=_names(fields.pop("endings", "")),
        open=_names(fields.pop("open", "")),
        code="\n".join(lines[place:]).strip() + "\n", fields=fields,
    )  # fmt: skip


def attacks(folder: str) -> list[Attack]:
    """The attacks of a folder (``machine``, ``submissions``, ``grade``), by name."""
    return [read(path) for path in sorted((FOLDER / folder).glob("*.py"))]


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
