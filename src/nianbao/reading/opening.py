"""The door of this room: a path becomes a Document, or an `Unreadable` that says why not."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from nianbao.errors import NotYet, Unreadable
from nianbao.model import Document
from nianbao.reading import docx, html, markdown, ocr, pdf, text
from nianbao.reading.content import Content, locked
from nianbao.reading.sidefile import parse_side, side_bytes, side_path
from nianbao.reading.sniffing import NOT_READ_YET, is_encrypted_office, kind_by_content, kind_by_ending

_READERS = {
    "text": text.content, "markdown": markdown.content, "html": html.content, "docx": docx.content, "pdf": pdf.content,
    "png": ocr.content, "jpg": ocr.content,
}  # fmt: skip
# For these endings the content decides; the others of NOT_READ_YET are what they say.
_OFTEN_MISNAMED = frozenset({".doc", ".wps"})


def read(path: Path, *, max_bytes: int) -> Document:
    """Read one report file and its side file; the checksum is over the bytes of both.

    Raises `NotYet` for a known format that this version does not read, `Unreadable` for everything else that prevents
    reading: no such file, a folder, no permission, empty, larger than `max_bytes`, damaged, not text.
    """
    data = _bytes_of(path, max_bytes)
    content = _content(data, path)
    side = side_bytes(path)
    what, notes = parse_side(side, side_path(path).name)
    if not content.blocks:
        raise Unreadable(
            f"“{path.name}”里没有文字；如果内容是图片，请先转成文字再导入。",
            f"{path.name!r} holds no text; if its content is pictures, convert them to text first.",
        )
    if ocr.MARKER in content.problems:
        content = ocr.with_names(content, (path.stem, what.agency or "", what.title or ""))
    return Document(
        source=path.name,
        sha256=hashlib.sha256(data + side).hexdigest(),
        blocks=content.blocks,
        title=content.title,
        side=what,
        problems=content.problems + notes,
    )


def _bytes_of(path: Path, max_bytes: int) -> bytes:
    name = path.name
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            _list(path)
            raise Unreadable(f"“{name}”是文件夹，不是报告文件。", f"{name!r} is a folder, not a report file.")
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(f"“{name}”不是普通文件。", f"{name!r} is not a regular file.")
        if status.st_size > max_bytes:
            raise _too_large(name, status.st_size, max_bytes)
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise Unreadable(
            f"“{name}”打不开（{error.strerror}），请检查文件是否存在、权限是否允许读取。",
            f"{name!r} cannot be opened ({error.strerror}); check that it exists and that you may read it.",
        ) from error
    if len(data) > max_bytes:  # it grew since we asked
        raise _too_large(name, len(data), max_bytes)
    if not data:
        raise Unreadable(
            f"“{name}”文件是空的，请重新下载或移走它。",
            f"{name!r} is empty; get it again or move it away.",
        )
    return data


def _list(folder: Path) -> None:
    """Raises the OSError of a folder that may not be opened, which is then the reason given."""
    next(folder.iterdir(), None)


def _content(data: bytes, path: Path) -> Content:
    ending, name = path.suffix.lower(), path.name
    if ending in NOT_READ_YET - _OFTEN_MISNAMED:
        raise _not_yet(name, ending[1:])
    by_ending = kind_by_ending(ending)
    if by_ending is None and ending not in _OFTEN_MISNAMED:
        raise Unreadable(
            f"“{name}”的格式{f' {ending} ' if ending else ''}不支持，请另存为 docx、html 或 txt 再导入。",
            f"The format of {name!r} is not supported; save it as docx, html or txt and try again.",
        )
    if is_encrypted_office(data):
        raise locked(name)
    kind = kind_by_content(data) or by_ending or "text"
    if kind not in _READERS:
        raise _not_yet(name, ending[1:] if ending in _OFTEN_MISNAMED else kind)
    return _READERS[kind](data, name)


def _not_yet(name: str, kind: str) -> NotYet:
    return NotYet(
        f"“{name}”：这个版本还不能读取 {kind} 文件，请先另存为 docx、html 或 txt 再导入。",
        f"{name!r} cannot be read yet: this version does not read {kind} files; save it as docx, html or txt first.",
    )


def _too_large(name: str, size: int, limit: int) -> Unreadable:
    have, may = f"{size / (1 << 20):.1f}", f"{limit / (1 << 20):.1f}"
    return Unreadable(
        f"“{name}”太大（{have} MiB，上限 {may} MiB），请拆分，或调大 NIANBAO_MAX_FILE_MB。",
        f"{name!r} is too large ({have} MiB, limit {may} MiB); split it or raise NIANBAO_MAX_FILE_MB.",
    )
