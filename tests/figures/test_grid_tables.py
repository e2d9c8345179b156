"""Figures out of printed tables: found by row and column labels, merged cells included; blanks are no zeros."""

from __future__ import annotations

from decimal import Decimal

from figure_samples import catalogue, table_of, values_of

from nianbao.figures import extract

KINDS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
HEAD_E4 = [
    [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), ("申请人情况", 1, 7)],
    [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
    KINDS,
]


def _row(*labels: str | tuple[str, int, int], numbers: str) -> list[str | tuple[str, int, int]]:
    return [*labels, *numbers.split(",")]


def test_the_2021_form_gives_every_applicant_of_a_row() -> None:
    report = table_of([*HEAD_E4, _row(("一、本年新收政府信息公开申请数量", 1, 3), numbers="5,1,0,0,2,0,8")])
    found = values_of(report)
    assert found["applications_received", "natural_person"] == 5
    assert found["applications_received", "enterprise"] == 1
    assert found["applications_received", "legal_service"] == 2
    assert found["applications_received", "total"] == 8
    assert len(found) == 7


def test_merged_row_labels_tell_rows_of_the_same_name_apart() -> None:
    """ "其他" under 无法提供 is not "其他" under 其他处理."""
    report = table_of(
        [
            *HEAD_E4,
            _row(
                ("三、本年度办理结果", 3, 1),
                ("（四）无法提供", 2, 1),
                "1.本机关不掌握相关政府信息",
                numbers="3,0,0,0,0,0,3",
            ),
            _row("2.没有现成信息需要另行制作", numbers="1,0,0,0,0,0,1"),
            _row(("（七）总计", 1, 2), numbers="4,0,0,0,0,0,4"),
        ]
    )
    found = values_of(report)
    assert found["unable_not_held", "total"] == 3
    assert found["unable_needs_creation", "total"] == 1
    assert found["results_total", "natural_person"] == 4


def test_blank_slash_and_dash_are_no_zeros() -> None:
    report = table_of([*HEAD_E4, _row(("一、本年新收政府信息公开申请数量", 1, 3), numbers="5,,/,——,-,0,5")])
    assert values_of(report) == {
        ("applications_received", "natural_person"): 5,
        ("applications_received", "other_org"): 0,
        ("applications_received", "total"): 5,
    }


