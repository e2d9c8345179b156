"""Lists that scripts make, drawn in a browser without a network of its own: whatever a page asks for is fetched by the
spider, within the same bounds, or not at all."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from collections.abc import Awaitable, Callable
from typing import Any

from nianbao.collecting.nouns import Trouble

LOG = logging.getLogger(__name__)

Fetch = Callable[[str, str, str], Awaitable[tuple[int, dict[str, str], bytes] | None]]
"""Address, method and body in; status, headers and content out, None for what may not be had."""

_WANTED = frozenset({"document", "script", "xhr", "fetch", "stylesheet"})
_MOST_REQUESTS = 80
_MOST_PAGES = 100
_SECONDS = 60.0
_QUIET_MS = 4000
_NEXT = "下一页", "下页", "下一頁", "后一页", "Next", ">", "›", "»"
# Nothing reaches the network but through the spider: no name has an address, and no address is asked but by a proxy
# that is not there, this machine's own included.
_CLOSED = [
    "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
]  # fmt: skip
_NOWHERE = {"server": "http://127.0.0.1:9", "bypass": "<-loopback>"}
NO_BROWSER = Trouble(
    url="",
    zh="--render 要先装 Playwright 和 Chromium：pip install playwright，再 playwright install chromium",
    en="--render needs Playwright and Chromium: pip install playwright, then playwright install chromium",
)


class NoBrowser(Exception):
    """There is no browser to draw with."""


class Artist:
    """One browser for a run, started when first needed."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._player: Any = None
        self._browser: Any = None
        self._one = asyncio.Lock()

    async def draw(self, url: str, content: bytes) -> list[str]:
        """The page as it stands when its scripts have run, and the further pages of its list, as markup.

        `content` is the page as it came. Errors: NoBrowser.
        """
        async with self._one:
            browser = await self._ready()
            context = await browser.new_context(
                service_workers="block",
                accept_downloads=False,
                java_script_enabled=True,
                locale="zh-CN",
                permissions=[],
            )
            try:
                return await asyncio.wait_for(self._drawn(context, url, content), _SECONDS)
            except (TimeoutError, _faults()) as error:
                LOG.debug("could not draw %s", url, exc_info=error)
                return []
            finally:
                await context.close()

    async def close(self) -> None:
        """Ends the browser."""
        if self._browser is not None:
            await self._browser.close()
            await self._player.stop()
            self._browser = None

    async def _ready(self) -> Any:
        if self._browser is None:
            try:
                from playwright.async_api import async_playwright
            except ImportError as error:
                raise NoBrowser from error
            self._player = await async_playwright().start()
            sandbox = not hasattr(os, "geteuid") or os.geteuid() != 0  # Chromium has none for the system's master
            try:
                self._browser = await self._player.chromium.launch(
                    executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=_CLOSED,
                    proxy=_NOWHERE, chromium_sandbox=sandbox,
                )  # fmt: skip
            except _faults() as error:
                await self._player.stop()
                raise NoBrowser from error
        return self._browser

    async def _drawn(self, context: Any, url: str, content: bytes) -> list[str]:
        left = _MOST_REQUESTS

        async def answer(route: Any) -> None:
            nonlocal left
            asked = route.request
            left -= 1
            came: tuple[int, dict[str, str], bytes] | None = None
            if asked.url.partition("#")[0] == url and asked.method == "GET":
                came = 200, {"content-type": "text/html"}, content
            elif left > 0 and asked.resource_type in _WANTED and asked.url.startswith(("http://", "https://")):
                came = await self._fetch(asked.url, asked.method, asked.post_data or "")
            if came is None:
                await route.abort()
                return
            await route.fulfill(status=came[0], headers=came[1], body=came[2])

        await context.route("**/*", answer)
        await context.route_web_socket("**/*", lambda socket: socket.close())
        page = await context.new_page()
        context.on("page", lambda other: asyncio.ensure_future(other.close()))
        page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.dismiss()))
        await page.goto(url, wait_until="domcontentloaded", timeout=_SECONDS * 1000)
        return await _pages(page, url)


async def _pages(page: Any, url: str) -> list[str]:
    """What the page shows, and what it shows each time its list is turned over."""
    shown: list[str] = []
    while len(shown) < _MOST_PAGES:
        await _quiet(page)
        markup = await page.content()
        if markup in shown:
            break
        shown.append(markup)
        following = None
        for words in _NEXT:
            found = page.get_by_text(words, exact=True)
            if await found.count() and await found.first.is_visible():
                following = found.first
                break
        if following is None or page.url.partition("#")[0] != url:
            break
        try:
            await following.click(timeout=2000)
        except _faults() as error:
            LOG.debug("nothing to turn over on %s", url, exc_info=error)
            break
    return shown


async def _quiet(page: Any) -> None:
    try:
        await page.wait_for_load_state("networkidle", timeout=_QUIET_MS)
        await page.wait_for_timeout(150)
    except _faults() as error:  # a page that never rests is taken as it is
        LOG.debug("the page does not rest", exc_info=error)


def _faults() -> type[Exception]:
    from playwright.async_api import Error

    return Error
