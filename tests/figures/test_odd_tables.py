"""Tables in the wild: odd words in cells, heads of the wrong width, tables cut in two, sums not filled in."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from figure_samples import catalogue, report_of, table_of, values_of

from nianbao.figures import doubts, extract
from nianbao.figures.grids import numbers
from nianbao.model import Report, Table

KINDS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
Row = list[str | tuple[str, int, int]]
HEAD: list[Row] = [
    [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), ("申请人情况", 1, 7)],
    [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
    [*KINDS],
]
RECEIVED, CARRIED, OUT = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "四、结转下年度继续办理",
)


def row(label: str, numbers: str) -> Row:
    return [(label, 1, 3), *numbers.split(",")]


def beside(first: Report, second: Report, between: str = "\n") -> Report:
    """One report that holds the tables of two."""
    by = len(first.text) + len(between)

    def moved(table: Table) -> Table:
        from dataclasses import replace

        from nianbao.model import Span

        def shift(span: Span) -> Span:
            return Span(start=span.start + by, end=span.end + by)

        cells = tuple(replace(c, span=shift(c.span)) for c in table.cells)
        return replace(table, id=table.id + 1, span=shift(table.span), cells=cells)

    tables = (*first.tables, *map(moved, second.tables))
    return report_of(first.text + between + second.text, year=2022, tables=tables)


@pytest.mark.parametrize(
    "odd",
    ["无", "零", "0件", "不涉及", "12*", "约50", "3（新增1）", "N/A", "未发生", "若干", "本级无此权限", "/", "", "—"],
)
def test_an_odd_cell_takes_nothing_away_from_the_cells_below(odd: str) -> None:
    report = table_of(
        [*HEAD, row(RECEIVED, "5,1,0,0,2,0,8"), row(CARRIED, ",".join([odd] * 7)), row(OUT, "1,0,0,0,0,0,1")]
    )
    found = values_of(report)
    assert found["applications_received", "total"] == 8
    assert found["applications_carried_out", "natural_person"] == 1
    assert found["applications_carried_out", "total"] == 1


@pytest.mark.parametrize("odd", ["无", "不涉及", "12*", "县级无此权限"])
def test_an_odd_row_under_a_head_of_the_first_table_takes_nothing_away(odd: str) -> None:
    report = table_of(
        [
            [("第二十条第（一）项", 1, 4)],
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", odd, odd, odd],
            ["行政规范性文件", "3", odd, "9"],
        ]
    )
    found = values_of(report)
    assert found["normative_documents_issued", None] == 3
    assert found["normative_documents_in_force", None] == 9


def test_none_in_words_is_a_zero_and_a_limit_answers_for_no_metric() -> None:
    report = table_of([["信息内容", "本年处理决定数量"], ["行政许可", "无"], ["行政处罚", "不到10"]])
    found = {f.metric: (f.value, f.qualifier) for f in extract(report, catalogue())}
    assert found["licensing_decisions"] == (0, "zero_statement")
    assert found[None] == (10, "less_than")
    assert "penalties_decisions" not in found


@pytest.mark.parametrize(
    ("head", "cell", "value", "unit"),
    [
        ("采购总金额", "251000元", "251000", "元"),
        ("采购总金额", "25.1万元", "25.1", "万元"),
        ("采购总金额（单位：元）", "251000", "251000", "元"),
        ("采购总金额/元", "251,000.00", "251000", "元"),
        ("采购总金额（万元）", "25.1", "25.1", "万元"),
    ],
)
def test_the_unit_in_cell_or_head_goes_with_the_amount(head: str, cell: str, value: str, unit: str) -> None:
    report = table_of([["信息内容", "采购项目数量", head], ["政府集中采购", "6", cell]])
    found = {f.metric: f for f in extract(report, catalogue())}
    amount = found["central_procurement_amount"]
    assert (amount.value, amount.unit) == (Decimal(value), unit)
    assert found["central_procurement_items"].value == 6


@pytest.mark.parametrize(("cell", "value"), [("−8", -8), ("↓8", -8), ("减少8项", -8), ("增加2项", 2), ("+2", 2)])
def test_a_change_signed_in_any_way_is_read_and_hides_no_other_column(cell: str, value: int) -> None:
    head: Row = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
    found = values_of(table_of([head, ["行政许可", "40", cell, "30"]]))
    assert found["licensing_items_change", None] == value
    assert found["licensing_decisions", None] == 30


@pytest.mark.parametrize("cell", ["增3减11", "(8)", "持平"])
def test_a_change_that_is_not_stated_as_one_number_is_left_out(cell: str) -> None:
    head: Row = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
    found = values_of(table_of([head, ["行政许可", "40", cell, "30"]]))
    assert found == {("licensing_items_prior_year", None): 40, ("licensing_decisions", None): 30}


def test_a_table_that_goes_on_without_a_head_has_the_heads_of_the_first() -> None:
    first = table_of([*HEAD, row(RECEIVED, "5,1,0,0,2,0,8")])
    second = table_of([row(CARRIED, "1,0,0,0,0,0,1"), row(OUT, "2,0,0,0,0,0,2")])
    found = values_of(beside(first, second))
    assert found["applications_carried_in", "natural_person"] == 1
    assert found["applications_carried_out", "total"] == 2
    assert ("applications_carried_out", None) not in found
    apart = values_of(beside(first, second, "\n四、其他。" + "这里说的是另外一件事情，" * 8 + "\n"))
    assert {applicant for metric, applicant in apart if metric == "applications_carried_in"} <= {None}


def wrong_head(numbers: str) -> Report:
    """The head over 法人 is one column too narrow, so that 总计 stands over 其他."""
    head: list[Row] = [
        [("", 3, 3), ("申请人情况", 1, 6)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 4), ("总计", 2, 1)],
        [*KINDS],
    ]
    return table_of([*head, row(RECEIVED, numbers), row(CARRIED, "1,0,0,0,0,0,1")])


def test_a_head_of_the_wrong_width_is_repaired_when_the_sums_prove_it() -> None:
    found = values_of(wrong_head("5,1,0,0,2,0,8"))
    assert found["applications_received", "total"] == 8
    assert found["applications_received", "other_org"] == 0


def test_rows_under_a_wrong_head_are_refused_and_reported_when_no_sum_proves_them() -> None:
    report = wrong_head("5,1,0,0,2,0,9")
    assert values_of(report) == {}
    [said] = doubts(report, catalogue())
    assert "2 行" in said
    assert "本年新收政府信息公开申请数量" in said


def test_a_row_that_lost_a_cell_is_nobodys() -> None:
    report = table_of([*HEAD, row(RECEIVED, "5,1,0,0,2,8"), row(CARRIED, "1,0,0,0,0,0,1")])
    found = values_of(report)
    assert {metric for metric, _ in found} == {"applications_carried_in"}
    assert doubts(report, catalogue())


def test_sums_that_were_not_filled_in_are_not_given_out() -> None:
    rows = [row(RECEIVED, "5,1,0,0,2,0,0"), row(CARRIED, "1,0,0,0,0,0,0"), row(OUT, "0,0,0,0,0,0,0")]
    report = table_of([*HEAD, *rows])
    found = values_of(report)
    assert found["applications_received", "natural_person"] == 5
    assert ("applications_received", "total") not in found
    assert found["applications_carried_out", "total"] == 0
    assert any("总计" in said for said in doubts(report, catalogue()))


def test_one_sum_that_is_wrong_stays_as_it_is_printed() -> None:
    report = table_of([*HEAD, row(RECEIVED, "5,1,0,0,2,0,9"), row(CARRIED, "1,0,0,0,0,0,1"), row(OUT, "0,0,0,0,0,0,0")])
    assert values_of(report)["applications_received", "total"] == 9
    assert doubts(report, catalogue()) == ()


def test_a_label_beside_the_cell_that_spans_its_rows_is_still_the_rows_own() -> None:
    """A spanning cell that ends too early lets the next label slip to its left."""
    report = table_of(
        [
            *HEAD,
            [("三、本年度办理结果", 1, 1), ("（六）其他处理", 2, 1), "2.重复申请", *(["0"] * 7)],
            ["3.其他", "1", *(["0"] * 5), "1"],
            row(OUT, "1,0,0,0,0,0,1"),
        ]
    )
    assert values_of(report)["other_processing_other", "total"] == 1


def test_one_number_over_two_rows_is_that_of_neither() -> None:
    head: Row = ["信息内容", "本年制发件数"]
    apart = table_of([head, ["规章", ("7", 2, 1)], ["行政规范性文件"]])
    assert values_of(apart) == {}
    whole = table_of([head, [("行政规范性文件", 2, 1), ("7", 2, 1)], [], ["规章", "0"]])
    assert values_of(whole)["normative_documents_issued", None] == 7


def test_the_time_for_a_table_grows_no_faster_than_its_length() -> None:
    def seconds(count: int) -> float:
        tall = table_of([["收到申请", "3", "4", "5"]] * count)
        wide = table_of([["收到申请", "3", "无", "某个说法"] * count])
        begin = time.process_time()
        for report in (tall, wide):
            for table in report.tables:
                list(numbers(report.text, table))
        return time.process_time() - begin

    seconds(100)
    short, long = min(seconds(500) for _ in range(3)), min(seconds(4000) for _ in range(3))
    assert long < 8 * short * 2.5 + 0.05
