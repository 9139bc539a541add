"""Watches scikit-learn and imbalanced-learn: estimators, splits and metrics.

Classes that are imported or defined later are caught as they are made, by the base class.
"""

from __future__ import annotations

import functools
import inspect
import sys
import time
from collections.abc import Callable
from typing import Any

from . import splits
from .classes import of_estimator, weighting
from .describe import Record, plain_text, scalar
from .observer import Observer
from .rows import Made

METHODS = (
    "fit", "partial_fit", "fit_transform", "fit_predict", "fit_resample", "transform",
    "inverse_transform", "predict", "predict_proba", "decision_function", "score",
)  # fmt: skip
FITTING = frozenset({"fit", "partial_fit", "fit_transform", "fit_predict", "fit_resample"})
ANSWERING = frozenset({"predict", "predict_proba", "decision_function"})
MARK = "_graders_observed"


def watch(observer: Observer, given: list[Record] | None = None) -> None:
    """Wrap every estimator's methods, splits and the metric functions.

    ``given`` are the splits of another run, which are replayed.
    """
    try:
        import sklearn.base
        import sklearn.metrics
        import sklearn.model_selection
    except ImportError:
        return
    base = sklearn.base.BaseEstimator
    for each in dict.fromkeys(each for kind in _below(base) for each in kind.__mro__):
        _watch_class(each, observer)
    inherited = base.__init_subclass__.__func__

    def made(cls: Any, /, **keywords: Any) -> None:
        inherited(cls, **keywords)
        _watch_ancestors(cls, observer)

    base.__init_subclass__ = classmethod(made)
    watched = splits.Splits(observer, given or [])
    splits.install(watched, functools.partial(_function_record, observer, "train_test_split"))
    for name in sklearn.metrics.__all__:
        function = getattr(sklearn.metrics, name, None)
        if inspect.isfunction(function):
            _replace("sklearn.metrics", name, _function(function, observer))


def _below(kind: Any) -> list[Any]:
    found: list[Any] = []
    for child in kind.__subclasses__():
        found.append(child)
        found.extend(_below(child))
    return list(dict.fromkeys(found))


def _replace(module: str, name: str, function: Callable[..., Any]) -> None:
    setattr(sys.modules[module], name, function)


def _watch_ancestors(kind: type, observer: Observer) -> None:
    """The class and what it inherits from: a linear classifier's ``predict`` is a mixin's."""
    for each in kind.__mro__:
        _watch_class(each, observer)


def _watch_class(kind: type, observer: Observer) -> None:
    for name in METHODS:
        method: Any = vars(kind).get(name)
        if inspect.isfunction(method) and not hasattr(method, MARK):
            try:
                setattr(kind, name, _method(method, name, observer))
            except (AttributeError, TypeError):
                continue
        elif type(method).__name__ == "_AvailableIfDescriptor" and not hasattr(method.fn, MARK):
            method.fn = _method(method.fn, name, observer)


def _method(original: Callable[..., Any], name: str, observer: Observer) -> Callable[..., Any]:
    @functools.wraps(original)
    def wrapper(self: Any, *args: Any, **keywords: Any) -> Any:
        with observer.nested() as outermost:
            if not outermost:
                return original(self, *args, **keywords)
            began = time.perf_counter()
            before = None
            if name in FITTING:  # it may change its input (``copy=False``)
                before = observer.quietly(lambda: _before(observer, name, args, keywords))
            result = original(self, *args, **keywords)
            seconds = time.perf_counter() - began
            given = args, keywords
            observer.quietly(
                lambda: _record(
                    observer, self, name, before, given=given, result=result, seconds=seconds
                )
            )
            return result

    setattr(wrapper, MARK, True)
    return wrapper


def _before(
    observer: Observer, name: str, args: tuple[Any, ...], keywords: dict[str, Any]
) -> list[Record]:
    """What it is given, with the rows behind it: calls that it makes itself let go of arrays."""
    found = _inputs(observer, args, keywords)
    observer.find_rows(name, found, [])
    return found


def _inputs(observer: Observer, args: tuple[Any, ...], keywords: dict[str, Any]) -> list[Record]:
    given = [*args[:2], *(keywords[name] for name in ("X", "y") if name in keywords)]
    return [found for thing in given for found in observer.describe_all(thing)][:4]


