"""Groups of bodies: the words that name one (各乡镇街道, 县直部门, 全县), and who belongs to it.

One resolver for asking, browsing and comparing, so that a group is the same set everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nianbao.directory.abbreviations import BRANCH
from nianbao.directory.naming import TAIL, Agency
from nianbao.model import Span
from nianbao.text.fold import fold

TOWNS = ("镇", "乡", "街道", "苏木")
COUNTIES = ("县", "区", "市", "州", "旗")
OFFICES = "部门"
"""The kind of all bodies that are neither towns nor governments of counties and cities."""

_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        r"(?:乡镇?|镇乡?)(?:[、和及与])?(?:街道?(?:办事处|办)?|办事处|办)|街镇|街乡镇?|街道(?:[、和及与])?(?:乡镇|镇)",
        TOWNS,
    ),
    (r"乡镇|镇乡|镇|乡", ("镇", "乡", "苏木")),
    (r"街道(?:办事处|办)?|街办|办事处", ("街道",)),
    (
        r"(?:[县市区省]直|[县市区省]级|职能|政府)(?:各)?(?:部门|单位|机关|局)|委办局|局委办?|部门|局(?!长)|科局",
        (OFFICES,),
    ),
    (r"县市区|县区|区县|市县|县(?!长|直|级)|区(?!长|直|级|域|别)", COUNTIES),
    (r"单位|机关|机构|地方|家(?!长|庭|里)", ()),
)
"""What a group consists of, by the noun; an empty tuple for any kind. Two-part nouns come before their parts."""
_QUANTIFIER = (
    r"(?:各个?|所有的?|全部的?|每一?[个家]|任何一?[个家]?|哪一?[个家]|哪几[个家]|哪些个?|哪|什么|有?几[个家]|有?多少[个家]?"
    r"|[两俩](?=[镇乡街县区局])|这些个?|那些个?|其他的?|其余的?|一些|(?:[两二三四五六七八九十]{1,3}|\d{1,3})[个家]"
    r"|[这那](?:几|[两二三四五六七八九十]{1,3}|\d{1,3})个?)"
)
_ANY = "|".join(f"(?P<k{i}>{pattern})" for i, (pattern, _) in enumerate(_KINDS))
_WITH_QUANTIFIER = re.compile(
    rf"(?:{_QUANTIFIER})(?:下属|下辖|收录的?|的|基层)?(?:{_ANY})(?![\u4e00-\u9fa5]{{0,2}}年报)"
)
_BARE = re.compile(
    rf"(?P<k0>{_KINDS[0][0]})|(?P<k1>乡镇(?!长|企业|政府|街))|(?P<k3>[县市区省]直(?:各)?(?:部门|单位|机关)|委办局)"
)
_WHOLE = re.compile(r"(?:全|本|我们?|咱们?)(?P<level>[县市区省州])(?:内|里|范围内?)?(?!长|直|级|政府|局|委)")
_ALL = re.compile(
    r"(?:库里|库中|收录的?)(?:所有|全部)?的?(?:报告|单位|机关)?(?:里|中|当中)?|所有的?(?:年报|报告)|全部(?:年报|报告)"
)
_YEAR = r"(?:\s?\d{2,4}\s?年度?)?"
_INSIDE = r"(?:的|下属|下辖|所辖|辖区|辖内|境内|内|里|范围内?|下面|所有|各|全部|全体)*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group named in a question: `kinds` () for any, `level` the level of 全县 and the like."""

    span: Span
    kinds: tuple[str, ...] = ()
    level: str | None = None
    words: str = ""


def groups_in(text: str) -> tuple[Group, ...]:
    """The groups that a folded question names, in order; names of bodies should be blanked out before."""
    found: list[Group] = []
    for pattern in (_WITH_QUANTIFIER, _BARE, _WHOLE, _ALL):
        for match in pattern.finditer(text):
            span = Span(start=match.start(), end=match.end())
            if any(span.start < g.span.end and g.span.start < span.end for g in found):
                continue
            found.append(Group(span=span, kinds=_kinds_of(match), level=_level_of(match), words=match[0]))
    return tuple(sorted(found, key=lambda g: g.span.start))


def _kinds_of(match: re.Match[str]) -> tuple[str, ...]:
    named = match.groupdict()
    return next((kinds for i, (_, kinds) in enumerate(_KINDS) if named.get(f"k{i}")), ())


def _level_of(match: re.Match[str]) -> str | None:
    return match.groupdict().get("level")


def belongs(agency: Agency, kinds: tuple[str, ...]) -> bool:
    """True when the agency is of one of the kinds; any agency is of no kinds at all."""
    if not kinds:
        return True
    kind = agency.kind
    if OFFICES in kinds and kind not in (*TOWNS, *COUNTIES):
        return True
    return kind in kinds


def lies_in(agency: Agency, place: str) -> bool:
    """True when the place, named in full or without its level, is one of what the agency is part of."""
    place = fold(place)
    above = [fold(p) for p in agency.parents if p != agency.name]
    if (branch := BRANCH.match(fold(agency.name))) is not None:  # 广州市公安局荔湾区分局 lies in 荔湾区
        above.append(branch["place"])
    return any(p == place or TAIL.sub("", p) == place or place.endswith(p) for p in above)


def members(held: Iterable[Agency], place: str | None, kinds: tuple[str, ...]) -> tuple[Agency, ...]:
    """The agencies of the kinds that lie in the place (None: anywhere), in their order."""
    return tuple(a for a in held if belongs(a, kinds) and (place is None or lies_in(a, place)))


def place_names(held: Iterable[Agency]) -> tuple[tuple[str, str], ...]:
    """The parents of held agencies, folded, longer ones first: each in full, and again without its level."""
    names = sorted({fold(p) for a in held for p in a.parents}, key=lambda n: (-len(n), n))
    return tuple((name, form) for name in names for form in dict.fromkeys((name, TAIL.sub("", name))))


def places_in(text: str, names: Iterable[tuple[str, str]]) -> tuple[tuple[str, Span], ...]:
    """The `place_names` that a folded text names, in full anywhere or short right before a group's words."""
    found: list[tuple[str, Span]] = []
    for name, form in names:
        if len(form) >= 2 and form in text:
            tail = (
                ""
                if form == name
                else rf"(?={_YEAR}{_INSIDE}(?:{_QUANTIFIER}|{_KINDS[0][0]}|乡镇|街道|[县市区]直|部门))"
            )
            for match in re.finditer(re.escape(form) + tail, text):
                span = Span(start=match.start(), end=match.end())
                if not any(span.start < s.end and s.start < span.end for _, s in found):
                    found.append((name, span))
    return tuple(sorted(found, key=lambda f: f[1].start))
