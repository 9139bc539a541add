"""MNIST as a table with the columns of `garments-twin`: 28 x 28 grey values averaged to 16 x 16.

Keras' training and test images are one pool, and ``kind`` is the digit. So an assignment about
garments runs on digits too; its text and its ``labels`` name garments until they are changed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from graders.course.arrays import smaller

SIDE = 16


def table(files: dict[str, Path]) -> pd.DataFrame:
    """``p0`` ... ``p255`` and ``kind`` of each image."""
    with np.load(files["mnist.npz"]) as arrays:
        images = np.concatenate([arrays["x_train"], arrays["x_test"]])
        kinds = np.concatenate([arrays["y_train"], arrays["y_test"]])
    rows = pd.DataFrame(
        smaller(images, SIDE).reshape(len(images), -1),
        columns=[f"p{number}" for number in range(SIDE * SIDE)],
    )
    return rows.assign(kind=kinds.astype("int64"))
