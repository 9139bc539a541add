"""What is wrong with a file that does not fit its type: where, and what may stand there."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import inspect

_PLACE = re.compile(r" - at `(?:key` in `)?\$\.?(?P<path>[^`]*)`$")
_FIELD = re.compile(r"(?:field |^)`(?P<name>[^`]+)`(?:$| must| - at)")
_IN_WORDS = {
    r"^Object contains unknown field `.*`$": "is unknown; check the spelling",
    r"^Object missing required field `.*`$": "is missing",
    r"^Expected `str` matching regex .*$": "should be small letters and digits, joined by hyphens",
    r"^Invalid decimal string$": "should be a number",
    r"^Invalid enum value (.*)$": r"cannot be \1",
}
"""What our library says of a fault, and what an author can use."""
_WITH_CHOICES = ("is unknown", "cannot be")


def fault(problem: msgspec.ValidationError, kind: type) -> tuple[str, str]:
    """The field, as ``checks[2].parameters``, and what is wrong with it, in words.

    ``kind`` is the type that the values should have had: of a field that it does not know, or a
    value that it does not take, those are named that it does.
    """
    said = str(problem)
    place = _PLACE.search(said)
    path = place["path"] if place is not None else ""
    field = path
    if name := _FIELD.search(said):
        field = f"{path}.{name['name']}" if path else name["name"]
    said = _PLACE.sub("", said)
    for theirs, ours in _IN_WORDS.items():
        said = re.sub(theirs, ours, said)
    if said.startswith(_WITH_CHOICES) and (known := _choices(inspect.type_info(kind), path)):
        said += f"; there {'is' if len(known) == 1 else 'are'} {', '.join(known)}"
    return field.replace("[...]", ""), said


def _choices(info: Any, path: str) -> list[str]:
    """What may stand at ``path``: the fields of a table, or the values of a choice."""
    for step in re.findall(r"[A-Za-z_]\w*|\[", path):
        inside = [one for part in _parts(info) if (one := _inside(part, step)) is not None]
        if not inside:
            return []
        info = inside[0]
    found: list[str] = []
    for part in _parts(info):
        if isinstance(part, inspect.LiteralType):
            found += [f"'{value}'" for value in part.values]
        elif isinstance(part, inspect.StructType):
            found += [field.encode_name for field in part.fields]
    return sorted(found)


def _parts(info: Any) -> tuple[Any, ...]:
    return info.types if isinstance(info, inspect.UnionType) else (info,)


def _inside(info: Any, step: str) -> Any:
    if step == "[":
        if isinstance(info, inspect.DictType):
            return info.value_type
        return info.item_type if isinstance(info, inspect.CollectionType) else None
    if isinstance(info, inspect.StructType):
        return next((one.type for one in info.fields if one.encode_name == step), None)
    return info.value_type if isinstance(info, inspect.DictType) else None
