"""Changes to syntax trees: laws that hold for any program."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.mutation.mutants import mutants_of
from graders.mutation.operators import OPERATORS
from graders.mutation.program import Change, Program, digest, nodes, normal, rebuilt

NAMES = st.sampled_from(["x_train", "x_val", "y_train", "y_val", "x_test", "model", "s"])
CALLS = st.sampled_from(
    [
        "{0} = train_test_split({1}, {2}, test_size=0.2)",
        "x_train, x_val, y_train, y_val = train_test_split({1}, {2})",
        "s = MinMaxScaler()",
        "{0} = s.fit_transform({1})",
        "{0} = s.transform({1})",
        "model = Sequential([Dense(8, activation='relu'), Dense(3, activation='softmax')])",
        "model.add(Dense(1))",
        "model.compile('adam', loss='mse', metrics=['mae'])",
        "model.compile(optimizer=Adam(0.1), loss='binary_crossentropy')",
        "h = model.fit({1}, {2}, epochs=3, class_weight=w, callbacks=[EarlyStopping('loss')])",
        "{0} = (model.predict({1}).ravel() > 0.5).astype(int)",
        "{0} = model.predict({1}).argmax(axis=-1)",
        "e = mean_squared_error({1}, {2}) ** 0.5",
        "{0} = ({1} - {1}.mean()) / {2}.std()",
        "def f(a):\n    return a.reshape(-1, 1)",
        "print({1})",
        "if {1}.shape[1] > 2:\n    {0} = {2}",
    ]
)
SOURCES = st.lists(
    st.builds(lambda form, *names: form.format(*names), CALLS, NAMES, NAMES, NAMES),
    min_size=1,
    max_size=6,
).map("\n".join)
PROGRAMS = st.lists(SOURCES, min_size=1, max_size=3).map(
    lambda cells: {f"c{at}": source for at, source in enumerate(cells)}
)

# How long an example takes says nothing on a machine that others use too.
FEW = settings(deadline=None, max_examples=25)


@FEW
@given(SOURCES)
def test_nothing_replaced_is_the_same_program(source):
    tree = ast.parse(source)
    assert ast.unparse(rebuilt(tree, {})) == ast.unparse(tree)


@FEW
@given(PROGRAMS, st.sampled_from(["regression", "binary", "multiclass", "none"]))
def test_every_mutant_of_any_program_parses_differs_and_leaves_the_program_alone(sources, task):
    program = Program.of(sources, task)
    before = [ast.dump(cell.tree) for cell in program.cells]
    for mutant in mutants_of(program, OPERATORS.values()):
        assert mutant.cells
        for cell, source in mutant.cells.items():
            assert normal(source) != normal(sources[cell])
        assert mutant.diff()
    assert [ast.dump(cell.tree) for cell in program.cells] == before


@FEW
@given(PROGRAMS)
def test_equal_programs_have_equal_mutants(sources):
    def keys(program):
        return [one.key for one in mutants_of(program, OPERATORS.values())]

    spelled = {name: f"# a comment\n\n{normal(source)}\n" for name, source in sources.items()}
    assert keys(Program.of(sources)) == keys(Program.of(spelled))


def test_a_body_without_statements_stays_a_body():
    program = Program.of({"a": "def f():\n    g()"})
    (call,) = nodes(program.cells[0].tree, ast.Expr)
    assert program.changed(Change("nothing left", {call: None})) == {"a": "def f():\n    pass"}


def test_one_node_can_become_several():
    program = Program.of({"a": "b = [c]"})
    (name,) = (one for one in nodes(program.cells[0].tree, ast.Name) if one.id == "c")
    assert program.changed(Change("twice", {name: [name, name]})) == {"a": "b = [c, c]"}


def test_what_is_equal_but_for_its_spelling_is_no_mutant():
    program = Program.of({"a": "b = ( 1 )"})
    (number,) = nodes(program.cells[0].tree, ast.Constant)
    assert program.changed(Change("nothing", {number: ast.Constant(1)})) == {}


def test_what_is_no_python_is_no_mutant():
    program = Program.of({"a": "b = f(c)"})
    (name,) = (one for one in nodes(program.cells[0].tree, ast.Name) if one.id == "b")
    assert program.changed(Change("a call is no target", {name: ast.Constant(1)})) == {}


def test_imports_come_once_and_on_top():
    program = Program.of({"a": "b = f(c)", "d": "import numpy as np\nb = f(c)"})
    found = [one for one in program.nodes(ast.Name) if one.id == "c"]
    swaps = {one: ast.Name("e", ast.Load()) for one in found}
    changed = program.changed(Change("e", swaps, ("import numpy as np",)))
    assert changed == {"a": "import numpy as np\nb = f(e)", "d": "import numpy as np\nb = f(e)"}


def test_a_cell_that_is_no_python_is_left_as_it_is():
    program = Program.of({"a": "%matplotlib inline", "b": "c = 1"})
    assert program.unread == ("a",)
    assert [cell.id for cell in program.cells] == ["b"]


def test_a_change_that_needs_a_closed_cell_too_is_made_where_an_open_one_changes():
    program = Program.of({"a": "b = 1", "c": "d = 2"}, open_cells=["c"])
    numbers = list(program.nodes(ast.Constant))
    swaps = {one: ast.Constant(9) for one in numbers}
    assert set(program.changed(Change("both", swaps))) == {"a", "c"}
    assert program.changed(Change("the closed one", {numbers[0]: ast.Constant(9)})) == {}


def test_a_digest_stands_for_meaning():
    assert digest({"a": "b = 'c'  # why"}) == digest({"a": 'b = "c"'})
    assert digest({"a": "b = 1"}) != digest({"a": "b = 2"})
    assert digest({"a": "b = 1"}) != digest({"b": "b = 1"})


def test_a_node_of_no_statement_is_told():
    with pytest.raises(LookupError):
        Program.of({"a": "b"}).statement(ast.Name("c", ast.Load()))
