"""A notebook through the real collector, and what it leaves as evidence."""

import json

import numpy as np
import pytest

from graders.model.assignment import Limits
from graders.model.evidence import Evidence, decode_evidence
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.running.inside.entry import unpack

ROWS, TEST_ROWS = 120, 40
CELLS = {
    "load": (
        ("import numpy as np, pandas as pd, keras\n"
        "from keras import layers\n"
        "from sklearn.model_selection import train_test_split\n"
        "from sklearn.preprocessing import MinMaxScaler\n"
        "from google.colab import drive\n"
        "drive.mount('/content/drive')\n"
        "!pip install -q something\n"
        "train = pd.read_csv('/content/drive/MyDrive/course/train.csv')\n"
        "test = pd.read_csv(r'C:\\Users\\kim\\test.csv')\n"
        "x_train, x_val, y_train, y_val = train_test_split(\n"
        "    train[['a', 'b']], train['y'], test_size=0.25, random_state=20)"),
        ("train", "x_train", "y_train"),
    ),
    "scale": (
        ("scaler = MinMaxScaler()\n"
        "x_train = scaler.fit_transform(x_train)\n"
        "x_val, x_test = scaler.transform(x_val), scaler.transform(test)"),
        ("x_train", "x_test"),
    ),
    "fit": (
        ("model = keras.Sequential([layers.Input((2,)), layers.Dense(8, activation='relu'), layers.Dense(1)])\n"
        "model.compile(optimizer=keras.optimizers.Adam(0.01), loss='mse', metrics=['mae'])\n"
        "stop = keras.callbacks.EarlyStopping(monitor='val_loss', patience=2)\n"
        "history = model.fit(x_train, y_train, epochs=5, validation_data=(x_val, y_val), batch_size=16,\n"
        "                    callbacks=[stop], class_weight=None, verbose=0)"),
        ("model", "history", "stop"),
    ),
    "evaluate": (
        ("from sklearn.metrics import mean_squared_error\n"
        "score = model.evaluate(x_val, y_val, verbose=0)\n"
        "y_val_pred = model.predict(x_val, verbose=0)\n"
        "rmse = mean_squared_error(y_val, y_val_pred) ** 0.5\n"
        "report = {'rmse': rmse, 'nested': {'mae': 1.0}}"),
        ("score", "rmse", "report", "y_val_pred"),
    ),
    "predict": ("y_test_pred = model.predict(x_test, verbose=0).ravel()", ("y_test_pred", "absent")),
    "subclass": (
        ("class Net(keras.Model):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.out = layers.Dense(1, activation='sigmoid')\n"
        "    def call(self, x):\n"
        "        return self.out(x)\n"
        "net = Net()\n"
        "def loss(t, p):\n"
        "    print('never shown by the grader')\n"
        "    return keras.ops.mean((t - p) ** 2, axis=-1)\n"
        "net.compile('sgd', loss)\n"
        "net.fit(x_train, y_train, epochs=1, verbose=0, sample_weight=np.ones(len(x_train)))\n"
        "probabilities = net(x_test)"),
        ("net", "loss", "probabilities"),
    ),
    "own-loss": (
        ("other = keras.Sequential([layers.Input((2,)), layers.Dense(1)])\n"
        "other.compile('adam', loss=loss)\n"
        "for _ in range(3):\n"
        "    other.train_on_batch(x_train, y_train.to_numpy())"),
        ("other",),
    ),
    "later": (
        ("model.fit(x_train, y_train, epochs=1, verbose=0)\n"
        "'model was trained again after it had answered'"),
        (),
    ),
    "crash": ("def helper():\n    return undefined\n\nhelper()", ("y_test_pred",)),
    "type": ("input('name?')", ()),
    "exit": ("import sys\nsys.exit(2)", ()),
    "quit": ("quit()\nalive = 1", ("alive",)),
    "loop": ("total = 0\nwhile True:\n    total += 1", ("total",)),
    "stubborn": ("while True:\n    try:\n        [i for i in range(10**5)]\n    except Exception:\n        pass", ()),
    "url": ("pd.read_csv('https://example.org/boston.csv')", ()),
    "shell": ("!ls /", ()),
    "flood": ("for _ in range(40):\n    print('x' * 100_000)", ()),
    "last": ("import helpers\nanswer = helpers.ANSWER", ("answer", "model")),
}  # fmt: skip


