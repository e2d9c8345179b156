"""The door of this room: a path becomes a Document, or an `Unreadable` that says why not."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nianbao.errors import Unreadable
from nianbao.model import RECOGNISED, Block, Document, TextBlock
from nianbao.reading import docx, html, markdown, mht, ocr, ofd, office, pdf, sheets, text
from nianbao.reading.archive import inside, member_bytes, members, nested, shown_name
from nianbao.reading.content import MAX_CHARACTERS, MAX_WRITTEN, Content, joined, length, locked, too_long
from nianbao.reading.lines import unspaced
from nianbao.reading.pages import pages_of
from nianbao.reading.refusing import not_read
from nianbao.reading.sidefile import parse_side, side_bytes, side_path
from nianbao.reading.sniffing import is_encrypted_office, kind_by_content, kind_by_ending

_READERS = {
    "text": text.content, "markdown": markdown.content, "html": html.content, "docx": docx.content, "pdf": pdf.content,
    "png": ocr.content, "jpg": ocr.content, "mht": mht.content, "ofd": ofd.content, "doc": office.content,
    "rtf": office.content, "xlsx": sheets.content,
}  # fmt: skip
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_FOLDERS = 3
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".gz", ".tar", ".tgz"})


def read(path: Path, *, max_bytes: int) -> Document:
    """Read one report file, the pages that belong to it (`pages_of`), and its side file; the checksum is over all.

    `archive.zip!/folder/a.docx` is a file in an archive. Raises `NotYet` when a program or library that the format
    needs is not installed, `Unreadable` for everything else that prevents reading: no such file, a folder, no
    permission, empty, larger than `max_bytes`, far longer than a report, damaged, not text.
    """
    name = shown_name(path)
    pages = pages_of(path)
    data = [_bytes_of(page, shown_name(page), max_bytes) for page in pages]
    content = _content(data[0], path, name) if len(pages) == 1 else _joined(data, pages)
    side = side_bytes(path)
    what, notes = parse_side(side, side_path(path).name)
    if not content.blocks:
        raise Unreadable(
            f"“{name}”里没有文字；如果内容是图片，请先转成文字再导入。",
            f"{name!r} holds no text; if its content is pictures, convert them to text first.",
        )
    if length(content.blocks) > MAX_CHARACTERS:
        raise too_long(name)
    if RECOGNISED in content.problems:
        content = ocr.with_names(content, (path.stem, what.agency or "", what.title or ""))
    return Document(
        source=name if len(pages) == 1 else _joint_name(pages),
        sha256=hashlib.sha256(b"".join(data) + side).hexdigest(),
        blocks=tuple(_unspaced(block) for block in content.blocks),
        title=content.title,
        published=content.published,
        url=content.url,
        side=what,
        folders=_folders(path),
        trail=content.trail,
        problems=content.problems + content.unread + notes,
        unread=content.unread,
        printed=content.printed,
        images=content.images,
    )


def _unspaced(block: Block) -> Block:
    return replace(block, text=unspaced(block.text)) if isinstance(block, TextBlock) else block


def _folders(path: Path) -> tuple[str, ...]:
    """The nearest folders above a file, an archive's among them; people sort reports by county and agency."""
    return tuple(part.removesuffix("!") for part in path.absolute().parent.parts[-_FOLDERS:])


def checksum(path: Path, *, max_bytes: int) -> str:
    """The checksum that `read` gives the document; raises `Unreadable` when the bytes cannot be had."""
    data = [_bytes_of(page, shown_name(page), max_bytes) for page in pages_of(path)]
    return hashlib.sha256(b"".join(data) + side_bytes(path)).hexdigest()


def _joined(data: Sequence[bytes], pages: Sequence[Path]) -> Content:
    """Several files that are the pages of one report; raises `Unreadable` naming the one that cannot be read."""
    names = [shown_name(page) for page in pages]
    if all(kind_by_content(each) in ("png", "jpg") for each in data):
        content = ocr.joined(data, names)
    else:
        content = joined([_content(d, p, n) for d, p, n in zip(data, pages, names, strict=True)])
    note = f"由 {len(pages)} 个文件合成：{'、'.join(page.name for page in pages)}。"
    return replace(content, problems=(note, *content.problems))


