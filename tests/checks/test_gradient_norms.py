"""What reaches each layer: any list of norms of the right gradients is right, slips are named."""

import numpy as np
import pytest

from graders.checks.gradient_norms import GradientNorms
from graders.model.evidence import Evidence, Measurement, ModelRecord, RunStatus
from graders.model.reference import Reference

KERNELS = np.array([2e-9, 3e-6, 4e-3, 0.5])
BIASES = np.array([1e-9, 2e-6, 7e-3, 0.6])


def judge(build, found, *, fades=0.0, kernels=KERNELS, status="no-inputs", fits=()):
    measured = Measurement(
        model=0, status=status, gradients=tuple(zip(kernels.tolist(), BIASES.tolist(), strict=True)),
        spec=build.spec(*[("Dense", 8, "sigmoid")] * 3, ("Dense", 1, "sigmoid")),
    )  # fmt: skip
    if status == "not-rebuilt":
        measured = Measurement(model=0, status=status)
    line = build.item("gradient-norms", cell="gradients")
    evidence = Evidence(
        status=RunStatus(outcome="finished"),
        values=() if found is None else (build.value("gradient_norms", found, cell="gradients"),),
        models=(ModelRecord(model=0, names=("deep_model",)),),
        measurements=(measured,), fits=fits,
    )  # fmt: skip
    return GradientNorms(fades=fades)(evidence, Reference(), line)


@pytest.mark.parametrize(
    "found", [KERNELS, KERNELS.astype("float32"), np.hypot(KERNELS, BIASES), KERNELS[:, None]]
)
def test_norms_of_kernels_or_of_all_weights_are_right(build, found):
    verdict = judge(build, found, fades=1e-3)
    assert (verdict.outcome, verdict.key, verdict.review) == ("passed", "gradient-norms", None)


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (KERNELS[::-1], "reversed"),
        (KERNELS**2, "squared"),
        (BIASES, "biases"),
        (KERNELS * 800, "scaled"),
        (np.array([1.4, 2.2, 1.9, 1.1]), "differ"),
        (KERNELS[1:], "count"),
        (np.concatenate([KERNELS, BIASES]), "count"),
        (np.array([1e-9, np.nan, 1, 1]), "odd"),
        (np.array([-1.0, 1, 1, 1]), "odd"),
        (0.5, "count"),
    ],
)
def test_slips_are_named(build, found, key):
    verdict = judge(build, found)
    assert (verdict.outcome, verdict.key) == ("failed", f"gradient-norms-{key}")


def test_a_network_that_lets_the_gradient_through_shows_no_illness(build):
    healthy = np.array([0.3, 0.4, 0.3, 0.5])
    assert judge(build, healthy, kernels=healthy).outcome == "passed"
    assert judge(build, healthy, kernels=healthy, fades=1e-3).key == "gradient-norms-healthy"


@pytest.mark.parametrize("status", ["not-rebuilt", "no-inputs"])
def test_what_cannot_be_measured_again_is_judged_as_it_stands(build, status):
    fits = (build.fit(cell="cure"),) if status == "no-inputs" else ()
    guess = np.array([1e-9, 1e-6, 1e-3, 0.2])
    verdict = judge(build, guess, fades=1e-3, status=status, fits=fits)
    assert (verdict.outcome, verdict.review) == ("passed", None)
    assert [one.key for one in verdict.remarks] == ["gradient-norms-not-measured"]
    verdict = judge(build, guess[::-1], fades=1e-3, status=status, fits=fits)
    assert (verdict.outcome, verdict.key) == ("failed", "gradient-norms-reversed")


def test_without_a_list_or_a_model_there_is_nothing(build):
    assert judge(build, None).key == "absent-value"
    line = build.item("gradient-norms", cell="gradients")
    value = build.value("gradient_norms", KERNELS, cell="gradients")
    evidence = Evidence(status=RunStatus(outcome="finished"), values=(value,))
    assert GradientNorms()(evidence, Reference(), line).key == "absent-model"
