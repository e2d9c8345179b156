"""How sites speak of yearly reports: the words of links, titles and pages, judged by `words.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from nianbao.text.fold import fold
from nianbao.text.years import years

LinkKind = Literal["report", "column", "year", "body", "next", "number", "gate", "other"]
_HAN = re.compile("[\u3400-\u9fff]")
_LONGEST_WORDS = 160


@cache
def known() -> dict[str, Any]:
    """The sections of `words.toml`."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _pattern(section: str, key: str) -> re.Pattern[str]:
    said = known()[section][key]
    return re.compile("|".join(f"(?:{each})" for each in said) if isinstance(said, list) else said)


def says(section: str, key: str, text: str) -> re.Match[str] | None:
    """Where the words of the text that were squeezed (see `squeezed`) match an entry."""
    return _pattern(section, key).search(text)


def squeezed(text: str) -> str:
    """Folded, without white space, and not longer than the words of a link are."""
    return "".join(fold(text[: 4 * _LONGEST_WORDS]).split())[:_LONGEST_WORDS]


def names_report(words: str, *, in_column: bool = False) -> bool:
    """True for the words of a link, or a title, that name a yearly report (of one year, or of all)."""
    told = squeezed(words)
    if not told or is_about_others(words):
        return False
    return bool(says("report", "names", told) or (in_column and says("report", "names_in_column", told)))


def is_about_others(words: str) -> bool:
    """True for words that say what they lead to is something else: a notice on reports, a lesson, a form."""
    told = squeezed(words)
    if says("report", "never", told):
        return True
    return says("report", "others", told) is not None and not says("report", "ends_as_report", told)


def link_kind(words: str, *, in_column: bool) -> LinkKind:
    """What a link leads to, by its words; `in_column` on the pages that list reports."""
    told = squeezed(words)
    if not told:
        return "other"
    if names_report(words, in_column=in_column):
        return "report" if years(told) or not says("column", "names", told) else "column"
    for kind, key in (("column", "names"), ("year", "years")):
        if says("column", key, told) and not (kind == "column" and is_about_others(words)):
            return kind  # type: ignore[return-value]  # one of the two
    if says("paging", "next", told):
        return "next"
    if says("paging", "numbers", told):
        return "number"
    if in_column and says("column", "bodies", told) and not is_about_others(words):
        return "body"
    return "gate" if says("column", "gates", told) else "other"


def year_of(title: str, text: str = "") -> int | None:
    """The year a report is on: by its title, else by the period it states; None when neither says."""
    named = years(squeezed(title))
    if named:
        return named[0].value
    found = says("body", "period", fold(text[:3000]).replace(" ", ""))
    return int(found[1]) if found else None


def agency_of(title: str) -> str:
    """Who a title names as the reporting body; "" when it names none."""
    found = says("places", "agency", squeezed(title))
    name = found[1].strip("-—_:《》\"“”'") if found else ""
    return name if says("places", "organ", name) or says("places", "place", name) else ""


def chinese(text: str) -> int:
    """How many Chinese characters a text has."""
    return len(_HAN.findall(text))


def marks(text: str) -> int:
    """How many of the things that every report speaks of the text speaks of."""
    folded = "".join(fold(text).split())
    return sum(1 for mark in known()["body"]["marks"] if re.search(mark, folded))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a page that came is not what was asked for."""

    zh: str
    en: str


_ERROR = Refusal(zh="网站返回的是出错页面，不是报告", en="the site answered with an error page in place of the report")
_LOGIN = Refusal(zh="要登录才能看", en="the page asks to sign in")
_CAPTCHA = Refusal(zh="网站要求验证码，请在浏览器里打开后另存", en="the site asks for a captcha; save the page by hand")
SCRIPTED = Refusal(
    zh="页面由脚本画出，请加 --render（要先装 Playwright 和 Chromium）",
    en="the page is drawn by scripts; add --render (needs Playwright and Chromium)",
)
TURNED = Refusal(
    zh="列表后面的页要靠脚本翻，没有看到；请加 --render（要先装 Playwright 和 Chromium）",
    en="the further pages of the list are turned by a script and were not seen; add --render",
)


def refusal(text: str, *, password: bool) -> Refusal | None:
    """What a short page says in place of a report; None for a page with a text of its own."""
    if chinese(text) > known()["refusals"]["longest"]:
        return None
    told = "".join(fold(text[:4000]).split())
    if says("refusals", "captcha", told):
        return _CAPTCHA
    if password or says("refusals", "login", told):
        return _LOGIN
    if says("refusals", "error", told):
        return _ERROR
    return SCRIPTED if says("refusals", "scripted", told) else None
