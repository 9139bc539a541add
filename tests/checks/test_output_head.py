"""Every head of CHECKS' two columns, however it is written."""

import msgspec
import numpy as np
import pytest

from graders.checks.output_head import OutputHead
from graders.model.network import HeadProbe, ModelSpec
from graders.model.values import Array

PRICES = np.array([12.0, 20.0, 35.0, 50.0])
HIDDEN = ("Dense", 16, "relu")


def probe(low, high, sums=(0.0, 9.0), *, linear=False):
    return HeadProbe(
        minimum=low, maximum=high, row_sum_minimum=sums[0], row_sum_maximum=sums[1],
        linear=linear, finite=True,
    )  # fmt: skip


def judge(build, network, y=PRICES, kind="continuous", **parameters):
    check = OutputHead(**({"task": "regression"} | parameters))
    fit = build.fit(np.zeros((len(y), 3)), y, kind=kind, compiled=network)
    found = build.one_model(network, fit)
    return check(found, build.reference(task="regression"), build.item(cell="build"))


RIGHT = {
    "linear": (HIDDEN, ("Dense", 1)),
    "no hidden": (("Dense", 1),),
    "softplus, positive targets": (HIDDEN, ("Dense", 1, "softplus")),
    "exponential, positive targets": (HIDDEN, ("Dense", 1, "exponential")),
    "activation as a layer": (("Dense", 16), ("Activation", "relu"), ("Dense", 1)),
    "ReLU layer": (("Dense", 16), "ReLU", ("Dense", 1)),
    "LeakyReLU layer": (("Dense", 16), "LeakyReLU", ("Dense", 1)),
    "behind batch normalisation": (
        ("Dense", 16), "BatchNormalization", ("Activation", "relu"), ("Dense", 1),
    ),
    "gelu": (("Dense", 16, "gelu"), ("Dense", 1)),
    "tanh": (("Dense", 16, "tanh"), ("Dense", 1)),
    "flattened to one output": (HIDDEN, ("Dense", 1), "Flatten"),
    "batch normalisation first": ("BatchNormalization", HIDDEN, ("Dense", 1)),
    "a bottleneck": (HIDDEN, ("Dense", 1, "relu"), ("Dense", 1)),
}  # fmt: skip


@pytest.mark.parametrize("layers", RIGHT.values(), ids=RIGHT)
def test_right_regression_heads(build, layers):
    verdict = judge(build, build.spec(*layers, head=_head(layers)))
    assert verdict.outcome == "passed", verdict
    positive = {"softplus", "exponential"} & set(layers[-1])
    assert [one.key for one in verdict.remarks] == (["head-positive"] if positive else [])


def _head(layers):
    dense = [one for one in layers if one[0] == "Dense"][-1]
    return dense[2] if len(dense) > 2 else "linear"


