"""Which year a report is about, the period it states, and the edition of its tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from nianbao.model import Candidate, Confidence, Document, Evidence, Span
from nianbao.parsing.confidence import PLACES, confidence, doubt
from nianbao.parsing.names import HAN
from nianbao.parsing.tableish import squeezed
from nianbao.text.fold import fold
from nianbao.text.years import years

_DAY = r"\d{1,2} ?月 ?\d{1,2} ?日"
_PERIOD = re.compile(
    rf"(?P<from>20\d\d) ?年 ?{_DAY} ?(?:起|开始)?,? ?(?:至|到|-{{1,2}}|~) ?(?:20\d\d ?年 ?)?{_DAY} ?(?:止|期间|为止)?"
    # Web pages lose 月 and the digits around it: 202111日起至20211230日止 is a period and no number.
    r"|(?P<lossy>20\d\d)年?\d{1,4}日起?至(?:20\d\d)?年?\d{1,4}日止"
)
_STATES = re.compile(r"统计|期限|时限|报告期|所列|数据|起至|日止")
_WHOLE_YEAR = re.compile(r"年 ?0?1 ?月 ?0?1 ?日.{0,12}12 ?月 ?31 ?日")
_NOT_THE_YEAR = re.compile(r" ?\d{1,2} ?月")
_NEXT = re.compile(r"(?:转|转入|转至|结转|结转至|结转到|顺延至|顺延到|延至|自|从)$")
"""What stands before a year into which something is carried, or since which something is done."""
_SPREAD = re.compile(r"(?<!\d)2 0 ?\d ?\d(?= ?(?:年|学年))")
"""A year of which the digits stand apart, as in titles set wide."""
_QUOTED = re.compile(r"《[^《》]{0,60}》")
_CHINESE_YEAR = re.compile(r"二[〇零○oO0][〇零○oO0一二三四][〇零○oO0一二三四五六七八九]年")
_E3 = re.compile(r"本年新制作数量|本年新公开数量|对外公开总数量|上一年项目数量")
_E4 = re.compile(r"本年制发件数|本年废止件数|现行有效件数|本年处理决定数量|本年收费金额")
_CALLS_ITSELF = re.compile(
    rf"(?:编制|公布|发布|形成|编写|公开)(?:了|的)?(?:《?{HAN}{{0,24}}?)(20[0-4]\d) ?年度?{HAN}{{0,24}}?"
    r"(?:年度?工?作?报告|年报)"
)
_HEAD = 1500
_OLDEST, _NEWEST = 2003, 2049
_PLACE, _SHOWN = 5, 3
"""A place that tells a year weighs as much as so many mentions of it; so many candidates are given."""
_INSISTS = 4
"""A text that names another year so often, and the title's year once at most, is about that other year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    year: int | None = None
    period: str | None = None
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[str, ...] = ()
    confidence: Confidence = "none"
    candidates: tuple[Candidate, ...] = ()


def dating_of(document: Document, title: str, text: str) -> Dating:
    """The year by side file, title, stated period, or the year the text names most; never the day of publication."""
    folded = fold(text)
    period = stated_period(folded)
    named_years = _named_years(folded)
    found = {
        "side": document.side.year,
        "title": year_in(title),
        "period": _year_of_period(folded, period),
        "called": _own_year(folded),
        "body": _most_named(named_years),
        "file name": year_in(document.source.rpartition("/")[2]),
    }
    named = [(origin, year) for origin, year in found.items() if year is not None]
    evidence = tuple(Evidence(what="year", value=str(year), origin=origin) for origin, year in named)
    printed = period.of(text) if period else None
    likely = _candidates(found, named_years, document.published)
    if not named:
        return Dating(period=printed, problems=("年份不明",), candidates=likely)
    origin, year = named[0]
    problem = _contradiction(origin, year, found, named_years)
    if problem and origin == "period":
        # A period copied from the year before: the body's year counts if the report or its name calls itself so.
        other = found["body"]
        if other not in (_own_year(folded), found["file name"]):
            return Dating(period=printed, evidence=evidence, problems=("年份不明：" + problem,), candidates=likely)
        origin, year = "body", other or year
    origins = [name for name, other in named if other == year]
    level = confidence(origins, contradicted=bool(problem))
    said = (problem,) if problem else doubt("年份", level, origins)
    return Dating(
        year=year,
        period=printed,
        evidence=evidence,
        problems=said,
        confidence=level,
        candidates=() if level == "high" else likely,
    )


