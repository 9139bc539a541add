"""formgrader in a real browser: our points and reasons, what a person types, and its button."""

import contextlib
import importlib.util
import json
import re
import sqlite3
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from graders.cohort.store import Store
from graders.course.folder import Course
from graders.course.variants import Variant, read_variants, variant_notebook

_SPEC = importlib.util.spec_from_file_location(
    "graders_test_course_in_browser", Path(__file__).with_name("nbgrader_course.py")
)
nbgrader_course = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(nbgrader_course)

pytestmark = [pytest.mark.slow, pytest.mark.box, pytest.mark.tensorflow]

WAIT = 60_000  # milliseconds, for pages
LONG = 240_000  # and for a box on a busy machine


@pytest.fixture(scope="module")
def grade(commands):
    """`grade` in a folder, with these arguments."""
    return lambda folder, *arguments: commands.run(folder, "grade", *arguments)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory, backend, grade):
    """A course as `grade init` makes it, and three submissions that `grade run` graded."""
    root = tmp_path_factory.mktemp("formgrader") / "course"
    grade(root.parent, "init", str(root), "--assignment", "scaling")
    grade(root, "release")
    loaded = Course(root).load("scaling")
    wrong = next(one for one in read_variants(loaded) if one.name == "along-the-rows")
    notebooks = {"alice": solved(loaded), "bob": variant_notebook(loaded, wrong),
                 "carol": (root / "assignments/scaling/scaling.ipynb").read_bytes()}  # fmt: skip
    for student, notebook in notebooks.items():
        hand_in(root, student, notebook)
    grade(root, "run", "scaling")
    return SimpleNamespace(root=root, loaded=loaded)


@pytest.fixture(scope="module")
def page(cohort, browser, jupyter):
    """A page that is logged in at formgrader's server."""
    with logged_in(browser, jupyter(cohort.root)) as page:
        yield page


@contextlib.contextmanager
def logged_in(browser, address):
    page = browser.new_page(viewport={"width": 1200, "height": 1300})
    page.set_default_timeout(WAIT)
    page.goto(address)
    page.home = re.match(r"https?://[^/]+", page.url)[0] + "/formgrader"
    yield page
    page.close()


def solved(loaded):
    return variant_notebook(loaded, Variant(name="x", kind="right", title="", cells={}))


def hand_in(root, student, notebook):
    folder = root / "submitted" / student / "scaling"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scaling.ipynb").write_bytes(notebook)


def submission(page, student, place="scaling/scaling"):
    """Open a student's submission by way of the gradebook's list."""
    page.goto(f"{page.home}/gradebook/{place}")
    link = page.locator("a.name-shown", has_text=re.compile(f"^{student}$"))
    page.goto(page.url.split("/formgrader")[0] + link.get_attribute("href"))
    # The numbers come after the page; until then what is typed would be lost.
    page.wait_for_function("document.querySelector('.extra-credit').placeholder !== ''")


def status(page, student, assignment="scaling"):
    """A line of the table of submissions: status and score."""
    page.goto(f"{page.home}/manage_submissions/{assignment}")
    row = page.locator("tr", has=page.get_by_text(student, exact=True))
    row.locator(".status .label").wait_for()
    return row.locator(".status").inner_text(), row.locator(".score").inner_text()


def typed(page, selector, text):
    """Type into a field and wait until formgrader has saved it."""
    with page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
        page.fill(selector, text)
        page.locator(selector).dispatch_event("change")
    assert saved.value.ok


def press_autograde(page, student, assignment):
    page.goto(f"{page.home}/manage_submissions/{assignment}")
    row = page.locator("tr", has=page.get_by_text(student, exact=True))
    row.locator(".autograde a").click()
    box = page.locator(".modal.in")
    box.wait_for(timeout=LONG)
    assert f"Successfully autograded '{assignment}' for student '{student}'." in box.inner_text()


def test_points_and_reasons_are_shown(page):
    page.goto(page.home)
    row = page.locator("tr", has=page.get_by_text("scaling", exact=True))
    assert row.locator(".num-submissions").inner_text().strip() == "3"
    assert status(page, "alice") == ("graded", "10 / 10")
    assert status(page, "bob") == ("graded", "7 / 10")
    submission(page, "bob")
    field = page.locator("#by-hand-train")
    assert field.get_attribute("placeholder") == "0"
    assert field.input_value() == ""
    text = page.locator("body").inner_text()
    assert "`x_train_hand` is scaled along each row instead of each column." in text
    assert "0 / 1\n" in text
    # What pandas shows is a table, not its tags.
    assert page.locator("table td").count() > 10
    assert "<th" not in text
    assert "<div" not in text


