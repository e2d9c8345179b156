"""Slips of the pen and of the eye: corrected when one thing can be meant, said to the asker, and never a real name."""

from __future__ import annotations

import pytest
from asking_samples import CARDS, agencies, card
from hypothesis import given
from hypothesis import strategies as st

from nianbao.asking.desk import Desk
from nianbao.catalogue import load
from nianbao.directory.linker import Agencies
from nianbao.directory.lookalikes import alike, lookalikes
from nianbao.understanding.metric_linker import Matcher

MATCHER = Matcher(load())


@pytest.mark.parametrize(("said", "meant"), [("未", "末"), ("己", "已"), ("甲请", "申请"), ("复仪", "复议")])
def test_words_of_like_shape_are_alike_both_ways(said: str, meant: str) -> None:
    assert alike(said, meant)
    assert alike(meant, said)


@pytest.mark.parametrize(("said", "meant"), [("双华", "双桥"), ("双华", "双兴"), ("申请", "申请"), ("镇", "镇里")])
def test_other_words_and_the_same_words_are_no_slip(said: str, meant: str) -> None:
    assert not alike(said, meant)


@given(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5))
def test_likeness_is_mutual_and_never_of_a_character_with_itself(character: str) -> None:
    assert character not in lookalikes(character)
    assert all(character in lookalikes(other) for other in lookalikes(character))


def test_a_name_of_like_shape_is_corrected_when_one_agency_fits() -> None:
    named = agencies().find("柳搪镇2020年收到几件申请")
    assert [(a.name) for a in named.agencies] == ["柳塘镇"]
    assert named.corrected == (("柳搪镇", "柳塘镇"),)


def test_the_name_of_a_place_that_exists_is_no_slip() -> None:
    held = Agencies(CARDS, exists=lambda name: name == "柳搪镇")
    named = held.find("柳搪镇2020年收到几件申请")
    assert (named.agencies, named.unknown) == ((), ("柳搪镇",))


def test_two_agencies_of_like_shape_are_not_chosen_between() -> None:
    held = Agencies([card("王家镇"), card("壬家镇")])
    named = held.find("玉家镇2020年收到几件申请")
    assert (named.agencies, named.unknown) == ((), ("玉家镇",))


def test_a_township_is_not_the_town_of_its_name() -> None:
    named = agencies().find("柳塘乡2020年收到几件申请")
    assert (named.agencies, named.unknown) == ((), ("柳塘乡",))
    assert [a.name for a in agencies().find("柳塘2020年收到几件申请").agencies] == ["柳塘镇"]


def test_a_company_goes_by_its_name_without_place_and_form() -> None:
    held = Agencies([card("白石市清源水务有限公司")])
    assert [a.name for a in held.find("清源水务2020年公开多少条").agencies] == ["白石市清源水务有限公司"]


def test_a_wording_of_like_shape_is_read_and_said(desk: Desk) -> None:
    assert [(m.metric, m.words, m.slip) for m in MATCHER.redrawn("行政复仪几件")][:1] == [
        ("reconsiderations_total", "行政复仪", "行政复议")
    ]
    assert desk.ask("柳塘镇2020年收到几件甲请").text.startswith("（“收到甲请”按“收到申请”理解。）")


def test_words_that_are_words_are_not_redrawn() -> None:
    assert MATCHER.redrawn("宗教活动几次") == ()
