"""Calls of the notebook's own functions, and what they answered.

A function is student code: it may never end, raise, print, change its argument, or return
anything. Every call gets copies of its arguments and seconds of its own; randomness that it uses
up is put back, so that the cells after it draw what they would have drawn.
"""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from . import randomness
from .describe import Record, as_array, message_text, pack, plain_text, type_name
from .limits import CellTimeLimit, Clock, cell_limit
from .observer import Observer

CALL_SECONDS = 2.0
"""CPU time of one call, reading what it returns included."""

CELL_SECONDS = 20.0
"""Of all calls of one cell."""

WALL_FACTOR = 6.0
OUTPUT_BYTES = 262_144
"""Of an array that comes back; of a larger one shape and digest are told, of a huge one shape."""

HUGE = 64
MOST_OUTPUTS = 64
MOST_WARNINGS = 8
DEPTH = 4
FORMS = frozenset({"list", "tuple"})

Send = Callable[[list[Record]], None]


class MissingArgumentError(Exception):
    """The notebook has no value of the name that a call wants to pass."""


class Functions:
    """A plan's calls. ``seconds`` is the CPU time that they took so far."""

    def __init__(self, calls: list[Record], observer: Observer) -> None:
        self._calls, self._observer = calls, observer
        self.seconds = 0.0

    def answer(
        self, cell: str, namespace: dict[str, Any], send: Send, give_up: Callable[[], None]
    ) -> None:
        """Make the calls of a cell that has run; ``send`` gets each function's answers at once.

        A function that used up a call's seconds is not called again. ``give_up`` must not return:
        the function swallows its limit, and only the end of the process stops it.
        """
        calls = [call for call in self._calls if call["cell"] == cell]
        by_function: dict[str, list[Record]] = {}
        for call in calls:
            by_function.setdefault(str(call["function"]), []).append(call)
        left = CELL_SECONDS
        for own in by_function.values():
            answers: list[Record] = []
            with self._aside(namespace):
                for place, call in enumerate(own):
                    late = [{"key": one["key"], "outcome": "timeout"} for one in own[place:]]
                    if left <= 0:
                        answers += late
                        break

                    def hopeless(late: list[Record] = late) -> None:
                        send([*answers, *late])  # noqa: B023  of this function
                        give_up()

                    clock = Clock()
                    clock.start()
                    answers.append(
                        answered(call, namespace, clock, min(CALL_SECONDS, left), hopeless)
                    )
                    left -= clock.cpu_seconds
                    self.seconds += clock.cpu_seconds
                    if answers[-1]["outcome"] == "timeout":
                        answers += late[1:]
                        break
            send(answers)

    @contextlib.contextmanager
    def _aside(self, namespace: dict[str, Any]) -> Iterator[None]:
        """Nothing printed, drawn, recorded or left behind in a generator."""
        streams = sys.stdout, sys.stderr
        pyplot = sys.modules.get("matplotlib.pyplot")
        figures = set(pyplot.get_fignums()) if pyplot is not None else set()
        try:
            with self._observer.nested(), randomness.kept(namespace):
                sys.stdout = sys.stderr = Nowhere()
                yield
        finally:
            sys.stdout, sys.stderr = streams
            if pyplot is not None:
                for number in set(pyplot.get_fignums()) - figures:
                    pyplot.close(number)


class Nowhere(io.TextIOBase):
    """Takes what a function prints, and keeps nothing."""

    def write(self, text: str) -> int:
        """Forget the text."""
        return len(text)

    def writable(self) -> bool:
        """Always."""
        return True


