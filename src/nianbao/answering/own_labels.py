"""Figures of a report found by its own words: its labels, then the clauses that state them. Strict, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from nianbao.answering.evidence import Evidence
from nianbao.catalogue import Metric
from nianbao.model import Figure, ReportCard
from nianbao.text.fold import fold
from nianbao.text.words import segmented

CATEGORY = "proactive_category_count"

_SOFT = re.compile(
    r"类信息|方面|信息|类|“|”|\"|公开|政府|相关|专栏|发布|工作$|的|共|各类|主动|镇|网站|有|了|数量|数$|\s"
)
_RATE = re.compile(r"率|比例|占比|百分|幅")
_CLAUSE_ENDS = ",，。;；:："
_COUNTED = re.compile(r"\d[\d.,]{0,15}\s?(?:人次|万元|亿元|[条件次人篇期场个份项元家起处位名户%])?|\W")
_ENOUGH = 0.75
"""Share of the asked characters that a clause must hold, in words of their own."""
_RUN = 2
"""So many of them must stand in one piece."""


@lru_cache(maxsize=8192)
def core_of(label: str) -> str:
    """The words of a label that tell it from other labels."""
    return _SOFT.sub("", fold(label)).strip(" ,，、:：()（）")


def clause_of(figure: Figure, ends: str = _CLAUSE_ENDS) -> str:
    """The clause of a quotation that holds the number: what the other clauses list is not what the number counts."""
    at = figure.at.start - figure.span.start
    head = max((figure.quote.rfind(mark, 0, at) for mark in ends + "("), default=-1)
    tail = min((i for mark in ends if (i := figure.quote.find(mark, at)) >= 0), default=len(figure.quote))
    return figure.quote[head + 1 : tail]


def by_label(evidence: Evidence, card: ReportCard, label: str) -> Figure | None:
    """The one figure that the words mean; None when none fits well enough or several fit alike with other values."""
    wanted = core_of(label) or fold(label)
    rates = bool(_RATE.search(label))
    figures = [f for f in evidence.figures(card) if (f.unit == "%") == rates and (f.applicant or "total") == "total"]
    for tier in (_same, _holding, _held, _in_clause):
        found = [f for f in figures if tier(wanted, f)]
        if found:
            return _one(found if tier is not _holding else _closest(found))
    return None


def shortened(evidence: Evidence, card: ReportCard, words: str) -> Figure | None:
    """The figure whose label the words are, or cut short from its first character on; None when several labels fit."""
    figures = [f for f in evidence.figures(card) if f.cell is None and f.unit != "%"]
    cores = {f.id: core_of(f.label) for f in figures}
    same = [f for f in figures if cores[f.id] == core_of(words)]
    return _one(same or [f for f in figures if _cuts(words, cores[f.id])])


def _cuts(short: str, label: str) -> bool:
    rest = iter(label)
    return short[:1] == label[:1] and len(short) * 3 >= len(label) and all(c in rest for c in short)


def by_names(evidence: Evidence, card: ReportCard, metric: Metric) -> Figure | None:
    """The open figure whose own label is a wording of the metric (政府开放日37条), of money a piece of one."""
    names = names_of((*metric.names, *metric.says))
    figures = [f for f in evidence.open_figures(card, metric) if is_name(f.label, names, money=metric.kind == "money")]
    if metric.kind == "money":
        return _one([f for f in figures if (f.unit or "").endswith("元")])
    return _one([f for f in figures if f.unit != "%"])


def is_name(label: str, names: frozenset[str], *, money: bool) -> bool:
    """Whether a figure's own label is one of the names (their cores); of money, a piece of one."""
    core = core_of(label)
    if money:
        return len(core) >= 4 and any(core in name for name in names)
    return len(core) >= 2 and core in names


@lru_cache(maxsize=512)
def names_of(names: tuple[str, ...]) -> frozenset[str]:
    """The cores of a metric's names."""
    return frozenset(core_of(n) for n in names) - {""}


def beside(evidence: Evidence, card: ReportCard, metric: str, figure: Figure) -> list[Figure]:
    """Figures of the same channel that the report counts apart: its own site beside the county's."""
    site = _SITES.get(metric)
    if site is None or figure.cell is not None:
        return []
    same = (f for f in evidence.figures(card) if f.metric is None and f.unit == figure.unit and f.cell is None)
    return [f for f in same if site.search(fold(f.label)) and f.value != figure.value]


def own_site(evidence: Evidence, card: ReportCard, metric: str, figure: Figure | None) -> Figure | None:
    """The one figure of the body's own site or account, told from the county's by its clause; None where none is."""
    if figure is None:
        return None
    kind = next((k for k in ("街道", "镇", "乡", "局", "县", "区") if card.agency.endswith(k)), None)
    found = (figure, *beside(evidence, card, metric, figure))
    if kind is None or len(found) == 1:
        return figure
    own = re.compile(rf"(?:{kind}|本{kind}|我{kind})(?:人民)?(?:政府)?(?:门户|官方)?(?:网站|官网|微信|公众号|微博)")
    named = [f for f in found if own.search(fold(clause_of(f)))]
    return named[0] if len(named) == 1 else None


_SITES = {
    "proactive_by_website": re.compile(r"网站|官网|门户|信息网|公开网"),
    "proactive_by_wechat": re.compile(r"微信|公众号"),
    "proactive_by_weibo": re.compile(r"微博"),
}


def _same(wanted: str, figure: Figure) -> bool:
    return core_of(figure.label) == wanted


def _holding(wanted: str, figure: Figure) -> bool:
    """A label that holds all that is asked."""
    core = core_of(figure.label)
    return len(wanted) >= 2 and wanted in core and len(wanted) * 3 >= len(core)


def _held(wanted: str, figure: Figure) -> bool:
    """A label that what is asked holds; the rest of what is asked stands beside it (热线 before 满意率)."""
    core = core_of(figure.label)
    if len(core) < 2 or core not in wanted or len(core) * 2 < len(wanted):
        return False
    rest = wanted.replace(core, "", 1)
    return len(rest) <= 1 or rest in fold(figure.quote + figure.section)


def _closest(found: list[Figure]) -> list[Figure]:
    """Those with the shortest label: what is asked makes up most of it."""
    shortest = min(len(core_of(f.label)) for f in found)
    return [f for f in found if len(core_of(f.label)) == shortest]


def _in_clause(wanted: str, figure: Figure) -> bool:
    """A clause that holds every word of what is asked but for a character or so."""
    if figure.cell is not None:
        return False
    clause = _COUNTED.sub("", fold(clause_of(figure)))
    words = [w for w in segmented(wanted) if w.strip()]
    held = sum(len(w) for w in words if w in clause)
    runs = any(wanted[i : i + _RUN] in clause for i in range(len(wanted) - _RUN + 1))
    return runs and len(wanted) >= _RUN and held >= _ENOUGH * sum(map(len, words))


def _one(found: Iterable[Figure]) -> Figure | None:
    listed = list(found)
    return listed[0] if listed and len({(f.value, f.unit) for f in listed}) == 1 else None
