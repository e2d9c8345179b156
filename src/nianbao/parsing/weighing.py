"""Whose report it is, by all mentions: each body that is named with the probability that the report is its own.

The features of a body say where it is named, by what words, how often, and whether 我镇, 我局 or 本院 agrees with its
kind. Their weights were fitted (`tools/fit_identity.py`) and are kept in `weights.toml`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from nianbao.catalogue.entries import read
from nianbao.parsing.divisions import is_place, provinces
from nianbao.parsing.lexicon import Lexicon, lexicon
from nianbao.parsing.mentions import Mention, mentions
from nianbao.parsing.mirrors import injected
from nianbao.parsing.names import BARE, OWN_NAME, ZONE, Name, places

_FILE = Path(__file__).parent / "weights.toml"
_OURS = {"我": 1.0, "本": 0.6, "全": 0.3}
_MOST = 200
"""Of more different names than this only the most frequent are weighed."""
_BY_KIND = re.compile(r"(?<=[,。;、\n])(学校|街道|分局)(?![、,和各级])")
"""What some bodies call themselves in place of 我校, 本街道."""
_HEAD_LINES, _TAIL_LINES = 14, 8
_LEVELS = "省市县区旗镇乡"
_PAIRS = ("compiled", "contact")
"""Roles that are surer when the words on both sides say so."""
NONE = "none"
"""The feature of there being no body in the text whose report it is."""

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that a document names: `origins` are the kinds of places that name it, the surest first."""

    name: Name
    features: Features
    origins: tuple[str, ...]
    probability: float = 0.0


def weighed(folded: str, slots: Sequence[tuple[str, Name]]) -> tuple[Body, ...]:
    """The bodies of a folded text and of the slots around it (origin, name), the most probable first."""
    bodies = found(folded, slots)
    scores = [score(body.features) for body in bodies]
    top = max([*scores, score({NONE: 1.0})])
    parts = [math.exp(value - top) for value in scores]
    whole = sum(parts) + math.exp(score({NONE: 1.0}) - top)
    likely = [replace(body, probability=part / whole) for body, part in zip(bodies, parts, strict=True)]
    return tuple(sorted(likely, key=lambda body: (-body.probability, body.name.short)))


def score(features: Features) -> float:
    """The weighted sum of the features."""
    weights = _weights()
    return sum(weights.get(feature, 0.0) * value for feature, value in features.items())


def found(folded: str, slots: Sequence[tuple[str, Name]]) -> tuple[Body, ...]:
    """The bodies with their features, not yet weighed."""
    words = lexicon()
    groups: dict[str, list[Mention]] = {}
    named: dict[str, list[Name]] = {}
    for mention in mentions(folded):
        if injected(folded[max(0, mention.start - 6) : mention.end]):
            continue  # a copy of the site put the name of a gambling site where the agency stood
        groups.setdefault(words.plain(mention.name.short), []).append(mention)
    for key in groups:
        named[key] = [mention.name for mention in groups[key]]
    around: dict[str, set[str]] = {}
    for origin, name in slots:
        key = words.plain(name.short)
        around.setdefault(key, set()).add(origin)
        named.setdefault(key, []).append(name)
    if len(named) > _MOST:
        named = dict(sorted(named.items(), key=lambda item: -len(item[1]))[:_MOST])
    joined = {key: _fuller(key, named) for key in named}
    ours = _ours(folded)
    lines = _edges(folded)
    total = sum(len(group) for group in groups.values()) or 1
    over = {place for names in named.values() for name in names for place in name.parents}
    bodies = []
    for key in named:
        if joined[key] != key:
            continue
        own = groups.get(key, [])
        others = [other for other, target in joined.items() if target == key]
        short = [mention for other in others if other != key for mention in groups.get(other, [])]
        origins = {origin for other in others for origin in around.get(other, ())}
        features = _features(own, short, lines, total)
        features |= _kind(key, lexicon()) | _agreement(key, ours) | {"above": float(key in over)}
        features |= dict.fromkeys(sorted(origins), 1.0)
        features["county speaks"] = float(bool(features["county"] and _origins(features)))
        bodies.append(Body(name=_shown(named[key]), features=features, origins=_origins(features)))
    return tuple(bodies)


def _fuller(key: str, named: Mapping[str, list[Name]]) -> str:
    """The name that this one leaves a part out of, when there is just one: 青石县财政局 for 县财政局, 青石财政局."""
    if is_bare(key):
        longer = [other for other in named if other != key and other.endswith(key) and places(other)[0]]
    else:
        cut = [(other, re.sub(f"(?<=.)[{_LEVELS}](?=.)", "", other, count=1)) for other in named if other != key]
        longer = [other for other, without in cut if without == key]
        # 安徽舒城经济开发区 and 舒城经济开发区
        longer += [other for other in named if other.endswith(key) and other.removesuffix(key) in provinces()]
    return longer[0] if len(longer) == 1 else key


def is_bare(name: str) -> bool:
    """The name leaves out which county, city or zone it is of."""
    return bool(ZONE.match(name)) or (bool(BARE.match(name)) and not places(name)[0])


