"""Losses in inference mode: Keras' own without penalties, and nothing is changed by asking."""

import numpy as np
import pytest

from graders.running.inside.inference import Rows, fits, losses, rows_of
from graders.running.inside.losses import normal_loss
from graders.running.inside.observer import weights_digest

pytestmark = [pytest.mark.tensorflow, pytest.mark.filterwarnings("ignore")]

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(90, 3)).astype("float32")
NUMBERS = X.sum(axis=1)
CODES = (np.argmax(X, axis=1)).astype(int)
YES = (NUMBERS > 0).astype(int)


def network(keras, units, activation, loss):
    keras.utils.set_random_seed(3)
    model = keras.Sequential([
        keras.layers.Input((3,)),
        keras.layers.Dense(8, "relu", kernel_regularizer="l2"),
        keras.layers.BatchNormalization(),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(units, activation),
    ])  # fmt: skip
    model.compile("adam", loss)
    return model


def taken(model, loss, y, split=0.2, validation=None):
    rows = rows_of(
        model, normal_loss(loss, model.output_shape[-1], y.ndim), X, y, validation, split
    )
    return losses(model, rows)


CASES = {
    "mse": (1, None, "mse", NUMBERS, lambda y: np.mean((y - np.mean(y[:72])) ** 2)),
    "mae": (1, None, "mae", NUMBERS, lambda y: np.mean(np.abs(y - np.median(y[:72])))),
    "binary": (1, "sigmoid", "binary_crossentropy", YES, None),
    "sparse": (3, "softmax", "sparse_categorical_crossentropy", CODES, None),
    "one-hot": (3, "softmax", "categorical_crossentropy", np.eye(3)[CODES], None),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_loss_alone(keras, case):
    units, activation, loss, y, middle = case
    model = network(keras, units, activation, loss)
    model.fit(X, y, epochs=2, validation_split=0.2, verbose=0)
    found = taken(model, loss, y)
    penalty = float(sum(np.asarray(one) for one in model.losses))
    assert penalty > 0.01
    for name, rows in (("loss", slice(0, 72)), ("val_loss", slice(72, 90))):
        whole = model.evaluate(X[rows], y[rows], verbose=0)
        assert found[name] == pytest.approx(whole - penalty, abs=1e-4)
    if middle is not None:
        assert found["constant"] == pytest.approx(middle(y[:72]), rel=1e-5)
        constant = np.mean(y[:72]) if loss == "mse" else np.median(y[:72])
        power = 2 if loss == "mse" else 1
        expected = np.mean(np.abs(y[72:] - constant) ** power)
        assert found["val_constant"] == pytest.approx(expected, rel=1e-4)
    else:
        codes = np.argmax(y, axis=1) if y.ndim == 2 else y
        shares = np.bincount(codes[:72]) / 72
        assert found["constant"] == pytest.approx(-np.sum(shares * np.log(shares)), rel=1e-4)
        assert found["val_constant"] == pytest.approx(
            -np.mean(np.log(shares[codes[72:]])), rel=1e-4
        )


@pytest.mark.parametrize(
    ("units", "loss", "y"),
    [(1, "BinaryCrossentropy", YES), (3, "SparseCategoricalCrossentropy", CODES)],
)
def test_constants_of_logits(keras, units, loss, y):
    made = getattr(keras.losses, loss)(from_logits=True)
    model = network(keras, units, None, made)
    model.fit(X, y, epochs=1, verbose=0)
    shares = np.bincount(y) / len(y)
    found = taken(model, made, y, 0.0)
    assert found["constant"] == pytest.approx(-np.sum(shares * np.log(shares)), rel=1e-4)
    assert "val_loss" not in found


def test_asking_changes_nothing(keras):
    """Weights, statistics, seeds and the training that follows are those of one not asked."""

    def trained(ask):
        model = network(keras, 1, None, "mse")
        model.fit(X, NUMBERS, epochs=1, verbose=0)
        before = weights_digest(model)
        if ask:
            assert taken(model, "mse", NUMBERS, 0.0, (X[:9], NUMBERS[:9]))["val_loss"] > 0
        assert weights_digest(model) == before
        return model.fit(X, NUMBERS, epochs=2, verbose=0).history, weights_digest(model)

    assert trained(True) == trained(False)


def test_rows_are_copies_and_few(keras):
    model = network(keras, 1, None, "mse")
    many, y = np.zeros((50_000, 3)), np.zeros(50_000)
    rows = rows_of(model, {"name": "mean_squared_error"}, many, y, None, 0.0)
    assert len(rows.x) == len(rows.y) <= 2_000
    assert not np.shares_memory(rows.x, many)
    assert rows_of(model, {}, iter([1]), y, None, 0.0) is None
    assert rows_of(model, {}, many, y[:5], None, 0.0) is None


def test_models_that_cannot_be_asked_say_nothing(keras):
    never = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(1)])
    rows = Rows(never, {"name": "mean_squared_error"})
    rows.x, rows.y = X, NUMBERS
    assert losses(never, rows) == {}
    keeps_state = keras.Sequential(
        [keras.layers.Input((3, 1), batch_size=90), keras.layers.LSTM(2, stateful=True)]
    )
    keeps_state.compile("adam", "mse")
    rows = Rows(keeps_state, {"name": "mean_squared_error"})
    rows.x, rows.y = X[:, :, None], NUMBERS
    assert losses(keeps_state, rows) == {}


def test_rows_fit_a_model_loaded_from_a_checkpoint(keras, tmp_path):
    model = network(keras, 1, None, "mse")
    model.fit(X, NUMBERS, epochs=1, verbose=0)
    rows = rows_of(model, {"name": "mean_squared_error"}, X, NUMBERS, None, 0.0)
    model.save(tmp_path / "best.keras")
    loaded = keras.models.load_model(tmp_path / "best.keras")
    assert fits(loaded, rows)
    assert losses(loaded, rows) == pytest.approx(losses(model, rows))
    other = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(1)])
    assert not fits(other, rows)
