"""Known datasets come from files beside the notebook, through the calls that would download them."""

import io

import numpy as np
import pytest

from graders.model.plan import Plan, PlannedCell, RunJob

ADDRESS = "https://raw.githubusercontent.com/somebody/dataset/master/towns.csv"
READS = """
import json, urllib.request
import pandas as pd
by_pandas = float(pd.read_csv("https://github.com/somebody/dataset/raw/master/towns.csv").price[1])
by_urllib = len(urllib.request.urlopen("{address}?raw=true").read())
import requests
by_requests = len(requests.get("{address}").text)
"""
KERAS = """
import keras
from keras.datasets import boston_housing, fashion_mnist, mnist
(x, y), (z, w) = mnist.load_data()
digits = float(x.sum() + w.sum())
(x, y), (z, w) = fashion_mnist.load_data()
garments = float(x.sum() + 100 * y.sum() + z.sum())
(x, y), (z, w) = boston_housing.load_data()
towns = float(x.sum() + z.sum())
"""
OPENML = """
from sklearn.datasets import fetch_openml
found = fetch_openml("mnist_784", as_frame=False)
openml = float(len(found.data) + found.data.sum())
"""
ELSEWHERE = """
try:
    pd.read_csv("https://example.org/other.csv")
except OSError as problem:
    said = str(problem)
"""


def packed(**arrays: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


IMAGES = packed(
    x_train=np.ones((4, 28, 28), dtype="uint8"),
    y_train=np.array([0, 1, 2, 3], dtype="uint8"),
    x_test=np.full((2, 28, 28), 2, dtype="uint8"),
    y_test=np.array([5, 6], dtype="uint8"),
)
TABLE = b"rooms,price\n5,10\n6,20\n"
HELD = {
    "towns.csv": (ADDRESS, TABLE),
    "mnist.npz": ("", IMAGES),
    "fashion_mnist.npz": ("", IMAGES),
    "boston_housing.npz": ("", packed(x=np.ones((10, 13)), y=np.arange(10.0))),
}


@pytest.mark.tensorflow
def test_each_way_of_asking_gets_the_file(run):
    cells = (
        ("reads", READS.format(address=ADDRESS), ("by_pandas", "by_urllib", "by_requests")),
        ("keras", KERAS, ("digits", "garments", "towns")),
        ("openml", OPENML, ("openml",)),
        ("elsewhere", ELSEWHERE, ("said",)),
    )
    planned = tuple(
        PlannedCell(cell=cell, index=place, source=source, names=names)
        for place, (cell, source, names) in enumerate(cells)
    )
    plan = Plan(cells=planned, originals={name: one[0] for name, one in HELD.items()})
    files = {f".originals/{name}": one[1] for name, one in HELD.items()}
    found = run(RunJob(plan=plan, files=files))
    assert [(one.cell, one.outcome, one.raised) for one in found.cells] == [
        (cell, "ok", None) for cell, _, _ in cells
    ]
    values = {value.name: value.scalar for value in found.values if value.kind == "scalar"}
    assert values == {
        "by_pandas": 20.0, "by_urllib": len(TABLE), "by_requests": len(TABLE),
        "digits": 4 * 784 + 11, "garments": 4 * 784 + 100 * 6 + 2 * 2 * 784, "towns": 130.0,
        "openml": 6 + 4 * 784 + 2 * 2 * 784,
    }  # fmt: skip
    served = {one.facts["file"] for one in found.remarks if one.key == "original-served"}
    assert served == set(HELD)
    hosts = [one.facts["host"] for one in found.remarks if one.key == "no-network"]
    assert hosts == ["example.org"]
