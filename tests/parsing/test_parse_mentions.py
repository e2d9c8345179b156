"""Whose report it is when no title says so: every mention counts, by the words around it, and names stay whole."""

from __future__ import annotations

import time

import pytest
from parsing_samples import PROSE, document

from nianbao.parsing import parse
from nianbao.parsing.lexicon import lexicon
from nianbao.parsing.mentions import mentions
from nianbao.parsing.names import name_of, places

NAMES = [
    ("请联系青石县财政局咨询", ["青石县财政局"]),
    ("标题青石县财政局", ["青石县财政局"]),
    ("设立青石县发改委", ["青石县发改委"]),
    ("本报告由青石县住房和城乡建设局编制", ["青石县住房和城乡建设局"]),
    ("请与青石县石桥镇政府信息公开领导小组办公室联系", ["石桥镇"]),
    ("联系青石市公安局白石区分局", ["青石市公安局白石区分局"]),
    ("石桥镇地处山区", ["石桥镇"]),
    ("青石县公路中心办公室", ["青石县公路中心"]),
    ("城乡建设和各乡镇、全县、我局、该镇", []),
    ("教育部令第29号和民政部门", ["教育部"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES, ids=[n[0] for n in NAMES])
def test_a_name_begins_where_the_sentence_ends_and_ends_where_names_end(text: str, names: list[str]) -> None:
    assert [mention.name.short for mention in mentions(text)] == names


def test_what_stands_around_a_mention_gives_it_its_roles() -> None:
    [one] = mentions("本报告由青石县财政局编制。")
    assert {"compiled <", "compiled >"} <= one.roles
    [two] = mentions("如有疑问,请与青石县财政局办公室联系。")
    assert {"contact <", "contact >"} <= two.roles
    [three] = mentions("根据《青石县人民政府关于做好年报工作的通知》,")
    assert {"quoted", "issuer >"} <= three.roles


AGENCIES = {
    "subject": ("2020年，青石县财政局认真落实条例。我局公开20条。", "青石县财政局"),
    "not the site": ("2020年，石桥镇认真落实条例。我镇在青石县人民政府网站公开20条。", "石桥镇"),
    "not the issuer": (
        "根据《青石县人民政府办公室关于编制年报的通知》，由石桥镇人民政府编制。请与石桥镇党政办公室联系。",
        "石桥镇",
    ),
    "not the receiver": ("石桥镇人民政府编制本报告，报送青石县档案局。我镇公开20条。", "石桥镇"),
    "a ministry": ("2020年，农业部主动公开政府信息20条。", "农业部"),
    "a school": ("本校2020年公开信息15条。\n石桥镇中心小学认真落实条例。", "石桥镇中心小学"),
}


@pytest.mark.parametrize(("text", "agency"), AGENCIES.values(), ids=AGENCIES)
def test_without_a_title_the_body_that_speaks_is_the_agency(text: str, agency: str) -> None:
    assert parse(document(f"{text}\n一、概述\n{PROSE}")).agency == agency


def test_a_bureau_that_leaves_out_its_city_is_the_one_named_with_it() -> None:
    text = "青石市财政局编制本报告。市财政局公开20条。市财政局未收到申请。我局继续努力。"
    report = parse(document(f"{text}\n一、概述\n{PROSE}"))
    assert (report.agency, report.parents) == ("青石市财政局", ("青石市",))


def test_a_place_that_only_a_site_names_is_no_agency_but_stays_a_candidate() -> None:
    report = parse(document(f"一、概述\n信息登载于青石县人民政府网站。{PROSE}"))
    assert (report.agency, report.agency_confidence) == ("", "none")
    assert [c.value for c in report.candidates if c.what == "agency"] == ["青石县"]


def test_the_title_wins_over_an_older_name_in_the_text_and_one_body_has_many_names() -> None:
    report = parse(document(f"青石县生态环境局2020年政府信息公开年报\n青石县环保局公开3条。我局公开5条。\n{PROSE}"))
    assert (report.agency, report.problems) == ("青石县生态环境局", ())
    plain = lexicon().plain
    assert plain("青石县环境保护局") == plain("青石县环保局")
    assert plain("青石县人力资源和社会保障局") == plain("青石县人社局")


@pytest.mark.parametrize("name", ["乾佑镇", "於潜镇", "麴村镇", "\U00020bb7泉镇"])
def test_a_name_keeps_its_characters(name: str) -> None:
    report = parse(document(f"{name}人民政府2020年政府信息公开年报\n一、概述\n{PROSE}\n{name}人民政府"))
    assert (report.agency, report.full_name) == (name, f"{name}人民政府")


def test_what_a_title_says_before_or_again_is_no_part_of_its_name() -> None:
    assert parse(document(f"标题石桥镇2020年政府信息公开年报\n{PROSE}")).agency == "石桥镇"
    report = parse(document(f"湖口海关2020年海关政府信息公开年度报告\n{PROSE}"))
    assert (report.agency, report.year) == ("湖口海关", 2020)


def test_a_certain_agency_has_no_candidates_and_an_uncertain_year_has() -> None:
    sure = parse(document(f"石桥镇2020年政府信息公开年报\n一、概述\n{PROSE}"))
    assert sure.candidates == ()
    unsure = parse(document(f"石桥镇政府信息公开年报\n2020年公开5条，2021年公开3条。2020年未收到申请。\n{PROSE}"))
    assert [c.value for c in unsure.candidates if c.what == "year"] == ["2020", "2021"]


YEARS = [
    ("石桥镇人民政府 2 0 2 0 年政府信息公开年报\n2019年也公开了。", 2020),
    ("石桥镇编制了《石桥镇2020年政府信息公开年度报告》。2019年公开3条。2019年办理2件。", 2020),
    ("石桥镇政府信息公开年报\n2020年收到申请5件，办结3件，余2件结转2021年度办理。", 2020),
]


@pytest.mark.parametrize(("text", "year"), YEARS)
def test_the_year_is_the_one_that_the_report_calls_its_own(text: str, year: int) -> None:
    assert parse(document(f"{text}\n一、概述\n{PROSE}")).year == year


def test_a_bureau_above_a_district_office_is_no_place() -> None:
    assert places("青石市公安局白石区分局") == ([(1, "青石市")], "公安局白石区分局")
    assert name_of("青石市公安局白石区分局") is not None


@pytest.mark.parametrize("unit", ["镇", "青石县财政局", "请联系某县", "石桥镇政府信息公开办公室", "市"])
def test_hostile_repetition_takes_time_in_proportion_to_its_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        began = time.process_time()
        mentions(text)
        return time.process_time() - began

    seconds(1000)
    assert seconds(40_000) < 20 * max(seconds(8_000), 0.01)
