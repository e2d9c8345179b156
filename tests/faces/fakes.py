"""A small desk that answers from a table: what faces need of the real one, with texts written for these tests."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from nianbao.catalogue import Catalogue, load
from nianbao.errors import WrongCall
from nianbao.model import (
    Answer,
    Box,
    Cell,
    Citation,
    Coverage,
    Figure,
    PageImage,
    Place,
    Report,
    ReportCard,
    Section,
    Span,
    Table,
    Understood,
    Warning,
)
from nianbao.store.browsing import Facets, FigurePage, Selection

EVIL = '<script>alert("x")</script><img src=x onerror="alert(1)">${7*7}{{value}}`'
TEXT = (
    "云溪镇2018年政府信息公开工作年度报告\n"
    "一、概述\n"
    "2018年，云溪镇认真做好政府信息公开工作。\n"
    "二、依申请公开情况\n"
    "云溪镇2018年共收到依申请公开件37件𠀀，其中网络30件、信函7件。\n"
    f"三、附注 {EVIL}\n"
    "四、统计\n"
    "指标\t数量\n规章\t0\n规范性文件\t12\n"
    "五、其他\n"
    "没有其他事项。\n"
)


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


SENTENCE = "云溪镇2018年共收到依申请公开件37件𠀀，其中网络30件、信函7件。"


def _sections() -> tuple[Section, ...]:
    heads = [("一、", "概述"), ("二、", "依申请公开情况"), ("三、", f"附注 {EVIL}"), ("四、", "统计"), ("五、", "其他")]
    starts = [TEXT.index(number + heading) for number, heading in heads]
    ends = [*starts[1:], len(TEXT)]
    return tuple(
        Section(id=id, number=number, heading=heading, level=1, span=Span(start=start, end=end))
        for id, ((number, heading), start, end) in enumerate(zip(heads, starts, ends, strict=True))
    )


def _table() -> Table:
    start = TEXT.index("指标\t")
    cells, position = [], start
    for row, line in enumerate(TEXT[start : TEXT.index("五、其他")].splitlines()):
        for column, words in enumerate(line.split("\t")):
            cells.append(Cell(span=Span(start=position, end=position + len(words)), row=row, column=column))
            position += len(words) + 1
    return Table(id=0, span=Span(start=start, end=position), cells=tuple(cells))


REPORT = Report(
    id="云溪镇-2018",
    title="云溪镇2018年政府信息公开工作年度报告",
    agency="云溪镇",
    full_name="云溪镇人民政府",
    parents=("青山县",),
    year=2018,
    period="2018年1月1日至2018年12月31日",
    text=TEXT,
    sections=_sections(),
    tables=(_table(),),
    source="yunxi.txt",
    url='javascript:alert("x")',
)
SCANNED = replace(
    REPORT,
    id="云溪镇-scan",
    places=(
        Place(span=Span(start=0, end=span_of(SENTENCE).start), page=1, box=Box(x0=0.1, y0=0.1, x1=0.9, y1=0.2)),
        Place(span=span_of(SENTENCE), page=2, box=Box(x0=0.1, y0=0.8, x1=0.9, y1=0.85)),
    ),
    images=(PageImage(page=1, width=10, height=40, png=b"one"), PageImage(page=2, width=10, height=40, png=b"two")),
)
"""The same, recognised from two page images."""
CARD = ReportCard(
    id=REPORT.id, agency="云溪镇", full_name="云溪镇人民政府", parents=("青山县",), year=2018, title=REPORT.title,
    source="yunxi.txt", url=None, era="E1", sections=5, passages=5, figures=1, problems=("=HYPERLINK(\"x\")",),
)  # fmt: skip


def figure(words: str = "37件", **changes: Any) -> Figure:
    span = span_of(SENTENCE)
    values: dict[str, Any] = {
        "report_id": REPORT.id, "id": 0, "agency": "云溪镇", "year": 2018, "metric": "applications_received",
        "label": "收到依申请公开件", "value": Decimal(37), "unit": "件", "span": span, "at": span_of(words),
        "quote": SENTENCE, "section": "二、依申请公开情况",
    }  # fmt: skip
    return Figure(**{**values, **changes})


def citation(words: str = SENTENCE, section: str = "二、依申请公开情况") -> Citation:
    span = span_of(words)
    return Citation(
        report=REPORT.id, title=REPORT.title, agency="云溪镇", year=2018, section=section, quote=words,
        start=span.start, end=span.end, source="yunxi.txt",
    )  # fmt: skip


UNDERSTOOD = Understood(
    agencies=("云溪镇",), years=(2018,), metric="applications_received", label="收到政府信息公开申请",
    operation="lookup", inherited=("years",),
)  # fmt: skip
FOUND = Answer(
    question="云溪镇2018年收到多少件申请？",
    understood=UNDERSTOOD,
    status="answered",
    text="云溪镇2018年收到政府信息公开申请37件。",
    value=Decimal(37),
    unit="件",
    figures=(figure(),),
    citations=(citation(),),
    coverage=Coverage(reports=1, stated=1),
    warnings=(Warning(kind="sum_mismatch", text="分项合计与总数不一致，请留意。", figures=(figure(),)),),
    suggestions=("有几件行政复议？",),
    elapsed_ms=1.26,
)
EVIL_ANSWER = Answer(
    question=EVIL,
    understood=Understood(agencies=(EVIL,), label=EVIL),
    status="answered",
    text=f"附注：{EVIL}",
    citations=(citation(f"三、附注 {EVIL}", f"三、附注 {EVIL}"),),
    suggestions=(EVIL,),
)


def refusal(status: Any, text: str, **more: Any) -> Answer:
    return Answer(question="?", understood=UNDERSTOOD, status=status, text=text, **more)


def _over_years() -> Answer:
    """Four years of one agency, one of them silent."""
    figures = tuple(
        figure(report_id=f"r{year}", id=year - 2000, year=year, value=Decimal(value))
        for year, value in ((2018, 37), (2019, 41), (2021, 12))
    )
    return Answer(
        question="历年收到多少件？", understood=replace(UNDERSTOOD, years=(2018, 2019, 2020, 2021), operation="trend"),
        status="answered", text="2018年37件，2019年41件，2021年12件。", figures=figures, citations=(citation(),),
        coverage=Coverage(reports=4, stated=3, not_stated=(REPORT.id,)),
    )  # fmt: skip


TREND = _over_years()
PARTS = replace(FOUND, question="其中网络多少件？", figures=(figure(), figure("30件", id=1, value=Decimal(30))))
ANSWERS = {
    PARTS.question: PARTS,
    TREND.question: TREND,
    FOUND.question: FOUND,
    "附注写了什么？": EVIL_ANSWER,
    "有几件行政复议？": refusal("not_stated", "云溪镇2018年的年报没有写行政复议的件数。"),
    "2030年呢？": refusal("no_report", "没有收录云溪镇2030年的年报。"),
    "朝阳镇收到几件？": refusal("ambiguous", "有两个朝阳镇。", choices=("云溪镇2018年收到多少件申请？",)),
}


@dataclass
class FakeConversation:
    asked: list[tuple[str, str | None, int | None]] = field(default_factory=list)

    forgotten: list[str] = field(default_factory=list)

    def ask(
        self, question: str, agency: str | None = None, year: int | None = None, without: Collection[str] = ()
    ) -> Answer:
        self.asked.append((question, agency, year))
        self.forgotten += without
        if question == "我去掉了什么？":
            return refusal("out_of_scope", "；".join(self.forgotten))
        if without:
            understood = replace(UNDERSTOOD, agencies=(), inherited=())
            text = f"不看{'、'.join(without)}：请说明是哪个机关。"
            return replace(refusal("ambiguous", text, choices=(FOUND.question,)), understood=understood)
        if question == "等一等":
            time.sleep(6)
        if question == "坏了":
            raise RuntimeError("secret internals")
        if question == "不行":
            raise WrongCall("这样问不行，请换一种问法。", "not like this")
        if question == "我问过什么？":
            return refusal("out_of_scope", "；".join(asked for asked, _, _ in self.asked[:-1]))
        return ANSWERS.get(question, refusal("out_of_scope", "这不是年报里的事。"))


@dataclass
class FakeLibrary:
    cards: tuple[ReportCard, ...] = (CARD,)
    version: str = "1"

    @property
    def listed(self) -> tuple[ReportCard, ...]:
        return self.cards

    def report(self, id: str) -> Report | None:
        return next((report for report in (REPORT, SCANNED) if id == report.id), None)

    def figures(
        self,
        reports: Collection[str] | None = None,
        metric: str | None = None,
        agency: str | None = None,
        year: int | None = None,
    ) -> tuple[Figure, ...]:
        every = (figure(),)
        return tuple(
            each
            for each in every
            if metric in (None, each.metric) and agency in (None, each.agency) and year in (None, each.year)
        )

    def selected(self, selection: Selection = Selection()) -> Iterator[Figure]:  # noqa: B008  # a frozen value
        years, metrics = selection.years or (None,), selection.metrics or (None,)
        return iter(self.figures(metric=metrics[0], year=years[0]))

    def browse(self, selection: Selection = Selection(), *, offset: int = 0, limit: int = 50) -> FigurePage:  # noqa: B008
        found = tuple(self.selected(selection))
        return FigurePage(figures=found[offset : offset + limit], total=len(found), offset=offset, limit=limit)

    def facets(self, selection: Selection = Selection()) -> Facets:  # noqa: B008
        return Facets(years=((2018, 1),), metrics=(("applications_received", 1),))

    def counts(self) -> dict[str, int]:
        return {"reports": 1, "passages": 5, "figures": 1}

    def search(self, query: str, k: int = 10) -> tuple[()]:
        return ()


def _catalogue() -> Catalogue:
    """The catalogue with one metric alone."""
    whole = load()
    return replace(whole, metrics={"applications_received": whole.metric("applications_received")})


@dataclass
class FakeDesk:
    library: FakeLibrary = field(default_factory=FakeLibrary)
    catalogue: Catalogue = field(default_factory=_catalogue)

    def conversation(self) -> FakeConversation:
        return FakeConversation()

    def examples(self, k: int = 6) -> tuple[str, ...]:
        return (FOUND.question, "附注写了什么？", "朝阳镇收到几件？", "2030年呢？")[:k]


def compared(*values: int) -> Answer:
    """A ranking over as many reports as values."""
    figures = tuple(
        figure(report_id=f"r{n}", agency=f"第{n}镇", value=Decimal(value)) for n, value in enumerate(values, start=1)
    )
    understood = Understood(metric="applications_received", label="收到申请", operation="rank")
    return Answer(
        question="哪个镇最多？", understood=understood, status="answered", text="第1镇最多。", value="第1镇",
        figures=figures, citations=(citation(),),
    )  # fmt: skip
