"""One's own notebook, with what a student holds: the released rubric and the data beside it.

No course, no secret, no hidden row. The same reading, planning and judging as in a cohort's run;
checks that need what only the grader has are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from graders.checks import check_types
from graders.course.folder import public_reference
from graders.course.further import beside_drawn
from graders.course.notebook_bytes import decode_notebook
from graders.course.rubric import HIDDEN, AssignmentFile
from graders.course.skeleton import skeleton_from
from graders.course.submission import ReadSubmission, mend
from graders.errors import CourseError
from graders.model.assignment import Assignment
from graders.model.reference import Reference

if TYPE_CHECKING:
    import pandas as pd

    from graders.checks.base import Check

_DATA_BYTES = 256 * 2**20


@dataclass(frozen=True)
class OwnAssignment:
    """An assignment as a student holds it.

    ``assignment`` has the rubric lines that can be judged here; ``left_out`` are the ids of the
    others. ``files`` are the data files by path.
    """

    assignment: Assignment
    left_out: tuple[str, ...]
    types: dict[str, type[Check]]
    files: dict[str, bytes]
    whole: Assignment

    def read(self, notebook: bytes) -> ReadSubmission:
        """The notebook's cells. Raises :class:`SubmissionError` where it is none."""
        return mend(decode_notebook(notebook), {"en": skeleton_from(self.whole)})

    def reference(self) -> Reference:
        """What can be compared with: the public training rows.

        Raises :class:`CourseError` where they are missing or no table.
        """
        files = beside_drawn(self.files)
        return public_reference(self.assignment.targets, self._train(), files)

    def _train(self) -> pd.DataFrame:
        import io

        import pandas as pd

        try:
            return pd.read_csv(io.BytesIO(self.files["data/train.csv"]))
        except KeyError:
            raise CourseError(
                "data/train.csv is missing beside the notebook. Get the assignment's folder again."
            ) from None
        except (ValueError, UnicodeDecodeError) as problem:
            raise CourseError(f"data/train.csv is no table any more: {problem}") from None


def own_assignment(path: Path) -> OwnAssignment:
    """The assignment whose released ``assignment.toml`` is at ``path``, its data beside it.

    Raises :class:`CourseError` where it is not there, :class:`RubricError` where it is not right.
    """
    if not path.is_file():
        raise CourseError(
            f"{path} is missing: it comes with the assignment and says what is checked. "
            "Get the assignment's folder again, or say where it is with --assignment."
        )
    types = check_types({})
    file = AssignmentFile(path)
    whole = file.assignment()
    here = tuple(
        item
        for item in whole.checks
        if item.public and item.check != HIDDEN and item.check in types
        and not types[item.check].hidden
    )  # fmt: skip
    kept = {item.id for item in here}
    checks = tuple(
        msgspec.structs.replace(
            item,
            requires=tuple(needed for needed in item.requires if needed in kept),
            follows=tuple(root for root in item.follows if root in kept),
        )
        for item in here
    )
    return OwnAssignment(
        assignment=msgspec.structs.replace(whole, checks=checks),
        left_out=tuple(item.id for item in whole.checks if item.id not in kept),
        types=types,
        files=_data_files(path.parent),
        whole=whole,
    )


def _data_files(folder: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in sorted((folder / "data").glob("*")):
        if path.is_file() and path.stat().st_size <= _DATA_BYTES:
            files[f"data/{path.name}"] = path.read_bytes()
    return files
