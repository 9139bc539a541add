"""Rows and weights by class, as Keras and scikit-learn count them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from graders.running.inside.classes import labels_of, of_estimator, of_keras, weighting

Y = np.array([0, 0, 0, 1, 0, 0, 1, 0, 1, 1])
X = np.arange(20.0).reshape(10, 2)


def facts(y=Y, class_weight=None, sample_weight=None, validation=None, split=0.0):
    return of_keras(y, class_weight, sample_weight, validation, split)


@pytest.mark.parametrize(
    "labels",
    [Y, Y[:, None], Y.astype(float), Y.tolist(), pd.Series(Y, index=range(5, 15)), Y == 1,
     np.eye(2)[Y], pd.get_dummies(pd.Series(Y))],
)  # fmt: skip
def test_one_count_for_every_form_of_labels(labels):
    assert facts(labels)["class_rows"] == {"0": 6, "1": 4}


def test_names_are_kept():
    names = np.where(Y == 1, "Yes", "No").astype(object)
    assert of_estimator(SVC(), (X, names), {})["class_rows"] == {"No": 6, "Yes": 4}


@pytest.mark.parametrize(
    "thing", [None, np.linspace(0, 1, 9), np.array([0.0, np.nan]), X, np.zeros((2, 2, 2)), [], "ab",
              np.arange(500), iter([1])]
)  # fmt: skip
def test_what_is_no_classes_has_no_count(thing):
    assert not facts(thing).get("class_rows")


def test_keras_takes_the_last_rows_to_validate():
    found = facts(split=0.2, class_weight={0: 1, 1: 3})
    assert found["class_rows"] == {"0": 6, "1": 2}
    assert found["class_weights"] == {"0": 6.0, "1": 6.0}
    assert found["validation_rows"] == {"1": 2}
    given_rows = facts(split=0.2, validation=(X, 1 - Y))
    assert given_rows["class_rows"] == {"0": 6, "1": 4}
    assert given_rows["validation_rows"] == {"0": 4, "1": 6}


def test_text_keys_weigh_nothing():
    found = facts(class_weight={"0": 1, "1": 9})
    assert found["text_keys"]
    assert found["class_weights"] == {"0": 6.0, "1": 4.0}


@pytest.mark.tensorflow
@settings(deadline=None)
@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=30),
    st.dictionaries(
        st.one_of(st.integers(0, 3), st.sampled_from([0.0, 1.0, "0", "1", True])),
        st.floats(0, 100, width=32),
        max_size=4,
    ),
)
def test_weights_are_those_that_keras_makes(keras, labels, weights):
    from keras.src.trainers.data_adapters.data_adapter_utils import class_weight_to_sample_weights

    y = np.array(labels)
    theirs = class_weight_to_sample_weights(y, weights)
    ours = facts(y, class_weight=weights)["class_weights"]
    for code in np.unique(y):
        assert ours[str(code)] == pytest.approx(theirs[y == code].sum(), rel=1e-5)


def test_weights_of_estimators():
    even = of_estimator(SVC(class_weight="balanced"), (X, Y), {})["class_weights"]
    assert even == {"0": pytest.approx(5.0), "1": pytest.approx(5.0)}
    chosen = of_estimator(SVC(class_weight={1: 3}), (X, Y), {})["class_weights"]
    assert chosen == {"0": 6.0, "1": 12.0}
    rows = of_estimator(SVC(), (X,), {"y": Y, "sample_weight": 1 + Y})["class_weights"]
    assert rows == {"0": 6.0, "1": 8.0}
    placed = of_estimator(SVC(), (X, Y, 1 + Y), {})["class_weights"]
    assert placed == rows


def test_the_estimator_behind_pipelines_and_searches():
    line = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced"))
    assert weighting(line) == "balanced"
    search = GridSearchCV(line, {"logisticregression__C": [1.0]}, cv=2)
    assert weighting(search) == "balanced"
    assert weighting(search.fit(X, Y)) == "balanced"
    assert weighting(object()) is None


def test_samplers_in_a_pipeline():
    imblearn = pytest.importorskip("imblearn.pipeline")
    from imblearn.over_sampling import SMOTE

    found = of_estimator(imblearn.make_pipeline(SMOTE(), SVC()), (X, Y), {})
    assert found["samplers"] == ["SMOTE"]
    assert found["class_rows"] == {"0": 6, "1": 4}


@given(st.lists(st.one_of(st.integers(0, 5), st.booleans()), max_size=40))
def test_every_row_is_counted_once(labels):
    found = labels_of(np.array(labels, dtype=int))
    counts = facts(np.array(labels, dtype=int)).get("class_rows", {})
    assert sum(counts.values()) == (0 if found is None else len(labels))
