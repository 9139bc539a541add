from __future__ import annotations

import warnings

import numpy as np
import pytest

from graders.running.inside import epochs

pytestmark = pytest.mark.tensorflow

ROWS = np.random.default_rng(0)
X = ROWS.normal(size=(70, 3)).astype("float32")
Y = X.sum(axis=1)


def network(**compiled):
    import keras

    keras.utils.set_random_seed(7)
    model = keras.Sequential([keras.layers.Dropout(0.2), keras.layers.Dense(4), OneUnit()])
    model.compile(**({"loss": "mse", "metrics": ["mae"]} | compiled))
    return model


def OneUnit():  # noqa: N802
    import keras

    return keras.layers.Dense(1)


def trained(**settings):
    model = network()
    history = model.fit(X, Y, **({"batch_size": 16, "verbose": 0} | settings)).history
    again = model.fit(X, Y, epochs=1, batch_size=32, verbose=0).history
    judged = model.evaluate(X, Y, batch_size=8, verbose=0)
    return history, again, judged, model.predict(X, verbose=0).tobytes()


@pytest.fixture
def keras_epochs(monkeypatch):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from keras.src.backend.tensorflow.trainer import TensorFlowTrainer, TFEpochIterator
    for owner, name in (
        (TFEpochIterator, "_enumerate_iterator"),
        (TFEpochIterator, "_get_iterator"),
        (TensorFlowTrainer, "fit"),
        (TensorFlowTrainer, "make_train_function"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    return TensorFlowTrainer, TFEpochIterator


@pytest.mark.parametrize(
    "settings",
    [
        {"epochs": 4, "validation_split": 0.2},
        {"epochs": 2, "steps_per_epoch": 2},
        {"epochs": 2, "shuffle": False},
    ],
    ids=["validation", "steps-per-epoch", "in-order"],
)
def test_fewer_iterators_and_the_same_numbers_to_the_last_bit(settings, keras_epochs):
    iterators = keras_epochs[1]
    made = []
    get = iterators._get_iterator
    iterators._get_iterator = lambda self: made.append(1) or get(self)
    plain = trained(**settings)
    before = len(made)
    epochs.one_iterator_an_epoch()
    lean = trained(**settings)
    assert lean == plain
    if "steps_per_epoch" in settings:
        assert len(made) - before <= before
    else:
        assert len(made) - before <= before / 2 + 1


def stopping():
    import keras

    return {
        "callbacks": [keras.callbacks.EarlyStopping(patience=1, restore_best_weights=True)],
        "validation_data": (X[:20], Y[:20]),
    }


@pytest.mark.parametrize(
    "settings",
    [
        lambda: {"validation_split": 0.2},
        stopping,
        lambda: {"shuffle": False, "batch_size": 7},
        lambda: {"batch_size": None, "sample_weight": np.linspace(0, 1, 70)},
        lambda: {"batch_size": 35},
    ],
    ids=["validation-split", "early-stopping", "remainder", "weights", "exact"],
)
def test_an_epoch_in_one_call_gives_the_same_numbers_to_the_last_bit(settings, keras_epochs):
    plain = trained(epochs=8, **settings())
    steps = counting_steps(keras_epochs[0])
    epochs.one_call_an_epoch()
    fused = trained(epochs=8, **settings())
    assert fused == plain
    assert steps[0] > 1, "the trainings were not fused, so nothing was compared"


def counting_steps(trainer):
    """Each training's ``steps_per_execution``, as Keras saw it."""
    seen = []
    make = trainer.make_train_function
    trainer.make_train_function = lambda self, force=False: (
        seen.append(self.steps_per_execution) or make(self, force)
    )
    return seen


def test_progress_is_shown_to_the_last_batch_and_the_setting_is_taken_back(keras_epochs, capsys):
    steps = counting_steps(keras_epochs[0])
    epochs.one_call_an_epoch()
    model = network()
    model.fit(X, Y, epochs=5, batch_size=16)
    assert steps == [5]
    assert capsys.readouterr().out.count("5/5") >= 5
    assert model.steps_per_execution == 1
    assert model.get_compile_config().get("steps_per_execution", 1) == 1


def batch_callback():
    import keras

    class Counts(keras.callbacks.Callback):
        seen = 0

        def on_train_batch_end(self, batch, logs=None):  # noqa: ARG002  Keras names them
            self.seen += 1

    return Counts()


def own_step():
    import keras

    class Own(keras.Sequential):
        def train_step(self, data):
            return super().train_step(data)

    model = Own([keras.layers.Dense(1)])
    model.compile(loss="mse")
    return model


@pytest.mark.parametrize(
    ("model", "settings"),
    [
        (network, lambda: {"callbacks": [batch_callback()]}),
        (network, lambda: {"callbacks": batch_callback()}),
        (network, lambda: {"steps_per_epoch": 1}),
        (network, lambda: {"epochs": 2}),
        (lambda: network(run_eagerly=True), dict),
        (lambda: network(steps_per_execution=2), dict),
        (own_step, dict),
    ],
    ids=["batch-callback", "one-callback", "steps", "few-epochs", "eager", "own-setting", "step"],
)
def test_whoever_could_notice_is_left_alone(model, settings, keras_epochs):
    steps = counting_steps(keras_epochs[0])
    epochs.one_call_an_epoch()
    built = model()
    given = {"epochs": 5, "verbose": 0, "batch_size": 16} | settings()
    built.fit(X, Y, **given)
    assert set(steps) <= {1, built.steps_per_execution}
    callbacks = given.get("callbacks")
    if callbacks is not None:
        counting = callbacks[0] if isinstance(callbacks, list) else callbacks
        assert counting.seen == 5 * 5


def test_a_training_that_raises_gives_the_setting_back(keras_epochs):
    epochs.one_call_an_epoch()
    model = network()
    with pytest.raises(Exception, match="cardinality"):
        model.fit(X, Y[:10], epochs=6, verbose=0)
    assert model.steps_per_execution == 1


@pytest.mark.parametrize(
    ("units", "activation", "loss", "labels"),
    [
        (3, "softmax", "sparse_categorical_crossentropy", (X[:, 0] > 0).astype("int64") * 2),
        (3, "softmax", "categorical_crossentropy", np.eye(3)[(X[:, 0] > 0).astype(int)]),
        (1, "sigmoid", "binary_crossentropy", (X[:, 0] > 0).astype("float32")),
    ],
    ids=["sparse", "one-hot", "binary"],
)
def test_metrics_named_in_words_are_the_same_ones(units, activation, loss, labels, keras_epochs):
    import keras

    def run():
        keras.utils.set_random_seed(3)
        model = keras.Sequential(
            [keras.Input((3,)), keras.layers.Dense(units, activation=activation)]
        )
        model.compile(loss=loss, metrics=["accuracy"], optimizer="adam")
        weights = {0: 1.0, 1: 2.0, 2: 1.0} if labels.ndim == 1 else None
        given = {"epochs": 6, "verbose": 0, "validation_split": 0.3, "class_weight": weights}
        history = model.fit(X, labels, **given).history
        return history, [type(metric).__name__ for metric in model.metrics]

    plain = run()
    steps = counting_steps(keras_epochs[0])
    epochs.one_call_an_epoch()
    assert run() == plain
    assert steps == [2]
