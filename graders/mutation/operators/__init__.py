"""The catalogue of mutation operators, special ones first: of equal mutants, the first stays."""

from graders.mutation.operator import Operator
from graders.mutation.operators import (
    answers,
    by_hand,
    code,
    compiling,
    network,
    preparing,
    training,
    training_rows,
)

OPERATORS: dict[str, Operator] = {
    one.name: one
    for module in (
        preparing,
        by_hand,
        network,
        compiling,
        training,
        training_rows,
        answers,
        code,
    )
    for one in module.OPERATORS
}
