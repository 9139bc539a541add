"""Why a check's question matters: the last thing that a student who wants more help unfolds."""

from __future__ import annotations

import inspect
import re

from graders.reports.messages import Messages

_WHY = re.compile(r"^## Why it matters\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"``(.+?)``")


def why(name: str, check: type, messages: Messages) -> str:
    """The lesson of a check: its message, or else its documentation; empty where there is none.

    ``name`` is the check's name in a rubric, ``check`` its class. The documentation is English.
    """
    said, _ = messages.format(f"why-{name}", {})
    if said is not None:
        return said
    found = _WHY.search(inspect.cleandoc(check.__doc__ or ""))
    return _CODE.sub(r"`\1`", " ".join(found[1].split())) if found else ""
