"""Gradescope: *Export Submissions* of a programming assignment.

A folder ``submission_<number>`` for each active submission, and ``submission_metadata.yml``, which
says for each who submitted it and when. Its keys are Ruby symbols, its times may be objects of
Rails; nothing of that is executed here, it is read as plain mappings.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import yaml

from graders.collecting.hand_in import HandIn, Taken, hand_in, nobodys, stamped
from graders.collecting.source import Member, Source
from graders.errors import CollectionError

_METADATA = "submission_metadata.yml"
_METADATA_BYTES = 64 * 2**20
_ODD_VALUES = (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError)
"""What YAML's library raises for values that are not of the kind they say, such as `!!bool x`."""


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """YAML's plain values; a Ruby object is the mapping or text that it is written as."""


def _plain(loader: _Loader, suffix: str, node: yaml.Node) -> object:
    del suffix
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


_Loader.add_multi_constructor("!ruby/", _plain)


def recognises(source: Source) -> bool:
    """Whether Gradescope's metadata lie at the top."""
    return any(member.path == _METADATA for member in source.members)


def take(source: Source, slug: str) -> Taken:
    """One hand-in a submitter: a group's work is the work of each of its members."""
    del slug
    told = _metadata(source)
    hand_ins: list[HandIn] = []
    left_out = []
    for top, members in source.tops().items():
        entry = told.get(top) if top else None
        submitters = entry.get("submitters") if entry is not None else None
        if entry is None or not isinstance(submitters, list):
            left_out += [nobodys(one) for one in members if one.path != _METADATA]
            continue
        files = {member.path.removeprefix(f"{top}/"): member for member in members}
        received = _time(entry.get("created_at"))
        hand_ins += [
            _of(one, files, received) for one in map(_symbols, submitters) if one is not None
        ]
    return Taken(hand_ins=tuple(hand_ins), left_out=tuple(left_out))


def _of(who: dict[str, Any], files: dict[str, Member], received: datetime | None) -> HandIn:
    sid, email, name = (_text(who.get(key)) for key in ("sid", "email", "name"))
    return hand_in(sid or email or name, (sid, email, name), files, received=received)


def _text(told: object) -> str:
    """A text or a number; of anything else nothing. Lists that name each other could be endless."""
    return str(told).strip() if isinstance(told, str | int | float) else ""


def _metadata(source: Source) -> dict[str, dict[str, Any]]:
    member = next(one for one in source.members if one.path == _METADATA)
    try:
        if member.file is None or member.size > _METADATA_BYTES:
            raise CollectionError("gradescope-metadata", archive=source.name, problem="too large")
        told = yaml.load(member.file.read_bytes(), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, OSError, RecursionError, *_ODD_VALUES) as problem:
        line = getattr(getattr(problem, "problem_mark", None), "line", None)
        where = f"line {line + 1}" if isinstance(line, int) else type(problem).__name__
        raise CollectionError(
            "gradescope-metadata", archive=source.name, problem=where
        ) from problem
    if not isinstance(told, dict):
        raise CollectionError("gradescope-metadata", archive=source.name, problem="no mapping")
    entries = {str(name): _symbols(entry) for name, entry in told.items()}
    return {name: entry for name, entry in entries.items() if entry is not None}


def _symbols(entry: object) -> dict[str, Any] | None:
    """A mapping by plain names: ``:sid`` is ``sid``."""
    if not isinstance(entry, dict):
        return None
    return {str(key).removeprefix(":"): value for key, value in entry.items()}


def _time(told: object) -> datetime | None:
    if isinstance(told, dict):
        told = told.get("utc") or told.get("time")
    if isinstance(told, datetime):
        return (told if told.tzinfo is not None else told.replace(tzinfo=UTC)).astimezone(UTC)
    if isinstance(told, date):
        return datetime(told.year, told.month, told.day, tzinfo=UTC)
    return stamped(told) if isinstance(told, str) else None
