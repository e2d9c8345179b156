"""A page as a visitor sees it: where it leads, by which words, and by which means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, urlencode

from nianbao.collecting.addresses import tidy
from nianbao.collecting.words import says, squeezed

if TYPE_CHECKING:
    from parsel import Selector, SelectorList

How = Literal["link", "option", "frame", "paging", "data", "file"]
MOST_LINKS = 4000
_MOST_OPTIONS = 400
_MOST_SELECTS = 12
_QUOTED = re.compile(r"""['"]([^'"\s<>]{2,500})['"]""")
_VAGUE = re.compile(
    r"^(?:点击|附件)?(?:查看|下载|浏览|阅读|打开|预览)?(?:全文|详情|详细|附件|原文|报告|正文|pdf|word)?[0-9]{0,2}[:：]?$"
)
_PATH = re.compile(r"^(?:https?://|/|\./|\.\./|\?)|\.(?:s?html?|jspx?|aspx?|php|do|action|pdf|docx?)(?:[?#]|$)", re.I)
_LONGEST_ROW = 120
_MOST_PIECES = 60
_CONTROLS = "//a[@href] | //area[@href]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where something leads. `words` are the link's own, or those of its row when its own say nothing; `body` is the
    form to send (POST), "" for a plain address."""

    url: str
    words: str
    how: How = "link"
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`heads` are the title, headings and breadcrumb; `asks_password` and `scripted` tell what kind of page it is."""

    title: str
    heads: tuple[str, ...]
    links: tuple[Link, ...]
    asks_password: bool = False
    scripted: bool = False
    turned_by_script: bool = False
    """Its list goes on, and only a script can turn it over."""
    selector: object = None


def view(text: str, url: str) -> View:
    """The page of that text, found at `url`."""
    from parsel import Selector

    page = Selector(text=text or "<html></html>", type="html")
    base = page.xpath("//base/@href").get("")
    start = tidy(base, url) or url if base else url
    links = [*_anchors(page, start), *_frames(page, start), *_options(page, start)]
    title = " ".join(page.xpath("//title//text()").getall()).strip()
    return View(
        title=title[:300],
        heads=tuple(_heads(page, title)),
        links=tuple(dict.fromkeys(links))[:MOST_LINKS],
        asks_password=bool(page.xpath("//input[@type='password']")),
        scripted=bool(page.xpath("//script")),
        turned_by_script=_turned_by_script(page, start),
    )


def _heads(page: Selector, title: str) -> Iterator[str]:
    yield title
    for path in ("//h1", "//h2", "//h3", "//*[contains(@class,'crumb') or contains(@class,'position') or "
                 "contains(@class,'location') or contains(@class,'weizhi') or contains(@class,'dqwz')]"):  # fmt: skip
        for found in page.xpath(path)[:8]:
            words = _said(found)
            if 0 < len(words) <= _LONGEST_ROW:
                yield words
    for meta in page.xpath("//meta[translate(@name,'CN','cn')='columnName' or @name='ColumnName']/@content"):
        yield meta.get("")[:_LONGEST_ROW]


def _anchors(page: Selector, base: str) -> Iterator[Link]:
    for anchor in page.xpath(_CONTROLS)[:MOST_LINKS]:
        words = _words(anchor)
        written = anchor.xpath("@href").get("").strip()
        if written.lower().startswith(("javascript:", "#")) or not written:
            for found in _clicked(anchor, base):
                yield Link(url=found, words=words)
            continue
        address = tidy(written, base)
        if address is not None:
            yield Link(url=address, words=words)
        elif ":" in written.split("/")[0]:  # file:, ftp: and the like, so that they can be said to be refused
            yield Link(url=written[:200], words=words)
    for element in page.xpath("//*[not(self::a)][@onclick]")[:MOST_LINKS]:
        for found in _clicked(element, base):
            yield Link(url=found, words=_words(element))
    for embedded in page.xpath("//embed/@src | //object/@data"):
        if shown := tidy(embedded.get(), base):
            yield Link(url=shown, words="", how="file")


def _turned_by_script(page: Selector, base: str) -> bool:
    anchors = page.xpath("//a[starts-with(normalize-space(@href), 'javascript:')] | //a[@onclick]")[:_MOST_OPTIONS]
    following = [anchor for anchor in anchors if says("paging", "next", squeezed(_said(anchor)))]
    return any(not _plain(anchor, base) and not next(_clicked(anchor, base), "") for anchor in following)


def _plain(anchor: Selector, base: str) -> str:
    """The plain address that a link has beside what it runs; "" without one."""
    written = anchor.xpath("@href").get("").strip()
    plain = written and not written.lower().startswith(("javascript:", "#"))
    return (tidy(written, base) or "") if plain else ""


def _clicked(element: Selector, base: str) -> Iterator[str]:
    """Addresses written out in what a click would run; nothing is run."""
    script = " ".join(element.xpath("@onclick | @href").getall())[:1000]
    for written in _QUOTED.findall(script):
        if _PATH.search(written) and (found := tidy(written, base)):
            yield found


def _words(element: Selector) -> str:
    """The longest of text and title; where these say nothing, the words of the row."""
    texts = [_said(element), element.xpath("@title").get("").strip(), *element.xpath(".//img/@alt").getall()[:3]]
    words = str(max(texts, key=len)[:_LONGEST_ROW])
    if not _VAGUE.match(squeezed(words)):
        return words
    row: SelectorList[Selector] = element.xpath("ancestor::*[self::li or self::tr or self::dd or self::p][1]")
    around = _said(row[0]) if row else ""
    return around if 0 < len(around) <= _LONGEST_ROW else words


def _said(element: Selector) -> str:
    """The first words of an element; of one that holds the whole page no more is read than of any other."""
    nodes = islice(element.root.iter(), _MOST_PIECES)
    if any(not isinstance(node.tag, str) for node in nodes):  # a comment, whose words nobody sees
        return " ".join(element.xpath("string()").get("")[: 8 * _LONGEST_ROW].split())[: 2 * _LONGEST_ROW]
    pieces = islice(element.root.itertext(), _MOST_PIECES)
    return " ".join(" ".join(piece[: 4 * _LONGEST_ROW] for piece in pieces).split())[: 2 * _LONGEST_ROW]


def _frames(page: Selector, base: str) -> Iterator[Link]:
    for frame in page.xpath("//frame | //iframe"):
        found = tidy(frame.xpath("@src").get(""), base)
        if found is not None and frame.xpath("@src").get("").strip():
            yield Link(url=found, words=frame.xpath("@title").get("") or frame.xpath("@name").get(""), how="frame")


def _options(page: Selector, base: str) -> Iterator[Link]:
    """Lists to choose from: options that are addresses, and forms that are sent with one of them."""
    for chosen in page.xpath("//select")[:_MOST_SELECTS]:
        form = chosen.xpath("ancestor::form[1]")
        name = chosen.xpath("@name").get("")
        changes = chosen.xpath("@onchange").get("")
        for option in chosen.xpath(".//option")[:_MOST_OPTIONS]:
            value, words = option.xpath("@value").get("").strip(), option.xpath("string()").get("").strip()
            if not value:
                continue
            if _PATH.search(value):
                found = tidy(value, base)
            elif form and name and form.xpath("@method").get("get").lower() == "get":
                found = _sent(form[0], name, value, base)
            else:
                found = _built(changes, value, base)
            if found is not None:
                yield Link(url=found, words=words, how="option")


def _sent(form: Selector, name: str, value: str, base: str) -> str | None:
    """The address that a form asks for when one list in it is set to a value and the rest left as it is."""
    target = tidy(form.xpath("@action").get("") or base, base)
    if target is None:
        return None
    fields = {}
    for each in form.xpath(".//input[@name][not(@type) or @type='hidden' or @type='text'] | .//select[@name]"):
        key = each.xpath("@name").get("")
        picked = each.xpath("@value | .//option[@selected]/@value").get() or each.xpath(".//option[1]/@value").get("")
        fields[key] = picked
    fields[name] = value
    path, _, query = target.partition("?")
    return tidy(f"{path}?{urlencode(dict(parse_qsl(query)) | fields)}")


def _built(script: str, value: str, base: str) -> str | None:
    """location='list.jsp?year='+this.value, with the value put in."""
    found = re.search(r"""['"]([^'"\s]{1,300}[=/])['"]\s{0,4}\+\s{0,4}this\.(?:value|options)""", script[:1000])
    return tidy(found[1] + value, base) if found and re.fullmatch(r"[\w.-]{1,60}", value) else None
