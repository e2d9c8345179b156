"""Passages cover the report once, at most 350 characters each, cut where sentences and rows end."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from parsing_samples import PROSE, document, lines, table

from nianbao.model import Report
from nianbao.parsing import parse, passages
from nianbao.parsing.outline import body_start

LONGEST = 350


def assert_covered_once(report: Report) -> None:
    """Every character but headings and white space stands in exactly one passage, which is its span's text."""
    cover = [0] * len(report.text)
    for section in report.sections:
        for i in range(section.span.start, body_start(report.text, section)):
            cover[i] += 1
    for passage in passages(report):
        assert passage.text == passage.span.of(report.text)
        assert 0 < len(passage.text) <= LONGEST
        assert passage.text == passage.text.strip()
        for i in range(passage.span.start, passage.span.end):
            cover[i] += 1
    missed = [i for i, c in enumerate(report.text) if not c.isspace() and cover[i] != 1]
    assert not missed, report.text[missed[0] - 10 : missed[0] + 10]


def test_passages_are_the_bodies_of_the_innermost_sections_with_their_heading_path() -> None:
    report = parse(document(lines("前言在此。/一、总体/总体的话。/（一）公开情况。公开3条。/二、空白/三、问题/没有。")))
    assert [(p.heading_path, p.text) for p in passages(report)] == [
        ("", "前言在此。"),
        ("一、总体", "总体的话。"),
        ("一、总体 › （一）公开情况", "公开3条。"),
        ("三、问题", "没有。"),
    ]


def test_long_sections_are_cut_at_sentence_ends_and_lists_stay_with_their_sentence() -> None:
    listing = "主要问题：" + "；".join(f"{n}是信息员的业务培训次数还不够多" for n in "一二三四五六七八") + "。"
    report = parse(document("一、问题\n" + PROSE * 12 + listing + PROSE * 8))
    made = [p.text for p in passages(report)]
    assert [text[-1] for text in made] == ["。"] * len(made)
    assert sum(listing in text for text in made) == 1
    assert "".join(made) == PROSE * 12 + listing + PROSE * 8
    assert all(len(a) + len(b) > LONGEST - len(listing) for a, b in pairwise(made))


def test_a_passage_holds_as_many_whole_sentences_as_fit() -> None:
    made = [len(p.text) for p in passages(parse(document("一、问题\n" + PROSE * 60)))]
    assert made[:-1] == [LONGEST // len(PROSE) * len(PROSE)] * (len(made) - 1)


def test_a_sentence_longer_than_a_passage_is_cut_at_a_semicolon() -> None:
    report = parse(document("一、问题\n" + "；".join("这一项工作还需要继续改进" * 5 for _ in range(10)) + "。"))
    assert all(p.text[-1] in "；。" for p in passages(report))
    assert_covered_once(report)


def test_tables_are_passages_of_whole_rows_apart_from_prose() -> None:
    rows = tuple((f"（{n}）某项办理结果", "0", "1", "2") for n in range(60))
    report = parse(document("一、申请情况", "见下表。", table(*rows), "表后的话。"))
    made = passages(report)
    assert made[0].text == "见下表。"
    assert made[-1].text == "表后的话。"
    assert all(line.count(" | ") == 3 for p in made[1:-1] for line in p.text.split("\n"))
    assert len(made) > 4
    assert {p.heading_path for p in made} == {"一、申请情况"}


WORDS = "一、 二、 （一） （二） 1. 公开情况 总体情况 问题 。 ； ， ： 有3条 0 | 一是 第二十条 件"
PIECES = st.sampled_from([*WORDS.split(), "\n", " ", PROSE, "很长的一句话没有句号" * 20, "字" * 400])


@given(st.lists(st.lists(PIECES, max_size=12).map("".join) | st.just("表"), max_size=10))
def test_every_character_is_in_exactly_one_passage(blocks: list[str]) -> None:
    made = [table(("规章", "0" * 3), ("", "许可" * 200)) if block == "表" else block for block in blocks]
    assert_covered_once(parse(document(*made)))
