"""How to reach an agency: telephone, address, office … as a report of its own prints them, each with its sentence."""

from __future__ import annotations

from nianbao.answering import contacts, items
from nianbao.answering.claims import refuse
from nianbao.answering.contacts import Fact
from nianbao.answering.evidence import Evidence
from nianbao.answering.executor import reports_asked
from nianbao.answering.operation import understood
from nianbao.answering.phrases import listed, where
from nianbao.answering.refusals import short
from nianbao.answering.result import Shortfall, Spot
from nianbao.answering.spots import spots_of
from nianbao.model import Answer, Citation, ReportCard
from nianbao.query import Query

KINDS = (
    "contact_unit", "contact_address", "contact_phone", "contact_fax", "contact_postcode", "contact_email",
    "website_url",
)  # fmt: skip
"""What a report may print, by metric."""
_OFFICE = ("contact_unit", "contact_address", "contact_phone")


def newest(query: Query, evidence: Evidence) -> tuple[Spot, ...]:
    """The reports that a query without years means: the newest of each body."""
    return spots_of(query, query.scope.bodies, evidence)


def contacted(query: Query, evidence: Evidence) -> Answer:
    """What the report prints of the data asked for (`topic`; all without); refused when it prints none of them."""
    spots = reports_asked(query, evidence)
    if isinstance(spots, Shortfall):
        return short(spots, evidence)
    wanted = (query.topic or "+".join(KINDS)).split("+")
    card = _printing(query, spots, wanted, evidence)
    if card is None:
        return refuse(
            Shortfall(query=query, why="no_year", spots=spots), evidence, "no_report", _not_held(spots), why="no_report"
        )
    found, missing = _found(card, wanted, evidence)
    if not found:
        what = listed(missing) if query.topic else "联系方式"
        text = f"{where(card)}的报告没有写{what}，不能据此回答。"
        return refuse(Shortfall(query=query, why="silent", spots=spots), evidence, "not_stated", text, what=what)
    text = _which_year(query, card, spots) + _sentence(card, found, english=query.english)
    if missing and query.topic:
        text += f" Not printed: {listed(missing)}." if query.english else f"没有写{listed(missing)}。"
    return Answer(
        question="", understood=understood(query, evidence, spots), status="answered", text=text,
        citations=_proof(card, found, evidence),
    )  # fmt: skip


def office(query: Query, evidence: Evidence) -> tuple[list[str], list[Citation]]:
    """A sentence on how to reach the body's office, and its proof; nothing when its newest report prints nothing."""
    card = _printing(query, newest(query, evidence), _OFFICE, evidence)
    if card is None:
        return [], []
    found, _ = _found(card, _OFFICE, evidence)
    if not found:
        return [], []
    return [_sentence(card, found, english=query.english)], list(_proof(card, found, evidence))


def _which_year(query: Query, card: ReportCard, spots: tuple[Spot, ...]) -> str:
    """That a question without a year is answered from an earlier report than the newest."""
    if query.english or query.years.values or card in [s.card for s in spots]:
        return ""
    return f"（问题没有写年份，按写明了的最近一年{card.year}年回答。）"


def _printing(
    query: Query, spots: tuple[Spot, ...], wanted: list[str] | tuple[str, ...], evidence: Evidence
) -> ReportCard | None:
    """The report asked about; without a year the newest one that prints some of the data, else the newest."""
    asked = next((s.card for s in spots if s.card is not None), None)
    if asked is None or query.years.values or len(query.scope.bodies) != 1:
        return asked
    cards = sorted(evidence.agency(query.scope.bodies[0]).cards, key=lambda c: -(c.year or 0))
    return next((c for c in cards if _found(c, wanted, evidence)[0]), asked)


def _found(
    card: ReportCard, wanted: list[str] | tuple[str, ...], evidence: Evidence
) -> tuple[list[tuple[str, Fact]], list[str]]:
    report = evidence.report(card.id)
    found: list[tuple[str, Fact]] = []
    missing: list[str] = []
    for metric in wanted:
        name = evidence.catalogue.metric(metric).short
        fact = contacts.contact(report, metric) or next(iter(items.told(report, metric)), None)
        if fact is None:
            missing.append(name)
        else:
            found.append((name, fact))
    return found, missing


def _sentence(card: ReportCard, found: list[tuple[str, Fact]], *, english: bool) -> str:
    if english:
        data = ", ".join(f"{name} {fact.value}" for name, fact in found)
        return f"The report of {card.agency} {card.year or ''} prints: {data}."
    return f"{where(card)}的报告写明：" + "，".join(f"{name}：{fact.value}" for name, fact in found) + "。"


def _proof(card: ReportCard, found: list[tuple[str, Fact]], evidence: Evidence) -> tuple[Citation, ...]:
    text = evidence.report(card.id).text
    made = {(f.span.start, f.span.end): evidence.cite_span(card, f.span, f.span.of(text), f.section) for _, f in found}
    return tuple(made.values())


def _not_held(spots: tuple[Spot, ...]) -> str:
    spot = spots[0]
    held = listed([f"{y}年" for y in spot.agency.years])
    return f"没有收录{spot.body.name}{f'{spot.year}年' if spot.year else ''}的年报，无法回答。收录了{held}的报告。"
