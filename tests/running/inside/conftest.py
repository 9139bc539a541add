"""Programs about rows and splits, run under the collector without TensorFlow."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

DATA = Path(__file__).parents[3] / "assignments"
HEAD = """
import numpy as np, pandas as pd
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import KFold, ShuffleSplit, StratifiedKFold, train_test_split
from sklearn.preprocessing import LabelEncoder, MinMaxScaler, StandardScaler
data = pd.read_csv("data/train.csv"); test = pd.read_csv("data/test.csv")
target = [name for name in data.columns if name not in test.columns][0]
X = data.drop(columns=target); y = data[target]; N = len(data); R = np.arange(N)
numeric = X.select_dtypes("number").columns
if y.dtype.kind not in "biuf":
    y = pd.Series(LabelEncoder().fit_transform(y), name=target)
if len(numeric) < X.shape[1]:
    X = pd.get_dummies(X, dtype=float)
rng = np.random.default_rng(3)
def learn(a, b, rows_a, c, rows_c):
    global fitted, asked
    fitted, asked = np.asarray(rows_a), np.asarray(rows_c)
    LinearRegression().fit(a, b).predict(c)
"""


@pytest.fixture(scope="session")
def performed() -> Callable[..., list[dict]]:
    """Runs programs, pairs of an assignment's name and a source behind ``HEAD``."""
    return _performed


def _performed(programs: list[tuple[str, str]], splits: tuple = ()) -> list[dict]:
    """The records of programs, each in a process of its own."""
    script = Path(__file__).with_name("rows_process.py")
    order = [
        {
            "files": {f"data/{path.name}": path.read_bytes()
                      for path in (DATA / slug / "data").glob("*.csv")},
            "source": HEAD + source, "names": ["fitted", "asked"], "splits": splits,
        }
        for slug, source in programs
    ]  # fmt: skip
    found = subprocess.run(
        [sys.executable, "-W", "ignore", str(script)], input=msgspec.msgpack.encode(order),
        stdout=subprocess.PIPE, check=True, env={**os.environ, "PYTHONHASHSEED": "0"},
    )  # fmt: skip
    results = [msgspec.msgpack.decode(body) for body in msgspec.msgpack.decode(found.stdout)]
    assert not [result["problem"] for result in results if "problem" in result]
    return results
