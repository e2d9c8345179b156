"""Lists in prose: categories against the number they are listed under, channels against the total they belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from nianbao.catalogue import Catalogue, Relation
from nianbao.checking.books import Book, book
from nianbao.checking.findings import PROSE, SCOPES_EN, Finding, Outcome
from nianbao.checking.formulas import Formula
from nianbao.model import Figure, Report
from nianbao.text.numerals import numerals, plain

_CATEGORY = "proactive_category_count"
_BREAK = re.compile(r"[。！？!?\n]")
_ALL = re.compile(r"分别|具体|包括|分类|各类|内容分|栏目分|构成|组成")
_MORE = re.compile(r"若干|^[^，,。；;]{0,4}等")
_BESIDE = re.compile(r"另外|另有|另[设登发]|此外|除此")
"""What is counted beside a number is no part of it."""
_ROUGH, _PARTIAL, _UNTOLD = "数字是约数", "各类没有列全", "不知道各类是否列全"
_WHY_EN = {
    _ROUGH: "numbers are rough",
    _PARTIAL: "not all categories are listed",
    _UNTOLD: "nothing tells whether all categories are listed",
}
_FEW = 6
_NEARLY = Decimal("0.9")
"""A list after a bare 其中 that makes up less than this share of its number may be a choice and is not judged."""


def in_one_list(prose: Book, figures: Sequence[Figure], formula: Formula) -> Book:
    """The total, and those channels that the report states as its parts or in the same sentence.

    Channels counted elsewhere in the report may be counted otherwise, and prove nothing about this total.
    """
    terms = {term.name for term in formula.terms}
    total = next(term.name for side in (formula.left, formula.right) if len(side.terms) == 1 for term in side.terms)
    value = prose.get(total)
    if value is None:
        return book([figure for figure in figures if figure.cell is None and figure.metric in terms - {total}])
    whole = value.figures[0]
    chosen = [
        figure
        for figure in figures
        if figure.cell is None
        and figure.metric in terms
        and figure.applicant is None
        and (figure.id == whole.id or figure.parent == whole.id or figure.span == whole.span)
    ]
    return book(chosen)


def categories(
    relation: Relation, report: Report, figures: Sequence[Figure], catalogue: Catalogue
) -> Iterator[Finding]:
    """Each list of categories against the figure that it is listed under; a list under nothing is no finding."""
    by_id = {figure.id: figure for figure in figures}
    for items in _lists(report, figures, catalogue):
        heads = _heads(items, figures, by_id, catalogue)
        tries = [_compared(relation, report, head, _listed(head, items, figures)) for head in heads]
        # Which number a list hangs on is a reading: it fails only when it fits none of the possible ones.
        for status in ("holds", "cannot_check", "fails"):
            best = next((found for found in tries if found.status == status), None)
            if best is not None:
                yield best
                break


def _lists(report: Report, figures: Sequence[Figure], catalogue: Catalogue) -> Iterator[tuple[Figure, ...]]:
    """Runs of two and more categories in one sentence, other counted items between them included."""
    run: list[Figure] = []
    prose = sorted((f for f in figures if f.cell is None), key=lambda figure: figure.at.start)
    for figure in prose:
        if run and _BREAK.search(report.text, run[-1].at.end, figure.at.start):
            yield from _closed(run, catalogue)
            run = []
        if _is_category(figure, catalogue) or (run and _may_stand_between(figure, run)):
            run.append(figure)
        elif run:
            yield from _closed(run, catalogue)
            run = []
    yield from _closed(run, catalogue)


def _closed(run: list[Figure], catalogue: Catalogue) -> Iterator[tuple[Figure, ...]]:
    while run and not _is_category(run[-1], catalogue):
        run = run[:-1]
    if len(run) > 1:
        yield tuple(run)


def _is_category(figure: Figure, catalogue: Catalogue) -> bool:
    metric = catalogue.metrics.get(figure.metric or "")
    return metric is not None and _CATEGORY in (metric.id, metric.parent)


def _may_stand_between(figure: Figure, run: list[Figure]) -> bool:
    return figure.metric is None and figure.unit == run[-1].unit


def _heads(
    items: tuple[Figure, ...], figures: Sequence[Figure], by_id: dict[int, Figure], catalogue: Catalogue
) -> list[Figure]:
    """The figure that most of the items name as theirs; and the channel stated last before the list."""
    inside = {item.id for item in items}
    parents = Counter(i.parent for i in items if i.parent is not None and i.parent not in inside and i.parent in by_id)
    if not parents:
        return []
    head = by_id[parents.most_common(1)[0][0]]
    before = [f for f in figures if f.cell is None and head.at.start < f.at.start < items[0].at.start]
    known = {m.id for m in catalogue.metrics.values() if m.part == "channel"}
    channels = [figure for figure in before if figure.metric in known]
    return [head, *channels[-1:]]


def _listed(head: Figure, items: tuple[Figure, ...], figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The items with those of their list that have a metric of their own: "分别为政策解读3条,镇文件2条"."""
    unit, held = items[0].unit, {item.id for item in items}
    more = [
        f
        for f in figures
        if f.cell is None
        and f.parent == head.id
        and f.unit == unit
        and f.id not in held
        and f.metric is not None
        and head.at.end <= f.at.start < items[-1].at.start
        and f.span == items[0].span
    ]
    return tuple(sorted((*items, *more), key=lambda figure: figure.at.start))