def table(rows: int, seed: int, target: bool) -> bytes:
    random = np.random.default_rng(seed)
    a, b = random.normal(50, 10, rows), random.uniform(0, 1, rows)
    lines = [
        f"{x},{z}" + (f",{x / 10 + 3 * z}" if target else "") for x, z in zip(a, b, strict=True)
    ]
    return "\n".join(["a,b" + (",y" if target else ""), *lines]).encode()


def job(cells: dict[str, tuple[str, tuple[str, ...]]], **plan: object) -> RunJob:
    return RunJob(
        plan=Plan(
            cells=tuple(
                PlannedCell(cell=name, index=place, source=source, names=names)
                for place, (name, (source, names)) in enumerate(cells.items())
            ),
            test_rows=TEST_ROWS,
            **plan,
        ),
        files={
            "data/train.csv": table(ROWS, 1, target=True),
            "data/test.csv": table(TEST_ROWS, 2, target=False),
            "helpers.py": b"ANSWER = 42\n",
        },
        limits=Limits(cell_seconds=3, notebook_seconds=60),
    )


pytestmark = [pytest.mark.tensorflow, pytest.mark.slow]


@pytest.fixture(scope="module")
def evidence(run) -> Evidence:
    return run(job(CELLS))


def test_everything_that_comes_back_is_evidence(evidence) -> None:
    assert evidence.status.outcome == "finished"
    assert evidence.environment.local
    assert evidence.environment.mode == "grading"
    assert evidence.environment.versions["keras"]
    assert decode_evidence(evidence.encode()) == evidence
    assert [run.cell for run in evidence.cells] == list(CELLS)


def test_outcomes_of_cells(evidence) -> None:
    outcomes = {run.cell: run.outcome for run in evidence.cells}
    assert {name for name, outcome in outcomes.items() if outcome == "error"} == {
        "crash", "type", "exit", "url",
    }  # fmt: skip
    assert {name for name, outcome in outcomes.items() if outcome == "timeout"} == {
        "loop",
        "stubborn",
    }
    crash = evidence.cell("crash").raised
    assert (crash.type, crash.line, crash.source_line) == ("NameError", 2, "return undefined")
    assert crash.traceback.endswith("line 4\ncell 9, line 2, in helper")
    assert "nobody to answer" in evidence.cell("type").raised.message
    assert evidence.cell("exit").raised.type == "SystemExit"
    assert "no network" in evidence.cell("url").raised.message
    loop = evidence.cell("loop")
    assert loop.limit == "cell"
    assert loop.raised.source_line in {"total += 1", "while True:"}
    assert "CPU time" in loop.raised.message
    assert 2.5 < loop.cpu_seconds < 6
    assert evidence.cell("load").binds[:3] == ("np", "pd", "keras")


def test_outputs(evidence) -> None:
    later = json.loads(evidence.cell("later").outputs)
    assert later[-1]["output_type"] == "execute_result"
    assert evidence.cell("flood").output_bytes_dropped > 1_000_000
    assert "left out" in json.loads(evidence.cell("flood").outputs)[-1]["text"]
    printed = json.loads(evidence.cell("own-loss").outputs)
    assert sum(item["text"].count("never shown") for item in printed) <= 2


