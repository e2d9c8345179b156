"""The places above an agency and the place before a name that lacks one, as the text around it tells them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from nianbao.model import Document
from nianbao.parsing.divisions import chains
from nianbao.parsing.hints import publisher
from nianbao.parsing.names import BARE, HAN, OWN_NAME, Name, name_of, places

# What may stand before a name that begins in the middle of a line.
_BEFORE = r"(?:(?<=[。,;:、()\s》度由与向在到])|(?<=年)(?!度)|^)"
VERB = re.compile(
    r"^(?:现将|现就|现|特此|特|向社会|公布|公开|发布|编制|汇总|综合|反映|本着|对|由|是|在|为|经|报|向|将){1,4}"
)
_LINK = re.compile(r"^.*(?:[与由]|依托|联系|编制|公布|发布|通过|登[录陆]|访问|关注|位于)")
"""Words of the sentence that stand between its beginning and the name of a place."""
_HEAD = 4000
"""Characters at the beginning of a report in which it names its county."""


def official(short: str, folded: str) -> str:
    """The short name with 人民政府 or 办事处 after it, where the text prints it so."""
    return next((short + end for end in ("人民政府", "办事处") if short + end in folded), "")


def above(short: str, folded: str, document: Document) -> tuple[str, ...]:
    """The places that stand right before the agency's name in the text, most often; else on the card above it."""
    pattern = re.compile(rf"{_BEFORE}({HAN}{{2,16}}?[省市县区旗]){re.escape(short)}", re.MULTILINE)
    seen: Counter[tuple[str, ...]] = Counter()
    for match in pattern.finditer(folded):
        found, rest = places(VERB.sub("", _LINK.sub("", match[1])))
        if found and not rest:
            seen[tuple(place for _, place in found)] += 1
    told = min(seen, key=lambda p: (-seen[p], p), default=())
    return told or _published_above(short, document)


def _published_above(short: str, document: Document) -> tuple[str, ...]:
    """The places before the agency's name on the card above the report: 发布机构 腾云市青石镇."""
    name = name_of(publisher(document))
    return name.parents if name is not None and name.short == short else ()


def with_bare_place(name: Name, folded: str) -> Name:
    """台创园 as the text calls it, 锡山台创园, where 锡山 is a city, county or district without its level."""
    if places(name.short)[0] or BARE.match(name.short) or not name.short or OWN_NAME.search(name.short):
        return name
    named = re.findall(rf"(?<!{HAN})({HAN}{{2,3}}){re.escape(name.short)}", folded)
    known = {place for place in named if any(chains(place + level) for level in "市县区")}
    place = known.pop() if len(known) == 1 else ""
    return replace(name, short=place + name.short, full=place + name.short)


def with_place(name: Name, parents: tuple[str, ...], folded: str) -> tuple[Name, bool]:
    """县自然资源局 with its county before it, from the places above or from the text; False when none is found."""
    level = BARE.match(name.short)
    if level is None or places(name.short)[0]:
        return name, True
    place = next((p for p in reversed(parents) if p.endswith(level[0])), "") or _named_place(level[0], folded)
    if not place:
        return name, False
    full = place + name.short[1:]
    return replace(name, short=full, full=full, parents=name.parents or (place,)), True


def _named_place(level: str, folded: str) -> str:
    """The place of this level that the head of the text names most often before the name of an office."""
    pattern = re.compile(rf"{_BEFORE}({HAN}{{2,5}}?{level})(?={HAN}{{0,20}}?[局委办政])", re.MULTILINE)
    found = [VERB.sub("", _LINK.sub("", place)) for place in pattern.findall(folded, 0, _HEAD)]
    named = Counter(p for p in found if len(p) > 2 and not re.search(r"[本我全各该]|国家|[省市县区]、", p))
    # Words may run into the level (组建县自然资源局): a place is known to be one, or named again.
    known = {p: n for p, n in named.items() if chains(p) or folded.count(p) > 1}
    return min(known, key=lambda p: (-known[p], p), default="")
