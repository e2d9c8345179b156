"""Checking uploaded reports over HTTP. What is uploaded is neither stored nor indexed."""

from __future__ import annotations

import base64
import io
from typing import Annotated, Literal

from fastapi import FastAPI, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from nianbao.faces import render_check_page, render_checks
from nianbao.faces.http_export import XLSX
from nianbao.faces.http_guards import visitor_of
from nianbao.faces.http_uploads import CHECK, SCHEMA, uploads
from nianbao.serving.checkups import Checkup
from nianbao.serving.service import Service


class CheckWanted(BaseModel):
    """The query of `POST /api/check`."""

    model_config = ConfigDict(extra="forbid")
    format: Literal["json", "csv", "xlsx", "page"] = "json"
    """`page` is all that the page shows and offers to save, in one reply: nothing is kept that it could be had from."""
    lang: Literal["zh", "en"] = "zh"
    """Of `page`."""


def add_checks(app: FastAPI, service: Service) -> None:
    """`POST /api/check`."""

    @app.post(CHECK, summary="核对报告文件", openapi_extra=SCHEMA)
    async def check(request: Request, wanted: Annotated[CheckWanted, Query()]) -> Response:
        """Which relations between the figures of the files hold, fail or cannot be checked; nothing is kept."""
        service.admit_check(visitor_of(request))
        async with uploads(request) as files:
            found = await run_in_threadpool(service.check, files)
        known = service.desk.catalogue
        if wanted.format == "json":
            return JSONResponse(render_checks.checkup_json(found, known, service.settings.lang))
        if wanted.format == "page":
            return JSONResponse(_page(found, service, wanted.lang), headers={"Cache-Control": "no-store"})
        disposition = {"Content-Disposition": f'attachment; filename="nianbao-check.{wanted.format}"'}
        if wanted.format == "csv":
            text = render_checks.findings_csv(found, known)
            return Response(text.encode("utf-8-sig"), headers=disposition, media_type="text/csv")
        return Response(_book(found, service), headers=disposition, media_type=XLSX)


def _page(found: Checkup, service: Service, lang: str) -> dict[str, str]:
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
