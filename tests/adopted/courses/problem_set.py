"""A course in the shape of nbgrader's documentation: one assignment ``ps1`` of two notebooks.

It has what the documentation describes: a header, read-only cells, hidden tests, manually
graded code and text, a task with a mark scheme, partial credit by a test cell's value, tests made
from ``autotests.yml``, and a data file and a module beside the notebooks.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from courses import shape
from courses.shape import Notebook, by_hand, code, locked, solution, task, tests, text

NAME = "ps1"
DUE = "2026-03-01 17:00:00 UTC"

CONFIG = """\
c = get_config()

c.CourseDirectory.course_id = "course101"
c.IncludeHeaderFooter.header = "source/header.ipynb"
c.Execute.timeout = 4
"""

DATA = "day,degrees\n" + "".join(f"{day},{12 + day * 7 % 11}\n" for day in range(1, 29))

TOOLS = '''\
"""What the notebooks of this course share."""

import csv


def read(path):
    """The second column of a file, as numbers."""
    with open(path, newline="") as file:
        return [float(row[1]) for row in list(csv.reader(file))[1:]]


def expected_mean(values):
    """What a mean should be."""
    return sum(values) / len(values)
'''

SQUARES = """\
def squares(n):
    if n < 1:
        raise ValueError("n is at least 1")
    return [i**2 for i in range(1, n + 1)]"""

MEAN = """\
def mean(values):
    return sum(values) / len(values)"""

RANKS = """\
def ranks(values):
    order = sorted(values)
    return [order.index(value) + 1 for value in values]"""

WORDS = """\
words = ["tensor", "layer", "loss", "gradient"]
total = sum(len(word) for word in words)
longest = max(words, key=len)"""

CHART = """\
bars = ["#" * round(value / 4) for value in squares_until(5)]"""

EXPLANATION = "The loss falls because each step goes against the gradient."

ANSWERS = {
    "squares": SQUARES,
    "mean": MEAN,
    "ranks": RANKS,
    "words": WORDS,
    "chart": CHART,
    "explain": EXPLANATION,
}
"""A right answer to every cell that is to be answered."""


def _hidden(name: str, body: str) -> str:
    # nbgrader cuts between these lines; put together so that no tool takes this file for one.
    return f"### BEGIN {name}\n{body}\n### END {name}"


def _solved(head: str, answer: str) -> str:
    signature, body = answer.split("\n", 1) if answer.startswith("def ") else ("", answer)
    indent = "    " if signature else ""
    opening = f'{signature}\n{indent}"""{head}"""\n' if signature else f"# {head}\n"
    return f"{opening}{indent}### BEGIN SOLUTION\n{body}\n{indent}### END SOLUTION"


def problem1() -> Notebook:
    """Functions, a data file, hidden tests."""
    return shape.notebook(
        [
            locked("about", text("# Squares and means\n\nAnswer in the cells below.")),
            locked("load", code('import course_tools\n\nreadings = course_tools.read("readings.csv")')),
            text("Write a function for the squares of 1 to n."),
            solution("squares", _solved("The squares of 1 to n; n is at least 1.", SQUARES)),
            code("print(readings[:3])"),
            tests(
                "test-squares", 2,
                "assert squares(1) == [1]\nassert squares(3) == [1, 4, 9]\n"
                + _hidden("HIDDEN TESTS", "assert squares(5) == [1, 4, 9, 16, 25]\nassert squares(6) == [1, 4, 9, 16, 25, 36]"),
            ),
            tests(
                "test-refusal", 1,
                'try:\n    squares(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError("0 is too small")',
            ),
            text("Write a function for the mean of the readings."),
            solution("mean", _solved("The arithmetic mean of values.", MEAN)),
            tests(
                "test-mean", 1.5,
                "assert mean([1, 2, 3]) == 2\n"
                + _hidden("HIDDEN TESTS", "assert abs(mean(readings) - course_tools.expected_mean(readings)) < 1e-9"),
            ),
        ]
    )  # fmt: skip


CASES = "CASES = [([3, 1, 2], [3, 1, 2]), ([5, 4], [2, 1]), ([7, 7, 9], [1, 1, 3])]"


def problem2() -> Notebook:
    """Partial credit, tests made from a template, and what people grade."""
    hits = f"{CASES}\nhits = [ranks(given) == wanted for given, wanted in CASES]\n"
    return shape.notebook(
        [
            solution("ranks", _solved("Each value's place in the order; the smallest is 1.", RANKS)),
            tests("credit-int", 3, hits + "sum(hits)"),
            tests("credit-float", 2, "2 * sum(hits) / len(hits)"),
            tests("credit-numpy", 2, "import numpy as np\n\nnp.float64(2 * sum(hits) / len(hits))"),
            tests("credit-negative", 1, "1 - 2 * hits.count(False)"),
            tests("credit-text", 1, 'f"{sum(hits)} of {len(hits)}"'),
            tests("credit-list", 1, "hits"),
            tests("credit-none", 1, "None"),
            tests("credit-bool", 1, "all(hits)"),
            tests("credit-extra", 2, 'sum(hits) / 2 + 0.5 * hits[0] + getattr(ranks, "bonus", 0)'),
            text("Make a list of words, add up their lengths, and find the longest."),
            solution("words", _solved("words, total and longest.", WORDS)),
            tests("test-words", 2, "# AUTOTEST words; total\n# HASHED AUTOTEST longest"),
            text("Draw the first five squares as bars of characters."),
            code("def squares_until(n):\n    return [i * i for i in range(1, n + 1)]"),
            by_hand("chart", 2, code(_solved("bars, one string a square.", CHART))),
            by_hand("explain", 2, text("Why does the loss fall?\n\n" + _hidden("MARK SCHEME", "The gradient must be named."))),
            task("discuss", 3, "Compare two learning rates.\n\n" + _hidden("MARK SCHEME", "Two curves: 2. A conclusion: 1.")),
        ]
    )  # fmt: skip


def header() -> Notebook:
    """What nbgrader puts before every notebook."""
    return shape.notebook([text("Restart the kernel and run all cells before you hand in.")])


def files() -> dict[str, bytes]:
    """What lies beside the notebooks, and is handed out with them."""
    return {"readings.csv": DATA.encode(), "course_tools.py": TOOLS.encode()}


def make(root: Path) -> None:
    """Write the course's own part: settings, sources, nbgrader's own test templates."""
    import nbgrader

    root.mkdir(parents=True, exist_ok=True)
    (root / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    shape.write(root / "source" / "header.ipynb", header())
    place = root / "source" / NAME
    shape.write(place / "problem1.ipynb", problem1())
    shape.write(place / "problem2.ipynb", problem2())
    for name, data in files().items():
        (place / name).write_bytes(data)
    guide = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
    shutil.copy(guide / "autotests.yml", root / "autotests.yml")


def released(folder: Path) -> dict[str, Notebook]:
    """The notebooks as ``nbgrader generate_assignment`` released them into ``folder``."""
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        found[path.stem] = json.loads(path.read_text(encoding="utf-8"))
        for cell in found[path.stem]["cells"]:
            cell["source"] = "".join(cell["source"])
    return found
