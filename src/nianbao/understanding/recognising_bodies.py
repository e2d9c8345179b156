"""Whose reports a question names: bodies, held or not, groups of bodies and the places they lie in."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from nianbao.directory.english_names import english_groups
from nianbao.directory.found import Named
from nianbao.directory.groups import COUNTIES, Group, groups_in, places_in
from nianbao.directory.naming import TAIL, Agency
from nianbao.model import Span
from nianbao.text.fold import fold
from nianbao.understanding.mentions import Mention, Mentions, blanked, is_english, without
from nianbao.understanding.residue import words_left
from nianbao.understanding.setting import Setting

_BOTH = re.compile(r"(?:这|那)?(?:[两俩二]|几)(?:个|家|地)?(?:都叫|叫)?$")
_BUREAU = re.compile(
    r"(?:^|(?<=[^\u4e00-\u9fa5])|(?<=[年的在向跟问和与对去到给看查那找]))"
    r"(?:[县市区]|我们?[县市区]|咱们?[县市区])?(?P<name>[\u4e00-\u9fa5]{2,10}?局)"
)
_LATIN_NAME = re.compile(r"[a-z]{4}")
_FOREIGN = re.compile(
    r"\b(?:(?!(?:which|each|every|all|the|this|that|what|any|our|my|in|of|at|by|for|from|did|does|was|were|is|are|how|many|and"
    r"|or|local|whole|two|other|most|per|a|an|to|with|than|county|city|district|town|township)\b)[a-z]{3,20}\s){1,3}"
    r"(?:town(?:ship)?|county|sub-?district|district|city|bureau|commission)\b"
)
"""A name in English of a body that is not held."""
_FULL_YEAR = re.compile(r"20[0-4]\d")
_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公[室厅])?$")
_LINK = re.compile(r"(?:[县市区])?(?:的|那个|那边的?|这边的?|下面的?)?")
_COMMON = re.compile(
    r"(?:我们?|咱们?|本|这个?|那个?|贵|俺们?)(?:镇|乡|街道|县|区|市)(?:里|上|政府|府)?|(?:镇|乡|县|区|市)(?:里|上|府)|街道(?:办事处|办)"
)
_BETWEEN = re.compile(r"[和与跟及、,，]?的?|以及")
_PRONOUN = re.compile(r"^(?:那么?|这|换成?|问|还有|再看)(?=[\u4e00-\u9fa5]{2})")
_FOREIGN = re.compile(
    r"\b(?!which|each|every|all|the|this|that|what|any|of|in|by|for|did|does|was|how|many)[a-z]{3,20} "
    r"(?:town|township|county|district|subdistrict|city|bureau)\b"
)
_FORMS = re.compile(r"[布结格全大当时僵]局$")
"""Words that end like an office and name none."""
_PLACE_ALONE = re.compile(r"\W*(?:那么?|换成?)?(?P<place>[\u4e00-\u9fa5]{2,5}?)(?:的|呢|怎么样|\W)*")
_BEFORE_GROUP = re.compile(r"(?:^|[^\u4e00-\u9fa5])(?P<name>[\u4e00-\u9fa5]{2,4})$")
_EACH = re.compile(r"[各每哪]|所有|全部")


def named_bodies(folded: str, setting: Setting) -> tuple[list[Mention], Named]:
    """The bodies, groups and places that a folded question names, each where it stands, and the names corrected."""
    bodies, named = _bodies(folded, setting)
    if not bodies and is_english(folded):
        bodies = [_foreign(m) for m in _FOREIGN.finditer(folded)]
    bodies, groups, places = _groups(folded, bodies, setting.agencies.places)
    if groups and named.scope and not (bodies or places or any(g.level for g in groups)):
        places = _short_place(folded, named.scope)
    bodies = [_in_each(m, places, folded, setting.agencies.all) for m in bodies]
    if is_english(folded):
        bodies, groups, places = _in_english(folded, bodies, setting)
    elif groups and not (bodies or places):
        bodies = _unheld_place(folded, groups)
    if not (bodies or groups or places):
        bodies = _sisters(folded, setting) if setting.about else _of_kind(folded, setting)
    return [*bodies, *groups, *places], named


def _short_place(folded: str, scope: str) -> list[Mention]:
    """The place a group lies in, named without its level and apart from the group (荔湾2023年还有…哪几家)."""
    name = fold(scope)
    for words in (name, TAIL.sub("", name)):
        if len(words) > 1 and (at := folded.find(words)) >= 0:
            return [Mention(kind="place", spans=(Span(start=at, end=at + len(words)),), words=words, name=name)]
    return []


def _in_english(
    folded: str, bodies: list[Mention], setting: Setting
) -> tuple[list[Mention], list[Mention], list[Mention]]:
    """The bodies, groups and places of an English question: a place counts where a group lies in it."""
    groups = [_group_mention(g) for g in english_groups(folded) if not any(_holds(b, g.span) for b in bodies)]
    named = setting.agencies.latin_places(folded)
    places = [Mention(kind="place", spans=(span,), words=span.of(folded), name=name) for name, span in named]
    if any(b.agencies for b in bodies):
        return bodies, groups, []
    if not places:
        return bodies, groups, []
    kept = [b for b in bodies if not any(_overlap(b, p) for p in places)]
    return kept, groups, places if groups or not kept else []


def _holds(mention: Mention, span: Span) -> bool:
    return mention.start <= span.start and span.end <= mention.end


def _foreign(match: re.Match[str]) -> Mention:
    """A name in an English question that no body held bears: it must be said, not passed over."""
    return Mention(kind="body", spans=(Span(start=match.start(), end=match.end()),), words=match[0])


def _unheld_place(folded: str, groups: list[Mention]) -> list[Mention]:
    """A place right before a group that none of the bodies held lies in: it must be said, not passed over."""
    first = groups[0]
    before = _BEFORE_GROUP.search(folded[: first.start])
    if before is None or first.level or not _EACH.match(first.words) or not _unsaid(before["name"]):
        return []
    span = Span(start=before.start("name"), end=before.end("name"))
    return [Mention(kind="body", spans=(span,), words=before["name"])]


def _unsaid(name: str) -> bool:
    """True for words that are no mere preamble (请列出, 目前) of what is asked of a group."""
    return bool(words_left(name)) and len(words_left(name, least=2)) > 1


def _sisters(folded: str, setting: Setting) -> list[Mention]:
    """The bureau of the same work in the place that a turn names alone (河口呢 after a bureau of another county)."""
    match = _PLACE_ALONE.fullmatch(folded)
    if match is None or len(setting.about) != 1:
        return []
    found = setting.agencies.sisters(setting.about[0], match["place"])
    span = Span(start=match.start("place"), end=match.end("place"))
    return [Mention(kind="body", spans=(span,), words=match["place"], agencies=found)] if found else []


def _bodies(folded: str, setting: Setting) -> tuple[list[Mention], Named]:
    """Names of bodies, held or not; groups are set aside first, so that 云溪县乡镇街道 is no name."""
    held = setting.agencies.held_names(folded)
    aside = list(folded)
    for group in groups_in(without(folded, held, "。")):
        aside[group.span.start : group.span.end] = "。" * (group.span.end - group.span.start)
    text = "".join(aside)
    named = setting.agencies.find(text)
    found = [
        Mention(kind="body", spans=(mark.span,), words=mark.span.of(folded), agencies=mark.agencies)
        for mark in named.marks
        if "。" not in mark.span.of(text)
    ]
    if not found and _LATIN_NAME.search(folded) and (latin := setting.agencies.latin_marks(folded)):
        found = [Mention(kind="body", spans=(m.span,), words=m.span.of(folded), agencies=m.agencies) for m in latin]
    elif not found and is_english(folded):
        found = [
            Mention(kind="body", spans=(Span(start=m.start(), end=m.end()),), words=m[0])
            for m in _FOREIGN.finditer(folded)
        ]
    if not found and not groups_in(folded) and (bureau := _bare_bureau(folded, setting)) is not None:
        found = [bureau]
    found = [m for i, m in enumerate(found) if not _only_places(m, found[i + 1 : i + 2], folded)]
    return [_among(m, folded) for m in found], named


def _bare_bureau(folded: str, setting: Setting) -> Mention | None:
    """A bureau named without its place (县教育局): the one that is held, or those there are to choose among."""
    for match in _BUREAU.finditer(folded):
        held = setting.agencies.bureaus(match["name"])
        asked = {int(y) for y in _FULL_YEAR.findall(folded)}
        of_year = tuple(a for a in held if asked & set(a.years)) or held
        span = Span(start=match.start(), end=match.end())
        if of_year:
            return Mention(kind="body", spans=(span,), words=match[0], agencies=of_year)
        if setting.about and not _FORMS.search(match["name"]):  # another office than the one talked about
            said = _PRONOUN.sub("", match["name"])
            return Mention(kind="body", spans=(Span(start=match.end() - len(said), end=match.end()),), words=said)
    return None


def _only_places(county: Mention, after: list[Mention], folded: str) -> bool:
    """True for a county named right before a body of its own: it only says where that lies (苍洄那个枕溪镇)."""
    if len(county.agencies) != 1 or not after or not _LINK.fullmatch(folded[county.end : after[0].start]):
        return False
    return any(county.agencies[0].name in a.parents for a in after[0].agencies)


def _among(mention: Mention, folded: str) -> Mention:
    """Of bodies of one name those whose places the question names (望岑县和云溪县的城关镇), or both (两个城关镇)."""
    if len(mention.agencies) < 2:
        return mention
    near = [a for a in mention.agencies if any(_says_place(folded, p) for p in a.parents[-1:])]
    return Mention(kind="body", spans=mention.spans, words=mention.words, agencies=tuple(near) or mention.agencies)


def _says_place(folded: str, parent: str) -> bool:
    full, short = fold(parent), TAIL.sub("", fold(parent))
    return full in folded or (len(short) >= 2 and short in folded)


def both_meant(mentions: Mentions, mention: Mention) -> bool:
    """True when the words before a name of several bodies say that all are meant, or each one's place is said."""
    before = mentions.folded[: mention.start]
    if _BOTH.search(before) and "几" not in before[-3:]:
        return True
    said = [a for a in mention.agencies if any(TAIL.sub("", fold(p)) in mentions.folded for p in a.parents[-1:])]
    return len(said) == len(mention.agencies)


