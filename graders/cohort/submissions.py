"""The cohort: what lies in ``submitted/<student>/<slug>/``, nbgrader's layout.

A student made everything in there, names included. So nothing is followed that is a link, only
plain files are opened (never a FIFO or a device), sizes are looked at before reading, and a
name is compared with what a listing showed, never joined to a path because somebody typed it.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import structs

from graders.course.planning import COMPANION_BYTES, COMPANIONS, COMPANIONS_BYTES
from graders.errors import CourseError, SubmissionError
from graders.model.evidence import Remark
from graders.model.values import Struct
from graders.reports.plain import printable

NOTEBOOK_BYTES = 64 * 2**20
"""A larger notebook is not read: it is outputs gone wild, or an attack."""
DEPTH = 6
_LISTED = 5_000
_SKIPPED_FOLDERS = frozenset({"__pycache__", "__MACOSX", "node_modules"})


class Found(Struct, frozen=True, kw_only=True):
    """A submission's place. ``student`` is its folder's name, made encodable.

    ``notebook`` is the file's name without its ending where only that one counts; ``others`` are
    notebooks beside it that are graded on their own.
    """

    student: str
    slug: str
    folder: Path
    notebook: str = ""
    others: tuple[str, ...] = ()


class Submission(Struct, frozen=True, kw_only=True):
    """One student's work on one assignment, read once.

    ``digest`` is the SHA-256 of the notebook's bytes, ``files_digest`` that of the companions;
    ``received_at`` is ISO 8601 in UTC, from ``timestamp.txt`` or the notebook's own time.
    ``remarks`` says what was left out, and why.
    """

    student: str
    slug: str
    notebook: bytes
    digest: str
    companions: dict[str, bytes] = {}
    files_digest: str = ""
    received_at: str = ""
    remarks: tuple[Remark, ...] = ()


def find(
    submitted: Path,
    slug: str,
    students: Iterable[str] = (),
    *,
    folder: str = "",
    notebook: str = "",
    others: Iterable[str] = (),
) -> list[Found]:
    """Every submission of ``slug``, by student's name; of ``students`` only, where some are named.

    ``folder`` is its folder's name where that is not the slug; for ``notebook`` and ``others``
    see :class:`Found`. Raises :class:`CourseError` where a named student has no submission, and
    where two folders have one name: nobody can tell whose grade it would be.
    """
    folder, others = folder or slug, tuple(others)
    wanted = {_key(name): name for name in students}
    found = []
    for entry in _folders(submitted):
        if wanted and _key(entry.name) not in wanted and _key(printable(entry.name)) not in wanted:
            continue
        for inner in _folders(Path(entry.path)):
            if inner.name == folder:
                student = entry.name.encode("utf-8", "backslashreplace").decode("utf-8")
                found.append(
                    Found(
                        student=student, slug=slug, folder=Path(inner.path), notebook=notebook,
                        others=others,
                    )
                )  # fmt: skip
    for name in _missing(wanted, found):
        place = submitted / printable(name) / folder
        raise CourseError(
            f"{printable(name)}: no submission of {slug} in {place}/. Check the spelling; "
            "names are folder names."
        )
    _refuse_namesakes(submitted, found)
    return sorted(found, key=lambda one: one.student)


def slugs(submitted: Path) -> set[str]:
    """The assignment folders that at least one student has."""
    return {inner.name for entry in _folders(submitted) for inner in _folders(Path(entry.path))}


def read(found: Found) -> Submission:
    """Notebook and companions of one submission.

    Raises :class:`SubmissionError` where there is no notebook, several and none is named after
    the assignment, or the notebook is too large or cannot be opened.
    """
    files, remarks = _listing(found.folder)
    if not any(name.lower().endswith(".ipynb") for name in files):
        _refuse_what_is_no_file(found)
    name = _notebook(files, found)
    notebook, modified = read_notebook(found.folder / name)
    graded_alone = {f"{other}.ipynb" for other in found.others}
    beside = [file for file in files if file not in graded_alone]
    companions, left_out = _companions(found.folder, beside, name)
    return Submission(
        student=found.student,
        slug=found.slug,
        notebook=notebook,
        digest=hashlib.sha256(notebook).hexdigest(),
        companions=companions,
        files_digest=digest_of_files(companions),
        received_at=_received(found.folder, modified).isoformat(),
        remarks=(*remarks, *left_out),
    )


def read_notebook(path: Path) -> tuple[bytes, float]:
    """A notebook's bytes and time. Raises :class:`SubmissionError` as :func:`read` does."""
    return _read(path, NOTEBOOK_BYTES, "submission-too-large")


def companions_beside(notebook: Path) -> dict[str, bytes]:
    """The files beside a notebook that would be handed in with it."""
    files, _ = _listing(notebook.parent)
    companions, _ = _companions(notebook.parent, files, notebook.name)
    return companions


def digest_of_files(files: dict[str, bytes]) -> str:
    """SHA-256 over names and contents, whatever their order."""
    whole = hashlib.sha256()
    for name in sorted(files):
        encoded = name.encode("utf-8", "surrogateescape")
        whole.update(len(encoded).to_bytes(4, "big") + encoded)
        whole.update(hashlib.sha256(files[name]).digest())
    return whole.hexdigest()


def _key(name: str) -> str:
    # macOS hands out decomposed Hangul: the same name, other code points.
    return unicodedata.normalize("NFC", name)


def _refuse_namesakes(submitted: Path, found: list[Found]) -> None:
    first: dict[str, Found] = {}
    for one in found:
        other = first.setdefault(_key(one.student), one)
        if other is not one:
            spelt = " and ".join(ascii(each.folder.parent.name) for each in (other, one))
            raise CourseError(
                f"{submitted} has two folders of one name, {printable(one.student)!r}: spelt "
                f"{spelt}. Which of them counts? Move the other away, or rename it where they are "
                "two people."
            )


