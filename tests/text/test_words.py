"""Tokens for lexical search: characters, pairs and longer words, from our own tokenizer."""

from __future__ import annotations

import logging

from hypothesis import given
from hypothesis import strategies as st

from nianbao.text.words import tokens


def test_a_run_gives_characters_then_pairs_then_longer_words() -> None:
    assert tokens("行政复议") == ["行", "政", "复", "议", "行政", "政复", "复议", "行政复议"]


def test_numbers_and_latin_words_stay_whole() -> None:
    assert tokens("2018年EMS 3.5") == ["2018", "年", "ems", "3.5"]


def test_traditional_and_simplified_writing_give_the_same_tokens() -> None:
    assert tokens("政府信息公開申請") == tokens("政府信息公开申请")


@given(st.text(alphabet="政府信息公开abc12 ，。", max_size=30))
def test_every_ideograph_is_a_token(text: str) -> None:
    found = tokens(text)
    assert all(c in found for c in text if "㐀" <= c <= "鿿")


def test_the_tokenizer_is_not_the_shared_one_of_jieba() -> None:
    """A word added to jieba's shared tokenizer changes nothing here."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    before = tokens("青石镇办事处")
    jieba.add_word("青石镇办事处")
    try:
        assert tokens("青石镇办事处") == before
    finally:
        jieba.del_word("青石镇办事处")
