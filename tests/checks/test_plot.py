"""The curves of a history are drawn, whatever drew them, and can be told apart."""

import numpy as np
import pytest

from graders.checks.plot import Plot
from graders.model.figure import AxesDrawn, FigureDrawn, SeriesDrawn
from graders.model.values import Array

LOSS, VALIDATION = (0.9, 0.5, 0.3, 0.2), (1.0, 0.7, 0.6, 0.65)
HISTORY = {
    "loss": LOSS,
    "val_loss": VALIDATION,
    "accuracy": (0.5, 0.7, 0.8, 0.85),
    "val_accuracy": (0.4, 0.6, 0.7, 0.69),
}
OTHER = {"loss": (0.8, 0.79, 0.78, 0.77), "val_loss": (0.9, 0.89, 0.9, 0.88)}


def line(y, label="", kind="line"):
    y = np.asarray(y, dtype=float)
    return SeriesDrawn(
        kind=kind, label=label, x=Array.of(np.arange(y.size, dtype=float)), y=Array.of(y)
    )


def axes(*series, legend=True, **words):
    texts = tuple(one.label for one in series if one.label) if legend else ()
    return AxesDrawn(series=series, legend=texts, **words)


def figure(*panels, cell="plot", **words):
    return FigureDrawn(cell=cell, axes=panels, **words)


@pytest.fixture
def judge(build):
    def of(*figures, kept=HISTORY, fits=None, cells=None, **parameters):
        values = [build.value("model", kind="model", model=0)]
        if kept is not None:
            values.append(build.value("history", kind="series", series=dict(kept)))
        trained = [build.fit(history=HISTORY), build.fit(history=OTHER, model=1, cell="second")]
        found = build.evidence(
            values=values,
            models=[build.model(0), build.model(1, ("model2",))],
            fits=trained if fits is None else fits,
            figures=tuple(figures),
            **({} if cells is None else {"cells": cells}),
        )
        return Plot(**parameters)(found, build.reference(), build.item(cell="plot"))

    return of


BOTH = line(LOSS, "training"), line(VALIDATION, "validation")
RIGHT = {
    "one pair of axes": [figure(axes(*BOTH))],
    "the other order": [figure(axes(*reversed(BOTH)))],
    "in another cell": [figure(axes(*BOTH), cell="fit")],
    "as points": [figure(axes(*(line(y, name, "points") for name, y in HISTORY.items())))],
    "titled panels": [
        figure(axes(line(LOSS), title="training"), axes(line(VALIDATION), title="validation"))
    ],
    "a twin with labels of its own": [
        figure(axes(line(LOSS), y_label="loss"), axes(line(VALIDATION), y_label="validation loss"))
    ],
    "two figures": [
        figure(axes(line(LOSS)), title="training"),
        figure(axes(line(VALIDATION)), title="validation"),
    ],
    "words beside the lines": [
        figure(axes(line(LOSS), line(VALIDATION), texts=("training", "validation")))
    ],
    "a mark beside a line": [
        figure(axes(*BOTH, line([2, 2]))),
    ],
    "all of the table": [figure(axes(*(line(y, name) for name, y in HISTORY.items())))],
    "each in a panel with a legend": [
        figure(*(axes(line(y, name)) for name, y in HISTORY.items())),
    ],
    "without the first epochs": [figure(axes(line(LOSS[2:], "a"), line(VALIDATION[2:], "b")))],
    "logarithms": [figure(axes(line(np.log(LOSS), "a"), line(np.log(VALIDATION), "b")))],
    "rounded": [figure(axes(line(np.float32(LOSS), "a"), line(np.round(VALIDATION, 3), "b")))],
    "among others": [
        figure(axes(line(OTHER["loss"], "first"), line(OTHER["val_loss"], "its validation"), *BOTH))
    ],
    "line and dots of the same numbers": [
        figure(axes(*BOTH, line(LOSS, kind="points"), line(VALIDATION, kind="points")))
    ],
    "a bare sketch before": [figure(axes(line(LOSS), line(VALIDATION))), figure(axes(*BOTH))],
}


@pytest.mark.parametrize("figures", RIGHT.values(), ids=list(RIGHT))
def test_any_arrangement(judge, figures):
    verdict = judge(*figures)
    assert verdict.outcome == "passed", verdict


WRONG = {
    "plot-nothing": [],
    "plot-differs": [figure(axes(line([1, 2, 3, 4], "training"), line([4, 3, 2, 1], "b")))],
    "plot-other-history": [figure(axes(line(OTHER["loss"], "a"), line(OTHER["val_loss"], "b")))],
    "plot-twice": [figure(axes(line(LOSS, "training"), line(LOSS, "validation")))],
    "plot-missing": [figure(axes(line(LOSS, "training")))],
    "plot-unnamed": [figure(axes(line(LOSS), line(VALIDATION), title="loss"))],
    "plot-swapped": [figure(axes(line(LOSS, "validation"), line(VALIDATION, "training")))],
}


@pytest.mark.parametrize(("key", "figures"), WRONG.items(), ids=list(WRONG))
def test_what_a_reader_would_miss(judge, key, figures):
    verdict = judge(*figures)
    assert verdict.key == key
    assert verdict.outcome == ("partial" if key == "plot-unnamed" else "failed")


