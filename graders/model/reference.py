"""What a submission is compared with."""

from __future__ import annotations

from typing import Literal

from graders.model.values import Array, Struct


class Band(Struct, frozen=True, kw_only=True):
    """A calibrated bar of one metric, see ``graders.calibration`` for the formulas.

    ``bar`` is the lower (or, where ``higher_is_better`` is False, the upper) limit that right
    answers reach; ``baseline`` is the best constant predictor's figure. ``method`` says how.
    ``std`` holds the draw of the rows, where everybody's are others.
    """

    metric: str
    bar: float
    baseline: float
    higher_is_better: bool
    mean: float
    std: float
    count: int
    method: Literal["normal", "minimum"]
    figures: tuple[float, ...] = ()


class Calibration(Struct, frozen=True, kw_only=True):
    """``calibration.json``: bands by rubric item id, and digests of what they were made from.

    ``notebook``: right solutions' code; ``data``: files of the box and hidden targets; ``mode``:
    how training is run and seeded.
    """

    assignment: str
    bands: dict[str, Band] = {}
    notebook: str = ""
    data: str = ""
    mode: str = ""
    versions: dict[str, str] = {}
    seeds: tuple[int, ...] = ()


class FeatureColumn(Struct, frozen=True, kw_only=True):
    """A numeric column of the public training file as it stands there, before any scaling.

    ``values`` has shape (rows,), in the order of the file; None where only its figures are known.
    """

    name: str
    minimum: float
    maximum: float
    mean: float
    std: float
    values: Array | None = None


class Reference(Struct, frozen=True, kw_only=True):
    """Hidden targets and bands, on the trusted side only.

    ``targets`` holds the hidden column by name, rows in the order of the box's ``test.csv``;
    ``train_targets`` the public training targets, for baselines; ``features`` the numeric
    columns of the public training file, by which unscaled features are told; ``texts`` its columns
    of texts that are no categories, rows in the order of the file. ``public`` is True
    where no hidden target is at hand (``grade check``): checks that need one are left out.

    ``files`` are the assignment's further public files by path, ``answers`` what is right about
    them by name (hidden). ``student`` is who handed in, where that is known.
    """

    targets: Array | None = None
    train_targets: Array | None = None
    features: tuple[FeatureColumn, ...] = ()
    texts: dict[str, Array] = {}
    labels: tuple[str, ...] = ()
    task: Literal["regression", "binary", "multiclass", "none"] = "none"
    calibration: Calibration | None = None
    public: bool = False
    files: dict[str, bytes] = {}
    answers: dict[str, tuple[str, ...]] = {}
    student: str = ""
