"""The dashboard in a real Chromium: sorted, filtered, by keyboard, followed live, and by axe."""

import asyncio
import threading

import pytest
from graded_by_hand import cohort, grade, unreadable

from graders.dashboard.page import write_dashboard
from graders.dashboard.server import Live, Server, serve

GRADES = [
    *(grade(f"s{n:02d}", [1, 1, n % 2]) for n in range(12)),
    grade("<b>zoe</b>", [0, 0, 0]),
    grade("김민서", [0.5, 1, 1], state="needs-review", review=("answers-contradicted",)),
    unreadable("nora"),
]


@pytest.fixture
def open_page(browser):
    """Opens pages, and fails where a page complained."""
    complaints, contexts = [], []

    def opened(address, **options):
        context = browser.new_context(viewport={"width": 1280, "height": 860}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def written(course, keep, notebook):
    keep(GRADES, {one.student: notebook(["x = 1"]) for one in GRADES})
    pages = {"s03": "s03.html", "<b>zoe</b>": "student-1.html"}
    path, _ = write_dashboard(course, "regression", pages=pages)
    (path.parent / "students").mkdir()
    for name in pages.values():
        (path.parent / "students" / name).write_text(f"<title>page {name}</title>", "utf-8")
    return path


def shown(page):
    return page.locator("#students tbody tr:visible th").all_inner_texts()


def test_sorted_and_filtered(open_page, written):
    page = open_page(written.as_uri())
    page.click("#sort-score")
    assert shown(page)[:2] == ["<b>zoe</b>", "nora"]
    page.click("#sort-score")
    assert shown(page)[0] == "s01"
    assert page.locator("th[aria-sort=descending]").count() == 1
    page.click("#sort-student")
    assert shown(page)[1:3] == ["nora", "s00"]
    page.fill("#filter-text", "S0")
    assert shown(page) == [f"s{n:02d}" for n in range(10)]
    assert page.inner_text("#shown") == "10 of 15 shown"
    page.select_option("#filter-check", "c")
    assert shown(page) == ["s00", "s02", "s04", "s06", "s08"]
    page.click("#clear")
    assert len(shown(page)) == 15
    page.select_option("#filter-state", "needs-review")
    assert shown(page) == ["김민서"]


def test_a_mistake_leads_to_its_students(open_page, written):
    page = open_page(written.as_uri())
    page.locator("#mistakes button[data-show]").first.click()
    assert shown(page) == ["s00", "s02", "s04", "s06", "s08", "s10"]


def test_by_keyboard_alone(open_page, written):
    page = open_page(written.as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the table
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "filter-text":
            break
    page.keyboard.type("zoe")
    assert shown(page) == ["<b>zoe</b>"]
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "sort-score":
            page.keyboard.press("Enter")
            assert page.get_attribute("th:has(#sort-score)", "aria-sort") == "ascending"
        if (
            page.evaluate("document.activeElement.getAttribute('href')")
            == "students/student-1.html"
        ):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/students/student-1.html")
    assert page.title() == "page student-1.html"


def test_readable_without_scripts(open_page, written):
    page = open_page(written.as_uri(), java_script_enabled=False)
    assert page.locator("#students tbody tr").count() == 15
    assert page.locator("#now-title").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page, written, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    page = open_page(written.as_uri(), color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = axe.Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert serious == [], [(one["id"], one["nodes"][0]["html"]) for one in serious]


def test_news_come_without_losing_sort_filter_or_place(open_page, course, keep):
    keep(cohort([1, 1, 1], [1, 0, 1], [0, 0, 1]))
    made, ready = {}, threading.Event()

    async def run():
        made.update(server=Server(Live(course, ["regression"], "en")), stop=asyncio.Event())
        made["loop"] = asyncio.get_running_loop()
        ready.set()
        await serve(made["server"], made["stop"])

    # Playwright's own loop is in this thread.
    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    try:
        assert ready.wait(30)
        page = open_page(made["server"].address)
        page.wait_for_selector("#students tbody tr")
        assert "token" not in page.url
        page.click("#sort-score")
        page.fill("#filter-text", "s0")
        page.locator("#scores-table summary").click()
        page.focus("#filter-text")
        assert shown(page) == ["s002", "s001", "s000"]
        keep([grade("s003", [0, 0, 0]), grade("other", [1, 1, 1])])
        page.locator("#students tbody tr").nth(4).wait_for(state="attached", timeout=60_000)
        assert shown(page) == ["s003", "s002", "s001", "s000"]
        assert page.input_value("#filter-text") == "s0"
        assert page.evaluate("document.activeElement.id") == "filter-text"
        assert page.locator("#scores-table[open]").count() == 1
    finally:
        made["loop"].call_soon_threadsafe(made["stop"].set)
        thread.join(30)
