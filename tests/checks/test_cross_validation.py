"""Cross-validations as Keras and scikit-learn runs show them, right and wrong."""

import msgspec
import numpy as np
import pytest

from graders.checks.cross_validation import CrossValidation
from graders.model.evidence import CallRecord
from graders.model.experiment import Origin
from graders.model.values import Array
from graders.reports.messages import Messages

RANDOM = np.random.default_rng(2)
X, Y = RANDOM.normal(size=(40, 3)), RANDOM.normal(20, 5, 40)
EVERY = np.arange(40)
KFOLD = [(np.setdiff1d(EVERY, held), held) for held in np.array_split(EVERY, 4)]
FIGURES = (3.1, 2.7, 3.9, 3.4)


class Run:
    """Records of a run as they come, with the rows behind every array."""

    def __init__(self, build):
        self.build, self.clock = build, 0
        self.fits, self.calls, self.origins, self.models = [], [], {}, set()

    def at(self, rows):
        """Features of these rows, whose origin is known."""
        table = X[rows]
        digest = self.build.info(table).digest
        self.origins[digest] = Origin(
            digest=digest, file="data/train.csv", by="index",
            rows=Array.of(np.asarray(rows, np.int32)),
        )  # fmt: skip
        return table

    def tick(self):
        self.clock += 1
        return self.clock

    def fit(self, rows, model, *, before=None, after=None, y=None, **fields):
        before = f"new {model}" if before is None else before
        after = f"trained {model} {self.clock}" if after is None else after
        self.models.add(model)
        self.fits.append(
            self.build.fit(
                self.at(rows), Y[rows] if y is None else y, model=model, sequence=self.tick(),
                weights_before=before, weights_after=after, cell=fields.pop("cell", "cross-validate"),
                compiled=self.build.spec(*self.build.REGRESSION), **fields,
            )
        )  # fmt: skip
        return after

    def evaluate(self, rows, model, mae, loss=12.0):
        self.calls.append(
            self.build.evaluate(
                self.at(rows), {"loss": loss, "mae": mae}, model=model, sequence=self.tick()
            )
        )

    def predict(self, rows, model, answers):
        self.calls.append(
            self.build.predict(self.at(rows), answers, model=model, sequence=self.tick())
        )

    def judge(self, part, scores=FIGURES, mean=None, final=9, **parameters):
        values = [self.build.value("model", kind="model", model=final, cell="final")]
        if scores is not None:
            values.append(self.build.value("scores", np.array(scores), "cross-validate"))
            told = np.mean(scores) if mean is None else mean
            values.append(self.build.value("mean_score", float(told), "cross-validate"))
        found = self.build.evidence(
            values=values, fits=self.fits, calls=self.calls, origins=list(self.origins.values()),
            models=[self.build.model(number, (f"m{number}",)) for number in sorted(self.models)],
        )  # fmt: skip
        check = CrossValidation(part=part, **parameters)
        item = self.build.item(cell="final" if part == "final" else "cross-validate")
        verdict = check(found, self.build.reference(train=Y, task="regression"), item)
        for lang in ("en", "ko"):
            said, problems = Messages(lang).format(verdict.key, verdict.facts)
            assert said
            assert not problems
        return verdict

    def keys(self, **settings):
        return [self.judge(part, **settings).key for part in
                ("networks", "folds", "scores", "mean", "final")]  # fmt: skip


GOOD = ["cv-networks", "cv-folds", "cv-scores", "cv-mean", "cv-final"]


@pytest.fixture
def run(build):
    return Run(build)


def folds(run, pairs=KFOLD, figures=FIGURES):
    for number, ((train, held), figure) in enumerate(zip(pairs, figures, strict=True)):
        run.fit(train, number)
        run.evaluate(held, number, figure)


def final(run, rows=EVERY, model=9, **fields):
    run.fit(rows, model, cell="final", **fields)


def test_the_usual_way(run):
    folds(run)
    final(run)
    assert run.keys() == GOOD
    assert run.keys(scores=FIGURES[::-1]) == GOOD


def test_everything_in_one_cell(run):
    folds(run)
    final(run)
    run.fits[-1] = msgspec.structs.replace(run.fits[-1], cell="cross-validate")
    assert run.keys() == GOOD


