"""The trained reader: weights of this bank, mentions where they stand, and silence where it is not sure."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from nianbao import catalogue
from nianbao.directory.groups import groups_in
from nianbao.directory.linker import Agencies
from nianbao.model import ReportCard
from nianbao.query import Query
from nianbao.understanding.counted import counted_in
from nianbao.understanding.intents import bank_digest, load
from nianbao.understanding.metric_linker import Matcher
from nianbao.understanding.reader import Reading, read
from nianbao.understanding.recognising import Setting, recognised

BANK = Path(__file__).parents[2] / "tools" / "bank"
sys.path.insert(0, str(BANK.parent))


def _held() -> Agencies:
    """The invented bodies of the bank, each with reports of 2018 to 2024."""
    cards = []
    for number, line in enumerate((BANK / "bodies.txt").read_text("utf-8").splitlines()):
        if line.startswith("#"):
            continue
        name, county, city = [*line.split(" "), ""][:3]
        for year in range(2018, 2025):
            cards.append(
                ReportCard(
                    id=f"{number}-{year}", agency=name, full_name="", parents=tuple(p for p in (city, county) if p),
                    year=year, title="", source="", url=None, era=None, sections=0, passages=0, figures=0, problems=(),
                )
            )  # fmt: skip
    return Agencies(cards)


CATALOGUE = catalogue.load()
SETTING = Setting(agencies=_held(), matcher=Matcher(CATALOGUE), today=date(2025, 6, 1))


def _read(question: str) -> Reading:
    return read(question, SETTING, CATALOGUE)


def _query(question: str) -> Query:
    query = _read(question).query
    assert query is not None, question
    return query


@pytest.mark.parametrize("name", ["reader", "measures"])
def test_the_weights_were_made_from_this_bank(name: str) -> None:
    """`make train` makes them anew after the bank was changed."""
    model = load(name)
    assert model is not None
    assert model.bank == bank_digest(BANK)


@pytest.mark.parametrize(
    ("question", "masked"),
    [
        ("枫桥镇2021年收到多少件申请", "AYM多少件"),
        ("枫桥21申请数", "AYM"),
        ("望江县各乡镇2021年行政处罚哪个最多", "PGYM哪个最多"),
        ("枫桥镇2019到2021年行政许可超过30件的有几年", "ASMN的有几年"),
        ("liulinzhen 2021 xingzheng chufa duoshao", "AYxingzhengchufaduoshao"),
    ],
)
def test_mentions_are_masked_where_they_stand(question: str, masked: str) -> None:
    assert recognised(question, SETTING).masked == masked


def test_a_name_that_is_not_held_is_said_and_never_replaced() -> None:
    found = recognised("安源市科委2021年收到几件申请", SETTING)
    assert [m.agencies for m in found.of("body")] == [()]


def test_one_wording_in_many_dresses_gives_one_query() -> None:
    asked = (
        "枫桥镇2021年收到多少件申请", "枫桥21新收申请数", "请问2021年枫桥镇一共收到几件申请啊",
        "枫桥镇，2021年，新收申请，？",
    )  # fmt: skip
    queries = {(q.scope.bodies, q.years.values, q.metric, q.show, q.group_by) for q in map(_query, asked)}
    assert len(queries) == 1


def test_without_a_body_leaves_out_that_one_alone() -> None:
    whole = {b.place for b in _query("望江县各镇2021年行政处罚一共多少件").scope.bodies}
    less = {b.place for b in _query("望江县各镇除了枫桥镇2021年行政处罚一共多少件").scope.bodies}
    assert whole - less == {"望江县枫桥镇"}


def test_a_wider_place_never_gives_a_smaller_set() -> None:
    county = {b.place for b in _query("望江县各乡镇街道2021年申请哪个最多").scope.bodies}
    everywhere = {b.place for b in _query("各乡镇街道2021年申请哪个最多").scope.bodies}
    assert county < everywhere


def test_swapping_two_towns_swaps_the_bodies() -> None:
    one, other = (_query(f"2021年{a}和{b}行政许可差多少") for a, b in (("枫桥镇", "白石镇"), ("白石镇", "枫桥镇")))
    assert one.scope.bodies == other.scope.bodies[::-1]
    assert (one.compare, one.group_by) == ("difference", "agency")


@pytest.mark.parametrize(
    ("question", "show", "reduce", "compare"),
    [
        ("望江县2021年各乡镇平均收到多少件申请", "number", "average", None),
        ("枫桥镇2021年行政许可同比增长率", "number", None, "percent"),
        ("枫桥镇2019年到2022年行政许可的年均增速是多少", "number", "growth", None),
        ("枫桥镇2021年总数和分项对得上吗", "check", None, None),
    ],
)
def test_structure_is_read_from_the_words(question: str, show: str, reduce: str | None, compare: str | None) -> None:
    query = _query(question)
    assert (query.show, query.reduce, query.compare) == (show, reduce, compare)


def test_sub_years_and_villages_are_told_from_yearly_figures() -> None:
    asked = {"枫桥镇2021年上半年收到几件申请": "sub_year", "枫桥镇下面各村2021年分别公开多少条": "sub_agency"}
    for question, intent in asked.items():
        assert _read(question).guesses[0].intent == intent


def test_content_words_that_nothing_accounts_for_are_left_over() -> None:
    assert _read("枫桥镇2021年公众号发了多少条乡村振兴的内容").left != ""
    assert _read("枫桥镇2021年公众号发了多少条").left == ""


@pytest.mark.parametrize(
    ("text", "test", "numbers"),
    [
        ("超过10件的", ">", (10,)), ("10件以上的", ">=", (10,)), ("不到三十件", "<", (30,)),
        ("在10件到50件之间的", "between", (10, 50)), ("没有超过11件", "<=", (11,)), ("有没有超过五百条", ">", (500,)),
    ],
)  # fmt: skip
def test_comparisons_in_words(text: str, test: str, numbers: tuple[int, ...]) -> None:
    [found] = counted_in(text)
    assert (found.test, found.numbers) == (test, tuple(map(Decimal, numbers)))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("各乡镇街道", ("镇", "乡", "街道", "苏木")), ("县直部门", ("部门",)), ("所有街道", ("街道",)), ("几家单位", ())],
)
def test_groups_are_named_by_their_kinds(text: str, kinds: tuple[str, ...]) -> None:
    assert groups_in(text)[0].kinds == kinds
