import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graders.running.experiments.csv_table import (
    Column,
    column_of,
    format_number,
    format_numbers,
    row_count,
    table_of,
)

NUMBERS = st.floats(-1e18, 1e18, allow_nan=False)


@given(st.lists(NUMBERS | st.integers(-9, 9).map(lambda half: half / 2), min_size=1))
def test_numbers_are_written_as_python_writes_each(values):
    whole = Column(kind="number", whole=True)
    assert format_numbers(np.array(values), whole) == [str(round(value)) for value in values]
    for decimals, written in ((2, "{:.2f}".format), (99, repr)):
        column = Column(kind="number", decimals=decimals)
        assert format_numbers(np.array(values), column) == [written(value) for value in values]
        assert format_number(values[0], column) == written(values[0])


def test_columns_are_known_for_what_they_are():
    numbers = [str(3 * place**2) for place in range(40)]
    assert column_of(numbers).kind == "number"
    assert column_of([f"{place}" for place in range(40)]).kind == "rows"
    assert column_of(["0", "1"] * 20).kind == "levels"
    assert column_of(["yes", "no", ""] * 20).kind == "levels"
    assert column_of([f"name {place}" for place in range(40)]).kind == "text"
    assert column_of(["", "NA", "nan"]).kind == "empty"
    assert column_of(["1.25", "3", "1e-7", *numbers]).whole is False
    assert column_of(["1.25", "3.5"]).decimals == 2


def test_names_dates_and_addresses_are_no_lists_of_words():
    dates = [f"2020-01-{day:02d} 10:{minute:02d}" for day in range(1, 29) for minute in range(9)]
    names = [f"Braund, Mr. Owen Harris {number}" for number in range(200)]
    assert column_of(dates).kind == "text"
    assert column_of(names).kind == "text"


def test_blank_lines_are_no_rows():
    data = b"a,b\n\n1,2\n   \n3,4\n"
    assert row_count(data) == 2
    assert table_of(data).cells(1) == [b"3", b"4"]