def test_values_are_those_at_their_cell(evidence) -> None:
    raw, scaled = evidence.value("x_train", "load"), evidence.value("x_train", "scale")
    assert raw.columns == ("a", "b")
    assert raw.array.numpy().max() > 10
    assert scaled.array.numpy().max() == pytest.approx(1.0)
    assert evidence.value("history").series["loss"][0] > 0
    assert evidence.value("history").model == evidence.value("model").model
    assert len(evidence.value("score").array.numpy()) == 2
    assert evidence.value("rmse").kind == "scalar"
    assert evidence.value("report").series == {
        "rmse": (evidence.value("rmse").scalar,), "nested/mae": (1.0,),
    }  # fmt: skip
    assert evidence.value("loss").kind == "function"
    assert evidence.value("absent") is None
    assert evidence.value("alive").scalar == 1
    assert evidence.value("answer").scalar == 42
    assert evidence.value("probabilities").array.shape == (TEST_ROWS, 1)


def test_fits(evidence) -> None:
    number = evidence.value("model").model
    first, again = (fit for fit in evidence.fits if fit.model == number)
    assert first.cell == "fit"
    assert first.x.shape == (90, 2)
    assert first.x.maximum == pytest.approx((1.0, 1.0))
    assert first.y.kind == "continuous"
    assert first.validation_x.shape == (30, 2)
    assert (first.epochs, first.batch_size) == (5, 16)
    assert first.epochs_run == len(first.history["val_loss"])
    assert first.callbacks[0].kind == "EarlyStopping"
    assert first.callbacks[0].config["patience"] == 2
    assert first.compiled.loss.name == "mean_squared_error"
    assert first.compiled.optimizer.learning_rate == pytest.approx(0.01)
    assert first.compiled.metrics == ("mean_absolute_error",)
    assert first.weights_before != first.weights_after == again.weights_before
    loop = next(fit for fit in evidence.fits if fit.loop)
    assert len(loop.history["loss"]) == 3
    own = next(fit for fit in evidence.fits if fit.cell == "subclass")
    assert own.sample_weight
    assert (own.compiled.loss.name, own.compiled.loss.equals) == ("custom", "mean_squared_error")


def test_calls(evidence) -> None:
    by_method = {}
    for call in evidence.calls:
        by_method.setdefault((call.actor, call.method), []).append(call)
    split = by_method["train_test_split", "train_test_split"][0]
    assert split.parameters == {"test_size": 0.25, "random_state": 20}
    assert [part.shape for part in split.outputs] == [(90, 2), (30, 2), (90,), (30,)]
    assert len(by_method["MinMaxScaler", "transform"]) == 2
    assert by_method["MinMaxScaler", "fit_transform"][0].inputs[0].shape == (90, 2)
    assert set(by_method["Sequential", "evaluate"][0].result) == {"loss", "mae"}
    assert by_method["mean_squared_error", "mean_squared_error"][0].result["value"] > 0
    predicted = by_method["Sequential", "predict"][-1]
    assert predicted.weights == next(f for f in evidence.fits if f.cell == "fit").weights_after
    assert ("Net", "__call__") in by_method
    sequence = [call.sequence for call in evidence.calls]
    assert sequence == sorted(sequence)


def test_models_are_saved_as_they_answered(evidence) -> None:
    record = evidence.named_model("model")
    predicted = next(c for c in evidence.calls if c.method == "predict" and c.cell == "predict")
    assert record.weights == predicted.weights
    np.testing.assert_array_equal(
        record.test_outputs.numpy().ravel(), evidence.value("y_test_pred").array.numpy()
    )
    np.testing.assert_array_equal(
        record.test_inputs.numpy(), evidence.value("x_test").array.numpy()
    )
    found = evidence.measurement(record.model)
    assert found.status == "confirmed"
    assert found.spec.source == "measured"
    assert (found.spec.head_activation, found.spec.relu_units) == ("linear", 8)
    net = evidence.named_model("net")
    assert evidence.measurement(net.model).status == "not-rebuilt"
    assert "Net" in evidence.measurement(net.model).reason
    assert net.spec.kind == "subclassed"
    assert net.spec.head_activation == "sigmoid"
    assert net.test_outputs.shape == (TEST_ROWS, 1)
    other = evidence.measurement(evidence.named_model("other").model)
    assert other.status == "no-inputs"
    assert other.spec.loss.equals == "mean_squared_error"


