"""What staff see: operations, reports and their problems, what visitors asked; as JSON, sheets, escaped HTML. Pure."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from nianbao.faces.render_tables import Value, sheet_csv, sheet_xlsx
from nianbao.model import ReportCard

if TYPE_CHECKING:
    from nianbao.serving.operations import Job
    from nianbao.store.visits import Feedback, Missed, Visit, Visits

_KINDS = {"add": "添加报告", "remove": "移除报告", "reindex": "重新索引"}
_STAGES = {"reports": "读报告", "vectors": "算向量"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A list in every form: `name` of the sheet, columns as in `render_tables`, rows, and the rows as JSON objects."""

    name: str
    columns: tuple[tuple[str, str, int], ...]
    rows: tuple[tuple[Value, ...], ...]

    def json(self) -> list[dict[str, Any]]:
        """An object a row; absent values are null."""
        return [dict(zip((key for key, _, _ in self.columns), row, strict=True)) for row in self.rows]

    def csv(self) -> str:
        """CSV with a heading row of the keys."""
        return sheet_csv(self.columns, self.rows)

    def xlsx(self, target: str | Path | IO[bytes]) -> None:
        """One sheet with Chinese headings."""
        sheet_xlsx(self.name, self.columns, self.rows, target)

    def html(self, empty: str) -> str:
        """A table with a caption; the sentence `empty` when there are no rows."""
        if not self.rows:
            return f'<p class="empty">{_e(empty)}</p>'
        head = "".join(f'<th scope="col">{_e(heading)}</th>' for _, heading, _ in self.columns)
        rows = "".join(f"<tr>{''.join(self._cell(value) for value in row)}</tr>" for row in self.rows)
        return (
            f'<table class="sheet"><caption>{_e(self.name)}</caption><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )

    @staticmethod
    def _cell(value: Value) -> str:
        number = ' class="number"' if isinstance(value, int | float) else ""
        return f"<td{number}>{_e('' if value is None else str(value))}</td>"


def asked_sheet(visits: Sequence[Visit]) -> Sheet:
    """The questions asked."""
    columns = (
        ("at", "时间", 20), ("question", "问题", 60), ("status", "结果", 14), ("operation", "做法", 12),
        ("metric", "指标编号", 28), ("agencies", "机关", 24), ("years", "年份", 14),
    )  # fmt: skip
    rows = (
        (when(v.at), v.question, v.status, v.operation, v.metric, "、".join(v.agencies), "、".join(map(str, v.years)))
        for v in visits
    )
    return Sheet(name="问题", columns=columns, rows=tuple(rows))


def missed_sheet(missed: Sequence[Missed]) -> Sheet:
    """What people ask and are not told."""
    columns = (("question", "问题", 60), ("status", "结果", 14), ("times", "次数", 8), ("last", "最近", 20))
    return Sheet(
        name="没答上的问题", columns=columns, rows=tuple((m.question, m.status, m.times, when(m.last)) for m in missed)
    )


def feedback_sheet(said: Sequence[Feedback]) -> Sheet:
    """What visitors said of answers."""
    columns = (("at", "时间", 20), ("question", "问题", 60), ("useful", "有用", 8), ("reason", "理由", 60))
    return Sheet(
        name="反馈",
        columns=columns,
        rows=tuple((when(f.at), f.question, "有用" if f.useful else "没用", f.reason) for f in said),
    )


SHEETS: dict[str, Callable[[Visits, int], Sheet]] = {
    "asked": lambda visits, limit: asked_sheet(visits.latest(limit)),
    "missed": lambda visits, limit: missed_sheet(visits.missed(limit)),
    "feedback": lambda visits, limit: feedback_sheet(visits.feedback(limit)),
}
"""The lists of what visitors did, newest first, at most so many rows."""


def when(at: float) -> str:
    """A time as the server's clock shows it, with its difference to UTC."""
    return datetime.fromtimestamp(at, UTC).astimezone().isoformat(sep=" ", timespec="seconds")


# --- operations -------------------------------------------------------------------------------------------------------


def job_json(job: Job | None) -> dict[str, Any] | None:
    """An operation as the API tells it; None before the first."""
    if job is None:
        return None
    result = job.result
    return {
        "number": job.number,
        "kind": job.kind,
        "state": job.state,
        "stage": job.stage,
        "done": job.done,
        "total": job.total,
        "files": list(job.files),
        "refused": [{"file": name, "why": zh} for name, zh, _ in job.refused],
        "result": None
        if result is None
        else {
            "added": len(result.added), "changed": len(result.changed), "unchanged": len(result.unchanged),
            "removed": len(result.removed), "duplicates": len(result.duplicates), "unreadable": len(result.unreadable),
        },
        "error": None if job.error is None else job.error[0],
        "text": job_zh(job),
    }  # fmt: skip


def job_zh(job: Job) -> str:
    """An operation in one sentence."""
    what = _KINDS[job.kind]
    if job.state == "failed" and job.error is not None:
        return f"{what}没有完成：{job.error[0]}"
    if job.state == "running" or job.result is None:
        stage = _STAGES.get(job.stage, "准备")
        return f"正在{what}：{stage}" + (f" {job.done}/{job.total}" if job.total else "")
    result = job.result
    numbers = (
        ("新增", len(result.added)), ("更新", len(result.changed)), ("移除", len(result.removed)),
        ("重复", len(result.duplicates)), ("读不了", len(result.unreadable)),
    )  # fmt: skip
    told = "、".join(f"{name} {count}" for name, count in numbers if count) or "没有变化"
    return f"{what}完成：{told}"


def job_html(job: Job | None) -> str:
    """The same with a progress bar and the files that were refused; "" before the first operation."""
    if job is None:
        return ""
    bar = ""
    if job.state == "running":
        value = f' value="{job.done}" max="{job.total}"' if job.total else ""
        bar = f'<progress{value} aria-label="进度"></progress>'
    refused = "".join(f"<li><b>{_e(name)}</b> {_e(zh)}</li>" for name, zh, _ in job.refused)
    return (
        f'<div class="job {job.state}" role="status"><p>{_e(job_zh(job))}</p>{bar}'
        + (f'<ul class="unreadable" aria-label="没有收下的文件">{refused}</ul>' if refused else "")
        + "</div>"
    )


def reports_html(cards: Iterable[ReportCard]) -> str:
    """What is indexed, those with problems first; each row carries the report's id in `data-report`."""
    ordered = sorted(cards, key=lambda card: (not card.problems, card.agency, card.year or 0, card.id))
    if not ordered:
        return '<p class="empty">还没有收录年报。</p>'
    rows = "".join(
        f'<tr data-report="{_e(card.id)}"><th scope="row">{_e(card.agency or "（不明）")}</th>'
        f'<td>{card.year or ""}</td><td>{_e(card.source)}</td><td class="number">{card.figures}</td>'
        f"<td>{'<br>'.join(_e(problem) for problem in card.problems)}</td></tr>"
        for card in ordered
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("机关", "年份", "文件", "数据", "请留意"))
    return (
        f'<table class="sheet reports"><caption>收录的报告 {len(ordered)} 份</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _e(text: str) -> str:
    return html.escape(text, quote=True)
