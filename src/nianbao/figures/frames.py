"""Frames: a quantity with the words around it, and the thing those words count.

A clause often leaves out what an earlier clause named ("收到申请3件，其中网上2件"). The thing is looked for in the
clause itself, then back to the previous quantity, then in the words that follow ("12件信息依申请公开"), and at last it
is inherited from the sentence or the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.catalogue.rules import rules
from nianbao.figures.lexicon.things import BY_NAME, CAUSE, THINGS, Thing, units
from nianbao.figures.quantities import Quantity
from nianbao.model import Span

_STRONG = re.compile(r"[,，。:：;；(（)）\n]|——|(?<=情况) (?=\S)")
_FOLLOW = re.compile(r"[,，。:：;；(（)）\n]|(?<!专)、")
_FILLER = re.compile(
    r"案件|20\d\d年度?|全年|本?年度?|年内|共计|共|合计|总计|累计|总|有|为|是|达|约|近|其中|另|还"
    r"|[我本全][镇乡县区市局办委]|街道|[,，。、\s()]"
)
_TAKES_IN = re.compile(r"收到|受理|接到|承办|收集|交办")
_DOES = re.compile(r"召开|举办|组织|收到|受理|接到|办理|答复|回复|开展|参加|处理|接待|接受|接听|解答|发生|新收")
# These units stand before the thing they count (14个村, 3名…): an unknown noun there means another thing.
_COUNTS_NEXT = units("个 处 家 名 人 户 张 位")
REACH = 400
"""Characters looked at on either side of a number."""
_LISTS = re.compile(r"其中|分别|包括")
_CASES = ("application", "reconsideration", "litigation")
# An aside in brackets without a number: "累计公开(主动公开)政府信息10220条".
_BRACKET = re.compile(r"\([^()\d]{1,60}\)")
# In a list of disclosed items these are names of columns, not the things themselves (县长信箱2条).
_LIST_ITEMS = units("mailbox training meeting press consultation complaint suggestion")
# What is counted in these units in a list of disclosed items is an item, even one about sessions or proposals.
_ITEM_UNITS = units("条 篇 则 份")
_COUNTED_NOUN = re.compile(r"\s?[\u4e00-\u9fa5]{1,}")
_INFO = BY_NAME["info"]
_KIND_UNITS = units("条 篇 则")
_KIND = rules("rules_prose.toml")["thing.kind_of_information"]
_YIELDS = units("solicitation hotspot suggestion mailbox consultation complaint training meeting")
_RULES = rules("rules_prose.toml")
_PUBLISHED, _FROM, _TO = _RULES["info.published_last"], _RULES["change.from"], _RULES["change.to"]
_LEADING = re.compile(r"^(?:[、和及与以]|其中|包括|分别|含|并|且|另有|另外|另|还有|还)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`words`: the clause before the number; `back`: all since the previous quantity; `after`: up to the next
    mark, `rest`: up to the next quantity.

    `own` is the thing named by the words before the number, `thing` the one decided on, inherited ones included.
    """

    quantity: Quantity
    words: str
    back: str
    after: str
    rest: str
    depth: int
    listed: bool
    own: Thing | None
    thing: Thing | None
    kinds: bool = False
    """True for the 16项 of "16项、65条": kinds or issues, whose items are counted next."""


def frames(folded: str, sentence: Span, found: tuple[Quantity, ...], topic: str | None) -> Iterator[Frame]:
    """One frame a quantity, in order; `topic` names the thing that heading or earlier sentence is about."""
    edge, inherited, depth, earlier, right = sentence.start, topic, 0, "", ""
    for i, quantity in enumerate(found):
        back = folded[edge : quantity.at.start]
        depth = max(0, depth + back.count("(") - back.count(")"))
        plain = _BRACKET.sub("", back[-REACH:])
        words = plain[_clause_start(plain) :]
        if i and _goes_on(back, found[i - 1].unit):
            words = _GROWS.sub("", earlier)
        if i and _TO.match(back):
            words = _FROM.sub("", earlier)  # "从700条升至950条": the second number counts what the first did
        if right and words.startswith(right):
            words = words[len(right) :]  # the noun of the number before: "10件人大建议和28件政协提案"
        earlier = words
        follow_to = found[i + 1].at.start if i + 1 < len(found) else sentence.end
        rest = folded[quantity.at.end : min(follow_to, quantity.at.end + REACH)]
        after = _FOLLOW.split(rest, maxsplit=1)[0]
        own, thing = _things(words, "" if right else back, after, quantity.unit, inherited)
        bound = thing.words.match(after) if own is None and thing is not None else None
        right = bound[0] if bound is not None else ""
        yield Frame(
            quantity=quantity,
            words=_LEADING.sub("", words.strip()),
            back=back[-REACH:],
            after=after,
            rest=rest,
            depth=depth,
            listed=depth > 0 or _LISTS.search(back) is not None,
            own=own,
            thing=thing,
            kinds=quantity.unit in _KINDS and i + 1 < len(found) and _MORE.fullmatch(rest.strip()) is not None,
        )
        if thing is not None and not _an_item(inherited, thing, words, quantity.unit):
            inherited = thing.name
        edge = quantity.at.end


