"""Whose report it is: side file, title, signature, contact line, the words that say who compiled it, file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from nianbao.model import Confidence, Document, Evidence
from nianbao.parsing.confidence import agency_doubt, confidence, doubt
from nianbao.parsing.divisions import chains, completed
from nianbao.parsing.hints import hints, publisher, trail
from nianbao.parsing.mirrors import injected
from nianbao.parsing.names import BARE, Name, is_organ, name_of, places
from nianbao.text.fold import fold

_HAN = "[\u3400-\u9fff]"
_YEAR = re.compile(r"20\d\d ?(?:[-至~] ?20\d\d ?)?(?:学年|年)?度?|[一二]?二?[〇零○o0一二三四五六七八九]{3,4}年度?")
_TAIL = re.compile(
    r"(?:政府|政务|党务)?(?:政府|政务|党务)?信息(?:与政务)?公开|(?:党务|校务)?政?务公开|政府信息|政府网站|信息公开|年度?工?作?报告?|年报|工作报告"
)
_SITE = re.compile(r"[_|]|\s-\s|--")
_ORG = (
    rf"{_HAN}{{2,24}}?(?:人民政府办公[室厅]|人民政府|街道办事处|办事处|管理?委员?会|局|厅|办公[室厅]|联合会|残联|大学|学院|中学|小学|医院|"
    r"园|中心|公司|委|镇|乡|街道|区|县|市)"
)
_COMPILED = re.compile(
    rf"(?:(?<=[。,;:、()\s》度由])|(?<=年)(?!度)|(?<=公布)|(?<=现将)|(?<=发布)|(?<=编制)|^)(?P<name>{_ORG})"
    r"(?=(?:现?根据|依照|依据|按照|对照|严格按|认真贯彻|编制|公布|发布|向社会公|各科室|汇总|\(以下简称)|20\d\d ?年)",
    re.MULTILINE,
)
_CALLED = re.compile(
    rf"(?:编制|公布|发布|公开|形成)(?:了|的)?(?P<title>《?[\d~至学年度-]{{0,14}}{_HAN}{{2,24}}?(?:20\d\d ?年度?)?"
    r"(?:政府)?信息公开(?:工作)?年度(?:工作)?报告)"
)
"""编制并向社会公布《某镇2021年政府信息公开工作年度报告》."""
_CONTACT = re.compile(rf"(?:与|向|请?联系|咨询|致电)(?P<name>{_ORG})(?=联系|咨询|反映|查询|\(|,? ?(?:地址|电话|邮编))")
_SIGNED = re.compile(
    rf"(?P<name>{_HAN}{{3,30}}(?:政府|办公[室厅]|办事处|委员会|管委会|局|厅|委|中心|大学|学院|联合会|公司))"
)
_DATE = re.compile(r"(?:\(?[公盖]章\)?)?[\d年月日./〇零○o一二三四五六七八九十-]{0,16}")
# What may stand before a name that begins in the middle of a line.
_BEFORE = r"(?:(?<=[。,;:、()\s》度由与向在到])|(?<=年)(?!度)|^)"
_SENT = "报送|上报|呈报|呈送|印发|转发|公布|发布|公开"
_VERB = re.compile(
    r"^(?:现将|现就|现|特此|特|向社会|公布|公开|发布|编制|汇总|综合|反映|本着|对|由|是|在|为|经|报|向|将){1,4}"
)
_ANNOUNCES = re.compile(r"^(?:现|特|兹|特此|并)?(?:向社会)?(?:公布|公开|发布|编制)(?=.{4})")
_LINK = re.compile(r"^.*(?:[与由]|依托|联系|编制|公布|发布|通过|登[录陆]|访问|关注|位于)")
"""Words of the sentence that stand between its beginning and the name of a place."""
_HEAD = 4000
"""Characters at the beginning of a report in which it says who compiled it and whom to ask."""
_OWN_NAME = re.compile("(?:大学|学院|学校|中学|小学|医院|集团|公司|银行)$")
"""Names that need no place before them."""
_SHORTEST_OWN = 5
"""Characters of such a name: 东湖大学 may be a part of a longer one, 市第一医院 lacks its town."""
_REPORT_BY = re.compile("^(?:本|该)?(?:年度)?(?:报告|年报)由")
_OWN_OFFICE = re.compile("(?<=大学|学院|学校|中学|小学|医院|集团|公司|中心)(?:党政|综合)?办公室$")
"""The office of an institution, which is nobody's but its own."""
_TOWN = ("镇", "乡", "街道", "苏木")
_ENDING = 8
"""Last lines among which the signature stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    short: str = ""
    full: str = ""
    parents: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[str, ...] = ()
    confidence: Confidence = "none"


def agency_of(document: Document, title: str, text: str) -> Agency:
    """The agency of a report, in simplified characters; `short` is "" with a problem when nothing tells it."""
    side = document.side
    candidates = [(origin, name) for origin, name in _candidates(document, title, fold(text)) if not _is_replaced(name)]
    evidence = tuple(Evidence(what="agency", value=name.short, origin=origin) for origin, name in candidates)
    if not candidates:
        return Agency(parents=side.parents, problems=("机关不明",))
    chosen = candidates[0][1]
    same = [name for _, name in candidates if name.short == chosen.short]
    parents = side.parents or chosen.parents or max((n.parents for n in same), key=len)
    parents = parents or _above(chosen.short, fold(text)) or _published_above(chosen.short, document)
    found = chosen.short
    chosen = _with_bare_place(chosen, fold(text))
    chosen, problems = _with_place(chosen, parents, fold(text))
    full = max((n.full for n in same if not n.office), key=len, default="") or _official(chosen.short, fold(text))
    if chosen.short not in {n.short for n in same}:
        full = chosen.full
    if not side.parents and not parents:
        parents = chosen.parents
    kept = parents[:-1] if parents and parents[-1] == chosen.short else parents
    if not side.parents:
        kept, placed = completed(chosen.short, kept, fold(text), hints(document))
        evidence += placed
    origins = [origin for origin, name in candidates if name.short == found]
    contradiction = agency_doubt(candidates)
    concluded = bool(problems) or (chosen.short != found and not side.parents)
    level = confidence(origins, contradicted=contradiction is not None, concluded=concluded)
    if contradiction:
        problems += (contradiction,)
    elif not problems:
        problems = (
            (f"机关把握不大：“{chosen.short}”的地区由正文推断。",) if concluded else doubt("机关", level, origins)
        )
    return Agency(short=chosen.short, full=full, parents=kept, evidence=evidence, problems=problems, confidence=level)


def _candidates(document: Document, title: str, folded: str) -> Iterator[tuple[str, Name]]:
    """Names with where they stand, the most trustworthy first."""
    if document.side.agency and (name := name_of(fold(document.side.agency))):
        yield "side", name
    elif document.side.agency:
        yield "side", Name(short=document.side.agency, full=document.side.agency)
    if name := in_title(title):
        yield "title", name
    printed = {
        "signature": _signature(folded),
        "contact": _first(_CONTACT, folded),
        "body": _compiled(_without(fold(title), folded)),
    }
    for origin, found in printed.items():
        if found is not None:
            yield origin, found
    if name := _last(trail(document)):
        yield "breadcrumb", name
    if name := _in_file_name(PurePath(document.source).stem):
        yield "file name", name
    if name := _last(document.folders):
        yield "folder", name


def _in_file_name(stem: str) -> Name | None:
    """The agency of a name such as 张义镇2008 or 张义镇2008年政府信息公开年度报告."""
    if (name := in_title(stem)) and is_organ(name.full or name.short):
        return name
    words = re.sub(r"[\s_()（）\-]+", "", _YEAR.sub("", fold(stem)))
    found = name_of(words) if is_organ(words) and re.fullmatch(rf"{_HAN}{{3,30}}", words) else None
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


def _is_replaced(name: Name) -> bool:
    """A copy of the site put the name of a gambling site where the agency stood."""
    return bool(injected(name.full + name.short))


def in_title(title: str) -> Name | None:
    """The agency a title names: its words before 政府信息公开…年度报告, without the year."""
    words = "".join(_SITE.split(fold(title))[0].split())
    words = re.sub(rf"^关于(?:{_SENT})?|[《》“”\"]", "", _YEAR.sub("", words))
    tail = _TAIL.search(words)
    if tail is None:
        return None
    name = _ANNOUNCES.sub("", words[: tail.start()]).rstrip("的之关于")
    if name.endswith("人民") and tail[0].startswith("政府"):
        name += "政府"
    if not re.fullmatch(rf"(?:{_HAN}|[()]){{2,40}}", name):
        return None
    name = name.replace("(", "（").replace(")", "）")
    found = name_of(name)
    # The title of an office's own report names the office, which is then not the government.
    return Name(short=name, full=name, parents=(*found.parents, found.short)) if found and found.office else found


def _signature(folded: str) -> Name | None:
    for line in reversed(folded.rsplit("\n", _ENDING)[-_ENDING:]):
        words = "".join(line.split())
        match = _SIGNED.match(words)
        if match is None or not _DATE.fullmatch(words, match.end()):
            continue
        if name := name_of(match["name"]):
            return name
    return None


def _without(title: str, folded: str) -> str:
    """The text without its title line: what the title says counts once."""
    return folded.replace(title + "\n", "\n", 1) if title else folded


def _compiled(folded: str) -> Name | None:
    """Who says that it compiled the report, or whose report the text calls itself."""
    return _first(_COMPILED, folded) or next(
        (
            name
            for match in _CALLED.finditer(folded, 0, _HEAD)
            if (name := in_title(match["title"]))
            and (places(name.full or name.short)[0] or _OWN_NAME.search(name.short))
        ),
        None,
    )


def _first(pattern: re.Pattern[str], folded: str) -> Name | None:
    """The first match that names a particular agency, with at least one place in its name."""
    for match in pattern.finditer(folded, 0, _HEAD):
        words = _OWN_OFFICE.sub("", _VERB.sub("", _REPORT_BY.sub("", match["name"])))
        name = name_of(words)
        if name is not None and (places(words)[0] or (_OWN_NAME.search(words) and len(words) >= _SHORTEST_OWN)):
            return name
    return None


def _official(short: str, folded: str) -> str:
    """The short name with 人民政府 or 办事处 after it, where the text prints it so."""
    return next((short + end for end in ("人民政府", "办事处") if short + end in folded), "")


def _above(short: str, folded: str) -> tuple[str, ...]:
    """The places that stand right before the agency's name somewhere in the text, most often."""
    pattern = re.compile(rf"{_BEFORE}({_HAN}{{2,16}}?[省市县区旗]){re.escape(short)}", re.MULTILINE)
    seen: Counter[tuple[str, ...]] = Counter()
    for match in pattern.finditer(folded):
        found, rest = places(_VERB.sub("", _LINK.sub("", match[1])))
        if found and not rest:
            seen[tuple(place for _, place in found)] += 1
    return min(seen, key=lambda p: (-seen[p], p), default=())


