"""One number of one report in a sentence, with what it was calculated from and what a careful reader should know."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.answering.claims import claim, computed_of, of_report
from nianbao.answering.evidence import Evidence
from nianbao.answering.own_labels import beside
from nianbao.answering.parts import groups, parts_of, short_label
from nianbao.answering.phrases import amount, known, listed, measure_name, number, quoted, row_title, value_name, whole
from nianbao.answering.result import Result, Row, Value
from nianbao.answering.warnings import conflicts, mismatches
from nianbao.model import Answer, Figure, Warning
from nianbao.text.numerals import plain

_SHOWN = 8


def one(result: Result, evidence: Evidence) -> Answer:
    """The value of the only row and measure."""
    row = result.rows[0]
    value = row.value
    said, figures, warnings = sentence(result, row, value, evidence)
    doubtful = (
        value.stated is not None and value.formula is not None and any(w.kind == "sum_mismatch" for w in warnings)
    )
    # A sum of printed totals that their own parts contradict is told, but asserted as nobody's number.
    return claim(
        result, evidence, said, value=None if doubtful else value.number, unit=None if doubtful else value.unit,
        computed=None if doubtful else computed_of(value), figures=figures, warnings=warnings, limit=6,
    )  # fmt: skip


def sentence(
    result: Result, row: Row, value: Value, evidence: Evidence
) -> tuple[str, tuple[Figure, ...], list[Warning]]:
    """The sentence, the figures it speaks of, and the warnings, which are said after it."""
    place = _place(result, row)
    if value.operands:
        own = result.query.measures[0]
        if own.operator == "value":  # a rate with a name of its own
            text = f"{place}{measure_name(own, evidence.catalogue)}为{whole(value)}（{calculated(value, evidence)}）。"
        else:
            text = f"{place}{calculated(value, evidence)}。"
        return text, value.figures, list(conflicts(value, evidence))
    stated = value.stated
    name = value_name(value, evidence.catalogue)
    text = f"{place}{name}为{whole(value)}{how(value)}。"
    figures = list(value.figures)
    if stated is not None:
        text += "".join(f"报告另有一处写{amount(f)}。" for f in stated.others)
        more, said = _more(value, evidence)
        text, figures = text + said, figures + more
    if result.query.measures[0].operator in ("change", "change_percent"):  # told by the report of the later year
        text += "（没有收录上一年的报告，上一年的数无法核对。）"
    warnings = [*conflicts(value, evidence), *mismatches(value, evidence)]
    text += "".join(f"注意：{w.text}" for w in warnings if w.kind == "sum_mismatch")
    return text, tuple(dict.fromkeys(figures)), warnings


def calculated(value: Value, evidence: Evidence) -> str:
    """How a calculated measure comes about, without its place: A为x，占B为y的z%."""
    names = [value_name(v, evidence.catalogue) for v in value.operands]
    amounts = [whole(v) + how(v) for v in value.operands]
    result = number(known(value), value.unit)
    operator = value.measure.operator
    if operator == "ratio":
        return f"{names[0]}为{amounts[0]}，占{names[1]}{amounts[1]}的{result}"
    if operator in ("change", "change_percent"):
        return _change(value, names[0], amounts)
    pairs = "，".join(f"{n}为{a}" for n, a in zip(names, amounts, strict=True))
    if operator == "times":
        return f"{pairs}，前者是后者的{result}"
    if operator == "sum":
        return f"{pairs}，合计{result}（{value.formula}={plain(known(value))}）"
    return f"{pairs}，相差{result}（{value.formula}={plain(known(value))}）"


def _change(value: Value, name: str, amounts: Sequence[str]) -> str:
    now, before = map(known, value.operands)
    difference = now - before
    unit = value.operands[0].unit
    size = f"{'增加' if difference > 0 else '减少'}{number(abs(difference), unit)}"
    moved = size if difference else "没有变化"
    rate = f"（{'+' if difference > 0 else ''}{plain(known(value))}%）" if value.unit == "%" else ""
    return f"{name}为{amounts[0]}，上一年为{amounts[1]}，{moved}{rate}"


def how(value: Value) -> str:
    """The zero statement that says it, or the sum that gives it."""
    stated = value.stated
    if stated is None:
        return ""
    if stated.figure is not None:
        zero = stated.figure.qualifier == "zero_statement"
        return f"（报告写明：{quoted(stated.figure.quote)}）" if zero else ""
    if stated.computed is None:
        return ""
    if stated.computed.formula == "0":
        return f"（总数为0，分项也为0；总数见{quoted(stated.parts[0].quote, 40)}）"
    return f"（由分项相加：{stated.computed.formula}={plain(stated.computed.value)}，报告没有直接写合计）"


def _more(value: Value, evidence: Evidence) -> tuple[list[Figure], str]:
    """What the report counts beside the figure, and the first parts it lists."""
    stated = value.stated
    if stated is None or stated.figure is None:
        return [], ""
    figure, card = stated.figure, evidence.card(stated.figure.report_id)
    others = beside(evidence, card, value.measure.metric or "", figure)
    text = "".join(f"报告另写：{other.label}{amount(other)}。" for other in others)
    ways = groups(evidence, parts_of(evidence, card, figure))
    if not ways or stated.others:
        return others, text
    shown = [p for p in ways[0] if p.cell is None or p.value != 0][:_SHOWN]
    text += "其中：" + listed([f"{short_label(p)}{amount(p)}" for p in shown]) + "。" if shown else ""
    return others + shown, text


def _place(result: Result, row: Row) -> str:
    if result.one_report:
        return of_report(result)
    return row_title(row, "agency") if row.spots else ""


def several(result: Result, evidence: Evidence) -> Answer:
    """Several measures, of one report or of several, as one table in words; what is not stated is said in its place."""
    lines = [f"{row_title(row, 'agency')}：{'，'.join(_cell(v, evidence) for v in row.values)}" for row in result.rows]
    if result.by == "measure" and result.query.group_by in (None, "measure"):
        title = of_report(result) if result.one_report else ""
        lines = [f"{title}：{'，'.join(_cell(row.value, evidence) for row in result.rows)}"]
    warnings = [w for row in result.rows for v in row.values for w in conflicts(v, evidence)]
    return claim(result, evidence, "；".join(lines) + "。", warnings=warnings)


def _cell(value: Value, evidence: Evidence) -> str:
    if value.number is None:
        return f"{measure_name(value.measure, evidence.catalogue)}未写明"
    if value.operands:
        return calculated(value, evidence)
    zero = value.stated is not None and value.stated.figure and value.stated.figure.qualifier == "zero_statement"
    quote = f"（{quoted(value.figures[0].quote)}）" if zero else ""
    return f"{value_name(value, evidence.catalogue)}{whole(value)}{quote}"
