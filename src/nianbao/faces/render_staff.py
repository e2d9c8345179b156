"""What staff see: operations, reports and their problems, what visitors asked; as JSON and sheets. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from nianbao.faces.render_collect import summary_json, summary_says
from nianbao.faces.render_problems import problem_en
from nianbao.faces.render_tables import sheet_csv, sheet_xlsx
from nianbao.faces.render_xlsx import Value

if TYPE_CHECKING:
    from nianbao.collecting import Summary
    from nianbao.serving.operations import Job
    from nianbao.store.visits import Feedback, Missed, Visit, Visits

_KINDS = {
    "add": ("添加报告", "Adding reports"),
    "remove": ("移除报告", "Removing reports"),
    "reindex": ("重新索引", "Indexing again"),
    "collect": ("从网站查找", "Looking for reports"),
}
_STAGES = {"": ("准备", "preparing"), "reports": ("读报告", "reading"), "vectors": ("算向量", "computing vectors")}


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


def job_json(job: Job | None, lang: str = "zh") -> dict[str, Any] | None:
    """An operation as the API tells it, its sentences in `lang`; None before the first."""
    if job is None:
        return None
    result, english = job.result, lang == "en"
    return {
        "number": job.number,
        "kind": job.kind,
        "state": job.state,
        "stage": job.stage,
        "done": job.done,
        "total": job.total,
        "files": list(job.files),
        "refused": [{"file": name, "why": why[english]} for name, *why in job.refused],
        "result": None
        if result is None
        else {
            "added": len(result.added), "changed": len(result.changed), "unchanged": len(result.unchanged),
            "removed": len(result.removed), "duplicates": len(result.duplicates), "unreadable": len(result.unreadable),
        },
        "error": None if job.error is None else job.error[english],
        "text": job_says(job, lang),
        "outcomes": [{"file": name, "taken": taken, "text": text} for name, taken, text in outcomes(job, lang)],
    }  # fmt: skip


def found_json(found: Summary | None, held: Collection[str], lang: str = "zh") -> dict[str, Any] | None:
    """What a look at a site found; `held` says of each report whether one from its address is in the index. None before
    the first look."""
    if found is None:
        return None
    told = summary_json(found, lang)
    for report in told["reports"]:
        report["held"] = report["url"] in held
        del report["path"], report["beside"]
    return told


def job_says(job: Job, lang: str = "zh") -> str:
    """An operation in one sentence."""
    english = lang == "en"
    what = _KINDS[job.kind][english]
    if job.state == "failed" and job.error is not None:
        return f"{what} failed: {job.error[1]}" if english else f"{what}没有完成：{job.error[0]}"
    if job.kind == "collect":
        if job.found is None:
            return f"{what}: {job.done} found so far" if english else f"正在{what}：已找到 {job.done} 份"
        return summary_says(job.found, lang)
    if job.state == "running" or job.result is None:
        stage = _STAGES.get(job.stage, _STAGES[""])[english] + (f" {job.done}/{job.total}" if job.total else "")
        return f"{what}: {stage}" if english else f"正在{what}：{stage}"
    result = job.result
    numbers = (
        ("新增", "added", result.added), ("更新", "changed", result.changed), ("移除", "removed", result.removed),
        ("重复", "known already", result.duplicates), ("读不了", "unreadable", result.unreadable),
    )  # fmt: skip
    if english:
        return f"{what}: done; " + (", ".join(f"{en} {len(of)}" for _, en, of in numbers if of) or "nothing changed")
    return f"{what}完成：" + ("、".join(f"{zh} {len(of)}" for zh, _, of in numbers if of) or "没有变化")


def outcomes(job: Job, lang: str = "zh") -> list[tuple[str, bool, str]]:
    """What became of each file that was added: (name on the shelf, is it there now, sentence). Empty until it is known.

    An archive may hold several reports.
    """
    from nianbao.store.changes import archive_of

    if job.kind != "add" or job.result is None:
        return []
    english = lang == "en"
    refused = {name: why[english] for name, *why in job.refused}
    told = []
    for name in job.files:
        if name in refused:
            told.append((name, False, refused[name]))
            continue

        def of_file(paths: Sequence[str], name: str = name) -> list[str]:
            return [path for path in paths if Path(archive_of(path)).name == name]

        taken = len(of_file([*job.result.added, *job.result.changed]))
        same, unread = len(of_file(job.result.duplicates)), [each[0] for each in job.result.unreadable]
        parts = [
            (taken == 1, "已收录", "taken in"),
            (taken > 1, f"收录了 {taken} 份报告", f"{taken} reports taken in"),
            (same > 0, "与已收录的报告内容相同，没有重复收录", "the same as a report taken in before"),
            (bool(of_file(unread)), f"其中 {len(of_file(unread))} 个读不了", f"{len(of_file(unread))} cannot be read"),
        ]
        said = [en if english else zh for applies, zh, en in parts if applies]
        noticed = [each[1:] for each in job.result.problems if of_file([each[0]])]
        said += [problem_en(zh) or en if english else zh for zh, en in noticed]
        # A side file has no report of its own; it went with the report of its name.
        if said:
            told.append((name, True, "；".join(said) if not english else "; ".join(said)))
    return told
