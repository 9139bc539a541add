"""Canvas: *Download Submissions* of an assignment.

No folders; each file is ``<name>[_LATE]_<user>_<file>_<original name>``, the name being the
sortable one in small letters without blanks and commas; in anonymous grading
``[LATE_]anon_<code>_<file>_<original name>``. Where a file of that name had been handed in
before, Canvas puts ``-1``, ``-2`` … before the ending.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from msgspec import structs

from graders.collecting.hand_in import HandIn, Taken, hand_in, nobodys
from graders.collecting.source import Member, Source

_NAMED = re.compile(
    r"(?P<name>[^/]*?)(?P<late>_late)?_(?P<user>\d+)_(?P<number>\d+)_(?P<file>[^/]+)",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"(?P<late>late_)?(?P<name>anon_(?P<user>[a-z0-9]+))_(?P<number>\d+)_(?P<file>[^/]+)",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"(?P<stem>.+)(?P<count>-\d{1,3})(?P<ending>\.\w+)")


def recognises(source: Source) -> bool:
    """Whether notebooks lie at the top, named as Canvas names them."""
    notebooks = [one.path for one in source.members if one.path.lower().endswith(".ipynb")]
    return bool(notebooks) and all(_match(path) for path in notebooks)


def take(source: Source, slug: str) -> Taken:
    """One hand-in a user; what was typed into the browser (``…_text.html``) is left out."""
    del slug
    files: dict[tuple[str, str], list[tuple[str, Member]]] = {}
    late: dict[tuple[str, str], bool] = {}
    left_out = []
    for member in source.members:
        found = _match(member.path)
        if found is None:
            left_out.append(nobodys(member))
            continue
        who = (found["name"], found["user"])
        files.setdefault(who, []).append((found["file"], member))
        late[who] = late.get(who, False) or found["late"] is not None
    hand_ins = []
    for (name, user), mine in files.items():
        anonymous = name.lower().startswith("anon_")
        student = name if anonymous else f"{name}_{user}"
        known_as = (user,) if anonymous else (user, name)
        hand_ins.append(hand_in(student, known_as, mine, late=late[name, user]))
    return Taken(hand_ins=tuple(hand_ins), left_out=tuple(left_out))


def _match(path: str) -> re.Match[str] | None:
    return _ANONYMOUS.fullmatch(path) or _NAMED.fullmatch(path)


def with_plain_names(one: HandIn, notebooks: Collection[str]) -> HandIn:
    """The names as they were before Canvas counted: ``import helpers`` has to find its file.

    A student's own ``model-1.py`` looks the same, so a count goes only where a notebook has it
    and is one of the assignment's without it; and only where no other file has the name.
    """
    counted = {name: found for name in one.files if (found := _AGAIN.fullmatch(name))}
    plain = {name: f"{found['stem']}{found['ending']}" for name, found in counted.items()}
    counts = {counted[name]["count"] for name in counted if plain[name] in notebooks}
    files: dict[str, Member] = {}
    for name, member in one.files.items():
        better = plain.get(name, name)
        renamed = name in counted and counted[name]["count"] in counts
        taken = better in one.files or better in files
        files[better if renamed and not taken else name] = member
    return structs.replace(one, files=files)
