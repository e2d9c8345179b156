"""A plan to Scrapy's settings, and one run of the spider in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nianbao import __version__
from nianbao.collecting.addresses import Bounds
from nianbao.collecting.nouns import Plan
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.collecting.job import Job
    from nianbao.collecting.spider import Told

NAME = "nianbao"
"""The word by which robots.txt may speak of this program."""
_HERE = "nianbao.collecting."
_LONGEST_DELAY = 60.0
_PAGE_MB = 8


def user_agent(contact: str) -> str:
    """The program, and whom to ask about it."""
    return f"{NAME}/{__version__} (yearly reports of disclosure{f'; {contact}' if contact else ''})"


def settings_of(plan: Plan, began: float) -> dict[str, Any]:
    """Polite to every site, bounded in size and time, and nothing that listens."""
    bounds = Bounds.of(plan)
    least = min((site.delay for site in plan.sites), default=1.0)
    return {
        "NIANBAO_BEGAN": began,
        "NIANBAO_PRIVATE": sorted(bounds.private_places()),
        "NIANBAO_INSECURE": sorted(bounds.insecure_places()),
        "USER_AGENT": user_agent(plan.contact),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": NAME,
        "CONCURRENT_REQUESTS": 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": least,
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_SLOTS": _slots(plan),
        "AUTOTHROTTLE_ENABLED": least > 0,
        "AUTOTHROTTLE_START_DELAY": least,
        "AUTOTHROTTLE_MAX_DELAY": _LONGEST_DELAY,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "DOWNLOAD_TIMEOUT": plan.timeout,
        "DOWNLOAD_MAXSIZE": _PAGE_MB << 20,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_HANDLERS": {
            "http": _HERE + "network.Handler", "https": _HERE + "network.Handler",
            "file": None, "ftp": None, "s3": None, "data": None,
        },
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
            _HERE + "network.Guard": 10,
            _HERE + "network.Patience": 555,
            _HERE + "network.Log": 990,
        },
        "TWISTED_DNS_RESOLVER": _HERE + "network.PublicResolver",
        "DNSCACHE_ENABLED": False,
        "HTTPCACHE_ENABLED": True,
        "HTTPCACHE_STORAGE": _HERE + "cache.Pages",
        "HTTPCACHE_POLICY": _HERE + "cache.Policy",
        "RETRY_TIMES": 2,
        "REDIRECT_MAX_TIMES": 8,
        "METAREFRESH_MAXDELAY": 10,
        "COOKIES_ENABLED": True,
        "CLOSESPIDER_TIMEOUT": plan.max_minutes * 60,
        # Both open a port through which code can be run in this process.
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "EXTENSIONS": {
            "scrapy.extensions.telnet.TelnetConsole": None,
            "scrapy.extensions.remote_control.RemoteControl": None,
            "scrapy.extensions.feedexport.FeedExporter": None,
        },
        "LOG_ENABLED": False,
        "DEPTH_LIMIT": 0,  # counted by the spider, for which the pages of one list are one step
    }  # fmt: skip


def _slots(plan: Plan) -> dict[str, dict[str, Any]]:
    """Sites with a delay of their own; a slot is named after the host without its port."""
    found = {}
    for site in plan.sites:
        for place in Bounds(sites=(site,), excluded=frozenset()).hosts():
            found[place] = {"concurrency": 1, "delay": site.delay, "jitter": 0}
    return found


def crawl(plan: Plan, job: Job, told: Told, limits: Settings) -> None:
    """Visit the sites of the plan; everything that happens is told. Once in a process: the reactor cannot start anew.

    Files are compared within the `limits` for reading.
    """
    from scrapy.crawler import CrawlerProcess

    from nianbao.collecting.spider import ReportSpider

    process = CrawlerProcess(settings=settings_of(plan, job.began) | {"LOG_INSTALL_ROOT_HANDLER": False})
    process.crawl(ReportSpider, plan=plan, job=job, told=told, limits=limits)
    process.start(stop_after_crawl=True)