def test_predictions_are_worked_out_again(run):
    scores = []
    for number, (train, held) in enumerate(KFOLD):
        run.fit(train, number)
        answers = Y[held] + RANDOM.normal(0, number + 1, len(held))
        run.predict(held, number, answers[:, None])
        scores.append(np.mean(np.abs(answers - Y[held])))
    final(run)
    assert run.keys(scores=scores) == GOOD
    assert run.judge("scores", scores=np.array(scores) + 0.1).key == "cv-scores-differ"
    assert run.judge("scores", scores=-np.array(scores)).remarks[0].key == "cv-negative"


@pytest.mark.parametrize("bend", [None, np.log, np.log1p, np.sqrt])
def test_predictions_of_changed_prices_are_turned_back(run, bend):
    scores = []
    for number, (train, held) in enumerate(KFOLD):
        mean, std = Y[train].mean(), Y[train].std()
        price = bend or (lambda y, mean=mean, std=std: (y - mean) / std)
        run.fit(train, number, y=price(Y[train]))
        answers = Y[held] + RANDOM.normal(0, 1, len(held))
        run.predict(held, number, price(answers)[:, None])
        scores.append(np.mean(np.abs(answers - Y[held])))
    final(run)
    assert run.keys(scores=scores) == GOOD


def test_evaluate_in_standardised_prices(run):
    for number, ((train, held), figure) in enumerate(zip(KFOLD, FIGURES, strict=True)):
        std = Y[train].std()
        run.fit(train, number, y=(Y[train] - Y[train].mean()) / std)
        run.evaluate(held, number, figure / std)
    assert run.judge("scores").key == "cv-scores"


def test_the_history_of_validation_rows(run):
    for number, ((train, held), figure) in enumerate(zip(KFOLD, FIGURES, strict=True)):
        history = {"loss": (9.0, 5.0, 2.0), "val_mae": (9.0, figure - 0.5, figure)}
        run.fit(train, number, history=history, validation_x=run.build.info(run.at(held)))
    final(run)
    assert run.keys() == GOOD
    assert run.keys(scores=np.array(FIGURES) - 0.5) == GOOD  # the best epoch


def test_rows_that_stop_a_training_are_not_those_of_the_score(run):
    """Of each fold's training rows the last fifth stops it; the fold itself is scored."""
    for number, ((train, held), figure) in enumerate(zip(KFOLD, FIGURES, strict=True)):
        history = {"loss": (9.0, 5.0, 2.0), "val_mae": (9.0, 5.0, 4.0)}
        run.fit(train, number, history=history, validation_split=0.2)
        run.evaluate(held, number, figure)
    final(run)
    assert run.keys() == GOOD


def test_cross_val_score(run):
    scores = []
    for train, held in KFOLD:
        run.fit(train, -1, library="custom", estimator="Network", losses=())
        answers = Y[held] + RANDOM.normal(0, 1, len(held))
        call = run.build.predict(run.at(held), answers, model=None, sequence=run.tick())
        run.calls.append(msgspec.structs.replace(call, actor="Network"))
        scores.append(np.mean(np.abs(answers - Y[held])))
    final(run)
    assert run.keys(scores=scores) == GOOD


def test_answers_of_a_direct_call_without_their_rows(run):
    scores = []
    for number, (train, held) in enumerate(KFOLD):
        run.fit(train, number)
        answers = Y[held] + RANDOM.normal(0, 1, len(held))
        run.calls.append(
            CallRecord(
                sequence=run.tick(), cell="cross-validate", actor="Sequential", method="__call__",
                model=number, answers=Array.of(answers[:, None]),
            )
        )  # fmt: skip
        scores.append(np.mean(np.abs(answers - Y[held])))
    final(run)
    assert run.keys(scores=scores) == GOOD


def test_folds_repeated_and_folds_that_leave_rows_over(run):
    other = RANDOM.permutation(40)
    again = [(np.setdiff1d(EVERY, held), held) for held in np.array_split(other, 4)]
    folds(run, KFOLD + again, (*FIGURES, 5.1, 5.2, 5.3, 5.4))
    final(run)
    assert run.keys(scores=(*FIGURES, 5.1, 5.2, 5.3, 5.4)) == GOOD


def test_folds_that_leave_rows_over(run):
    left = [(np.setdiff1d(EVERY, held), held) for held in EVERY[:39].reshape(3, 13)]
    folds(run, left, FIGURES[:3])
    final(run)
    assert run.keys(scores=FIGURES[:3]) == GOOD
    assert [one.key for one in run.judge("folds", scores=FIGURES[:3]).remarks] == ["cv-left-over"]


