"""What a conversation takes over can be dropped, slot by slot."""

from __future__ import annotations

import pytest

from nianbao.asking.desk import Desk
from nianbao.errors import WrongCall


def test_a_dropped_agency_is_asked_for_as_in_a_fresh_conversation(desk: Desk) -> None:
    talk = desk.conversation()
    assert talk.ask("柳塘镇2020年收到几件申请").value == 8
    assert talk.ask("2020年收到几件申请").understood.inherited == ("agency",)
    talk.forget("agency")
    fresh = desk.ask("2020年收到几件申请")
    dropped = talk.ask("2020年收到几件申请")
    assert (dropped.status, dropped.choices) == (fresh.status, fresh.choices)
    assert dropped.status == "ambiguous"


def test_a_dropped_year_is_not_inherited(desk: Desk) -> None:
    talk = desk.conversation()
    talk.ask("柳塘镇2019年主动公开多少条")
    assert talk.ask("网站多少条").understood.years == (2019,)
    after = talk.ask("网站多少条", without=("year",))
    assert (after.understood.years, after.understood.inherited) == (
        desk.ask("柳塘镇网站多少条").understood.years,
        ("agency",),
    )


def test_a_dropped_metric_is_not_inherited(desk: Desk) -> None:
    talk = desk.conversation()
    talk.ask("柳塘镇2020年收到几件申请")
    talk.forget("metric")
    assert talk.ask("那柳桥镇呢").understood.metric is None


def test_an_unknown_slot_is_a_wrong_call_and_an_empty_conversation_has_nothing_to_drop(desk: Desk) -> None:
    talk = desk.conversation()
    talk.forget("agency", "year", "metric")
    with pytest.raises(WrongCall, match="no slot 'town'"):
        talk.forget("town")  # type: ignore[arg-type]  # what a program may send
    assert talk.ask("柳塘镇2020年收到几件申请").value == 8
