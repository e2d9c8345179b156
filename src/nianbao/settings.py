"""Settings: one frozen value, made once. This module is the only reader of the environment."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from nianbao.errors import WrongCall

SHORTEST_PASSWORD = 12
"""Characters of a staff password, at least."""
_AT_LEAST_ONE = (
    "max_file_mb", "max_pages", "max_scan_pages", "max_seconds", "max_unpack_ratio", "max_memory_mb", "max_requests",
    "max_connections", "header_seconds",
)  # fmt: skip
_ADDRESS = re.compile(
    r"https?://(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?(?:/[A-Za-z0-9._~-]{1,100}){0,8}/?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that can be set from outside; `from_environment` reads `NIANBAO_<NAME>`."""

    index: Path = Path("index")
    """The index folder."""
    model: str = "packed"
    """`packed` (shipped e5), `none` (lexical search alone), or a sentence-transformers path or name."""
    cache: Path = field(default_factory=lambda: user_cache_path("nianbao"))
    """Where the packed model is unpacked, once."""
    catalogue: Path | None = None
    """A catalogue file of the user's own, laid over the shipped one."""
    lang: str = "zh"
    """Language of messages: `zh` or `en`."""
    host: str = "127.0.0.1"
    port: int = 7860
    max_question: int = 500
    """Longest question answered, in characters."""
    max_file_mb: int = 64
    """Largest report file read, in MiB."""
    max_pages: int = 300
    """Most pages of a report file."""
    max_scan_pages: int = 40
    """Most pages of a report file that are recognised (OCR)."""
    max_seconds: int = 90
    """Longest time for reading one file, in seconds; of a scan, for each page."""
    max_unpack_ratio: int = 200
    """How many times its size a packed file (docx, ofd, zip) may unpack to."""
    max_memory_mb: int = 4096
    """Most memory for reading one file, in MiB (Linux)."""
    max_body_kb: int = 256
    """Largest HTTP request body, in KiB; uploads of report files have `max_file_mb` a file."""
    max_requests: int = 64
    """Requests worked on at one moment, over all routes; more are answered 503 at once."""
    max_connections: int = 2000
    """Connections open at one moment; the longest silent ones make way for new ones."""
    header_seconds: int = 10
    """Seconds within which the head of a request must come; half-open connections are closed then."""
    grace_seconds: int = 30
    """Seconds that a server which is told to stop gives to what it is working on."""
    hosts: tuple[str, ...] = ()
    """Names, besides that of `public_url` and those of this machine, by which the site may be asked; commas between."""
    per_minute: int = 300
    """Questions of one visitor in a minute; 0 sets no limit. An office behind one address is one visitor."""
    trusted_proxies: str = ""
    """Addresses or networks, parted by commas, whose `X-Forwarded-For` and `-Proto` are believed."""
    visits_days: int = 180
    """Days that questions and feedback are kept to learn from; 0 records nothing."""
    reports: Path = Path("reports")
    """Where report files are kept that staff add in the page."""
    request_log: str = ""
    """A file for one line of JSON about each request, without questions and addresses; `-` for standard error."""
    metrics_from: str = ""
    """Addresses or networks, parted by commas, that may read `/metrics` besides this machine itself."""
    staff_password: str = field(default="", repr=False)
    """Opens the staff area, in the page and as `Authorization: Bearer`; empty: there is no staff area."""
    off: str = ""
    """A notice in place of answers: the public page and its API are closed while it is set."""
    origins: tuple[str, ...] = ()
    """Other sites whose pages may ask here and show the widget, as `https://host[:port]`, separated by commas."""
    contact: str = ""
    """How the owners of sites that reports are collected from can reach whoever collects; sent along with requests."""
    public_url: str = ""
    """Where readers find the site when it is behind a proxy, as `https://www.example.gov.cn/nianbao/`."""

    def __post_init__(self) -> None:
        _check_numbers(self)
        _check_addresses(self)
        _check_words(self)


def _check_numbers(given: Settings) -> None:
    for name in _AT_LEAST_ONE:
        if getattr(given, name) < 1:
            variable = f"NIANBAO_{name.upper()}"
            raise WrongCall(f"{variable} 至少是 1。", f"{variable} must be at least 1.")
    if not 0 <= given.port <= 65535:
        raise WrongCall(f"端口 {given.port} 不在 0–65535 之间。", f"Port {given.port} is not between 0 and 65535.")
    for name in ("per_minute", "visits_days", "grace_seconds"):
        if getattr(given, name) < 0:
            raise WrongCall(
                f"NIANBAO_{name.upper()} 不能小于 0，0 表示关闭。",
                f"NIANBAO_{name.upper()} must not be negative; 0 switches it off.",
            )


