"""Changes to data that keep its form: a tree is changed, and written again.

Random bytes seldom get past a length or a bracket. These mutations do: they take JSON or msgpack
apart, change a place, and put it together, so that the code behind the decoder is reached.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import msgspec

ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**63 - 1, -(2**63), 2**64 - 1, 0.0, -0.0, 1e308,
    float("nan"), float("inf"), "", "a", "x" * 300, "\0", "\ud7ff\ue000", "가\u0301", "../../etc",
    "NaN", "2026-03-01T00:00:00", [], {}, [[]], [None] * 40, {"": None}, {"a": {"a": {"a": {}}}},
)  # fmt: skip

Decode = Callable[[bytes], Any]
Encode = Callable[[Any], bytes]


def mutated(data: bytes, most: int, seed: int, decode: Decode, encode: Encode) -> bytes | None:
    """The same with a few places changed; ``None`` where it cannot be taken apart."""
    chance = random.Random(seed)
    try:
        tree = decode(data)
        for _ in range(chance.choice((1, 1, 2, 4))):
            tree = _change(tree, chance)
        found = encode(tree)
    except (msgspec.MsgspecError, ValueError, RecursionError, OverflowError, TypeError):
        return None
    return found if len(found) <= most else None


def of_json(data: bytes, most: int, seed: int) -> bytes | None:
    """JSON, as Python writes it: NaN and half surrogates stay."""
    return mutated(data, most, seed, json.loads, lambda tree: json.dumps(tree).encode())


def of_msgpack(data: bytes, most: int, seed: int) -> bytes | None:
    """Msgpack."""
    return mutated(data, most, seed, msgspec.msgpack.decode, msgspec.msgpack.encode)


def _change(tree: Any, chance: random.Random) -> Any:
    places = list(_places(tree))
    if not places:
        return chance.choice(ODD)
    holder, key = chance.choice(places)
    kind = chance.randrange(6)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif kind == 2 and isinstance(holder, list):
        holder.extend([holder[key]] * chance.choice((2, 30, 300)))
    elif kind == 3:
        other, at = chance.choice(places)
        holder[key] = other.get(at) if isinstance(other, dict) else _at(other, at)
    elif kind == 4 and isinstance(holder, dict):
        holder[chance.choice(("", "cells", "x" * 60, str(key)[::-1]))] = holder.pop(key)
    else:
        holder[key] = _another(holder[key], chance)
    return tree


def _another(value: Any, chance: random.Random) -> Any:
    if isinstance(value, bool) or value is None:
        return chance.choice(ODD)
    if isinstance(value, int) and chance.random() < 0.5:
        return value + chance.choice((-1, 1, 255, -256))
    if isinstance(value, bytes) and chance.random() < 0.7:
        return value[: chance.randrange(len(value) + 1)] + chance.randbytes(chance.randrange(8))
    if isinstance(value, str) and chance.random() < 0.7:
        cut = chance.randrange(len(value) + 1)
        odd = chance.choice(
            ("", "\n", "%", "\\", '"', "# task: ", "%grade ", "\ud800", "\u202e", "::")
        )
        return value[:cut] + odd + value[cut:]
    return chance.choice(ODD)


def _at(holder: list[Any], place: int) -> Any:
    return holder[place] if place < len(holder) else None


def _places(tree: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    pending = [tree]
    while pending and len(found) < 5_000:
        one = pending.pop()
        keys = (
            range(len(one)) if isinstance(one, list) else list(one) if isinstance(one, dict) else ()
        )
        for key in keys:
            found.append((one, key))
            pending.append(one[key])
    return found
