"""At most so many questions of one visitor in a minute, whatever the pattern."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.errors import TooMany
from nianbao.serving.limits import Limiter, visitor_key


@given(st.integers(1, 5), st.lists(st.tuples(st.sampled_from(["甲", "乙"]), st.floats(0, 40)), max_size=60))
def test_no_minute_ever_holds_more_than_the_limit_and_nobody_waits_without_need(
    limit: int, arrivals: list[tuple[str, float]]
) -> None:
    """Against a count over the whole history, visitor by visitor."""
    now = 0.0
    limiter = Limiter(limit, clock=lambda: now)
    passed: dict[str, list[float]] = {"甲": [], "乙": []}
    for visitor, pause in arrivals:
        now += pause
        recent = [time for time in passed[visitor] if time > now - 60]
        wait = limiter.wait(visitor)
        assert (wait == 0) == (len(recent) < limit)
        if wait:
            assert wait == pytest.approx(recent[0] + 60 - now)
        else:
            passed[visitor].append(now)


def test_the_refusal_says_how_long_to_wait() -> None:
    now = [0.0]
    limiter = Limiter(1, clock=lambda: now[0])
    limiter.admit("1.2.3.4")
    now[0] = 18.0
    with pytest.raises(TooMany, match="42 seconds") as caught:
        limiter.admit("1.2.3.4")
    assert (caught.value.zh, caught.value.seconds) == ("您问得太快了，请过 42 秒再试。", 42.0)
    limiter.admit("1.2.3.5")


def test_a_limit_of_zero_is_none() -> None:
    limiter = Limiter(0)
    assert {limiter.wait("甲") for _ in range(1000)} == {0.0}


def test_visitors_beyond_the_memory_push_the_longest_silent_out() -> None:
    limiter = Limiter(1, most=2, clock=lambda: 0.0)
    waits = [limiter.wait(visitor) > 0 for visitor in ("甲", "乙", "甲", "丙", "甲", "乙")]
    assert waits == [False, False, True, False, True, False]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("testclient", "testclient"), ("x" * 500, "x" * 100),
    ],
)  # fmt: skip
def test_a_visitor_is_an_address_or_a_network_of_the_new_kind(address: str, key: str) -> None:
    assert visitor_key(address) == key
