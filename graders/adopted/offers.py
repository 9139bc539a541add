"""Which checks of ours ask the same as an instructor's test cell, read from its syntax tree.

A test compares spellings or numbers that one right solution happens to have; a check asks for
what is meant. Nothing is run here, and what is found is an offer: the instructor decides.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Task = Literal["regression", "binary", "multiclass", "multilabel"]

METRICS = {
    "mean_squared_error": "mse",
    "root_mean_squared_error": "rmse",
    "mean_absolute_error": "mae",
    "mean_absolute_percentage_error": "mape",
    "r2_score": "r2",
    "accuracy_score": "accuracy",
    "balanced_accuracy_score": "balanced_accuracy",
    "precision_score": "precision",
    "recall_score": "recall",
    "f1_score": "f1",
    "matthews_corrcoef": "mcc",
    "roc_auc_score": "roc_auc",
    "average_precision_score": "pr_auc",
    "log_loss": "log_loss",
    "confusion_matrix": "confusion_matrix",
    "classification_report": "classification_report",
}
"""scikit-learn's functions, by the names that checks have for them."""

FIGURES = {"mse", "rmse", "mae", "mape", "r2", "accuracy", "precision", "recall", "f1", "mcc"}
ACTIVATIONS = {"step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softmax"}
BARRED = frozenset(METRICS.values()) - {"confusion_matrix", "classification_report"}
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_SCALERS = {"StandardScaler", "MinMaxScaler", "RobustScaler", "MaxAbsScaler"}
_STATISTICS = {"mean", "std", "var", "min", "max"}
_FITTED = {"mean_", "scale_", "var_", "data_min_", "data_max_"}
_ROWS = re.compile(r"(x|features|inputs)[a-z0-9_]*|[a-z0-9_]*scaled[a-z0-9_]*", re.IGNORECASE)
_TASKS: tuple[tuple[frozenset[str], Task], ...] = (
    (frozenset({"categorical_crossentropy", "sparse_categorical_crossentropy", "softmax",
                "CategoricalCrossentropy", "SparseCategoricalCrossentropy"}), "multiclass"),
    (frozenset({"binary_crossentropy", "BinaryCrossentropy", "sigmoid"}), "binary"),
    (frozenset({"mse", "mean_squared_error", "MeanSquaredError", "mae", "mean_absolute_error",
                "MeanAbsoluteError", "linear"}), "regression"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A check in place of a test: its name in the catalogue, why, and its parameters."""

    check: str
    why: str
    parameters: dict[str, Any] = field(default_factory=dict)


def offers(
    source: str,
    *,
    task: Task | None = None,
    names: frozenset[str] = frozenset(),
    model: str = "model",
) -> list[Offer]:
    """What could stand in for a test cell; each check once, and none for what is no Python.

    ``task`` is what the notebook's network is for, where that is known; ``names`` are those that
    the answers define, of which a figure may be one; ``model`` is what the network is called.
    """
    tree = parsed(source)
    if tree is None:
        return []
    found: dict[tuple[str, str], Offer] = {}
    for offer in _Test(tree, task or task_of([source]), names, model).offers():
        key = (offer.check, str(offer.parameters.get("name", offer.parameters.get("function", ""))))
        found.setdefault(key, offer)
    return list(found.values())


def parsed(source: str) -> ast.Module | None:
    """A cell's syntax tree, its magics left out; ``None`` where it is no Python."""
    lines = (
        re.sub(r"\S.*", "pass", line, count=1) if line.lstrip().startswith(("%", "!")) else line
        for line in source.splitlines()
    )
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def task_of(sources: list[str]) -> Task | None:
    """What the losses and output activations that some cells write are for, if they agree."""
    words: set[str] = set()
    for source in sources:
        for node in ast.walk(parsed(source) or ast.Module([], [])):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
            elif isinstance(node, ast.Attribute):
                words.add(node.attr)
            elif isinstance(node, ast.Name):
                words.add(node.id)
    for sign, task in _TASKS:
        if words & sign:
            return task
    return None


def defined(source: str) -> tuple[list[str], list[str]]:
    """The names that a cell binds at its top level, and which of them are functions."""
    tree = parsed(source)
    names: dict[str, None] = {}
    functions = []
    for node in tree.body if tree is not None else []:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names[node.name] = None
            functions.append(node.name)
            continue
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                names[inner.id] = None
    return list(names), functions


class _Test:
    """One test cell."""

    def __init__(
        self, tree: ast.Module, task: Task | None, names: frozenset[str], model: str
    ) -> None:
        self._nodes = list(ast.walk(tree))
        self._called = {} if model == "model" else {"model": model}
        self._task, self._names = task, names
        self._compared = [
            (node, [node.left, *node.comparators])
            for node in self._nodes
            if isinstance(node, ast.Compare)
        ]

    def offers(self) -> Iterator[Offer]:
        """In the order in which a notebook goes: data, network, training, figures."""
        yield from self._rows()
        yield from self._network()
        yield from self._training()
        yield from self._figures()
        yield from self._functions()

    def _rows(self) -> Iterator[Offer]:
        scaled = next(filter(None, map(_scaled_rows, self._nodes)), None)
        if scaled is not None or any(
            (isinstance(node, ast.Name) and node.id in _SCALERS)
            or (isinstance(node, ast.Attribute) and node.attr in _FITTED)
            for node in self._nodes
        ):
            told = self._called | ({"features": scaled} if scaled is not None else {})
            yield Offer(
                "scaled",
                "the test looks at a scaler or at columns' statistics; `scaled` takes any way "
                "to scale",
                told,
            )
        for _, sides in self._compared:
            rows = [name for side in sides if (name := _row_count(side))]
            if rows and rows[0] in self._names and "train" in rows[0].lower():
                other = next((n for n in sorted(self._names) if _beside(rows[0], n)), "")
                if other:
                    yield Offer(
                        "split",
                        "the test counts rows; `split` also sees that no row is on both sides",
                        {"train": rows[0], "held_out": other},
                    )

    def _network(self) -> Iterator[Offer]:
        model = self._model("layers", "output_shape", "output", "get_config", "summary")
        last = any(
            isinstance(node, ast.Attribute) and node.attr in {"activation", "units", "output_shape"}
            for node in self._nodes
        )
        if last and model and self._task:
            yield Offer(
                "output-head",
                "the test compares the last layer's spelling; `output-head` takes a sigmoid, "
                "logits with `from_logits` or a softmax of two for the same",
                {"task": self._task, "model": model},
            )
        model = self._model("loss")
        if model and self._task:
            yield Offer(
                "loss-fits",
                "the test compares the loss' spelling; `loss-fits` takes a name, a class or a "
                "function, and holds it against the output",
                {"task": self._task, "model": model},
            )
        model = self._model("metrics", "metrics_names", "compiled_metrics")
        if model and self._task:
            yield Offer(
                "metrics-fit",
                "the test compares the metrics' names; `metrics-fit` knows which of them mean "
                "the same",
                {"task": self._task, "model": model},
            )

    def _training(self) -> Iterator[Offer]:
        for node in self._nodes:
            if isinstance(node, ast.Attribute) and node.attr in {"history", "epoch"}:
                name = _name(node.value)
                if name and name in (self._names or {name}):
                    yield Offer(
                        "trained",
                        f"the test looks into `{name}`, which a student can write; `trained` "
                        "compares the network before and after training",
                        self._called,
                    )
                    told: dict[str, Any] = {"name": name, **self._called}
                    if any(
                        isinstance(one, ast.Constant) and str(one.value).startswith("val_")
                        for one in self._nodes
                    ):
                        told["validation"] = True
                    yield Offer("history", f"`{name}` should be the network's own history", told)
            if isinstance(node, ast.Attribute | ast.Name) and _last(node) == "EarlyStopping":
                yield Offer(
                    "early-stopping",
                    "the test looks for the callback; `early-stopping` sees that it stopped the "
                    "training and what was restored",
                    self._called,
                )
            if isinstance(node, ast.Name) and node.id in {"class_weight", "class_weights"}:
                yield Offer(
                    "class-weights", "the test looks at weights of classes", {"name": node.id}
                )

    def _figures(self) -> Iterator[Offer]:
        for node in self._nodes:
            if isinstance(node, ast.Call) and _last(node.func) in {
                "isclose", "allclose", "approx", "assert_allclose", "assert_almost_equal",
            }:  # fmt: skip
                yield from self._equal(list(node.args))
        for compare, sides in self._compared:
            figures = [name for side in sides if (name := self._figure(side))]
            if not figures:
                continue
            if any(isinstance(sign, ast.Eq | ast.NotEq) for sign in compare.ops):
                yield from self._equal(sides)
            elif any(_called_metric(side) for side in sides) and _difference(sides):
                yield from self._equal([part for side in sides for part in ast.walk(side)])
            elif figures[0] in BARRED and any(isinstance(sign, _ORDER) for sign in compare.ops):
                yield Offer(
                    "metric",
                    f"the test has a bar for {figures[0]} that somebody chose; `metric` has one "
                    "from repeated runs (`grade calibrate`), on rows that no student has",
                    {"metric": figures[0]},
                )

    def _equal(self, sides: list[ast.AST] | list[ast.expr]) -> Iterator[Offer]:
        """A student's figure compared with one that is worked out again."""
        metric = next((found for side in sides if (found := _called_metric(side))), None)
        name = next((n for side in sides if (n := _name(side)) and n in self._names), None)
        if metric is not None and name is not None:
            call, kind = metric
            told: dict[str, Any] = {"name": name, "metric": kind}
            for parameter, argument in zip(("truth", "predictions"), call.args, strict=False):
                if value := _name(argument):
                    told[parameter] = value
            yield Offer(
                "reported",
                f"the test works out {kind} again; `reported` does, outside the box",
                told,
            )

    def _figure(self, side: ast.AST) -> str:
        """The metric that an expression is about, or nothing."""
        for node in ast.walk(side):
            if found := _called_metric(node):
                return found[1]
            if isinstance(node, ast.Call) and _last(node.func) in {"evaluate", "score"}:
                return "accuracy" if self._task in {"binary", "multiclass"} else "mse"
            word = _last(node) if isinstance(node, ast.Name) else ""
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                word = node.value
            for part in [word.lower().removeprefix("val_"), *word.lower().split("_")]:
                if {"acc": "accuracy"}.get(part, part) in FIGURES:
                    return {"acc": "accuracy"}.get(part, part)
        return ""

    def _functions(self) -> Iterator[Offer]:
        for node in self._nodes:
            if isinstance(node, ast.Call):
                name = _name(node.func)
                kind = name.lower().removeprefix("my_") if name else ""
                if name in self._names and kind in ACTIVATIONS:
                    told = {"kind": kind} | ({} if name == kind else {"function": name})
                    yield Offer(
                        "function-properties",
                        f"the test calls `{name}` with a few values; `function-properties` draws "
                        "many, tiny and huge ones too, and says the simplest that goes wrong",
                        told,
                    )

    def _model(self, *attributes: str) -> str:
        """The name whose attribute is looked at, where it is a network's."""
        for node in self._nodes:
            if isinstance(node, ast.Attribute) and node.attr in attributes:
                name = _name(node.value)
                if name and "history" not in name and (not self._names or name in self._names):
                    return name
        return ""


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _last(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else _name(node)


def _called_metric(node: ast.AST) -> tuple[ast.Call, str] | None:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and _last(inner.func) in METRICS:
            return inner, METRICS[_last(inner.func)]
    return None


def _difference(sides: list[ast.expr]) -> bool:
    """Whether a side is ``abs(a - b)``: then the comparison is one for equality."""
    return any(
        isinstance(node, ast.Call)
        and _last(node.func) in {"abs", "fabs", "norm"}
        and any(
            isinstance(one, ast.BinOp) and isinstance(one.op, ast.Sub) for one in ast.walk(node)
        )
        for side in sides
        for node in ast.walk(side)
    )


def _scaled_rows(node: ast.AST) -> str | None:
    """The rows whose statistics are taken: ``x_train.mean()`` or ``np.std(x_train)``."""
    if not isinstance(node, ast.Call) or _last(node.func) not in _STATISTICS:
        return None
    held = node.func.value if isinstance(node.func, ast.Attribute) else None
    for place in [held, *node.args[:1]]:
        name = _name(place) if place is not None else ""
        if name and _ROWS.fullmatch(name):
            return name
    return None


def _row_count(node: ast.AST) -> str:
    """The rows that are counted: ``len(x)`` or ``x.shape[0]``."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and _last(inner.func) == "len" and inner.args:
            return _name(inner.args[0])
        if isinstance(inner, ast.Attribute) and inner.attr == "shape":
            return _name(inner.value)
    return ""


def _beside(train: str, name: str) -> bool:
    return name in {
        re.sub("train", other, train, count=1, flags=re.IGNORECASE)
        for other in ("val", "valid", "validation", "test", "Val", "Test")
    }
