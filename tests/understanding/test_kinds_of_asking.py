"""Kinds of asking: stories, what no form divides by, denied parts, years beside names, falls, syllables in letters."""

from __future__ import annotations

from datetime import date

import pytest

from nianbao.catalogue import load
from nianbao.directory.linker import Agencies
from nianbao.model import ReportCard
from nianbao.query import Measure, Query
from nianbao.understanding.composing import composed
from nianbao.understanding.conditions import conditions_of
from nianbao.understanding.mentions import Mentions
from nianbao.understanding.metric_linker import Matcher
from nianbao.understanding.qualified import qualifier_in
from nianbao.understanding.recognising import Setting, recognised
from nianbao.understanding.residue import residue
from nianbao.understanding.spelled import in_characters

CATALOGUE = load()
RECEIVED, PUBLISHED = "applications_received", "proactive_disclosures_total"


def _card(agency: str, year: int) -> ReportCard:
    return ReportCard(
        id=f"{agency}{year}", agency=agency, full_name="", parents=("松岭县",), year=year, title="", source="",
        url=None, era=None, sections=0, passages=0, figures=0, problems=(),
    )  # fmt: skip


HELD = Agencies([_card(name, year) for name in ("清水镇", "白石镇", "松岭县财政局") for year in range(2018, 2024)])
SETTING = Setting(agencies=HELD, matcher=Matcher(CATALOGUE), today=date(2025, 6, 1))


def _seen(text: str) -> Mentions:
    return recognised(text, SETTING)


def _metrics(text: str) -> set[str | None]:
    return {m.metric for m in _seen(text).of("measure")}


def _query(intent: str, text: str) -> Query:
    made = composed(intent, _seen(text), CATALOGUE, HELD.all)
    assert made is not None, text
    return made


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("我家在清水镇沿河路，前几年修路占了地，就想问问2021年有几拨人去镇上要过材料", RECEIVED),
        ("隔壁邻居跟镇里打官司闹得凶，清水镇2021年被人复议过几回", "reconsiderations_total"),
        ("我们村的路没人修，投诉也没用，清水镇2020年公开了多少条信息", PUBLISHED),
        ("我在白石镇开个小店，老觉得街道收费多，2022年他们行政许可办了多少", "licensing_decisions"),
        ("我是做工程的，天天跟清水镇打交道，2023年他们行政处罚了多少次", "penalties_decisions"),
    ],
)
def test_clauses_that_tell_a_story_name_nothing_but_bodies_and_years(text: str, metric: str) -> None:
    seen = _seen(text)
    assert _metrics(text) == {metric}
    assert len(residue(seen)) < 2
    assert not seen.unheld
    assert len(seen.of("body")) == len(seen.of("year")) == 1


def test_a_clause_that_says_what_of_something_is_no_story() -> None:
    assert _metrics("我想看清水镇2021年收到的申请里，予以公开的有几件") >= {"granted"}
    assert qualifier_in(_seen("听说按年龄分的，清水镇2021年老人提的申请有几件")) == "老人"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("清水镇2021年女同志提的申请有几件", "女同志"),
        ("清水镇2021年老人来申请的多少", "老人"),
        ("清水镇2020年大学生申请占多少", "大学生"),
        ("清水镇2022年申请人的性别比例", "性别"),
        ("how many women filed requests in qingshui town in 2021", "women"),
        ("gender breakdown of requests at qingshui town, 2021", "gender"),
        ("我一个农民就想问问清水镇2021年新收几件申请", None),
        ("我是个老人，想问问清水镇2021年收到几件申请", None),
        ("清水镇2021年自然人提的申请有几件", None),
    ],
)
def test_what_no_form_divides_by_is_told_by_name_and_the_asker_is_none_of_it(text: str, words: str | None) -> None:
    assert qualifier_in(_seen(text)) == words


@pytest.mark.parametrize(
    ("text", "operands"),
    [
        ("清水镇2021年不是当面提交的申请有几件", (RECEIVED, "applications_received_in_person")),
        ("清水镇2021年除网上提交以外的申请几件", (RECEIVED, "applications_received_online")),
        ("清水镇2021年不是微信发的有多少条", (PUBLISHED, "proactive_by_wechat")),
        ("清水镇2021年公开的信息里除了微信还有多少", (PUBLISHED, "proactive_by_wechat")),
    ],
)
def test_a_part_denied_leaves_the_rest_of_its_whole(text: str, operands: tuple[str, ...]) -> None:
    [measure] = _query("value", text).measures
    assert (measure.operator, tuple(m.metric for m in measure.of)) == ("difference", operands)


def test_an_applicant_denied_leaves_the_others() -> None:
    [measure] = _query("value", "清水镇2021年不是个人提的申请有几件").measures
    assert measure.applicant == "organisations"
    [measure] = _query("value", "清水镇2021年非企业申请几件").measures
    assert [m.applicant for m in measure.of] == [None, "enterprise"]


