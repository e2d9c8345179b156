"""Word files whose numbers Word generates: made with python-docx and a numbering part of our own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

Kinds = Sequence[tuple[str, str]]
"""(numFmt, lvlText) of each level."""

CHAPTERS: Kinds = (("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))


class Numbered:
    """A Word file being written; `abstract` and `number` say how its lists count."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()
        self.root: Any = self.document.part.numbering_part.element
        for child in list(self.root):
            self.root.remove(child)
        self._nums: list[Any] = []

    def abstract(self, key: int, kinds: Kinds, extra: dict[int, str] | None = None, before: str = "") -> Numbered:
        levels = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{(extra or {}).get(i, "")}'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for i, (kind, text) in enumerate(kinds)
        )
        xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{before}{levels}</w:abstractNum>'
        self.root.insert(0, parse_xml(xml))
        return self

    def number(self, key: int, abstract: int, override: str = "") -> Numbered:
        xml = f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        self.root.append(parse_xml(xml))
        return self

    def style(self, name: str, properties: str) -> Numbered:
        self.document.styles[name].element.get_or_add_pPr().append(parse_xml(properties))
        return self

    def line(self, text: str, key: int | None = None, level: int | None = 0, style: str | None = None) -> Numbered:
        paragraph = self.document.add_paragraph(text, style=style)
        if key is not None:
            paragraph._p.get_or_add_pPr().append(parse_xml(num_pr(key, level)))
        return self

    def bytes(self) -> bytes:
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()


def num_pr(key: int, level: int | None = 0) -> str:
    place = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr {nsdecls("w")}>{place}<w:numId w:val="{key}"/></w:numPr>'
