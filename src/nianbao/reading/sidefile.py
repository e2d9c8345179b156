"""`NAME.json` beside a report: what the file itself does not say. It wins over what the text says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from nianbao.errors import Unreadable
from nianbao.model import SideFile
from nianbao.reading.archive import inside, member_bytes
from nianbao.reading.decoding import decode

_MAX_BYTES = 1 << 20
_TEXTS = ("agency", "title", "url", "published")
_KEYS = (*_TEXTS, "parents", "year")


def side_path(path: Path) -> Path:
    """Where the side file of a report would be."""
    return path.with_suffix(".json")


def side_bytes(path: Path) -> bytes:
    """The bytes of a report's side file, b"" without one; raises `Unreadable` when it is there but not readable."""
    side = side_path(path)
    found = inside(side) if inside(path) is not None else None
    if found is not None:
        data = member_bytes(*found, _MAX_BYTES) or b""
        if len(data) > _MAX_BYTES:
            raise _broken(side.name, "太大（超过 1 MiB）", "is larger than 1 MiB")
        return data
    try:
        if not side.is_file():
            return b""
        if side.stat().st_size > _MAX_BYTES:
            raise _broken(side.name, "太大（超过 1 MiB）", "is larger than 1 MiB")
        return side.read_bytes()
    except OSError as error:
        raise _broken(side.name, f"打不开（{error.strerror}）", f"cannot be opened ({error.strerror})") from error


def parse_side(data: bytes, name: str) -> tuple[SideFile, tuple[str, ...]]:
    """The side file and notes about keys that mean nothing; raises `Unreadable` naming the file and the key."""
    if not data:
        return SideFile(), ()
    try:
        raw: object = json.loads(decode(data, name).text)
    except (ValueError, RecursionError) as error:
        raise _broken(name, "不是有效的 JSON", "is not valid JSON") from error
    if not isinstance(raw, dict):
        raise _broken(name, "应为一个 JSON 对象（{…}）", "must be one JSON object ({…})")
    entries = cast(dict[str, object], raw)
    texts = {key: _text(entries.get(key), key, name) for key in _TEXTS}
    url = texts["url"]
    if url is not None and not url.lower().startswith(("http://", "https://")):
        raise _wrong(
            name, "url", "以 http:// 或 https:// 开头的网址", "an address that begins with http:// or https://"
        )
    unknown = sorted(set(entries) - set(_KEYS))
    notes = (f"附属文件“{name}”里的 {'、'.join(unknown)} 不认识，没有使用。",) if unknown else ()
    side = SideFile(**texts, parents=_parents(entries.get("parents"), name), year=_year(entries.get("year"), name))
    return side, notes


def _text(value: object, key: str, name: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise _wrong(name, key, "一个字符串", "a string")
    return value.strip() or None


def _parents(value: object, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise _wrong(name, "parents", '字符串的列表，如 ["甲省", "乙市"]', 'a list of strings, as ["甲省", "乙市"]')
    return tuple(str(item).strip() for item in value)


def _year(value: object, name: str) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1990 <= value <= 2100:
        raise _wrong(name, "year", "一个四位整数，如 2018", "a whole number of four digits, as 2018")
    return value


def _wrong(name: str, key: str, zh: str, en: str) -> Unreadable:
    return _broken(name, f"里的 {key} 应为{zh}", f"has a wrong {key!r}: it must be {en}")


def _broken(name: str, zh: str, en: str) -> Unreadable:
    return Unreadable(
        f"附属文件“{name}”{zh}，请改正或移走它。",
        f"Side file {name!r} {en}; correct it or move it away.",
    )
