"""At most so many questions of one visitor in any minute."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from nianbao.errors import TooMany

_WINDOW = 60.0


class Limiter:
    """Counts per visitor over the last minute, exactly. Safe for threads; remembers at most `most` visitors."""

    def __init__(self, per_minute: int, *, most: int = 20_000, clock: Callable[[], float] = time.monotonic) -> None:
        """`per_minute` 0 lets everything pass."""
        self.per_minute = per_minute
        self._most = most
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, visitor: str, cost: int = 1) -> float:
        """0.0 and one more is counted, or as many as it costs; or the seconds after which the visitor may try again,
        and nothing is counted. What costs more than the limit is let through once a minute."""
        if not self.per_minute:
            return 0.0
        key, now = visitor_key(visitor), self._clock()
        with self._lock:
            times = self._times.setdefault(key, deque())
            self._times.move_to_end(key)
            while len(self._times) > self._most:
                self._times.popitem(last=False)
            while times and times[0] <= now - _WINDOW:
                times.popleft()
            cost = min(cost, self.per_minute)
            if (over := len(times) + cost - self.per_minute) > 0:
                return times[over - 1] + _WINDOW - now
            times.extend([now] * cost)
            return 0.0

    def admit(self, visitor: str, cost: int = 1) -> None:
        """Counts one, or as many as it costs; raises TooMany when the visitor has to wait."""
        seconds = self.wait(visitor, cost)
        if seconds > 0:
            shown = max(1, round(seconds))
            raise TooMany(
                f"您问得太快了，请过 {shown} 秒再试。",
                f"Too many questions in a minute; try again in {shown} seconds.",
                seconds=seconds,
            )


def visitor_key(address: str) -> str:
    """What counts as one visitor: an IPv4 address, or the /64 network that a household or office has in IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
