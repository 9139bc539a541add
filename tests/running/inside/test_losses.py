import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.model.network import LossSpec
from graders.running.inside.losses import normal_loss, normal_metric, snake_case

pytestmark = [pytest.mark.tensorflow, pytest.mark.filterwarnings("ignore")]

SPELLINGS = {
    "mean_squared_error": ["mse", "MSE", "mean_squared_error", "MeanSquaredError"],
    "mean_absolute_error": ["mae", "MAE", "mean_absolute_error", "MeanAbsoluteError"],
    "mean_absolute_percentage_error": ["mape", "MAPE", "MeanAbsolutePercentageError"],
    "mean_squared_logarithmic_error": ["msle", "MSLE", "MeanSquaredLogarithmicError"],
    "binary_crossentropy": ["bce", "BCE", "binary_crossentropy", "BinaryCrossentropy"],
    "categorical_crossentropy": ["categorical_crossentropy", "CategoricalCrossentropy"],
    "sparse_categorical_crossentropy": ["sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"],
    "huber": ["huber", "Huber"],
    "log_cosh": ["log_cosh", "LogCosh", "logcosh"],
    "kl_divergence": ["kld", "KLD", "kl_divergence", "KLDivergence"],
    "binary_focal_crossentropy": ["binary_focal_crossentropy", "BinaryFocalCrossentropy"],
    "poisson": ["poisson", "Poisson"],
    "hinge": ["hinge", "Hinge"],
}  # fmt: skip
LOGITS = [name for name in SPELLINGS if name.endswith("crossentropy")]


def ways(keras, name: str) -> list:
    """Every way to say a loss: strings, the class, an instance, the function, a list of one."""
    losses = keras.losses
    kind = SPELLINGS[name][-1] if name != "log_cosh" else "LogCosh"
    found = [*SPELLINGS[name], getattr(losses, kind), getattr(losses, kind)()]
    function = losses.get(name)
    return [*found, function, [function], {"out": SPELLINGS[name][0]}]


@settings(max_examples=120, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(SPELLINGS)))
def test_equal_meaning_has_equal_form(keras, data, name) -> None:
    first, second = (data.draw(st.sampled_from(range(len(ways(keras, name))))) for _ in "ab")
    forms = [normal_loss(ways(keras, name)[place]) for place in (first, second)]
    assert forms[0] == forms[1]
    assert forms[0]["name"] == name
    msgspec.convert(forms[0], LossSpec)


@given(name=st.sampled_from(LOGITS))
@settings(deadline=None)
def test_logits_are_told(keras, name) -> None:
    import functools

    kind = getattr(keras.losses, SPELLINGS[name][-1])
    assert normal_loss(kind())["from_logits"] is False
    assert normal_loss(kind(from_logits=True))["from_logits"] is True
    partial = functools.partial(keras.losses.get(name), from_logits=True)
    assert normal_loss(partial)["from_logits"] is True


def test_settings_that_matter_are_kept(keras) -> None:
    assert normal_loss(keras.losses.Huber(delta=3.0))["config"] == {"delta": 3.0}
    assert normal_loss(keras.losses.BinaryCrossentropy(label_smoothing=0.1))["config"] == {
        "label_smoothing": 0.1
    }


def test_functions_are_asked_what_they_compute(keras) -> None:
    ops = keras.ops

    def squares(y_true, y_pred):
        return ops.mean(ops.square(y_true - y_pred), axis=-1)

    def root(y_true, y_pred):
        return ops.sqrt(ops.mean(ops.square(y_true - y_pred)))

    def entropy(y_true, y_pred):
        return keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)

    def strange(y_true, y_pred):
        return ops.mean(y_pred) * 7

    class Own(keras.losses.Loss):
        def call(self, y_true, y_pred):
            return ops.abs(y_true - y_pred)

    expected = {
        squares: ("mean_squared_error", None),
        root: ("root_mean_squared_error", None),
        entropy: ("sparse_categorical_crossentropy", True),
        strange: (None, None),
        Own(): ("mean_absolute_error", None),
        (lambda t, p: 1 * keras.losses.binary_crossentropy(t, p)): ("binary_crossentropy", False),
    }
    for loss, (name, logits) in expected.items():
        form = normal_loss(loss)
        assert form["name"] == "custom"
        assert (form.get("equals"), form.get("from_logits")) == (name, logits)
        msgspec.convert(form, LossSpec)


def test_crossentropy_resolves_by_head_and_labels(keras) -> None:
    assert normal_loss("crossentropy", 1, 1)["name"] == "binary_crossentropy"
    assert normal_loss("crossentropy", 3, 1)["name"] == "sparse_categorical_crossentropy"
    assert normal_loss("crossentropy", 3, 2)["name"] == "categorical_crossentropy"


@pytest.mark.parametrize("loss", ["no_such_loss", 3, None, object(), [], ["mse", "mae"]])
def test_nonsense_is_custom(keras, loss) -> None:
    assert normal_loss(loss)["name"] == "custom"


def test_metrics_have_one_name(keras) -> None:
    metrics = keras.metrics
    for spelling in (
        "mae",
        "MAE",
        metrics.MeanAbsoluteError(),
        metrics.MeanAbsoluteError,
        keras.losses.get("mae"),
    ):
        assert normal_metric(spelling) == "mean_absolute_error"
    assert normal_metric(metrics.RootMeanSquaredError(name="mine")) == "root_mean_squared_error"
    assert normal_metric(metrics.AUC(curve="PR")) == "pr_auc"
    assert normal_metric(metrics.AUC()) == "auc"
    assert normal_metric("acc") == "accuracy"
    assert normal_metric("accuracy", 1, 1) == "binary_accuracy"
    assert normal_metric("accuracy", 3, 1) == "sparse_categorical_accuracy"
    assert normal_metric("accuracy", 3, 2) == "categorical_accuracy"
    assert normal_metric(metrics.R2Score()) == "r2_score"
    assert normal_metric(metrics.F1Score()) == "f1_score"

    def mine(y_true, y_pred):
        return np.float32(0)

    assert normal_metric(mine) == "mine"


@given(st.text(max_size=30))
def test_names_are_stable(name: str) -> None:
    assert snake_case(snake_case(name)) == snake_case(name)
