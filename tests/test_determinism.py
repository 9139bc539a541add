"""The same notebook gets the same evidence to the last bit, and so the same grade.

Over repeats, alone and beside another run, whatever the notebook draws from, seeded or not. A run
with other training seeds trains otherwise, and splits the same.
"""

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from graders.model.evidence import CellRun, FitRecord
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.running.runner import Runner

pytestmark = [pytest.mark.box, pytest.mark.tensorflow]

DRAWN = """
import random, numpy as np, pandas as pd, tensorflow as tf, keras
from numpy.random import default_rng, RandomState
from sklearn.model_selection import train_test_split
from sklearn.ensemble import RandomForestClassifier
normal = tf.random.normal((4,)).numpy()
generator = default_rng().random(4)
old_generator = RandomState().rand(4)
bare_generator = np.random.Generator(np.random.PCG64()).random(4)
np.random.seed()
global_numbers = np.random.rand(4)
python = np.array([random.random(), random.Random().random()])
stateful = tf.random.get_global_generator().normal((4,)).numpy()
data = np.array(list(tf.data.Dataset.range(20).shuffle(20).as_numpy_iterator()))
initial = keras.initializers.GlorotUniform()((3, 3)).numpy()
keras_numbers = keras.random.normal((4,)).numpy()
left = train_test_split(np.arange(30))[0]
sampled = pd.DataFrame({"n": range(30)}).sample(frac=0.5).n.to_numpy()
x = np.linspace(-1, 1, 120).reshape(60, 2).astype("float32")
labels = (x[:, 0] > 0).astype(int)
forest = RandomForestClassifier(n_estimators=3).fit(x, labels).predict_proba(x)[:, 0]
"""
DRAWN_NAMES = (
    "normal", "generator", "old_generator", "bare_generator", "global_numbers", "python",
    "stateful", "data", "initial", "keras_numbers", "left", "sampled", "forest",
)  # fmt: skip
TRAINED = """
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(8, activation="relu"),
                          keras.layers.Dropout(0.3), keras.layers.Dense(1)])
model.compile(keras.optimizers.Adam(0.01), "mse")
history = model.fit(x, x[:, :1], epochs=3, validation_split=0.2, verbose=0)
answers = model.predict(x, verbose=0)
own = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4), keras.layers.Dense(1)])
own.compile("sgd", "mse")
rows = tf.data.Dataset.from_tensor_slices((x, x[:, :1])).shuffle(60).batch(16)
losses = np.array([own.train_on_batch(*batch) for _ in range(2) for batch in rows])
"""
TRAINED_NAMES = ("model", "history", "answers", "losses")
SEEDS = """
import random, numpy as np, tensorflow as tf, keras
keras.utils.set_random_seed(7)
tf.random.set_seed(11)
np.random.seed(3)
random.seed(5)
"""
SPLITS = """
import random, numpy as np, pandas as pd, keras, tensorflow as tf
from sklearn.model_selection import KFold, train_test_split
rows = np.arange(40)
unseeded = train_test_split(rows)[0]
by_state = train_test_split(rows, random_state=20)[0]
by_sample = pd.DataFrame({"n": rows}).sample(frac=0.7, random_state=1).n.to_numpy()
by_global = np.random.permutation(rows)
by_old = np.random.RandomState(4).permutation(rows)
by_new = np.random.default_rng(4).permutation(rows)
by_anything = np.random.default_rng().permutation(rows)
by_python = list(range(40)); random.shuffle(by_python); by_python = np.array(by_python)
by_fold = next(KFold(4, shuffle=True, random_state=2).split(rows))[1]
x = np.linspace(-1, 1, 120).reshape(60, 2).astype("float32")
"""
SPLIT_NAMES = (
    "unseeded", "by_state", "by_sample", "by_global", "by_old", "by_new", "by_anything",
    "by_python", "by_fold",
)  # fmt: skip
LAYERS = """
fixed = keras.initializers.HeNormal(seed=1)((3, 3)).numpy()
dropped = keras.layers.Dropout(0.5, seed=2)(np.ones((1, 40)), training=True).numpy()
"""