_KINDS = ("项", "类", "期")
_MORE = re.compile(r"[、,]?(?:共计?)?")
_REACHES = re.compile(r"[,，](?:达到?|共计?|总数为|为)")
_GROWS = re.compile(
    r"(?:同比|[较比]上?一?年?度?)(?:增长|增加|上升|下降|减少)[了约]?$|[较比]上一?年度?(?:增长|增加"
    r"|上升|下降|减少)[了约]?$"
)


def _goes_on(back: str, unit: str) -> bool:
    """True when a number is counted by the words before the one ahead of it: "16项、65条", "增长15%,达到230条"."""
    back = back.strip()
    if unit in _KINDS:
        return _MORE.fullmatch(back) is not None
    return unit == "%" and _REACHES.fullmatch(back) is not None


def _things(words: str, back: str, after: str, unit: str, inherited: str | None) -> tuple[Thing | None, Thing | None]:
    """The thing the words before the number name, and the one decided on."""
    little = says_little(words)
    own = thing_in(words, unit)
    if inherited not in _CASES and unit in _KIND_UNITS and _KIND.search(words):
        return _INFO, _INFO
    if own is not None and own.name in _YIELDS and unit in _INFO.units and _PUBLISHED.search(words[-24:]):
        own = _INFO  # "舆情回应等内容在网站公开信息": what was published is counted
    if (
        own is not None
        and _an_item(inherited, own, words, unit)
        and (own.name in _LIST_ITEMS or (own.name == "hotspot" and unit in _ITEM_UNITS))
    ):
        own = BY_NAME["info"]
    if own is None and little:
        own = thing_in(back[-60:], unit)
    follows = thing_in(after, unit, counted=True)
    if follows is not None and follows.name in _CASES[1:] and little:
        own = follows
    if little and inherited in _CASES and (follows is None or follows.name not in _CASES):
        follows = None
    thing = own or follows or _inherit(inherited, unit) or thing_in(back[-60:], unit)
    unknown = follows is None and unit in _COUNTS_NEXT and _COUNTED_NOUN.match(after)
    if unknown and (own is None or not own.words.search(words)):
        return own, None
    return own, thing


def thing_in(words: str, unit: str, *, counted: bool = False) -> Thing | None:
    """The most specific thing that the words name and that is counted in this unit.

    With `counted` only the head of the following words counts ("12件申请" but not "3件，申请人…").
    """
    plain = CAUSE.sub("", words)
    for thing in THINGS:
        if unit in thing.units and (match := thing.words.search(plain)):
            if counted and match.start() > 16:
                continue
            return thing
    return None


def _inherit(name: str | None, unit: str) -> Thing | None:
    if name == "training" and unit in BY_NAME["trained"].units:
        return BY_NAME["trained"]  # "培训3次、共160人次"
    return next((t for t in THINGS if t.name == name and unit in t.units), None)


def _clause_start(back: str) -> int:
    marks = list(_STRONG.finditer(back))
    return marks[-1].end() if marks else 0


def says_little(words: str) -> bool:
    """True when the words before a number only count (全年共, 2018年, 其中), so that the thing stands further back."""
    return not _FILLER.sub("", words)


def _an_item(inherited: str | None, thing: Thing, words: str, unit: str) -> bool:
    """In a list of disclosed categories "政策解读10条" is an item; what follows still counts categories."""
    if inherited != "info" or thing.name == "info":
        return False
    if thing.name == "suggestion":
        return unit in _ITEM_UNITS and not _TAKES_IN.search(words)
    if thing.name == "press" and unit not in _ITEM_UNITS and unit != "个":
        return False
    return not _DOES.search(words)
