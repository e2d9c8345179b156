"""Numbers of persons are found however they are spelt; figures, years, dates and landlines of offices stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.text.personal import MASK, VEIL, masked, stated, veiled


@pytest.mark.parametrize(
    "number",
    [
        "138.1234.5678", "138 . 1234 . 5678",
        "1 3 8 1 2 3 4 5 6 7 8", "138\u200b1234\u200b5678", "1３8１2３4５6７8",
        "138·1234·5678", "138_1234_5678", "一三八一二三四五六七八", "幺三八幺二三四五六七八",
        "一 三 八 一 二 三 四 五 六 七 八",
        "壹叁捌壹贰叁肆伍陆柒捌", "鲁H12345", "鲁H·D12345", "鲁HD12345", "粤B1234学", "370881 1990 0101 1234",
        "0537.4412345",
        "138 2018 1234", "(+86)138-1234-5678",
    ],
)  # fmt: skip
def test_a_number_of_a_person_is_masked(number: str) -> None:
    found = masked(f"我是{number}，清水镇2021年收到几件")
    assert MASK in found
    assert found.endswith(",清水镇2021年收到几件")
    assert re.search(r"\d", found.replace("2021", "").replace("+86", "")) is None
    assert "一三" not in found


@pytest.mark.parametrize(
    "said",
    [
        "微信号abc_12345", "微信：zhangsan88",
        "加我VX abc-123de", "QQ是12345", "wechat id:abcdef",
    ],
)  # fmt: skip
def test_an_account_is_masked_and_the_word_for_it_stays(said: str) -> None:
    found = masked(f"{said}，怎么申请公开")
    assert MASK in found
    assert "zhangsan" not in found
    assert "abc" not in found
    assert found.endswith(",怎么申请公开")


@pytest.mark.parametrize(
    "text",
    [
        "2018-2020年", "2019 2020 2021年", "从2018年到2022年123456条",
        "2018.12.31", "2018-3-4", "二〇一八年", "二〇一八、二〇一九年",
        "微信公众号发了多少条", "第10条第2款", "1.2.3", "息陬镇2018年收到3件", "网站12条,微信3456条",
    ],
)  # fmt: skip
def test_years_dates_and_figures_stay(text: str) -> None:
    assert masked(text) == text


@given(st.text(st.sampled_from("0123456789 -.年甲微信一二三鲁A\u200b"), max_size=80))
def test_no_run_of_seven_digits_is_ever_kept(text: str) -> None:
    assert re.search(r"\d{7}|[一二三]{7}", masked(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 20_000, "138" * 20_000, "一" * 40_000,
        "微信" * 20_000, "a@" * 20_000, "鲁A1" * 9_000,
    ],
)  # fmt: skip
def test_hostile_text_costs_little(text: str) -> None:
    import time

    began = time.process_time()
    masked(text)
    veiled(text)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "veil"),
    [
        ("联系人手机13812345678。", "联系人手机138＊＊＊＊＊＊＊＊。"),
        ("手机：138-1234-5678", "手机：138-＊＊＊＊-＊＊＊＊"),
        ("身份证号370881199001011234,", "身份证号370＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊,"),
        ("身份证37088119900101123X", "身份证370＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊"),
        ("手机１３８１２３４５６７８", "手机１３８＊＊＊＊＊＊＊＊"),
    ],
)
def test_a_report_shows_identity_cards_and_mobile_phones_behind_a_veil_of_the_same_length(text: str, veil: str) -> None:
    assert veiled(text) == veil
    assert len(veil) == len(text)
    assert len(stated(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "咨询电话0537-4412345", "电话：4412345", "收入13812345678元",
        "编号 a13812345678", "2018年1381234件", "共13812345678 件",
        "13812345678.5", "http://a.cn/13812345678.html", "邮编273100", "统一社会信用代码11370881004338091F",
    ],
)  # fmt: skip
def test_landlines_figures_and_codes_stay_in_sight(text: str) -> None:
    assert veiled(text) == text


@given(st.text(st.sampled_from("0123456789 -年元X１３８甲"), max_size=80))
def test_a_veil_changes_no_length_and_leaves_nothing_to_find(text: str) -> None:
    found = veiled(text)
    assert len(found) == len(text)
    assert stated(found) == ()
    assert all(a == b or b == VEIL for a, b in zip(text, found, strict=True))
