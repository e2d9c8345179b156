"""Parts that a question denies (不是个人提的, 不在网上的): all but them is asked, never the part itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.catalogue import Catalogue
from nianbao.query import Measure
from nianbao.understanding.mentions import Mention, Mentions

_DENIES = re.compile(
    r"(?:(?<!是)不是|并非|没有?在|不在|不属于|不算|不含|不包括|不包含|不计|没有?通过|不通过|不经|不靠|不走|不用|不由"
    r"|没有?走|没有?发在?|没有?挂在?|非|除了?|除去|去掉|刨去|扣除|抛开|排除|剔除"
    r"|other than|except(?: for)?|excluding|not (?:by|from|via|through|on|in))"
    r"\s?(?:由|在|从|用|通过|走|经|上|因为|因|属于|那些|那种|the|a)?\s?$"
)
_AND_ALSO = re.compile(r"除了?[^,，]{0,16}[,，]?\s?(?:还|也|另外|又)(?!有?(?:多少|几|剩))")
"""除了A还有B names both."""
_ANYTHING = re.compile(
    r"(?<!是)不是(?=[^,，吗]{0,8}的)|不在(?=[^,，]{0,6}的)|以外|之外|除了|除去|去掉|刨去|扣除|抛开|不算|不含|不包括|不属于|并非"
)
_BUT = re.compile(r"\s?(?:的)?(?:以外|之外|除外|不算|不计|外的)")
_NEAR = 10


def denied(mentions: Mentions, start: int, end: int) -> bool:
    """True when the words right before or after a stretch of the question deny what it says."""
    before = mentions.folded[max(0, start - _NEAR) : start]
    out = _DENIES.search(before) or _BUT.match(mentions.folded, end)
    return bool(out) and not _AND_ALSO.search(mentions.folded)


def denies_something(mentions: Mentions) -> bool:
    """True when the question leaves out or denies anything, whatever it is."""
    return _ANYTHING.search(mentions.folded) is not None


def denied_measures(mentions: Mentions) -> tuple[Mention, ...]:
    """The measures that the question leaves out."""
    return tuple(m for m in mentions.of("measure") if not m.described and denied(mentions, m.start, m.end))


def denies_applicant(mentions: Mentions) -> bool:
    """True when the kind of applicant named is the one left out."""
    if mentions.applicant is None:
        return False
    spots = ((mentions.folded.find(name), len(name)) for name in mentions.applicant_words)
    return any(spot >= 0 and denied(mentions, spot, spot + size) for spot, size in spots)


def remainder(kept: Sequence[Mention], gone: Sequence[Mention], catalogue: Catalogue) -> Measure | None:
    """The whole without the parts that are left out; None when there is no one whole of them all."""
    parts = {m.metric: m for m in gone if m.metric}
    wholes = {entry.parent for name in parts if (entry := catalogue.metric(name)).parent is not None}
    named = {m.metric for m in kept}
    above = [{a.id for a in catalogue.ancestors(name)} for name in parts]
    common = set.intersection(*above) if above else set()
    whole = next((n for n in named if n in common), None) or (wholes.pop() if len(wholes) == 1 and not named else None)
    if whole is None or whole not in common:
        return None
    return Measure(operator="difference", of=(Measure(metric=whole), *(Measure(metric=name) for name in parts)))
