"""Uncatalogued figures: the number of a report whose clause says what is asked in the report's own words."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nianbao.answering.evidence import Evidence
from nianbao.answering.loose import FIRST
from nianbao.answering.own_labels import clause_of
from nianbao.answering.passages.lexicon import load as lexicon
from nianbao.model import Figure, ReportCard
from nianbao.text.fold import fold

ENOUGH = 0.6
"""Share of what is asked, rare characters weighing more, that the clause of a figure must say."""
AHEAD = 0.12
"""By so much the best must be ahead of the next one with another number."""
_SHORTEST = 2
_GENERIC = re.compile(
    r"增长|减少|增加|下降|上升|同比|比例|占比|数量|总数|合计|总计|累计|历年|其中|涉及|完成|情况|方面|信息|工作|多少"
    r"|主动|公开|公布|发布|政府|政务|收到|占|共|率|数"
)
"""Words that stand beside any number: by themselves they tell nothing apart."""
_WAYS = 3
_ENOUGH_LOOSE = 0.7
_AROUND = 0.6
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
    evidence: Evidence,
    card: ReportCard,
    words: str,
    unit: str | None,
    enough: float = ENOUGH,
    *,
    uncounted: bool = False,
) -> Figure | None:
    """The one figure in prose whose clause says the `words`; `unit` is the word of counting used in asking, if any.

    With `uncounted` only figures that the catalogue has no metric for: another metric is another thing.
    None when no clause says enough of them, or two with other numbers say them alike.
    """
    figures = [f for f in evidence.figures(card) if f.cell is None and fits(unit, f.unit)]
    if uncounted:
        figures = [f for f in figures if f.metric is None]
    if unit is not None or not uncounted:
        figures += [f for f in evidence.loose(card) if fits(unit, f.unit)]
    if len(_GENERIC.sub("", words)) < _SHORTEST or not figures:
        return None
    same = [group for group in lexicon().things if any(name in words for name in group)]
    said = {f.id: (_with_alike(_own(f), words, same), _with_alike(_around(f), words, same)) for f in figures}
    near = [_near(f, words, said) for f in figures]
    near.sort(key=lambda n: (-n.share, n.figure.id))
    best = near[0]
    rival = next((n for n in near[1:] if n.figure.value != best.figure.value), None)
    loose = best.figure.id >= FIRST and unit is None  # no rule knows it, and not even what it counts is asked
    if best.share < max(enough, _ENOUGH_LOOSE if loose else 0) or (
        rival is not None and best.share - rival.share < AHEAD
    ):
        return None
    return best.figure


def _with_alike(said: str, words: str, same: Sequence[tuple[str, ...]]) -> str:
    """What is said with the asker's words for what it calls otherwise (粉丝 for 关注人数)."""
    alike = [name for group in same if any(n in said for n in group) for name in group if name in words]
    return said + "".join(alike)


def _near(figure: Figure, words: str, said: Mapping[int, tuple[str, str]]) -> Near:
    """How much of the words, as they are said or in the words of reports, the figure's clause says; what only stands
    around it counts less."""
    own, around = said[figure.id]
    best = 0.0
    for asked in official(words):
        grams = _grams(asked)
        seen = Counter(g for text, _ in said.values() for g in {g for g in grams if g in text})
        weights = {g: len(g) / (1 + math.log1p(seen[g])) for g in grams}
        share = sum(w * (1 if g in own else _AROUND if g in around else 0) for g, w in weights.items())
        best = max(best, share / (sum(weights.values()) or 1))
    return Near(figure=figure, share=best)


def official(words: str) -> tuple[str, ...]:
    """The words as they are, and with those that people use put into those of reports: 娃娃 into 儿童."""
    return tuple(dict.fromkeys((words, *(_officially(words, way) for way in range(_WAYS)))))


def _officially(words: str, way: int) -> str:
    """The words with each lay word in the `way`-th of its official ones, or the last it has."""

    def put(match: re.Match[str]) -> str:
        meant = _table()[match[0]]
        return meant[min(way, len(meant) - 1)]

    return _lay().sub(put, words)


@cache
def _lay() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_table(), key=lambda w: (-len(w), w)))))


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(files(__package__).joinpath("lay_words.toml").read_text("utf-8"))
    return {word: tuple(ways) for word, ways in table["words"].items()}


def fits(asked: str | None, unit: str | None) -> bool:
    """True when a number with the unit can answer a question that counts with `asked`."""
    if asked in (None, "个") or unit is None or asked == unit:
        return True
    kin = next((k for k in _KIN if asked in k), None)
    return kin is None or unit in kin


def _own(figure: Figure) -> str:
    """The item that holds the number, with its label."""
    return fold(figure.label + clause_of(figure, _ITEM_ENDS))


def _around(figure: Figure) -> str:
    """What stands before the item: the head of its list up to the first number, and the end of the clause before."""
    clause = clause_of(figure)
    start = figure.quote.find(clause)
    head = re.split(r"\d", clause[: clause.find("、")].partition("其中")[0])[0] if "、" in clause else ""
    return fold(figure.quote[max(0, start - _CONTEXT) : start] + head)


def _grams(words: str) -> tuple[str, ...]:
    text = fold("".join(words.split()))
    return tuple(dict.fromkeys((*text, *(text[i : i + 2] for i in range(len(text) - 1)))))
