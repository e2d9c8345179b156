"""Years named in a text, and numbers that only look like years."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.text.years import years


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2018年收到申请", [2018]),
        ("２０１８年度", [2018]),
        ("二〇一八年", [2018]),
        ("二○一八年", [2018]),
        ("一八年", [2018]),
        ("18年的报告", [2018]),
        ("2018-2020年", [2018, 2020]),
        ("2018年与2019年相比", [2018, 2019]),
        ("公开2018条", []),
        ("文号20181234", []),
        ("10年来", []),
        ("1998年", []),
        ("2088年", []),
        ("收到12件", []),
    ],
)
def test_years_are_found_in_every_writing(text: str, values: list[int]) -> None:
    assert [y.value for y in years(text)] == values


@given(st.integers(min_value=2000, max_value=2049))
def test_every_report_year_is_read_back(year: int) -> None:
    text = f"截至{year}年底"
    (found,) = years(text)
    assert found.value == year
    assert found.span.of(text) == f"{year}年"
