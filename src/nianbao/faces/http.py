"""The JSON API and the permalink pages (contract section 5). No question is answered here: the desk does that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import FastAPI, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles

from nianbao.faces import permalink, render, scans
from nianbao.faces.api_page import api_page
from nianbao.faces.http_ask import add_ask
from nianbao.faces.http_checks import add_checks
from nianbao.faces.http_crowd import Crowd
from nianbao.faces.http_deadline import BodyDeadline, Lingering
from nianbao.faces.http_describe import describe
from nianbao.faces.http_errors import add_handlers
from nianbao.faces.http_export import figures_reply
from nianbao.faces.http_guards import BodyLimit
from nianbao.faces.http_lighter import lighten
from nianbao.faces.http_openai import add_openai
from nianbao.faces.http_prefix import Prefix
from nianbao.faces.http_staff import COOKIE, add_staff
from nianbao.faces.http_tables import add_tables
from nianbao.faces.http_uploads import UPLOADS
from nianbao.faces.http_widget import add_widget, guard_origins
from nianbao.model import Figure, Report
from nianbao.serving.service import Service, bare_service
from nianbao.settings import Settings
from nianbao.store.browsing import Selection, Sort
from nianbao.store.places import places_of
from nianbao.store.seams import Index
from nianbao.tabulating import any_place
from nianbao.text.personal import veiled
from nianbao.wiring import AnyDesk

STATIC = Path(__file__).parent / "static"
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""Nothing from elsewhere, whatever a report's text may hold; only our own page may frame it."""
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


# Unknown names are refused everywhere: a misspelt filter that filters nothing would answer another question.
class FiguresWanted(BaseModel):
    """The query of `GET /api/figures`; what is not given is not filtered by."""

    model_config = ConfigDict(extra="forbid")
    agency: Annotated[str | None, Field(min_length=1, max_length=100)] = None
    year: Annotated[int | None, Field(ge=1900, le=2999)] = None
    metric: Annotated[str | None, Field(min_length=1, max_length=100)] = None
    pick: Annotated[list[Annotated[str, Field(pattern=r"^.{1,200}\.\d{1,9}$")]], Field(max_length=300)] = []
    """Single figures, as REPORT.NUMBER: those of one answer."""
    place: Annotated[list[Annotated[str, Field(min_length=1, max_length=300)]], Field(max_length=50)] = []
    """Places or agencies with all that lies below them: a name, or a path such as 山东省/济宁市/曲阜市."""
    words: Annotated[str, Field(max_length=200)] = ""
    """All of these, parted by spaces, stand in the name or the quotation."""
    sort: Sort = "agency"
    order: Literal["asc", "desc"] = "asc"
    format: Literal["json", "csv", "xlsx"] = "json"


class NoQuery(BaseModel):
    """The query of routes that take none."""

    model_config = ConfigDict(extra="forbid")


def make_app(desk: AnyDesk, settings: Settings, service: Service | None = None) -> FastAPI:
    """The application with every route but the page at "/"; blocking work runs in the framework's threads.

    `service` says who may ask and what staff may do; without one nothing is recorded and the index stays as it is.
    """
    service = service or bare_service(desk, settings)
    app = FastAPI(
        title="年报问答 nianbao",
        summary="政府信息公开年度报告：提问，得到报告写明的数字和原文，或如实的“没有写”。",
        version=desk.library.version,
        docs_url=None,
        redoc_url=None,
    )
    app.add_middleware(Prefix, public_url=settings.public_url)
    lighten(app)
    app.add_middleware(Crowd, service=service, uploads_to=UPLOADS)
    app.add_middleware(BodyDeadline)
    app.add_middleware(BodyLimit, limit=settings.max_body_kb * 1024, uploads=settings.max_file_mb + 1 << 20, to=UPLOADS)
    app.add_middleware(Lingering)
    add_handlers(app, settings.lang)
    app.mount("/ui", StaticFiles(directory=STATIC), name="ui")
    add_ask(app, service)
    add_checks(app, service)
    add_staff(app, service)
    add_tables(app, desk)
    _add_data(app, desk, service)
    _add_pages(app, desk, service)
    add_openai(app, service)
    add_widget(app)
    guard_origins(app, settings.origins)
    describe(app)

    @app.api_route("/api/{rest:path}", methods=_METHODS, include_in_schema=False)
    def nothing_here(rest: str) -> None:
        """Also a wrong method comes here, because the page mounted at "/" would otherwise answer it."""
        known = {getattr(route, "path", "") for route in app.routes}
        raise HTTPException(405 if f"/api/{rest}" in known else 404)

    return app


def _shown(report: Report | None, request: Request, service: Service) -> Report | None:
    """The report as its reader may see it: signed-in staff see the numbers of persons, nobody else does."""
    if report is None or service.is_staff(request.cookies.get(COOKIE)):
        return report
    return replace(report, text=veiled(report.text))


