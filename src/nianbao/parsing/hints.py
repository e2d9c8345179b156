"""What stands around a report and may tell where it lies: its folders, its breadcrumb, the address of its site."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from nianbao.model import Document, TableBlock, TextBlock
from nianbao.parsing.names import places
from nianbao.text.fold import fold

_LINE = re.compile(
    r"[^\u3400-\u9fff]{0,6}(?:您?(?:现在|当前|目前)?(?:所在)?的?位置 ?[::]?|(?:网站|[^>]{2,12}:)?首页(?= ?[>»›/→|]))"
)
_STEP = re.compile("[>»›/→|:]+")
_BY = re.compile("(?:发布|发文)(?:机构|机关|单位):?")
_BY_LINE = re.compile(r"(?:发布|发文)(?:机构|机关|单位) ?[:|] ?(?P<name>[\u3400-\u9fff]{2,24})")
_FIRST = 12
_LONGEST = 200
_COMMON = frozenset({"www", "gov", "cn", "com", "xxgk", "zwgk", "org", "net", "edu"})


def trail(document: Document) -> tuple[str, ...]:
    """The breadcrumb: what the page's own element says, else a line at the top that reads like one."""
    if document.trail:
        return document.trail
    for block in document.blocks[:_FIRST]:
        if isinstance(block, TextBlock) and len(block.text) <= _LONGEST and _LINE.match(line := fold(block.text)):
            return tuple(step for part in _STEP.split(line) if (step := part.strip()))
    return ()


def publisher(document: Document) -> str:
    """Who the card above a report says published it, in simplified characters; "" when none does."""
    for block in document.blocks[:_FIRST]:
        if isinstance(block, TableBlock):
            cells = {(cell.row, cell.column): fold(cell.text).strip() for cell in block.cells}
            beside = (
                cells.get((row, column + 1), "") for (row, column), label in cells.items() if _BY.fullmatch(label)
            )
        elif len(block.text) <= _LONGEST:
            beside = (match["name"] for match in _BY_LINE.finditer(fold(block.text)))
        else:
            return ""
        if name := next((words for words in beside if words), ""):
            return name
    return ""


def hints(document: Document) -> dict[str, str]:
    """Places by name, or by their spelling in the site's address, with their origin; the surest first."""
    found: dict[str, str] = {}
    for origin, steps in (("folder", document.folders), ("breadcrumb", trail(document))):
        for step in reversed(steps):
            named, _ = places(fold(step).strip())
            for _, place in reversed(named):
                found.setdefault(place, origin)
    for label in host(document.side.url or document.url).split("."):
        if len(label) > 3 and label not in _COMMON and label.isascii():
            found.setdefault(label, "domain")
    return found


def host(url: str | None) -> str:
    """The host of an address in lower case, "" when it is none."""
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:  # an address with broken brackets
        return ""
