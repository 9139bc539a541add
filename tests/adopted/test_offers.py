"""Which checks stand in for which tests; what is offered is always a check with fitting parameters."""

import msgspec
import pytest

from graders.adopted.offers import defined, offers, parsed, task_of
from graders.checks import check_types

NAMES = frozenset(
    {"model", "net", "history", "scaler", "x_train", "x_val", "y_val", "y_pred", "mae", "acc", "sigmoid",
     "y_test_pred", "mse"}
)  # fmt: skip


def checks(source, **more):
    found = offers(source, **{"names": NAMES, "task": "binary", **more})
    types = check_types({})
    for offer in found:
        msgspec.convert(offer.parameters, types[offer.check])
        assert offer.why
    return {offer.check: offer.parameters for offer in found}


@pytest.mark.parametrize(
    ("source", "check", "parameters"),
    [
        ("assert model.loss == 'binary_crossentropy'", "loss-fits", {"task": "binary", "model": "model"}),
        ("assert net.layers[-1].activation.__name__ == 'sigmoid'", "output-head",
         {"task": "binary", "model": "net"}),
        ("assert model.output_shape == (None, 1)", "output-head", {"task": "binary", "model": "model"}),
        ("assert 'accuracy' in model.metrics_names", "metrics-fit", {"task": "binary", "model": "model"}),
        ("assert history.history['loss'][-1] < history.history['loss'][0]", "trained", {}),
        ("assert len(history.history['val_loss']) == 30", "history",
         {"name": "history", "validation": True}),
        ("loss, accuracy = model.evaluate(x_val, y_val)\nassert accuracy > 0.8", "metric",
         {"metric": "accuracy"}),
        ("assert model.evaluate(x_val, y_val)[1] > 0.8", "metric", {"metric": "accuracy"}),
        ("from sklearn.metrics import r2_score\nassert r2_score(y_val, y_pred) >= 0.7", "metric",
         {"metric": "r2"}),
        ("assert acc > 0.9", "metric", {"metric": "accuracy"}),
        ("assert np.isclose(mae, mean_absolute_error(y_val, y_pred))", "reported",
         {"name": "mae", "metric": "mae", "truth": "y_val", "predictions": "y_pred"}),
        ("assert abs(mse - mean_squared_error(y_val, y_pred)) < 1e-6", "reported",
         {"name": "mse", "metric": "mse", "truth": "y_val", "predictions": "y_pred"}),
        ("assert mae == mean_absolute_error(y_val, y_pred)", "reported",
         {"name": "mae", "metric": "mae", "truth": "y_val", "predictions": "y_pred"}),
        ("assert isinstance(scaler, StandardScaler)", "scaled", {}),
        ("assert abs(x_train.mean()) < 1e-6", "scaled", {"features": "x_train"}),
        ("assert np.allclose(np.std(x_train, axis=0), 1)", "scaled", {"features": "x_train"}),
        ("assert len(x_train) == 80", "split", {"train": "x_train", "held_out": "x_val"}),
        ("assert sigmoid(0) == 0.5", "function-properties", {"kind": "sigmoid"}),
        ("assert any(isinstance(c, keras.callbacks.EarlyStopping) for c in callbacks)",
         "early-stopping", {}),
        ("%matplotlib inline\nassert model.loss", "loss-fits", {"task": "binary", "model": "model"}),
    ],
)  # fmt: skip
def test_a_test_has_its_check(source, check, parameters):
    assert checks(source)[check] == parameters


@pytest.mark.parametrize(
    "source",
    [
        "",
        "assert squares(3) == [1, 4, 9]",
        "assert answer == 42",
        "assert other.loss == 'mse'",  # no name that an answer makes
        "assert 'loss' in text",
        "assert 'accuracy' in text",
        "assert prices.mean() == 3",
        "assert len(words) > 3",
        "def broken(:",
        "assert tanh(0) == 0",  # the library's, not the student's
        "x" * 100_000 + "(" * 5_000,
        "\x00",
    ],
)
def test_what_asks_something_else_has_none(source):
    assert checks(source) == {}


def test_an_equal_figure_is_no_bar():
    assert "metric" not in checks("assert abs(mae - mean_absolute_error(y_val, y_pred)) < 1e-6")


def test_without_knowing_the_task_no_head_is_offered():
    assert checks("assert model.loss == my_loss", task=None) == {}


def test_another_name_of_the_network_is_passed_on():
    found = checks("assert history.history['loss'][-1] < 1", model="net")
    assert found["trained"] == {"model": "net"}
    assert found["history"] == {"name": "history", "model": "net"}


@pytest.mark.parametrize(
    ("sources", "task"),
    [
        (["model.compile(loss='binary_crossentropy')"], "binary"),
        (["Dense(3, activation='softmax')"], "multiclass"),
        (["model.compile('adam', keras.losses.MeanSquaredError())"], "regression"),
        (["x = 1", "broken("], None),
    ],
)
def test_the_task_is_read_off_losses_and_activations(sources, task):
    assert task_of(sources) == task


def test_names_and_functions():
    source = "a, b = 1, 2\n%time c = 3\ndef f(x):\n    y = x\n    return y\nfor i in a:\n    d = i"
    assert defined(source) == (["a", "b", "f", "i", "d"], ["f"])
    assert parsed("!pip install x\nif a:\n    %time b") is not None