def job(*parts: tuple[str, tuple[str, ...]], **plan) -> RunJob:
    cells = tuple(
        PlannedCell(cell=f"part-{number}", index=number, source=source, names=names)
        for number, (source, names) in enumerate(parts)
    )
    return RunJob(plan=Plan(cells=cells, seed=plan.pop("seed", 123), **plan))


UNSEEDED = job((DRAWN, DRAWN_NAMES), (TRAINED, TRAINED_NAMES))
SEEDED = job((SEEDS, ()), (DRAWN, DRAWN_NAMES), (TRAINED, TRAINED_NAMES))
SPLIT = ((SPLITS, SPLIT_NAMES), (LAYERS, ("fixed", "dropped")), (TRAINED, TRAINED_NAMES))


def timeless(record):
    """A record without what a clock said."""
    kinds = {CellRun: ("seconds", "cpu_seconds"), FitRecord: ("seconds",)}
    names = kinds.get(type(record), ())
    return msgspec.structs.replace(record, **dict.fromkeys(names, 0.0))


def facts(evidence):
    """Everything that a grade can depend on, to the bit. Archives are zip files with dates."""
    assert evidence.status.outcome == "finished"
    assert [run.outcome for run in evidence.cells] == ["ok"] * len(evidence.cells), [
        run.raised for run in evidence.cells
    ]
    assert (len(evidence.fits), len(evidence.models)) == (3, 2)
    found = {
        "cells": [timeless(run) for run in evidence.cells],
        "values": evidence.values,
        "fits": [timeless(fit) for fit in evidence.fits],
        "calls": evidence.calls,
        "models": [msgspec.structs.replace(record, archive=b"") for record in evidence.models],
        "measurements": evidence.measurements,
        "splits": evidence.splits,
        "origins": evidence.origins,
        "remarks": evidence.remarks,
    }
    return {name: msgspec.msgpack.encode(part) for name, part in found.items()}


def arrays(evidence):
    return {
        value.name: value.array.data if value.array is not None else value.series
        for value in evidence.values
    }


@pytest.fixture(scope="module")
def repeats(runner):
    """Each notebook alone, again, and beside the other one."""
    alone = {"unseeded": runner.run(UNSEEDED), "seeded": runner.run(SEEDED)}
    with ThreadPoolExecutor(2) as pool:
        beside = {
            "unseeded": pool.submit(runner.run, UNSEEDED),
            "seeded": pool.submit(runner.run, SEEDED),
        }
        return {name: (alone[name], beside[name].result()) for name in alone}


@pytest.mark.parametrize("name", ["unseeded", "seeded"])
def test_repeats_are_equal_to_the_bit_alone_and_beside_another_run(repeats, name):
    first, second = map(facts, repeats[name])
    for part, found in first.items():
        assert found == second[part], part


def test_another_zygote_gives_the_same(repeats, backend):
    with Runner(backend, jobs=1) as other:
        again = facts(other.run(UNSEEDED))
    assert again == facts(repeats["unseeded"][0])


def test_the_course_seed_is_what_unseeded_numbers_hang_on(runner, repeats):
    changed = msgspec.structs.replace(UNSEEDED, plan=msgspec.structs.replace(UNSEEDED.plan, seed=9))
    first, other = arrays(repeats["unseeded"][0]), arrays(runner.run(changed))
    same = {name for name in (*DRAWN_NAMES, "answers", "losses") if first[name] == other[name]}
    assert same == set()


@pytest.mark.parametrize("head", [(), ((SEEDS, ()),)], ids=["unseeded", "seeded"])
def test_other_training_seeds_keep_every_split(runner, head):
    parts = (*head, *SPLIT)
    with ThreadPoolExecutor(2) as pool:
        first, *others = pool.map(
            lambda plan: arrays(runner.run(job(*parts, **plan))),
            [{}] + [{"seed": s, "split_seed": 123, "remap_seeds": True} for s in (1001, 1002)],
        )
    for other in others:
        assert {name for name in SPLIT_NAMES if first[name] != other[name]} == set()
    names = ("fixed", "dropped", "history", "answers", "losses")
    for name in names:
        found = [one[name] for one in (first, *others)]
        assert all(found.count(one) == 1 for one in found), name
