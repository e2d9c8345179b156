"""A second site or account of the same channel: a report may count its own web site beside the county's."""

from __future__ import annotations

import re

from nianbao.asking.labels import clause_of
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated
from nianbao.model import Figure, ReportCard
from nianbao.text.fold import fold

_SITES = {
    "proactive_by_website": re.compile(r"网站|官网|门户|信息网|公开网"),
    "proactive_by_wechat": re.compile(r"微信|公众号"),
    "proactive_by_weibo": re.compile(r"微博"),
}
_OWN_ASKED = re.compile(r"自己|自家|自建|本(?:镇|乡|街道|局|县|区)|我(?:镇|乡|街道|局|们)")


def seconds(sources: Sources, card: ReportCard, metric: str, stated: Stated) -> list[Figure]:
    """Figures of the same channel that the report counts apart from the one it is looked up by."""
    site = _SITES.get(metric)
    if site is None or stated.figure is None or stated.figure.cell is not None:
        return []
    same = (f for f in sources.figures(card) if f.metric is None and f.unit == stated.figure.unit and f.cell is None)
    return [f for f in same if site.search(fold(f.label)) and f.value != stated.figure.value]


def own_site(question: Question, card: ReportCard, stated: Stated, others: list[Figure]) -> Figure | None:
    """The one figure of the agency's own site, when the question asks for that and the words tell which it is."""
    if stated.figure is None or not _OWN_ASKED.search(question.bare):
        return None
    kind = next((k for k in ("街道", "镇", "乡", "局", "县", "区") if card.agency.endswith(k)), None)
    if kind is None:
        return None
    own = re.compile(rf"(?:{kind}|本{kind}|我{kind})(?:人民)?(?:政府)?(?:门户|官方)?(?:网站|官网|微信|公众号|微博)")
    found = [f for f in (stated.figure, *others) if own.search(fold(clause_of(f)))]
    return found[0] if len(found) == 1 else None