def _groups(
    folded: str, bodies: list[Mention], names: tuple[tuple[str, str], ...]
) -> tuple[list[Mention], list[Mention], list[Mention]]:
    """Groups and the places they lie in; a county that is a body itself is the place where a group follows it."""
    text = blanked(folded, tuple(bodies), "。")
    groups = [_group_mention(g) for g in groups_in(text)]
    places = [
        Mention(kind="place", spans=(span,), words=span.of(folded), name=name) for name, span in places_in(text, names)
    ]
    taken = [g for g in groups if not any(_overlap(g, p) for p in places)]
    if not taken:
        return bodies, taken, places
    kept_bodies: list[Mention] = []
    for body in bodies:
        county = [a for a in body.agencies if a.kind in ("县", "区", "市") or _GOVERNMENT.search(a.name)]
        if county and (all(g.level for g in taken) or _among_counties(taken, bodies)):
            return bodies, [], places  # 青澜县2023年全县: what the county's own report says
        if county and any(0 <= g.start - body.end <= 6 for g in taken):
            places.append(Mention(kind="place", spans=body.spans, words=body.words, name=_place_of(body, county[0])))
        elif not body.agencies and any(0 <= g.start - body.end <= 3 for g in taken) and body.words[-1:] in "县区市省州":
            places.append(Mention(kind="place", spans=body.spans, words=body.words, name=body.words))
        else:
            kept_bodies.append(body)
    return kept_bodies, taken, places


