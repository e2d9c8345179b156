"""What of a Word file is not read: embedded files and objects, notes, page footers, lists to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nianbao.reading.docx_parts import W, paragraph_lines
from nianbao.reading.lines import chinese, clean
from nianbao.reading.zips import DAMAGED, xml_root

_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_SHOWN = 40
_PAGE_NUMBER = re.compile(r"[\s\d\-—–第页共/]{0,40}")
_KINDS = {"footnotes": "脚注", "endnotes": "尾注", "header": "页眉", "footer": "页脚"}


def unread_parts(document: Any, text: str) -> tuple[str, ...]:
    """Chinese sentences, one for each kind of thing that is not read; `text` is what was read."""
    body = document.element.body
    return (*_embedded(body), *_beside(document, text))


def _embedded(body: Any) -> Iterator[str]:
    programs = [str(element.get("ProgID", "")) for element in body.iter(_OBJECT)]
    sheets = sum("excel" in program.lower() or program.lower().startswith("et.") for program in programs)
    if sheets:
        yield f"有 {sheets} 个嵌入的电子表格没有读取，里面可能有统计表。"
    if len(programs) > sheets:
        yield f"有 {len(programs) - sheets} 个嵌入的对象没有读取。"
    if chunks := sum(1 for _ in body.iter(f"{W}altChunk")):
        yield f"有 {chunks} 处嵌入的其他文件（altChunk）没有读取；请用 Word 打开后另存为 docx。"
    if charts := sum(1 for _ in body.iter(_CHART)):
        yield f"有 {charts} 张图表没有读取。"
    if lists := sum(1 for _ in body.iter(f"{W}ddList")):
        yield f"有 {lists} 个下拉框的选项没有读取。"


def _beside(document: Any, text: str) -> Iterator[str]:
    """Notes, and what stands only in the margin of the pages."""
    known = "".join(text.split())
    said: dict[str, list[str]] = {}
    for relation in document.part.rels.values():
        kind = _KINDS.get(str(relation.reltype).rpartition("/")[2])
        if kind is None or relation.is_external:
            continue
        lines = _lines(relation.target_part)
        said.setdefault(kind, []).extend(line for line in lines if "".join(line.split()) not in known)
    for kind, lines in said.items():
        if lines:
            words = "；".join(lines)
            yield f"{kind}没有读取（{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}）。"


def _lines(part: Any) -> list[str]:
    try:
        root = xml_root(part.blob)
    except DAMAGED:  # nothing that could be named
        return []
    found = [clean("".join(paragraph_lines(paragraph))) for paragraph in root.iter(f"{W}p")]
    return [line for line in found if (chinese(line) or len(line) > 5) and not _PAGE_NUMBER.fullmatch(line)]
