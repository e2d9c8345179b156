"""Pure helpers on lines of text that all formats share."""

from __future__ import annotations

import re
from collections.abc import Iterable

LINE_END = re.compile("\r\n|[\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029]")
CHINESE = re.compile("[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

_BLANKS = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
# Marks without a glyph: soft hyphen, zero-width and direction marks, byte order mark.
_UNSEEN = "\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_CLEAN: dict[int, str | None] = {
    **dict.fromkeys(_CONTROLS),
    **{ord(mark): None for mark in _UNSEEN},
    **{ord(blank): " " for blank in _BLANKS},
}
# East Asian punctuation and full-width forms stand against Chinese characters without a space, as they do themselves.
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\U00020000-\U0003ffff]")


def clean(line: str) -> str:
    """One line without control and invisible characters; blanks of other widths become spaces, the ends are stripped.

    The ideographic space inside a line stays: it is what the report prints.
    """
    return line.translate(_CLEAN).strip()


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"\s{0,2}[\[(（〔]?\s?\d{1,2}\s?[\])）〕]?\s{0,2}")


def raised(text: str) -> str:
    """Text printed above the line: the number of a note becomes raised digits, which lengthen no number before them."""
    return text.translate(_RAISED) if _MARK.fullmatch(text) else text


_FEWEST_SPACED = 6


def unspaced(line: str) -> str:
    """A line printed letter by letter (全 年 公 开 2 1 2 条) without the blanks; every other line as it is.

    A row of a table keeps its blanks: it has few words, or ends with numbers side by side.
    """
    pieces = line.split()
    words = [piece for piece in pieces if len(piece) == 1 and not piece.isdigit()]
    numbers = [piece for piece in pieces if piece.isdigit()]
    if len(words) < _FEWEST_SPACED or len(words) + len(numbers) < len(pieces) or 2 * len(numbers) > len(words):
        return line
    if sum(map(bool, map(CHINESE.match, words))) * 2 < len(pieces) or (pieces[-1].isdigit() and pieces[-2].isdigit()):
        return line
    return "".join(pieces)


def split_lines(text: str) -> list[str]:
    """Cleaned lines, blank ones included as ""; form feeds end a line too."""
    return [clean(line) for line in LINE_END.split(text)]


def join_pieces(pieces: Iterable[str]) -> str:
    """Pieces of one table cell as one line: no space between Chinese characters, one space otherwise."""
    joined = ""
    for piece in pieces:
        if not piece:
            continue
        seam = "" if not joined or (_WIDE.match(joined[-1]) and _WIDE.match(piece[0])) else " "
        joined += seam + piece
    return joined


def collapse(text: str) -> str:
    """White space as HTML means it: a run is one space; none where a source line ends between Chinese characters."""

    def seam(match: re.Match[str]) -> str:
        before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
        wrapped = "\n" in match[0] or "\r" in match[0]
        return "" if wrapped and _WIDE.match(before) and _WIDE.match(after) else " "

    return re.sub("[ \t\r\n\f]+", seam, text)


def stands_apart(char: str) -> bool:
    """True for a character that is printed with a space between itself and what follows: Latin letters, 1. and (1)."""
    return not _WIDE.match(char)


def chinese(text: str) -> int:
    """How many Chinese characters there are."""
    return sum(1 for _ in CHINESE.finditer(text))
