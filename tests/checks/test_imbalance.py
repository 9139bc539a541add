"""A rare class: what reached fit, how much it weighed, and what the answers are worth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.checks.imbalance import Imbalance
from graders.checks.rare import Rare, raised, rare_class, share_of
from graders.model.evidence import CallRecord, DataInfo
from graders.model.network import LayerSpec, LossSpec

RANDOM = np.random.default_rng(3)
TRAIN = (np.arange(1000) % 10 == 0).astype(int)  # 10 % positive
TRUTH = (np.arange(400) % 10 == 0).astype(int)
GOOD = np.where(TRUTH == 1, 0.7, np.where(np.arange(400) % 7 == 0, 0.6, 0.2))
NETWORK = (("Dense", 8, "relu"), ("Dense", 1, "sigmoid"))
ROWS = {"0": 720, "1": 80}
WEIGHED = {"0": 400.0, "1": 400.0}
INNER = {"0": 180, "1": 20}


def judge(build, rows=ROWS, weights=None, *, validation=INNER, outputs=GOOD, answers=None, **more):
    parameters, network = more.pop("parameters", {}), more.pop("network", None)
    calls, values = more.pop("calls", ()), more.pop("values", ())
    labels = more.pop("labels", ("No", "Yes"))
    record = build.fit(
        np.zeros((5, 2)), TRAIN, kind="binary", class_rows=rows, validation_rows=validation,
        class_weights=weights or {name: float(count) for name, count in rows.items()}, **more,
    )  # fmt: skip
    network = network or build.spec(*NETWORK, loss="binary_crossentropy")
    answers = (outputs > 0.5).astype(int) if answers is None else answers
    found = build.one_model(
        network, record, outputs=outputs[:, None], calls=list(calls),
        values=[build.value("y_test_pred", answers, cell="predict"), *values],
    )  # fmt: skip
    reference = build.reference(TRUTH, train=TRAIN, labels=labels, task="binary")
    return Imbalance(**parameters)(found, reference, build.item(cell="fit"))


EVEN = {"0": 720, "1": 720}
RIGHT = {
    "class weights": {"weights": WEIGHED},
    "resampled": {"rows": EVEN},
    "by name": {"rows": {"No": 720, "Yes": 80}, "weights": {"No": 400.0, "Yes": 400.0}},
    "half and half": {"rows": {"0": 720, "1": 300}, "weights": {"0": 510.0, "1": 510.0}},
    "even weights of even rows": {"rows": EVEN, "weights": {"0": 720.0, "1": 720.0}},
    "pipeline": {"samplers": ("SMOTE",)},
    "pipeline, weights of even rows": {"samplers": ("SMOTE",), "weights": WEIGHED},
}
WRONG = {
    "nothing": ({}, "imbalance-untreated"),
    "inverted": ({"weights": {"0": 7000.0, "1": 80.0}}, "imbalance-inverted"),
    "text keys": ({"weights": WEIGHED, "text_keys": True}, "imbalance-text-keys"),
    "twice": ({"rows": EVEN, "weights": {"0": 720.0, "1": 7200.0}}, "imbalance-twice"),
    "pipeline, twice": (
        {"samplers": ("SMOTE",), "class_weight": {"0": 1.0, "1": 9.0}}, "imbalance-twice"
    ),
    "one class": (
        {"weights": WEIGHED, "validation": {"1": 200}, "validation_split": 0.2},
        "imbalance-one-class",
    ),
    "validation rows": (
        {"weights": WEIGHED, "validation": {"0": 180, "1": 180}}, "imbalance-validation-resampled"
    ),
}  # fmt: skip


@pytest.mark.parametrize("fields", RIGHT.values(), ids=RIGHT)
def test_right(build, fields):
    verdict = judge(build, **fields)
    assert (verdict.outcome, verdict.key) == ("passed", "imbalance"), verdict


@pytest.mark.parametrize(("fields", "key"), WRONG.values(), ids=WRONG)
def test_wrong(build, fields, key):
    verdict = judge(build, **fields)
    assert (verdict.outcome, verdict.key) == ("failed", key)


def test_treatments_that_show_in_neither_rows_nor_weights(build):
    focal = build.spec(*NETWORK, loss="binary_focal_crossentropy")
    assert judge(build, network=focal).facts["treated"] == "loss"
    own = build.spec(*NETWORK, loss=LossSpec(name="custom"))
    assert judge(build, network=own).facts["treated"] == "loss"
    copied = build.spec(*NETWORK, loss=LossSpec(name="custom", equals="binary_crossentropy"))
    assert judge(build, network=copied).key == "imbalance-untreated"
    layer = LayerSpec(name="out", kind="Dense", units=1, config={"bias_initializer": "Constant"})
    biased = build.spec(*NETWORK, loss="binary_crossentropy", layers=(layer,))
    assert judge(build, network=biased).facts["treated"] == "bias"


def test_a_threshold_counts_where_it_finds_more(build):
    spread = np.linspace(0.05, 0.6, 400)
    moved = judge(build, outputs=spread, answers=(spread > 0.3).astype(int))
    assert moved.facts["treated"] == "threshold"
    higher = judge(build, outputs=spread, answers=(spread > 0.58).astype(int))
    assert higher.key == "imbalance-untreated"
    logits = np.linspace(-6, 1, 400)
    moved = judge(build, outputs=logits, answers=(logits > -2).astype(int))
    assert moved.facts["treated"] == "threshold"
    usual = judge(build, outputs=logits, answers=(logits > 0).astype(int))
    assert usual.key == "imbalance-untreated"


@pytest.mark.parametrize(
    ("threshold", "parameters", "key"),
    [
        (0.0, {}, "imbalance-all-positive"),
        (1.0, {}, "imbalance-none-positive"),
        (0.5, {"least_recall": 0.9, "least_precision": 0.4}, "imbalance"),
        (0.65, {"least_recall": 0.9, "least_precision": 0.9}, "imbalance"),
        (0.5, {"least_precision": 0.9}, "imbalance-precision"),
    ],
)
def test_recall_counts_only_with_precision(build, threshold, parameters, key):
    answers = (threshold < GOOD).astype(int)
    verdict = judge(build, weights=WEIGHED, answers=answers, parameters=parameters)
    assert verdict.key == key, verdict
    missed = np.where(np.arange(400) % 20 == 0, 0.9, 0.1)
    found = judge(build, weights=WEIGHED, outputs=missed, parameters={"least_recall": 0.6})
    assert found.key == "imbalance-recall"
    assert found.facts["_recall"] == pytest.approx(0.5)


def with_start(build, outputs, **parameters):
    """The weighted network of ``judge``, beside an untreated one that answered ``outputs``."""
    network = build.spec(*NETWORK, loss="binary_crossentropy")
    record = build.fit(
        np.zeros((5, 2)), TRAIN, kind="binary", class_rows=ROWS, validation_rows=INNER,
        class_weights=WEIGHED,
    )  # fmt: skip
    found = build.evidence(
        values=[
            build.value("model", kind="model", model=0, cell="fit"),
            build.value("start_model", kind="model", model=1, cell="start"),
            build.value("y_test_pred", (GOOD > 0.5).astype(int), cell="predict"),
        ],
        models=[
            build.model(network=network, outputs=GOOD[:, None]),
            build.model(1, names=("start_model",), network=network, outputs=outputs[:, None]),
        ],
        fits=[record],
    )
    reference = build.reference(TRUTH, train=TRAIN, labels=("No", "Yes"), task="binary")
    return Imbalance(start="start_model", **parameters)(found, reference, build.item(cell="fit"))


def test_recall_is_compared_with_the_untreated_network(build):
    nobody, half = np.full(400, 0.1), np.where(np.arange(400) % 20 == 0, 0.9, 0.1)
    assert with_start(build, nobody, least_gain=0.9).key == "imbalance"
    verdict = with_start(build, half, least_gain=0.6)
    assert verdict.key == "imbalance-recall"
    assert verdict.facts["_before"] == pytest.approx(0.5)
    assert with_start(build, half, least_gain=0.4).key == "imbalance"
    # Precision is 40 of 91 answers, 4.4 times the share of 10 %.
    assert with_start(build, nobody, least_lift=4.0).key == "imbalance"
    assert with_start(build, nobody, least_lift=5.0).key == "imbalance-precision"
    assert with_start(build, np.full(7, 0.1), least_gain=0.9).facts.get("_before") is None


def test_the_treatment_that_is_asked_for(build):
    asked = {"parameters": {"treatment": "weights"}}
    assert judge(build, weights=WEIGHED, **asked).outcome == "passed"
    assert judge(build, rows=EVEN, **asked).key == "imbalance-other-treatment"


def test_more_classes_than_there_are_is_no_count(build):
    claimed = {str(code): 1 for code in range(2_000)}
    assert judge(build, rows=claimed).review == "imbalance-unseen"


def test_classes_that_were_not_seen_are_looked_at(build):
    verdict = judge(build, rows={})
    assert (verdict.outcome, verdict.review) == ("passed", "imbalance-unseen")


def test_labels_of_rows_put_aside_are_looked_at_by_name(build):
    resampled = build.value("y_val", np.tile([0, 1], 100), cell="split")
    verdict = judge(build, weights=WEIGHED, values=[resampled])
    assert verdict.key == "imbalance-validation-resampled"
    chance = build.value("y_val", (np.arange(60) % 6 == 0).astype(int), cell="split")
    assert judge(build, weights=WEIGHED, values=[chance]).outcome == "passed"


def test_a_score_on_rows_that_a_sampler_made(build):
    def info(rows, digest):
        return DataInfo(shape=(rows,), dtype="int64", digest=digest, kind="binary")

    made = CallRecord(
        sequence=1, cell="split", actor="SMOTE", method="fit_resample",
        outputs=(info(360, "x"), info(360, "y")),
    )  # fmt: skip
    judged = CallRecord(
        sequence=8, cell="evaluate", actor="Sequential", method="evaluate", model=0,
        inputs=(info(360, "x"), info(360, "y")),
    )  # fmt: skip
    verdict = judge(build, weights=WEIGHED, calls=[made, judged])
    assert (verdict.key, verdict.facts["sampler"]) == ("imbalance-evaluated-resampled", "SMOTE")
    assert judge(build, weights=WEIGHED, calls=[made]).outcome == "passed"


def estimator(build, sequence=5, **fields):
    return build.fit(
        np.zeros((5, 2)), TRAIN, model=-1, sequence=sequence,
        **({"library": "sklearn", "estimator": "SVC", "class_rows": ROWS, "cell": "svc",
            "class_weights": WEIGHED} | fields),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({}, "imbalance"),
        ({"class_weights": {"0": 720.0, "1": 80.0}}, "imbalance-untreated"),
        ({"class_weights": {"0": 720.0, "1": 8.0}}, "imbalance-inverted"),
        ({"library": "imblearn", "class_weights": {}}, "imbalance"),
        ({"text_keys": True}, "imbalance"),
        ({"cell": "elsewhere"}, "imbalance"),
    ],
)
def test_an_estimator_of_the_lines_cell(build, fields, key):
    svc = build.value("svc", kind="other", type="sklearn.SVC", cell="svc")
    network = build.fit(np.zeros((5, 2)), TRAIN, sequence=9, class_rows=ROWS)
    found = build.evidence(
        values=[svc], fits=[estimator(build, **fields), network], models=[build.model()]
    )
    reference = build.reference(TRUTH, train=TRAIN, labels=("No", "Yes"))
    verdict = Imbalance(model="svc")(found, reference, build.item(cell="svc"))
    assert verdict.key == key


@pytest.mark.parametrize(
    ("values", "key"),
    [
        (np.tile([0, 1], 500), "imbalance-table"),
        (np.tile(["No", "Yes"], 500), "imbalance-table"),
        (TRAIN, "imbalance-table-same"),
        (np.ones(500, int), "imbalance-table-over"),
        (np.linspace(0, 1, 500), "imbalance-table-unreadable"),
        (None, "absent-value"),
    ],
)
def test_a_table_that_a_sampler_made(build, values, key):
    held = [build.value("y_smote", values, cell="smote")] if values is not None else []
    found = build.evidence(values=held)
    reference = build.reference(TRUTH, train=TRAIN, labels=("No", "Yes"))
    verdict = Imbalance(targets="y_smote")(found, reference, build.item(cell="smote"))
    assert verdict.key == key


def test_without_a_rare_class_nothing_is_judged(build):
    found = build.one_model(build.spec(*NETWORK), build.fit(class_rows=ROWS))
    verdict = Imbalance()(found, build.reference(train=np.zeros(5, int)), build.item())
    assert (verdict.outcome, verdict.review) == ("passed", "imbalance-unseen")


@given(st.integers(2, 400), st.integers(1, 200), st.integers(50, 5_000), st.integers(0, 2**32 - 1))
def test_a_split_by_chance_is_never_called_resampled(rows, positive, total, seed):
    """Any part of a table, drawn without looking at the classes, is within five deviations."""
    truth = np.arange(total + 200) < positive
    rare = Rare(code=1, name="Yes", share=float(truth.mean()))
    part = np.random.default_rng(seed).choice(truth, min(rows, len(truth)), replace=False)
    # Five deviations of so skewed a share are less rare in parts of a few rows.
    if len(part) * rare.share >= 20:
        assert not raised(float(part.mean()), rare, len(part))


@given(st.dictionaries(st.integers(0, 5), st.floats(0, 1e9), max_size=6))
def test_shares_add_up(found):
    total = sum(share_of(found, code) for code in found)
    assert total == pytest.approx(1.0) or total == 0.0


def test_the_rare_class_is_the_one_with_the_fewest_rows(build):
    reference = build.reference(train=np.array([1, 1, 1, 0]), labels=("No", "Yes"))
    assert rare_class(reference) == Rare(code=0, name="No", share=0.25)


def test_where_a_treatment_is_optional_a_wrong_one_still_is(build):
    optional = {"parameters": {"treatment": "optional", "answers": ""}}
    untreated = judge(build, **optional)
    assert (untreated.outcome, untreated.facts["treated"]) == ("passed", "nothing")
    assert judge(build, weights=WEIGHED, **optional).facts["treated"] == "weights"
    assert judge(build, rows=EVEN, **optional).facts["treated"] == "resampling"
    inverted = judge(build, weights={"0": 7000.0, "1": 80.0}, **optional)
    assert inverted.key == "imbalance-inverted"
    held = judge(build, validation={"0": 180, "1": 180}, **optional)
    assert held.key == "imbalance-validation-resampled"


def test_an_estimator_is_known_by_its_number_among_others_of_its_cell(build):
    def trained(number, sequence, weights):
        return build.fit(
            np.zeros((5, 2)), TRAIN, kind="binary", sequence=sequence, library="sklearn",
            fitted=number, cell="fit", class_rows=ROWS, class_weights=weights, model=-1,
        )  # fmt: skip

    plain = {name: float(count) for name, count in ROWS.items()}
    found = build.evidence(
        values=[build.value("svc", kind="estimator", estimator=3, cell="fit", type="sklearn.SVC")],
        fits=[trained(3, 4, WEIGHED), trained(5, 6, plain)],
    )
    reference = build.reference(TRUTH, train=TRAIN, labels=("No", "Yes"), task="binary")
    check = Imbalance(model="svc", treatment="weights", answers="")
    assert check(found, reference, build.item(cell="fit")).facts["treated"] == "weights"
    turned = build.evidence(
        values=found.values, fits=[trained(3, 6, plain), trained(5, 4, WEIGHED)]
    )
    assert check(turned, reference, build.item(cell="fit")).key == "imbalance-untreated"
