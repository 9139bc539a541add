"""A stubbed training keeps the contract of a real one: later cells behave as they did."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from graders.model.evidence import Evidence
from graders.model.plan import Plan, PlannedCell, RunJob

pytestmark = pytest.mark.tensorflow

HEAD = """
import keras, numpy as np, os
rng = np.random.default_rng(0)
x = rng.normal(size=(90, 3)); y = (x.sum(axis=1) > 0).astype(int)
def network(units=4, **settings):
    net = keras.Sequential([keras.layers.Dense(units, activation="relu"),
                            keras.layers.Dense(1, activation="sigmoid")])
    net.compile(**({"optimizer": "adam", "loss": "binary_crossentropy",
                    "metrics": ["accuracy", keras.metrics.AUC(name="auc")]} | settings))
    return net
"""


def job(*sources: str, **plan) -> RunJob:
    names = {
        source: tuple(
            name.strip()
            for line in source.splitlines()
            if line.startswith("# names:")
            for name in line[8:].split(",")
        )
        for source in sources
    }
    cells = tuple(
        PlannedCell(cell=f"c{place}", index=place, source=source, names=names[source])
        for place, source in enumerate((HEAD, *sources))
        if names.setdefault(source, ()) is not None
    )
    return RunJob(plan=Plan(cells=cells, seed=5, **plan))


def both(run, *sources: str, **plan) -> tuple[Evidence, Evidence]:
    """The program as it is, and again with ``fit`` stubbed."""
    whole = job(*sources, **plan)
    base = run(whole)
    trained = {record.model: record.archive for record in base.models if record.archive}
    plan_ = msgspec.structs.replace(whole.plan, stub_fit=True, trained=trained, keep_inputs=True)
    return base, run(msgspec.structs.replace(whole, plan=plan_))


def outcomes(evidence: Evidence) -> list:
    return [run.raised.message if run.raised else run.outcome for run in evidence.cells]


def array(evidence: Evidence, name: str) -> np.ndarray:
    return evidence.value(name).array.numpy()


def scalar(evidence: Evidence, name: str):
    return evidence.value(name).scalar


def test_what_follows_a_training_finds_what_it_expects(run) -> None:
    base, stubbed = both(
        run,
        """# names: model, history, parameters, probabilities, judged
model = network()
history = model.fit(x, y, epochs=9, batch_size=16, validation_split=0.2, verbose=0)
parameters = model.count_params()
probabilities = model.predict(x, verbose=0)
judged = model.evaluate(x, y, verbose=0)""",
        """# names: best, last, reloaded, lines, epochs_seen, stopped, flags
epochs_seen = []
class Mine(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        epochs_seen.append(sorted(logs))
stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
model2 = network()
model2.fit(x, y, epochs=6, validation_data=(x[:30], y[:30]), verbose=0, callbacks=[
    stopping, Mine(), keras.callbacks.CSVLogger("log.csv"),
    keras.callbacks.ModelCheckpoint("best.keras", save_best_only=True),
    keras.callbacks.ModelCheckpoint("w_{epoch:02d}.weights.h5", save_weights_only=True)])
best = len(epochs_seen)
stopped = [stopping.stopped_epoch, stopping.best < 10]
reloaded = keras.models.load_model("best.keras").predict(x, verbose=0)
again = network(); again.build((None, 3)); again.load_weights("w_03.weights.h5")
last = again.predict(x, verbose=0)
lines = len(open("log.csv").read().splitlines())
flags = [np.random.default_rng(1).normal(), np.random.normal(), __import__("random").random()]""",
    )
    assert outcomes(base) == outcomes(stubbed) == ["ok"] * 3
    assert np.allclose(array(base, "probabilities"), array(stubbed, "probabilities"), atol=1e-6)
    assert np.allclose(array(base, "judged"), array(stubbed, "judged"), atol=1e-5)
    for name in ("parameters", "best", "lines"):
        assert scalar(base, name) == scalar(stubbed, name)
    assert array(base, "flags").tolist() == array(stubbed, "flags").tolist()
    assert array(base, "epochs_seen").tolist() == array(stubbed, "epochs_seen").tolist()
    assert np.allclose(array(stubbed, "reloaded"), array(base, "reloaded"), atol=1e-6)
    assert array(stubbed, "last").shape == (90, 1)
    for before, after in zip(base.fits, stubbed.fits, strict=True):
        assert before.x == after.x
        assert before.y == after.y
        assert (before.weights_before, before.weights_after) == (
            after.weights_before, after.weights_after)  # fmt: skip
        assert before.history.keys() == after.history.keys()
        assert (before.epochs, before.epochs_run) == (after.epochs, after.epochs_run)
        assert np.isfinite(list(after.history.values())).all()
        assert np.isclose(before.history["val_loss"][-1], after.history["val_loss"][-1])
        assert (np.diff(after.history["loss"]) < 0).all()
        assert after.stubbed
        assert not before.stubbed
        assert after.inputs.digest == after.x.digest
        assert before.inputs is None
    assert not any(record.archive for record in stubbed.models)
    assert [record.names for record in stubbed.models] == [record.names for record in base.models]


@pytest.mark.parametrize(
    "source",
    [
        "network().fit(x, y, epoch=3)",
        "keras.Sequential([keras.layers.Dense(1)]).fit(x, y)",
        "network().fit(x, y[:50], verbose=0)",
        "network().fit(x.astype(str), y, verbose=0)",
        "network(loss='categorical_crossentropy').fit(x, keras.utils.to_categorical(y, 3), verbose=0)",
        "n = network(); n.build((None, 5)); n.fit(x, y, verbose=0)",
        "network(loss='mse', metrics=['nothing']).fit(x, y, verbose=0)",
    ],
)
def test_what_keras_refuses_is_refused(run, source: str) -> None:
    base, stubbed = both(run, source)
    raised = [evidence.cells[1].raised for evidence in (base, stubbed)]
    assert raised[0] is not None
    assert raised[0].type == raised[1].type
    assert raised[0].message[:60] == raised[1].message[:60]


def test_loops_of_ones_own_end_and_leave_trained_weights(run) -> None:
    base, stubbed = both(
        run,
        """# names: batch_losses, p1
model = network(metrics=[])
batch_losses = []
for epoch in range(6):
    for start in range(0, 90, 30):
        batch_losses.append(model.train_on_batch(x[start:start + 30], y[start:start + 30]))
p1 = model.predict_on_batch(x)""",
        """# names: tape_losses, p2
import tensorflow as tf
net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam(0.1)
x32 = x.astype("float32"); t = x32.sum(axis=1, keepdims=True)
tape_losses = []
for step in range(40):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net(x32, training=True) - t) ** 2)
    optimizer.apply_gradients(zip(tape.gradient(loss, net.trainable_variables),
                                  net.trainable_variables))
    tape_losses.append(float(loss))
