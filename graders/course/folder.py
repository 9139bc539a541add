"""A course folder, read: its assignments, their notebooks, and what they are graded against."""

from __future__ import annotations

import hashlib
import hmac
import importlib.util
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import nbformat
import numpy as np
from nbformat.notebooknode import NotebookNode

from graders.checks import check_types
from graders.checks.base import Check
from graders.course.datasets import Dataset, Draw, dataset_names, load_dataset
from graders.course.further import answers, further_files
from graders.course.layout import Layout, own_layout
from graders.course.released_notebook import (
    read_texts,
    released,
    solution_sources,
    untranslated,
)
from graders.course.rubric import AssignmentFile
from graders.course.secret import make_secret
from graders.errors import CalibrationError, CourseError
from graders.model.assignment import Assignment, Targets
from graders.model.reference import Calibration, FeatureColumn, Reference
from graders.model.values import Array, Struct

if TYPE_CHECKING:
    import pandas as pd

MARK = "course.toml"
LANGUAGES = ("en", "ko")


class Settings(Struct, frozen=True, kw_only=True):
    """What ``course.toml`` may say.

    ``address`` is where the released ``assignments/`` can be downloaded from, ``install`` the
    command by which students get the checker; released notebooks name both.
    ``public_secret`` stands in for the secret that ``grade init`` makes; whoever has it can draw
    the hidden rows. ``assignments`` gives an order; those not named come after, by name.
    ``attempts`` says which of a student's attempts counts: the last in time, or the best.
    ``timezone``, ``due``, ``extensions`` and ``late`` are read by ``graders.course.deadlines``,
    ``cluster`` by ``graders.cluster.asked``.
    """

    title: str = ""
    public_secret: str = ""
    address: str = ""
    install: str = ""
    assignments: tuple[str, ...] = ()
    attempts: Literal["last", "best"] = "last"
    timezone: str = ""
    due: dict[str, Any] = {}
    extensions: dict[str, Any] = {}
    late: dict[str, Any] = {}
    cluster: dict[str, Any] = {}


class Course:
    """A folder with a ``course.toml``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        path = root / MARK
        try:
            self.settings = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Settings)
        except (OSError, UnicodeDecodeError) as problem:
            raise CourseError(f"{path} cannot be read: {problem}.") from None
        except ValueError as problem:  # TOML's, our types', and a number of 5,000 digits
            raise CourseError(f"{path} is not right: {problem}.") from None
        except RecursionError:
            raise CourseError(f"{path} is not right: it is nested too deeply.") from None

    @classmethod
    def find(cls, start: Path) -> Course:
        """The course that ``start`` is in. Raises :class:`CourseError` where it is in none."""
        start = start.resolve()
        for folder in (start, *start.parents):
            if (folder / MARK).is_file():
                return cls(folder)
        raise CourseError(
            f"{start} is not inside a course: neither it nor a folder above has a {MARK}. "
            f"Go to your course's folder, or make one with `grade init`."
        )

    @cached_property
    def layout(self) -> Layout:
        """The folders that students' work and nbgrader's results lie in."""
        return own_layout(self.root)

    @property
    def state(self) -> Path:
        """Where results and the secret lie: the folder ``.graders``, not for sharing."""
        return self.root / ".graders"

    def slugs(self) -> list[str]:
        """The assignments that can be graded here, in the course's order."""
        there = {path.parent.name for path in (self.root / "reference").glob("*/assignment.toml")}
        first = [slug for slug in self.settings.assignments if slug in there]
        return first + sorted(there.difference(first))

    def parts(self) -> dict[str, list[str]]:
        """What is graded of each assignment, by its name: here, the assignment itself."""
        return {slug: [slug] for slug in self.slugs()}

    def load(self, slug: str) -> LoadedAssignment:
        """An assignment with all that belongs to it.

        Raises :class:`CourseError` for one that is not there, :class:`RubricError` for one whose
        ``assignment.toml`` is not right.
        """
        if slug not in self.slugs():
            known = ", ".join(self.slugs()) or "none yet"
            raise CourseError(f"There is no assignment {slug!r} in {self.root} (there: {known}).")
        return LoadedAssignment(self, slug)

    @property
    def secret(self) -> bytes:
        """The key of everything hidden. Raises :class:`CourseError` where there is none yet."""
        path = self.state / "secret"
        try:
            found = path.read_bytes().strip()
        except FileNotFoundError:
            found = self.settings.public_secret.encode()
        except OSError as problem:
            raise CourseError(f"{path} cannot be read: {problem.strerror}.") from None
        if len(found) < 16:
            raise CourseError(
                f"The course in {self.root} has no secret (at least 16 characters in {path}). "
                f"`grade init` makes one."
            )
        return found

    def make_secret(self) -> Path:
        """A new secret for this course, which only its owner can read; an old one is kept.

        Raises :class:`StoreError` where it cannot be written.
        """
        path = self.state / "secret"
        make_secret(path)
        return path


