"""A course whose notebooks train a small Keras network, for comparing speed."""

from __future__ import annotations

from pathlib import Path

from courses import shape
from courses.shape import Handed, Notebook, code, locked, solution, tests, text

NAME = "networks"

CONFIG = """\
c = get_config()

c.CourseDirectory.course_id = "networks"
c.Execute.timeout = 120
"""

DATA = """\
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np

keras.utils.set_random_seed(7)
random = np.random.default_rng(7)
x = random.normal(size=(256, 8)).astype("float32")
y = (x[:, 0] * x[:, 1] > 0).astype("float32")
"""

MODEL = """\
model = keras.Sequential([
    keras.Input((8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])"""

FIT = "history = model.fit(x, y, epochs=30, batch_size=32, verbose=0)"


def source() -> Notebook:
    """Build, train, predict."""
    return shape.notebook(
        [
            locked("data", code(DATA)),
            text("Build and compile a network with one hidden layer and a sigmoid output."),
            solution("network", f"### BEGIN SOLUTION\n{MODEL}\n### END SOLUTION"),
            tests("test-network", 2, 'assert model.output_shape == (None, 1)\nassert model.loss == "binary_crossentropy"'),
            text("Train it for 30 epochs."),
            solution("training", f"### BEGIN SOLUTION\n{FIT}\n### END SOLUTION"),
            tests(
                "test-training", 3,
                'assert len(history.history["loss"]) == 30\n### BEGIN HIDDEN TESTS\n'
                'assert history.history["loss"][-1] < history.history["loss"][0]\n### END HIDDEN TESTS',
            ),
        ]
    )  # fmt: skip


def make(root: Path) -> None:
    """Write the course's own part."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    shape.write(root / "source" / NAME / "network.ipynb", source())


def answer(work: Handed) -> None:
    """A right answer."""
    work.fill(network=MODEL, training=FIT)
