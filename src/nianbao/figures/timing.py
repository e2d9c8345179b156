"""The time that each number of a sentence counts: the year, since the beginning, another year, a part of the year.

A time that a sentence names holds for the numbers after it until it names another ("自条例施行以来共受理36件,
今年受理5件").
"""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.catalogue.rules import rules
from nianbao.figures.frames import FROM, REACH, TO, Place, elliptic
from nianbao.model import Scope, Span
from nianbao.text.years import years

_RULES = rules("rules_prose.toml")
_PART_OF_YEAR, _BACK, _OF_YEAR = (_RULES[f"scope.{n}"] for n in ("part_of_year", "reaches_back", "of_the_year"))
_SINCE, _NOW = _RULES["scope.since"], _RULES["scope.this_year"]


def scopes(places: Sequence[Place], folded: str, sentence: Span, year: int | None) -> list[Scope]:
    """The scope of each place of the sentence, in order."""
    found: list[Scope] = []
    since = False
    edge = sentence.start
    for i, place in enumerate(places):
        start = max(edge, place.quantity.at.start - REACH)
        since = _reaches(folded[start : place.quantity.at.start], since, year)
        edge = place.quantity.at.end
        unit = place.quantity.unit
        following = next((p for p in places[i + 1 : i + 3] if p.quantity.unit == unit), None)
        found.append("since_start" if since and unit != "%" else _told(place, following, year))
    return found


def _reaches(words: str, before: bool, year: int | None) -> bool:
    """Whether a number after these words counts since the beginning, when the one before them does or does not."""
    since, now = list(_SINCE.finditer(words)), list(_NOW.finditer(words))
    since = [m for m in since if not _within(m[0], year)]
    now = [m for m in now if year is None or not m["year"] or int(m["year"]) == year]
    last = max((m.end() for m in since), default=-1)
    return before and not now if last < 0 else last > max((m.start() for m in now), default=-1)


def _within(words: str, year: int | None) -> bool:
    """True when a beginning that the words name lies in the year itself, or the year is that of the first reports."""
    named = years(words)
    return year is not None and (year <= 2008 or any(y.value >= year for y in named))


def _led_by_part(place: Place) -> bool:
    """ "上半年,我局主动公开40条", "下半年加大力度,公开58条": it leads in, or the clause says little."""
    parts = list(_PART_OF_YEAR.finditer(place.back))
    if not parts or _NOW.search(place.back, parts[-1].end()):
        return False
    return elliptic(place.words) or place.back[parts[-1].end() :].startswith((",", "，"))


def _told(place: Place, following: Place | None, year: int | None) -> Scope:
    if _PART_OF_YEAR.search(place.words) or _led_by_part(place):
        return "part_of_year"
    if following is not None:
        if FROM.search(place.words) and TO.match(following.back):
            return "other_year"
        if (
            following.quantity.value < place.quantity.value
            and _OF_YEAR.match(following.back.replace(" ", ""))
            and _BACK.search(place.words)
            and (year is None or "20" not in following.back or str(year) in following.back)
        ):
            return "since_start"
    return "year"
