"""Estimators as evidence: what real scikit-learn and imbalanced-learn objects leave behind."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np
import pytest

from graders.model.evidence import CallRecord, EstimatorRecord, FitRecord
from graders.model.values import Value
from graders.running.claims import ANSWER_BYTES, FITTED_ARRAYS, Claims
from graders.running.inside import estimators

Performed = Callable[..., list[dict]]

PROGRAMS = {
    "plain": "kept = LogisticRegression(C=0.5, max_iter=300).fit(X, y); kept.predict(test)",
    "unfitted": "kept = LogisticRegression(solver='saga')",
    "pipeline": (
        "from sklearn.pipeline import make_pipeline\n"
        "kept = make_pipeline(MinMaxScaler(), LogisticRegression(C=3.0, max_iter=300)).fit(X, y)"
    ),
    "search": (
        "from sklearn.model_selection import GridSearchCV\n"
        "kept = GridSearchCV(LogisticRegression(max_iter=300), {'C': [0.1, 10.0]}, cv=3).fit(X, y)"
    ),
    "machine": (
        "from sklearn.svm import SVC\n"
        "kept = SVC(kernel='linear', class_weight={0: 0.01, 1: 0.99, 2: 1}).fit(X, y)"
    ),
    "sampler": (
        "from imblearn.over_sampling import SMOTE\n"
        "rows = np.r_[0:60, 200:300]\n"
        "kept = SMOTE(random_state=4, k_neighbors=2)\n"
        "kept.fit_resample(X.iloc[rows], y.iloc[rows])"
    ),
    "own-subclass": (
        "class Mine(LogisticRegression):\n"
        "    pass\n"
        "kept = Mine(max_iter=300).fit(X, y)"
    ),
    "own-class": (
        "from sklearn.base import BaseEstimator, ClassifierMixin\n"
        "class Majority(ClassifierMixin, BaseEstimator):\n"
        "    def fit(self, X, y):\n"
        "        self.classes_ = np.unique(y); self.most_ = int(np.bincount(y).argmax()); return self\n"
        "    def predict(self, X):\n"
        "        return np.full(len(X), self.most_)\n"
        "kept = Majority().fit(X, y)"
    ),
    "names": (
        "names = np.array(['a', 'b', 'c'])[y]\n"
        "kept = LogisticRegression(max_iter=300).fit(X, names); kept.predict(test)"
    ),
    "dropped": "LogisticRegression(max_iter=300).fit(X, y)",
    "twice": "kept = other = LogisticRegression(max_iter=300).fit(X, y); kept.set_params(C=7).fit(X, y)",
    "hostile": (
        "class Odd(LogisticRegression):\n"
        "    def get_params(self, deep=True):\n"
        "        raise RuntimeError('no')\n"
        "kept = Odd()\n"
        "kept.odd_ = object(); kept.own_ = kept; kept.big_ = np.zeros(10**6); kept.n_ = float('nan')\n"
        "kept.texts_ = np.array(['a', 'b'])\n"
        "kept.fit_ = lambda: 1\n"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def seen(performed: Performed) -> dict[str, dict]:
    results = performed([("multiclass", source) for source in PROGRAMS.values()])
    return dict(zip(PROGRAMS, results, strict=True))


def records(found: dict) -> list[EstimatorRecord]:
    return msgspec.convert(found["estimators"], list[EstimatorRecord])


def kept(found: dict) -> EstimatorRecord:
    value = msgspec.convert(found["captured"], Value)
    assert value.kind == "estimator"
    (one,) = [one for one in records(found) if one.estimator == value.estimator]
    return one


def test_class_parameters_and_fitted_arrays_travel(seen: dict) -> None:
    record = kept(seen["plain"])
    assert (record.kind, record.package, record.names) == (
        "LogisticRegression",
        "sklearn",
        ("kept",),
    )
    assert record.parameters["C"] == 0.5
    assert record.parameters["max_iter"] == 300
    assert record.fitted["coef_"].numpy().shape == (3, 4)
    assert record.fitted["classes_"].numpy().tolist() == [0, 1, 2]
    assert np.isfinite(record.fitted["intercept_"].numpy()).all()


def test_trainings_and_calls_say_whose_they_are(seen: dict) -> None:
    found = seen["plain"]
    (fit,) = msgspec.convert(found["fits"], list[FitRecord])
    asked = [one for one in msgspec.convert(found["calls"], list[CallRecord])
             if one.method == "predict"]  # fmt: skip
    assert fit.fitted == asked[-1].estimator == kept(found).estimator
    assert asked[-1].answers is not None
    assert set(asked[-1].answers.numpy().tolist()) <= {0, 1, 2}
    assert len(asked[-1].answers.data) <= ANSWER_BYTES


def test_answers_may_be_names_of_classes(seen: dict) -> None:
    asked = [one for one in msgspec.convert(seen["names"]["calls"], list[CallRecord])
             if one.method == "predict"]  # fmt: skip
    assert asked[-1].answers is not None
    assert set(asked[-1].answers.numpy().tolist()) <= {"a", "b", "c"}
    assert kept(seen["names"]).fitted["classes_"].numpy().tolist() == ["a", "b", "c"]


def test_an_estimator_that_was_never_fitted_is_seen_as_one(seen: dict) -> None:
    record = kept(seen["unfitted"])
    assert (record.kind, record.fitted) == ("LogisticRegression", {})
    assert record.parameters["solver"] == "saga"


def test_steps_of_a_pipeline_stand_by_their_names(seen: dict) -> None:
    record = kept(seen["pipeline"])
    assert (record.kind, record.parameters["steps"]) == (
        "Pipeline",
        "minmaxscaler, logisticregression",
    )
    assert record.parameters["logisticregression"] == "LogisticRegression"
    assert record.parameters["logisticregression__C"] == 3.0
    assert record.fitted["logisticregression__coef_"].shape == (3, 4)
    assert record.fitted["minmaxscaler__data_min_"].shape == (4,)


def test_a_search_shows_its_winner(seen: dict) -> None:
    record = kept(seen["search"])
    assert (record.kind, record.parameters["estimator"]) == ("GridSearchCV", "LogisticRegression")
    assert record.parameters["best_estimator_"] == "LogisticRegression"
    assert record.parameters["best_estimator___C"] in {0.1, 10.0}
    assert record.fitted["best_estimator___coef_"].shape == (3, 4)
    assert record.fitted["best_score_"].numpy().shape == ()


def test_settings_that_are_mappings_are_told_as_text(seen: dict) -> None:
    record = kept(seen["machine"])
    assert (record.kind, record.parameters["kernel"]) == ("SVC", "linear")
    assert record.parameters["class_weight"] == "{0: 0.01, 1: 0.99, 2: 1}"


def test_samplers_are_estimators_of_their_package(seen: dict) -> None:
    record = kept(seen["sampler"])
    assert (record.kind, record.package) == ("SMOTE", "imblearn")
    assert record.parameters["random_state"] == 4
    resampled = [one for one in seen["sampler"]["calls"] if one["method"] == "fit_resample"]
    assert [one["estimator"] for one in resampled] == [record.estimator]


def test_a_subclass_counts_as_the_librarys_class_and_a_class_of_ones_own_as_itself(
    seen: dict,
) -> None:
    assert kept(seen["own-subclass"]).kind == "LogisticRegression"
    assert kept(seen["own-subclass"]).package == "sklearn"
    assert kept(seen["own-class"]).kind == "Majority"
    assert kept(seen["own-class"]).package not in estimators.LIBRARIES
    assert kept(seen["own-class"]).fitted["most_"].numpy() == 0


def test_an_estimator_without_a_name_is_seen_in_its_cell(seen: dict) -> None:
    (record,) = [one for one in records(seen["dropped"]) if one.kind != "LabelEncoder"]
    assert (record.names, record.kind) == ((), "LogisticRegression")
    assert seen["dropped"]["captured"]["kind"] == "missing"


def test_the_latest_state_counts_under_every_name(seen: dict) -> None:
    record = kept(seen["twice"])
    assert record.names == ("kept", "other")
    assert record.parameters["C"] == 7
    assert [fit["fitted"] for fit in seen["twice"]["fits"]] == [record.estimator] * 2


def test_what_cannot_be_read_is_left_out(seen: dict) -> None:
    record = kept(seen["hostile"])
    assert record.parameters == {}
    assert not record.fitted["big_"].kept
    assert np.isnan(record.fitted["n_"].numpy())
    assert set(record.fitted) <= {"big_", "n_", "texts_"}


def test_what_is_sent_is_within_what_may_be_claimed(seen: dict) -> None:
    claims = Claims(())
    sent = [one for found in seen.values() for one in records(found)]
    for number, one in enumerate(sent):
        assert len(one.fitted) <= FITTED_ARRAYS
        claims.take_seen([msgspec.structs.replace(one, estimator=number)], (), ())
    assert len(claims.estimators) == len(sent)
