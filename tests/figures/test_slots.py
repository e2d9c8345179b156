"""Slots of a figure: the time it counts, what it is to others, and whose it is. All sentences are ours."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from figure_samples import catalogue, figures_of, report_of

from nianbao.figures import extract
from nianbao.model import Figure, Section, Span


def figure(text: str, value: int) -> Figure:
    return next(f for f in figures_of(text, year=2014) if f.value == Decimal(value))


@pytest.mark.parametrize(
    ("text", "value", "scope"),
    [
        ("全年主动公开信息80条。", 80, "year"),
        ("历年累计主动公开信息800条。", 800, "since_start"),
        ("到年底门户网站总访问量52万人次，其中2014年9万人次。", 520000, "since_start"),
        ("到年底门户网站总访问量52万人次，其中2014年9万人次。", 90000, "year"),
        ("上半年主动公开信息40条。", 40, "part_of_year"),
        ("第三季度收到申请3件。", 3, "part_of_year"),
        ("专兼职工作人员由原来的2人增加到现在的5人。", 2, "other_year"),
        ("专兼职工作人员由原来的2人增加到现在的5人。", 5, "year"),
    ],
)
def test_the_time_a_number_counts(text: str, value: int, scope: str) -> None:
    assert figure(text, value).scope == scope


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("收到申请8件，其中网上申请3件。", 8, "headline"),
        ("收到申请8件，其中网上申请3件。", 3, "part"),
        ("主动公开信息80条，较上年增加12条。", 12, "change"),
        ("收到来信90件，其中县长信箱12件，部门信箱78件。", 78, "part"),
        ("通过网站公开信息20条，占总数的25%。", 25, "share"),
        ("网站发布信息90条，其中工作动态75条，信息公开15条。", 15, "part"),
    ],
)
def test_what_a_number_is_to_others(text: str, value: int, role: str) -> None:
    assert figure(text, value).role == role


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("主动公开信息2122条，其中县直部门1509条，各乡镇613条。", 2122, None),
        ("主动公开信息2122条，其中县直部门1509条，各乡镇613条。", 1509, "县直部门"),
        ("主动公开信息2122条，其中县直部门1509条，各乡镇613条。", 613, "各乡镇"),
        ("全县8个门户网站发布信息3000条。", 3000, "8个门户网站"),
        ("代表市政府受理申请44件。", 44, "市政府"),
    ],
)
def test_whose_a_number_is(text: str, value: int, owner: str | None) -> None:
    found = figure(text, value)
    assert found.owner == owner
    assert (found.metric is None) == (owner is not None)


def test_what_counts_another_time_or_another_body_is_no_figure_of_the_agencys_year() -> None:
    for found in figures_of("上半年公开信息40条。到年底网站总访问量52万人次，其中2014年9万人次。", year=2014):
        assert found.metric is None or found.scope == "year"


def test_one_sum_over_all_years_has_a_metric_of_its_own() -> None:
    found = figure("截至年底累计公开信息846条，其中本年度在县网站和镇网站公开214条。", 846)
    assert (found.metric, found.scope) == ("proactive_disclosures_cumulative", "since_start")


def test_nothing_alone_under_a_heading_denies_what_it_names() -> None:
    text = "三、依申请公开情况\n无。\n"
    heading = Section(id=0, number="三", heading="依申请公开情况", level=1, span=Span(start=0, end=len(text)))
    found = extract(replace(report_of(text), sections=(heading,)), catalogue())
    assert [(f.metric, f.value, f.qualifier) for f in found] == [("applications_received", 0, "zero_statement")]
