"""Sentences as spans of the text they were cut from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.model import Span
from nianbao.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("收到3件。办结2件。", ["收到3件。", "办结2件。"]),
        ("收到3件；办结2件;", ["收到3件；", "办结2件;"]),
        ("一、概述\n全年平稳", ["一、概述", "全年平稳"]),
        ("（他说：“好！”）又来", ["（他说：“好！”", "）又来"]),
        ("  前后空白。  ", ["前后空白。"]),
        ("。\n\n", []),
        ("", []),
    ],
)
def test_a_text_is_cut_where_sentences_end(text: str, parts: list[str]) -> None:
    assert [s.of(text) for s in sentences(text)] == parts


def test_only_the_part_asked_for_is_cut() -> None:
    text = "甲一。乙二。丙三。"
    assert [s.of(text) for s in sentences(text, Span(start=3, end=6))] == ["乙二。"]


@given(st.text(alphabet="甲乙，。；\n ！”）1a", max_size=60))
def test_nothing_but_white_space_and_lone_marks_is_lost(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = {i for s in spans for i in range(s.start, s.end)}
    assert all(not text[i].isalnum() for i in range(len(text)) if i not in kept)
