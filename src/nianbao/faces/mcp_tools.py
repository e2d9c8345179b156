"""The four tools that other assistants are given: ask, figures, reports, check. Knows nothing of the protocol.

A tool takes one pydantic model and returns `Reply`: a JSON object (contract section 2) and a short text of the same.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from nianbao.errors import WrongCall
from nianbao.faces.http_guards import Conversations
from nianbao.faces.render import answer_json, card_json, figure_json, permalink, plain, plain_number
from nianbao.faces.render_findings import check_json, check_text
from nianbao.faces.render_markdown import absolute, answer_markdown
from nianbao.faces.render_schema import AnswerShape, CardShape, CheckShape, FigureShape
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.model import Figure, Report, ReportCard
    from nianbao.wiring import AnyDesk

MOST_FIGURES = 200
"""Figures of one reply; the rest is counted."""
_SHOWN = 30
"""Lines of a reply's text; the JSON has all."""
_AT_ONCE = 8
_Name = Annotated[str, Field(min_length=1, max_length=100)]
_Year = Annotated[int, Field(ge=1900, le=2999)]


class Wanted(BaseModel):
    """Unknown names are refused: a misspelt filter that filters nothing would answer another question."""

    model_config = ConfigDict(extra="forbid")


class Ask(Wanted):
    """Input of `ask`."""

    question: Annotated[
        str, Field(min_length=1, max_length=2000, description="用中文（或英文）提的一个问题，写明机关和年份")
    ]
    agency: Annotated[_Name | None, Field(description="问题没有写明机关时用它，如 息陬镇")] = None
    year: Annotated[_Year | None, Field(description="问题没有写明年份时用它，如 2018")] = None
    conversation: Annotated[str | None, Field(max_length=100, description="上一次回答里的 conversation，用来追问")] = (
        None
    )


class Figures(Wanted):
    """Input of `figures`."""

    agency: Annotated[_Name | None, Field(description="机关简称，如 息陬镇")] = None
    year: Annotated[_Year | None, Field(description="报告的年份")] = None
    metric: Annotated[_Name | None, Field(description="指标编号（如 applications_received）或中文全名")] = None
    limit: Annotated[int, Field(ge=1, le=MOST_FIGURES, description="最多返回多少个")] = 50


class Reports(Wanted):
    """Input of `reports`."""

    agency: Annotated[_Name | None, Field(description="只列这个机关的报告")] = None
    year: Annotated[_Year | None, Field(description="只列这一年的报告")] = None


class Check(Wanted):
    """Input of `check`: one of the two."""

    report: Annotated[str | None, Field(min_length=1, max_length=300, description="收录的报告的 id，见 reports")] = None
    text: Annotated[str | None, Field(min_length=1, max_length=200_000, description="一份报告的全文")] = None


class Answered(AnswerShape):
    """An Answer with the string that goes on with its conversation."""

    model_config = ConfigDict(title="Answer")
    conversation: str


class FiguresFound(BaseModel):
    """`total` counts what meets the conditions, also beyond the limit."""

    total: int
    figures: list[FigureShape]


