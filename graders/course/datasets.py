"""Datasets: their cards, and draws of rows from them.

A draw is a ``train.csv`` with the target, a ``test.csv`` without it, and the hidden target of the
latter. Training rows and the public test rows come from the card's public seed. The test rows in
a grading box come from the course's secret, and nobody has seen them.

``datasets/<name>/generate.py`` makes a twin's rows in two steps, each with a generator of its own:
``features(generator, count)`` and ``target(generator, features)``. So whoever worked out from the
features of a test file how they were drawn would still know nothing about the hidden targets.
It is the instructor's own code, loaded by path in the parent only. Originals that are arrays have
a ``table.py`` instead: see :mod:`graders.course.arrays`.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import importlib.util
import tomllib
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np

from graders.course.arrays import TABLE, first_of_each, quotas
from graders.course.schema_faults import fault
from graders.course.toml_lines import line_of, toml_lines
from graders.errors import CourseError
from graders.model.values import Struct

if TYPE_CHECKING:
    import pandas as pd

GENERATOR = "generate.py"
"""What makes a twin's rows."""
ATTEMPTS = 200


class DataFile(Struct, frozen=True, kw_only=True):
    """One file of an original. ``arrays`` are SHA-256 of each array's C-contiguous bytes.

    It comes from ``address``, or is packed from the arrays at ``parts``, or is made from what the
    package ``shipped`` has. Either its checksum or its arrays prove it. ``calls`` are words of
    calls that download it, such as ``mnist.load_data``.
    """

    name: str
    address: str = ""
    sha256: str = ""
    parts: dict[str, str] = {}
    arrays: dict[str, str] = {}
    shipped: Literal["", "scikit-learn"] = ""
    calls: tuple[str, ...] = ()


