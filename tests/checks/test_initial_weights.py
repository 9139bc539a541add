"""Functions that draw initial weights: every right law passes, every slip is named."""

import numpy as np
import pytest

from graders.checks.initial_weights import InitialWeights

RNG = np.random.default_rng(7)


def normal(law):
    return lambda n_in, n_out: RNG.normal(size=(n_in, n_out)) * law(n_in, n_out)


def uniform(law):
    def draw(n_in, n_out):
        limit = law(n_in, n_out) * 3**0.5
        return RNG.uniform(-limit, limit, size=(n_in, n_out)).astype("float32")

    return draw


def truncated(law):
    def draw(n_in, n_out):
        drawn = RNG.normal(size=(8 * n_in, n_out)).ravel()
        return drawn[np.abs(drawn) < 2][: n_in * n_out].reshape(n_in, n_out) * law(n_in, n_out)

    return draw


def he(n_in, _):
    return (2 / n_in) ** 0.5


def by_inputs(n_in, _):
    return (1 / n_in) ** 0.5


def glorot(n_in, n_out):
    return (2 / (n_in + n_out)) ** 0.5


@pytest.fixture
def judged(judge_functions):
    def judge(function, law):
        return judge_functions(InitialWeights(function="draw", law=law), {"draw": function})

    return judge


@pytest.mark.parametrize("distribution", [normal, uniform, truncated])
@pytest.mark.parametrize(
    ("law", "formula"), [("he", he), ("xavier", by_inputs), ("xavier", glorot)]
)
def test_any_right_law_and_distribution_passes(distribution, law, formula, judged):
    verdict = judged(distribution(formula), law)
    assert (verdict.outcome, verdict.key) == ("passed", "initial-right"), verdict
    assert verdict.remarks == ()


def test_a_truncated_draw_that_is_corrected_passes(judged):
    assert judged(truncated(lambda n_in, _: he(n_in, 0) / 0.87962566), "he").outcome == "passed"


def test_a_seed_inside_is_a_remark(judged):
    verdict = judged(lambda a, b: np.random.default_rng(0).normal(size=(a, b)) * he(a, b), "he")
    assert verdict.outcome == "passed"
    assert [one.key for one in verdict.remarks] == ["initial-same"]


@pytest.mark.parametrize(
    ("key", "function"),
    [
        ("half", lambda a, b: RNG.normal(size=(a, b)) / np.sqrt(a) / 2),
        ("zero", lambda a, b: np.zeros((a, b))),
        ("constant", lambda a, b: np.full((a, b), 0.01)),
        ("off-centre", lambda a, b: RNG.random((a, b)) / np.sqrt(a / 2)),
        ("unscaled", lambda a, b: RNG.normal(size=(a, b))),
        ("unscaled", lambda a, b: 0.01 * RNG.normal(size=(a, b))),
        ("other-law", normal(by_inputs)),
        ("other-law", normal(glorot)),
        ("outputs", lambda a, b: RNG.normal(size=(a, b)) * np.sqrt(2 / b)),
        ("no-root", lambda a, b: RNG.normal(0, 2 / a, size=(a, b))),
        ("times", lambda a, b: RNG.normal(size=(a, b)) * np.sqrt(a / 2)),
        ("limit", lambda a, b: RNG.uniform(-1, 1, size=(a, b)) * np.sqrt(2 / a)),
        ("transposed", lambda a, b: RNG.normal(size=(b, a)) * np.sqrt(2 / a)),
        ("shape", lambda a, b: RNG.normal(size=a * b) * np.sqrt(2 / a)),
        ("shape", lambda a, b: (RNG.normal(size=(a, b)), np.zeros(b))),
        ("shape", lambda *_: "weights"),
        ("nan", lambda a, b: np.full((a, b), np.nan)),
        ("raised", lambda a, b: RNG.normal(size=(a, b)) / np.sqr(a)),
        ("spread", lambda a, b: RNG.normal(size=(a, b)) * 5 / np.sqrt(a)),
    ],
)
def test_each_slip_is_named(key, function, judged):
    verdict = judged(function, "he")
    assert (verdict.outcome, verdict.key) == ("failed", f"initial-{key}"), verdict


def test_he_where_xavier_is_asked(judged):
    assert judged(normal(he), "xavier").key == "initial-other-law"


def test_a_right_draw_is_never_turned_away_by_chance(judged):
    verdicts = [judged(draw(he), "he") for draw in (normal, uniform, truncated) for _ in range(60)]
    assert {verdict.outcome for verdict in verdicts} == {"passed"}


def test_without_the_function(judge_functions):
    assert judge_functions(InitialWeights(function="he", law="he"), {}).key == "absent-value"
