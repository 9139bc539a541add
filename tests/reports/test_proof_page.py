"""The page of the graders' own errors: whole, harmless, in both languages."""

import re
from html.parser import HTMLParser

import pytest

from graders.model.proof import AssignmentProof, Figures, Finding, Proof
from graders.reports.messages import Messages
from graders.reports.proof_page import proof_page

GOOD = Figures(check="split", nature="structural", right_solutions=7, right_runs=70,
               false_reject_bound=0.0419, wrong_solutions=1, wrong_runs=3, caught=1,
               false_accept_bound=0.632)  # fmt: skip
BAD = Figures(check="leakage", nature="experiment", right_runs=70, false_rejects=2,
              wrong_solutions=4, wrong_runs=12, false_accepts=3, caught=3, holds=False)  # fmt: skip
BARE = Figures(check="metric", nature="metric", right_runs=70, false_rejects=1)


def proof(*findings, **lines):
    one = AssignmentProof(slug="a", lines=lines, right_solutions=7, wrong_solutions=12, runs=107,
                          findings=findings, splits=20, splits_resolved=19, extra_cpu=0.31)  # fmt: skip
    return Proof(right_seeds=10, wrong_seeds=3, checks={f"c-{name}": x for name, x in lines.items()},
                 assignments=(one,), versions={"keras": "3.15.1"})  # fmt: skip


class Reader(HTMLParser):
    """Every tag closed, in order; the text of each table row."""

    VOID = frozenset({"meta"})

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.rows = [], set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in attributes)
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        if "tr" in self.open:
            self.rows[-1] += f" {text}"


def read(page):
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return reader


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_whole_and_without_a_script(lang):
    reader = read(proof_page(proof(x=GOOD, y=BARE), [], 0.00488, Messages(lang).say, lang))
    assert not reader.tags & {"script", "link", "img", "iframe", "object"}
    (row,) = [row.split() for row in reader.rows if row.split()[:1] == ["x"]]
    assert row[2:] == ["0", "/", "70", "≤", "4.19", "%", "0", "/", "3", "≤", "63.2", "%", "0",
                       "1", "/", "1"]  # fmt: skip


def test_every_message_is_there_in_both_languages():
    found = Finding(solution="wrong/w", seed=2, faults=("x is passed",))
    for lang in ("en", "ko"):
        page = proof_page(proof(found, x=BAD), ["worse"], 0.00488, Messages(lang).say, lang)
        assert not re.search(r"verify-[a-z]", page)
        assert f'<html lang="{lang}">' in page
        assert "0.488 %" in page


def test_findings_are_shown_and_counted():
    found = Finding(solution="wrong/w", seed=2, faults=("x is passed", "y is passed"))
    page = proof_page(proof(found, x=BAD), ["a: x: worse"], 0.00488, Messages("en").say, "en")
    assert "2 findings" in page
    assert page.count("a: x: worse") == 1
    assert "y is passed" in page
    assert 'class="bad"' in page
    good = proof_page(proof(x=GOOD), [], 0.00488, Messages("en").say, "en")
    assert "Every solution got what it is filed under." in good
    assert 'class="bad"' not in good


def test_what_a_notebook_said_stays_text():
    hostile = "</dd><script>alert(1)</script>\x1b[2J\u202e"
    found = Finding(solution="wrong/w", seed=0, faults=(hostile,))
    page = proof_page(proof(found, x=BAD), [hostile], 0.00488, Messages("en").say, "en")
    assert "script" not in read(page).tags
    assert not {"\x1b", "\u202e"} & set(page)