def _candidates(found: Mapping[str, int | None], named: Counter[int], published: str | None) -> tuple[Candidate, ...]:
    """The years it may be, by how many places say so and how often the text names them; the day of publication counts
    for the year before."""
    weights: Counter[int] = Counter()
    for year in found.values():
        if year is not None:
            weights[year] += _PLACE
    weights.update({year: min(times, _PLACE) for year, times in named.items()})
    if published is not None:
        weights[int(published[:4]) - 1] += _PLACE
    whole = sum(weights.values())
    ranked = sorted(weights, key=lambda year: (-weights[year], year))[:_SHOWN]
    return tuple(
        Candidate(what="year", value=str(year), probability=round(weights[year] / whole, 3)) for year in ranked
    )


def _contradiction(origin: str, year: int, found: Mapping[str, int | None], named: Counter[int]) -> str:
    """One sentence on a place that says another year than the one followed; "" when there is none."""
    told, period, other = PLACES[origin], found["period"], found["body"] or year
    if origin in ("side", "title") and period not in (None, year):
        return f"{told}写{year}年，统计期限写{period}年"
    if origin == "side" and found["title"] not in (None, year):
        return f"{told}写{year}年，标题写{found['title']}年"
    if (origin == "period" or period is None) and named[year] <= 1 and named[other] >= _INSISTS:
        return f"{told}写{year}年，正文多写{other}年"
    return ""


def _own_year(folded: str) -> int | None:
    """The year in which the text itself calls itself the report of that year."""
    match = _CALLS_ITSELF.search(folded, 0, _HEAD)
    return int(match[1]) if match else None


def published_in(document: Document, year: int | None) -> str | None:
    """The day of publication as the file tells it; None when it lies before the year that the report is about."""
    day = document.published
    return None if day is None or (year is not None and int(day[:4]) < year) else day


def year_in(title: str) -> int | None:
    """The first year in a title, in digits or Chinese numerals; of a school year (2016-2017学年) the first."""
    title = _SPREAD.sub(lambda match: match[0].replace(" ", ""), title)
    found = [year.value for year in years(title.replace("_", " ")) if _OLDEST <= year.value <= _NEWEST]
    if found:
        return found[0]
    # A file name glues the year to letters and digits of its own.
    glued = re.search(r"(?<!\d)20[0-4]\d(?!\d)", fold(title))
    return int(glued[0]) if glued else None


def stated_period(folded: str) -> Span | None:
    """Where the text states the period its figures cover."""
    for match in _PERIOD.finditer(folded):
        around = folded[max(0, match.start() - 30) : match.start()]
        if match["lossy"] or _STATES.search(around) or _STATES.search(match[0]) or _WHOLE_YEAR.search(match[0]):
            return Span(start=match.start(), end=match.end())
    return None


def _year_of_period(folded: str, period: Span | None) -> int | None:
    return int(folded[period.start : period.start + 4]) if period else None


def _named_years(folded: str) -> Counter[int]:
    """How often each year is named outside dates and titles of documents."""
    prose = _QUOTED.sub("", folded)
    seen = Counter(
        int(match[1])
        for match in re.finditer(r"(?<!\d)(20[0-4]\d) ?年(?:度|底|末)?", prose)
        if not _NOT_THE_YEAR.match(prose, match.end()) and not _NEXT.search(prose, match.start() - 4, match.start())
    )
    for match in _CHINESE_YEAR.finditer(prose):
        if not re.match(r"[一二三四五六七八九十]{1,2}月", prose[match.end() : match.end() + 3]):
            seen.update(y.value for y in years(match[0]))
    return seen


def _most_named(seen: Counter[int]) -> int | None:
    """The year named most often, the earlier of two named equally often."""
    return min(seen, key=lambda year: (-seen[year], year), default=None)


def era_of(text: str, year: int | None) -> str | None:
    """The edition of the form: by the heads of its tables where it has any, else by the year."""
    words = squeezed(text).replace("|", "")
    e3, e4 = _E3.search(words), _E4.search(words)
    if e3 or e4:
        return "E3" if e3 and (not e4 or e3.start() < e4.start()) else "E4"
    if year is None:
        return None
    return "E1" if year <= 2013 else "E2" if year <= 2018 else "E3" if year <= 2020 else "E4"
