"""The other forms as flattened text: article 20, lawsuits, the statistics form of 2014; and what is no table."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from flat_samples import CATALOGUE, CLOSING, HEADING, OPENING, report

from nianbao.figures import extract, flat
from nianbao.model import Cell, Report, Span, Table

NEW_ARTICLE_20 = (
    "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 / 0\n行政规范性文件 2 1 8\n"
    "第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 947\n"
    "第二十条第（六）项\n信息内容 本年处理决定数量\n行政处罚 31\n"
    "行政强制\n第二十条第（八）项\n信息内容 本年收费金额（单位：万元）\n行政事业性收费 59237.2449"
)
OLD_ARTICLE_20 = (
    "第二十条第（一）项\n信息内容\n本年新\n制作数量\n本年新\n公开数量\n对外公开\n总数量\n规范性文件\n3\n2\n21\n"
    "第二十条第（五）项\n信息内容\n上一年项目数量\n本年增/减\n处理决定数量\n行政许可\n18\n-2\n1043\n"
    "其他对外管理服务事项\n31\n5120\n第二十条第（八）项\n信息内容\n上一年项目数量\n本年增/减\n行政事业性收费\n7\n-1\n"
    "第二十条第（九）项\n信息内容\n采购项目数量\n采购总金额（单位：万元）\n政府集中采购\n5\n186.4"
)
CASE_HEADS = (
    "行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n结果 结果 其他 尚未\n总 计\n"
    "维持 纠正 结果 审结 结果 结果 其他 尚未 结果 结果 其他 尚未\n"
    "总 计 总计\n维持 纠正 结果 审结 维持 纠正 结果 审结\n"
)
CASE_HEADING = "四、政府信息公开行政复议、行政诉讼情况\n"
FIFTEEN = "1 2 3 4 10 5 6 7 8 26 9 0 1 2 12"
CASE_METRICS = [
    f"{stem}_{outcome}"
    for stem in ("reconsiderations", "litigation_direct", "litigation_after_reconsideration")
    for outcome in ("upheld", "corrected", "other", "pending", "total")
]
SURVEY = (
    "统计指标 单位 统计数\n一、主动公开情况 —— ——\n（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） 条 97\n"
    "1.政府公报公开政府信息数 条\n2.政府网站公开政府信息数 条 88\n四、行政复议数量 件 3\n（二）被依法纠错数 件 1\n"
    "五、行政诉讼数量 件 2\n（二）被依法纠错数 件 0\n"
    "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费） 万元 0.8\n"
    "（三）接受培训人员数 人次 /"
)


def metrics(text: str) -> dict[str, Decimal]:
    drafts = list(flat.drafts(report(text), CATALOGUE))
    found = {str(d.metric): d.value for d in drafts}
    assert len(found) == len(drafts)
    return found


def test_the_edition_of_2021_is_told_by_its_heads() -> None:
    assert metrics(OPENING + "二、主动公开政府信息情况\n" + NEW_ARTICLE_20 + "\n" + HEADING) == {
        "rules_issued": 0, "rules_in_force": 0, "normative_documents_issued": 2, "normative_documents_repealed": 1,
        "normative_documents_in_force": 8, "licensing_decisions": 947, "penalties_decisions": 31,
        "administrative_fees_amount": Decimal("59237.2449"),
    }  # fmt: skip


def test_the_edition_of_2019_is_told_by_its_heads_and_a_row_with_a_lost_cell_is_left_out() -> None:
    assert metrics(OPENING + OLD_ARTICLE_20 + "\n" + HEADING) == {
        "normative_documents_made_new": 3, "normative_documents_published_new": 2,
        "normative_documents_public_total": 21, "licensing_decisions": 1043,
        "licensing_items_prior_year": 18, "licensing_items_change": -2,
        "administrative_fee_items_prior_year": 7, "administrative_fee_items_change": -1,
        "central_procurement_items": 5, "central_procurement_amount": Decimal("186.4"),
    }  # fmt: skip


def test_rows_of_article_20_without_heads_state_nothing() -> None:
    assert metrics(OPENING + "规章 0 0 0\n行政规范性文件 2 1 8\n行政许可 9\n") == {}


def test_the_unit_of_a_sum_is_the_one_in_the_head() -> None:
    units = {d.metric: d.unit for d in flat.drafts(report(OPENING + OLD_ARTICLE_20), CATALOGUE)}
    assert (units["central_procurement_amount"], units["licensing_decisions"]) == ("万元", "件")


@pytest.mark.parametrize("heads", [CASE_HEADS, "", CASE_HEADS + "- 3 -\n"], ids=["broken", "lost", "page"])
@pytest.mark.parametrize("row", [FIFTEEN, FIFTEEN.replace(" ", " | "), FIFTEEN.replace(" 5", "\n5")])
def test_fifteen_numbers_are_the_cases_in_the_order_of_the_form(heads: str, row: str) -> None:
    expected = dict(zip(CASE_METRICS, map(Decimal, FIFTEEN.split()), strict=True))
    assert metrics(OPENING + CASE_HEADING + heads + row + "\n五、存在的主要问题\n无。") == expected


@pytest.mark.parametrize("row", ["1 2 3 4 10", FIFTEEN + " 7", FIFTEEN[2:], "/ " * 14 + "x"])
def test_more_or_fewer_than_fifteen_numbers_are_no_cases(row: str) -> None:
    assert metrics(OPENING + CASE_HEADING + CASE_HEADS + row + "\n五、存在的主要问题\n无。") == {}


def test_fifteen_numbers_under_another_heading_are_no_cases() -> None:
    assert metrics("四、其他统计\n" + FIFTEEN + "\n") == {}


@pytest.mark.parametrize("stack", [False, True], ids=["rows", "one cell a line"])
def test_the_statistics_form_of_2014_reads_by_label_and_block(stack: bool) -> None:
    """The two rows 被依法纠错数 belong to the block they stand in; blank and "/" are no figures."""
    table = SURVEY.replace(" ", "\n") if stack else SURVEY
    assert metrics(OPENING + "附：政府信息公开情况统计表\n" + table) == {
        "proactive_disclosures_total": 97, "proactive_by_website": 88, "reconsiderations_total": 3,
        "reconsiderations_corrected": 1, "litigation_total": 2, "litigation_corrected": 0,
        "special_budget": Decimal("0.8"),
    }  # fmt: skip


def test_prose_that_speaks_as_the_forms_do_is_no_table() -> None:
    prose = "（一）主动公开情况。\n行政许可 15 件，行政处罚 12 件。\n二、依申请公开情况\n收到申请数 3\n重复申请 1\n"
    text = OPENING + prose
    assert flat.regions(report(text)) == ()


@pytest.mark.parametrize("line", ["商业企业 科研机构 小计", "商业企业 科研机构 社会公益组织 法律服务机构 其他 小计"])
def test_another_column_among_the_seven_makes_the_table_uncertain(line: str) -> None:
    heads = f"申请人情况\n自然人 法人或其他组织 总计\n{line}\n"
    assert metrics(OPENING + HEADING + heads + "一、本年新收政府信息公开申请数量 1 2 3 4 5 6 7\n") == {}


def test_a_vertical_heading_beside_a_row_of_numbers_is_no_name_of_it() -> None:
    above, below = "2.其他法律行政法规禁止公开 0 0 0 0 0 0 0\n", "4.保护第三方合法权益 2 0 0 0 0 0 2\n"
    rows = above + "本 1 0 0 0 0 0 1\n3.危及“三安全一稳定”\n" + below
    assert metrics_by_row(OPENING + HEADING + rows)["危及三安全一稳定"] == [1, 0, 0, 0, 0, 0, 1]


def test_numbers_between_labels_are_not_paired_across_a_lost_label() -> None:
    rows = "1.属于国家秘密 0 0 0 0 0 0 0\n9 0 0 0 0 0 9\n3.危及“三安全一稳定”\n4.保护第三方合法权益 2 0 0 0 0 0 2\n"
    assert set(metrics_by_row(OPENING + HEADING + rows)) == {"属于国家秘密", "保护第三方合法权益"}


def test_a_foreign_row_does_not_lend_its_numbers_to_its_neighbour() -> None:
    received = "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1\n"
    foreign = "1.属于国家秘密\n9.本地另列事项 1 2 3 4 5 6 7\n2.其他法律行政法规禁止公开 0 0 0 0 0 0 0\n"
    found = metrics_by_row(OPENING + HEADING + received + foreign)
    assert set(found) == {"本年新收政府信息公开申请数量", "其他法律行政法规禁止公开"}


def test_a_subtotal_is_read_only_where_its_rows_have_their_own_numbers() -> None:
    own = "（四）无法提供 2 0 0 0 0 0 2\n1.本机关不掌握相关政府信息 2 0 0 0 0 0 2\n"
    unsure = "（三）不予公开 4 0 0 0 0 0 4\n1.属于国家秘密\n2.其他法律行政法规禁止公开 0 0 0 0 0 0 0\n"
    found = metrics_by_row(OPENING + HEADING + unsure + own)
    assert set(found) == {"其他法律行政法规禁止公开", "无法提供", "本机关不掌握相关政府信息"}


def metrics_by_row(text: str) -> dict[str, list[Decimal]]:
    found: dict[str, list[Decimal]] = {}
    for draft in flat.drafts(report(text), CATALOGUE):
        assert draft.cell is not None
        found.setdefault(draft.cell.row.split(" › ")[-1], []).append(draft.value)
    return found


def test_a_quote_is_the_printed_row_from_label_to_last_number_around_a_broken_label() -> None:
    whole = "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3"
    broken = "二、上年结转政府\n1 0 0 0 0 0 1\n信息公开申请数量"
    text = OPENING + HEADING + whole + "\n" + broken + "\n"
    assert {d.span.of(text) for d in flat.drafts(report(text), CATALOGUE)} == {whole, broken}


def test_real_tables_are_left_to_the_grid_reader_and_ragged_bars_are_not() -> None:
    rows = "信息内容 | 本年处理决定数量\n行政许可 | 15 |"
    text = OPENING + "第二十条第（五）项\n" + rows + "\n"
    start = text.index("信息内容")

    def with_table(ragged: bool) -> Report:
        spans = [(0, 0, "信息内容"), (0, 1, "本年处理决定数量"), (1, 0, "行政许可"), (1, 1, "15")][: 3 if ragged else 4]
        cells = tuple(
            Cell(span=Span(start=text.index(w, start), end=text.index(w, start) + len(w)), row=r, column=c)
            for r, c, w in spans
        )
        made = report(text)
        table = Table(id=0, span=Span(start=start, end=start + len(rows)), cells=cells)
        return Report(id=made.id, title="", agency="某某镇", year=2022, text=text, tables=(table,))

    assert flat.regions(with_table(ragged=False)) == ()
    assert [d.value for d in flat.drafts(with_table(ragged=True), CATALOGUE)] == [15]


def test_figures_of_a_flattened_table_are_stated_once_and_prose_skips_it() -> None:
    figures = extract(report(OPENING + NEW_ARTICLE_20 + CLOSING), CATALOGUE)
    tables = [f for f in figures if f.cell is not None]
    assert [f.metric for f in tables].count("licensing_decisions") == 1
    assert all(f.cell is not None and f.cell.table >= flat.FIRST_TABLE for f in tables)
    assert all(f.cell is not None or not f.quote.startswith("行政") for f in figures)


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile",
    [
        "0 " * 50_000, "0\n" * 50_000, "|" * 100_000, "规章 | " * 20_000, "规章 0 0 0\n" * 8_000, "三\n本\n" * 20_000,
        "本年新收政" * 20_000, "1.属于国家秘密\n0 0 0 0 0 0 0\n" * 2_000, "其他\n" * 30_000, "（" * 60_000,
        "申请数 件 1\n" * 8_000, "行政许可" + "9" * 60_000,
    ],
    ids=range(12),
)  # fmt: skip
def test_hostile_text_is_read_in_bounded_time(hostile: str) -> None:
    began = time.perf_counter()
    flat.regions(report(OPENING + HEADING + hostile))
    assert time.perf_counter() - began < 10
