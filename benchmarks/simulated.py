"""Cohorts of any size from recorded evidence: nothing runs, and no two submissions are equal.

Every submission starts from the recorded evidence of one of an assignment's right and wrong
solutions (``reference/<slug>/evidence.msgpack.xz``). Then, as numbers that differ from student to
student differ in a cohort, outputs of networks get a noise of a float's size (every record of the
same array the same one), histories and times move a little, numbers in the notebook's cells
change, and in one of three a part of the evidence is somebody else's, so that mistakes come in
combinations. What the recorded packs leave out, cells' outputs and models' archives, stands in as
bytes of the size that a real run's have.
"""

from __future__ import annotations

import base64
import hashlib
import random
import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from graders.cohort.submissions import Submission, digest_of_files
from graders.course.folder import Course
from graders.proof.recorded import read_pack
from graders.proof.solutions import solutions

ROOT = Path(__file__).resolve().parents[1]
RIGHT = 0.6
"""The share of submissions that start from a right solution."""
PICTURE_BYTES, ARCHIVE_BYTES = 20_000, 23_700
"""A learning curve as PNG and a network of three layers, as a real run of `regression` has them."""
_COMBINED = ("experiments", "figures", "fits", "probes")
_NUMBER = re.compile(r"\b[1-9]\d{0,2}\b")
_NUMBERS = (4, 8, 16, 24, 32, 42, 64, 100)
_RING = 3


class Handed(NamedTuple):
    """A submission, and the evidence of its run as a box would send it."""

    submission: Submission
    evidence: bytes


class Population:
    """Submissions of one assignment by their number: the same number, the same submission."""

    def __init__(self, course: Course, slug: str, seed: int = 7) -> None:
        loaded = course.load(slug)
        pack = read_pack(loaded.folder)
        self._slug, self._seed = slug, seed
        self._evidence = {name: pack.evidence(name).encode() for name in pack.entries}
        made = {one.label: one.notebook for one in solutions(loaded)}
        self._notebooks = {
            name: msgspec.json.decode(made[name]) for name in self._evidence if name in made
        }
        self._right = [name for name in self._notebooks if not name.startswith("wrong/")]
        self._wrong = [name for name in self._notebooks if name.startswith("wrong/")]

    def submission(self, number: int) -> Handed:
        """The submission of this number."""
        chance = random.Random(f"{self._seed} {number}")
        name = chance.choice(self._right if chance.random() < RIGHT else self._wrong)
        tree = msgspec.msgpack.decode(self._evidence[name])
        if chance.random() < 1 / 3:
            other = msgspec.msgpack.decode(self._evidence[chance.choice(self._wrong)])
            part = chance.choice(_COMBINED)
            tree[part] = other[part]
        _noise(tree, chance)
        _outputs(tree, chance)
        data = msgspec.json.encode(self._notebook(name, number, chance))
        submission = Submission(
            student=f"student-{number:06d}",
            slug=self._slug,
            notebook=data,
            digest=hashlib.sha256(data).hexdigest(),
            files_digest=digest_of_files({}),
        )
        return Handed(submission, msgspec.msgpack.encode(tree))

    def _notebook(self, name: str, number: int, chance: random.Random) -> dict[str, Any]:
        book = self._notebooks[name]
        cells = []
        for cell in book["cells"]:
            if cell["cell_type"] == "code":
                source = "".join(cell["source"])
                source = _NUMBER.sub(lambda found: _other(found[0], chance), source)
                cells.append({**cell, "source": source})
            else:
                cells.append(cell)
        cells.append(_code(f"# written by {number:06d}, nobody else"))
        if number % 1_000 < _RING:
            cells.append(_code(_odd(number // 1_000)))
        return {**book, "cells": cells}


def course_in(folder: Path, slug: str) -> Course:
    """A course in ``folder`` with one assignment of this repository's."""
    if not (folder / "course.toml").exists():
        dataset = Course(ROOT).load(slug).dataset.name
        (folder / "submitted").mkdir(parents=True)
        shutil.copy(ROOT / "course.toml", folder)
        shutil.copytree(ROOT / "reference" / slug, folder / "reference" / slug)
        shutil.copytree(ROOT / "datasets" / dataset, folder / "datasets" / dataset)
    return Course(folder)


def _noise(tree: dict[str, Any], chance: random.Random) -> None:
    """Networks' outputs within float noise; records of one array stay records of one array."""
    draw = np.random.default_rng(chance.getrandbits(64))
    found = [one for part in ("values", "calls", "models", "measurements") for one in
             _arrays(tree[part]) if one["dtype"] == "float32" and one["data"]]  # fmt: skip
    made: dict[str, bytes] = {}
    for array in found:
        data = made.get(array["digest"])
        if data is None or len(data) != len(array["data"]):
            values = np.frombuffer(array["data"], dtype="<f4")
            moved = values * (1 + 1e-6 * draw.standard_normal(values.shape))
            data = made[array["digest"]] = moved.astype("<f4").tobytes()
        array["data"] = data
        array["digest"] = hashlib.sha256(data).hexdigest()
    status = tree["status"]
    for name in ("seconds", "cpu_seconds"):
        status[name] *= chance.uniform(0.7, 1.6)
    status["peak_memory"] = chance.randrange(400, 900) * 2**20


def _arrays(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, dict):
        if "dtype" in part and "data" in part:
            return [part]
        part = list(part.values())
    if isinstance(part, list):
        return [one for each in part for one in _arrays(each)]
    return []


def _outputs(tree: dict[str, Any], chance: random.Random) -> None:
    for cell in tree["cells"]:
        if cell["outcome"] == "ok" and cell["cell"] == "fit":
            picture = b"\x89PNG\r\n\x1a\n" + chance.randbytes(PICTURE_BYTES)
            data = {"image/png": base64.b64encode(picture).decode(), "text/plain": "<Figure>"}
            shown = {"output_type": "display_data", "data": data, "metadata": {}}
            cell["outputs"] = msgspec.json.encode([shown])
        elif cell["outcome"] == "ok" and cell["cell"]:
            text = "".join(f"{chance.gauss(0, 1):.4f}\n" for _ in range(20))
            shown = {"output_type": "stream", "name": "stdout", "text": text}
            cell["outputs"] = msgspec.json.encode([shown])
    for model in tree["models"][-1:]:
        model["archive"] = chance.randbytes(ARCHIVE_BYTES)


def _other(number: str, chance: random.Random) -> str:
    return number if chance.random() < 0.5 else str(chance.choice(_NUMBERS))


def _code(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": hashlib.sha256(source.encode()).hexdigest()[:8],
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }


def _odd(ring: int) -> str:
    """A cell that only one ring of students has, and that nobody writes twice by chance."""
    chance = random.Random(f"ring {ring}")
    lines = ["def bend(table):"]
    for step in range(12):
        name = "".join(chance.choices("abcdefghijklmnop", k=7))
        lines.append(f"    table['{name}'] = table.{name}({chance.random():.6f}) ** {step + 2}")
    return "\n".join([*lines, "    return table"])
