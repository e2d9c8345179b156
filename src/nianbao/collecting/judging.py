"""What is a page that came: a report, a list, or something else? By its title, its words and what stands on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, urlsplit

from nianbao.collecting import words
from nianbao.collecting.addresses import tidy
from nianbao.collecting.views import Link, View
from nianbao.collecting.words import Refusal

if TYPE_CHECKING:
    from nianbao.building.webpages import KeptPage

PageKind = Literal["report", "list", "refused", "other"]
FILES = frozenset(
    [
        ".pdf",
        ".doc",
        ".docx",
        ".xls",
        ".xlsx",
        ".wps",
        ".ofd",
        ".zip",
        ".rtf",
        ".jpg",
        ".jpeg",
        ".png",
        ".rar",
        ".et",
        ".7z",
    ]
)
"""Endings under which reports are handed out."""
PICTURES = frozenset([".jpg", ".jpeg", ".png"])
_FILE_IN = re.compile(r"\.(pdf|docx?|xlsx?|wps|ofd|zip|rtf|rar|et|7z|jpe?g|png)(?=$|[?#&\s)）\]】])", re.I)
_HANDED_OUT = re.compile(r"downfile|download|attachment|fileid=|getfile|upload/|readattach|viewer\.html", re.I)
_SHORT = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`title` is the report's; `files` are links to its attachments; `refusal` says why a page is none."""

    kind: PageKind
    title: str = ""
    files: tuple[Link, ...] = ()
    refusal: Refusal | None = None


def file_ending(url: str, said: str = "") -> str:
    """The ending of the file that a link leads to, as ".pdf", by its address, else by its words; "" for a page."""
    path = url.partition("?")[0].lower()
    ending = path[path.rfind(".") :] if "." in path.rsplit("/", 1)[-1] else ""
    if ending in FILES:
        return ending
    for text in (url, said):
        if found := _FILE_IN.search(text):
            return f".{found[1].lower()}" if text is url or _HANDED_OUT.search(url) or not ending else ""
    return ""


def judged(seen: View, kept: KeptPage, said: str, *, in_column: bool) -> Judged:
    """`said` are the words of the link that led here, "" for an address that was given."""
    files = attachments(seen, kept)
    title = _title(seen, kept, said, in_column=in_column)
    length = words.chinese(kept.text)
    # A page that names a report and is as long as one says what it is; the words of a refusal are those of short ones.
    no = words.refusal(kept.text, password=seen.asks_password) if not files and not kept.pictures else None
    if no is not None:
        return Judged(kind="list" if _names_reports(seen, in_column) else "refused", refusal=no, title=title)
    if title and _reads_as_report(kept, length) and not _is_list(kept, length, in_column=in_column):
        return Judged(kind="report", title=title, files=files)
    if title and length < _SHORT and _is_handed_out(title, files, kept, lists=_names_reports(seen, in_column)):
        return Judged(kind="report", title=title, files=files)
    return Judged(kind="list" if in_column or _names_reports(seen, in_column) else "other", title=title)


def _is_handed_out(title: str, files: tuple[Link, ...], kept: KeptPage, *, lists: bool) -> bool:
    """True for a page on one year that hands its report out as files or pictures; one with reports of several bodies
    or years is a list."""
    if words.year_of(title) is None:
        return False
    named = [link for link in files if words.names_report(link.words, in_column=True) or len(files) == 1]
    if not named and (lists or not kept.pictures):
        return False
    return len({(words.agency_of(link.words), words.year_of(link.words)) for link in named}) <= 1


def is_column(seen: View) -> bool:
    """True for a page whose title, headings or breadcrumb say that it lists reports of disclosure."""
    return any(words.link_kind(head, in_column=False) in ("column", "report") for head in _steps(seen))


def _steps(seen: View) -> list[str]:
    return [step for head in seen.heads for step in re.split(r"[>»›/|_\-—:：]+", head) if 0 < len(step) < 60]


def _title(seen: View, kept: KeptPage, said: str, *, in_column: bool) -> str:
    """The first that names a report: what the page calls itself, its headings, the link that led here; "" when the
    page calls itself something else."""
    if kept.title and words.is_about_others(kept.title):
        return ""
    own = [kept.title, *(step for head in seen.heads[1:] for step in (head,))]
    named = [each for each in own if each and words.names_report(each, in_column=False)]
    told = [each for each in named if words.year_of(each)]
    link = said if words.names_report(said, in_column=in_column) and words.year_of(said) else ""
    if told:
        return _fuller(told[0], link)
    if link:
        return link
    return named[0] if named else ""


def _fuller(own: str, link: str) -> str:
    """The link's words when they are the page's own with a name before them."""
    if link.endswith(own) and len(link) > len(own):
        return link
    return own


def _reads_as_report(kept: KeptPage, length: int) -> bool:
    body = words.known()["body"]
    return length >= body["least_characters"] and words.marks(kept.text) >= body["least_marks"] and "。" in kept.text


def _is_list(kept: KeptPage, length: int, *, in_column: bool) -> bool:
    """True for a page most of whose words are links that name reports."""
    named = [said for _, said in kept.links if words.names_report(said, in_column=in_column)]
    return len(named) >= 4 and sum(map(words.chinese, named)) * 3 > length


def _names_reports(seen: View, in_column: bool) -> bool:
    return any(words.link_kind(link.words, in_column=in_column) == "report" for link in seen.links)


def attachments(seen: View, kept: KeptPage) -> tuple[Link, ...]:
    """Files that the main content of a page links to, or that are shown in it."""
    found: dict[str, Link] = {}
    for url, said in kept.links:
        if file_ending(url, said) not in ("", *PICTURES) or (said and file_ending(said) not in ("", *PICTURES)):
            found.setdefault(url, Link(url=url, words=said, how="file"))
    for link in seen.links:
        shown = _shown(link.url) if link.how in ("file", "frame") else ""
        if shown:
            found.setdefault(shown, Link(url=shown, words=link.words, how="file"))
    if not found and words.chinese(kept.text) < _SHORT:
        for url in kept.pictures:
            if file_ending(url) in PICTURES:
                found.setdefault(url, Link(url=url, words="", how="file"))
    return tuple(found.values())[:40]


def _shown(url: str) -> str:
    """The file that a frame shows, itself or through a viewer; "" when it shows none."""
    if file_ending(url.partition("?")[0]):
        return url
    asked = dict(parse_qsl(urlsplit(url).query))
    return next((whole for value in asked.values() if file_ending(value) and (whole := tidy(value, url))), "")
