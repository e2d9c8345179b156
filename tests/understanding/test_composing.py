"""From a question and the intent it has to the query: whose, of which years, what, and what is done with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nianbao.catalogue import load
from nianbao.directory.linker import Agencies
from nianbao.model import ReportCard
from nianbao.query import Query
from nianbao.understanding.composing import COMPOSERS, composed
from nianbao.understanding.metric_linker import Matcher
from nianbao.understanding.recognising import Setting, recognised

CATALOGUE = load()
RECEIVED = "applications_received"


def _card(agency: str, year: int) -> ReportCard:
    return ReportCard(
        id=f"{agency}{year}", agency=agency, full_name="", parents=("松岭县",), year=year, title="", source="",
        url=None, era=None, sections=0, passages=0, figures=0, problems=(),
    )  # fmt: skip


HELD = Agencies([_card(name, year) for name in ("清水镇", "白石镇", "黑石乡") for year in range(2019, 2024)])
SETTING = Setting(agencies=HELD, matcher=Matcher(CATALOGUE), today=date(2025, 6, 1))


def query(intent: str, text: str) -> Query:
    made = composed(intent, recognised(text, SETTING), CATALOGUE, HELD.all)
    assert made is not None
    return made


def bodies(made: Query) -> tuple[str, ...]:
    return tuple(body.name for body in made.scope.bodies)


@pytest.mark.parametrize(
    ("intent", "text", "named", "years", "shape"),
    [
        ("value", "清水镇2021年收到多少件申请", ("清水镇",), (2021,), {"show": "number"}),
        ("value", "青石镇2021年收到多少件申请", (), (2021,), {"show": "number"}),
        ("year_max", "清水镇哪年收到的申请最多", ("清水镇",), (), {"group_by": "year", "order": "desc"}),
        ("change", "白石镇2022年收到的申请比上年多多少", ("白石镇",), (2021, 2022), {"compare": "difference"}),
        ("change_percent", "白石镇2022年收到的申请比上年增百分之几", ("白石镇",), (2021, 2022), {"compare": "percent"}),
        ("change_yesno", "白石镇2022年收到的申请比上年少了吗", ("白石镇",), (2021, 2022), {"compare": "less"}),
        ("diff_bodies", "清水镇比白石镇2021年的申请多多少", ("清水镇", "白石镇"), (2021,), {"compare": "difference"}),
        ("which_body", "清水镇和白石镇2021年谁收到的申请多", ("清水镇", "白石镇"), (2021,), {"order": "desc"}),
        ("sum_years", "清水镇历年一共收到多少件申请", ("清水镇",), (), {"reduce": "sum", "group_by": "year"}),
        ("claim_yesno", "清水镇2021年收到的申请是12件吗", ("清水镇",), (2021,), {"claimed": (Decimal(12),)}),
    ],
)  # fmt: skip
def test_a_question_about_bodies_by_name(
    intent: str, text: str, named: tuple[str, ...], years: tuple[int, ...], shape: dict[str, object]
) -> None:
    made = query(intent, text)
    assert (bodies(made), made.years.values, made.metric) == (named, years, RECEIVED)
    assert {name: getattr(made, name) for name in shape} == shape


@pytest.mark.parametrize(
    ("intent", "text", "shape"),
    [
        ("rank_max", "2021年哪个乡镇收到的申请最多", {"show": "which", "order": "desc", "limit": 1}),
        ("rank_top", "2021年收到申请前两名的乡镇", {"show": "list", "order": "desc", "limit": 2}),
        ("rank_nth", "2021年收到申请第二多的乡镇", {"show": "which", "order": "desc", "position": 2}),
        ("sum_bodies", "2021年全县各乡镇一共收到多少件申请", {"reduce": "sum"}),
        ("average_bodies", "2021年各乡镇平均收到多少件申请", {"reduce": "average"}),
        ("each_body", "2021年各乡镇分别收到多少件申请", {"show": "rows", "reduce": None}),
        ("share_body", "清水镇2021年收到的申请占全县多少", {"compare": "share"}),
        ("rank_place", "清水镇2021年收到的申请在全县排第几", {"show": "place", "order": "desc"}),
    ],
)
def test_a_question_about_a_group(intent: str, text: str, shape: dict[str, object]) -> None:
    made = query(intent, text)
    assert (bodies(made), made.scope.group, made.group_by) == (("清水镇", "白石镇", "黑石乡"), True, "agency")
    assert {name: getattr(made, name) for name in shape} == shape


@pytest.mark.parametrize(
    ("intent", "text", "test", "numbers"),
    [
        ("filter_list", "2021年哪些乡镇收到的申请超过10件", ">", (Decimal(10),)),
        ("filter_count", "2021年有几个乡镇没有收到申请", "zero", ()),
        ("year_count", "清水镇有几年收到的申请超过10件", ">", (Decimal(10),)),
    ],
)
def test_a_test_goes_with_its_measure(intent: str, text: str, test: str, numbers: tuple[Decimal, ...]) -> None:
    [condition] = query(intent, text).conditions
    assert (condition.measure.metric, condition.test, condition.numbers) == (RECEIVED, test, numbers)


def test_a_body_left_out_is_left_out() -> None:
    made = query("sum_bodies", "除了清水镇，2021年其他乡镇一共收到多少件申请")
    assert (bodies(made), made.scope.excluded) == (("白石镇", "黑石乡"), ("松岭县清水镇",))


def test_a_name_that_is_not_held_stands_for_no_other() -> None:
    made = query("value", "青石镇2021年收到多少件申请")
    assert (bodies(made), made.scope.unknown) == ((), ("青石镇",))


def test_asking_for_the_last_year_leaves_the_next_question_its_first_year() -> None:
    """A composer is shared by all questions: none of them leaves a trace in it."""
    orders = [
        query("year_first", f"清水镇{which}收到的申请超过10件是哪一年").order for which in ("最早", "最后一次", "最早")
    ]
    assert orders == ["earliest", "latest", "earliest"]


@pytest.mark.parametrize("intent", sorted(COMPOSERS))
@pytest.mark.parametrize("text", ["", "你好", "2021年", "清水镇", "各乡镇", "清水镇2021年", "多少", "比10件多的"])
def test_what_names_no_measure_makes_no_query_of_numbers(intent: str, text: str) -> None:
    made = composed(intent, recognised(text, SETTING), CATALOGUE, HELD.all)
    assert made is None or intent == "all_replied" or (intent == "check" and made.measures == ())
