"""Whether words speak of another year than the report's."""

from __future__ import annotations

import re

from nianbao.figures.frames import Frame
from nianbao.figures.lexicon import times
from nianbao.figures.walk import Walk
from nianbao.model import Span
from nianbao.text.years import years

# A sum over the years is counted to the end of the report's year, whichever year was named before it.
_SINCE = re.compile(r"[,，]历年(?:来)?(?:共|累计)")


_OWN_YEAR = re.compile(r"(20\d\d)年")


def other_year(walk: Walk, before: Span) -> bool:
    """True when the last year named in `before` is not the report's."""
    year = walk.report.year
    words = before.of(walk.folded)
    named = [
        y
        for y in years(words)
        if not re.search(r"(?:比|较|于|结转|转|\[|\(|发|印发)\s?$", words[: y.span.start])
        and not (
            re.search(r"[与同跟和]\s?$", words[: y.span.start]) and re.match(r"[^,，。]{0,16}比", words[y.span.end :])
        )
        and not re.match(r"(?:\d{1,2}月(?:\d{1,2}日)?)?(?:以来|以后|起|开始)", words[y.span.end :])
    ]
    if named and _SINCE.search(words, named[-1].span.end):
        return False
    if year is None or not named:
        return bool(re.search(r"(?:^|[,，])(?:上年度?|去年)[,，]", words))
    return named[-1].value != year and not _spans(year, words)


def _spans(year: int, words: str) -> bool:
    """True when a school year or a stretch of months that the words name begins in the year."""
    return bool(re.search(rf"{year}\s?(?:年[^,，。]{{0,8}}?)?[-—~至到]+\s?20\d\d\s?(?:学年|年\d)", words))


def about_last_year(walk: Walk, before: Span, frame: Frame) -> bool:
    """True when the number of the frame, with `before` ahead of it, is another year's."""
    if frame.turned and (own := _OWN_YEAR.match(frame.words)) is not None:
        return walk.report.year is not None and int(own[1]) != walk.report.year  # "2021年、2022年分别为7件、11件"
    if times.COMPARED.search(frame.back[-40:]):
        return False  # "2017年收到15件,同比增加3件": the change is this year's
    if times.LAST_YEAR.search(frame.words):
        return True
    return other_year(walk, before) and not re.search(r"20\d\d年?度?结转|结转(?:到|至|于)?20\d\d", frame.words)
