"""Mistakes in which rows and labels a network is trained on."""

from __future__ import annotations

from collections.abc import Iterator

from graders.mutation.operator import operator
from graders.mutation.program import Change, Program
from graders.mutation.reading import (
    fits,
    splits,
    statement,
    text,
    with_arguments,
)

_NUMPY = ("import numpy as np",)


@operator(
    "labels-shuffled",
    "Training labels stand beside other rows.",
    "DeepCrime: TCL",
    "Humbatova 2020: wrong labels for training data",
)
def labels_shuffled(program: Program) -> Iterator[Change]:
    """Training labels in another order, or all the same."""
    for call in fits(program):
        labels = text(call.args[1])
        mixed = f"np.random.default_rng(0).permutation({labels})"
        same = f"np.zeros_like({labels})"
        for what, new in (("labels in another order", mixed), ("every label is 0", same)):
            yield Change(what, {call: with_arguments(call, call.args[0], new)}, _NUMPY)


@operator(
    "training-rows-removed",
    "Most training rows are left out.",
    "DeepCrime: TRD",
    "Humbatova 2020: not enough training data",
)
def training_rows_removed(program: Program) -> Iterator[Change]:
    """Only the first ten rows are fitted."""
    for call in fits(program):
        rows, labels = (f"{text(one)}[:10]" for one in call.args[:2])
        yield Change("ten rows", {call: with_arguments(call, rows, labels)})


@operator(
    "training-rows-noisy",
    "Training rows drown in noise.",
    "DeepCrime: TAN",
    "Humbatova 2020: low quality training data",
)
def training_rows_noisy(program: Program) -> Iterator[Change]:
    """Normal noise of standard deviation 10 is added to every feature."""
    for call in fits(program):
        rows = text(call.args[0])
        noisy = f"{rows} + np.random.default_rng(0).normal(0, 10, {rows}.shape)"
        yield Change("noise added", {call: with_arguments(call, noisy)}, _NUMPY)


@operator(
    "classes-overlap",
    "The same rows stand in several classes.",
    "DeepCrime: TCO",
    "Humbatova 2020: overlapping output classes",
)
def classes_overlap(program: Program) -> Iterator[Change]:
    """Every training row stands twice, the second time with another row's label."""
    for call in fits(program):
        rows, labels = (text(one) for one in call.args[:2])
        twice = f"np.concatenate([{rows}, {rows}])"
        other = f"np.concatenate([{labels}, np.asarray({labels})[::-1]])"
        yield Change(
            "rows twice, with other labels", {call: with_arguments(call, twice, other)}, _NUMPY
        )


@operator(
    "training-rows-unbalanced",
    "Nearly all rows of one class are left out.",
    "DeepCrime: TUD",
    "Humbatova 2020: unbalanced training data",
)
def training_rows_unbalanced(program: Program) -> Iterator[Change]:
    """Rows whose label is the last class, or above the middle, are left out."""
    if program.task == "none":
        return
    for split in splits(program):
        if len(split.train) != 2:
            continue
        rows, labels = split.train
        middle = f"np.mean({labels})" if program.task == "regression" else f"np.max({labels}) - 0.5"
        for call in fits(program):
            given = tuple(text(one) for one in call.args[:2])
            if given[0] == rows:
                some = f"np.asarray({labels}) < {middle}"
                new = (f"np.asarray({one})[{some}]" for one in given)
                yield Change(
                    f"only labels below {middle}", {call: with_arguments(call, *new)}, _NUMPY
                )


@operator(
    "trained-on-held-out-rows",
    "The rows put aside are trained on, alone or too.",
    "Humbatova 2020: incorrect train/test data split",
    "Yang 2022: overlap leakage",
)
def trained_on_held_out_rows(program: Program) -> Iterator[Change]:
    """``fit(train)`` becomes ``fit(held_out)``, and ``fit`` on both.

    Rows put aside come first: ``validation_split`` would cut the last ones off again.
    """
    for split in splits(program):
        other = dict(zip(split.train, split.held_out, strict=True))
        for call in fits(program):
            given = [text(one) for one in call.args[:2]]
            held_out = [other.get(one, one.replace("train", "val")) for one in given]
            if given[0] not in other:
                continue
            yield Change(f"trained on {held_out[0]}", {call: with_arguments(call, *held_out)})
            both = [f"np.concatenate([{b}, {a}])" for a, b in zip(given, held_out, strict=True)]
            yield Change("trained on both parts", {call: with_arguments(call, *both)}, _NUMPY)


@operator(
    "everything-resampled",
    "Rows are resampled before the split, so copies of one row are in both parts.",
    "Yang 2022: overlap leakage",
)
def everything_resampled(program: Program) -> Iterator[Change]:
    """Over-sampling in front of the split, or of the part put aside."""
    if program.task not in {"binary", "multiclass"}:
        return
    imports = ("from imblearn.over_sampling import RandomOverSampler",)
    for split in splits(program):
        if len(split.train) != 2:
            continue
        before = program.statement(split.call)
        for what, names, first in (
            ("all rows are resampled, then split", split.everything, True),
            ("the part put aside is resampled", split.held_out, False),
        ):
            if not all(name.isidentifier() for name in names):
                continue  # `data["kind"]` and the like would have to be written back
            pair = ", ".join(names)
            more = statement(f"{pair} = RandomOverSampler(random_state=0).fit_resample({pair})")
            yield Change(what, {before: [more, before] if first else [before, more]}, imports)


OPERATORS = (
    labels_shuffled,
    training_rows_removed,
    training_rows_noisy,
    classes_overlap,
    training_rows_unbalanced,
    trained_on_held_out_rows,
    everything_resampled,
)
