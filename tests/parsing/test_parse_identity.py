"""Whose report it is and which year, with the evidence; a guess is never made."""

from __future__ import annotations

import pytest
from parsing_samples import PROSE, document, lines

from nianbao.model import SideFile
from nianbao.parsing import parse

TITLES = [
    ("石桥镇人民政府2018年信息公开年度报告", "石桥镇", "石桥镇人民政府", (), 2018),
    ("四水省曲河市石桥镇政府2018年政府信息公开年报", "石桥镇", "", ("四水省", "曲河市"), 2018),
    ("2016年北京市大河区柳湾镇政府信息公开工作年度报告", "柳湾镇", "", ("北京市", "大河区"), 2016),
    ("白石县双桥乡人民政府信息公开2018年报", "双桥乡", "白石县双桥乡人民政府", ("白石县",), 2018),
    ("二〇一八年双桥乡人民政府信息公开年报", "双桥乡", "双桥乡人民政府", (), 2018),
    ("東河街道辦事處2015年政府信息公開工作年度報告", "东河街道", "东河街道办事处", (), 2015),
    ("白石区城区街道办事处2020年政府信息公开年报", "城区街道", "白石区城区街道办事处", ("白石区",), 2020),
    ("青石县人民政府2023年政府信息公开工作年度报告", "青石县", "青石县人民政府", (), 2023),
    ("淮河市洪水区人民政府2024年政府信息公开工作年度报告", "洪水区", "淮河市洪水区人民政府", ("淮河市",), 2024),
    ("青石县自然资源局2019年度政府信息公开年报", "青石县自然资源局", "青石县自然资源局", ("青石县",), 2019),
    ("济水市兖河区教育局2022年政府信息公开年报", "兖河区教育局", "济水市兖河区教育局", ("济水市", "兖河区"), 2022),
    ("石溪县城市管理局2022年政府信息公开年报", "石溪县城市管理局", "石溪县城市管理局", ("石溪县",), 2022),
    ("五河市乡村振兴局2021年政府信息公开年报", "五河市乡村振兴局", "五河市乡村振兴局", ("五河市",), 2021),
    ("青石县残联2020年政府信息公开年度报告", "青石县残联", "青石县残联", ("青石县",), 2020),
    ("东湖大学2016-2017学年信息公开年度报告", "东湖大学", "东湖大学", (), 2016),
    ("高新技术开发区管委会2019年政府信息公开年报", "高新技术开发区管委会", "高新技术开发区管委会", (), 2019),
    ("现编制青石县地方志办公室2023年政府信息公开年报", "青石县地方志办公室", "青石县地方志办公室", ("青石县",), 2023),
    ("洪水区人民政府办公室2023年政府信息公开年报", "洪水区人民政府办公室", "洪水区人民政府办公室", ("洪水区",), 2023),
]  # fmt: skip


@pytest.mark.parametrize(("title", "short", "full", "parents", "year"), TITLES, ids=[t[0] for t in TITLES])
def test_title_gives_short_name_full_name_places_above_and_year(
    title: str, short: str, full: str, parents: tuple[str, ...], year: int
) -> None:
    report = parse(document(f"{title}\n一、概述\n{PROSE}"))
    assert (report.agency, report.full_name, report.parents, report.year) == (short, full, parents, year)
    assert report.title == title
    assert report.problems == ()


BODIES = {
    "signature": ("一、概述/~/石桥镇人民政府/2015年1月10日", "石桥镇"),
    "contact": ("如有疑问，请与青石县石桥镇人民政府党政办公室联系。/一、概述/~", "石桥镇"),
    "body": ("按照条例要求，青石县石桥镇编制2020年年度报告。/一、概述/~", "石桥镇"),
}


@pytest.mark.parametrize(("origin", "case"), BODIES.items())
def test_without_a_title_the_text_tells_the_agency(origin: str, case: tuple[str, str]) -> None:
    text, short = case
    report = parse(document(lines(text)))
    assert report.agency == short
    assert [(e.value, e.origin) for e in report.evidence if e.what == "agency"] == [(short, origin)]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("特向社会公布青石县统计局2024年政府信息公开情况。", "青石县统计局"),
        ("本年度报告由青石县教育局编制，全文包括六个部分。", "青石县教育局"),
        ("如有疑问，请与青石县公路中心办公室联系(地址：青石路1号)。", "青石县公路中心"),
        ("本报告由青石县人民医院编制。如有疑问，请与青石县人民医院办公室联系。", "青石县人民医院"),
        ("某号 2014年东湖第二中学 信息公开工作年度报告。本报告由东湖第二中学编制。", "东湖第二中学"),
    ],
)
def test_words_around_a_name_and_the_office_of_an_institution_are_no_part_of_its_name(text: str, agency: str) -> None:
    assert parse(document(f"{text}\n一、概述\n{PROSE}")).agency == agency


def test_the_government_office_that_compiles_is_the_government() -> None:
    report = parse(document("淮河市洪水区人民政府办公室依照条例编制本报告。\n一、概述\n" + PROSE))
    assert (report.agency, report.parents, report.full_name) == ("洪水区", ("淮河市",), "洪水区人民政府")


