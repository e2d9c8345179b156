"""Lists in words that a report states: problems, measures, plans; each item where it stands."""

from __future__ import annotations

import re
from itertools import pairwise

from nianbao.answering.contacts import Fact
from nianbao.model import Report, Section, Span
from nianbao.text.fold import fold
from nianbao.text.sentences import sentences

_SECTIONS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    # metric: words of its heading, words that open it inside another section
    "problems": (
        re.compile(r"问题|不足|困难"),
        re.compile(r"(?:存在|主要|还有)[^。;\n]{0,24}(?:问题|不足|差距|困难|短板)|主要表现"),
    ),
    "improvements": (
        re.compile(r"改进|下一步|工作计划|工作打算|今后"),
        re.compile(
            r"下一步|今后|下一年|改进(?:措施|情况|打算)|针对(?:以上|上述|存在|这些)[^。\n]{0,12}(?:问题|不足)|20\d\d年[^。\n]{0,16}将"
        ),
    ),
    "measures_taken": (
        re.compile(r"主要(?:措施|做法)|措施|做法|组织(?:领导|体系)|工作开展|制度建设|机制建设|监督保障"),
        re.compile(r"主要(?:做法|措施)|采取[^。\n]{0,8}措施"),
    ),
    "leading_group": (re.compile(r"(?!)"), re.compile(r"领导小组|组\s?长")),
    "disclosure_channels": (
        re.compile(r"渠道|平台建设"),
        re.compile(r"(?:公开|发布)[^。\n]{0,10}(?:渠道|平台|形式)|通过[^。\n]{2,40}(?:公开|发布)"),
    ),
    "legal_basis": (re.compile(r"(?!)"), re.compile(r"(?:根据|依据|按照|依照)[^。\n]{0,60}(?:条例|办法|通知|要求)")),
    "supervision_frequency": (re.compile(r"(?!)"), re.compile(r"每个?(?:季度?|月|年|周|半年)")),
    "assessment_results": (re.compile(r"考核|评议|责任追究"), re.compile(r"社会评议|工作考核|责任追究|考核")),
}
_SUPERVISED = re.compile(r"督[查导促办]|检查|巡查|抽查|监督|通报|考核|自查|核查|评查|监测")
_MARK = (
    r"(?:[一二三四五六七八九十]是[:,，]?|第[一二三四五六][,，、是]|其[一二三四][,，]|\(\d{1,2}\)|\([一二三四五六七八九十]\)|"
    r"(?<![\d.])\d{1,2}[.、](?!\d)|首先[,，]?|其次[,，]?|再次[,，]?|最后[,，]|[①②③④⑤⑥])"
)
_ITEM = re.compile(_MARK)
_MARKED = re.compile(rf"\s?(?:{_MARK}|[一二三四五六七八九十]、)\s?")
# What leads to a list without saying an item of it: "问题有两个:", "主要表现在以下方面:".
_LEAD = re.compile(
    r"^[^:：,，。;；]{0,20}(?:问题|不足|困难|有|如下|表现[在为]|方面|措施|做法|打算)[^:：,，。;；]{0,8}[:：]\s?"
)
# A signature or a date at the end of a report belongs to no item.
_SIGNED = re.compile(
    r"^(?:[\u4e00-\u9fa5]{2,30}(?:政府|局|办事处|办公室|委员会|管委会|中心|联合会)|20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)$"
)
_HEADING = re.compile(
    r"[^,，;；:：]{0,30}(?:问题|不足|困难)(?:及|和|与|以及)?(?:改进|整改|下一步|工作)?(?:情况|措施|打算|计划|安排)?"
)
"""A line that names problems and plans and says neither: 存在的主要问题及改进情况."""
_SHOWN = 12


def known(metric: str) -> bool:
    """True for a metric whose lists this module finds."""
    return metric in _SECTIONS


def told(report: Report, metric: str) -> tuple[Fact, ...]:
    """What the report says about problems, improvements, measures …: its own items, each with its place.

    First by heading, then by the sentences that open the subject inside another section; () when neither is there.
    """
    if metric not in _SECTIONS:
        return ()
    heading, opening = _SECTIONS[metric]
    folded = fold(report.text)
    named = [s for s in report.sections if heading.search(fold(s.heading)) and not _parent_named(report, s, heading)]
    if metric == "measures_taken":
        strong = [s for s in named if re.search(r"措施|做法", fold(s.heading))]
        named = strong or named
    headings = "\n".join(fold(section.heading) for section in report.sections)
    for section in named:
        items = _section_items(report, section, metric, opening)
        items = tuple(i for i in items if metric == "measures_taken" or _tells(i, headings))
        if items:
            return items
    found = [s for s in sentences(report.text) if opening.search(s.of(folded)) and not _is_lead(report, s)]
    if metric == "supervision_frequency":  # a training every half year is no supervision
        found = [s for s in found if _SUPERVISED.search(s.of(folded))]
    told_of = _facts(report, _split_items(report, found[:3])) if found else ()
    return tuple(i for i in told_of if _tells(i, headings))


