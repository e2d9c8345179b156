"""What of a web page is the report: furniture removed, the main content found, rows of a table read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from nianbao.reading.html_table import BLOCKS, is_layout_table
from nianbao.reading.lines import chinese, clean, collapse, join_pieces

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_NEVER_SHOWN = frozenset([
    "script", "style", "noscript", "iframe", "object", "embed", "template", "svg", "math", "select", "button",
    "textarea", "input", "rt", "rp", "head", "title",
])  # fmt: skip
_BOXES = ("div", "section", "form", "center", "tbody", "tr", "td")
_FURNITURE = ("nav", "footer", "aside")
_FURNITURE_NAMES = frozenset([
    "nav", "navbar", "menu", "foot", "footer", "bottom", "copyright", "crumb", "crumbs", "breadcrumb",
    "sidebar", "share", "toolbar",
])  # fmt: skip
_TRAIL_NAMES = frozenset(["crumb", "crumbs", "breadcrumb", "breadcrumbs", "position", "location", "dqwz", "weizhi"])
_LONGEST_TRAIL = 200
_STEP = re.compile(r"[>»›/→|:：]+")
_HIDDEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
# Where the content systems of government sites put an article.
_KNOWN_ELEMENTS = frozenset({"article", "main", "ucapcontent"})
_KNOWN_NAMES = frozenset([
    "zoom", "trs_editor", "trs_editor_view", "trs_ueditor", "trs_paper_default", "ucap-content", "ucapcontent",
    "content", "contenttext", "article", "article-content", "article_content", "article-con", "pages_content",
    "news_content", "detail-content", "zwxl-article", "xxgk_content",
])  # fmt: skip
_NUMERAL = "[一二三四五六七八九十]{1,2}"
_HEADING = re.compile(rf"\s*(?:第{_NUMERAL}部分|{_NUMERAL}\s?[、.．]|[（(]{_NUMERAL}[)）])")
_DIGIT = "[0-9〇○零一二三四五六七八九十]"
_DATED = re.compile(rf"\s*{_DIGIT}{{4}}\s?年\s?{_DIGIT}{{1,3}}\s?月\s?{_DIGIT}{{1,3}}\s?日\s*")
_SPEAKS = re.compile(r"公开|申请|复议|诉讼|咨询|建议|年度报告|公開|申請|複議|訴訟")
_TITLE_WORDS = tuple(map(re.compile, ("年报|年度报告|年報|年度報告", "[12][0-9]{3}|二[〇○零Oo]", "公开|公開")))
_TITLE_METAS = frozenset({"articletitle", "og:title", "dc.title", "dcterms.title"})
_SITE_NAME = re.compile(r"[_|｜]|\s[-–—]+\s|-{2,}")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")


def page_title(soup: BeautifulSoup) -> str | None:
    """What is most like a report's title among h1, metadata (ArticleTitle, og:title) and <title>, first of equals."""
    from bs4 import Tag

    headings = [h for h in soup.find_all("h1") if isinstance(h, Tag)]
    found = [join_pieces(clean(collapse(s)) for s in h.stripped_strings) for h in headings]
    for meta in soup.find_all("meta"):
        if str(meta.get("name") or meta.get("property") or "").lower() in _TITLE_METAS:
            found.append(clean(str(meta.get("content", ""))))
    if soup.title is not None:
        parts = [part.strip() for part in _SITE_NAME.split(clean(collapse(soup.title.get_text())))]
        found.extend(parts)
    return min(filter(None, found), key=_how_general, default=None)


def page_trail(body: Tag) -> tuple[str, ...]:
    """The steps of the breadcrumb that says where in its site the page stands; () without one."""
    from bs4 import Tag

    for element in body.find_all(True):
        if isinstance(element, Tag) and not _TRAIL_NAMES.isdisjoint(_names(element)):
            words = clean(collapse(element.get_text(" > ")))
            if 0 < len(words) <= _LONGEST_TRAIL:
                return tuple(step for part in _STEP.split(words) if (step := part.strip()))
    return ()


def _how_general(title: str) -> int:
    """0 for the title of one year's report; more for the name of a column or of the site."""
    return sum(1 for words in _TITLE_WORDS if not words.search(title))


