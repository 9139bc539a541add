"""Questions put to a student's own function, and what it answered.

Only inputs enter a box and only outputs come back; what they should have been is judged outside.
"""

from __future__ import annotations

from typing import Literal

from graders.model.values import Array, Scalar, Struct


class Argument(Struct, frozen=True, kw_only=True):
    """One argument: an array, a scalar, the notebook's own value of ``name``, or ``items``."""

    kind: Literal["array", "scalar", "name", "list", "tuple"]
    array: Array | None = None
    scalar: Scalar = None
    name: str = ""
    items: tuple[Argument, ...] = ()


class ProbeCall(Struct, frozen=True, kw_only=True):
    """Call ``function`` once ``cell`` has run. ``key`` is what the answer will be known by."""

    key: str
    cell: str
    function: str
    arguments: tuple[Argument, ...] = ()
    keywords: dict[str, Argument] = {}
    seed: int | None = None


class ProbeAnswer(Struct, frozen=True, kw_only=True):
    """What a call gave: ``outputs`` (one array, or one for each item of a tuple or list).

    ``missing``: the notebook has no such function. ``error`` and ``message`` tell what it raised,
    ``warned`` the classes of the warnings that it gave.
    """

    key: str
    outcome: Literal["ok", "raised", "missing", "timeout", "no-array"]
    outputs: tuple[Array, ...] = ()
    many: bool = False
    error: str = ""
    message: str = ""
    warned: tuple[str, ...] = ()
