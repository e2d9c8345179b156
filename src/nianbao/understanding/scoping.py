"""Whose reports a question is about: bodies, a group with its place and kinds, exceptions, and who is singled out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nianbao.directory.groups import COUNTIES, groups_in, members
from nianbao.directory.naming import Agency
from nianbao.query import Body, Scope
from nianbao.understanding.mentions import Mention, Mentions
from nianbao.understanding.recognising import both_meant

_EXCEPT = re.compile(
    r"(?:除了?|除去|去掉|去除|排除|不算上?|不含|不包括|刨去|扣除|抛开|except|excluding|other than|without)"
    r"(?P<what>[^,，。?？]{0,40}?)(?:以外|之外|外|不算|$|[,，。?？的])"
)
_EXCEPT_AFTER = re.compile(
    r"(?P<what>[A-Z、和与]{1,9}|[\u4e00-\u9fa5]{2,4}?)(?:都|也)?(?:不算|除外|不计|不包括|不含)(?:在内)?"
)


def body(agency: Agency) -> Body:
    """The agency as a query names it."""
    return Body(name=agency.name, place=agency.place)


def bodies(agencies: Iterable[Agency]) -> tuple[Body, ...]:
    return tuple(dict.fromkeys(body(a) for a in agencies))


def unresolved(mentions: Mentions) -> bool:
    """True when something is to be left out and what it is cannot be told."""
    gone, kinds = excepted(mentions)
    measures = mentions.of("measure")
    found = [m.span("what") for pattern in (_EXCEPT, _EXCEPT_AFTER) for m in pattern.finditer(mentions.folded)]
    of_measures = any(start <= m.start < end for start, end in found for m in measures)
    return bool(found) and not (gone or kinds or of_measures)


def excepted(mentions: Mentions) -> tuple[tuple[Agency, ...], tuple[str, ...]]:
    """The bodies and the kinds that a question takes out of its group (除了城关镇, 街道不算)."""
    gone: list[Agency] = []
    kinds: list[str] = []
    for pattern in (_EXCEPT, _EXCEPT_AFTER):
        for match in pattern.finditer(mentions.folded):
            start, end = match.span("what")
            inside = [m for m in mentions.of("body") if start <= m.start and m.end <= end]
            gone += [a for m in inside for a in m.agencies]
            if not inside:
                every = "各" + match["what"]
                kinds += [k for g in groups_in(every) if g.words == every for k in g.kinds]
    return tuple(dict.fromkeys(gone)), tuple(dict.fromkeys(kinds))


def scope_of(mentions: Mentions, held: Sequence[Agency], *, grouped: bool) -> Scope:
    """The scope that the mentions name; `grouped` says that the question is about bodies as a set."""
    named, unknown, choices = _named(mentions)
    gone, gone_kinds = excepted(mentions)
    groups, places = mentions.of("group"), mentions.of("place")
    others = [a for a in named if a not in gone]
    place = places[0].name if places else None
    meant = (bool(groups) or (bool(places) and grouped)) or (grouped and not others)
    if not meant:
        if gone and not others:
            return _group(held, None, (), gone, gone_kinds)
        return Scope(bodies=bodies(others), unknown=unknown, choices=bodies(choices))
    kinds = next((g.kinds for g in groups if g.kinds), ())
    if len(others) > 1 and not places and not any(g.kinds for g in groups):
        return Scope(bodies=bodies(others), unknown=unknown)  # 柳河镇和青岩镇，两家合计
    place = place or _level_place(groups, held, others)
    scope = _group(held, place, kinds, gone, gone_kinds)
    return Scope(
        bodies=scope.bodies, group=True, place=scope.place, kinds=scope.kinds, excluded=scope.excluded,
        focus=bodies(others), unknown=unknown,
    )  # fmt: skip


def _named(mentions: Mentions) -> tuple[list[Agency], tuple[str, ...], tuple[Agency, ...]]:
    """Bodies named, names not held, and the bodies of one name among which a choice is left."""
    named: list[Agency] = []
    choices: tuple[Agency, ...] = ()
    for mention in mentions.of("body"):
        if len(mention.agencies) == 1 or (len(mention.agencies) > 1 and both_meant(mentions, mention)):
            named += [a for a in mention.agencies if a not in named]
        elif mention.agencies:
            choices = mention.agencies
    return named, mentions.unheld, choices if not named else ()


def _level_place(groups: Sequence[Mention], held: Sequence[Agency], others: Sequence[Agency]) -> str | None:
    """The place that 全县 means: the only one of that level held, or the one in which the named body lies."""
    level = next((g.level for g in groups if g.level), None)
    if level is None:
        return None
    pool = others or held
    found = {p for a in pool for p in a.parents if p.endswith(level) and p != a.name}
    return min(found) if len(found) == 1 else None


def _group(
    held: Sequence[Agency], place: str | None, kinds: tuple[str, ...], gone: Sequence[Agency],
    gone_kinds: tuple[str, ...],
) -> Scope:  # fmt: skip
    """The members of a place and of kinds, without those taken out."""
    found = [a for a in members(held, place, kinds) if a not in gone and not (gone_kinds and a.kind in gone_kinds)]
    if place is not None and not kinds:
        found = [a for a in found if a.kind not in COUNTIES]
    words = tuple(a.place for a in gone) + gone_kinds
    return Scope(bodies=bodies(found), group=True, place=place, kinds=kinds, excluded=words)
