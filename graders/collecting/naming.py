"""Names as archives hold them: which encoding they are in, and one form for each.

A ZIP says of a name only whether it is UTF-8 (general purpose bit 11, APPNOTE 6.3.10, 4.4.4).
Without the bit it should be code page 437, and is whatever the computer used: UTF-8 from macOS,
cp949 from a Korean Windows. Names from macOS are decomposed; ours are composed (NFC).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_ENCODINGS = ("utf-8", "cp949")


def decoded(names: Sequence[bytes]) -> list[str]:
    """Names of unstated encoding as text: UTF-8 where all of them are, else cp949, else cp437.

    One program writes all names of an archive in one encoding, so they are tried together: a
    short Korean name alone can pass for UTF-8.
    """
    for encoding in _ENCODINGS:
        try:
            return [name.decode(encoding) for name in names]
        except UnicodeDecodeError:
            continue
    return [name.decode("cp437") for name in names]


def composed(name: str) -> str:
    """The name in Unicode's composed form.

    >>> len("\u1100\u1161"), len(composed("\u1100\u1161"))
    (2, 1)
    """
    return unicodedata.normalize("NFC", name)


def compact(name: str) -> str:
    """A key under which platforms' spellings of one name meet: case, blanks and marks do not count.

    >>> compact("Kim, Min-su") == compact("kimminsu")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())
