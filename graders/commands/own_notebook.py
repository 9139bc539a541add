"""What `grade check` and `grade preflight` have in common: a student's own notebook, run here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graders.reports.messages import Messages
    from graders.reports.table import Say

notebook_argument = click.argument("notebook", type=click.Path(path_type=Path))
assignment_option = click.option(
    "--assignment",
    type=click.Path(path_type=Path),
    default=None,
    help="The assignment.toml (default: the one beside the notebook).",
)
notebook_lang_option = click.option(
    "--lang",
    type=click.Choice(["en", "ko"]),
    default=None,
    help="Language (default: the notebook's, or else the system's).",
)


def there(notebook: Path) -> None:
    """Raise :class:`UsageError` where there is no such file."""
    from graders.errors import UsageError

    if not notebook.is_file():
        raise UsageError(f"{notebook} is not there. Name your notebook's file.")


def speaker(notebook: Path, lang: str | None) -> Messages:
    """Messages in the language asked for, else the notebook's, else the system's."""
    from graders.commands.language import messages
    from graders.notebook.magic import is_korean

    return messages(lang or ("ko" if is_korean(notebook) else None))


class RunningCell:
    """The cell that runs, on a terminal; nothing elsewhere."""

    def __init__(self, say: Say) -> None:
        from graders.commands.console import console

        self._say = say
        terminal = console(stderr=True)
        self._status = terminal.status("") if terminal.is_terminal else None

    def __enter__(self) -> Callable[[str], None]:
        if self._status is not None:
            self._status.start()
        return self._tell

    def __exit__(self, *problem: object) -> None:
        if self._status is not None:
            self._status.stop()

    def _tell(self, cell: str) -> None:
        from rich.text import Text

        if self._status is not None:
            self._status.update(Text(self._say("check-running", {"cell": cell})))
