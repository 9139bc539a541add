"""Estimators of scikit-learn's kind by number: class, parameters, the arrays that fitting left.

Nothing is pickled, and no property is asked: only what ``get_params`` says and what stands in the
instance itself. Of a pipeline or a search the parts are told as scikit-learn names them
(``svc__C``), and the winner of a search as ``best_estimator___C``.
"""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np

from .describe import Record, pack, plain_text, scalar

ESTIMATORS_CAP = 200
PARAMETERS_CAP = 200
ARRAYS_CAP = 64
ARRAY_BYTES = 65_536
ESTIMATOR_BYTES = 400_000
TOTAL_BYTES = 8_000_000
"""Data of arrays of all records that are sent, as ``graders.running.claims`` bounds them."""

LIST_ARRAYS = 10
DEPTH = 3
LIBRARIES = frozenset({"sklearn", "imblearn"})
WINNER = "best_estimator_"


class Seen:
    """One estimator: held while its cell runs, afterwards only as long as the notebook holds it."""

    def __init__(self, number: int, estimator: Any) -> None:
        self.number = number
        self.held: Any = estimator
        self.changed = True
        self.names: list[str] = []
        self.known: Callable[[], Any]
        try:
            self.known = weakref.ref(estimator)
        except TypeError:
            self.known = lambda: estimator

    def thing(self) -> Any:
        """The estimator itself; ``None`` once the notebook let go of it."""
        return self.held if self.held is not None else self.known()

    def release(self) -> None:
        """Its record is sent: hold it no longer."""
        self.held = None


class Estimators:
    """Numbers estimators by first sight; ``take`` gives the records of those that changed."""

    def __init__(self, quietly: Callable[[Callable[[], Any]], Any]) -> None:
        self.quietly = quietly
        self.seen: list[Seen] = []
        self.bytes_left = TOTAL_BYTES

    def number(self, estimator: Any, *, changed: bool = False) -> int | None:
        """The estimator's number, ``None`` for anything else; ``changed``: fitted or set anew."""
        if not is_estimator(estimator):
            return None
        entry = next((one for one in self.seen if one.thing() is estimator), None)
        if entry is None:
            if len(self.seen) >= ESTIMATORS_CAP:
                return None
            entry = Seen(len(self.seen), estimator)
            self.seen.append(entry)
        if changed:
            entry.changed, entry.held = True, estimator
        return entry.number

    def take(self, namespace: dict[str, Any]) -> list[Record]:
        """``EstimatorRecord`` records of estimators fitted, set or renamed since the last time."""
        names: dict[int, list[str]] = {}
        for name, thing in list(namespace.items()):
            if not name.startswith("_") and name not in {"In", "Out"}:
                names.setdefault(id(thing), []).append(name)
        found = []
        for entry in self.seen:
            estimator = entry.thing()
            if estimator is None:
                continue
            own = names.get(id(estimator), [])
            if entry.changed or own != entry.names:
                record = self.quietly(lambda: self._record(entry.number, estimator, own))  # noqa: B023
                if record is not None:
                    entry.changed, entry.names = False, own
                    found.append(record)
            entry.release()
        return found

    def _record(self, number: int, estimator: Any, names: list[str]) -> Record:
        fitted = self._fitted(estimator)
        self.bytes_left -= sum(len(array.get("data", b"")) for array in fitted.values())
        kind, package = class_of(estimator)
        return {
            "estimator": number, "kind": kind, "package": package,
            "names": [plain_text(name, 200) for name in names[:20]],
            "parameters": parameters(estimator), "fitted": fitted,
        }  # fmt: skip

    def _fitted(self, estimator: Any) -> dict[str, Record]:
        """Attributes that fitting left, also those of a pipeline's steps and a search's winner."""
        found: dict[str, Record] = {}
        left = min(ESTIMATOR_BYTES, self.bytes_left)
        for name, thing in _attributes(estimator, "", ()):
            for place, each in _parts(name, thing):
                packed = pack(each, min(ARRAY_BYTES, left))
                if packed is None or len(found) >= ARRAYS_CAP:
                    continue
                left -= len(packed.get("data", b""))
                found[plain_text(place, 200)] = packed
        return found


