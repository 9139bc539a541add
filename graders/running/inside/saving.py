"""A trained model as ``.keras`` bytes, taken as soon as its cell has ended."""

from __future__ import annotations

import contextlib
import os
import tempfile

from .describe import Record, pack, plain_text
from .observer import Observer, SeenModel, weights_digest

ARCHIVE_CAP = 50_000_000
UNNAMED = 3
"""How many trained models without a name are kept: those trained last."""


def archive(entry: SeenModel) -> None:
    """Save the model's state as it is now, where it changed since the last time."""
    digest = weights_digest(entry.model)
    if digest == entry.archive_weights and entry.archive:
        return
    entry.archive, entry.archive_problem = b"", ""
    entry.archive_weights = digest
    if not digest:
        entry.archive_problem = "the model was never built: it has no weights"
        return
    try:
        size = sum(int(weight.size) * 4 if hasattr(weight, "size") else 0
                   for weight in _plain(entry.model))  # fmt: skip
    except Exception:
        size = 0
    if size > ARCHIVE_CAP:
        entry.archive_problem = f"its weights take {size} bytes; at most {ARCHIVE_CAP} are saved"
        return
    handle, path = tempfile.mkstemp(suffix=".keras")
    os.close(handle)
    try:
        entry.model.save(path)
        with open(path, "rb") as file:
            data = file.read(ARCHIVE_CAP + 1)
        if len(data) > ARCHIVE_CAP:
            entry.archive_problem = f"the file is larger than {ARCHIVE_CAP} bytes"
        else:
            entry.archive = data
    except Exception as problem:
        entry.archive_problem = plain_text(f"{type(problem).__name__}: {problem}", 1_000)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(path)


def _plain(model: object) -> list[object]:
    return [weight.numpy() for weight in getattr(model, "weights", [])]


def record(entry: SeenModel, names: list[str], observer: Observer) -> Record:
    """A ``ModelRecord`` with archive, test inputs and test outputs."""
    found: Record = {
        "model": entry.number,
        "names": [plain_text(name, 200) for name in names[:20]],
        "spec": None if observer.stubbed else entry.specification(deep=True),
        "weights": entry.archive_weights or weights_digest(entry.model),
    }
    found["inference"] = observer.losses(entry) or {}
    found["archive"] = entry.archive
    found["archive_problem"] = entry.archive_problem
    # A wide table of hidden inputs is worth more room than a name's value.
    found["test_inputs"] = pack(entry.test_inputs, observer.array_bytes * 8)
    found["test_outputs"] = pack(entry.test_outputs, observer.array_bytes * 4)
    return found


def relevant(observer: Observer, names: dict[int, list[str]]) -> list[SeenModel]:
    """Models worth saving: named ones, those that answered test rows, the last ones trained."""
    trained = [entry for entry in observer.models if entry.fitted and entry.number not in names]
    last = {entry.number for entry in trained[-UNNAMED:]}
    return [entry for entry in observer.models
            if entry.number in names or entry.test_inputs is not None
            or entry.number in last]  # fmt: skip
