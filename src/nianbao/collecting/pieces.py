"""A report while it is being put together: the page that shows it, and its files."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from nianbao.collecting import words

_COUNTER = re.compile(r"(?:浏览|点击|阅读|访问|查看)(?:次数|量|数)?\s{0,4}[:：]?\s{0,4}\d{0,9}次?|打印|关闭|字[体号]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file of a report, with where it lies until the report is settled; `stored` is None for one that is unchanged
    since an earlier run."""

    url: str
    words: str
    ending: str
    sha256: str
    stored: Path | None


@dataclass(slots=True, kw_only=True)
class Group:
    """All that a site gives of one report; `markup` is None when no page shows it. `characters` and `tables` are those
    of the page, `text` its words; `body` is who lists around it name."""

    url: str
    title: str
    year: int | None
    markup: str | None = None
    text: str = ""
    characters: int = 0
    tables: int = 0
    published: str = ""
    publisher: str = ""
    body: str = ""
    trail: tuple[str, ...] = ()
    pieces: list[Piece] = field(default_factory=list)
    waiting: int = 0
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    """By address, what lets a server say that a file has not changed."""
    lost: int = 0
    """Files that could not be had."""

    def agency(self) -> str:
        """Who the report is by, for the side file: "" when its title says so, or nothing certain does."""
        if words.agency_of(self.title):
            return ""
        for name in (self.publisher, self.body, *reversed(self.trail)):
            if words.says("places", "organ", words.squeezed(name)) and name in self.text:
                return name
        return ""

    def parents(self) -> list[str]:
        """The places above, outermost first, that the breadcrumb names."""
        own = words.agency_of(self.title) or self.agency()
        steps = [step for step in self.trail if words.says("places", "place", words.squeezed(step))]
        return [step for step in dict.fromkeys(steps) if not own.endswith(step)]

    def fingerprint(self) -> str:
        """Of the words, without what counts visitors; of the files for a report that has no page."""
        said = "".join(_COUNTER.sub("", self.text).split())
        shas = [piece.sha256 for piece in self.pieces]
        return hashlib.sha256("\n".join([self.title, said, *([] if said else shas)]).encode()).hexdigest()
