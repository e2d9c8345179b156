"""A report as a page of its own: the permalink of citations. Pure: model in, HTML out, everything escaped.

The text is cut into leaves, `<span data-s="N">`, where N is the code point at which the leaf begins in `Report.text`.
`static/report.js` finds `#start-end` with them; `report_page` does the same on the server for `?start=&end=`.
Of a report that was recognised the page image with the lines of the place stands above the words, see `scans`.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from nianbao.faces import scans
from nianbao.faces.render import highlight_html
from nianbao.model import Report, Section, Span, Table

FULL_LINE = 26
"""A line at least this long that ends without a stop was cut by the page width: the next one continues it."""
_STOPS = "。！？；：.!?;:”」）)"
_AFTER_HEADING = "。：:，,、；;．. \u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A run of the text that is shown as one element; `lines` are its parts without the line breaks."""

    kind: Literal["heading", "paragraph", "table"]
    lines: tuple[Span, ...] = ()
    section: Section | None = None
    table: Table | None = None


def report_page(report: Report, start: str = "", end: str = "") -> str:
    """The whole page; `start` and `end` as they came in the query; a place outside the text is said to be lost."""
    asked = bool(start or end)
    mark = _place(report, start, end)
    pieces = list(_pieces(report))
    title = html.escape(report.title or report.source)
    if pieces and _is_title(report, pieces[0]):
        # The text begins with its title: shown once, and still a place that can be cited.
        title = "".join(_leaf(report.text, line, mark) for line in pieces.pop(0).lines)
    body = "\n".join(_element(report, piece, mark) for piece in pieces)
    images = scans.figures_html(report, mark)
    hidden = "" if asked and mark is None else " hidden"
    return _frame(
        report.title or report.source,
        f"""<h1>{title}</h1>{_facts(report)}
<p class="lost" id="lost" role="status"{hidden}>链接里的位置不在这份报告里，下面是全文。</p>
{images}<div class="body">
{body}
</div>
<footer>原文以发布机关为准。本页由年报问答从来源文件读出，只为核对引用之用。</footer>""",
        _contents(report),
    )


def missing_page() -> str:
    """What a permalink shows when the report is not in the index (any more)."""
    return _frame(
        "没有这份报告",
        '<h1>没有这份报告</h1><p>它可能已从索引中移除，或者链接不完整。<a href="../">回到年报问答</a></p>',
    )


def _place(report: Report, start: str, end: str) -> Span | None:
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        return None
    first, last = int(start), int(end)
    return Span(start=first, end=last) if first < last <= len(report.text) else None


