"""Submissions that share more than a cohort's answers to one task share anyway.

A fingerprint that few have says more than one that many have: it weighs log2(n / holders) bits,
the inverse document frequency (Spärck Jones, 1972), which is its surprise if holders were drawn
by chance. What two submissions share, in bits, is held against all pairs of the cohort by the
modified z-score, from median and median absolute deviation (Iglewicz & Hoaglin, 1993), which
copies do not inflate as they would mean and standard deviation.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from graders.analysis.fingerprints import OVERLAP, Fingerprints, Span

OUTLYING = 3.5
"""A modified z-score above this is an outlier (Iglewicz & Hoaglin, 1993)."""
MARGIN = 10.0
"""Bits beyond those that name one pair of the cohort."""


class Match(NamedTuple):
    """Two submissions. ``bits`` they share; ``share`` of the smaller one's own; ``z`` as above.

    ``left_spans`` and ``right_spans`` are the rare stretches that both have, in order.
    """

    left: str
    right: str
    bits: float
    share: float
    z: float
    left_spans: tuple[Span, ...]
    right_spans: tuple[Span, ...]


class Group(NamedTuple):
    """Students linked by matches, and the strongest of those ``pairs``."""

    students: tuple[str, ...]
    strongest: Match
    pairs: int


class Similar(NamedTuple):
    """Groups, strongest first; of how many ``compared`` submissions; what two usually share."""

    groups: tuple[Group, ...]
    compared: int
    usual: float


def similar(works: Mapping[str, Fingerprints], released: Iterable[int] = ()) -> Similar:
    """Groups of submissions with outlying pairs. ``released`` fingerprints are nobody's own.

    A pair is linked where it is an outlier, and shares :data:`MARGIN` bits more than it takes to
    name one pair of the cohort: if every holder of a fingerprint were drawn by chance, one cohort
    in a thousand would have such a pair (a union bound). Students do not draw by chance, so this
    only keeps the largest of many coincidences out. Bits are divided by the number of
    fingerprints that a token is in, so that one odd line counts once. Works come together
    through a sparse product over their fingerprints, not pair by pair.
    """
    base = frozenset(released)
    own = {name: [one for one in found if one not in base] for name, found in works.items()}
    names = sorted(name for name, found in own.items() if found)
    count = len(names)
    if count < 2:
        return Similar((), count, 0.0)
    holders = Counter(one for name in names for one in own[name])
    shared = _shared(names, own, holders)
    pairs = np.triu_indices(count, 1)
    bits = shared[pairs]
    z = modified_z(bits)
    least = math.log2(max(2, len(bits))) + MARGIN
    linked = np.flatnonzero((z >= OUTLYING) & (bits > least))
    whole = np.diagonal(shared)
    matches = []
    for place in linked:
        i, j = int(pairs[0][place]), int(pairs[1][place])
        share = float(bits[place] / min(whole[i], whole[j]))
        matches.append((i, j, float(bits[place]), share, float(z[place])))
    groups = _groups(matches, names, works, own, holders)
    return Similar(groups, count, float(np.median(bits)))


def modified_z(values: np.ndarray) -> np.ndarray:
    """0.6745 (x - median) / MAD; with the mean absolute deviation where the median one is 0."""
    distance = values - np.median(values)
    spread = float(np.median(np.abs(distance))) / 0.6745
    if spread == 0:
        spread = float(np.mean(np.abs(distance))) * 1.253314
    return distance / spread if spread > 0 else np.zeros_like(distance)


def _shared(
    names: Sequence[str], own: Mapping[str, Sequence[int]], holders: Mapping[int, int]
) -> np.ndarray:
    """Bits shared by each pair; on the diagonal, what each has."""
    # What only one has is needed for the diagonal alone, what all have weighs nothing.
    columns = {one: place for place, one in enumerate(holders)}
    rows, places, values = [], [], []
    for row, name in enumerate(names):
        for one in own[name]:
            weight = math.log2(len(names) / holders[one]) / OVERLAP
            if weight > 0:
                rows.append(row)
                places.append(columns[one])
                values.append(math.sqrt(weight))
    table = csr_matrix((values, (rows, places)), shape=(len(names), len(columns)))
    return np.asarray((table @ table.T).toarray())


def _groups(
    matches: Sequence[tuple[int, int, float, float, float]],
    names: Sequence[str],
    works: Mapping[str, Fingerprints],
    own: Mapping[str, Sequence[int]],
    holders: Mapping[int, int],
) -> tuple[Group, ...]:
    if not matches:
        return ()
    rows, columns = [one[0] for one in matches], [one[1] for one in matches]
    graph = csr_matrix((np.ones(len(matches)), (rows, columns)), shape=(len(names), len(names)))
    _, label = connected_components(graph, directed=False)
    members: defaultdict[int, set[int]] = defaultdict(set)
    strongest: dict[int, tuple[int, int, float, float, float]] = {}
    number: Counter[int] = Counter()
    for one in matches:
        group = int(label[one[0]])
        members[group] |= {one[0], one[1]}
        number[group] += 1
        if group not in strongest or one[2] > strongest[group][2]:
            strongest[group] = one
    # A fingerprint that this few have is worth half of what one pair's own would be, or more.
    rare = math.sqrt(2 * len(names))
    made = []
    for group, (i, j, bits, share, z) in strongest.items():
        left, right = names[i], names[j]
        both = [one for one in set(own[left]) & set(own[right]) if holders[one] <= rare]
        match = Match(
            left, right, bits, share, z, _spans(works[left], both), _spans(works[right], both)
        )
        students = tuple(names[place] for place in sorted(members[group]))
        made.append(Group(students, match, number[group]))
    return tuple(sorted(made, key=lambda one: (-one.strongest.bits, one.students)))


def _spans(work: Fingerprints, both: Iterable[int]) -> tuple[Span, ...]:
    """Where these fingerprints stand, joined where they touch."""
    joined: list[Span] = []
    for span in sorted({span for one in both for span in work[one]}):
        last = joined[-1] if joined else None
        if last is not None and last.cell == span.cell and span.start <= last.end + 1:
            joined[-1] = last._replace(end=max(last.end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
