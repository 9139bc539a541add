"""Confusion matrices and classification reports, recomputed and read in the forms they come in."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from graders.checks.arrays import Numbers, numbers
from graders.model.values import Value

Codes = NDArray[np.int64]


def confusion(truth: Codes, answers: Codes) -> Numbers:
    """(k, k) counts over the sorted labels of both: row true, column predicted."""
    labels = np.union1d(truth, answers)
    place_true, place_said = np.searchsorted(labels, truth), np.searchsorted(labels, answers)
    counts = np.zeros((len(labels), len(labels)))
    np.add.at(counts, (place_true, place_said), 1)
    return counts


def matrix_verdict(found: Numbers, expected: Numbers) -> str:
    """``right``, ``normalised``, ``transposed``, ``shape`` or ``differs``."""
    if found.shape != expected.shape:
        return "shape"
    if _alike(found, expected) or _alike(found, expected[::-1, ::-1]):
        return "right"
    with np.errstate(all="ignore"):
        shares = [
            expected / expected.sum(axis=1, keepdims=True),
            expected / expected.sum(axis=0, keepdims=True),
            expected / expected.sum(),
        ]
    if any(np.allclose(found, np.nan_to_num(share), atol=0.005) for share in shares):
        return "normalised"
    if _alike(found.T, expected) or _alike(found.T, expected[::-1, ::-1]):
        return "transposed"
    return "differs"


def matrix_of(value: Value | None) -> Numbers | None:
    """A captured matrix: an array or table, or printed text."""
    found = numbers(value)
    if found is not None and found.ndim == 2:
        return found
    text = value.text if value is not None else None
    if text:
        rows = [re.findall(r"\d+(?:\.\d+)?", line) for line in text.splitlines()]
        rows = [row for row in rows if row]
        if rows and len({len(row) for row in rows}) == 1:
            return np.array([[float(number) for number in row] for row in rows])
    return None


def report(truth: Codes, answers: Codes) -> Numbers:
    """(k, 4): precision, recall, F1 and support of each label, sorted; undefined figures are 0."""
    counts = confusion(truth, answers)
    hits, said, true = np.diag(counts), counts.sum(axis=0), counts.sum(axis=1)
    with np.errstate(all="ignore"):
        precision, recall = np.nan_to_num(hits / said), np.nan_to_num(hits / true)
        f1 = np.nan_to_num(2 * hits / (said + true))
    return np.column_stack([precision, recall, f1, true])


def report_of(value: Value | None) -> Numbers | None:
    """(k, 4) rows of a captured report, in its order: text, dict, or table of the dict."""
    if value is None:
        return None
    if value.text:
        return _of_text(value.text)
    if value.series:
        return _of_mapping(value.series)
    table = numbers(value)
    if table is not None and table.ndim == 2 and value.columns is not None:
        # pandas: DataFrame(report) has a column per class, its transpose a row per class.
        wide = table if table.shape[1] == 4 else table.T
        return wide if wide.shape[1] == 4 else None
    return None


def report_verdict(found: Numbers, truth: Codes, answers: Codes) -> str:
    """``right``, ``swapped`` (predictions given as truth) or ``differs``."""
    for name, expected in (("right", report(truth, answers)), ("swapped", report(answers, truth))):
        rows = len(expected)
        if found.shape[1] == 4 and len(found) >= rows:
            gap = np.abs(found[:rows] - expected)
            if np.all(gap[:, :3] <= 0.0051) and np.all(gap[:, 3] < 0.5):
                return name
    return "differs"


def _alike(found: Numbers, expected: Numbers) -> bool:
    return bool(np.all(np.abs(found - expected) < 1e-6))


def _of_text(text: str) -> Numbers | None:
    rows = []
    for line in text.splitlines():
        cut = re.search(r"\s((?:\d+\.\d+\s+){3}\d+)\s*$", line)
        if cut is not None and not re.match(r"\s*(macro|weighted|micro|samples) avg", line):
            rows.append([float(number) for number in cut.group(1).split()])
    return np.array(rows) if rows else None


def _of_mapping(series: dict[str, tuple[float, ...]]) -> Numbers | None:
    """scikit-learn's dict, flattened to ``label/precision`` ... with one number each."""
    wanted = ("precision", "recall", "f1-score", "support")
    labels = []
    for name in series:
        label, _, figure = name.rpartition("/")
        if figure == "precision" and not label.endswith(" avg"):
            labels.append(label)
    rows = [[series.get(f"{label}/{figure}", ()) for figure in wanted] for label in labels]
    if not rows or any(len(cell) != 1 for row in rows for cell in row):
        return None
    return np.array([[cell[0] for cell in row] for row in rows], dtype=np.float64)
