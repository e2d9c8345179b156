"""How much of a question a turn is: the last one again of what is named, or a story without its question."""

from __future__ import annotations

import re

from nianbao.understanding.mentions import Mentions
from nianbao.understanding.residue import content_in, residue

_STRUCTURE = re.compile(
    r"比|最|哪|各|分别|加|占|率|例|平均|增|减|降|升|排|第|吗|谁|为什么|怎么|咋|差|更|超|以上|以下|变|倍|都|什么|有没有"
    r"|是不是|是否|共|总|合计|除|不对|错|结果|几年|why|how|which"
)
"""Words that ask for more than the last question again."""
_SHORT = 16


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