p2 = net(x32).numpy()""",
        """# names: p3, w
class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.layer = keras.layers.Dense(1)
        self.seen = keras.metrics.Mean(name="mine")
    def call(self, rows):
        return self.layer(rows)
    def train_step(self, data):
        rows, targets = data
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self(rows, training=True)[:, 0] - tf.cast(targets, "float32")) ** 2)
        pairs = zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
        self.optimizer.apply_gradients(pairs)
        self.seen.update_state(loss)
        return {"mine": self.seen.result()}
own = Own(); own.compile(optimizer="adam")
history = own.fit(x32, y, epochs=3, verbose=0).history
p3 = own.predict(x32, verbose=0)
w = tf.Variable(2.0)
with tf.GradientTape() as tape:
    square = w ** 2
w.assign_sub(0.5 * tape.gradient(square, w))
w = float(w)""",
        """# names: p4
@tf.function
def step(rows, targets):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net4(rows, training=True) - targets) ** 2)
    grads = tape.gradient(loss, net4.trainable_variables)
    opt4.apply_gradients(zip(grads, net4.trainable_variables))
    return loss
net4 = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
opt4 = keras.optimizers.SGD(0.1)
for _ in range(30):
    step(x32, t)
p4 = net4(x32).numpy()""",
    )
    assert outcomes(base) == outcomes(stubbed) == ["ok"] * 5
    for name in ("p1", "p2", "p4"):
        assert np.allclose(array(base, name), array(stubbed, name), atol=1e-4), name
    assert scalar(base, "w") == scalar(stubbed, "w") == 0.0
    for name in ("batch_losses", "tape_losses"):
        assert array(base, name).shape == array(stubbed, name).shape
    assert np.isfinite(array(stubbed, "p3")).all()
    loops = [fit for fit in stubbed.fits if fit.loop]
    assert loops
    assert loops[0].x == next(fit for fit in base.fits if fit.loop).x
    for evidence in (base, stubbed):
        tape = [fit for fit in evidence.fits if fit.cell in {"c2", "c4"}]
        assert [fit.loop for fit in tape] == [True, True]
        assert tape[0].x.digest == next(iter(stubbed.fits[1:])).x.digest
        assert all(fit.weights_before != fit.weights_after for fit in tape)
    own = [next(fit for fit in run.fits if fit.cell == "c3") for run in (base, stubbed)]
    assert own[0].history.keys() == own[1].history.keys() == {"mine"}


def test_predictions_have_the_types_and_shapes_of_the_real_ones(run) -> None:
    base, stubbed = both(
        run,
        """# names: shapes, keys, listed
import tensorflow as tf
inputs = keras.Input((3,)); h = keras.layers.Dense(2)(inputs)
two = keras.Model(inputs, [h, keras.layers.Dense(1)(h)])
one = network()
data = tf.data.Dataset.from_tensor_slices((x, y)).batch(16)
one.fit(data, epochs=2, validation_data=data, verbose=0)
def rows():
    for start in range(0, 90, 30):
        yield x[start:start + 30], y[start:start + 30]
one.fit(rows(), verbose=0)
outs = [*two.predict(x, verbose=0), one.predict(data, verbose=0), one.predict(x, steps=2, verbose=0),
        one.predict(x.astype("float16"), batch_size=7, verbose=0), one.predict_on_batch(x)]
shapes = " ".join(f"{type(out).__name__}{out.shape}{out.dtype}" for out in outs)
keys = " ".join(one.evaluate(x, y, return_dict=True, verbose=0))
listed = one.evaluate(data, verbose=0)""",
    )
    assert outcomes(base) == outcomes(stubbed) == ["ok"] * 2
    for name in ("shapes", "keys"):
        assert base.value(name).text == stubbed.value(name).text
    assert np.allclose(array(base, "listed"), array(stubbed, "listed"), atol=1e-4)
    through_pipeline = base.fits[0]
    assert (through_pipeline.x.shape, through_pipeline.y.shape) == ((90, 3), (90,))
    assert through_pipeline.x == through_pipeline.validation_x == stubbed.fits[0].x
