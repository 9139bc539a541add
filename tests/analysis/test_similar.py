import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.analysis.fingerprints import GRAM, WINDOW, every_gram, fingerprints, tokens
from graders.analysis.similar import modified_z, similar

MODEL = """
model = keras.Sequential([
    keras.Input(shape=(x_train.shape[1],)),
    keras.layers.Dense({units}, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="{optimizer}", loss="mse", metrics=["mae"])
history = model.fit(x_train, y_train, epochs={epochs}, batch_size={batch})
"""
ODD = """
def bend(table, quarter=0.37):
    # the third column behaves strangely so we bend it
    folded = table[:, 2] ** quarter - np.log1p(np.abs(table[:, 0]))
    return np.column_stack([table, folded, np.sign(folded) * 4.25])
"""


def answers(count, seed=3):
    chance = random.Random(seed)
    return {
        f"s{n:02d}": [
            MODEL.format(
                units=chance.choice([16, 24, 32, 64]),
                optimizer=chance.choice(["adam", "rmsprop"]),
                epochs=chance.choice([20, 50, 60]),
                batch=chance.choice([16, 32]),
            )
        ]
        for n in range(count)
    }


def of(cells):
    return {name: fingerprints(one) for name, one in cells.items()}


def test_short_answers_that_all_match_raise_nobody():
    assert similar(of(answers(60))).groups == ()


def test_an_odd_stretch_that_two_share_is_found_under_other_names():
    cells = answers(60)
    cells["s07"].append(ODD)
    renamed = ODD.replace("folded", "q").replace("table", "rows").replace("bend", "fix")
    cells["s31"].append(renamed.replace("  # the third", "  # THE  third"))
    (found,) = similar(of(cells)).groups
    assert found.students == ("s07", "s31")
    best = found.strongest
    assert best.z >= 3.5
    marked = "".join(cells["s07"][one.cell][one.start : one.end] for one in best.left_spans)
    assert "np.log1p(np.abs(" in marked
    assert "Sequential" not in marked


def test_released_text_is_nobodys_own():
    cells = answers(60)
    for name in ("s07", "s31"):
        cells[name].append(ODD)
    assert similar(of(cells), every_gram([ODD])).groups == ()


def test_three_who_share_are_one_group():
    cells = answers(60)
    for name in ("s01", "s02", "s03"):
        cells[name].append(ODD)
    (found,) = similar(of(cells)).groups
    assert found.students == ("s01", "s02", "s03")


def test_a_chain_is_not_one_group():
    # `s02` shares one cell with `s01`, and another with `s03`.
    other = ODD.replace("np.log1p", "np.cbrt").replace("0.37", "8").replace("third", "fourth")
    other = other.replace("[:, 2] **", "[1:, 5] //").replace("np.sign", "np.floor")
    cells = answers(60)
    cells["s01"].append(ODD * 3)
    cells["s02"] += [ODD * 3, other * 3]
    cells["s03"].append(other * 3)
    for one in similar(of(cells)).groups:
        assert len(one.students) == 2
        assert "s02" in one.students


def test_none_one_and_all_the_same():
    assert similar({}).groups == ()
    assert similar(of(answers(1))).groups == ()
    same = dict.fromkeys(map(str, range(30)), fingerprints([ODD]))
    assert similar(same).groups == ()


@given(st.lists(st.text(max_size=300), max_size=4))
@settings(max_examples=30, deadline=None)
def test_whatever_the_text_is_every_fingerprint_has_a_place(cells):
    found = fingerprints(cells)
    for span in (span for spans in found.values() for span in spans):
        assert 0 <= span.start < span.end <= len(cells[span.cell])
    assert found.keys() <= every_gram(cells)


@given(st.integers(0, 40), st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_what_two_share_is_found_wherever_it_stands(before, seed):
    # The guarantee of winnowing: of window + gram - 1 tokens in common, one fingerprint is.
    chance = random.Random(seed)
    common = " + ".join(str(chance.random()) for _ in range((WINDOW + GRAM) // 2 + 1))
    assert len(tokens(common)[0]) >= WINDOW + GRAM - 1
    first = fingerprints([common])
    other = fingerprints([" * ".join(["7"] * (before + 1)) + " + " + common + " - z"])
    assert first.keys() & other.keys()


def test_lone_surrogates_and_open_texts_are_read():
    assert fingerprints(["x = '\ud800'", "'''", "((((", "%%bash\nls", "", "\0"])


def test_modified_z_as_worked_out_by_hand_and_never_divides_by_nothing():
    values = np.array([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3])
    # Median 2.45, median absolute deviation 0.15.
    assert modified_z(values)[-1] == pytest.approx(0.6745 * (8.3 - 2.45) / 0.15)
    assert (modified_z(values) > 3.5).tolist() == [False] * 8 + [True] * 2
    assert not modified_z(np.zeros(5)).any()
    assert modified_z(np.array([0, 0, 0, 0, 1.0]))[-1] > 3
