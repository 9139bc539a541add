"""A notebook that travels alone: its first cell holds the files that belong beside it.

For Colab, a mail, a learning platform that hands out one file. The cell writes only what is not
there, so nothing of a student's is overwritten, and it needs no network. When such a notebook is
handed in the cell is left out again: a box has the files.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Mapping

import nbformat
from nbformat.notebooknode import NotebookNode

_TELLS = {
    "en": "# Run this cell first: it puts the assignment's files beside this notebook.",
    "ko": "# 이 셀을 먼저 실행하세요. 과제에 필요한 파일을 노트북 옆에 풀어 놓습니다.",
}
_CODE = """
import base64
import io
import zipfile
from pathlib import Path

FILES = "{packed}"
with zipfile.ZipFile(io.BytesIO(base64.b85decode(FILES))) as archive:
    for name in archive.namelist():
        if not Path(name).exists():
            archive.extract(name)
"""
_CELL = re.compile(
    "(?:" + "|".join(map(re.escape, _TELLS.values())) + ")"
    + re.escape(_CODE.strip("\n")).replace(r"\{packed\}", '[^"\\\\\\n]*').join(["\n", ""])
)  # fmt: skip
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def alone(notebook: NotebookNode, files: Mapping[str, bytes], lang: str = "en") -> NotebookNode:
    """A released notebook with ``files`` (by relative path) in a first cell of its own."""
    made = nbformat.from_dict(notebook)
    source = _TELLS[lang] + _CODE.replace("{packed}", _packed(files)).rstrip("\n")
    cell = nbformat.v4.new_code_cell(source, id="files")
    # Jupyter and Colab fold it: nobody wants to read the data.
    cell.metadata.update(deletable=False, jupyter={"source_hidden": True}, cellView="form")
    made.cells.insert(0, cell)
    return made


def is_files_cell(source: str) -> bool:
    """Whether a cell is one that :func:`alone` made, word for word but for the files."""
    return bool(_CELL.fullmatch(source.strip()))


def _packed(files: Mapping[str, bytes]) -> str:
    """A ZIP archive of equal bytes for equal files, in Base85 (no quote, no backslash)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return base64.b85encode(out.getvalue()).decode("ascii")
