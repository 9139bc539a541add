"""What class weights change: the same network untreated, balanced and too far, seed by seed.

    .venv/bin/python benchmarks/imbalance.py --seeds 10

Each seed trains three networks that differ in their class weights alone, on the 3 % churn twin of
`imbalance` and on the 16 % attrition twin of `binary`, and answers the hidden rows. Gains are
paired: a network less the untreated one of its seed. Writes `results/imbalance.json`.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from graders.checks.figures import figure
from graders.course.datasets import load_dataset
from graders.course.folder import Course

RESULTS = Path(__file__).parent / "results" / "imbalance.json"
ROOT = Path(__file__).resolve().parents[1]
TABLES = {"churn-twin": (4000, 2000, 800), "attrition-twin": (1250, 500, 200)}
"""Rows to train and to answer, and how many of the former are put aside."""
FIGURES = ("recall", "precision", "balanced_accuracy")
TOO_FAR = {0: 0.01, 1: 0.99}


def encoded(table: pd.DataFrame, target: str) -> tuple[pd.DataFrame, np.ndarray]:
    """Features as numbers, and 1 for the rare class."""
    codes = table[target].isin([1, "Yes"]).astype(int).to_numpy()
    features = table.drop(columns=[target, "EmployeeNumber"], errors="ignore")
    return pd.get_dummies(features, drop_first=True, dtype=float), codes


def answers(
    x: np.ndarray, y: np.ndarray, asked: np.ndarray, weights: object, seed: int
) -> np.ndarray:
    """0 or 1 for each row of ``asked``, by the network of the assignment."""
    import keras

    keras.utils.set_random_seed(seed)
    network = keras.Sequential(
        [
            keras.Input(shape=(x.shape[1],)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    network.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    network.fit(x, y, epochs=10, batch_size=256, class_weight=weights, verbose=0)
    return (network.predict(asked, verbose=0).ravel() > 0.5).astype(int)


def measure(name: str, seeds: int) -> dict[str, dict[str, list[float]]]:
    """Figures on hidden rows, one a seed, by treatment and figure."""
    train, test, aside = TABLES[name]
    dataset = load_dataset(ROOT, name)
    draw = dataset.draw(train, test, Course(ROOT).secret)
    target = dataset.card.target
    x, y = encoded(draw.train, target)
    asked, truth = encoded(draw.test.assign(**{target: draw.hidden}), target)
    asked = asked.reindex(columns=x.columns, fill_value=0.0)
    fitted, _, labels, _ = train_test_split(x, y, test_size=aside, random_state=4, stratify=y)
    scaler = StandardScaler().fit(fitted)
    rows, hidden = scaler.transform(fitted), scaler.transform(asked)
    counts = np.bincount(labels)
    balanced = {code: len(labels) / (2 * count) for code, count in enumerate(counts)}
    found: dict[str, dict[str, list[float]]] = {}
    for treatment, weights in (("none", None), ("balanced", balanced), ("1 to 99", TOO_FAR)):
        given = [answers(rows, labels, hidden, weights, seed) for seed in range(seeds)]
        found[treatment] = {
            name: [round(figure(name, truth, one), 4) for one in given] for name in FIGURES
        }
        found[treatment]["called"] = [round(float(one.mean()), 4) for one in given]
    return found


def main() -> None:
    """Measure both tables, write, and print means and standard deviations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    seeds = parser.parse_args().seeds
    results = {name: measure(name, seeds) for name in TABLES}
    RESULTS.write_text(json.dumps({"seeds": seeds, "tables": results}, indent=1) + "\n", "utf-8")
    for name, found in results.items():
        print(f"| {name} | recall | precision | balanced accuracy | called | recall gained |")
        print("| --- " * 6 + "|")
        for treatment, by_figure in found.items():
            cells = [f"{np.mean(by_figure[one]):.3f} ± {np.std(by_figure[one], ddof=1):.3f}"
                     for one in (*FIGURES, "called")]  # fmt: skip
            gained = np.subtract(by_figure["recall"], found["none"]["recall"])
            cells.append(f"{gained.mean():.3f}, least {gained.min():.3f}")
            print(f"| {treatment} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
