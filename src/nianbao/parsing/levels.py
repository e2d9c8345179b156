"""Which heading stands under which: the level of each by its kind of numbering, in order of appearance."""

from __future__ import annotations

from dataclasses import replace

from nianbao.parsing.headings import RANK, STATUTORY, Heading
from nianbao.text.fold import fold


def leveled(found: list[Heading]) -> list[Heading]:
    """Each heading with its level, from 1: a kind of numbering keeps its level until an outer kind returns."""
    stack: list[tuple[str, int]] = []
    result: list[Heading] = []
    kind_of_level = {h.level: h.kind for h in reversed(found) if h.level and h.order}
    next_outer = _next_outer(found)
    for i, heading in enumerate(found):
        kind = heading.kind
        if kind.startswith("h") and heading.level in kind_of_level:
            kind = kind_of_level[heading.level]
        if kind == "annex":
            kind = stack[0][0] if stack else "plain"
        if kind == "plain" and heading.kind == kind:
            kind = _kind_of_plain(stack, next_outer[i])
        same_before = bool(result) and result[-1].kind == heading.kind
        stack = _placed(stack, kind, heading, same_before)
        result.append(replace(heading, level=len(stack)))
    return result


def _next_outer(found: list[Heading]) -> list[Heading | None]:
    """For each heading the next one of the outermost numbered kind."""
    kinds = [h.kind for h in found if h.order]
    outer = min(kinds, key=RANK.__getitem__, default="")
    result: list[Heading | None] = []
    upcoming: Heading | None = None
    for heading in reversed(found):
        result.append(upcoming)
        if heading.kind == outer:
            upcoming = heading
    return result[::-1]


def _kind_of_plain(stack: list[tuple[str, int]], upcoming: Heading | None) -> str:
    """A heading without a number takes the place of a missing number (三、, this one, 五、), else stands below."""
    if not stack or upcoming is None:
        return stack[0][0] if stack else "plain"
    if upcoming.kind == stack[0][0] and upcoming.order - stack[0][1] >= 2:
        return stack[0][0]
    return stack[0][0] if stack[0][0] == "plain" else "plain"


def _placed(stack: list[tuple[str, int]], kind: str, heading: Heading, same_before: bool) -> list[tuple[str, int]]:
    """The open kinds, outermost first, with this heading as the last."""
    order = heading.order
    places = [i for i, (open_kind, _) in enumerate(stack) if open_kind.rstrip("'") == kind]
    if not places:
        inner = [pair for pair in stack if _rank(pair[0]) < _rank(kind)]
        return [*inner, (kind, order)]
    if len(places) == 1:
        if order == 1 and same_before and stack[-1][0] == kind and stack[-1][1] == 1:
            return [*stack, (kind + "'", order)]
        place = places[0]
    else:
        outer, inner_place = places[0], places[-1]
        continues = stack[inner_place][1] + 1 == order
        statutory = bool(STATUTORY.fullmatch(fold(heading.words))) and order > 1
        place = inner_place if continues and not statutory else outer
        if not continues and not statutory and order not in (0, stack[outer][1] + 1):
            place = inner_place
    order = order or stack[place][1] + 1
    return [*stack[:place], (stack[place][0], order)]


def _rank(kind: str) -> float:
    kind = kind.rstrip("'")
    if kind in RANK:
        return RANK[kind]
    if kind == "plain":
        return 2.5  # below 一、 and above （一）
    return int(kind[1:]) / 10
