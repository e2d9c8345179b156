"""Bodies in English and in letters: Qingyan County Water Bureau, the finance bureau of Xiuchuan, zhenxi zhen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from nianbao.directory.abbreviations import BRANCH, bureau_of
from nianbao.directory.found import Mark
from nianbao.directory.naming import TAIL, Agency, parents_of
from nianbao.directory.organs import organs_of
from nianbao.directory.sounds import sounds
from nianbao.model import Span
from nianbao.text.fold import fold

_LEVELS = {
    "镇": "zhen|town(?:ship)?", "乡": "xiang|town(?:ship)?|village", "苏木": "town(?:ship)?|sumu",
    "街道": r"jie\s?dao|sub-?\s?district|street|neighbou?rhood", "县": "xian|county", "旗": "banner|county",
    "区": "qu|district", "市": "shi|city|municipality|municipal", "州": "prefecture", "省": "sheng|province",
}  # fmt: skip
_ANY_LEVEL = "|".join(dict.fromkeys("|".join(_LEVELS.values()).split("|")))
_OFFICE = (
    r"(?:bureau|commission|office|department|dept|authority|administration|committee|federation|cent(?:er|re)"
    r"|sub-?bureau|branch(?: bureau)?)"
)
_GOVERNMENT = r"(?:(?:'?s)?\s+(?:people'?s\s+)?government(?:'?s)?(?:\s+(?:general\s+)?office)?)?"
_OF = r"(?:'?s)?\s*,?\s+(?:municipal\s+|county\s+|district\s+)?"
_OWN_LEVEL = re.compile(r"(?:街道|苏木|[镇乡县旗区市州省])$")


class EnglishNames:
    """Finds the agencies of an index by English names and by pinyin; made once for them."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._agencies = tuple(agencies)
        self._patterns = tuple((a, _pattern(a), _spelled(fold(TAIL.sub("", _own_place(a))))) for a in self._agencies)

    def find(self, text: str) -> tuple[Mark, ...]:
        """The agencies named in a folded text, each where it stands; several of one name as one mark."""
        low = text.lower()
        found = [
            Mark(span=Span(start=m.start(), end=m.end()), agencies=(agency,))
            for agency, pattern, stem in self._patterns
            if stem and re.search(stem, low) and (m := pattern.search(low))
        ]
        return tuple(_narrowed(mark, low) for mark in _joined(found))


def _own_place(agency: Agency) -> str:
    """The place whose name an agency bears: its own, or that of the place whose bureau it is."""
    if _OWN_LEVEL.search(agency.name):
        return agency.name
    name = fold(agency.name)
    bureau = bureau_of(agency)
    if branch := BRANCH.match(bureau):
        return branch["place"]
    before = name.removesuffix(bureau)
    own = re.findall(r"[\u4e00-\u9fa5]{2,7}?(?:省|市|县|区|州|旗)", before)
    return own[-1] if own else agency.parents[-1] if agency.parents and bureau == name else name


def _pattern(agency: Agency) -> re.Pattern[str]:
    place = _own_place(agency)
    whole = _spelled(agency.name)
    level = _OWN_LEVEL.search(place)
    stem = _spelled(TAIL.sub("", place))
    other = rf"(?!\s+(?:{_ANY_LEVEL})\b)"
    named = rf"{stem}(?:[\s-]?(?:{_LEVELS[level[0]]})\b|{other})" if level else stem
    bureau = bureau_of(agency)
    english = [e for o in organs_of(bureau) for e in o.english]
    if place == agency.name:
        return re.compile(rf"(?<![a-z])(?:{whole}|{named}{_GOVERNMENT})(?![a-z])")
    if not english:
        return re.compile(rf"(?<![a-z]){whole}(?![a-z])")
    field = "|".join(sorted(english, key=lambda e: (-len(e), e)))
    ending = rf"(?:\s+{_OFFICE})+" if not re.search("office|federation", field) else rf"(?:\s+{_OFFICE})*"
    return re.compile(
        rf"(?<![a-z])(?:{whole}|{named}{_OF}(?:{field}){ending}"
        rf"|(?:{_OFFICE}\s+(?:of|for)\s+(?:the\s+)?)?(?:{field})(?:\s+{_OFFICE})*\s*(?:,|of|in|at)?\s*(?:the\s+)?{named}"
        rf"(?:\s+branch)?)(?![a-z])"
    )


@lru_cache(maxsize=8192)
def _spelled(name: str) -> str:
    """An expression for a name in pinyin, its syllables together or apart, every reading of a character allowed; "" for
    a name of one character."""
    if len(name) < 2:
        return ""
    return r"[\s'-]?".join(f"(?:{'|'.join(map(re.escape, sorted(sounds(c))))})" for c in name)


def _narrowed(mark: Mark, low: str) -> Mark:
    """Of agencies of one name those whose county the text names too."""
    if len(mark.agencies) < 2:
        return mark
    own = tuple(a for a in mark.agencies if any(_says(low, p) for p in parents_of(a)[-2:]))
    return Mark(span=mark.span, agencies=own or mark.agencies)


def _says(low: str, place: str) -> bool:
    stem = _spelled(TAIL.sub("", fold(place)))
    return bool(stem) and re.search(rf"(?<![a-z]){stem}(?![a-z])", low) is not None


def _joined(marks: list[Mark]) -> tuple[Mark, ...]:
    """Names that stand in one place as one mark; a name within a longer one is dropped."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.span.start - m.span.end, m.span.start)):
        same = next((k for k in kept if k.span.holds(mark.span)), None)
        if same is None:
            kept.append(mark)
        elif same.span == mark.span:
            kept[kept.index(same)] = Mark(span=same.span, agencies=(*same.agencies, *mark.agencies))
    return tuple(sorted(kept, key=lambda m: m.span.start))