class ReportsFound(BaseModel):
    """What is indexed."""

    reports: list[CardShape]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a tool says: as JSON, and in words."""

    structured: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolKind:
    """A tool as it is published; `run` raises NianbaoError for what cannot be done."""

    name: str
    title: str
    description: str
    takes: type[BaseModel]
    gives: type[BaseModel]
    run: Callable[[Any], Reply]


_ASK = """Ask one question about Chinese government disclosure annual reports (政府信息公开年度报告) in the local index:
a figure, a comparison, ranking, sum, trend or share over agencies and years, yes-or-no, reasons, measures, contact
details, or what a term means. The reply quotes the exact words of the report with a permalink to them.
Use it whenever a figure from these reports is needed, instead of your own memory. Name agency and year in the
question, or ask a follow-up with `conversation`. A `status` other than "answered" is an honest refusal (not_stated:
the report does not say; no_report: no such report; ambiguous: pick one of `choices` and ask again): pass it on as it
is, never fill in a number, never take the figure of another year or a town with a similar name. Pass on `warnings`.
Numbers in `computed` were calculated from the cited ones; say so."""
_FIGURES = """List figures extracted from the indexed reports, each with the words that state it, filtered by agency,
year and metric. Use it for tables of many figures; for one figure or any calculation use `ask`. A figure that is
missing here is not zero: the report may not state it."""
_REPORTS = """List the indexed reports: id, agency, year, title, counts, and problems a person should look at. Use it to
learn which agencies and years can be asked about; nothing is known of any other."""
_CHECK = """Check whether the figures of one report agree with each other (totals and parts, text and table, carried
over). Give the id of an indexed report, or the full text of a report, which is not stored. Every relation holds, fails
or cannot be checked because the report does not state a part; a blank is never taken as zero."""


class Toolbox:
    """The tools over one desk; used from many threads."""

    def __init__(self, desk: AnyDesk, settings: Settings) -> None:
        self._desk = desk
        self._settings = settings
        self._site = settings.public_url or f"http://{settings.host}:{settings.port}/"
        self._conversations = Conversations(desk.conversation)
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        kinds = (
            ToolKind(name="ask", title="问年报", description=_ASK, takes=Ask, gives=Answered, run=self._ask),
            ToolKind(
                name="figures",
                title="列数据",
                description=_FIGURES,
                takes=Figures,
                gives=FiguresFound,
                run=self._figures,
            ),
            ToolKind(
                name="reports",
                title="列报告",
                description=_REPORTS,
                takes=Reports,
                gives=ReportsFound,
                run=self._reports,
            ),
            ToolKind(name="check", title="核对", description=_CHECK, takes=Check, gives=CheckShape, run=self._check),
        )
        self.kinds: Mapping[str, ToolKind] = {kind.name: kind for kind in kinds}

    def call(self, name: str, arguments: Mapping[str, Any]) -> Reply:
        """Run a tool.

        Errors: WrongCall for an unknown one or too many at once, pydantic's ValidationError, those of the tool.
        """
        kind = self.kinds.get(name)
        if kind is None:
            raise WrongCall(f"没有“{name[:40]}”这个工具。", f"There is no tool {name[:40]!r}.")
        wanted = kind.takes.model_validate(arguments)
        if not self._places.acquire(blocking=False):
            raise WrongCall("现在提问的人太多，请过一秒再试。", "Too many requests at once; try again in a second.")
        try:
            return kind.run(wanted)
        finally:
            self._places.release()

    def _ask(self, wanted: Ask) -> Reply:
        token = wanted.conversation
        if token is None:
            token, thread = self._conversations.new()
        elif (found := self._conversations.get(token)) is not None:
            thread = found
        else:
            raise WrongCall(
                "这段对话已经过期或不存在，请去掉 conversation 重新开始。",
                "This conversation has expired or never was; ask again without it.",
            )
        with thread.lock:
            answer = thread.conversation.ask(_unicode(wanted.question), agency=wanted.agency, year=wanted.year)
        text = f"〔{answer.status}〕{answer_markdown(answer, self._site)}"
        return Reply(structured={**answer_json(answer), "conversation": token}, text=text)

    def _figures(self, wanted: Figures) -> Reply:
        metric = self._metric(wanted.metric)
        found = self._desk.library.figures(metric=metric, agency=wanted.agency, year=wanted.year)
        kept = found[: wanted.limit]
        rest = [f"（共 {len(found)} 个，其余未列）"] if len(found) > min(len(kept), _SHOWN) else []
        lines = [self._figure_line(each) for each in kept[:_SHOWN]]
        text = "\n".join(lines + rest) if found else "没有符合条件的数据；没有不等于 0。"
        structured = {"total": len(found), "figures": [figure_json(each) for each in kept]}
        return Reply(structured=structured, text=text)

    def _figure_line(self, figure: Figure) -> str:
        link = absolute(permalink(figure.report_id, figure.span.start, figure.span.end), self._site)
        value = f"{plain_number(figure.value)}{figure.unit or ''}"
        quote = " ".join(figure.quote.split())
        return plain(f"{figure.agency}{figure.year or ''} {figure.label} {value}：“{quote}” {link}")

    def _metric(self, wanted: str | None) -> str | None:
        if wanted is None:
            return None
        named = self._desk.catalogue.named(wanted)
        if len(named) != 1:
            raise WrongCall(
                "没有这个指标，请用指标编号（如 applications_received）或其中文全名。",
                "There is no such metric; use an id such as applications_received, or its Chinese name.",
            )
        return named[0]

    def _reports(self, wanted: Reports) -> Reply:
        cards = [card for card in self._desk.library.listed if wanted.agency in (None, card.agency)]
        cards = [card for card in cards if wanted.year in (None, card.year)]
        lines = [_card_line(card) for card in cards[:_SHOWN]]
        rest = [f"（共 {len(cards)} 份，其余见结构化结果）"] if len(cards) > _SHOWN else []
        text = "\n".join(lines + rest) if cards else "没有收录符合条件的报告。"
        return Reply(structured={"reports": [card_json(card) for card in cards]}, text=text)

    def _check(self, wanted: Check) -> Reply:
        from nianbao.checking import check

        if (wanted.report is None) == (wanted.text is None):
            raise WrongCall("请给出 report 或 text，二者只给一个。", "Give either report or text.")
        if wanted.text is not None:
            report, figures = _read(wanted.text, self._settings)
        else:
            report, figures = self._stored(wanted.report or "")
        known = self._desk.catalogue
        findings = check(report, figures, known)
        structured = check_json(report, findings, {relation.id: relation for relation in known.relations})
        return Reply(structured=structured, text=check_text(structured))

    def _stored(self, id: str) -> tuple[Report, tuple[Figure, ...]]:
        report = self._desk.library.report(id)
        if report is None:
            raise WrongCall("没有这份报告，收录的报告见 reports。", "There is no such report; see reports.")
        found = self._desk.library.figures(reports=[id])
        return report, tuple(sorted(found, key=lambda figure: figure.id))


def _card_line(card: ReportCard) -> str:
    return plain(f"{card.id}：{card.title or card.source}（{card.figures} 个数据）")


def _unicode(text: str) -> str:
    """JSON can spell half a character, which no answer could repeat in UTF-8."""
    return text.encode("utf-8", "replace").decode()


def _read(text: str, settings: Settings) -> tuple[Report, tuple[Figure, ...]]:
    """A report given as text, read as a file of that text would be; nothing of it stays. Errors: Unreadable."""
    from nianbao.building import read_reports

    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        path = Path(folder) / "report.txt"
        path.write_text(_unicode(text), "utf-8")
        for read in read_reports([path], settings, strangers=True):
            if read.error is not None:
                raise read.error
            if read.report is not None:
                return read.report, read.figures
    raise WrongCall("这段文字不是一份报告。", "This text is no report.")
