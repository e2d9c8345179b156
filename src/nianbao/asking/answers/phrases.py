"""How answers say things: numbers with unit and qualifier, names of figures, quotations."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated
from nianbao.model import Coverage, Figure, ReportCard, Warning
from nianbao.text.numerals import plain
from nianbao.understanding.metric_linker import CATEGORY, ORGANISATIONS

APPLICANTS = {
    "natural_person": "自然人",
    "enterprise": "商业企业",
    "research": "科研机构",
    "public_welfare": "社会公益组织",
    "legal_service": "法律服务机构",
    "other_org": "其他组织",
}

_ASKED = {**APPLICANTS, ORGANISATIONS: "法人或其他组织"}
_RECEIVED = re.compile(r"^(?:本年)?(?:新?收到?的)")


def number(value: Decimal, unit: str | None, qualifier: str = "exact") -> str:
    words = f"{plain(value)}{unit or ''}"
    return {"about": f"约{words}", "at_least": f"{words}以上", "less_than": f"不超过{words}"}.get(qualifier, words)


def amount(figure: Figure) -> str:
    """A figure's number; an approximate one in the report's own words (7650余条)."""
    said = figure.quote[figure.at.start - figure.span.start : figure.at.end - figure.span.start]
    if figure.qualifier in ("about", "at_least", "less_than") and re.search(r"\d", said) and len(said) <= 16:
        return "".join(said.split())
    return number(figure.value, figure.unit, figure.qualifier)


def whole(stated: Stated) -> str:
    """A stated or computed value with its unit."""
    if stated.computed is not None:
        return number(stated.computed.value, stated.computed.unit)
    assert stated.figure is not None
    return amount(stated.figure)


def name_of(question: Question, sources: Sources, metric: str, figure: Figure | None = None) -> str:
    """The noun phrase for a metric in a sentence, with the kind of applicant when one was asked for."""
    entry = sources.catalogue.metric(metric)
    name = entry.short
    if figure is not None and figure.metric and figure.metric != metric:
        name = f"{name}（报告作“{sources.catalogue.metric(figure.metric).zh}”）"
    elif metric == CATEGORY and figure is not None:
        name = figure.label
    applicant = question.applicant if metric in ("applications_received",) or question.applicant else None
    if applicant not in _ASKED:
        return name
    return f"{_ASKED[applicant]}提出的{_RECEIVED.sub('', name)}"


def where(card: ReportCard) -> str:
    """息陬镇2018年; what is unknown is said."""
    agency = card.agency or f"《{card.source}》（机关不明）"
    return f"{agency}{card.year}年" if card.year is not None else f"{agency}（年份不明）"


def quoted(text: str, limit: int = 60) -> str:
    words = " ".join(text.split()).rstrip("；;，,")
    return f"“{words}”" if len(words) <= limit else f"“{words[:limit]}…”"


def percent(part: Decimal, of: Decimal) -> Decimal:
    return (part * 100 / of).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def listed(items: list[str]) -> str:
    return "、".join(items)


def conflict(question: Question, sources: Sources, metric: str, stated: Stated) -> tuple[Warning, ...]:
    """A warning when a report states several values of one metric; both are said."""
    if stated.figure is None or not stated.others:
        return ()
    figures = (stated.figure, *stated.others)
    ways = "；".join(f"{_place(f)}写{amount(f)}" for f in figures)
    text = f"同一份报告对“{sources.catalogue.metric(metric).short}”有不同的数：{ways}。请以原文为准。"
    return (Warning(kind="conflict", text=text, figures=figures),)


def _place(figure: Figure) -> str:
    return (
        f"表格（{figure.cell.row}）"
        if figure.cell is not None
        else f"正文“{figure.section.split(' › ')[-1] or '开头'}”"
    )


def mismatch(sources: Sources, whole_figure: Figure, parts: list[Figure], what: str) -> Warning | None:
    """A warning when the parts a report lists do not add up to the number it gives."""
    total = sum((p.value for p in parts), Decimal(0))
    if len(parts) < 2 or total == whole_figure.value:
        return None
    formula = "+".join(plain(p.value) for p in parts)
    text = (
        f"{where(sources.card(whole_figure.report_id))}的报告写{what}{amount(whole_figure)}，"
        f"所列各项相加为{plain(total)}{whole_figure.unit or ''}（{formula}），两者不符。"
    )
    return Warning(kind="sum_mismatch", text=text, figures=(whole_figure, *parts))


def coverage(cards: list[ReportCard], missing: list[ReportCard]) -> Coverage:
    return Coverage(reports=len(cards), stated=len(cards) - len(missing), not_stated=tuple(c.id for c in missing))


def coverage_words(cards: list[ReportCard], missing: list[ReportCard]) -> str:
    if not missing:
        return f"（共{len(cards)}份报告，都写明了。）"
    names = listed([where(c) for c in missing[:5]]) + ("等" if len(missing) > 5 else "")
    return f"（共{len(cards)}份报告，{len(cards) - len(missing)}份写明；未写明的{len(missing)}份：{names}。）"


def opening(question: Question) -> str:
    """What the asker should know before the answer: a corrected name, a relative year."""
    notes = [f"“{a}”即“{b}”" if set(a) <= set(b) else f"未收录“{a}”，按“{b}”理解" for a, b in question.corrected]
    notes += question.notes
    return f"（{'；'.join(notes)}。）" if notes else ""