def is_estimator(thing: Any) -> bool:
    """Whether it is an instance of scikit-learn's base class; does not import scikit-learn."""
    base = getattr(sys.modules.get("sklearn.base"), "BaseEstimator", None)
    try:
        return base is not None and isinstance(thing, base) and not isinstance(thing, type)
    except Exception:
        return False


def class_of(estimator: Any) -> tuple[str, str]:
    """Class and package: the nearest ancestor that is a library's estimator, else its own class.

    Mixins and bases (``BaseEstimator``) are no estimators by themselves.
    """
    own = type(estimator)
    base = sys.modules["sklearn.base"].BaseEstimator
    for cls in own.__mro__:
        package = _package(cls)
        library = package in LIBRARIES and cls.__module__ != f"{package}.base"
        if library and issubclass(cls, base) and not cls.__name__.startswith(("Base", "_Base")):
            return plain_text(cls.__name__, 200), package
    return plain_text(own.__name__, 200), _package(own)


def _package(cls: type) -> str:
    return plain_text(str(cls.__module__).split(".", maxsplit=1)[0], 200)


def parameters(estimator: Any) -> dict[str, Any]:
    """Settings as scalars; a part stands by its class, its own settings behind two underscores."""
    found: dict[str, Any] = {}

    def add(thing: Any, prefix: str, depth: int) -> None:
        try:
            given = thing.get_params(deep=True)
        except Exception:
            return
        for key, value in given.items():
            if len(found) >= PARAMETERS_CAP:
                return
            steps = key == "steps" or key.endswith("__steps")
            found[plain_text(prefix + key, 200)] = _steps(value) if steps else _setting(value)
        winner = vars(thing).get(WINNER)
        if is_estimator(winner) and depth < DEPTH and len(found) < PARAMETERS_CAP:
            found[prefix + WINNER] = _setting(winner)
            add(winner, f"{prefix}{WINNER}__", depth + 1)

    add(estimator, "", 0)
    return found


def _steps(steps: Any) -> str:
    try:
        return plain_text(", ".join(str(name) for name, *_ in steps), 1_000)
    except (TypeError, ValueError):
        return ""


def _setting(value: Any) -> Any:
    """A setting; of a mapping such as ``class_weight`` its text, in the order of its keys."""
    if is_estimator(value):
        return class_of(value)[0]
    if isinstance(value, dict) and len(value) <= 100:
        items = sorted(((scalar(key), scalar(one)) for key, one in value.items()), key=repr)
        return plain_text(dict(items), 1_000)
    return scalar(value)


def _attributes(estimator: Any, prefix: str, above: tuple[Any, ...]) -> list[tuple[str, Any]]:
    """Names and things; ``above`` are the estimators that this one is a part of."""
    found: list[tuple[str, Any]] = []
    if len(above) > DEPTH or any(estimator is one for one in above):
        return found
    within = (*above, estimator)
    for name, thing in list(vars(estimator).items()):
        if name.endswith("_") and not name.startswith("_"):
            if is_estimator(thing):
                found += _attributes(thing, f"{prefix}{name}__", within)
            else:
                found.append((prefix + name, thing))
    steps = vars(estimator).get("steps")
    for step in steps if isinstance(steps, (list, tuple)) else ():
        if isinstance(step, (list, tuple)) and len(step) > 1 and is_estimator(step[1]):
            found += _attributes(step[1], f"{prefix}{step[0]}__", within)
    return found


def _parts(name: str, thing: Any) -> list[tuple[str, Any]]:
    """An attribute as arrays: a number as one of no axes, a list of arrays one by one."""
    if isinstance(thing, (bool, int, float)):
        return [(name, np.asarray(thing))]
    if isinstance(thing, (list, tuple)) and any(hasattr(each, "shape") for each in thing):
        return [(f"{name}/{place}", each) for place, each in enumerate(thing[:LIST_ARRAYS])]
    return [(name, thing)]