def _frame(title: str, main: str, aside: str = "") -> str:
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)} · 年报问答</title>
<link rel="stylesheet" href="../ui/report.css"><link rel="icon" href="../ui/icon.svg">
<script src="../ui/report.js" defer></script></head>
<body><header class="bar"><a href="../">年报<i>问答</i></a></header>
<div class="sheet">{aside}<main>
{main}
</main></div></body></html>
"""


def _facts(report: Report) -> str:
    facts = [
        ("机关", report.full_name or report.agency),
        ("年份", "" if report.year is None else f"{report.year} 年"),
        ("统计期限", report.period or ""),
        ("发布日期", report.published or ""),
        ("来源文件", report.source),
    ]
    shown = "".join(f"<div><dt>{name}</dt><dd>{html.escape(value)}</dd></div>" for name, value in facts if value)
    if report.url and report.url.startswith(("http://", "https://")):
        address = html.escape(report.url)
        link = f'<a href="{address}" target="_blank" rel="noopener noreferrer nofollow">{address}</a>'
        shown += f"<div><dt>网址</dt><dd>{link}</dd></div>"
    return f'<dl class="facts">{shown}</dl>'


def _contents(report: Report) -> str:
    top = min((section.level for section in report.sections), default=1)
    items = "".join(
        f'<li><a href="#s{section.id}">{html.escape(section.number + section.heading)}</a></li>'
        for section in report.sections
        if section.level == top
    )
    if not items:
        return ""
    return (
        f'<nav class="contents" aria-label="目录"><details open><summary>目录</summary><ol>{items}</ol></details></nav>'
    )


# --- cutting --------------------------------------------------------------------------------------------------------


def _pieces(report: Report) -> Iterator[_Piece]:
    position = 0
    for table in sorted(report.tables, key=lambda table: table.span.start):
        if table.span.start < position:
            continue  # a table inside another one is shown with it
        yield from _prose(report, position, table.span.start)
        yield _Piece(kind="table", table=table)
        position = table.span.end
    yield from _prose(report, position, len(report.text))


def _is_title(report: Report, piece: _Piece) -> bool:
    words = "".join("".join(line.of(report.text).split()) for line in piece.lines)
    return piece.kind == "paragraph" and bool(words) and words == "".join(report.title.split())


def _prose(report: Report, start: int, end: int) -> Iterator[_Piece]:
    starts: dict[int, Section] = {}
    for each in report.sections:
        if start <= each.span.start < end:
            starts.setdefault(each.span.start, each)
    open_lines: list[Span] = []
    for line in _lines(report.text, start, end, starts):
        section = starts.get(line.start)
        if section is not None or not _continues(report.text, open_lines):
            yield from _paragraph(open_lines)
            open_lines = []
        if section is None:
            open_lines.append(line)
            continue
        after = _heading_end(report.text, line, section)
        yield _Piece(kind="heading", lines=(Span(start=line.start, end=after),), section=section)
        if report.text[after : line.end].strip():
            open_lines.append(Span(start=after, end=line.end))
    yield from _paragraph(open_lines)


def _paragraph(lines: list[Span]) -> Iterator[_Piece]:
    if lines:
        yield _Piece(kind="paragraph", lines=tuple(lines))


def _lines(text: str, start: int, end: int, cuts: Iterable[int]) -> Iterator[Span]:
    """Lines that are not blank, cut also where a section begins in mid-line (files without line breaks)."""
    breaks = sorted({*cuts, end})
    position = start
    for cut in breaks:
        while position < cut:
            at = text.find("\n", position, cut)
            stop = cut if at < 0 else at
            if text[position:stop].strip():
                yield Span(start=position, end=stop)
            position = stop + (at >= 0)


def _continues(text: str, lines: list[Span]) -> bool:
    if not lines:
        return False
    last = lines[-1].of(text).rstrip()
    return len(last) >= FULL_LINE and not last.endswith(tuple(_STOPS))


def _heading_end(text: str, line: Span, section: Section) -> int:
    """Where the heading that opens `line` ends: it may be followed by prose on the same line."""
    position = line.start
    for wanted in section.number + section.heading:
        if wanted.isspace():
            continue
        while position < line.end and text[position].isspace():
            position += 1
        if position >= line.end or text[position] != wanted:
            return line.end
        position += 1
    # The stop between heading and prose closes the heading; a paragraph cannot begin with it.
    while position < line.end and text[position] in _AFTER_HEADING:
        position += 1
    return position


# --- elements -------------------------------------------------------------------------------------------------------


def _element(report: Report, piece: _Piece, mark: Span | None) -> str:
    if piece.table is not None:
        return _table(report, piece.table, mark)
    # No white space between the leaves: a line break of the source file is not a space in Chinese.
    inner = "".join(_leaf(report.text, line, mark) for line in piece.lines)
    if piece.section is not None:
        level = min(piece.section.level + 1, 6)
        return f'<h{level} id="s{piece.section.id}">{inner}</h{level}>'
    short = len(piece.lines) == 1 and piece.lines[0].end - piece.lines[0].start < FULL_LINE
    return f'<p class="short">{inner}</p>' if short else f"<p>{inner}</p>"


def _leaf(text: str, span: Span, mark: Span | None) -> str:
    return f'<span data-s="{span.start}">{highlight_html(text, span, mark)}</span>'


def _table(report: Report, table: Table, mark: Span | None) -> str:
    rows: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        text = cell.span.of(report.text).strip()
        tag = 'th scope="col"' if cell.row == 0 else "td"
        size = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (cell.columns > 1)
        kind = ' class="n"' if text.replace(".", "").replace("-", "").isdecimal() else ""
        rows.setdefault(cell.row, []).append(
            f"<{tag}{size}{kind}>{_leaf(report.text, cell.span, mark)}</{tag.split()[0]}>"
        )
    body = "".join(f"<tr>{''.join(cells)}</tr>" for _, cells in sorted(rows.items()))
    return f'<div class="table" tabindex="0" role="region" aria-label="表格"><table>{body}</table></div>'
