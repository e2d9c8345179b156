"""The statistics forms before 2019 as flattened text: that of 2014, and the local ones with codes and two columns."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flat_samples import CATALOGUE, OPENING, report

from nianbao.figures import extract, flat

TITLE = "附：政府信息公开情况统计表\n"
ONE = [["指标名称", "计量单位", "代码", "本年度"]]
TWO = [["指标名称", "计量单位", "代码", "2011年度", "历年累计"]]
LOCAL = [
    ["主动公开信息数", "条", "01", "52", "310"],
    ["其中：全文电子化的主动公开信息数", "条", "02", "50", "301"],
    ["提供服务类信息数", "条", "04", "7", "12"],
    ["网上咨询数", "人次", "07", "36", "88"],
    ["申请总数", "条", "10", "9", "21"],
    ["其中：1.当面申请数", "条", "11", "2", "5"],
    ["3.电子邮件申请数", "条", "13", "0", "1"],
    ["4.网上申请数", "条", "14", "6", "13"],
    ["5.信函申请数", "条", "15", "1", "2"],
    ["对申请的答复总数", "条", "17", "8", "20"],
    ["其中：1.同意公开答复数", "条", "18", "5", "15"],
    ["3.否决公开答复总数", "条", "20", "3", "5"],
    ["其中：（1）“非《规定》所指政府信息”数", "条", "21", "1", "1"],
    ["（2）“信息不存在”数", "条", "22", "2", "4"],
    ["行政复议数", "件", "32", "1", "3"],
    ["行政诉讼数", "件", "33", "0", "2"],
    ["行政申诉数", "件", "34", "4", "4"],
]
STATED = {
    "proactive_disclosures_total": 52, "fulltext_electronic_count": 50, "consultations_online": 36,
    "applications_received": 9, "applications_received_in_person": 2, "applications_received_email": 0,
    "applications_received_online": 6, "applications_received_mail": 1, "replies_total": 8, "reply_granted": 5,
    "reply_refused": 3, "refused_not_gov_info": 1, "reply_not_exist": 2,
    "reconsiderations_total": 1, "litigation_total": 0, "appeals_total": 4,
}  # fmt: skip
COUNTED = [
    ["一、主动公开情况"],
    ["（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "97"],
    ["1.政府公报公开政府信息数", "条", "4"],
    ["2.政府网站公开政府信息数", "条", "88"],
    ["二、回应解读情况"],
    ["3.政策解读稿件发布数", "篇", "6"],
    ["4.微博微信回应事件数", "次", "19"],
    ["三、依申请公开情况"],
    ["（一）收到申请数", "件", "12"],
    ["四、行政复议数量", "件", "3"],
    ["（三）其他情形数", "件", "2"],
    ["七、依申请公开信息收取的费用", "万元", "0.5"],
    ["（三）接受培训人员数", "人次", "140"],
]
OF_2014 = {
    "proactive_disclosures_total": 97, "proactive_by_gazette": 4, "proactive_by_website": 88,
    "policy_interpretations_published": 6, "weibo_wechat_responses": 19, "applications_received": 12,
    "reconsiderations_total": 3, "reconsiderations_other": 2, "fees_collected": Decimal("0.5"),
    "trained_persons": 140,
}  # fmt: skip


def metrics(text: str) -> dict[str | None, Decimal]:
    found = extract(report(OPENING + TITLE + text + "\n单位负责人：甲 填报人：乙\n"), CATALOGUE)
    return {f.metric: f.value for f in found if f.metric is not None}


def without(rows: list[list[str]], *places: int) -> list[list[str]]:
    return [[cell for i, cell in enumerate(row) if i not in places] for row in rows]


def rowwise(rows: list[list[str]]) -> str:
    return "\n".join(" ".join(row) for row in rows)


def stacked(rows: list[list[str]]) -> str:
    return "\n".join(cell for row in rows for cell in row)


@pytest.mark.parametrize("layout", [rowwise, stacked], ids=["rows", "one cell a line"])
@pytest.mark.parametrize(
    "rows",
    [[*TWO, *LOCAL], [*without(TWO, 2), *without(LOCAL, 2)], [*ONE, *without(LOCAL, 4)], without(LOCAL, 2, 4)],
    ids=["codes and two columns", "two columns", "codes and one column", "one column"],
)
def test_the_local_form_gives_the_years_numbers_without_codes_and_sums_over_the_years(rows, layout) -> None:  # type: ignore[no-untyped-def]
    assert metrics(layout(rows)) == STATED


def test_two_numbers_a_row_without_heads_state_nothing() -> None:
    assert metrics(rowwise(without(LOCAL, 2))) == {}


def test_a_column_of_sums_before_the_years_makes_the_local_form_uncertain() -> None:
    rows = [["指标名称", "计量单位", "历年累计", "2011年度"], *without(LOCAL, 2)]
    assert metrics(rowwise(rows)) == {}


def test_three_rows_of_the_local_form_are_no_table() -> None:
    assert flat.regions(report(OPENING + TITLE + rowwise(without(LOCAL[4:7], 2, 4)))) == ()


@pytest.mark.parametrize("apart", ["：{2}{1}", ":{2}{1}", "{1}{2}", " {2}{1}", "（{1}）{2}"])
def test_label_unit_and_number_on_one_line_read_however_they_are_joined(apart: str) -> None:
    rows = [row[0] + apart.format(*row) if len(row) > 1 else row[0] for row in COUNTED]
    assert metrics("\n".join(rows)) == OF_2014


def test_row_numbers_of_their_own_are_no_values() -> None:
    """ "1 / label / 条 / 97 / 2 / label": the numbers of the rows run on through the headings."""
    rows = [[str(i), *row] for i, row in enumerate(COUNTED, 1)]
    assert metrics(stacked(rows)) == OF_2014
    assert metrics(rowwise(rows)) == OF_2014


def test_values_that_happen_to_follow_each_other_are_values() -> None:
    rows = [[*row[:2], str(i)] for i, row in enumerate(COUNTED[1:4] + COUNTED[5:7] + COUNTED[8:10], 11)]
    assert sorted(metrics(stacked(rows)).values()) == list(range(11, 18))


@pytest.mark.parametrize("layout", [rowwise, stacked], ids=["rows", "one cell a line"])
def test_a_row_that_only_begins_as_one_of_the_form_is_another_row(layout) -> None:  # type: ignore[no-untyped-def]
    rows = [*without(LOCAL, 2, 4), ["受理依申请公开信息总数", "件", "7"], ["依申请公开信息处理数", "件", "99"]]
    found = metrics(layout(rows[:4] + rows[5:]))
    assert (found["applications_received"], found.get("info_classified_on_request")) == (7, None)
    assert 99 not in found.values()
