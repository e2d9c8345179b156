"""How sure agency and year are, on what evidence, and what is said when places of a report contradict each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from parsing_samples import PROSE, document

from nianbao.model import Document, Report, SideFile
from nianbao.parsing import parse

BODY = f"一、概述\n{PROSE}\n"


def origins(report: Report, what: str) -> list[str]:
    return [evidence.origin for evidence in report.evidence if evidence.what == what]


LEVELS = [
    ("石桥镇2020年政府信息公开年报\n" + BODY, "x.txt", "high", "high"),
    ("石桥镇人民政府编制本报告。2020年公开5条。\n" + BODY, "x.txt", "medium", "medium"),
    ("石桥镇人民政府编制本报告，统计期限为2020年1月1日至2020年12月31日。2020年公开5条。\n", "x.txt", "medium", "high"),
    (BODY + "石桥镇人民政府\n2021年1月5日", "x.txt", "medium", "none"),
    (BODY, "石桥镇2020.txt", "low", "low"),
    ("我局2020年公开5条。\n" + BODY, "x.txt", "none", "medium"),
    (BODY, "x.txt", "none", "none"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "agency", "year"), LEVELS)
def test_the_level_follows_from_where_it_is_said(text: str, source: str, agency: str, year: str) -> None:
    report = parse(document(text, source=source))
    assert (report.agency_confidence, report.year_confidence) == (agency, year)
    assert report.agency == ("" if agency == "none" else "石桥镇")
    assert report.year == (None if year == "none" else 2020)


def test_a_day_of_signature_or_posting_is_never_the_year() -> None:
    report = parse(document(f"发布时间：2021-02-03\n石桥镇政府信息公开年报\n{BODY}石桥镇人民政府\n2021年1月5日"))
    assert (report.year, report.year_confidence) == (None, "none")


CONFLICTS = [
    (f"石桥镇2020年政府信息公开年报\n{BODY}双桥镇人民政府\n2021年1月5日", "x.txt", "标题写石桥镇，落款写双桥镇"),
    (f"石桥镇2020年政府信息公开年报\n{BODY}", "双桥镇2020.txt", "标题写石桥镇，文件名写双桥镇"),
    (f"石桥镇2020年政府信息公开年报\n{BODY}双桥镇人民政府编制本报告。", "x.txt", "标题写石桥镇，正文写双桥镇"),
]


@pytest.mark.parametrize(("text", "source", "sentence"), CONFLICTS)
def test_two_names_of_one_report_are_said_in_one_sentence(text: str, source: str, sentence: str) -> None:
    report = parse(document(text, source=source))
    assert (report.agency, report.agency_confidence) == ("石桥镇", "low")
    assert report.problems == (f"机关说法不一：{sentence}。",)


@pytest.mark.parametrize(
    "signed",
    ["青石县石桥镇人民政府", "石桥镇党政办公室", "青石县人民政府"],
    ids=["with its county", "its own office", "the county above it"],
)
def test_a_fuller_name_or_a_place_above_is_no_contradiction(signed: str) -> None:
    report = parse(document(f"青石县石桥镇2020年政府信息公开年报\n{BODY}{signed}\n2021年1月5日"))
    assert (report.agency, report.agency_confidence, report.problems) == ("石桥镇", "high", ())


def test_a_side_file_wins_and_what_contradicts_it_is_said() -> None:
    side = SideFile(agency="石桥镇人民政府", year=2020)
    report = parse(document(f"双桥镇2019年政府信息公开年报\n{BODY}", side=side))
    assert (report.agency, report.year) == ("石桥镇", 2020)
    assert (report.agency_confidence, report.year_confidence) == ("medium", "medium")
    assert report.problems == ("机关说法不一：附加文件写石桥镇，标题写双桥镇。", "附加文件写2020年，标题写2019年")


PERIOD = "统计期限为2020年1月1日至2020年12月31日。" + "2021年公开5条。" * 4


def test_a_period_left_from_last_year_does_not_win_over_what_the_report_calls_itself() -> None:
    own = parse(document(f"石桥镇人民政府编制2021年政府信息公开年度报告。{PERIOD}\n{BODY}"))
    assert (own.year, own.year_confidence) == (2021, "low")
    assert own.problems == ("统计期限写2020年，正文多写2021年",)
    unnamed = parse(document(f"石桥镇人民政府编制本报告。{PERIOD}\n{BODY}"))
    assert (unnamed.year, unnamed.problems) == (None, ("年份不明：统计期限写2020年，正文多写2021年",))


def around(text: str, **more: object) -> Document:
    return replace(document(text), **more)  # type: ignore[arg-type]


def test_breadcrumb_and_folder_name_an_agency_when_the_report_does_not() -> None:
    crumb = parse(document(f"您现在的位置：首页 > 石桥镇 > 政府信息公开年报\n{BODY}"))
    assert (crumb.agency, crumb.agency_confidence, origins(crumb, "agency")) == ("石桥镇", "medium", ["breadcrumb"])
    page = parse(around(BODY, trail=("首页", "青石县教育局", "年报")))
    assert (page.agency, page.parents) == ("青石县教育局", ("青石县",))
    folder = parse(around(BODY, folders=("报告", "石桥镇", "2020")))
    assert (folder.agency, folder.agency_confidence, origins(folder, "agency")) == ("石桥镇", "low", ["folder"])


@pytest.mark.parametrize(
    "folders", [("曲阜市",), ("山东省", "济宁市"), ("我的报告",), ("各乡镇",), ("区直部门", "年报")]
)
def test_a_folder_of_a_whole_county_or_of_no_agency_names_none(folders: tuple[str, ...]) -> None:
    assert parse(around(BODY, folders=folders)).agency == ""


HOMONYM = "龙田镇2021年政府信息公开年报\n" + BODY


def test_folder_breadcrumb_and_site_tell_towns_of_one_name_apart() -> None:
    assert parse(document(HOMONYM)).parents == ()
    for hint, origin in (
        ({"folders": ("岑巩县",)}, "folder"),
        ({"trail": ("首页", "岑巩县", "年报")}, "breadcrumb"),
        ({"side": SideFile(url="http://www.cengong.gov.cn/a/1.html")}, "domain"),
        ({"side": SideFile(url="http://cengongxian.gov.cn/")}, "domain"),
    ):
        report = parse(around(HOMONYM, **hint))
        assert report.parents[-1] == "岑巩县"
        assert origins(report, "parents") == [origin, "divisions"]


@pytest.mark.parametrize("url", ["http://www.gov.cn/", "http://[broken", "http://longtian.example/", "not an address"])
def test_an_address_that_names_no_place_above_tells_nothing(url: str) -> None:
    assert parse(around(HOMONYM, side=SideFile(url=url))).parents == ()


@pytest.mark.parametrize(
    ("agency", "parents"), [("邹城市田黄镇", ("山东省", "济宁市", "邹城市")), ("盐城市教育局", ("江苏省", "盐城市"))]
)
def test_cities_whose_names_end_in_cheng_are_places(agency: str, parents: tuple[str, ...]) -> None:
    report = parse(document(f"{agency}2021年政府信息公开年报\n{BODY}"))
    assert (report.agency, report.parents) == (agency.removeprefix("邹城市"), parents)


def test_a_bureau_for_the_city_s_streets_is_no_city() -> None:
    report = parse(document(f"青石县城市管理局2021年政府信息公开年报\n{BODY}"))
    assert (report.agency, report.parents) == ("青石县城市管理局", ("青石县",))


def test_a_verb_before_a_bureau_of_its_county_is_no_county() -> None:
    report = parse(document(f"县财政局2021年政府信息公开年报\n机构改革中，两局合并，组建县财政局。\n{BODY}"))
    assert (report.agency, report.agency_confidence) == ("县财政局", "low")
    assert report.problems == ("机关所在地区不明",)


def test_a_zone_lies_in_the_city_whose_name_it_bears_when_the_report_names_that_city() -> None:
    head = "鞍山高新区2020年政府信息公开年报\n"
    assert parse(document(head + "按照鞍山市的要求，认真公开。\n" + BODY)).parents == ("辽宁省", "鞍山市")
    assert parse(document(head + BODY)).parents == ()


def test_the_report_a_text_says_it_publishes_names_its_agency() -> None:
    report = parse(document(f"结合我镇实际，编制并公布《石桥镇2021年政府信息公开工作年度报告》。\n{BODY}"))
    assert (report.agency, origins(report, "agency")) == ("石桥镇", ["body"])
