"""The students of ``grade demo``: what each of them wrote, and how it was handed in.

Each starts from the released notebook with the reference's solutions; ``cells`` replaces some of
them, by the cells' ids. ``file`` is handed in instead of a notebook, ``left_out`` are deleted
cells. What they do is on purpose: honest work in several spellings, honest mistakes, broken
files, and attacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment

Kind = Literal["right", "wrong", "broken", "hostile"]


class DemoStudent(NamedTuple):
    """A student's name, what is to be seen in the work, and the work."""

    name: str
    kind: Kind
    about: str
    cells: Mapping[str, str] = {}
    left_out: tuple[str, ...] = ()
    file: bytes | None = None


REGRESSION = (
    DemoStudent("ada", "right", "the reference's way"),
    DemoStudent(
        "boris",
        "right",
        "functional model, standardised, loss and metric as objects",
        {
            "scale": """
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler().fit(x_train)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))
""",
            "build": """
import keras

inputs = keras.Input(shape=(x_train.shape[1],))
hidden = keras.layers.Dense(24)(inputs)
hidden = keras.layers.ReLU()(hidden)
model = keras.Model(inputs, keras.layers.Dense(1)(hidden))
""",
            "compile": """
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.01),
    loss=keras.losses.MeanSquaredError(),
    metrics=[keras.metrics.MeanAbsoluteError()],
)
""",
        },
    ),
    DemoStudent(
        "chen",
        "right",
        "scaled by hand, a model class of one's own",
        {
            "scale": """
mean, std = x_train.mean(axis=0), x_train.std(axis=0)
x_train = (x_train - mean) / std
x_val = (x_val - mean) / std
x_test = (x_test - mean) / std
""",
            "build": """
import keras

class Prices(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(32, activation="relu")
        self.price = keras.layers.Dense(1)

    def call(self, x):
        return self.price(self.hidden(x))

model = Prices()
""",
        },
    ),
    DemoStudent(
        "dana",
        "right",
        "scaled inside the model, by a Normalization layer",
        {
            "scale": """
import numpy as np

x_train, x_val, x_test = (np.asarray(part, "float32") for part in (x_train, x_val, x_test))
""",
            "build": """
import keras

normalization = keras.layers.Normalization()
normalization.adapt(x_train)
model = keras.Sequential([
    keras.Input(shape=(x_train.shape[1],)),
    normalization,
    keras.layers.Dense(32, activation=keras.activations.relu),
    keras.layers.Dense(1, activation="linear"),
])
""",
        },
    ),
    DemoStudent("김민서", "right", "the reference's way, with a name in Hangul"),
    DemoStudent(
        "emil",
        "wrong",
        "a sigmoid at the end: no price above 1",
        {
            "build": """
import keras

model = keras.Sequential([
    keras.Input(shape=(x_train.shape[1],)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
""",
        },
    ),
    DemoStudent(
        "fatima", "wrong", "nothing is scaled", {"scale": "scaled = (x_train, x_val, x_test)\n"}
    ),
    DemoStudent(
        "goran",
        "wrong",
        "a loss for classes, accuracy for prices",
        {
            "compile": """
import keras

model.compile(
    optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"]
)
""",
        },
    ),
    DemoStudent(
        "hana",
        "wrong",
        "trained for one epoch only",
        {
            "fit": """
history = model.fit(x_train, y_train, epochs=1, validation_split=0.2, verbose=0)
""",
        },
    ),
    DemoStudent(
        "ines",
        "wrong",
        "reports figures that nobody measured",
        {
            "evaluate": """
y_val_pred = model.predict(x_val, verbose=0)
rmse, mae, mape = 0.5, 0.3, 0.01
""",
        },
    ),
    DemoStudent(
        "jun",
        "broken",
        "a bracket is missing",
        {"compile": 'model.compile(optimizer="adam", loss="mse"\n'},
    ),
    DemoStudent(
        "kofi",
        "broken",
        "interfaces that newer libraries removed",
        {
            "compile": """
import keras

model.compile(optimizer=keras.optimizers.Adam(lr=0.01), loss="mse")
""",
        },
    ),
    DemoStudent("lena", "broken", "two cells are gone", left_out=("evaluate", "predict")),
    DemoStudent("mika", "broken", "a text document, renamed", file=b"My homework, see attached.\n"),
    DemoStudent("nora", "broken", "an empty file", file=b""),
    DemoStudent(
        "attacker-loop",
        "hostile",
        "trains for ever, and does not want to be stopped",
        {
            "fit": """
import signal

for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGXCPU):
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        continue
""",
        },
    ),
    DemoStudent(
        "attacker-forks",
        "hostile",
        "a fork bomb",
        {
            "build": """
import os
import time

while True:
    if os.fork() == 0:
        time.sleep(1_000_000)
""",
        },
    ),
    DemoStudent(
        "attacker-labels",
        "hostile",
        "looks for the hidden labels everywhere",
        {
            "predict": """
import os
from pathlib import Path

found = []
for folder, _, files in os.walk("/"):
    if "site-packages" not in folder:
        wanted = {"hidden.csv", "labels.csv", "gradebook.db", "store.sqlite", "calibration.json"}
        found += [Path(folder, name) for name in files if name in wanted]
print(found)
y_test_pred = pd.read_csv(found[0])["medv"].to_numpy()
""",
        },
    ),
    DemoStudent(
        "attacker-exit", "hostile", "ends the kernel", {"compile": "import os\nos._exit(0)\n"}
    ),
    DemoStudent(
        "attacker-flood",
        "hostile",
        "floods the output",
        {"evaluate": 'while True:\n    print("A" * 1_000_000)\n'},
    ),
    DemoStudent(
        "attacker-forger",
        "hostile",
        "patches the metrics and the model's answers",
        {
            "fit": """
import keras
import sklearn.metrics

history = model.fit(x_train, y_train, epochs=1, validation_split=0.2, verbose=0)
history.history["loss"] = [500.0 / (epoch + 1) for epoch in range(100)]
history.history["val_loss"] = list(history.history["loss"])
history.epoch = list(range(100))
sklearn.metrics.mean_squared_error = lambda *a, **k: 0.01
sklearn.metrics.root_mean_squared_error = lambda *a, **k: 0.1
keras.Model.evaluate = lambda self, *a, **k: 0.01
""",
            "evaluate": """
y_val_pred = y_val.to_numpy() if hasattr(y_val, "to_numpy") else y_val
rmse = mae = mape = 0.0
""",
        },
    ),
)

