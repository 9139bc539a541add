"""Whether a function draws initial weights of the right spread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from graders.checks import roles
from graders.checks.arrays import Numbers
from graders.checks.base import Check, Facts, failed, passed, remark
from graders.checks.probing import answered, call, number, outputs
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.probe import ProbeAnswer, ProbeCall
from graders.model.reference import Reference

Law = Literal["he", "xavier"]
Spread = Callable[[int, int], float]

_SIZES = ((300, 80), (80, 300), (160, 140), (300, 80))
"""(n_in, n_out) of the layers asked for: some 24,000 weights each, whose standard deviation is
within 1.5 % of that of their law in 999 of 1,000 draws. The first comes twice, by another seed."""
_TOLERANCE = 0.05
_TRUNCATED = 0.8796
"""Standard deviation of a normal distribution that is cut off at two of its own (Keras' and
TensorFlow's `truncated_normal`), as a share of the uncut one's."""

_LAWS: dict[Law, tuple[Spread, ...]] = {
    "he": (lambda n_in, _: (2 / n_in) ** 0.5,),
    "xavier": (lambda n_in, _: (1 / n_in) ** 0.5, lambda n_in, n_out: (2 / (n_in + n_out)) ** 0.5),
}
"""He, Zhang, Ren and Sun 2015, equation 10; Glorot and Bengio 2010, equation 12, and the form for
inputs alone that the course uses."""

_SLIPS: dict[str, tuple[Spread, ...]] = {
    "half": (lambda n_in, _: 0.5 / n_in**0.5, lambda n_in, n_out: (2 / (n_in + n_out)) ** 0.5 / 2),
    "outputs": (lambda _, n_out: (2 / n_out) ** 0.5, lambda _, n_out: (1 / n_out) ** 0.5),
    "no-root": (
        lambda n_in, _: 2 / n_in,
        lambda n_in, _: 1 / n_in,
        lambda n_in, n_out: 2 / (n_in + n_out),
    ),
    "times": (lambda n_in, _: (n_in / 2) ** 0.5, lambda n_in, _: n_in**0.5),
    "limit": (
        lambda n_in, _: (2 / n_in / 3) ** 0.5,
        lambda n_in, _: (1 / n_in / 3) ** 0.5,
        lambda n_in, n_out: (2 / (n_in + n_out) / 3) ** 0.5,
    ),
}
"""What the spread is after one slip: `/ sqrt(n) / 2` for `/ sqrt(n / 2)`, outputs counted for
inputs, a variance where a standard deviation is asked, a product for a quotient, and the standard
deviation taken for the limits of a uniform distribution."""


class Drawn(NamedTuple):
    """Weights that came back for a layer of ``n_in`` inputs and ``n_out`` outputs."""

    n_in: int
    n_out: int
    weights: Numbers

    @property
    def std(self) -> float:
        """Their standard deviation about 0."""
        return float(np.sqrt(np.mean(self.weights**2)))


class InitialWeights(Check, frozen=True, kw_only=True):
    """A function draws weights whose spread keeps signals at their size from layer to layer.

    ## What it does
    Calls ``function(n_in, n_out)`` for layers of several sizes and looks at the weights: shape
    (n_in, n_out), random, around 0, and with the standard deviation of ``law``. ``he``:
    ``sqrt(2 / n_in)``. ``xavier``: ``sqrt(1 / n_in)`` or ``sqrt(2 / (n_in + n_out))``. Normal,
    uniform and truncated draws are all right; so is a truncated normal that is not corrected for
    what was cut off. Zeros, one constant, no scale at all and the other usual slips are named.

    ## Why it matters
    Each unit adds up ``n_in`` terms. If weights are too large, signals grow from layer to layer
    until softmax is sure of nonsense; if they are too small, signals and gradients fade away.

    ## Example
    ``rng.normal(size=(n_in, n_out)) / np.sqrt(n_in) / 2``: about a third of what relu needs.

    ## Use instead
    ``rng.normal(size=(n_in, n_out)) / np.sqrt(n_in / 2)``
    """

    function: str
    law: Law

    def probes(self, item: RubricItem) -> tuple[ProbeCall, ...]:
        """Layers of several sizes, each with a seed of its own."""
        return tuple(
            call(self.function, item.cell, number(n_in), number(n_out), seed=place + 1)
            for place, (n_in, n_out) in enumerate(_SIZES)
        )

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge form, then centre, then spread."""
        del reference
        answers = [answer for _, answer in answered(self, evidence, item)]
        if all(answer is None or answer.outcome == "missing" for answer in answers):
            return roles.absent(evidence, item, name=self.function, kind="value")
        layers = []
        for (n_in, n_out), answer in zip(_SIZES, answers, strict=True):
            read = self._read(n_in, n_out, answer)
            if isinstance(read, Verdict):
                return read
            layers.append(read)
        return self._form(layers) or self._spread(layers)

    def _read(self, n_in: int, n_out: int, answer: ProbeAnswer | None) -> Drawn | Verdict:
        facts: Facts = {"name": self.function, "n_in": n_in, "n_out": n_out}
        if answer is None or answer.outcome in {"timeout", "missing"}:
            return failed("initial-slow", **facts)
        if answer.outcome == "raised":
            said = f"{answer.error}: {answer.message}"[:200]
            return failed("initial-raised", said=said, **facts)
        arrays = outputs(answer)
        shape = answer.outputs[0].shape if answer.outputs else ()
        if shape == (n_out, n_in) and not answer.many:
            return failed("initial-transposed", **facts)
        if answer.outcome != "ok" or answer.many or not arrays or shape != (n_in, n_out):
            got = str(tuple(shape)) if shape and not answer.many else answer.message or "tuple"
            return failed("initial-shape", got=got, **facts)
        weights = arrays[0].astype(np.float64)
        if not np.all(np.isfinite(weights)):
            return failed("initial-nan", **facts)
        return Drawn(n_in, n_out, weights)

    def _form(self, layers: list[Drawn]) -> Verdict | None:
        first = layers[0]
        facts: Facts = {"name": self.function, "n_in": first.n_in, "n_out": first.n_out}
        if not any(np.any(layer.weights) for layer in layers):
            return failed("initial-zero", **facts)
        for layer in layers:
            mean, spread = float(np.mean(layer.weights)), float(np.std(layer.weights))
            if spread <= 1e-6 * layer.std:
                return failed("initial-constant", value=mean, **facts)
            if abs(mean) > 0.1 * spread:
                return failed("initial-off-centre", mean=mean, **facts)
        return None

    def _spread(self, layers: list[Drawn]) -> Verdict:
        first, second = layers[0], layers[1]
        facts: Facts = {
            "name": self.function,
            "law": self.law,
            "n_in": first.n_in,
            "n_out": first.n_out,
            "std": first.std,
            "other_in": second.n_in,
            "other_std": second.std,
        }
        if any(_follows(layers, law) for law in _LAWS[self.law]):
            same = np.array_equal(first.weights, layers[-1].weights)
            notes = (remark("initial-same", name=self.function),) if same else ()
            return passed("initial-right", remarks=notes, **facts)
        other: Law = "xavier" if self.law == "he" else "he"
        if any(_follows(layers, law) for law in _LAWS[other]):
            return failed("initial-other-law", **facts)
        for slip, laws in _SLIPS.items():
            if any(_follows(layers, law) for law in laws):
                return failed(f"initial-{slip}", **facts)
        if all(abs(layer.std - first.std) <= _TOLERANCE * first.std for layer in layers):
            return failed("initial-unscaled", **facts)
        return failed("initial-spread", **facts)


def _follows(layers: list[Drawn], law: Spread) -> bool:
    """Whether the spread is that of a law at every size, of a truncated draw at every size."""
    shares = [layer.std / law(layer.n_in, layer.n_out) for layer in layers]
    return any(
        all(abs(share - cut) <= _TOLERANCE * cut for share in shares) for cut in (1.0, _TRUNCATED)
    )
