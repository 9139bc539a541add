"""A curve of one's own: cured, or ill in another way."""

import msgspec
import numpy as np
import pytest

from graders.checks.learning_curve import LearningCurve
from graders.model.evidence import CallbackSpec
from graders.reports.messages import Messages

EPOCHS = np.arange(60)
STEEP = 100 * np.exp(-EPOCHS / 4) + 15
RANDOM = np.random.default_rng(2)
CALM = STEEP + 3 + RANDOM.uniform(-0.4, 0.4, 60)
LEAPS = STEEP + 15 + RANDOM.uniform(-8, 8, 60)
VALLEY = STEEP + 3 + np.maximum(0, EPOCHS - 20) * 1.2


def judge(build, loss, held, *, record=None, **parameters):
    fields = parameters.pop("fields", {})
    fit = build.fit(
        history={"loss": tuple(loss), **({"val_loss": tuple(held)} if held is not None else {})},
        losses=tuple(loss), cell="repair", **fields,
    )  # fmt: skip
    found = build.one_model(build.spec(*build.REGRESSION), fit)
    if record is not None:
        model = msgspec.structs.replace(found.models[0], inference=record)
        found = msgspec.structs.replace(found, models=(model,))
    return LearningCurve(**parameters)(found, build.reference(), build.item(cell="repair"))


def test_steep_then_flat(build):
    verdict = judge(build, STEEP, CALM)
    assert (verdict.outcome, verdict.key) == ("passed", "curve-good")


@pytest.mark.parametrize(
    ("loss", "held", "key", "credit"),
    [
        (STEEP, LEAPS, "curve-jagged", 0),
        (STEEP + RANDOM.uniform(0, 30, 60), CALM, "curve-jagged", 0),
        (STEEP, VALLEY, "curve-rises", 0.5),
        (100 - EPOCHS, 104 - EPOCHS, "curve-still-falling", 0.5),
        (100 - EPOCHS / 1e3, 104 - EPOCHS / 1e3, "curve-never-falls", 0),
        (STEEP, None, "curve-no-validation", 0),
        (STEEP[:9], CALM[:9], "curve-short", 0),
        ([90.0, 5e8, np.nan, np.nan] * 3, [90.0, 5e8, np.nan, np.nan] * 3, "curve-lost", 0),
    ],
)
def test_every_ailment_has_its_name(build, loss, held, key, credit):
    verdict = judge(build, loss, held)
    assert verdict.key == key
    assert float(verdict.credit) == credit
    for lang in ("en", "ko"):
        said = Messages(lang).say(verdict.key, verdict.facts)
        assert "{" not in said
        assert "$" not in said


def test_the_epoch_where_validation_turns_is_told(build):
    verdict = judge(build, STEEP, VALLEY)
    assert 19 <= verdict.facts["turn"] <= 24
    assert f"epoch {verdict.facts['turn']} " in Messages("en").say(verdict.key, verdict.facts)


def test_another_ailment_to_be_cured(build):
    assert float(judge(build, STEEP, VALLEY, ailment="rises").credit) == 0
    assert float(judge(build, STEEP, LEAPS, ailment="rises").credit) == 0.5


def test_weights_that_were_brought_back_end_at_the_valley(build):
    stop = CallbackSpec(kind="EarlyStopping", config={"restore_best_weights": True})
    back = {"fields": {"callbacks": (stop,)}, "record": {"val_loss": float(VALLEY.min()) + 1}}
    verdict = judge(build, STEEP, VALLEY, **back)
    assert (verdict.outcome, verdict.remarks[0].key) == ("passed", "curve-brought-back")
    left = {**back, "record": {"val_loss": float(VALLEY[-1])}}
    assert judge(build, STEEP, VALLEY, **left).key == "curve-rises"
    lost = {**back, "record": {}}
    assert judge(build, STEEP, VALLEY, **lost).key == "curve-rises"
    plain = {"record": back["record"]}
    assert judge(build, STEEP, VALLEY, **plain).key == "curve-rises"
    # Leaps are not cured by choosing the best of them.
    leaping = {**back, "record": {"val_loss": float(LEAPS.min())}}
    assert judge(build, STEEP, LEAPS, **leaping).key == "curve-jagged"


def test_two_trainings_are_one_curve(build):
    fits = [
        build.fit(history={"loss": tuple(STEEP[part]), "val_loss": tuple(CALM[part])},
                  losses=tuple(STEEP[part]), cell="repair", sequence=number)
        for number, part in enumerate((slice(0, 30), slice(30, 60)))
    ]  # fmt: skip
    found = build.one_model(build.spec(*build.REGRESSION), *fits)
    verdict = LearningCurve()(found, build.reference(), build.item(cell="repair"))
    assert (verdict.outcome, verdict.facts["epochs"]) == ("passed", 60)


def test_validated_on_the_training_rows(build):
    rows = np.arange(12.0).reshape(4, 3)
    fields = {"x": rows, "validation_x": build.info(rows)}
    assert judge(build, STEEP, CALM, fields=fields).key == "curve-validated-on-training"


def test_nothing_trained_and_nothing_seen(build):
    item = build.item(cell="repair")
    assert LearningCurve()(build.evidence(), build.reference(), item).key == "absent-training"
    found = build.one_model(build.spec(*build.REGRESSION), build.fit(losses=()))
    assert LearningCurve()(found, build.reference(), item).review == "curve-unseen"