BINARY = (
    DemoStudent("ada", "right", "the reference's way"),
    DemoStudent(
        "boris",
        "right",
        "logits at the end, and a loss that knows it",
        {
            "build": """
import keras

model = keras.Sequential([
    keras.Input(shape=(x_train.shape[1],)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1),
])
""",
            "compile": """
model.compile(
    optimizer=keras.optimizers.Adam(0.001),
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)],
)
""",
            "evaluate": """
import numpy as np
from sklearn.metrics import classification_report, confusion_matrix

def probability(rows):
    return 1 / (1 + np.exp(-model.predict(rows, verbose=0).ravel()))

y_val_prob = probability(x_val)
y_val_pred = (y_val_prob >= 0.5).astype(int)
matrix = confusion_matrix(y_val, y_val_pred)
report = classification_report(y_val, y_val_pred)
print(report)
""",
            "predict": """
y_test_prob = probability(x_test)
y_test_pred = (y_test_prob >= 0.5).astype(int)
""",
        },
    ),
    DemoStudent(
        "emil",
        "wrong",
        "a relu at the end, squared errors",
        {
            "build": """
import keras

model = keras.Sequential([
    keras.Input(shape=(x_train.shape[1],)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="relu"),
])
""",
            "compile": 'model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])\n',
        },
    ),
    DemoStudent(
        "hana", "wrong", "nobody ever leaves", {"predict": "import numpy as np\n\n"
        "y_test_prob = np.zeros(len(x_test))\ny_test_pred = np.zeros(len(x_test), int)\n"},
    ),
)  # fmt: skip

COHORTS: Mapping[str, tuple[DemoStudent, ...]] = {"regression": REGRESSION, "binary": BINARY}


def handed_in(student: DemoStudent, loaded: LoadedAssignment) -> bytes:
    """The file that a student hands in."""
    from graders.course.released_notebook import notebook_bytes

    if student.file is not None:
        return student.file
    notebook = loaded.skeleton_notebook()
    solutions = {**loaded.solution_cells(), **student.cells}
    kept = []
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader") or {}
        grade_id = str(meta.get("grade_id") or "")
        if grade_id in student.left_out:
            continue
        if meta.get("solution") and grade_id in solutions:
            head = "" if grade_id not in student.cells else f"# task: {grade_id}\n"
            cell.source = head + solutions[grade_id].strip("\n")
        kept.append(cell)
    notebook.cells = kept
    return notebook_bytes(notebook)
