"""The page of one assignment, written below ``reports/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from graders.cohort.store import Store
from graders.course.layout import reports_folder
from graders.dashboard.cohort import CohortReader
from graders.files import write_aside
from graders.reports.dashboard_page import dashboard_page
from graders.reports.messages import Messages

if TYPE_CHECKING:
    from graders.course.folder import Course


def write_dashboard(
    course: Course,
    slug: str,
    *,
    lang: str = "en",
    pages: Mapping[str, str] | None = None,
) -> tuple[Path, int]:
    """Write ``index.html``, whole or not at all; the path, and how many submissions it shows.

    ``pages`` are the files in ``students/`` by student: who has none gets no link. Raises
    :class:`StoreError` where the store or the page cannot be opened. Students are named in it, so
    others on this machine cannot read the folder.
    """
    store = (
        Store(course.state, readonly=True) if (course.state / "store.sqlite").is_file() else None
    )
    try:
        view = replace(CohortReader(course, slug, lang).read(store), pages=pages or {})
    finally:
        if store is not None:
            store.close()
    text = dashboard_page(view, Messages(lang).say, lang)
    path = reports_folder(course.root, slug) / "index.html"
    write_aside(path, text.encode("utf-8", "backslashreplace"), durable=False)
    return path, len(view.grades)