def _shown(names: Sequence[Name]) -> Name:
    """The name in its fullest form, with the places above it that are told most fully."""
    best = max(names, key=lambda name: (len(name.short), len(name.full), not name.office))
    above = max((name.parents for name in names if name.short == best.short), key=len)
    full = max((name.full for name in names if name.short == best.short and not name.office), key=len, default="")
    return replace(best, parents=above, full=full, office=all(name.office for name in names))


def _ours(folded: str) -> dict[str, float]:
    """How often the text says 我镇, 本局 and the like, by the word, weighed by how surely it speaks of itself."""
    seen: dict[str, float] = {}
    for match in _self_words().finditer(folded):
        seen[match[2]] = seen.get(match[2], 0.0) + _OURS[match[1]]
    for match in _BY_KIND.finditer(folded):
        seen[match[1]] = seen.get(match[1], 0.0) + _OURS["全"]
    return seen


@cache
def _self_words() -> re.Pattern[str]:
    every = sorted({word for words in lexicon().own.values() for word in words}, key=lambda word: (-len(word), word))
    return re.compile(f"([我本全])({'|'.join(every)})")


def _edges(folded: str) -> tuple[int, int]:
    """Where the head of the text ends and where its last lines begin."""
    breaks = [match.start() for match in re.finditer("\n", folded)]
    if len(breaks) < _TAIL_LINES:
        return len(folded), breaks[0] if breaks else 0
    head = breaks[min(_HEAD_LINES, len(breaks) - 1)]
    return head, breaks[-_TAIL_LINES]


def _features(own: Sequence[Mention], short: Sequence[Mention], lines: tuple[int, int], total: int) -> dict[str, float]:
    """What the mentions of a body say, those by its name and those that leave its place out."""
    counted: Counter[str] = Counter(role for mention in own for role in _roles(mention, lines))
    features = {role: 1 - 0.5**count for role, count in counted.items()}
    features["share"] = (len(own) + len(short)) / total
    features["often"] = math.log1p(len(own) + 0.5 * len(short)) / 3
    features["short"] = 1.0 if short else 0.0
    features["sure"] = 1.0 if any(mention.sure for mention in own) else 0.0
    return features


def _agreement(key: str, ours: Mapping[str, float]) -> dict[str, float]:
    """How well 我镇, 本局 and the like agree with the name."""
    if not ours:
        return {}
    words = next((lexicon().own[end] for end in _ends(key)), ())
    agrees = sum(ours.get(word, 0.0) for word in words) / sum(ours.values())
    return {"agrees": agrees, "differs": float(not agrees)}


def _roles(mention: Mention, lines: tuple[int, int]) -> set[str]:
    """The roles of one mention, those with words on both sides and at the edges of the text told apart."""
    roles = set(mention.roles)
    for role in _PAIRS:
        if {f"{role} <", f"{role} >"} <= roles:
            roles = roles - {f"{role} <", f"{role} >"} | {role}
    if {"subject >", "starts"} <= roles:
        roles = roles - {"subject >"} | {"subject"}
    if mention.name.office and roles & {"compiled", "compiled <", "compiled >"}:
        roles.add("own office compiles")
    if {"quoted", "issuer >"} <= roles:
        roles = roles - {"quoted", "issuer >"} | {"issuer"}
    if "alone" in roles:
        roles.add("signature" if mention.start >= lines[1] else "heading" if mention.end <= lines[0] else "alone")
    if mention.end <= lines[0]:
        roles.add("head")
    return roles


def _kind(key: str, words: Lexicon) -> dict[str, float]:
    """What kind of name it is."""
    found, rest = places(key)
    return {
        "bare": float(is_bare(key)),
        "known": float(any(is_place(place) for _, place in found)),
        "own name": float(bool(OWN_NAME.search(key))),
        "state": float(bool(words.state.fullmatch(key))),
        "government": float(bool(found) and not rest),
        "county": float(bool(found) and not rest and found[-1][1][-1] in "省市县区"),
        "composed": float(len(list(words.ends.finditer(rest))) > 1),
    }


def _ends(key: str) -> list[str]:
    """The word with which the name ends, as the lexicon has it."""
    return [match[0] for match in lexicon().ends.finditer(key) if match.end() == len(key)]


def _origins(features: Features) -> tuple[str, ...]:
    """Kinds of places that name the body, as evidence has them."""
    names = {
        "title": ("title",), "signature": ("signature",), "contact": ("contact", "contact <", "contact >"),
        "body": ("compiled", "compiled <", "compiled >", "titled", "subject", "heading", "quoted"),
    }  # fmt: skip
    told = [origin for origin, some in names.items() if any(feature in features for feature in some)]
    return (*told, *(origin for origin in ("breadcrumb", "card", "file name", "folder") if origin in features))


@cache
def _weights() -> Mapping[str, float]:
    weights = cast(dict[str, Any], read(_FILE)["weights"])
    return {feature: float(weight) for feature, weight in weights.items()}