WRONG = {
    "relu": ((HIDDEN, ("Dense", 1, "relu")), "head-regression"),
    "sigmoid": ((HIDDEN, ("Dense", 1, "sigmoid")), "head-regression"),
    "softmax": ((HIDDEN, ("Dense", 1, "softmax")), "head-regression"),
    "tanh": ((HIDDEN, ("Dense", 1, "tanh")), "head-regression"),
    "two units": ((HIDDEN, ("Dense", 2)), "head-units"),
    "no hidden layer": ((("Dense", 1),), "head-no-hidden"),
    "linear hidden": ((("Dense", 16), ("Dense", 8), ("Dense", 1)), "head-linear-hidden"),
    "batch normalisation does not bend": (
        (("Dense", 16), "BatchNormalization", "Dropout", ("Dense", 1)), "head-linear-hidden",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("layers", "key"), WRONG.values(), ids=WRONG)
def test_wrong_regression_heads(build, layers, key):
    verdict = judge(build, build.spec(*layers, head=_head(layers)), hidden_layers_min=1)
    assert (verdict.outcome, verdict.key) == ("failed", key)


def test_softplus_fails_where_targets_were_standardised(build):
    network = build.spec(HIDDEN, ("Dense", 1, "softplus"))
    verdict = judge(build, network, y=np.array([-1.2, 0.1, 1.3]))
    assert verdict.key == "head-regression"


def test_sigmoid_is_right_where_targets_were_scaled_into_its_range(build):
    network = build.spec(HIDDEN, ("Dense", 1, "sigmoid"))
    assert judge(build, network, y=np.array([0.0, 0.4, 1.0])).outcome == "passed"


CLASSES = [
    ("binary", 1, "sigmoid", "passed", ""),
    ("binary", 1, "linear", "passed", ""),
    ("binary", 2, "softmax", "passed", ""),
    ("binary", 2, "linear", "passed", ""),
    ("binary", 2, "sigmoid", "passed", "head-two-sigmoids"),
    ("binary", 1, "tanh", "passed", ""),
    ("binary", 1, "relu", "failed", "head-classes"),
    ("binary", 1, "softmax", "failed", "head-softmax-one-unit"),
    ("binary", 3, "softmax", "failed", "head-units"),
    ("multiclass", 3, "softmax", "passed", ""),
    ("multiclass", 3, "linear", "passed", ""),
    ("multiclass", 3, "sigmoid", "failed", "head-sigmoid-for-classes"),
    ("multiclass", 3, "relu", "failed", "head-classes"),
    ("multiclass", 4, "softmax", "failed", "head-units"),
    ("multiclass", 1, "sigmoid", "failed", "head-units"),
    ("multilabel", 3, "sigmoid", "passed", ""),
    ("multilabel", 3, "linear", "passed", ""),
    ("multilabel", 3, "softmax", "failed", "head-softmax-for-labels"),
]


@pytest.mark.parametrize(("task", "units", "activation", "outcome", "key"), CLASSES)
def test_heads_of_classes(build, task, units, activation, outcome, key):  # noqa: PLR0917
    network = build.spec(HIDDEN, ("Dense", units, activation))
    wanted = 3 if task != "binary" else None
    verdict = judge(build, network, np.arange(4) % 3, "integers", task=task, units=wanted)
    assert verdict.outcome == outcome, verdict
    assert key in {verdict.key, *(one.key for one in verdict.remarks), ""}


def test_units_come_from_the_labels_of_the_assignment(build):
    network = build.spec(("Dense", 2, "softmax"))
    found = build.one_model(network, build.fit(compiled=network))
    wanted = build.reference(labels=("a", "b", "c"), task="multiclass")
    verdict = OutputHead(task="multiclass")(found, wanted, build.item())
    assert (verdict.key, verdict.facts["wanted"]) == ("head-units", 3)


PROBED = [
    ("regression", 1, probe(-40, 60), "passed"),
    ("regression", 1, probe(0.0, 60), "failed"),
    ("regression", 1, probe(0.01, 0.99), "failed"),
    ("regression", 1, probe(0.001, 60), "passed"),
    ("binary", 1, probe(0.01, 0.99), "passed"),
    ("multiclass", 3, probe(0.0, 1.0, (1.0, 1.0)), "passed"),
    ("multiclass", 3, probe(0.0, 1.0, (0.3, 2.2)), "failed"),
    ("multiclass", 3, probe(-30, 30), "passed"),
]


@pytest.mark.parametrize(("task", "units", "found", "outcome"), PROBED)
def test_a_head_that_cannot_be_read_is_probed(build, task, units, found, outcome):
    network = build.spec(HIDDEN, ("Dense", units), head="custom", probe=found, kind="subclassed")
    y = PRICES if task == "regression" else np.arange(4) % 3
    verdict = judge(build, network, y, task=task, units=units)
    assert verdict.outcome == outcome, verdict


def test_a_model_that_was_begun_only_is_explained_by_the_crash(build):
    begun = ModelSpec(source="claimed", kind="sequential")
    cell = build.stopped("build", 1, "NameError", "name 'x_train' is not defined", binds=("model",))
    found = build.evidence(models=[build.model(network=begun)], cells=[cell])
    reference = build.reference(task="regression")
    verdict = OutputHead(task="regression")(found, reference, build.item(cell="build"))
    assert (verdict.outcome, verdict.review) == ("blocked", None)


def test_a_head_that_can_neither_be_read_nor_probed_is_for_a_person(build):
    network = build.spec(HIDDEN, ("Dense", 1), head="custom", kind="subclassed")
    verdict = judge(build, network)
    assert (verdict.outcome, verdict.review) == ("passed", "head-not-seen")


@pytest.mark.parametrize(("linear", "outcome"), [(True, "failed"), (False, "passed")])
def test_a_subclass_bends_where_no_layer_shows_it(build, linear, outcome):
    network = build.spec(
        ("Dense", 16), ("Dense", 1), probe=probe(-9, 9, linear=linear), kind="subclassed"
    )
    assert judge(build, network, hidden_layers_min=1).outcome == outcome


def test_a_branch_that_bends_counts(build):
    layers = (
        build.layer("InputLayer", "in"),
        build.layer("Dense", "a", inputs=["in"]),
        build.layer("Dense", "short", inputs=["in"]),
        build.layer("Add", "add", inputs=["a", "short"]),
        build.layer("ReLU", "bend", inputs=["add"]),
        build.layer("Dense", "out", inputs=["bend"]),
    )
    network = build.spec(("Dense", 1), layers=layers, kind="functional")
    assert judge(build, network, hidden_layers_min=2).outcome == "passed"


def test_the_shape_of_one_output(build):
    network = build.spec(HIDDEN, ("Dense", 1), output_shape=(None, 13, 1))
    assert judge(build, network).key == "head-shape"
    squeezed = build.spec(HIDDEN, ("Dense", 1), output_shape=(None,))
    assert judge(build, squeezed).outcome == "passed"


SPECIES = np.array([0, 1, 2, 1])
TWICE = {
    "softmax of softmax": (HIDDEN, ("Dense", 3, "softmax"), ("Activation", "softmax")),
    "a Softmax layer behind": (HIDDEN, ("Dense", 3, "softmax"), "Softmax"),
    "sigmoid, then softmax": (("Dense", 3, "sigmoid"), ("Activation", "softmax")),
    "with dropout between": (("Dense", 3, "softmax"), "Dropout", ("Activation", "softmax")),
}


@pytest.mark.parametrize("layers", TWICE.values(), ids=TWICE)
def test_an_output_activated_twice(build, layers):
    network = build.spec(*layers, head="softmax", units=3)
    verdict = judge(build, network, SPECIES, "integers", task="multiclass", units=3)
    assert (verdict.outcome, verdict.key) == ("failed", "head-activated-twice")
    assert verdict.facts["second"] == "softmax"


ONCE = {
    "in the layer": (HIDDEN, ("Dense", 3, "softmax")),
    "as a layer": (HIDDEN, ("Dense", 3), ("Activation", "softmax")),
    "a hidden sigmoid": (("Dense", 16, "sigmoid"), ("Dense", 3, "softmax")),
    "relu before it": (("Dense", 3, "relu"), ("Activation", "softmax")),
}


@pytest.mark.parametrize("layers", ONCE.values(), ids=ONCE)
def test_an_output_activated_once(build, layers):
    network = build.spec(*layers, head="softmax", units=3)
    verdict = judge(build, network, SPECIES, "integers", task="multiclass", units=3)
    assert verdict.outcome == "passed", verdict


def test_a_bottleneck_is_a_remark(build):
    def remarks(*widths, units=10):
        layers = [("Dense", width, "relu") for width in widths]
        network = build.spec(*layers, ("Dense", units, "softmax"), head="softmax", units=units)
        verdict = judge(
            build, network, np.arange(units), "integers", task="multiclass", units=units
        )
        assert verdict.outcome == "passed"
        return [(one.key, one.facts["narrow"]) for one in verdict.remarks]

    assert remarks(64, 4) == remarks(4, 64) == [("head-narrow", 4)]
    assert remarks(64, 10) == remarks() == remarks(2, units=2) == []


def test_dropout_behind_the_output(build):
    behind = build.spec(HIDDEN, ("Dense", 1), "Dropout", head="linear")
    verdict = judge(build, behind)
    assert (verdict.key, verdict.facts["layer"]) == ("head-dropout", "Dropout")
    before = build.spec(HIDDEN, "Dropout", ("Dense", 1), head="linear")
    assert judge(build, before).outcome == "passed"


def test_a_baseline_may_not_be_deep(build):
    """One layer is asked for: one that bends is too many, one that scales or is linear is not."""

    def verdict(*layers):
        network = build.spec(*layers, ("Dense", 10, "softmax"), head="softmax", units=10)
        return judge(build, network, np.arange(10), "integers", task="multiclass", units=10,
                     hidden_layers_max=0)  # fmt: skip

    assert verdict().outcome == verdict("BatchNormalization").outcome == "passed"
    found = verdict(HIDDEN, HIDDEN)
    assert (found.key, found.facts["hidden"]) == ("head-too-deep", 2)


@pytest.mark.parametrize(("low", "high", "outcome"), [
    (-40.0, 55.0, "failed"), (0.0, 1.0, "failed"), (0.4999999, 0.5000001, "passed"), (0.0, 0.0, "passed"),
])  # fmt: skip
def test_a_network_that_answers_everything_alike_is_no_straight_line(build, low, high, outcome):
    """Ten layers of sigmoid units, subclassed: their answers differ in the eighth digit."""
    network = build.spec(kind="subclassed", head="sigmoid", units=1, loss=None,
                         probe=probe(low, high, linear=True))  # fmt: skip
    verdict = judge(build, network, np.array([0, 1, 1, 0]), "binary", task="binary",
                    hidden_layers_min=2)  # fmt: skip
    assert verdict.outcome == outcome, verdict.key


ROWS = np.random.default_rng(4).normal(size=(60, 3))


@pytest.mark.parametrize(
    ("status", "answers", "key"),
    [
        ("contradicted", ROWS @ [1.0, 2.0, 3.0] + 4, "head-linear-answers"),
        ("contradicted", 1 / (1 + np.exp(-ROWS @ [1.0, 2.0, 3.0])), "head-linear-answers"),
        ("contradicted", np.maximum(ROWS @ [1.0, 2.0, 3.0], 0), "head-fits"),
        ("contradicted", np.full(60, 3.0), "head-fits"),
        ("confirmed", ROWS @ [1.0, 2.0, 3.0] + 4, "head-fits"),
    ],
)
def test_a_layer_that_only_bears_the_name_of_another_is_told_by_its_answers(
    build, status, answers, key
):
    """What was saved has a hidden layer, and what ran answered otherwise: on one straight line."""
    network = build.spec(HIDDEN, ("Dense", 1), head="linear")
    found = build.one_model(
        network, build.fit(np.zeros((4, 3)), PRICES, compiled=network),
        outputs=answers[:, None], status=status,
    )  # fmt: skip
    asked = msgspec.structs.replace(found.models[0], test_inputs=Array.of(ROWS))
    found = msgspec.structs.replace(found, models=(asked,))
    check = OutputHead(task="regression", hidden_layers_min=1)
    verdict = check(found, build.reference(task="regression"), build.item(cell="build"))
    assert verdict.key == key
    assert verdict.review == (key if key == "head-linear-answers" else None)


def test_few_rows_or_other_shapes_are_no_straight_line(build):
    network = build.spec(HIDDEN, ("Dense", 1), head="linear")
    for asked, answers in ((ROWS[:6], ROWS[:6, :1]), (ROWS, ROWS[:30, :1]), (ROWS[0], ROWS[0])):
        found = build.one_model(
            network, build.fit(np.zeros((4, 3)), PRICES, compiled=network),
            outputs=answers, status="contradicted",
        )  # fmt: skip
        record = msgspec.structs.replace(found.models[0], test_inputs=Array.of(asked))
        found = msgspec.structs.replace(found, models=(record,))
        check = OutputHead(task="regression", hidden_layers_min=1)
        verdict = check(found, build.reference(task="regression"), build.item(cell="build"))
        assert verdict.outcome == "passed"
