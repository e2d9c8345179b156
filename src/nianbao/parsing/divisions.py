"""Where a town, street or county lies, by its name alone: told only when all of China has one of that name.

The names come from three years' lists (see `tools/pack_divisions.py`), since a report may be older than a merger.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nianbao.model import Evidence
from nianbao.parsing.spelling import spellings

_FILE = "divisions.txt.gz"
_HEAD = 4000
"""Characters at the beginning and end of a report in which it names its county, address and website."""
_ENDING = re.compile("[省市县区旗州盟]")
_LONGEST = 14
_ZONE = re.compile("(?:[发产业新]区|园区?|基地)(?:管委会|管理委员会)?$")
_COUNTY = re.compile(
    r"(?:^|[^\u3400-\u9fff]|[由与向在为是到])((?![我全本各该贵市区州外由与向在为是到])(?:(?![县省委])[\u3400-\u9fff]){2,3}县)(?!级)",
    re.MULTILINE,
)

Chain = tuple[str, ...]
"""Places from the province down."""


@dataclass(frozen=True, slots=True)
class _Divisions:
    """Towns and counties by name, each with what may lie above it; and the counties that are no more."""

    above: dict[str, tuple[Chain, ...]]
    gone: frozenset[Chain]


def chains(name: str) -> tuple[Chain, ...]:
    """What lies above each town, street, county or city that bears or bore the name, in a fixed order."""
    return _divisions().above.get(name, ())


def is_place(name: str) -> bool:
    """True for the full name of a province, city, county, town or street."""
    return name in _divisions().above or name in _provinces()


@cache
def provinces() -> frozenset[str]:
    """The provinces without their level: 安徽, 内蒙古."""
    return frozenset(re.sub("(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$", "", name) for name in _provinces())


@cache
def _provinces() -> frozenset[str]:
    return frozenset(chain[0] for every in _divisions().above.values() for chain in every)


def within(parents: Chain, length: int) -> Iterator[tuple[str, Chain]]:
    """The names of so many characters below the places given (anywhere without any), each with what lies above it.

    A name that several places bear comes as often.
    """
    for name, every in _divisions().above.items():
        if len(name) == length:
            yield from ((name, chain) for chain in every if _fits(parents, chain))


def completed(
    agency: str, parents: Chain, folded: str, hints: Mapping[str, str] | None = None
) -> tuple[Chain, tuple[Evidence, ...]]:
    """The places above an agency with what is missing above or between them, and how that is known.

    They stay as they are when there is none or more than one place of that name above which they fit, and when a
    report that does not say where it lies names other places only. Of several places of the name the one counts that
    lies in a place of `hints` (place → origin: folders, breadcrumb, the site's address), if only one does.
    """
    own = tuple(chain for chain in chains(agency) if _fits(parents, chain))
    if not chains(agency) and parents:  # a bureau: what lies above its county
        own = tuple((*chain, parents[-1]) for chain in chains(parents[-1]) if _fits(parents[:-1], chain))
    if not own and not parents:
        own = _of_zone(agency, folded)
    found, told = _hinted(own, hints) if hints and len(own) > 1 else ((), ())
    if not found:
        found, told = _common(own), ()
    if len(found) <= len(parents) or not _fits(parents, found):
        return parents, ()
    if not parents and not _plausible(agency, found, folded):
        return parents, ()
    return found, (*told, Evidence(what="parents", value="".join(found), origin="divisions"))


def _of_zone(agency: str, folded: str) -> tuple[Chain, ...]:
    """What lies above a zone or park that bears the name of its city (鞍山高新区), when the report names the city."""
    if not _ZONE.search(agency):
        return ()
    for length in (4, 3, 2):
        for place in (agency[:length] + level for level in "市县区"):
            if len(chains(place)) == 1 and place in folded:
                return ((*chains(place)[0], place),)
    return ()


def _hinted(candidates: tuple[Chain, ...], hints: Mapping[str, str]) -> tuple[Chain, tuple[Evidence, ...]]:
    for place, origin in hints.items():
        inside = [chain for chain in candidates if any(_called(step, place) for step in chain)]
        if len(inside) == 1:
            return inside[0], (Evidence(what="parents", value=place, origin=origin),)
    return (), ()


def _called(place: str, hint: str) -> bool:
    """The place has this name, or, of a site's address, this spelling."""
    return place == hint if not hint.isascii() else hint in spellings(place)


def _common(candidates: tuple[Chain, ...]) -> Chain:
    """The one candidate; of a county and its predecessor in the same city what lies above both; else nothing."""
    if len(candidates) == 1:
        return candidates[0]
    above = {chain[:-1] for chain in candidates}
    if len(above) == 1 and sum(chain not in _divisions().gone for chain in candidates) <= 1:
        return above.pop()
    return ()


def _fits(parents: Chain, chain: Chain) -> bool:
    """The places are all in the chain, in its order."""
    rest = iter(chain)
    return all(place in rest for place in parents)


def _plausible(agency: str, chain: Chain, folded: str) -> bool:
    """A report that names places names one of the chain: a town that is no more may have left its name to another."""
    named: set[str] = set()
    for part in (folded[:_HEAD], folded[_HEAD:][-_HEAD:]):
        named |= _named(part) | set(_COUNTY.findall(part))
    named.discard(agency)
    return not named or bool(named & set(chain))


def _named(text: str) -> set[str]:
    """The cities and counties that the text names in full."""
    known = _divisions().above
    found = set()
    for match in _ENDING.finditer(text):
        end = match.end()
        words = (text[max(0, end - length) : end] for length in range(_LONGEST, 2, -1))
        if name := next((word for word in words if word in known), None):
            found.add(name)
    return found


@cache
def _divisions() -> _Divisions:
    above: dict[str, set[Chain]] = {}
    gone: set[Chain] = set()
    packed = files("nianbao.parsing").joinpath(_FILE).read_bytes()
    for line in gzip.decompress(packed).decode().split("\n")[1:]:
        places, _, towns = line.partition("\t")
        chain = tuple(places.lstrip("*").split(" "))
        if places.startswith("*"):
            gone.add(chain)
        for town in towns.split():
            above.setdefault(town, set()).add(chain)
        for length in range(1, len(chain)):
            above.setdefault(chain[length], set()).add(chain[:length])
    return _Divisions({name: tuple(sorted(found)) for name, found in above.items()}, frozenset(gone))