def test_the_first_weights_put_back(run):
    for (train, held), figure in zip(KFOLD, FIGURES, strict=True):
        run.fit(train, 0, before="first")
        run.evaluate(held, 0, figure)
    run.fit(EVERY, 0, before="first", cell="final")
    assert run.keys(final=0) == GOOD


def test_epochs_in_portions(run):
    for number, ((train, held), figure) in enumerate(zip(KFOLD, FIGURES, strict=True)):
        middle = run.fit(train, number)
        run.evaluate(held, number, figure + 1)
        run.fit(train, number, before=middle)
        run.evaluate(held, number, figure)
    final(run)
    assert run.keys() == GOOD


def test_an_earlier_try_does_not_count(run):
    run.fit(EVERY[10:], 20, cell="build-model")
    run.evaluate(EVERY[:10], 20, 8.0)
    for number, (train, held) in enumerate(KFOLD):
        run.fit(train, 30 + number)
        run.evaluate(held, 30 + number, 7.0 + number)
    folds(run)
    final(run)
    assert run.keys() == GOOD


def test_one_network_for_all_folds(run):
    last = "first"
    for (train, held), figure in zip(KFOLD, FIGURES, strict=True):
        last = run.fit(train, 0, before=last)
        run.evaluate(held, 0, figure)
    run.fit(EVERY, 0, before=last, cell="final")
    assert run.keys(final=0) == ["cv-network-reused", *GOOD[1:4], "cv-final-continued"]
    told = run.judge("networks", final=0).facts
    assert (told["fold"], told["seen"], told["rows"]) == (2, 10, 10)


def test_weights_copied_into_a_new_network(run):
    last = run.fit(KFOLD[0][0], 0)
    run.evaluate(KFOLD[0][1], 0, FIGURES[0])
    for number in (1, 2, 3):
        last = run.fit(KFOLD[number][0], number, before=last)
        run.evaluate(KFOLD[number][1], number, FIGURES[number])
    final(run, before=last)
    assert run.keys() == ["cv-network-reused", *GOOD[1:4], "cv-final-continued"]


def test_scores_of_training_rows(run):
    for number, ((train, _), figure) in enumerate(zip(KFOLD, FIGURES, strict=True)):
        run.fit(train, number)
        run.evaluate(train, number, figure)
    final(run)
    assert run.keys() == [*GOOD[:2], "cv-scores-trained", *GOOD[3:]]
    assert run.judge("scores").facts["trained"] == 30


def test_other_figures_than_the_one_asked_for(run):
    for number, (train, held) in enumerate(KFOLD):
        run.fit(train, number)
        run.evaluate(held, number, FIGURES[number], loss=12.0 + number)
    losses = [12.0, 13.0, 14.0, 15.0]
    assert run.judge("scores", scores=losses).facts["other"] == "loss"
    assert run.judge("scores", scores=np.sqrt(losses)).facts["other"] == "rmse"
    pairs = np.column_stack([losses, FIGURES])
    assert run.judge("scores", scores=pairs).key == "cv-scores-unreadable"
    assert run.judge("mean", scores=pairs, mean=3).key == "cv-mean-without-scores"
    assert run.judge("mean", scores=np.zeros(0), mean=3).key == "cv-mean-without-scores"
    assert run.judge("scores", scores=(3.1, 2.7, 3.9, np.nan)).key == "cv-scores-nan"


def test_errors_over_all_pairs(run):
    scores = []
    for number, (train, held) in enumerate(KFOLD):
        run.fit(train, number)
        answers = Y[held] + RANDOM.normal(0, 1, len(held))
        run.predict(held, number, answers[:, None])
        scores.append(np.mean(np.abs(answers[:, None] - Y[held])))
    assert run.judge("scores", scores=scores).key == "cv-scores-pairs"


def test_a_number_too_few(run):
    folds(run)
    verdict = run.judge("scores", scores=[min(FIGURES)])
    assert (verdict.key, verdict.facts["one"]) == ("cv-scores-count", "yes")
    assert run.judge("scores", scores=FIGURES[:3]).facts["one"] == "no"
    assert run.judge("scores", scores=None).key == "absent-value"


@pytest.mark.parametrize(
    ("mean", "key"),
    [
        (np.mean(FIGURES), "cv-mean"),
        (round(float(np.mean(FIGURES)), 2), "cv-mean"),
        (min(FIGURES), "cv-mean-best"),
        (max(FIGURES), "cv-mean-one-fold"),
        (sum(FIGURES), "cv-mean-sum"),
        (np.std(FIGURES), "cv-mean-differs"),
        (np.nan, "cv-mean-not-number"),
    ],
)
def test_the_mean(run, mean, key):
    folds(run)
    assert run.judge("mean", mean=mean).key == key


