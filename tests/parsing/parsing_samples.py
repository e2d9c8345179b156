"""Documents made by hand for the tests of this room."""

from __future__ import annotations

from nianbao.model import Block, Document, GridCell, Report, SideFile, TableBlock, TextBlock

PROSE = "本年度各项工作有序推进，成效较好。"


def document(
    *blocks: Block | str, source: str = "x.txt", title: str | None = None, side: SideFile | None = None
) -> Document:
    """A document of the blocks; a string is split into lines."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, str):
            made.extend(TextBlock(text=line) for line in block.split("\n") if line.strip())
        else:
            made.append(block)
    sha256 = "0123456789abcdef" * 4
    return Document(source=source, sha256=sha256, blocks=tuple(made), title=title, side=side or SideFile())


def table(*rows: tuple[str, ...]) -> TableBlock:
    """A table without merged cells."""
    return TableBlock(
        cells=tuple(GridCell(text=text, row=r, column=c) for r, row in enumerate(rows) for c, text in enumerate(row))
    )


def lines(compact: str) -> str:
    """A text written in one line: / ends a line, ~ is a sentence of prose."""
    return compact.replace("/", "\n").replace("~", PROSE)


def outline_of(report: Report) -> list[str]:
    """Headings as printed, indented by level."""
    return ["  " * (s.level - 1) + s.number + s.heading for s in report.sections]
