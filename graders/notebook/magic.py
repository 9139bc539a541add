"""What ``%grade <id>`` says: which check this is, whether its names are there, how to go on."""

from __future__ import annotations

import os
import re
import shlex
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

RUBRIC = "assignment.toml"
_RUBRIC_BYTES = 1_000_000
_HANGUL = re.compile(r"[가-힣]|\\u(?:a[c-f]|[bc][0-9a-f]|d[0-7])[0-9a-f]{2}", re.IGNORECASE)
_TASK = re.compile(r"# task:\s*([\w-]+)")
_NAMES = re.compile(r"^# (?:names|변수):(.*)$", re.MULTILINE)
_KOREAN = 100
"""Syllables from which on a notebook is Korean; an English one may have a comment or two."""


def explain(line: str, namespace: Mapping[str, Any], folder: Path | None = None) -> str:
    """The text for a check's id; ``folder`` is where the notebook lies (the working folder).

    Never raises: whatever goes wrong, the check is made when the notebook is handed in.
    """
    try:
        return _explained(line.strip(), namespace, Path() if folder is None else folder)
    except Exception:  # noqa: BLE001 - a check cell must not stop the student's notebook
        return f"{line.strip()}: checked when you hand in this notebook."


def unfinished(
    line: str, namespace: Mapping[str, Any], task: str, error: str, folder: Path | None = None
) -> str:
    """Why a check cannot be right yet, or nothing; a notebook is being run from its top.

    ``task`` is the source of the task cell above, ``error`` the class of what stopped it. The
    names are those that the cell lists, as students read it, else the rubric's.
    Never raises.
    """
    try:
        return _unfinished(
            line.strip(), namespace, task, error, Path() if folder is None else folder
        )
    except Exception:  # noqa: BLE001 - as above
        return ""


def _unfinished(
    item_id: str, namespace: Mapping[str, Any], task: str, error: str, folder: Path
) -> str:
    from graders.reports.messages import Messages

    rubric = _rubric(folder)
    notebook = notebook_name(namespace, str(rubric.get("slug", "")))
    korean = is_korean(folder / notebook) or "# 변수:" in task
    say = Messages("ko" if korean else "en").say
    found = _TASK.match(task)
    cell = found[1] if found else ""
    items = [item for item in rubric.get("checks", ()) if isinstance(item, dict)]
    item = next((item for item in items if item.get("id") == item_id), None)
    listed = _NAMES.search(task)
    if item is not None and item.get("cell"):
        cell = str(item["cell"])
    names = re.findall(r"\w+", listed[1]) if listed else _names(rubric, cell)
    missing = [name for name in names if name not in namespace]
    if error and found and found[1] == cell:
        return say("magic-task-stopped", {"cell": cell, "error": error})
    if missing:
        return say("magic-names-missing", {"names": ", ".join(missing), "cell": cell})
    return ""


def _explained(item_id: str, namespace: Mapping[str, Any], folder: Path) -> str:
    from graders.reports.messages import Messages

    rubric = _rubric(folder)
    notebook = notebook_name(namespace, str(rubric.get("slug", "")))
    lang = "ko" if is_korean(folder / notebook) else "en"
    say = Messages(lang).say
    items = [item for item in rubric.get("checks", ()) if isinstance(item, dict)]
    item = next((item for item in items if item.get("id") == item_id), None)
    run = say("magic-run-check", {"notebook": shlex.quote(notebook)})
    if item is None:
        if not item_id or items:
            known = [str(item.get("id", "")) for item in items]
            return say("magic-usage", {"item": ", ".join(known) or "scaled"})
        return f"{say('magic-unknown', {'item': item_id})}\n{run}"
    title = str((item.get("title_ko") if lang == "ko" else "") or item.get("title") or item_id)
    facts = {"item": item_id, "title": title, "points": _points(item.get("points"))}
    said = [say("magic-stands-for", facts)]
    cell = str(item.get("cell", ""))
    names = _names(rubric, cell)
    there = [name for name in names if name in namespace]
    missing = [name for name in names if name not in namespace]
    if missing:
        said.append(say("magic-names-missing", {"names": ", ".join(missing), "cell": cell}))
    elif there:
        said.append(say("magic-names-there", {"names": ", ".join(there)}))
    return "\n".join([*said, run])


def _points(given: object) -> int | str:
    """Points as a sentence takes them: a whole number chooses the plural."""
    return "?" if given is None else given if isinstance(given, int) else str(given)


def _rubric(folder: Path) -> dict[str, Any]:
    path = folder / RUBRIC
    try:
        with path.open("rb") as stream:
            return tomllib.loads(stream.read(_RUBRIC_BYTES).decode("utf-8"))
    except (OSError, ValueError):
        return {}


def _names(rubric: Mapping[str, Any], cell: str) -> list[str]:
    for task in rubric.get("cells", ()):
        if isinstance(task, dict) and task.get("id") == cell:
            return [str(name) for name in task.get("names", ())]
    return []


def notebook_name(namespace: Mapping[str, Any], slug: str) -> str:
    """The notebook's file name, where Jupyter or an editor says it; else the assignment's."""
    told = os.environ.get("JPY_SESSION_NAME") or namespace.get("__vsc_ipynb_file__")
    name = PurePath(str(told)).name if told else ""
    return name if name.endswith(".ipynb") else f"{slug or 'NOTEBOOK'}.ipynb"


def is_korean(notebook: Path) -> bool:
    """Whether a notebook is written in Korean; where it is not there, whether the system is."""
    try:
        with notebook.open("rb") as stream:
            text = stream.read(50_000).decode("utf-8", "ignore")
    except (OSError, ValueError):
        return os.environ.get("LANG", "").startswith("ko")
    return len(_HANGUL.findall(text)) >= _KOREAN
