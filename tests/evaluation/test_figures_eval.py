"""Extraction against gold: what is right, missed, false, and what does not count."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from evaluation_samples import card, cell, figure

from nianbao.errors import WrongCall
from nianbao.evaluation.figures_eval import FigureScores, Ratio, score_figures, score_not_stated, show_same
from nianbao.evaluation.gold_figures import GoldFigure, key_of, name_of, parse_gold_figures, parse_not_stated
from nianbao.evaluation.lines import parse_lines
from nianbao.model import Figure

DISCLOSED = {"metric": "disclosed", "value": 120, "quote": "主动公开政府信息120条"}
FOUND = figure("disclosed", "120", "主动公开政府信息120条，其中微信公开45条")


def gold(*entries: dict[str, Any]) -> tuple[GoldFigure, ...]:
    rows = [{"file": "dev/jia.txt", "label": "", "kind": "prose", **entry} for entry in entries]
    return parse_gold_figures(parse_lines("\n".join(map(json.dumps, rows)).encode(), "g"))


def score(entries: list[dict[str, Any]], *found: Figure) -> FigureScores:
    return score_figures(gold(*entries), [card()], found)


def totals(scores: FigureScores) -> tuple[int, int, int, int]:
    recall, precision = scores.total.recall, scores.total.precision
    return recall.right, recall.all, precision.right, precision.all


def test_value_and_quotation_make_a_figure_right() -> None:
    assert totals(score([DISCLOSED], FOUND)) == (1, 1, 1, 1)


def test_a_wrong_value_is_missed_and_false() -> None:
    scores = score([DISCLOSED | {"value": 121}], FOUND)
    assert totals(scores) == (0, 1, 0, 1)
    assert (scores.missed[0].value, scores.false[0]) == (Decimal(121), ("jia.txt", FOUND))


def test_the_right_value_out_of_other_words_is_missed_and_false() -> None:
    assert totals(score([DISCLOSED], figure("disclosed", "120", "全年收到政府信息公开申请十二件"))) == (0, 1, 0, 1)


@pytest.mark.parametrize(
    ("wanted", "change"),
    [({"metric": "other"}, {}), ({"applicant": "total"}, {}), ({}, {"applicant": "total"})],
)
def test_another_metric_or_applicant_is_another_figure(wanted: dict[str, Any], change: dict[str, Any]) -> None:
    found = figure("disclosed", "120", "主动公开政府信息120条", **change)
    assert totals(score([DISCLOSED | wanted], found)) == (0, 1, 0, 1)


def test_labels_tell_open_categories_apart_and_nothing_else() -> None:
    category = {"metric": "proactive_category_count", "value": 45, "quote": "微信公开45条", "label": "教育"}
    education = figure("proactive_category_count", "45", "微信公开45条", label="教育类信息")
    roads = figure("proactive_category_count", "45", "微信公开45条", label="交通")
    assert totals(score([category], roads, education)) == (1, 1, 1, 2)
    assert key_of("f", "m", None, "一") == key_of("f", "m", None, "二")


def test_an_alternative_metric_is_as_good() -> None:
    wanted = [DISCLOSED | {"metric": "other", "alt_metric": ["published", "disclosed"]}]
    assert totals(score(wanted, FOUND)) == (1, 1, 1, 1)


def test_an_optional_figure_counts_neither_found_nor_missing() -> None:
    wanted = [DISCLOSED | {"optional": True}]
    assert totals(score(wanted, FOUND)) == (0, 0, 0, 0)
    assert totals(score(wanted)) == (0, 0, 0, 0)


def test_an_optional_figure_with_a_wrong_value_is_false() -> None:
    assert totals(score([DISCLOSED | {"optional": True, "value": 1}], FOUND)) == (0, 0, 0, 1)


def test_a_required_line_takes_the_figure_before_an_optional_one_of_the_same() -> None:
    assert totals(score([DISCLOSED | {"optional": True}, DISCLOSED], FOUND)) == (1, 1, 1, 1)


def test_a_figure_serves_one_line_and_says_it_again_for_none() -> None:
    assert totals(score([DISCLOSED, DISCLOSED], FOUND)) == (1, 2, 1, 1)
    twice = score([DISCLOSED], FOUND, FOUND)
    assert (totals(twice), twice.repeats) == ((1, 1, 1, 1), 1)


def test_figures_outside_the_catalogue_are_counted_apart_and_never_false() -> None:
    outside = {"metric": None, "value": 45, "quote": "微信公开45条"}
    scores = score(
        [outside, DISCLOSED], figure(None, "45", "微信公开45条"), figure(None, "9", "收到申请 | 12 | 9"), FOUND
    )
    assert (scores.outside, totals(scores)) == (Ratio(right=1, all=1), (1, 1, 1, 1))


def test_kinds_and_files_are_measured_apart() -> None:
    zero = {"metric": "reviews", "value": 0, "quote": "未发生行政复议", "kind": "zero"}
    row = {"metric": "received", "value": 12, "quote": "收到申请 12 9 0 3", "kind": "table", "applicant": "total"}
    of_table = figure("received", "12", "收到申请 | 12 | 9 | 0 | 3", applicant="total", cell=cell())
    scores = score([DISCLOSED, zero, row], FOUND, of_table, figure("made_up", "9", "收到申请 | 12 | 9", cell=cell()))
    assert scores.by_kind == {"prose": Ratio(right=1, all=1), "zero": Ratio(right=0, all=1),
                              "numeral": Ratio(right=0, all=0), "table": Ratio(right=1, all=1)}  # fmt: skip
    assert scores.by_group["prose"].recall == Ratio(right=1, all=2)
    assert scores.by_group["prose"].precision == Ratio(right=1, all=1)
    assert scores.by_group["table"].precision == Ratio(right=1, all=2)
    assert scores.by_file["jia.txt"] == scores.total


def test_files_that_are_not_indexed_are_named_and_left_out() -> None:
    scores = score([DISCLOSED, DISCLOSED | {"file": "x/scan.pdf"}], FOUND)
    assert (totals(scores), scores.left_out) == ((1, 1, 1, 1), {"scan.pdf": 1})


def test_reports_that_gold_does_not_list_are_no_concern_of_it() -> None:
    other = figure("disclosed", "1", "收到申请", report_id="b2020")
    scores = score_figures(gold(DISCLOSED), [card(), card("yi.txt", "b2020")], [FOUND, other])
    assert totals(scores) == (1, 1, 1, 1)


def test_a_name_is_the_same_in_any_folder_and_composition() -> None:
    assert name_of("dev/sub/cafe\u0301.txt") == name_of("a\\caf\u00e9.txt") == "caf\u00e9.txt"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("公开120条", "全年公开 120 条信息", True),
        ("全年公开120条", "公开120条，同比增长", True),
        ("公开120条", "公开21条", False),
        ("规章 | 0 | 0", "規章0 0", True),
        ("一件", "件二", False),
        ("", "公开", False),
    ],
)
def test_quotations_show_the_same_words_when_one_holds_or_continues_the_other(one: str, other: str, same: bool) -> None:
    assert show_same(one, other) is same
    assert show_same(other, one) is same


def test_silence_that_was_filled_is_counted_by_pair() -> None:
    rows = [{"file": "dev/jia.txt", "metric": metric, "why": "没写"} for metric in ("disclosed", "litigation")]
    rows.append({"file": "dev/yi.txt", "metric": "disclosed", "why": "没写"})
    pairs = parse_not_stated(parse_lines("\n".join(map(json.dumps, rows)).encode(), "n"))
    scores = score_not_stated(pairs, [card()], [FOUND, FOUND])
    assert (scores.pairs, scores.filled, scores.left_out) == (2, ((pairs[0], FOUND),), {"yi.txt": 1})


@pytest.mark.parametrize(
    ("change", "named"),
    [({"kind": "map"}, "kind"), ({"value": "1"}, "value"), ({"optional": "yes"}, "optional"), ({"quote": ""}, "quote")],
)
def test_wrong_gold_is_refused_by_key(change: dict[str, Any], named: str) -> None:
    with pytest.raises(WrongCall, match=f"line 1.*{named}"):
        gold(DISCLOSED | change)