def test_remarks(evidence) -> None:
    keys = {remark.key for remark in evidence.remarks}
    assert keys == {
        "path-resolved", "colab-ignored", "install-ignored", "quit-ignored", "no-network",
        "command-not-run",
    }  # fmt: skip
    assert all(remark.cell for remark in evidence.remarks)


TRAINING = {
    "data": (
        ("import numpy as np, keras, random, tensorflow as tf\n"
        "from keras import layers\n"
        "generator = np.random.default_rng()\n"
        "x = generator.normal(size=(300, 6)).astype('float32')\n"
        "y = (x[:, 0] * x[:, 1] > 0).astype('int32')\n"
        "drawn = [random.random(), float(np.random.rand()), float(tf.random.uniform(()))]\n"
        "shuffled = [int(i) for i in tf.data.Dataset.range(20).shuffle(20)]"),
        ("drawn", "shuffled"),
    ),
    "dense": (
        ("dense = keras.Sequential([layers.Input((6,)), layers.Dense(16, activation='relu'), layers.Dropout(0.3),\n"
        "    layers.BatchNormalization(), layers.Dense(1, activation='sigmoid')])\n"
        "dense.compile('adam', 'binary_crossentropy', metrics=['accuracy'])\n"
        "h_dense = dense.fit(x, y, epochs=4, validation_split=0.2, verbose=0)"),
        ("h_dense",),
    ),
    "wide": (
        ("wide = keras.Sequential([layers.Input((6,)), layers.Dense(30, activation='tanh'), layers.Dense(2, activation='softmax')])\n"
        "wide.compile('rmsprop', 'sparse_categorical_crossentropy')\n"
        "h_wide = wide.fit(x, y, epochs=4, batch_size=8, verbose=0)\n"
        "answers = wide.predict(x[:40], verbose=0)"),
        ("h_wide", "answers"),
    ),
}  # fmt: skip


def numbers(evidence: Evidence) -> dict[str, np.ndarray]:
    found = {}
    for value in evidence.values:
        if value.series is not None:
            found.update({f"{value.name}/{k}": np.array(v) for k, v in value.series.items()})
        elif value.array is not None:
            found[value.name] = value.array.numpy()
    return found


def test_grading_mode_moves_no_result_and_the_same_seed_gives_the_same(run) -> None:
    graded, again = (
        numbers(run(job(TRAINING, seed=5))),
        numbers(run(job(TRAINING, seed=5))),
    )
    plain = numbers(run(job(TRAINING, seed=5, mode="plain")))
    other = numbers(run(job(TRAINING, seed=6)))
    assert graded.keys() == plain.keys() == other.keys()
    assert len(graded) > 6
    for name, values in graded.items():
        np.testing.assert_array_equal(values, again[name], err_msg=name)
        np.testing.assert_allclose(values, plain[name], rtol=2e-5, atol=2e-6, err_msg=name)
    assert not np.array_equal(graded["drawn"], other["drawn"])
    assert not np.array_equal(graded["shuffled"], other["shuffled"])
    assert not np.array_equal(graded["h_dense/loss"], other["h_dense/loss"])


def test_the_notebooks_budget_ends_it_and_keeps_the_model(run) -> None:
    cells = {name: CELLS[name] for name in ("load", "scale", "fit", "predict", "loop", "last")}
    wanted = job(cells)
    limited = RunJob(
        plan=wanted.plan,
        files=wanted.files,
        # CPU time is the subject: on a busy machine its 8 seconds take long.
        limits=Limits(cell_seconds=30, notebook_seconds=8, wall_factor=40),
    )
    evidence = run(limited)
    assert [run.outcome for run in evidence.cells][-2:] == ["timeout", "not-run"]
    assert evidence.cell("loop").limit == "notebook"
    assert evidence.cell("last").binds == ("helpers", "answer")
    assert evidence.measurements[0].status == "confirmed"


