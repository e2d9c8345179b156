"""The places around and above the text that name an agency: title, breadcrumb, card, file name and folders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from nianbao.model import Document
from nianbao.parsing.hints import publisher, trail
from nianbao.parsing.lexicon import lexicon
from nianbao.parsing.mentions import mentions
from nianbao.parsing.mirrors import injected
from nianbao.parsing.names import HAN, Name, is_organ, name_of, places
from nianbao.text.fold import fold

_YEAR = re.compile(
    r"20\d\d ?(?:[-至~] ?20\d\d ?)?(?:学年|年)?度?|[一二]?二?[〇零○o0一二三四五六七八九]{3,4}年度?|2 0 \d \d ?年度?"
)
_TAIL = re.compile(
    r"(?:政府|政务|党务)?(?:政府|政务|党务)?信息(?:与政务)?公开|(?:党务|校务)?政?务公开|政府信息|政府网站|信息公开|年度?工?作?报告?|年报|工作报告"
)
_SITE = re.compile(r"[_|]|\s-\s|--")
_SENT = "报送|上报|呈报|呈送|印发|转发|公布|发布|公开"
_ANNOUNCES = re.compile(r"^(?:现|特|兹|特此|并)?(?:向社会)?(?:公布|公开|发布|编制)(?=.{4})")
_LABEL = re.compile(r"^(?:标题|名称|题名|信息名称)(?=.{3})")
_LINK = re.compile("(?:的|之|关于){1,3}$")
_TOWN = ("镇", "乡", "街道", "苏木")


def slots(document: Document, title: str) -> Iterator[tuple[str, Name]]:
    """Names with where they stand, the most trustworthy first; those that a copy of the site put there are left out."""
    for origin, name in _slots(document, title):
        if name is not None and not injected(name.full + name.short):
            yield origin, name


def _slots(document: Document, title: str) -> Iterator[tuple[str, Name | None]]:
    yield "title", in_title(title)
    yield "card", name_of(publisher(document))
    yield "breadcrumb", _last(trail(document))
    yield "file name", _in_file_name(PurePath(document.source).stem)
    yield "folder", _last(document.folders)


def in_title(title: str) -> Name | None:
    """The agency a title names: its words before 政府信息公开…年度报告, without the year."""
    words = "".join(_SITE.split(fold(title))[0].split())
    words = re.sub(rf"^关于(?:{_SENT})?|[《》“”\"]", "", _without_year(words))
    tail = _TAIL.search(words)
    if tail is None:
        return None
    name = _LINK.sub("", _ANNOUNCES.sub("", _LABEL.sub("", words[: tail.start()])))
    if name.endswith("人民") and tail[0].startswith("政府"):
        name += "政府"
    if not re.fullmatch(rf"(?:{HAN}|[()]){{2,40}}", name):
        return None
    found = name_of(_begun(name).replace("(", "（").replace(")", "）"))
    if found is None or not found.office:
        return found
    # The title of an office's own report names the office, which is then not the government.
    return Name(short=name, full=name, parents=(*found.parents, found.short))


def _without_year(words: str) -> str:
    """The words without the year, and without what they say again behind it (湖口海关2015年海关)."""
    year = _YEAR.search(words)
    if year is not None and (head := words[: year.start()]):
        again = _TAIL.split(words[year.end() :])[0]
        if again and is_organ(head) and head.endswith(again):
            words = head + words[year.end() + len(again) :]
    return _YEAR.sub("", words)


def _begun(name: str) -> str:
    """The name without words of a sentence before it (请各单位查阅石桥镇)."""
    for mention in mentions(name):
        before = name[: mention.start]
        if before and mention.end == len(name) and lexicon().loose.fullmatch(before):
            return name[mention.start :]
    return name


def _in_file_name(stem: str) -> Name | None:
    """The agency of a name such as 张义镇2008 or 张义镇2008年政府信息公开年度报告."""
    if (name := in_title(stem)) and is_organ(name.full or name.short):
        return name
    words = re.sub(r"[\s_()（）\-]+", "", _YEAR.sub("", fold(stem)))
    found = name_of(words) if is_organ(words) and re.fullmatch(rf"{HAN}{{3,30}}", words) else None
    return found if found and places(words)[0] else None


def _last(steps: Sequence[str]) -> Name | None:
    """The innermost step that names a town or an office: those of a county hold the reports of all its offices."""
    for step in reversed(steps):
        words = fold(step).strip()
        name = name_of(words) if is_organ(words) else None
        found, rest = places(words)
        if name is not None and found and (rest or found[-1][1].endswith(_TOWN)) and not name.office:
            return name
    return None
