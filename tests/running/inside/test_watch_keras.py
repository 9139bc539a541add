"""What is seen of Keras beside trainings: models that come from a file."""

from decimal import Decimal

from graders.checks.history import History
from graders.checks.roles import trainings
from graders.model.assignment import RubricItem
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.model.reference import Reference

FIT = """
import keras, numpy as np
x, y = np.random.rand(20, 3), np.random.rand(20)
def built():
    made = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    made.compile("adam", "mse")
    return made
model, other = built(), built()
other.fit(x, y, epochs=1, verbose=0)
history = model.fit(x, y, epochs=2, verbose=0)
model.save("best.keras")
model.save("best.h5")
"""
LOAD = """
untrained = built()
model = keras.models.load_model("best.keras")
from keras.saving import load_model
old = load_model("best.h5", compile=False)
"""


def test_a_loaded_model_has_the_trainings_behind_it(run):
    cells = (
        PlannedCell(cell="fit", index=0, source=FIT, names=("model", "history", "other")),
        PlannedCell(cell="load", index=1, source=LOAD, names=("model", "old", "untrained")),
    )
    evidence = run(RunJob(plan=Plan(cells=cells)))
    assert [cell.outcome for cell in evidence.cells] == ["ok", "ok"]
    first, second = evidence.fits
    loads = [call for call in evidence.calls if call.method == "load"]
    assert [call.cell for call in loads] == ["load", "load"]
    assert all(call.weights == second.weights_after for call in loads)
    for name in ("model", "old"):
        number = evidence.value(name).model
        assert number not in {first.model, second.model}
        assert trainings(evidence, number) == (second,)
    assert trainings(evidence, evidence.value("other").model) == (first,)
    assert trainings(evidence, evidence.value("untrained").model) == ()
    item = RubricItem(id="line", check="history", points=Decimal(1), cell="fit")
    assert History()(evidence, Reference(), item).outcome == "passed"
