"""A line as the tokens of a flattened table: words, cells (numbers and marks for blank), units and bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nianbao.figures.cells import CHANGE, read_cell, signed
from nianbao.figures.flat_forms import is_form_word
from nianbao.model import Qualifier, Span
from nianbao.text.fold import fold, ideographs

_PIECE = re.compile(r"\||[^\s|]+")
_NUMBER = re.compile(
    r"(?P<number>[-+−]?\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?)(?P<unit>万元|亿元|元|件|条|项|个|人次|人|次|篇|家|份)?"
)
# What an office explains in brackets after the name of a row.
_GLOSS = re.compile(r"(?P<name>[^|()]{2,24})(?P<gloss>\([^()]{4,400}\))")
_BLANK = re.compile(r"[/\\\-_]{1,6}|无")
_UNIT = re.compile(r"(?:条|件|次|篇|个|人|人次|万元|万|元|项|份|期|场|家|宗)")
_UNITS = "万元|亿元|元|件|条|项|个|人次|人|次|篇|家|份|场|期"
_GLUED = re.compile(rf"(?P<word>.*[^\d.,、(\-+−/])(?P<cells>[-−]?\d{{1,12}}(?:\.\d{{1,6}})?(?:{_UNITS})?)")
_UNIT_AFTER = re.compile(rf"(?P<word>.{{2,}}?)\(?(?P<unit>{_UNITS})\)?:?")
_PAGE_MARK = re.compile(
    r"\s*(?:[-~·]{1,3}\s*\d{1,3}\s*[-~·]{1,3}"
    r"|第\s?\d{1,3}\s?页(?:[,/]?\s?共\s?\d{1,3}\s?页)?|\d{1,3}\s?/\s?\d{1,3})\s*"
)
_COUNTING_RULE = re.compile(r"计\s*$")

Kind = Literal["word", "cell", "unit", "bar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """`value` is None for a cell that is printed as blank ("/", "—"); `span` of a number leaves its unit out.

    `change` tells that the number is signed in words, as only a change can be.
    """

    kind: Kind
    span: Span
    words: str = ""
    value: Decimal | None = None
    unit: str = ""
    change: bool = False
    qualifier: Qualifier = "exact"


def is_page_mark(line: str) -> bool:
    """True for a line that holds only the number of a page."""
    return len(line) < 24 and bool(_PAGE_MARK.fullmatch(fold(line)))


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of one line of a report's text; a number in front of the first words of a line is its numbering."""
    line = _without_glosses(fold(text[start:end]))
    pieces = [p for match in _PIECE.finditer(line) for p in _split(match[0], match.start())]
    first = next((i for i, (piece, _) in enumerate(pieces) if piece != "|"), None)
    for i, (piece, at) in enumerate(pieces):
        span = Span(start=start + at, end=start + at + len(piece))
        following = pieces[i + 1][0] if i + 1 < len(pieces) else ""
        token = _token(piece, span)
        if token.kind == "cell" and token.value is not None:
            if i == first and following and _token(following, span).kind == "word":
                continue
            if _COUNTING_RULE.search(line[:at]) and re.match(r"[条次]\)?", following):
                continue
        yield token


def _without_glosses(line: str) -> str:
    """The line with glosses blanked out, every character in its place; notes that the forms print are kept."""
    for match in _GLOSS.finditer(line) if "(" in line else ():
        if is_form_word(match["name"].strip()) and not is_form_word(match["gloss"]):
            line = line[: match.start("gloss")] + " " * len(match["gloss"]) + line[match.end("gloss") :]
    return line


def _split(piece: str, at: int) -> Iterator[tuple[str, int]]:
    """A name and the number glued to it are two pieces, with a unit three: 行政许可9487, 收到申请数:3件, 申请数件3."""
    glued = _GLUED.fullmatch(piece) if len(piece) < 80 else None
    word = glued["word"] if glued else ""
    if glued is None or len(ideographs(word)) < 2 or word.endswith("计"):
        yield piece, at
    elif is_form_word(word):
        yield word, at
        yield glued["cells"], at + glued.start("cells")
    elif (named := _UNIT_AFTER.fullmatch(word)) is not None and is_form_word(named["word"]):
        yield named["word"], at
        yield named["unit"], at + named.start("unit")
        yield glued["cells"], at + glued.start("cells")
    else:
        yield piece, at


def _token(piece: str, span: Span) -> Token:
    if piece == "|":
        return Token(kind="bar", span=span)
    if (number := _NUMBER.fullmatch(piece)) is not None:
        digits = number["number"]
        at = Span(start=span.start, end=span.start + len(digits))
        value = Decimal(digits.replace(",", "").replace("−", "-"))
        return Token(kind="cell", span=at, value=value, unit=number["unit"] or "")
    if (change := CHANGE.fullmatch(piece)) is not None:
        at = Span(start=span.start, end=span.start + change.end("number"))
        return Token(kind="cell", span=at, value=signed(change), change=True)
    if _BLANK.fullmatch(piece):
        return Token(kind="cell", span=span)
    if (odd := _odd_cell(piece, span)) is not None:
        return odd
    if _UNIT.fullmatch(piece):
        return Token(kind="unit", span=span, words=piece)
    return Token(kind="word", span=span, words=piece)


def _odd_cell(piece: str, span: Span) -> Token | None:
    """12*, 约50, 零, N/A: a number with its note, or a mark for none in a number's place; None for words."""
    reading = read_cell(piece)
    if reading.kind in ("text", "none") and not re.search(r"\d", piece):
        return Token(kind="cell", span=span)
    # A Chinese numeral alone is more often the numbering of a row; other words before a number are prose (共12件).
    if reading.kind != "number" or (reading.chinese and reading.value) or not re.match(r"[\d约近零〇¥￥]", piece):
        return None
    at = Span(start=span.start + reading.start, end=span.start + reading.end)
    return Token(kind="cell", span=at, value=reading.value, unit=reading.unit or "", qualifier=reading.qualifier)
