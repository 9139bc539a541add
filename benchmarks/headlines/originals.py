"""The originals as the course split them. Fetched by the cards, or taken from a mirror."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

from graders.course.datasets import load_dataset
from graders.course.fetch import fetch

ROOT = Path(__file__).parents[2]
KAGGLE_ROWS = 42_000
DUMMIES = 14


class Parts(NamedTuple):
    """Scaled features and labels: what is trained on, and what is not."""

    x_train: Any
    y_train: Any
    x_test: Any
    y_test: Any


def files(name: str, mirror: Path | None) -> dict[str, Path]:
    """The verified files of an original by name."""
    return fetch(load_dataset(ROOT, name).card, mirror=mirror)


def scaled(x: Any, y: Any, scaler: Any, **split: Any) -> Parts:
    """Split, then scaled by the training rows."""
    x_train, x_test, y_train, y_test = train_test_split(x, y, **split)
    scaler.fit(x_train)
    parts = (scaler.transform(x_train), y_train, scaler.transform(x_test), y_test)
    return Parts(*(np.asarray(part) for part in parts))


def mnist(mirror: Path | None) -> Parts:
    """Kaggle's train.csv has 42,000 of the 60,000 training images; here the first ones."""
    with np.load(files("mnist", mirror)["mnist.npz"]) as arrays:
        x = arrays["x_train"][:KAGGLE_ROWS].reshape(KAGGLE_ROWS, -1).astype("float32")
        y = arrays["y_train"][:KAGGLE_ROWS].astype("int64")
    return scaled(x, y, MinMaxScaler(), test_size=0.3, random_state=0, stratify=y)


def boston(mirror: Path | None) -> Parts:
    """DA4BAM's table: 80 and 20 %, seed 20, MinMax."""
    table = pd.read_csv(files("boston", mirror)["boston.csv"])
    x, y = table.drop(columns="medv").to_numpy("float64"), table["medv"].to_numpy("float64")
    return scaled(x, y, MinMaxScaler(), test_size=0.2, random_state=20)


def boston_keras(mirror: Path | None) -> Parts:
    """Keras' 404 and 102 rows, shuffled as its loader does, z-scores of the training rows."""
    with np.load(files("boston-keras", mirror)["boston_housing.npz"]) as arrays:
        x, y = arrays["x"], arrays["y"]
    order = np.arange(len(x))
    np.random.RandomState(113).shuffle(order)  # as its loader does
    x, y = x[order], y[order]
    count = int(len(x) * 0.8)
    mean, std = x[:count].mean(axis=0), x[:count].std(axis=0)
    z = (x - mean) / std
    return Parts(z[:count], y[:count], z[count:], y[count:])


def attrition(mirror: Path | None) -> Parts:
    """The id dropped, dummies of the 14 columns with few values, 200 rows put aside, MinMax."""
    table = pd.read_csv(files("attrition", mirror)["Attrition_train_validation.CSV"])
    y = (table["Attrition"] == "Yes").astype(int).to_numpy()
    x = table.drop(columns=[name for name in ("Attrition", "EmployeeNumber") if name in table])
    text = [name for name in x if not pd.api.types.is_numeric_dtype(x[name])]
    few = [name for name in x if name not in text and x[name].nunique() <= 5]
    assert len(text) + len(few) == DUMMIES
    x = pd.get_dummies(x, columns=[*text, *few], drop_first=True).astype("float64")
    return scaled(x.to_numpy(), y, MinMaxScaler(), test_size=200, random_state=2022)


def reuters(mirror: Path | None) -> Parts:
    """8,982 and 2,246 newswires as rows of 0 and 1, 10,000 words, read as Keras' loader does.

    The file holds lists of different lengths, which NumPy unpickles; its checksum was verified.
    """
    with np.load(files("reuters", mirror)["reuters.npz"], allow_pickle=True) as arrays:
        texts, topics = arrays["x"], arrays["y"]
    order = np.arange(len(texts))
    np.random.RandomState(113).shuffle(order)  # as its loader does
    # 1 begins a text, 2 stands for a rare word, and words are numbered from 3 on.
    lists = [[1, *(word + 3 for word in texts[at])] for at in order]
    kept = [[word if word < 10_000 else 2 for word in words] for words in lists]
    y = topics[order].astype("int64")
    count = int(len(kept) * 0.8)
    return Parts(_multi_hot(kept[:count]), y[:count], _multi_hot(kept[count:]), y[count:])


def _multi_hot(texts: Any, words: int = 10_000) -> Any:
    rows = np.zeros((len(texts), words), dtype="float32")
    for row, text in zip(rows, texts, strict=True):
        row[text] = 1.0
    return rows
