"""Which agency a question means: the longest name of an indexed agency, never a near one without saying so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from nianbao.directory.abbreviations import Abbreviations, Short, spells_out
from nianbao.directory.english_names import EnglishNames
from nianbao.directory.found import Found, Mark, Named
from nianbao.directory.gazetteer import Gazetteer, Occurrence
from nianbao.directory.groups import place_names
from nianbao.directory.hearing import Hearing
from nianbao.directory.lookalikes import alike
from nianbao.directory.naming import BUREAU, TAIL, Agency, grouped, names_of, stem_of
from nianbao.directory.nearness import near
from nianbao.directory.organs import TOLD
from nianbao.directory.sounds import sounds_same
from nianbao.directory.unknown_names import longer_name, unknown_names
from nianbao.model import ReportCard, Span
from nianbao.text.fold import fold

# Provinces, cities and counties written before a name only say where it lies.
_ABOVE = re.compile(r"(?:[\u4e00-\u9fa5]{2,7}?(?:省|自治区|市|自治州|州|盟|县|区|旗)){1,3}$")

_OTHER_KIND = re.compile(r"(?:镇|乡|街道|县|区|市)(?![长亲里民内外上下场级直])")
_BARE_BODY = re.compile(r"[\u4e00-\u9fa5]{1,4}委|残联")
_AND = re.compile(r"(?:19|20)?\d{0,2}年?度?\s?(?:[和与跟同、,，]|以及|及|相?比|还是|对比)\s?")
_PROVINCES = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_PLACE_TAIL = re.compile(r"(?:省|(?:壮族|回族|维吾尔)?自治区|特别行政区|市|自治州|州|盟|县|区|旗)$")
# A place without its level, at the beginning or before words that range over what lies in it.
_PLACE_OF = re.compile(
    r"(?:^|(?<=[^\u4e00-\u9fa5])|(?<=[在查问下]))(?P<name>[\u4e00-\u9fa5]{2,3}?)"
    r"(?=(?:(?:20)?\d\d年度?)?(?:全省|全市|全县|地区|境内|范围内|省内|市内)?的?(?:各|哪|所有|全部|每个|几个|有几|有多少个|乡镇|镇里|谁)|(?:20)?\d\d年|的(?:镇|乡|街道|县|区|局))"
)
_LINK = re.compile(r"(?:[县市区])?(?:的|那个|那边的?|这边的?)$")


class Agencies:
    """The agencies of an index and the names they go by."""

    def __init__(self, cards: Iterable[ReportCard], exists: Callable[[str], bool] = lambda name: False) -> None:
        """`exists` tells whether a place of that name is known, in the index or not: it is never taken for a slip."""
        self._exists = exists
        self.all = grouped(cards)
        self._names: dict[str, list[Agency]] = {}
        for agency in self.all:
            for name in names_of(agency):
                holders = self._names.setdefault(fold(name), [])
                if agency not in holders:
                    holders.append(agency)
        # A name that one agency bears in full is not shared by another that merely shortens to it.
        for agency in self.all:
            own = [a for a in self._names[fold(agency.name)] if a.name == agency.name]
            self._names[fold(agency.name)] = own
        self._short = Abbreviations(self.all)
        self._hearing = Hearing(self.all, exists)
        self._gazetteer = Gazetteer(self._names)

    @property
    def names(self) -> tuple[str, ...]:
        """All names the agencies go by, folded."""
        return tuple(self._names)

    @cached_property
    def parents(self) -> dict[str, tuple[Agency, ...]]:
        """Counties, cities and provinces that are no agency of their own question, with what lies in them."""
        found: dict[str, list[Agency]] = {}
        for agency in self.all:
            for parent in agency.parents:
                found.setdefault(fold(parent), []).append(agency)
        return {name: tuple(inside) for name, inside in found.items()}

    @cached_property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The names of what agencies lie in, for `groups.places_in`."""
        return place_names(self.all)

    @cached_property
    def _parent_names(self) -> Gazetteer:
        return Gazetteer(self.parents)

    @cached_property
    def _by_short_parent(self) -> dict[str, list[str]]:
        """The parents by their names without the level."""
        found: dict[str, list[str]] = {}
        for parent in self.parents:
            found.setdefault(_PLACE_TAIL.sub("", parent), []).append(parent)
        return found

    @cached_property
    def _by_length(self) -> dict[int, list[Agency]]:
        """The agencies by the lengths of their names, and of what these are without 镇 or 县."""
        found: dict[int, list[Agency]] = {}
        for agency in self.all:
            for length in dict.fromkeys((len(agency.name), len(stem_of(agency)))):
                found.setdefault(length, []).append(agency)
        return found

    def find(self, folded: str) -> Named:
        """The agencies named in a folded question, in the order of their names."""
        found = Found()
        for short in self._shortened(folded):
            found.take(list(short.agencies), short.span, said=short.words)
            found.short.add(short.words)
        for match in self._gazetteer.finditer(_blank(folded, found.spans)):
            self._take(found, folded, match)
        for agency, span in self._hearing.find(_blank(folded, found.spans)):
            found.take([agency], span, said=span.of(folded))
        found.agencies = _without_counties(found, folded)
        rest = _blank(folded, found.spans)
        scope = self._scope(rest, found, folded)
        for name, span in unknown_names(re.sub(r"\d+\s?年度?", lambda m: " " * len(m[0]), rest)):
            if any(name[i:] in self.parents for i in range(len(name))):
                continue
            if (near := self._corrected(name)) is not None:
                found.take([near], span, said=name)
            else:
                found.miss(span, folded)
        return found.named(scope)

    def _scope(self, rest: str, found: Found, folded: str) -> str | None:
        """The county, city or province named, in full or short (四川哪个镇); one that holds no report is missed."""
        said = {place.words for place in self._parent_names.everywhere(rest)}
        if said:
            longest = max(map(len, said))
            return next(p for p in self.parents if p in said and len(p) == longest)
        for match in _PLACE_OF.finditer(rest):
            name = match["name"]
            held = self._by_short_parent.get(name, [])
            if len(held) == 1:
                return held[0]
            if not held and (_PROVINCES.fullmatch(name) or any(self._exists(name + kind) for kind in "市县区州")):
                found.miss(Span(start=match.start("name"), end=match.end("name")), folded)
        return None

    def _take(self, found: Found, folded: str, match: Occurrence) -> None:
        """One match of a held name: an agency, the county before another name, or the head of a name not held."""
        holders = self._narrowed(folded, match)
        if self._gazetteer.match(folded, match.end()) and holders[0].kind in ("县", "区", "市"):
            return  # it only says where the next one lies
        above = self._own_places(holders, folded[: match.start()]) or _ABOVE.search(folded[: match.start()])
        span = Span(start=above.start() if above else match.start(), end=match.end())
        if above and _BARE_BODY.fullmatch(match[0]) and not self._own_places(holders, above[0]):
            found.miss(span, folded)  # 安康市科委 is not the 科委 that is held
        elif (told := TOLD.match(folded, match.end())) is not None:
            found.miss(Span(start=match.start(), end=told.end()), folded)  # its own bureau of something, not held
        elif (longer := longer_name(folded, match)) is not None:
            found.miss(Span(start=match.start(), end=match.start() + len(longer)), folded)
        elif other := self._other_kind(folded, match):
            found.miss(Span(start=match.start(), end=other.end()), folded)
        elif above and all(self._elsewhere(h, above[0]) for h in holders):
            found.miss(span, folded)
        else:
            found.take(holders, span)

    @staticmethod
    def _own_places(holders: list[Agency], before: str) -> re.Match[str] | None:
        """The places of the agencies themselves right before a name: nothing further to the left belongs to it."""
        own = sorted({fold(p) for h in holders for p in h.parents}, key=lambda p: (-len(p), p))
        return re.search(rf"(?:{'|'.join(map(re.escape, own))})+$", before) if own else None

    def _other_kind(self, folded: str, match: Occurrence) -> re.Match[str] | None:
        """What follows a short name and makes it the name of another kind of place: 柳塘乡 is not 柳塘镇."""
        if any(match[0] == fold(a.name) for a in self._names[match[0]]):
            return None
        return _OTHER_KIND.match(folded, match.end())

    def _shortened(self, folded: str) -> list[Short]:
        """Short forms that are no name themselves and stand in none."""
        named = [m.span() for m in self._gazetteer.finditer(folded)]
        return [s for s in self._short.find(folded) if not any(a <= s.span.start and s.span.end <= b for a, b in named)]

    def of_kind(self, words: str) -> tuple[Agency, ...] | None:
        """The agencies a generic word may mean (镇里, 教育局, 我们县); None when the words hold no such word."""
        match = re.search(
            r"(?P<bureau>[\u4e00-\u9fa5]{2,8}局)|(?P<street>街道办|街道|办事处)|(?P<town>(?:[我本咱贵]们?|这个|那个|咱们)?(?:镇|乡)(?:里|"
            r"上|政府|府)?)|(?P<county>(?:我们|本|我|咱们?)?[县区市](?:里|上|政府))",
            words,
        )
        if match is None:
            return None
        if match["bureau"]:
            return self.bureaus(match["bureau"])
        kinds = ("街道",) if match["street"] else ("镇", "乡") if match["town"] else ("县", "区", "市")
        return tuple(a for a in self.all if a.kind in kinds)

    def bureaus(self, words: str) -> tuple[Agency, ...]:
        """The bureaus that a bureau's name without its place may mean (县教育局); () when no such name is held."""
        match = re.search(r"[\u4e00-\u9fa5]{2,8}局", words)
        core = re.sub(r"^(?:我们|我|本|县|市|区|你们|请问|那)+", "", match[0])[:-1] if match else ""
        held = [a for a in self.all if core and a.kind in ("局", "委")]
        return tuple(a for a in held if core in fold(a.name) or _shortens(core + "局", fold(a.name)))

    def sisters(self, agency: Agency, place: str) -> tuple[Agency, ...]:
        """The bureaus of the same work as `agency` in a place called so, with or without 县 or 区."""
        own = BUREAU.match(agency.name)
        found = []
        for other in self.all:
            met = BUREAU.match(other.name)
            if own and met and other != agency and met["bureau"] == own["bureau"]:
                called = fold(met["place"])
                found += [other] if place in (called, TAIL.sub("", called)) else []
        return tuple(found)

    def near(self, name: str, k: int = 3) -> tuple[Agency, ...]:
        """Agencies whose names look like a name that is not indexed: choices to offer, never to use."""
        return near(name, self.all, k)

    def held_names(self, folded: str) -> tuple[Span, ...]:
        """Where the names of held agencies stand in a folded text, the longest at each place."""
        return tuple(Span(start=m.start(), end=m.end()) for m in self._gazetteer.finditer(folded))

    def latin_marks(self, text: str) -> tuple[Mark, ...]:
        """The agencies that the text names in English or in pinyin, each where it stands."""
        return self._english.find(text)

    def latin_places(self, text: str) -> tuple[tuple[str, Span], ...]:
        """The places that the text names in English with their level, and in which agencies held lie."""
        return self._english.places(text)

    @cached_property
    def _english(self) -> EnglishNames:
        return EnglishNames(self.all)

    def _narrowed(self, folded: str, match: Occurrence) -> list[Agency]:
        """Of agencies of one name, those whose county stands before it (甲县的乙镇), else anywhere in the question."""
        holders = self._names[match[0]]
        if len(holders) < 2:
            return holders
        before = _LINK.sub("", folded[: match.start()])
        beside = [a for a in holders if any(_ends_with(before, fold(p)) for p in a.parents)]
        return beside or [a for a in holders if any(fold(p) in folded for p in a.parents)] or holders

    def _elsewhere(self, agency: Agency, above: str) -> bool:
        """True when the county written before a name is one of the index and not the agency's own."""
        own = "".join((*agency.parents, agency.full_name))
        ends = [above[i:] for i in range(len(above)) if above[i:] in self.parents]
        return bool(agency.parents) and any(p not in fold(own) for p in ends)

    def _corrected(self, name: str) -> Agency | None:
        """The one agency whose name sounds the same, a slip of the input method, or looks the same.

        The name of a place that exists is no slip, though the index does not hold it.
        """
        as_long = self._by_length.get(len(name), [])  # no other name sounds or looks the same
        near = [a for a in as_long if _same(name, a, sounds_same) or _same(name, a, alike)]
        return near[0] if len(near) == 1 and not self._exists(name) else None


