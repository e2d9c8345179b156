"""Numbers of a report's prose that the ledger does not hold: found when a question asks for one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nianbao.model import Figure, Report, Span
from nianbao.text.numerals import Numeral, numerals

FIRST = 100_000
"""Numbers of such figures begin here: no ledger counts so far within a report."""
_UNIT = re.compile(
    r"(?:人次|余人|万元|亿元|条次|场次|期次|余条|余件|个百分点|[件条篇份项则人名位元次场期户家张册起宗回届个处块部本幅%])"
)
_NOT_COUNTED = re.compile(r"[第〔\[(（年月日号\-－—./:：]$")
_DATE = re.compile(r"\s?(?:年|月|日|号|时|点|[、.)）]|-\d)")
_SENTENCE = re.compile(r"[。；;！!？?\n]")
_LABEL, _NEAR, _FAR = 16, 60, 200


def loose_numbers(report: Report, known: Iterable[Figure]) -> tuple[Figure, ...]:
    """A figure without a metric for every counted number in prose that is not known; numbered from `FIRST`."""
    taken = [f.at for f in known]
    tables = [t.span for t in report.tables]
    found: list[Figure] = []
    for numeral in numerals(report.text):
        unit = _UNIT.match(report.text, numeral.span.end)
        if unit is None or numeral.value == 0 or _beside_the_point(report.text, numeral):
            continue
        at = Span(start=numeral.span.start, end=unit.end())
        if any(t.start < at.end and at.start < t.end for t in (*taken, *tables)):
            continue
        found.append(_figure(report, FIRST + len(found), at, numeral, unit[0]))
    return tuple(found)


def _beside_the_point(text: str, numeral: Numeral) -> bool:
    """Ordinals, dates, numbers of documents and of paragraphs count nothing."""
    before, after = text[max(0, numeral.outer.start - 1) : numeral.outer.start], text[numeral.span.end :][:4]
    return bool(_NOT_COUNTED.search(before) or _DATE.match(after))


def _figure(report: Report, number: int, at: Span, numeral: Numeral, unit: str) -> Figure:
    marks = _SENTENCE.finditer(report.text, max(0, at.start - _FAR), at.start)
    start = max((m.end() for m in marks), default=max(0, at.start - _NEAR))
    end = match.start() if (match := _SENTENCE.search(report.text, at.end)) else len(report.text)
    span = Span(start=start, end=min(end, at.end + _FAR))
    clause = re.split(r"[，,、：:]", report.text[start : at.start])[-1].strip()
    return Figure(
        report_id=report.id, id=number, agency=report.agency, year=report.year, metric=None,
        label=clause[-_LABEL:] or unit, value=numeral.value, unit=unit.removeprefix("余"),
        qualifier=numeral.qualifier, span=span, at=at, quote=span.of(report.text),
        section=report.heading_path(report.section_at(at.start)),
    )  # fmt: skip
