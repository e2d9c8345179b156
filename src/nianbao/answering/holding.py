"""What the index holds: whether a report, which bodies and years, how many reports, the newest, where to read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nianbao.answering.claims import refuse
from nianbao.answering.evidence import Evidence
from nianbao.answering.operation import understood
from nianbao.answering.phrases import listed
from nianbao.answering.refusals import short
from nianbao.answering.result import Shortfall
from nianbao.model import Answer, Citation, ReportCard, Span
from nianbao.query import Query

_NAMED = 40
_CITED = 20
_LINKED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The reports that the query is about, and how they are spoken of."""

    query: Query
    cards: tuple[ReportCard, ...]
    names: tuple[str, ...]
    years: tuple[int, ...]
    who: str

    @property
    def spans(self) -> str:
        return ", ".join(map(str, self.years)) if self.query.english else listed([f"{y}年" for y in self.years])

    @property
    def called(self) -> str:
        return listed(self.names, _NAMED)


def holdings(query: Query, evidence: Evidence) -> Answer:
    """The answer from the list of reports; refused when there is none of the kind asked about."""
    if query.scope.unknown:
        return short(Shortfall(query=query, why="unknown"), evidence)
    if query.scope.choices:
        return short(Shortfall(query=query, why="choices", choices=query.scope.choices), evidence)
    found = _cards(query, evidence)
    if not found.cards:
        return _none(found, evidence)
    text, value, unit = _MAKERS[query.topic or "which_bodies"](found)
    shown = found.cards if query.topic != "latest_report" else _newest(found)
    return Answer(
        question="", understood=understood(query, evidence), status="answered", text=text, value=value, unit=unit,
        citations=tuple(_title(card, evidence) for card in shown[:_CITED]),
    )  # fmt: skip


def _cards(query: Query, evidence: Evidence) -> _Found:
    scope, wanted = query.scope, set(query.years.values)
    if scope.bodies or scope.group:
        cards = tuple(c for body in scope.bodies for c in evidence.agency(body).cards)
    else:
        cards = tuple(evidence.library.cards)
    cards = tuple(c for c in cards if not wanted or c.year in wanted)
    cards = tuple(sorted(cards, key=lambda c: (c.agency or "", c.year or 0)))
    who = f"{scope.place or ''}{'、'.join(scope.kinds)}" if scope.group else listed([b.name for b in scope.bodies])
    who += "的" if scope.group and scope.kinds else ""
    names = _agencies(cards, evidence)
    years = tuple(sorted({c.year for c in cards if c.year is not None}))
    return _Found(query=query, cards=cards, names=names, years=years, who=who)


def _agencies(cards: Sequence[ReportCard], evidence: Evidence) -> tuple[str, ...]:
    """The agencies of the reports, those of one name with their county."""
    ids = {c.id for c in cards}
    found = [a for a in evidence.held if any(c.id in ids for c in a.cards)]
    often = Counter(a.name for a in found)
    return tuple(a.place if often[a.name] > 1 else a.name for a in found)


_Made = tuple[str, Decimal | bool | str | None, str | None]


def _whether(found: _Found) -> _Made:
    if found.query.english:
        return f"Yes, held of {found.called or 'the index'}: {found.spans} ({len(found.cards)} in all).", True, None
    which = f"{found.who}{found.spans}的年报" if found.who else f"{found.spans}的年报"
    return f"有。收录了{which}，共{len(found.cards)}份。", True, None


def _bodies(found: _Found) -> _Made:
    count = Decimal(len(found.names))
    if found.query.english:
        text = f"{len(found.cards)} reports of {count} bodies are held: {found.called}. Years: {found.spans}."
        return text, None, None
    return f"{_opening(found)}。机关{count}个：{found.called}。年份：{found.spans}。", None, None


def _how_many_bodies(found: _Found) -> _Made:
    return _bodies(found)[0], Decimal(len(found.names)), "个"


