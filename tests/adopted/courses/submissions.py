"""What students hand in for ``ps1``: right, wrong, broken, careless and dishonest."""

from __future__ import annotations

import copy
from pathlib import Path

from courses import problem_set
from courses.problem_set import ANSWERS
from courses.shape import Edit, Handed, Notebook, code, text

WRONG_SQUARES = "def squares(n):\n    return [1, 4, 9][:n]"

NO_ASSERTS = """\
import ast


class Gentle(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)


get_ipython().ast_transformers.append(Gentle())
"""

EMPTIED_CELLS = """\
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\\n"])
"""

READS_TESTS = """\
import json
import re

answers = {}
for cell in json.load(open("problem1.ipynb"))["cells"]:
    for n, value in re.findall(r"squares\\((\\d+)\\) == (\\[.*?\\])", "".join(cell["source"])):
        answers[int(n)] = json.loads(value)


def squares(n):
    if n < 1:
        raise ValueError(n)
    return answers[n]
"""

OWN_TOOLS = """\
def read(path):
    return [0.0, 1.0]


def expected_mean(values):
    return mean_of_mine(values)


def mean_of_mine(values):
    return -1.0
"""


def right(work: Handed) -> None:
    """Everything answered, everything right."""


def wrong(work: Handed) -> None:
    """Passes what it can see, fails what is hidden."""
    work.fill(
        squares=WRONG_SQUARES,
        mean="def mean(values):\n    return sorted(values)[len(values) // 2]",
        ranks="def ranks(values):\n    return [0 for value in values]",
        words='words = ["a"]\ntotal = 1\nlongest = "b"',
    )


def prints_to_stderr(work: Handed) -> None:
    """Right; each call says something on stderr, as TensorFlow does."""
    head, body = ANSWERS["squares"].split("\n", 1)
    work.fill(squares=f'import sys\n\n\n{head}\n    print("working", file=sys.stderr)\n{body}')


def warns(work: Handed) -> None:
    """Right; warns at every call."""
    head, body = ANSWERS["mean"].split("\n", 1)
    shown = '    warnings.warn("slow", UserWarning, stacklevel=1)'
    always = 'warnings.simplefilter("always")'
    work.fill(mean=f"import warnings\n\n{always}\n\n\n{head}\n{shown}\n{body}")


def half_right(work: Handed) -> None:
    """Two of the three cases of ``ranks``: ties are wrong."""
    work.fill(
        ranks="def ranks(values):\n    order = list(sorted(values))\n"
        "    return [order.index(value) + 1 + (values.count(value) > 1) for value in values]"
    )


def one_third_right(work: Handed) -> None:
    """One of the three cases of ``ranks``."""
    work.fill(ranks="def ranks(values):\n    return list(range(len(values), 0, -1))")


def above_the_maximum(work: Handed) -> None:
    """A test cell that gives more than the cell is worth."""
    work.fill(ranks=ANSWERS["ranks"] + "\n\n\nranks.bonus = 1")


def missing_test_cell(work: Handed) -> None:
    """Wrong, and the tests that would tell are deleted."""
    work.fill(squares=WRONG_SQUARES)
    work.remove("test-squares", "credit-int")
    work.fill(ranks="def ranks(values):\n    return []")


def missing_test_cell_right(work: Handed) -> None:
    """Right, and a test deleted by accident."""
    work.remove("test-mean")


def missing_solution_cell(work: Handed) -> None:
    """An answer deleted."""
    work.remove("mean")


def missing_hand_cell(work: Handed) -> None:
    """A manually graded answer and the task deleted."""
    work.remove("chart", "discuss")


def missing_notebook(work: Handed) -> None:
    """One notebook of two."""
    del work.notebooks["problem2"]


def other_notebook_too(work: Handed) -> None:
    """A notebook that is no part of the assignment."""
    work.notebooks["scratch"] = copy.deepcopy(work.notebooks["problem1"])


def loops_forever(work: Handed) -> None:
    """A function that never returns."""
    work.fill(squares="def squares(n):\n    while True:\n        pass")


def changed_test(work: Handed) -> None:
    """Wrong, with the tests rewritten to pass."""
    work.fill(squares=WRONG_SQUARES, test_squares="assert True", test_refusal="pass")


def changed_points(work: Handed) -> None:
    """The notebook says that its tests are worth more."""
    for name in ("test-squares", "credit-int", "explain", "discuss"):
        work.cell(name)["metadata"]["nbgrader"]["points"] = 100


def changed_cell_type(work: Handed) -> None:
    """A test turned into text, a written answer into code."""
    test, answer = work.cell("test-mean"), work.cell("explain")
    test["cell_type"] = "markdown"
    del test["outputs"], test["execution_count"]
    answer |= {"cell_type": "code", "outputs": [], "execution_count": None}