def _missing(wanted: dict[str, str], found: list[Found]) -> Iterator[str]:
    have = {_key(one.student) for one in found} | {_key(printable(one.student)) for one in found}
    return (name for key, name in wanted.items() if key not in have)


def _folders(folder: Path) -> list[os.DirEntry[str]]:
    """Real, visible folders in ``folder``; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted(
                (
                    entry
                    for entry in entries
                    if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
                ),
                key=lambda entry: entry.name,
            )
    except OSError:
        return []


def _listing(folder: Path) -> tuple[list[str], list[Remark]]:
    """Plain files below ``folder`` as relative POSIX paths, and remarks on what was passed over."""
    files: list[str] = []
    remarks: list[Remark] = []
    pending = [("", 0)]
    while pending:
        inside, depth = pending.pop()
        try:
            with os.scandir(folder / inside) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            remarks.append(_left_out(inside, "companion-unreadable"))
            continue
        for entry in listed:
            path = f"{inside}/{entry.name}" if inside else entry.name
            if len(files) >= _LISTED:
                remarks.append(_left_out(path, "companions-too-many", _LISTED))
                return sorted(files), remarks
            if entry.name.startswith(".") or entry.name in _SKIPPED_FOLDERS:
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < DEPTH:
                    pending.append((path, depth + 1))
                else:
                    remarks.append(_left_out(path, "companion-too-deep"))
            elif entry.is_file(follow_symlinks=False):
                files.append(path)
            else:
                remarks.append(_left_out(path, "companion-not-a-file"))
    return sorted(files), remarks


def _left_out(path: str, key: str, limit: int = COMPANIONS) -> Remark:
    return Remark(key=key, facts={"file": printable(path)[:200], "limit": limit})


def _notebook(files: list[str], found: Found) -> str:
    """``<slug>.ipynb`` wins, else the only notebook at the top, where it is nobody else's."""
    slug = found.notebook or found.slug
    notebooks = [name for name in files if "/" not in name and name.lower().endswith(".ipynb")]
    if f"{slug}.ipynb" in notebooks:
        return f"{slug}.ipynb"
    if not notebooks or found.others:
        raise SubmissionError("submission-no-notebook", slug=slug)
    if len(notebooks) > 1:
        names = ", ".join(printable(name) for name in notebooks[:5])
        raise SubmissionError("submission-several-notebooks", slug=slug, names=names)
    return notebooks[0]


def _refuse_what_is_no_file(found: Found) -> None:
    """Say it where a link, a folder or a device stands in the notebook's place."""
    name = f"{found.notebook or found.slug}.ipynb"
    if os.path.lexists(found.folder / name):
        raise SubmissionError("submission-notebook-is-no-file", file=name)


def _companions(
    folder: Path, files: list[str], notebook: str
) -> tuple[dict[str, bytes], list[Remark]]:
    companions: dict[str, bytes] = {}
    remarks: list[Remark] = []
    total = 0
    for name in files:
        if name in {notebook, "timestamp.txt"}:
            continue
        if not _encodable(name):
            remarks.append(_left_out(name, "companion-odd-name"))
            continue
        if len(companions) >= COMPANIONS:
            remarks.append(_left_out(name, "companions-too-many"))
            break
        try:
            data, _ = _read(folder / name, COMPANION_BYTES, "companion-too-large")
        except SubmissionError as problem:
            left_out = _left_out(name, problem.key)
            remarks.append(structs.replace(left_out, facts={**problem.facts, **left_out.facts}))
            continue
        total += len(data)
        if total > COMPANIONS_BYTES:
            megabytes = COMPANIONS_BYTES // 2**20
            remarks.append(Remark(key="companions-too-large", facts={"megabytes": megabytes}))
            break
        companions[name] = data
    return companions, remarks


def _encodable(name: str) -> bool:
    return printable(name) == name and "\\" not in name


def _read(path: Path, limit: int, too_large: str) -> tuple[bytes, float]:
    """A plain file's bytes and time. Opened without following a link or waiting for a FIFO."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    file = printable(path.name)
    try:
        descriptor = os.open(path, flags)
    except OSError as problem:
        raise SubmissionError(
            "submission-unreadable-file", file=file, problem=problem.strerror or ""
        ) from problem
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise SubmissionError("submission-unreadable-file", file=file, problem="not a file")
        megabytes = round(status.st_size / 2**20, 1)
        facts = {"megabytes": megabytes, "limit": limit // 2**20}
        if status.st_size > limit:
            raise SubmissionError(too_large, file=file, **facts)
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise SubmissionError(too_large, file=file, **facts)
        return data, status.st_mtime


def handed_in_at(folder: Path) -> datetime | None:
    """When it was handed in, as nbgrader's ``timestamp.txt`` tells; ``None`` without that file.

    nbgrader writes ``2026-03-01 15:58:23.948203 UTC``, with the zone's name where it is set.
    """
    try:
        data, _ = _read(folder / "timestamp.txt", 1000, "companion-too-large")
        words = data.decode("utf-8").split()
        moment = datetime.fromisoformat(" ".join(words[:2]))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(words[2]) if len(words) > 2 else UTC)
        return moment.astimezone(UTC)
    except (SubmissionError, ValueError, OverflowError, ZoneInfoNotFoundError, OSError):
        return None


def _received(folder: Path, modified: float) -> datetime:
    """When it was handed in: nbgrader's ``timestamp.txt``, else the notebook's own time."""
    return handed_in_at(folder) or datetime.fromtimestamp(int(modified), UTC)
