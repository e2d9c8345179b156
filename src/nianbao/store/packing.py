"""Values as compressed JSON, and the seal that tells whether what is stored is still what was written."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from typing import Any

_SEAL = 16


class Damaged(Exception):
    """What is stored is not what was written: a bit has changed, or bytes are missing."""


def packed(value: Any) -> bytes:
    """A JSON-able value in few bytes; UnicodeEncodeError for lone surrogates."""
    return zlib.compress(as_json(value).encode(), 6)


def unpacked(data: bytes) -> Any:
    """The value that `packed` was given; Damaged when these are not its bytes."""
    try:
        return json.loads(zlib.decompress(data))
    except (zlib.error, ValueError, TypeError) as error:
        raise Damaged(str(error)) from error


def packed_text(text: str) -> bytes:
    """A text in few bytes; UnicodeEncodeError for lone surrogates."""
    return zlib.compress(text.encode(), 6)


def unpacked_text(data: bytes) -> str:
    """The text that `packed_text` was given; Damaged when these are not its bytes."""
    try:
        return zlib.decompress(data).decode()
    except (zlib.error, ValueError, TypeError) as error:
        raise Damaged(str(error)) from error


def as_json(value: Any) -> str:
    """A JSON-able value as its shortest JSON, in the characters themselves."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def from_json(written: str) -> Any:
    """The value in a JSON text; Damaged when there is none."""
    try:
        return json.loads(written)
    except (ValueError, TypeError) as error:
        raise Damaged(str(error)) from error


def seal_of(row: Iterable[object], *parts: bytes) -> bytes:
    """A checksum over a row of plain values and some bytes."""
    made = hashlib.blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=_SEAL)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()
