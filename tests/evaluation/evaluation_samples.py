"""A small report with figures and citations of it, for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from nianbao.model import Answer, CellRef, Citation, Figure, Qualifier, Report, ReportCard, Span, Understood

TEXT = (
    "2020年，甲镇主动公开政府信息120条，其中微信公开45条。\n"
    "全年收到政府信息公开申请十二件。\n"
    "未发生行政复议。\n"
    "收到申请 | 12 | 9 | 0 | 3\n"
)
REPORT = Report(
    id="a2020", title="甲镇2020年政府信息公开工作年度报告", agency="甲镇", year=2020, text=TEXT, source="jia.txt"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def figure(metric: str | None, value: str, quote: str, **more: Any) -> Figure:
    """A figure of REPORT whose quote stands in its text."""
    qualifier: Qualifier = "zero_statement" if value == "0" and "未" in quote else "exact"
    made = Figure(
        report_id="a2020", id=0, agency="甲镇", year=2020, metric=metric, label="", value=Decimal(value), unit="件",
        qualifier=qualifier, span=span(quote), at=span(quote), quote=quote,
    )  # fmt: skip
    return replace(made, **more)


def cell(row: str = "收到申请", column: str = "总计") -> CellRef:
    return CellRef(table=0, row=row, column=column)


def citation(quote: str = "主动公开政府信息120条", **more: Any) -> Citation:
    place = span(quote)
    made = Citation(
        report="a2020", title=REPORT.title, agency="甲镇", year=2020, section="", quote=quote,
        start=place.start, end=place.end, source="jia.txt",
    )  # fmt: skip
    return replace(made, **more)


def answered(value: Any = Decimal(120), **more: Any) -> Answer:
    """An answer to how much was disclosed, right in every respect unless told otherwise."""
    given: dict[str, Any] = {
        "question": "甲镇2020年主动公开了多少条？",
        "understood": Understood(agencies=("甲镇",), years=(2020,), metric="disclosed", operation="lookup"),
        "status": "answered",
        "text": "甲镇2020年主动公开政府信息120条。",
        "value": value,
        "unit": "条",
        "citations": (citation(),),
    }
    return Answer(**(given | more))


def refused(status: Any = "not_stated", **more: Any) -> Answer:
    return answered(None, status=status, text="报告没有写。", unit=None, **({"citations": ()} | more))


def card(source: str = "jia.txt", id: str = "a2020") -> ReportCard:
    return ReportCard(
        id=id, agency="甲镇", full_name="", parents=(), year=2020, title="", source=source, url=None, era=None,
        sections=0, passages=0, figures=0, problems=(),
    )  # fmt: skip


def report(id: str) -> Report | None:
    return REPORT if id == "a2020" else None
