"""Pages as they came, on disk: asked for again they need not be sent (ETag, Last-Modified), and a run that was stopped
goes on without asking for them a second time. One file a page, written whole or not at all."""

from __future__ import annotations

import json
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.http import Headers, HtmlResponse, Response

from nianbao.building import content_kind
from nianbao.collecting.addresses import key_of
from nianbao.collecting.job import Job, put

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.settings import BaseSettings

STORED, REPORT = "X-Nianbao-Stored", "X-Nianbao-Report"
VALIDATORS = (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since"))
_KEPT_HEADERS = ("Content-Type", "ETag", "Last-Modified")
_TRUSTED = 30 * 86400
"""Seconds for which a report is not asked for again when its server gives no means to ask whether it has changed."""


class Pages:
    """Scrapy's cache storage over the job's `pages/`. Files of reports are not kept here: they lie in the folder."""

    def __init__(self, settings: BaseSettings) -> None:
        self._job: Job | None = None
        self._name: Any = None

    def open_spider(self, spider: Spider) -> None:
        self._job = spider.job
        assert spider.crawler.request_fingerprinter is not None
        self._name = spider.crawler.request_fingerprinter.fingerprint

    def close_spider(self, spider: Spider) -> None:
        """Nothing is open."""

    def _path(self, request: Request) -> Path:
        assert self._job is not None
        name: str = self._name(request).hex()
        return self._job.folder / "pages" / name[:2] / name

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """The page as it came; None when it never came, or what is stored is not whole."""
        assert self._job is not None
        path = self._path(request)
        if not path.is_file():
            return None
        head, _, body = path.read_bytes().partition(b"\n")
        try:
            told, content = json.loads(head), zlib.decompress(body)
        except (ValueError, zlib.error):
            return None
        headers = Headers(told["headers"])
        headers[STORED] = str(told["stored"])
        if self._job.get("report", key_of(request.url)) is not None:
            headers[REPORT] = "1"
        return HtmlResponse(url=told["url"], status=200, headers=headers, body=content, encoding="utf-8")

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        headers = {name: value for name in _KEPT_HEADERS if (value := _said(response, name))}
        told = {"url": response.url, "stored": time.time(), "headers": headers}
        path = self._path(request)
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, json.dumps(told).encode() + b"\n" + zlib.compress(response.body))


class Policy:
    """When a stored page will do. Set `NIANBAO_BEGAN` to the time when the run began."""

    def __init__(self, settings: BaseSettings) -> None:
        self._began = settings.getfloat("NIANBAO_BEGAN")

    def should_cache_request(self, request: Request) -> bool:
        return not request.meta.get("file", False)

    def should_cache_response(self, response: Response, request: Request) -> bool:
        return response.status == 200 and content_kind(response.body[:8192]) in (None, "html")

    def is_cached_response_fresh(self, cachedresponse: Response, request: Request) -> bool:
        """True within one run, however often it was stopped; else the request asks whether the page has changed."""
        stored = float((cachedresponse.headers.get(STORED) or b"0").decode())
        if stored >= self._began:
            return True
        asks = False
        for told, asked in VALIDATORS:
            if value := cachedresponse.headers.get(told):
                request.headers[asked] = value
                asks = True
        return not asks and REPORT in cachedresponse.headers and time.time() - stored < _TRUSTED

    def is_cached_response_valid(self, cachedresponse: Response, response: Response, request: Request) -> bool:
        return bool(response.status == 304)


def _said(response: Response, name: str) -> str:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""
