"""Whether everything received was answered: 都答复了吗, from the words around the number received, else the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.answering.evidence import Evidence
from nianbao.answering.executor import reports_asked
from nianbao.answering.operation import understood
from nianbao.answering.phrases import amount, opening, quoted, where, year_taken
from nianbao.answering.refusals import short
from nianbao.answering.result import Shortfall, Spot
from nianbao.model import Answer, Citation, Figure, Report, ReportCard, Span
from nianbao.query import Query
from nianbao.text.fold import fold
from nianbao.text.numerals import plain
from nianbao.text.sentences import sentences

ALL_REPLIED = "all_replied"
"""The topic of a query that asks whether all that was received was answered."""
_DONE = r"(?:答复|办结|办完|办理|处理|回复)"
_ALL = re.compile(rf"(?:均|都|全部|已全|100%)[^。;；]{{0,20}}{_DONE}|{_DONE}率[^。;；,，]{{0,12}}100%")
_NOT = re.compile(r"未|没有?|尚|不予|结转")
_REACH = 2
"""The sentence of the number and so many after it speak of what became of it."""
_RECEIVED, _MAILBOX = "applications_received", "mailbox"


def replied(query: Query, evidence: Evidence) -> Answer:
    """Yes, with the sentence that says so, or what the table's balance tells; refused where neither is told."""
    found = reports_asked(query, evidence)
    if isinstance(found, Shortfall):
        return short(found, evidence)
    cards = [s.card for s in found if s.card is not None]
    answer = _of_one(query, cards[0], found, evidence) if len(cards) == 1 else None
    return answer or short(Shortfall(query=query, why="untold", spots=found), evidence)


def _of_one(query: Query, card: ReportCard, spots: tuple[Spot, ...], evidence: Evidence) -> Answer | None:
    metric = query.metric or _RECEIVED
    mailbox = metric.startswith(_MAILBOX)
    figure = evidence.stated(card, metric if mailbox else _RECEIVED).figure
    if figure is None or not figure.value:
        return None
    report = evidence.report(card.id)
    span = next((s for s in _nearby(report, figure) if _says_all(fold(s.of(report.text)), figure)), None)
    if span is None:
        return None if mailbox else _by_balance(query, card, spots, figure, evidence)
    quote = span.of(report.text)
    name = evidence.catalogue.metric(figure.metric or metric).short
    text = f"是的，{where(card)}{name}为{amount(figure)}，报告写明：{quoted(quote, 120)}。"
    citations = [evidence.cite_span(card, span, quote, report.heading_path(report.section_at(span.start)))]
    if not (span.start <= figure.span.start and figure.span.end <= span.end):
        citations.append(evidence.cite(figure))
    return _said(query, spots, evidence, text, True, (figure,), citations)


def _said(
    query: Query, spots: tuple[Spot, ...], evidence: Evidence, text: str, truth: bool, figures: Sequence[Figure],
    citations: Sequence[Citation],
) -> Answer:  # fmt: skip
    return Answer(
        question="", understood=understood(query, evidence, spots), status="answered", value=truth,
        text=opening((*query.notes, *year_taken(query, spots))) + text, figures=tuple(figures),
        citations=tuple(citations),
    )  # fmt: skip


def _by_balance(
    query: Query, card: ReportCard, spots: tuple[Spot, ...], received: Figure, evidence: Evidence
) -> Answer | None:
    """Whether what was received, with what was left of the year before, was all dealt with: by the cases left over.

    Received + carried in = results + carried out (the relation printed in the form of 国办公开办函〔2021〕30号).
    """
    done = evidence.stated(card, "results_total").figure
    left = evidence.stated(card, "applications_carried_out").figure
    if done is None or left is None:
        return None
    before = evidence.stated(card, "applications_carried_in").figure
    carried = before.value if before is not None else None
    if (carried or 0) + received.value != done.value + left.value:
        return None  # the table contradicts itself or is not read whole: neither yes nor no is proved
    figures = [f for f in (received, before, done, left) if f is not None]
    extra = f"，上年结转{amount(before)}" if before is not None and before.value else ""
    text = (
        f"{where(card)}{evidence.catalogue.metric(_RECEIVED).short}为{amount(received)}{extra}，"
        f"本年度办理结果总计{amount(done)}，结转下年度继续办理{amount(left)}。"
    )
    opened = "是的，都办理了：" if left.value == 0 else "没有全部办完："
    return _said(query, spots, evidence, opened + text, left.value == 0, figures, evidence.cite_all(figures))


def _nearby(report: Report, figure: Figure) -> list[Span]:
    section = report.section_at(figure.span.start)
    limit = section.span.end if section else len(report.text)
    start = report.text.rfind("\n", 0, figure.span.start) + 1
    within = sentences(report.text, Span(start=start, end=max(limit, figure.span.end)))
    return [s for s in within if s.end > figure.span.start][: 1 + _REACH]


def _says_all(sentence: str, figure: Figure) -> bool:
    match = _ALL.search(sentence)
    if match:
        return not _NOT.search(match[0])
    # "收到留言164条，办结的也是164条": the number done is the number received.
    done = re.search(rf"{_DONE}[^。;；,，\d]{{0,6}}(\d+)", sentence)
    return done is not None and done[1] == plain(figure.value) and sentence.count(done[1]) > 1
