"""Bytes to text: which of the encodings that Chinese offices use was it?"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import lru_cache

from nianbao.errors import Unreadable

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WIDE = ("utf-16-le", "utf-16-be")
_BYTES = ("gb18030", "big5hkscs")
_SAMPLE = 5000
# Characters of every report in both scripts: where a wrong decoding gives common characters by chance, not these.
_REPORT = frozenset(
    "年度政府信息公开開报報告申请請条條例主动動收到件的和在有情况況"
    "无無没未一二三四五六总總体體镇鎮乡鄉县縣市，。、：（）"
)
_SPACES = frozenset("\t\n\r\f\v")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """`encoding` is a Python codec name; `problems` says when some bytes could not be decoded."""

    text: str
    encoding: str
    problems: tuple[str, ...] = ()


def decode(data: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """Decode a whole file; `declared` is what the file says of itself, believed where it proves right.

    Raises `Unreadable` when the bytes are not text in any of the encodings tried.
    """
    decoded = _by_mark(data) or _strict(data, declared) or _mended(data)
    if decoded is None or _looks_binary(decoded.text):
        raise Unreadable(
            f"“{name}”看起来不是文本，请确认文件没有损坏，再用原来的程序另存为 UTF-8 文本、html 或 docx。",
            f"{name!r} does not look like text; check that it is sound and save it again as UTF-8 text, html or docx.",
        )
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return Decoded(text=text, encoding=encoding, problems=_lost(text))
    return None


def _strict(data: bytes, declared: str | None) -> Decoded | None:
    if b"\0" in data and (wide := _best(data, _WIDE, at_least=0.9)):
        return wide
    text = _try(data, "utf-8")
    if text is not None and not _is_chance(text, data):
        return Decoded(text=text, encoding="utf-8")
    if declared and (text := _try(data, declared)) is not None and _familiarity(text, declared) >= 0.6:
        return Decoded(text=text, encoding=declared)
    return _best(data, (*_BYTES, *_WIDE), at_least=0.3)


def _is_chance(text: str, data: bytes) -> bool:
    """Short GBK text is sometimes valid UTF-8 for letters that no Chinese report uses (Cyrillic, Arabic, …)."""
    odd = [c for c in text if c > "\x7f"]
    if not odd or any(c > "\u07ff" for c in odd):
        return False
    return _best(data, _BYTES, at_least=0.6) is not None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None  # not an error of the file: another encoding is tried next


def _best(data: bytes, encodings: tuple[str, ...], *, at_least: float) -> Decoded | None:
    found = {e: text for e in encodings if (text := _try(data, e)) is not None}
    scores = {e: _familiarity(text, e) for e, text in found.items()}
    top = max(scores.values(), default=0.0)
    if top < at_least:
        return None
    tied = [e for e in found if top - scores[e] < 0.02]
    encoding = tied[0] if len(tied) == 1 else _arbitrate(data, tied)
    return Decoded(text=found[encoding], encoding=encoding)


def _arbitrate(data: bytes, tied: list[str]) -> str:
    from charset_normalizer import from_bytes

    match = from_bytes(data, cp_isolation=tied).best()
    guess = "" if match is None else match.encoding.replace("_", "-")
    return guess if guess in tied else tied[0]


def _familiarity(text: str, encoding: str) -> float:
    """Share of everyday characters in a decoding: above 0.9 for the right one, about 0.5 and less for a wrong one."""
    sample = [c for c in text[: 40 * _SAMPLE] if c > "\x7f" or c < " "][:_SAMPLE]
    sample = [c for c in sample if c not in _SPACES]
    if not sample:
        return 1.0
    script = "big5" if encoding.lower().startswith("big5") else "gb" if encoding.lower().startswith("gb") else "both"
    points = sum(1.0 if c in _REPORT else 0.9 if _everyday(c, script) else 0.0 for c in sample)
    return points / len(sample)


@lru_cache(maxsize=20_000)
def _everyday(char: str, script: str) -> bool:
    """In the first level of GB 2312 or Big5, the tables sorted by use (or a punctuation mark of theirs)."""
    if script != "big5":
        code = char.encode("gb2312", errors="ignore")
        if len(code) == 2 and (0xA1 <= code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xD7):
            return True
    if script != "gb":
        code = char.encode("big5", errors="ignore")
        return len(code) == 2 and 0xA1 <= code[0] <= 0xC6
    return False


def _mended(data: bytes) -> Decoded | None:
    """A text with a few broken bytes (cut off, or damaged in transfer) is still worth reading, with a note."""
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, errors="replace")
        bad = text.count("\ufffd")
        if bad <= max(2, len(text) // 100) and _familiarity(text, encoding) >= 0.7:
            return Decoded(text=text, encoding=encoding, problems=_lost(text))
    return None


def _lost(text: str) -> tuple[str, ...]:
    bad = text.count("\ufffd")
    return (f"有 {bad} 处字节无法解码，显示为 \ufffd。",) if bad else ()


def _looks_binary(text: str) -> bool:
    odd = sum(1 for c in text if (c < " " and c not in _SPACES) or "\x7f" <= c < "\xa0")
    return odd > max(3, len(text) // 20)
