"""`sites.toml`: many sites, each with settings of its own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nianbao.collecting.nouns import Site
from nianbao.errors import WrongCall

_KINDS: dict[str, type | tuple[type, ...]] = {
    "url": (str, list), "also": (str, list), "years": str, "delay": (int, float), "insecure": bool,
    "allow_private": bool, "render": bool, "max_pages": int, "max_depth": int,
}  # fmt: skip
_WHOLE = {"exclude": (str, list), "contact": str, "site": list}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteList:
    """What a list of sites says: the sites, hosts never to be visited, and a contact for the user agent."""

    sites: tuple[Site, ...]
    excluded: tuple[str, ...] = ()
    contact: str = ""


def site_list(path: Path) -> SiteList:
    """Read a list of sites. Raises WrongCall naming the file and what to change."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise WrongCall(
            f"网站清单“{path}”打不开（{error.strerror}）。",
            f"The list {str(path)!r} cannot be opened ({error.strerror}).",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongCall(
            f"网站清单“{path.name}”不是有效的 TOML（{error}）。", f"The list {path.name!r} is not valid TOML ({error})."
        ) from error
    _check(raw, _WHOLE, path.name)
    entries = raw.get("site", [])
    if not entries or not all(isinstance(entry, dict) and entry.get("url") for entry in entries):
        raise WrongCall(
            f"网站清单“{path.name}”里要有 [[site]]，每个都要有 url。",
            f"The list {path.name!r} needs [[site]] entries, each with a url.",
        )
    return SiteList(
        sites=tuple(_site(entry, path.name) for entry in entries), excluded=_several(raw.get("exclude", ())),
        contact=raw.get("contact", ""),
    )  # fmt: skip


def year_range(written: str) -> tuple[int | None, int | None]:
    """ "2018-2025", "2018-", "-2025" or "2018" as first and last year. Raises WrongCall."""
    first, dash, last = written.replace("—", "-").replace("–", "-").partition("-")
    pair = [part.strip() for part in (first, last if dash else first)]
    numbers = [int(part) if part.isascii() and part.isdigit() else None for part in pair]
    wrong = any(part and not (number and 1990 <= number <= 2100) for part, number in zip(pair, numbers, strict=True))
    if wrong or not any(pair) or (numbers[0] and numbers[1] and numbers[0] > numbers[1]):
        raise WrongCall(
            f"年份“{written[:40]}”看不懂，应写成 2018-2025、2018- 或 2023。",
            f"Years {written[:40]!r} are not understood; write 2018-2025, 2018- or 2023.",
        )
    return numbers[0], numbers[1]


def _site(entry: dict[str, Any], name: str) -> Site:
    _check(entry, _KINDS, name)
    first, last = year_range(entry["years"]) if entry.get("years") else (None, None)
    given = {
        key: entry[key] for key in ("insecure", "allow_private", "render", "max_pages", "max_depth") if key in entry
    }
    return Site(
        urls=_several(entry["url"]), also=_several(entry.get("also", ())), first_year=first, last_year=last,
        delay=float(entry.get("delay", 1.0)), **given,
    )  # fmt: skip


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _check(entry: dict[str, Any], kinds: dict[str, Any], name: str) -> None:
    for key, value in entry.items():
        if key not in kinds:
            raise WrongCall(
                f"网站清单“{name}”里的 {key} 不认识，可用的有 {'、'.join(kinds)}。",
                f"{key!r} in the list {name!r} is not known; there are {', '.join(kinds)}.",
            )
        if not isinstance(value, kinds[key]) or (isinstance(value, bool) and kinds[key] is not bool):
            raise WrongCall(
                f"网站清单“{name}”里的 {key} 写得不对（{value!r}）。",
                f"{key!r} in the list {name!r} is wrong ({value!r}).",
            )
