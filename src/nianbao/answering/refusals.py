"""Refusals for want of a report: which one is missing, and what there is instead. They never assert a value."""

from __future__ import annotations

from dataclasses import replace

from nianbao.answering.claims import refuse
from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import listed, place, where
from nianbao.answering.reading_back import read_back
from nianbao.answering.result import Shortfall
from nianbao.answering.silences import nothing_to_check, silent
from nianbao.answering.unidentified import may_be
from nianbao.directory.naming import Agency
from nianbao.directory.nearness import near
from nianbao.model import Answer
from nianbao.query import Body, Query, Scope, Years
from nianbao.text.fold import fold

_CHOICES = 6
_HELD = 4


def short(shortfall: Shortfall, evidence: Evidence) -> Answer:
    """The answer that says what a query lacks."""
    makers = {
        "unknown": unknown, "choices": which_body, "which_agency": which_body, "which_figure": which_figure,
        "no_year": no_year, "nothing_held": nothing_held, "too_few": too_few, "silent": silent,
        "no_position": no_position, "untold": untold, "nothing_to_check": nothing_to_check,
    }  # fmt: skip
    return makers[shortfall.why](shortfall, evidence)


def unknown(shortfall: Shortfall, evidence: Evidence) -> Answer:
    """No report of an agency of that name; names that hold it are offered, never used."""
    query = shortfall.query
    names = listed([f"“{name}”" for name in query.scope.unknown])
    name = query.scope.unknown[0]
    holding = [a for a in evidence.held if name in (*a.parents, a.full_name) or a.name in name]
    offered = list(dict.fromkeys((*holding, *near(name, evidence.held))))[:_HELD]
    text = f"没有收录{names}的年报，无法回答。"
    inside = [a.place for a in evidence.held if fold(name) in map(fold, a.parents)]
    if inside:  # a county's own report is not those of the bodies within it
        years = listed([f"{y}年" for y in query.years.values])
        within = listed(inside, _HELD)
        text = f"没有收录{name}本级{years}的年报，无法回答。收录了{name}范围内的{within}，但它们不能代表{name}。"
    elif offered:
        text += f"名称相近的有：{listed([a.place for a in offered])}（不是同一个机关，未代用）。"
    if query.scope.bodies:
        text += f"收录了{listed([b.name for b in query.scope.bodies], _HELD)}的报告。"
    if query.years.values and not inside:
        text += f"所问年份：{listed([f'{y}年' for y in query.years.values])}。"
    asks = tuple(_asked_of(query, Body(name=a.name, place=a.place), evidence) for a in offered)
    said, citations = may_be(query.scope.unknown, evidence)
    return refuse(
        shortfall, evidence, "no_report", text + said, what=name, why="no_report", citations=citations, suggestions=asks
    )


def which_body(shortfall: Shortfall, evidence: Evidence) -> Answer:
    """Asks back with whole questions to pick from, of agencies that hold the year asked about if any does."""
    query = shortfall.query
    years = set(query.years.values)
    held = [b for b in shortfall.choices if not years or years & set(evidence.agency(b).years)]
    bodies = held or list(shortfall.choices)
    shown = bodies[:_CHOICES]
    choices = tuple(_asked_of(query, b, evidence) for b in shown)
    names = listed([_called(b, bodies) for b in shown]) + ("等" if len(bodies) > len(shown) else "")
    text = f"请说明是哪个机关。收录的有：{names}。"
    return refuse(shortfall, evidence, "ambiguous", text, what="机关", why="unclear", choices=choices)


def which_figure(shortfall: Shortfall, evidence: Evidence) -> Answer:
    """The report is there, and nothing in it was asked for."""
    spot = next((s for s in shortfall.spots if s.card is not None), None)
    held = f"收录了{place(spot)}的年报，" if spot is not None else ""
    return refuse(
        shortfall,
        evidence,
        "ambiguous",
        f"{held}请说明想知道其中的什么。",
        what=shortfall.query.subject,
        why="no_metric",
    )


def no_year(shortfall: Shortfall, evidence: Evidence) -> Answer:
    """The agency is held, the year is not."""
    query, spots = shortfall.query, shortfall.spots
    agency, years = spots[0].agency, [s for s in spots if s.body == spots[0].body]
    asked = listed([f"{s.year}年" for s in years])
    held = listed([f"{y}年" for y in agency.years]) or "（年份不明）"
    text = f"没有收录{spots[0].called}{asked}的年报，无法回答。收录了{spots[0].called}{held}的报告。"
    others = [s for s in spots if s.body != spots[0].body]
    text += f"也没有收录{listed([place(s) for s in others[:_HELD]])}的年报。" if others else ""
    asks = tuple(_asked_in(query, agency, year, evidence) for year in agency.years[-3:])
    return refuse(shortfall, evidence, "no_report", text, what=asked, why="no_report", suggestions=asks)


def nothing_held(shortfall: Shortfall, evidence: Evidence) -> Answer:
    scope = shortfall.query.scope
    years = listed([f"{y}年" for y in shortfall.query.years.values])
    who = f"{scope.place or '这一范围内'}{listed(scope.kinds)}"
    text = f"没有收录{who}{years}的相关年报，无法回答。"
    return refuse(shortfall, evidence, "no_report", text, what=who, why="no_report")


def too_few(shortfall: Shortfall, evidence: Evidence) -> Answer:
    """One report cannot speak for a county's towns."""
    scope, body = shortfall.query.scope, shortfall.choices[0]
    text = f"{scope.place or '这一范围'}内只收录了{evidence.called(body)}的报告，不能代表全部，无法比较或合计。"
    asks = (_asked_of(shortfall.query, body, evidence),)
    return refuse(shortfall, evidence, "not_stated", text, what=scope.place or "", why="no_report", suggestions=asks)


def no_position(shortfall: Shortfall, evidence: Evidence) -> Answer:
    position = shortfall.query.position
    text = f"符合的只有{shortfall.count}个，没有第{position}个。"
    return refuse(shortfall, evidence, "not_stated", text, what=f"第{position}个", why="no_metric")


def untold(shortfall: Shortfall, evidence: Evidence) -> Answer:
    """No sentence of the reports answers what is asked in words."""
    cards = [s.card for s in shortfall.spots if s.card is not None]
    who = f"{where(cards[0])}的报告" if len(cards) == 1 else f"收录的{len(cards)}份报告"
    text = f"{who}没有写到这个问题，不能据此回答。"
    return refuse(shortfall, evidence, "not_stated", text, what=shortfall.query.subject, why="no_metric")


def _asked_of(query: Query, body: Body, evidence: Evidence) -> str:
    """The same question about one body, read back as a whole question."""
    agency = evidence.agency(body)
    years = query.years
    if years.kind != "given" or not set(years.values) & set(agency.years):
        years = Years(kind="given", values=agency.years[-1:]) if agency.years else years
    named = Body(name=evidence.called(body), place=body.place)
    asked = replace(query, scope=Scope(bodies=(named,)), years=years, refusal=None)
    return read_back(asked, evidence.catalogue) + "？"


def _asked_in(query: Query, agency: Agency, year: int, evidence: Evidence) -> str:
    body = Body(name=agency.name, place=agency.place)
    asked = replace(query, scope=Scope(bodies=(body,)), years=Years(kind="given", values=(year,)), group_by=None)
    asked = replace(asked, order=None, limit=None, compare=None, reduce=None, show="number", conditions=())
    return read_back(asked, evidence.catalogue) + "？"


def _called(body: Body, among: list[Body]) -> str:
    return body.place if sum(b.name == body.name for b in among) > 1 else body.name
