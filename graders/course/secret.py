"""The key of everything hidden, written once: whole or not at all, for its owner's eyes."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from graders.files import make_folder, sync_folder, unwritten


def make_secret(path: Path) -> None:
    """Write a new secret to ``path``; one that is there is kept.

    Raises :class:`StoreError` where it cannot be written.
    """
    make_folder(path.parent)
    try:
        if path.exists() and path.stat().st_size:
            return
        aside = path.with_name(f".secret-{os.getpid()}-{secrets.token_hex(4)}")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as out:
                out.write(secrets.token_hex(32) + "\n")
                out.flush()
                os.fsync(handle)
            _move_in(aside, path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as problem:
        raise unwritten(path, problem) from problem


def _move_in(aside: Path, path: Path) -> None:
    """Give a file its name, durably; of two who do so at once, the first one's stays."""
    try:
        os.link(aside, path)
    except FileExistsError:
        if path.stat().st_size == 0:  # what a machine that went down left of an earlier one
            aside.replace(path)
    except OSError:  # a disk without links
        aside.replace(path)
    for folder in (path.parent, path.parent.parent):
        sync_folder(str(folder))
