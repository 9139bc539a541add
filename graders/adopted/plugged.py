"""Our lines at the end of a course's own ``nbgrader_config.py``."""

from __future__ import annotations

from pathlib import Path

from graders.adopted.layout import CONFIG, OURS, layout_of
from graders.errors import CourseError, StoreError
from graders.files import write_aside
from graders.gradebook.config import added_lines

BACKUP = f"{CONFIG}.before-grade-adopt"


def plug_in(folder: Path) -> list[Path]:
    """Have nbgrader run our pipeline: the files written, the backup first; none if it does so.

    Raises :class:`CourseError` or :class:`StoreError` where a file cannot be written, or where
    the settings do not hold with our lines; the file is as it was then.
    """
    path, backup = folder / CONFIG, folder / BACKUP
    try:
        before = path.read_text("utf-8") if path.is_file() else None
        if before is not None and OURS in before:
            return []
        if before is not None and backup.exists():
            raise CourseError(
                f"{backup} is there already, and a backup is not overwritten. Move it away first."
            )
        if before is not None:
            backup.write_text(before, encoding="utf-8")
        text = f"{(before or '').rstrip()}\n{added_lines()}".lstrip("\n")
        try:
            write_aside(path, text.encode(), mode=0o644)
            layout_of(folder)
        except (CourseError, StoreError):
            if before is None:
                path.unlink(missing_ok=True)
            else:
                backup.replace(path)
            raise
    except UnicodeDecodeError:
        raise CourseError(f"{path} is not UTF-8; save it as UTF-8 first.") from None
    except OSError as problem:
        raise CourseError(f"{problem.filename} cannot be written: {problem.strerror}.") from None
    return [path] if before is None else [backup, path]