def _joint_name(pages: Sequence[Path]) -> str:
    """The first page's name with the number of pages; a bare number with its folder, which says whose report it is."""
    first = pages[0]
    name = shown_name(first)
    if inside(first) is None and first.stem.isdigit():
        name = f"{first.parent.name}/{name}"
    return f"{name}（共{len(pages)}页）"


def _bytes_of(path: Path, name: str, max_bytes: int) -> bytes:
    found = inside(path)
    if found is None:
        data = _file_bytes(path, name, max_bytes)
    else:
        packed = member_bytes(*found, max_bytes)
        if packed is None:
            raise Unreadable(f"压缩包里没有“{name}”，请检查路径。", f"There is no {name!r} in the archive.")
        data = packed
    if len(data) > max_bytes:  # a file that grew since we asked, or one in an archive
        raise _too_large(name, len(data), max_bytes)
    if not data:
        raise Unreadable(
            f"“{name}”文件是空的，请重新下载或移走它。",
            f"{name!r} is empty; get it again or move it away.",
        )
    return data


def _file_bytes(path: Path, name: str, max_bytes: int) -> bytes:
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
            return file.read(max_bytes + 1)
    except OSError as error:
        raise Unreadable(
            f"“{name}”打不开（{error.strerror}），请检查文件是否存在、权限是否允许读取。",
            f"{name!r} cannot be opened ({error.strerror}); check that it exists and that you may read it.",
        ) from error


def _list(folder: Path) -> None:
    """Raises the OSError of a folder that may not be opened, which is then the reason given."""
    next(folder.iterdir(), None)


def _content(data: bytes, path: Path, name: str) -> Content:
    ending = path.suffix.lower()
    if ending in _ARCHIVES and inside(path) is not None:
        raise nested(name)
    by_ending, by_content = kind_by_ending(ending), kind_by_content(data)
    if by_ending is None and by_content not in _READERS:
        raise not_read(name, ending, data)
    if is_encrypted_office(data):
        raise locked(name)
    kind = by_content or by_ending
    if kind == "doc" and by_ending == "xlsx":
        kind = "xlsx"  # a spreadsheet of the years before xlsx, whose stream has another name
    if kind == "zip":
        raise _archive(path, name)
    if kind not in _READERS:
        raise not_read(name, f".{kind}", data, really=True)
    if kind == "doc" and not data.startswith(_OLD_WORD):
        kind = "text"  # plain text under the name of a Word file
    if kind in ("text", "markdown") and len(data) > MAX_WRITTEN:
        raise too_long(name)
    return _READERS[kind](data, name)


def _archive(path: Path, name: str) -> Unreadable:
    """Why an archive is not read as a report itself; `report_files` gives the reports in it."""
    if path.suffix.lower() != ".zip":
        return nested(name) if inside(path) is not None else Unreadable(
            f"“{name}”其实是压缩包；如果里面是报告，请把结尾改成 .zip 再导入。",
            f"{name!r} is really an archive; if reports are in it, rename it to end in .zip.",
        )  # fmt: skip
    count = len(members(path))
    return Unreadable(
        f"压缩包“{name}”里有 {count} 个文件，但没有能读取的报告；请放入 docx、pdf、html 等文件。",
        f"Archive {name!r} holds {count} files but no report that can be read; put docx, pdf or html files in it.",
    )


def _too_large(name: str, size: int, limit: int) -> Unreadable:
    have, may = f"{size / (1 << 20):.1f}", f"{limit / (1 << 20):.1f}"
    return Unreadable(
        f"“{name}”太大（{have} MiB，上限 {may} MiB），请拆分，或调大 NIANBAO_MAX_FILE_MB。",
        f"{name!r} is too large ({have} MiB, limit {may} MiB); split it or raise NIANBAO_MAX_FILE_MB.",
    )
