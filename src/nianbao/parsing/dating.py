"""Which year a report is about, the period it states, and the edition of its tables."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from nianbao.model import Document, Evidence, Span
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
_QUOTED = re.compile(r"《[^《》]{0,60}》")
_CHINESE_YEAR = re.compile(r"二[〇零○oO0][〇零○oO0一二三四][〇零○oO0一二三四五六七八九]年")
_E3 = re.compile(r"本年新制作数量|本年新公开数量|对外公开总数量|上一年项目数量")
_E4 = re.compile(r"本年制发件数|本年废止件数|现行有效件数|本年处理决定数量|本年收费金额")
_OLDEST, _NEWEST = 2003, 2049
_INSISTS = 4
"""A text that names another year so often, and the title's year once at most, is about that other year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    year: int | None = None
    period: str | None = None
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[str, ...] = ()


def dating_of(document: Document, title: str, text: str) -> Dating:
    """The year by side file, title, stated period, or the year the text names most; never the day of publication."""
    folded = fold(text)
    period = stated_period(folded)
    named_years = _named_years(folded)
    found = {
        "side": document.side.year,
        "title": year_in(title),
        "period": _year_of_period(folded, period),
        "body": _most_named(named_years),
        "file name": year_in(document.source.rpartition("/")[2]),
    }
    named = [(origin, year) for origin, year in found.items() if year is not None]
    evidence = tuple(Evidence(what="year", value=str(year), origin=origin) for origin, year in named)
    printed = period.of(text) if period else None
    if not named:
        return Dating(period=printed, problems=("年份不明",))
    problems = []
    origin, year = named[0]
    told = {"title": "标题", "side": "附加文件"}.get(origin)
    other = found["body"] or year
    if told and found["period"] not in (None, year):
        problems.append(f"{told}写{year}年，统计期限写{found['period']}年")
    elif told and found["period"] is None and named_years[year] <= 1 and named_years[other] >= _INSISTS:
        problems.append(f"{told}写{year}年，正文多写{other}年")
    return Dating(year=year, period=printed, evidence=evidence, problems=tuple(problems))


def published_in(document: Document, year: int | None) -> str | None:
    """The day of publication as the file tells it; None when it lies before the year that the report is about."""
    day = document.published
    return None if day is None or (year is not None and int(day[:4]) < year) else day


def year_in(title: str) -> int | None:
    """The first year in a title, in digits or Chinese numerals; of a school year (2016-2017学年) the first."""
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
        if not _NOT_THE_YEAR.match(prose, match.end())
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
