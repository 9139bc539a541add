"""What people and publishing append to grades: nothing is ever overwritten, the newest counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from graders.cohort.damage import decoded
from graders.cohort.index import Index
from graders.model.grade import Adjustment
from graders.model.publication import Publication


class Appended:
    """The store's adjustments and publications."""

    _index: Index

    def add_adjustments(self, slug: str, adjustments: Mapping[str, Iterable[Adjustment]]) -> None:
        """Append what people changed, by student."""
        rows = [
            (student, slug, msgspec.msgpack.encode(one))
            for student, ones in adjustments.items()
            for one in ones
        ]
        if rows:
            with self._index.writing():
                self._index.add_adjustments(rows)

    def adjustments(self, slug: str) -> dict[str, tuple[Adjustment, ...]]:
        """Adjustments by student, oldest first."""
        return {
            student: tuple(decoded(one, Adjustment, *_added("points", student)) for one in encoded)
            for student, encoded in self._index.adjustments(slug).items()
        }

    def add_publications(self, publications: Iterable[Publication]) -> None:
        """Append what was released, all at once or none."""
        rows = [(one.student, one.assignment, msgspec.msgpack.encode(one)) for one in publications]
        if rows:
            with self._index.writing():
                self._index.add_publications(rows)

    def publications(self, slug: str) -> dict[str, tuple[Publication, ...]]:
        """What was released, by student, oldest first."""
        return {
            student: tuple(decoded(one, Publication, *_added("news", student)) for one in encoded)
            for student, encoded in self._index.publications(slug).items()
        }


def _added(what: str, student: str) -> tuple[str, str]:
    """What people added cannot be made again: the words for it where it is damaged."""
    told = {"points": "points given by hand", "news": "the note of what was published"}
    return f"{told[what]} ({student!r})", "Put a copy of .graders/store.sqlite in its place."
