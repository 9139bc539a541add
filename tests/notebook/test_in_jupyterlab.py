"""A released notebook solved in a real JupyterLab, by keyboard, with cards appearing."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest

from graders.course.folder import Course

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
LONG = 120_000  # milliseconds: a kernel on a busy machine
WRONG = """x_train = data.drop(columns="medv")
x_test = test
"""


class Lab:
    """A notebook in a page, its cells gone through from the top. ``place`` is the selected one's."""

    def __init__(self, page):
        self.page, self.place = page, 0

    def run(self, source=None):
        """Run the selected cell and go to the next; with ``source`` in place of its text."""
        if source is not None:
            # Keys that come before the editor has the cursor go to the notebook.
            self.cell(self.place).press("Enter")
            self.page.locator(".jp-Cell.jp-mod-active .cm-content:focus").wait_for()
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(source)
        self.press("Shift+Enter", self.place + 1)

    def up(self):
        """Select the cell above."""
        self.press("ArrowUp", self.place - 1)

    def press(self, key, place):
        """Press a key of the selected cell, by which the cell at ``place`` is selected.

        Its own, not the page's: a page that is still at its layout moves the focus elsewhere, and
        a key goes nowhere. One that nothing came of is pressed again, as anybody would.
        """
        for _ in range(5):
            self.cell(self.place).press(key)
            if self.reached(place, LONG // 5):
                return
        focus = self.page.evaluate("document.activeElement.outerHTML.slice(0, 300)")
        pytest.fail(
            f"{key} did not lead from cell {self.place} to {place}; the focus is in {focus}"
        )

    def cell(self, place):
        return self.page.locator(f".jp-Cell.jp-mod-active[data-windowed-list-index='{place}']")

    def reached(self, place, milliseconds):
        """Wait until a cell is selected: keys are faster than the page, and go to the one before."""
        for _ in range(milliseconds // 50):
            if self.cell(place).count():
                self.place = place
                return True
            self.page.wait_for_timeout(50)
        return False

    def card(self, said):
        found = self.page.locator(f".jp-OutputArea-output [role=group][aria-label^='{said}']")
        found.last.wait_for()
        return found.last


@pytest.fixture
def notebook(browser, jupyter, tmp_path):
    shutil.copytree(ROOT / "assignments" / "scaling", tmp_path, dirs_exist_ok=True)
    page = browser.new_page(viewport={"width": 1200, "height": 1000})
    page.set_default_timeout(LONG)
    page.goto(jupyter(tmp_path))
    home = re.match(r"https?://[^/]+", page.url)[0]
    page.goto(f"{home}/lab/tree/scaling.ipynb")
    page.locator(".jp-Notebook .jp-Cell").first.click()
    page.locator(
        ".jp-NotebookPanel-toolbar .jp-Notebook-ExecutionIndicator[data-status=idle]"
    ).wait_for()
    page.keyboard.press("Escape")
    yield tmp_path / "scaling.ipynb", Lab(page)
    page.close()


def test_cards_appear_as_cells_run(notebook):
    path, lab = notebook
    solution = Course.find(ROOT).load("scaling").solution_cells()
    cells = nbformat.read(path, as_version=4).cells
    for cell in cells:
        task = re.match(r"# task: (\S+)", cell.source)
        if task is None:
            lab.run()
            continue
        first = cell.source.split("\n")[0]
        if task[1] == "split":  # wrong at first
            lab.run(f"{first}\n{WRONG}")
            lab.run()
            shown = lab.card("Not yet")
            question = shown.locator("summary").first
            assert question.inner_text() == "A question"
            hint = shown.locator("details > div").first
            assert not hint.is_visible()
            question.click()
            assert hint.is_visible()
            assert lab.reached(lab.place - 1, LONG)  # by the click: the check's
            lab.page.keyboard.press("Escape")
            lab.up()
        lab.run(f"{first}\n{solution[task[1]]}")
        if task[1] == "split":
            lab.run()
            lab.card("Right")
            lab.up()
    lab.page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    lab.page.keyboard.press("ControlOrMeta+s")
    checks = [cell.id for cell in cells if cell.source.startswith("%grade")]
    for _ in range(100):
        saved = {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}
        outputs = [saved[name].outputs for name in checks]
        if all(outputs):
            break
        lab.page.wait_for_timeout(200)
    told = [each[0]["data"]["text/plain"] for each in outputs]
    assert [text[:7] for text in told] == ["✓ Right"] * len(checks)
