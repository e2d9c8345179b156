"""Where on the pages of its file each stretch of the final text stands.

The text has been joined, tidied and freed of furniture since it was read off the pages, so the two are laid side by
side: first along lines that occur once in both, then letter by letter between them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from nianbao.model import Place, PrintedLine, Span

_ANCHOR = 8
"""Characters of a line that, found once in the text, is taken for that place."""
_LARGEST = 40_000_000
"""Letters × letters compared between two anchors; what lies between larger ones gets no place."""
_ENOUGH = 0.6
"""Of a line's letters so many must be found for it to have a place."""
_SPREAD = 2
"""Letters that belong to a line do not lie further apart than so many times its length."""


def placed(text: str, printed: Sequence[PrintedLine]) -> tuple[Place, ...]:
    """The places of the lines that are found in the text, in the order of the text."""
    at = [i for i, letter in enumerate(text) if not letter.isspace() and letter != "|"]
    squeezed = "".join(text[i] for i in at)
    lines = ["".join(line.text.replace("|", "").split()) for line in printed]
    found: list[Place] = []
    for number, start, end in _found(squeezed, lines):
        span = Span(start=at[start], end=at[end - 1] + 1)
        found.append(Place(span=span, page=printed[number].page, box=printed[number].box))
    return tuple(sorted(found, key=lambda place: (place.span.start, place.span.end)))


def _found(text: str, lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Number of the line, start and end in the squeezed text."""
    anchors = [*_anchors(text, lines), (len(lines), len(text))]
    line, position = 0, 0
    for next_line, next_position in anchors:
        yield from _between(text, position, next_position, lines, line, next_line)
        if next_line < len(lines):
            end = next_position + len(lines[next_line])
            yield next_line, next_position, end
            line, position = next_line + 1, end


def _anchors(text: str, lines: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that stand once in the text, with their places: the longest series in which both go forward."""
    seen = Counter(lines)
    pairs = []
    for number, line in enumerate(lines):
        if len(line) >= _ANCHOR and seen[line] == 1:
            first = text.find(line)
            if first >= 0 and text.find(line, first + 1) < 0:
                pairs.append((number, first))
    ends: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for index, (_, position) in enumerate(pairs):
        length = bisect_left(ends, position)
        before.append(chains[length - 1] if length else -1)
        ends[length : length + 1] = [position]
        chains[length : length + 1] = [index]
    best: list[tuple[int, int]] = []
    index = chains[-1] if chains else -1
    while index >= 0:
        number, position = pairs[index]
        if not best or position + len(lines[number]) <= best[-1][1]:
            best.append(pairs[index])
        index = before[index]
    return best[::-1]


def _between(
    text: str, start: int, end: int, lines: Sequence[str], first: int, last: int
) -> Iterator[tuple[int, int, int]]:
    from rapidfuzz.distance import LCSseq

    part, words = text[start:end], "".join(lines[first:last])
    if not part or not words or len(part) * len(words) > _LARGEST:
        return
    place: dict[int, int] = {}
    for block in LCSseq.opcodes(words, part):
        if block.tag == "equal":
            place |= {block.src_start + i: block.dest_start + i for i in range(block.src_end - block.src_start)}
    begin = 0
    for number in range(first, last):
        length = len(lines[number])
        letters = [place[i] for i in range(begin, begin + length) if i in place]
        begin += length
        if letters and len(letters) >= _ENOUGH * length and letters[-1] - letters[0] < _SPREAD * length:
            yield number, start + letters[0], start + letters[-1] + 1
