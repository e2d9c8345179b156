"""Claims of the prose about its own numbers: more or less than last year, a share, parts listed in full, none at all.

Each is checked only where both numbers that it speaks of stand in the same sentence (a denial: in the same report);
what cannot be told is no finding. A list contradicts its whole only where the words say that it is complete.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from nianbao.catalogue import Relation
from nianbao.checking.findings import PROSE, SCOPES_EN, Finding
from nianbao.model import Figure, Report, Span
from nianbao.text.fold import fold
from nianbao.text.numerals import numerals, plain

_UP = re.compile(r"(?:增加|增长|上升|提高|增|升|多|上涨)[了约]?\s?$")
_DOWN = re.compile(r"(?:减少|下降|降低|回落|减|降|少)[了约]?\s?$")
_OLD = re.compile(
    r"(?:上一?年|去年|(?P<year>20\d\d)年)度?(?:同期)?(?:的|为|是|收到|共|有|受理|公开|信息|申请|主动|发布|政府|[,，:]){0,6}"
    r"(?P<number>\d{1,9}(?:\.\d{1,4})?)\s?(?P<unit>[条件次人元篇份起宗个万]{1,2})"
)
_SHARE = re.compile(
    r"占(?:比|总|申请|信息|其中|全部|上述|全年|收到|主动公开|公开)[^,，。;；\d]{0,10}$|^占比?$|[,，]占$"
)
_IN_FULL = re.compile(r"分别[为是]|具体[为是]|构成")
_GOES_ON = re.compile(r"^[^,，。；;]{0,4}等|其他(?!答复类型|类型|情形|情况)|其余|另外|另有|若干")
_NONE_LEFT = re.compile(r"(?:没有|无)其他")
_NARROW = re.compile(r"线下|纸质|书面|网上|网络|信函|当面|其他|上半年|下半年|季度|月份|败诉|上年|去年")
_DENIED = (
    "applications_received", "reconsiderations_total", "litigation_total", "appeals_total", "fees_collected",
)  # fmt: skip
_COUNTED = ("exact", "zero_statement")
_MOST_OLD = 20
"""Numbers of last year in one sentence; where there are more, none is told apart."""


def claims(relation: Relation, report: Report, figures: Sequence[Figure]) -> Iterator[Finding]:
    """What the prose of a report claims in the way of this relation, and whether it is so."""
    prose = [f for f in figures if f.cell is None and f.qualifier in _COUNTED]
    yield from _KINDS[relation.id](relation, report, prose)


def _change(relation: Relation, report: Report, prose: Sequence[Figure]) -> Iterator[Finding]:
    """ "收到18件，上年15件，比上年增加3件"."""
    for change, now in _changes(prose):
        old = _last_year(report, change, now)
        ahead = fold(report.text[max(change.span.start, change.at.start - 10) : change.at.start])
        up, down = _UP.search(ahead) is not None, _DOWN.search(ahead) is not None
        if now is None or old is None or up == down:
            continue
        grown = now.value - old
        sign = 1 if up else -1
        if change.unit == "%":
            if not old:
                continue
            real = grown * 100 / old
            good = (real >= 0) == up and abs(abs(real) - change.value) <= _room(change.value)
            shown = f"{plain(round(real, 2))}%"
        else:
            good = grown == sign * change.value
            shown = plain(grown)
        word = "增加" if up else "减少"
        zh = f"今年 {plain(now.value)}，上年 {plain(old)}，应变化 {shown}，正文写{word} {plain(change.value)}"
        en = f"{plain(now.value)} after {plain(old)} is a change of {shown}; the text says {'+' if up else '-'}"
        yield _finding(relation, good, zh, f"{en}{plain(change.value)}", (now, change), grown, sign * change.value)


def _changes(prose: Sequence[Figure]) -> Iterator[tuple[Figure, Figure | None]]:
    """Each change with the year's number that stands last before it in its sentence. Linear: a sentence may be long."""
    last: dict[Span, dict[str | None, Figure]] = {}
    for figure in prose:
        before = last.setdefault(figure.span, {})
        if figure.metric == "yoy_change":
            alike = before.values() if figure.unit == "%" else filter(None, (before.get(figure.unit),))
            yield figure, max(alike, key=lambda f: f.at.start, default=None)
        elif figure.metric and figure.scope == "year" and figure.applicant is None and figure.unit != "%":
            before[figure.unit] = figure


def _last_year(report: Report, change: Figure, now: Figure | None) -> Decimal | None:
    """The only number of last year in the sentence that is counted like this year's."""
    if now is None:
        return None
    found = []
    for start, year, number, unit in _old_numbers(change.quote):
        at = change.span.start + start
        if year and report.year is not None and int(year) != report.year - 1:
            continue
        if unit[0] == (now.unit or "")[:1] and not any(f.at.start <= at < f.at.end for f in (change, now)):
            found.append(Decimal(number))
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=64)
def _old_numbers(quote: str) -> tuple[tuple[int, str | None, str, str], ...]:
    """Where a sentence gives last year's numbers, each with its year, digits and unit; none when there are many."""
    found = list(islice(_OLD.finditer(fold(quote)), _MOST_OLD + 1))
    if len(found) > _MOST_OLD:
        return ()
    return tuple((m.start("number"), m["year"], m["number"], m["unit"]) for m in found)


