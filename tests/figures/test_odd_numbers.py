"""Numbers of a sentence that are printed oddly, or say only about how many: never an exact count that is not there."""

from __future__ import annotations

import pytest
from figure_samples import figures_of


def received(number: str) -> list[tuple[int, str]]:
    found = figures_of(f"全年收到政府信息公开申请{number}。")
    assert all(f.at.of(f"全年收到政府信息公开申请{number}。") for f in found)
    return [(int(f.value), f.qualifier) for f in found if f.metric == "applications_received"]


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("1 234件", 1234),
        ("1'234件", 1234),
        ("１，２３４件", 1234),
        ("3 5 6 件", 356),
        ("356¹件", 356),
        ("356*件", 356),
        ("356[1]件", 356),
        ("356（注1）件", 356),
        ("356（¹）件", 356),
        ("356.件", 356),
        ("壹佰贰拾叁件", 123),
        ("叁件", 3),
        ("廿三件", 23),
        ("1万2千件", 12000),
        ("十二（12）件", 12),
        ("零件", 0),
    ],
)
def test_odd_print_is_read_as_the_count_it_is(number: str, value: int) -> None:
    assert received(number) == [(value, "exact")]


@pytest.mark.parametrize(
    ("number", "value", "qualifier"),
    [
        ("近三十件", 30, "about"),
        ("近百件", 100, "about"),
        ("3百多件", 300, "about"),
        ("3件左右", 3, "about"),
        ("300件出头", 300, "about"),
        ("300件（约）", 300, "about"),
        ("≈300件", 300, "about"),
        ("上百件", 100, "at_least"),
        ("起码3件", 3, "at_least"),
        ("不下300件", 300, "at_least"),
        ("3件及以上", 3, "at_least"),
        (">300件", 300, "at_least"),
    ],
)
def test_what_is_about_or_at_least_says_so(number: str, value: int, qualifier: str) -> None:
    assert received(number) == [(value, qualifier)]


@pytest.mark.parametrize(
    "number", ["不到10件", "少于5件", "十件以内", "5件以下", "不超过5件", "不超5件", "≤5件", "5件不到"]
)
def test_a_limit_is_kept_but_answers_for_no_count(number: str) -> None:
    found = figures_of(f"全年收到政府信息公开申请{number}。")
    assert [(f.metric, f.qualifier) for f in found] == [(None, "less_than")]


@pytest.mark.parametrize(
    "number",
    [
        "100至120件", "100-120件", "3～5件", "三至五件", "3件到5件", "2、3件", "三、五件", "两三件", "三四十件",
        "十几二十件", "数十件", "几百件", "若干件",
        "12，34件", "1，2345件", "1.2.3件", "12.5件", "1_234件", "1/2件", "300±5件",
        "负3件", "申请-3件", "12百件", "1万2件", "2O3件", "2〇3件",
    ],
)  # fmt: skip
def test_what_is_no_one_count_gives_none(number: str) -> None:
    assert received(number) == []


def test_the_sign_of_a_change_is_kept() -> None:
    [change] = [f for f in figures_of("网站访问量同比增长-8%。") if f.unit == "%"]
    assert (int(change.value), change.at.of("网站访问量同比增长-8%。")) == (-8, "-8%")


def test_lists_told_apart_keep_their_counts() -> None:
    """分别为1、2件 are two counts, not "one or two"."""
    found = figures_of("当面和网络申请分别为1、2件。")
    assert 2 in {int(f.value) for f in found}


def test_a_word_with_a_capital_numeral_in_it_is_no_number() -> None:
    assert not [f for f in figures_of("全年组织工作队伍人员学习，收到申请3件。") if f.value == 5]
