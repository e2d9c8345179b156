"""Rules of extraction as data: patterns with the examples that prove them, from the files `rules_*.toml`.

An entry is `[name]` with `pattern`, `yes` (texts it must find something in), `no` (texts in which it must find
nothing) and, where the rule names something, `gives`. A rule whose examples are missing or do not hold does not load;
neither does a pattern with a repetition that has no bound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from types import MappingProxyType
from typing import Any

from nianbao.catalogue.entries import Shape, checked, fail, read

_HERE = Path(__file__).parent
_SHAPE = Shape(
    required={"pattern": str, "yes": tuple, "no": tuple},
    optional={"gives": str, "before_2019": str, "units": str},
    closed={},
)
NOTHING = re.compile(r"(?!)")
"""A pattern that finds nothing."""


class Rule:
    """A pattern with its name and examples, used as a compiled pattern is.

    `gives` is what a match names, `before_2019` the same in the forms until 2018, `units` the units of a thing; each
    "" where the rule has none.
    """

    __slots__ = (
        "before_2019", "finditer", "fullmatch", "gives", "match", "name", "no", "pattern", "search", "sub", "units",
        "yes",
    )  # fmt: skip

    def __init__(self, name: str, pattern: re.Pattern[str], yes: tuple[str, ...], no: tuple[str, ...]) -> None:
        self.name, self.yes, self.no = name, yes, no
        self.gives = self.before_2019 = self.units = ""
        self.use(pattern)

    def use(self, pattern: re.Pattern[str]) -> re.Pattern[str] | None:
        """Find by this pattern from now on, and return the one before: the tests switch a rule off by `NOTHING`."""
        before: re.Pattern[str] | None = getattr(self, "pattern", None)
        self.pattern = pattern
        # the pattern's own methods: a rule is asked thousands of times a report
        self.search, self.match, self.fullmatch = pattern.search, pattern.match, pattern.fullmatch
        self.finditer, self.sub = pattern.finditer, pattern.sub
        return before


@cache
def rules(file: str) -> Mapping[str, Rule]:
    """All rules of a shipped file, such as `rules_prose.toml`, in its order, read once."""
    return load_rules(_HERE / file)


def load_rules(path: Path) -> Mapping[str, Rule]:
    """The rules of any file; raises `CatalogueError` naming file, rule and what is wrong with it."""
    return MappingProxyType({name: _rule(path.name, name, raw) for name, raw in read(path).items()})


def _rule(file: str, name: str, raw: object) -> Rule:
    values: dict[str, Any] = dict(checked(file, name, raw, _SHAPE))
    source, yes, no = values["pattern"], values["yes"], values["no"]
    for key, examples in (("yes", yes), ("no", no)):
        if not examples:
            fail(file, name, f"{key} 没有例子，请补上。", f"{key} has no example; add one.")
    try:
        if _unbounded(_parser.parse(source)):
            fail(file, name, "重复没有上限，请写成 {0,n}。", "a repetition has no bound; write {0,n}.")
        pattern = re.compile(source)
    except re.error as error:
        fail(file, name, f"pattern 写法有误：{error}。", f"pattern is not valid: {error}.")
    for example in yes:
        if pattern.search(example) is None:
            fail(file, name, f"yes 的“{example}”对不上。", f"yes: {example!r} is not found.")
    for example in no:
        if pattern.search(example) is not None:
            fail(file, name, f"no 的“{example}”却对上了。", f"no: {example!r} is found.")
    rule = Rule(name, pattern, yes, no)
    for key in ("gives", "before_2019", "units"):
        setattr(rule, key, values.get(key, ""))
    return rule


def _unbounded(parsed: Any) -> bool:
    """Whether a repetition anywhere in the parsed pattern has no upper bound."""
    for op, value in parsed:
        if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            if value[1] is _constants.MAXREPEAT or _unbounded(value[2]):
                return True
        elif op is _constants.BRANCH:
            if any(_unbounded(branch) for branch in value[1]):
                return True
        elif op is _constants.SUBPATTERN:
            if _unbounded(value[-1]):
                return True
        elif op in (_constants.ASSERT, _constants.ASSERT_NOT) and _unbounded(value[1]):
            return True
    return False
