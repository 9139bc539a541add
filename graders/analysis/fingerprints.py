"""Python cells as fingerprints: what stays when names, spacing, quotes and comments are changed.

Winnowing (Schleimer, Wilkerson & Aiken, SIGMOD 2003) keeps few of a text's k-grams, and yet of
every stretch of ``WINDOW + GRAM - 1`` tokens that two texts share, at least one in both. The
selection is copydetect's. Its reading of code is not used: it makes ``layers.Dense`` and
``layers.Dropout`` the same, and they are what these exercises are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

GRAM = 8
"""Tokens in a fingerprint: fewer, and ``model.add(Dense(`` is one."""
WINDOW = 4
OVERLAP = 2 * GRAM / (WINDOW + 1)
"""How many fingerprints a token is in: winnowing keeps 2 / (window + 1) of all k-grams."""
LONGEST = 60_000
"""Characters of a submission that are looked at; an exercise's answers have a tenth of that."""
_COMMENT_WORDS = 3
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t][^\n]*?[ \t])?import[ \t]*(?:\([^)]*\)|[^\n#;]*)", re.MULTILINE
)
_NAME = re.compile(r"\w+")


class Token(NamedTuple):
    """A token in normal form, and where it stands in its cell."""

    text: str
    start: int
    end: int


class Span(NamedTuple):
    """Characters of a cell."""

    cell: int
    start: int
    end: int


Fingerprints = dict[int, list[Span]]
"""Where each fingerprint stands."""


def fingerprints(cells: Sequence[str]) -> Fingerprints:
    """The winnowed k-grams of each cell, and comments of three words or more as they are.

    A cell shorter than a k-gram is one fingerprint. Never raises, whatever the text is.
    """
    from copydetect.utils import winnow

    found: Fingerprints = {}
    left = LONGEST
    for place, whole in enumerate(cells):
        cell = whole[:left]
        left -= len(cell)
        code, comments = tokens(cell)
        for comment in comments:
            span = Span(place, comment.start, comment.end)
            found.setdefault(_digest(("#", comment.text)), []).append(span)
        if not code:
            continue
        hashes = _grams(code)
        for value, first in zip(*winnow(hashes, WINDOW, remove_duplicates=False), strict=True):
            last = code[min(int(first) + GRAM, len(code)) - 1]
            span = Span(place, code[int(first)].start, last.end)
            found.setdefault(int(value), []).append(span)
    return found


def every_gram(cells: Iterable[str]) -> frozenset[int]:
    """All k-grams and comments of released cells, not only the winnowed: what is not one's own."""
    made: set[int] = set()
    for cell in cells:
        code, comments = tokens(cell)
        made |= {_digest(("#", comment.text)) for comment in comments}
        if code:
            made |= {int(one) for one in _grams(code)}
    return frozenset(made)


def tokens(cell: str) -> tuple[list[Token], list[Token]]:
    """Code and comments of a cell in normal form.

    Names that the cell's author chose are all one name; those of libraries, attributes and
    keyword arguments stay, and so do numbers and texts. Quotes and spaces are left out.
    """
    from pygments.lexers.python import PythonLexer
    from pygments.token import Comment, Literal, Name, Operator, Punctuation, String
    from pygments.token import Text as Space

    code: list[Token] = []
    comments: list[Token] = []
    read = [
        (start, kind, text)
        for start, kind, text in PythonLexer().get_tokens_unprocessed(cell)
        if kind not in Space and text.strip()
    ]
    libraries = _imported(cell)
    depth = 0
    for place, (start, kind, text) in enumerate(read):
        token = Token(text, start, start + len(text))
        if kind in Comment or kind in String.Doc:
            words = text.strip("#\"' \t\n").split()
            if len(words) >= _COMMENT_WORDS:
                comments.append(token._replace(text=" ".join(words).casefold()))
            continue
        if kind in Literal.String and not text.strip("\"'"):
            continue
        if kind in Punctuation:
            depth += (text in "([{") - (text in ")]}")
        if kind is Name or kind in Name.Function or kind in Name.Class or kind in Name.Variable:
            after = read[place + 1][2] if place + 1 < len(read) else ""
            before = read[place - 1][2] if place else ""
            argument = depth > 0 and after == "="
            if not (before == "." or argument or text in libraries):
                token = token._replace(text="\N{IDENTICAL TO}")
        elif kind in Operator or kind in Literal.Number:
            token = token._replace(text=text.lower())
        code.append(token)
    return code, comments


def _imported(cell: str) -> set[str]:
    """Names in import statements."""
    return {name for found in _IMPORT.finditer(cell) for name in _NAME.findall(found[0])}


def _grams(code: Sequence[Token]) -> np.ndarray:
    texts = [token.text for token in code]
    last = max(1, len(texts) - GRAM + 1)
    return np.array([_digest(tuple(texts[n : n + GRAM])) for n in range(last)], dtype=np.int64)


def _digest(parts: tuple[str, ...]) -> int:
    # Python's own hash of a text differs from process to process, and so would the selection.
    # 48 bits, because copydetect compares them as floats.
    data = "\0".join(parts).encode("utf-8", "backslashreplace")
    return int.from_bytes(blake2b(data, digest_size=6).digest(), "big")
