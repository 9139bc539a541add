"""What a notebook does to its shell, and what an instructor's test makes of it."""

import pytest

from graders.model.plan import Plan, PlannedCell, RunJob

TAMPERED = {
    "ast transformer": """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Drop())
""",
    "post transformer": """
def drop(lines):
    return ["pass\\n" if line.startswith("assert") else line for line in lines]
get_ipython().input_transformers_post.append(drop)
""",
    "cleanup transformer": """
def drop(lines):
    return ["pass\\n" if line.startswith("assert") else line for line in lines]
get_ipython().input_transformer_manager.cleanup_transforms.append(drop)
get_ipython().input_transformers_cleanup.append(drop)
""",
    "another run_cell": """
shell = get_ipython()
kept = shell.run_cell
shell.run_cell = lambda source, *args, **more: kept("pass", *args, **more)
""",
    "another transform_cell": """
get_ipython().transform_cell = lambda source: source.replace("assert", "None;")
""",
    "another method of the class": """
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.transform_ast = lambda self, node: type(node)(body=[], type_ignores=[])
""",
    "another exec": """
import builtins
builtins.exec = lambda *args, **more: None
""",
    "another manager": """
class Manager(type(get_ipython().input_transformer_manager)):
    def transform_cell(self, source):
        return "pass"
get_ipython().input_transformer_manager = Manager()
""",
    "a callback that puts it back": """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
def again(info):
    get_ipython().ast_transformers.append(Drop())
get_ipython().events.register("pre_run_cell", again)
""",
}


def evidence_of(run, *cells):
    return run(RunJob(plan=Plan(cells=tuple(
        PlannedCell(cell=f"cell-{n}", index=n, source=source, kind=kind)
        for n, (kind, source) in enumerate(cells)
    ))))  # fmt: skip


@pytest.mark.parametrize("how", TAMPERED)
def test_no_assert_is_dropped(run, how):
    evidence = evidence_of(run, ("code", TAMPERED[how]), ("test", "assert 1 == 2, 'seen'"))
    assert evidence.cells[-1].outcome == "error"
    assert evidence.cells[-1].raised.message == "seen"


def test_the_notebook_keeps_what_it_made_of_its_shell(run):
    evidence = evidence_of(
        run, ("code", TAMPERED["ast transformer"]), ("test", "seen = 1"),
        ("code", "assert 1 == 2\nafter = len(get_ipython().ast_transformers)\nprint(after, seen)"),
    )  # fmt: skip
    assert evidence.cells[-1].outcome == "ok"
    assert b"1 1" in evidence.cells[-1].outputs


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("0.5", 0.5), ("1 + 1", 2.0), ("import numpy as np\nnp.float64(0.25)", 0.25),
        ("True", None), ("'0.5'", None), ("x = 3", None), ("assert True", None), ("0.5;", None),
        ("import numpy as np\nnp.array([1, 2])", None), ("None", None),
    ],
)  # fmt: skip
def test_a_tests_value_is_kept_where_it_is_a_number(run, source, result):
    assert evidence_of(run, ("test", source)).cells[0].result == result
    assert evidence_of(run, ("code", source)).cells[0].result is None
