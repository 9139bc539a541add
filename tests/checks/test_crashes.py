"""Each misconception is named from the exception that it really raises today."""

import os
import warnings

import pytest

from graders.checks.crashes import MISCONCEPTIONS, cause, explain
from graders.model.evidence import Evidence, FitRecord, Raised, RunStatus
from graders.model.network import LossSpec, ModelSpec

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

KERAS = """
import numpy as np, pandas as pd, keras
from keras import Sequential
from keras.layers import Dense, Input
x, y = np.random.rand(20, 4), np.arange(20) % 3
yes = np.arange(20) % 2
rows = keras.utils.to_categorical(y)
def model(loss, units, act):
    made = Sequential([Input((4,)), Dense(units, activation=act)])
    made.compile("adam", loss)
    return made
"""
LEARN = """
import numpy as np, pandas as pd
from sklearn.preprocessing import MinMaxScaler
from sklearn.metrics import confusion_matrix, accuracy_score
from sklearn.model_selection import train_test_split
x, y = np.random.rand(20, 4), np.arange(20) % 3
yes = np.arange(20) % 2
df = pd.DataFrame({"n": [1, 2, 3], "s": ["x", "y", "z"]})
"""
FITS = [
    ("model('categorical_crossentropy', 3, 'softmax').fit(x, y, verbose=0)",
     "crash-integer-labels-categorical", "categorical_crossentropy", "integers"),
    ("model('binary_crossentropy', 3, 'sigmoid').fit(x, y, verbose=0)",
     "crash-units-labels", "binary_crossentropy", "integers"),
    ("model('categorical_crossentropy', 3, 'softmax').fit(x, y, verbose=0)",
     "crash-rank", None, ""),
    ("model('sparse_categorical_crossentropy', 3, 'softmax').fit(x, rows, verbose=0)",
     "crash-one-hot-labels-sparse", "sparse_categorical_crossentropy", "one-hot"),
    ("model('categorical_crossentropy', 2, 'softmax').fit(x, rows, verbose=0)",
     "crash-label-shape", "categorical_crossentropy", "one-hot"),
    ("model('sparse_categorical_crossentropy', 2, 'softmax').fit(x, y, verbose=0)",
     "crash-label-range", "sparse_categorical_crossentropy", "integers"),
    ("model('sparse_categorical_crossentropy', 1, 'sigmoid').fit(x, yes, verbose=0)",
     "crash-label-range", "sparse_categorical_crossentropy", "binary"),
    ("keras.optimizers.Adam(learning_rate=10)", "crash-learning-rate", None, ""),
    ("model('binary_crossentropy', 1, 'sigmoid').fit(x, pd.Series(['Yes', 'No'] * 10))",
     "crash-text-targets", "binary_crossentropy", "text"),
    ("model('mse', 1, None).fit(np.array([['a'] * 4] * 20), yes)",
     "crash-text", "mean_squared_error", "binary"),
    ("model('mse', 1, None).fit(np.array([[1, True, 0, 2.5]] * 20, dtype=object), yes)",
     "crash-object-columns", None, ""),
    ("model('binary_crossentropy', 1, 'sigmoid').fit(x, yes, class_weight='balanced')",
     "crash-balanced", "binary_crossentropy", "binary"),
    ("model('mse', 1, None).fit(x, yes, epoch=5)", "crash-epoch", None, ""),
    ("model('mse', 1, None).fit(x, yes, batchsize=5)", "crash-argument", None, ""),
    ("model('mse', 1, None).fit(x, yes, validation_data=x, verbose=0)",
     "crash-validation-without-targets", None, ""),
    ("model('mse', 1, None).fit(x, yes, validation_data=(x,), verbose=0)",
     "crash-validation-without-targets", None, ""),
    ("model('mse', 1, None).fit(x[:, :3], yes, verbose=0)", "crash-feature-count", None, ""),
    ("model('mse', 1, None).fit(x, yes[:10], verbose=0)", "crash-rows-disagree", None, ""),
    (("model('mse', 1, None).fit(x, yes, verbose=0, validation_split=0.2,"
      " callbacks=[keras.callbacks.EarlyStopping('val_los')])"), "crash-monitor", None, ""),
    ("Sequential([Input((4,)), Dense(1)]).fit(x, yes, verbose=0)", "crash-not-compiled", None, ""),
    ("model('mse', 1, None).fit(x, [0, 1] * 10, verbose=0)", "crash-data-type", None, ""),
    ("model('mse', 1, None).fit(x, yes, verbose=0)['loss']", "crash-history-subscript", None, ""),
    ("model('mse', 1, None).evaluate(x, yes, verbose=0)[1]", "crash-no-metrics", None, ""),
]  # fmt: skip
PLAIN = [
    ("raise NotImplementedError", "crash-unfinished"),
    ("MinMaxScaler().fit(df)", "crash-text-to-number"),
    ("MinMaxScaler().transform(x)", "crash-not-fitted"),
    ("MinMaxScaler().fit(df['n'])", "crash-one-column"),
    ("x[:, :1][:, 1]", "crash-index"),
    ("MinMaxScaler().fit(x[0])", "crash-one-column"),
    ("MinMaxScaler().fit(x).transform(x[:, :2])", "crash-feature-count"),
    ("MinMaxScaler().fit(pd.get_dummies(df)).transform(pd.get_dummies(df[:2]))",
     "crash-column-names"),
    ("train_test_split(x, y[:5])", "crash-rows-disagree"),
    ("confusion_matrix(yes, np.random.rand(20))", "crash-probabilities-as-labels"),
    ("accuracy_score(y, np.eye(3)[y])", "crash-one-hot-metric"),
    ("confusion_matrix(np.array(['Yes', 'No'] * 10), yes)", "crash-mixed-labels"),
    ("pd.read_csv('train_data.csv')", "crash-file"),
    ("import tensorflow_addons_of_old", "crash-module"),
    ("df['medv']", "crash-column"),
    ("np.zeros((10**7, 10**7))", "crash-memory"),
    ("raise SystemExit", "crash-exit"),
    ("x.missing", "crash-other"),
]  # fmt: skip


