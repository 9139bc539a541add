"""Labels that lack a class of the file."""

import msgspec
import numpy as np
import pytest

from graders.checks import classes_seen
from graders.checks.estimator import Estimator
from graders.checks.trained import Trained
from graders.model.evidence import EstimatorRecord, FitRecord

NAMES = tuple("abcd")
FILE = np.repeat([0, 1, 2, 3], [300, 200, 60, 40])
ALL, FEW = FILE[::2], FILE[FILE < 3][::2]


def reference(build, train=FILE, task="multiclass", labels=NAMES):
    return build.reference(train=train, labels=labels, task=task)


def forms(codes):
    return {"integers": codes, "one-hot": np.eye(4)[codes], "text": np.array(NAMES)[codes]}


def info(build, codes, kind):
    found = build.info(forms(codes)[kind], kind)
    distinct = len(np.unique(forms(codes)[kind])) if kind != "one-hot" else 2
    return msgspec.structs.replace(found, distinct=distinct)


@pytest.mark.parametrize("kind", ["integers", "one-hot", "text"])
def test_a_class_that_is_missing_is_told_however_labels_are_written(build, kind):
    assert classes_seen.left_out(info(build, FEW, kind), reference(build)) == (3, 4)
    assert classes_seen.left_out(info(build, ALL, kind), reference(build)) is None


def test_nothing_is_said_where_a_right_split_may_lack_one(build):
    labels = info(build, FEW, "integers")
    rare = np.repeat([0, 1, 2, 3], [300, 200, 60, 19])
    assert classes_seen.left_out(labels, reference(build, rare)) is None
    of_many = np.repeat([0, 1, 2, 3], [3000, 2000, 600, 40])
    assert classes_seen.left_out(labels, reference(build, of_many)) is None
    assert classes_seen.left_out(labels, reference(build, task="regression")) is None
    assert classes_seen.left_out(labels, build.reference(task="multiclass")) is None
    two = reference(build, np.repeat([0, 1], 50), labels=("no", "yes"))
    assert classes_seen.left_out(info(build, FEW, "integers"), two) is None
    a_try = build.info(np.array([0, 1, 1]), "integers")
    assert classes_seen.left_out(a_try, reference(build)) is None
    assert (
        classes_seen.left_out(build.info(FEW.astype(float), "continuous"), reference(build)) is None
    )


def trained(build, *fits, units=4):
    spec = build.spec(
        ("Dense", 8, "relu"), ("Dense", units, "softmax"), loss="sparse_categorical_crossentropy"
    )
    found = build.evidence(
        values=[build.value("model", kind="model", model=0)],
        models=[build.model(0, ("model",), network=spec)],
        fits=list(fits),
    )
    return Trained()(found, reference(build), build.item())


def test_a_network_that_never_saw_a_class_is_told(build):
    x = np.random.default_rng(0).normal(size=(len(FEW), 2))
    verdict = trained(build, build.fit(x, FEW, kind="integers"))
    assert (verdict.key, verdict.facts["seen"]) == ("trained-class-missing", 3)
    # One class after the other, and a network for fewer classes, are other programs.
    rest = np.full(len(FEW), 3)
    both = trained(build, build.fit(x, FEW, kind="integers"), build.fit(x, rest, kind="integers"))
    assert both.key != "trained-class-missing"
    assert (
        trained(build, build.fit(x, FEW, kind="integers"), units=3).key != "trained-class-missing"
    )


def test_an_estimator_that_never_saw_a_class_is_told(build):
    def judge(codes):
        x = np.random.default_rng(0).normal(size=(len(codes), 2))
        found = build.evidence(
            values=[build.value("net", kind="estimator", estimator=0),
                    build.value("x_train", x), build.value("x_val", x[:20])],
            estimators=[EstimatorRecord(estimator=0, kind="SVC", package="sklearn",
                                        names=("net",))],
            fits=[FitRecord(sequence=1, cell="fit", model=-1, fitted=0, library="sklearn",
                            x=build.info(x), y=info(build, codes, "text"))],
        )  # fmt: skip
        check = Estimator(name="net", kinds=("SVC",), rows="x_train")
        return check(found, reference(build), build.item())

    assert judge(FEW).key == "estimator-class-missing"
    assert judge(ALL).outcome == "passed"
