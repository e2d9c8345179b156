"""Whether everything received was answered: 都答复了吗, from the words around the number received, else the table."""

from __future__ import annotations

import re

from nianbao.asking.answers.build import answered, from_figures
from nianbao.asking.answers.phrases import amount, quoted, where
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.model import Answer, Figure, Report, ReportCard, Span
from nianbao.text.fold import fold
from nianbao.text.numerals import plain
from nianbao.text.sentences import sentences

_DONE = r"(?:答复|办结|办完|办理|处理|回复)"
_ASKS_ALL = re.compile(rf"(?:都|全部?|均|按时|按期)[^,，]{{0,6}}{_DONE}|{_DONE}(?:完|率)")
_ALL = re.compile(rf"(?:均|都|全部|已全|100%)[^。;；]{{0,20}}{_DONE}|{_DONE}率[^。;；,，]{{0,12}}100%")
_NOT = re.compile(r"未|没有?|尚|不予|结转")
_REACH = 2
"""The sentence of the number and so many after it speak of what became of it."""


def answer(question: Question, sources: Sources, card: ReportCard) -> Answer | None:
    """Yes, with the sentence that says so, or what the table's balance tells.

    None when the question is another or the report tells neither.
    """
    if not _ASKS_ALL.search(question.bare):
        return None
    metric = question.metric or ""
    mailbox = metric.startswith("mailbox")
    stated = sources.stated(card, metric if mailbox else "applications_received")
    figure = stated.figure
    if figure is None or not figure.value:
        return None
    report = sources.report(card.id)
    span = next((s for s in _nearby(report, figure) if _says_all(fold(s.of(report.text)), figure)), None)
    if span is None:
        return None if mailbox else _by_balance(question, sources, card, figure)
    quote = span.of(report.text)
    received = f"{where(card)}{question.names[figure.metric or metric]}为{amount(figure)}"
    text = f"是的，{received}，报告写明：{quoted(quote, 120)}。"
    section = report.heading_path(report.section_at(span.start))
    citations = [sources.cite_span(card, span, quote, section)]
    if not (span.start <= figure.span.start and figure.span.end <= span.end):
        citations.append(sources.cite(figure))
    return answered(question, text, value=True, figures=(figure,), citations=citations)


def _by_balance(question: Question, sources: Sources, card: ReportCard, received: Figure) -> Answer | None:
    """Whether what was received, with what was left of the year before, was all dealt with: by the cases left over.

    Received + carried in = results + carried out (the relation printed in the form of 国办公开办函〔2021〕30号).
    """
    done = sources.stated(card, "results_total").figure
    left = sources.stated(card, "applications_carried_out").figure
    if done is None or left is None:
        return None
    before = sources.stated(card, "applications_carried_in").figure
    carried = before.value if before is not None else None
    if (carried or 0) + received.value != done.value + left.value:
        return None  # the table contradicts itself or is not read whole: neither yes nor no is proved
    figures = [f for f in (received, before, done, left) if f is not None]
    extra = f"，上年结转{amount(before)}" if before is not None and before.value else ""
    text = (
        f"{where(card)}{question.names['applications_received']}为{amount(received)}{extra}，"
        f"本年度办理结果总计{amount(done)}，结转下年度继续办理{amount(left)}。"
    )
    opened = "是的，都办理了：" if left.value == 0 else "没有全部办完："
    return from_figures(question, sources, opened + text, figures, value=left.value == 0)


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
