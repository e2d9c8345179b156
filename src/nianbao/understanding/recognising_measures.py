"""The measures named in a question: by wordings, by slips of them, and as items of a list."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.model import Span
from nianbao.text.words import is_word
from nianbao.understanding.matching import Match, kept
from nianbao.understanding.mentions import Mention
from nianbao.understanding.metric_linker import APPLICANT_WORDS, CATEGORY, Matcher

_SEPARATORS = re.compile(r"[、,，;；?？]|和|与|跟|以及|还有|然后|(?<!涉)及")
_HEADS = re.compile(r"申请|复议|诉讼|公开|发布|决定|案件")
_ASKED = re.compile(r"有没有|有无|是否|是不是")
_SPENT = re.compile(r"花|用了|多少钱")
_BRIEF = 2
"""A wording so short may be the end of a longer one that was mistyped (予已公开)."""
_MORE = 4
"""An item that is a measure by itself has at most so many characters more (各多少)."""
_ITEM = 8
"""Items of a list are no longer than this."""
_TOTAL, _CUMULATIVE = "proactive_disclosures_total", "proactive_disclosures_cumulative"
SINCE = re.compile(
    r"算起|至今为止|到现在为止|截至|截止到?|以来[^,，]{0,6}(?:累计|总共|一共|共)|(?:累计|总共|一共)[^,，]{0,8}以来"
)
"""Words that count from a beginning on, so that a total is the sum of all years."""
_OF_REQUESTS = re.compile(r"受理|申请|来信|答复|复议|诉讼")
"""What is counted since the beginning beside these is no disclosure of the body's own."""
_LATIN = re.compile(r"[a-z]{4}")


def measures_in(bare: str, matcher: Matcher, prefer: str | None) -> list[Mention]:
    """The measures named in the text: every wording of the catalogue in it, of overlapping ones the longest."""
    if _LATIN.search(bare):
        whole = Span(start=0, end=len(bare))
        if english := [m for m in matcher.english(bare) if matcher.counts(m.metric)]:
            return [_told(m, (m.span,) if m.span.end and not m.weak else (whole,), bare) for m in english]
        if spelled := matcher.in_pinyin(bare):  # its place is that among the letters alone
            return [_told(m, (whole,), bare) for m in spelled[:1]]
    plain = APPLICANT_WORDS.sub(lambda m: " " * len(m[0]), bare)
    for name in matcher.applicant_names if "申请" in plain else ():
        plain = plain.replace(name, " " * len(name))
    found = _named_measures(plain, matcher, prefer)
    money = [m for m in found if matcher.money(m.metric)]
    if len(money) > 1:  # 集中采购花了多少钱: how much money asks for the money named
        found = [m for m in found if not (m in money and _SPENT.search(m.words))] or found
    return sorted(found + _enumerated(plain, found, matcher), key=lambda m: m.start)


def _named_measures(plain: str, matcher: Matcher, prefer: str | None) -> list[Mention]:
    """Measures by the catalogue's wordings, or by what sounds or looks like one where nothing else fits."""
    matches = matcher.find(plain, prefer)
    positions = kept(plain)

    def whole(match: Match) -> bool:
        """What sounds like a wording must stand in one piece, or it sounds so by chance (同一年公开)."""
        spots = positions[match.span.start : match.span.end]
        return len(spots) > 0 and spots[-1] - spots[0] == len(spots) - 1

    if not matches or all(m.weak for m in matches):
        slips = tuple(m for m in matcher.respelled(plain) if whole(m)) or matcher.redrawn(plain, least=3)
        matches = tuple(m for m in slips if m.slip is None or m.words != m.slip) or matches
        if not matches:
            matches = tuple(m for m in matcher.respelled(plain, weak=True) if whole(m) and not is_word(m.words))
    elif len(matches[0].words) <= _BRIEF:
        sounding = (m for m in matcher.respelled(plain) if whole(m) and m.slip != m.words)
        longer = (m for m in sounding if m.span.holds(matches[0].span))
        matches = (best,) if (best := next((m for m in longer if m.span != matches[0].span), None)) else matches
    if _OF_REQUESTS.search(plain):
        matches = tuple(m for m in matches if m.metric != _CUMULATIVE)
    if matches and matches[0].metric == _TOTAL and SINCE.search(plain):
        matches = (replace(matches[0], metric=_CUMULATIVE), *matches[1:])
    numeric = [m for m in matches if m.metric != CATEGORY and matcher.counts(m.metric)]
    return [_measure(m, _spans(_own(positions[m.span.start : m.span.end], plain)), plain) for m in numeric]


def _own(positions: tuple[int, ...], plain: str) -> tuple[int, ...]:
    """The places of a wording without the words of asking that it begins with (有没有收费)."""
    words = "".join(plain[p] for p in positions)
    asked = _ASKED.match(words)
    return positions[asked.end() :] if asked is not None and asked.end() < len(positions) else positions


def _enumerated(plain: str, found: list[Mention], matcher: Matcher) -> list[Mention]:
    """Items of a list that are measures only with what the list's end says (当面、网络、信函申请), or only by
    themselves (申请和主动公开各多少)."""
    cuts = [0, *(i for m in _SEPARATORS.finditer(plain) for i in m.span()), len(plain)]
    pieces = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if plain[a:b].strip()]
    inside = [any(a <= m.start < b for m in found) for a, b in pieces]
    if len(pieces) < 2 or not any(inside):
        return []
    last = next((plain[a:b] for (a, b), has in reversed(list(zip(pieces, inside, strict=True))) if has), "")
    head = _HEADS.search(last)
    added: list[Mention] = []
    for number, ((a, b), has) in enumerate(zip(pieces, inside, strict=True)):
        beside = any(inside[max(0, number - 1) : number + 2])
        if has or not beside or len(plain[a:b].split()) > 1 or len(plain[a:b].strip()) > _ITEM:
            continue
        words = plain[a:b].strip()
        matches = matcher.find(words + head[0]) if head and head[0] not in words else ()
        matches = tuple(m for m in matches if m.words.startswith(words[:2]))
        matches = matches or tuple(m for m in matcher.find(words) if len(words) - len(m.words) <= _MORE)
        best = [m for m in matches if m.metric != CATEGORY and matcher.counts(m.metric)]
        if best and best[0].metric not in {m.metric for m in (*found, *added)}:
            start = a + plain[a:b].index(words[0])
            end = start + len(words) if len(words) <= _ITEM else start + 2
            added.append(_measure(best[0], (Span(start=start, end=end),), plain))
            inside[number] = True
    return added


def _measure(match: Match, spans: tuple[Span, ...], text: str) -> Mention:
    return Mention(
        kind="measure", spans=spans, words=match.words, metric=match.metric, score=match.score, weak=match.weak,
        slip=match.slip,
    )  # fmt: skip


def _told(match: Match, spans: tuple[Span, ...], text: str) -> Mention:
    """A measure that may be told by the whole text, its words somewhere in it."""
    return replace(_measure(match, spans, text), described=spans == (Span(start=0, end=len(text)),))


def _spans(positions: tuple[int, ...]) -> tuple[Span, ...]:
    """Neighbouring positions joined."""
    spans: list[Span] = []
    for p in positions:
        if spans and spans[-1].end == p:
            spans[-1] = Span(start=spans[-1].start, end=p + 1)
        else:
            spans.append(Span(start=p, end=p + 1))
    return tuple(spans)
