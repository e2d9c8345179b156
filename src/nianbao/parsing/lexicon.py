"""What is known of the names of bodies and of the words around them, from `agencies.toml`, as patterns and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from nianbao.catalogue.entries import read

_FILE = Path(__file__).parent / "agencies.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Words that end right before a mention or begin right after it, one of which gives it this role."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """`ends` matches how a name ends; `own` gives, for an ending, the words such a body calls itself by.

    `cuts` are words of the sentence that no name holds, `loose` those and others that some names hold; `whole` are
    words in which they are part of a name. `office` matches an office for disclosure at the end of a name.
    """

    ends: re.Pattern[str]
    own: Mapping[str, tuple[str, ...]]
    cuts: re.Pattern[str]
    loose: re.Pattern[str]
    whole: re.Pattern[str]
    office: re.Pattern[str]
    state: re.Pattern[str]
    roles: tuple[Role, ...]
    variants: Mapping[str, str]
    varying: re.Pattern[str]

    def plain(self, name: str) -> str:
        """The name with each of its words in the shortest of its forms: two names of one body become one."""
        return self.varying.sub(lambda match: self.variants[match[0]], name)

    def masked(self, words: str) -> str:
        """The words with what belongs to names made unrecognisable, so that `cuts` find only the sentence's own."""
        return self.whole.sub(lambda match: "\ue000" * len(match[0]), words)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package."""
    raw = cast(dict[str, Any], read(_FILE))
    cuts = raw["cuts"]
    own = {word: tuple(entry["self"]) for entry in raw["ends"] for word in entry["words"]}
    return Lexicon(
        ends=re.compile("|".join(_ending(entry, word) for word, entry in _by_length(raw["ends"]))),
        own=own,
        cuts=_any(cuts["always"]),
        loose=_any([*cuts["always"], *cuts["before"]]),
        whole=_any([*cuts["offices"], *cuts["whole"]]),
        office=re.compile(f"(?:{_any(cuts['offices']).pattern})$"),
        # 市司法部门, 教育部分 name no ministry.
        state=re.compile(f"(?<![省市县区局厅校级院党])(?:{_any(raw['state']['names']).pattern})(?![门分队委])"),
        roles=tuple(
            Role(name=name, before=tuple(words["before"]), after=tuple(words["after"]))
            for name, words in raw["roles"].items()
        ),
        variants=raw["variants"],
        varying=_any(raw["variants"]),
    )


def _by_length(entries: list[dict[str, object]]) -> list[tuple[str, dict[str, object]]]:
    pairs = [(str(word), entry) for entry in entries for word in _list(entry["words"])]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _ending(entry: dict[str, object], word: str) -> str:
    # The word comes first: the engine then skips all places where none of the words begins.
    before = f"(?<![{entry['not_after']}]{word})" if entry["not_after"] else ""
    after = f"(?!{_any(_list(entry['not_before'])).pattern})" if entry["not_before"] else ""
    return f"{word}{before}{after}"


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of any of the words, the longest first."""
    return re.compile("|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))))
