"""A student's function is called with copies, within its seconds, and leaves nothing behind."""

import contextlib
import sys
import textwrap
import time

import msgspec
import numpy as np
import pytest

from graders.checks.probing import array, call, items, notebook, number
from graders.model.probe import ProbeAnswer
from graders.running.inside import functions
from graders.running.inside.functions import Functions
from graders.running.inside.observer import Observer

NEVER = "this function must not give up"


def names(source: str) -> dict:
    space = {"np": np}
    exec(textwrap.dedent(source), space)
    return space


def plain(calls):
    """Calls as a box gets them: msgpack maps."""
    made = [msgspec.structs.replace(one, key=one.key or str(n)) for n, one in enumerate(calls)]
    return msgspec.msgpack.decode(msgspec.msgpack.encode(made))


def give_up():
    raise AssertionError(NEVER)


def ask(space, *calls, cell="functions", give_up=give_up):
    sent: list = []
    Functions(plain(calls), Observer()).answer(cell, space, sent.append, give_up)
    return [msgspec.convert(one, ProbeAnswer) for part in sent for one in part]


def once(source: str, *arguments, seed=None, **keywords) -> ProbeAnswer:
    (found,) = ask(names(source), call("f", "functions", *arguments, seed=seed, **keywords))
    return found


def values(answer: ProbeAnswer):
    return [output.numpy().tolist() for output in answer.outputs]


@pytest.mark.parametrize(
    ("body", "argument", "expected"),
    [
        ("return x + 1", array([1.0, 2.0]), [2.0, 3.0]),
        ("return x > 0", array([[1.0], [-2.0]]), [[True], [False]]),
        ("return 2.5", number(1), 2.5),
        ("return x", number(True), True),
        ("return [[1, 2], [3, 4]]", number(0), [[1, 2], [3, 4]]),
        ("return np.float32(0.5)", number(0), 0.5),
        ("return x.dtype.itemsize", array([1, 2]), 8),
        ("import pandas as pd; return pd.Series(x)", array([1.0]), [1.0]),
        ("return np.ma.masked_array(x, [True, False])", array([1.0, 2.0]), [1.0, 2.0]),
    ],
)
def test_what_comes_back_is_one_array(body, argument, expected):
    found = once(f"def f(x): {body}", argument)
    assert (found.outcome, found.many, values(found)) == ("ok", False, [expected])


def test_a_tuple_and_a_ragged_list_are_many():
    found = once("def f(a, b): return a, b.sum()", array([1.0]), array([[1, 2]]))
    assert (found.many, values(found)) == (True, [[1.0], 3])
    found = once("def f(): return [np.zeros(2), np.zeros((2, 2))]")
    assert (found.many, [one.shape for one in found.outputs]) == (True, [(2,), (2, 2)])


def test_arguments_by_name_by_keyword_and_in_lists():
    space = names("weights = [np.ones(2)]\ndef f(x, w, k=1): return x[0] * w[0] * k")
    one = call("f", "functions", items(array([2.0])), notebook("weights"), k=number(3))
    (found,) = ask(space, one)
    assert values(found) == [[6.0, 6.0]]
    (found,) = ask(space, call("f", "functions", items(array([2.0])), notebook("w8s")))
    assert (found.outcome, found.message) == ("missing", "w8s")


def test_only_the_cells_own_functions_are_called():
    space = names("def f(): return 1")
    assert ask(space, call("f", "functions"), cell="another") == []
    found = ask(space, call("g", "functions"), call("g", "functions"), call("f", "functions"))
    assert [one.outcome for one in found] == ["missing", "missing", "ok"]
    assert [one.outcome for one in ask({"f": 3}, call("f", "functions"))] == ["missing"]


def test_an_input_that_is_changed_is_the_functions_own():
    space = names("kept = np.ones(2)\ndef f(x, own): x[:] = 0; own[:] = 9; return x")
    same = array([1.0, 2.0])
    found = ask(space, *(call("f", "functions", same, notebook("kept")) for _ in range(2)))
    assert [values(one) for one in found] == [[[0.0, 0.0]]] * 2
    assert space["kept"].tolist() == [1.0, 1.0]


def test_nothing_is_printed(capsys):
    found = once("""
        import sys
        def f(x):
            print("!" * 10_000_000)
            sys.stderr.write("?")
            return x
    """, number(1.0))  # fmt: skip
    assert found.outcome == "ok"
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("stream", ["sys.stdout", "sys.stderr"])
def test_streams_that_a_function_closes_or_replaces_come_back(stream):
    before = sys.stdout, sys.stderr
    once(f"import sys\ndef f():\n    {stream}.close()\n    {stream} = None")
    assert (sys.stdout, sys.stderr) == before


@pytest.mark.parametrize(
    ("body", "error", "message"),
    [
        ("raise ValueError('no')", "ValueError", "no"),
        ("raise SystemExit(3)", "SystemExit", "3"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", ""),
        ("return x.shape", "AttributeError", "'float' object has no attribute 'shape'"),
        ("return f(x)", "RecursionError", "maximum recursion depth exceeded"),
        ("raise type('E' * 900, (Exception,), {'__str__': lambda e: 1 / 0})", "E" * 200, ""),
    ],
)
def test_what_it_raises_is_told(body, error, message):
    found = once(f"def f(x): {body}", number(1.0))
    assert (found.outcome, found.error) == ("raised", error)
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    ("returned", "kind"),
    [("None", "NoneType"), ("'text'", "str"), ("{'a': 1}", "dict"), ("f", "function"),
     ("[]", "list"), ("1j", "complex"), ("10**400", "int"), ("['a', 'b']", "list"),
     ("tuple(range(65))", "tuple")],
)  # fmt: skip
def test_what_is_no_array_is_named(returned, kind):
    found = once(f"def f(): return {returned}")
    assert (found.outcome, found.message) == ("no-array", kind)


