"""The catalogue of checks.

One line per check: its name in ``assignment.toml`` and where it lives. Names are known without
importing any check, so that reading a rubric stays cheap. Custom checks come from the entry
point group ``graders.checks`` of installed packages and from ``reference/<slug>/checks.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from graders.errors import RubricError

if TYPE_CHECKING:
    from graders.checks.base import Check
    from graders.model.assignment import RubricItem

GROUP = "graders.checks"

CATALOGUE: Mapping[str, str] = MappingProxyType(
    {
        "runs-clean": "graders.checks.runs_clean:RunsClean",
        "split": "graders.checks.split:Split",
        "scaled": "graders.checks.scaled:Scaled",
        "transformed": "graders.checks.transformed:Transformed",
        "encoded": "graders.checks.encoded:Encoded",
        "output-head": "graders.checks.output_head:OutputHead",
        "loss-fits": "graders.checks.loss_fits:LossFits",
        "metrics-fit": "graders.checks.metrics_fit:MetricsFit",
        "trained": "graders.checks.trained:Trained",
        "estimator": "graders.checks.estimator:Estimator",
        "early-stopping": "graders.checks.early_stopping:EarlyStopping",
        "overfitting": "graders.checks.overfitting:Overfitting",
        "diagnosis": "graders.checks.diagnosis:Diagnosis",
        "learning-curve": "graders.checks.learning_curve:LearningCurve",
        "imbalance": "graders.checks.imbalance:Imbalance",
        "resampled": "graders.checks.resampled:Resampled",
        "class-weights": "graders.checks.class_weights:ClassWeights",
        "feature-columns": "graders.checks.feature_columns:FeatureColumns",
        "history": "graders.checks.history:History",
        "plot": "graders.checks.plot:Plot",
        "predictions": "graders.checks.predictions:Predictions",
        "reported": "graders.checks.reported:Reported",
        "scores": "graders.checks.scores:Scores",
        "validation-score": "graders.checks.validation_score:ValidationScore",
        "metric": "graders.checks.metric:Metric",
        "leakage": "graders.checks.leakage:Leakage",
        "same-transform": "graders.checks.same_transform:SameTransform",
        "honest-evaluation": "graders.checks.honest:HonestEvaluation",
        "cross-validation": "graders.checks.cross_validation:CrossValidation",
        "initial-weights": "graders.checks.initial_weights:InitialWeights",
        "forward-pass": "graders.checks.forward_pass:ForwardPass",
        "cross-entropy": "graders.checks.cross_entropy:CrossEntropy",
        "descent": "graders.checks.descent:Descent",
        "function-properties": "graders.checks.function_properties:FunctionProperties",
        "gradient-norms": "graders.checks.gradient_norms:GradientNorms",
        "slope": "graders.checks.slope:Slope",
        "cell-passes": "graders.checks.cell_passes:CellPasses",
        "graded-by-hand": "graders.checks.by_hand:GradedByHand",
    }
)


def check_names(custom: Mapping[str, type[Check]] | None = None) -> frozenset[str]:
    """Every name that a rubric may use: ours, installed packages', the course's own."""
    installed = {point.name for point in entry_points(group=GROUP)}
    return frozenset(CATALOGUE) | installed | frozenset(custom or {})


def check_types(custom: Mapping[str, type[Check]] | None = None) -> dict[str, type[Check]]:
    """Check classes by name; a custom check may not take the name of one of ours.

    Raises :class:`RubricError` for a name taken twice or something that is not a check.
    """
    types = {name: _imported(where) for name, where in CATALOGUE.items()}
    for point in entry_points(group=GROUP):
        _add(types, point.name, point.load(), f"entry point {point.value}")
    for name, cls in (custom or {}).items():
        _add(types, name, cls, "checks.py")
    return types


def make_check(item: RubricItem, types: Mapping[str, type[Check]]) -> Check:
    """The check of a rubric line. Raises :class:`RubricError` naming the wrong parameter."""
    if item.check not in types:
        known = ", ".join(sorted(types))
        raise RubricError(
            "assignment.toml",
            None,
            f"{item.id}.check",
            f"no check {item.check!r}; there are {known}",
        )
    try:
        return msgspec.convert(item.parameters, types[item.check])
    except msgspec.ValidationError as problem:
        raise RubricError(
            "assignment.toml", None, f"{item.id}.parameters", f"{problem} (check {item.check!r})"
        ) from problem


def _imported(where: str) -> type[Check]:
    module, _, name = where.partition(":")
    cls: type[Check] = getattr(import_module(module), name)
    return cls


def _add(types: dict[str, type[Check]], name: str, cls: object, origin: str) -> None:
    from graders.checks.base import Check

    if not (isinstance(cls, type) and issubclass(cls, Check)):
        raise RubricError(origin, None, name, "is not a subclass of graders.checks.base.Check")
    if types.get(name, cls) is not cls:
        raise RubricError(origin, None, name, "this name is already taken by another check")
    types[name] = cls
