import numpy as np
import pytest

from graders.errors import SandboxError


def moved(found, what="x"):
    return next((one for one in found.moved if one.what == what), None)


def test_a_clean_program_is_asked_once(investigated, houses):
    found = investigated(houses.Program(houses.clean))
    assert (found.outcome, found.moved, found.runs) == ("done", (), 1)
    assert found.changed == {"held-out": 30, "test": houses.test_rows - 8}
    assert (found.resolved, found.resolved_by) == (True, "index")
    assert found.still == ("x_train", "y_val")


def test_a_leak_is_told_by_rows_columns_and_call(investigated, houses):
    found = investigated(houses.Program(houses.leaking))
    one = moved(found)
    assert one.by == ("held-out",)
    assert (one.cell, one.estimator, one.rows, one.of) == ("fit", "Sequential", 90, 90)
    assert one.columns[0] in {"size", "age", "kind"}
    assert (one.through, one.through_cell, one.through_rows) == ("MinMax.fit", "scale", 120)
    assert found.runs == 3  # the rows, the control, whose rows


def test_a_leak_of_the_test_file_is_told_apart(investigated, houses):
    import pandas as pd

    def scale(x, train, val, test):
        both = pd.concat([x.iloc[train], test])
        return houses.min_max(both, x.iloc[train], x.iloc[val], test), [("MinMax", both)]

    one = moved(investigated(houses.Program(scale)))
    assert one.by == ("test",)
    assert one.through_rows == 90 + houses.test_rows


def test_a_leak_of_both_names_both(investigated, houses):
    import pandas as pd

    def scale(x, train, val, test):
        both = pd.concat([x, test])
        low, scale = both.mean(), both.std()
        made = [((one - low) / scale).to_numpy() for one in (x.iloc[train], x.iloc[val], test)]
        return made, []

    one = moved(investigated(houses.Program(scale)))
    assert one.by == ("held-out", "test")
    assert (one.through, one.through_cell) == ("", "scale")


def test_what_moves_by_itself_is_no_leak(investigated, houses):
    def noise(run):
        return np.random.default_rng(run).normal(size=(90, 1))

    found = investigated(houses.Program(houses.clean, noise=noise))
    assert (found.outcome, found.reason) == ("unresolved", "moves-by-itself")
    assert found.runs == 2


def test_what_only_the_stub_moves_is_cleared(investigated, houses):
    def weights(run, x):
        return "trained" if run == 0 else "stubbed"

    found = investigated(houses.Program(houses.clean, weights=weights))
    assert (found.outcome, found.moved, found.runs) == ("done", (), 2)


def test_statistics_in_a_layer_are_seen_in_its_weights(investigated, houses):
    def weights(run, x):
        return str(x.sum())

    def scale(x, train, val, test):
        return (x.iloc[train].to_numpy(), x.iloc[val].to_numpy(), test.to_numpy()), []

    still = investigated(houses.Program(scale, weights=weights))
    assert moved(still, "weights") is None
    leak = investigated(houses.Program(houses.leaking, weights=weights))
    assert moved(leak, "weights").by == ("held-out",)


def test_test_rows_go_the_training_rows_way(investigated, houses):
    (one,) = investigated(houses.Program(houses.clean)).transforms
    assert (one.kept, one.kept_moved, one.planted, one.planted_differ) == (8, 0, 8, 0)
    assert (one.rows_expected, one.rows_seen, one.raw) == (60, 60, False)
    assert (one.name, one.cell) == ("model", "predict")


def test_a_scaler_of_their_own_moves_rows_that_were_kept(investigated, houses):
    def scale(x, train, val, test):
        known = x.iloc[train]
        made = (*houses.min_max(known, known, x.iloc[val]), *houses.min_max(test, test))
        return made, []

    (one,) = investigated(houses.Program(scale)).transforms
    assert one.kept_moved == one.kept == 8
    assert one.planted_differ > 4
    assert set(one.columns) <= {"size", "age", "kind"}


def test_raw_test_rows_are_called_raw(investigated, houses):
    def scale(x, train, val, test):
        known = x.iloc[train]
        return (*houses.min_max(known, known, x.iloc[val]), test.to_numpy(float)), []

    (one,) = investigated(houses.Program(scale)).transforms
    assert (one.kept_moved, one.planted_differ, one.raw) == (0, 8, True)


