"""The course's settings, trained as they stand. Each gives figures by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from . import originals
from .by_hand import descend

Figures = dict[str, float]


class Headline(NamedTuple):
    """One setting: the course's figures by name, how to train it, and how long it takes.

    ``within`` is how far ours may lie from the course's, for all figures or by name: the spread
    over seeds, with a margin.
    ``seeds`` trains it under so many seeds and gives the mean.
    """

    name: str
    course: Figures
    train: Callable[[Path | None, int], Figures]
    within: float | dict[str, float]
    seeds: int = 1
    long: bool = False
    why: str = ""

    def margin(self, figure: str) -> float:
        """How far a figure of ours may lie from the course's."""
        return self.within if isinstance(self.within, float) else self.within[figure]


def _network(*layers: Any, inputs: int) -> Any:
    import keras

    return keras.Sequential([keras.Input((inputs,)), *layers])


def _dense(units: int, activation: str | None = None) -> Any:
    import keras

    return keras.layers.Dense(units, activation=activation)


def _digits(parts: originals.Parts, layers: list[Any], rate: float) -> Figures:
    import keras

    model = _network(*layers, inputs=parts.x_train.shape[1])
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    model.fit(
        parts.x_train, parts.y_train, batch_size=100, epochs=100, validation_split=0.2, verbose=0
    )
    loss, accuracy = model.evaluate(parts.x_test, parts.y_test, verbose=0)
    return {"accuracy": float(accuracy), "loss": float(loss)}


def logistic(mirror: Path | None, seed: int) -> Figures:
    """Baseline on MNIST: ``LogisticRegression(solver="saga")``."""
    from sklearn.linear_model import LogisticRegression

    parts = originals.mnist(mirror)
    model = LogisticRegression(solver="saga", random_state=seed).fit(parts.x_train, parts.y_train)
    return {"accuracy": float(model.score(parts.x_test, parts.y_test))}


def softmax(mirror: Path | None, seed: int) -> Figures:
    """One softmax layer on MNIST, Adam 0.1: the rate is too high."""
    del seed
    return _digits(originals.mnist(mirror), [_dense(10, "softmax")], 0.1)


def deep(mirror: Path | None, seed: int) -> Figures:
    """512-256-128-10 on MNIST, Adam 1e-4."""
    del seed
    units = [_dense(512, "relu"), _dense(256, "relu"), _dense(128, "relu"), _dense(10, "softmax")]
    return _digits(originals.mnist(mirror), units, 1e-4)


def reuters(mirror: Path | None, seed: int) -> Figures:
    """64-64-46 on Reuters, 9 epochs; the first 1,000 rows validate."""
    del seed
    parts = originals.reuters(mirror)
    model = _network(_dense(64, "relu"), _dense(64, "relu"), _dense(46, "softmax"), inputs=10_000)
    model.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(
        parts.x_train[1000:], parts.y_train[1000:], batch_size=512, epochs=9, verbose=0,
        validation_data=(parts.x_train[:1000], parts.y_train[:1000]),
    )  # fmt: skip
    loss, accuracy = model.evaluate(parts.x_test, parts.y_test, verbose=0)
    return {"accuracy": float(accuracy), "loss": float(loss)}


def kfold(mirror: Path | None, seed: int) -> Figures:
    """Keras' Boston, K = 4, one epoch of batches of 1."""
    del seed
    parts = originals.boston_keras(mirror)
    size = len(parts.x_train) // 4
    scores = []
    for fold in range(4):
        held = slice(fold * size, (fold + 1) * size)
        x = np.delete(parts.x_train, np.r_[held], axis=0)
        y = np.delete(parts.y_train, np.r_[held], axis=0)
        model = _network(_dense(64, "relu"), _dense(64, "relu"), _dense(1), inputs=x.shape[1])
        model.compile("rmsprop", "mse", metrics=["mae"])
        model.fit(x, y, epochs=1, batch_size=1, verbose=0)
        scores.append(model.evaluate(parts.x_train[held], parts.y_train[held], verbose=0)[1])
    found = {f"mae of fold {place}": float(score) for place, score in enumerate(scores, 1)}
    return {**found, "mean mae": float(np.mean(scores))}


