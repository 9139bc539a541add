"""A student's page: what stands on it, and what must not."""

import json
import re
from decimal import Decimal

import msgspec
import pytest

from graders.cohort.store import Store
from graders.model.evidence import Raised
from graders.model.grade import Adjustment
from graders.pages.student import given
from graders.reports.messages import Messages
from graders.reports.totals import plain_number


def says(page, key, lang="en", **facts):
    from graders.reports.student_page import coded

    return str(coded(Messages(lang).say(key, facts))) in page


def without_charts(page):
    return re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)


def saved(notebook, cell_id, outputs, number):
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == cell_id:
            import nbformat

            cell.outputs = nbformat.from_dict(outputs)
            cell.execution_count = number
    return notebook


@pytest.fixture(scope="module")
def right(graded):
    graded.hand_in("regression", "ada")
    return graded.page("regression", "ada")


def test_a_page_has_score_checks_curves_answers_scaling_notebook_and_commands(right, graded):
    grade = graded.given("regression", "ada").stored.grade
    assert f"<strong>{plain_number(grade.score)}</strong>" in right
    for line in grade.lines:
        title = next(
            i.title for i in graded.shared["regression"].items.values() if i.id == line.item
        )
        assert title in right
    for part in ("checks", "curves", "answers", "scaling", "notebook", "how"):
        assert f'id="{part}"' in right
    assert "<polyline" in right
    assert "grade check regression.ipynb" in right
    assert "random_state=20" in right


def test_the_references_band_lies_behind_the_curves_and_is_told_in_words(right, graded):
    assert re.search(
        r'<polygon class="shade train".*?<polyline class="line train"', right, re.DOTALL
    )
    assert says(right, "page-reference-band")
    curves = graded.shared["regression"].curves
    band = curves.bands["fit/model"]["val_loss"]
    held = re.search(r"validation ended between ([\d.e+]+) and ([\d.e+]+)\.", right)
    assert [float(end) for end in held.groups()] == pytest.approx(
        [band.low[-1], band.high[-1]], rel=1e-3
    )


def test_hints_unfold_in_steps(graded):
    name = next(n for n in graded.packs["regression"].entries if n.startswith("wrong/"))
    evidence = graded.evidence("regression", name)
    graded.hand_in("regression", "wrong", evidence=evidence)
    page = graded.page("regression", "wrong")
    assert says(page, "page-hint-question")
    assert re.search(r"<details>.*?\?</p>\s*<details>.*?</p>", page, re.DOTALL)
    # Nothing of a hint stands before it is asked for.
    article = re.search(r'<article class="check (?:failed|partial)".*?</article>', page, re.DOTALL)[
        0
    ]
    assert "?" not in article.split("<details>")[0].split("</header>")[1]


def test_a_page_is_in_the_language_of_the_notebook(graded):
    graded.hand_in("regression", "민서", graded.notebook("regression", "ko"))
    korean = graded.page("regression", "민서")
    assert '<html lang="ko">' in korean
    assert says(korean, "page-checks", "ko")
    assert '<html lang="en">' in graded.page("regression", "민서", lang="en")


def test_times_are_told_with_their_zone(graded):
    graded.hand_in("regression", "timed")
    assert says(graded.page("regression", "timed"), "page-received", at="2026-03-01 10:00 UTC")


def test_automatic_grade_and_adjustments_are_both_shown(graded):
    changes = (
        Adjustment(kind="override", who="kim <b>", at="2026-03-02T09:00:00", why="</li><script>",
                   item="held-out", points=Decimal("0.5")),
        Adjustment(kind="penalty", who="late policy", at="2026-03-03T09:00:00", points=Decimal(-2),
                   key="page-unsafe"),
    )  # fmt: skip
    graded.hand_in("regression", "late", adjustments=changes)
    page = graded.page("regression", "late")
    assert "<strong>17.5</strong>" in page
    assert says(page, "adjusted-automatic", score="20", possible="20")
    assert "&lt;/li&gt;&lt;script&gt;" in page
    assert says(page, "page-by-hand", points="0.5")


def test_output_that_differs_stands_beside_what_was_handed_in(graded, made):
    notebook = saved(graded.notebook("regression"), "build", [made.stream("three layers")], 4)
    evidence = graded.evidence("regression", outputs={"build": [made.stream("two layers")]})
    graded.hand_in("regression", "other", notebook, evidence)
    page = graded.page("regression", "other")
    both = page.split('class="sides"')[1].split("</article>")[0]
    assert both.index("two layers") < both.index("three layers")
    notebook = saved(notebook, "build", [made.stream("2 layers")], 4)
    evidence = graded.evidence("regression", outputs={"build": [made.stream("7 layers")]})
    graded.hand_in("regression", "numbers", notebook, evidence)
    page = graded.page("regression", "numbers")
    assert says(page, "page-differs-numbers")
    assert 'class="sides"' not in page


