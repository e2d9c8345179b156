"""Which agency a question means: the longest name of an indexed agency, never a near one without saying so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from nianbao.model import ReportCard, Span
from nianbao.text.fold import fold

_TAIL = re.compile(r"(?:人民政府|镇|乡|街道|苏木|县|区|市|州|旗)$")
_KIND = re.compile(r"(镇|乡|街道|县|区|市|局|委|办|中心|大学|学院|医院|管委会|联合会)$")
_BUREAU = re.compile(r"^(?P<place>[\u4e00-\u9fa5]{2,7}?(?:省|市|县|区|州|旗))(?P<bureau>[\u4e00-\u9fa5]{2,}(?:局|委|办|中心|联合会|大队|支队|厅))$")
# What may follow a short name without making it another agency.
_STOP = re.compile(
    r"哪|各|的|收|公|有|几|多|年|在|和|跟|与|比|是|被|全|所|下|内|共|申|信|主|依|网|对|会|今|去|上|还|呢|吗|及|或|县|给|都|不|没|要|打|为|到|用|一|两|二|新|发|怎|什|谁|办了|作|开|因|行|政府|人民|请|最|平|总|近|历|同|增|减|搞|受|答|微|财|专|存|下一|想|把|联|电|地|邮|传|规|现|未|部|予|培|回|访|参|组"
)
_GENERIC = re.compile(r"^(?:哪|各|本|我|贵|这|那|该|每|全|几|两|三|多|所有|其他|其它|一|某|此|个|乡|镇|县|街|隔壁|别的|下面|下属|辖|什么|你|他|咱|俺|请问|请|查|帮)")
# Provinces, cities and counties written before a name only say where it lies.
_ABOVE = re.compile(r"(?:[\u4e00-\u9fa5]{2,7}?(?:省|自治区|市|自治州|州|盟|县|区|旗)){1,3}$")
_NAMED = re.compile(
    r"(?P<org>[\u4e00-\u9fa5]{2,6}?(?:省|市|县|区|州|旗)[\u4e00-\u9fa5]{2,12}?(?:局|委员会|委|办公室|厅|管委会|联合会|中心|大学|学院))"
    r"|(?P<town>[\u4e00-\u9fa5]{1,4}?(?:镇|乡|街道|苏木)(?!里|上|政府信|村|长|年))"
    r"|(?P<county>[\u4e00-\u9fa5]{2,3}?(?:县|区|市)(?!里|上|内|外|场|民|长|级|域|政府信))"
    r"|(?P<bureau>[\u4e00-\u9fa5]{2,8}(?:局|委员会))"
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a question says of agencies: found ones, unknown names, a correction made, and a scope (a parent's name)."""

    agencies: tuple[Agency, ...] = ()
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    homonyms: tuple[Agency, ...] = ()
    scope: str | None = None
    spans: tuple[Span, ...] = ()


