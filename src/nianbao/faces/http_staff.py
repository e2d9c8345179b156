"""The staff area over HTTP: sign in with the password, or send it as `Authorization: Bearer` with each request.

A session's cookie alone reads; whatever changes something needs the session's token in `X-CSRF-Token`, too, which no
page of another site can send.
"""

from __future__ import annotations

import io
import tempfile
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.functional_validators import AfterValidator
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from nianbao.faces import render, render_staff
from nianbao.faces.http_ask import unicode_text, words
from nianbao.faces.http_errors import lang_of
from nianbao.faces.http_export import XLSX
from nianbao.faces.http_guards import visitor_of
from nianbao.faces.http_uploads import REPORTS, SCHEMA, uploads
from nianbao.faces.render_problems import problem_en
from nianbao.serving.access import Staff, same
from nianbao.serving.checkups import keep_uploads
from nianbao.serving.operations import Job, Operations
from nianbao.serving.service import Service
from nianbao.serving.switch import LONGEST
from nianbao.store.changes import archive_of

COOKIE, DEVICE = "nianbao_staff", "nianbao_device"
_LONGEST_SESSION, _DEVICE_SECONDS = 12 * 3600, 90 * 86_400
_PRIVATE = {"Cache-Control": "no-store"}
_TAGS: list[Any] = ["staff"]


class Login(BaseModel):
    """The body of `POST /api/staff/login`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    password: Annotated[str, Field(max_length=1000), AfterValidator(unicode_text)]


class Notice(BaseModel):
    """The body of `PUT /api/staff/notice`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    notice: Annotated[str, Field(max_length=LONGEST), AfterValidator(words)]


class Wanted(BaseModel):
    """The body of `POST /api/staff/collect`: a site's address, and years as "2018-2025"."""

    model_config = ConfigDict(extra="forbid", strict=True)
    url: Annotated[str, Field(max_length=2000), AfterValidator(words)]
    years: Annotated[str, Field(max_length=40), AfterValidator(unicode_text)] = ""


class Chosen(BaseModel):
    """The body of `POST /api/staff/collect/take`: addresses of reports that were found."""

    model_config = ConfigDict(extra="forbid", strict=True)
    urls: Annotated[list[Annotated[str, Field(max_length=2000)]], Field(min_length=1, max_length=5000)]


class Removal(BaseModel):
    """The query of `DELETE /api/staff/reports/{id}`."""

    model_config = ConfigDict(extra="forbid")
    whole_archive: bool = False


class Identity(BaseModel):
    """The body of `PUT /api/staff/reports/{id}/identity`: at least one of the two."""

    model_config = ConfigDict(extra="forbid", strict=True)
    agency: Annotated[str, Field(min_length=2, max_length=60), AfterValidator(words)] | None = None
    year: Annotated[int, Field(ge=1990, le=2100)] | None = None


class VisitsWanted(BaseModel):
    """The query of `GET /api/staff/visits`."""

    model_config = ConfigDict(extra="forbid")
    list: Literal["asked", "missed", "feedback"] = "missed"
    format: Literal["json", "csv", "xlsx"] = "json"
    limit: Annotated[int, Field(ge=1, le=100_000)] = 1000


def add_staff(app: FastAPI, service: Service) -> None:
    """Every route below `/api/staff/`."""
    door = _Door(service)
    _add_sessions(app, door)
    _add_reports(app, service, door)
    _add_collecting(app, door)
    _add_rest(app, service, door)


