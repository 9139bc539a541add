"""Text from students made harmless for terminals, tables and files."""

from __future__ import annotations


def printable(text: str) -> str:
    r"""Text that encodes as UTF-8 and moves no cursor.

    Control characters, terminal escapes, line ends, directional overrides and bytes that were
    no text are written as escapes; letters of every script stay.

    >>> printable("kim\x1b[2J")
    'kim\\x1b[2J'
    """
    encodable = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in encodable
    )
