"""What stands between the spider and the network: only addresses within bounds, only machines in the public network,
patience with sites that are busy, and a log of every request."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import IgnoreRequest
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from nianbao.collecting.addresses import is_public, private
from nianbao.collecting.nouns import Trouble

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_LONGEST_WAIT = 60.0
_FIRST_WAIT = 5.0
_BUSY = (429, 503)


class Refused(IgnoreRequest):  # type: ignore[misc]  # Scrapy is not read for its types
    """A request that is not sent, with the reason."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.en)
        self.trouble = trouble


@implementer(IResolutionReceiver)
class _Sieve:
    """Lets public addresses through, and those of places that may be private."""

    def __init__(self, receiver: Any, name: str, allowed: bool, refused: set[str]) -> None:
        self._receiver = receiver
        self._name = name
        self._allowed = allowed
        self._refused = refused

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if self._allowed or is_public(address.host):
            self._receiver.addressResolved(address)
        else:
            self._refused.add(self._name)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class PublicResolver:
    """Names to addresses for every connection anew. A connection goes to an address that passed here, whatever the name
    means a moment later, so a name that changes its meaning (DNS rebinding) gains nothing."""

    refused: set[str] = set()  # noqa: RUF012  # of the one run in this process
    """Names that led to nothing but private addresses."""

    def __init__(self, reactor: Any, allowed: frozenset[str]) -> None:
        self._reactor = reactor
        self._original = reactor.nameResolver
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> PublicResolver:
        return cls(reactor, frozenset(crawler.settings.getlist("NIANBAO_PRIVATE")))

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)

    def resolveHostName(
        self, receiver: Any, hostName: str, portNumber: int = 0, addressTypes: Any = None,
        transportSemantics: str = "TCP",
    ) -> Any:  # fmt: skip
        allowed = f"{hostName.lower()}:{portNumber}" in self._allowed
        sieve = _Sieve(receiver, hostName.lower(), allowed, self.refused)
        return self._original.resolveHostName(sieve, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IPolicyForHTTPS)
class _ByPlace:
    """Certificates are verified but where the user said that they need not be."""

    def __init__(self, strict: Any, lax: Any, insecure: frozenset[str]) -> None:
        self._strict = strict
        self._lax = lax
        self._insecure = insecure

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        place = f"{hostname.decode('ascii', 'replace').lower()}:{port}"
        return (self._lax if place in self._insecure else self._strict).creatorForNetloc(hostname, port)


class Handler(HTTP11DownloadHandler):  # type: ignore[misc]  # as above
    """Scrapy's own, with certificates judged place by place."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        insecure = frozenset(crawler.settings.getlist("NIANBAO_INSECURE"))
        lax = _ScrapyClientContextFactory(verify_certificates=False)
        self._disconnect_timeout = 0.2  # seconds to wait for connections to close in order
        strict: Any = self._contextFactory
        self._contextFactory: Any = _ByPlace(strict, lax, insecure)


class Guard:
    """The outermost step, for robots.txt, redirects and refreshes as for every other request."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Guard:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        free = bool(request.meta.get("file")) or urlsplit(request.url).path == "/robots.txt"
        spider: Any = self._crawler.spider
        if (trouble := spider.bounds.refusal(request.url, attachment=free)) is not None:
            raise Refused(trouble)

    def process_response(self, request: Request, response: Response) -> Response:
        """A second look at the machine that answered, should another way to it ever be found."""
        spider: Any = self._crawler.spider
        address = response.ip_address
        if address is not None and not is_public(str(address)) and not spider.bounds.may_be_private(request.url):
            raise Refused(private(request.url))
        return response


class Patience:
    """A site that is busy is asked less often: as it says (Retry-After), else each time twice as long."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Patience:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        engine = self._crawler.engine
        slot = engine.downloader.slots.get(request.meta.get("download_slot", "")) if engine is not None else None
        if response.status in _BUSY and slot is not None:
            asked = (response.headers.get("Retry-After") or b"").decode("latin-1")
            times = 2 ** int(request.meta.get("retry_times", 0))
            wait = float(asked) if asked.isdigit() and len(asked) < 6 else _FIRST_WAIT * times
            slot.delay = max(slot.delay, min(wait, _LONGEST_WAIT))
        return response


class Log:
    """A line for every request that went out: when, what came, how much, how long it took, and the address."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Log:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        request.meta["asked"] = time.time()

    def process_response(self, request: Request, response: Response) -> Response:
        self._note(request, str(response.status), len(response.body))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        self._note(request, type(exception).__name__, 0)

    def _note(self, request: Request, came: str, size: int) -> None:
        spider: Any = self._crawler.spider
        asked = float(request.meta.get("asked", time.time()))
        when = time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(asked))
        line = f"{when}\t{request.method}\t{came}\t{size}\t{time.time() - asked:.2f}s\t{request.url}\n"
        spider.asked(line, size if came == "200" else 0)
