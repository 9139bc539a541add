"""Sentences in both languages, complete and harmless."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from hypothesis import given
from hypothesis import strategies as st

from graders.reports.messages import FOLDER, LANGUAGES, Messages


def resources(lang):
    for path in sorted((FOLDER / lang).glob("*.ftl")):
        yield path, FluentParser().parse(path.read_text("utf-8"))


def variables(node):
    """The names of the facts that a sentence shows, its references followed by their name."""
    found = set()

    def visit(part):
        if isinstance(part, ast.VariableReference):
            found.add(part.id.name)
        if isinstance(part, ast.MessageReference):
            found.add(f"@{part.id.name}")
        for inner in vars(part).values() if hasattr(part, "__dict__") else ():
            for one in inner if isinstance(inner, list) else [inner]:
                if isinstance(one, ast.BaseNode):
                    visit(one)

    visit(node)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_files_parse_and_no_key_comes_twice(lang):
    seen = {}
    for path, resource in resources(lang):
        for entry in resource.body:
            assert not isinstance(entry, ast.Junk), (path.name, entry.content[:200])
            if isinstance(entry, ast.Message):
                assert entry.id.name not in seen, (entry.id.name, path.name, seen)
                seen[entry.id.name] = path.name


def test_both_languages_have_the_same_keys_in_the_same_files():
    english, korean = (
        {path.name: {one.id.name for one in found.body if isinstance(one, ast.Message)}
         for path, found in resources(lang)}
        for lang in LANGUAGES
    )  # fmt: skip
    assert english == korean


def test_both_languages_show_no_fact_that_the_other_does_not_know():
    english, korean = (
        {one.id.name: variables(one) for _, found in resources(lang) for one in found.body
         if isinstance(one, ast.Message)}
        for lang in LANGUAGES
    )  # fmt: skip
    for key, shown in korean.items():
        more = shown - english[key]
        assert not more, (key, more)


def test_korean_is_korean():
    for path, resource in resources("ko"):
        for entry in resource.body:
            if isinstance(entry, ast.Message) and len(path.read_text("utf-8")) > 0:
                text = resource and str(Messages("ko").say(entry.id.name, {}))
                if len(text) > 40:
                    assert re.search("[가-힣]", text), entry.id.name


def test_numbers_read_well():
    say = Messages("en").say
    assert "0.08, 50 epochs" in say("trained-unseen", {"rate": 0.08, "rated": "yes", "epochs": 50})
    assert "1e-09, 1 epoch)" in say("trained-unseen", {"rate": 1e-9, "rated": "yes", "epochs": 1})
    text = say("predictions-logits", {"name": "p", "low": -3.14159265, "high": float("inf")})
    assert "from -3.142 to ∞" in text
    assert "1,250" in say("split", {"train": 1250, "held_out": 0})


def test_instructors_facts_never_reach_a_sentence():
    facts = {"metric": "rmse", "name": "y", "rows": 3, "percent": 50, "_bar": 4.7131}
    for lang in LANGUAGES:
        assert "4.71" not in Messages(lang).say("metric-part", facts)
        assert "4.71" not in Messages(lang).say("no-such-key", facts)
        assert "_bar" not in Messages(lang).say("no-such-key", facts)


@given(st.text())
def test_facts_move_no_cursor(text):
    hostile = f"\x1b[2J\u202e{text}\r\n"
    for key in ("absent-value", "no-such-key"):
        said = Messages("en").say(key, {"name": hostile})
        assert all(letter.isprintable() for letter in said)
    assert all(one.isprintable() for one in Messages("ko").say("own", {"text": hostile}))


def test_titles_in_the_readers_language():
    facts = {"item": "a", "title": "The split", "title_ko": "나누기"}
    assert "The split" in Messages("en").say("blocked-by", facts)
    assert "나누기" in Messages("ko").say("blocked-by", facts)


def test_custom_checks_bring_their_prose():
    facts = {"text": "Your kernel is {flipped}.", "text_ko": "커널이 뒤집혔습니다."}
    assert Messages("en").say("my-own-check", facts) == "Your kernel is {flipped}."
    assert Messages("ko").say("my-own-check", facts) == "커널이 뒤집혔습니다."
    assert Messages("en").say("my-own-check", {"a": 1.5}) == "my-own-check (a=1.5)"


def test_an_unknown_language():
    with pytest.raises(ValueError, match="no messages in 'fr'"):
        Messages("fr")


def test_the_folder_is_part_of_the_package():
    assert Path(FOLDER / "en" / "checks.ftl").is_file()
