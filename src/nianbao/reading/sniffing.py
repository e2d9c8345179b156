"""What is a file really? Its first bytes say more than its ending."""

from __future__ import annotations

import codecs
import re
from typing import Literal

Kind = Literal["text", "markdown", "html", "docx", "pdf", "png", "jpg"]

READABLE: frozenset[str] = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".png", ".jpg", ".jpeg"})
NOT_READ_YET: frozenset[str] = frozenset({".ofd", ".doc", ".wps", ".zip", ".mht"})

_BY_ENDING: dict[str, Kind] = {
    ".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".docx": "docx", ".pdf": "pdf",
    ".png": "png", ".jpg": "jpg", ".jpeg": "jpg",
}  # fmt: skip
# First bytes of what cannot be text, with the ending that people know it by.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"{\\rtf", "rtf"),
    (b"GIF8", "gif"),
    (b"Rar!\x1a", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b\x08", "gz"),
)
_HTML = re.compile(
    rb"\s*(<\?xml[^>]{0,200}>\s*)?(<!--.{0,2000}?-->\s*)?<(!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MHT = re.compile(rb"\s*(From:.{0,400}?)?MIME-Version:", re.I | re.S)


def kind_by_ending(ending: str) -> Kind | None:
    return _BY_ENDING.get(ending)


def kind_by_content(data: bytes) -> str | None:
    """`html`, `docx`, or the usual ending of a format that is not read (`pdf`, …); None when nothing is certain."""
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    for magic, ending in _MAGIC:
        if data.startswith(magic):
            return ending
    head = _as_ascii(data[:8192])
    if _HTML.match(head):
        return "html"
    return "mht" if _MHT.match(head) else None


def is_encrypted_office(data: bytes) -> bool:
    """True for a .docx protected by a password: it is then an OLE file with this stream in it."""
    return data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data


def _in_zip(data: bytes) -> str:
    """Names of a ZIP's entries stand in clear in its directory at the end."""
    if b"word/document" in data:
        return "docx"
    if b"OFD.xml" in data:
        return "ofd"
    for folder, ending in ((b"xl/workbook", "xlsx"), (b"ppt/presentation", "pptx")):
        if folder in data:
            return ending
    return "zip"


def _as_ascii(head: bytes) -> bytes:
    if head.startswith(codecs.BOM_UTF8):
        return head[3:]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\0", b"")
    return head