@pytest.mark.parametrize("card", ["发布机构 | 腾山市青石镇 | 文号 | 无", "发布机构：腾山市青石镇 发布日期：2018-01-30"])
def test_the_card_above_a_report_tells_the_places_above_its_town(card: str) -> None:
    report = parse(document(f"{card}\n2017年青石镇政府信息公开工作年度报告\n一、概述\n{PROSE}"))
    assert (report.agency, report.parents) == ("青石镇", ("腾山市",))


def test_a_card_that_names_another_publisher_tells_nothing() -> None:
    report = parse(document(f"发布机构：腾山市政务办\n2017年青石镇政府信息公开工作年度报告\n一、概述\n{PROSE}"))
    assert (report.agency, report.parents) == ("青石镇", ())


def test_side_file_wins_over_the_text() -> None:
    side = SideFile(
        agency="利水区教育局", parents=("四水省", "利水区"), year=2019, title="年度报告", published="2020-01-19"
    )
    report = parse(document("石桥镇2018年政府信息公开年报\n" + PROSE, side=side))
    assert (report.agency, report.parents, report.year, report.title) == (
        "利水区教育局", ("四水省", "利水区"), 2019, "年度报告",
    )  # fmt: skip
    assert report.published == "2020-01-19"


def test_the_year_of_the_side_file_wins_over_the_title_and_a_place_is_not_above_itself() -> None:
    side = SideFile(parents=("四水省", "青石县"), year=2019)
    report = parse(document("青石县人民政府2018年政府信息公开年报\n" + PROSE, side=side))
    assert (report.year, report.agency, report.parents) == (2019, "青石县", ("四水省",))


def test_a_bureau_without_its_county_gets_it_from_the_places_above() -> None:
    side = SideFile(parents=("澜河市", "青石县"))
    report = parse(document("县自然资源局2019年政府信息公开年报\n" + PROSE, side=side))
    assert (report.agency, report.problems) == ("青石县自然资源局", ())


@pytest.mark.parametrize(
    "text", ["我局2020年认真落实。", "本镇2020年公开3条。请与镇党政办公室联系。", "全县2020年公开3条。"]
)
def test_we_and_this_town_are_no_agency(text: str) -> None:
    report = parse(document("一、概述\n" + text))
    assert (report.agency, report.title, report.problems) == ("", "", ("机关不明",))


def test_a_title_over_three_lines_is_one_title() -> None:
    report = parse(document(f"双河镇 2018 年政府信息公开\n工作年度报告\n{PROSE}\n一、概述\n{PROSE}"))
    assert (report.title, report.agency, report.year) == ("双河镇 2018 年政府信息公开工作年度报告", "双河镇", 2018)


def test_the_year_is_never_that_of_publication() -> None:
    text = "石桥镇政府信息公开年报/发布时间：2021年1月12日/2020年公开20条。/石桥镇人民政府/2021年1月10日"
    assert parse(document(lines(text))).year == 2020


@pytest.mark.parametrize(
    ("stated", "year"),
    [
        ("2018年1月1日起至12月31日止", 2018),
        ("2018 年 1 月 1 日至 2018 年 12 月 31 日", 2018),
        ("202111日起至20211230日止", 2021),
    ],
)
def test_the_stated_period_is_kept_as_printed_and_gives_the_year(stated: str, year: int) -> None:
    report = parse(document(f"一、概述\n本报告统计期限自{stated}。明年的2022年和2022年还要努力。"))
    assert (report.period, report.year) == (stated, year)


def test_title_wins_over_a_contradictory_period_and_the_problem_is_noted() -> None:
    report = parse(document("石桥镇2020年政府信息公开年报\n统计期限自2021年1月1日起至12月31日止。"))
    assert (report.year, report.problems) == (2020, ("标题写2020年，统计期限写2021年",))


def test_nothing_told_is_said_to_be_unknown() -> None:
    report = parse(document("一、概述\n" + PROSE))
    assert (report.agency, report.year, report.problems) == ("", None, ("机关不明", "年份不明"))


@pytest.mark.parametrize(
    ("heads", "year", "era"),
    [
        ("本年新\n制作数量\n对外公开总数量", 2022, "E3"),
        ("本年制发件数 现行有效件数", 2019, "E4"),
        ("", 2013, "E1"), ("", 2014, "E2"), ("", 2019, "E3"), ("", 2021, "E4"),
    ],
)  # fmt: skip
def test_the_edition_is_told_by_the_heads_of_the_table_and_by_the_year_only_without_one(
    heads: str, year: int, era: str
) -> None:
    assert parse(document(f"石桥镇{year}年政府信息公开年报\n二、公开情况\n{heads}")).era == era


def test_id_is_the_beginning_of_the_checksum() -> None:
    assert parse(document(PROSE)).id == "0123456789ab"


@pytest.mark.parametrize("verb", ["报送", "上报", "印发", "公布", "公开", ""])
def test_what_was_done_with_a_report_is_no_part_of_its_agency(verb: str) -> None:
    report = parse(document(f"关于{verb}石桥镇2019年政府信息公开年度报告的报告\n一、概述\n{PROSE}"))
    assert (report.agency, report.year) == ("石桥镇", 2019)


def test_a_year_written_as_2017年度_is_no_part_of_the_county_behind_it() -> None:
    text = "向社会公布2017年度青石县柳湾镇人民政府信息公开年度报告。\n柳湾镇人民政府编制了报告。\n一、概述\n"
    report = parse(document(text + PROSE))
    assert (report.agency, report.parents[-1:], report.year) == ("柳湾镇", ("青石县",), 2017)