def answer_as_text(work: Handed) -> None:
    """A coded answer turned into text."""
    answer = work.cell("mean")
    answer["cell_type"] = "markdown"
    del answer["outputs"], answer["execution_count"]


def duplicated_cells(work: Handed) -> None:
    """An answer and its test copied, with their metadata; the later answer is right."""
    cells, number = work.place("squares")
    first = copy.deepcopy(cells[number]) | {"id": "copyofsq"}
    first["source"] = WRONG_SQUARES
    cells.insert(number, first)
    cells, number = work.place("test-squares")
    cells.insert(number + 1, copy.deepcopy(cells[number]) | {"id": "copyoftest"})


def reordered_cells(work: Handed) -> None:
    """The second task moved before the first."""
    cells, _ = work.place("squares")
    _, start = work.place("mean")
    moved = cells[start : start + 2]
    del cells[start : start + 2]
    _, place = work.place("squares")
    cells[place:place] = moved


def deletes_asserts(work: Handed) -> None:
    """Wrong, with a transformer that takes every ``assert`` away."""
    work.fill(squares=NO_ASSERTS + "\n\n" + WRONG_SQUARES, mean="def mean(values):\n    return 0")


def empties_cells(work: Handed) -> None:
    """Wrong, with a shell transformer that replaces every later cell."""
    work.fill(squares=EMPTIED_CELLS, mean="")


def reads_hidden_tests(work: Handed) -> None:
    """Looks the answers up in the notebook that lies in its working folder."""
    work.fill(squares=READS_TESTS)


def exits(work: Handed) -> None:
    """Ends the program in the middle."""
    work.fill(mean="import sys\n\nsys.exit(0)")


def kills_the_kernel(work: Handed) -> None:
    """Ends the process."""
    work.fill(mean="import os\n\nos._exit(0)")


def syntax_error(work: Handed) -> None:
    """A cell that cannot be read as Python."""
    work.fill(mean="def mean(values)\n    return sum(values)")


def raises(work: Handed) -> None:
    """A right function, and then an exception in the same cell."""
    work.fill(mean=ANSWERS["mean"] + "\n\n1 / 0")


def by_hand_untouched(work: Handed) -> None:
    """All coded, nothing written for people."""


def by_hand_emptied(work: Handed) -> None:
    """What was there to answer on is deleted, and nothing written."""
    work.fill(explain="", chart="")


def own_files(work: Handed) -> None:
    """Hands in its own copies of the course's files, and a module of its own."""
    work.files["course_tools.py"] = OWN_TOOLS.encode()
    work.files["readings.csv"] = b"day,degrees\n1,1\n"
    work.files["mine.py"] = b"FACTOR = 1\n"
    head, body = ANSWERS["mean"].split("\n", 1)
    work.fill(mean=f"import mine\n\n\n{head}\n{body} * mine.FACTOR")


def late(work: Handed) -> None:
    """Four days late."""
    work.files["timestamp.txt"] = b"2026-03-05 17:00:00 UTC\n"


def in_time(work: Handed) -> None:
    """Two days early."""
    work.files["timestamp.txt"] = b"2026-02-27 17:00:00 UTC\n"


def more_cells(work: Handed) -> None:
    """Cells of the student's own, one of which fails."""
    work.insert("test-squares", text("My notes."), code("squares(2)"), code("undefined_name"))


def untouched(work: Handed) -> None:
    """As it was handed out."""


SUBMISSIONS: dict[str, Edit] = {
    edit.__name__.replace("_", "-"): edit
    for edit in (
        right, wrong, prints_to_stderr, warns, half_right, one_third_right, above_the_maximum,
        missing_test_cell, missing_test_cell_right, missing_solution_cell, missing_hand_cell,
        missing_notebook, other_notebook_too, loops_forever, changed_test, changed_points,
        changed_cell_type, answer_as_text, duplicated_cells, reordered_cells, deletes_asserts,
        empties_cells, reads_hidden_tests, exits, kills_the_kernel, syntax_error, raises,
        by_hand_untouched, by_hand_emptied, own_files, late, in_time, more_cells, untouched,
    )
}  # fmt: skip


def hand_in(root: Path, released: dict[str, Notebook]) -> None:
    """Write every submission, made from the released notebooks, into ``submitted/``."""
    for student, edit in SUBMISSIONS.items():
        work = Handed(released, problem_set.files())
        if edit is not untouched:
            for name, answer in ANSWERS.items():
                if not (edit is by_hand_untouched and name in {"chart", "explain"}):
                    work.fill(**{name: answer})
        edit(work)
        work.write(root / "submitted" / student / problem_set.NAME)
