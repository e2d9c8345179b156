"""Two rows side by side, a share, a place in an order."""

from __future__ import annotations

from decimal import Decimal

from nianbao.answering.claims import all_conflicts, claim, of_report
from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import listed, measure_name, number, row_title, value_name, whole
from nianbao.answering.result import Compared, Result, Row
from nianbao.model import Answer, Computed
from nianbao.text.numerals import plain

_SHOWN = 10


def comparison(result: Result, evidence: Evidence) -> Answer:
    """What was compared, and the number, or who has more; a number that cannot be calculated is said to be none."""
    found = result.compared
    if found is None:
        raise ValueError("nothing was compared")
    if result.query.compare == "share":
        return _share(result, found, evidence)
    text = f"{pair_words(result, evidence)}，{verdict(result, found)}。"
    computed = None
    if found.number is not None:
        computed = Computed(formula=found.formula, value=found.number, unit=found.unit)
    value, unit = _value(result, found)
    return claim(
        result, evidence, text, value=value, unit=unit, computed=computed, warnings=all_conflicts(result, evidence)
    )


def _value(result: Result, found: Compared) -> tuple[Decimal | str | None, str | None]:
    """The number; who has more (or less) where that is asked, and nobody when they are equal."""
    query = result.query
    if query.show not in ("which", "list") and query.compare not in ("more", "less", "same"):
        return _in_sense(result, found), found.unit if found.number is not None else None
    one, other = found.subject, found.base
    if one.number == other.number:
        return None, None
    more, less = (one, other) if one.number > other.number else (other, one)
    chosen = less if query.compare == "less" else more
    if result.by == "year" and chosen.key.isdigit():
        return Decimal(chosen.key), None
    return chosen.key, None


def _in_sense(result: Result, found: Compared) -> Decimal | None:
    """The number as it was asked for: how much less of what fell is above zero."""
    if found.number is None or result.query.compare not in ("difference", "percent"):
        return found.number
    if result.query.sense == "gap":
        return abs(found.number)
    return -found.number if result.query.sense == "fall" and result.by == "year" else found.number


def pair_words(result: Result, evidence: Evidence) -> str:
    """Both sides with their numbers, the one that is named first, first."""
    found = result.compared
    if found is None:
        raise ValueError("nothing was compared")
    first, second = sorted((found.base, found.subject), key=result.rows.index)
    if result.by in ("measure", "part", "applicant"):
        place = of_report(result) if result.one_report else ""
        said = [f"{_part_name(row, evidence)}为{whole(row.value)}" for row in (first, second)]
        return place + "，".join(said)
    name = measure_name(result.query.measures[0], evidence.catalogue)
    if result.by == "year" and result.one_agency:
        said = [f"{_title(result, row)}{whole(row.value)}" for row in (first, second)]
        return f"{result.spots[0].called}{name}：{'，'.join(said)}"
    return f"{_title(result, first)}{name}为{whole(first.value)}，{_title(result, second)}为{whole(second.value)}"


def verdict(result: Result, found: Compared) -> str:
    """What comes out: the difference, the rate, the multiple, or that there is none."""
    one, other = found.subject, found.base
    names = {id(row): _short(result, row) for row in (one, other)}
    if found.lack == "zero_base":
        return f"{names[id(other)]}为0，{'倍数' if result.query.compare == 'times' else '百分比'}无法计算"
    if found.lack == "units" or found.number is None:
        return "两者的单位不同，不能直接比较"
    if result.query.compare == "times":
        return f"{names[id(one)]}是{names[id(other)]}的{number(found.number, found.unit)}（{found.formula}）"
    if result.query.compare == "percent":
        word = "增加" if found.number > 0 else "减少"
        words = f"{word}{plain(abs(found.number))}%（{found.formula}）"
        return (
            "没有变化"
            if found.number == 0
            else words
            if result.by == "year"
            else f"{names[id(one)]}比{names[id(other)]}{words}"
        )
    difference = one.number - other.number if found.unit == one.value.unit else found.number
    if found.number == 0:
        return "没有变化" if result.by == "year" else "两者相同"
    size = number(abs(found.number), found.unit)
    if result.by == "year":
        rate = _rate(one, other)
        return f"{'增加' if difference > 0 else '减少'}{size}{rate}"
    return f"{names[id(one if difference > 0 else other)]}多{size}"


def _rate(one: Row, other: Row) -> str:
    if other.number == 0 or one.value.unit == "%":
        return ""
    rate = ((one.number - other.number) * 100 / other.number).quantize(Decimal("0.01"))
    return f"（{'+' if rate > 0 else ''}{plain(rate)}%）"


def _share(result: Result, found: Compared, evidence: Evidence) -> Answer:
    name = measure_name(result.query.measures[0], evidence.catalogue)
    focused = [r for r in result.rows if r.spots and r.spots[0].body in result.query.scope.focus] or [found.subject]
    who = listed([f"{_title(result, r)}{whole(r.value)}" for r in focused])
    if found.number is None:
        why = "合计为0，比例无法计算" if found.lack == "zero_base" else "单位不同，不能相加"
        return claim(result, evidence, f"{name}：{who}，{why}。")
    others = "，".join(f"{_title(result, r)}{whole(r.value)}" for r in result.rows[:_SHOWN])
    more = f"等{len(result.rows)}个" if len(result.rows) > _SHOWN else ""
    share = f"{number(found.number, '%')}（{found.formula}）"
    text = f"{name}：{who}，占写明的{len(result.rows)}个合计的{share}：{others}{more}。"
    computed = Computed(formula=found.formula, value=found.number, unit="%")
    return claim(result, evidence, text, value=found.number, unit="%", computed=computed)


def place(result: Result, evidence: Evidence) -> Answer:
    """The rank of one among all, with the order before it."""
    query = result.query
    focus = query.scope.focus or query.scope.bodies[:1]
    row = next(r for r in result.rows if r.spots and r.spots[0].body in focus)
    name = measure_name(query.measures[0], evidence.catalogue)
    order = "从少到多" if query.order == "asc" else "从多到少"
    tied = "（并列）" if result.tied else ""
    text = f"{_title(result, row)}{name}为{whole(row.value)}，"
    text += f"在写明的{len(result.rows)}个里{order}排第{result.place}{tied}"
    text += "。依次为：" + "，".join(f"{_title(result, r)}{whole(r.value)}" for r in result.rows[:_SHOWN]) + "。"
    return claim(result, evidence, text, value=Decimal(result.place or 0), proof=row.value.figures)


def _title(result: Result, row: Row) -> str:
    return row_title(row, result.by)


def _short(result: Result, row: Row) -> str:
    return row.key if result.by in ("measure", "part", "applicant") else _title(result, row)


def _part_name(row: Row, evidence: Evidence) -> str:
    return row.key if row.value.measure.operator != "value" else value_name(row.value, evidence.catalogue)
