"""Facts in words that a report states: contact data, period, and lists of problems, measures and plans."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nianbao.model import Report, Section, Span
from nianbao.text.fold import fold
from nianbao.text.sentences import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A piece of a report's text that answers a question; `span` is what is quoted, `value` the words themselves."""

    value: str
    span: Span
    section: str = ""


_PHONE = r"(?:\(?0\d{2,3}\)?[\s\-]{0,3})?\d{7,8}(?:[\-转]\d{1,5})?|\b1\d{10}\b|12345"
_CONTACTS: dict[str, re.Pattern[str]] = {
    "contact_phone": re.compile(rf"(?:联系|咨询|办公|服务|监督)?电话(?:号码)?\s?(?:\([^)]{{0,8}}\))?\s?[:：为是]?\s?(?P<value>{_PHONE})"),
    "contact_fax": re.compile(rf"传真(?:号码)?\s?[:：为是]?\s?(?P<value>{_PHONE})"),
    "contact_postcode": re.compile(r"(?:邮政编码|邮编|邮政代码)\s?[:：为是]?\s?(?P<value>\d{6})(?!\d)"),
    "contact_email": re.compile(r"(?P<value>[a-z0-9][\w.\-]{0,40}@[a-z0-9][\w.\-]{1,40}\.[a-z]{2,6})"),
    "contact_address": re.compile(r"(?:通[信讯]|联系|办公|单位)?地址\s?[:：为是]\s?(?P<value>[^,，。;；、()\n:：]{4,50})"),
    "website_url": re.compile(r"(?P<value>(?:https?://|www\.)[\w.\-/?=&%#:~]{4,160}|\b[\w\-]{1,40}(?:\.[\w\-]{1,40}){0,3}\.gov\.cn(?:/[\w.\-/?=&%#]{0,120})?)"),
    "contact_unit": re.compile(
        r"(?:与|向|和|请联系|可联系|联系|请找|找|咨询)\s?(?P<value>[\u4e00-\u9fa5]{2,26}?(?:办公室|党政办|党政综合办|综合办|科|股|局|办|中心|室|镇|街道|办事处|委员会|政府))(?=联系|咨询|反映|垂询|[,，。;；()\s])"
        r"|(?:联系部门|联系单位|受理机构|负责机构|联系机构|办理机构|联系科室)\s?[:：为是]\s?(?P<value2>[\u4e00-\u9fa5]{2,30})"
    ),
    "stat_period": re.compile(r"(?P<value>(?:自|从)?\s?20\d\d\s?年?\s?1\s?月\s?1\s?日\s?起?\s?[至到\-—]\s?(?:20\d\d\s?年?)?\s?12\s?月\s?31\s?日(?:止)?)"),
}
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_WEB_AFTER_MAIL = re.compile(r"@[\w.\-]*$")


def contact(report: Report, metric: str) -> Fact | None:
    """One contact datum of the report, with the sentence that states it; None when the report gives none."""
    folded = fold(report.text)
    pattern = _CONTACTS.get(metric)
    if pattern is None:
        return None
    for match in pattern.finditer(folded):
        group = "value" if match["value"] else "value2"
        if metric == "website_url" and _WEB_AFTER_MAIL.search(folded[: match.start(group)][-50:]):
            continue
        span = _sentence_of(report, match.start(group))
        return Fact(
            value=report.text[match.start(group) : match.end(group)].strip(),
            span=span,
            section=report.heading_path(report.section_at(span.start)),
        )
    if metric == "report_date":
        return _signed(report)
    return None


def mobile(report: Report) -> Fact | None:
    """A mobile number, if the report gives one."""
    match = _MOBILE.search(fold(report.text))
    if match is None:
        return None
    return Fact(value=match[0], span=_sentence_of(report, match.start()))


def _signed(report: Report) -> Fact | None:
    tail = report.text[-200:]
    match = re.search(r"20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s*$", tail)
    if match is None:
        return None
    start = len(report.text) - len(tail) + match.start()
    return Fact(value=match[0].strip(), span=Span(start=start, end=start + len(match[0].rstrip())))


def _sentence_of(report: Report, position: int, limit: int = 240) -> Span:
    start = max(0, position - limit)
    for span in sentences(report.text, Span(start=start, end=min(len(report.text), position + limit))):
        if span.start <= position < span.end:
            return span
    return Span(start=position, end=min(len(report.text), position + 1))


