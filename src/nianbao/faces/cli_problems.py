"""`nianbao reports --problems`: what a person should look at, one line a problem, each with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nianbao.faces import render
from nianbao.faces.cli_base import Words
from nianbao.faces.cli_output import Listing
from nianbao.faces.cli_tables import aligned
from nianbao.faces.render_problems import problem_en
from nianbao.model import ReportCard

_SIDE = "在报告旁边放一个同名的 .json 附属文件，写明{}，再运行 nianbao index。"
_SIDE_EN = "Put a side file NAME.json beside the report that gives {}, then run nianbao index."
_ORIGINAL = ("对照原件核对数字。", "Check the figures against the original.")

# Kind: words by which its sentences are told, and what to do, in Chinese and English. The first that fits counts.
_KINDS: dict[str, tuple[str, str, str]] = {
    "no_report": ("^这一页只列出", "移走这个文件。", "Move this file away."),
    "several_reports": ("^这一页有几份报告", "把各份报告各存为一个文件。", "Save each report as a file of its own."),
    "unfilled": ("^像是没有填完的模板", "换成正式公布的报告。", "Get the report as it was published."),
    "agency_unknown": (r"^机关不明", _SIDE.format(" agency（机关）"), _SIDE_EN.format("`agency`")),
    "place_unknown": (r"^机关所在地区不明", _SIDE.format(" parents（上级地区）"), _SIDE_EN.format("`parents`")),
    "year_unknown": (r"^年份不明", _SIDE.format(" year（年份）"), _SIDE_EN.format("`year`")),
    "year_conflict": (
        r"写\d{4}年，.{2,6}写",
        "对照原文确认年份；有误时" + _SIDE.format(" year（年份）"),
        "Look up the year in the report; if it is wrong: " + _SIDE_EN.format("`year`"),
    ),
    "agency_conflict": (
        "^机关说法不一",
        "对照原文确认机关；有误时" + _SIDE.format(" agency（机关）"),
        "Look up the agency in the report; if it is wrong: " + _SIDE_EN.format("`agency`"),
    ),
    "agency_doubtful": (
        "^机关把握不大",
        "对照原文确认机关；有误时" + _SIDE.format(" agency（机关）"),
        "Look up the agency in the report; if it is wrong: " + _SIDE_EN.format("`agency`"),
    ),
    "year_doubtful": (
        "^年份把握不大",
        "对照原文确认年份；有误时" + _SIDE.format(" year（年份）"),
        "Look up the year in the report; if it is wrong: " + _SIDE_EN.format("`year`"),
    ),
    "superseded": (
        "有另一份报告.*为准",
        "核对两份报告，移走不用的一份，再运行 nianbao index。",
        "Compare the two reports, move the one you do not want away and run nianbao index.",
    ),
    "namesake": (
        "有另一份报告.*不能确定",
        "给两份报告" + _SIDE.format(" parents（上级地区）"),
        "For both reports: " + _SIDE_EN.format("`parents`"),
    ),
    "injected": (
        "植入的广告词",
        "从机关的官方网站重新下载这份报告。",
        "Get the report again from the agency's own site.",
    ),
    "pictures": (
        "图片里的文字",
        "换成带文字的 docx、html 或 txt，或安装文字识别（pip install 'nianbao[ocr]'）后再导入。",
        "Get it as docx, html or txt with real text, or install recognition (pip install 'nianbao[ocr]').",
    ),
    "not_read": (
        "没有读取",
        "另存为只有文字和表格的 docx 再导入，或对照原件。",
        "Save it as a docx of text and tables alone and index it again, or look into the original.",
    ),
    "table_doubtful": (
        "^申请情况表",
        "对照原件看这张表：表头、合并的单元格或合计有误。",
        "Look at this table in the original: its heads, merged cells or sums are wrong.",
    ),
    "name_repaired": (
        "少识别了一个生僻字",
        "对照原件核对这个名称。",
        "Check this name against the original.",
    ),
    "ocr": ("文字识别|文字不清楚|两次识别", *_ORIGINAL),
    "empty_sections": (
        "标题下没有内容",
        "打开原文看这几节：内容可能在附件、图片里，或下载不完整。",
        "Open the original at these sections: their content may be in an attachment or picture, or cut off.",
    ),
    "unreadable_characters": ("无法还原|无法解码", *_ORIGINAL),
    "incomplete": (
        "没有读完",
        "拆分文件或另存为 docx 再导入。",
        "Split the file, or save it as docx, and index it again.",
    ),
    "side_file": (
        "附属文件",
        "改正附属文件里的键名，再运行 nianbao index。",
        "Correct the keys of the side file and run nianbao index.",
    ),
}
_OTHER = ("对照原文核对。", "Check against the original.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to look at: the report, the kind (`other` when the sentence is not known), and what to do."""

    card: ReportCard
    kind: str
    what: str
    do: str


def problems_of(cards: Sequence[ReportCard], words: Words) -> tuple[Problem, ...]:
    """The problems of the reports, in the order of the reports and, within one, of what was noticed."""
    return tuple(
        Problem(card=card, kind=kind, what=what, do=words(zh, en))
        for card in cards
        for what in card.problems
        for kind, zh, en in [_kind(what)]
    )


def listing(cards: Sequence[ReportCard], words: Words) -> Listing:
    """The problems in every format; in a spreadsheet each is a row of `reports` that ends with what to do."""
    found = problems_of(cards, words)
    rows = [replace(problem.card, problems=(problem.what, problem.do)) for problem in found]
    return Listing(
        json=lambda: list(_json(found)),
        csv=lambda: render.cards_csv(rows),
        xlsx=lambda target: render.cards_xlsx(rows, target),
        table=lambda width: _table(found, words, width),
    )


def _kind(what: str) -> tuple[str, str, str]:
    for kind, (pattern, zh, en) in _KINDS.items():
        if re.search(pattern, what):
            return kind, zh, en
    return "other", *_OTHER


def _json(found: Sequence[Problem]) -> Iterator[dict[str, Any]]:
    for problem in found:
        card = problem.card
        yield {
            "report": card.id, "agency": card.agency, "year": card.year, "source": card.source,
            "kind": problem.kind, "problem": problem.what, "do": problem.do,
            "candidates": candidates_of(card, problem.kind),
        }  # fmt: skip


def candidates_of(card: ReportCard, kind: str) -> list[str]:
    """What the agency or year may be of which a problem of this kind says that it is not certain."""
    what = "agency" if kind.startswith(("agency", "place")) else "year" if kind.startswith("year") else ""
    return [each.value for each in card.candidates if each.what == what]


def _perhaps(problem: Problem, words: Words) -> str:
    """The candidates as the end of the sentence."""
    told = "、".join(candidates_of(problem.card, problem.kind)[:3])
    return words(f"（可能是{told}）", f" (perhaps {told})") if told else ""


def _table(found: Sequence[Problem], words: Words, width: int | None) -> str:
    if not found:
        return words("没有发现需要留意的问题。", "Nothing to look at was found.")
    head = words("文件 机关 年份 问题 怎么办", "file agency year problem to-do").split()
    rows = [
        (
            problem.card.source,
            problem.card.agency or words("（不明）", "(unknown)"),
            str(problem.card.year or ""),
            words(problem.what, problem_en(problem.what) or problem.what) + _perhaps(problem, words),
            problem.do,
        )
        for problem in found
    ]
    return aligned(head, rows, width=width)