class Card(Struct, frozen=True, kw_only=True):
    """``card.toml``: what a dataset is, where it is from and what to beware of.

    ``levels`` are the values that both files of a draw must hold, by column; ``smallest_class``
    is how many rows of each class the test rows must have at least (of arrays, the training rows
    too). ``rows`` are those that can be drawn.
    """

    title: str
    kind: Literal["twin", "table", "arrays"]
    source: str
    licence: str
    rows: int
    target: str
    task: Literal["regression", "binary", "multiclass"]
    columns: tuple[str, ...] = ()
    ratio: dict[str, float] = {}
    twin_of: str = ""
    caveats: tuple[str, ...] = ()
    public_seed: int = 0
    smallest_class: int = 0
    levels: dict[str, tuple[int | str, ...]] = {}
    files: tuple[DataFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Draw:
    """Training rows with the target, test rows without it, and the target that was taken away."""

    train: pd.DataFrame
    test: pd.DataFrame
    hidden: pd.Series

    def files(self) -> dict[str, bytes]:
        """What lies beside a notebook: ``data/train.csv`` and ``data/test.csv``."""
        return {"data/train.csv": table_bytes(self.train), "data/test.csv": table_bytes(self.test)}


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset's folder and card."""

    name: str
    folder: Path
    card: Card

    def draw(self, train: int, test: int, key: bytes | None = None) -> Draw:
        """``train`` and ``test`` rows; ``key`` draws the test rows secretly, else they are public.

        The same key gives the same rows on every machine. Training rows do not depend on it.
        Raises :class:`CourseError` where so many rows, or every level, cannot be had.
        """
        public = f"public {self.name} {self.card.public_seed}".encode()
        if self.card.kind == "twin":
            return self._twin(train, test, public, key)
        if self.card.kind == "table":
            return self._table(train, test, public, key)
        return self._arrays(train, test, public, key)

    @property
    def has_rows(self) -> bool:
        """Whether rows can be drawn: arrays need a ``table.py`` that says what a row is."""
        return self.card.kind != "arrays" or (self.folder / TABLE).is_file()

    def _twin(self, train: int, test: int, public: bytes, key: bytes | None) -> Draw:
        features, target = self._generator()

        def rows(seed: bytes, label: str, count: int) -> pd.DataFrame:
            with _own_code(self.folder / GENERATOR):
                table = features(generator_from(seed, f"{label} features"), count)
                values = target(generator_from(seed, f"{label} target"), table)
            values.index = table.index
            table[self.card.target] = values
            self._has_columns(table, self.folder / GENERATOR)
            return table[list(self.card.columns)]

        seen = self._complete(lambda n: rows(public, f"train {n}", train))
        held = self._complete(lambda n: rows(key or public, f"test {n}", test), hidden=True)
        return Draw(seen, held.drop(columns=self.card.target), held[self.card.target])

    def _table(self, train: int, test: int, public: bytes, key: bytes | None) -> Draw:
        """Rows of an original: shuffled in public, and those after the public ones kept back."""
        import pandas as pd

        from graders.course.fetch import fetch

        paths = fetch(self.card)
        table = pd.read_csv(paths[self.card.files[0].name])
        self._enough(table, train, test)

        def parts(attempt: int) -> pd.DataFrame:
            order = generator_from(public, f"rows {attempt}").permutation(len(table))
            return table.iloc[order].reset_index(drop=True)

        def split(shuffled: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
            ends = (train, train + test, train + 2 * test)
            return shuffled[: ends[0]], shuffled[ends[0] : ends[1]], shuffled[ends[1] : ends[2]]

        for attempt in range(ATTEMPTS):
            seen, shown, kept = split(parts(attempt))
            if self._holds(seen) and self._holds(shown, hidden=True) and self._holds(kept, True):
                break
        else:
            raise self._impossible()
        held = shown
        if key is not None:
            held = kept.iloc[generator_from(key, "order").permutation(len(kept))]
        held = held.reset_index(drop=True)
        return Draw(seen, held.drop(columns=self.card.target), held[self.card.target])

    def _arrays(self, train: int, test: int, public: bytes, key: bytes | None) -> Draw:
        """Rows of an original's arrays, by class; hidden ones are any that are not public."""
        from graders.course.fetch import fetch

        if not self.has_rows:
            raise CourseError(
                f"Dataset {self.name!r} is no table, and has no {self.folder / TABLE} that makes "
                f"one of its arrays. Choose a dataset whose card says kind = 'twin' or 'table'."
            )
        paths = fetch(self.card)
        dated = tuple((name, path, path.stat().st_mtime_ns) for name, path in paths.items())
        table = _table_of(self.name, self.folder, dated)[list(self.card.columns)]
        self._enough(table, train, test)
        names, classes = np.unique(table[self.card.target].to_numpy(), return_inverse=True)
        counts = np.bincount(classes)
        least = max(1, self.card.smallest_class)
        if min(train, test) < least * len(names):
            raise CourseError(
                f"Dataset {self.name!r}: {train} training and {test} test rows cannot both hold "
                f"{least} rows of each of {len(names)} classes. Ask for more rows."
            )
        order = generator_from(public, "rows").permutation(len(table))
        seen, rest = first_of_each(classes, order, quotas(counts, train, least))
        held, rest = first_of_each(classes, rest, quotas(counts, test, least))
        if key is not None:
            fresh = rest[generator_from(key, "rows").permutation(len(rest))]
            held, _ = first_of_each(classes, fresh, quotas(counts, test, least))
        if (len(seen), len(held)) != (train, test):
            raise self._impossible()
        shown = table.iloc[held].reset_index(drop=True)
        return Draw(
            table.iloc[seen].reset_index(drop=True),
            shown.drop(columns=self.card.target),
            shown[self.card.target],
        )

    def _has_columns(self, table: pd.DataFrame, maker: Path) -> None:
        missing = [name for name in self.card.columns if name not in table.columns]
        if missing:
            raise CourseError(
                f"{self.folder / 'card.toml'}: columns: {maker} makes no {', '.join(missing)}; "
                f"it makes {', '.join(map(str, table.columns))}."
            )

    def _enough(self, table: pd.DataFrame, train: int, test: int) -> None:
        if len(table) < train + 2 * test:
            raise CourseError(
                f"Dataset {self.name!r} has {len(table)} rows. {train} for training, {test} for "
                f"the students' test file and {test} kept back for the hidden one are more. "
                f"Ask for fewer rows in assignment.toml, or use a twin."
            )

    def _complete(
        self, rows: Callable[[int], pd.DataFrame], *, hidden: bool = False
    ) -> pd.DataFrame:
        for attempt in range(ATTEMPTS):
            drawn = rows(attempt)
            if self._holds(drawn, hidden):
                return drawn
        raise self._impossible()

    def _holds(self, rows: pd.DataFrame, hidden: bool = False) -> bool:
        for column, levels in self.card.levels.items():
            if not set(levels) <= set(rows[column].unique().tolist()):
                return False
        if self.card.task == "regression":
            return True
        counts = rows[self.card.target].value_counts()
        fewest = self.card.smallest_class if hidden else 1
        return len(counts) == max(2, len(self.card.ratio)) and int(counts.min()) >= fewest

    def _impossible(self) -> CourseError:
        fewest = self.card.smallest_class
        return CourseError(
            f"Dataset {self.name!r}: {ATTEMPTS} draws of so few rows did not hold every level of "
            f"every category and {fewest} rows of each class. Ask for more rows in assignment.toml."
        )

    def _generator(
        self,
    ) -> tuple[
        Callable[[np.random.Generator, int], pd.DataFrame],
        Callable[[np.random.Generator, pd.DataFrame], pd.Series],
    ]:
        path = self.folder / GENERATOR
        if not path.is_file():
            raise CourseError(f"Dataset {self.name!r} is a twin, but has no {path}.")
        module = _module_of(self.name, path)
        with _own_code(path):
            return module.features, module.target


def _module_of(name: str, path: Path) -> ModuleType:
    """A dataset's own code."""
    title = f"dataset_{name.replace('-', '_')}_{path.stem}"
    spec = importlib.util.spec_from_file_location(title, path)
    if spec is None or spec.loader is None:
        raise CourseError(f"{path} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    with _own_code(path):
        spec.loader.exec_module(module)
    return module


@contextlib.contextmanager
def _own_code(path: Path) -> Iterator[None]:
    """What an author's file raises is said with its line, as the author's to mend."""
    try:
        yield
    except CourseError:
        raise
    except Exception as problem:  # noqa: BLE001 - whatever an author's code raises
        lines = [
            frame.lineno
            for frame in traceback.extract_tb(problem.__traceback__)
            if frame.filename == str(path)
        ]
        line = lines[-1] if lines else getattr(problem, "lineno", None)
        place = f"{path}:{line}" if line else str(path)
        raise CourseError(f"{place}: {type(problem).__name__}: {problem}") from None


@lru_cache(maxsize=2)
def _table_of(name: str, folder: Path, files: tuple[tuple[str, Path, int], ...]) -> pd.DataFrame:
    """An original's arrays as a table: seconds of work, for an assignment that draws twice."""
    module = _module_of(name, folder / TABLE)
    with _own_code(folder / TABLE):
        made: pd.DataFrame = module.table({file: path for file, path, _ in files})
    return made


def load_dataset(root: Path, name: str) -> Dataset:
    """The dataset ``datasets/<name>`` of the course at ``root``.

    Raises :class:`CourseError` where there is none, or where its card is not right.
    """
    folder = root / "datasets" / name
    path = folder / "card.toml"
    if name not in dataset_names(root):
        known = ", ".join(dataset_names(root)) or "none"
        raise CourseError(f"There is no dataset {name!r} in {root / 'datasets'} (there: {known}).")
    try:
        text = path.read_text(encoding="utf-8")
        values = tomllib.loads(text)
        lines = toml_lines(text)
    except OSError as problem:
        raise CourseError(f"{path} cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise CourseError(f"{path} is not UTF-8; save it as UTF-8.") from None
    except ValueError as problem:  # a number of 5,000 digits, too
        raise CourseError(f"{path} is not TOML: {problem}") from None
    except RecursionError:
        raise CourseError(f"{path} is not TOML as anybody writes it: nested too deeply.") from None
    try:
        card = msgspec.convert(values, Card)
    except msgspec.ValidationError as problem:
        field, said = fault(problem, Card)
        line = line_of(lines, field)
        raise CourseError(f"{path}:{line}: {field + ': ' if field else ''}{said}") from None
    return Dataset(name, folder, card)


def dataset_names(root: Path) -> list[str]:
    """The datasets that a course has a card of."""
    return sorted(path.parent.name for path in (root / "datasets").glob("*/card.toml"))


def generator_from(key: bytes, label: str) -> np.random.Generator:
    """A generator seeded with HMAC-SHA256 of ``label`` under ``key``."""
    digest = hmac.new(key, label.encode(), hashlib.sha256).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))


def table_bytes(table: pd.DataFrame) -> bytes:
    """A table as CSV: the same table gives the same bytes on every system."""
    text: str = table.to_csv(index=False, lineterminator="\n")
    return text.encode()
