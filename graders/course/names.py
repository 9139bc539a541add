"""Names that others chose: which of them may become part of a path.

Course folders travel between Linux, macOS and Windows, so a name is refused where any of them
would read it as something else. Nothing is cleaned up silently: two students must never become
one.
"""

from __future__ import annotations

import unicodedata

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
_FORBIDDEN = frozenset('<>:"|?*\\/')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LONGEST_BYTES = 200
_LONGEST_PATH = 400


def name_problem(name: str) -> str:
    """Why ``name`` must not become a folder or file, as the end of a sentence; empty if it may."""
    if not name or name != name.strip():
        return "is empty or begins or ends with a space"
    if name in {".", ".."} or name.endswith("."):
        return "is or ends with a dot"
    if any(unicodedata.category(character) in _INVISIBLE for character in name):
        return "holds an invisible or control character"
    if any(character in _FORBIDDEN for character in name):
        return 'holds one of < > : " | ? * \\ /'
    if len(name.encode()) > _LONGEST_BYTES:
        return f"is longer than {_LONGEST_BYTES} bytes"
    if name.split(".", 1)[0].rstrip().casefold() in _RESERVED:
        return "is a device's name on Windows"
    return ""


def student_problem(name: str) -> str:
    """Like :func:`name_problem`, and what nbgrader's commands cannot take."""
    if name.startswith(("-", ".")):
        return "begins with a dash or a dot"
    if len(name) > 128:
        return "is longer than 128 characters"
    return name_problem(name)


def path_problem(path: str) -> str:
    """Why a relative POSIX path must not be written below a box's working folder."""
    if len(path.encode("utf-8", "replace")) > _LONGEST_PATH:
        return f"is longer than {_LONGEST_PATH} bytes"
    if path.startswith("/"):
        return "is absolute"
    problems = (name_problem(part) for part in path.split("/"))
    return next((problem for problem in problems if problem), "")


def same_file(path: str) -> str:
    """A key that is equal where some file system takes two paths for one."""
    return unicodedata.normalize("NFC", path).casefold()
