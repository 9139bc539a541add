"""What a shown figure tells: labels, legends, and numbers, however it was put together."""

import msgspec
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from graders.model.figure import FigureDrawn
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.model.values import Array
from graders.running.claims import FIGURE_BYTES, _figure_bytes
from graders.running.inside.figures import Figures, record

LOSS, VALIDATION = [3.0, 2.0, 1.5], [3.5, 2.5, 2.25]
HISTORY = {"loss": LOSS, "accuracy": [0.1, 0.2, 0.3], "val_loss": VALIDATION}


@pytest.fixture(autouse=True)
def closed():
    plt.close("all")  # also what other tests left open
    plt.switch_backend("agg")
    yield
    plt.close("all")


def drawn(figure=None):
    return msgspec.convert({"cell": "plot", **record(figure or plt.gcf())}, FigureDrawn)


def lines(axes):
    return {one.label: one.y.numpy().tolist() for one in axes.series if one.kind == "line"}


def test_labels_titles_and_numbers():
    plt.plot([1, 2, 3], LOSS, label="training")
    plt.plot(VALIDATION, label="validation")
    plt.title("loss")
    plt.xlabel("epoch")
    plt.ylabel("cross-entropy")
    plt.suptitle("one run")
    plt.legend()
    plt.text(1, 2, "here it turns")
    figure = drawn()
    (axes,) = figure.axes
    assert (figure.title, axes.title, axes.x_label, axes.y_label) == (
        "one run", "loss", "epoch", "cross-entropy",
    )  # fmt: skip
    assert axes.legend == ("training", "validation")
    assert axes.texts == ("here it turns",)
    assert lines(axes) == {"training": LOSS, "validation": VALIDATION}
    assert axes.series[0].x.numpy().tolist() == [1, 2, 3]


def test_a_legend_names_lines_that_have_no_label():
    plt.plot(LOSS)
    plt.plot(VALIDATION)
    assert lines(drawn().axes[0]).keys() == {""}
    plt.legend(["training", "validation"])
    assert lines(drawn().axes[0]) == {"training": LOSS, "validation": VALIDATION}


def test_a_legend_in_another_order_is_read_by_its_samples():
    first, second = plt.plot(LOSS)[0], plt.plot(VALIDATION)[0]
    plt.legend([second, first], ["validation", "training"])
    assert lines(drawn().axes[0]) == {"training": LOSS, "validation": VALIDATION}


def test_labels_without_a_legend_are_shown_by_none():
    plt.plot(LOSS, label="training")
    (axes,) = drawn().axes
    assert (axes.legend, axes.series[0].label) == ((), "training")


def test_a_twin_is_named_by_the_legend_beside_it():
    _, axes = plt.subplots()
    twin = axes.twinx()
    one, two = axes.plot(LOSS, "r")[0], twin.plot(VALIDATION, "b")[0]
    axes.legend([one, two], ["loss", "validation loss"])
    found = drawn().axes
    assert lines(found[0]) == {"loss": LOSS}
    assert lines(found[1]) == {"validation loss": VALIDATION}


def test_one_legend_for_several_panels():
    _, panels = plt.subplots(1, 2)
    for axes in panels:
        axes.plot(LOSS)
        axes.plot(VALIDATION)
    panels[0].legend(["training", "validation"])
    assert [lines(axes) for axes in drawn().axes] == [
        {"training": LOSS, "validation": VALIDATION}
    ] * 2


def test_a_legend_of_the_whole_figure():
    figure, panels = plt.subplots(2)
    panels[0].plot(LOSS, label="training")
    panels[1].plot(VALIDATION, "C1", label="validation")
    figure.supxlabel("epoch")
    figure.legend()
    found = drawn(figure).axes
    assert [axes.legend for axes in found] == [("training", "validation")] * 2
    assert [axes.x_label for axes in found] == ["epoch"] * 2


def test_tables_draw_themselves():
    pd.DataFrame(HISTORY).plot()
    assert lines(drawn().axes[0]) == HISTORY
    pd.DataFrame(HISTORY).plot(subplots=True)
    assert [lines(axes) for axes in drawn().axes] == [{name: HISTORY[name]} for name in HISTORY]


def test_seaborn_names_by_colour():
    import seaborn as sns

    table = pd.DataFrame({"loss": LOSS, "val_loss": VALIDATION})
    sns.lineplot(table)
    found = lines(drawn().axes[0])
    assert {name: found[name] for name in table} == {"loss": LOSS, "val_loss": VALIDATION}
    plt.figure()
    long = table.reset_index().melt("index")
    sns.lineplot(long, x="index", y="value", hue="variable")
    found = lines(drawn().axes[0])
    assert {name: found[name] for name in table} == {"loss": LOSS, "val_loss": VALIDATION}


def test_bars_points_images_and_the_rest():
    plt.bar(["a", "b"], [4, 5], label="upright")
    plt.barh([0, 1], [6, 7])
    plt.scatter([1, 2], [8, 9], label="dots")
    plt.fill_between([0, 1], [0, 1])
    plt.imshow(np.zeros((3, 5)))
    kinds = [one.kind for one in drawn().axes[0].series]
    assert kinds == ["bars", "bars", "points", "other", "image"]
    upright, flat, dots, _, image = drawn().axes[0].series
    assert upright.label == "upright"
    assert upright.y.numpy().tolist() == [4, 5]
    assert flat.y.numpy().tolist() == [6, 7]
    assert dots.x.numpy().tolist() == [1, 2]
    assert image.y.numpy().tolist() == [3, 5]


