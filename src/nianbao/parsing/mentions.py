"""Every mention of a body in a text, with its name taken apart and the roles that the words around it give it.

A name ends with a word that such names end with (`agencies.toml`). It begins where a known place begins from which
nothing but the name follows, else where the words of the sentence end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.parsing.divisions import chains, is_place
from nianbao.parsing.lexicon import Lexicon, lexicon
from nianbao.parsing.names import BARE, HAN, OWN_NAME, ZONE, Name, name_of, places

_RUN = re.compile(rf"{HAN}{{2,400}}")
_LEVEL = re.compile("[省市县区旗州盟镇乡道木]")
_AREAS = frozenset("省市县区镇乡")
_LONGEST = 30
"""Characters of the longest name looked for."""
_LONGEST_PLACE = 12
_REST = 22
"""Characters that a name may have behind its last place."""
_BRANCH = re.compile("(?:分局|支局|分院|分校|大队|支队|分中心|分公司|监狱|海关)$")
_CONTEXT = 16
_MARGIN = 40
"""Characters beside a name on its line within which the line ends, if the name stands alone."""
_BESIDE = re.compile(r"[^\d年月日./\s〇零○o一二三四五六七八九十()公盖章|-]")
_YEAR_BEFORE = re.compile(r"[\d〇零○o一二三四五六七八九十~-]{2,9} ?学?年度?(?:的|,)?$|[《“\"(]$| $")
_OFFICE_AFTER = re.compile(
    "(?:党政|综合|行政|政务|局|委|镇|街道|秘书|学校)?(?:综合)?"
    "(?:办公[室厅]|办(?!理|事|法|公)|秘书科|秘书处|办秘书科|信息中心)"
)
_ABBREVIATION = re.compile(r"^\([^()]{0,24}\)")
_REPORTS = re.compile(
    r"[》”]?(?:20\d\d|[二〇零○一-九]{4})? ?(?:~?-?20\d\d)? ?学?(?:年度?)? ?(?:政府|政务|党务)?(?:信息|政务)公开"
    r".{0,10}(?:报告|年报)"
)
_STARTS = re.compile(r"(?:^|[。;:!?》\n\s]|[年度],?|\d月|[一二三四五六七八九十][、是])$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name where it stands in the folded text; `sure` when it begins at a known place or with the sentence."""

    start: int
    end: int
    name: Name
    sure: bool
    roles: frozenset[str]


def mentions(folded: str) -> list[Mention]:
    """The mentions of a folded text in its order; of two that begin together the longer one."""
    words = lexicon()
    found: list[Mention] = []
    known: dict[str, list[tuple[int, int, Name, bool]]] = {}
    for run in _RUN.finditer(folded):
        text = run[0]
        if text not in known:
            known[text] = list(_names(text, words))
        for start, end, name, sure in known[text]:
            place = (run.start() + start, run.start() + end)
            found.append(
                Mention(start=place[0], end=place[1], name=name, sure=sure, roles=_roles(folded, *place, words))
            )
    return found


def _names(run: str, words: Lexicon) -> Iterator[tuple[int, int, Name, bool]]:
    """Start, end, name and sureness of the names in a stretch of characters."""
    ends = list(words.ends.finditer(run))
    masked = words.masked(run) if ends else ""
    spans = _known_places(run) if ends else []
    best: dict[int, tuple[int, Name, bool]] = {}
    for match in ends:
        end = match.end()
        start, sure = _start(run, masked, end, spans, words)
        if end - start < 2 or end - start > _LONGEST:
            continue
        name = _named(run[start:end], match[0])
        if name is not None and (start not in best or best[start][0] < end):
            best[start] = (end, name, sure)
    for match in words.state.finditer(run):
        if not any(start <= match.start() and match.end() <= end for start, (end, _, _) in best.items()):
            best[match.start()] = (match.end(), Name(short=match[0], full=match[0]), True)
    yield from ((start, *best[start]) for start in sorted(best))


