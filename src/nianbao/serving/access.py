"""The door for staff: one password, kept only as a hash; tries that get slower; sessions that expire."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from nianbao.errors import NotAllowed, TooMany, WrongCall
from nianbao.serving.limits import visitor_key

FREE = 3
"""Wrong tries of one address before it has to wait."""
SLOWEST = 900.0
"""Seconds that one client has to wait at most."""
_FORGIVEN = 3600.0
"""Seconds without a wrong try after which the count begins anew."""
_MOST_ADDRESSES = 10_000
_MOST_SESSIONS = 200
_MOST_DEVICES = 1000
_COST = (14, 8, 1)
"""Of scrypt: 16 MiB and some fifty milliseconds for one look at a password."""
_KIND = "scrypt"
_MOST_COST = 20


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
    """Checks the password and remembers who is in. Safe for threads; everybody is out after a restart.

    Tries are counted for each client: a browser that has been in before is told by its device token, everybody else by
    address. So whoever guesses makes only themselves wait, not even a colleague at the same address who was in before.
    """

    def __init__(
        self,
        password: str,
        *,
        idle_seconds: float = 2 * 3600.0,
        longest_seconds: float = 12 * 3600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`password` may be its hash, as `hashed` makes it. Errors: WrongCall for a hash that is none."""
        self._hash = password if password.startswith(f"{_KIND}$") else hashed(password)
        _parts(self._hash)
        self._key = secrets.token_bytes(32)
        self._seen_right = b""
        self._looking = threading.Lock()
        self._devices: OrderedDict[bytes, None] = OrderedDict()
        self._idle = idle_seconds
        self._longest = longest_seconds
        self._clock = clock
        self._sessions: OrderedDict[bytes, Session] = OrderedDict()
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._lock = threading.Lock()

    def login(self, password: str, visitor: str, device: str | None = None) -> str:
        """The token of a new session. Errors: as `check`."""
        self.check(password, visitor, device)
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._sessions[_name(token)] = Session(csrf=secrets.token_urlsafe(24), began=now, used=now)
            while len(self._sessions) > _MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return token

    def device(self) -> str:
        """A token for a browser from which somebody came in; tries that come with it are counted for it alone."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._devices[_name(token)] = None
            while len(self._devices) > _MOST_DEVICES:
                self._devices.popitem(last=False)
        return token

    def check(self, password: str, visitor: str, device: str | None = None) -> None:
        """Compare a password in constant time.

        Errors: NotAllowed when it is wrong; TooMany, without a look at it, while the client has to wait.
        """
        key, now = visitor_key(visitor), self._clock()
        with self._lock:
            if device and _name(device) in self._devices:
                key = f"device {device}"
            own = self._tries.get(key, _Tries())
            if own.until > now:
                raise _slow(own.until - now)
            # Counted before it is compared: a hundred tries at once are a hundred tries.
            self._tries[key] = own
            self._tries.move_to_end(key)
            while len(self._tries) > _MOST_ADDRESSES:
                self._tries.popitem(last=False)
            _count(own, now, FREE, SLOWEST)
        if not self._right(password):
            raise NotAllowed("密码不对。", "The password is wrong.")
        with self._lock:
            self._tries.pop(key, None)

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

    def _right(self, password: str) -> bool:
        """One look at a time: many at once would cost memory. The right one, sent with every request, is known again by
        a digest under a key that only this process has."""
        digest = hmac.digest(self._key, password.encode("utf-8", "surrogatepass"), "sha256")
        if hmac.compare_digest(digest, self._seen_right):
            return True
        with self._looking:
            right = matches(password, self._hash)
        if right:
            self._seen_right = digest
        return right


def hashed(password: str) -> str:
    """The password as it may be kept: `scrypt$14$8$1$SALT$HASH`, salt and hash in base64."""
    salt = secrets.token_bytes(16)
    return "$".join((_KIND, *map(str, _COST), _written(salt), _written(_scrypt(password, salt, _COST))))


def matches(password: str, kept: str) -> bool:
    """True when the hash is that of the password. Errors: WrongCall for a hash that is none."""
    cost, salt, expected = _parts(kept)
    return hmac.compare_digest(_scrypt(password, salt, cost), expected)


def _parts(kept: str) -> tuple[tuple[int, int, int], bytes, bytes]:
    try:
        kind, n, r, p, salt, digest = kept.split("$")
        cost = int(n), int(r), int(p)
        parts = cost, base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True)
        sound = kind == _KIND and 10 <= cost[0] <= _MOST_COST and 1 <= cost[1] <= 16 and 1 <= cost[2] <= 4
    except ValueError:
        sound = False
    if not sound or len(parts[2]) < 16:
        raise WrongCall(
            "NIANBAO_STAFF_PASSWORD 以 scrypt$ 开头，却不是 nianbao password 给出的样子，请重新生成。",
            "NIANBAO_STAFF_PASSWORD begins with scrypt$ but is not what nianbao password prints; make it again.",
        )
    return parts


def _scrypt(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"), salt=salt, n=1 << n, r=r, p=p, maxmem=(256 << n) * r * p, dklen=32
    )


def _written(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


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
