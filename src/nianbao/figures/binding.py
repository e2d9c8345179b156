"""Binding: the ways to read one place, each a frame that names what its number counts, the likelier ones first.

A name may stand before the number or after it ("2名专职，5名兼职"), may have been left out because the number
before had it ("累计举办30次，今年4次"), or lead in the clause ("申请方面，共收到6件"). Which way a sentence is meant
shows only when all its numbers are read: a name counts once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nianbao.catalogue.rules import rules
from nianbao.figures.frames import LEADING, Frame, Place, elliptic, says_little, thing_in
from nianbao.figures.lexicon.things import BY_NAME, BY_UNIT, Thing, units
from nianbao.figures.quantities import Quantity

_TAKES_IN = re.compile(r"收到|受理|接到|承办|收集|交办")
_DOES = re.compile(r"召开|举办|组织|收到|受理|接到|办理|答复|回复|开展|参加|处理|接待|接受|接听|解答|发生|新收")
# These units stand before the thing they count (14个村, 3名…): an unknown noun there means another thing.
_COUNTS_NEXT = units("个 处 家 名 人 户 张 位")
_CASES = ("application", "reconsideration", "litigation")
# In a list of disclosed items these are names of columns, not the things themselves (县长信箱2条).
_LIST_ITEMS = units("mailbox training meeting press consultation complaint suggestion")
# What is counted in these units in a list of disclosed items is an item, even one about sessions or proposals.
_ITEM_UNITS = units("条 篇 则 份")
_COUNTED_NOUN = re.compile(r"\s?[\u4e00-\u9fa5]{1,}")
_INFO = BY_NAME["info"]
_KIND_UNITS = units("条 篇 则")
_YIELDS = units("solicitation hotspot suggestion mailbox consultation complaint training meeting")
_RULES = rules("rules_prose.toml")
_KIND, _PUBLISHED, _LEAD, _DISCLOSED = (
    _RULES[n] for n in ("thing.kind_of_information", "info.published_last", "frame.leads_in", "info.disclosed_rules")
)
_OURS = _RULES["frame.ours"]
_ACTS = re.compile(r"收到|受理|公开|发布|办理|举办|召开|发生|作出")
_PEOPLE = ("fulltime", "parttime", "staff")
_NEAR = 3
"""Characters that may stand between a number of people or places and what they are named."""
_TIME, _NO_NAME = _RULES["frame.time"], _RULES["frame.no_name"]


def readings(
    place: Place, before: Frame | None, outer: Frame | None, inherited: str | None, *, other_time: bool
) -> Iterator[Frame]:
    """The frames that a place may be read with after the frame `before` and, outside of brackets, `outer`; the first
    is the nearest reading.

    `inherited` names the thing that heading or earlier words are about; `other_time` is true when the number counts
    another time than the one before it, so that what was said there may have been left out here.
    """
    words, back = place.words, place.back
    if before is not None and before.taken:
        words, back = words.removeprefix(before.taken), back.removeprefix(before.taken)
    plain = LEADING.sub("", words.strip())
    if plain != place.words or back is not place.back:
        place = replace(place, words=plain, back=back)
    bare = elliptic(_TIME.sub("", words))
    left, right = _left(place, words, inherited), _right(place, words, inherited, bare=bare)
    if right is not None:
        yield right
        if left.own is None:
            return
    yield replace(left, evidence=2.0) if bare and left.evidence > 2 else left
    if left.own is not None and left.evidence > 2 and not bare:
        return
    above = outer if place.depth == 0 else before
    if above is not None and above.thing is not None and place.quantity.unit in above.thing.units:
        if bare and (other_time or _OURS.match(words)) and not elliptic(_TIME.sub("", above.words)):
            yield _like(place, above)
        elif not says_little(words) and left.thing != above.thing:
            yield replace(left, thing=above.thing, evidence=0.8)  # "制发5件,废止8件": still of the same thing
        if right is None and place.after and says_little(words) and not _NO_NAME.match(place.after):
            said = replace(place, words=place.after, after="")
            yield replace(_frame(said, None, above.thing, 1.1), taken=place.after)  # "2件通过信函提出"
    if (lead := _led(place, words)) is not None:
        yield lead


def _left(place: Place, words: str, inherited: str | None) -> Frame:
    """The place named by what stands before its number, or by what heading or earlier words are about."""
    unit, little = place.quantity.unit, says_little(words)
    own = thing_in(words, unit)
    if inherited not in _CASES and unit in _KIND_UNITS and _KIND.search(words):
        return _frame(place, _INFO, _INFO, 3.0)
    if own is not None and own.name == "rule" and _DISCLOSED.search(words):
        own = _INFO  # "主动公开市政府规章13件"
    if own is not None and own.name in _YIELDS and unit in _INFO.units and _PUBLISHED.search(words[-24:]):
        own = _INFO  # "舆情回应等内容在网站公开信息": what was published is counted
    if (
        own is not None
        and an_item(inherited, own, words, unit)
        and (own.name in _LIST_ITEMS or (own.name == "hotspot" and unit in _ITEM_UNITS))
    ):
        own = _INFO
    evidence = 3.0 if own is not None else 1.0
    if own is None and little and (own := thing_in(place.back[-60:], unit)) is not None:
        evidence = 2.0
    thing = own or _inherit(inherited, unit) or thing_in(place.back[-60:], unit)
    follows = thing_in(place.after, unit, counted=True)
    unknown = unit in _COUNTS_NEXT and (follows is None or _far(follows, place.after))
    if unknown and _COUNTED_NOUN.match(place.after) and (own is None or not own.words.search(words)):
        return _frame(place, own, None, evidence)
    return _frame(place, own, thing, evidence)


def _far(thing: Thing, after: str) -> bool:
    """True when what is counted in people or places is named only after something else (14个村的公开栏)."""
    named = thing.words.search(after)
    return named is None or named.start() > _NEAR * (2 if thing.name in _PEOPLE else 1)


def _frame(place: Place, own: Thing | None, thing: Thing | None, evidence: float) -> Frame:
    return Frame(
        quantity=place.quantity,
        words=place.words,
        back=place.back,
        after=place.after,
        rest=place.rest,
        depth=place.depth,
        listed=place.listed,
        kinds=place.kinds,
        turned=place.turned,
        own=own,
        thing=thing,
        evidence=evidence,
    )


def _right(place: Place, words: str, inherited: str | None, *, bare: bool) -> Frame | None:
    """The place named by what stands after its number; None when that names nothing, or the words before do."""
    unit, after = place.quantity.unit, place.after
    if (thing_in(words, unit) is not None and not bare) or _NO_NAME.match(after):
        return None
    little = says_little(words)
    thing = thing_in(after, unit, counted=True)
    if thing is None or (little and inherited in _CASES and thing.name not in _CASES):
        return None
    named = thing.words.search(after)
    if unit in _COUNTS_NEXT and _far(thing, after):
        return None
    goes_on = after == place.rest and named is not None  # the next number follows without a mark
    taken = after[: named.end()] if goes_on and named is not None else after
    said = place.words + taken if not little else taken
    frame = _frame(replace(place, words=said, after=""), thing, thing, 2.5)
    return replace(frame, taken=taken)


def _like(place: Place, before: Frame) -> Frame:
    """The place read with the words of the frame before it, its time apart."""
    words = _TIME.sub("", before.words)
    if _OURS.match(place.words) and (acts := _ACTS.search(words)) is not None:
        words = words[acts.start() :]  # what others did, without who they are
    return replace(_frame(place, before.own, before.thing, 2.4), words=words)


def named_so(quantity: Quantity, words: str, inherited: str | None) -> Frame:
    """The frame of a quantity that these words alone name, else what was spoken of before."""
    place = Place(quantity=quantity, words=words, back=words, after="", rest="", depth=0, listed=False)
    thing = thing_in(words, quantity.unit)
    return _frame(place, thing, thing or _inherit(inherited, quantity.unit), 1.0)


def _led(place: Place, words: str) -> Frame | None:
    """ "申请方面,全年共收到6件": the clause that leads in names what is counted."""
    lead = _LEAD.search(place.back)
    if lead is None or not elliptic(words):
        return None
    thing = thing_in(lead["about"], place.quantity.unit)
    if thing is None:
        return None
    return replace(_frame(place, thing, thing, 2.2), words=place.words + lead["about"])


def _inherit(name: str | None, unit: str) -> Thing | None:
    if name == "training" and unit in BY_NAME["trained"].units:
        return BY_NAME["trained"]  # "培训3次、共160人次"
    return next((t for t in BY_UNIT.get(unit, ()) if t.name == name), None)


def an_item(inherited: str | None, thing: Thing, words: str, unit: str) -> bool:
    """In a list of disclosed categories "政策解读10条" is an item; what follows still counts categories."""
    if inherited != "info" or thing.name == "info":
        return False
    if thing.name == "suggestion":
        return unit in _ITEM_UNITS and not _TAKES_IN.search(words)
    if thing.name == "press" and unit not in _ITEM_UNITS and unit != "个":
        return False
    return not _DOES.search(words)