UNNAMED = {
    "labels but no legend": figure(axes(*BOTH, legend=False)),
    "one name for both": figure(axes(line(LOSS, "loss"), line(VALIDATION, "loss"))),
    "a legend for one": figure(axes(line(LOSS, "loss"), line(VALIDATION))),
    "bare panels": figure(axes(line(LOSS)), axes(line(VALIDATION))),
    "panels of one title": figure(
        axes(line(LOSS), title="loss"), axes(line(VALIDATION), title="loss")
    ),
    "a title over both panels": figure(axes(line(LOSS)), axes(line(VALIDATION)), title="loss"),
}


@pytest.mark.parametrize("drawn", UNNAMED.values(), ids=list(UNNAMED))
def test_lines_that_cannot_be_told_apart_earn_half(judge, drawn):
    verdict = judge(drawn)
    assert (verdict.key, verdict.credit) == ("plot-unnamed", 0.5)


def test_names_exchanged(judge):
    exchanged = figure(axes(line(LOSS, "val_loss"), line(VALIDATION, "loss")))
    assert judge(exchanged).key == "plot-swapped"
    panels = figure(axes(line(LOSS), title="검증"), axes(line(VALIDATION), title="훈련"))
    assert judge(panels).key == "plot-swapped"
    plain = figure(axes(line(LOSS, "a"), line(VALIDATION, "b"), title="training and validation"))
    assert judge(plain).outcome == "passed"


def test_other_history_is_named(judge):
    mixed = figure(axes(line(LOSS, "a"), line(OTHER["val_loss"], "b")))
    verdict = judge(mixed)
    assert verdict.key == "plot-other-history"
    assert verdict.facts["other"] == "model2"
    assert verdict.facts["cell"] == "second"
    assert verdict.facts["curve"] == "val_loss"


def test_accuracy_where_it_is_asked_for(judge):
    assert judge(figure(axes(*BOTH)), accuracy=True).key == "plot-missing"
    percent = [line(100 * np.array(HISTORY[name]), name) for name in ("accuracy", "val_accuracy")]
    assert judge(figure(axes(*BOTH), axes(*percent)), accuracy=True).outcome == "passed"


def test_one_of_several_metrics_is_enough(judge):
    kept = {"loss": LOSS, "val_loss": VALIDATION, "hits": (0.1, 0.2), "val_hits": (0.1, 0.1)}
    assert judge(figure(axes(*BOTH)), kept=kept, accuracy=True).key == "plot-missing"
    hits = [line(kept[name], name) for name in ("hits", "val_hits")]
    assert judge(figure(axes(*BOTH), axes(*hits)), kept=kept, accuracy=True).outcome == "passed"
    more = kept | {"acc": (0.3, 0.4), "val_acc": (0.2, 0.2), "top": (0.5, 0.6), "val_top": (1, 2)}
    shown = [line(more[name], name) for name in ("acc", "val_acc")]
    assert judge(figure(axes(*BOTH), axes(*shown)), kept=more, accuracy=True).outcome == "passed"
    plain = {"loss": LOSS, "val_loss": VALIDATION}
    verdict = judge(figure(axes(*BOTH)), kept=plain, accuracy=True)
    assert (verdict.key, verdict.facts["curve"]) == ("plot-not-in-history", "accuracy")


def test_without_a_history_what_was_seen_counts(judge, build):
    assert judge(figure(axes(*BOTH)), kept=None).outcome == "passed"
    assert judge(figure(axes(*BOTH)), kept=None, fits=[]).key == "absent-value"
    plain = {"loss": LOSS}
    assert judge(figure(axes(*BOTH)), kept=plain, fits=[]).key == "plot-not-in-history"


def test_a_training_in_two_parts(judge, build):
    more = {name: tuple(0.9 * number for number in y) for name, y in HISTORY.items()}
    fits = [build.fit(history=HISTORY), build.fit(history=more, sequence=9)]
    row = [line(HISTORY[name] + more[name], name) for name in ("loss", "val_loss")]
    assert judge(figure(axes(*row)), kept=more, fits=fits).outcome == "passed"


def test_a_list_of_losses(build):
    found = build.evidence(
        values=[build.value("losses", LOSS)], figures=(figure(axes(line(LOSS), title="losses")),)
    )
    check = Plot(history="losses", curves=("losses",))
    assert check(found, build.reference(), build.item(cell="plot")).outcome == "passed"


def test_a_crash_is_paid_elsewhere(judge, build):
    cells = [build.stopped("plot", 3, "NameError", "name 'plt' is not defined")]
    assert judge(cells=cells).outcome == "blocked"


def test_too_many_figures_are_for_a_person(judge):
    verdict = judge(*[figure(axes(line([1, 2])))] * 60)
    assert verdict.review == "plot-unseen"


def test_diverged_numbers_are_curves_too(judge):
    nothing = {"loss": (1.0, 1e308, np.inf, np.nan), "val_loss": (2.0, -1e308, np.nan, np.nan)}
    drawn = [line(y, name) for name, y in nothing.items()]
    assert judge(figure(axes(*drawn)), kept=nothing).outcome == "passed"
