"""Tests that a question puts on its measures: 超过10件的, 没有诉讼的, 高于平均的, 比上年多的."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.query import Condition, Measure, Test
from nianbao.understanding.mentions import Mention, Mentions

_ABOVE = re.compile(
    r"(?:高|多|大|超|好)(?:于|过|出)?(?:[A-Z的全县市区各乡镇街道部门]{0,12})?平均"
    r"|平均[^,，]{0,4}(?:以上|之上)|above (?:the )?average"
)
_BELOW = re.compile(
    r"(?:低|少|小|不及|不到|不足|达不到)(?:于|过)?(?:[A-Z的全县市区各乡镇街道部门]{0,12})?平均"
    r"|平均[^,，]{0,4}(?:以下|之下)|below (?:the )?average"
)
_BEFORE = r"(?:比|较)?(?:上年|上一年|去年|前一年|前年|Y)(?:还|更|要)?"
_GREW = re.compile(_BEFORE + r"[^,，]{0,6}(?:多|增|涨|高|上升)|(?:增加|增长|上升|变多|涨)了?的")
_FELL = re.compile(_BEFORE + r"[^,，]{0,6}(?:少|减|降|低|下降|跌)|(?:减少|下降|变少|降低)了?的")
_HAPPENED = r"(?:碰上|碰到|遇上|遇到|摊上|惹上|吃上?|打上?|挨上?|闹出|引发|引起|牵涉|涉及|产生|接到|受理)过?了?"
_NONE = re.compile(
    r"(?:没有?|未曾?|从未|无|零|0)(?:收到过?|发生过?|发过|被|有过|出现过?|办过?|公开过?|任何|一[件条次起宗]|提起|"
    + _HAPPENED
    + "){0,3}$"
)
_ZERO_AFTER = re.compile(
    r"^(?:(?![不非])[^,，、MN]){0,6}(?:为|是|=|等于)?(?:零|0(?!\d))|^(?:一[件条次个起])?(?:都|也)?没(?!超|到|有超)"
)
_SOME = re.compile(r"(?:有过?|收到过?|发生过?|被|收了|存在|出现过?|受到|[作做]过|" + _HAPPENED + ")$")
_UNSTATED = re.compile(
    r"没(?:有)?(?:写|提|说|公布|列|披露|填)|未(?:写|提|公布|列|披露|填|说明)|not (?:state|report|mention)"
)
_STATED = re.compile(r"(?:写|公布|列出|披露|说明|提到)了")


def conditions_of(mentions: Mentions, measures: Sequence[Measure]) -> tuple[Condition, ...]:
    """The tests in the order of the question; those without a measure of their own are put on the nearest one."""
    if not measures:
        return ()
    found = [_numbered(n, mentions, measures) for n in mentions.of("number")]
    tested = {c.measure.metric for c in found}
    text = _lettered(mentions)
    for pattern, test in ((_ABOVE, "above_average"), (_BELOW, "below_average")):
        if pattern.search(text):
            found.append(Condition(measure=measures[0], test=test))  # type: ignore[arg-type]
    if not found and not mentions.of("number"):
        for pattern, test in ((_FELL, "less_than_before"), (_GREW, "more_than_before")):
            if pattern.search(text):
                return (Condition(measure=measures[0], test=test),)  # type: ignore[arg-type]
    for mention, measure in _placed(mentions, measures):
        if measure.metric in tested:
            continue
        if (presence := _presence(mention, mentions)) is not None and not found_average(found):
            found.append(Condition(measure=measure, test=presence))
    if not found and re.search(r"有几|有哪|哪些|哪几|哪一?年|哪个年|有没有|多少[个家]|几[个家]", mentions.folded):
        found.append(Condition(measure=measures[0], test="nonzero"))
    return tuple(dict.fromkeys(found))


def found_average(found: Sequence[Condition]) -> bool:
    """True when a comparison with the average is among the tests."""
    return any(c.test in ("above_average", "below_average") for c in found)


def _numbered(number: Mention, mentions: Mentions, measures: Sequence[Measure]) -> Condition:
    """A number tests the measure named last before it, else the first."""
    before = [m for m in mentions.of("measure") if m.start < number.start]
    wanted = before[-1].metric if before else None
    measure = next((m for m in measures if m.metric == wanted), measures[0])
    return Condition(measure=measure, test=number.name, numbers=number.values)  # type: ignore[arg-type]


def _placed(mentions: Mentions, measures: Sequence[Measure]) -> list[tuple[Mention, Measure]]:
    by_metric = {m.metric: m for m in measures}
    return [(m, by_metric[m.metric]) for m in mentions.of("measure") if m.metric in by_metric]


def _presence(mention: Mention, mentions: Mentions) -> Test | None:
    """What the words around a measure say of it: that there is none, some, or that nothing is said."""
    before = mentions.folded[max(0, mention.start - 8) : mention.start]
    after = mentions.folded[mention.end : mention.end + 8]
    if _UNSTATED.search(before) or _UNSTATED.search(after):
        return "not_stated"
    if _NONE.search(before) and not before.endswith(("有没有", "有无")):
        return "zero"
    if _ZERO_AFTER.search(after):
        return "zero"
    if _STATED.search(before):
        return "stated"
    return "nonzero" if _SOME.search(before) else None


def _lettered(mentions: Mentions) -> str:
    return mentions.masked
