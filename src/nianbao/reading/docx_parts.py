"""The parts of WordprocessingML that a report uses, read from the XML that python-docx parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nianbao.reading.lines import raised

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
TABLE = f"{W}tbl"
_CONTROL = f"{W}sdt"
_PARAGRAPH = f"{W}p"
_CHOICES = f"{_MC}AlternateContent"
_BOX = f"{W}txbxContent"
# Wrappers without meaning of their own: content controls, accepted insertions, custom tags.
_WRAPPERS = frozenset(
    [*(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")), _CHOICES, f"{_MC}Choice"]
)
# Not part of the text: tracked deletions, field codes, properties, the readings beside annotated characters.
_SKIPPED = frozenset([*(W + name for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "rt")), _BOX])
_LETTERS = frozenset([f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"])
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|标题|標題) ?([1-9])", re.I)
_TITLES = frozenset({"title", "标题", "標題"})
_OFF = frozenset({"0", "false", "off"})


def block_elements(container: Any) -> Iterator[Any]:
    """Paragraphs and tables of a body, cell or text box, in order, those inside wrappers included."""
    yield from _unwrapped(container, frozenset({_PARAGRAPH, TABLE}))


def table_rows(table: Any) -> list[Any]:
    """Rows of this table; rows deleted under tracking and hidden ones are left out."""
    rows = _unwrapped(table, frozenset({f"{W}tr"}))
    return [row for row in rows if not any(row.find(f"{W}trPr/{W}{mark}") is not None for mark in ("del", "hidden"))]


def row_cells(row: Any) -> list[Any]:
    """Cells of this row; those deleted under tracking are left out."""
    return [cell for cell in _unwrapped(row, frozenset({f"{W}tc"})) if cell.find(f"{W}tcPr/{W}cellDel") is None]


def _unwrapped(container: Any, wanted: frozenset[str]) -> Iterator[Any]:
    for child in container.iterchildren():
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, wanted)


def goes_on(paragraph: Any) -> bool:
    """True for a paragraph whose end was deleted under tracking: the next one goes on in its line."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def paragraph_lines(paragraph: Any) -> list[str]:
    """The text of a paragraph, cut at its line breaks; text boxes anchored in it are not included."""
    if any(_is_placeholder(above) for above in paragraph.iterancestors(_CONTROL)):
        return [""]
    return "".join(_texts(paragraph)).split("\n")


def _texts(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag in _LETTERS:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == _CHOICES:
            yield from _texts(_chosen(child))
        elif child.tag == f"{W}r":
            if not _is_hidden(child):
                text = "".join(_texts(child))
                yield raised(text) if _is_raised(child) else text
        elif child.tag not in _SKIPPED and not (child.tag == _CONTROL and _is_placeholder(child)):
            yield from _texts(child)


def _chosen(alternatives: Any) -> Any:
    """Word writes a drawing twice, for itself and for older programs: only one of them counts."""
    choice = alternatives.find(f"{_MC}Choice")
    return choice if choice is not None else alternatives


def _is_hidden(run: Any) -> bool:
    """Hidden, or struck out and so not said any more."""
    marks = (run.find(f"{W}rPr/{W}{name}") for name in ("vanish", "strike", "dstrike"))
    return any(mark is not None and mark.get(f"{W}val", "1") not in _OFF for mark in marks)


def _is_raised(run: Any) -> bool:
    mark = run.find(f"{W}rPr/{W}vertAlign")
    return mark is not None and mark.get(f"{W}val", "") == "superscript"


def _is_placeholder(control: Any) -> bool:
    """True for a control that nobody filled in: it shows words of Word's own (单击此处输入文字)."""
    mark = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return mark is not None and mark.get(f"{W}val", "1") not in _OFF


def text_boxes(paragraph: Any) -> list[Any]:
    """Outermost text boxes anchored in the paragraph, each once."""
    return list(_boxes(paragraph))


def _boxes(element: Any) -> Iterator[Any]:
    for child in element.iterchildren():
        if child.tag == _BOX:
            yield child
        elif child.tag == _CHOICES:
            yield from _boxes(_chosen(child))
        elif child.tag not in _SKIPPED:
            yield from _boxes(child)


def style_levels(styles: Any) -> dict[str, int]:
    """Heading level by style id (Title and Heading 1 are level 1), inherited from the style that one is based on."""
    own: dict[str, int | None] = {}
    base: dict[str, str] = {}
    for style in styles.iterchildren(f"{W}style"):
        identity = str(style.get(f"{W}styleId", ""))
        name = style.find(f"{W}name")
        own[identity] = _level_of(str(name.get(f"{W}val", "")) if name is not None else "", style)
        parent = style.find(f"{W}basedOn")
        if parent is not None:
            base[identity] = str(parent.get(f"{W}val", ""))
    return {identity: _inherited(identity, own, base) for identity in own}


def _level_of(name: str, style: Any) -> int | None:
    found = _HEADING.fullmatch(name.strip())
    if found:
        return int(found[1])
    if name.strip().lower() in _TITLES:
        return 1
    return _outline(style)


def _inherited(identity: str, own: Mapping[str, int | None], base: Mapping[str, str]) -> int:
    seen: set[str] = set()
    while identity and identity not in seen:
        level = own.get(identity)
        if level is not None:
            return level
        seen.add(identity)
        identity = base.get(identity, "")
    return 0


def heading_level(paragraph: Any, levels: Mapping[str, int]) -> int:
    """Level from the paragraph's own outline level, else from its style; 0 for ordinary text."""
    outline = _outline(paragraph)
    if outline is not None:
        return outline
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return 0 if style is None else levels.get(str(style.get(f"{W}val", "")), 0)


def _outline(element: Any) -> int | None:
    """Word counts outline levels from 0; 9 means body text."""
    value = _number(element.find(f"{W}pPr/{W}outlineLvl"), 99)
    return None if value > 9 else 0 if value == 9 else value + 1


def grid_span(cell: Any) -> int:
    return max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1))


def skipped_columns(row: Any) -> int:
    """Grid columns left free before the first cell of a row."""
    return _number(row.find(f"{W}trPr/{W}gridBefore"), 0)


def vertical_merge(cell: Any) -> str:
    """`restart` for the first cell of a vertical merge, `continue` for the others, "" outside one."""
    mark = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if mark is None else str(mark.get(f"{W}val", "continue"))


def _number(element: Any, default: int) -> int:
    value = "" if element is None else str(element.get(f"{W}val", ""))
    return int(value) if value.isdecimal() and len(value) < 5 else default
