"""ZIP containers opened with limits: a hostile one must not cost more memory or time than a report does."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection
from typing import IO, Any

from nianbao.errors import Unreadable
from nianbao.reading.content import locked
from nianbao.reading.limits import limits

MAX_ENTRIES = 4000
MAX_DIRECTORY = 4 << 20
"""Bytes of the list of entries, which Python reads whole; 4000 entries with long names take a quarter of it."""
SMALL = 16 << 20
"""What unpacks to no more than this is let through whatever its ratio: blank pages compress a thousandfold."""
MAX_MARKUP = 32 << 20
"""Bytes of XML in a Word file; a report takes one or two megabytes."""
DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, KeyError, ValueError, SyntaxError, EOFError, OSError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What Python's reader raises over bytes that are no sound ZIP."""

_CHUNK = 1 << 20
_HEAD = 64
# Others (LZMA, BZIP2, Zstandard) need far more memory to unpack; neither Word nor OFD nor archive programs use them
# unless told to.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class _Careful(io.BufferedIOBase):
    """A file that gives no more at a time than a sound list of entries takes; a longer one is cut, and so not sound."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int | None = -1, /) -> bytes:
        return self._file.read(MAX_DIRECTORY if size is None or size < 0 else min(size, MAX_DIRECTORY))

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()


def opened(file: IO[bytes], name: str, *, max_unpacked: int) -> zipfile.ZipFile:
    """An open ZIP whose entries are within the limits; the caller closes it.

    Raises `Unreadable` for one that is encrypted or unpacks to a suspicious size, an error of `DAMAGED` for one that is
    not sound.
    """
    archive = zipfile.ZipFile(_Careful(file))
    try:
        _refuse(archive.infolist(), name, max_unpacked)
    except Unreadable:
        archive.close()
        raise
    return archive


def _refuse(entries: Collection[zipfile.ZipInfo], name: str, max_unpacked: int) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked(name)
    if len(entries) > MAX_ENTRIES:
        raise Unreadable(
            f"“{name}”里有 {len(entries)} 个文件（上限 {MAX_ENTRIES} 个），没有读取；请分成几个压缩包。",
            f"{name!r} holds {len(entries)} files (limit {MAX_ENTRIES}) and was not read; split it.",
        )
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise Unreadable(
            f"“{name}”用了少见的压缩方式，没有读取；请解压后用普通的 zip（Deflate）重新压缩。",
            f"{name!r} uses an uncommon compression and was not read; unpack it and compress it as an ordinary zip.",
        )
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if unpacked > max_unpacked or unpacked > max(SMALL, limits().unpack_ratio * packed):
        raise _suspicious(name, unpacked)


def refuse_markup(archive: zipfile.ZipFile, name: str) -> None:
    """For a program that parses all parts at once: a tree takes thirty times the memory of the XML it is made from.

    Raises `Unreadable` when the parts that look like XML are larger than `MAX_MARKUP` together, whatever their names.
    """
    size = sum(e.file_size for e in archive.infolist() if _is_markup(entry_bytes(archive, e, _HEAD)))
    if size > MAX_MARKUP:
        raise _suspicious(name, size)


def _is_markup(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in (b"<", b"")


def _suspicious(name: str, size: int) -> Unreadable:
    return Unreadable(
        f"“{name}”解压后有 {size >> 20} MiB，大得可疑，没有读取；请核对来源，用原来的程序打开后另存。",
        f"{name!r} unpacks to a suspicious {size >> 20} MiB and was not read; check where it comes from.",
    )


def entry_bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | str, limit: int) -> bytes:
    """The bytes of one entry, one more than `limit` at most: more than that is for the caller to refuse.

    Raises an error of `DAMAGED` when they are not sound.
    """
    pieces: list[bytes] = []
    left = limit + 1
    with archive.open(entry) as file:
        while left > 0 and (piece := file.read(min(_CHUNK, left))):
            pieces.append(piece)
            left -= len(piece)
    return b"".join(pieces)


def xml_root(data: bytes) -> Any:
    """The root of an XML part, without comments. Nothing outside it is opened and no entity is expanded.

    Raises ValueError for a part that declares a document type, which no office format does, SyntaxError when it is not
    well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type in an office file")
    return root