class Agencies:
    """The agencies of an index and the names they go by."""

    def __init__(self, cards: Iterable[ReportCard]) -> None:
        self.all = _grouped(cards)
        self._names: dict[str, list[Agency]] = {}
        for agency in self.all:
            for name in _names(agency):
                holders = self._names.setdefault(fold(name), [])
                if agency not in holders:
                    holders.append(agency)
        # A name that one agency bears in full is not shared by another that merely shortens to it.
        for agency in self.all:
            own = [a for a in self._names[fold(agency.name)] if a.name == agency.name]
            self._names[fold(agency.name)] = own
        parts = sorted(self._names, key=lambda n: (-len(n), n))
        self._pattern = re.compile("|".join(map(re.escape, parts))) if parts else re.compile(r"(?!)")

    @cached_property
    def parents(self) -> dict[str, tuple[Agency, ...]]:
        """Counties, cities and provinces that are no agency of their own question, with what lies in them."""
        found: dict[str, list[Agency]] = {}
        for agency in self.all:
            for parent in agency.parents:
                found.setdefault(fold(parent), []).append(agency)
        return {name: tuple(inside) for name, inside in found.items()}

    def find(self, folded: str) -> Named:
        """The agencies named in a folded question, in the order of their names."""
        found: list[Agency] = []
        homonyms: list[Agency] = []
        unknown: list[str] = []
        spans: list[Span] = []
        for match in self._pattern.finditer(folded):
            holders = self._narrowed(folded, match)
            if (longer := _longer_name(folded, match)) is not None:
                unknown.append(longer)
                spans.append(Span(start=match.start(), end=match.start() + len(longer)))
                continue
            above = _ABOVE.search(folded[: match.start()])
            spans.append(Span(start=above.start() if above else match.start(), end=match.end()))
            if len(holders) > 1:
                homonyms.extend(h for h in holders if h not in homonyms)
            elif holders[0] not in found:
                found.append(holders[0])
        found = _without_counties(found)
        rest = _blank(folded, spans)
        scope = next((p for p in sorted(self.parents, key=len, reverse=True) if p in rest), None)
        corrected: list[tuple[str, str]] = []
        for name, span in _unknown_names(re.sub(r"\d+\s?年度?", lambda m: " " * len(m[0]), rest)):
            if name in self.parents or any(name.endswith(p) for p in self.parents):
                continue
            if (near := self._corrected(name) or self._abbreviated(name)) is not None:
                corrected.append((name, near.name))
                found.append(near)
            else:
                unknown.append(name)
            spans.append(span)
        return Named(
            agencies=tuple(found),
            unknown=tuple(unknown),
            corrected=tuple(corrected),
            homonyms=tuple(homonyms),
            scope=scope,
            spans=tuple(spans),
        )

    def of_kind(self, words: str) -> tuple[Agency, ...] | None:
        """The agencies a generic word may mean (镇里, 教育局, 我们县); None when the words hold no such word."""
        match = re.search(
            r"(?P<bureau>[\u4e00-\u9fa5]{2,8}局)|(?P<street>街道办|街道|办事处)|(?P<town>(?:[我本咱贵]们?|这个|那个|咱们)?(?:镇|乡)(?:里|上|政府|府)?)|(?P<county>(?:我们|本|我|咱们?)?[县区市](?:里|上|政府))",
            words,
        )
        if match is None:
            return None
        if match["bureau"]:
            core = re.sub(r"^(?:我们|我|本|县|市|区|你们|请问)+", "", match["bureau"])[:-1]
            return tuple(a for a in self.all if core and core in fold(a.name) and a.kind in ("局", "委"))
        kinds = ("街道",) if match["street"] else ("镇", "乡") if match["town"] else ("县", "区", "市")
        return tuple(a for a in self.all if a.kind in kinds)

    def near(self, name: str, k: int = 3) -> tuple[Agency, ...]:
        """Agencies whose names look like a name that is not indexed: choices to offer, never to use."""
        from rapidfuzz import fuzz, process

        names = {a.name: a for a in self.all}
        hits = process.extract(name, list(names), scorer=fuzz.ratio, limit=k, score_cutoff=45)
        return tuple(names[h[0]] for h in hits)

    def latin(self, text: str) -> tuple[Agency, ...]:
        """The agencies whose name stands in the text in pinyin (Shuanghua Town)."""
        from pypinyin import lazy_pinyin

        plain = re.sub(r"[^a-z]", "", text.lower())
        found = [a for a in self.all if len(stem := _stem(a)) >= 2 and "".join(lazy_pinyin(stem)) in plain]
        return tuple(found)

    def _narrowed(self, folded: str, match: re.Match[str]) -> list[Agency]:
        holders = self._names[match[0]]
        if len(holders) > 1:
            with_parent = [a for a in holders if any(fold(p) in folded for p in a.parents)]
            holders = with_parent or holders
        return holders

    def _corrected(self, name: str) -> Agency | None:
        """The one agency of the same length and kind whose name sounds the same: a slip of the input method."""
        from pypinyin import lazy_pinyin

        sound = lazy_pinyin(name)
        stem = _TAIL.sub("", name)
        near = [
            a
            for a in self.all
            if (len(a.name) == len(name) and lazy_pinyin(a.name) == sound)
            or (len(_stem(a)) == len(name) == len(stem) and lazy_pinyin(_stem(a)) == sound)
        ]
        return near[0] if len(near) == 1 else None

    def _abbreviated(self, name: str) -> Agency | None:
        """The one bureau of the same place whose name the given one shortens: 住建局 for 住房和城乡建设局."""
        given = _BUREAU.match(name)
        if given is None:
            return None
        found = []
        for agency in self.all:
            for full in {agency.name, agency.full_name}:
                own = _BUREAU.match(full)
                if own and _TAIL.sub("", given["place"]) == _TAIL.sub("", own["place"][-len(given["place"]) :]) and _spells_out(given["bureau"], own["bureau"]):
                    found.append(agency)
                    break
        return found[0] if len(found) == 1 else None


def _spells_out(short: str, full: str) -> bool:
    """True when the characters of the short name stand in the full one in order, the first and last alike."""
    rest = iter(full)
    return len(short) >= 3 and short[0] == full[0] and short[-1] == full[-1] and all(c in rest for c in short)