def _how_many_years(found: _Found) -> _Made:
    return _years(found)[0], Decimal(len(found.years)), "年"


def _years(found: _Found) -> _Made:
    if found.query.english:
        return f"Reports held of {found.who or 'all bodies'}: {found.spans}.", None, None
    if not found.years:
        return f"收录了{found.who}{len(found.cards)}份年报，都没有写明年份。", None, None
    lacking = [y for y in range(found.years[0], found.years[-1]) if y not in found.years] if found.who else []
    gap = f"中间没有{listed([f'{y}年' for y in lacking])}的。" if lacking else ""
    return f"收录了{found.who}{len(found.cards)}份年报：{found.spans}。{gap}", None, None


def _count(found: _Found) -> _Made:
    number = Decimal(len(found.cards))
    if found.query.english:
        return f"{number} reports of {len(found.names)} bodies are held. Years: {found.spans}.", number, "份"
    names = f"机关{len(found.names)}个：{found.called}。" if len(found.names) > 1 else ""
    return f"{_opening(found)}。{names}年份：{found.spans}。", number, "份"


def _opening(found: _Found) -> str:
    when = found.spans if found.query.years.values else ""
    return f"共收录{found.who}{when}{len(found.cards)}份年报"


def _newest(found: _Found) -> tuple[ReportCard, ...]:
    last = max(found.years, default=None)
    return tuple(c for c in found.cards if c.year == last)


def _latest(found: _Found) -> _Made:
    if not found.years:
        return f"收录了{found.who}{len(found.cards)}份年报，都没有写明年份。", None, None
    last = found.years[-1]
    names = listed(tuple(dict.fromkeys(c.agency or c.source for c in _newest(found))), _LINKED)
    if found.query.english:
        return f"The newest report held is of {last}: {names}.", Decimal(last), "年"
    who = f"{found.who.removesuffix('的')}的" if found.who else ""
    return f"收录的{who}年报最新的是{last}年：{names}。", Decimal(last), "年"


def _show(found: _Found) -> _Made:
    cards = found.cards if found.query.years.values or len(found.cards) <= _LINKED else _newest(found)
    links = [f"{c.agency or c.source}{f'{c.year}年' if c.year else ''}：/report/{c.id}" for c in cards[:_LINKED]]
    more = len(cards) - len(links)
    if found.query.english:
        return "Read it here: " + "; ".join(links) + (f" ({more} more)." if more else "."), None, None
    return "报告全文：" + "；".join(links) + (f"；另有{more}份" if more else "") + "。", None, None


_MAKERS: dict[str, Callable[[_Found], _Made]] = {
    "has_report": _whether, "which_bodies": _bodies, "count_bodies": _how_many_bodies, "which_years": _years,
    "count_years": _how_many_years, "count_reports": _count, "latest_report": _latest, "show_report": _show,
}  # fmt: skip


def _none(found: _Found, evidence: Evidence) -> Answer:
    query = found.query
    if query.scope.bodies and not query.scope.group:
        held = sorted({c.year for b in query.scope.bodies for c in evidence.agency(b).cards if c.year is not None})
        years = listed([f"{y}年" for y in query.years.values])
        text = f"没有收录{found.who}{years}的年报。收录了{found.who}{listed([f'{y}年' for y in held])}的报告。"
        if query.english:
            text = f"No report of {found.who} for {', '.join(map(str, query.years.values))} is held. Held: {held}."
        return refuse(Shortfall(query=query, why="no_year"), evidence, "no_report", text, what=years, why="no_report")
    return short(Shortfall(query=query, why="nothing_held"), evidence)


def _title(card: ReportCard, evidence: Evidence) -> Citation:
    """A report is cited for its existence by its first line."""
    first = evidence.report(card.id).text.split("\n", 1)[0][:80]
    return evidence.cite_span(card, Span(start=0, end=len(first)), first, "")
