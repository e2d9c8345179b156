"""One TOML file to checked entries: every key known, every value of its type, nothing said twice."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from nianbao.errors import CatalogueError

Value = str | date | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which keys an entry must and may have, the type of each, and the values that a closed key admits."""

    required: Mapping[str, type]
    optional: Mapping[str, type]
    closed: Mapping[str, tuple[str, ...]]


_WANTED = {
    str: ("一段文字，写作 '…'", "a text, written '…'"),
    tuple: ("一组文字，写作 ['…', '…']", "a list of texts, written ['…', '…']"),
    date: ("一个日期，写作 2019-05-15", "a date, written 2019-05-15"),
}


def fail(file: str, entry: str, zh: str, en: str) -> NoReturn:
    """Raise the `CatalogueError` that names file and entry; `zh` and `en` say what to change."""
    raise CatalogueError(f"{file} 的 [{entry}]：{zh}", f"{file} [{entry}]: {en}")


def read(path: Path) -> dict[str, object]:
    """The raw entries of a file; raises `CatalogueError` when it is missing, not UTF-8 or not TOML."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise CatalogueError(
            f"目录文件 {path} 打不开，请核对路径和权限。", f"Cannot open {path}; check path and permission."
        ) from error
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path.name} 不是 UTF-8 编码，请另存为 UTF-8。", f"Save {path.name} as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(
            f"{path.name} 的写法有误，请看引号、方括号和逗号：{error}。",
            f"{path.name} is not valid TOML, check quotes, brackets and commas: {error}.",
        ) from error


def table(file: str, entry: str, raw: object) -> dict[str, object]:
    if not isinstance(raw, dict):
        fail(file, entry, "应当是一节，以 [名称] 开头。", "must be a section that starts with [name].")
    return raw


def checked(file: str, entry: str, raw: object, shape: Shape) -> dict[str, Value]:
    """The entry with lists as tuples; raises `CatalogueError` for what `shape` does not admit."""
    values: dict[str, Value] = {}
    for key, value in table(file, entry, raw).items():
        wanted = shape.required.get(key) or shape.optional.get(key)
        if wanted is None:
            known = "、".join((*shape.required, *shape.optional))
            fail(file, entry, f"不认识 {key}，可用的有：{known}。", f"unknown key {key}; use one of {known}.")
        values[key] = _typed(file, entry, key, value, wanted)
        allowed = shape.closed.get(key)
        if allowed is not None:
            _admit(file, entry, key, values[key], allowed)
    for key in shape.required:
        if key not in values:
            fail(file, entry, f"缺少 {key}，请补上。", f"{key} is missing; add it.")
    return values


def _typed(file: str, entry: str, key: str, value: object, wanted: type) -> Value:
    if wanted is str and isinstance(value, str) and value.strip():
        return value
    # A TOML date-time is a `date` to Python, but it is not one to the reader of a law.
    if wanted is date and type(value) is date:
        return value
    if wanted is tuple and isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        if len(set(value)) < len(value):
            twice = next(item for item in value if value.count(item) > 1)
            fail(file, entry, f"{key} 里“{twice}”写了两次，请删去一个。", f"{key} has {twice!r} twice; delete one.")
        return tuple(value)
    zh, en = _WANTED[wanted]
    fail(file, entry, f"{key} 应当是{zh}，不能为空。", f"{key} must be {en}, and not empty.")


def _admit(file: str, entry: str, key: str, value: Value, allowed: tuple[str, ...]) -> None:
    for item in value if isinstance(value, tuple) else (value,):
        if item not in allowed:
            known = "、".join(allowed)
            fail(file, entry, f"{key} 只能是 {known}，现在是 {item}。", f"{key} must be one of {known}, not {item}.")
