"""Every operator makes the mistake that it names, in Python that parses."""

import ast
from dataclasses import dataclass

import pytest

from graders.mutation.mutants import mutants_of
from graders.mutation.operators import OPERATORS
from graders.mutation.program import Program, normal

SPLIT = "x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2)"
SCALE = "s = MinMaxScaler()\nx_train = s.fit_transform(x_train)\nx_val = s.transform(x_val)"
NET = "model = Sequential([Input((4,)), Dense(16, activation='relu'), Dense(1)])"
SIGMOID = NET.replace("Dense(1)", "Dense(1, activation='sigmoid')")
COMPILE = "model.compile(optimizer=Adam(learning_rate=0.01), loss='mse')"
FIT = "history = model.fit(x_train, y_train, epochs=60, validation_split=0.2)"
BY_HAND = "m = a_train.mean()\nv = (a_val - m)"
PARTS = "a_train, a_val = train_test_split(a)"


@dataclass
class Example:
    """Cells, and lines of which each must stand in some mutant."""

    cells: tuple
    lines: tuple
    task: str = "regression"


EXAMPLES = {
    "scaler-before-split": Example(
        (SPLIT, SCALE),
        (
            "x_train, x_val, y_train, y_val = train_test_split(s.fit_transform(x), y, test_size=0.2)",
        ),
    ),
    "scaler-fitted-otherwise": Example(
        (SPLIT, SCALE),
        (
            "x_train = s.fit(x).transform(x_train)",
            "x_train = s.fit(x_val).transform(x_train)",
            "x_train = s.fit(np.concatenate([x_train, x_val])).transform(x_train)",
        ),
    ),
    "scaler-refitted": Example((SCALE,), ("x_val = s.fit_transform(x_val)",)),
    "rows-left-raw": Example((SCALE,), ("x_val = x_val", "x_train = x_train", "s.fit(x_train)")),
    "scaler-of-another-kind": Example(
        (SCALE,), ("s = StandardScaler()", "s = MinMaxScaler(feature_range=(0, 1000))")
    ),
    "split-targets-exchanged": Example(
        (SPLIT,),
        (
            "x_val, x_train, y_val, y_train = train_test_split(x, y, test_size=0.2)",
            "x_train, y_train, x_val, y_val = train_test_split(x, y, test_size=0.2)",
        ),
    ),
    "held-out-rows-not-held-out": Example(
        (SPLIT,), ("x_train, x_val, y_train, y_val = (x, x, y, y)", "x_val = x_train")
    ),
    "few-rows-trained-on": Example(
        (SPLIT,), ("x_train, x_val, y_train, y_val = train_test_split(x, y, train_size=0.2)",)
    ),
    "dummies-disagree": Example(("t = encode(test).reindex(columns=c)",), ("t = encode(test)",)),
    "target-kept": Example(("x = data.drop(columns='price')",), ("x = data",)),
    "labels-not-encoded": Example(
        ("y = to_categorical(y, 3)", "y = (d['a'] == 'Yes').astype(int)"),
        (
            "y = y",
            "y = to_categorical(to_categorical(y, 3), 3)",
            "y = to_categorical(y, 3 + 1)",
            "y = (d['a'] != 'Yes').astype(int)",
        ),
    ),
    "statistic-of-another-kind": Example(
        (BY_HAND,), ("m = a_train.median()", "m = a_train.mean(axis=1)")
    ),
    "statistic-of-other-rows": Example((PARTS, BY_HAND), ("m = a_val.mean()", "m = a.mean()")),
    "rows-scaled-by-their-own": Example((PARTS, BY_HAND), ("v = a_val - a_val.mean()",)),
    "activation-changed": Example(
        (NET,),
        (NET.replace("'relu'", "'linear'"), NET.replace("'relu'", "'softmax'")),
    ),
    "activation-dropped": Example((NET,), (NET.replace(", activation='relu'", ""),)),
    "activation-added": Example((NET,), (NET.replace("Dense(1)", "Dense(1, activation='relu')"),)),
    "activation-doubled": Example(
        (SIGMOID,),
        (SIGMOID.replace("])", ", keras.layers.Activation('sigmoid')])"),),
    ),
    "units-changed": Example(
        (NET,), (NET.replace("Dense(1)", "Dense(2)"), NET.replace("Dense(16", "Dense(1"))
    ),
    "layer-dropped": Example(
        (NET, "model.add(Dense(1))", "h = Dense(3)(i)"),
        (NET.replace(", Dense(16, activation='relu')", ""), "pass", "h = i"),
    ),
    "layer-doubled": Example((NET,), (NET.replace("Dense(1)", "Dense(1), Dense(1)"),)),
    "layers-exchanged": Example(
        (NET,), ("model = Sequential([Input((4,)), Dense(1), Dense(16, activation='relu')])",)
    ),
    "dropout-after-output": Example(
        (NET, "n.add(Dropout(0.1))\nn.add(Dense(1))", "o = Dense(1)(h)"),
        (
            NET.replace("])", ", keras.layers.Dropout(0.5)])"),
            "n.add(keras.layers.Dropout(0.5))",
            "o = keras.layers.Dropout(0.5)(Dense(1)(h))",
        ),
    ),
    "dropout-extreme": Example(("d = layers.Dropout(0.1)(h)",), ("d = layers.Dropout(0.99)(h)",)),
    "weights-initialised": Example(
        ("o = Dense(1)(h)",), ("o = Dense(1, kernel_initializer='zeros')(h)",)
    ),
    "bias-removed": Example(("o = Dense(1)(h)",), ("o = Dense(1, use_bias=False)(h)",)),
    "weights-regularised": Example(
        ("o = Dense(1)(h)",), ("o = Dense(1, kernel_regularizer=keras.regularizers.L2(10.0))(h)",)
    ),
    "regulariser-changed": Example(
        ("o = Dense(1, kernel_regularizer=L2(0.01))(h)",),
        ("o = Dense(1, kernel_regularizer=L2(0.01 * 1000))(h)",),
    ),
    "weights-frozen": Example(("o = Dense(1)(h)",), ("o = Dense(1, trainable=False)(h)",)),
    "input-shape-wrong": Example(("i = Input((x.shape[1],))",), ("i = Input((x.shape[0],))",)),
    "loss-changed": Example((COMPILE,), (COMPILE.replace("'mse'", "'binary_crossentropy'"),)),
    "from-logits-wrong": Example(
        ("l = BinaryCrossentropy(from_logits=True)", "m.compile('adam', 'binary_crossentropy')"),
        (
            "l = BinaryCrossentropy()",
            "m.compile('adam', keras.losses.BinaryCrossentropy(from_logits=True))",
        ),
    ),
    "optimizer-changed": Example((COMPILE,), ("model.compile(optimizer='sgd', loss='mse')",)),
    "learning-rate-changed": Example((COMPILE,), (COMPILE.replace("0.01", "10.0"),)),
    "gradients-clipped": Example((COMPILE,), (COMPILE.replace("0.01", "0.01, clipnorm=1e-12"),)),
    "metric-changed": Example(
        (COMPILE,), (COMPILE.replace("'mse'", "'mse', metrics=['accuracy']"),)
    ),
    "epochs-changed": Example((FIT,), (FIT.replace("60", "1"), FIT.replace("60", "0"))),
    "batch-of-everything": Example((FIT,), (FIT.replace("0.2)", "0.2, batch_size=len(x_train))"),)),
    "validation-dropped": Example((FIT,), (FIT.replace(", validation_split=0.2", ""),)),
    "validation-on-training-rows": Example(
        (FIT,),
        (FIT.replace("validation_split=0.2", "validation_data=(x_train, y_train)"),),
    ),
    "callback-changed": Example(
        ("s = EarlyStopping(patience=5)", "m.fit(a, b, callbacks=[s])"),
        (
            "s = EarlyStopping(patience=5, monitor='loss')",
            "s = EarlyStopping(patience=0)",
            "m.fit(a, b)",
        ),
    ),
    "class-weights-inverted": Example(
        ("m.fit(a, b, class_weight=w)",),
        ("m.fit(a, b, class_weight={label: 1 / weight for label, weight in w.items()})",),
        task="binary",
    ),
    "another-network-trained": Example(
        (COMPILE, FIT, "other.compile('sgd', 'mse')"),
        (
            "copy_of_it = keras.models.clone_model(model)",
            COMPILE.replace("model", "copy_of_it"),
            FIT.replace("model", "copy_of_it"),
            FIT.replace("model", "other"),
        ),
    ),
    "training-forgotten": Example((COMPILE + "\n" + FIT,), (COMPILE, FIT)),
    "labels-shuffled": Example(
        ("m.fit(a, b)",),
        ("m.fit(a, np.random.default_rng(0).permutation(b))", "import numpy as np"),
    ),
    "training-rows-removed": Example(("m.fit(a, b)",), ("m.fit(a[:10], b[:10])",)),
    "training-rows-noisy": Example(
        ("m.fit(a, b)",), ("m.fit(a + np.random.default_rng(0).normal(0, 10, a.shape), b)",)
    ),
    "classes-overlap": Example(
        ("m.fit(a, b)",),
        ("m.fit(np.concatenate([a, a]), np.concatenate([b, np.asarray(b)[::-1]]))",),
    ),
    "training-rows-unbalanced": Example(
        (SPLIT, "m.fit(x_train, y_train)"),
        (
            "m.fit(np.asarray(x_train)[np.asarray(y_train) < np.max(y_train) - 0.5], np.asarray(y_train)[np.asarray(y_train) < np.max(y_train) - 0.5])",
        ),
        task="binary",
    ),
    "trained-on-held-out-rows": Example(
        (SPLIT, "m.fit(x_train, y_train)"),
        (
            "m.fit(x_val, y_val)",
            "m.fit(np.concatenate([x_val, x_train]), np.concatenate([y_val, y_train]))",
        ),
    ),
    "everything-resampled": Example(
        (SPLIT,),
        (
            "x, y = RandomOverSampler(random_state=0).fit_resample(x, y)",
            "x_val, y_val = RandomOverSampler(random_state=0).fit_resample(x_val, y_val)",
        ),
        task="binary",
    ),
    "untrained-network-predicts": Example(
        ("p = m.predict(a)",), ("p = keras.models.clone_model(m).predict(a)",)
    ),
    "another-network-predicts": Example(
        ("p = m.predict(a)\nq = n.predict(a)",), ("p = n.predict(a)", "q = m.predict(a)")
    ),
    "other-rows-predicted": Example(
        (SPLIT, "p = m.predict(x_val)\nq = m.predict(x_test)"),
        ("p = m.predict(x_train)", "p = m.predict(x_test)", "q = m.predict(x_val)"),
    ),
    "evaluated-on-training-rows": Example(
        (SPLIT, "e = mean_squared_error(y_val, m.predict(x_val))"),
        ("e = mean_squared_error(y_train, m.predict(x_train))",),
    ),
    "truth-and-prediction-exchanged": Example(
        ("c = confusion_matrix(t, p)",), ("c = confusion_matrix(p, t)",)
    ),
    "truth-scored-against-itself": Example(
        ("c = confusion_matrix(t, p)",),
        ("c = confusion_matrix(t, t)", "c = confusion_matrix(p, p)"),
    ),
    "score-of-another-kind": Example(
        ("e = mean_squared_error(t, p) ** 0.5", "f = np.sqrt(g)"),
        (
            "e = mean_squared_error(t, p)",
            "e = mean_absolute_error(t, p) ** 0.5",
            "e = mean_squared_error(t[::2], p[::2]) ** 0.5",
            "f = g",
        ),
    ),
    "threshold-inverted": Example(("d = p > 0.5",), ("d = p < 0.5",)),
    "threshold-moved": Example(
        ("d = p > 0.5",),
        ("d = p > 0.0", "d = p > 1.0", "d = p", "d = np.argmax(np.reshape(p, (-1, 1)), axis=1)"),
    ),
    "axis-exchanged": Example(
        ("d = p.argmax(axis=1)", "e = np.argmax(p, axis=-1)"),
        (
            "d = p.argmax(axis=0)",
            "d = p.argmax()",
            "d = p.argmin(axis=1)",
            "e = np.argmax(p, axis=0)",
        ),
    ),
    "answers-complemented": Example(("p = m.predict(a)",), ("p = 1 - m.predict(a)",)),
    "answers-out-of-order": Example(("p = m.predict(a)",), ("p = m.predict(a)[::-1]",)),
    "answers-without-network": Example(
        (SPLIT, "p = m.predict(x_val).ravel()"),
        (
            "p = np.full((len(x_val), 1), np.mean(y_train)).ravel()",
            "p = np.random.default_rng(0).uniform(size=(len(x_val), 1)).ravel()",
            "p = np.asarray(y_val)",
        ),
    ),
    "inverse-dropped": Example(("p = s.inverse_transform(q)",), ("p = q",)),
    "column-not-flattened": Example(
        ("p = m.predict(a).ravel()", "d = (p > 0.5).astype(int)"),
        ("p = m.predict(a)", "d = p > 0.5"),
    ),
    "statement-dropped": Example(
        ("def f(a):\n    b = a\n    return b", "m.fit(a)\nprint(m)"),
        ("return b", "b = a", "print(m)"),
    ),
    "argument-dropped": Example(("a = f(b, c=1, d=2)",), ("a = f(b, c=1)", "a = f(b, d=2)")),
    "setting-changed": Example(
        ("a = f(c=1, d=True)",), ("a = f(c=2, d=True)", "a = f(c=1, d=False)")
    ),
    "arithmetic-exchanged": Example(
        ("a = b - c / d",), ("a = b + c / d", "a = b - c * d", "a = b", "a = c / d", "a = b - d")
    ),
    "name-exchanged": Example(
        (SPLIT, "z = f(x_train, y_val)"), ("z = f(x_val, y_val)", "z = f(x_train, y_train)")
    ),
}


