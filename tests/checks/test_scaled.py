"""Raw features are told from scaled ones, whichever way they were scaled."""

import numpy as np
import pytest

from graders.checks.scaled import Scaled
from graders.model.evidence import Raised
from graders.model.reference import FeatureColumn

RANDOM = np.random.default_rng(3)
COUNT = 400
RAW = np.column_stack(
    [
        RANDOM.normal(400, 168, COUNT).clip(187, 711),  # tax
        RANDOM.exponential(3.6, COUNT),  # crime
        RANDOM.uniform(0.38, 0.87, COUNT),  # nox
        RANDOM.integers(0, 2, COUNT),  # chas
        RANDOM.normal(6.3, 0.7, COUNT),  # rooms
    ]
)
IRIS = np.column_stack([RANDOM.normal(5.8, 0.8, COUNT), RANDOM.normal(3.7, 1.7, COUNT)])
TRAIN = slice(0, 320)
MEAN, STD = RAW[TRAIN].mean(axis=0), RAW[TRAIN].std(axis=0)
QUARTILES = np.percentile(RAW[TRAIN], [25, 50, 75], axis=0)


def features(table):
    return tuple(
        FeatureColumn(name=f"c{n}", minimum=column.min(), maximum=column.max(),
                      mean=column.mean(), std=column.std())
        for n, column in enumerate(table.T)
    )  # fmt: skip


def judge(build, x, table=RAW, network=None):
    network = network or build.spec(*build.REGRESSION)
    found = build.one_model(network, build.fit(x, np.arange(len(x)), compiled=network))
    return Scaled()(found, build.reference(features=features(table)), build.item(cell="scale"))


SCALED = {
    "minmax": (RAW - RAW.min(axis=0)) / np.ptp(RAW, axis=0),
    "minmax to -1..1": 2 * (RAW - RAW.min(axis=0)) / np.ptp(RAW, axis=0) - 1,
    "standard": (RAW - MEAN) / STD,
    "robust": (RAW - QUARTILES[1]) / np.maximum(QUARTILES[2] - QUARTILES[0], 1e-9),
    "largest": RAW / np.abs(RAW).max(axis=0),
    "divided by the spread": RAW / STD,
    "logarithm": np.log1p(RAW),
    "logarithm of incomes": np.log(RAW + 1e6),
    "each row": RAW / np.linalg.norm(RAW, axis=1, keepdims=True),
    "standard, dummies left as 0 and 1": np.column_stack([(RAW - MEAN) / STD, RAW[:, 3]]),
}


@pytest.mark.parametrize("x", SCALED.values(), ids=SCALED)
def test_scaled_is_scaled_however(build, x):
    verdict = judge(build, x[TRAIN])
    assert verdict.outcome == "passed", verdict


@pytest.mark.parametrize(
    ("x", "outcome"),
    [(SCALED["standard"], "passed"), (SCALED["minmax"], "passed"), (RAW, "failed")],
)
def test_without_a_training_the_table_that_was_made_counts_if_it_is_scaled(build, x, outcome):
    found = build.evidence(
        models=[build.model(network=build.spec(*build.REGRESSION))],
        values=[build.value("x_train", x, cell="scale")],
    )
    verdict = Scaled()(found, build.reference(features=features(RAW)), build.item(cell="scale"))
    assert verdict.outcome == outcome, verdict
    assert verdict.outcome == "passed" or verdict.key == "absent-training"


def test_what_reached_a_fit_that_stopped_counts(build):
    stopped = Raised(type="AttributeError", message="'str' object has no attribute 'get'")
    for name, key in (("standard", "scaled"), ("", "scaled-raw")):
        x = SCALED[name] if name else RAW
        fit = build.fit(x, np.arange(COUNT), losses=(), raised=stopped)
        found = build.one_model(build.spec(*build.REGRESSION), fit)
        check, reference = Scaled(), build.reference(features=features(RAW))
        assert check(found, reference, build.item(cell="scale")).key == key


def test_raw_columns_are_named_with_their_range(build):
    verdict = judge(build, RAW[TRAIN])
    assert (verdict.outcome, verdict.key) == ("failed", "scaled-raw")
    assert verdict.facts["column"] == "c0"
    assert verdict.facts["minimum"] == pytest.approx(RAW[TRAIN, 0].min())


