"""What the realiser says: one sentence for one number, the proof in it, and refusals that name what is missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from answering_samples import (
    APPEALS,
    ITEMS,
    RECEIVED,
    SITE,
    SUITS,
    WECHAT,
    Ask,
    body,
    group,
    number,
    of,
    where,
    years,
)  # fmt: skip

from nianbao.answering.evidence import Evidence
from nianbao.query import Measure, Query, Refusal, Scope, Years


def one(evidence: Evidence, *names: str) -> Scope:
    return Scope(bodies=tuple(body(evidence, *name.split("/")) for name in names))


def test_a_figure_is_said_in_one_sentence_with_its_quotation(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "杏花镇"), RECEIVED, 2021))
    assert made.text == "杏花镇2021年收到的政府信息公开申请为6件。"
    assert (made.value, made.unit, made.computed) == (6, "件", None)
    assert "收到政府信息公开申请6件" in made.citations[0].quote


def test_a_zero_is_said_with_the_words_that_state_it(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "松林街道"), RECEIVED, 2021))
    assert (made.value, "未收到政府信息公开申请" in made.text) == (0, True)


def test_without_a_year_the_newest_is_taken_and_said(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "杏花镇"), RECEIVED))
    assert (made.value, made.understood.years) == (3, (2022,))
    assert made.text.startswith("（问题没有写年份，按收录的最近一年2022年回答。）")
    assert ask(number(one(county, "杏花镇"), RECEIVED, years=Years(kind="first"))).value == 4


def test_parts_are_told_and_a_change_is_no_part(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "杏花镇"), ITEMS, 2021))
    assert "其中：政府网站公开政府信息数90条、政务微信公开政府信息数60条。" in made.text
    assert "增加" not in made.text
    parts = ask(number(one(county, "杏花镇"), ITEMS, 2021, show="rows", group_by="part"))
    assert (parts.value, "增加" in parts.text, parts.understood.operation) == (150, False, "breakdown")


def test_several_measures_stand_side_by_side_and_what_is_missing_is_said(county: Evidence, ask: Ask) -> None:
    query = Query(
        show="number", scope=one(county, "杏花镇"), years=years(2021), measures=(of(RECEIVED), of(ITEMS), of(SUITS))
    )
    made = ask(query)
    assert made.text == "杏花镇2021年：收到的政府信息公开申请6件，主动公开政府信息150条，行政诉讼未写明。"
    assert made.value is None


def test_years_of_one_agency_are_a_trend(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "杏花镇"), RECEIVED, years=Years(kind="all"), show="rows", group_by="year"))
    assert "2020年4件，2021年6件，2022年3件。2022年比2020年少1件。" in made.text
    assert (made.understood.operation, made.coverage and made.coverage.reports) == ("trend", 3)


@pytest.mark.parametrize(
    ("operator", "value", "unit", "formula"),
    [
        ("ratio", 150, "%", "90/60×100"), ("times", Decimal("1.5"), "倍", "90/60"), ("sum", 150, "条", "90+60"),
        ("difference", 30, "条", "90-60"),
    ],
)  # fmt: skip
def test_measures_are_calculated_from_others(
    county: Evidence, ask: Ask, operator: str, value: int, unit: str, formula: str
) -> None:
    measure = Measure(operator=operator, of=(of(SITE), of(WECHAT)))  # type: ignore[arg-type]  # names of operators
    made = ask(number(one(county, "杏花镇"), measure, 2021))
    assert (made.value, made.unit, made.computed and made.computed.formula) == (value, unit, formula)
    assert {f.metric for f in made.figures} == {SITE, WECHAT}


def test_a_share_without_a_whole_is_of_what_the_report_lists_it_under(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "杏花镇"), Measure(operator="ratio", of=(of(SITE),)), 2021))
    assert (made.value, made.unit) == (60, "%")
    assert "占主动公开政府信息150条的60%" in made.text


def test_a_change_is_against_the_report_of_the_year_before(county: Evidence, ask: Ask) -> None:
    change = Measure(operator="change", of=(of(RECEIVED),))
    made = ask(number(one(county, "杏花镇"), change, 2021))
    assert (made.value, made.computed and made.computed.formula) == (2, "6-4")
    assert ask(number(one(county, "杏花镇"), Measure(operator="change_percent", of=(of(RECEIVED),)), 2022)).value == -50
    missing = ask(number(one(county, "杏花镇"), change, 2020))
    assert (missing.status, "2019年" in missing.text) == ("no_report", True)


def test_a_change_that_the_report_tells_itself(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "松林街道"), Measure(operator="change", of=(of(ITEMS),)), 2021))
    assert (made.value, made.unit, made.computed) == (-20, "条", None)
    assert "“比上年减少”为20条" in made.text
    assert "无法核对" in made.text


def test_what_cannot_be_divided_is_said_plainly(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "松林街道"), Measure(operator="ratio", of=(of(SUITS), of(APPEALS))), 2021))
    assert made.status == "not_stated"
    made = ask(number(one(county, "杏花镇"), Measure(operator="times", of=(of(RECEIVED), of(APPEALS))), 2022))
    assert (made.status, "为0，无法计算" in made.text) == ("not_stated", True)


@pytest.mark.parametrize(
    ("name", "label", "value"), [("杏花镇", "培训班", 2), ("桃源县", "热线满意率", Decimal("96.5"))]
)
def test_the_report_s_own_labels_are_found(county: Evidence, ask: Ask, name: str, label: str, value: Decimal) -> None:
    made = ask(number(one(county, name), Measure(label=label), 2021))
    assert made.value == value


@pytest.mark.parametrize("label", ["食堂就餐人次", "提案满意率", "树木", "培训费", "车辆"])
def test_a_label_that_nothing_fits_is_not_stated(county: Evidence, ask: Ask, label: str) -> None:
    made = ask(number(one(county, "桃源县"), Measure(label=label), 2021))
    assert (made.status, label in made.text) == ("not_stated", True)


@pytest.mark.parametrize(
    ("claimed", "truth", "word"), [((), True, "是的，"), ((6,), True, "是的，"), ((60,), False, "不是，")]
)
def test_yes_or_no_about_a_number(county: Evidence, ask: Ask, claimed: tuple[int, ...], truth: bool, word: str) -> None:
    numbers = tuple(map(Decimal, claimed))
    made = ask(number(one(county, "杏花镇"), RECEIVED, 2021, show="yes_no", claimed=numbers))
    assert (made.value, made.text.startswith(word), made.understood.operation) == (truth, True, "exists")


def test_no_is_said_with_the_words_that_deny(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "松林街道"), APPEALS, 2021, show="yes_no"))
    assert (made.value, made.text.startswith("没有，")) == (False, True)
    assert ask(number(one(county, "松林街道"), SUITS, 2021, show="yes_no")).status == "not_stated"


def test_any_of_a_group_answers_yes_and_is_named(county: Evidence, ask: Ask) -> None:
    query = number(group(county, "桃源县"), RECEIVED, 2021, show="yes_no", group_by="agency")
    made = ask(replace(query, conditions=(where(RECEIVED, ">", 5),)))
    assert (made.value, "杏花镇2021年（6件）" in made.text) == (True, True)


def test_a_sum_is_what_must_be_more(county: Evidence, ask: Ask) -> None:
    base = number(group(county, "桃源县"), RECEIVED, 2021, show="yes_no", group_by="agency", reduce="sum")
    made = ask(replace(base, conditions=(where(RECEIVED, ">", 7),)))
    assert (made.value, "6+0+2=8" in made.text) == (True, True)
    assert ask(replace(base, conditions=(where(RECEIVED, ">", 8),))).value is False


def test_nobody_is_denied_while_a_report_is_silent(county: Evidence, ask: Ask) -> None:
    made = ask(number(group(county, "桃源县"), RECEIVED, 2021, show="yes_no", conditions=(where(RECEIVED, ">", 9),)))
    assert (made.status, made.value, "柏树镇" in made.text) == ("answered", None, True)


def test_the_most_is_named_with_the_order(county: Evidence, ask: Ask) -> None:
    made = ask(number(group(county, "桃源县"), RECEIVED, 2021, show="which", group_by="agency", order="desc"))
    assert made.value == "杏花镇"
    assert (
        "最多的是杏花镇2021年，为6件。依次为：杏花镇2021年6件，桃源县梨树乡2021年2件，松林街道2021年0件。" in made.text
    )
    assert "未写明的1份：柏树镇2021年" in made.text
    assert made.coverage is not None
    assert (made.coverage.reports, made.coverage.stated) == (4, 3)


def test_which_of_two_measures_or_bodies(county: Evidence, ask: Ask) -> None:
    pair = (of(WECHAT), of(SITE))
    query = Query(show="which", scope=one(county, "杏花镇"), years=years(2021), measures=pair, order="desc", limit=1)
    made = ask(query)
    assert made.text == "杏花镇2021年微信公众号发布信息为60条，政府网站公开信息为90条，政府网站公开信息多30条。"
    assert made.value == "政府网站公开信息"
    assert ask(replace(query, order="asc")).value == "微信公众号发布信息"
    bodies = number(one(county, "松林街道", "杏花镇"), ITEMS, 2021, show="which", group_by="agency", order="desc")
    made = ask(bodies)
    assert (made.value, "杏花镇2021年多100条" in made.text) == ("杏花镇", True)


def test_a_position_and_the_first_so_many(county: Evidence, ask: Ask) -> None:
    base = number(group(county, "桃源县"), RECEIVED, 2021, show="which", group_by="agency", order="desc")
    assert ask(replace(base, position=2)).value == "梨树乡"
    assert ask(replace(base, position=9)).status == "not_stated"
    top = ask(replace(base, show="list", limit=2))
    assert (top.value, "前2名是：杏花镇2021年6件、桃源县梨树乡2021年2件" in top.text) == (None, True)


def test_which_year(county: Evidence, ask: Ask) -> None:
    base = number(one(county, "杏花镇"), ITEMS, years=Years(kind="all"), show="which", group_by="year")
    assert ask(replace(base, order="desc")).value == 2021
    first = replace(base, order="earliest", conditions=(where(ITEMS, ">", 110),))
    assert ask(first).value == 2021
    assert ask(replace(first, order="latest")).value == 2022


def test_all_that_meet_two_conditions(county: Evidence, ask: Ask) -> None:
    made = ask(
        number(
            group(county, "桃源县"), RECEIVED, 2021, show="list", group_by="agency",
            conditions=(where(RECEIVED, "nonzero"), where(APPEALS, "nonzero")),
        )
    )  # fmt: skip
    assert "的有2个：杏花镇2021年" in made.text
    assert (made.value, made.understood.operation) == (None, "filter")


def test_two_are_compared(county: Evidence, ask: Ask) -> None:
    pair = one(county, "杏花镇", "梨树乡/桃源县")
    assert ask(number(pair, RECEIVED, 2021, compare="difference")).value == 4
    assert ask(number(pair, RECEIVED, 2021, compare="times")).value == 3
    assert ask(number(pair, RECEIVED, 2021, compare="percent")).value == 200
    assert ask(number(pair, RECEIVED, 2021, compare="more", show="yes_no")).value is True
    assert ask(number(pair, RECEIVED, 2021, compare="more", show="which")).value == "杏花镇"
    focused = replace(pair, focus=pair.bodies[1:])
    assert ask(number(focused, RECEIVED, 2021, compare="more", show="yes_no")).value is False
    made = ask(number(one(county, "杏花镇"), ITEMS, 2021, 2022, compare="difference"))
    assert (made.value, "减少30条（-20%）" in made.text) == (-30, True)


def test_share_and_place_of_one_in_a_group(county: Evidence, ask: Ask) -> None:
    scope = group(county, "桃源县")
    focused = Scope(bodies=scope.bodies, group=True, place="桃源县", focus=(body(county, "杏花镇"),))
    share = ask(number(focused, RECEIVED, 2021, group_by="agency", compare="share"))
    assert (share.value, share.computed and share.computed.formula) == (75, "6/(6+0+2)×100")
    assert ask(number(focused, RECEIVED, 2021, group_by="agency", show="place")).value == 1


def test_a_mean_growth_says_that_it_is_compounded(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "杏花镇"), ITEMS, years=Years(kind="all"), group_by="year", reduce="growth"))
    assert (made.value, "复合增长率" in made.text) == (Decimal("9.54"), True)


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        (Query(show="number", scope=Scope(unknown=("柳林镇",)), measures=(of(RECEIVED),)), "no_report", "“柳林镇”"),
        (Query(show="number", measures=(of(RECEIVED),), years=years(2021)), "ambiguous", "请说明是哪个机关"),
        (
            Query(show="number", scope=Scope(group=True, place="青山县"), measures=(of(RECEIVED),)),
            "no_report",
            "青山县",
        ),
    ],
)
def test_what_nobody_holds_is_refused_by_name(ask: Ask, query: Query, status: str, words: str) -> None:
    made = ask(query)
    assert (made.status, words in made.text, made.value) == (status, True, None)


def test_a_year_that_is_not_held(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "杏花镇"), RECEIVED, 2019))
    assert (made.status, made.citations) == ("no_report", ())
    assert "收录了杏花镇2020年、2021年、2022年的报告" in made.text
    both = ask(number(one(county, "杏花镇", "松林街道"), RECEIVED, 2022, compare="difference"))
    assert (both.status, "松林街道2022年" in both.text) == ("no_report", True)


def test_one_of_two_namesakes_is_called_with_its_county(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "梨树乡/槐荫县"), RECEIVED, 2021))
    assert made.text == "槐荫县梨树乡2021年收到的政府信息公开申请为7件。"
    assert made.understood.agencies == ("梨树乡",)
    assert made.understood.read_back == "槐荫县梨树乡2021年收到的政府信息公开申请是多少"


def test_a_share_of_nothing_said_is_not_told(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "杏花镇"), Measure(operator="ratio", of=(of(ITEMS),)), 2021))
    assert (made.status, "没有写主动公开政府信息所占的比例" in made.text) == ("not_stated", True)


def test_one_of_two_namesakes_is_asked_back_with_whole_questions(county: Evidence, ask: Ask) -> None:
    twins = (body(county, "梨树乡", "桃源县"), body(county, "梨树乡", "槐荫县"))
    made = ask(Query(show="number", scope=Scope(choices=twins), years=years(2021), measures=(of(RECEIVED),)))
    assert made.status == "ambiguous"
    assert made.choices == tuple(f"{b.place}2021年收到的政府信息公开申请是多少？" for b in twins)


@pytest.mark.parametrize(
    ("why", "what", "words"),
    [
        ("sub_year", "上半年", "只有全年的数"), ("sub_agency", "各村", "没有分村"),
        ("qualifier", "60岁以上", "没有按“60岁以上”分的数"),
        ("future", "明年", "不能据此推测"), ("person", "镇长", "个人"), ("off_topic", "天气", "不在政府信息公开"),
    ],
)  # fmt: skip
def test_what_no_report_can_tell_is_refused_without_the_yearly_number(
    county: Evidence, ask: Ask, why: str, what: str, words: str
) -> None:
    refusal = Refusal(what=what, why=why)  # type: ignore[arg-type]  # names of reasons
    made = ask(number(one(county, "杏花镇"), RECEIVED, 2021, refusal=refusal))
    assert made.status in ("not_stated", "out_of_scope")
    assert words in made.text
    assert "6件" not in made.text
    assert made.refused is not None
    assert (made.refused.what, made.refused.why) == (what, why)


def test_a_county_with_one_body_is_not_spoken_for(county: Evidence, ask: Ask) -> None:
    only = Scope(bodies=(body(county, "桃源县"),), group=True, place="白石市")
    made = ask(number(only, RECEIVED, 2021, group_by="agency", reduce="sum"))
    assert (made.status, "不能代表全部" in made.text) == ("not_stated", True)


def test_nearest_figures_are_shown_with_a_refusal(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "柏树镇"), RECEIVED, 2021))
    assert (made.status, made.value) == ("not_stated", None)
    assert "没有写收到的政府信息公开申请" in made.text


def test_names_like_one_that_is_not_held_are_offered_and_not_used(county: Evidence, ask: Ask) -> None:
    made = ask(Query(show="number", scope=Scope(unknown=("杏林镇",)), measures=(of(RECEIVED),)))
    assert (made.status, made.value, made.figures) == ("no_report", None, ())
    offered, _, rest = made.text.partition("（不是同一个机关，未代用）")
    assert ("杏花镇" in offered, rest) == (True, "。")


def test_nothing_is_offered_for_a_name_that_is_like_none(county: Evidence, ask: Ask) -> None:
    made = ask(Query(show="number", scope=Scope(unknown=("财政厅",)), measures=(of(RECEIVED),)))
    assert ("未代用" in made.text, made.suggestions) == (False, ())