def test_what_a_person_sets_is_kept(page, cohort, grade):
    submission(page, "bob")
    typed(page, "#by-hand-train", "0.5")
    typed(page, "#held-out_extra_credit", "0.25")
    typed(page, "#by-hand-comment", "Right formula, wrong axis.")
    grade(cohort.root, "regrade", "scaling")
    assert_kept(page, cohort)
    grade(cohort.root, "run", "scaling", "--force")
    assert_kept(page, cohort)

    submission(page, "bob")
    typed(page, "#by-hand-train", "")
    grade(cohort.root, "run", "scaling")
    assert status(page, "bob") == ("graded", "7.25 / 10")


def assert_kept(page, cohort):
    with Store(cohort.loaded.course.state, readonly=True) as store:
        kept = store.adjustments("scaling")
    assert set(kept) == {"bob"}
    assert {(one.kind, one.item, one.points, one.why) for one in kept["bob"]} == {
        ("override", "by-hand-train", Decimal("0.5"), ""),
        ("penalty", "held-out", Decimal("0.25"), "extra credit"),
        ("comment", "by-hand", None, "Right formula, wrong axis."),
    }
    assert len(kept["bob"]) == 3
    assert all(one.who == "formgrader" and one.at for one in kept["bob"])
    assert status(page, "bob") == ("graded", "7.75 / 10")
    submission(page, "bob")
    assert page.locator("#by-hand-train").input_value() == "0.5"
    assert page.locator("#by-hand-train").get_attribute("placeholder") == "0"
    assert page.locator("#held-out_extra_credit").input_value() == "0.25"
    assert page.locator("#by-hand-comment").input_value() == "Right formula, wrong axis."


def test_the_button_grades_in_the_box(page, cohort):
    assert status(page, "carol") == ("graded", "0 / 10")
    notebook = nbformat.reads(solved(cohort.loaded).decode(), as_version=4)
    look = f"import os\nprint('gradebook there:', os.path.exists({str(cohort.root / 'gradebook.db')!r}))"
    notebook.cells.append(nbformat.v4.new_code_cell(look))
    hand_in(cohort.root, "carol", nbformat.writes(notebook).encode())

    press_autograde(page, "carol", "scaling")
    assert status(page, "carol") == ("graded", "10 / 10")
    executed = cohort.root / "autograded/carol/scaling/scaling.ipynb"
    last = json.loads(executed.read_text(encoding="utf-8"))["cells"][-1]
    assert "".join(last["outputs"][0]["text"]) == "gradebook there: False\n"
    with sqlite3.connect(cohort.root / "gradebook.db") as gradebook:
        scores = gradebook.execute("select sum(auto_score) from grade").fetchone()
    gradebook.close()
    assert scores == (27.0,)


@pytest.fixture(scope="module")
def adopted(tmp_path_factory, backend, commands, grade):
    """A course made for nbgrader, plugged in by `grade adopt`, two students graded."""
    root = nbgrader_course.make_course(tmp_path_factory.mktemp("formgrader") / "algebra")
    commands.run(root, "nbgrader", "generate_assignment", "ps1")
    grade(root, "adopt", "--plugin")
    nbgrader_course.hand_in(root, "alice")
    nbgrader_course.hand_in(root, "bob", answers={"double": "def double(x):\n    return 2"})
    grade(root, "run", "ps1")
    return root


def test_a_course_of_nbgraders_is_graded_by_hand_and_by_button(adopted, browser, jupyter, grade):
    with logged_in(browser, jupyter(adopted)) as page:
        assert status(page, "alice", "ps1")[0] == "needs manual grading"
        submission(page, "alice", "ps1/problem1")
        assert page.locator("#test-two").get_attribute("placeholder") == "2"
        assert "needs_manual_grade" in page.locator("#by-hand-code").get_attribute("class")
        typed(page, "#by-hand-code", "2.5")
        submission(page, "alice", "ps1/problem2")
        typed(page, "#why", "4")
        typed(page, "#why-comment", "Say more.")
        typed(page, "#measure", "3")
        assert status(page, "alice", "ps1") == ("graded", "12.5 / 15")

        grade(adopted, "run", "ps1", "--force")
        assert status(page, "alice", "ps1") == ("graded", "12.5 / 15")

        # What was not answered has no points, and needs nobody but for the task.
        assert status(page, "bob", "ps1") == ("needs manual grading", "1 / 15")
        nbgrader_course.hand_in(adopted, "bob")
        press_autograde(page, "bob", "ps1")
        assert status(page, "bob", "ps1") == ("needs manual grading", "3 / 15")
        submission(page, "alice", "ps1/problem2")
        assert page.locator("#why").input_value() == "4"
        assert page.locator("#why-comment").input_value() == "Say more."
