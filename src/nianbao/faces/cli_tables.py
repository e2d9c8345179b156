"""Plain tables for terminals: columns aligned although Chinese characters are two places wide."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from unicodedata import combining, east_asian_width

from nianbao.faces.render import plain

_GAP = "  "
_WIDEST = 36
"""Places of a column on a terminal; the last one takes what is left."""
_NARROWEST = 12


def width_of(text: str) -> int:
    """Places that the text takes on a terminal."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def one_line(text: str) -> str:
    """The text on one line, without characters that steer a terminal; white space first, since tabs part columns."""
    return plain(" ".join(text.split()))


def clipped(text: str, width: int) -> str:
    """The text in at most `width` places, the last one "…" when something is cut off."""
    if width_of(text) <= width:
        return text
    kept, used = [], 1
    for character in text:
        used += width_of(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept) + "…"


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None, right: Sequence[int] = ()) -> str:
    """Heading and rows as lines; columns listed in `right` are set to the right. `width` None clips nothing."""
    cells = [[one_line(cell) for cell in row] for row in (head, *rows)]
    widths = [max(width_of(row[column]) for row in cells) for column in range(len(head))]
    if width is not None:
        widths[:-1] = [min(wanted, _WIDEST) for wanted in widths[:-1]]
        widths[-1] = max(_NARROWEST, width - sum(widths[:-1]) - len(_GAP) * (len(widths) - 1))
    return "\n".join(_line(row, widths, right).rstrip() for row in cells)


def terminal_width() -> int | None:
    """Places in a line of the terminal; None when the output is no terminal and nothing need be clipped."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    parts = []
    for column, (text, width) in enumerate(zip(row, widths, strict=True)):
        text = clipped(text, width)
        padding = " " * (width - width_of(text))
        parts.append(padding + text if column in right else text + padding)
    return _GAP.join(parts)
