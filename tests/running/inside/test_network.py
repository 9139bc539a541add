import random

import msgspec
import numpy as np
import pytest

from graders.model.network import ModelSpec
from graders.running.inside.network import model_spec

pytestmark = [pytest.mark.tensorflow, pytest.mark.filterwarnings("ignore")]
FEATURES = 4


def spec_of(model, **more) -> ModelSpec:
    record = model_spec(model, "claimed", **more)
    return msgspec.convert(msgspec.msgpack.decode(msgspec.msgpack.encode(record)), ModelSpec)


def heads(keras, activation: str, units: int) -> dict:
    """The same network with the same head, in every way that people write one."""
    layers, ops = keras.layers, keras.ops
    x = keras.Input((FEATURES,))
    hidden = layers.Dense(8, activation="relu")

    class Subclassed(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.last = layers.Dense(units, activation=activation)
            self.first = layers.Dense(8, activation="relu")

        def call(self, rows):
            return self.last(self.first(rows))

    class Bare(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.last = layers.Dense(8, activation="relu"), layers.Dense(units)

        def call(self, rows):
            return keras.activations.get(activation)(self.last(self.first(rows)))

    added = keras.Sequential()
    added.add(keras.Input((FEATURES,)))
    added.add(layers.Dense(8))
    added.add(layers.ReLU())
    added.add(layers.Dense(units))
    added.add(layers.Activation(activation))
    inner = keras.Sequential([keras.Input((8,)), layers.Dense(units, activation=activation)])
    found = {
        "sequential": keras.Sequential(
            [keras.Input((FEATURES,)), layers.Dense(8, "relu"), layers.Dense(units, activation)]
        ),
        "added": added,
        "function": keras.Sequential(
            [keras.Input((FEATURES,)), layers.Dense(8, ops.relu),
             layers.Dense(units, keras.activations.get(activation))]
        ),
        "functional": keras.Model(x, layers.Dense(units, activation=activation)(hidden(x))),
        "nested": keras.Model(x, inner(hidden(x))),
        "reshaped": keras.Sequential(
            [keras.Input((FEATURES,)), layers.Dense(8, "relu"), layers.Dense(units, activation),
             layers.Reshape((units,)), layers.Dropout(0.1), layers.Flatten()]
        ),
        "subclassed": Subclassed(),
        "bare": Bare(),
    }  # fmt: skip
    if activation == "softmax":
        found["layer"] = keras.Sequential(
            [
                keras.Input((FEATURES,)),
                layers.Dense(8, "relu"),
                layers.Dense(units),
                layers.Softmax(),
            ]
        )
    if activation in {"softmax", "sigmoid"}:
        operation = getattr(ops, activation)
        found["operation"] = keras.Model(x, operation(layers.Dense(units)(hidden(x))))
    return found


@pytest.mark.parametrize(
    ("activation", "units"), [("linear", 1), ("sigmoid", 1), ("softmax", 3), ("tanh", 2)]
)
def test_one_head_has_one_form(keras, activation, units) -> None:
    for way, model in heads(keras, activation, units).items():
        model.compile("adam", "mse")
        model(np.zeros((2, FEATURES), "float32"))
        spec = spec_of(model, input_shape=(None, FEATURES))
        assert (way, spec.head_activation, spec.head_units) == (way, activation, units)
        assert spec.parameters == (FEATURES + 1) * 8 + 9 * units
        kinds = [layer.kind for layer in spec.layers if layer.units]
        assert kinds == ["Dense", "Dense"]
        assert [layer.units for layer in spec.layers if layer.units] == [8, units]
        assert spec.probe is not None
        assert not spec.probe.linear
        if activation == "softmax":
            assert spec.probe.row_sum_maximum == pytest.approx(1, abs=1e-4)
        if activation == "sigmoid":
            assert 0 <= spec.probe.minimum <= spec.probe.maximum <= 1


def test_a_network_of_linear_layers_is_linear(keras) -> None:
    layers = keras.layers
    model = keras.Sequential([keras.Input((3,)), layers.Dense(5), layers.Dense(1)])
    spec = spec_of(model)
    assert spec.probe is not None
    assert spec.probe.linear


def test_small_numbers_do_not_make_a_network_linear(keras) -> None:
    """Behind a division by 255 a sigmoid gets numbers near 0, where it looks like a line."""

    class Sorter(keras.Model):
        def __init__(self):
            super().__init__()
            self.hidden = keras.layers.Dense(16, activation="sigmoid")
            self.kinds = keras.layers.Dense(3, activation="softmax")

        def call(self, pixels):
            return self.kinds(self.hidden(pixels / 255))

    model = Sorter()
    model(np.zeros((2, 64), "float32"))
    spec = spec_of(model, input_shape=(None, 64))
    assert spec.probe is not None
    assert not spec.probe.linear


def test_dead_units_are_counted(keras) -> None:
    layers = keras.layers
    model = keras.Sequential([keras.Input((3,)), layers.Dense(4, "relu"), layers.Dense(1)])
    kernel = np.ones((3, 4), "float32")
    kernel[:, :2] = -1
    model.layers[0].set_weights([kernel, np.zeros(4, "float32")])
    spec = spec_of(model, inputs=np.ones((10, 3)))
    assert (spec.dead_units, spec.relu_units) == (2, 4)


def test_optimizers_and_schedules(keras) -> None:
    optimizers = keras.optimizers
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    for given, name, rate in [
        ("adam", "adam", 0.001),
        (optimizers.SGD(0.5, momentum=0.9), "sgd", 0.5),
        (
            optimizers.RMSprop(learning_rate=optimizers.schedules.CosineDecay(0.1, 10)),
            "rmsprop",
            None,
        ),
    ]:
        model.compile(given, "mse", metrics=["mae", keras.metrics.RootMeanSquaredError()])
        spec = spec_of(model)
        assert spec.optimizer is not None
        assert spec.optimizer.name == name
        assert spec.optimizer.learning_rate == (None if rate is None else pytest.approx(rate))
        assert spec.metrics == ("mean_absolute_error", "root_mean_squared_error")


def test_models_that_are_not_built_or_take_words(keras) -> None:
    layers = keras.layers
    spec = spec_of(keras.Sequential([layers.Dense(3, "relu"), layers.Dense(1, "sigmoid")]))
    assert (spec.head_activation, spec.head_units, spec.input_shape) == ("sigmoid", 1, None)
    words = keras.Sequential(
        [keras.Input((5,)), layers.Embedding(10, 2), layers.Flatten(), layers.Dense(1)]
    )
    assert spec_of(words).probe is None
    image = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(2, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(2),
        ]
    )
    spec = spec_of(image, inputs=np.ones((3, 8, 8, 1), "float32"))
    assert spec.relu_units == 2
    assert spec.head_units == 2


def test_reading_changes_nothing(keras) -> None:
    model = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(1),
        ]
    )
    model.compile("adam", "mse")
    before = [weight.numpy() for weight in model.weights]
    drawn = []
    for look in (lambda: None, lambda: spec_of(model, inputs=np.ones((5, 3)))):
        keras.utils.set_random_seed(3)
        look()
        drawn.append((random.random(), keras.random.normal((2,)).numpy().tolist()))
    assert drawn[0] == drawn[1]
    for weight, value in zip(model.weights, before, strict=True):
        np.testing.assert_array_equal(weight.numpy(), value)