def _among_counties(groups: list[Mention], bodies: list[Mention]) -> bool:
    """True for 哪个县 after two counties: it asks which of them."""
    counties = [b for b in bodies if any(a.kind in COUNTIES for a in b.agencies)]
    return len(counties) > 1 and all(g.kinds == COUNTIES for g in groups)


def _place_of(body: Mention, county: Agency) -> str:
    """The place that a county's government is called by: as it is said, else by its own name."""
    if body.words[-1:] in "县区市州旗省":
        return body.words
    return fold(_GOVERNMENT.sub("", county.name))


def _group_mention(group: Group) -> Mention:
    return Mention(kind="group", spans=(group.span,), words=group.words, kinds=group.kinds, level=group.level)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _in_each(mention: Mention, places: list[Mention], folded: str, held: tuple[Agency, ...]) -> Mention:
    """The bodies of that name in each of the places listed right before it (望岑县和云溪县的城关镇)."""
    before = [p for p in places if p.end <= mention.start]
    linked = before and all(_BETWEEN.fullmatch(folded[a.end : b.start]) for a, b in pairwise((*before, mention)))
    if len(before) < 2 or not linked or len(mention.agencies) != 1:
        return mention
    names = {fold(p.name or "") for p in before}
    alike = [a for a in held if a.name == mention.agencies[0].name and names & {*map(fold, a.parents)}]
    return replace(mention, agencies=tuple(alike)) if len(alike) == len(before) else mention


def _of_kind(folded: str, setting: Setting) -> list[Mention]:
    """The bodies that a common noun may mean (镇里, 街道办, 我们县): to choose among, or the only one there is."""
    match = _COMMON.search(folded)
    held = setting.agencies.of_kind(match[0]) if match is not None else None
    if match is None or not held:
        return []
    span = Span(start=match.start(), end=match.end())
    return [Mention(kind="body", spans=(span,), words=match[0], agencies=held)]