def _check_addresses(given: Settings) -> None:
    for origin in given.origins:
        if not _ORIGIN.fullmatch(origin):
            raise WrongCall(
                f"NIANBAO_ORIGINS 里的 {origin!r} 不是网站的源，应写成 https://www.example.gov.cn，没有路径和末尾的斜线。",
                f"{origin!r} in NIANBAO_ORIGINS is no origin: write https://www.example.gov.cn without a path.",
            )
    for variable, listed in (("TRUSTED_PROXIES", given.trusted_proxies), ("METRICS_FROM", given.metrics_from)):
        for part in _listed(listed):
            if part != "*" and not _is_network(part):
                raise WrongCall(
                    f"NIANBAO_{variable} 里的 {part!r} 不是地址或网段，应写成 127.0.0.1 或 10.0.0.0/8。",
                    f"{part!r} in NIANBAO_{variable} is no address or network: write 127.0.0.1 or 10.0.0.0/8.",
                )
    for name in given.hosts:
        if not _HOST.fullmatch(name):
            raise WrongCall(
                f"NIANBAO_HOSTS 里的 {name!r} 不是主机名，应写成 nianbao.example.gov.cn，没有 https:// 和路径。",
                f"{name!r} in NIANBAO_HOSTS is no host: write nianbao.example.gov.cn without https:// and path.",
            )
    if given.public_url and not _ADDRESS.fullmatch(given.public_url):
        raise WrongCall(
            f"NIANBAO_PUBLIC_URL 应写成 https://www.example.gov.cn/nianbao/，现在是 {given.public_url!r}。",
            f"NIANBAO_PUBLIC_URL must read like https://www.example.gov.cn/nianbao/, not {given.public_url!r}.",
        )


def _check_words(given: Settings) -> None:
    if given.lang not in ("zh", "en"):
        raise WrongCall(
            f"NIANBAO_LANG 只能是 zh 或 en，现在是 {given.lang!r}。",
            f"NIANBAO_LANG must be zh or en, not {given.lang!r}.",
        )
    if 0 < len(given.staff_password) < SHORTEST_PASSWORD:
        raise WrongCall(
            f"NIANBAO_STAFF_PASSWORD 太短：至少 {SHORTEST_PASSWORD} 个字符；不设就没有管理页面。",
            f"NIANBAO_STAFF_PASSWORD is too short: {SHORTEST_PASSWORD} characters or more, or none at all.",
        )
    if len(given.contact) > 200 or not (given.contact.isascii() and given.contact.isprintable()):
        raise WrongCall(
            "NIANBAO_CONTACT 应是邮箱或网址，只能用英文字符，不超过 200 个。",
            "NIANBAO_CONTACT must be an e-mail or web address in ASCII, of 200 characters at most.",
        )


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `NIANBAO_*` variables; raises `WrongCall` naming a variable that cannot be used."""
    env = os.environ if environ is None else environ
    values: dict[str, object] = {}
    for name, make in _READERS.items():
        raw = env.get(f"NIANBAO_{name.upper()}", "").strip()
        if not raw:
            continue
        try:
            values[name] = make(raw)
        except ValueError as error:
            raise WrongCall(
                f"环境变量 NIANBAO_{name.upper()} 应为整数，现在是 {raw!r}。",
                f"NIANBAO_{name.upper()} must be a whole number, not {raw!r}.",
            ) from error
    return Settings(**values)  # type: ignore[arg-type]  # the readers below give each field its own type


def set_in_environment(environ: Mapping[str, str] | None = None) -> frozenset[str]:
    """The fields of `Settings` that a variable sets."""
    env = os.environ if environ is None else environ
    return frozenset(name for name in _READERS if env.get(f"NIANBAO_{name.upper()}", "").strip())


def without_secrets() -> dict[str, str]:
    """The environment for a process that works for us: without what opens doors."""
    return {name: value for name, value in os.environ.items() if not _SECRET.search(name)}


def forget_secrets() -> None:
    """Take them out of our own environment as well, once the settings are made: libraries start processes, too."""
    for name in [name for name in os.environ if _SECRET.search(name)]:
        del os.environ[name]


_SECRET = re.compile(r"PASSWORD|SECRET|TOKEN|API_?KEY|CREDENTIAL", re.I)
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?|https?://\[[0-9A-Fa-f:]+\](?::\d{1,5})?")


_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}|\[?[0-9A-Fa-f:.]{2,45}\]?")


def _is_network(part: str) -> bool:
    try:
        ipaddress.ip_network(part, strict=False)
    except ValueError:
        return False
    return True


def _listed(raw: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in (piece.strip() for piece in raw.split(",")) if part))


_READERS: dict[str, Callable[[str], object]] = {
    "index": Path,
    "model": str,
    "cache": Path,
    "catalogue": Path,
    "lang": str,
    "host": str,
    "port": int,
    "max_question": int,
    "max_file_mb": int,
    "max_pages": int,
    "max_scan_pages": int,
    "max_seconds": int,
    "max_unpack_ratio": int,
    "max_memory_mb": int,
    "max_body_kb": int,
    "max_requests": int,
    "max_connections": int,
    "header_seconds": int,
    "grace_seconds": int,
    "hosts": _listed,
    "per_minute": int,
    "trusted_proxies": str,
    "visits_days": int,
    "reports": Path,
    "request_log": str,
    "metrics_from": str,
    "staff_password": str,
    "off": str,
    "origins": _listed,
    "contact": str,
    "public_url": str,
}