def test_hidden_state_is_named(graded):
    plain = graded.evidence("regression")
    raised = Raised(type="NameError", message="name 'x_val' is not defined", line=2)
    cells = tuple(
        msgspec.structs.replace(run, outcome="error", raised=raised)
        if run.cell == "scale"
        else msgspec.structs.replace(run, binds=("x_val",) if run.cell == "evaluate" else ())
        for run in plain.cells
    )
    evidence = graded.evidence("regression", cells=cells, values=())
    notebook = saved(graded.notebook("regression"), "scale", [], 9)
    saved(notebook, "build", [], 5)
    graded.hand_in("regression", "stale", notebook, evidence)
    page = graded.page("regression", "stale")
    assert says(page, "page-hidden-state", cell="scale", name="x_val", later="evaluate")
    assert says(page, "page-out-of-order", cell="build", number=5, before=9)


def test_of_several_attempts_the_graded_one_is_shown(graded):
    first = graded.notebook("regression", cells={"build": "# task: build\nfirst_attempt = 1"})
    graded.hand_in("regression", "twice", first)
    with Store(graded.course.state, readonly=True) as store:
        before = store.grades("regression")["twice"]
    graded.hand_in("regression", "twice")
    with Store(graded.course.state, readonly=True) as store:
        submission = given(store, before, store.newest_attempts("regression")["twice"])
    assert submission.row.number == 1
    page = graded.page("regression", "twice", **submission._asdict())
    assert "first_attempt" in page
    assert "first_attempt" not in graded.page("regression", "twice")


@pytest.mark.parametrize("bytes_", [b"", b"{", b"PK\x03\x04", b"\xff\xfe\xfa", b"[" * 5000])
def test_what_cannot_be_read_has_a_page_too(graded, bytes_):
    student = f"unreadable{len(bytes_)}"
    graded.hand_in("regression", student, bytes_ or b" ")
    page = graded.page("regression", student)
    assert "<strong>0</strong>" in page
    assert 'class="notice"' in page
    assert 'id="notebook"' not in page


def test_our_fault_states_no_points(right, graded):
    given = graded.given("regression", "ada")
    from graders.model.evidence import Remark

    broken = graded.judges["regression"].broken(given.row, (), Remark(key="run-lost"))
    stored = given.stored._replace(grade=broken)
    page = graded.page("regression", "ada", stored=stored, evidence=None)
    assert says(page, "page-no-score")
    assert says(page, "run-lost")


def test_of_an_older_store_grade_and_notebook_stay(right, graded):
    page = graded.page("regression", "ada", evidence=None)
    assert says(page, "page-outputs-gone")
    assert 'id="checks"' in page
    assert 'id="notebook"' in page
    assert 'id="curves"' not in page
    assert 'id="notebook"' not in graded.page("regression", "ada", evidence=None, notebook=None)


@pytest.mark.parametrize("slug", ["regression", "binary"])
def test_no_bar_no_hidden_row_and_no_reference_on_any_page(graded, made, slug):
    import io

    import pandas as pd

    shared = graded.shared[slug]
    hidden = pd.read_csv(io.BytesIO(shared.loaded.box_files()["data/test.csv"]))
    names = [n for n in graded.packs[slug].entries if n.startswith("wrong/")][:6]
    solution = shared.loaded.solution_cells()
    for name in names:
        outputs = {
            "split": [made.stream(hidden.head().to_string()), made.stream(str(hidden.iloc[7])),
                      made.display(**{"text/html": hidden.tail(3).to_html(), "text/plain": "x"})]
        }  # fmt: skip
        evidence = graded.evidence(slug, name, outputs=outputs)
        # Handed in without the solutions: whatever of them is on the page came from us.
        graded.hand_in(slug, "canary", shared.loaded.skeleton_notebook(), evidence)
        page = graded.page(slug, "canary")
        assert page.count(Messages("en").say("page-hidden-rows")) == 3
        for band in shared.reference.calibration.bands.values():
            for figure in (band.bar, band.mean, band.baseline):
                assert f"{figure:.3f}" not in page
                assert re.search(
                    rf"(?<![\d.]){figure:.4g}(?![\d.])", without_charts(page)
                ) is None or (
                    len(f"{figure:.4g}") < 5  # 0.5 stands for many things
                )
        for source in solution.values():
            for line in source.splitlines():
                if len(line.strip()) > 25 and not line.lstrip().startswith("#"):
                    assert line.strip() not in page
        for line in graded.given(slug, "canary").stored.grade.lines:
            for key, fact in line.verdict.facts.items():
                if key.startswith("_") and isinstance(fact, float) and fact % 1:
                    assert f"{fact:.4f}" not in page