class LoadedAssignment:
    """An assignment of a course. What it reads and draws, it reads and draws once."""

    def __init__(self, course: Course, slug: str) -> None:
        self.course = course
        self.folder = course.root / "reference" / slug
        self._custom = _custom_checks(self.folder / "checks.py")
        file = AssignmentFile(self.folder / "assignment.toml")
        self.types = check_types(self._custom)
        self.assignment: Assignment = file.assignment(self.types)
        if self.assignment.slug != slug:
            raise file.error("slug", f"should be the folder's name, {slug!r}")
        for part in ("train", "test"):
            if part not in self.assignment.rows:
                raise file.error(f"rows.{part}", "is missing; say how many rows to draw")
        known = dataset_names(course.root)
        if self.assignment.dataset not in known:
            there = ", ".join(known) or "none"
            problem = f"{self.assignment.dataset!r} is no folder in datasets/ (there: {there})"
            raise file.error("dataset", problem)
        self.dataset: Dataset = load_dataset(course.root, self.assignment.dataset)
        if self.assignment.original:
            self.dataset = self._original(file)
            rows = self.dataset.card.rows
            test = min(self.assignment.rows["test"], rows // 5)
            fewer = {"train": min(self.assignment.rows["train"], rows - 2 * test), "test": test}
            self.assignment = msgspec.structs.replace(
                self.assignment, dataset=self.dataset.name, rows=fewer
            )
        if self.assignment.targets.column != self.dataset.card.target:
            raise file.error(
                "targets.column", f"should be the dataset's target, {self.dataset.card.target!r}"
            )
        file.judge_notebook(self.assignment, self._source)

    def _original(self, file: AssignmentFile) -> Dataset:
        """What the dataset is a twin of, as rows with the twin's columns."""
        name = self.dataset.card.twin_of
        if not name:
            raise file.error("original", f"dataset {self.dataset.name!r} is a twin of nothing")
        found = load_dataset(self.course.root, name)
        if not found.has_rows:
            raise file.error("original", f"{name!r} is no table, so rows cannot be drawn from it")
        if missing := set(self.dataset.card.columns).difference(found.card.columns):
            there = ", ".join(sorted(missing))
            raise file.error("original", f"{name!r} has no column {there}, which its twin has")
        return found

    adopted = False
    """Whether it is graded as nbgrader would, without a rubric of ours."""

    @property
    def name(self) -> str:
        """What nbgrader calls the assignment."""
        return self.assignment.slug

    @property
    def notebook(self) -> str:
        """What nbgrader calls its notebook."""
        return self.assignment.slug

    @cached_property
    def _source(self) -> NotebookNode:
        path = self.folder / f"{self.folder.name}.ipynb"
        try:
            notebook = nbformat.reads(path.read_text("utf-8"), as_version=4)
        except OSError as problem:
            raise CourseError(f"{path} cannot be read: {problem.strerror}.") from None
        except (ValueError, TypeError, KeyError, AttributeError, nbformat.ValidationError):
            # nbformat walks what it takes for an old notebook without looking.
            raise CourseError(f"{path} is not a notebook.") from None
        # The rubric alone says what a check is worth: nbgrader reads it off the notebook.
        points = {
            item.id: int(item.points) if item.points % 1 == 0 else float(item.points)
            for item in self.assignment.checks
        }
        for cell in notebook.cells:
            meta = cell.metadata.get("nbgrader") or {}
            if meta.get("grade") and meta.get("grade_id") in points:
                meta["points"] = points[meta["grade_id"]]
        return notebook

    def source_notebook(self) -> NotebookNode:
        """The notebook with solutions. Secret."""
        return self._source

    def solution_cells(self) -> dict[str, str]:
        """The reference's solution cells by id. Secret."""
        return solution_sources(self._source)

    @property
    def languages(self) -> tuple[str, ...]:
        """English, and the languages that there are texts in."""
        return tuple(
            lang
            for lang in LANGUAGES
            if lang == "en" or (self.folder / f"text.{lang}.md").is_file()
        )

    def texts(self, lang: str) -> dict[str, str]:
        """The notebook's texts in another language by cell id; none for English."""
        if lang == "en":
            return {}
        path = self.folder / f"text.{lang}.md"
        if lang not in self.languages:
            raise CourseError(
                f"Assignment {self.folder.name!r} has no texts in {lang!r}: {path} is missing. "
                f"It holds the text of each cell below a line `<!-- cell: its id -->`."
            )
        texts = read_texts(path.read_text("utf-8"), str(path))
        if faults := untranslated(self._source, texts):
            raise CourseError(f"{path}: {'; '.join(faults)}.")
        return texts

    @property
    def address(self) -> str:
        """Where the data files can be downloaded from, or empty."""
        base = self.course.settings.address.rstrip("/")
        return f"{base}/{self.folder.name}/data" if base else ""

    def skeleton_notebook(self, lang: str = "en") -> NotebookNode:
        """The students' notebook."""
        install = self.course.settings.install
        return released(self._source, self.texts(lang), self.address, install)

    @cached_property
    def _public(self) -> Draw:
        rows = self.assignment.rows
        return self.dataset.draw(rows["train"], rows["test"])

    @cached_property
    def _hidden(self) -> Draw:
        rows = self.assignment.rows
        label = f"test rows of {self.assignment.slug}".encode()
        key = hmac.new(self.course.secret, label, hashlib.sha256).digest()
        return self.dataset.draw(rows["train"], rows["test"], key)

    @cached_property
    def _further(self) -> dict[str, bytes]:
        return further_files(self.folder)

    def held_against(self) -> dict[str, bytes]:
        """What a submission is held against that is no file of ``folder``: nothing."""
        return {}

    def public_files(self) -> dict[str, bytes]:
        """The data files that students hold, by path."""
        return {**self._public.files(), **self._further}

    def box_files(self) -> dict[str, bytes]:
        """A grading box's data files: the same training rows, and test rows nobody has seen."""
        return {**self._hidden_files, **self._further}

    @cached_property
    def _hidden_files(self) -> dict[str, bytes]:
        return self._hidden.files()

    def reference(self, public: bool = False) -> Reference:
        """What a submission is compared with; ``public`` leaves out everything hidden.

        Targets are the hidden column as it stands in the data: text labels stay text.
        """
        targets = self.assignment.targets
        seen = public_reference(targets, self._public.train, self._further)
        if public:
            return seen
        hidden = Array.of(self._hidden.hidden.to_numpy())
        return msgspec.structs.replace(
            seen,
            targets=None if targets.task == "none" else hidden,
            calibration=self.calibration,
            public=False,
            answers=answers(self.folder),
        )

    @property
    def calibration(self) -> Calibration | None:
        """The bands of ``calibration.json``, or None where `grade calibrate` has not run."""
        path = self.folder / "calibration.json"
        try:
            return msgspec.json.decode(path.read_bytes(), type=Calibration)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as problem:
            raise CalibrationError(
                f"{path} cannot be read: {problem}. Make it again with "
                f"`grade calibrate {self.folder.name}`."
            ) from None

    def custom_checks(self) -> dict[str, type[Check]]:
        """The checks of the course's own ``checks.py``, by the names in its ``CHECKS``."""
        return dict(self._custom)


def public_reference(
    targets: Targets, train: pd.DataFrame, files: Mapping[str, bytes] | None = None
) -> Reference:
    """What anybody can compare a submission with who has the training rows and further ``files``.

    Raises :class:`CourseError` where they have no column of targets.
    """
    if targets.column not in train:
        raise CourseError(f"data/train.csv has no column {targets.column!r} any more.")
    return Reference(
        train_targets=Array.of(train[targets.column].to_numpy()),
        features=_features(train.drop(columns=targets.column)),
        texts=_texts(train.drop(columns=targets.column)),
        labels=targets.labels,
        task=targets.task,
        public=True,
        files=dict(files or {}),
    )


def _features(table: pd.DataFrame) -> tuple[FeatureColumn, ...]:
    numbers = table.select_dtypes("number")
    return tuple(
        FeatureColumn(
            name=str(name),
            minimum=float(values.min()),
            maximum=float(values.max()),
            mean=float(values.mean()),
            std=float(np.std(values.to_numpy())),
            values=Array.of(values.to_numpy()),
        )
        for name, values in numbers.items()
    )


def _texts(table: pd.DataFrame) -> dict[str, Array]:
    """Columns of texts of which most are found once."""
    columns = table.select_dtypes(["object", "string"])
    return {
        str(name): Array.of(texts.fillna("").to_numpy(dtype=object))
        for name, texts in columns.items()
        if texts.nunique() * 2 > len(texts)
    }


def _custom_checks(path: Path) -> dict[str, type[Check]]:
    """``CHECKS`` of an instructor's ``checks.py``, loaded by path and in the parent only."""
    if not path.is_file():
        return {}
    name = f"checks_of_{path.parent.name.replace('-', '_')}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise CourseError(f"{path} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as problem:  # noqa: BLE001 - it is the instructor's code; anything may happen
        raise CourseError(f"{path} cannot be loaded: {type(problem).__name__}: {problem}") from None
    checks = getattr(module, "CHECKS", None)
    if not isinstance(checks, dict):
        raise CourseError(
            f'{path} should say which checks it has: CHECKS = {{"my-check": MyCheck}}'
        )
    return dict(checks)
