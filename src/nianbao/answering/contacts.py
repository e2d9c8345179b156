"""Contact data of a report: telephone, address, office, web site, period; each with the sentence that states it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nianbao.model import Report, Span
from nianbao.text.fold import fold
from nianbao.text.sentences import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A piece of a report's text that answers a question; `span` is what is quoted, `value` the words themselves."""

    value: str
    span: Span
    section: str = ""


_PHONE = r"(?:\(?0\d{2,3}\)?[\s\-]{0,3})?\d{7,8}(?:[\-转]\d{1,5})?|0\d{2,3}-9\d{4}(?!\d)|\b1\d{10}\b|12345"
_CONTACTS: dict[str, re.Pattern[str]] = {
    "contact_phone": re.compile(
        rf"(?:(?:联系|咨询|办公|服务|监督)?电话|(?:服务|公开|咨询|监督)热线)(?:号码)?\s?(?:\([^)]{{0,8}}\))?\s?[:：为是]?\s?(?P<value>{_PHONE})"
    ),
    "contact_fax": re.compile(rf"传真(?:号码)?\s?[:：为是]?\s?(?P<value>{_PHONE})"),
    "contact_postcode": re.compile(r"(?:邮政编码|邮编|邮政代码)\s?[:：为是]?\s?(?P<value>\d{6})(?!\d)"),
    "contact_email": re.compile(r"(?P<value>[a-z0-9][\w.\-]{0,40}@[a-z0-9][\w.\-]{1,40}\.[a-z]{2,12})"),
    "contact_address": re.compile(
        r"(?:通[信讯]|联系|办公|单位)?地址\s?(?:[:：为是]\s?|(?![和及与、等]))(?P<value>[^,，。;；、()\n:：]{6,50})"
    ),
    "website_url": re.compile(
        r"(?P<value>(?:https?://|www\.)[\w.\-/?=&%#:~]{4,160}|"
        r"\b[\w\-]{1,40}(?:\.[\w\-]{1,40}){0,3}\.gov\.cn(?:/[\w.\-/?=&%#]{0,120})?)"
    ),
    "contact_unit": re.compile(
        r"(?:与|向|和|请联系|可联系|联系|请找|找|咨询)\s?(?P<value>[\u4e00-\u9fa5]{2,26}?(?:办公室|党政办|党政综合办|综合办|科|股|局|办|中心|室|镇|街道|"
        r"办事处|委员会|政府))(?=联系|咨询|反映|垂询|[,，。;；()\s])"
        r"|(?:联系部门|联系单位|受理机构|负责机构|联系机构|办理机构|联系科室)\s?[:：为是]\s?(?P<value2>[\u4e00-\u9fa5]{2,30})"
    ),
    "stat_period": re.compile(
        r"(?P<value>(?:自|从)?\s?20\d\d\s?年?\s?1\s?月\s?1\s?日\s?起?\s?[至到\-—]\s?(?:20\d\d\s?年?)?\s?12\s?月\s?31\s?日(?:止"
        r")?)"
    ),
}
_CALL = re.compile(
    r"(?:致电|拨打|联系|咨询)(?:(?!传真|邮编|邮政)[^。\n]){0,40}?(?P<value>(?<!\d)(?:0\d{2,3}[\s\-]?)\d{7,8}(?!\d))"
)
"""A number given without the word telephone: 请致电某办公室（0389-7700010）."""
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
    if metric == "contact_phone" and (called := _CALL.search(folded)):
        span = _sentence_of(report, called.start("value"))
        return Fact(value=called["value"], span=span, section=report.heading_path(report.section_at(span.start)))
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