def _compared(relation: Relation, report: Report, head: Figure, items: tuple[Figure, ...]) -> Finding:
    inside = {item.id for item in items}
    outer = [item for item in items if item.parent not in inside]  # 动态106条（含招标6条）：六条不再相加
    sums = [sum((item.value for item in part), Decimal(0)) for part in (outer, items)]
    total = sums[1] if head.value == sums[1] else sums[0]
    shown = items if head.value == sums[1] != sums[0] else tuple(outer)
    status, why = _status(report, head, shown, total)
    whole = f"{head.label} {plain(head.value)}"
    added = " + ".join(f"{item.label} {plain(item.value)}" for item in shown)
    texts = {
        "holds": f"{whole}，等于各类之和 {added} = {plain(total)}，相符。",
        "fails": f"{whole}，而各类 {added} = {plain(total)}，相差 {plain(abs(head.value - total))}。",
        "cannot_check": f"{whole}，列出的各类之和 {plain(total)}；{why}，不能核对。",
    }
    en = {
        "holds": f"{whole} equals the sum of its categories, {added} = {plain(total)}.",
        "fails": f"{whole}, but its categories {added} = {plain(total)}: a difference of"
        f" {plain(abs(head.value - total))}.",
        "cannot_check": f"{whole}; the listed categories add up to {plain(total)}; {_WHY_EN.get(why, why)}, so it"
        " cannot be checked.",
    }
    return Finding(
        relation=relation.id,
        status=status,
        text=texts[status],
        en=en[status],
        left=head.value,
        right=total,
        figures=(head, *shown),
        missing=("没有列出的类别",) if status == "cannot_check" else (),
        scope=PROSE,
        scope_en=SCOPES_EN[PROSE],
    )


def _status(report: Report, head: Figure, items: tuple[Figure, ...], total: Decimal) -> tuple[Outcome, str]:
    if any(figure.qualifier in ("about", "at_least", "less_than") for figure in (head, *items)):
        return "cannot_check", _ROUGH
    if total == head.value:
        return "holds", ""
    other_unit = any(figure.unit not in (None, head.unit) for figure in items)
    beside = _BESIDE.search(report.text, min(head.at.end, items[0].at.start), items[-1].at.end) is not None
    if other_unit or beside or _may_complete(_unread(report, head, items), head.value - total):
        return "cannot_check", _PARTIAL
    if total > head.value:
        return "fails", ""
    first, last = items[0].at.start, items[-1].at.end
    end = _BREAK.search(report.text, last)
    tail = report.text[last : len(report.text) if end is None else end.start()]
    if _MORE.search(tail) or "若干" in report.text[first:last]:
        return "cannot_check", _PARTIAL
    complete = _ALL.search(report.text, head.at.end, max(first, head.at.end)) is not None
    if complete or total >= head.value * _NEARLY:
        return "fails", ""
    return "cannot_check", _UNTOLD


def _may_complete(unread: Sequence[Decimal], lacking: Decimal) -> bool:
    """Whether numbers that are none of the items may be what the list lacks: some of them make it up exactly, or all
    of them together are still too few to tell."""
    if not unread:
        return False
    if len(unread) > _FEW or sum(unread, Decimal(0)) < lacking:
        return True
    return any(sum(some, Decimal(0)) == lacking for n in range(len(unread) + 1) for some in combinations(unread, n))


def _unread(report: Report, head: Figure, items: tuple[Figure, ...]) -> list[Decimal]:
    """Numbers of the head's unit in the list that are none of its items: they may be items not recognised as such, and
    then the list was not read whole."""
    unit = head.unit or ""
    start, last = min(head.at.end, items[0].at.start), items[-1].at.end
    end = _BREAK.search(report.text, last)
    stretch = report.text[start : len(report.text) if end is None else end.start()]
    known = [(figure.at.start, figure.at.end) for figure in (head, *items)]
    found: list[Decimal] = []
    for numeral in numerals(stretch):
        at, to = start + numeral.span.start, start + numeral.span.end
        counts = report.text[to : to + len(unit) + 2].strip().startswith(unit)
        if counts and not any(a < to and at < b for a, b in known):
            found.append(numeral.value)
    return found