class _Door:
    """Lets staff in; everybody else gets 401, 403, 429, or 404 where there is no staff area."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @property
    def staff(self) -> Staff:
        if self._service.staff is None:
            raise HTTPException(404, "没有管理页面：启动时没有设 NIANBAO_STAFF_PASSWORD。")
        return self._service.staff

    def __call__(self, request: Request) -> None:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            self.staff.check(key.strip(), visitor_of(request))
            return
        session = self.staff.session(request.cookies.get(COOKIE))
        if session is None:
            raise HTTPException(401, "请先登录，或带上 Authorization: Bearer 密码。")
        if request.method not in ("GET", "HEAD") and not same(request.headers.get("x-csrf-token"), session.csrf):
            raise HTTPException(403, "缺少 X-CSRF-Token，请重新登录。")

    def operations(self) -> Operations:
        if self._service.operations is None:
            raise HTTPException(404, "这个服务的索引不能在网页上改动。")
        return self._service.operations


def _add_sessions(app: FastAPI, door: _Door) -> None:
    @app.post("/api/staff/login", summary="登录", tags=_TAGS)
    def login(given: Login, request: Request) -> Response:
        """Sets the session's cookie. Send `csrf` as `X-CSRF-Token` with everything that changes something."""
        token = door.staff.login(given.password, visitor_of(request), request.cookies.get(DEVICE))
        session = door.staff.session(token)
        reply = JSONResponse({"csrf": session.csrf if session else ""}, headers=_PRIVATE)
        for name, value, seconds in ((COOKIE, token, _LONGEST_SESSION), (DEVICE, door.staff.device(), _DEVICE_SECONDS)):
            reply.set_cookie(
                name, value, max_age=seconds, httponly=True, samesite="strict", secure=request.url.scheme == "https"
            )
        return reply

    @app.get("/api/staff/session", summary="是否已登录", tags=_TAGS)
    def session(request: Request) -> Response:
        """`csrf` of the session that the cookie names; null when nobody is signed in."""
        found = door.staff.session(request.cookies.get(COOKIE))
        return JSONResponse({"csrf": found.csrf if found else None}, headers=_PRIVATE)

    @app.post("/api/staff/logout", summary="退出", tags=_TAGS, dependencies=[Depends(door)])
    def logout(request: Request) -> Response:
        door.staff.logout(request.cookies.get(COOKIE))
        reply = JSONResponse({"csrf": None}, headers=_PRIVATE)
        reply.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return reply


def _add_reports(app: FastAPI, service: Service, door: _Door) -> None:
    @app.get(REPORTS, summary="收录的报告，能否移除", tags=_TAGS, dependencies=[Depends(door)])
    def listed() -> Response:
        """The cards of all reports with their problems (`problems_en`: null for one without English); `removable` when
        the file lies in the folder of reports, and `together` how many other reports its archive holds, which would go
        with it."""
        return JSONResponse(_cards(service, door.operations()), headers=_PRIVATE)

    @app.post(
        REPORTS, summary="添加报告", tags=_TAGS, status_code=202, openapi_extra=SCHEMA, dependencies=[Depends(door)]
    )
    async def add(request: Request) -> Response:
        """Starts reading the files into the index; `GET /api/staff/status` tells how far it is."""
        operations = door.operations()
        async with uploads(request) as files:

            def keep_and_add() -> Job:
                with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
                    return operations.add(keep_uploads(files, Path(folder), service.settings.max_file_mb))

            return _begun(await run_in_threadpool(keep_and_add), request)

    @app.delete(REPORTS + "/{id}", summary="移除报告", tags=_TAGS, status_code=202, dependencies=[Depends(door)])
    def remove(id: str, wanted: Annotated[Removal, Query()], request: Request) -> Response:
        """Starts taking a report out of the index; its file goes to the folder `.trash` of the folder of reports."""
        return _begun(door.operations().remove(id, whole_archive=wanted.whole_archive), request)

    @app.put(
        REPORTS + "/{id}/identity", summary="写明机关和年份", tags=_TAGS, status_code=202, dependencies=[Depends(door)]
    )
    def identify(id: str, wanted: Identity, request: Request) -> Response:
        """Writes agency or year into the side file of the report and starts reading it again."""
        return _begun(door.operations().identify(id, agency=wanted.agency, year=wanted.year), request)

    @app.post("/api/staff/reindex", summary="重新索引", tags=_TAGS, status_code=202, dependencies=[Depends(door)])
    def reindex(request: Request) -> Response:
        """Starts reading what is new or has changed."""
        return _begun(door.operations().reindex(), request)


