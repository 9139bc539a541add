"""Functions that are called and gradients that are measured, in real runs."""

import msgspec
import numpy as np
import pytest

from graders.checks.probing import array, call, notebook, number
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.model.values import Array
from graders.running.experiments.stubbed import stubbed
from graders.running.looks import look_job

FUNCTIONS = """
import keras, numpy as np, random, tensorflow as tf
rng = np.random.default_rng(3)
keras.utils.set_random_seed(4)
weights = [tf.Variable([[2.0], [1.0]])]
def relu(x):
    print("noise")
    return tf.nn.relu(x)
def layer(x, weights):
    return x @ weights[0]
def draw():
    return [rng.random(), np.random.rand(), random.random(), float(tf.random.uniform(())),
            float(keras.random.uniform(()))]
"""
LATER = "drawn = draw()\nprint('still here')"


def job(*calls, cells=(("functions", FUNCTIONS, ()), ("later", LATER, ("drawn",))), **plan):
    planned = tuple(
        PlannedCell(cell=name, index=place, source=source, names=names)
        for place, (name, source, names) in enumerate(cells)
    )
    keyed = tuple(msgspec.structs.replace(one, key=f"line/{n}") for n, one in enumerate(calls))
    return RunJob(plan=Plan(cells=planned, probes=keyed, **plan))


CALLS = (
    call("relu", "functions", array([-1.0, 2.0])),
    call("layer", "functions", array(np.ones((1, 2), dtype="float64")), notebook("weights")),
    call("draw", "functions"),
    call("relu", "later", number(-3.0)),
    call("softmax", "later", number(1.0)),
)


@pytest.mark.tensorflow
def test_calls_are_answered_and_leave_no_trace(run):
    asked, plain = run(job(*CALLS)), run(job())
    assert [one.outcome for one in asked.probes] == ["ok", "ok", "ok", "ok", "missing"]
    assert asked.probe("line/0").outputs[0].numpy().tolist() == [0.0, 2.0]
    assert asked.probe("line/1").outputs[0].numpy().tolist() == [[3.0]]
    drawn = asked.value("drawn").array.numpy().tolist()
    assert drawn == plain.value("drawn").array.numpy().tolist()
    assert asked.probe("line/2").outputs[0].numpy().tolist() == drawn
    assert [one.outputs for one in asked.cells] == [one.outputs for one in plain.cells]
    assert not plain.probes


def test_runs_of_an_experiment_ask_nothing(run):
    first = job(*CALLS, training=(Array.of(np.zeros((2, 2))), Array.of(np.zeros(2))))
    evidence = run(job(cells=(("a", "x = 1", ()),)))
    for again in (stubbed(first, evidence, {}), look_job(first, 1)):
        assert (again.plan.probes, again.plan.training) == ((), None)


MODEL = """
import keras, numpy as np, tensorflow as tf
keras.utils.set_random_seed(1)
x = np.linspace(-1, 1, 40, dtype="float32").reshape(20, 2)
y = (x[:, 0] > 0).astype("float32")
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, "tanh"),
                          keras.layers.BatchNormalization(), keras.layers.Dense(1, {last})])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(keras.losses.binary_crossentropy(y[:, None], model(x), from_logits={logits}))
norms = [float(tf.norm(g)) for g in tape.gradient(loss, [model.layers[0].kernel, model.layers[2].kernel])]
"""


@pytest.mark.tensorflow
@pytest.mark.parametrize(("last", "logits"), [("'sigmoid'", False), ("None", True)])
def test_gradients_are_measured_as_the_notebook_measures_them(run, last, logits):
    x = np.linspace(-1, 1, 40, dtype="float32").reshape(20, 2)
    y = (x[:, 0] > 0).astype("float32")
    source = MODEL.format(last=last, logits=logits)
    cells = (("gradients", source, ("norms", "model")),)
    found = run(job(cells=cells, training=(Array.of(x), Array.of(y))))
    (measured,) = found.measurements
    own = found.value("norms").array.numpy()
    assert len(own) == len(measured.gradients) == 2
    assert np.allclose([kernel for kernel, _ in measured.gradients], own, rtol=1e-4)
    (without,) = run(job(cells=cells)).measurements
    assert without.gradients == ()
    wide = run(job(cells=cells, training=(Array.of(np.zeros((4, 7))), Array.of(np.zeros(4)))))
    assert wide.measurements[0].gradients == ()  # rows that the model does not take