def test_what_is_hidden_is_not_told():
    line, other = plt.plot(LOSS)[0], plt.plot(VALIDATION)[0]
    other.set_visible(False)
    assert lines(drawn().axes[0]) == {"": LOSS}
    line.axes.set_visible(False)
    assert drawn().axes == ()


def test_masked_and_missing_numbers():
    plt.plot(np.ma.masked_equal([1.0, -1.0], -1.0), label="a")
    plt.plot([], [], label="nothing")
    plt.plot([np.nan, np.inf], label="b")
    found = [one.y.numpy() for one in drawn().axes[0].series]
    assert np.array_equal(found[0], [1, np.nan], equal_nan=True)
    assert np.array_equal(found[1], [np.nan, np.inf], equal_nan=True)


def test_large_figures_stay_small():
    _, panels = plt.subplots(7, 7)
    for axes in panels.ravel():
        axes.plot(np.arange(5_000.0), label="x" * 10_000)
    figure = drawn()
    assert len(figure.axes) == 40
    assert _figure_bytes(figure) < FIGURE_BYTES
    sizes = [axes.series[0].y.kept for axes in figure.axes]
    assert (sizes[0], sizes[-1]) == (True, False)
    assert figure.axes[-1].series[0].y.shape == (5_000,)


class Shell:
    """As much of a shell as shows things."""

    def __init__(self):
        self.display_formatter = self
        self.formatted = 0

    def format(self, thing, **_):
        self.formatted += 1
        return {"text/plain": repr(thing)}, {}


def watched():
    shell, figures = Shell(), Figures(lambda look: look())
    figures.watch(shell)
    return shell, figures


def test_shown_figures_are_taken_once_a_cell():
    shell, figures = watched()
    figure = plt.figure()
    plt.plot(LOSS)
    shell.display_formatter.format(3)
    shell.display_formatter.format(figure)
    plt.plot(VALIDATION)
    shell.display_formatter.format(figure, include=["image/png"])
    plt.close("all")
    (found,) = figures.take("plot")
    assert found["cell"] == "plot"
    assert len(found["axes"][0]["series"]) == 2
    assert figures.take("next") == []
    assert shell.formatted == 3


def test_figures_of_other_back_ends_are_taken_when_they_change():
    _, figures = watched()
    plt.plot(LOSS)
    assert len(figures.take("one")) == 1
    assert figures.take("two") == []
    plt.plot(VALIDATION)
    assert [one["cell"] for one in figures.take("three")] == ["three"]


def test_the_latest_of_many():
    shell, figures = watched()
    for number in range(30):
        figure = plt.figure()
        plt.plot([number])
        shell.display_formatter.format(figure)
        plt.close(figure)
    last = figures.take("loop")
    assert [one["axes"][0]["series"][0]["y"]["data"] for one in last] == [
        Array.of(np.array([float(number)])).data for number in range(18, 30)
    ]
    for turn in range(10):
        for _ in range(12):
            shell.display_formatter.format(plt.figure())
            plt.close("all")
        assert len(figures.take(str(turn))) == (12 if turn < 4 else 0)


CELLS = {
    "nothing": "import sys\nbefore = 'matplotlib' in sys.modules\n3",
    "import": "import matplotlib.pyplot as plt\nimport pandas as pd\nfrom IPython.display import display",
    "left-open": "plt.plot([3.0, 2.0]); plt.title('open')",
    "shown": "plt.plot([1.0]); plt.show(); plt.plot([2.0]); plt.show(); print('after')",
    "expression": "fig, ax = plt.subplots(); ax.plot([5.0]); plt.close(fig)\nfig",
    "saved": "plt.plot([7.0]); plt.savefig('never shown.png'); plt.close()",
    "many": "a = plt.figure(); plt.plot([1.0]); b = plt.figure(); plt.plot([2.0])",
    "table": "pd.DataFrame({'loss': [2.0, 1.0], 'val_loss': [2.5, 2.0]}).plot(subplots=True)",
    "raises": "plt.plot([1.0, 4.0])\n1 / 0",
    "parts": "import seaborn.objects as so\nso.Plot(x=[0, 1], y=[4.0, 5.0]).add(so.Line())",
}


@pytest.fixture(scope="module")
def seen(run):
    def of(**settings):
        cells = tuple(
            PlannedCell(cell=cell, index=place, source=source)
            for place, (cell, source) in enumerate(CELLS.items())
        )
        evidence = run(RunJob(plan=Plan(cells=cells, **settings)))
        assert evidence.status.outcome == "finished"
        return evidence

    return of


def test_a_notebooks_figures(seen):
    evidence = seen()
    found = {}
    for figure in evidence.figures:
        numbers = [one.y.numpy().tolist() for axes in figure.axes for one in axes.series]
        found.setdefault(figure.cell, []).append(numbers)
    assert found == {
        "left-open": [[[3, 2]]],
        "shown": [[[1]], [[2]]],
        "expression": [[[5]]],
        "many": [[[1]], [[2]]],
        "table": [[[2, 1], [2.5, 2]]],
        "raises": [[[1, 4]]],
        "parts": [[[4, 5]]],
    }
    shown = [b"image/png" in run.outputs for run in evidence.cells]
    assert shown == [cell in found for cell in CELLS]


def test_an_experiment_draws_nothing(seen):
    assert seen(stub_fit=True).figures == ()
