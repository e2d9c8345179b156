"""Answer cards: what is drawn is what was stated, and nothing of a report becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import fakes
import pytest

from nianbao.faces import web_cards, web_frame
from nianbao.faces.web_phrases import ZH
from nianbao.model import Qualifier, Understood


def _bars(card: str) -> list[tuple[str, str, str]]:
    row = r'<th scope="row">(.*?)</th><td class="track"><i style="width:(\d+)%"></i></td><td>(.*?)</td>'
    return re.findall(row, card)


def test_bars_are_as_long_as_their_figures() -> None:
    card = web_cards.turn_html("?", fakes.compared(646, 146, 0))
    assert _bars(card) == [("第1镇", "100", "646 件"), ("第2镇", "22", "146 件"), ("第3镇", "0", "0 件")]


def test_years_of_one_agency_are_told_apart_by_year() -> None:
    answer = fakes.compared(2, 1)
    figures = tuple(replace(each, agency="云溪镇", year=2018 + n) for n, each in enumerate(answer.figures))
    assert [name for name, _, _ in _bars(web_cards.turn_html("?", replace(answer, figures=figures)))] == [
        "2018 年",
        "2019 年",
    ]


def test_what_cannot_be_compared_is_left_out_of_the_bars_and_said_so() -> None:
    answer = fakes.compared(5, 4, 3)
    figures = (*answer.figures[:2], replace(answer.figures[2], unit="条"))
    card = web_cards.turn_html("?", replace(answer, figures=figures))
    assert len(_bars(card)) == 2
    assert "图中未画另外 1 份" in card


def test_a_long_ranking_draws_the_first_dozen_and_says_how_many_more() -> None:
    card = web_cards.turn_html("?", fakes.compared(*range(20, 0, -1)))
    assert len(_bars(card)) == 12
    assert "图中未画另外 8 份" in card


def test_a_breakdown_lists_its_parts_by_name_and_folds_those_that_are_zero() -> None:
    parts = [
        fakes.figure(metric=None, label=label, value=Decimal(value), id=n)
        for n, (label, value) in enumerate([("网络", 30), ("传真", 0), ("信函", 7)], start=1)
    ]
    understood = Understood(metric="applications_received", operation="breakdown")
    card = web_cards.turn_html("?", replace(fakes.FOUND, understood=understood, figures=(fakes.figure(), *parts)))
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td class="track"></td><td>(\d+) 件</td>', card)
    assert rows == [("网络", "30"), ("信函", "7")]
    assert "<summary>另有 1 项为 0</summary><p>传真</p>" in card


@pytest.mark.parametrize(
    ("value", "shown"), [(True, "有"), (False, "没有"), ("云溪镇", "云溪镇"), (Decimal("5E+2"), "500")]
)
def test_the_value_stands_first_as_people_say_it(value: bool | str | Decimal, shown: str) -> None:
    assert f'<strong class="value">{shown}</strong>' in web_cards.turn_html("?", replace(fakes.FOUND, value=value))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("不是，云溪镇2018年收到申请37件。", "不是"),
        ("是的，云溪镇2018年收到申请37件。", "是的"),
        ("（问题没有写年份，按2018年回答。）没有，云溪镇2018年行政复议为0件。", "没有"),
        ("没有全部办完：收到37件，结转2件。", "没有全部办完"),
        ("No. 云溪镇 2018: 0 cases.", "No"),
    ],
)
def test_a_yes_or_no_is_shown_as_the_answer_says_it(text: str, shown: str) -> None:
    """A wrong premise (是不是100件) is not shown as 没有, which would say that there were none."""
    card = web_cards.turn_html("?", replace(fakes.FOUND, text=text, value=shown == "是的"))
    assert f">{shown}</strong>" in card


@pytest.mark.parametrize(("qualifier", "shown"), [("about", "约37"), ("at_least", "至少37"), ("exact", "37")])
def test_a_number_that_is_not_exact_is_not_shown_as_exact(qualifier: Qualifier, shown: str) -> None:
    card = web_cards.turn_html("?", replace(fakes.FOUND, figures=(fakes.figure(qualifier=qualifier),)))
    assert f'<strong class="value">{shown}</strong>' in card


def test_every_number_of_the_answer_is_marked_in_the_quotation_that_states_it() -> None:
    figures = (fakes.figure(), fakes.figure("30件"), fakes.figure("7件", report_id="another"))
    card = web_cards.turn_html("?", replace(fakes.FOUND, figures=figures))
    assert re.findall("<mark>(.*?)</mark>", card) == ["37件", "30件"]


def test_hostile_text_stays_text_everywhere_in_a_card() -> None:
    answer = replace(
        fakes.EVIL_ANSWER, value=fakes.EVIL, figures=fakes.compared(2, 1).figures, warnings=fakes.FOUND.warnings,
    )  # fmt: skip
    figures = tuple(replace(each, agency=fakes.EVIL + str(n), unit=fakes.EVIL) for n, each in enumerate(answer.figures))
    card = web_cards.turn_html(fakes.EVIL, replace(answer, figures=figures)) + web_cards.fault_html("?", fakes.EVIL)
    assert "<script" not in card
    assert "<img" not in card
    assert card.count("&lt;script&gt;") >= 9


def test_more_than_three_citations_unfold() -> None:
    card = web_cards.turn_html("?", replace(fakes.FOUND, citations=(fakes.citation(),) * 5))
    assert card.count('<figure class="proof">') == 5
    assert card.index("还有 2 处出处") < card.rindex('<figure class="proof">')


def test_an_empty_index_says_how_to_fill_it() -> None:
    assert "nianbao index" in web_cards.welcome_html((), 0)
    assert web_frame.header_html(ZH, ("ask",), 0, 0, ()).count("年 ·") == 0
    assert "2008–2025 年" in web_frame.header_html(ZH, ("ask",), 3, 2, (2025, 2008, 2010))