def without_furniture(body: Tag) -> None:
    """Take out, in place, what no reader sees and what stands on every page of a site.

    An element that holds most of the page's Chinese text is kept whatever it is called or styled as.
    """
    from bs4 import Comment

    for comment in body.find_all(string=lambda s: isinstance(s, Comment)):
        comment.extract()
    _remove(body, lambda e: e.name in _NEVER_SHOWN)
    most = chinese(body.get_text()) / 2
    _remove(body, lambda e: (_is_hidden(e) or _is_furniture(e)) and chinese(e.get_text()) <= most)


def _remove(body: Tag, unwanted: Callable[[Tag], bool]) -> None:
    from bs4.element import Tag

    waiting = [body]
    while waiting:
        for child in list(waiting.pop().children):
            if not isinstance(child, Tag):
                continue
            if unwanted(child):
                child.decompose()
            else:
                waiting.append(child)


def _is_hidden(element: Tag) -> bool:
    if element.has_attr("hidden") or str(element.get("aria-hidden", "")).lower() == "true":
        return True
    return bool(_HIDDEN.search(str(element.get("style", ""))))


def _is_furniture(element: Tag) -> bool:
    if element.name in _FURNITURE or str(element.get("role", "")) in ("navigation", "banner", "contentinfo"):
        return True
    if element.name == "header":
        return element.find_parent(["article", "main"]) is None and element.find("h1") is None
    return not _FURNITURE_NAMES.isdisjoint(_names(element)) and not _speaks(element.get_text())


def _speaks(text: str) -> bool:
    """True for sentences on disclosure; a menu has the words, but no full stop."""
    return "。" in text and bool(_SPEAKS.search(text))


def _names(element: Tag) -> set[str]:
    """Id and classes, in lower case."""
    attributes = element.attrs
    names = [attributes.get("id"), *(attributes.get("class") or ())]
    return {str(name).lower() for name in names if name}


def main_content(body: Tag) -> Tag:
    """The smallest element that a content system uses for articles and that holds the report; else by text density.

    An element qualifies when most of the page's sentences stand in it and nothing that reads like the report stands
    outside: no sentence on disclosure, no numbered heading, no table of numbers, no date of signature.
    """
    elements, above, weights, belongings = _weighed(body)
    for place in range(len(elements) - 1, 0, -1):  # children come after their parents
        weights[above[place]] += weights[place]
        belongings[above[place]] += belongings[place]
    whole = [p for p in range(len(elements)) if weights[p] >= 0.6 * weights[0] and belongings[p] == belongings[0]]
    known = [p for p in whole if _is_known(elements[p])]
    if known:
        return elements[min(known, key=lambda p: (weights[p], -p))]
    main = 0
    for place in whole[1:]:
        if above[place] == main and _is_box(elements[place]):
            main = place
    return elements[main]


def _weighed(body: Tag) -> tuple[list[Tag], list[int], list[int], list[int]]:
    """Every element before its children: element, place of its parent, own Chinese characters outside links, and how
    many of its own texts and tables read like the report. Inline elements count for the block they stand in.
    """
    from bs4.element import NavigableString, Tag

    elements, above, texts = [body], [0], [[""]]
    waiting: list[tuple[Tag, int, int]] = [(body, 0, 0)]  # element, its place, place of its block
    while waiting:
        element, place, block = waiting.pop()
        for child in element.children:
            if isinstance(child, Tag) and child.name != "a":
                elements.append(child)
                above.append(place)
                texts.append([""])
                here = len(elements) - 1
                waiting.append((child, here, here if child.name in BLOCKS else block))
            elif type(child) is NavigableString:
                texts[block].append(str(child))
    own = ["".join(pieces).strip() for pieces in texts]
    weights = [chinese(text) for text in own]
    belongings = [_belongs(text) + _is_number_table(element) for text, element in zip(own, elements, strict=True)]
    return elements, above, weights, belongings


def _belongs(text: str) -> bool:
    return _speaks(text) or bool(_HEADING.match(text) or _DATED.fullmatch(text))


def _is_known(element: Tag) -> bool:
    return element.name in _KNOWN_ELEMENTS or not _KNOWN_NAMES.isdisjoint(_names(element))


def _is_box(element: Tag) -> bool:
    """Something that only arranges, so that it can be entered without losing a table."""
    return element.name in _BOXES or (element.name == "table" and is_layout_table(element))


def _is_number_table(element: Tag) -> bool:
    if element.name != "table" or element.find("table") is not None:
        return False
    cells = [cell.get_text(strip=True) for cell in element.find_all(["td", "th"])]
    return sum(1 for cell in cells if _NUMBER.fullmatch(cell)) >= 3 and sum(map(chinese, cells)) >= 20