def _grouped(cards: Iterable[ReportCard]) -> tuple[Agency, ...]:
    groups: list[list[ReportCard]] = []
    for card in cards:
        if not card.agency:
            continue
        for group in groups:
            if group[0].agency == card.agency and _compatible(group, card):
                group.append(card)
                break
        else:
            groups.append([card])
    made = [
        Agency(
            name=g[0].agency,
            full_name=max((c.full_name for c in g), key=len),
            parents=max((c.parents for c in g), key=len),
            cards=tuple(g),
        )
        for g in groups
    ]
    return tuple(sorted(made, key=lambda a: (a.name, a.parents)))


def _compatible(group: list[ReportCard], card: ReportCard) -> bool:
    return any(not c.parents or not card.parents or set(c.parents) <= set(card.parents) or set(card.parents) <= set(c.parents) for c in group)


def _stem(agency: Agency) -> str:
    stem = _TAIL.sub("", agency.name)
    return stem if len(stem) >= 2 else agency.name


def _names(agency: Agency) -> set[str]:
    name, stem = agency.name, _stem(agency)
    names = {name, agency.full_name or name, stem}
    kind = agency.kind
    if kind in ("镇", "乡", "县", "区", "市"):
        names |= {f"{name}政府", f"{name}人民政府", f"{name}人民政府办公室", f"{name}政府办公室", f"{name}政府办"}
    if kind == "街道":
        names |= {f"{stem}街道办事处", f"{stem}街道办", f"{stem}街办", f"{stem}办事处", f"{stem}街"}
    if name.endswith("局办公室"):
        names.add(name.removesuffix("办公室"))
    if name.count("局") == 2 and len(branch := name.split("局", 1)[1]) >= 4:
        names.add(branch)  # 某市某局龙华监管局: people say the branch
    if bureau := _BUREAU.match(name):
        names.add(_TAIL.sub("", bureau["place"]) + bureau["bureau"])
        if len(agency.parents) and not name.startswith(agency.parents[-1]):
            names.add(bureau["bureau"])
    heads = {h for p in agency.parents for h in (p, _TAIL.sub("", p)) if len(h) >= 2 and name.startswith(h)}
    names |= {name.removeprefix(h) for h in heads if len(name) - len(h) >= 3 and kind not in ("镇", "乡", "街道", "县", "区", "市", "局", "委")}
    names |= {_TAIL.sub("", p) + n for p in agency.parents for n in (name, stem) if p != name and not n.startswith(p)}
    return {n for n in names if len(n) >= 2}


def _longer_name(folded: str, match: re.Match[str]) -> str | None:
    """The whole name when the match is only the head of another agency's (青澜县 in 青澜县水利局)."""
    tail = folded[match.end() : match.end() + 14]
    longer = re.match(r"[\u4e00-\u9fa5]{1,10}?(?:局|委员会|街道|镇|乡|联合会|医院|学校|大学|管委会|中心|支队)", tail)
    if longer is None or _STOP.search(longer[0][:-1]):
        return None
    return match[0] + longer[0]


def _without_counties(found: list[Agency]) -> list[Agency]:
    """A county named before its own town only says where the town is."""
    return [a for a in found if not any(a.name in b.parents for b in found if b is not a)]


def _blank(folded: str, spans: list[Span]) -> str:
    characters = list(folded)
    for span in spans:
        characters[span.start : span.end] = "。" * (span.end - span.start)
    return "".join(characters)


def _unknown_names(rest: str) -> list[tuple[str, Span]]:
    """Names of agencies in what is left of a question, generic words (哪个镇, 我们县) left out."""
    found = [(m["org"], Span(start=m.start(), end=m.end())) for m in _NAMED.finditer(rest) if m["org"] and not _GENERIC.match(m["org"])]
    for _, span in found:
        rest = rest[: span.start] + " " * (span.end - span.start) + rest[span.end :]
    cut = re.compile(r"\d+|[a-z]+|年度?|请问|问下|查一?下|帮我|想知道|告诉我|关于|那么?|[的在和跟与比及、,，。?？!！:：;；()\s]|去年|今年|前年")
    position = 0
    for piece in [*cut.finditer(rest), None]:
        start = position
        end = piece.start() if piece else len(rest)
        position = piece.end() if piece else end
        for match in _NAMED.finditer(rest[start:end]):
            name = match[0]
            if _GENERIC.match(name) or name in ("信息公开", "全县", "全市", "全区"):
                continue
            if match["town"] and len(name) < 2 or re.search(r"[哪几多各]|公开|信息|申请|收到", name[:-1]):
                continue
            if match["bureau"] and not match["org"]:
                continue
            found.append((name, Span(start=start + match.start(), end=start + match.end())))
    return found
