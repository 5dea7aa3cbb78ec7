"""The arithmetic of forms: what may be written, and what blank means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoathuan.reports.errors import DefinitionProblem
from hoathuan.reports.expressions import parse_comparison, parse_sum

VALUES = {"1": 10, "2": 4, "3": 6, "4": None, "x": 1}


def test_whole_numbers_are_columns_as_on_the_form():
    assert parse_comparison("1 = 2 + 3").holds(VALUES) is True
    assert parse_comparison("2 >= 3").holds(VALUES) is False
    assert parse_sum("1 - (2 + x)").value(VALUES) == 5
    assert str(parse_comparison("1 <= 2-(3+x)")) == "1 ≤ 2 - (3 + x)"


def test_a_blank_cell_says_nothing():
    assert parse_sum("1 + 4").value(VALUES) is None
    assert parse_comparison("1 = 2 + 4").holds(VALUES) is None


@pytest.mark.parametrize(
    "text",
    ["1 = 2 = 3", "1 + 2", "f(1) = 2", "1.5 = 2", "'1' = 2", "1 = 2 * 3", "1 = -2", "1 != 2", "a.b = 1",
     "[1][0] = 1", "True = 1", "1 =", "", "(x := 1) = 1", "1 and 2 = 3", "1 = " + "+".join(["2"] * 200)],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(DefinitionProblem):
        parse_comparison(text)


@given(st.lists(st.tuples(st.sampled_from("+-"), st.integers(1, 5)), min_size=1, max_size=8))
def test_a_sum_written_out_and_read_again_has_the_same_value(steps):
    text = "1" + "".join(f" {sign} {key}" for sign, key in steps)
    values = {str(key): key * 7 for key in range(1, 6)}
    assert parse_sum(str(parse_sum(text))).value(values) == parse_sum(text).value(values)
