"""Verdicts' keys and facts as sentences, in the reader's language.

Every ``messages/<language>/*.ftl`` file (Project Fluent) belongs to one area. Facts come from
students' notebooks, so they are made harmless here, once: control characters, terminal escapes
and directional overrides are written out. Facts that begin with ``_`` are for instructors and
never reach a sentence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graders.model.values import Scalar
from graders.reports.particles import chosen
from graders.reports.plain import printable

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

FOLDER = Path(__file__).with_name("messages")
LANGUAGES = ("en", "ko")
_LOCALES = {"en": "en-US", "ko": "ko-KR"}
_ENTRY = re.compile(r"^-?[A-Za-z][\w-]*[ \t]*=", re.MULTILINE)


class Messages:
    """Sentences in one language; English where another has none."""

    def __init__(self, lang: str = "en") -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"no messages in {lang!r}; there are {', '.join(LANGUAGES)}")
        self.lang = lang

    def say(self, key: str, facts: Mapping[str, Scalar] | None = None) -> str:
        """The sentence of ``key``. Never raises: an unknown key says itself and its facts.

        A custom check brings its own prose: facts ``text`` and, for Korean, ``text_ko``.
        """
        shown = tuple(
            (name, type(fact), fact)
            for name, fact in (facts or {}).items()
            if not name.startswith("_")
        )
        # A cohort hears the same sentences again and again. 1, 1.0 and True are equal, but not
        # the same words: the types are part of the question.
        try:
            return _said(self, key, shown)
        except TypeError:  # a custom check's fact that is no scalar
            return self._say(key, {name: fact for name, _, fact in shown})

    def _say(self, key: str, shown: Mapping[str, Scalar]) -> str:
        said, problems = self.format(key, shown)
        if said is not None and not problems:
            return said
        own = shown.get("text_ko") if self.lang == "ko" else None
        own = own or shown.get("text")
        if own is not None:
            return printable(str(own))
        if said is not None:
            return said
        listed = ", ".join(f"{name}={_spoken(fact)}" for name, fact in sorted(shown.items()))
        return printable(key) + (f" ({listed})" if listed else "")

    def format(self, key: str, facts: Mapping[str, Scalar]) -> tuple[str | None, list[Exception]]:
        """The sentence, or ``None`` where there is none, and what went wrong while filling it."""
        for lang in dict.fromkeys((self.lang, "en")):
            bundle = _bundle(lang)
            if bundle.has_message(key):
                pattern = bundle.get_message(key).value
                if pattern is None:
                    continue
                values = {name: _spoken(fact) for name, fact in _localised(facts, lang).items()}
                said, problems = bundle.format_pattern(pattern, values)
                return chosen(str(said)) if lang == "ko" else str(said), list(problems)
        return None, []

    def keys(self) -> frozenset[str]:
        """Every key that has a sentence of its own in this language."""
        return frozenset(key for key in _sources(self.lang) if not key.startswith("-"))


@lru_cache(maxsize=4096)
def _said(messages: Messages, key: str, facts: tuple[tuple[str, type[Scalar], Scalar], ...]) -> str:
    return messages._say(key, {name: fact for name, _, fact in facts})  # noqa: SLF001


def _localised(facts: Mapping[str, Scalar], lang: str) -> dict[str, Scalar]:
    """A fact that comes in two languages (``title``, ``title_ko``) in the reader's."""
    ours = dict(facts)
    for name in facts:
        if lang == "ko" and f"{name}_ko" in facts and facts[f"{name}_ko"]:
            ours[name] = facts[f"{name}_ko"]
    return ours


def _spoken(fact: Scalar) -> str | int:
    """A fact as it stands in a sentence: whole numbers choose plurals, others get four digits."""
    if isinstance(fact, bool) or fact is None:
        return "-" if fact is None else str(fact).lower()
    if isinstance(fact, int):
        return fact if abs(fact) < 10**15 else str(fact)
    if isinstance(fact, float):
        if not math.isfinite(fact):
            return "NaN" if math.isnan(fact) else "∞" if fact > 0 else "-∞"
        return _decimal(fact)
    return printable(fact)


def _decimal(number: float) -> str:
    """Four significant digits, without an exponent where a reader would not want one."""
    if number == 0 or 1e-4 <= abs(number) < 1e6:
        digits = max(0, 3 - math.floor(math.log10(abs(number)))) if number else 0
        text = f"{number:.{digits}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{number:.3g}"


@cache
def _bundle(lang: str) -> FluentBundle:
    """The sentences of a language. Each is parsed when it is said first: all take half a second."""
    from fluent.runtime import FluentBundle, FluentResource

    class Lazy(FluentBundle):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__([_LOCALES[lang]], use_isolating=False)
            self._unread = dict(_sources(lang))

        def has_message(self, message_id: str) -> bool:
            return not message_id.startswith("-") and message_id in _sources(lang)

        def get_message(self, message_id: str) -> Any:
            self._read(message_id)
            return super().get_message(message_id)

        def _lookup(self, entry_id: str, term: bool = False) -> Any:
            self._read(f"-{entry_id}" if term else entry_id)
            return super()._lookup(entry_id, term)

        def _read(self, key: str) -> None:
            source = self._unread.pop(key, None)
            if source is not None:
                self.add_resource(FluentResource(source))

    return Lazy()


@cache
def _sources(lang: str) -> dict[str, str]:
    """What each message and term (``-name``) says, as it stands in its file."""
    found = {}
    for path in sorted((FOLDER / lang).glob("*.ftl")):
        text = path.read_text("utf-8")
        starts = [one.start() for one in _ENTRY.finditer(text)]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            found[text[start:end].partition("=")[0].strip()] = text[start:end]
    return found