_SECTIONS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    # metric: words of its heading, words that open it inside another section
    "problems": (re.compile(r"问题|不足|困难"), re.compile(r"(?:存在|主要|还有)[^。;\n]{0,24}(?:问题|不足|差距|困难|短板)|主要表现")),
    "improvements": (
        re.compile(r"改进|下一步|工作计划|工作打算|今后"),
        re.compile(r"下一步|今后|下一年|改进(?:措施|情况|打算)|针对(?:以上|上述|存在|这些)[^。\n]{0,12}(?:问题|不足)|20\d\d年[^。\n]{0,16}将"),
    ),
    "measures_taken": (re.compile(r"主要(?:措施|做法)|措施|做法|组织(?:领导|体系)|工作开展|制度建设|机制建设|监督保障"), re.compile(r"主要(?:做法|措施)|采取[^。\n]{0,8}措施")),
    "leading_group": (re.compile(r"(?!)"), re.compile(r"领导小组|组\s?长")),
    "disclosure_channels": (re.compile(r"渠道|平台建设"), re.compile(r"(?:公开|发布)[^。\n]{0,10}(?:渠道|平台|形式)|通过[^。\n]{2,40}(?:公开|发布)")),
    "legal_basis": (re.compile(r"(?!)"), re.compile(r"(?:根据|依据|按照|依照)[^。\n]{0,60}(?:条例|办法|通知|要求)")),
    "supervision_frequency": (re.compile(r"(?!)"), re.compile(r"每(?:季度?|月|年|周|半年)|定期(?:督查|检查|通报)")),
    "assessment_results": (re.compile(r"考核|评议|责任追究"), re.compile(r"社会评议|工作考核|责任追究|考核")),
}
_ITEM = re.compile(r"(?:[一二三四五六七八九十]是|第[一二三四五六][,，、是]|其[一二三四][,，]|\(\d{1,2}\)|(?<![\d.])\d{1,2}[.、](?!\d)|首先|其次|再次|最后[,，]|[①②③④⑤⑥])")


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
    for section in named:
        items = _section_items(report, section, metric, opening)
        if items:
            return items
    found = [s for s in sentences(report.text) if opening.search(s.of(folded)) and not _is_lead(report, s)]
    return _facts(report, _split_items(report, found[:3])) if found else ()


def _parent_named(report: Report, section: Section, heading: re.Pattern[str]) -> bool:
    return section.parent is not None and bool(heading.search(fold(report.sections[section.parent].heading)))


def _section_items(report: Report, section: Section, metric: str, opening: re.Pattern[str]) -> tuple[Fact, ...]:
    children = [s for s in report.sections if s.parent == section.id]
    if children and metric == "measures_taken":
        return tuple(Fact(value=s.heading, span=_head(report, s), section=report.heading_path(s)) for s in children)
    folded = fold(report.text)
    body = [s for s in sentences(report.text, section.span) if s.start > section.span.start or len(s.of(report.text)) > 40]
    body = [s for s in body if len(s.of(report.text).strip()) > len(section.heading) + 4 or not section.heading.strip() in s.of(report.text)]
    both = re.search(r"问题", fold(section.heading)) and re.search(r"改进|计划|打算|下一步", fold(section.heading))
    if both and metric in ("problems", "improvements"):
        turn = next((i for i, s in enumerate(body) if _TURN.search(s.of(folded))), len(body))
        body = body[:turn] if metric == "problems" else body[turn:]
    if metric == "problems":
        body = [s for s in body if not re.match(r"(?:针对|下一步|今后)", s.of(folded))]
    return _facts(report, _split_items(report, body))


_TURN = re.compile(r"下一步|今后|针对(?:以上|上述|存在|这些)|改进(?:措施|情况)|20\d\d年[^。\n]{0,12}将|下步|为此")


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
    """Sentences cut at the marks of enumeration, so that each item stands alone."""
    pieces: list[Span] = []
    folded = fold(report.text)
    for sentence in found:
        marks = [m.start() + sentence.start for m in _ITEM.finditer(sentence.of(folded))]
        edges = [sentence.start, *[m for m in marks if m > sentence.start], sentence.end]
        pieces.extend(Span(start=a, end=b) for a, b in zip(edges, edges[1:], strict=False) if b - a > 4)
    return pieces


def _facts(report: Report, spans: list[Span]) -> tuple[Fact, ...]:
    return tuple(
        Fact(value=span.of(report.text).strip(" \n;；,，、"), span=span, section=report.heading_path(report.section_at(span.start)))
        for span in spans[:12]
    )