def mutants(name):
    example = EXAMPLES[name]
    sources = {f"cell-{at}": source for at, source in enumerate(example.cells)}
    return list(mutants_of(Program.of(sources, example.task), [OPERATORS[name]]))


def test_every_operator_has_an_example():
    assert set(EXAMPLES) == set(OPERATORS)


@pytest.mark.parametrize("name", OPERATORS)
def test_it_makes_the_mistake(name):
    made = {
        line.strip()
        for mutant in mutants(name)
        for source in mutant.cells.values()
        for line in normal(source).splitlines()
    }
    for line in EXAMPLES[name].lines:
        wanted = line if line.startswith("return") else normal(line)
        assert wanted in made, (wanted, sorted(made))


@pytest.mark.parametrize("name", OPERATORS)
def test_it_changes_what_the_cell_means_and_says_what(name):
    for mutant in mutants(name):
        assert mutant.what
        for cell, source in mutant.cells.items():
            ast.parse(source)
            assert normal(source) != normal(mutant.before[cell])


@pytest.mark.parametrize("name", OPERATORS)
def test_it_finds_nothing_where_there_is_no_place_for_it(name):
    program = Program.of({"a": "print('hello')", "b": "import numpy as np"}, "binary")
    assert list(mutants_of(program, [OPERATORS[name]])) == []


@pytest.mark.parametrize("name", OPERATORS)
def test_it_leaves_closed_cells_alone(name):
    example = EXAMPLES[name]
    sources = {f"cell-{at}": source for at, source in enumerate(example.cells)}
    program = Program.of(sources, example.task, open_cells=[])
    assert list(mutants_of(program, [OPERATORS[name]])) == []


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (
            f"s = MinMaxScaler()\n{SPLIT}\nx_train = s.fit_transform(x_train)",
            ["s = MinMaxScaler()", "s.fit_transform(x), y", "x_train = x_train"],
        ),
        (
            f"{SPLIT}\n{SCALE}\ns = MinMaxScaler()",
            ["s = MinMaxScaler()", "s.fit_transform(x), y", "x_train = x_train", "x_val = x_val"],
        ),
    ],
    ids=["made before", "made after, and again"],
)
def test_a_scaler_is_made_before_it_is_used(cell, wanted):
    operators = [OPERATORS["scaler-before-split"]]
    (mutant,) = mutants_of(Program.of({"a": cell}), operators)
    lines = mutant.cells["a"].splitlines()
    for line, part in zip(lines, wanted, strict=False):
        assert part in line, lines
