"""The sentences of a report that can answer something: text, no table, no heading, no title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nianbao.model import Report, Span
from nianbao.text.fold import fold
from nianbao.text.sentences import sentences

_SHORTEST = 5
"""Letters and characters that a sentence has at least."""
_LONGEST_WHOLE = 160
"""A sentence in several parts (semicolons) is quoted whole up to this many characters, a longer one by its part."""
_LETTER = re.compile(r"[^\W_]")
_NUMBERED = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]?\s?")
_SIGNED = re.compile(
    r"^[一-龥]{2,30}(?:政府|局|办事处|办公室|委员会|管委会|中心|联合会)$|^[〇零一二三四五六七八九十\d]{2,4}年[^。]{2,8}日$"
)
_WHOLE_ENDS = "。！？!?\n"
_ROW = re.compile(r"(?:^|\s)[\d.,/-]{1,12}\s{1,4}[\d.,/-]{1,12}(?:\s|$)")
"""Two numbers beside each other: a row of a table that lost its lines."""
_SPOKEN = re.compile(r"[，。；：,;:！？]")
_CONTENTS = re.compile(r"(?:全文|本报告|报告)[^。]{0,12}(?:由|分|包括|共分)[^。]{0,80}(?:部分|方面)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence, or one of its parts between semicolons. `folded` is its folded text, `before` that of the unit before
    it in the same section, `path` the report's headings above it, `whole` the sentence to be quoted."""

    span: Span
    whole: Span
    text: str
    folded: str
    before: str
    path: str
    place: int


def units(report: Report) -> tuple[Unit, ...]:
    """The report's units in reading order; `place` counts them."""
    found: list[Unit] = []
    tables = [table.span for table in report.tables]
    before, path = "", None
    report_folded = fold(report.text)
    for span in sentences(report.text):
        text = span.of(report.text)
        if "|" in text or any(t.start <= span.start < t.end for t in tables):
            continue
        section = report.section_at(span.start)
        here = report.heading_path(section)
        if here != path:
            before, path = "", here
        folded = span.of(report_folded)
        if not _tells(report, text, section.heading if section else ""):
            continue
        whole = _whole(report.text, span)
        unit = Unit(span=span, whole=whole, text=text, folded=folded, before=before, path=here, place=len(found))
        found.append(unit)
        before = folded
    return tuple(found)


def _tells(report: Report, text: str, heading: str) -> bool:
    bare = _bare(text)
    if len(_LETTER.findall(bare)) < _SHORTEST or _SIGNED.match(text.strip()) or _CONTENTS.search(text):
        return False
    if _ROW.search(text) or not _SPOKEN.search(text):
        return False
    return bare != _bare(heading) and bare != _bare(report.title)


def _bare(text: str) -> str:
    return _NUMBERED.sub("", text.strip()).strip("。.:：；; \n")


def _whole(text: str, span: Span) -> Span:
    """The sentence around a part of it, unless that is too long to be quoted."""
    start = max(text.rfind(end, 0, span.start) for end in _WHOLE_ENDS) + 1
    ends = [place for place in (text.find(end, span.end - 1) for end in _WHOLE_ENDS) if place >= 0]
    end = min(ends) + 1 if ends else len(text)
    if end - start > _LONGEST_WHOLE:
        return span
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start=start + left, end=start + left + len(piece.strip()))
