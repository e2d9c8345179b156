"""Clause roles: which clauses of a question ask, and which tell a story that does not carry it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from nianbao.model import Span

_CLAUSE = re.compile(r"[,，。;；!！?？:：\n]")
_ASKS = re.compile(
    r"多少|(?<![前好这那近])几(?!年前|天前|乎|趟|次都|回都)|哪|有没有|是不是|是否|有无|谁|多大|怎么样|如何|什么(?!都|也)|吗|呢|么(?!都|也)"
    r"|how|what|which|who|did|does|was|were|is "
)
_RESTRICTS = re.compile(
    r"[里中]$|其中|按|除|不算|不含|不包括|只算|只看|只要|上半年|下半年|季度|月份|\d月|剩下|其余|分别|一共|合计|加起来"
)
"""A clause with these says what of something is asked, however it is told."""
_OPENING = re.compile(
    r"^[^,，。]{0,16}?(?:想要?|就想|只想|来|请|麻烦|帮我|帮忙|顺便|能不能)?"
    r"(?:好奇|纳闷|问一?问|问一句|问一?下|请问|想问|就问|打听一?下?|了解一?下?|想知道|想晓得|查一?查|查一?下|看一?看)(?:一下|下)?"
)
"""Words before and of asking, at the head of the clause that asks."""


def told(folded: str, kept: Sequence[Span]) -> tuple[Span, ...]:
    """The stretches of a folded question that tell a story or only say that something is asked; `kept` are names and
    years, which count wherever they stand: a stretch is cut short before one. () when nothing asks."""
    clauses = _clauses(folded)
    asking = [c for c in clauses if _ASKS.search(c.of(folded))]
    if not asking:
        return ()
    last = asking[-1]
    found: list[Span] = []
    for clause in clauses:
        words = clause.of(folded)
        if clause.start < last.start and clause not in asking and _tells(words):
            found.append(clause)
        elif clause in asking and (opening := _OPENING.match(words)) and not _RESTRICTS.search(opening[0]):
            end = clause.start + opening.end()
            if not any(k.start < end and clause.start < k.end for k in kept):
                found.append(Span(start=clause.start, end=end))
    return tuple(found)


def _tells(words: str) -> bool:
    return bool(_markers().search(words)) and not _RESTRICTS.search(words)


def _clauses(folded: str) -> list[Span]:
    found: list[Span] = []
    start = 0
    for match in [*_CLAUSE.finditer(folded), None]:
        end = match.start() if match else len(folded)
        if folded[start:end].strip():
            found.append(Span(start=start, end=end))
        start = match.end() if match else end
    return found


@cache
def _markers() -> re.Pattern[str]:
    lines = files(__package__).joinpath("story.txt").read_text("utf-8").split("\n")
    words = {w for line in lines if not line.startswith("#") for w in line.split()}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))
