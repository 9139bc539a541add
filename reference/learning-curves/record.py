"""Trains the networks whose curves students read, and writes what came of it.

``runs.json`` keeps every run with its settings and is not for students. ``data/curves.csv`` has
the losses alone, and ``data/draws.csv`` says which eight curves belong together::

    python reference/learning-curves/record.py --all      # train all, write all (80 s of CPU)
    python reference/learning-curves/record.py c07 c21    # train these, keep the others
    python reference/learning-curves/record.py            # write the tables from runs.json

What the curves show stands in ``answers.toml``, by hand: whoever changes a run looks at its plot.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from graders.course.datasets import load_dataset
from graders.course.further import answers

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]

DRAWS = 240
EACH = 8
MOST_OF_A_TAG = 3
HARD = 2
"""Curves in a draw that honestly admit two tags: no name has an easier eight than another."""

# Everything that a run does not set.
USUAL: dict[str, Any] = {
    "rows": 500,  # of which the last fifth is validated on
    "scaled": True,
    "units": [16],
    "activation": "relu",
    "optimizer": "adam",
    "momentum": 0.0,
    "batch": 64,
    "epochs": 60,
    "l2": 0.0,
    "dropout": 0.0,
    "seed": 1,
}

# The numbers are in no order, so that they say nothing.
RUNS: dict[str, dict[str, Any]] = {
    "c01": {"dataset": "iris-twin", "rows": 300, "units": [], "optimizer": "sgd", "rate": 0.01},
    "c02": {"dataset": "attrition-twin", "rows": 400, "units": [64], "rate": 0.002, "epochs": 100},
    "c03": {
        "dataset": "boston-twin",
        "units": [32],
        "optimizer": "rmsprop",
        "rate": 0.1,
        "batch": 16,
    },
    "c04": {"dataset": "attrition-twin", "rows": 1250, "units": [], "rate": 0.01, "epochs": 40},
    "c05": {"dataset": "attrition-twin", "rows": 1250, "rate": 0.0001, "epochs": 30},
    "c06": {"dataset": "attrition-twin", "rows": 800, "units": [16], "rate": 0.003, "epochs": 60},
    "c07": {"dataset": "attrition-twin", "rows": 1250, "units": [], "rate": 1.0, "batch": 32},
    "c08": {
        "dataset": "attrition-twin",
        "rows": 600,
        "units": [64, 32],
        "rate": 0.001,
        "epochs": 80,
    },
    "c09": {
        "dataset": "iris-twin",
        "rows": 300,
        "units": [32],
        "rate": 0.1,
        "batch": 8,
        "epochs": 50,
        "optimizer": "rmsprop",
    },
    "c10": {"dataset": "boston-twin", "units": [], "rate": 10.0, "batch": 8, "epochs": 40},
    "c11": {"dataset": "boston-twin", "rate": 0.001, "batch": 32, "epochs": 50},
    "c12": {"dataset": "attrition-twin", "rows": 1250, "units": [60, 60, 10, 5], "rate": 0.001},
    "c13": {"dataset": "attrition-twin", "rows": 1250, "rate": 0.002, "epochs": 40},
    "c14": {
        "dataset": "iris-twin",
        "rows": 300,
        "units": [8, 8, 8, 8, 8],
        "activation": "sigmoid",
        "optimizer": "sgd",
        "rate": 0.01,
        "epochs": 50,
    },
    "c15": {"dataset": "boston-twin", "rate": 0.01, "batch": 32},
    "c16": {"dataset": "iris-twin", "rows": 300, "units": [8], "rate": 1e-06},
    "c17": {"dataset": "iris-twin", "rows": 300, "units": [8], "rate": 0.001, "batch": 32},
    "c18": {
        "dataset": "iris-twin",
        "rows": 300,
        "units": [16],
        "rate": 0.2,
        "batch": 16,
        "epochs": 50,
        "seed": 7,
    },
    "c19": {
        "dataset": "iris-twin",
        "rows": 300,
        "units": [2, 2, 2, 2],
        "activation": "relu",
        "optimizer": "sgd",
        "rate": 2.0,
    },
    "c20": {"dataset": "attrition-twin", "rows": 1250, "rate": 0.0004, "epochs": 40},
    "c21": {
        "dataset": "iris-twin",
        "rows": 200,
        "optimizer": "rmsprop",
        "rate": 0.15,
        "batch": 4,
        "epochs": 40,
        "seed": 3,
    },
    "c22": {"dataset": "iris-twin", "rows": 300, "units": [8], "rate": 0.02, "batch": 32},
    "c23": {
        "dataset": "boston-twin",
        "units": [32],
        "optimizer": "sgd",
        "rate": 5e-05,
        "batch": 32,
    },
    "c24": {
        "dataset": "iris-twin",
        "rows": 300,
        "units": [16],
        "rate": 0.5,
        "batch": 16,
        "epochs": 50,
        "seed": 7,
    },
    "c25": {
        "dataset": "boston-twin",
        "units": [16],
        "optimizer": "sgd",
        "rate": 1e-08,
        "epochs": 40,
    },
    "c26": {"dataset": "attrition-twin", "rows": 1250, "rate": 0.003, "l2": 0.01, "epochs": 40},
    "c27": {
        "dataset": "iris-twin",
        "rows": 300,
        "units": [3, 2, 2],
        "optimizer": "sgd",
        "rate": 1.0,
        "seed": 4,
        "epochs": 30,
    },
    "c28": {
        "dataset": "iris-twin",
        "rows": 200,
        "units": [],
        "rate": 0.6,
        "batch": 4,
        "epochs": 30,
    },
    "c29": {"dataset": "boston-twin", "units": [64, 32], "rate": 0.0001, "batch": 32, "epochs": 80},
    "c30": {
        "dataset": "iris-twin",
        "rows": 300,
        "units": [16],
        "optimizer": "sgd",
        "rate": 1e-06,
        "scaled": False,
        "epochs": 50,
    },
    "c31": {
        "dataset": "iris-twin",
        "rows": 100,
        "units": [128, 128],
        "rate": 0.01,
        "batch": 16,
        "epochs": 100,
    },
    "c32": {"dataset": "boston-twin", "units": [64], "optimizer": "rmsprop", "rate": 0.005},
    "c33": {"dataset": "iris-twin", "rows": 300, "units": [], "rate": 0.1, "batch": 32},
    "c34": {"dataset": "attrition-twin", "rows": 800, "units": [256], "rate": 0.001, "epochs": 50},
    "c35": {"dataset": "iris-twin", "rows": 300, "units": [], "rate": 3.0, "batch": 8},
    "c36": {"dataset": "attrition-twin", "rows": 1250, "units": [16], "rate": 1e-06, "epochs": 40},
}


def rows_of(dataset: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Features as numbers, and the target: a price, 0/1, or a class's number."""
    table = load_dataset(ROOT, dataset).draw(count, 300).train
    if dataset == "boston-twin":
        return table.drop(columns="medv").to_numpy("float32"), table["medv"].to_numpy("float32")
    if dataset == "iris-twin":
        classes = table["Species"].astype("category").cat.codes
        return table.drop(columns="Species").to_numpy("float32"), classes.to_numpy("int32")
    features = table.drop(columns=["Attrition", "EmployeeNumber"])
    kinds = features.select_dtypes(exclude="number").columns
    encoded = pd.get_dummies(features, columns=list(kinds), dtype=float)
    return encoded.to_numpy("float32"), (table["Attrition"] == "Yes").to_numpy("float32")


