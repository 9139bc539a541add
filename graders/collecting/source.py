"""What was downloaded, as a list of files: from an archive, or from a folder as it lies there."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from graders.collecting.naming import composed
from graders.errors import CollectionError
from graders.model.evidence import Remark
from graders.model.values import Struct
from graders.reports.plain import printable

_SKIPPED = frozenset({"__MACOSX", "__pycache__", ".ipynb_checkpoints", "node_modules"})
_ENDINGS = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".7z", ".rar", ".egg")
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")
_ZIPPED_DOCUMENTS = (".keras", ".npz", ".pt", ".xlsx", ".docx", ".pptx", ".odt", ".ods", ".whl")
"""ZIP archives in form, one file in use."""


class Limits(Struct, frozen=True, kw_only=True):
    """What an archive may hold. ``ratio`` counts for files of more than ``ratio_from`` bytes."""

    members: int = 50_000
    file_bytes: int = 64 * 2**20
    total_bytes: int = 8 * 2**30
    ratio: int = 200
    ratio_from: int = 8 * 2**20
    header_bytes: int = 2**20


LIMITS = Limits()


class Member(Struct, frozen=True, kw_only=True):
    """A file that came: its name as composed text, and where its bytes lie now.

    With a ``problem`` there are no bytes: the file is left out, and the problem says why.
    """

    path: str
    file: Path | None = None
    size: int = 0
    modified: datetime | None = None
    problem: Remark | None = None


class Source(Struct, frozen=True, kw_only=True):
    """Files under one name. ``root`` is the folder they lie in, where it was one."""

    name: str
    members: tuple[Member, ...]
    root: Path | None = None

    def tops(self) -> dict[str, list[Member]]:
        """Files by the first part of their path, in order; files at the top under ``""``."""
        found: dict[str, list[Member]] = {}
        for member in self.members:
            top, slash, _ = member.path.partition("/")
            found.setdefault(top if slash else "", []).append(member)
        return found

    def mostly(self, named: Callable[[str], object]) -> bool:
        """Whether more than half of the notebooks' paths, or of all where none is one, are so.

        Not any: a single student names files, and must not decide how all others' are read.
        """
        paths = [member.path for member in self.members]
        paths = [path for path in paths if path.lower().endswith(".ipynb")] or paths
        return 2 * sum(bool(named(path)) for path in paths) > len(paths)


def listed(folder: Path, limits: Limits = LIMITS) -> Source:
    """The files below a folder. Links and special files are left out, and not followed.

    Raises :class:`CollectionError` where there are too many, or the folder cannot be read.
    """
    members: list[Member] = []
    pending = [""]
    while pending:
        inside = pending.pop()
        try:
            with os.scandir(folder / inside) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as problem:
            raise CollectionError(
                "source-unreadable", source=printable(str(folder / inside)),
                problem=problem.strerror or "",
            ) from problem  # fmt: skip
        for entry in found:
            path = f"{inside}/{entry.name}" if inside else entry.name
            name = composed(path.encode("utf-8", "backslashreplace").decode("utf-8"))
            if skipped(name):
                continue
            if len(members) >= limits.members:
                raise CollectionError(
                    "archive-too-many", archive=printable(folder.name), limit=limits.members
                )
            if entry.is_dir(follow_symlinks=False):
                pending.append(path)
            elif entry.is_file(follow_symlinks=False):
                members.append(_member(Path(entry.path), name, entry.stat(), limits))
            else:
                members.append(Member(path=name, problem=_problem("collect-special", name)))
    members.sort(key=lambda member: member.path)
    return Source(name=printable(folder.name), members=tuple(members), root=folder)


def _member(file: Path, name: str, status: os.stat_result, limits: Limits) -> Member:
    if status.st_size > limits.file_bytes:
        problem = _problem("collect-too-large", name, limits.file_bytes // 2**20)
        return Member(path=name, problem=problem)
    if archive_ending(name) or is_archive(file, name):
        return Member(path=name, problem=_problem("collect-nested", name))
    when = datetime.fromtimestamp(status.st_mtime, UTC)
    return Member(path=name, file=file, size=status.st_size, modified=when)


def _problem(key: str, path: str, limit: int = 0) -> Remark:
    return Remark(key=key, facts={"file": printable(path.rpartition("/")[2])[:200], "limit": limit})


def skipped(path: str) -> bool:
    """Whether a file is no part of anybody's work: hidden, or left behind by a program."""
    return any(part in _SKIPPED or part.startswith(".") for part in path.split("/") if part != "..")


def archive_ending(path: str) -> bool:
    """Whether a file's name says that it is an archive."""
    return path.lower().endswith(_ENDINGS)


def is_archive(file: Path, path: str) -> bool:
    """Whether a file is an archive whatever its name says; documents that are ZIPs are not."""
    if path.lower().endswith((".ipynb", *_ZIPPED_DOCUMENTS)):
        return False  # of a notebook that is a ZIP the run says so, to its student
    try:
        with file.open("rb") as stream:
            head = stream.read(512)
    except OSError:
        return False
    return head.startswith(_MAGIC) or head[257:262] == b"ustar"
