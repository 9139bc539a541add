from graders.errors import SandboxError


def values(found, source):
    return {one.name for one in found.moved if one.what == "value" and one.by == (source,)}


def test_an_honest_score_moves_with_the_labels_that_it_is_about(investigated, houses):
    found = investigated(houses.Program(houses.clean), "labels")
    assert (found.outcome, found.changed, found.runs) == ("done", {"held-out": 30}, 1)
    assert values(found, "held-out") == {"rmse", "y_val"}
    assert set(found.still) == {"x_train", "x_test", "y_test_pred"}


def test_a_training_score_is_told_as_one(investigated, houses):
    found = investigated(houses.Program(houses.clean, score="training"), "labels")
    assert "rmse" in found.still
    assert values(found, "fitted") == {"rmse"}
    assert values(found, "held-out") == {"y_val"}
    assert found.runs == 2


def test_labels_in_class_weights_are_seen(investigated, houses):
    found = investigated(
        houses.Program(houses.clean, weigh=lambda y: {"0": float(y.mean())}), "labels"
    )
    settings = [one for one in found.moved if one.what == "settings"]
    assert [(one.name, one.cell, one.by) for one in settings] == [
        ("class_weight", "fit", ("held-out",))
    ]


def test_nothing_is_asked_where_there_are_no_labels(investigated, houses):
    found = investigated(houses.Program(houses.clean), "labels", task="none")
    assert (found.outcome, found.runs) == ("done", 0)


def test_rows_that_nobody_knows_are_found_before_their_labels_are_flipped(investigated, houses):
    found = investigated(houses.Program(houses.clean, knows=False), "labels")
    assert (found.outcome, found.resolved_by) == ("done", "one-row-run")
    assert "rmse" in values(found, "held-out")


def test_a_lost_run_is_our_fault(investigated, houses):
    found = investigated(houses.Program(houses.clean, ends={1: SandboxError("gone")}), "labels")
    assert found.outcome == "lost"