def test_roles_are_found_by_what_was_observed(run) -> None:
    cells = {
        **{name: CELLS[name] for name in ("load", "scale")},
        "build": ("model3 = keras.Sequential([layers.Input((2,)), layers.Dense(1)])", ("model",)),
        "fit": (
            "%%time\nmodel3.compile('adam', 'mse')\nh = model3.fit(x_train, y_train, verbose=0).history",
            ("model", "history"),
        ),
        "error": ("%%time\nbound = 1\n1 / 0", ("bound", "history")),
    }
    evidence = run(job(cells))
    for cell in ("build", "fit"):
        value = evidence.value("model", cell)
        assert (value.kind, value.found, value.model) == ("model", "observed", 0)
    assert evidence.named_model("model").names == ("model3",)
    assert evidence.value("history", "fit").found == "observed"
    assert evidence.value("history", "fit").series["loss"] == evidence.fits[0].history["loss"]
    assert evidence.value("history", "error") is None
    assert evidence.cell("error").binds == ("bound",)
    assert evidence.cell("error").raised.line == 3


SEEDED = {
    "split": (
        (
            "import numpy as np, keras\nfrom sklearn.model_selection import train_test_split\n"
            "keras.utils.set_random_seed(7)\nnp.random.seed(3)\nshuffled = np.random.permutation(20)\n"
            "a, b = train_test_split(np.arange(50), random_state=20)\n"
            "x = np.arange(60.0).reshape(30, 2) / 60"
        ),
        ("shuffled", "a"),
    ),
    "fit": (
        (
            "model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4), keras.layers.Dense(1)])\n"
            "model.compile('adam', 'mse')\nhistory = model.fit(x, x[:, :1], epochs=2, verbose=0)"
        ),
        ("history",),
    ),
}


def test_remapped_seeds_move_training_and_keep_splits(run) -> None:
    plain = [numbers(run(job(SEEDED, seed=seed))) for seed in (1, 2)]
    remapped = [numbers(run(job(SEEDED, seed=seed, remap_seeds=True))) for seed in (1, 2)]
    for name in ("shuffled", "a"):
        assert len({found[name].tobytes() for found in (*plain, *remapped)}) == 1
    losses = [found["history/loss"].tolist() for found in (*plain, *remapped)]
    assert losses[0] == losses[1]
    assert losses[0] not in losses[2:]
    assert losses[2] != losses[3]


def test_a_process_that_ends_itself_is_told(run) -> None:
    cells = {
        "first": ("a = 1", ("a",)),
        "end": ("import os\nos._exit(3)", ()),
        "never": ("b = 2", ()),
    }
    evidence = run(job(cells))
    assert evidence.status.outcome == "died"
    assert [run.outcome for run in evidence.cells] == ["ok", "killed", "not-run"]
    assert evidence.value("a").scalar == 1


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../x", "a/../../x", "C:/x", "a\\b", "", "a//b", "."]
)
def test_files_stay_in_the_folder(name, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="no relative path"):
        unpack({name: b"x"})
    unpack({"data/a.csv": b"x"})
    assert (tmp_path / "data" / "a.csv").read_bytes() == b"x"


@pytest.mark.tensorflow
def test_what_a_model_answered_comes_along_however_it_was_asked(run) -> None:
    source = """
import keras, numpy as np
x = np.random.default_rng(0).normal(size=(30, 2)).astype("float32")
model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1)])
for start in range(0, 30, 8):
    model(x[start : start + 8])
direct = np.asarray(model(x)).ravel()
asked = model.predict(x, verbose=0).ravel()
wide = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(20_000)]).predict(x, verbose=0)
"""
    names = ("direct", "asked")
    cells = (PlannedCell(cell="c", index=0, source=source, names=names),)
    evidence = run(RunJob(plan=Plan(cells=cells)))
    assert evidence.cells[0].outcome == "ok"
    kept = [call.answers.numpy().ravel() for call in evidence.calls if call.answers is not None]
    assert sorted(len(one) for one in kept) == [6, 8, 30, 30]
    for name in names:
        value = evidence.value(name).array.numpy()
        assert any(len(one) == 30 and np.allclose(one, value) for one in kept)
