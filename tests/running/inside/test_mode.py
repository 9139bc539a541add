from __future__ import annotations

import warnings

import numpy as np
import pytest

from graders.running.inside import mode

pytestmark = pytest.mark.tensorflow


def trained(**settings):
    import keras

    keras.utils.set_random_seed(7)
    rows = np.random.default_rng(0)
    x = rows.normal(size=(70, 3)).astype("float32")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dropout(0.2), keras.layers.Dense(1)])
    model.compile(loss="mse")
    history = model.fit(x, x.sum(axis=1), batch_size=16, verbose=0, **settings).history
    return {name: list(values) for name, values in history.items()}, model.predict(x, verbose=0)


@pytest.mark.parametrize(
    "settings",
    [
        {"epochs": 4, "validation_split": 0.2},
        {"epochs": 3, "steps_per_epoch": 2},
        {"epochs": 2, "shuffle": False},
    ],
    ids=["validation", "steps-per-epoch", "in-order"],
)
def test_fewer_iterators_and_the_same_numbers_to_the_last_bit(settings, monkeypatch):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from keras.src.backend.tensorflow.trainer import TFEpochIterator

        made = []
        get = TFEpochIterator._get_iterator
        monkeypatch.setattr(
            TFEpochIterator, "_get_iterator", lambda self: made.append(1) or get(self)
        )
        monkeypatch.setattr(
            TFEpochIterator, "_enumerate_iterator", TFEpochIterator._enumerate_iterator
        )
        plain, answers = trained(**settings)
        before = len(made)
        mode._one_iterator_an_epoch()
        lean, same_answers = trained(**settings)
    assert lean == plain
    assert answers.tobytes() == same_answers.tobytes()
    if "steps_per_epoch" in settings:
        assert len(made) - before <= before
    else:
        assert len(made) - before == before / 2