def test_the_table_of_cases_is_read_by_its_three_heads() -> None:
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    report = table_of(
        [
            [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
            [*((o, 2, 1) for o in outcomes), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
            [*outcomes, *outcomes],
            ["2", "1", "0", "0", "3", "4", "0", "0", "1", "5", "6", "0", "1", "0", "7"],
        ]
    )
    found = {metric: value for (metric, _), value in values_of(report).items()}
    assert found["reconsiderations_upheld"] == 2
    assert found["reconsiderations_total"] == 3
    assert found["litigation_direct_pending"] == 1
    assert found["litigation_direct_total"] == 5
    assert found["litigation_after_reconsideration_upheld"] == 6
    assert found["litigation_after_reconsideration_total"] == 7
    assert len(found) == 15


def test_cases_are_told_by_how_they_came_to_court_when_the_head_above_is_cut() -> None:
    """A head 行政诉讼 that begins too late leaves an empty cell above the first columns."""
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    report = table_of(
        [
            [("", 1, 3), ("行政诉讼", 1, 7)],
            [("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
            [*outcomes, *outcomes],
            ["4", "0", "0", "1", "5", "6", "0", "1", "0", "7"],
        ]
    )
    found = {metric: value for (metric, _), value in values_of(report).items()}
    assert found["litigation_direct_upheld"] == 4
    assert found["litigation_direct_total"] == 5
    assert found["litigation_after_reconsideration_total"] == 7
    assert len(found) == 10


def test_the_2014_form_is_read_by_row_with_unit_column() -> None:
    report = table_of(
        [
            ["指 标 名 称", "单位", "统计数"],
            ["一、主动公开情况", "——", "——"],
            ["（一）主动公开政府信息数", "条", "321"],
            ["（二）通过不同渠道和方式公开政府信息的情况", "", ""],
            ["1.政府公报公开政府信息数", "条", "0"],
            ["2.政府网站公开政府信息数", "条", "1,280"],
            ["3.政务微博公开政府信息数", "条", ""],
        ]
    )
    assert values_of(report) == {
        ("proactive_disclosures_total", None): 321,
        ("proactive_by_gazette", None): 0,
        ("proactive_by_website", None): 1280,
    }


def test_money_keeps_the_unit_printed_with_the_label() -> None:
    report = table_of(
        [
            ["信息内容", "本年收费金额（单位：元）"],
            ["行政事业性收费", "12500"],
        ]
    )
    figures = [f for f in extract(report, catalogue()) if f.metric is not None]
    assert [(f.metric, f.value, f.unit) for f in figures] == [("administrative_fees_amount", Decimal("12500"), "元")]


def test_last_year_columns_are_left_out() -> None:
    report = table_of(
        [
            ["指标名称", "单位", "上年同期数量", "统计数"],
            ["主动公开政府信息数", "条", "9", "12"],
        ]
    )
    assert values_of(report) == {("proactive_disclosures_total", None): 12}


def test_the_cell_says_row_and_column_and_the_quote_is_the_printed_row() -> None:
    report = table_of([*HEAD_E4, _row(("一、本年新收政府信息公开申请数量", 1, 3), numbers="5,1,0,0,2,0,8")])
    figure = extract(report, catalogue())[0]
    assert figure.cell is not None
    assert (figure.cell.table, figure.cell.row, figure.cell.column) == (
        0,
        "本年新收政府信息公开申请数量",
        "申请人情况 › 自然人",
    )
    assert figure.quote.split() == ["一、本年新收政府信息公开申请数量", "5", "1", "0", "0", "2", "0", "8"]
    assert figure.at.of(report.text) == "5"


def test_the_2019_form_counts_decisions_not_last_years_items() -> None:
    report = table_of(
        [
            [("第二十条第（五）项", 1, 4)],
            ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
            ["行政许可", "14", "+2", "310"],
            ["其他对外管理服务事项", "3", "0", ""],
        ]
    )
    assert values_of(report)["licensing_decisions", None] == 310
    assert Decimal(14) not in {v for (m, _), v in values_of(report).items() if m == "licensing_decisions"}


def test_a_label_that_several_parents_share_is_told_by_its_parent() -> None:
    report = table_of([*HEAD_E4, _row("三、本年度办理结果", "（六）其他处理", "3.其他", numbers="2,0,0,0,0,0,2")])
    assert values_of(report)["other_processing_other", "total"] == 2
    assert {metric for metric, _ in values_of(report)} == {"other_processing_other"}


def test_a_label_that_lost_letters_is_known_when_it_fits_one_alone() -> None:
    """Narrow cells are printed with words left out; a word that turns the sense, or another ending, is no such loss."""

    def found(label: str) -> set[str]:
        row = _row(("三、本年度办理结果", 1, 1), ("（三）不予公开", 1, 1), label, numbers="3,0,0,0,0,0,3")
        return {metric for metric, _ in values_of(table_of([*HEAD_E4, row]))}

    assert found("2.其他法律行政止公开") == {"denied_law_prohibited"}
    assert found("其他法律") == set()
    assert found("其他法律行政法规公告") == set()
    assert found("本年新收申请事项数量之外") == set()


def test_a_shortened_label_that_loses_a_not_is_left_out() -> None:
    """同意公开 is not short for 不同意公开: catalogue labels differ by such words alone."""
    row = _row(
        ("三、本年度办理结果", 1, 1), ("（四）无法提供", 1, 1), "1.本机关掌握相关政府信息", numbers="3,0,0,0,0,0,3"
    )
    assert values_of(table_of([*HEAD_E4, row])) == {}
