"""Evidence that no run would give, but a box could claim: judged without a fault of ours."""

import math
import random
import types
import typing
from pathlib import Path

import msgspec
import numpy as np
import pytest

from graders import grading
from graders.checks import check_types
from graders.course.folder import Course
from graders.model.evidence import Evidence, ModelRecord, RunStatus, decode_evidence
from graders.model.grade import Digests
from graders.model.values import Array, Value
from graders.reports.messages import Messages

COURSE = Course.find(Path(__file__).parents[2])
NUMBERS = [0.0, 1.0, -1.0, 0.5, math.nan, math.inf, -math.inf, 1e308, -1e308, 1e-320]
INTEGERS = [0, 1, 2, -1, 300, 2**63 - 1, -(2**63), 2**64 - 1]
TEXTS = ["", "x", "loss", "val_loss", "\x1b[2J", "\u202e", "{ $x }", "0.9 0.9 0.9 10", "a" * 20_000]
METHODS = ["predict", "evaluate", "__call__", "transform", "fit_transform", "split", "adapt"]


class Forger:
    """Random well-typed values, with a taste for the extreme and for the plan's own names."""

    def __init__(self, seed: int, cells: list[str]) -> None:
        self.chance, self.cells = random.Random(seed), cells

    def array(self) -> Array:
        count = self.chance.choice([0, 1, 3, 51, 126, 300])
        shape = self.chance.choice([(count,), (count, 1), (count, 3), (), (0, 3), (1, count, 1)])
        kind = self.chance.choice(["bool", "int8", "int64", "uint64", "float16", "float64", "str"])
        size = math.prod(shape)
        if kind == "str":
            text = tuple(self.chance.choice(TEXTS)[:20] for _ in range(size))
            return Array(dtype="str", shape=shape, text=text)
        noise = np.random.default_rng(self.chance.randrange(9))
        values = noise.normal(0, 3, size) if kind != "bool" else noise.integers(0, 2, size)
        data = values.astype(kind).tobytes()
        if self.chance.random() < 0.3 and kind != "bool":
            data = noise.bytes(len(data))
        kept = self.chance.random() < 0.95
        return Array(dtype=kind, shape=shape, data=data if kept else b"", kept=kept)

    def value(self, kind: object, field: str = "") -> object:
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        choice = self.chance.choice
        if kind is Array:
            return self.array()
        if field == "cell":
            return choice(self.cells)
        if field in {"model", "sequence"}:
            return choice([0, 0, 1, -1])
        if field == "names":
            return ("model", "model_onehot")
        if field == "method":
            return choice(METHODS)
        plain = {int: INTEGERS, float: NUMBERS, str: TEXTS, bool: [True, False], bytes: [b"[]"]}
        if kind in plain:
            return choice(plain[kind])
        if kind is type(None):
            return None
        if origin in {typing.Union, types.UnionType}:
            return self.value(choice(arguments), field)
        if origin is typing.Literal:
            return choice(arguments)
        if origin is tuple and arguments[1:] != (Ellipsis,):
            return tuple(self.value(argument) for argument in arguments)
        if origin is tuple:
            return tuple(self.value(arguments[0]) for _ in range(choice([0, 1, 2, 3])))
        if origin is dict:
            return {choice(TEXTS): self.value(arguments[1]) for _ in range(choice([0, 1, 3]))}
        return self.struct(kind)

    def struct(self, kind: type, **given: object) -> msgspec.Struct:
        hints = typing.get_type_hints(kind)
        for field in msgspec.structs.fields(kind):
            if field.name not in given and (field.required or self.chance.random() < 0.8):
                given[field.name] = self.value(hints[field.name], field.name)
        return kind(**given)


@pytest.fixture(scope="module", params=["scaling", "regression", "binary", "multiclass"])
def judged(request):
    loaded = COURSE.load(request.param)
    return loaded.assignment, loaded.reference(), check_types(loaded.custom_checks())


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::UserWarning")
@pytest.mark.parametrize("seed", range(60))
def test_forged_evidence_gets_a_grade_and_no_fault_is_ours(judged, seed):
    assignment, reference, checks = judged
    forger = Forger(seed, [cell.id for cell in assignment.cells])
    values = [
        forger.struct(Value, name=name, cell=cell.id)
        for cell in assignment.cells
        for name in cell.names
    ]
    models = [forger.struct(ModelRecord, model=number) for number in range(2)]
    evidence = forger.struct(
        Evidence, schema=Evidence(status=RunStatus(outcome="finished")).schema,
        values=tuple(values), models=tuple(models),
        status=RunStatus(outcome="finished") if seed % 4 else forger.struct(RunStatus, outcome="died"),
    )  # fmt: skip
    evidence = decode_evidence(evidence.encode())
    grade = grading.grade("s", assignment, evidence, reference, Digests(), checks)
    assert [line.verdict.facts for line in grade.lines if line.verdict.key == "check-raised"] == []
    assert all(0 <= line.points <= line.possible for line in grade.lines)
    for messages in (Messages("en"), Messages("ko")):
        for line in grade.lines:
            said = messages.say(line.verdict.key, line.verdict.facts)
            assert not {"\x1b", "\u202e"} & set(said)
