"""What a conversation keeps of the turns before, and what is left of it when the index changed."""

from __future__ import annotations

from nianbao.dialogue.state import State, after, pair, renewed, together
from nianbao.query import Body, Measure, Query, Scope, Years

CLEAR, WHITE = Body(name="清水镇", place="清水镇"), Body(name="白石镇", place="白石镇")
RECEIVED = Measure(metric="applications_received")


def asked(body: Body, year: int) -> Query:
    years = Years(kind="given", values=(year,))
    return Query(show="number", scope=Scope(bodies=(body,)), years=years, measures=(RECEIVED,))


def talk(*turns: tuple[Body, int]) -> State:
    state = State()
    for body, year in turns:
        state = after(state, asked(body, year), [year])
    return state


def test_the_last_two_figures_are_set_together_by_what_they_differ_in() -> None:
    by_body, by_year = together(talk((CLEAR, 2021), (WHITE, 2021))), together(talk((CLEAR, 2021), (CLEAR, 2022)))
    assert by_body is not None
    assert (by_body.group_by, by_body.scope.bodies, by_body.years.values) == ("agency", (CLEAR, WHITE), (2021,))
    assert by_year is not None
    assert (by_year.group_by, by_year.scope.bodies, by_year.years.values) == ("year", (CLEAR,), (2021, 2022))


def test_figures_that_differ_in_two_things_are_no_pair() -> None:
    assert pair(talk((CLEAR, 2021), (WHITE, 2022))) is None


def test_a_body_that_is_gone_becomes_one_that_nothing_is_held_of() -> None:
    state = renewed(talk((CLEAR, 2021), (WHITE, 2021)), {"清水镇"})
    assert state.last is not None
    assert (state.last.scope.bodies, state.last.scope.unknown) == ((), ("白石镇",))
    assert ([shown.body for shown in state.shown], state.bodies) == ([CLEAR], (CLEAR,))


def test_a_state_of_which_all_is_held_stays_as_it_is() -> None:
    state = talk((CLEAR, 2021), (WHITE, 2021))
    assert renewed(state, {"清水镇", "白石镇", "黑石乡"}) == state
