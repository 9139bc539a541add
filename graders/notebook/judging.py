"""Between IPython and the live session: what goes wrong here costs a card, never a cell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graders.model.assignment import RubricItem
    from graders.model.values import Scalar
    from graders.notebook.card import Card
    from graders.notebook.live import LiveSession


def session(ipython: Any, folder: Path | None = None) -> LiveSession | None:
    """A session by the rubric in ``folder`` (the working folder); ``None`` where there is none."""
    from graders.notebook.magic import RUBRIC

    path = (Path() if folder is None else folder) / RUBRIC
    if not path.is_file():
        return None
    try:
        from graders.course.own import own_assignment
        from graders.notebook.live import LiveSession

        return LiveSession(ipython, own_assignment(path))
    except Exception:  # noqa: BLE001 - without a rubric that can be read, %grade says less
        return None


def before(session: LiveSession, source: str) -> None:
    """A cell is about to run."""
    from graders.notebook.live import is_check

    if not is_check(source):
        session.observer.quietly(lambda: session.before(source))


def after(session: LiveSession, source: str, problem: BaseException | None) -> None:
    """A cell has run."""
    from graders.notebook.live import is_check

    if not is_check(source):
        session.observer.quietly(lambda: session.after(source, problem))


def card(session: LiveSession, item_id: str, namespace: Mapping[str, Any]) -> Card | None:
    """The card of a rubric line; ``None`` for a line that the rubric does not have."""
    try:
        return _card(session, item_id, namespace)
    except Exception:  # noqa: BLE001 - a check cell must not stop the student's notebook
        return None


def _card(session: LiveSession, item_id: str, namespace: Mapping[str, Any]) -> Card | None:
    from graders.notebook.card import of_line, of_waiting
    from graders.notebook.live import Waits
    from graders.notebook.magic import is_korean, notebook_name
    from graders.reports.lessons import why
    from graders.reports.messages import Messages

    whole = session.own.whole
    notebook = notebook_name(namespace, whole.slug)
    korean = is_korean(Path(notebook))
    messages = Messages("ko" if korean else "en")
    found = session.judge(item_id)
    if found is None:
        return None
    if isinstance(found, Waits):
        facts: dict[str, Scalar] = {"cell": found.cell, "notebook": notebook}
        return of_waiting(found.why, _title(whole.item(item_id), korean), facts, messages.say)
    item = whole.item(item_id)
    told = why(item.check, session.own.types[item.check], messages)
    return of_line(found, _title(item, korean), told, messages.say)


def _title(item: RubricItem, korean: bool) -> str:
    return (korean and item.title_ko) or item.title or item.id