def test_one_large_column_left_raw(build):
    x = np.column_stack([RAW[:, 0], SCALED["standard"][:, 1:]])
    assert judge(build, x[TRAIN]).key == "scaled-raw"


def test_small_raw_columns_are_known_by_the_file(build):
    assert judge(build, IRIS[TRAIN], IRIS).key == "scaled-raw"
    assert judge(build, IRIS[:200], IRIS).key == "scaled-raw"
    scaled = (IRIS - IRIS.mean(axis=0)) / IRIS.std(axis=0)
    assert judge(build, scaled[TRAIN], IRIS).outcome == "passed"


def test_without_the_file_large_columns_are_still_raw(build):
    found = build.one_model(build.spec(*build.REGRESSION), build.fit(RAW, RAW[:, 0]))
    assert Scaled()(found, build.reference(), build.item()).key == "scaled-raw"


@pytest.mark.parametrize("first", ["BatchNormalization", "Normalization", "Rescaling"])
def test_a_model_may_scale_for_itself(build, first):
    for before in ((), ("InputLayer",), ("Flatten",)):
        network = build.spec(*before, first, ("Dense", 16, "relu"), ("Dense", 1))
        verdict = judge(build, RAW[TRAIN], network=network)
        assert (verdict.outcome, verdict.key) == ("passed", "scaled-in-model")


def test_normalisation_after_the_first_layer_is_too_late(build):
    network = build.spec(("Dense", 16, "relu"), "BatchNormalization", ("Dense", 1))
    assert judge(build, RAW[TRAIN], network=network).key == "scaled-raw"


def test_what_was_not_seen_costs_nothing(build):
    found = build.one_model(build.spec(*build.REGRESSION), build.fit())
    verdict = Scaled()(found, build.reference(), build.item())
    assert (verdict.outcome, verdict.review) == ("passed", "scaled-not-seen")


def test_the_last_training_counts(build):
    network = build.spec(*build.REGRESSION)
    fits = (build.fit(RAW, RAW[:, 0], sequence=1),
            build.fit(SCALED["standard"], RAW[:, 0], sequence=2))  # fmt: skip
    assert Scaled()(build.one_model(network, *fits), build.reference(), build.item()).outcome == (
        "passed"
    )


def test_a_model_by_another_name_is_found(build):
    found = build.evidence(
        models=[build.model(3, ("network3",), build.spec(*build.REGRESSION))],
        fits=[build.fit(RAW, RAW[:, 0], model=3)],
    )
    assert Scaled()(found, build.reference(), build.item()).key == "scaled-raw"


def test_scaling_that_stopped_is_explained(build):
    cells = [build.stopped("scale", 1, "ValueError", "could not convert string to float: 'x'")]
    network = build.spec(*build.REGRESSION)
    found = build.one_model(network, build.fit(RAW, RAW[:, 0]), cells=cells)
    verdict = Scaled()(found, build.reference(), build.item(cell="scale"))
    assert (verdict.outcome, verdict.key) == ("blocked", "crash-text-to-number")


def asked(build, rows, *, layers=None, tests=100):
    scaled = SCALED["standard"]
    network = build.spec(*(layers or build.REGRESSION))
    found = build.one_model(
        network,
        build.fit(scaled[TRAIN], np.arange(320), compiled=network),
        calls=[
            build.predict(scaled[320:], np.zeros((80, 1)), sequence=8),
            build.predict(rows, np.zeros((len(rows), 1))),
        ],
    )
    reference = build.reference(np.zeros(tests), features=features(RAW))
    return Scaled()(found, reference, build.item(cell="scale"))


def test_a_network_is_asked_about_scaled_rows(build):
    verdict = asked(build, RAW[320:])
    assert (verdict.outcome, verdict.key) == ("failed", "scaled-others-raw")
    assert (verdict.facts["rows"], verdict.facts["column"]) == (80, "c0")
    assert asked(build, SCALED["minmax"][320:]).outcome == "passed"


def test_test_rows_are_another_checks_question(build):
    assert asked(build, RAW[320:], tests=80).outcome == "passed"


def test_a_network_that_scales_may_be_asked_about_raw_rows(build):
    layers = ("BatchNormalization", *build.REGRESSION)
    assert asked(build, RAW[320:], layers=layers).outcome == "passed"
