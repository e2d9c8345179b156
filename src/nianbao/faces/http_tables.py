"""Statutory tables over HTTP: agencies or years side by side, and the sum of a place's towns."""

from __future__ import annotations

import io
from typing import Annotated, Literal

from fastapi import FastAPI, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from nianbao import tabulating
from nianbao.faces import render_sheets, render_tabulated
from nianbao.faces.http_export import XLSX, attachment
from nianbao.tabulating import Comparison, RollUp
from nianbao.wiring import AnyDesk

_Name = Annotated[str, Field(min_length=1, max_length=300)]
_Year = Annotated[int, Field(ge=1900, le=2999)]


class CompareWanted(BaseModel):
    """The query of `GET /api/compare`."""

    model_config = ConfigDict(extra="forbid")
    agency: Annotated[list[_Name], Field(min_length=1, max_length=40)]
    """Names, with the county before them if need be (曲阜市息陬镇), or paths (山东省/济宁市/曲阜市/息陬镇)."""
    year: Annotated[list[_Year], Field(max_length=40)] = []
    """Without any, all years that the index holds of these agencies."""
    format: Literal["json", "csv", "xlsx"] = "json"


class RollUpWanted(BaseModel):
    """The query of `GET /api/rollup`."""

    model_config = ConfigDict(extra="forbid")
    parent: _Name
    """The county or city, by name or path."""
    year: _Year
    scope: Literal["towns", "direct"] = "towns"
    """All towns below it, or the agencies right below it whatever they are."""
    edition: Literal["E1", "E2", "E3", "E4"] | None = None
    """That of most reports if not given."""
    contradicting: Literal["include", "exclude"] = "include"
    """Whether reports that contradict themselves are added."""
    format: Literal["json", "csv", "xlsx"] = "json"


def add_tables(app: FastAPI, desk: AnyDesk) -> None:
    """`GET /api/compare` and `GET /api/rollup`."""

    @app.get("/api/compare", summary="几个机关或几年按法定表格并排对比")
    def compare(wanted: Annotated[CompareWanted, Query()]) -> Response:
        """Rows of the statutory tables, a column for each report; a blank is null, never 0. Notes say which reports
        are missing and whether editions differ."""
        found = tabulating.compare(desk.library, desk.catalogue, wanted.agency, wanted.year)
        if wanted.format == "json":
            return JSONResponse(render_tabulated.comparison_json(found))
        return _file(found, wanted.format)

    @app.get("/api/rollup", summary="汇总一个地方各镇街的法定表格")
    def rollup(wanted: Annotated[RollUpWanted, Query()]) -> Response:
        """The sum of each place of the form, what it is made of, and notes on all that is missing or contradictory."""
        found = tabulating.roll_up(
            desk.library,
            desk.catalogue,
            wanted.parent,
            wanted.year,
            scope=wanted.scope,
            edition=wanted.edition,
            contradicting=wanted.contradicting,
        )
        if wanted.format == "json":
            return JSONResponse(render_tabulated.roll_up_json(found))
        return _file(found, wanted.format)


def _file(found: Comparison | RollUp, form: Literal["csv", "xlsx"]) -> Response:
    name = "compare" if isinstance(found, Comparison) else "rollup"
    content = _csv(found).encode("utf-8-sig") if form == "csv" else _xlsx(found)
    kind = "text/csv" if form == "csv" else XLSX
    return Response(content, headers=attachment(f"nianbao-{name}.{form}"), media_type=kind)


def _csv(found: Comparison | RollUp) -> str:
    if isinstance(found, Comparison):
        return render_sheets.comparison_csv(found)
    return render_tabulated.roll_up_csv(found)


def _xlsx(found: Comparison | RollUp) -> bytes:
    book = io.BytesIO()
    if isinstance(found, Comparison):
        render_sheets.comparison_xlsx(found, book)
    else:
        render_sheets.roll_up_xlsx(found, book)
    return book.getvalue()