def test_a_leak_is_not_also_a_transform_of_their_own(investigated, houses):
    (one,) = investigated(houses.Program(houses.leaking)).transforms
    assert (one.kept, one.kept_moved, one.planted, one.planted_differ) == (0, 0, 8, 0)


def by_how_common(one, known):
    """Dummies of a column, the most common level of ``known`` first."""
    levels = known["kind"].value_counts(sort=True).index
    dummies = [[float(kind == level) for level in levels] for kind in one["kind"]]
    return np.column_stack([dummies, one["size"] / 100])


def test_columns_in_another_order_are_no_leak(investigated, houses):
    def scale(x, train, val, test):
        parts = (x.iloc[train], x.iloc[val], test)
        return tuple(by_how_common(one, x.iloc[val]) for one in parts), []

    found = investigated(houses.Program(scale))
    assert (found.outcome, found.moved) == ("done", ())
    (one,) = found.transforms
    assert (one.kept, one.planted, one.planted_differ) == (0, 8, 0)

    def own_order(x, train, val, test):
        made, calls = scale(x, train, val, test)
        return (*made[:2], by_how_common(test, test)[:, ::-1]), calls

    (one,) = investigated(houses.Program(own_order)).transforms
    assert one.planted_differ > 4


def test_columns_of_other_numbers_are_a_leak_in_any_order(investigated, houses):
    def scale(x, train, val, test):
        size = x.iloc[val]["size"].mean()
        parts = (x.iloc[train], x.iloc[val], test)
        return tuple(by_how_common(one, x.iloc[val]) * size for one in parts), []

    assert moved(investigated(houses.Program(scale))).by == ("held-out",)


def test_rows_that_nobody_knows_are_found_by_where_changed_ones_arrive(investigated, houses):
    found = investigated(houses.Program(houses.clean, knows=False))
    assert (found.outcome, found.resolved, found.resolved_by) == ("done", True, "one-row-run")
    assert 0 < found.changed["held-out"] <= 4
    assert found.moved == ()
    assert found.runs <= 6


def test_a_leak_is_found_with_the_few_rows_that_were_found(investigated, houses):
    found = investigated(houses.Program(houses.leaking, knows=False))
    assert found.resolved
    assert moved(found).by == ("held-out",)


def test_rows_that_cannot_be_found_leave_the_test_rows_to_be_changed(investigated, houses):
    def scale(x, train, val, test):
        mixed, _ = houses.clean(x, train, val, test)
        return tuple(np.repeat(one.sum(axis=1, keepdims=True) * 0, 3, axis=1) for one in mixed), []

    found = investigated(houses.Program(scale, knows=False))
    assert (found.outcome, found.resolved, found.reason) == ("done", False, "rows-not-found")
    assert found.changed == {"test": houses.test_rows - 8}


@pytest.mark.parametrize(
    ("ended", "outcome"),
    [("timeout", "timeout"), ("died", "died"), ("memory", "died"), (SandboxError("no"), "lost"),
     ("lost", "lost")],
)  # fmt: skip
def test_a_run_that_does_not_end_gives_no_answer(investigated, houses, ended, outcome):
    found = investigated(houses.Program(houses.clean, ends={1: ended}))
    assert found.outcome == outcome
    assert found.moved == ()


def test_a_run_that_other_rows_break_gives_no_answer(investigated, houses):
    found = investigated(houses.Program(houses.clean, fails={1}))
    assert (found.outcome, found.reason) == ("unresolved", "run-disturbed")
    assert found.facts == {"cell": "fit"}


def test_the_same_program_gets_the_same_question(investigated, houses):
    first, second = houses.Program(houses.clean), houses.Program(houses.clean)
    assert investigated(first).transforms == investigated(second).transforms
    assert first.jobs[1].files == second.jobs[1].files


def test_a_program_that_is_another_one_when_it_is_watched_is_told(investigated, houses):
    """The same files, and the re-runs agree with each other: it looks at how it is run."""

    def watching(run):
        return np.full((90, 1), float(run > 0))

    found = investigated(houses.Program(houses.clean, noise=watching))
    assert (found.outcome, found.reason) == ("unresolved", "differs-when-watched")
    assert found.facts == {"cell": "fit"}
