"""The promises that every answer makes of its quotations, checked against the reports themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from nianbao.model import Answer, Figure, Report
from nianbao.text.fold import fold, squeeze
from nianbao.text.numerals import numerals

# 0 also has numerals of its own (零, 〇), which stand for it like any other.
_ABSENCE = re.compile(r"[无没未零〇不0]")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}
_TOLERANCE = Decimal("1e-9")


def comparable(text: str) -> str:
    """The text for comparing quotations: NFKC, radicals to ideographs, simplified, no white space, no table bars."""
    return squeeze(unicodedata.normalize("NFKC", text))


def equal(one: Decimal, other: Decimal) -> bool:
    """Equal but for the rounding of a JSON number."""
    return abs(one - other) <= _TOLERANCE


def broken_promises(answer: Answer, report: Callable[[str], Report | None]) -> tuple[str, ...]:
    """What is wrong with the answer's quotations, one English phrase each; () when every promise is kept."""
    faults = []
    for citation in answer.citations:
        if citation.report is None:
            continue  # a definition cites a regulation, which is no report of this index
        held = report(citation.report)
        if held is None:
            faults.append(f"citation of unknown report {citation.report}")
        elif not citation.holds_in(held):
            faults.append(f"citation {citation.start}-{citation.end} of {citation.report} is not its quote")
    stated = (*answer.figures, *(figure for warning in answer.warnings for figure in warning.figures))
    return (*faults, *(fault for figure in stated if (fault := _fault(figure, report(figure.report_id)))))


def _fault(figure: Figure, report: Report | None) -> str | None:
    where = f"figure {figure.id} of {figure.report_id}"
    if report is None:
        return f"{where}: unknown report"
    if figure.span.of(report.text) != figure.quote:
        return f"{where}: its span is not its quote"
    if not stands_in_quote(figure):
        return f"{where}: {figure.value} does not stand in its quote"
    return None


def stands_in_quote(figure: Figure) -> bool:
    """True when the quote states the value: as digits, as a Chinese numeral, or in words that say there was none."""
    if figure.qualifier == "zero_statement":
        return figure.value == 0 and _ABSENCE.search(fold(figure.quote)) is not None
    # 12.5万元 may be told as 125000 元, a scale that the reading of numerals leaves to the unit.
    scales = [scale for word, scale in _SCALES.items() if word in fold(figure.quote)]
    if any(equal(read.value * scale, figure.value) for read in numerals(figure.quote) for scale in scales):
        return True
    # A table may print a number so that prose rules do not see it as one (12345678901234): its digits decide.
    digits = re.compile(rf"(?<![\d.]){re.escape(f'{figure.value:f}')}(?!\d|\.\d)")
    return digits.search(fold(figure.quote).replace(",", "")) is not None
