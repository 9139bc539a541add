from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, mean_squared_error, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler

from graders.course.datasets import Card, Dataset, dataset_names, generator_from, load_dataset
from graders.errors import CourseError

ROOT = Path(__file__).parents[2]
TWINS = {"boston-twin": (506, 300), "attrition-twin": (1250, 500), "iris-twin": (300, 300)}


def twin(name: str) -> Dataset:
    return load_dataset(ROOT, name)


@pytest.mark.parametrize("name", dataset_names(ROOT))
def test_every_card_says_where_its_data_come_from(name: str) -> None:
    card = load_dataset(ROOT, name).card
    assert card.source
    assert card.licence
    assert card.caveats
    assert card.kind == "twin" or not card.twin_of  # some tables have no original
    for file in card.files:
        assert file.sha256 or file.arrays
        assert file.shipped or all(
            address.startswith("https://")
            for address in [file.address, *file.parts.values()]
            if address
        )


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_has_its_original_columns(name: str) -> None:
    card = twin(name).card
    assert card.columns == load_dataset(ROOT, card.twin_of).card.columns


@settings(max_examples=12, deadline=None)
@given(key=st.binary(min_size=1, max_size=40))
@pytest.mark.parametrize("name", TWINS)
def test_draws_are_repeatable_fresh_and_complete(name: str, key: bytes) -> None:
    dataset, (train, test) = twin(name), TWINS[name]
    public, secret = dataset.draw(train, test), dataset.draw(train, test, key)
    assert secret.files() == dataset.draw(train, test, key).files()
    assert public.files()["data/train.csv"] == secret.files()["data/train.csv"]
    assert public.files()["data/test.csv"] != secret.files()["data/test.csv"]
    assert (len(secret.train), len(secret.test), len(secret.hidden)) == (train, test, test)
    assert dataset.card.target not in secret.test.columns
    for column, levels in dataset.card.levels.items():
        assert set(secret.train[column]) == set(secret.test[column]) == set(levels)
    if dataset.card.smallest_class:
        assert secret.hidden.value_counts().min() >= 50


@pytest.mark.parametrize("name", TWINS)
def test_the_targets_come_from_another_stream_than_the_features(name: str) -> None:
    dataset = twin(name)
    features, target = dataset._generator()
    rows = features(generator_from(b"x", "features"), 200)
    first = target(generator_from(b"x", "target"), rows)
    second = target(generator_from(b"y", "target"), rows)
    assert (first != second).any()
    pd.testing.assert_series_equal(first, target(generator_from(b"x", "target"), rows))


@pytest.mark.parametrize("name", TWINS)
def test_files_read_back_as_they_were_drawn(name: str) -> None:
    drawn = twin(name).draw(*TWINS[name])
    read = pd.read_csv(io.BytesIO(drawn.files()["data/train.csv"]))
    pd.testing.assert_frame_equal(read, drawn.train, check_dtype=False)
    assert not read.isna().any().any()


@pytest.mark.parametrize(
    ("name", "slug"),
    [("boston-twin", "regression"), ("attrition-twin", "binary"), ("iris-twin", "multiclass")],
)
def test_the_bytes_do_not_depend_on_versions(name: str, slug: str) -> None:
    """The committed files were drawn elsewhere; whatever changes them changes every grade."""
    for path, data in twin(name).draw(*TWINS[name]).files().items():
        assert (ROOT / "assignments" / slug / path).read_bytes() == data


def seeds(count: int) -> list[bytes]:
    return [b"difficulty %d" % number for number in range(count)]


def test_boston_is_as_hard_as_the_original() -> None:
    """On the original: standard deviation 9.2; linear regression 4.9 in ten folds."""
    linear, constant = [], []
    for key in seeds(8):
        drawn = twin("boston-twin").draw(506, 300, key)
        x, y = drawn.train.drop(columns="medv"), drawn.train["medv"]
        answers = LinearRegression().fit(x, y).predict(drawn.test)
        linear.append(mean_squared_error(drawn.hidden, answers) ** 0.5)
        constant.append(mean_squared_error(drawn.hidden, np.full(300, y.mean())) ** 0.5)
    assert np.mean(linear) == pytest.approx(4.6, abs=0.3)
    assert np.mean(constant) == pytest.approx(9.0, abs=0.5)


def test_attrition_is_as_hard_as_the_original() -> None:
    """On the original: 16 % leave, logistic regression has an AUC of 0.83 in five folds."""
    auc, leaving = [], []
    for key in seeds(8):
        drawn = twin("attrition-twin").draw(1250, 500, key)
        both = pd.concat([drawn.train.drop(columns="Attrition"), drawn.test])
        columns = list(twin("attrition-twin").card.levels)
        x = pd.get_dummies(both.drop(columns="EmployeeNumber"), columns=columns, dtype=float)
        model = make_pipeline(MinMaxScaler(), LogisticRegression(max_iter=2000))
        model.fit(x[:1250], drawn.train["Attrition"])
        auc.append(roc_auc_score(drawn.hidden == "Yes", model.predict_proba(x[1250:])[:, 1]))
        leaving.append((drawn.hidden == "Yes").mean())
    assert np.mean(auc) == pytest.approx(0.84, abs=0.025)
    assert np.mean(leaving) == pytest.approx(0.16, abs=0.02)


