"""A conversation as a file to keep: Markdown, or a document for Word. Pure; permalinks are spelled out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from nianbao.faces.render import citation_url, plain, plain_number
from nianbao.faces.render_markdown import absolute, answer_markdown, markdown
from nianbao.model import Answer, Citation

if TYPE_CHECKING:
    from docx.document import Document

Format = Literal["md", "docx"]
TYPES: dict[str, str] = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_FONT = "宋体"


def talk_file(
    answers: Sequence[Answer], site: str, format: Format, lang: str = "zh", today: date | None = None
) -> bytes:
    """Questions with their answers and sources, headed by the date and the address of the site."""
    head, when = _head(site, lang, today or date.today())
    if format == "md":
        parts = [f"# {head}", when]
        parts += [f"## {markdown(_flat(each.question))}\n\n{answer_markdown(each, site)}" for each in answers]
        return ("\n\n".join(parts) + "\n").encode()
    document = _document(head, when)
    for each in answers:
        _answer(document, each, site, lang)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _head(site: str, lang: str, today: date) -> tuple[str, str]:
    if lang == "en":
        return "Questions to the annual reports", f"{today.isoformat()} · {site}"
    return "年报问答记录", f"{today.year}年{today.month}月{today.day}日 · {site}"


def _document(head: str, when: str) -> Document:
    import docx
    from docx.oxml.ns import qn

    document = docx.Document()
    style: Any = document.styles["Normal"]
    style.font.name = _FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    document.core_properties.author = ""
    document.core_properties.title = head
    document.add_heading(head, 1)
    document.add_paragraph(when)
    return document


def _answer(document: Document, answer: Answer, site: str, lang: str) -> None:
    document.add_heading(_flat(answer.question), 2)
    document.add_paragraph(plain(answer.text))
    if answer.computed is not None:
        worked = f"{answer.computed.formula} = {plain_number(answer.computed.value)}{answer.computed.unit or ''}"
        document.add_paragraph(plain(worked))
    for warning in answer.warnings:
        document.add_paragraph(("Mind: " if lang == "en" else "注意：") + plain(warning.text))
    for number, citation in enumerate(answer.citations, start=1):
        document.add_paragraph(_source(number, citation, site))


def _source(number: int, citation: Citation, site: str) -> str:
    place = " › ".join(part for part in (citation.title or citation.source, citation.section) if part)
    address = absolute(citation_url(citation), site)
    return f"[{number}] “{_flat(citation.quote)}” {plain(place)}{' ' + address if address else ''}"


def _flat(text: str) -> str:
    return " ".join(plain(text).split())
