"""The door for staff: one password, tries that get slower, sessions that expire."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from nianbao.errors import NotAllowed, TooMany
from nianbao.serving.limits import visitor_key

FREE = 3
"""Wrong tries of one address before it has to wait."""
FREE_IN_ALL = 30
SLOWEST, SLOWEST_IN_ALL = 900.0, 30.0
"""Seconds that one address, and all unknown ones together, have to wait at most."""
_FORGIVEN = 3600.0
"""Seconds without a wrong try after which the count begins anew."""
_MOST_ADDRESSES = 10_000
_MOST_SESSIONS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A member of staff who is signed in. `csrf` must come with every change that is asked for with the cookie."""

    csrf: str
    began: float
    used: float


@dataclass(slots=True)
class _Tries:
    wrong: int = 0
    until: float = 0.0


class Staff:
    """Checks the password and remembers who is in. Safe for threads; everybody is out after a restart."""

    def __init__(
        self,
        password: str,
        *,
        idle_seconds: float = 2 * 3600.0,
        longest_seconds: float = 12 * 3600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._salt = secrets.token_bytes(16)
        self._expected = self._digest(password)
        self._idle = idle_seconds
        self._longest = longest_seconds
        self._clock = clock
        self._sessions: OrderedDict[bytes, Session] = OrderedDict()
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._all = _Tries()
        self._known: set[str] = set()
        self._lock = threading.Lock()

    def login(self, password: str, visitor: str) -> str:
        """The token of a new session. Errors: as `check`."""
        self.check(password, visitor)
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._sessions[_name(token)] = Session(csrf=secrets.token_urlsafe(24), began=now, used=now)
            while len(self._sessions) > _MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return token

    def check(self, password: str, visitor: str) -> None:
        """Compare a password in constant time.

        Errors: NotAllowed when it is wrong; TooMany, without a look at it, while the address, or all unknown addresses
        together, have to wait. An address that has been in before is not made to wait for what others try.
        """
        key, now = visitor_key(visitor), self._clock()
        with self._lock:
            own = self._tries.get(key, _Tries())
            waits = [own.until - now] + ([] if key in self._known else [self._all.until - now])
            if max(waits) > 0:
                raise _slow(max(waits))
            # Counted before it is compared: a hundred tries at once are a hundred tries.
            self._tries[key] = own
            self._tries.move_to_end(key)
            while len(self._tries) > _MOST_ADDRESSES:
                self._tries.popitem(last=False)
            _count(own, now, FREE, SLOWEST)
            if key not in self._known:
                _count(self._all, now, FREE_IN_ALL, SLOWEST_IN_ALL)
            if not hmac.compare_digest(self._digest(password), self._expected):
                raise NotAllowed("密码不对。", "The password is wrong.")
            self._tries.pop(key)
            self._all = _Tries()
            if len(self._known) < _MOST_ADDRESSES:
                self._known.add(key)

    def session(self, token: str | None) -> Session | None:
        """The session of a token; None when it was never given out, has ended or was left alone too long."""
        if not token:
            return None
        with self._lock:
            now, name = self._clock(), _name(token)
            session = self._sessions.get(name)
            if session is None:
                return None
            if now - session.used > self._idle or now - session.began > self._longest:
                del self._sessions[name]
                return None
            self._sessions[name] = Session(csrf=session.csrf, began=session.began, used=now)
            return session

    def logout(self, token: str | None) -> None:
        """End a session, if there is one."""
        with self._lock:
            self._sessions.pop(_name(token or ""), None)

    def _digest(self, password: str) -> bytes:
        return hashlib.sha256(self._salt + password.encode("utf-8", "surrogatepass")).digest()


def same(given: str | None, expected: str) -> bool:
    """Equal, compared in constant time."""
    return hmac.compare_digest((given or "").encode("utf-8", "surrogatepass"), expected.encode())


def _name(token: str) -> bytes:
    """Sessions are kept by a digest: a look-up then tells nothing about tokens by the time it takes."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _count(tries: _Tries, now: float, free: int, slowest: float) -> None:
    if tries.until and now > tries.until + _FORGIVEN:
        tries.wrong = 0
    tries.wrong += 1
    if tries.wrong >= free:
        tries.until = now + min(slowest, 2.0 ** min(tries.wrong - free, 20))


def _slow(seconds: float) -> TooMany:
    shown = max(1, round(seconds))
    return TooMany(
        f"试得太多了，请过 {shown} 秒再试。", f"Too many tries; try again in {shown} seconds.", seconds=seconds
    )