def test_each_question_about_the_cafe_can_be_answered_better_than_by_a_constant() -> None:
    """And none of them perfectly, so that every loss has something to show."""
    known = ["temperature", "rain", "wind", "hours", "weekend"]
    for key in seeds(4):
        drawn = twin("cafe").draw(400, 300, key)
        train = drawn.train
        x = (train[known] - train[known].mean()) / train[known].std()
        assert 0.5 < LinearRegression().fit(x, train["litres"]).score(x, train["litres"]) < 0.8
        for name in ("sold_out", "bestseller", "umbrella", "terrace", "queue", "delivery"):
            found = LogisticRegression(max_iter=2000).fit(x, train[name]).score(x, train[name])
            assert train[name].value_counts(normalize=True).max() + 0.05 < found < 0.97, name
        happened = train[["umbrella", "terrace", "queue", "delivery"]].sum(axis=1)
        assert set(happened) >= {0, 1, 2, 3}


def test_iris_is_as_hard_as_the_original() -> None:
    """On the original, logistic regression tells about 97 % of the flowers apart."""
    accuracy = []
    for key in seeds(6):
        drawn = twin("iris-twin").draw(300, 300, key)
        model = LogisticRegression(max_iter=1000)
        model.fit(drawn.train.drop(columns="Species"), drawn.train["Species"])
        accuracy.append(accuracy_score(drawn.hidden, model.predict(drawn.test)))
    assert np.mean(accuracy) == pytest.approx(0.975, abs=0.015)


def test_the_iris_species_are_drawn_as_their_flowers_were() -> None:
    """Drawing the species after the flower leaves each species its own mean and spread."""
    features, target = twin("iris-twin")._generator()
    flowers = features(generator_from(b"law", "features"), 6000)
    species = target(generator_from(b"law", "target"), flowers)
    found = flowers.groupby(species).agg(["mean", "std"])
    assert found.loc["setosa", ("Petal.Length", "mean")] == pytest.approx(1.462, abs=0.02)
    assert found.loc["virginica", ("Petal.Length", "mean")] == pytest.approx(5.552, abs=0.05)
    assert found.loc["versicolor", ("Petal.Length", "std")] == pytest.approx(0.470, abs=0.03)


def test_nobody_in_the_attrition_twin_has_worked_longer_than_lived() -> None:
    people = twin("attrition-twin").draw(3000, 500).train
    assert (people["TotalWorkingYears"] <= people["Age"] - 18).all()
    assert (people["YearsAtCompany"] <= people["TotalWorkingYears"]).all()
    assert (people["YearsInCurrentRole"] <= people["YearsAtCompany"]).all()
    assert (people["YearsWithCurrManager"] <= people["YearsAtCompany"]).all()
    assert people["EmployeeNumber"].is_unique


def test_too_few_rows_for_every_level_are_refused() -> None:
    with pytest.raises(CourseError, match="Ask for more rows"):
        twin("attrition-twin").draw(1250, 20)


def test_an_original_keeps_rows_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graders.course.fetch.cache_folder", lambda: tmp_path)
    dataset = load_dataset(ROOT, "iris")
    public, secret = dataset.draw(70, 40), dataset.draw(70, 40, b"a secret")
    again = dataset.draw(70, 40, b"another")
    assert public.files()["data/train.csv"] == secret.files()["data/train.csv"]
    rows = lambda drawn: sorted(map(tuple, drawn.test.to_numpy()))  # noqa: E731
    assert rows(secret) == rows(again) != rows(public)
    assert secret.files() != again.files()
    with pytest.raises(CourseError, match="150 rows"):
        dataset.draw(100, 40)


def test_arrays_that_nothing_makes_a_table_of_cannot_be_drawn_from() -> None:
    with pytest.raises(CourseError, match="no table"):
        load_dataset(ROOT, "boston-keras").draw(10, 10)


def test_a_dataset_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="boston-twin"):
        load_dataset(ROOT, "bostn")
    with pytest.raises(CourseError, match="none"):
        load_dataset(tmp_path, "../boston")


def test_a_wrong_card_names_line_and_field(tmp_path: Path) -> None:
    folder = tmp_path / "datasets" / "odd"
    folder.mkdir(parents=True)
    (folder / "card.toml").write_text('title = "x"\nkind = "cube"\n', encoding="utf-8")
    with pytest.raises(CourseError, match=r"card\.toml:2: kind: .*'arrays', 'table', 'twin'"):
        load_dataset(tmp_path, "odd")
    (folder / "card.toml").write_text("title = \n", encoding="utf-8")
    with pytest.raises(CourseError, match="not TOML"):
        load_dataset(tmp_path, "odd")


def test_a_twin_without_a_generator_is_told(tmp_path: Path) -> None:
    card = Card(
        title="x", kind="twin", source="s", licence="l", rows=1, target="y", task="regression"
    )
    with pytest.raises(CourseError, match=r"generate\.py"):
        Dataset("odd", tmp_path, card).draw(3, 3)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import numpyy\n", r"generate\.py:1: ModuleNotFoundError: .*numpyy"),
        ("def features(\n", r"generate\.py:1: SyntaxError"),
        (
            (
                "def features(random, count):\n    return random.expp()\ndef target(random, table):\n"
                "    return 1\n"
            ),
            r"generate\.py:2: AttributeError: .*expp",
        ),
        ("features = None\n", r"generate\.py: AttributeError: .*target"),
        (
            (
                "import pandas as pd\ndef features(random, count):\n"
                "    return pd.DataFrame({'snow': random.random(count)})\n"
                "def target(random, table):\n    return table['snow']\n"
            ),
            r"card\.toml: columns: .*generate\.py makes no sno; it makes snow, y",
        ),
    ],
)
def test_what_an_authors_generator_does_is_said_with_its_line(
    tmp_path: Path, code: str, said: str
) -> None:
    (tmp_path / "generate.py").write_text(code, encoding="utf-8")
    card = Card(
        title="x", kind="twin", source="s", licence="l", rows=9, target="y", task="regression",
        columns=("sno", "y"),
    )  # fmt: skip
    with pytest.raises(CourseError, match=said):
        Dataset("odd", tmp_path, card).draw(3, 3)
