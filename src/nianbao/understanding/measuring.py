"""What a question counts: its mentions of measures as the measures of a query, each once and in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from nianbao.catalogue import Catalogue
from nianbao.query import OWN, OWN_SITES, AskedApplicant, Measure
from nianbao.understanding.mentions import Mention, Mentions
from nianbao.understanding.negated import denied_measures, denies_applicant, remainder
from nianbao.understanding.residue import ITS_OWN

_LISTS = re.compile(r"[、,，;；?？和与跟及加]|以及|还有|然后|(?<!不)再|另外|比|减|占|and|vs|or")


_PLUS = re.compile(r"^[^占里中]{0,3}(?:加上?|\+|连同|算上|和|与|及)[^占里中]{0,4}$")
_OTHERS: dict[AskedApplicant | None, AskedApplicant] = {
    "natural_person": "organisations", "organisations": "natural_person",
}  # fmt: skip
"""Who remains when one kind of applicant is left out."""


def measures_of(mentions: Mentions, catalogue: Catalogue, *, several: bool) -> tuple[Measure, ...]:
    """The measures named. `several` keeps all that the question sets beside each other; else the one that fits best.

    Of a whole and its part named together the part is meant (收到的申请中予以公开的), unless several are wanted.
    """
    gone = denied_measures(mentions)
    found = _distinct([m for m in mentions.of("measure") if m not in gone])
    if gone:
        rest = remainder(found, gone, catalogue)
        if rest is not None or not found:
            return () if rest is None else (rest,)
    if not found:
        return ()
    if not several and not _listed(found, mentions.folded):
        best = _best(found, catalogue)
        found = [] if best is None else [best]
    if denies_applicant(mentions):
        return _without_applicant(found, mentions)
    if len(found) == 1 and mentions.applicants:
        return tuple(_measure(found[0], kind, mentions) for kind in mentions.applicants)
    return tuple(_measure(m, mentions.applicant, mentions) for m in found)


def _without_applicant(found: Sequence[Mention], mentions: Mentions) -> tuple[Measure, ...]:
    """The measures of all applicants but the kind that is left out."""
    if mentions.applicant in _OTHERS:
        return tuple(_measure(m, _OTHERS[mentions.applicant], mentions) for m in found)
    if len(found) != 1:
        return ()
    parts = (_measure(found[0], None, mentions), _measure(found[0], mentions.applicant, mentions))
    return (Measure(operator="difference", of=parts),)


def _measure(mention: Mention, applicant: AskedApplicant | None, mentions: Mentions) -> Measure:
    own = mention.metric in OWN_SITES and ITS_OWN.search(mentions.folded)
    return Measure(metric=mention.metric, applicant=applicant, label=OWN if own else None)


def _distinct(found: Sequence[Mention]) -> list[Mention]:
    seen: dict[str | None, Mention] = {}
    for mention in found:
        seen.setdefault(mention.metric, mention)
    return list(seen.values())


def listed(mentions: Mentions) -> bool:
    """True when the question lists two or more of the measures it names."""
    found = _distinct(mentions.of("measure"))
    return any(_listed(pair, mentions.folded) for pair in pairwise(found))


def _listed(found: Sequence[Mention], folded: str) -> bool:
    """True when words that list stand between the measures (A、B各多少)."""
    between = [folded[a.end : b.start] for a, b in pairwise(found)]
    return bool(between) and all(_LISTS.search(words) or (words and not words.strip()) for words in between)


def _best(found: Sequence[Mention], catalogue: Catalogue) -> Mention | None:
    """The part when the question names it with its whole, else what is named at greatest length."""
    parts = [m for m in found if any(_is_part(m, other, catalogue) for other in found)]
    best = max(parts or found, key=lambda m: (m.score, -m.start))
    entry = catalogue.metric(best.metric or "")
    if entry.kind == "rate" and any(m.end == best.start for m in found):
        return None  # 热线满意率: a rate of what stands before it, which need not be what the catalogue's is of
    return best


def ratio_of(measures: Sequence[Measure], mentions: Mentions, catalogue: Catalogue) -> Measure | None:
    """A as a share of B: the part of a whole is the numerator, else the words say it (A占B, B中A)."""
    if not measures:
        return None
    if len(measures) == 1:
        return Measure(operator="ratio", of=(measures[0],))
    if len(measures) > 2:
        return _of_sum(measures, mentions) or _of_deepest(measures, catalogue)
    one, other = measures[0], measures[1]
    if _is_part(one, other, catalogue):
        return Measure(operator="ratio", of=(one, other))
    if _is_part(other, one, catalogue):
        return Measure(operator="ratio", of=(other, one))
    first, second = _distinct(mentions.of("measure"))[:2]
    between = mentions.folded[first.end : second.start]
    if not re.search(r"占|和|与|跟|比|除以|/", between):
        one, other = other, one  # 申请里给公开的比例: the part stands before the word of proportion
    return Measure(operator="ratio", of=(one, other))


def _of_sum(measures: Sequence[Measure], mentions: Mentions) -> Measure | None:
    """A as a share of B and C added up (新收加上年结转里按时答复的); None where no two are so joined."""
    found = _distinct(mentions.of("measure"))
    if len(measures) != 3 or len(found) != 3:
        return None
    joined = [bool(_PLUS.search(mentions.folded[a.end : b.start])) for a, b in pairwise(found)]
    if joined == [True, False]:
        return Measure(operator="ratio", of=(measures[2], Measure(operator="sum", of=tuple(measures[:2]))))
    if joined == [False, True]:
        return Measure(operator="ratio", of=(measures[0], Measure(operator="sum", of=tuple(measures[1:]))))
    return None


def _of_deepest(measures: Sequence[Measure], catalogue: Catalogue) -> Measure | None:
    """Of a part named with what it is part of, and a whole before them: the part as a share of that whole."""
    deepest = [m for m in measures[1:] if not any(_is_part(o, m, catalogue) for o in measures)]
    rest = [m for m in measures[1:] if m not in deepest]
    if len(deepest) != 1 or not all(_is_part(deepest[0], m, catalogue) for m in rest):
        return None
    return Measure(operator="ratio", of=(deepest[0], measures[0]))


def _is_part(part: Measure | Mention, whole: Measure | Mention, catalogue: Catalogue) -> bool:
    return any(a.id == whole.metric for a in catalogue.ancestors(part.metric or ""))
