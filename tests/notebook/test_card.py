"""The card: safe whatever it is told, the same in text and HTML, no meaning by colour alone."""

from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.model.evidence import Remark
from graders.model.grade import Line, Verdict
from graders.notebook.card import of_line, of_waiting
from graders.reports.messages import Messages

TAGS = {"div", "span", "strong", "code", "details", "summary"}


class Reader(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.words = set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.words.append(data)


def read(card):
    reader = Reader()
    reader.feed(card.html())
    return reader


def line(outcome="failed", key="loss-distance", credit="0", **facts):
    verdict = Verdict(
        outcome=outcome, key=key, facts=facts, credit=Decimal(credit),
        remarks=(Remark(key="told", facts={"text": facts.get("text", "by the way")}),),
    )  # fmt: skip
    points = Decimal(2) * Decimal(credit)
    return Line(
        item="loss-fits", check="loss-fits", verdict=verdict, points=points,
        possible=Decimal(2), cell="compile",
    )  # fmt: skip


@settings(deadline=None)  # the first one loads Jinja and the messages
@given(st.text(), st.text(), st.text())
def test_whatever_a_notebook_says_is_text(title, said, lesson):
    card = of_line(line(text=said, key="of-a-custom-check"), title, lesson, Messages("en").say)
    reader = read(card)
    assert reader.tags <= TAGS
    assert reader.attributes <= {"style", "role", "aria-label", "aria-hidden"}
    card.html().encode()
    assert card.text()


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize(
    ("outcome", "credit"),
    [("passed", "1"), ("partial", "0.5"), ("failed", "0"), ("blocked", "0"), ("broken", "0")],
)
def test_how_it_stands_is_said_in_words(lang, outcome, credit):
    say = Messages(lang).say
    card = of_line(line(outcome, credit=credit), "The loss", "It decides.", say)
    word = say(f"card-{outcome}", {})
    assert word != f"card-{outcome}"
    assert word in read(card).words
    assert card.text().splitlines()[0].find(word) > 0


def test_hints_unfold_one_after_another():
    card = of_line(
        line(text="It measures distance. What should a mistake cost? Compare both at 0.99.",
             key="of-a-custom-check"),
        "The loss", "It decides.", Messages("en").say,
    )  # fmt: skip
    assert card.seen == "It measures distance."
    assert card.hints == (
        ("A question", "What should a mistake cost?"),
        ("Where to look", "Compare both at 0.99. Look at the cell `compile`."),
        ("Why it matters", "It decides."),
    )
    html = card.html()
    assert html.count("<details") == 3
    assert "<details open" not in html
    assert html.index("It measures distance.") < html.index("<details")


def test_a_reason_that_names_its_cell_sends_nobody_to_another():
    here = of_line(line(text="It crashed. Why there?", key="of-a-custom-check"), "The loss", "",
                   Messages("en").say)  # fmt: skip
    there = of_line(line(text="It crashed. Why there?", key="of-a-custom-check", cell="fit"),
                    "The loss", "", Messages("en").say)  # fmt: skip
    assert ("Where to look", "Look at the cell `compile`.") in here.hints
    assert "compile" not in there.text()


def test_what_is_right_has_no_hints():
    card = of_line(line("passed", credit="1"), "The loss", "It decides.", Messages("en").say)
    assert card.hints == ()


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("reason", ["hidden", "experiment", "order", "not-run", "not-run-yet"])
def test_what_has_to_wait_says_what_for(lang, reason):
    facts = {"cell": "fit", "notebook": "small.ipynb"}
    card = of_waiting(reason, "The loss", facts, Messages(lang).say)
    assert card.seen
    assert "card-" not in card.text()
    assert ("fit" in card.seen) == (reason in {"not-run", "not-run-yet"})
