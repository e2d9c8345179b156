"""Uncatalogued figures: the number of a report whose clause says what is asked in the report's own words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.answering.evidence import Evidence
from nianbao.answering.own_labels import clause_of
from nianbao.answering.passages.lexicon import load as lexicon
from nianbao.model import Figure, ReportCard
from nianbao.text.fold import fold

ENOUGH = 0.6
"""Share of what is asked, rare characters weighing more, that the clause of a figure must say."""
AHEAD = 0.12
"""By so much the best must be ahead of the next one with another number."""
_SHORTEST = 2
_CONTEXT = 24
_ITEM_ENDS = "、,，。;；:："
"""What one item of a list counts the next one does not."""
_KIN: tuple[frozenset[str], ...] = (
    frozenset(("人", "名", "位", "人次", "余人")), frozenset(("元", "万元", "亿元")),
    frozenset(("次", "场", "期", "回", "届", "轮", "场次", "期次")), frozenset(("户", "家", "个")), frozenset(("%",)),
    frozenset(("条", "件", "篇", "份", "项", "则", "个", "张", "册", "幅", "起", "宗", "部", "本", "条次")),
)  # fmt: skip
"""Words of counting that may stand for each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A figure with the share (0 to 1) of what is asked that its clause says."""

    figure: Figure
    share: float


def nearest(
    evidence: Evidence, card: ReportCard, words: str, unit: str | None, enough: float = ENOUGH, *,
    uncounted: bool = False,
) -> Figure | None:
    """The one figure in prose whose clause says the `words`; `unit` is the word of counting used in asking, if any.

    With `uncounted` only figures that the catalogue has no metric for: another metric is another thing.
    None when no clause says enough of them, or two with other numbers say them alike.
    """
    grams = _grams(words)
    figures = [f for f in evidence.figures(card) if f.cell is None and fits(unit, f.unit)]
    if uncounted:
        figures = [f for f in figures if f.metric is None]
    elif unit is not None:  # a number that no rule knows must at least be counted as it is asked
        figures += [f for f in evidence.loose(card) if fits(unit, f.unit)]
    if len(words) < _SHORTEST or not figures:
        return None
    same = [group for group in lexicon().things if any(name in words for name in group)]
    said = {f.id: _with_alike(_said(evidence, f), words, same) for f in figures}
    seen = Counter(g for text in said.values() for g in {g for g in grams if g in text})
    weights = {g: len(g) / (1 + math.log1p(seen[g])) for g in grams}
    whole = sum(weights.values())
    near = [Near(figure=f, share=sum(w for g, w in weights.items() if g in said[f.id]) / whole) for f in figures]
    near.sort(key=lambda n: (-n.share, n.figure.id))
    best = near[0]
    rival = next((n for n in near[1:] if n.figure.value != best.figure.value), None)
    if best.share < enough or (rival is not None and best.share - rival.share < AHEAD):
        return None
    return best.figure


def _with_alike(said: str, words: str, same: Sequence[tuple[str, ...]]) -> str:
    """What is said with the asker's words for what it calls otherwise (粉丝 for 关注人数)."""
    alike = [name for group in same if any(n in said for n in group) for name in group if name in words]
    return said + "".join(alike)


def fits(asked: str | None, unit: str | None) -> bool:
    """True when a number with the unit can answer a question that counts with `asked`."""
    if asked is None or unit is None or asked == unit:
        return True
    kin = next((k for k in _KIN if asked in k), None)
    return kin is None or unit in kin


def _said(evidence: Evidence, figure: Figure) -> str:
    """The clause that holds the number, with its label and the end of what stands before it."""
    item = clause_of(figure, _ITEM_ENDS)
    clause = clause_of(figure)
    start = figure.quote.find(clause)
    head = clause if item == clause else clause[: clause.find("、")].partition("其中")[0] if "、" in clause else ""
    before = figure.quote[max(0, start - _CONTEXT) : start]
    return fold(figure.label + before + (head if head != item else "") + item)


def _grams(words: str) -> tuple[str, ...]:
    text = fold("".join(words.split()))
    return tuple(dict.fromkeys((*text, *(text[i : i + 2] for i in range(len(text) - 1)))))