def _add_collecting(app: FastAPI, door: _Door) -> None:
    @app.post("/api/staff/collect", summary="从网站查找年报", tags=_TAGS, status_code=202, dependencies=[Depends(door)])
    def look(wanted: Wanted, request: Request) -> Response:
        """Starts fetching the reports of a site; nothing is indexed before it is chosen."""
        return _begun(door.operations().look(wanted.url, wanted.years), request)

    @app.get("/api/staff/collect", summary="在网站上找到的年报", tags=_TAGS, dependencies=[Depends(door)])
    def found(request: Request) -> Response:
        """What the last look found, `held` for each report that is indexed from its address; null before the first."""
        operations = door.operations()
        told = render_staff.found_json(operations.found, operations.held(), lang_of(request))
        return JSONResponse(told, headers=_PRIVATE)

    @app.post(
        "/api/staff/collect/take", summary="收录找到的年报", tags=_TAGS, status_code=202, dependencies=[Depends(door)]
    )
    def take(chosen: Chosen, request: Request) -> Response:
        """Starts taking reports that were found into the index."""
        return _begun(door.operations().choose(chosen.urls), request)


def _add_rest(app: FastAPI, service: Service, door: _Door) -> None:
    @app.get("/api/staff/status", summary="正在做什么", tags=_TAGS, dependencies=[Depends(door)])
    def status(request: Request) -> Response:
        """The present or last operation, the notice when the page is off, and whether visits are recorded."""
        operations, visits = service.operations, service.visits
        return JSONResponse(
            {
                "job": render_staff.job_json(operations.job if operations else None, lang_of(request)),
                "notice": service.switch.notice,
                "recording": visits is not None and visits.recording,
                **service.desk.library.counts(),
            },
            headers=_PRIVATE,
        )

    @app.get("/api/staff/visits", summary="问过什么、没答上什么、反馈", tags=_TAGS, dependencies=[Depends(door)])
    def visits(wanted: Annotated[VisitsWanted, Query()]) -> Response:
        """Newest first, as JSON objects or a CSV or XLSX file."""
        if service.visits is None:
            raise HTTPException(404, "这个服务不记录提问。")
        sheet = render_staff.SHEETS[wanted.list](service.visits, wanted.limit)
        if wanted.format == "json":
            return JSONResponse(sheet.json(), headers=_PRIVATE)
        headers = {
            **_PRIVATE,
            "Content-Disposition": f'attachment; filename="nianbao-{wanted.list}.{wanted.format}"',
        }
        if wanted.format == "csv":
            return Response(sheet.csv().encode("utf-8-sig"), headers=headers, media_type="text/csv")
        book = io.BytesIO()
        sheet.xlsx(book)
        return Response(book.getvalue(), headers=headers, media_type=XLSX)

    @app.put("/api/staff/notice", summary="暂停对外服务", tags=_TAGS, dependencies=[Depends(door)])
    def close(wanted: Notice) -> Response:
        """Questions then get 503 with the notice, until `DELETE`; also after a restart."""
        service.switch.close(wanted.notice)
        return JSONResponse({"notice": service.switch.notice}, headers=_PRIVATE)

    @app.delete("/api/staff/notice", summary="恢复对外服务", tags=_TAGS, dependencies=[Depends(door)])
    def open_again() -> Response:
        service.switch.open()
        return JSONResponse({"notice": service.switch.notice}, headers=_PRIVATE)


def _cards(service: Service, operations: Operations) -> list[dict[str, Any]]:
    library = getattr(service.desk, "now", service.desk).library
    paths = library.paths()
    files = Counter(archive_of(path) for path in paths.values())
    return [
        {
            **render.card_json(card),
            "problems_en": [problem_en(each) for each in card.problems],
            "removable": operations.shelf.keeps(paths[card.id]),
            "together": files[archive_of(paths[card.id])] - 1,
        }
        for card in library.listed
    ]


def _begun(job: Job, request: Request) -> Response:
    return JSONResponse(render_staff.job_json(job, lang_of(request)), status_code=202, headers=_PRIVATE)
