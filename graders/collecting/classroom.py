"""GitHub Classroom: ``gh classroom clone student-repos``, or clones by hand, in one folder.

The folder is ``<assignment>-submissions``, each clone in it ``<assignment>-<username>``. What
counts is the work as it lies there; when it was handed in is the time of its last commit, read
with dulwich, since `git` runs what a repository's own settings name. A commit's time is what the
student's computer said. Classroom's *Download grades* has the time of the push.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from graders.collecting.hand_in import Taken, hand_in, nobodys
from graders.collecting.source import Source
from graders.errors import CollectionError

_CLONES = "-submissions"


def recognises(source: Source) -> bool:
    """Whether there are clones in the folder."""
    return source.root is not None and any(_is_clone(source.root / top) for top in source.tops())


def take(source: Source, slug: str) -> Taken:
    """One hand-in a clone. Raises :class:`CollectionError` where names do not begin alike."""
    root = source.root
    tops = {top: members for top, members in source.tops().items() if top}
    prefix = _prefix(source, slug)
    hand_ins = []
    left_out = [nobodys(one) for one in source.tops().get("", [])]
    for top, members in tops.items():
        if not top.startswith(prefix) or top == prefix:
            left_out += [nobodys(one) for one in members[:1]]
            continue
        name = top.removeprefix(prefix)
        files = {member.path.removeprefix(f"{top}/"): member for member in members}
        # The folder that the whole assignment lies in may be the repository's only one.
        inside = f"{slug}/"
        if f"{slug}.ipynb" not in files and f"{inside}{slug}.ipynb" in files:
            files = {
                path.removeprefix(inside): one
                for path, one in files.items()
                if path.startswith(inside)
            }
        received = committed(root / top) if root is not None else None
        hand_ins.append(hand_in(name, (name,), files, received=received))
    return Taken(hand_ins=tuple(hand_ins), left_out=tuple(left_out))


def committed(clone: Path) -> datetime | None:
    """When the last commit was made; None where the folder is no readable repository."""
    from dulwich.repo import Repo

    try:
        with Repo(str(clone)) as repository:
            commit = repository[repository.head()]
            seconds = getattr(commit, "commit_time", None)
    except Exception:  # noqa: BLE001 - dulwich's have no common class; one clone is not all others
        return None
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _is_clone(folder: Path) -> bool:
    return folder.name != "" and (folder / ".git").is_dir() and not (folder / ".git").is_symlink()


def _prefix(source: Source, slug: str) -> str:
    """What stands before each user's name: the assignment's name on GitHub, and a hyphen."""
    tops = [top for top in source.tops() if top]
    parent = source.root.name if source.root is not None else source.name
    for prefix in (f"{parent.removesuffix(_CLONES)}-", f"{slug}-"):
        if any(top.startswith(prefix) for top in tops):
            return prefix
    raise CollectionError(
        "classroom-prefix", source=source.name, slug=slug, example=f"{slug}{_CLONES}"
    )
