r"""Files whose names say whose they are: nbgrader's ``downloaded/<assignment>/``, Blackboard.

nbgrader's `zip_collect` reads names by a pattern with the groups ``student_id`` and ``file_id``,
and perhaps ``timestamp``, that the course sets. Without one, Blackboard's names are read:
``<assignment>_<username>_attempt_<time>_<file>``; every attempt is its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import tzinfo

from graders.collecting.hand_in import Taken, hand_in, nobodys, stamped
from graders.collecting.source import Member, Source
from graders.errors import UsageError

# The first name and time count: what comes behind them is the file's own name, by its student.
BLACKBOARD = re.compile(
    r".*?_(?P<student_id>[^_]+)_attempt_(?P<timestamp>\d{4}-\d{2}-\d{2}-\d{2}-\d{2}-\d{2})"
    r"_(?P<file_id>.+)"
)


def compiled(pattern: str) -> re.Pattern[str]:
    """A course's own pattern. Raises :class:`UsageError` for one without the two groups."""
    try:
        made = re.compile(pattern)
    except re.error as problem:
        raise UsageError(f"--pattern is no regular expression: {problem}.") from None
    if missing := {"student_id", "file_id"} - set(made.groupindex):
        groups = " and ".join(f"(?P<{name}>...)" for name in sorted(missing))
        raise UsageError(f"--pattern has no group {groups}, which says whose a file is.")
    return made


def recognises(source: Source) -> bool:
    """Whether most files are named as Blackboard names them."""
    return source.mostly(lambda path: BLACKBOARD.fullmatch(path.rpartition("/")[2]))


def reader(pattern: re.Pattern[str], zone: tzinfo) -> Callable[[Source, str], Taken]:
    """Reads names by ``pattern``; times without a zone are of ``zone``."""

    def take(source: Source, slug: str) -> Taken:
        files: dict[tuple[str, str], list[tuple[str, Member]]] = {}
        left_out = []
        for member in source.members:
            name = member.path.rpartition("/")[2]
            found = pattern.match(name)
            if found is None or not found["student_id"]:
                # Blackboard writes a text about each attempt, which is nobody's work.
                if not name.endswith(".txt"):
                    left_out.append(nobodys(member))
                continue
            groups = found.groupdict()
            file = groups["file_id"] or ""
            if name.lower().endswith(".ipynb") and not file.lower().endswith(".ipynb"):
                file = f"{file}.ipynb"  # nbgrader's groups leave the ending out
            attempt = (groups["student_id"], groups.get("timestamp") or "")
            files.setdefault(attempt, []).append((file, member))
        hand_ins = tuple(
            hand_in(student, (student,), mine, received=stamped(time, zone))
            for (student, time), mine in files.items()
        )
        del slug
        return Taken(hand_ins=hand_ins, left_out=tuple(left_out))

    return take