def _same(name: str, agency: Agency, like: Callable[[str, str], bool]) -> bool:
    """True when the name is like the agency's, or, being without 镇 or 县, like what that leaves of the agency's."""
    return like(name, agency.name) or (TAIL.sub("", name) == name and like(name, stem_of(agency)))


def _ends_with(before: str, parent: str) -> bool:
    return before.endswith((parent, TAIL.sub("", parent)))


def _without_counties(found: Found, folded: str) -> list[Agency]:
    """A county named before its own town only says where the town is, unless the two are set side by side."""

    def beside(county: Agency, town: Agency) -> bool:
        first, second = sorted((found.places[county.name], found.places[town.name]), key=lambda s: s.start)
        return bool(_AND.fullmatch(folded[first.end : second.start]))

    held = found.agencies
    return [a for a in held if not any(a.name in b.parents and not beside(a, b) for b in held if b is not a)]


def _blank(folded: str, spans: list[Span]) -> str:
    characters = list(folded)
    for span in spans:
        characters[span.start : span.end] = "。" * (span.end - span.start)
    return "".join(characters)


def _shortens(short: str, name: str) -> bool:
    """True when the end of the name, from some character on, spells out the short form."""
    return len(short) >= 3 and any(spells_out(short, name[i:]) for i, c in enumerate(name) if c == short[0])
