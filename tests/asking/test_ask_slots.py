"""Years and metrics that a question names."""

from __future__ import annotations

from datetime import date

import pytest
from asking_samples import agencies

from nianbao.catalogue import load
from nianbao.understanding.asked_years import asked_years
from nianbao.understanding.matching import reduced
from nianbao.understanding.metric_linker import Matcher

TODAY = date(2021, 3, 1)
MATCHER = Matcher(load())
HELD = agencies().find("柳塘镇").agencies


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("2020年", (2020,)),
        ("２０２０年度", (2020,)),
        ("20年", (2020,)),
        ("二〇二〇年", (2020,)),
        ("2018到2020年", (2018, 2019, 2020)),
        ("2018-20年", (2018, 2019, 2020)),
        ("2018年、2020年", (2018, 2020)),
        ("2018年和2020年比", (2018, 2020)),
        ("去年收到几件", (2020,)),
        ("前年收到几件", (2019,)),
        ("近两年收到几件", (2019, 2020)),
        ("两年一共收到几件", (2019, 2020)),
        ("三年一共收到几件", ()),
        ("收到几件", ()),
        ("收到2020件", ()),
    ],
)
def test_years_named_ranges_and_relative(words: str, years: tuple[int, ...]) -> None:
    assert asked_years(words, HELD, TODAY).values == years


def test_a_relative_year_is_said_to_the_asker() -> None:
    assert asked_years("去年收到几件", HELD, TODAY).notes == ("“去年”按今天的日期算，是2020年",)
    assert asked_years("2019年收到几件", HELD, TODAY).notes == ()


@pytest.mark.parametrize(
    ("words", "metric"),
    [
        ("收到多少件信息公开申请", "applications_received"),
        ("主动公开了多少条政府信息", "proactive_disclosures_total"),
        ("微信公众号发了几条", "proactive_by_wechat"),
        ("政府网站公开多少条", "proactive_by_website"),
        ("行政复议几件", "reconsiderations_total"),
        ("行政诉讼几件", "litigation_total"),
        ("行政许可处理决定多少件", "licensing_decisions"),
        ("发布了几条政策解读", "policy_interpretations_published"),
        ("网上申请几件", "applications_received_online"),
        ("结转到下一年的申请几件", "applications_carried_out"),
        ("政协提案几件", "cppcc_proposals_total"),
        ("接受咨询多少人次", "consultations_total"),
    ],
)
def test_the_metric_of_everyday_words(words: str, metric: str) -> None:
    assert MATCHER.find(words)[0].metric == metric


@pytest.mark.parametrize(
    ("words", "metric"),
    [("收到几件依申清公开申请", "applications_received"), ("行政付议有几件", "reconsiderations_total")],
)
def test_a_misspelt_metric_is_found_by_its_sound(words: str, metric: str) -> None:
    assert MATCHER.respelled(words)[0].metric == metric


def test_english_words_in_any_order_and_form_find_the_metric() -> None:
    assert MATCHER.english("how many requests did it receive")[0].metric == "applications_received"
    assert MATCHER.english("what colour is the sky") == ()


def test_a_part_that_denies_is_meant_only_by_words_that_deny() -> None:
    assert MATCHER.part_of("reconsiderations_total", "审结", "还有几件没审结") == "reconsiderations_pending"
    assert MATCHER.part_of("reconsiderations_total", "审结", "审结的几件") is None


@pytest.mark.parametrize(
    ("words", "kind"), [("企业提了几件", "enterprise"), ("自然人申请几件", "natural_person"), ("有几个人申请", None)]
)
def test_the_kind_of_applicant(words: str, kind: str | None) -> None:
    assert MATCHER.applicant(words) == kind


def test_filler_makes_no_difference_to_the_metric() -> None:
    assert reduced("收到了多少件申请呢") == reduced("收到申请")