def raised_by(before, source):
    namespace = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(before, "<before>", "exec"), namespace)
        try:
            exec(compile(source, "<cell>", "exec"), namespace)
        except BaseException as problem:  # noqa: BLE001
            return Raised(
                type=type(problem).__name__, message=str(problem), line=1, source_line=source
            )
    return None


def explained(build, raised, fit=None):
    run = build.cell("fit", 1, "error", raised)
    return explain(build.evidence(cells=[run], fits=[fit] if fit else []), run)


@pytest.mark.tensorflow
@pytest.mark.parametrize(("source", "key", "loss", "labels"), FITS)
def test_keras_crashes_are_named(build, source, key, loss, labels):
    import keras

    raised = raised_by(KERAS, source)
    keras.utils.clear_session()
    assert raised is not None
    fit = None
    if loss is not None:
        compiled = ModelSpec(source="claimed", kind="sequential", loss=LossSpec(name=loss))
        y = build.info(["a", "b"]) if labels == "text" else build.info([0, 1], labels)
        fit = FitRecord(sequence=1, cell="fit", model=0, compiled=compiled, y=y, raised=raised)
    found = explained(build, raised, fit)
    assert found.key == key, raised
    assert {"cell", "line", "type", "message"} <= set(found.facts)


@pytest.mark.parametrize(("source", "key"), PLAIN)
def test_other_crashes_are_named(build, source, key):
    raised = raised_by(LEARN, source)
    assert raised is not None
    assert explained(build, raised).key == key, raised


@pytest.mark.parametrize(
    ("error", "key"),
    [("SyntaxError", "crash-syntax"), ("IndentationError", "crash-syntax"),
     ("StdinNotImplementedError", "crash-input"), ("InputRefused", "crash-input"), ("ResourceExhaustedError", "crash-memory")],
)  # fmt: skip
def test_classes_alone_name_some(build, error, key):
    assert explained(build, Raised(type=error, message="whatever it says")).key == key


TENSORFLOW = """Graph execution error:

Detected at node loss/Sparse defined at (most recent call last):
  File "a.py", line 3, in call

...
es.py", line 4, in x
  File "b.py", line 9, in y

Received a label value of 1 which is outside [0, 1).
\t [[{{node loss/Sparse}}]] [Op:f]"""


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("'(' was never closed (4140924915.py, line 4)", "'(' was never closed"),
        ("invalid syntax (<unknown>, line 1)", "invalid syntax"),
        (TENSORFLOW, "Received a label value of 1 which is outside [0, 1)."),
    ],
)  # fmt: skip
def test_the_line_that_says_what_went_wrong(build, message, said):
    assert explained(build, Raised(type="Error", message=message)).facts["message"] == said


def test_every_misconception_is_proved_by_one_of_these():
    proved = {key for _, key, *_ in FITS} | {key for _, key in PLAIN}
    proved |= {"crash-syntax", "crash-input"}
    assert {entry.key for entry in MISCONCEPTIONS} <= proved


def undefined(build, name="model"):
    message = f"name '{name}' is not defined"
    return build.stopped("fit", 2, "NameError", message, binds=("history",))