def test_lying_objects_bring_what_numpy_reads_off_them():
    found = once("""
        class Liar(np.ndarray):
            shape = property(lambda self: (10**9,))
            nbytes = property(lambda self: 0)
            dtype = property(lambda self: 1 / 0)
        def f(): return np.ones(2).view(Liar)
    """)  # fmt: skip
    assert found.outcome in {"ok", "no-array"}
    assert found.outcome == "no-array" or values(found) == [[1.0, 1.0]]
    found = once("""
        class Liar:
            shape, dtype = (3,), float
            def __array__(self, *_, **__): raise RuntimeError
        Liar.__module__ = property(lambda self: 1 / 0)
        def f(): return Liar()
    """)  # fmt: skip
    assert found.outcome == "no-array"


def test_large_arrays_tell_their_shape_and_cost_no_memory():
    began = time.perf_counter()
    found = once("def f(): return np.broadcast_to(np.zeros(1), (10**6, 10**6))")
    assert not found.outputs[0].kept
    assert found.outputs[0].shape == (10**6, 10**6)
    assert time.perf_counter() - began < 1
    found = once("def f(): return np.zeros(100_000)")
    assert (found.outputs[0].kept, len(found.outputs[0].digest)) == (False, 64)


@pytest.mark.parametrize(
    "body", ["while True: pass", "__import__('time').sleep(1000)",
             "try:\n        while True: pass\n    except BaseException: raise ValueError from None",
             "return type('L', (), {'__array__': lambda *_, **__: f()})()"],
)  # fmt: skip
def test_a_function_without_end_is_stopped_and_not_called_again(monkeypatch, body):
    monkeypatch.setattr(functions, "CALL_SECONDS", 0.1)
    monkeypatch.setattr(functions, "WALL_FACTOR", 2.0)
    space = names(f"calls = []\ndef f():\n    calls.append(1)\n    {body}\ndef g(): return 1")
    if "__array__" in body:
        space = names("calls = [1]\nclass L:\n  def __array__(self, *_, **__):\n    while True: pass\n"
                      "def f(): return L()\ndef g(): return 1")  # fmt: skip
    found = ask(space, *[call("f", "functions")] * 3, call("g", "functions"))
    assert [one.outcome for one in found] == ["timeout", "timeout", "timeout", "ok"]
    assert space["calls"] == [1]


def test_a_function_that_swallows_its_limit_ends_the_run_after_its_answers(monkeypatch):
    """What ``limits`` does at the 40th exception that a function swallowed."""

    class EndedError(Exception):
        pass

    @contextlib.contextmanager
    def swallowed(clock, cpu, wall, give_up):
        if len(sent) == 1:
            give_up()
        yield

    monkeypatch.setattr(functions, "cell_limit", swallowed)
    sent: list = []

    def end():  # in a run this ends the process
        raise EndedError

    space = names("def f(): return 0\ndef g(): return 1")
    calls = plain([call("g", "c"), call("f", "c"), call("f", "c")])
    with pytest.raises(EndedError):
        Functions(calls, Observer()).answer("c", space, sent.append, end)
    assert [[one["outcome"] for one in part] for part in sent] == [["ok"], ["timeout", "timeout"]]


def test_randomness_that_it_uses_up_is_put_back():
    space = names("""
        import random
        rng, old, own = np.random.default_rng(1), np.random.RandomState(2), random.Random(3)
        def f():
            return [np.random.rand(), random.random(), rng.random(), old.rand(), own.random()]
    """)  # fmt: skip
    first, second = ask(space, call("f", "functions"), call("f", "functions", seed=4))
    assert values(first)[0][2:] != values(second)[0][2:]
    assert space["f"]() == values(first)[0]


def test_a_seed_makes_a_draw_repeatable():
    source = "def f(n): return np.random.randn(int(n), 2)"
    assert values(once(source, number(2), seed=5)) == values(once(source, number(2), seed=5))
    assert values(once(source, number(2), seed=5)) != values(once(source, number(2), seed=6))


def test_warnings_are_counted_by_class_and_shown_to_nobody(recwarn):
    found = once("def f(x): return 1 / (1 + np.exp(-x))", array([-1000.0, 0.0]))
    assert (found.outcome, found.warned) == ("ok", ("RuntimeWarning",))
    assert not recwarn.list


def test_the_seconds_of_a_cell_are_bounded(monkeypatch):
    monkeypatch.setattr(functions, "CELL_SECONDS", 0.2)
    monkeypatch.setattr(functions, "CALL_SECONDS", 0.15)
    source = "\n".join(f"def f{n}():\n    while True: pass" for n in range(4))
    began = time.process_time()
    found = ask(names(source), *(call(f"f{n}", "functions") for n in range(4)))
    assert [one.outcome for one in found] == ["timeout"] * 4
    assert time.process_time() - began < 1