def _published_above(short: str, document: Document) -> tuple[str, ...]:
    """The places before the agency's name on the card above the report: 发布机构 腾云市青石镇."""
    name = name_of(publisher(document))
    return name.parents if name is not None and name.short == short else ()


def _with_bare_place(name: Name, folded: str) -> Name:
    """台创园 as the text calls it, 锡山台创园, where 锡山 is a city, county or district without its level."""
    if places(name.short)[0] or BARE.match(name.short) or not name.short or _OWN_NAME.search(name.short):
        return name
    named = re.findall(rf"(?<![\u3400-\u9fff])({_HAN}{{2,3}}){re.escape(name.short)}", folded)
    known = {place for place in named if any(chains(place + level) for level in "市县区")}
    place = known.pop() if len(known) == 1 else ""
    return replace(name, short=place + name.short, full=place + name.short)


def _with_place(name: Name, parents: tuple[str, ...], folded: str) -> tuple[Name, tuple[str, ...]]:
    """县自然资源局 with its county before it, from the places above or from the text."""
    level = BARE.match(name.short)
    if level is None or places(name.short)[0]:
        return name, ()
    above = next((p for p in reversed(parents) if p.endswith(level[0])), "")
    if not above:
        pattern = re.compile(rf"{_BEFORE}({_HAN}{{2,5}}?{level[0]})(?={_HAN}{{0,20}}?[局委办政])", re.MULTILINE)
        found = [_VERB.sub("", _LINK.sub("", place)) for place in pattern.findall(folded, 0, _HEAD)]
        named = Counter(p for p in found if len(p) > 2 and not re.search(r"[本我全各该]|国家|[省市县区]、", p))
        # Words may run into the level (组建县自然资源局): a place is known to be one, or named again.
        known = {p: n for p, n in named.items() if chains(p) or folded.count(p) > 1}
        above = min(known, key=lambda p: (-known[p], p), default="")
    if not above:
        return name, ("机关所在地区不明",)
    full = above + name.short[1:]
    return replace(name, short=full, full=full, parents=name.parents or (above,)), ()
