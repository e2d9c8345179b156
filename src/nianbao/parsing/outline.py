"""The sections of a report: which lines are headings, and which heading stands under which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nianbao.model import Section, Span
from nianbao.parsing.headings import (
    LONGEST,
    RANK,
    STATUTORY,
    Heading,
    is_plain,
    numbered,
    numbering,
)
from nianbao.parsing.layout import Layout, Line
from nianbao.parsing.levels import leveled
from nianbao.parsing.tableish import is_cell, is_numbers, is_row
from nianbao.text.fold import fold

_INLINE = re.compile(r"(?<=[。;!?”)\s])(?:[一二三四五六七八九十]{1,3} ?[、.]|\([一二三四五六七八九十]{1,3}\))")
_TITLE = re.compile(r"年度?报告?$|年报$|信息公开.{0,8}报告")
_ANNEX = re.compile(r"(?:附.{0,4})?.{0,20}(?:政府|政务)?信息公开(?:工作)?情况统计(?:表|报表).{0,12}")
_FORM = re.compile(r"统计指标")
_BODY = re.compile(r"[。!?]")


def outline(layout: Layout) -> tuple[Section, ...]:
    """The sections in order of appearance; text before the first heading belongs to none."""
    return _sections(leveled(list(headings(layout))), len(layout.text))


def headings(layout: Layout) -> Iterator[Heading]:
    """All headings in order. Rows of tables are none, also where the table is printed as plain lines."""
    text, folded = layout.text, fold(layout.text)
    in_form = False
    counts: dict[str, int] = {}
    previous: Line | None = None
    previous_is_heading = True
    lines = layout.lines
    for i, line in enumerate(lines):
        after = lines[i + 1] if i + 1 < len(lines) else None
        value = lines[i + 2] if after and i + 2 < len(lines) and _is_bars(after.span.of(text)) else after
        piece = line.span.of(text)
        if line.table:
            previous, previous_is_heading = line, False
            continue
        in_form = not _BODY.search(folded, line.span.start, line.span.end) and (in_form or bool(_FORM.search(piece)))
        found = [] if in_form else list(_in_line(layout, folded, line, value, counts))
        if not found and not in_form and _plain_here(layout, folded, line, previous, after, previous_is_heading):
            found = [_unnumbered(text, line, "plain")]
        if not found and after and _ANNEX.fullmatch(line.span.of(folded)):
            found = [_unnumbered(text, line, "annex")]
        for heading in found:
            _count(counts, heading)
            yield heading
        previous, previous_is_heading = line, bool(found) and found[-1].body >= line.span.end


def _count(counts: dict[str, int], heading: Heading) -> None:
    """Remember the number of the heading and forget those of the kinds below it."""
    rank = RANK.get(heading.kind, 0)
    for kind in [kind for kind in counts if RANK[kind] > rank]:
        del counts[kind]
    if rank:
        counts[heading.kind] = heading.order


def _is_item(heading: Heading, last_line: str, counts: dict[str, int]) -> bool:
    """A numbered paragraph without words of a heading that only lists something, and is no section."""
    if heading.words:
        return False
    follows = 0 < counts.get(heading.kind, 0) < heading.order
    opens = heading.order == 1 and heading.kind in ("part", "cn", "cn_paren")
    return last_line.endswith(";") or not (follows or opens)


def _in_line(layout: Layout, folded: str, line: Line, value: Line | None, counts: dict[str, int]) -> Iterator[Heading]:
    """The headings of one line; `value` is the next line, which holds a number when this one names a table row."""
    text, span = layout.text, line.span
    piece = span.of(text)
    if is_row(piece) or is_cell(piece):
        return
    first = numbered(text, folded, span.start, span.end)
    if first and value and not value.table and first.body >= span.end and _is_value(value.span.of(text)):
        first = first if STATUTORY.fullmatch(fold(first.words)) else None
    if first and _is_item(first, span.of(folded), counts):
        first = None
    if first:
        yield replace(first, level=line.level)
    elif line.level > 0 and len(piece) <= LONGEST and not _TITLE.search(fold(piece)) and not _BODY.search(fold(piece)):
        yield _unnumbered(text, line, f"h{line.level}")
        return
    if len(piece) > LONGEST:
        last_cn = first.order if first and first.kind == "cn" else counts.get("cn", 0)
        yield from _inside(text, folded, span, last_cn, first)


def _inside(text: str, folded: str, span: Span, last_cn: int, first: Heading | None) -> Iterator[Heading]:
    """Headings in the middle of a line, where a whole report or section was put on one line.

    A number counts only when it continues the numbering, so that lists and 一、二季度 are left alone.
    """
    last_paren = first.order if first and first.kind == "cn_paren" else 0
    until = first.body if first else span.start
    for match in _INLINE.finditer(folded, span.start, span.end):
        if match.start() < until:
            continue
        found = numbering(folded, match.start(), span.end)
        if found is None or found[0] not in ("cn", "cn_paren"):
            continue
        expected = last_cn if found[0] == "cn" else last_paren
        if found[1] - expected not in (1, 2) or (found[1] - expected == 2 and expected == 0):
            continue
        heading = numbered(text, folded, match.start(), span.end)
        if heading is None or not heading.words:
            continue
        until = heading.body
        last_cn, last_paren = (heading.order, 0) if heading.kind == "cn" else (last_cn, heading.order)
        yield heading


def _is_bars(line: str) -> bool:
    return not line.strip(" |")


def _is_value(line: str) -> bool:
    """The first cell of a row whose name stands on the line before; a bar alone only opens a table."""
    return not _is_bars(line) and (is_numbers(line) or (len(line) <= 3 and is_cell(line)))


def _unnumbered(text: str, line: Line, kind: str) -> Heading:
    words = line.span.of(text).rstrip(" ：:、")
    return Heading(
        kind=kind, order=0, number="", words=words, start=line.span.start, body=line.span.end, level=line.level
    )


def _plain_here(
    layout: Layout, folded: str, line: Line, previous: Line | None, after: Line | None, after_heading: bool
) -> bool:
    """A short line without a number is a heading when a sentence ended before it and a paragraph follows it."""
    piece = line.span.of(folded)
    if line.level or after is None or after.table or len(piece) > LONGEST or not is_plain(piece):
        return False
    if is_cell(piece) or is_row(piece):
        return False
    before = previous.span.of(folded) if previous else ""
    ended = before[-1:] in "。!?”" or bool(_TITLE.search(before))
    if previous and not after_heading and (previous.table or not ended):
        return False
    follower = after.span.of(folded)
    if is_row(follower) or is_cell(follower):
        return False
    if len(follower) >= 20 and _BODY.search(follower):
        return True
    return numbering(follower, 0, len(follower)) is not None and previous is not None


def _sections(found: list[Heading], end: int) -> tuple[Section, ...]:
    ends = [end] * len(found)
    open_ids: list[int] = []
    parents: list[int | None] = []
    for i, heading in enumerate(found):
        while open_ids and found[open_ids[-1]].level >= heading.level:
            ends[open_ids.pop()] = heading.start
        parents.append(open_ids[-1] if open_ids else None)
        open_ids.append(i)
    return tuple(
        Section(
            id=i,
            number=h.number,
            heading=h.words,
            level=h.level,
            span=Span(start=h.start, end=ends[i]),
            parent=parents[i],
        )
        for i, h in enumerate(found)
    )


def body_start(text: str, section: Section) -> int:
    """Where the text under a section's heading begins: after its words and the mark that ends them."""
    at = section.span.start + len(section.number)
    if section.heading:
        found = text.find(section.heading, at, at + len(section.heading) + 8)
        at = (found if found >= 0 else at) + len(section.heading)
    while at < section.span.end and text[at] in "。：:、. \t\n　．":
        at += 1
    return at