def test_a_hidden_row_read_as_a_header_names_no_column(graded):
    shared = graded.shared["regression"]
    evidence = graded.evidence("regression")
    count = len(next(fit.x.mean for fit in evidence.fits if fit.x is not None and fit.x.mean))
    first = shared.loaded.box_files()["data/test.csv"].decode().splitlines()[1]
    row = tuple(first.split(",")[:count])
    values = tuple(
        msgspec.structs.replace(value, columns=row)
        if value.columns is not None and len(value.columns) == count
        else value
        for value in evidence.values  # noqa: PD011 - no pandas object
    )
    assert any(value.columns == row for value in values)
    graded.hand_in("regression", "eve", evidence=msgspec.structs.replace(evidence, values=values))
    page = graded.page("regression", "eve")
    assert f'<th scope="row">{row[0]}</th>' not in page
    assert says(page, "page-column-number", number=1)


def test_outputs_are_bounded(graded, made):
    pictures = [made.display(**{"image/png": made.png}) for _ in range(10_000)]
    outputs = {
        "build": pictures,
        "fit": [made.stream("line of text\n" * 400_000)],
        "compile": [made.stream("x" * 3_000_000)],
        "scale": [made.display(**{"image/png": made.png[:20] + "A" * 40})],
    }
    evidence = graded.evidence("regression", outputs=outputs)
    graded.hand_in("regression", "flood", evidence=evidence)
    page = graded.page("regression", "flood")
    assert len(page) < 600_000
    assert page.count("<img") <= 40
    assert re.search(r"… more than [\d,]+ more lines", page)
    assert says(page, "page-outputs-left-out") or "more pictures are left out" in page


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg"])
def test_a_picture_that_unfolds_to_gigabytes_is_left_out(graded, made, kind):
    import base64
    import struct

    head = {
        "image/png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 60_000, 60_000),
        "image/jpeg": bytes.fromhex("ffd8ffe0 0004 0102 ffff c2 0011 08")
        + struct.pack(">HH", 60_000, 60_000),
    }[kind]
    outputs = {"build": [made.display(**{kind: base64.b64encode(head + b"\0" * 20).decode()})]}
    graded.hand_in("regression", "bomb", evidence=graded.evidence("regression", outputs=outputs))
    page = graded.page("regression", "bomb")
    assert "<img" not in page
    assert says(page, "page-picture-left-out")


@pytest.mark.parametrize("progressive", [False, True])
def test_an_honest_photograph_is_shown(graded, made, progressive):
    import base64
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (640, 480)).save(out, "JPEG", progressive=progressive, comment=b"x" * 40_000)
    outputs = {"build": [made.display(**{"image/jpeg": base64.b64encode(out.getvalue()).decode()})]}
    graded.hand_in("regression", "photo", evidence=graded.evidence("regression", outputs=outputs))
    assert "data:image/jpeg" in graded.page("regression", "photo")


@pytest.mark.parametrize(
    "outputs",
    [b"", b"[", b"null", b"{}", b'[{"output_type": 3}]', b'[{"output_type": "stream", "text": {}}]',
     b'[{"output_type":"stream","text":"\\ud800 half"}]', b'[{"output_type":"error"}]',
     b'[{"output_type":"display_data","data":{"text/html":"<table><tr><td>1"}}]',
     json.dumps([{"output_type": "display_data", "data": {"text/html": "<" * 9999}}]).encode()],
)  # fmt: skip
def test_odd_outputs_make_no_traceback(graded, outputs):
    plain = graded.evidence("regression")
    cells = tuple(msgspec.structs.replace(run, outputs=outputs) for run in plain.cells)
    evidence = graded.evidence("regression", cells=cells)
    graded.hand_in("regression", "odd", evidence=evidence)
    page = graded.page("regression", "odd")
    assert page.endswith("</html>\n") or page.rstrip().endswith("</html>")
    assert "\ud800" not in page
