"""Evidence committed beside the variants, so that all of them are judged in seconds.

``reference/<slug>/evidence.msgpack.xz`` is written by ``grade verify --record`` and read by
``--quick``. An entry says what it was made from; where that changed, the solution is run again.
An entry is kept only if it is judged exactly as the full evidence was, and a pack has a size that
a repository can bear: what runs quickest for its size is left out first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from graders.errors import CourseError, EvidenceError
from graders.model.evidence import Evidence
from graders.model.values import Struct
from graders.proof.slim import Blob, Slim, pack, slim, spared, unpack, whole

FILE = "evidence.msgpack.xz"
SCHEMA = 1
MOST_BYTES = 2_400_000
"""What a pack may take."""


class Entry(Struct, frozen=True, kw_only=True):
    """One solution's evidence, and what it was made from."""

    made: dict[str, str]
    slim: Slim


class Pack(Struct, frozen=True, kw_only=True):
    """The recorded evidence of an assignment, by ``<kind>/<name>``."""

    schema: int = SCHEMA
    entries: dict[str, Entry] = {}
    blobs: dict[str, Blob] = {}

    def evidence(self, name: str) -> Evidence:
        """A solution's evidence. Raises :class:`EvidenceError` where it is damaged."""
        return whole(self.entries[name].slim, self.blobs)


class Full(NamedTuple):
    """A solution's evidence on its way into a pack."""

    name: str
    made: dict[str, str]
    evidence: Evidence


Verdicts = Callable[[Evidence], object]
"""What a solution's evidence is judged to be; equal values are equal judgements."""


def read_pack(folder: Path) -> Pack:
    """The pack of ``reference/<slug>``; an empty one where there is none.

    Raises :class:`CourseError` for a file that is none.
    """
    path = folder / FILE
    try:
        found = msgspec.msgpack.decode(unpack(path.read_bytes()), type=Pack)
    except FileNotFoundError:
        return Pack()
    except (OSError, EvidenceError, msgspec.MsgspecError, RecursionError) as problem:
        raise CourseError(
            f"{path} cannot be read ({problem}). Delete it, or make it again with "
            f"`grade verify --record {folder.name}`."
        ) from None
    return found if found.schema == SCHEMA else Pack()


def make_pack(
    found: Iterable[Full], verdicts: Verdicts, most_bytes: int = MOST_BYTES
) -> tuple[Pack, dict[str, str]]:
    """A pack of these solutions, and why others are left out (``judged-otherwise``, ``size``)."""
    entries: dict[str, Entry] = {}
    blobs: dict[str, Blob] = {}
    left_out: dict[str, str] = {}
    seconds: dict[str, float] = {}
    for one in found:
        entry = _entry(one, verdicts, blobs)
        if entry is None:
            left_out[one.name] = "judged-otherwise"
        else:
            entries[one.name] = entry
            seconds[one.name] = one.evidence.status.cpu_seconds
    if len(pack(Pack(entries=entries, blobs=_used(entries, blobs)))) > most_bytes:
        entries = {name: _without_spares(one, verdicts, blobs) for name, one in entries.items()}
    while True:
        kept = Pack(entries=entries, blobs=_used(entries, blobs))
        size = len(pack(kept))
        if size <= most_bytes or not entries:
            return kept, left_out
        for name in _cheapest(entries, kept.blobs, seconds, 1 - most_bytes / size):
            left_out[name] = "size"
            del entries[name]


def write_pack(folder: Path, found: Pack) -> Path:
    """Write the pack aside and move it in; no file where nothing is in it."""
    from graders.files import write_aside

    path = folder / FILE
    if found.entries:
        write_aside(path, pack(found), durable=False)
        path.chmod(0o644)
    else:
        path.unlink(missing_ok=True)
    return path


def _entry(one: Full, verdicts: Verdicts, blobs: dict[str, Blob]) -> Entry | None:
    """The smallest form that is judged as the full evidence is."""
    wanted = verdicts(one.evidence)
    for rounded in (True, False):
        own: dict[str, Blob] = {}
        small = slim(one.evidence, own, rounded=rounded)
        if verdicts(whole(small, own)) == wanted:
            blobs |= own
            return Entry(made=one.made, slim=small)
    return None


def _without_spares(entry: Entry, verdicts: Verdicts, blobs: dict[str, Blob]) -> Entry:
    """The entry without large arrays (images, wide tables) that its judgement does not need."""
    wanted = verdicts(whole(entry.slim, blobs))

    def holds(small: Slim) -> bool:
        try:
            return verdicts(whole(small, blobs)) == wanted
        except EvidenceError:
            return False

    return Entry(made=entry.made, slim=spared(entry.slim, blobs, holds))


def _used(entries: dict[str, Entry], blobs: dict[str, Blob]) -> dict[str, Blob]:
    used = {name for entry in entries.values() for name in entry.slim.blobs()}
    return {name: blobs[name] for name in sorted(used)}


def _cheapest(
    entries: dict[str, Entry], blobs: dict[str, Blob], seconds: dict[str, float], share: float
) -> list[str]:
    """What saves the fewest seconds for its bytes, until ``share`` of the bytes are free."""
    users: dict[str, int] = {}
    for entry in entries.values():
        for blob in entry.slim.blobs():
            users[blob] = users.get(blob, 0) + 1
    sizes = {
        name: len(pack(entry))
        + sum(len(pack(blobs[blob])) for blob in entry.slim.blobs() if users[blob] == 1)
        for name, entry in entries.items()
    }
    freed = 0
    chosen: list[str] = []
    for name in sorted(entries, key=lambda name: (seconds[name] / sizes[name], name)):
        if chosen and freed >= share * sum(sizes.values()):
            break
        freed += sizes[name]
        chosen.append(name)
    return chosen
