"""Verdicts' keys and facts as sentences, in the reader's language.

Every ``messages/<language>/*.ftl`` file (Project Fluent) belongs to one area. Facts come from
students' notebooks, so they are made harmless here, once: control characters, terminal escapes
and directional overrides are written out. Facts that begin with ``_`` are for instructors and
never reach a sentence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graders.model.values import Scalar
from graders.reports.particles import chosen
from graders.reports.plain import printable

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

FOLDER = Path(__file__).with_name("messages")
LANGUAGES = ("en", "ko")
_LOCALES = {"en": "en-US", "ko": "ko-KR"}


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
        shown = {name: fact for name, fact in (facts or {}).items() if not name.startswith("_")}
        # A cohort hears the same sentences again and again. 1, 1.0 and True are equal, but not
        # the same words: the types are part of the question.
        try:
            return _said(self, key, tuple((name, type(fact), fact) for name, fact in shown.items()))
        except TypeError:  # a custom check's fact that is no scalar
            return self._say(key, shown)

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
        return frozenset(_bundle(self.lang)._messages)  # noqa: SLF001 - there is no public list


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
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([_LOCALES[lang]], use_isolating=False)
    for path in sorted((FOLDER / lang).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle
