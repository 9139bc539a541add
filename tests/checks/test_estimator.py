"""Estimators: which class counts as the one asked for, and which rows as the right ones.

Records are those that the collector makes of real scikit-learn objects.
"""

import msgspec
import numpy as np
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV, SGDClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier

from graders.checks.estimator import Estimator
from graders.model.evidence import CallRecord, EstimatorRecord, FitRecord
from graders.model.experiment import Origin
from graders.model.reference import FeatureColumn
from graders.model.values import Array
from graders.running.inside.estimators import Estimators

RANDOM = np.random.default_rng(5)
RAW = RANDOM.integers(0, 256, (120, 6)).astype(float)
Y = (RAW[:, 0] > 128).astype(int)
X = RAW / 255
TRAIN, HELD = slice(0, 80), slice(80, 120)
LOGISTIC = ("LogisticRegression", "LogisticRegressionCV", "SGDClassifier:loss=log_loss")
FEATURES = tuple(
    FeatureColumn(name=f"p{place}", minimum=column.min(), maximum=column.max(),
                  mean=column.mean(), std=column.std())
    for place, column in enumerate(RAW.T)
)  # fmt: skip


def record(estimator, name="logistic_model"):
    seen = Estimators(lambda look: look())
    seen.number(estimator)
    (found,) = seen.take({name: estimator} if name else {})
    return msgspec.convert(found, EstimatorRecord)


def fitted(build, x, y, **fields):
    return FitRecord(sequence=fields.pop("sequence", 5), cell="logistic", model=-1, fitted=0,
                     library="sklearn", estimator="LogisticRegression", x=build.info(x),
                     y=build.info(y, "binary"), **fields)  # fmt: skip


def judge(build, estimator, x=X[TRAIN], y=Y[TRAIN], *, fits=None, kinds=LOGISTIC, **settings):
    found = estimator if isinstance(estimator, EstimatorRecord) else record(estimator)
    uses = [fitted(build, x, y)] if fits is None else fits
    extra = settings.pop("extra", {})
    evidence = build.evidence(
        values=[
            build.value("logistic_model", kind="estimator", estimator=0, cell="logistic"),
            build.value("x_train", X[TRAIN], cell="scale"),
            build.value("x_val", X[HELD], cell="scale"),
            build.value("y_train", Y[TRAIN], cell="split"),
        ],
        estimators=[found],
        fits=uses,
        **extra,
    )
    settings = {"rows": "x_train", "scaled": True} | settings
    check = Estimator(name="logistic_model", kinds=kinds, **settings)
    reference = build.reference(features=FEATURES, train=Y, labels=("0", "1"), task="binary")
    return check(evidence, reference, build.item(cell="logistic"))


RIGHT = {
    "plain": LogisticRegression(),
    "another solver, another penalty": LogisticRegression(solver="saga", l1_ratio=1.0, C=0.1),
    "chooses its penalty": LogisticRegressionCV(Cs=2, cv=2, scoring="accuracy",
                                                use_legacy_attributes=False, l1_ratios=(0.0,)),
    "by gradient descent": SGDClassifier(loss="log_loss"),
    "in a pipeline": make_pipeline(StandardScaler(), LogisticRegression()),
    "in a search": GridSearchCV(LogisticRegression(), {"C": [0.1, 1.0]}, cv=2),
    "in a pipeline in a search": GridSearchCV(make_pipeline(MinMaxScaler(), LogisticRegression()),
                                              {"logisticregression__C": [1.0]}, cv=2),
    "one for each class": OneVsRestClassifier(LogisticRegression()),
    "calibrated": CalibratedClassifierCV(LogisticRegression(), cv=2),
}  # fmt: skip


@pytest.mark.parametrize("estimator", RIGHT.values(), ids=RIGHT)
def test_a_logistic_regression_is_one_however_it_is_wrapped(build, estimator):
    verdict = judge(build, estimator.fit(X[TRAIN], Y[TRAIN]))
    assert verdict.outcome == "passed", verdict


OTHER = {
    "a tree": DecisionTreeClassifier(),
    "a constant": DummyClassifier(),
    "a support vector machine": LinearSVC(),
    "descent on another loss": SGDClassifier(loss="hinge"),
    "a pipeline of something else": make_pipeline(MinMaxScaler(), SVC()),
    "a search for something else": GridSearchCV(SVC(), {"C": [1.0]}, cv=2),
}


@pytest.mark.parametrize("estimator", OTHER.values(), ids=OTHER)
def test_another_estimator_is_named(build, estimator):
    verdict = judge(build, estimator.fit(X[TRAIN], Y[TRAIN]))
    assert (verdict.outcome, verdict.key) == ("failed", "estimator-other")
    assert verdict.facts["kind"].startswith(type(estimator).__name__)
    assert verdict.facts["wanted"] == "LogisticRegression"


