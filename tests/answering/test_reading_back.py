"""A query read back in one sentence, and the operation the contract calls it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from answering_samples import APPEALS, RECEIVED, of, where, years

from nianbao.answering.operation import operation_of
from nianbao.answering.reading_back import read_back
from nianbao.catalogue import load
from nianbao.query import Body, Measure, Query, Refusal, Scope, Years

TOWN = Body(name="杏花镇", place="桃源县杏花镇")
OTHER = Body(name="梨树乡", place="桃源县梨树乡")
ONE = Scope(bodies=(TOWN,))
TOWNS = Scope(bodies=(TOWN, OTHER), group=True, place="桃源县", kinds=("乡", "镇"), excluded=("城关镇",))
SHARE = Measure(operator="ratio", of=(of("proactive_by_website"), of("proactive_disclosures_total")))


@pytest.mark.parametrize(
    ("query", "zh", "operation"),
    [
        (Query(show="number", scope=ONE, years=years(2022), measures=(of(RECEIVED),)),
         "杏花镇2022年收到的政府信息公开申请是多少", "lookup"),
        (Query(show="list", scope=TOWNS, years=years(2022), measures=(of(RECEIVED),), group_by="agency",
               conditions=(where(RECEIVED, ">", 10),)),
         "桃源县2个乡、镇（不含城关镇）2022年收到的政府信息公开申请超过10件的有哪些", "filter"),
        (Query(show="number", scope=TOWNS, years=years(2022), measures=(of(RECEIVED),), group_by="agency",
               reduce="count", conditions=(where(RECEIVED, "nonzero"), where(APPEALS, "zero"))),
         "桃源县2个乡、镇（不含城关镇）2022年收到的政府信息公开申请大于0、且行政复议为0的有几个", "count"),
        (Query(show="which", scope=ONE, years=Years(kind="all"), measures=(of(RECEIVED),), group_by="year",
               order="desc"),
         "杏花镇历年收到的政府信息公开申请最多的是哪一年", "rank"),
        (Query(show="yes_no", scope=ONE, years=years(2022), measures=(of(RECEIVED),), claimed=(Decimal(6),)),
         "杏花镇2022年收到的政府信息公开申请是不是6", "exists"),
        (Query(show="number", scope=Scope(bodies=(TOWN, OTHER)), years=years(2022), measures=(of(RECEIVED),),
               compare="times"),
         "桃源县杏花镇、桃源县梨树乡2022年收到的政府信息公开申请，杏花镇是梨树乡的几倍", "compare"),
        (Query(show="number", scope=ONE, years=years(2022), measures=(SHARE,)),
         "杏花镇2022年政府网站公开信息占主动公开政府信息的比例是多少", "share"),
        (Query(show="number", scope=ONE, years=years(2020, 2021, 2022), measures=(of(RECEIVED),), reduce="sum"),
         "杏花镇2020年到2022年收到的政府信息公开申请合计是多少", "sum"),
        (Query(show="number", scope=ONE, years=years(2020, 2022), measures=(of(RECEIVED),), compare="difference"),
         "杏花镇2020年、2022年收到的政府信息公开申请相差多少", "change"),
        (Query(show="check", scope=ONE, years=years(2022), measures=(of(APPEALS),)),
         "杏花镇2022年行政复议对得上吗", "check"),
        (Query(show="number", scope=ONE, years=years(2022), measures=(of(RECEIVED),),
               refusal=Refusal(what="上半年", why="sub_year")),
         "杏花镇2022年收到的政府信息公开申请：上半年", "lookup"),
        (Query(show="rows", scope=ONE, years=years(2022), measures=(of(RECEIVED),), group_by="applicant"),
         "杏花镇2022年收到的政府信息公开申请各类申请人是多少", "breakdown"),
    ],
)  # fmt: skip
def test_a_query_in_one_sentence(query: Query, zh: str, operation: str) -> None:
    assert read_back(query, load()) == zh
    assert operation_of(query) == operation
    assert read_back(query, load(), "en")


def test_in_english() -> None:
    query = Query(
        show="list", scope=TOWNS, years=years(2022), measures=(of(RECEIVED),), conditions=(where(RECEIVED, ">", 10),)
    )
    assert read_back(query, load(), "en") == (
        "2 bodies of 桃源县 without 城关镇, 2022, disclosure requests received, more than 10, which are they"
    )
