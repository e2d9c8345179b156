"""The few lines of the protocol-buffer wire format that writing an ONNX model takes.

A message is its fields in a row, each a byte string made by one of these functions: number, kind and content. See
https://protobuf.dev/programming-guides/encoding/.
"""

from __future__ import annotations

import struct

_WORD = 1 << 64
_VARINT, _BYTES, _FIXED32 = 0, 2, 5


def varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first; a negative number as its two's complement in 64 bits."""
    number %= _WORD
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    written.append(number)
    return bytes(written)


def integer(field: int, number: int) -> bytes:
    """A field of a whole number or an enumeration."""
    return varint(field << 3 | _VARINT) + varint(number)


def real(field: int, number: float) -> bytes:
    """A field of a 32-bit number."""
    return varint(field << 3 | _FIXED32) + struct.pack("<f", number)


def content(field: int, value: bytes | str) -> bytes:
    """A field of bytes, of text, or of a message inside the message."""
    value = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | _BYTES) + varint(len(value)) + value
