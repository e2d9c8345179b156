"""JSON lines as values: every complaint names file and line, and says what the entry should be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NoReturn, cast

from nianbao.errors import WrongCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One JSON object, with its place: `number` counts the lines of the file from 1."""

    file: str
    number: int
    entry: Mapping[str, object]

    def wrong(self, zh: str, en: str) -> WrongCall:
        """A complaint about this line, to be raised."""
        return WrongCall(f"“{self.file}”第 {self.number} 行{zh}。", f"{self.file!r}, line {self.number}: {en}.")

    def text(self, key: str) -> str:
        """A string that must be there and say something."""
        value = self.entry.get(key)
        if not isinstance(value, str) or not value.strip():
            self._refuse(key, "一个非空的字符串", "a string that is not empty")
        _encodable(self, key, value)
        return value

    def text_or_none(self, key: str) -> str | None:
        """A string that may be missing, null or empty (all None)."""
        value = self.entry.get(key)
        if value is None or value == "":
            return None
        return self.text(key)

    def name_or_none(self, key: str) -> str | None:
        """A string or whole number used as a name, as text; numbers and strings of the same look are one name."""
        value = self.entry.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text_or_none(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A string or a list of strings; () when missing."""
        values = self.several(key)
        if not all(isinstance(value, str) and value for value in values):
            self._refuse(key, "一个字符串或字符串的列表", "a string or a list of strings")
        return cast(tuple[str, ...], values)

    def wholes(self, key: str) -> tuple[int, ...]:
        """A whole number or a list of them; () when missing."""
        values = self.several(key)
        if not all(isinstance(value, int) and not isinstance(value, bool) for value in values):
            self._refuse(key, "一个整数或整数的列表", "a whole number or a list of whole numbers")
        return cast(tuple[int, ...], values)

    def number_at(self, key: str) -> Decimal:
        """A JSON number that must be there."""
        value = self.entry.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._refuse(key, "一个数", "a number")
        return Decimal(str(value))

    def several(self, key: str) -> tuple[object, ...]:
        """The value or the values of a list; () when missing or null."""
        value = self.entry.get(key)
        if value is None:
            return ()
        return tuple(value) if isinstance(value, list) else (value,)

    def inside(self, key: str) -> Line | None:
        """The object under `key` as a line of its own at the same place; None when missing."""
        value = self.entry.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._refuse(key, "一个 JSON 对象（{…}）", "a JSON object ({…})")
        return Line(file=self.file, number=self.number, entry=cast(dict[str, object], value))

    def _refuse(self, key: str, zh: str, en: str) -> NoReturn:
        raise self.wrong(f"的 {key} 应为{zh}", f"{key!r} must be {en}")


def read_lines(path: Path) -> tuple[Line, ...]:
    """The objects of a JSON lines file, blank lines left out; raises WrongCall naming file and line."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WrongCall(
            f"打不开“{path}”，请检查路径和权限。",
            f"Cannot open {str(path)!r} ({error.strerror}); check path and permissions.",
        ) from error
    return parse_lines(data, path.name)


def parse_lines(data: bytes, name: str) -> tuple[Line, ...]:
    """The same from bytes; `name` is what complaints call them."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise WrongCall(
            f"“{name}”第 {number} 行不是 UTF-8 文字，请另存为 UTF-8。",
            f"{name!r}, line {number} is not UTF-8; save it as UTF-8.",
        ) from error
    # Not splitlines(): JSON strings may hold U+2028 and its like unescaped.
    rows = [(number, row) for number, row in enumerate(text.split("\n"), start=1) if row.strip()]
    if not rows:
        raise WrongCall(
            f"“{name}”里没有内容，应每行一个 JSON 对象。", f"{name!r} is empty; it must hold one JSON object a line."
        )
    return tuple(_line(name, number, row) for number, row in rows)


def _line(name: str, number: int, row: str) -> Line:
    line = Line(file=name, number=number, entry={})
    try:
        entry: object = json.loads(row, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise line.wrong(
            "不是有效的 JSON，应每行一个 JSON 对象", "not valid JSON; put one JSON object a line"
        ) from error
    if not isinstance(entry, dict):
        raise line.wrong("应为一个 JSON 对象（{…}）", "must be one JSON object ({…})")
    return Line(file=name, number=number, entry=cast(dict[str, object], entry))


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


def _encodable(line: Line, key: str, value: str) -> None:
    """Half of a surrogate pair, which JSON can spell, is no character and cannot be answered in UTF-8."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise line.wrong(f"的 {key} 含有无效字符", f"{key!r} holds an invalid character") from error
