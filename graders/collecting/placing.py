"""Hand-ins brought into ``submitted/<student>/<slug>/``: the last in time, every earlier one kept.

    submitted/<student>/<slug>/             what is graded, with nbgrader's timestamp.txt
    .graders/attempts/<slug>/<student>/<time>-<digest>/   earlier and replaced attempts

A hand-in is copied aside beside its place and moved in as a whole. What lay there is copied to
the attempts first, so nothing is ever lost, whatever ends the program and when. The same source
collected again changes nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from msgspec import structs

from graders.collecting.hand_in import STAMP, HandIn, stamped
from graders.collecting.naming import composed
from graders.collecting.source import Member, listed
from graders.course.layout import attempts_folder
from graders.course.names import same_file
from graders.errors import StoreError
from graders.model.evidence import Remark
from graders.model.values import Struct
from graders.reports.plain import printable

How = Literal["new", "newer", "same", "earlier", "refused"]
_DIGITS = 16
_CHUNK = 1 << 20


class Step(Struct, frozen=True, kw_only=True):
    """What becomes of one hand-in. ``place`` is the folder it goes to, None where it stays out.

    ``replaced`` is the folder that its predecessor is kept in.
    """

    hand_in: HandIn
    how: How
    place: Path | None = None
    replaced: Path | None = None
    digest: str = ""


def plan(hand_ins: Iterable[HandIn], submitted: Path, state: Path, slug: str) -> list[Step]:
    """What :func:`carry_out` would do; reads, and changes nothing."""
    by_student: defaultdict[str, list[HandIn]] = defaultdict(list)
    steps = []
    for one in hand_ins:
        if one.problem is not None:
            steps.append(Step(hand_in=one, how="refused"))
        else:
            by_student[one.student].append(one)
    there = _folders(submitted)
    for student, arrived in by_student.items():
        name = there.get(same_file(student), student)
        if composed(name) != student:
            facts = {"student": printable(student), "other": printable(name)}
            problem = Remark(key="collect-case", facts=dict(facts))
            steps += [Step(hand_in=_refuse(one, problem), how="refused") for one in arrived]
            continue
        kept = attempts_folder(state, slug) / name
        steps += _planned(arrived, submitted / name / slug, kept)
    return sorted(steps, key=lambda step: (step.hand_in.student, step.hand_in.time))


def _planned(arrived: list[HandIn], place: Path, kept: Path) -> Iterator[Step]:
    *earlier, last = sorted(arrived, key=lambda one: one.time)
    present = _present(place)
    known = {path.name.rpartition("-")[2] for path in _kept(kept)}
    if present is not None:
        known.add(present[0])
    newest = digest_of(last.files)
    for one in earlier:
        digest = digest_of(one.files)
        if digest in known or digest == newest:
            yield Step(hand_in=one, how="same", digest=digest)
        else:
            known.add(digest)
            yield Step(
                hand_in=one, how="earlier", place=_aside(kept, one.time, digest), digest=digest
            )
    if present is None:
        yield Step(hand_in=last, how="new", place=place, digest=newest)
    elif newest == present[0] or (last.time <= present[1] and newest in known):
        yield Step(hand_in=last, how="same", digest=newest)
    elif last.time < present[1]:
        aside = _aside(kept, last.time, newest)
        yield Step(hand_in=last, how="earlier", place=aside, digest=newest)
    else:
        replaced = _aside(kept, present[1], present[0])
        yield Step(hand_in=last, how="newer", place=place, replaced=replaced, digest=newest)


def carry_out(steps: Iterable[Step], submitted: Path) -> None:
    """Bring hand-ins to their places. Raises :class:`StoreError` where the disk refuses."""
    try:
        submitted.mkdir(parents=True, exist_ok=True)
        for step in steps:
            if step.place is None:
                continue
            if step.replaced is not None and not step.replaced.exists():
                _keep(step.place, step.replaced)
            if step.how == "earlier":
                step.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                _move_in(step.hand_in, step.place, step.place.parent)
            else:
                _move_in(step.hand_in, step.place, submitted)
    except OSError as problem:
        where = printable(str(problem.filename or submitted))
        raise StoreError(f"{where} cannot be written: {problem.strerror}.") from problem


def _move_in(one: HandIn, place: Path, beside: Path) -> None:
    """Copy aside, on the same disk, and rename. Names that begin with a dot are not looked at."""
    with _temporary(beside) as folder:
        made = folder / "new"
        for path, member in one.files.items():
            _copy(member, made / path)
        stamp = f"{one.time.strftime('%Y-%m-%d %H:%M:%S.%f')} UTC"
        (made / STAMP).write_text(stamp, encoding="utf-8")
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            place.rename(folder / "old")
        made.rename(place)


def _copy(member: Member, to: Path) -> None:
    if member.file is None:
        raise AssertionError("a file that was left out has no bytes")
    to.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(member.file, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream, to.open("xb") as out:
        left = member.size
        while left and (data := stream.read(min(_CHUNK, left))):
            out.write(data)
            left -= len(data)
    if member.modified is not None:
        with contextlib.suppress(OSError, OverflowError, ValueError):
            os.utime(to, (member.modified.timestamp(),) * 2)


def _keep(place: Path, replaced: Path) -> None:
    """Copy what lies there to the attempts, as a whole or not at all."""
    replaced.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _temporary(replaced.parent) as folder:
        shutil.copytree(place, folder / "kept", symlinks=True)
        (folder / "kept").rename(replaced)


@contextlib.contextmanager
def _temporary(beside: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=".collecting-", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def digest_of(files: Mapping[str, Member]) -> str:
    """A digest over names and contents, whatever their order."""
    whole = hashlib.sha256()
    for path in sorted(files):
        member = files[path]
        if member.file is None:
            continue
        encoded = path.encode("utf-8", "backslashreplace")
        whole.update(len(encoded).to_bytes(4, "big") + encoded)
        with member.file.open("rb") as stream:
            whole.update(hashlib.file_digest(stream, "sha256").digest())
    return whole.hexdigest()[:_DIGITS]


def _present(place: Path) -> tuple[str, datetime] | None:
    """Digest and time of what lies there; None where nothing does."""
    if not place.is_dir():
        return None
    files = {member.path: member for member in listed(place).members}
    stamp = files.pop(STAMP, None)
    when = None
    if stamp is not None and stamp.file is not None and stamp.size < 1000:
        when = stamped(stamp.file.read_text("utf-8", "replace"))
    if when is None:
        times = [one.modified for one in files.values() if one.modified is not None]
        when = max(times, default=datetime.fromtimestamp(0, UTC))
    return digest_of(files), when


def _aside(kept: Path, when: datetime, digest: str) -> Path:
    return kept / f"{when.astimezone(UTC).strftime('%Y%m%dT%H%M%SZ')}-{digest}"


def _kept(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        return []


def _folders(submitted: Path) -> dict[str, str]:
    return {same_file(path.name): path.name for path in _kept(submitted)}


def _refuse(one: HandIn, problem: Remark) -> HandIn:
    return structs.replace(one, problem=problem)
