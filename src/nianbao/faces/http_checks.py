"""Checking uploaded reports over HTTP. What is uploaded is neither stored nor indexed."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import logging
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse

from nianbao.errors import NianbaoError
from nianbao.faces import render_check_page, render_checks
from nianbao.faces.http_errors import UNFORESEEN
from nianbao.faces.http_export import XLSX
from nianbao.faces.http_guards import visitor_of
from nianbao.faces.http_uploads import CHECK, SCHEMA, uploads
from nianbao.serving.checkups import Checkup
from nianbao.serving.service import Service

log = logging.getLogger(__name__)


class CheckWanted(BaseModel):
    """The query of `POST /api/check`."""

    model_config = ConfigDict(extra="forbid")
    format: Literal["json", "csv", "xlsx", "page", "progress"] = "json"
    """`page` is all that the page shows and offers to save, in one reply: nothing is kept that it could be had from.
    `progress` is lines of JSON: `done` of `all` files and the `file` read now as they come, last `page` or `error`."""
    lang: Literal["zh", "en"] = "zh"
    """Of `page` and `progress`."""


def add_checks(app: FastAPI, service: Service) -> None:
    """`POST /api/check`."""

    @app.post(CHECK, summary="核对报告文件", openapi_extra=SCHEMA)
    async def check(request: Request, wanted: Annotated[CheckWanted, Query()]) -> Response:
        """Which relations between the figures of the files hold, fail or cannot be checked; nothing is kept."""
        service.admit_check(visitor_of(request))
        if wanted.format == "progress":
            return await told_reply(request, service, wanted.lang)
        async with uploads(request) as files:
            found = await run_in_threadpool(service.check, files)
        known = service.desk.catalogue
        if wanted.format == "json":
            return JSONResponse(render_checks.checkup_json(found, known, service.settings.lang))
        if wanted.format == "page":
            return JSONResponse(page_of(found, service, wanted.lang), headers={"Cache-Control": "no-store"})
        disposition = {"Content-Disposition": f'attachment; filename="nianbao-check.{wanted.format}"'}
        if wanted.format == "csv":
            text = render_checks.findings_csv(found, known)
            return Response(text.encode("utf-8-sig"), headers=disposition, media_type="text/csv")
        return Response(_book(found, service), headers=disposition, media_type=XLSX)


async def told_reply(request: Request, service: Service, lang: str) -> Response:
    """The check file by file. Whatever forbids it is raised before a line is sent, so that it has its status."""
    lines: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def told(done: int, all: int, file: str) -> None:
        loop.call_soon_threadsafe(lines.put_nowait, {"done": done, "all": all, "file": file})

    async with uploads(request) as files:
        work = asyncio.ensure_future(run_in_threadpool(service.check, files, told))
        work.add_done_callback(lambda _: lines.put_nowait(None))
        first = await lines.get()  # from here on the files have been copied
    if first is None:
        work.result()

    async def sent() -> AsyncIterator[bytes]:
        line = first
        while line is not None:
            yield _line(line)
            line = await lines.get()
        fault = work.exception()
        if fault is None:
            yield _line({"page": await run_in_threadpool(page_of, work.result(), service, lang)})
        elif isinstance(fault, NianbaoError):
            yield _line({"error": fault.say(lang)})
        else:
            log.error("a check failed", exc_info=fault)
            yield _line({"error": UNFORESEEN})

    # A proxy that collects a reply before it sends it on would keep the progress back.
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(sent(), headers=headers, media_type="application/x-ndjson")


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode() + b"\n"


def page_of(found: Checkup, service: Service, lang: str) -> dict[str, str]:
    """`html`, its one line `summary`, the file `csv` as text and `xlsx` in base64."""
    known = service.desk.catalogue
    return {
        "html": render_check_page.checkup_html(found, known, lang),
        "summary": render_check_page.summary(found, lang),
        "csv": render_checks.findings_csv(found, known),
        "xlsx": base64.b64encode(_book(found, service)).decode("ascii"),
    }


def _book(found: Checkup, service: Service) -> bytes:
    book = io.BytesIO()
    render_checks.findings_xlsx(found, service.desk.catalogue, book)
    return book.getvalue()
