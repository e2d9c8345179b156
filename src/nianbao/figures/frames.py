"""Places and frames: where a number stands in its sentence, and the words it is read with.

A clause often leaves out what an earlier clause named ("收到申请3件，其中网上2件"). A place knows the words on both
sides of its number; which of them name what is counted is a choice (`binding`), and a frame is one way to choose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nianbao.catalogue.rules import rules
from nianbao.figures.lexicon.things import BY_UNIT, CAUSE, Thing
from nianbao.figures.quantities import Quantity
from nianbao.model import Span

# A bracket round one character is part of a word: 专(兼)职.
_STRONG = re.compile(r"[,，。:：;；（）\n]|\((?!.\))|(?<!\(.)\)|——|(?<=情况) (?=\S)")
_FOLLOW = re.compile(r"[,，。:：;；（）\n]|\((?!.\))|(?<!\(.)\)|(?<!专)、")
_FILLER = re.compile(
    r"案件|20\d\d年度?|全年|本?年度?|年内|共计|共|合计|总计|累计|总|有|为|是|达|约|近|其中|另|还"
    r"|[我本全][镇乡县区市局办委]|街道|[,，。、\s()]"
)
REACH = 400
"""Characters looked at on either side of a number."""
_LISTS = re.compile(r"其中|分别|包括")
# An aside in brackets without a number: "累计公开(主动公开)政府信息10220条".
_BRACKET = re.compile(r"\([^()\d]{2,60}\)")
_RULES = rules("rules_prose.toml")
FROM, TO, _ELLIPTIC = (_RULES[name] for name in ("change.from", "change.to", "frame.acts"))
LEADING = re.compile(r"^(?:[、和及与以]|其中|包括|分别|含|并|且|另有|另外|另|还有|还)+")
_KINDS = ("项", "类", "期")
_MORE = re.compile(r"[、,]?(?:共计?)?")
_REACHES = re.compile(r"[,，](?:达到?|共计?|总数为|为)")
_GROWS = re.compile(
    r"(?:同比|[较比]上?一?年?度?)(?:增长|增加|上升|下降|减少)[了约]?$|[较比]上一?年度?(?:增长|增加"
    r"|上升|下降|减少)[了约]?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A number and what stands around it.

    `words`: the clause before the number; `back`: all since the previous quantity; `after`: up to the next mark,
    `rest`: up to the next quantity. `kinds` is true for the 16项 of "16项、65条", whose items are counted next.
    """

    quantity: Quantity
    words: str
    back: str
    after: str
    rest: str
    depth: int
    listed: bool
    kinds: bool = False
    turned: bool = False
    """True when the words were handed to the number in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame(Place):
    """A place with the thing that the words name.

    `own` is the thing named by the words of the frame, `thing` the one decided on, inherited ones included.
    `evidence` says how near the name stands; `taken` are words after the number that it has used up.
    """

    own: Thing | None
    thing: Thing | None
    evidence: float = 1.0
    taken: str = ""
    sums: str | None = None
    """The metric that the numbers before this one are parts of, when it is nothing but their sum."""


def places(folded: str, sentence: Span, found: tuple[Quantity, ...]) -> list[Place]:
    """The place of each quantity of the sentence, in order."""
    out: list[Place] = []
    edge, depth, earlier = sentence.start, 0, ""
    for i, quantity in enumerate(found):
        back = folded[edge : quantity.at.start]
        depth = max(0, depth + back.count("(") - back.count(")"))
        plain = _BRACKET.sub("", back[-REACH:])
        words = plain[_clause_start(plain) :]
        if i and quantity.unit != found[i - 1].unit and _goes_on(back, found[i - 1].unit):
            words = _GROWS.sub("", earlier)
        if i and TO.match(back):
            words = FROM.sub("", earlier)  # "从700条升至950条": the second number counts what the first did
        earlier = words
        follow_to = found[i + 1].at.start if i + 1 < len(found) else sentence.end
        rest = folded[quantity.at.end : min(follow_to, quantity.at.end + REACH)]
        out.append(
            Place(
                quantity=quantity,
                words=words,
                back=back[-REACH:],
                after=_FOLLOW.split(rest, maxsplit=1)[0],
                rest=rest,
                depth=depth,
                listed=depth > 0 or _LISTS.search(back) is not None,
                kinds=quantity.unit in _KINDS and i + 1 < len(found) and _MORE.fullmatch(rest.strip()) is not None,
            )
        )
        edge = quantity.at.end
    return out


def _goes_on(back: str, unit: str) -> bool:
    """True when a number is counted by the words before the one ahead of it: "16项、65条", "增长15%,达到230条"."""
    back = back.strip()
    if unit in _KINDS:
        return _MORE.fullmatch(back) is not None
    return unit == "%" and _REACHES.fullmatch(back) is not None


@lru_cache(maxsize=1024)
def thing_in(words: str, unit: str, *, counted: bool = False) -> Thing | None:
    """The most specific thing that the words name and that is counted in this unit.

    With `counted` only the head of the following words counts ("12件申请" but not "3件，申请人…").
    """
    if not words or unit not in BY_UNIT:
        return None
    plain = CAUSE.sub("", words)
    for thing in BY_UNIT[unit]:
        if (match := thing.words.search(plain)) is not None and not (counted and match.start() > 16):
            return thing
    return None


def _clause_start(back: str) -> int:
    marks = list(_STRONG.finditer(back))
    return marks[-1].end() if marks else 0


def says_little(words: str) -> bool:
    """True when the words before a number only count (全年共, 2018年, 其中), so that the thing stands further back."""
    return not _FILLER.sub("", words)


def elliptic(words: str) -> bool:
    """True when the words only count, tell the time and act (2014年新增, 今年举办, 共受理): they leave out what."""
    return not _ELLIPTIC.sub("", _FILLER.sub("", words))
