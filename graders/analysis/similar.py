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
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.spatial.distance import squareform
from scipy.stats import norm

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
    """Students of whom each two match, and the strongest of their matches."""

    students: tuple[str, ...]
    strongest: Match


class Similar(NamedTuple):
    """Groups, strongest first; of how many ``compared`` submissions; bits that two usually share.

    ``bar`` is the modified z-score from which a pair counts.
    """

    groups: tuple[Group, ...]
    compared: int
    usual: float
    bar: float = OUTLYING


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
    bar = outlying(len(bits))
    linked = np.flatnonzero((z >= bar) & (bits > least))
    if not len(linked):
        return Similar((), count, float(np.median(bits)), bar)
    scores = np.zeros_like(shared)
    scores[pairs] = z
    scores += scores.T
    matching = np.zeros(shared.shape, dtype=bool)
    matching[pairs[0][linked], pairs[1][linked]] = True
    matching |= matching.T
    groups = [
        _group(members, _Compared(names, works, own, holders, shared, scores))
        for members in _cliques(shared, matching)
    ]
    groups.sort(key=lambda one: (-one.strongest.bits, one.students))
    return Similar(tuple(groups), count, float(np.median(bits)), bar)


def outlying(pairs: int) -> float:
    """The modified z-score above which a pair is an outlier, of so many pairs.

    3.5 (Iglewicz & Hoaglin), and more where so many pairs are looked at that, were scores normal,
    one in 20 cohorts would have one beyond it (Bonferroni): about 5 for 500 students.
    """
    return max(OUTLYING, float(norm.isf(0.05 / max(1, pairs))))


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


def _cliques(shared: np.ndarray, matching: np.ndarray) -> list[list[int]]:
    """Groups in which everybody matches everybody, by complete linkage.

    Single links would chain: of many who each share something with the next, one group.
    """
    members = np.flatnonzero(matching.any(axis=1))
    top = float(shared.max()) + 1.0
    distance = np.where(matching, top - shared, 2 * top)[np.ix_(members, members)]
    np.fill_diagonal(distance, 0.0)
    labels = fcluster(linkage(squareform(distance), "complete"), top, criterion="distance")
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for member, label in zip(members, labels, strict=True):
        groups[int(label)].append(int(member))
    return [group for group in groups.values() if len(group) > 1]


class _Compared(NamedTuple):
    """A cohort's works, who has which fingerprint, and what each two share."""

    names: Sequence[str]
    works: Mapping[str, Fingerprints]
    own: Mapping[str, Sequence[int]]
    holders: Mapping[int, int]
    shared: np.ndarray
    scores: np.ndarray


def _group(members: Sequence[int], cohort: _Compared) -> Group:
    names, works, own, holders, shared, scores = cohort
    pairs = [(i, j) for place, i in enumerate(members) for j in members[place + 1 :]]
    i, j = max(pairs, key=lambda pair: shared[pair])
    left, right = names[i], names[j]
    # A fingerprint that this few have is worth half of what one pair's own would be, or more.
    rare = math.sqrt(2 * len(names))
    both = [one for one in set(own[left]) & set(own[right]) if holders[one] <= rare]
    match = Match(
        left=left,
        right=right,
        bits=float(shared[i, j]),
        share=float(shared[i, j] / min(shared[i, i], shared[j, j])),
        z=float(scores[i, j]),
        left_spans=_spans(works[left], both),
        right_spans=_spans(works[right], both),
    )
    return Group(tuple(sorted(names[place] for place in members)), match)


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
