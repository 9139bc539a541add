"""A task of one's own, drawn by name: who signed, and what belongs to that name.

The draw is public and the same everywhere, so a notebook shows a student's own part without
anything being made for each. A row of the table of draws belongs to a name by the SHA-256 of the
name, modulo the number of rows; capitals and spaces in a name make no difference.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Sequence

from graders.model.evidence import Evidence
from graders.model.reference import Reference

_WORD = re.compile(r"[^\W_]+")


def signature(evidence: Evidence, name: str) -> str:
    """The name that a student wrote into the variable ``name``; empty where there is none."""
    value = evidence.value(name)
    if value is None:
        return ""
    if value.kind == "scalar" and isinstance(value.scalar, int):  # a student number, unquoted
        return plain(str(value.scalar))
    return plain(value.text or "")


def plain(name: str) -> str:
    """A name without what makes no difference.

    >>> plain("  Kim  MINSU ")
    'kim minsu'
    """
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def draw(name: str, rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The row that belongs to a (plain) name; ``rows`` has at least one.

    >>> draw("kim", [("c01", "c02"), ("c03", "c04"), ("c05", "c06")])
    ('c01', 'c02')
    """
    number = int(hashlib.sha256(plain(name).encode()).hexdigest(), 16)
    return rows[number % len(rows)]


def table(reference: Reference, path: str) -> list[tuple[str, ...]]:
    """The rows of a further public CSV file below its header; none where it cannot be read."""
    try:
        text = reference.files[path].decode()
        return [tuple(row) for row in list(csv.reader(io.StringIO(text)))[1:] if row]
    except (KeyError, UnicodeDecodeError, csv.Error):
        return []


def signed_by_another(name: str, reference: Reference) -> bool:
    """Whether a signature is not of the one who handed in, where that is known.

    A folder may say more than the name (``20231234_kim``): each word of the signature has to be
    among its words.
    """
    if not reference.student:
        return False
    words = {*_WORD.findall(plain(name))}
    return not words or not words <= {*_WORD.findall(plain(reference.student))}
