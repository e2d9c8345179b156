"""A megabyte of anything is parsed in linear time."""

from __future__ import annotations

import time

import pytest
from parsing_samples import document

from nianbao.parsing import parse, passages

SIZE = 1_000_000
HOSTILE = [
    *["1", "一、", "（", "（一）", "。一、概述", "20", "县", "城市区镇", "2018年1月1日至", "与政府", "，公布政", "|"],
    *[" 件 0", "年", "一、 概 述 ", "《", "统计指标", "-", "2018年", "，青石县石桥镇", "二〇", "第 1 页", "由青石县"],
]
LINES = ["一、\n", "一、概述\n", "1\n", "主动公开情况\n", "没有标点的一行文字有二十个字那么长也还没有完\n"]
MOST_SECONDS = 8


def seconds(unit: str, size: int) -> float:
    text = unit * (size // len(unit))
    start = time.process_time()
    passages(parse(document(text)))
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_a_megabyte_of_one_thing_on_one_line_takes_seconds_at_most(unit: str) -> None:
    assert seconds(unit, SIZE) < MOST_SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("unit", LINES)
def test_time_grows_with_the_number_of_lines_and_no_faster(unit: str) -> None:
    seconds(unit, 10_000)
    small, large = seconds(unit, 30_000), seconds(unit, 240_000)
    assert large < 0.2 + small * 8 * 3