def _tells(item: Fact, headings: str) -> bool:
    """False for an item that is a heading, printed again or run into the text."""
    value = fold(item.value)
    return value not in headings and not _HEADING.fullmatch(value)


def _parent_named(report: Report, section: Section, heading: re.Pattern[str]) -> bool:
    return section.parent is not None and bool(heading.search(fold(report.sections[section.parent].heading)))


def _section_items(report: Report, section: Section, metric: str, opening: re.Pattern[str]) -> tuple[Fact, ...]:
    children = [s for s in report.sections if s.parent == section.id]
    if children and metric == "measures_taken":
        return tuple(Fact(value=s.heading, span=_head(report, s), section=report.heading_path(s)) for s in children)
    folded = fold(report.text)
    body = [
        s for s in sentences(report.text, section.span) if s.start > section.span.start or len(s.of(report.text)) > 40
    ]
    body = [
        s
        for s in body
        if len(s.of(report.text).strip()) > len(section.heading) + 4 or section.heading.strip() not in s.of(report.text)
    ]
    both = re.search(r"问题", fold(section.heading)) and re.search(r"改进|计划|打算|下一步", fold(section.heading))
    if both and metric in ("problems", "improvements"):
        printed = fold(section.heading)  # a heading in line with its text names both halves
        turn = next((i for i, s in enumerate(body) if _TURN.search(s.of(folded).replace(printed, ""))), len(body))
        body = body[:turn] if metric == "problems" else body[turn:]
    if metric == "problems":
        body = [s for s in body if not re.match(r"(?:针对|下一步|今后)", s.of(folded))]
    return _facts(report, _split_items(report, body))


_TURN = re.compile(r"下一步|今后|针对(?:以上|上述|存在|这些)|改进(?:措施|情况)|20\d\d年[^。\n]{0,12}[将要]|下步|为此")


def _is_lead(report: Report, sentence: Span) -> bool:
    """The sentence that lists the report's own chapters says nothing about them."""
    return bool(re.search(r"(?:本(?:年度)?报告|全文)[^。]{0,10}(?:包括|由|共分)", fold(sentence.of(report.text))))


def _head(report: Report, section: Section) -> Span:
    first = next(iter(sentences(report.text, section.span)), section.span)
    if first.end - first.start > 30:
        return first
    following = [s for s in sentences(report.text, section.span) if s.start >= first.end]
    end = following[0].end if following else first.end
    return Span(start=first.start, end=min(end, first.start + 200))


def _split_items(report: Report, found: list[Span]) -> list[Span]:
    """Sentences cut at the marks of enumeration, so that each item stands alone, without its mark."""
    pieces: list[tuple[bool, Span]] = []
    folded = fold(report.text)
    for sentence in found:
        marks = [m.start() + sentence.start for m in _ITEM.finditer(sentence.of(folded))]
        edges = [sentence.start, *[m for m in marks if m > sentence.start], sentence.end]
        pieces.extend(_unmarked(folded, start, end) for start, end in pairwise(edges))
    pieces = [(m, s) for m, s in pieces if s.end - s.start > 4 and not _SIGNED.match(s.of(folded))]
    first = next((i for i, (marked, _) in enumerate(pieces) if marked), 0)
    if sum(marked for marked, _ in pieces) < 2:
        first = 0
    return [span for _, span in pieces[first:]]


def _unmarked(folded: str, start: int, end: int) -> tuple[bool, Span]:
    """Whether the piece carried a mark, and where its own words stand."""
    piece = folded[start:end]
    if lead := _LEAD.match(piece):
        start, piece = start + lead.end(), piece[lead.end() :]
    mark = _MARKED.match(piece)
    if mark:
        start, piece = start + mark.end(), piece[mark.end() :]
    return mark is not None, Span(start=start, end=start + len(piece.rstrip()))


def _facts(report: Report, spans: list[Span]) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            value=span.of(report.text).strip(" \n。.;；,，、"),
            span=span,
            section=report.heading_path(report.section_at(span.start)),
        )
        for span in spans[:_SHOWN]
    )
