"""What the page's scripts ask of the server: the reply to a turn, the conversation as a file, places to choose from."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse, JSONResponse, Response

from nianbao.faces.render_browse import tree_html
from nianbao.faces.render_lines import line_svg
from nianbao.faces.render_talk import TYPES, talk_file
from nianbao.faces.render_veil import veil_answer
from nianbao.faces.web_parts import visitor_of
from nianbao.faces.web_phrases import EN, ZH, Lang
from nianbao.faces.web_talk import Talk, Turn
from nianbao.faces.web_views import view_of
from nianbao.store.places import agency_tree

if TYPE_CHECKING:
    from fastapi import FastAPI

    from nianbao.model import Figure
    from nianbao.serving.service import Service
    from nianbao.wiring import Slot

Pick = Annotated[str, Field(pattern=r"^.{1,200}\.\d{1,9}$")]
_PICTURE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *"
_MOST = 60
"""Turns of one conversation that a file can hold."""


class Wanted(BaseModel):
    """A turn as the page's script tells it."""

    model_config = ConfigDict(extra="forbid", strict=True)
    question: Annotated[str, Field(min_length=1, max_length=5000)]
    agency: Annotated[str | None, Field(max_length=200)] = None
    year: Annotated[int | None, Field(ge=1900, le=2999)] = None
    without: Annotated[list[Literal["agency", "year", "metric"]], Field(max_length=3)] = []

    def turn(self) -> Turn:
        # JSON can spell half a character, which no answer could repeat in UTF-8.
        question = self.question.encode("utf-8", "replace").decode().strip()
        if not question:
            raise HTTPException(422, "请输入问题。")
        slots: tuple[Slot, ...] = tuple(self.without)
        return Turn(question=question, agency=self.agency or None, year=self.year, without=slots)


class Asked(BaseModel):
    """The body of `POST /ask/turn`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    id: Annotated[str, Field(max_length=64)] = ""
    lang: Lang = "zh"
    turn: Wanted
    before: Annotated[list[Wanted], Field(max_length=_MOST)] = []


class Kept(BaseModel):
    """The body of `POST /ask/file`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    lang: Lang = "zh"
    format: Literal["md", "docx"]
    turns: Annotated[list[Wanted], Field(min_length=1, max_length=_MOST)]


def add(app: FastAPI, service: Service) -> dict[Lang, Talk]:
    """The routes, and the conversations behind them by language."""
    talks: dict[Lang, Talk] = {"zh": Talk(service, ZH), "en": Talk(service, EN)}

    @app.post("/ask/turn", include_in_schema=False)
    def turn(asked: Asked, request: Request) -> Response:
        reply = talks[asked.lang].ask(
            asked.turn.turn(), [each.turn() for each in asked.before], visitor_of(request), asked.id
        )
        return JSONResponse(asdict(reply), headers={"Cache-Control": "no-store"})

    @app.post("/ask/file", include_in_schema=False)
    def file(kept: Kept, request: Request) -> Response:
        service.admit(visitor_of(request))
        asked = talks[kept.lang].answers([each.turn() for each in kept.turns])
        answers = [veil_answer(answer) for answer in asked]
        site: Any = service.settings.public_url or str(request.base_url)
        made = talk_file(answers, str(site), kept.format, kept.lang)
        return Response(made, media_type=TYPES[kept.format])

    @app.get("/ask/places", include_in_schema=False)
    def places(lang: Lang = "zh") -> Response:
        """The tree of agencies, for the picker."""
        view = view_of(EN if lang == "en" else ZH)
        return HTMLResponse(tree_html(agency_tree(service.desk.library.cards), view=view, agencies=True))

    @app.get("/chart.svg", include_in_schema=False)
    def chart(
        pick: Annotated[list[Pick], Query(max_length=100)], name: Annotated[str, Query(max_length=200)]
    ) -> Response:
        """The chart of figures, named as in `/api/figures`; also for pages of other sites."""
        svg = line_svg(_picked(service, pick), name)
        if not svg:
            raise HTTPException(404, "这些数据画不成图：要有三年以上的数。")
        headers = {"Cross-Origin-Resource-Policy": "cross-origin", "Content-Security-Policy": _PICTURE}
        return Response(svg, media_type="image/svg+xml", headers=headers)

    return talks


def _picked(service: Service, picks: list[str]) -> list[Figure]:
    places = [(report, int(number)) for report, _, number in (pick.rpartition(".") for pick in picks)]
    found = service.desk.library.figures(reports={report for report, _ in places})
    by_place = {(figure.report_id, figure.id): figure for figure in found}
    return [by_place[place] for place in places if place in by_place]