def test_a_name_made_only_later_asks_for_restart(build):
    run = undefined(build)
    cells = [run, build.cell("build", 3, binds=("model",))]
    found = explain(build.evidence(cells=cells), run)
    assert (found.key, found.facts["later"]) == ("crash-restart", "build")


def test_a_name_captured_later_is_known_without_binds(build):
    run = undefined(build)
    cells = [run, build.cell("build", 3)]
    later = build.value("model", cell="build", kind="model", model=0)
    assert explain(build.evidence(cells=cells, values=[later]), run).key == "crash-restart"


def test_a_name_of_a_cell_that_stopped_is_explained_there(build):
    run = undefined(build)
    first = build.stopped("build", 1, "TypeError", "'Dense' object is not iterable",
                          source="model = Sequential(Dense(3))", binds=("model",))  # fmt: skip
    last = build.stopped("predict", 3, "NameError", "name 'history' is not defined")
    cells = [first, run, last]
    for one in (run, last):
        found = explain(build.evidence(cells=cells), one)
        assert (found.key, found.facts["cell"]) == ("crash-interface", "build")


def test_a_name_that_a_stopped_cell_was_asked_for_is_explained_there(build):
    run = undefined(build)
    first = build.stopped("build", 1, "NotImplementedError", "")
    missing = [build.value("model", cell=name, kind="missing") for name in ("build", "fit")]
    found = explain(build.evidence(cells=[first, run], values=missing), run)
    assert (found.key, found.facts["cell"]) == ("crash-unfinished", "build")


def test_a_name_that_nobody_makes_is_of_the_cell_that_cannot_be_read(build):
    run = undefined(build, "scaler")
    first = build.stopped("scale", 1, "SyntaxError", "invalid syntax")
    assert explain(build.evidence(cells=[first, run]), run).key == "crash-syntax"
    known = build.cell("later", 3, binds=("scaler",))
    assert explain(build.evidence(cells=[first, run, known]), run).key == "crash-restart"


def test_a_name_of_no_cell(build):
    run = undefined(build)
    assert explain(build.evidence(cells=[run]), run).key == "crash-name-nowhere"


def test_cause_is_the_maker_then_the_cell_then_the_first(build):
    plot = build.stopped("plot", 0, "KeyError", "'acc'")
    maker = build.stopped("build", 1, "ValueError", "x", binds=("model",))
    own = build.stopped("fit", 2, "ValueError", "y")
    found = build.evidence(cells=[plot, maker, own])
    assert cause(found, "fit", "model").facts["cell"] == "build"
    assert cause(found, "fit", "history").facts["cell"] == "fit"
    assert cause(build.evidence(cells=[plot]), "elsewhere", "z").facts["cell"] == "plot"
    fine = build.evidence(cells=[plot, build.cell("fit", 2)])
    assert cause(fine, "fit", "z") is None


def test_long_chains_end():
    runs = [_undefined_after(number) for number in range(3_000)]
    evidence = Evidence(status=RunStatus(outcome="finished"), cells=tuple(runs))
    assert explain(evidence, runs[-1]).facts["cell"] == "cell-0"


def _undefined_after(number):
    from graders.model.evidence import CellRun

    raised = Raised(type="NameError", message=f"name 'n{number - 1}' is not defined")
    return CellRun(cell=f"cell-{number}", index=number, outcome="error", raised=raised,
                   binds=(f"n{number}",))  # fmt: skip


def test_not_compiled_because_compile_stopped(build):
    compiled = build.stopped("compile", 1, "ValueError", "Argument(s) not recognized: {'lr': 1}")
    fit = build.stopped("fit", 2, "ValueError", "You must call `compile()` before using the model.")
    found = build.evidence(cells=[compiled, fit])
    assert explain(found, fit).facts["cell"] == "compile"
    assert cause(found, "scale", "model", anywhere=True).facts["cell"] == "compile"
    assert explain(build.evidence(cells=[fit]), fit).key == "crash-not-compiled"


def test_a_training_that_raised_is_the_cause_of_no_training(build):
    plot = build.stopped("plot", 0, "KeyError", "'x'")
    fit = build.stopped("fit", 2, "TypeError", "fit() got an unexpected keyword argument 'epoch'")
    record = FitRecord(sequence=1, cell="fit", model=0, raised=fit.raised)
    found = build.evidence(cells=[plot, build.cell("scale", 1), fit], fits=[record])
    assert cause(found, "scale", "model", anywhere=True).key == "crash-epoch"
    assert cause(found, "scale", "model") is None
