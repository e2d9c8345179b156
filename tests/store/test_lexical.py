"""SQLite's ranking over our words against a BM25 written out by hand."""

from __future__ import annotations

import math
import sqlite3
import string
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.store import lexical
from nianbao.text.words import tokens

WORDS = ("公开", "申请", "镇", "2018年", "答复", "信息", "网站", "培训", "12.5", "wechat", "问题", "、", "不予公开")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=15).map("".join)


def index_of(texts: list[str], per_report: int = 3) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript("CREATE TABLE passage (id INTEGER PRIMARY KEY, report INTEGER);" + lexical.TABLES)
    connection.executescript("CREATE TABLE report (ordinal INTEGER PRIMARY KEY, id TEXT UNIQUE)")
    for i, text in enumerate(texts):
        connection.execute("INSERT OR IGNORE INTO report VALUES (?, ?)", (i // per_report, f"r{i // per_report}"))
        connection.execute("INSERT INTO passage VALUES (?, ?)", (i + 1, i // per_report))
        lexical.add(connection, i + 1, text)
    return connection


def bm25(texts: list[str], query: str) -> dict[int, float]:
    """k1 1.2, b 0.75; the weight of a word that half of the texts have is next to nothing, not negative."""
    bags = [Counter(tokens(text)) for text in texts]
    mean = sum(bag.total() for bag in bags) / max(1, len(bags))
    scores: dict[int, float] = {}
    for word in sorted(set(tokens(query))):
        having = sum(word in bag for bag in bags)
        weight = math.log((len(bags) - having + 0.5) / (having + 0.5))
        for i, bag in enumerate(bags, 1):
            if word in bag:
                spread = bag[word] + 1.2 * (1 - 0.75 + 0.75 * bag.total() / mean)
                scores[i] = scores.get(i, 0) + (weight if weight > 0 else 1e-6) * bag[word] * 2.2 / spread
    return scores


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=12), TEXTS)
def test_scores_are_those_of_bm25_by_hand(texts: list[str], query: str) -> None:
    expected = bm25(texts, query)
    found = lexical.best(index_of(texts), query, 100)
    assert found == pytest.approx(expected, rel=1e-6)
    assert list(found.values()) == sorted(found.values(), reverse=True)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=12), TEXTS, st.sets(st.sampled_from(["r0", "r1", "r2", "r9"])))
def test_a_filter_leaves_scores_as_they_are_and_others_out(texts: list[str], query: str, reports: set[str]) -> None:
    connection = index_of(texts)
    everywhere = lexical.best(connection, query, 100)
    inside = {i: score for i, score in everywhere.items() if f"r{(i - 1) // 3}" in reports}
    assert lexical.best(connection, query, 100, reports) == inside
    assert lexical.scores(connection, query, [1, 3, 99]) == {i: s for i, s in everywhere.items() if i in (1, 3)}


def test_equal_scores_are_ordered_by_id_and_cut_at_the_limit() -> None:
    connection = index_of(["收到申请", "完全无关的话", "收到申请", "没有一个字相同吗", "收到申请", "甲乙丙丁戊己"])
    assert list(lexical.best(connection, "申请", 2)) == [1, 3]


def test_every_word_is_kept_whole_whatever_it_contains(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also words that today's tokenizer does not make, and those that mean something in a query."""
    monkeypatch.setattr(lexical, "tokens", str.split)
    words = [string.punctuation, "a-b", "1,136", "50%", '"', "'", "*", "AND", "NEAR(", "㎡", "𠮷", "⺠", "“"]
    connection = index_of([" ".join(words), *["其他"] * 9])
    for word in words:
        assert list(lexical.best(connection, word, 5)) == [1], word
    assert lexical.best(connection, "136 b 50 AN", 5) == {}


def test_a_query_without_words_finds_nothing_and_a_very_long_one_does_no_harm() -> None:
    connection = index_of(["收到申请", "其他", "再一个"])
    assert lexical.best(connection, " ，。“” ", 5) == {}
    assert list(lexical.best(connection, "".join(map(chr, range(0x4E00, 0x4E00 + 3000))) + "申请", 5)) != []


def test_a_removed_report_is_found_no_more_and_counts_no_more() -> None:
    texts = ["收到申请三件", "公开目录", "培训两次", "申请表", "网站栏目", "其他"]
    connection = index_of(texts)
    for i, text in enumerate(texts[:3], 1):
        lexical.remove(connection, i, text)
    assert lexical.best(connection, "申请", 9) == pytest.approx({4: bm25(texts[3:], "申请")[1]}, rel=1e-6)
