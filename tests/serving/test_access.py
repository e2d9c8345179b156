"""Only who knows the password comes in, guessing gets slow, and sessions end."""

from __future__ import annotations

import threading

import pytest

from nianbao.errors import NotAllowed, TooMany, WrongCall
from nianbao.serving.access import Staff, hashed, matches, same

PASSWORD = "春眠不觉晓，处处闻啼鸟。"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def staff(clock: Clock) -> Staff:
    return Staff(PASSWORD, idle_seconds=100, longest_seconds=250, clock=clock)


def refused(staff: Staff, password: str, visitor: str = "192.0.2.1") -> str:
    try:
        staff.check(password, visitor)
    except NotAllowed:
        return "wrong"
    except TooMany as error:
        return f"wait {error.seconds:g}"
    return "in"


def test_the_password_opens_and_no_other(staff: Staff) -> None:
    assert staff.session(staff.login(PASSWORD, "192.0.2.1")) is not None
    for wrong in ("", PASSWORD[:-1], PASSWORD + " ", "\ud800"):
        with pytest.raises(NotAllowed):
            Staff(PASSWORD).login(wrong, "192.0.2.1")


@pytest.mark.parametrize("token", [None, "", "guess", "\ud800"])
def test_a_token_that_was_never_given_out_is_nobody(staff: Staff, token: str | None) -> None:
    staff.login(PASSWORD, "192.0.2.1")
    assert staff.session(token) is None


def test_wrong_tries_double_the_wait_and_the_right_one_must_wait_too(staff: Staff, clock: Clock) -> None:
    assert [refused(staff, "wrong") for _ in range(4)] == ["wrong", "wrong", "wrong", "wait 1"]
    clock.now += 1
    assert [refused(staff, "wrong"), refused(staff, PASSWORD)] == ["wrong", "wait 2"]
    clock.now += 2
    assert [refused(staff, "wrong"), refused(staff, PASSWORD)] == ["wrong", "wait 4"]
    clock.now += 4
    assert refused(staff, PASSWORD) == "in"
    assert refused(staff, "wrong") == "wrong"


def test_the_wait_of_one_address_is_not_that_of_another(staff: Staff) -> None:
    for _ in range(3):
        refused(staff, "wrong", "192.0.2.1")
    assert refused(staff, "wrong", "192.0.2.1") == "wait 1"
    assert refused(staff, PASSWORD, "192.0.2.2") == "in"


def test_whoever_guesses_makes_nobody_else_wait(staff: Staff) -> None:
    """From many addresses, and from the very address of a colleague whose browser has been in before."""
    assert refused(staff, PASSWORD, "198.51.100.1") == "in"
    device = staff.device()
    for n in range(10):
        assert refused(staff, "wrong", f"192.0.2.{n}") == "wrong"
    for _ in range(4):
        refused(staff, "wrong", "198.51.100.1")
    assert refused(staff, PASSWORD, "203.0.113.9") == "in"
    assert refused(staff, PASSWORD, "198.51.100.1").startswith("wait")
    staff.check(PASSWORD, "198.51.100.1", device)


def test_a_device_token_gives_no_more_tries_than_an_address(staff: Staff) -> None:
    device = staff.device()

    def guess(token: str, visitor: str) -> str:
        try:
            staff.check("wrong", visitor, token)
        except NotAllowed:
            return "wrong"
        except TooMany:
            return "wait"
        return "in"

    assert [guess(device, f"192.0.2.{n}") for n in range(4)] == ["wrong"] * 3 + ["wait"]
    assert [guess("made up", "192.0.2.9") for _ in range(4)] == ["wrong"] * 3 + ["wait"]


def test_the_password_is_kept_only_as_a_hash(staff: Staff) -> None:
    made = hashed(PASSWORD)
    assert (matches(PASSWORD, made), matches(PASSWORD + " ", made)) == (True, False)
    assert hashed(PASSWORD) != made
    kept = Staff(made)
    kept.check(PASSWORD, "192.0.2.1")
    kept.check(PASSWORD, "192.0.2.1")
    with pytest.raises(NotAllowed):
        kept.check(made, "192.0.2.1")
    for each in (staff, kept):
        assert PASSWORD not in repr([getattr(each, name) for name in vars(each)])


@pytest.mark.parametrize("kept", ["scrypt$", "scrypt$14$8$1$!$!", "scrypt$99$8$1$AAAA$AAAA", "scrypt$14$8$1$AAAA$AAAA"])
def test_a_hash_that_is_none_is_refused_at_the_start(kept: str) -> None:
    with pytest.raises(WrongCall, match="nianbao password"):
        Staff(kept)


def test_a_burst_of_tries_at_once_gets_three_looks(staff: Staff) -> None:
    results: list[str] = []
    start = threading.Barrier(20)

    def guess() -> None:
        start.wait()
        results.append(refused(staff, "wrong"))

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["wait 1"] * 17 + ["wrong"] * 3


def test_a_session_ends_when_left_alone_when_old_and_when_one_goes(staff: Staff, clock: Clock) -> None:
    left, used, gone = (staff.login(PASSWORD, "192.0.2.1") for _ in range(3))
    staff.logout(gone)
    assert staff.session(gone) is None
    clock.now += 90
    assert staff.session(used) is not None
    clock.now += 20
    assert staff.session(left) is None
    clock.now += 70
    assert staff.session(used) is not None
    clock.now += 80
    assert staff.session(used) is None  # used again and again, but older than the longest


def test_sessions_have_different_tokens_and_a_csrf_token_of_their_own(staff: Staff) -> None:
    tokens = [staff.login(PASSWORD, "192.0.2.1") for _ in range(3)]
    sessions = [staff.session(token) for token in tokens]
    assert len(set(tokens)) == len({session.csrf for session in sessions if session}) == 3
    assert all(len(token) >= 40 for token in tokens)


def test_same_compares_texts_of_any_kind() -> None:
    assert (same("a", "a"), same(None, "a"), same("\ud800", "a"), same("é", "a")) == (True, False, False, False)
