"""Connections of the server: none may stay half open, and there are never more than the system can hold.

A connection that waits for the head of a request has some seconds; one that does not take its answer has a minute. When
all places are taken, whoever has been silent longest goes. Uvicorn knows none of this; it is imported with this file,
which is therefore imported late.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import sys
from collections import OrderedDict
from typing import Any

from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from nianbao.serving.traffic import Traffic

LOG = logging.getLogger(__name__)

STALLED = 60.0
"""Seconds in which a client must take something of an answer."""
RESERVE = 200
"""Descriptors kept for files, the index, helper processes."""
ACCEPTED = 32
"""Connections taken in at a time; far fewer than are reserved, since room is made after they have come in."""
_QUEUE = 1024
"""Connections that may wait to be taken in."""
_LAME = 0.5
"""Seconds that idle connections stay open after the end has been announced, for requests that are under way."""


def descriptors(connections: int) -> int:
    """How many connections there can be, at most `connections`: the system's limit is raised to that if it may be.

    Windows has no such limit.
    """
    if sys.platform == "win32":
        return connections
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + RESERVE
    if soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
        except (OSError, ValueError) as error:  # macOS has a further limit of its own
            LOG.debug("the limit of descriptors stays %d: %s", soft, error)
    possible = max(16, min(connections, soft - RESERVE))
    if possible < connections:
        LOG.warning(
            "only %d connections at a time: the system allows %d descriptors (raise it with ulimit -n or LimitNOFILE)",
            possible,
            soft,
        )
    return possible


def protocol(most: int, head_seconds: float, stalled: float = STALLED) -> type[H11Protocol]:
    """The class of connections of one server, which it counts together."""

    class Counted(_Connection):
        pass

    Counted.most, Counted.head_seconds, Counted.stalled = most, head_seconds, stalled
    Counted.silent = OrderedDict()
    return Counted


class _Connection(H11Protocol):
    most: int
    head_seconds: float
    stalled: float
    silent: OrderedDict[_Connection, None]
    """Connections on which no request is worked on, the longest silent first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head: asyncio.TimerHandle | None = None
        self._stall: asyncio.TimerHandle | None = None
        self._begun = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self.most:
            self._make_room()
        self._listen()

    def connection_lost(self, exc: Exception | None) -> None:
        self.silent.pop(self, None)
        for timer in (self._head, self._stall):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._begun = True
        super().data_received(data)
        self._listen()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._begun = False
        self._listen()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stall = self._stall or self.loop.call_later(self.stalled, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None

    def _listen(self) -> None:
        """Starts the time for the head of a request, or ends it once the head is there."""
        if self.transport.is_closing():
            return
        if self.cycle is not None and not self.cycle.response_complete:
            self.silent.pop(self, None)
            if self._head is not None:
                self._head.cancel()
                self._head = None
        elif self._head is None:
            self.silent[self] = None
            self._head = self.loop.call_later(self.head_seconds, self._too_slow)

    def _make_room(self) -> None:
        """Closes the longest silent connection; where all are busy this one is told to come back."""
        if self.silent:
            oldest, _ = self.silent.popitem(last=False)
            oldest.transport.abort()
        else:
            self._say(503, "现在人太多，请过几秒再试。")

    def _too_slow(self) -> None:
        self._head = None
        if self.transport.is_closing():
            return
        if self._begun:
            self._say(408, "请求发送得太慢，请检查网络后重新发送。")
        else:
            self.transport.close()

    def _say(self, status: int, sentence: str) -> None:
        """Written past the protocol's state, which is in the middle of a request or before one."""
        body = json.dumps({"error": sentence}, ensure_ascii=False).encode()
        phrase = {408: "Request Timeout", 503: "Service Unavailable"}[status]
        head = (
            f"HTTP/1.1 {status} {phrase}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            "Retry-After: 5\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()


class Leaving(Server):
    """Uvicorn's server, which goes in order: what is under way is finished, what only listens is sent home first."""

    def __init__(self, config: Config, traffic: Traffic) -> None:
        super().__init__(config)
        self._traffic = traffic

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # Asyncio takes one number for both: how many it takes in at a time, and how many wait in the system.
        for listener in sockets or []:
            listener.listen(_QUEUE)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Whoever has been let in by the system is taken in; from here on each answer says that it is the last one.
        await asyncio.sleep(0)
        self._traffic.leave_all()
        for server in self.servers:
            server.close()
        began = self.loop_time()
        while self.server_state.connections and self.loop_time() - began < _LAME:
            await asyncio.sleep(0.02)
        await super().shutdown(sockets)
        # Uvicorn would raise the signal once more, and end the process before what is waiting has been written.
        self._captured_signals.clear()

    @staticmethod
    def loop_time() -> float:
        return asyncio.get_running_loop().time()