def test_folds_of_unequal_length_may_be_weighted(run):
    weights = [14, 13, 13]
    mean = np.average(FIGURES[:3], weights=weights)
    assert run.judge("mean", scores=FIGURES[:3], mean=mean).key == "cv-mean"


def test_folds_that_overlap(run):
    wrong = [
        (np.setdiff1d(EVERY, held), held) for held in (EVERY[k : k + 10] for k in (0, 5, 10, 15))
    ]
    folds(run, wrong)
    verdict = run.judge("folds")
    assert (verdict.key, verdict.facts["often"], verdict.facts["never"]) == ("cv-overlap", 15, 15)


def test_rows_that_never_validate(run):
    folds(run, KFOLD[:3], FIGURES[:3])
    verdict = run.judge("folds", scores=FIGURES[:3])
    assert (verdict.key, verdict.facts["never"]) == ("cv-never", 10)


def test_the_same_rows_each_time(run):
    for number, figure in enumerate(FIGURES):
        history = {"loss": (9.0, 5.0, 2.0), "val_mae": (9.0, 5.0, figure)}
        run.fit(EVERY, number, history=history, validation_split=0.25)
    assert run.judge("folds").key == "cv-overlap"
    assert run.judge("scores").key == "cv-scores"


def test_nothing_left_out(run):
    for number, ((_, held), figure) in enumerate(zip(KFOLD, FIGURES, strict=True)):
        run.fit(EVERY, number)
        run.evaluate(held, number, figure)
    final(run)
    assert run.keys()[1:3] == ["cv-nothing-left-out", "cv-scores-trained"]


def test_parts_that_changed_places(run):
    folds(run, [(held, train) for train, held in KFOLD])
    assert run.judge("folds").key == "cv-swapped"


def test_one_split(run):
    run.fit(KFOLD[0][0], 0)
    run.evaluate(KFOLD[0][1], 0, 3.1)
    assert run.judge("networks", scores=[3.1]).key == "cv-one-training"
    assert run.judge("folds", scores=[3.1]).key == "cv-one-training"
    assert run.judge("scores", scores=[3.1]).key == "cv-scores-count"


def test_an_empty_mapping_holds_no_scores(run):
    run.fit(KFOLD[0][0], 0)
    values = [run.build.value("scores", kind="series", series={}, cell="cross-validate")]
    found = run.build.evidence(values=values, fits=run.fits, origins=list(run.origins.values()))
    item = run.build.item(cell="cross-validate")
    verdict = CrossValidation(part="scores")(found, run.build.reference(train=Y), item)
    assert verdict.key == "cv-scores-count"


def test_nothing_trained(run):
    assert run.judge("networks").key == "cv-no-training"
    assert run.judge("final").key == "absent-training"


def test_the_network_that_is_kept(run):
    folds(run)
    assert run.judge("final", final=3).key == "cv-final-fold"
    run.fit(EVERY, 3, before=run.fits[-1].weights_after, cell="final")
    assert run.judge("final", final=3).key == "cv-final-continued"
    final(run, model=9, validation_split=0.25)
    assert (run.judge("final").key, run.judge("final").facts["aside"]) == ("cv-final-split", 10)
    final(run, EVERY[:30], model=10)
    assert run.judge("final", final=10).key == "cv-final-part"


def test_rows_that_nobody_knows_cost_nothing(run):
    folds(run)
    final(run)
    run.origins = {}
    for part in ("folds", "scores", "final"):
        verdict = run.judge(part)
        assert (verdict.outcome, verdict.review) == ("passed", verdict.key)


def test_a_fold_whose_network_learned_nothing_is_told(build):
    still, one_label = Run(build), Run(build)
    for number, (train, held) in enumerate(KFOLD):
        still.fit(train, number, before="same", after="same")
        still.evaluate(held, number, FIGURES[number])
        one_label.fit(train, number, y=np.zeros(len(train)))
        one_label.evaluate(held, number, FIGURES[number])
    verdict = still.judge("networks")
    assert (verdict.key, verdict.facts["fold"]) == ("cv-network-untaught", 1)
    assert one_label.judge("networks").key == "cv-network-one-label"
