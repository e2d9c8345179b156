"""Scores as JSON values and as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nianbao.faces.cli_base import Words
from nianbao.faces.cli_tables import aligned, clipped, one_line
from nianbao.faces.render import answer_json, figure_json, number, plain_number

if TYPE_CHECKING:
    from nianbao.evaluation.checks_eval import CheckScores
    from nianbao.evaluation.figures_eval import FigureScores, Measure, NotStatedScores, Ratio
    from nianbao.evaluation.gold_figures import GoldFigure
    from nianbao.evaluation.scoring import Failure, Scores
    from nianbao.model import Figure

_COUNTS = (
    ("questions", "题数", "questions"),
    ("exact", "全对", "exact"),
    ("wrong_number", "数字错", "wrong number"),
    ("wrong_report", "报告错", "wrong report"),
    ("false_refusal", "该答未答", "false refusal"),
    ("missed_refusal", "该拒未拒", "missed refusal"),
    ("quote_broken", "引文不符", "quote broken"),
)
_SHOWN = 60
"""Places that a text takes in the list of failing lines; --json has it whole."""


def questions_json(scores: Scores) -> dict[str, Any]:
    """The scores of contract section 4."""
    return {
        **{name: getattr(scores, name) for name, _, _ in _COUNTS},
        "latency_ms": {"p50": round(scores.p50, 1), "p95": round(scores.p95, 1)},
        "types": {kind: {"questions": total, "exact": right} for kind, (right, total) in scores.kinds.items()},
        "failures": [_failure_json(failure) for failure in scores.failures],
    }


def _failure_json(failure: Failure) -> dict[str, Any]:
    return {
        "id": failure.id,
        "question": failure.question,
        "faults": list(failure.faults),
        "why": [{"field": miss.field, "want": miss.want, "got": miss.got} for miss in failure.why],
        "got": None if failure.answer is None else answer_json(failure.answer),
    }


def questions_text(scores: Scores, words: Words) -> str:
    """A table of the counts, one of the types of question, and every failing line with why it fails."""
    counts = [(words(zh, en), str(getattr(scores, name))) for name, zh, en in _COUNTS]
    latency = (words("耗时 p50 / p95", "latency p50 / p95"), f"{scores.p50:.1f} / {scores.p95:.1f} ms")
    parts = [aligned((words("项目", "score"), ""), [*counts, latency], width=None)]
    kinds = [(kind or "-", f"{right}/{total}") for kind, (right, total) in scores.kinds.items()]
    if any(scores.kinds):
        parts.append(aligned((words("类型", "type"), words("全对", "exact")), kinds, width=None))
    parts += [_failure_text(failure, words) for failure in scores.failures]
    return "\n\n".join(parts)


def _failure_text(failure: Failure, words: Words) -> str:
    lines = [f"✗ {one_line(failure.id)}  {one_line(failure.question)}"]
    if failure.faults:
        names = {name: words(zh, en) for name, zh, en in _COUNTS}
        lines[0] += f"  [{words('、', ', ').join(names[fault] for fault in failure.faults)}]"
    for miss in failure.why:
        wanted = f"{words('应为', 'want')} {_short(miss.want)} · " if miss.want else ""
        lines.append(f"    {miss.field}: {wanted}{words('得到', 'got')} {_short(miss.got)}")
    return "\n".join(lines)


def figures_json(scores: FigureScores) -> dict[str, Any]:
    """Recall and precision in all cuts, and every figure missed or false."""
    return {
        "total": _measure_json(scores.total),
        "by_group": {name: _measure_json(measure) for name, measure in scores.by_group.items()},
        "recall_by_kind": {name: _ratio_json(ratio) for name, ratio in scores.by_kind.items()},
        "by_file": {name: _measure_json(measure) for name, measure in scores.by_file.items()},
        "outside_catalogue": _ratio_json(scores.outside),
        "repeats": scores.repeats,
        "left_out": dict(scores.left_out),
        "missed": [
            {"file": gold.file, "metric": gold.metric, "label": gold.label, "applicant": gold.applicant,
             "value": number(gold.value), "unit": gold.unit, "quote": gold.quote, "kind": gold.kind}
            for gold in scores.missed
        ],
        "false": [{"file": file, **figure_json(figure)} for file, figure in scores.false],
    }  # fmt: skip


def figures_text(scores: FigureScores, words: Words) -> str:
    """The same as tables and lists."""
    names = {"prose": words("正文", "prose"), "table": words("表格", "table")}
    head = ("", words("召回", "recall"), words("准确", "precision"))
    overall = [(words("全部", "all"), scores.total), *((names[name], m) for name, m in scores.by_group.items())]
    parts = [aligned(head, [(name, _share(m.recall), _share(m.precision)) for name, m in overall], width=None)]
    kinds = [(kind, _share(ratio)) for kind, ratio in scores.by_kind.items()]
    parts.append(aligned((words("写法", "kind"), words("召回", "recall")), kinds, width=None))
    files = [(file, _share(m.recall), _share(m.precision)) for file, m in scores.by_file.items()]
    parts.append(aligned((words("文件", "file"), *head[1:]), files, width=None))
    outside = words("目录以外的数据", "figures outside the catalogue")
    parts.append(f"{outside}: {_share(scores.outside)}\n{words('重复陈述', 'repeats')}: {scores.repeats}")
    parts += _left_out_text(scores.left_out, words)
    missed = [
        f"- {gold.file} {gold.metric}{_of(gold)} {plain_number(gold.value)}  “{_short(gold.quote)}”"
        for gold in scores.missed
    ]
    false = [
        f"+ {file} {figure.metric}{_of(figure)} {plain_number(figure.value)}  “{_short(figure.quote)}”"
        for file, figure in scores.false
    ]
    return "\n\n".join([*parts, *_list(words("漏掉的", "missed"), missed), *_list(words("多出的", "false"), false)])


def not_stated_json(scores: NotStatedScores) -> dict[str, Any]:
    """How many pairs were filled that no report states, and each of them."""
    return {
        "pairs": scores.pairs,
        "filled": len(scores.filled),
        "left_out": dict(scores.left_out),
        "failures": [
            {"file": pair.file, "metric": pair.metric, "why": pair.why, "got": figure_json(figure)}
            for pair, figure in scores.filled
        ],
    }


def not_stated_text(scores: NotStatedScores, words: Words) -> str:
    """The same as text."""
    counts = [
        (words("未写的项目", "not stated"), str(scores.pairs)),
        (words("被填上的", "filled"), str(len(scores.filled))),
    ]
    filled = [
        f"+ {pair.file} {pair.metric} {plain_number(figure.value)}  “{_short(figure.quote)}”\n    {one_line(pair.why)}"
        for pair, figure in scores.filled
    ]
    parts = [aligned((words("项目", "score"), ""), counts, width=None), *_left_out_text(scores.left_out, words)]
    return "\n\n".join([*parts, *_list(words("被填上的", "filled"), filled)])


def checks_json(scores: CheckScores) -> dict[str, Any]:
    """Failures found, missed and falsely alarmed."""
    return {
        "fails": _ratio_json(scores.found),
        "false_alarms": len(scores.alarms),
        "holds": _ratio_json(scores.holds),
        "cannot_check": _ratio_json(scores.cannot_check),
        "left_out": dict(scores.left_out),
        "missed": [{"file": file, "relation": relation} for file, relation in scores.missed],
        "false": [
            {"file": file, "relation": finding.relation, "scope": finding.scope, "text": finding.text,
             "figures": [figure_json(figure) for figure in finding.figures]}
            for file, finding in scores.alarms
        ],
    }  # fmt: skip


def checks_text(scores: CheckScores, words: Words) -> str:
    """The same as text."""
    counts = [
        (words("找到的不符", "failures found"), _share(scores.found)),
        (words("误报", "false alarms"), str(len(scores.alarms))),
        (words("判为相符", "judged to hold"), _share(scores.holds)),
        (words("判为不能核对", "judged as not to be checked"), _share(scores.cannot_check)),
    ]
    missed = [f"- {file} {relation}" for file, relation in scores.missed]
    alarms = [
        f"+ {file} {alarm.relation} {one_line(alarm.scope)}  {_short(alarm.text)}" for file, alarm in scores.alarms
    ]
    parts = [aligned((words("项目", "score"), ""), counts, width=None), *_left_out_text(scores.left_out, words)]
    parts += _list(words("漏掉的", "missed"), missed)
    return "\n\n".join([*parts, *_list(words("误报", "false alarms"), alarms)])


def _left_out_text(left_out: Any, words: Words) -> list[str]:
    if not left_out:
        return []
    named = "、".join(f"{file} ({lines})" for file, lines in left_out.items())
    return [words(f"不在索引里、没有计分（行数）: {named}", f"Not in the index, not scored (lines): {named}")]


def _list(title: str, lines: list[str]) -> list[str]:
    return [f"{title} {len(lines)}\n" + "\n".join(lines)] if lines else []


def _measure_json(measure: Measure) -> dict[str, Any]:
    return {"recall": _ratio_json(measure.recall), "precision": _ratio_json(measure.precision)}


def _ratio_json(ratio: Ratio) -> dict[str, Any]:
    return {"right": ratio.right, "all": ratio.all, "share": round(ratio.share, 4)}


def _share(ratio: Ratio) -> str:
    return f"{ratio.share:.1%} ({ratio.right}/{ratio.all})"


def _of(figure: GoldFigure | Figure) -> str:
    """What tells the figures of one metric apart: the kind of applicant, or the name of an open category."""
    from nianbao.evaluation.gold_figures import OPEN_METRIC

    apart = figure.label if figure.metric == OPEN_METRIC else figure.applicant
    return f"[{one_line(apart)}]" if apart else ""


def _short(text: str) -> str:
    return clipped(one_line(text), _SHOWN)
