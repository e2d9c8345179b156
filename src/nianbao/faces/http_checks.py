"""Checking uploaded reports over HTTP. What is uploaded is neither stored nor indexed."""

from __future__ import annotations

import io
from typing import Annotated, Literal

from fastapi import FastAPI, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from nianbao.faces import render_checks
from nianbao.faces.http_guards import visitor_of
from nianbao.faces.http_uploads import CHECK, SCHEMA, uploads
from nianbao.serving.service import Service

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CheckWanted(BaseModel):
    """The query of `POST /api/check`."""

    model_config = ConfigDict(extra="forbid")
    format: Literal["json", "csv", "xlsx"] = "json"


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
        disposition = {"Content-Disposition": f'attachment; filename="nianbao-check.{wanted.format}"'}
        if wanted.format == "csv":
            text = render_checks.findings_csv(found, known)
            return Response(text.encode("utf-8-sig"), headers=disposition, media_type="text/csv")
        book = io.BytesIO()
        render_checks.findings_xlsx(found, known, book)
        return Response(book.getvalue(), headers=disposition, media_type=XLSX)