def _known_places(run: str) -> list[tuple[int, int]]:
    """The known places in a stretch, each the longest that ends there; one of two characters where it may begin."""
    found: list[tuple[int, int]] = []
    for match in _LEVEL.finditer(run):
        end = match.end()
        for start in range(max(0, end - _LONGEST_PLACE), end - 1):
            if is_place(run[start:end]) and (end - start > 2 or start == 0 or any(e == start for _, e in found)):
                found.append((start, end))
                break
    return found


def _start(run: str, masked: str, end: int, spans: list[tuple[int, int]], words: Lexicon) -> tuple[int, bool]:
    """Where the name begins that ends at `end`, and whether that is sure."""
    inside = [span for span in spans if span[1] <= end and end - span[0] <= _LONGEST]
    for start, stop in reversed(inside):
        rest = masked[stop:end]
        if len(rest) > _REST or words.cuts.search(rest):
            break
        while before := next((span for span in inside if span[1] == start and span[0] < start), None):
            start = before[0]
        cut = _cut(masked, start, words)
        left = run[cut:start]
        upper, leftover = places(left) if 1 < len(left) <= _LONGEST else ([], left)
        if upper and not leftover:
            return cut, True
        if _BRANCH.search(run[stop:end]) and left and words.ends.search(run[:start][-3:]):
            return _start(run, masked, start, spans, words)  # 某市公安局某区分局
        return start, True
    start = _cut(masked[:end], end, words)
    return start, start == 0


def _cut(masked: str, end: int, words: Lexicon) -> int:
    """Where the last word of the sentence before `end` ends, else where a name that ends there may begin at all."""
    last = max(0, end - _LONGEST - 1)
    for match in words.loose.finditer(masked, last, end - 1):
        last = match.end()
    return last


def _named(printed: str, ending: str) -> Name | None:
    """The name, when it names a particular body or a body of a county that it leaves out (县财政局)."""
    name = name_of(printed)
    if name is None:
        return None
    found, rest = places(printed)
    if ending in _AREAS and rest:
        return None  # 某乡地处山区
    if found and (rest or len(found[-1][1]) > 2 or chains(found[-1][1])):
        return name
    bare = (bool(BARE.match(printed)) and len(printed) > 3) or bool(ZONE.match(printed))
    own = bool(OWN_NAME.search(printed)) and len(printed) >= 4
    return name if bare or own or _of_bare_place(printed) else None


def _of_bare_place(printed: str) -> bool:
    """The name begins with a city or county without its level: 泰州人社局."""
    return len(printed) > 4 and any(
        chains(printed[:length] + level) for length in (2, 3) for level in ("市", "县", "区", "省")
    )


def _roles(folded: str, start: int, end: int, words: Lexicon) -> frozenset[str]:
    """What the words around a mention make of it."""
    before, after = folded[max(0, start - _CONTEXT) : start], folded[end : end + 40]
    after = _ABBREVIATION.sub("", after)
    office = _OFFICE_AFTER.match(after)
    behind = after[office.end() :] if office else after
    dated = before
    while match := _YEAR_BEFORE.search(dated):
        dated = dated[: match.start()]
    found = set()
    for role in words.roles:
        if role.before and (dated.endswith(role.before) or before.rstrip(" :|").endswith(role.before)):
            found.add(f"{role.name} <")
        if role.after and behind.startswith(role.after):
            found.add(f"{role.name} >")
    if _REPORTS.match(after):
        found.add("titled")
    if before.endswith("《"):
        found.add("quoted")
    if _STARTS.search(before):
        found.add("starts")
    if office:
        found.add("office")
    return frozenset(found | _alone(folded, start, end))


def _alone(folded: str, start: int, end: int) -> set[str]:
    """A line of its own, with nothing but a date."""
    before, after = folded[max(0, start - _MARGIN) : start], folded[end : end + _MARGIN]
    if ("\n" not in before and start > _MARGIN) or ("\n" not in after and end + _MARGIN < len(folded)):
        return set()
    line = before.rpartition("\n")[2] + after.partition("\n")[0]
    return {"alone"} if not _BESIDE.search(line) else set()