def _add_data(app: FastAPI, desk: AnyDesk, service: Service) -> None:
    @app.get("/api/figures", summary="提取出的数据，各带原文")
    def figures(wanted: Annotated[FiguresWanted, Query()]) -> Response:
        """A list of Figure objects, or the same as a CSV or XLSX file."""
        library, metric = desk.library, _metric_id(desk, wanted.metric)
        return figures_reply(_wanted_figures(library, metric, wanted), library.listed, wanted.format)

    @app.get("/api/reports", summary="收录的报告")
    def reports(_: Annotated[NoQuery, Query()]) -> Response:
        return JSONResponse([render.card_json(card) for card in desk.library.listed])

    @app.get("/api/reports/{id}", summary="一份报告和它的章节")
    def report(id: str, _: Annotated[NoQuery, Query()], request: Request) -> Response:
        """The card of a report with its text, and its sections in place of their number; offsets in code points."""
        found = _shown(desk.library.report(id), request, service)
        if found is None:
            raise HTTPException(404, "没有这份报告，收录的报告见 /api/reports。")
        cards = {card.id: render.card_json(card) for card in desk.library.listed}
        return JSONResponse({**cards.get(id, {}), **_whole(found)})

    @app.get("/api/health", summary="是否在运行，收录多少")
    def health(_: Annotated[NoQuery, Query()]) -> Response:
        counts = desk.library.counts()
        numbers = {key: counts[key] for key in ("reports", "passages", "figures")}
        # The widget of a site that is not allowed learns by it that there is a server at all.
        headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
        return JSONResponse({"status": "ok", **numbers, "index_version": desk.library.version}, headers=headers)


def _add_pages(app: FastAPI, desk: AnyDesk, service: Service) -> None:
    @app.get("/report/{id}", response_class=HTMLResponse, summary="报告原文页")
    def report_page(id: str, request: Request, start: str = "", end: str = "") -> Response:
        """The report as a page; `#start-end`, or `?start=&end=` for browsers without scripts, is highlighted."""
        found = _shown(desk.library.report(id), request, service)
        page = permalink.missing_page() if found is None else permalink.report_page(found, start, end)
        return HTMLResponse(page, status_code=404 if found is None else 200, headers=PAGE_HEADERS)

    @app.get("/report/{id}/page/{page}.png", response_class=Response, summary="识别所据的页面图像")
    def page_image(id: str, page: int) -> Response:
        """The picture of a page of a report that was recognised; pages count from 1."""
        found = desk.library.report(id)
        png = None if found is None else scans.page_png(found, page)
        if png is None:
            raise HTTPException(404, "没有这一页的图像；只有由文字识别得到的报告才有页面图像。")
        return Response(png, media_type="image/png", headers={**PAGE_HEADERS, "Cache-Control": "max-age=86400"})

    @app.get("/docs", response_class=HTMLResponse, include_in_schema=False)
    def docs() -> Response:
        # The framework's own page loads its scripts from a public server; this one works without a network.
        return HTMLResponse(api_page(app.openapi()), headers=PAGE_HEADERS)


def _wanted_figures(library: Index, metric: str | None, wanted: FiguresWanted) -> Iterable[Figure]:
    if wanted.pick:
        picked = [(report, int(number)) for report, _, number in (pick.rpartition(".") for pick in wanted.pick)]
        reports = {report for report, _ in picked}
        found = library.figures(reports=reports, metric=metric, agency=wanted.agency, year=wanted.year)
        by_place = {(figure.report_id, figure.id): figure for figure in found}
        return [by_place[place] for place in picked if place in by_place]
    places = places_of(library.listed).values() if wanted.place else ()
    selection = Selection(
        places=tuple(any_place(place, places) for place in wanted.place),
        years=() if wanted.year is None else (wanted.year,),
        metrics=() if metric is None else (metric,),
        words=wanted.words,
        sort=wanted.sort,
        descending=wanted.order == "desc",
    )
    return (figure for figure in library.selected(selection) if wanted.agency in (None, figure.agency))


def _metric_id(desk: AnyDesk, wanted: str | None) -> str | None:
    """The catalogue id of a metric given by id or name; HTTPException 422 when there is no such metric."""
    if wanted is None:
        return None
    named = desk.catalogue.named(wanted)
    if len(named) != 1:
        raise HTTPException(422, "没有这个指标，请用指标编号（如 applications_received）或其中文全名。")
    return named[0]


def _whole(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "full_name": report.full_name,
        "period": report.period,
        "published": report.published,
        "url": report.url,
        "confidence": {"agency": report.agency_confidence, "year": report.year_confidence},
        "evidence": [{"what": e.what, "value": e.value, "origin": e.origin} for e in report.evidence],
        "sections": [
            {
                "id": section.id,
                "number": section.number,
                "heading": section.heading,
                "level": section.level,
                "parent": section.parent,
                "start": section.span.start,
                "end": section.span.end,
                "text": section.span.of(report.text),
            }
            for section in report.sections
        ],
        "text": report.text,
    }
