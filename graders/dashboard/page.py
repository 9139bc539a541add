"""The page of one assignment, written below ``reports/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from graders.cohort.store import Store, write_aside
from graders.dashboard.cohort import CohortReader
from graders.reports.dashboard_page import dashboard_page
from graders.reports.messages import Messages

if TYPE_CHECKING:
    from graders.course.folder import Course

REPORTS = "reports"


def folder_of(course: Course, slug: str) -> Path:
    """Where an assignment's pages lie."""
    return course.root / REPORTS / Path(*slug.split("/"))


def write_dashboard(
    course: Course,
    slug: str,
    out: Path | None = None,
    *,
    lang: str = "en",
    pages: Mapping[str, str] | None = None,
) -> tuple[Path, int]:
    """Write ``index.html``, whole or not at all; the path, and how many submissions it shows.

    ``pages`` are the files in ``students/`` by student: who has none gets no link. Raises
    :class:`StoreError` where the store or the page cannot be opened. Students are named in it, so
    others on this machine cannot read the folder.
    """
    out = folder_of(course, slug) if out is None else out
    store = (
        Store(course.state, readonly=True) if (course.state / "store.sqlite").is_file() else None
    )
    try:
        view = replace(CohortReader(course, slug, lang).read(store), pages=pages or {})
    finally:
        if store is not None:
            store.close()
    text = dashboard_page(view, Messages(lang).say, lang)
    path = out / "index.html"
    write_aside(path, text.encode("utf-8", "backslashreplace"), durable=False)
    return path, len(view.grades)
