"""Which addresses may be visited: web addresses of the given sites whose machines are in the public network."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from nianbao.collecting.nouns import Plan, Site, Trouble
from nianbao.errors import WrongCall

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000
_SAFE = "/%:@!$&'()*+,;=~-._"
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?\.?|\[[0-9a-f:.]{2,45}\]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
_SESSION = re.compile(r";jsessionid=[^/?#]{0,200}", re.I)
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that carry an IPv4 one."""


def is_public(address: str) -> bool:
    """True for the numeric address of a machine in the public network: not private, loopback, link-local, multicast,
    reserved, shared by a carrier, nor one of these in the clothes of IPv6."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def whole(url: str) -> SplitResult | None:
    """A web address taken apart, its host in lower case and ASCII; None for everything else (file:, javascript:, one
    with a user name, a broken one)."""
    if len(url) > _LONGEST or _CONTROL.search(url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").lower(), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if scheme not in _PORTS or not host or "@" in parts.netloc:
        return None
    shown = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(shown):
        return None
    place = shown if port in (None, _PORTS[scheme]) else f"{shown}:{port}"
    path, query = quote(_SESSION.sub("", parts.path) or "/", safe=_SAFE), quote(parts.query, safe=_SAFE + "?")
    return SplitResult(scheme=scheme, netloc=place, path=path, query=query, fragment="")


def tidy(url: str, base: str = "") -> str | None:
    """The address in full and in one form, without its fragment; None when it is no web address."""
    try:
        parts = whole(urljoin(base, url.strip()) if base else url)
    except ValueError:
        return None
    return None if parts is None else urlunsplit(parts)


def key_of(url: str) -> str:
    """What two ways to write one address share: scheme and a leading www. do not count."""
    parts = whole(url)
    if parts is None:
        return url
    return urlunsplit(("", site_of(parts.netloc), parts.path.rstrip("/"), parts.query, "")).lstrip("/")


def site_of(host: str) -> str:
    """The host without a leading www."""
    return host.removeprefix("www.")


def host_of(url: str) -> str:
    """Host and, where it is not the usual one, port; "" for no web address."""
    parts = whole(url)
    return "" if parts is None else parts.netloc


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a run may visit."""

    sites: tuple[Site, ...]
    excluded: frozenset[str]

    @classmethod
    def of(cls, plan: Plan) -> Bounds:
        return cls(sites=plan.sites, excluded=frozenset(map(site_of, plan.excluded)))

    def site(self, url: str) -> int | None:
        """The number of the site that an address belongs to."""
        host = site_of(host_of(url))
        return next((n for n, site in enumerate(self.sites) if host and host in _hosts(site)), None)

    def is_excluded(self, url: str) -> bool:
        host = site_of(host_of(url))
        return host in self.excluded or host.partition(":")[0] in self.excluded

    def refusal(self, url: str, *, attachment: bool = False) -> Trouble | None:
        """Why an address is not visited; None when it may be. Files of a report may lie with another public host."""
        if whole(url) is None:
            return Trouble(
                url=url[:200], zh="不是 http(s) 网址，没有打开", en="not an http(s) address; it was not opened"
            )
        if self.is_excluded(url):
            return Trouble(url=url, zh="这个网站已被排除", en="this site is excluded")
        if not attachment and self.site(url) is None:
            host = host_of(url)
            return Trouble(
                url=url,
                zh=f"在别的网站（{host}）上；要一起收集，请加 --also {host}",
                en=f"on another site ({host}); add --also {host} to collect there, too",
            )
        bare = (urlsplit(url).hostname or "").strip("[]")
        if _is_number(bare) and not is_public(bare) and not self.may_be_private(url):
            return private(url)
        return None

    def may_be_private(self, url: str) -> bool:
        """True for the hosts of sites that the user said may be in a private network."""
        site = self.site(url)
        return site is not None and self.sites[site].allow_private

    def hosts(self) -> frozenset[str]:
        """Names of all hosts, without ports and with and without www."""
        places = (place for site in self.sites for host in _hosts(site) for place in _places(host))
        return frozenset(place.rpartition(":")[0] for place in places)

    def private_places(self) -> frozenset[str]:
        """Hosts with ports ("10.0.0.8:80") that may lead to private addresses."""
        sites = [site for site in self.sites if site.allow_private]
        return frozenset(place for site in sites for host in _hosts(site) for place in _places(host))

    def insecure_places(self) -> frozenset[str]:
        """Hosts with ports whose certificates are not verified."""
        sites = [site for site in self.sites if site.insecure]
        return frozenset(place for site in sites for host in _hosts(site) for place in _places(host))


def private(url: str) -> Trouble:
    """The refusal of an address in a private network."""
    return Trouble(
        url=url,
        zh="是内网或本机的地址，没有打开；确实要收集内网网站，请加 --allow-private",
        en="an address in a private network or on this machine; add --allow-private if that is what you mean",
    )


def checked_site(site: Site) -> Site:
    """The site with its addresses in one form. Raises WrongCall for one that cannot be an address."""
    urls = []
    for written in site.urls:
        url = tidy(written if "://" in written else f"http://{written}")
        if url is None or ("." not in host_of(url) and not host_of(url).startswith(("localhost", "["))):
            raise WrongCall(
                f"“{written[:200]}”不是网址，应写成 http://www.example.gov.cn/… 或 https://…",
                f"{written[:200]!r} is no web address; write it as http://www.example.gov.cn/… or https://…",
            )
        urls.append(url)
    return Site(
        urls=tuple(dict.fromkeys(urls)), also=tuple(_hosts_of(site.also)), first_year=site.first_year,
        last_year=site.last_year, delay=site.delay, insecure=site.insecure, allow_private=site.allow_private,
        render=site.render, max_pages=site.max_pages, max_depth=site.max_depth,
    )  # fmt: skip


def _hosts_of(written: Iterable[str]) -> Iterator[str]:
    for each in written:
        host = host_of(each if "://" in each else f"http://{each}")
        if not host:
            raise WrongCall(f"“{each[:100]}”不是网站的域名。", f"{each[:100]!r} is no host name.")
        yield host


def _hosts(site: Site) -> frozenset[str]:
    return frozenset(site_of(host) for host in (*map(host_of, site.urls), *site.also))


def _places(host: str) -> Iterator[str]:
    """Every way to write the host, with the ports it may be asked on."""
    name, found, port = host.rpartition(":")
    with_port = bool(found) and port.isdigit()
    name = (name if with_port else host).strip("[]")
    for each in (name, f"www.{name}"):
        yield from (f"{each}:{number}" for number in ([port] if with_port else _PORTS.values()))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
