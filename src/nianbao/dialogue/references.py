"""What a turn refers to without naming it: one of the bodies offered, an earlier one, the last question again."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.dialogue.state import State
from nianbao.directory.naming import TAIL
from nianbao.query import Body, Query, Scope
from nianbao.text.fold import fold
from nianbao.understanding.mentions import Mentions
from nianbao.understanding.residue import content_in, residue

_THE_OTHER = re.compile(r"另(?:外)?(?:那|的)?一?[个家]|别的那|其他那|剩下那")
_EARLIER = re.compile(
    r"(?:前面|刚才|之前|先前|上面|前)(?:说|提|问)?(?:到|过)?的?(?:那|一)一?个?(?:镇|乡|街道|局|单位|县|区|地方)?的?"
)
_STRUCTURE = re.compile(
    r"比|最|哪|各|分别|加|占|率|例|平均|增|减|降|升|排|第|吗|谁|为什么|怎么|咋|差|更|超|以上|以下|变|倍|都|什么|有没有"
    r"|是不是|是否|共|总|合计|除|不对|错|结果|几年|why|how|which"
)
"""Words that ask for more than the last question again."""
_SHORT = 16


def picked(mentions: Mentions, state: State) -> Query | None:
    """The reply to "which one?": a place or a name among the bodies offered; "the other one" afterwards."""
    last = state.last
    if last is None:
        return None
    pool = state.offered or state.passed
    text = mentions.folded
    if state.passed and _THE_OTHER.search(text) and not mentions.of("body", "measure"):
        others = [b for b in state.passed if b not in last.scope.bodies]
        if len(others) == 1:
            return replace(last, scope=Scope(bodies=(others[0],)), inherited=("year", "metric"), notes=())
    if not pool or mentions.of("measure"):
        return None
    named = [b for b in pool if _named_in(b, text)]
    if len(named) != 1:
        return None
    return replace(last, scope=Scope(bodies=(named[0],)), inherited=("year", "metric"), notes=())


def earlier_body(mentions: Mentions, state: State) -> Body | None:
    """The body talked about before the last one (前面那个镇21年的呢)."""
    if len(state.bodies) < 2 or mentions.of("body", "group", "place"):
        return None
    return state.bodies[-2] if _EARLIER.search(mentions.folded) else None


def _named_in(body: Body, text: str) -> bool:
    above = fold(body.place.removesuffix(body.name))
    return bool(above) and (above in text or (len(TAIL.sub("", above)) >= 2 and TAIL.sub("", above) in text))


def elliptic(mentions: Mentions) -> bool:
    """True for a turn of mentions and light words alone: the last question again, of what is named."""
    plain = mentions.rest
    for name in mentions.applicant_words if mentions.applicant is not None else ():
        plain = plain.replace(name, " ")
    whole = bool(mentions.of("body")) and bool(mentions.of("measure"))
    named = bool(mentions.of("body", "year", "years", "measure")) or mentions.applicant is not None
    told = any(m.described for m in mentions.of("measure")) or mentions.of("group", "place", "number")
    light = len("".join(plain.split())) <= _SHORT and not _STRUCTURE.search(plain) and not residue(mentions)
    return named and not whole and not told and light


def far_from_question(mentions: Mentions) -> bool:
    """True when the measures stand in clauses that only tell a story, and the clause that asks has none of its own."""
    clauses = re.split(r"[,，。;；!！?？]", mentions.folded)
    if len(clauses) < 2:
        return False
    start, asking, told = 0, False, False
    for clause in clauses:
        end = start + len(clause)
        asks = bool(re.search(r"多少|几|哪|有没有|是不是|是否|吗|谁|多大|怎么样", clause))
        named = any(start <= m.start < end for m in mentions.of("measure"))
        asking = asking or (asks and named)
        told = told or (asks and not named and bool(content_in(clause, start, mentions)))
        start = end + 1
    return told and not asking
