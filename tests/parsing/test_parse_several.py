"""A page that is no single report is recognised, and what is said of it is one line."""

from __future__ import annotations

from parsing_samples import PROSE, document

from nianbao.parsing import parse

BODY = "一、总体情况\n" + "\n".join([PROSE * 8] * 2) + "\n主动公开{n}条。"


def test_a_page_that_lists_reports_is_no_report() -> None:
    page = "\n".join(f"石桥镇{year}年政府信息公开工作年度报告 {year + 1}-01-20" for year in range(2018, 2023))
    report = parse(document(page))
    assert (report.agency, report.year, report.candidates) == ("", None, ())
    assert report.problems == ("这一页只列出各份报告的标题，不是报告；请打开里面的报告，另存后再导入。",)


def test_of_two_years_on_one_page_the_first_is_read() -> None:
    page = "\n".join(f"石桥镇{year}年政府信息公开工作年度报告\n{BODY.format(n=year - 2000)}" for year in (2021, 2020))
    report = parse(document(page))
    assert (report.agency, report.year) == ("石桥镇", 2021)
    assert "主动公开21条" in report.text
    assert "主动公开20条" not in report.text
    [said] = report.problems
    assert said.startswith("这一页有几份报告（2021年、2020年")


def test_a_title_printed_twice_and_a_list_of_others_leave_a_report_whole() -> None:
    title = "石桥镇2021年政府信息公开工作年度报告"
    others = "石桥镇2020年政府信息公开工作年度报告\n石桥镇2019年政府信息公开工作年度报告"
    report = parse(document(f"{title}\n{title}\n{BODY.format(n=21)}\n{others}"))
    assert (report.year, report.problems) == (2021, ())
    assert "主动公开21条" in report.text


def test_a_form_that_is_not_filled_in_is_said_to_be_one() -> None:
    report = parse(
        document("XX县XX局XXXX年政府信息公开工作年度报告\n一、总体情况\nXX局公开了____条。XX年共XX条。" + PROSE)
    )
    assert (report.agency, report.year) == ("", None)
    assert any(problem.startswith("像是没有填完的模板") for problem in report.problems)
