"""Our own bug: keep the traceback, and say where."""

from __future__ import annotations

import platform
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

import graders


def report(problem: BaseException, arguments: list[str]) -> str:
    """Write a traceback file; the sentence for the person who called us."""
    text = "\n".join(
        [
            f"graders {graders.__version__}, Python {platform.python_version()}",
            platform.platform(),
            f"arguments: {arguments!r}",
            "",
            "".join(traceback.format_exception(problem)),
        ]
    )
    name = f"traceback-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%f')}.txt"
    path = _written(name, text)
    short = f"{type(problem).__name__}: {problem}"[:300]
    return (
        f"this is a fault of graders, not yours: {short}\n"
        f"The traceback is in {path}. Please send it to us with what you did."
    )


def _written(name: str, text: str) -> Path:
    data = text.encode("utf-8", "backslashreplace")
    for folder in (platformdirs.user_log_path("graders"), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            path.write_bytes(data)
        except OSError:
            continue
        return path
    return Path("(nowhere: no folder could be written)")
