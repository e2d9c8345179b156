"""What a proxy says of a request: believed from the proxies that the settings name, taken away from everybody else.

To be the outermost of all: nothing inside ever sees a header that a visitor made up.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_TOLD = (
    b"x-forwarded-", b"forwarded", b"x-real-ip", b"x-original-", b"x-rewrite-", b"x-gradio-server", b"x-direct-url",
)  # fmt: skip
"""Beginnings of headers that speak for a proxy, or to gradio for another server."""
_KEPT = frozenset({b"x-forwarded-prefix", b"x-forwarded-host"})
_Headers = list[tuple[bytes, bytes]]


class Forwarded:
    """ASGI application around the whole: address of the visitor and scheme from trusted proxies alone."""

    def __init__(self, app: ASGIApp, trusted: str, public_url: str = "") -> None:
        """`trusted` as in the settings. A request by the host of `public_url` has its scheme, whoever brings it."""
        self._app = app
        self._networks = tuple(networks(trusted))
        self._public = urlsplit(public_url.lower())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            told = [(name, value) for name, value in scope["headers"] if name.startswith(_TOLD)]
            kept = [pair for pair in scope["headers"] if pair not in told]
            scope = {**scope, "headers": kept}
            if told and self._trusts(scope):
                scope = self._believed(scope, told)
            elif self._public.scheme and dict(kept).get(b"host", b"").decode("latin-1").lower() == self._public.netloc:
                scope["scheme"] = self._public.scheme
        await self._app(scope, receive, send)

    def _trusts(self, scope: Scope) -> bool:
        client = scope.get("client")
        return client is not None and self._is_proxy(client[0])

    def _is_proxy(self, address: str) -> bool:
        return is_in(address, self._networks)

    def _believed(self, scope: Scope, told: _Headers) -> dict[str, Any]:
        headers = dict(scope["headers"])
        last = dict(told)
        scheme = last.get(b"x-forwarded-proto", b"").decode("latin-1").strip().lower()
        if scheme in ("http", "https"):
            # Said again in one voice: gradio looks at the header.
            headers[b"x-forwarded-proto"] = scheme.encode()
        return {
            **scope,
            "scheme": scheme if scheme in ("http", "https") else scope.get("scheme", "http"),
            "client": self._visitor(told) or scope["client"],
            "headers": [*scope["headers"], *(pair for pair in told if pair[0] in _KEPT), *_proto(headers)],
        }

    def _visitor(self, told: _Headers) -> tuple[str, int] | None:
        """The last address that is not a proxy's own: what stands before it a visitor may have made up."""
        said = b",".join(value for name, value in told if name == b"x-forwarded-for").decode("latin-1")
        hops = [hop for part in said.split(",")[-50:] if (hop := _bare(part.strip()))]
        foreign = [hop for hop in hops if not self._is_proxy(hop)]
        return (foreign[-1], 0) if foreign else (hops[0], 0) if hops else None


def networks(listed: str) -> Iterable[Any]:
    """The networks of a list of addresses and networks as the settings have it; `*` is every address."""
    for part in filter(None, (piece.strip() for piece in listed.split(","))):
        for each in ("0.0.0.0/0", "::/0") if part == "*" else (part,):
            yield ipaddress.ip_network(each, strict=False)


def is_in(address: str, listed: Iterable[Any]) -> bool:
    """True for an address in one of the networks; in the notation of IPv6 it is the same address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return any((mapped or parsed) in network for network in listed)


def _proto(headers: dict[bytes, bytes]) -> _Headers:
    return [(b"x-forwarded-proto", headers[b"x-forwarded-proto"])] if b"x-forwarded-proto" in headers else []


def _bare(hop: str) -> str:
    """An address without port and brackets; "" for what is none."""
    host = hop[1:].partition("]")[0] if hop.startswith("[") else hop
    host = host.rpartition(":")[0] if host.count(":") == 1 else host
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return ""
