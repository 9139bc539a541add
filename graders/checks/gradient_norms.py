"""Whether a list of gradient norms tells what reaches each layer of a network."""

from __future__ import annotations

import numpy as np

from graders.checks import roles
from graders.checks.arrays import Numbers, numbers
from graders.checks.base import Check, Facts, failed, passed, remark
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, ModelRecord, Remark
from graders.model.grade import Verdict
from graders.model.reference import Reference

_RELATIVE = 0.02
"""Gradients of a hundred millionth are sums of float32 numbers."""


class GradientNorms(Check, frozen=True, kw_only=True):
    """A list holds the norm of the gradient that reaches each layer, first layer first.

    ## What it does
    Opens ``model`` in a clean box, takes the gradient of the mean binary cross-entropy on all
    training rows, and compares: one norm for each layer with weights, of its weights (kernel) or
    of weights and biases together. Another order, squares, sums over the rows and biases alone are
    named. With ``fades`` the first layer's gradient has to be at most that share of the last
    one's: the network shows what it was built to show. A model that was trained after its norms
    were taken, or that cannot be opened without its author's code, is judged by the list alone.

    ## Why it matters
    A layer learns by its gradient. Where nothing arrives, nothing is learned, however long it is
    trained.

    ## Example
    ``gradient_norms = [float(tf.norm(w)) for w in model.weights]``: those are the weights.

    ## Use instead
    ``tape.gradient(loss, kernels)`` inside ``with tf.GradientTape() as tape``, then the norm of
    each.
    """

    name: str = "gradient_norms"
    model: str = "deep_model"
    fades: float = 0.0

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the list's form, then its numbers, then what they show."""
        del reference
        found = numbers(evidence.value(self.name, item.cell) or evidence.value(self.name))
        if found is None:
            return roles.absent(evidence, item, name=self.name, kind="value")
        record = roles.find_model(evidence, self.model, item.cell)
        if record is None:
            return roles.absent(evidence, item, name=self.model, kind="model")
        found = found.reshape(-1) if found.ndim == 2 and 1 in found.shape else found
        measured = evidence.measurement(record.model)
        table = np.array(measured.gradients if measured is not None else (), dtype=np.float64)
        layers = len(table) or self._layers(evidence, record)
        facts: Facts = {"name": self.name, "model": self.model, "layers": layers}
        if found.ndim != 1 or (layers and len(found) != layers) or len(found) < 2:
            return failed("gradient-norms-count", count=len(found.reshape(-1)), **facts)
        if not np.all(np.isfinite(found)) or np.any(found < 0):
            return failed("gradient-norms-odd", **facts)
        facts |= {"first": float(found[0]), "last": float(found[-1])}
        remarks: tuple[Remark, ...]
        trained = any(fit.model == record.model for fit in evidence.fits)
        if not len(table) or trained:
            seen, remarks = None, (remark("gradient-norms-not-measured", cell=item.cell),)
        else:
            seen, remarks = self._slip(found, table), ()
        if seen is not None:
            return failed(f"gradient-norms-{seen}", **facts)
        if self.fades and found[0] > self.fades * found[-1]:
            if self.fades * found[0] >= found[-1]:
                return failed("gradient-norms-reversed", **facts)
            return failed("gradient-norms-healthy", **facts)
        return passed("gradient-norms", remarks=remarks, **facts)

    @staticmethod
    def _layers(evidence: Evidence, record: ModelRecord) -> int:
        spec = roles.specification(evidence, record.model)
        return sum(layer.kind == "Dense" for layer in spec.layers) if spec is not None else 0

    @staticmethod
    def _slip(found: Numbers, table: Numbers) -> str | None:
        """What the numbers are instead of norms, or nothing where they are norms."""
        kernels, biases = table[:, 0], table[:, 1]
        both = np.sqrt(kernels**2 + biases**2)

        def alike(guess: Numbers) -> bool:
            return bool(np.allclose(found, guess, rtol=_RELATIVE, atol=1e-12))

        if alike(kernels) or alike(both):
            return None
        if alike(kernels[::-1]) or alike(both[::-1]):
            return "reversed"
        if alike(kernels**2) or alike(both**2):
            return "squared"
        if alike(biases):
            return "biases"
        with np.errstate(all="ignore"):
            times = found / kernels
        if np.all(np.isfinite(times)) and np.ptp(times) <= 2 * _RELATIVE * abs(times[0]):
            return "scaled"
        return "differ"
