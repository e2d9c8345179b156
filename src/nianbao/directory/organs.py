"""Organs: what offices see to, by the words of their names, of people who tell it otherwise, and of English."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

KIND_WORDS = re.compile(r"(?:局|委员会|委|厅|办公室|办公厅|办|联合会|中心)$")
TOLD = re.compile(
    r"(?:专门|主要|负责|主)?(?:管|管理|负责|主管|分管)(?P<what>[\u4e00-\u9fa5]{1,8}?)(?:这一?块|这摊子?事?|方面|那?些?事情?)?的"
    r"(?:那个|那家|这个|哪个|某个|一个)?(?:局|单位|部门|机关|衙门|机构|委|科局)"
)
"""An office told by what it manages: 管教育的那个局."""
_SPOKEN = 2
"""What is managed in so many characters or more may be part of what an organ does, or the other way round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """One field of work; `english` are expressions over small letters, the others plain words."""

    names: tuple[str, ...]
    short: tuple[str, ...]
    does: tuple[str, ...]
    english: tuple[str, ...]

    def manages(self, what: str) -> bool:
        """True when the words tell what the organ sees to: 教育, 学校的事."""
        return any(what == d or (len(d) >= _SPOKEN and d in what) for d in (*self.does, *self.names))


@cache
def organs() -> tuple[Organ, ...]:
    """All fields of work, in the order of the table."""
    rows = tomllib.loads(files(__package__).joinpath("organs.toml").read_text("utf-8"))["organ"]
    return tuple(Organ(**{name: tuple(words) for name, words in row.items()}) for row in rows)


def organs_of(bureau: str) -> tuple[Organ, ...]:
    """The fields of work that the name of a bureau without its place holds: 教育和体育局 sees to two."""
    plain = bureau.replace("人民政府", "　政府")  # 民政 is no part of 人民政府
    return tuple(o for o in organs() if any(name in plain for name in o.names))


def spoken_forms(bureau: str) -> frozenset[str]:
    """What people say for a bureau's name without its place: 教体局, 教体, 教育 for 教育和体育局; not the name itself.

    Words of one organ of several stand for the bureau too; two bodies that fit are told apart by asking back.
    """
    kind = KIND_WORDS.search(bureau)
    stems = {bureau[: kind.start()]} if kind and len(bureau) - len(kind[0]) >= _SPOKEN else set()
    for organ in organs_of(bureau):
        stems |= set(organ.short) | {n for n in organ.names if n in bureau}
    tails = {"", kind[0]} if kind else {""}
    if kind and kind[0] == "委员会":
        tails.add("委")
    ends = {"办", "联", "会", "室"}
    made = {stem + tail for stem in stems for tail in (tails if stem[-1] not in ends else {""})}
    return frozenset(form for form in made if len(form) >= _SPOKEN and form != bureau)
