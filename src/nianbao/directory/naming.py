"""An agency of the index and the names it goes by: 息陬镇, 息陬, 曲阜市息陬镇人民政府, 息陬镇政府."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nianbao.model import ReportCard

TAIL = re.compile(r"(?:人民政府|镇|乡|街道|苏木|县|区|市|州|旗)$")
_KIND = re.compile(r"(镇|乡|街道|县|区|市|局|委|办|中心|大学|学院|医院|管委会|联合会)$")
BUREAU = re.compile(
    r"^(?P<place>[\u4e00-\u9fa5]{2,7}?(?:省|市|县|区|州|旗))(?P<bureau>[\u4e00-\u9fa5]{1,}(?:局|委|办|中心|联合会|大队|支队|厅))$"
)

_PLACE = re.compile(r"^[\u4e00-\u9fa5]{2,7}?(?:省|市|县|区|州|旗)")

_BARE_NAME = re.compile(r"[\u4e00-\u9fa5]{1,4}委|残联")
"""What people say of a body without its place (科委) that no word of asking is."""
_OFFICE = re.compile(r"(?P<place>[\u4e00-\u9fa5]{2,12}?[县区市州旗])(?:人民)?政府办公[室厅]$")
"""The office of a government compiles the government's report; people call it by the government's name."""

_COMPANY = re.compile(r"(?P<base>[\u4e00-\u9fa5]{4,30}?)(?:集团)?(?:股份)?有限(?:责任)?公司$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency of the index: its short name, what it is part of, and its reports."""

    name: str
    full_name: str
    parents: tuple[str, ...]
    cards: tuple[ReportCard, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({c.year for c in self.cards if c.year is not None}))

    @property
    def kind(self) -> str:
        """The last word of its name that says what it is: 镇, 街道, 局, …"""
        match = _KIND.search(self.name)
        return match[1] if match else ""

    @property
    def place(self) -> str:
        """The name with its county before it, to tell it from another of the same name."""
        above = [p for p in self.parents if not self.name.startswith(p)]
        return (above[-1] if above else "") + self.name


def grouped(cards: Iterable[ReportCard]) -> tuple[Agency, ...]:
    """Cards of one name are one agency unless their counties contradict; by name and county."""
    groups: dict[str, list[list[ReportCard]]] = {}
    for card in cards:
        if not card.agency:
            continue
        same = groups.setdefault(card.agency, [])
        for group in same:
            if _compatible(group, card):
                group.append(card)
                break
        else:
            same.append([card])
    made = [
        Agency(
            name=group[0].agency,
            full_name=max((c.full_name for c in group), key=len),
            parents=max((c.parents for c in group), key=len),
            cards=tuple(group),
        )
        for same in groups.values()
        for group in same
    ]
    return tuple(sorted(made, key=lambda a: (a.name, a.parents)))


def _compatible(group: list[ReportCard], card: ReportCard) -> bool:
    return any(
        not c.parents or not card.parents or set(c.parents) <= set(card.parents) or set(card.parents) <= set(c.parents)
        for c in group
    )

_OFFICES_OF_GOVERNMENT = (
    "", "人民政府办公室", "政府办公室", "人民政府办公厅", "政府办公厅", "政府办", "人民政府", "政府",
)  # fmt: skip
"""What the name of a place is followed by when its government's office is meant."""


def stem_of(agency: Agency) -> str:
    stem = TAIL.sub("", agency.name)
    return stem if len(stem) >= 2 else agency.name


def parents_of(agency: Agency) -> tuple[str, ...]:
    """What the agency is part of, with what its own name begins with (重庆市 of 重庆市大足区…)."""
    head = re.match(r"[\u4e00-\u9fa5]{2,5}?[省市](?=[\u4e00-\u9fa5]{2,})", agency.name)
    return (*agency.parents, *((head[0],) if head else ()))


def names_of(agency: Agency) -> set[str]:
    name, stem = agency.name, stem_of(agency)
    names = {name, agency.full_name or name, stem}
    kind = agency.kind
    if kind in ("镇", "乡", "县", "区", "市"):
        names |= {f"{name}政府", f"{name}人民政府", f"{name}人民政府办公室", f"{name}政府办公室", f"{name}政府办"}
    if kind == "街道":
        names |= {f"{stem}街道办事处", f"{stem}街道办", f"{stem}街办", f"{stem}办事处", f"{stem}街"}
    if office := _OFFICE.match(name):
        base = office["place"]
        short = next((base.removeprefix(p) for p in parents_of(agency) if base.startswith(p) and base != p), base)
        for place in dict.fromkeys((base, short)):
            names |= {place + tail for tail in _OFFICES_OF_GOVERNMENT}
    if name.endswith("局办公室"):
        names.add(name.removesuffix("办公室"))
    if name.count("局") == 2 and len(branch := name.split("局", 1)[1]) >= 4:
        city = _PLACE.match(name)
        places = {city[0], TAIL.sub("", city[0])} if city else set()
        names |= {branch} | {place + branch for place in places}  # 某市某局龙华监管局: people say the branch
    if bureau := BUREAU.match(name):
        names.add(TAIL.sub("", bureau["place"]) + bureau["bureau"])
        names |= {bureau["bureau"]} if _BARE_NAME.fullmatch(bureau["bureau"]) else set()
        if len(agency.parents) and not name.startswith(agency.parents[-1]):
            names.add(bureau["bureau"])
    if name.endswith("管委会"):
        base = name.removesuffix("管委会")
        stems = {s for p in agency.parents for s in (p, TAIL.sub("", p)) if base.startswith(s)}
        names |= {base} | {base.removeprefix(s) for s in stems if len(base) - len(s) >= 3}
    if company := _COMPANY.match(name):
        base = company["base"]
        names |= {base} | ({_PLACE.sub("", base)} if len(_PLACE.sub("", base)) >= 3 else set())
    heads = {h for p in agency.parents for h in (p, TAIL.sub("", p)) if len(h) >= 2 and name.startswith(h)}
    names |= {
        name.removeprefix(h)
        for h in heads
        if len(name) - len(h) >= 3 and kind not in ("镇", "乡", "街道", "县", "区", "市", "局", "委")
    }
    names |= {TAIL.sub("", p) + n for p in agency.parents for n in (name, stem) if p != name and not n.startswith(p)}
    return {n for n in names if len(n) >= 2}
