"""Public pages of the bodies that are indexed, and everything as a data package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import HTTPException, Query
from starlette.responses import HTMLResponse, JSONResponse, Response

from nianbao.directory.naming import Agency, grouped
from nianbao.faces.http_export import figures_reply
from nianbao.faces.render_bodies import Wanted, bodies_page, body_page, data_package, missing_body
from nianbao.store.places import path_text, places_of
from nianbao.text.personal import veiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI

    from nianbao.wiring import AnyDesk

_ASKED = (
    ("联系方式", "{who}的联系方式"),
    ("存在的问题", "{who}存在哪些问题？"),
    ("下一步的打算", "{who}有哪些改进措施？"),
)
_Text = Annotated[str, Query(max_length=300)]


def add_bodies(app: FastAPI, desk: AnyDesk, headers: Mapping[str, str]) -> None:
    """`/bodies`, `/body`, `/all.csv` and `/datapackage.json`; `headers` are those of our pages."""

    @app.get("/bodies", response_class=HTMLResponse, summary="收录的机关和年份，一页表格")
    def bodies(place: _Text = "", kind: _Text = "", era: _Text = "", year: int | None = None) -> Response:
        wanted = Wanted(place=place, kind=kind, era=era, year=year)
        return HTMLResponse(bodies_page(grouped(desk.library.cards), wanted), headers=dict(headers))

    @app.get("/body", response_class=HTMLResponse, summary="一个机关的报告、历年数据和联系方式")
    def body(place: _Text) -> Response:
        """`place` is the path of the body: 山东省/济宁市/曲阜市/息陬镇."""
        found = _body(desk, place)
        if found is None:
            return HTMLResponse(missing_body(), status_code=404, headers=dict(headers))
        figures = desk.library.figures(reports={card.id for card in found.cards})
        newest = f"{found.place}{max(found.years)}年" if found.years else found.place
        told = [(heading, desk.ask(question.format(who=newest))) for heading, question in _ASKED]
        own = {card.id for card in found.cards}
        of_it = [(heading, answer) for heading, answer in told if {cited.report for cited in answer.citations} <= own]
        page = body_page(found, place, figures, desk.catalogue, of_it)
        return HTMLResponse(veiled(page), headers=dict(headers))

    @app.get("/all.csv", summary="全部数据，一个 CSV 文件")
    def everything() -> Response:
        return figures_reply(desk.library.selected(), desk.library.listed, "csv")

    @app.get("/datapackage.json", summary="全部数据的说明（Frictionless）")
    def package() -> Response:
        library = desk.library
        if not library.listed:
            raise HTTPException(404, "还没有收录年报。")
        return JSONResponse(data_package(len(library.listed), library.version))


def _body(desk: AnyDesk, place: str) -> Agency | None:
    """The body at that path of places."""
    cards = desk.library.cards
    paths = places_of(cards)
    bodies = grouped(cards)
    return next((each for each in bodies if any(path_text(paths[card.id]) == place for card in each.cards)), None)
