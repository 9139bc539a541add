"""Records which positions a split puts where, and puts them there again in an experiment.

What decides a split may be what the experiment changes: labels that a stratified split looks at.
"""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .describe import Record, plain_text
from .observer import Observer
from .rows import packed

MOST = 400
MOST_ROWS = 1_000_000


class Splits:
    """Splits of one run, in order; ``given`` are those to replay, as ``Split`` records."""

    def __init__(self, observer: Observer, given: list[Record]) -> None:
        self._observer, self._given = observer, given
        self._count = 0

    def keep(self, actor: str, rows: int, parts: list[Any]) -> list[Any]:
        """Record a split; the positions to use: the recorded run's, where there are as many rows.

        ``parts`` are positions among ``rows``.
        """
        place = self._count
        self._count += 1
        if place < len(self._given):
            before = self._given[place]
            if before["rows"] == rows and before["actor"] == actor:
                parts = [np.frombuffer(part["data"], dtype="<i4").astype(np.int64)
                         for part in before["parts"]]  # fmt: skip
        if place < MOST and rows <= MOST_ROWS:
            self._observer.splits.append({
                "sequence": self._observer.next(), "cell": self._observer.cell,
                "actor": plain_text(actor, 200), "rows": rows,
                "parts": [packed(part) for part in parts],
            })  # fmt: skip
        return parts


def watched_function(
    original: Callable[..., Any], splits: Splits, record: Callable[..., None]
) -> Callable[..., Any]:
    """``train_test_split`` with positions taken along; ``record(args, keywords, result, made)``.

    ``made`` says of each output which input it is a part of, and its positions there.
    """

    @functools.wraps(original)
    def train_test_split(*arrays: Any, **options: Any) -> Any:
        observer = splits._observer
        with observer.nested() as outermost:
            if not outermost:
                return original(*arrays, **options)
            rows = observer.quietly(lambda: _rows(arrays[0])) if arrays else None
            positions = np.arange(rows or 0)
            made: list[Any] | None = None
            found: Any = None
            # A refusal is asked for once more without the positions: it names what was given.
            with contextlib.suppress(Exception):
                found = original(*arrays, positions, **options) if rows is not None else None
            if found is None:
                result = original(*arrays, **options)
            else:
                result, own = found[:-2], found[-2:]
                made = splits.keep("train_test_split", len(positions), list(own))
                if not all(np.array_equal(*pair) for pair in zip(own, made, strict=True)):
                    result = _cut(arrays, made)
            observer.quietly(lambda: record(arrays, options, result, _sources(arrays, made)))
            return result

    return train_test_split


def _rows(array: Any) -> int:
    shape = getattr(array, "shape", None)
    return int(shape[0]) if shape is not None else len(array)


def _cut(arrays: tuple[Any, ...], parts: list[Any]) -> list[Any]:
    from sklearn.utils import _safe_indexing, indexable

    return [_safe_indexing(array, part) for array in indexable(*arrays) for part in parts]


def _sources(arrays: tuple[Any, ...], parts: list[Any] | None) -> dict[int, tuple[int, Any]]:
    if parts is None:
        return {}
    return {
        place * len(parts) + number: (place, part)
        for place in range(len(arrays))
        for number, part in enumerate(parts)
    }


def watch_folds(splits: Splits) -> None:
    """Wrap ``split`` of scikit-learn's splitters."""
    import sklearn.model_selection as selection

    active: list[bool] = []
    kinds = {
        base
        for name in selection.__all__
        if isinstance(kind := vars(selection).get(name), type)  # experimental ones raise
        for base in kind.__mro__
        if base.__module__.startswith("sklearn.model_selection") and "split" in vars(base)
    }
    for kind in kinds:
        folds: Any = _folds(vars(kind)["split"], splits, active)
        kind.split = folds  # type: ignore[attr-defined]


def _folds(original: Any, splits: Splits, active: list[bool]) -> Any:
    @functools.wraps(original)
    def split(self: Any, *args: Any, **keywords: Any) -> Iterator[Any]:
        pairs = original(self, *args, **keywords)
        level = getattr(splits._observer.depth, "level", 0)
        if active or level:  # inside another splitter, a split or a search
            yield from pairs
            return
        given = args[0] if args else keywords.get("X")
        while True:
            active.append(True)
            try:
                pair = next(pairs, None)
            finally:
                active.pop()
            if pair is None:
                return
            found = splits._observer.quietly(
                functools.partial(splits.keep, type(self).__name__, _rows(given), list(pair))
            )
            yield tuple(found) if found is not None else pair

    return split


def install(splits: Splits, record: Callable[..., None]) -> None:
    """Watch ``train_test_split`` and the splitters."""
    module: Any = sys.modules["sklearn.model_selection"]
    original = module.train_test_split
    module.train_test_split = watched_function(original, splits, record)
    watch_folds(splits)
