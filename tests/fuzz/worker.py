"""One fuzzing process: ``python -m tests.fuzz.worker TARGET FINDS [libFuzzer's options] CORPUS``.

``TARGET`` may be ``all``: then the first byte of an input chooses. An exception that is no refusal
is written to the folder ``FINDS`` with its input, once for each place it comes from, and the
search goes on; only what takes too long or too much memory ends the process, as libFuzzer does it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import traceback
from pathlib import Path

import atheris

LIBRARIES = ["tomllib", "zipfile", "tarfile", "yaml", "csv", "gzip", "datetime"]

with atheris.instrument_imports(include=["graders", *LIBRARIES]):
    import graders.checks
    import graders.cohort.store
    import graders.collecting.archive
    import graders.collecting.gradescope
    import graders.collecting.roster
    import graders.course.datasets
    import graders.course.deadlines
    import graders.course.folder
    import graders.course.submission
    import graders.proof.recorded
    import graders.running.frames  # noqa: F401

from tests.fuzz.targets import TARGETS, Target  # noqa: E402


class Finds:
    """Exceptions that should not have come out, one for each place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._known = {path.stem for path in folder.glob("*.json")}

    def note(self, target: Target, data: bytes, problem: BaseException) -> None:
        """Keep it, where its place is new or its input is shorter."""
        frames = traceback.extract_tb(problem.__traceback__)
        ours = [one for one in frames if "/graders/" in one.filename] or list(frames)
        place = f"{Path(ours[-1].filename).name}:{ours[-1].name}"
        signature = f"{target.name} {type(problem).__name__} {place}"
        name = f"{target.name}-{hashlib.sha256(signature.encode()).hexdigest()[:10]}"
        path = self._folder / name
        if name in self._known and path.exists() and path.stat().st_size <= len(data):
            return
        self._known.add(name)
        path.write_bytes(data)
        text = "".join(traceback.format_exception(problem))[-6_000:]
        told = {"target": target.name, "signature": signature, "traceback": text}
        path.with_suffix(".json").write_text(json.dumps(told, indent=1), "utf-8")


def main(argv: list[str]) -> None:
    """Fuzz until libFuzzer's options say that it is enough."""
    chosen, folder, *options = argv
    finds = Finds(Path(folder))
    every = list(TARGETS.values())
    logging.disable(logging.CRITICAL)

    def split(data: bytes) -> tuple[Target, bytes, bytes]:
        if chosen != "all":
            return TARGETS[chosen], b"", data
        return every[data[0] % len(every) if data else 0], data[:1], data[1:]

    def once(data: bytes) -> None:
        target, _, body = split(data)
        try:
            target(body)
        except MemoryError:
            raise
        except Exception as problem:  # noqa: BLE001 - a find, and the search goes on
            finds.note(target, body, problem)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        target, first, body = split(data)
        if target.mutate is not None and seed % 2:
            found = target.mutate(body, most - len(first), seed)
            if found is not None:
                return first + found
        return bytes(atheris.Mutate(data, most))

    atheris.Setup([sys.argv[0], *options], once, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
