"""Whether the labels that something was trained on hold every class of the training file."""

from __future__ import annotations

import numpy as np

from graders.checks import file_rows
from graders.model.evidence import DataInfo
from graders.model.reference import Reference

_COMMON_ROWS, _COMMON_SHARE = 20, 0.02
"""A rarer class may be missing from a right split by chance."""


def left_out(labels: DataInfo, reference: Reference) -> tuple[int, int] | None:
    """How many classes ``labels`` hold, and of how many; ``None`` where none is missing.

    Counted are three classes or more, each of which is common in the training file, so that no
    split of rows leaves one out by chance. ``None``, too, where labels cannot be counted.
    """
    classes = file_rows.answers(reference) if reference.task == "multiclass" else None
    if classes is None or len(classes) == 0 or not labels.shape:
        return None
    rows = np.unique(classes, return_counts=True)[1]
    if len(rows) < 3 or rows.min() < max(_COMMON_ROWS, _COMMON_SHARE * len(classes)):
        return None
    if labels.kind == "one-hot":
        seen = sum(share > 0 for share in labels.mean)
        countable = len(labels.mean) == len(rows)
    else:
        seen = labels.distinct or 0
        countable = labels.kind in {"integers", "binary", "text"}
    # Fewer rows than the rarest class are of a try, or of a part, and say so elsewhere.
    enough = labels.shape[0] >= rows.min()
    return (seen, len(rows)) if countable and enough and 1 < seen < len(rows) else None