def train(given: dict[str, Any]) -> dict[str, list[float]]:
    """The losses by epoch of one real training."""
    import keras

    run = {**USUAL, **given}
    x, y = rows_of(run["dataset"], run["rows"])
    cut = len(x) * 4 // 5
    if run["scaled"]:
        x = (x - x[:cut].mean(axis=0)) / np.maximum(x[:cut].std(axis=0), 1e-6)
    keras.utils.set_random_seed(run["seed"])
    penalty = keras.regularizers.L2(run["l2"]) if run["l2"] else None
    layers: list[Any] = [keras.Input((x.shape[1],))]
    for units in run["units"]:
        layers.append(keras.layers.Dense(units, run["activation"], kernel_regularizer=penalty))
        if run["dropout"]:
            layers.append(keras.layers.Dropout(run["dropout"]))
    heads = {
        "boston-twin": (1, "linear", "mean_squared_error"),
        "attrition-twin": (1, "sigmoid", "binary_crossentropy"),
        "iris-twin": (3, "softmax", "sparse_categorical_crossentropy"),
    }
    outputs, activation, loss = heads[run["dataset"]]
    model = keras.Sequential([*layers, keras.layers.Dense(outputs, activation)])
    optimizer = {
        "adam": lambda: keras.optimizers.Adam(run["rate"]),
        "rmsprop": lambda: keras.optimizers.RMSprop(run["rate"]),
        "sgd": lambda: keras.optimizers.SGD(run["rate"], momentum=run["momentum"]),
    }[run["optimizer"]]()
    model.compile(optimizer, loss)
    history = model.fit(
        x[:cut], y[:cut], validation_data=(x[cut:], y[cut:]), epochs=run["epochs"],
        batch_size=run["batch"], verbose=0,
    ).history  # fmt: skip
    return {
        name: [round(float(loss), 5) for loss in history[name]] for name in ("loss", "val_loss")
    }


