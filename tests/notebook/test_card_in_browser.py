"""Cards in a real Chromium, on the backgrounds that notebooks have, looked at by axe."""

from decimal import Decimal

import pytest

from graders.model.evidence import Remark
from graders.model.grade import Line, Verdict
from graders.notebook.card import of_line, of_waiting
from graders.reports.messages import Messages

OUTCOMES = {"passed": "1", "partial": "0.5", "failed": "0", "blocked": "0", "broken": "0"}
WAITS = ("hidden", "experiment", "order", "not-run", "not-run-yet")
SAID = "`model` ends in relu. Which values can that give? Look at the last layer, `Dense`."
THEMES = {
    "JupyterLab light": "background: #fff; color: rgba(0, 0, 0, .87)",
    "JupyterLab dark": "background: #111; color: #fff",
    "VS Code light": "background: #fff; color: #3b3b3b",
    "VS Code dark": "background: #1f1f1f; color: #ccc",
}


def cards(lang):
    say = Messages(lang).say
    for outcome, credit in OUTCOMES.items():
        verdict = Verdict(
            outcome=outcome, key="of-a-custom-check", facts={"text": SAID}, credit=Decimal(credit),
            remarks=(Remark(key="page-scaling-same", facts={}),),
        )  # fmt: skip
        line = Line(item="head", check="output-head", verdict=verdict, possible=Decimal(2),
                    points=2 * Decimal(credit), cell="build")  # fmt: skip
        yield of_line(line, "The output, `Dense`", "It decides what can be said.", say)
    for reason in WAITS:
        facts = {"cell": "fit", "notebook": "regression.ipynb"}
        yield of_waiting(reason, "The loss", facts, say)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_axe_finds_nothing_serious_in_a_card(browser, lang, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    shown = "".join(card.html() for card in cards(lang))
    page = browser.new_page(color_scheme="dark" if theme.endswith("dark") else "light")
    try:
        page.set_content(
            f'<!doctype html><html lang="{lang}"><title>Notebook</title>'
            f'<body style="font: 14px sans-serif; {THEMES[theme]}"><main>{shown}</main></body></html>'
        )
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.locator("[role=group]").count() == len(OUTCOMES) + len(WAITS)
        assert page.locator("details[open]").count() == 3 + 3 + 2 + 2
        assert "`" not in page.inner_text("body")
        found = axe.Axe().run(page).response
    finally:
        page.close()
    serious = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    assert serious == [], [(one["id"], one["nodes"][0]["html"]) for one in serious]
    contrast = [one for one in found["passes"] if one["id"] == "color-contrast"]
    assert contrast, "axe has measured no contrast"
