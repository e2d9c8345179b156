"""Word packages that python-docx would refuse although Word opens them: macros, templates, Strict OOXML, lost parts."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from nianbao.reading.zips import entry_bytes, opened

_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# With macros, as a template, or both; the macros are never run.
_OTHERS = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?|openxmlformats-officedocument"
    rb"\.wordprocessingml\.template)\.main\+xml"
)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/")
_RELATIONSHIP = re.compile(rb"<Relationship\b[^>]{0,2000}?/>|<Relationship\b[^>]{0,2000}?></Relationship>")
_TARGET = re.compile(rb"\bTarget\s*=\s*(?:\"([^\"]{0,1000})\"|'([^']{0,1000})')")
_LARGEST = 32 << 20


def repaired(data: bytes, name: str, *, max_unpacked: int) -> bytes:
    """The package as an ordinary .docx; the same bytes when it is one.

    Raises `Unreadable` or an error of `zips.DAMAGED` as `zips.opened` does.
    """
    with opened(io.BytesIO(data), name, max_unpacked=max_unpacked) as archive:
        names = frozenset(archive.namelist())
        changed: dict[str, bytes] = {}
        for entry in archive.infolist():
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            part = entry_bytes(archive, entry, _LARGEST)
            if (better := _better(entry.filename, part, names)) != part:
                changed[entry.filename] = better
        return _packed(archive, changed) if changed else data


def _better(part: str, data: bytes, names: frozenset[str]) -> bytes:
    if part == _TYPES:
        data = _OTHERS.sub(_MAIN.encode(), data)
    data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
    if part.endswith(".rels"):
        folder = posixpath.dirname(posixpath.dirname(part))
        data = _RELATIONSHIP.sub(lambda match: match[0] if _leads(match[0], folder, names) else b"", data)
    return data


def _leads(relationship: bytes, folder: str, names: frozenset[str]) -> bool:
    """True when the part a relationship names is in the package, or is none of it."""
    if b"External" in relationship:
        return True
    found = _TARGET.search(relationship)
    if found is None:
        return False
    target = (found[1] or found[2] or b"").decode("utf-8", errors="replace").partition("#")[0]
    if not target:
        return True
    path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return path in names


def _packed(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for entry in archive.infolist():
            part = changed.get(entry.filename)
            new.writestr(entry.filename, archive.read(entry) if part is None else part)
    return made.getvalue()
