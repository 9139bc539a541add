"""Korean particles after a fact: 이 or 가, 을 or 를, as the word before it is read.

A sentence says ``{ $name }을(를)``. Whether the word before ends in a consonant (받침) decides.
Quotes and code marks are looked through, and so is what stands in brackets behind the word.
Names of variables are read as people read them aloud: ``model`` ends like 모델, ``rmse`` letter by
letter. That is a rule of thumb; English spelling does not say how a word is read.
"""

from __future__ import annotations

import re

_FORMS = {
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "은(는)": ("은", "는"),
    "와(과)": ("과", "와"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)라": ("이라", "라"),
    "(이)나": ("이나", "나"),
}
"""After a consonant, after a vowel."""
_PARTICLE = re.compile("|".join(re.escape(form) for form in _FORMS))
_MARKS = "`'\"”\u2019」』*_ "
_BRACKETS = {")": "(", "]": "[", "}": "{"}

_FIRST, _LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8
_DIGITS = {"0": "ㅇ", "1": "ㄹ", "3": "ㅁ", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ"}
"""영 일 삼 육 칠 팔; 2, 4, 5 and 9 (이 사 오 구) end in a vowel, 10 to 10,000 in a consonant."""
_LETTERS = {"l": "ㄹ", "m": "ㅁ", "n": "ㄴ", "r": "ㄹ"}
"""엘 엠 엔 알; the names of all other letters end in a vowel."""
_SOUNDS = (
    (re.compile(r"(l|[^aeiouy]?le)$"), "ㄹ"),
    (re.compile(r"(m|n|ng|[aeiou][mn]e)$"), "ㄴ"),
    (re.compile(r"(^|[^aeiou])[aeiou](p|t|k|c|ck)$"), "ㅂ"),
    (re.compile(r"(ou|oo|oa)(t|k)$"), "ㅅ"),
)
_LONGEST_SPELLED = 4


def chosen(text: str) -> str:
    """The text with the particles that fit.

    >>> chosen("`y_val`이(가) 없고 `x_train`을(를) 0.08(으)로 나눈다.")
    '`y_val`이 없고 `x_train`을 0.08로 나눈다.'
    """

    def fitting(found: re.Match[str]) -> str:
        final = _final(text[: found.start()])
        if final is None:
            return found[0]
        closed, opened = _FORMS[found[0]]
        if found[0] == "(으)로" and final == "ㄹ":
            return opened
        return closed if final else opened

    return _PARTICLE.sub(fitting, text)


def _final(before: str) -> str | None:
    """The consonant that what is read last ends in; empty after a vowel, None where unknown."""
    bare = before[-200:].rstrip(_MARKS + "….,")
    opening = bare.rfind(_BRACKETS[bare[-1]]) if bare and bare[-1] in _BRACKETS else -1
    if bare and bare[-1] in _BRACKETS:
        outside = bare[:opening].rstrip(_MARKS) if opening >= 0 else ""
        inside = bare[opening + 1 : -1].rstrip(_MARKS + "]})….,")
        bare = outside if outside and bare[-1] == ")" and _said(outside[-1]) else inside
    if not bare:
        return None
    letter = bare[-1]
    if _FIRST <= ord(letter) <= _LAST:
        final = (ord(letter) - _FIRST) % _FINALS
        return "ㄹ" if final == _RIEUL else "ㄱ" if final else ""
    if letter.isdecimal():
        return _DIGITS.get(letter, "")
    if letter == "²":
        return "ㅂ"
    if letter in "%∞":
        return "" if letter == "%" else "ㄱ"
    word = re.search(r"[A-Za-z]+$", bare)
    return _of_word(word[0]) if word is not None else None


def _said(letter: str) -> bool:
    return letter.isalnum() or letter in "²%"


def _of_word(word: str) -> str:
    spelled = word.isupper() and len(word) <= _LONGEST_SPELLED
    if len(word) == 1 or spelled or not re.search("[aeiouy]", word.lower()):
        return _LETTERS.get(word[-1].lower(), "")
    return next((final for rule, final in _SOUNDS if rule.search(word.lower())), "")