def answered(
    call: Record,
    namespace: dict[str, Any],
    clock: Clock,
    seconds: float,
    give_up: Callable[[], None],
) -> Record:
    """A ``ProbeAnswer`` record of one call, whatever the function does."""
    answer: Record = {"key": call["key"], "outcome": "missing"}
    function = namespace.get(str(call["function"]))
    if not callable(function):
        return answer
    given: list[warnings.WarningMessage] = []
    problem: BaseException | None = None
    try:
        with cell_limit(clock, seconds, seconds * WALL_FACTOR, give_up):
            try:
                with warnings.catch_warnings(record=True) as given:
                    warnings.simplefilter("always")
                    answer.update(_called(function, call, namespace))
            except CellTimeLimit:
                raise
            except MissingArgumentError as name:
                answer["message"] = plain_text(name, 200)
            except BaseException as raised:
                problem = raised
                answer.update(_raised(raised))
    except CellTimeLimit:
        pass
    if clock.struck is not None and (problem is not None or answer["outcome"] == "missing"):
        return {"key": call["key"], "outcome": "timeout"}
    classes = dict.fromkeys(one.category.__name__ for one in (given or [])[:1_000])
    answer["warned"] = [plain_text(name, 200) for name in list(classes)[:MOST_WARNINGS]]
    return answer


def _called(function: Any, call: Record, namespace: dict[str, Any]) -> Record:
    arguments = [value(argument, namespace) for argument in call.get("arguments") or ()]
    keywords = {
        str(name): value(argument, namespace)
        for name, argument in (call.get("keywords") or {}).items()
    }
    if call.get("seed") is not None:
        randomness.seed_all(int(call["seed"]))
    return outputs(function(*arguments, **keywords))


def _raised(problem: BaseException) -> Record:
    try:
        message = message_text(problem)
    except Exception:
        message = ""
    return {"outcome": "raised", "message": message,
            "error": plain_text(type(problem).__name__, 200)}  # fmt: skip


def value(argument: Record, namespace: dict[str, Any]) -> Any:
    """What an ``Argument`` record stands for, as a copy of its own.

    Raises :class:`MissingArgumentError` for a name that the notebook does not have.
    """
    kind = argument["kind"]
    if kind == "array":
        packed = argument["array"]
        if packed["dtype"] == "str":
            return np.array(packed["text"], dtype=str).reshape(packed["shape"])
        flat = np.frombuffer(packed["data"], dtype=np.dtype(packed["dtype"]).newbyteorder("<"))
        return flat.reshape(packed["shape"]).astype(packed["dtype"])
    if kind == "name":
        if argument["name"] not in namespace:
            raise MissingArgumentError(argument["name"])
        return _copied(namespace[argument["name"]])
    if kind in FORMS:
        items = [value(item, namespace) for item in argument.get("items") or ()]
        return items if kind == "list" else tuple(items)
    return argument.get("scalar")


def _copied(thing: Any, depth: int = 0) -> Any:
    """The notebook's own value with arrays of its own; what else there is stays the same."""
    if type(thing) is np.ndarray:
        return thing.copy()
    if depth < DEPTH and type(thing) in {list, tuple}:
        return type(thing)(_copied(item, depth + 1) for item in thing)
    if depth < DEPTH and type(thing) is dict:
        return {name: _copied(item, depth + 1) for name, item in thing.items()}
    return thing


def outputs(thing: Any) -> Record:
    """What a call returned, as arrays; ``no-array`` with the name of its type for anything else.

    A tuple, and a list whose items are no rows of one array, is one array for each item.
    """
    whole = None if isinstance(thing, tuple) else _packed(thing)
    if whole is not None:
        return {"outcome": "ok", "outputs": [whole], "many": False}
    if isinstance(thing, (list, tuple)) and 0 < len(thing) <= MOST_OUTPUTS:
        parts = [_packed(part) for part in thing]
        if all(part is not None for part in parts):
            return {"outcome": "ok", "outputs": parts, "many": True}
    try:
        name = type_name(thing)
    except Exception:
        name = ""
    return {"outcome": "no-array", "message": name}


def _packed(thing: Any) -> Record | None:
    try:
        array = np.asarray(thing) if isinstance(thing, (bool, int, float)) else as_array(thing)
        if array is None or array.dtype.kind not in "biuf":
            return None
        if array.nbytes > HUGE * OUTPUT_BYTES:  # may be one number, broadcast to gigabytes
            return {"dtype": array.dtype.name, "shape": [int(side) for side in array.shape],
                    "kept": False}  # fmt: skip
        return pack(array, OUTPUT_BYTES)
    except Exception:
        return None
