"""Hypothesis' own way to choose, without constants from the modules that happen to be loaded."""

from __future__ import annotations

from typing import Any

from hypothesis.internal.conjecture.providers import HypothesisProvider


class Choices(HypothesisProvider):
    """The default source of choices; edges are the strategies' own business."""

    def _maybe_draw_constant(self, *_: Any, **__: Any) -> None:
        """Never a constant of a program."""
