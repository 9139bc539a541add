"""The catalogue as a page, made from the checks' own docstrings: ``docs/checks.md``.

``python -m graders.checks.page`` prints it; a test says when the page is stale.
"""

from __future__ import annotations

import inspect
import sys
import textwrap

import msgspec

from graders.checks import CATALOGUE, check_types
from graders.checks.base import Check
from graders.checks.interfaces import INTERFACES

_INTRODUCTION = """\
# Checks

<!-- Made by `python -m graders.checks.page > docs/checks.md`. Do not edit by hand. -->

A rubric line in `reference/<slug>/assignment.toml` names a check, its parameters and its points.
Each check answers one question from what was seen in a run. A course's own checks go into
`reference/<slug>/checks.py`; packages offer theirs through the entry point group
`graders.checks`.
"""

_OLD_INTERFACES = """\
## Interfaces that newer libraries changed

A crash on one of these is the library's doing, and no mistake of the student's. Where a program can
rewrite the line ("rewritten"), the notebook runs again with it, that run is judged, nothing is
lost, and a remark says what to write. Elsewhere the verdict names it, with what to write instead.

| written | since | write instead | rewritten |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page, in Markdown."""
    types = check_types()
    index = "\n".join(f"- [`{name}`](#{name}): {_summary(types[name])}" for name in CATALOGUE)
    parts = [_INTRODUCTION, index, *(_section(name, types[name]) for name in CATALOGUE)]
    rows = "\n".join(
        f"| `{one.old}` | {one.since} | `{one.write}` | {'yes' if one.find else ''} |"
        for one in INTERFACES
    )
    return "\n\n".join(part.strip("\n") for part in [*parts, _OLD_INTERFACES + rows]) + "\n"


def _section(name: str, cls: type[Check]) -> str:
    text = inspect.cleandoc(cls.__doc__ or "").replace("\n## ", "\n### ").replace("``", "`")
    table = _parameters(cls)
    hidden = "\n\nNeeds hidden targets, so `grade check` leaves it out." if cls.hidden else ""
    return f"## {name}\n\n{text}{hidden}\n\n{table}".rstrip()


def _parameters(cls: type[Check]) -> str:
    fields = msgspec.structs.fields(cls)
    if not fields:
        return ""
    rows = "\n".join(f"| `{field.name}` | {_default(field)} |" for field in fields)
    return f"| parameter | without it |\n| --- | --- |\n{rows}"


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "(required)"
    if field.default is msgspec.NODEFAULT:
        return "none"
    if field.default is None or field.default == "":
        return "none"
    shown = str(field.default)
    return f"`{shown.lower() if isinstance(field.default, bool) else shown}`"


def _summary(cls: type[Check]) -> str:
    return textwrap.shorten((cls.__doc__ or "").partition("\n")[0].rstrip("."), 100)


if __name__ == "__main__":
    sys.stdout.write(page())
