"""Folding changes characters, never their number or order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.text.fold import fold, squeeze


def test_every_character_of_the_basic_plane_folds_to_one_character() -> None:
    """Surrogates apart, which are no characters."""
    plane = "".join(chr(c) for c in range(0x10000) if not 0xD800 <= c <= 0xDFFF)
    folded = fold(plane)
    assert len(folded) == len(plane)
    assert [len(fold(c)) for c in "㍿ﬁ½㈱…ǅİß"] == [1] * 8


@given(st.text())
def test_the_length_of_any_text_stays(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(), st.text())
def test_characters_fold_by_themselves(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("２０１８年，（收到）：", "2018年,(收到):"),
        ("政府信息公開申請，電子郵件", "政府信息公开申请,电子邮件"),
        ("⼈⼯ ⺠⻔⻓⻬", "人工 民门长齐"),
        ("〔2018〕", "[2018]"),
        ("EMS、Ｅmail", "ems、email"),
        ("一\u3000二\u00a0三", "一 二 三"),
        ("發佈覈實", "发布核实"),
        ("——", "--"),
    ],
)
def test_the_forms_that_reports_mix_become_one(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_squeezed_text_has_no_space_and_no_table_bars() -> None:
    assert squeeze("| 合 计 |\t１２ |\n") == "合计12"
