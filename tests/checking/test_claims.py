"""Claims of the prose about its own numbers. All sentences are ours."""

from __future__ import annotations

import pytest

from nianbao import catalogue, checking, figures
from nianbao.model import Report

CATALOGUE = catalogue.load(None)


def failed(text: str, *, year: int = 2018, era: str = "E2") -> set[str]:
    report = Report(
        id="sample", title="", agency="青石镇", full_name="青石镇人民政府", year=year, era=era, text=text
    )
    found = checking.check(report, figures.extract(report, CATALOGUE), CATALOGUE)
    return {each.relation for each in found if each.status == "fails"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("全年收到政府信息公开申请12件，上年为10件，比上年减少2件。", "TEXT_CHANGE"),
        ("2018年收到政府信息公开申请18件，2017年收到15件，同比减少3件。", "TEXT_CHANGE"),
        ("主动公开政府信息120条，去年100条，同比增长50%。", "TEXT_CHANGE"),
        ("收到申请50件，其中网上申请30件，占申请总数的80%。", "TEXT_SHARE"),
        ("申请答复总数15件，分别为：同意公开6件，不同意公开1件，申请信息不存在4件。", "TEXT_PARTS"),
        ("我镇未收到政府信息公开申请。\n全年共收到政府信息公开申请3件。", "TEXT_DENIAL"),
    ],
)
def test_a_claim_that_is_not_so_is_found(text: str, relation: str) -> None:
    assert relation in failed(text)


@pytest.mark.parametrize(
    "text",
    [
        "全年收到政府信息公开申请12件，上年为10件，比上年增加2件。",
        "主动公开政府信息120条，去年100条，同比增长20%。",
        "收到申请50件，其中网上申请30件，占申请总数的60%。",
        "收到申请3件，其中网上申请1件，占申请总数的33.3%。",
        "申请答复总数15件，分别为：同意公开6件，不同意公开1件，申请信息不存在4件，其他答复4件。",
        "申请答复总数15件，其中：同意公开6件，不同意公开1件。",
        "答复申请12件，其中同意公开9件（含同意部分公开2件），申请信息不存在3件。",
        "上半年未收到政府信息公开申请。\n全年共收到政府信息公开申请3件。",
        "我镇未收到政府信息公开申请。\n另外卫生院收到政府信息公开申请3件，由其答复。",
    ],
)
def test_what_is_so_or_cannot_be_told_accuses_nobody(text: str) -> None:
    assert failed(text) == set()
