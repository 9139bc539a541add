"""Why a check's question matters: the last thing that a student who wants more help unfolds."""

from __future__ import annotations

import inspect
import re

from graders.reports.messages import Messages

_WHY = re.compile(r"^## Why it matters\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"``(.+?)``")


def why(name: str, check: type, messages: Messages) -> str:
    """The lesson of a check: its message, or else what its documentation says.

    ``name`` is the check's name in a rubric, ``check`` its class. A course's own check has no
    message, and may have no such paragraph either: then it is empty.
    """
    said, _ = messages.format(f"why-{name}", {})
    return documented(check) if said is None else said


def documented(check: type) -> str:
    """The paragraph "Why it matters" of a check's documentation, or empty."""
    found = _WHY.search(inspect.cleandoc(check.__doc__ or ""))
    return _CODE.sub(r"`\1`", " ".join(found[1].split())) if found else ""
