"""Kinds of applicant that a question names: natural persons, companies, all that are no natural persons."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from nianbao.catalogue import Catalogue
from nianbao.query import AskedApplicant
from nianbao.text.fold import fold

_WHOLE_NAME = 4
ORGANISATIONS: Literal["organisations"] = "organisations"
"""All applicants but natural persons: the five columns under 法人或其他组织, which have no total of their own."""
APPLICANT_WORDS = re.compile(r"(?:其他)?法人(?:(?:或者?|和|及|与|、)?其他组织)?|非自然人")
"""Words of a kind of applicant that hold words of other things (其他…提交 is no other form of asking)."""
_ITEMS = re.compile(r"[、,，和与跟及]|以及|还有")


class Applicants:
    """The kinds by the names that the catalogue has for them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def names_of_kind(self, kind: AskedApplicant | None) -> tuple[str, ...]:
        """What a kind of applicant is called in asking, folded, longer names first; () for none."""
        if kind == ORGANISATIONS:
            return ("法人或其他组织", "法人或者其他组织", "法人和其他组织", "其他法人", "其他组织", "非自然人", "法人")
        entry = self._catalogue.applicants.get(kind) if kind is not None else None
        names = {fold(n) for n in (entry.zh, *entry.columns, *entry.asks)} if entry is not None else set()
        return tuple(sorted(names, key=lambda n: (-len(n), n)))

    @cached_property
    def applicant_names(self) -> tuple[str, ...]:
        """Names of kinds of applicants long enough to be nothing else (社会公益组织), folded, longer ones first."""
        kinds = self._catalogue.applicants.values()
        names = {fold(n) for kind in kinds for n in (kind.zh, *kind.columns, *kind.asks) if len(n) >= _WHOLE_NAME}
        return tuple(sorted(names, key=lambda n: (-len(n), n)))

    def applicant(self, words: str) -> AskedApplicant | None:
        """The kind of applicant a question names, if any, or `ORGANISATIONS`."""
        if any(not said.startswith("其他") for said in APPLICANT_WORDS.findall(fold(words))):
            return ORGANISATIONS
        text = re.sub(r"[几多少]+个?人|个人信息|个人隐私|哪些?个?人|有人", "", fold(words))
        for kind in self._catalogue.applicants.values():
            for name in (kind.zh, *kind.columns, *kind.asks):
                if name and name not in ("总计", "其他", "合计") and fold(name) in text:
                    return kind.id
        return None

    def applicants(self, words: str) -> tuple[AskedApplicant, ...]:
        """The kinds of applicant that a list names, in order (自然人和法人各几件); () for fewer than two."""
        kinds = dict.fromkeys(k for piece in _ITEMS.split(words) if (k := self.applicant(piece)) is not None)
        return tuple(kinds) if len(kinds) > 1 else ()
