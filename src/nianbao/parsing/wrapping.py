"""Join lines that were broken by the width of a page, so that a count and its unit stand together again."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from nianbao.parsing.headings import STATUTORY, is_plain, is_unfinished, numbering
from nianbao.parsing.tableish import is_cell, is_numbers, is_row
from nianbao.text.fold import fold

_NARROWEST = 20.0
_TOLERANCE = 2.5
_SENTENCE_END = re.compile(r"[。!?:;…][”\"’)」』]?$|\.(?:pdf|docx?|xlsx?|wps|zip)$")
_DATE = re.compile(r"20\d\d ?[年.-] ?\d{1,2} ?[月.-] ?\d{1,2} ?日?|[二〇○零一三四五六七八九十年月日]{6,14}")
_SIGNATURE = re.compile(r"[\u3400-\u9fff ]{3,30}(?:政府|办公室|办事处|委员会|管委会|局|厅|院|中心|学|会|公司)")
_TITLE_END = re.compile(r"(?:报告|年报)$")
_LIST = re.compile(r"[一二三四五六七八九十]是|第[一二三四五六七八九十],|附件?\d{0,2}[:.]|[●■◆·*▪○]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of the file; `level` > 0 when the format marks it as a heading."""

    text: str
    level: int = 0


def joined(lines: list[RawLine]) -> list[RawLine]:
    """The lines with those of one paragraph made one. Headings, lists, tables, titles and signatures stay apart."""
    widths = [_width(line.text) for line in lines]
    wide = sorted(w for w in widths if w >= _NARROWEST)
    result: list[RawLine] = []
    parts: list[str] = []
    for i, line in enumerate(lines):
        parts.append(line.text)
        # A paragraph that was broken once goes on to the end of its sentence, also over a page break.
        begun = len(parts) > 1 and _is_prose(line.text)
        if i + 1 < len(lines) and (begun or _is_full(widths[i], widths[i + 1], wide)):
            plain = len(parts) > 1 and widths[i + 1] < _NARROWEST and is_plain(fold(lines[i + 1].text))
            if not plain and _may_go_on(line, lines[i + 1]):
                continue
        result.append(RawLine(_glue(parts), line.level))
        parts = []
    return result


def _width(text: str) -> float:
    """The width in Chinese characters: Latin letters, digits and spaces take half."""
    return sum(0.5 if c < "\u0300" else 1.0 for c in text)


def _is_full(width: float, after: float, wide: list[float]) -> bool:
    """The line is as wide as the page: another line is about as wide, and the one after it is not wider."""
    if width < _NARROWEST or after > width + _TOLERANCE:
        return False
    return bisect_right(wide, width + _TOLERANCE) - bisect_left(wide, width - _TOLERANCE) >= 2


def _is_prose(text: str) -> bool:
    return len(text) >= 8 and bool(re.search("[，。、；,]", text))


def _may_go_on(line: RawLine, after: RawLine) -> bool:
    """Nothing about the words of the two lines forbids that they belong together."""
    if line.level or after.level:
        return False
    here, there = fold(line.text), fold(after.text)
    open_bracket = here.rfind("(") > here.rfind(")")
    if _SENTENCE_END.search(here) and not (open_bracket and here[-1] == ":"):
        return False
    if _TITLE_END.search(here) or is_row(line.text) or is_cell(line.text) or _starts_anew(after.text, there):
        return False
    found = numbering(here, 0, len(here))
    if found is None or "。" in here:
        return True
    whole = STATUTORY.fullmatch(here[found[2] :]) or not is_unfinished(here)
    return not whole and ("," in here or _width(after.text) <= _NARROWEST)


def _starts_anew(text: str, folded: str) -> bool:
    if is_numbers(text) or is_row(text) or is_cell(text) or numbering(folded, 0, len(folded)):
        return True
    if _LIST.match(folded) or _DATE.fullmatch(folded):
        return True
    return bool(_SIGNATURE.fullmatch(folded))


def _glue(parts: list[str]) -> str:
    text = "".join(
        part + (" " if i + 1 < len(parts) and _LATIN.match(part[-1:]) and _LATIN.match(parts[i + 1][:1]) else "")
        for i, part in enumerate(parts)
    )
    return text