@pytest.mark.parametrize("text", ["清水镇2021年除了微信还有网站各发了多少", "清水镇2021年是不是当面提交的申请多"])
def test_what_is_named_beside_another_or_asked_about_is_not_denied(text: str) -> None:
    made = composed("value", _seen(text), CATALOGUE, HELD.all)
    assert made is not None
    assert all(not m.of for m in made.measures)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("清水21 历年累计公开", [2021]),
        ("松岭财政19网上申请", [2019]),
        ("清水镇20人事管理类条数", [2020]),
        ("清水19-22申请合计", [2019, 2020, 2021, 2022]),
        ("清水20→23公开数", [2020, 2021, 2022, 2023]),
        ("清水镇2019、20、21三年新收申请加起来几件", [2019, 2020, 2021]),
        ("清水镇公开了20条吗", []),
    ],
)
def test_years_in_two_digits_beside_a_name(text: str, years: list[int]) -> None:
    found = [int(v) for m in _seen(text).of("year", "years") for v in m.values]
    assert found == years


@pytest.mark.parametrize(
    ("text", "compare", "sense"),
    [
        ("清水镇2020年公开条数比2019年少了多少", "difference", "fall"),
        ("清水镇2020年公开条数比2019年降幅多大", "percent", "fall"),
        ("清水镇2020年公开条数比2019年多了多少", "difference", "rise"),
        ("清水镇2020年和2019年申请差几件", "difference", "gap"),
    ],
)
def test_the_fall_the_rise_or_the_distance_is_asked_for(text: str, compare: str, sense: str) -> None:
    made = _query("change_percent" if compare == "percent" else "change", text)
    assert (made.compare, made.sense) == (compare, sense)


def test_which_has_most_and_how_much_asks_for_the_number() -> None:
    assert _query("year_max", "清水镇哪年申请最多，多少件").reduce == "max"
    assert _query("year_max", "清水镇哪年申请最多").show == "which"
    assert _query("value_yesno", "清水镇2021年有没有行政复议，几件").show == "number"


def test_which_year_at_all_lists_every_year_that_passes() -> None:
    made = _query("year_first", "清水镇哪一年被人复议过")
    assert (made.show, made.order, [c.test for c in made.conditions]) == ("list", None, ["nonzero"])
    assert _query("year_first", "清水镇最早哪一年被人复议过").order == "earliest"


def test_a_share_of_what_is_added_up() -> None:
    [measure] = _query("share", "清水镇2021年新收加上年结转里，予以公开的占多少").measures
    part, whole = measure.of
    assert part.metric == "granted"
    assert (whole.operator, [m.metric for m in whole.of]) == ("sum", [RECEIVED, "applications_carried_in"])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("清水镇公kai了几条", "清水镇公开了几条"),
        ("清水镇申qing几件", "清水镇申请几件"),
        ("qing水镇申请几件", "清水镇申请几件"),
        ("清水镇xuke办了几件", "清水镇许可办了几件"),
        ("清水镇GDP多少".lower(), "清水镇gdp多少"),
        ("how many requests in qingshui", "how many requests in qingshui"),
    ],
)
def test_syllables_in_letters_are_put_into_the_characters_of_a_known_word(text: str, read: str) -> None:
    assert in_characters(text, (*SETTING.matcher.wordings, *HELD.names)) == read


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("how many requests and lawsuits did qingshui town get in 2021", {RECEIVED, "litigation_total"}),
        ("requests granted by qingshui town in 2021", {"granted"}),
        ("how many applications were carried over to the next year", {"applications_carried_out"}),
        ("administrative penalties of qingshui town", {"penalties_decisions"}),
    ],
)
def test_english_words_for_measures(text: str, metric: set[str]) -> None:
    assert {m.metric for m in SETTING.matcher.english(text)} == metric


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("松岭县各镇2021年没有碰上行政诉讼的有几家", "zero"),
        ("松岭县各镇2021年从未惹上行政诉讼的有哪些", "zero"),
        ("松岭县各镇2021年没摊上过行政复议的有几个", "zero"),
        ("松岭县各镇2021年作过行政处罚（不为零的）有哪些", "nonzero"),
        ("松岭县各镇2021年打过行政诉讼的有几家", "nonzero"),
    ],
)
def test_nothing_happened_is_said_in_many_words(text: str, test: str) -> None:
    seen = _seen(text)
    [metric] = _metrics(text)
    assert [c.test for c in conditions_of(seen, [Measure(metric=metric)])] == [test]


@pytest.mark.parametrize(
    "text",
    [
        "松岭2021年那两家收到申请最多的是谁",
        "松岭这几家2021年收到申请最多的是谁",
        "松岭三家单位2021年收到申请最多的是谁",
        "松岭2021年还有没办完的申请，是哪些单位",
    ],
)
def test_a_place_without_its_level_bounds_the_group(text: str) -> None:
    assert [p.name for p in _seen(text).of("place")] == ["松岭县"]
    assert _seen(text).of("group")


def test_a_year_taken_out_is_no_count() -> None:
    assert not _seen("清水镇20到23年，除了21年，哪年公开最多").of("number")