def _record(
    observer: Observer, actor: Any, name: str, before: list[Record] | None,
    *, given: tuple[tuple[Any, ...], dict[str, Any]], result: Any, seconds: float,
) -> None:  # fmt: skip
    package = type(actor).__module__.split(".")[0]
    inputs = before if before is not None else _inputs(observer, *given)
    if name == "fit" and _predicts(actor):
        weight = observer.describe(_weight(*given))
        observer.fit({
            "sequence": observer.next(), "model": -1, "seconds": seconds,
            "library": package if package in {"sklearn", "imblearn"} else "custom",
            "estimator": plain_text(type(actor).__name__, 200),
            "fitted": observer.estimators.number(actor, changed=True),
            "x": inputs[0] if inputs else None,
            "y": inputs[1] if len(inputs) > 1 else None,
            "class_weight": _class_weight(actor),
            "sample_weight": weight is not None,
            "sample_weight_digest": (weight or {}).get("digest", ""),
            "inputs": observer.inputs(next(iter(_features(*given)), None)),
            **(observer.quietly(lambda: of_estimator(actor, *given)) or {}),
        })  # fmt: skip
    parameters = {}
    try:
        for key, value in list(actor.get_params(deep=False).items())[:40]:
            parameters[plain_text(key, 100)] = scalar(value)
    except Exception:
        parameters = {}
    shown: dict[str, float] = {}
    outputs: list[Record] = []
    answers = observer.answers(result) if name in ANSWERING else None
    if name == "score":
        shown["score"] = float(result)
    elif name not in {"fit", "partial_fit"}:
        outputs = observer.describe_all(result)
    observer.call({
        "actor": plain_text(type(actor).__name__, 200), "method": name, "inputs": inputs,
        "outputs": outputs, "parameters": parameters, "result": shown, "answers": answers,
        "estimator": observer.estimators.number(actor, changed=name in FITTING),
    }, _sampled(actor, name, len(outputs)))  # fmt: skip


def _features(args: tuple[Any, ...], keywords: dict[str, Any]) -> list[Any]:
    return [*args[:1], *(keywords[name] for name in ("X",) if name in keywords)]


def _weight(args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Weights of rows, also those for a step of a pipeline (``model__sample_weight``)."""
    own = [value for name, value in keywords.items() if name.endswith("sample_weight")]
    return own[0] if own else args[2] if len(args) > 2 else None


def _sampled(actor: Any, name: str, outputs: int) -> Made | None:
    """Of what resampling put out: the positions that it took, where it says so."""
    taken = getattr(actor, "sample_indices_", None) if name == "fit_resample" else None
    return None if taken is None else {place: (place, taken) for place in range(outputs)}


def _predicts(actor: Any) -> bool:
    # Asked of the instance: a pipeline predicts only where its last step does.
    return hasattr(actor, "predict")


def _class_weight(actor: Any) -> dict[str, float] | None:
    weight = weighting(actor)
    if not isinstance(weight, dict):
        return None
    return {plain_text(key, 100): float(value) for key, value in list(weight.items())[:1_000]}


def _function(original: Callable[..., Any], observer: Observer) -> Callable[..., Any]:
    name = original.__name__

    @functools.wraps(original)
    def wrapper(*args: Any, **keywords: Any) -> Any:
        with observer.nested() as outermost:
            result = original(*args, **keywords)
            if outermost:
                observer.quietly(lambda: _function_record(observer, name, args, keywords, result))
            return result

    return wrapper


def _function_record(  # noqa: PLR0917 - a call is all of this
    observer: Observer, name: str, args: tuple[Any, ...], keywords: dict[str, Any], result: Any,
    made: Made | None = None,
) -> None:  # fmt: skip
    arrays = list(args) + [keywords[key] for key in ("y_true", "y_pred", "y_score", "y_prob")
                           if key in keywords]  # fmt: skip
    parameters = {
        plain_text(key, 100): scalar(value)
        for key, value in keywords.items()
        if value is None or isinstance(value, (bool, int, float, str))
    }
    shown: dict[str, float] = {}
    outputs: list[Record] = []
    if isinstance(result, (int, float)) or getattr(result, "ndim", None) == 0:
        shown["value"] = float(result)
    else:
        outputs = [found for part in (result if isinstance(result, (list, tuple)) else [result])
                   for found in observer.describe_all(part)][:16]  # fmt: skip
    observer.call({
        "actor": name, "method": name,
        "inputs": [found for thing in arrays[:16] for found in observer.describe_all(thing)][:16],
        "outputs": outputs, "parameters": parameters, "result": shown,
    }, made)  # fmt: skip
