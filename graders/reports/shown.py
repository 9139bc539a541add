"""Text and outputs of students on their way into a page: visible, bounded, and nothing else.

What reorders or hides letters (directional overrides, zero-width marks), moves a cursor or is
half a character is written out in code, where it may be the point, and taken out of outputs.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import Markup

LINES = 120
"""Lines shown of one output; 40 of a traceback, the last ones."""
TRACEBACK_LINES = 40
WIDTH = 2_000
"""Characters shown of one line."""

_COLOURS = re.compile(r"\x1b\[[0-9;:]{0,40}m")
# Joiners stay: they make emoji and Persian words, and reorder nothing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


class Shown(NamedTuple):
    """Text as a page shows it. ``more`` lines are left out, at the end or before ``text``.

    ``cut``: there were still more, which were left out before anybody counted.
    """

    text: str
    more: int = 0
    cut: bool = False


def visible(text: str) -> str:
    r"""Text in which every character that nobody would see is written out.

    >>> visible("a\u202eb\x1b[2J")
    'a\\u202eb\\x1b[2J'
    """
    return _UNSEEN.sub(lambda found: ascii(found.group())[1:-1], text)


def coded(text: str) -> Markup:
    """A sentence as HTML, with what stands between backticks as code.

    >>> print(coded("see `a<b`"))
    see <code>a&lt;b</code>
    """
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:
        return Markup.escape(visible(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else Markup.escape(part)
        for place, part in enumerate(parts)
    )


def stripped(text: str) -> str:
    r"""Text without colours, terminal escapes, directional controls and half characters.

    >>> stripped("\x1b[31mred\x1b[0m \u202etxt.exe")
    'red txt.exe'
    """
    return _UNSEEN.sub("", _COLOURS.sub("", text))


def first_lines(text: str, most: int = LINES) -> Shown:
    r"""The first lines of an output, each cut to a width that a page can bear.

    >>> first_lines("a\nb\nc", 2)
    Shown(text='a\nb', more=1, cut=False)
    """
    lines = text.rstrip("\n").split("\n")
    return Shown("\n".join(_cut(line) for line in lines[:most]), max(0, len(lines) - most))


def last_lines(text: str, most: int = TRACEBACK_LINES) -> Shown:
    """The last lines: what a traceback says stands at its end."""
    lines = text.rstrip("\n").split("\n")
    return Shown("\n".join(_cut(line) for line in lines[-most:]), max(0, len(lines) - most))


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[:WIDTH]} …"
