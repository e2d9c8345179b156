"""Reports whose agency nobody could tell, looked through before a name is said not to be held."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import listed
from nianbao.model import Citation, ReportCard, Span
from nianbao.text.fold import fold

_MOST = 3
"""Reports that are named."""
_READ = 200
"""Reports whose texts are read, so that an index full of them does not make a question slow."""
_SHORTEST = 3
_BEFORE, _AFTER = 20, 60
_STOPS = "。；！？\n"


def may_be(names: tuple[str, ...], evidence: Evidence) -> tuple[str, tuple[Citation, ...]]:
    """A sentence about the reports without an agency that say one of these names, with what they say; ("", ()) when
    none does. It claims nothing: a name in a text may be a neighbour's."""
    found: dict[str, Citation] = {}
    for card in _unidentified(evidence):
        for name in names:
            if card.id not in found and (citation := _saying(name, card, evidence)) is not None:
                found[card.id] = citation
        if len(found) == _MOST:
            break
    if not found:
        return "", ()
    titles = listed([f"《{evidence.card(report).title or evidence.card(report).source}》" for report in found])
    text = f"另有没有认出机关的报告提到这个名称：{titles}，可能就是所问的，请核对原文；管理员可以在管理页补上机关。"
    return text, tuple(found.values())


def _unidentified(evidence: Evidence) -> Iterator[ReportCard]:
    cards = (card for card in evidence.library.cards if not card.agency and card.superseded_by is None)
    for _, card in zip(range(_READ), cards, strict=False):
        yield card


def _saying(name: str, card: ReportCard, evidence: Evidence) -> Citation | None:
    """The sentence of a report that says the name first."""
    if len(name) < _SHORTEST:
        return None
    at = evidence.folded(card.id).find(fold(name))
    if at < 0:
        return None
    text = evidence.report(card.id).text
    start = max(at - _BEFORE, max(text.rfind(stop, 0, at) for stop in _STOPS) + 1)
    ends = [end for stop in _STOPS if (end := text.find(stop, at)) >= 0]
    end = min(min(ends, default=len(text)), at + len(name) + _AFTER)
    return evidence.cite_span(card, Span(start=start, end=end), text[start:end], "")