def boston(mirror: Path | None, seed: int) -> Figures:
    """Two relu units at a rate of 0.08: RMSE, and whether the prediction is one constant."""
    import keras
    from sklearn.linear_model import LinearRegression

    del seed
    parts = originals.boston(mirror)
    model = _network(_dense(2, "relu"), _dense(1), inputs=parts.x_train.shape[1])
    model.compile(keras.optimizers.Adam(0.08), "mse")
    model.fit(parts.x_train, parts.y_train, epochs=50, validation_split=0.2, verbose=0)
    answers = model.predict(parts.x_test, verbose=0).ravel()
    line = LinearRegression().fit(parts.x_train, parts.y_train).predict(parts.x_test)

    def rmse(found: Any) -> float:
        return float(np.sqrt(np.mean((found - parts.y_test) ** 2)))

    constant = float(np.ptp(answers) < 1e-3)
    alive = {} if constant else {"rmse where units live": rmse(answers)}
    return {"one constant": constant, **alive, "rmse of a linear regression": rmse(line)}


def attrition(mirror: Path | None, seed: int) -> Figures:
    """60-60-10-5-1 for 100 epochs: overfitting, beside a logistic regression."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    del seed
    parts = originals.attrition(mirror)
    hidden = [_dense(units, "relu") for units in (60, 60, 10, 5)]
    model = _network(*hidden, _dense(1, "sigmoid"), inputs=parts.x_train.shape[1])
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    losses = model.fit(
        parts.x_train, parts.y_train, epochs=100, validation_split=0.2, verbose=0
    ).history["val_loss"]
    chances = model.predict(parts.x_test, verbose=0).ravel()
    line = LogisticRegression(max_iter=2000).fit(parts.x_train, parts.y_train)
    return {
        "auc": float(roc_auc_score(parts.y_test, chances)),
        "auc of a logistic regression": float(
            roc_auc_score(parts.y_test, line.predict_proba(parts.x_test)[:, 1])
        ),
        "accuracy": float(np.mean((chances > 0.5) == parts.y_test)),
        "validation loss at best": float(min(losses)),
        "validation loss at the end": float(losses[-1]),
    }


def by_hand_normal(mirror: Path | None, seed: int) -> Figures:
    """One layer by hand, weights from a standard normal, 3,000 steps on all rows."""
    return descend(originals.mnist(mirror), (10,), "normal", seed)


def by_hand_he(mirror: Path | None, seed: int) -> Figures:
    """Four layers by hand, He's weights, 3,000 steps on all rows: over an hour on two cores."""
    return descend(originals.mnist(mirror), (512, 256, 128, 10), "he", seed)


CARD = "The course has Kaggle's 42,000 of MNIST's training images; here they are the first 42,000."
HEADLINES = (
    Headline("boston", {"one constant": 0.25, "rmse where units live": 4.56,
                        "rmse of a linear regression": 4.13}, boston, 0.5, seeds=12),
    Headline("attrition", {"auc": 0.793, "auc of a logistic regression": 0.840,
                           "validation loss at best": 0.365, "validation loss at the end": 1.27},
             attrition, 0.35, seeds=3),
    Headline("kfold", {"mean mae": 4.74}, kfold, 0.6, seeds=3),
    Headline("reuters", {"accuracy": 0.785, "loss": 1.02}, reuters,
             {"accuracy": 0.015, "loss": 0.05}, seeds=3),
    Headline("digits-softmax", {"accuracy": 0.879, "loss": 2.54}, softmax,
             {"accuracy": 0.03, "loss": 0.6}, seeds=5, why=CARD),
    Headline("digits-logistic", {"accuracy": 0.917}, logistic, 0.01, long=True, why=CARD),
    Headline("digits-deep", {"accuracy": 0.972}, deep, 0.01, long=True, why=CARD),
    Headline("from-scratch-normal", {"accuracy": 0.855}, by_hand_normal, 0.02, long=True, why=CARD),
    Headline("from-scratch-he", {"accuracy": 0.970}, by_hand_he, 0.01, long=True, why=CARD),
)  # fmt: skip
