"""Questions to ask next, and first questions: only ones that this index answers."""

from __future__ import annotations

from collections.abc import Collection

from nianbao.asking.sources import Sources
from nianbao.model import Answer, ReportCard
from nianbao.query import Query, leaves

_FIRST = (
    ("applications_received", "{who}收到多少件信息公开申请？"),
    ("proactive_disclosures_total", "{who}主动公开了多少条政府信息？"),
    ("proactive_by_wechat", "{who}微信公众号发了多少条信息？"),
    ("reconsiderations_total", "{who}有没有行政复议？"),
    ("policy_interpretations_published", "{who}发布了几条政策解读？"),
    ("litigation_total", "{who}有没有行政诉讼？"),
    ("suggestions_proposals_total", "{who}办理了多少件建议提案？"),
    ("proactive_by_website", "{who}网站公开了多少条信息？"),
)


def suggestions(query: Query, answer: Answer, sources: Sources) -> tuple[str, ...]:
    """At most three follow-ups about the same report that have an answer; () where no report is at hand."""
    if answer.status not in ("answered", "not_stated") or not answer.understood.agencies:
        return ()
    cited = next((c.report for c in answer.citations if c.report), None)
    card = sources.card(cited) if cited else _card(query, sources)
    if card is None:
        return ()
    return about(card, sources, without={m.metric for m in leaves(query.measures) if m.metric})[:3]


def choices(query: Query, answer: Answer, sources: Sources) -> tuple[str, ...]:
    """What can be asked of the one report that a question named without saying what of it."""
    card = _card(query, sources) if len(query.scope.bodies) == 1 and not query.measures else None
    return about(card, sources) if card is not None and answer.status == "ambiguous" else ()


def about(card: ReportCard, sources: Sources, without: Collection[str] = ()) -> tuple[str, ...]:
    """Questions that the report answers, but those about the metrics `without`."""
    stated = sources.library.stated(card.id) - set(without)
    who = f"{card.agency}{card.year}年" if card.year else card.agency
    report = sources.library.report(card.id)
    told = report is not None and any("问题" in section.heading for section in report.sections)
    asks = [text.format(who=who) for metric, text in _FIRST if metric in stated]
    return tuple([*asks, f"{who}存在哪些问题？"] if told else asks)


def _card(query: Query, sources: Sources) -> ReportCard | None:
    if not query.scope.bodies:
        return None
    years = query.years.values
    cards = sources.cards(sources.agency(query.scope.bodies[0]), years[-1] if years else None)
    return cards[-1] if cards else None


def examples(sources: Sources, k: int) -> tuple[str, ...]:
    """First questions over different reports, from what they state."""
    made: list[str] = []
    cards = [c for c in sources.library.cards if c.agency and c.year]
    cards.sort(key=lambda c: (-c.figures, c.agency, c.year or 0))
    for i, card in enumerate(cards[: k * 3]):
        stated = sources.library.stated(card.id)
        order = _FIRST[i % len(_FIRST) :] + _FIRST[: i % len(_FIRST)]
        text = next((t for m, t in order if m in stated), None)
        if text is not None:
            made.append(text.format(who=f"{card.agency}{card.year}年"))
        if len(made) >= k:
            break
    return tuple(made)
