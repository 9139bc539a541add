"""Pages in a real browser: they open from a file, load nothing, and everybody can use them."""

import json
from decimal import Decimal

import msgspec
import pytest

from graders.model.grade import Adjustment

SCRIPTS = (
    "<script>document.title = 'pwned'</script>",
    "<img src=x onerror=\"document.title='pwned'\">",
    "<svg onload=\"document.title='pwned'\"></svg>",
    "<iframe src='https://example.org'></iframe>",
    "<link rel=stylesheet href='https://example.org/x.css'>",
    "</pre></div><style>@import 'https://example.org/y.css'</style>",
    "<table><tr><td background='https://example.org/z.png' onclick='1'>1</td></tr></table>",
    "'\"--></title></textarea><script>document.title='pwned'</script>",
)


def hostile(graded, made, student):
    """A page on which a student wrote attacks wherever a student can write."""
    attack = "\n".join(SCRIPTS)
    kinds = ("text/html", "text/markdown", "application/javascript", "image/svg+xml", "text/latex",
             "text/plain")  # fmt: skip
    outputs = [
        made.stream(attack),
        made.stream(attack, "stderr"),
        *(made.display(**{kind: one}) for kind in kinds for one in SCRIPTS),
        made.display(**{"image/png": made.png, "text/plain": attack}),
        {"output_type": "error", "ename": attack, "evalue": attack, "traceback": [attack] * 3},
    ]
    notebook = graded.notebook("regression", cells={"build": f"# task: build\n# {attack}\nx = 1"})
    import nbformat

    notebook.cells.insert(3, nbformat.v4.new_markdown_cell(f"{attack}\n\n[x](javascript:alert(1))"))
    evidence = graded.evidence("regression", outputs={"build": outputs, "fit": outputs})
    models = tuple(msgspec.structs.replace(model, names=(SCRIPTS[0],)) for model in evidence.models)
    figures = tuple(
        msgspec.structs.replace(figure, title=SCRIPTS[1]) for figure in evidence.figures
    )
    fits = tuple(
        msgspec.structs.replace(fit, history={**fit.history, SCRIPTS[2]: fit.history["loss"]})
        for fit in evidence.fits
    )
    values = tuple(
        msgspec.structs.replace(one, columns=tuple(SCRIPTS[0] for _ in one.columns))
        if one.columns else one
        for one in evidence.values
    )  # fmt: skip
    evidence = msgspec.structs.replace(
        evidence, models=models, figures=figures, fits=fits, values=values
    )
    change = Adjustment(kind="override", who=SCRIPTS[1], at="2026-01-01T00:00:00", why=attack,
                        item="held-out", points=Decimal("0.5"))  # fmt: skip
    graded.hand_in("regression", student, notebook, evidence, adjustments=(change,))
    return graded.page("regression", student)


def wrong(graded):
    names = [n for n in graded.packs["regression"].entries if n.startswith("wrong/")]
    evidence = graded.evidence("regression", names[0])
    graded.hand_in("regression", "wrong", evidence=evidence)
    return graded.page("regression", "wrong")


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a page from a file and keeps what it asks for and complains about."""
    contexts = []

    def open_(html, **settings):
        file = tmp_path / "page #1 한글.html"
        file.write_text(html, "utf-8")
        contexts.append(browser.new_context(**settings))
        page = contexts[-1].new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda problem: page.said.append(str(problem)))
        page.on("dialog", lambda dialog: page.said.append(dialog.message))
        page.goto(file.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


def outside(page):
    """What a page asked for that is neither itself nor a picture that it carries."""
    itself = page.url.partition("#")[0]
    return [url for url in page.asked if url != itself and not url.startswith("data:image/")]


def test_hostile_work_runs_nothing_and_loads_nothing(graded, made, opened):
    html = hostile(graded, made, "<script>document.title='pwned'</script>")
    page = opened(html)
    page.wait_for_timeout(300)
    assert outside(page) == []
    assert page.said == []
    assert "pwned" not in page.title() or page.title().endswith("</script>")
    found = page.evaluate("""() => ({
        tags: [...new Set([...document.querySelectorAll('*')].map(e => e.localName))],
        on: [...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())
            .filter(n => n.startsWith('on') || n === 'style' || n === 'background'),
        leads: [...document.querySelectorAll('[href], [src], [action]')]
            .map(e => e.getAttribute('href') ?? e.getAttribute('src') ?? 'action')
            .filter(a => !a.startsWith('#') && !a.startsWith('data:image/') && a !== 'data:,'),
    })""")
    forbidden = {
        "script",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "template",
        "video",
        "audio",
    }
    assert not forbidden & set(found["tags"])
    assert found["on"] == []
    assert found["leads"] == []


def test_the_policy_stops_what_would_come_through(graded, opened):
    """Armed: the same attacks, put into the page past every cleaning, still reach nothing."""
    html = wrong(graded).replace("</main>", f"{''.join(SCRIPTS)}</main>")
    page = opened(html)
    page.wait_for_timeout(300)
    assert page.title() != "pwned"
    assert page.said != []  # the browser says what the policy stopped
    without = html.replace('http-equiv="Content-Security-Policy"', 'name="none"')
    page = opened(without)
    page.wait_for_timeout(300)
    assert page.title() == "pwned"


def test_keys_alone_open_every_hint(graded, opened):
    page = opened(wrong(graded))
    closed = page.locator("details").count()
    assert closed > 5
    for _ in range(600):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.localName") == "summary" and not page.evaluate(
            "document.activeElement.parentElement.open"
        ):
            page.keyboard.press("Enter")
        if page.locator("details:not([open])").count() == 0:
            break
    assert page.locator("details:not([open])").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_serious_violation_of_accessibility(graded, made, opened, scheme, lang):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python"
    )
    wrong(graded)
    hostile(graded, made, "attacker")
    for student in ("wrong", "attacker"):
        html = graded.page("regression", student, lang=lang)
        # axe is a script, which the page forbids; what it looks at is the same.
        page = opened(html, color_scheme=scheme, bypass_csp=True)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = axe.Axe().run(page).response["violations"]
        serious = [one for one in found if one["impact"] in {"serious", "critical"}]
        assert serious == [], json.dumps(serious, indent=1)[:3000]


def test_a_narrow_screen_scrolls_down_only(graded, opened):
    page = opened(wrong(graded), viewport={"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
