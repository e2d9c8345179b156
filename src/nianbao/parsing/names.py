"""The printed name of an agency taken apart: the short name people say, the official one, and the places above it."""

from __future__ import annotations

import re
from dataclasses import dataclass

HAN = "[\u3400-\u9fff\U00020000-\U000323af]"
"""A Chinese character, those beyond the basic plane too."""
_HAN = HAN
_PLACES = (
    re.compile(rf"(?:{_HAN}{{2,7}}?(?:省|自治区|特别行政区)|北京市|上海市|天津市|重庆市)"),
    re.compile(
        rf"(?:{_HAN}{{2,12}}?(?:自治州|地区|(?<![联同])盟)|{_HAN}{{1,6}}?(?<!城)(?<!超)市(?!区|场|政|民|容)"
        rf"|{_HAN}{{1,2}}?城市(?!区|场|政|民|容|管|建|规|综|更|发|投|道|运|园|绿))"
    ),
    re.compile(rf"{_HAN}{{1,8}}?(?:自治县|县|(?<![社园发景校库灾地辖特])区|(?<![城超])市|自治旗|旗)(?!级)"),
    re.compile(rf"{_HAN}{{1,8}}?(?:民族乡|镇|(?<!城)乡|街道|苏木)(?![市县区村])"),
)
_TOWN = len(_PLACES) - 1
_ORGAN_INSIDE = re.compile("[局厅院校]|委员会|管委会|中心|大学|公司|人民政府")
"""The district in 某市公安局某区分局 is no place above the bureau."""
_GOVERNMENT = frozenset(("", "人民政府", "政府", "人民", "办事处", "街办", "政务", "人民政府政务"))
_OFFICE = re.compile(r"(?:(?:人民)?政府|办事处)?(?:党政)?(?:综合)?办(?:公[室厅])?")
_OFFICE_OF_BUREAU = re.compile(
    r"(?<=[局委厅会区园院学校司团心站所])(?:党政|综合|学校)?办公室$|(?<=[局委厅会])(?:党政|综合)?办$"
)
_ORGAN = re.compile(
    r"(?:海关|人民政府|政府|办事处|办公室|办公厅|管理委员会|管委会|委员会|局|厅|委|队|院|所|站|联合会|残联|大学|学院|学校|医院|"
    r"中心|园|园区|开发区|新区|集团|公司|协会|银行|省|市|县|区|旗|镇|乡|街道|苏木)$"
)
_UPPER_GOVERNMENT = re.compile(rf"(?<=[省市县区旗])人民政府(?={_HAN}{{1,8}}?(?:镇|乡|街道))")
_DISCLOSURE = re.compile(
    r"(?:校务公开和)?(?:政府)?(?:信息|政务)(?:与政务|服务和)?公开(?:管理)?(?:工作)?(?:领导小组)?(?=办(?:公室)?$)"
)
"""What a government's office for disclosure is called beyond an office."""
_DOUBLED = re.compile(r"^(.{2,12})\1")
_TOWN_OF_ITS_PLACE = re.compile(r"(街道|镇|乡)(人民政府|政府|办事处)?")
_NOT_A_NAME = re.compile(
    r"国务院|中华人民共和国|根据|本(?!溪)|单位|部门|^(?:我|该|各|全|其|此|上级|有关|政府|政务|人民政府)|^[省市县区镇乡局街][^\u3400-\u9fff]?$"
    r"|^(?:[省市县区镇乡]|街道)(?:党|人民|政府|委|办|级|内|里|直)|的|和各|了|情况|工作"
)
OWN_NAME = re.compile("(?:大学|学院|学校|中学|小学|幼儿园|医院|集团|公司|银行|海关)$")
"""Names that need no place before them."""
BARE = re.compile(r"[省市县区](?=\S{2,16}$)")
"""A name that begins with its level alone: 县自然资源局."""
ZONE = re.compile(
    "(?:国家级)?(?:经济(?:技术)?|高新(?:技术)?(?:产业)?)?开发区|经开区|高新区|(?:工业|产业)园区?|示范区|园区|新区|度假区"
)
"""A name that begins with what every city has: 经开区管委会."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name taken apart. `office` is True for the general office of a government (洪泽区人民政府办公室)."""

    short: str
    full: str = ""
    parents: tuple[str, ...] = ()
    office: bool = False


def places(name: str) -> tuple[list[tuple[int, str]], str]:
    """The places a name begins with, outermost first and each with its rank, and what follows them."""
    found: list[tuple[int, str]] = []
    at, rank = 0, 0
    while rank <= _TOWN:
        options = [(m.end(), i) for i in range(rank, _TOWN + 1) if (m := _PLACES[i].match(name, at))]
        if not options:
            break
        end, level = min(options)
        if _ORGAN_INSIDE.search(name, at, end - 1):
            break
        found.append((level, name[at:end]))
        at, rank = end, max(level, 1) if level < _TOWN else _TOWN + 1
    return found, name[at:]


def name_of(printed: str) -> Name | None:
    """A printed name as `Name`; None when the words name no particular agency (我局, 本镇, 镇党政办公室)."""
    words = _DISCLOSURE.sub("", _DOUBLED.sub(r"\1", _UPPER_GOVERNMENT.sub("", "".join(printed.split()))))
    if not 2 <= len(words) <= 40 or _NOT_A_NAME.search(words):
        return None
    found, rest = places(words)
    if not found:
        return Name(short=words, full=words) if len(words) > 2 else None
    rest = _OFFICE_OF_BUREAU.sub("", rest)
    above = tuple(place for _, place in found[:-1])
    level, last = found[-1]
    if town := _TOWN_OF_ITS_PLACE.fullmatch(rest):
        # A street or town that is named like the place it was: 城区街道办事处.
        last, rest, level = last + town[1], town[2] or "", _TOWN
    office = bool(_OFFICE.fullmatch(rest))
    if rest in _GOVERNMENT or office:
        official = rest.startswith(("人民政府", "办事处")) and not office
        return Name(short=last, full=words if official else "", parents=above, office=office and level < _TOWN)
    return Name(short=last + rest, full=words, parents=(*above, last))


def is_organ(printed: str) -> bool:
    """The words end as names of agencies end."""
    return bool(_ORGAN.search(printed))
