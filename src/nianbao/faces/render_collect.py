"""What a run of collecting did: lines for a terminal, and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nianbao.collecting import Collected, Gap, State, Summary, Trouble

_STATES: tuple[tuple[State, str, str], ...] = (
    ("new", "新增", "new"), ("changed", "更新", "updated"), ("unchanged", "未变", "unchanged"),
    ("yours", "您改过、没有覆盖", "changed by you, left alone"), ("removed", "您移走了、没有重下", "taken away by you"),
)  # fmt: skip
_SHOWN = 40
"""Lines of one kind; the whole list is in the JSON."""


def summary_lines(summary: Summary, lang: str = "zh") -> list[str]:
    """What was passed over, failed or is lacking, a line each; the last line is the sum."""
    english = lang == "en"
    lines = [
        *_listed(summary.skipped, "Skipped" if english else "跳过", english),
        *_listed(summary.failed, "Failed" if english else "失败", english),
        *(_lacking(gap, english) for gap in summary.missing[:_SHOWN]),
    ]
    if summary.stopped is not None:
        lines.append(f"Stopped: {summary.stopped[1]}." if english else f"没有做完：{summary.stopped[0]}。")
    return [*lines, summary_says(summary, lang)]


def summary_says(summary: Summary, lang: str = "zh") -> str:
    """The numbers in one line."""
    english = lang == "en"
    counts = [(zh, en, summary.count(state)) for state, zh, en in _STATES]
    shown = [(zh, en, n) for place, (zh, en, n) in enumerate(counts) if n or place < 3]
    skipped, failed = len(summary.skipped), len(summary.failed)
    if english:
        parts = [f"{n} {en}" for _, en, n in shown] + [f"{skipped} skipped", f"{failed} failed"]
        return f"{len(summary.reports)} reports found: {', '.join(parts)}"
    parts = [f"{zh} {n}" for zh, _, n in shown] + [f"跳过 {skipped}", f"失败 {failed}"]
    return f"找到 {len(summary.reports)} 份年报：{'、'.join(parts)}"


def summary_json(summary: Summary, lang: str = "zh") -> dict[str, Any]:
    """The whole of it; sentences in `lang`."""
    english = lang == "en"
    return {
        "text": summary_says(summary, lang),
        "complete": summary.complete,
        "stopped": None if summary.stopped is None else summary.stopped[english],
        "found": len(summary.reports),
        **{state: summary.count(state) for state, _, _ in _STATES},
        "reports": [report_json(report) for report in summary.reports],
        "skipped": [_trouble_json(each, english) for each in summary.skipped],
        "failed": [_trouble_json(each, english) for each in summary.failed],
        "missing": [{"agency": gap.agency, "years": list(gap.years)} for gap in summary.missing],
        "requests": summary.requests,
        "bodies": summary.bodies,
    }


def report_json(report: Collected) -> dict[str, Any]:
    """One report as it was found; `path` is null when it is not kept any more."""
    return {
        "url": report.url, "title": report.title, "agency": report.agency or None, "year": report.year,
        "state": report.state, "path": None if report.path is None else str(report.path),
        "beside": [str(path) for path in report.beside],
    }  # fmt: skip


def _trouble_json(trouble: Trouble, english: bool) -> dict[str, Any]:
    return {"url": trouble.url, "why": trouble.en if english else trouble.zh}


def _listed(troubles: Sequence[Trouble], what: str, english: bool) -> list[str]:
    lines = [f"{what} {each.url}: {each.en if english else each.zh}" for each in troubles[:_SHOWN]]
    rest = len(troubles) - _SHOWN
    if rest > 0:
        lines.append(f"{what}: {rest} more, see --json" if english else f"{what}：还有 {rest} 个，见 --json")
    return lines


def _lacking(gap: Gap, english: bool) -> str:
    years = ", ".join(map(str, gap.years)) if english else "、".join(map(str, gap.years))
    return f"Missing: {gap.agency} {years}" if english else f"缺年份 {gap.agency}：{years}"
