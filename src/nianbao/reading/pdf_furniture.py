"""What a printed page has besides its text: page numbers, and lines repeated at the head or foot of every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.reading.pdf_lines import Line

_ZONE = 0.12
_OUTERMOST = 3
_SAME_PLACE = 4.0
_DASH = "[-—–－―─·•~～]"
_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十〇零百]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}{{1,3}}\d{{1,4}}{_DASH}{{1,3}}|第{_NUMBER}页(?:[/，,]?共{_NUMBER}页)?|{_NUMBER}/{_NUMBER}页?"
    rf"|(?:Page)?\d{{1,4}}of\d{{1,4}}|Page\d{{1,4}}|\d{{1,4}}页",
    re.I,
)
_BARE = re.compile(r"\d{1,3}|[ivxlc]{1,6}", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLines:
    """The lines of one page that stand in no table, from top to bottom."""

    lines: tuple[Line, ...]
    height: float


def without_furniture(pages: Sequence[PageLines]) -> list[tuple[Line, ...]]:
    """The lines of each page without page numbers and running heads.

    A running head of the first page stays when its words stand nowhere else: it may be all there is of a title.
    """
    repeated = _repeated(pages)
    kept = []
    for number, page in enumerate(pages):
        dropped = {i for i in _margin(page) if _is_number(page, i, pages)}
        for i in _margin(page):
            if _key(page, i) in repeated and not (number == 0 and _says_something_new(page, i)):
                dropped.add(i)
        kept.append(tuple(line for i, line in enumerate(page.lines) if i not in dropped))
    return kept


def _margin(page: PageLines) -> list[int]:
    """The outermost lines near the upper and lower edge."""
    last = len(page.lines)
    near = [*range(min(_OUTERMOST, last)), *range(max(_OUTERMOST, last - _OUTERMOST), last)]
    return [i for i in near if not _ZONE * page.height < page.lines[i].y < (1 - _ZONE) * page.height]


def _squeezed(line: Line) -> str:
    return "".join(line.text.split())


def _is_number(page: PageLines, i: int, pages: Sequence[PageLines]) -> bool:
    text = _squeezed(page.lines[i])
    if _PAGE_NUMBER.fullmatch(text):
        return True
    # A number without any mark is a page number when it ends or begins the page, as other pages do.
    if not _BARE.fullmatch(text) or i not in (0, len(page.lines) - 1):
        return False
    others = [p for p in pages if p is not page and p.lines]
    return not others or any(_BARE.fullmatch(_squeezed(p.lines[k])) for p in others for k in (0, -1))


def _key(page: PageLines, i: int) -> tuple[str, int]:
    """Words with the digits masked, and the rough height at which they stand."""
    return re.sub(r"\d+", "#", _squeezed(page.lines[i])), round(page.lines[i].y / _SAME_PLACE)


def _repeated(pages: Sequence[PageLines]) -> set[tuple[str, int]]:
    counts = Counter(key for page in pages for key in {_key(page, i) for i in _margin(page)})
    filled = sum(1 for page in pages if page.lines)
    return {key for key, count in counts.items() if count >= 2 and count * 2 >= filled}


def _says_something_new(page: PageLines, i: int) -> bool:
    if page.lines[i].y > page.height / 2:
        return False
    words = max((piece.text for piece in page.lines[i].pieces), key=len)
    body = "".join(_squeezed(line) for k, line in enumerate(page.lines) if k != i)
    return "".join(words.split()) not in body
