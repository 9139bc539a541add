"""Originals that come as arrays, made into tables with the columns of their twins.

``datasets/<name>/table.py`` has ``table(files)``: from the verified files by name to a table of
all rows, with the card's columns. It is the instructor's own code, loaded by path in the parent
only, and what it needs for images and for lists of different lengths is here.

Rows are drawn by class: a file holds each class as often as the original does, and no class less
often than the card's ``smallest_class``. Of Reuters' 46 topics some have a dozen texts among ten
thousand, and a notebook cannot learn, nor be asked about, what its files do not hold.
"""

from __future__ import annotations

import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

TABLE = "table.py"
"""The file in a dataset's folder that makes a table of its arrays."""

_AT_A_TIME = 4_096
_RECONSTRUCT = np.empty(0).__reduce__()[0]
_ALLOWED = {
    ("numpy.core.multiarray", "_reconstruct"): _RECONSTRUCT,
    ("numpy._core.multiarray", "_reconstruct"): _RECONSTRUCT,
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
}


class _ListsOnly(pickle.Unpickler):
    """An unpickler that knows arrays, lists and numbers, and nothing that could be called."""

    def find_class(self, module: str, name: str) -> Any:
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an array") from None


def read_lists(path: Path, name: str) -> NDArray[np.object_]:
    """An array of lists in a file of arrays, read without running anything that lies in it.

    NumPy keeps lists of different lengths as a pickle, whose reading may run any code; here only
    arrays, lists and numbers come out. Raises :class:`pickle.UnpicklingError` for anything else,
    and ``KeyError`` where the file has no such array.
    """
    with zipfile.ZipFile(path) as held, held.open(f"{name}.npy") as data:
        np.lib.format.read_magic(data)
        np.lib.format.read_array_header_1_0(data)
        found: NDArray[np.object_] = _ListsOnly(data, encoding="latin1").load()
    return found


def smaller(images: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Square images, ``(count, n, n)``, on ``side`` pixels a side: ``(count, side, side)``.

    A new pixel is the mean of the area that it covers, rounded. Areas and sums are whole numbers
    that floats hold exactly (for ``n`` up to 256), so the pixels are the same on every machine.
    """
    before = images.shape[-1]
    shared = _overlaps(before, side)
    small = np.empty((len(images), side, side), dtype=np.uint8)
    for first in range(0, len(images), _AT_A_TIME):
        part = slice(first, first + _AT_A_TIME)
        sums = shared @ images[part].astype(np.float32) @ shared.T
        small[part] = np.floor(sums / np.float32(before**2) + np.float32(0.5))
    return small


def _overlaps(before: int, after: int) -> NDArray[np.float32]:
    """What each new pixel (rows) covers of each old one, in units of 1 / (before * after)."""
    old, new = np.arange(before) * after, np.arange(after)[:, None] * before
    covered = np.minimum(old + after, new + before) - np.maximum(old, new)
    found: NDArray[np.float32] = np.maximum(covered, 0).astype(np.float32)
    return found


def quotas(counts: NDArray[np.integer], rows: int, least: int) -> NDArray[np.int64]:
    """How many of ``rows`` rows each class gets: its share of ``counts``, and at least ``least``.

    What rare classes get beyond their share is taken from the commonest.
    """
    exact = rows * counts / counts.sum()
    given: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    # The largest remainders first; of equal ones, the first class.
    missing = rows - int(given.sum())
    given[np.argsort(given - exact, kind="stable")[:missing]] += 1
    given = np.maximum(given, least)
    while (over := int(given.sum()) - rows) > 0:
        most = int(np.argmax(given))
        given[most] -= min(over, max(1, int(given[most]) // 10))
    return given


def first_of_each(
    classes: NDArray[np.integer], order: NDArray[np.integer], wanted: NDArray[np.integer]
) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    """Positions split in two, each in ``order``: the first ``wanted`` of each class, and the rest.

    ``classes`` are integers from 0. Where a class has fewer than are wanted, all of it is taken.
    """
    placed = classes[order]
    taken = np.zeros(len(order), dtype=bool)
    for number, count in enumerate(wanted):
        taken[np.flatnonzero(placed == number)[:count]] = True
    return order[taken], order[~taken]