def curves_table(runs: dict[str, dict[str, Any]]) -> str:
    """``curve,epoch,loss,val_loss``: what everybody may see."""
    lines = ["curve,epoch,loss,val_loss"]
    for name, run in sorted(runs.items()):
        pairs = zip(run["loss"], run["val_loss"], strict=True)
        lines += [f"{name},{epoch},{one:g},{two:g}" for epoch, (one, two) in enumerate(pairs, 1)]
    return "\n".join(lines) + "\n"


def draws_table(right: dict[str, tuple[str, ...]]) -> str:
    """``DRAWS`` different sets of eight curves, as like each other as can be, a row each.

    Every tag is in a set, none more than ``MOST_OF_A_TAG`` times, and ``HARD`` of the eight
    admit two tags.
    """
    random = np.random.Generator(np.random.PCG64(2022))
    names = sorted(right)
    tags = {tag for found in right.values() for tag in found}
    drawn: list[tuple[str, ...]] = []
    while len(drawn) < DRAWS:
        chosen = [str(name) for name in random.permutation(names)[:EACH]]
        first = [right[name][0] for name in chosen]
        fair = set(first) == tags and max(map(first.count, tags)) <= MOST_OF_A_TAG
        hard = sum(len(right[name]) > 1 for name in chosen)
        if fair and hard == HARD and not any(set(chosen) == set(other) for other in drawn):
            drawn.append(tuple(chosen))
    head = ",".join(f"curve_{number}" for number in range(1, EACH + 1))
    return "\n".join([head, *(",".join(chosen) for chosen in drawn)]) + "\n"


def main() -> None:
    """Train, where asked to, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="CURVE", help="train these")
    parser.add_argument("--all", action="store_true", help="train all of them")
    asked = parser.parse_args()
    path = FOLDER / "runs.json"
    runs = json.loads(path.read_text("utf-8")) if path.exists() else {}
    chosen = list(RUNS) if asked.all else asked.names
    if chosen:
        _one_thread()
    for name in chosen:
        runs[name] = {**RUNS[name], **train(RUNS[name])}
        sys.stdout.write(f"{name}: {RUNS[name]}\n")
    lines = [f"{json.dumps(name)}: {json.dumps(runs[name])}" for name in sorted(RUNS)]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    runs = {name: runs[name] for name in RUNS}
    data = FOLDER / "data"
    data.mkdir(exist_ok=True)
    (data / "curves.csv").write_text(curves_table(runs), encoding="utf-8", newline="\n")
    draws = draws_table(answers(FOLDER))
    (data / "draws.csv").write_text(draws, encoding="utf-8", newline="\n")


def _one_thread() -> None:
    """As in grading mode: the same numbers on every machine, as far as that can be had."""
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})


if __name__ == "__main__":
    main()
