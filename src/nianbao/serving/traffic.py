"""How many requests are worked on at one moment, and the way out: what is under way ends, what is new goes elsewhere.

For one event loop, like the server: nothing here is called from other threads.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST = 64
PATIENCE = 0.12
"""Seconds that a request waits for a place before it is told to come back."""


class Traffic:
    """Places for requests: one that weighs much takes several. Whoever comes first gets the next free ones."""

    def __init__(self, most: int = MOST, *, streams: int = 1000) -> None:
        """`most` places in all; besides, as many as `streams` connections that only listen."""
        self.most = most
        self.taken = 0
        self.refused = 0
        self.streams = 0
        self.leaving = False
        self._most_streams = streams
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()
        self._listeners: set[Callable[[], object]] = set()

    async def enter(self, weight: int = 1, patience: float = PATIENCE) -> bool:
        """True with `weight` places taken, to be given back with `leave`; False when none came free in time."""
        weight = min(weight, self.most)
        if not self._waiting and self.taken + weight <= self.most:
            self.taken += weight
            return True
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((weight, turn))
        try:
            await asyncio.wait_for(turn, patience)
        except TimeoutError:
            self.refused += 1
            return False
        finally:
            # A turn that was given in the moment its owner went away is given on.
            if not turn.done() or turn.cancelled():
                self._waiting = deque(each for each in self._waiting if each[1] is not turn)
                self._give()
        return True

    def leave(self, weight: int = 1) -> None:
        """Give places back."""
        self.taken -= min(weight, self.most)
        self._give()

    def _give(self) -> None:
        while self._waiting and self.taken + self._waiting[0][0] <= self.most:
            weight, turn = self._waiting.popleft()
            if not turn.done():
                self.taken += weight
                turn.set_result(None)

    @contextmanager
    def listening(self, end: Callable[[], object]) -> Iterator[bool]:
        """For a connection that only listens: False when there are too many. `end` is called when the server leaves."""
        if self.leaving or self.streams >= self._most_streams:
            self.refused += 1
            yield False
            return
        self.streams += 1
        self._listeners.add(end)
        try:
            yield True
        finally:
            self.streams -= 1
            self._listeners.discard(end)

    def leave_all(self) -> None:
        """From now on nobody new is let in, and who only listens is sent home."""
        self.leaving = True
        for end in tuple(self._listeners):
            end()