def test_a_class_of_ones_own_of_the_same_name_is_not_the_librarys(build):
    own = EstimatorRecord(estimator=0, kind="LogisticRegression", package="__main__",
                          names=("logistic_model",))  # fmt: skip
    assert judge(build, own).key == "estimator-own"


def test_an_estimator_that_was_never_fitted_is_named(build):
    assert judge(build, LogisticRegression(), fits=[]).key == "estimator-not-fitted"


def test_a_fitting_that_was_not_seen_is_believed_with_a_remark(build):
    verdict = judge(build, LogisticRegression().fit(X[TRAIN], Y[TRAIN]), fits=[])
    assert verdict.outcome == "passed"
    assert [one.key for one in verdict.remarks] == ["estimator-unseen"]


def test_fitting_in_batches_counts(build):
    model = SGDClassifier(loss="log_loss").partial_fit(X[TRAIN], Y[TRAIN], classes=[0, 1])
    call = CallRecord(sequence=4, cell="logistic", actor="SGDClassifier", method="partial_fit",
                      estimator=0, inputs=(build.info(X[TRAIN]), build.info(Y[TRAIN])))  # fmt: skip
    verdict = judge(build, model, fits=[], extra={"calls": [call]})
    assert (verdict.outcome, verdict.remarks) == ("passed", ())


def test_settings_asked_for_are_compared_by_their_value(build):
    machine = SVC(kernel="linear", C=1, class_weight="balanced").fit(X[TRAIN], Y[TRAIN])
    settings = ("kernel=linear", "C=1.0", "class_weight=balanced|None")
    assert judge(build, machine, kinds=("SVC",), settings=settings).outcome == "passed"
    verdict = judge(build, machine, kinds=("SVC",), settings=("kernel=rbf|poly",))
    assert verdict.key == "estimator-setting"
    assert (verdict.facts["found"], verdict.facts["wanted"]) == ("linear", "rbf / poly")
    wrapped = make_pipeline(StandardScaler(), SVC(kernel="poly")).fit(X[TRAIN], Y[TRAIN])
    assert judge(build, wrapped, kinds=("SVC",), settings=("kernel=linear",)).key == (
        "estimator-setting"
    )
    assert judge(build, wrapped, kinds=("SVC",), settings=("kernel=poly",)).outcome == "passed"
    absent = judge(build, machine, kinds=("SVC",), settings=("penalty=l2",))
    assert absent.key == "estimator-no-setting"


def test_rows_put_aside_are_told_by_their_number(build):
    every = LogisticRegression().fit(X, Y)
    assert judge(build, every, X, Y).key == "estimator-held-out"
    held = LogisticRegression().fit(X[HELD], Y[HELD])
    assert judge(build, held, X[HELD], Y[HELD]).key == "estimator-held-out"
    turned = X[HELD] * 0.5
    assert judge(build, held, turned, Y[HELD]).key == "estimator-other-rows"


def test_labels_in_another_order_are_told_where_it_is_certain(build):
    machine = LogisticRegression().fit(X[TRAIN], Y[TRAIN])
    labels = Y[TRAIN]

    def key(x, y):
        return judge(build, machine, x, y, targets="y_train", scaled=False).key

    turned = np.roll(labels, 1)
    assert key(X[TRAIN], turned) == "estimator-other-labels"
    # The same ones, in other spellings, and rows that were turned along with them.
    assert key(X[TRAIN], labels) == "estimator"
    assert key(X[TRAIN], labels.astype(float)) == "estimator"
    assert key(X[TRAIN], 2 * labels - 1) == "estimator"
    assert key(X[TRAIN], 1 - labels) == "estimator"
    assert key(np.roll(X[TRAIN], 1, axis=0), turned) == "estimator"
    # Rows and labels were shuffled together after the labels were captured: others had them so.
    both = [fitted(build, X[TRAIN], turned, sequence=number) for number in (4, 5)]
    other = msgspec.structs.replace(both[0], fitted=1)
    settings = {"targets": "y_train", "scaled": False}
    assert judge(build, machine, fits=[other, both[1]], **settings).key == "estimator"
    right = msgspec.structs.replace(fitted(build, X[TRAIN], labels, sequence=4), fitted=1)
    found = judge(build, machine, fits=[right, both[1]], **settings)
    assert found.key == "estimator-other-labels"
    # One fitting may stand there as two records, and is not its own witness.
    assert judge(build, machine, fits=both, **settings).key == "estimator-other-labels"


def test_labels_are_those_of_the_rows_of_the_file(build):
    machine = LogisticRegression().fit(X[TRAIN], Y[TRAIN])
    count = len(X[TRAIN])
    rows = np.arange(len(X))[TRAIN]

    def key(places, labels):
        x = X[rows[places]] * 3 + 1
        known = [origin(build, x, rows[places])]
        extra = {"origins": known}
        return judge(build, machine, x, labels, targets="y_train", scaled=False, extra=extra).key

    order = np.random.default_rng(1).permutation(count)
    twice = np.tile(np.arange(count), 2)
    for places in (order, twice, np.arange(count)):
        right = Y[rows[places]]
        assert key(places, right) == "estimator"
        assert key(places, right.astype("float32")) == "estimator"
        assert key(places, right.astype(bool)) == "estimator"
        assert key(places, 1 - right) == "estimator"
        assert key(places, np.roll(right, 1)) == "estimator-other-labels"
    halves = np.concatenate([Y[TRAIN], Y[TRAIN][::-1]])
    assert key(twice, halves) == "estimator-other-labels"