def _share(relation: Relation, report: Report, prose: Sequence[Figure]) -> Iterator[Finding]:
    """ "网络申请30件，占申请总数的80%": of the number it is listed under."""
    by_id = {f.id: f for f in prose}
    last: dict[Span, Figure] = {}
    for share in prose:
        if share.unit != "%":
            last[share.span] = share
            continue
        part = last.get(share.span)
        whole = None if part is None or part.parent is None else by_id.get(part.parent)
        if part is None or whole is None or whole.unit != part.unit or not whole.value:
            continue
        between = fold(report.text[part.at.end : share.at.start])
        if _SHARE.search(between) is None or any(c.isdigit() for c in between):
            continue
        real = part.value * 100 / whole.value
        good = abs(real - share.value) <= _room(share.value)
        zh = f"{plain(part.value)} 占 {plain(whole.value)} 的 {plain(round(real, 2))}%，正文写 {plain(share.value)}%"
        en = f"{plain(part.value)} of {plain(whole.value)} is {plain(round(real, 2))}%, not {plain(share.value)}%"
        yield _finding(relation, good, zh, en, (whole, part, share), share.value, real)


def _room(value: Decimal) -> Decimal:
    """How far a percentage may be off by rounding: one in its last printed place."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent)) if isinstance(exponent, int) else Decimal(1)


def _parts(relation: Relation, report: Report, prose: Sequence[Figure]) -> Iterator[Finding]:
    """ "答复总数15件，分别为：A 3件、B 6件、C 4件": a list that says it is complete."""
    below: dict[int | None, list[Figure]] = {}
    for figure in prose:
        below.setdefault(figure.parent, []).append(figure)
    for head in prose:
        parts = [
            f
            for f in below.get(head.id, ())
            if f.unit == head.unit and f.span == head.span and f.at.start >= head.at.end and f.applicant is None
        ]
        if len(parts) < 2 or _IN_FULL.search(fold(report.text[head.at.end : parts[0].at.start])) is None:
            continue
        tail = fold(report.text[parts[-1].at.end : head.span.end])
        if _GOES_ON.search(_NONE_LEFT.sub("", tail)) or _others(report, head, parts):
            continue
        total = sum((f.value for f in parts), Decimal(0))
        added = " + ".join(f"{f.label} {plain(f.value)}" for f in parts)
        zh = f"{head.label} {plain(head.value)}，而列全的各部分 {added} = {plain(total)}"
        en = f"{head.label} {plain(head.value)}; its parts, listed in full: {added} = {plain(total)}"
        yield _finding(relation, total == head.value, zh, en, (head, *parts), head.value, total)


def _others(report: Report, head: Figure, parts: Sequence[Figure]) -> bool:
    """Whether numbers stand between the parts that are none of them, so that the list was not read whole."""
    start, end = head.at.end, parts[-1].at.end
    known = [(f.at.start, f.at.end) for f in parts]
    for numeral in numerals(report.text[start:end]):
        at = start + numeral.span.start
        if not numeral.chinese and not any(a <= at < b for a, b in known):
            return True
    return len({(f.at.start, f.at.end) for f in parts}) < len(parts)


def _denial(relation: Relation, report: Report, prose: Sequence[Figure]) -> Iterator[Finding]:
    """ "未收到申请" here and "收到申请3件" there."""
    for metric in _DENIED:
        stated = [
            f
            for f in prose
            if f.metric == metric
            and f.applicant is None
            and f.scope == "year"
            and f.owner is None
            and f.role == "headline"
        ]
        none = [f for f in stated if f.qualifier == "zero_statement" and not _narrow(f.quote)]
        some = [f for f in stated if f.value > 0]
        if none and some and none[0].span != some[0].span:
            zh = f"{some[0].label}：一处写没有，一处写 {plain(some[0].value)}"
            en = f"{some[0].label}: none in one place, {plain(some[0].value)} in another"
            yield _finding(relation, False, zh, en, (none[0], some[0]), Decimal(0), some[0].value)


@lru_cache(maxsize=64)
def _narrow(quote: str) -> bool:
    """True for a sentence that denies something of a part or of another time."""
    return _NARROW.search(fold(quote)) is not None


def _finding(
    relation: Relation, good: bool, zh: str, en: str, figures: tuple[Figure, ...], left: Decimal, right: Decimal
) -> Finding:
    return Finding(
        relation=relation.id,
        status="holds" if good else "fails",
        text=f"{zh}，{'相符' if good else '不符'}。",
        en=f"{en}{'' if good else ': they differ'}.",
        left=left,
        right=right,
        figures=figures,
        scope=PROSE,
        scope_en=SCOPES_EN[PROSE],
    )


_Kind = Callable[[Relation, Report, Sequence[Figure]], Iterator[Finding]]
_KINDS: dict[str, _Kind] = {
    "TEXT_CHANGE": _change,
    "TEXT_SHARE": _share,
    "TEXT_PARTS": _parts,
    "TEXT_DENIAL": _denial,
}
