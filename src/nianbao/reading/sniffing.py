"""What is a file really? Its first bytes say more than its ending."""

from __future__ import annotations

import codecs
import re
from typing import Literal

Kind = Literal["text", "markdown", "html", "mht", "docx", "doc", "rtf", "pdf", "ofd", "xlsx", "zip", "png", "jpg"]

_BY_ENDING: dict[str, Kind] = {
    ".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".mht": "mht", ".mhtml": "mht",
    ".docx": "docx", ".doc": "doc", ".wps": "doc", ".rtf": "rtf", ".pdf": "pdf", ".ofd": "ofd", ".zip": "zip",
    ".docm": "docx", ".dotx": "docx", ".dotm": "docx",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xlsx", ".et": "xlsx",
    ".png": "png", ".jpg": "jpg", ".jpeg": "jpg",
}  # fmt: skip
READABLE: frozenset[str] = frozenset(_BY_ENDING)
# First bytes of what cannot be text, with the ending that people know it by.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"{\\rtf", "rtf"),
    (b"GIF8", "gif"),
    (b"Rar!\x1a", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEETS, _WORD = ("Workbook".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))
_PARTS = (
    (b"word/document", "docx"),
    (b"OFD.xml", "ofd"),
    (b"xl/workbook", "xlsx"),
    (b"ppt/presentation", "pptx"),
)
_HTML = re.compile(
    rb"\s*(<\?xml[^>]{0,200}>\s*)?(<!--.{0,2000}?-->\s*)?<(!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MHT = re.compile(rb"\s*(From:.{0,400}?)?MIME-Version:", re.I | re.S)


def kind_by_ending(ending: str) -> Kind | None:
    return _BY_ENDING.get(ending)


def kind_by_content(data: bytes) -> str | None:
    """A `Kind`, or the usual ending of a format that is not read (`xlsx`, …); None when nothing is certain."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(data)
    if data.startswith(_OLE) and _SHEETS in data and _WORD not in data:
        return "xlsx"
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
    """Names of a ZIP's entries stand in clear in its directory, each behind a head of 46 bytes.

    Only there: a Word file may lie in an archive unpacked, with the names of its own parts.
    """
    directory = data[data.rfind(b"PK\x05\x06") :][16:20]
    listed = data[int.from_bytes(directory, "little") if len(directory) == 4 else 0 :]
    for part, kind in _PARTS:
        at = listed.find(part)
        while at >= 0:
            if listed[at - 46 : at - 42] == b"PK\x01\x02":
                return kind
            at = listed.find(part, at + 1)
    # Without a sound directory, the part it would name tells whose damaged file this is.
    return "zip" if b"PK\x01\x02" in listed else next((kind for part, kind in _PARTS if part in data), "zip")


def _as_ascii(head: bytes) -> bytes:
    if head.startswith(codecs.BOM_UTF8):
        return head[3:]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\0", b"")
    return head