def origin(build, x, rows):
    return Origin(digest=build.info(x).digest, file="data/train.csv", by="fingerprint",
                  rows=Array.of(np.asarray(rows, np.int32)))  # fmt: skip


def test_rows_put_aside_are_told_by_the_file_behind_them(build):
    mixed = np.vstack([X[TRAIN], X[HELD], X[TRAIN]])
    rows = [*range(80), *range(80, 120), *range(80)]
    origins = [origin(build, mixed, rows), origin(build, X[HELD], range(80, 120))]
    verdict = judge(build, LogisticRegression().fit(mixed, np.r_[Y, Y[TRAIN]]), mixed,
                    np.r_[Y, Y[TRAIN]], extra={"origins": origins})  # fmt: skip
    assert (verdict.key, verdict.facts["aside"]) == ("estimator-held-out", 40)


def test_training_rows_repeated_or_turned_are_training_rows(build):
    doubled, labels = np.vstack([X[TRAIN], X[TRAIN][:, ::-1]]), np.r_[Y[TRAIN], Y[TRAIN]]
    model = LogisticRegression().fit(doubled, labels)
    assert judge(build, model, doubled, labels).outcome == "passed"
    repeated = np.vstack([X[TRAIN], X[:40]])  # as many as all rows, and training rows only
    origins = [origin(build, repeated, [*range(80), *range(40)]),
               origin(build, X[HELD], range(80, 120))]  # fmt: skip
    verdict = judge(build, model, repeated, np.r_[Y[TRAIN], Y[:40]], extra={"origins": origins})
    assert verdict.outcome == "passed"


def test_a_part_of_the_training_rows_is_a_remark(build):
    verdict = judge(build, LogisticRegression().fit(X[:50], Y[:50]), X[:50], Y[:50])
    assert (verdict.outcome, verdict.remarks[0].key) == ("passed", "estimator-fewer-rows")


def test_raw_columns_are_named_unless_a_step_scales_them(build):
    raw, labels = RAW[TRAIN], Y[TRAIN]
    verdict = judge(build, LogisticRegression(max_iter=1000).fit(raw, labels), raw, labels)
    assert verdict.key == "estimator-raw"
    assert verdict.facts["column"].startswith("p")
    piped = make_pipeline(MinMaxScaler(), LogisticRegression()).fit(raw, labels)
    assert judge(build, piped, raw, labels).outcome == "passed"
    free = judge(build, LogisticRegression(max_iter=1000).fit(raw, labels), raw, labels,
                 scaled=False)  # fmt: skip
    assert free.outcome == "passed"


NOT_ESTIMATORS = {
    "a network": ({"kind": "model", "model": 0}, "estimator-network"),
    "the class": ({"kind": "other", "type": "abc.ABCMeta"}, "estimator-class"),
    "a score": ({"kind": "scalar", "scalar": 0.9, "type": "float"}, "estimator-not-one"),
}


@pytest.mark.parametrize(("fields", "key"), NOT_ESTIMATORS.values(), ids=NOT_ESTIMATORS)
def test_what_stands_under_the_name_instead_is_told(build, fields, key):
    evidence = build.evidence(values=[build.value("logistic_model", cell="logistic", **fields)])
    check = Estimator(name="logistic_model", kinds=LOGISTIC)
    verdict = check(evidence, build.reference(), build.item(cell="logistic"))
    assert (verdict.outcome, verdict.key) == ("failed", key)


def test_another_spelling_of_the_name_is_found(build):
    found = record(LogisticRegression().fit(X[TRAIN], Y[TRAIN]), name="LogisticModel")
    evidence = build.evidence(estimators=[found], fits=[fitted(build, X[TRAIN], Y[TRAIN])])
    check = Estimator(name="logistic_model", kinds=LOGISTIC)
    assert check(evidence, build.reference(), build.item(cell="logistic")).outcome == "passed"


def test_a_crash_before_the_fit_blocks(build):
    evidence = build.evidence(
        values=[build.value("logistic_model", kind="estimator", estimator=0, cell="logistic")],
        estimators=[record(LogisticRegression())],
        cells=[build.stopped("logistic", 0, "ValueError", "could not convert string to float",
                             binds=("logistic_model",))],
    )  # fmt: skip
    check = Estimator(name="logistic_model", kinds=LOGISTIC)
    assert check(evidence, build.reference(), build.item(cell="logistic")).outcome == "blocked"
