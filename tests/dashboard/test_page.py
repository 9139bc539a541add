"""The written page, from a real store, whatever students are called and whatever they wrote."""

import html.parser
import re
from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest
from graded_by_hand import cohort, grade, override, unreadable

from graders.cohort.store import Store
from graders.dashboard.cohort import CohortReader
from graders.dashboard.page import write_dashboard
from graders.model.evidence import Remark
from graders.model.publication import Publication
from graders.reports.dashboard_page import dashboard_page, policy
from graders.reports.messages import Messages
from graders.reports.totals import total

HOSTILE = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK(1)",
    "\u202egnp.exe",
    "\ud800lone",
    "{{ 7 * 7 }}",
    "a\nb\x1b[2J",
    "x" * 255,
]
ODD = """
def bend(table, quarter=0.37):
    # </script> the third column behaves strangely <img src=x onerror=alert(1)>
    folded = table[:, 2] ** quarter - np.log1p(np.abs(table[:, 0]))
    shown = "</pre><script>alert(1)</script>" + str(folded) + "zygote" * 7
    return np.column_stack([table, folded, np.sign(folded) * 4.25, shown, 17.5, 9.75])
"""


class Page(html.parser.HTMLParser):
    """What a browser would make of it: tags, and text outside scripts and styles."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text, self.inside = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.text.append(data)


def written(course, **options):
    path, count = write_dashboard(course, "regression", **options)
    return path.read_text("utf-8"), count


def harmless(text):
    page = Page(text)
    tags = [tag for tag, _ in page.tags]
    assert tags.count("script") == 1
    assert not {"img", "iframe", "object", "embed", "link", "base", "form"} & set(tags)
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        for name in ("src", "href", "action"):
            value = attributes.get(name) or "#"
            assert value.startswith(("#", "students/")), (tag, value)
    shown = "".join(page.text)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    return shown


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_hostile_names_and_code_are_text(course, keep, notebook, lang):
    students = HOSTILE[:4] + HOSTILE[5:]
    grades = [grade(name, [0, 1, 1]) for name in students] + cohort([1, 1, 1], times=20)
    books = {
        one.student: notebook([f"print(np.mean(table[{place}:]), model.layers[{place % 3}].name)"])
        for place, one in enumerate(grades)
    }
    books |= {name: notebook([ODD]) for name in students[:2]}
    keep(grades, books)
    shown = harmless(written(course, lang=lang)[0])
    assert "<script>alert(1)</script>" in shown
    assert "zygote" in shown, "the two who share it stand side by side"


def test_a_lone_surrogate_breaks_nothing(course):
    view = CohortReader(course, "regression").read(None)
    bad = grade(HOSTILE[4], [0])
    view = replace(
        view, grades=[bad], pages={HOSTILE[4]: "a.html"}, sources={HOSTILE[4]: ("\ud800",)}
    )
    text = dashboard_page(view, Messages("en").say, "en")
    harmless(text.encode("utf-8").decode())


def test_messages_of_another_version_are_shown_as_they_are(course, keep):
    one = grade("kim", [0, 1])
    line = msgspec.structs.replace(
        one.lines[0],
        check="check-of-old",
        verdict=msgspec.structs.replace(
            one.lines[0].verdict, key="key-of-old", facts={"units": 3, "x": "</script>"}
        ),
    )
    keep([msgspec.structs.replace(one, lines=(line, *one.lines[1:]), review=("reason-of-old",),
                                  state="needs-review")])  # fmt: skip
    shown = harmless(written(course)[0])
    assert "key-of-old (units=3, x=</script>)" in shown
    assert "reason-of-old" in shown


def test_what_stands_between_backticks_is_shown_as_code(course, keep):
    one = grade("kim", [0, 1])
    said = {"text": f"Cell `<b>fit</b>` stops. Look at {'`y`, ' * 150}there."}
    verdict = msgspec.structs.replace(one.lines[0].verdict, key="of-a-custom-check", facts=said)
    line = msgspec.structs.replace(one.lines[0], verdict=verdict)
    keep([msgspec.structs.replace(one, lines=(line, *one.lines[1:]))])
    text, _ = written(course)
    assert text.count("Cell <code>&lt;b&gt;fit&lt;/b&gt;</code> stops.") == 2
    assert "`" not in harmless(text)
    assert "`" not in harmless(dashboard_page(CohortReader(course, "regression").read(None),
                                              Messages("ko").say, "ko"))  # fmt: skip


def test_evidence_of_another_version_leaves_gaps_not_errors(course, keep):
    keep(cohort([1, 0], [1, 1]))
    for path in (course.state / "packs").glob("*.pack"):
        path.write_bytes(b"\x81" * path.stat().st_size)
    text, count = written(course)
    assert count == 2
    assert "Nothing is known about runs" in harmless(text)


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize(
    "grades",
    [
        [],
        [grade("kim", [1, 1])],
        cohort([0, 0], times=12),
        cohort(["broken", "broken"], times=2),
        [unreadable("kim"), unreadable("lee")],
    ],
    ids=["none", "one", "all-zero", "all-broken", "all-unreadable"],
)
def test_cohorts_at_the_edge(course, keep, grades, lang):
    if grades:
        keep(grades)
    text, count = written(course, lang=lang)
    assert count == len(grades)
    harmless(text)
    assert "dash-" not in re.sub(r"<(style|script).*?</\1>", "", text, flags=re.DOTALL)


def test_mistakes_are_more_only_where_others_stand_above(course, keep):
    rows = [[place >> bit & 1 for bit in range(4)] for place in range(13)]
    keep([grade(f"s{place}", row) for place, row in enumerate(rows)])
    assert "13 mistakes, mostly of one student each" in harmless(written(course)[0])
    keep([grade("twin", rows[0])])
    assert "12 mistakes more, mostly of one student each" in harmless(written(course)[0])


def first_screen(text):
    found = re.search(r'<section class="now".*?</section>', text, re.DOTALL)
    return " ".join(Page(found[0]).text)


def test_the_first_screen_says_what_to_do(course, keep):
    keep(cohort([0, 1, 1, 1], times=5) + [grade(f"t{n}", [1, 1, 1, 1]) for n in range(5)])
    (course.root / "submitted" / "late" / "regression").mkdir(parents=True)
    now = first_screen(written(course)[0])
    assert "5 of 10 strong students fail" in now
    assert "s000" in now
    assert "grade run regression" in now
    assert "grade publish" not in now


def test_where_nothing_is_open_it_says_publish(course, keep):
    keep(cohort([1, 1], times=5))
    assert "grade publish regression" in first_screen(written(course)[0])


def test_what_was_published_as_it_stands_is_not_to_be_published_again(course, keep):
    keep(cohort([1, 1], times=2))
    with Store.writer(course.state, "a test") as store:
        store.add_publications(
            Publication(
                student=student, assignment="regression", at="2026-03-01", who="Park",
                score=total(one.grade), possible=one.grade.possible, state="graded", attempt=1,
                grade=one.key,
            )
            for student, one in store.grades("regression").items()
        )  # fmt: skip
    assert "every grade is published" in first_screen(written(course)[0])
    with Store.writer(course.state, "a test") as store:
        store.add_adjustments("regression", {"s001": [override("a", 1)]})
    assert "grade publish regression" in first_screen(written(course)[0])


def test_our_fault_and_review_come_first(course, keep):
    broken = grade("lee", [0], state="broken", problem=Remark(key="broken-fault"))
    keep([grade("kim", [1], state="needs-review", review=("answers-contradicted",)), broken])
    now = first_screen(written(course)[0])
    assert now.index("lee") < now.index("your eyes")


def test_scores_are_those_after_adjustments(course, keep):
    keep(cohort([1, 1], [0, 0]))
    with Store.writer(course.state, "a test") as store:
        store.add_adjustments("regression", {"s001": [override("a", 2)]})
    with Store(course.state, readonly=True) as store:
        view = CohortReader(course, "regression").read(store)
    assert view.scores == {"s000": 4, "s001": 2}
    assert view.grades[1].score == Decimal(0)


def test_the_policy_names_the_script_and_style_that_are_there(course):
    import base64
    import hashlib

    text, _ = written(course)
    for tag in ("script", "style"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy()
    assert "connect-src 'none'" in text.replace("&#39;", "'")


def test_a_page_is_written_whole_and_for_its_owner_only(course, keep):
    keep(cohort([1, 1]))
    path, _ = write_dashboard(course, "regression")
    assert path == course.root / "reports" / "regression" / "index.html"
    assert [one.name for one in path.parent.iterdir()] == ["index.html"]
    assert path.parent.stat().st_mode & 0o077 == 0


def test_only_pages_that_are_there_are_linked(course, keep):
    keep(cohort([1, 1], [1, 0]))
    text, _ = written(course, pages={"s001": "s001 ü%.html"})
    links = [a["href"] for tag, a in Page(text).tags if tag == "a" and "students/" in a["href"]]
    assert set(links) == {"students/s001%20%C3%BC%25.html"}
