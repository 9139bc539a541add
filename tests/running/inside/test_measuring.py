from pathlib import Path

import numpy as np
import pytest

from graders.running.inside.describe import Record
from graders.running.inside.measuring import measured

pytestmark = [pytest.mark.tensorflow, pytest.mark.filterwarnings("ignore")]
ROWS = np.random.default_rng(0).normal(size=(40, 5)).astype("float32")


def saved(tmp_path: Path, model) -> bytes:
    place = tmp_path / "model.keras"
    model.save(place)
    return place.read_bytes()


def job(archive: bytes) -> Record:
    return {"model": 3, "archive": archive, "inputs_dtype": "float32",
            "inputs_shape": ROWS.shape, "inputs": ROWS.tobytes()}  # fmt: skip


@pytest.mark.parametrize("start", ["glorot_uniform", "he_normal", "truncated_normal", "orthogonal"])
@pytest.mark.parametrize("optimizer", ["adam", "rmsprop", "sgd"])
def test_weights_of_the_file_answer_and_settings_are_read(
    tmp_path: Path, start: str, optimizer: str
) -> None:
    import keras

    model = keras.Sequential([
        keras.Input((5,)),
        keras.layers.BatchNormalization(),
        keras.layers.Dense(8, activation="relu", kernel_initializer=start),
        keras.layers.Dense(2),
    ])  # fmt: skip
    model.compile(optimizer=optimizer, loss="mse", metrics=["mae"])
    model.fit(ROWS, ROWS[:, :2], epochs=1, verbose=0)
    found = measured(job(saved(tmp_path, model)))
    answers = np.frombuffer(found["outputs"]["data"], "<f4").reshape(40, 2)
    assert np.abs(answers - np.asarray(model(ROWS, training=False))).max() < 1e-6
    assert (found["status"], found["model"]) == ("confirmed", 3)
    assert found["spec"]["loss"]["name"] == "mean_squared_error"
    assert found["spec"]["optimizer"]["name"] == optimizer
    assert found["spec"]["layers"][-2]["config"]["kernel_initializer"] != ""


def test_random_weights_and_optimizers_are_as_before_afterwards(tmp_path: Path) -> None:
    import keras

    model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(2)])
    model.compile(optimizer="adam", loss="mse")
    measured(job(saved(tmp_path, model)))
    again = keras.Sequential([keras.Input((5,)), keras.layers.Dense(2)])
    assert np.abs(again.get_weights()[0]).max() > 0
    again.compile(optimizer="adam", loss="mse")
    again.fit(ROWS, ROWS[:, :2], epochs=1, verbose=0)
    assert len(again.optimizer.variables) > 2


def test_a_file_that_is_no_model_is_not_rebuilt() -> None:
    assert measured(job(b"PK nothing"))["status"] == "not-rebuilt"
