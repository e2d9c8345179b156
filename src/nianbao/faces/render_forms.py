"""Statutory tables, comparisons and roll-ups as HTML. Pure, and everything escaped.

Links to the words carry `data-panel`, as in `web_cards`; the looks are in `static/tables.css`.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from nianbao.faces.render import permalink, plain_number
from nianbao.model import Figure
from nianbao.tabulating import Column, Comparison, FormTable, Label, RollUp, Row, Slot, Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """From where a table is looked at: `up` leads to the root of the site ("../" one level below it)."""

    up: str = ""
    english: bool = False

    def say(self, zh: str, en: str) -> str:
        """The words in the language of the page; what reports and forms say stays Chinese."""
        return en if self.english else zh


HERE = View()
UNSAID = "未写明"
NO_REPORT = "没有这份报告"
_KINDS = {
    "missing": ("缺报告", "No report"), "other_edition": ("另一代格式", "Other form"),
    "excluded": ("未计入", "Left out"), "contradiction": ("自相矛盾", "Contradiction"),
    "conflict": ("两个数", "Two numbers"), "rough": ("约数", "Rough"), "unplaced": ("归属不明", "County unknown"),
    "superseded": ("重复", "Twice"), "total": ("汇总数", "Sums"), "left_out": ("不在范围", "Out of scope"),
    "blank": ("空白", "Blank"), "prose": ("取自正文", "From the text"), "to_check": ("应当核对", "To check"),
}  # fmt: skip
_HINT = 200
"""Characters of a quotation that a link hints at; the whole stands where it leads."""


def note_kind(kind: str, view: View = HERE) -> str:
    """What a note is about, in a word."""
    return view.say(*_KINDS[kind])


def comparison_html(comparison: Comparison, view: View = HERE, *, kinds: bool = True, empty: bool = True) -> str:
    """Rows of the forms, a column for each report; without `kinds` only totals of all applicants, without `empty`
    only rows that a report states."""
    rows = [row for row in comparison.rows if (kinds or row.applicant == "total") and (empty or not row.empty)]
    two = len(comparison.columns) == 2
    heads = "".join(_column_head(column, view) for column in comparison.columns)
    change = view.say("增减", "Change")
    heads += f'<th scope="col">{change}</th><th scope="col">{change} %</th>' if two else ""
    width = 1 + len(comparison.columns) + 2 * two
    bodies = "".join(
        f'<tbody><tr class="group"><th scope="rowgroup" colspan="{width}">{_e(title)}</th></tr>'
        f"{''.join(_comparison_row(row, two, view) for row in group)}</tbody>"
        for title, group in groupby(rows, key=lambda row: row.table)
    )
    said = comparison.notes_en if view.english else comparison.notes
    notes = "".join(f"<li>{_e(note)}</li>" for note in said)
    return (
        f"{_list(notes, view)}{_scroll(view.say('对比', 'Comparison'))}<table class='nb-table compare'>"
        f"<caption>{view.say('对比：', 'Comparison: ')}{_e(_of(comparison))}</caption>"
        f'<thead><tr><th scope="col">{view.say("项目", "Item")}</th>{heads}</tr></thead>{bodies}</table></div>'
    )


def roll_up_html(rolled: RollUp, view: View = HERE, parts_at: Callable[[Slot], str] | None = None) -> str:
    """The sums in the layout of the form, the notes before them.

    `parts_at` gives the address that shows what a sum is made of; without it a sum is no link. Small print says how
    many of the agencies state a place.
    """
    count = len(rolled.tables)

    def cell(slot: Slot) -> tuple[str, str]:
        found = rolled.sums[slot.key]
        if found.value is None:
            return _unsaid(view), "blank"
        part = "" if len(found.parts) == count else f'<small class="of">{len(found.parts)}/{count}</small>'
        value = _e(plain_number(found.value))
        if parts_at is not None:
            key = _e(f"cell-{'.'.join(slot.key)}")
            name = _e(view.say(f"{value}，{slot.name}，看由哪些数相加", f"{value}, {slot.name}: what it is the sum of"))
            value = f'<a href="{_e(parts_at(slot))}" data-key="{key}" aria-label="{name}">{value}</a>'
        return f"{value}{part}", "partial" if part else ""

    names = "、".join(table.card.agency for table in rolled.tables)
    notes = "".join(
        f'<li class="{note.kind}"><b>{note_kind(note.kind, view)}</b>{_e(view.say(note.text, note.en))}</li>'
        for note in rolled.notes
    )
    tables = "".join(form_table_html(table, cell) for table in rolled.form.tables)
    added = view.say("已相加：", "Added: ") + (_e(names) or view.say("无", "none"))
    means = view.say(
        f"小字 n/{count} 表示 {count} 个机关中 n 个写明了这一格；未写明的不当作 0。",
        f"Small n/{count}: n of {count} agencies state this place; what is not stated is no 0.",
    )
    return (
        f'<section class="nb-rollup"><h2>{_e(view.say(rolled.title, rolled.title_en))}</h2>'
        f'<p class="note">{_e(rolled.form.name)}。'
        f"{added}。{means}</p>{_list(notes, view)}{tables}</section>"
    )


def parts_html(rolled: RollUp, slot: Slot, view: View = HERE) -> str:
    """What the sum in a place of the form is made of: each agency's number as a link to its words, or that it gives
    none."""
    stated = {part.card.id: part.stated for part in rolled.sums[slot.key].parts}
    rows = "".join(
        f'<tr><th scope="row">{_e(table.card.agency)}</th>'
        f'<td class="number">{stated_html(stated.get(table.card.id, table.at(slot.key)), view)}</td></tr>'
        for table in rolled.tables
    )
    total = rolled.sums[slot.key].value
    summed = "" if total is None else plain_number(total)
    heads = "".join(
        f'<th scope="col">{words}</th>' for words in (view.say("机关", "Agency"), view.say("数值", "Value"))
    )
    return (
        f'{_scroll(slot.name)}<table class="nb-table"><caption>{_e(slot.name)}</caption><thead><tr>{heads}</tr></thead>'
        f'<tbody>{rows}</tbody><tfoot><tr><th scope="row">{view.say("合计", "Sum")}</th>'
        f'<td class="number">{_e(summed)}</td></tr></tfoot></table></div>'
    )


def form_table_html(table: FormTable, cell: Callable[[Slot], tuple[str, str]]) -> str:
    """One table of a form; `cell` gives the inner HTML of a number place (escaped already) and its class."""
    places: list[tuple[int, int, str]] = [(label.row, label.column, _label(label)) for label in table.labels]
    for slot in table.slots:
        inner, kind = cell(slot)
        name = f' class="{kind}"' if kind else ""
        places.append((slot.row, slot.column, f"<td{_wide(1, slot.columns)}{name}>{inner}</td>"))
    rows = "".join(
        f"<tr>{''.join(place[2] for place in row)}</tr>" for _, row in groupby(sorted(places), key=lambda p: p[0])
    )
    return (
        f"{_scroll(table.title)}<table class='nb-table form'><caption>{_e(table.title)}</caption>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def stated_html(stated: Stated | None, view: View = HERE) -> str:
    """What a report states in one place; `None` stands for a report that the index has not."""
    if stated is None:
        return f'<span class="unsaid">{view.say(NO_REPORT, "no such report")}</span>'
    if stated.state == "blank":
        return _unsaid(view)
    if stated.state == "conflict":
        several = {figure.value: figure for figure in stated.figures}
        links = "、".join(figure_link(figure, plain_number(figure.value), view) for figure in several.values())
        return f'<span class="conflict">{view.say("写了两个数：", "two numbers: ")}{links}</span>'
    value = "" if stated.value is None else plain_number(stated.value)
    about = view.say("约 ", "about ") if stated.state == "rough" else ""
    prose = f'<small class="of">{view.say("正文", "prose")}</small>' if stated.origin == "prose" else ""
    return figure_link(stated.figures[0], about + value, view) + prose


def figure_link(figure: Figure, words: str, view: View = HERE) -> str:
    """The words as a link to where the report states the figure; relative, to work below a prefix of a proxy."""
    address = view.up + permalink(figure.report_id, figure.span.start, figure.span.end).removeprefix("/")
    title = f"{figure.agency}{figure.year or ''}{'年' if figure.year else ''}"
    quote = figure.quote if len(figure.quote) <= _HINT else figure.quote[:_HINT] + "…"
    return (
        f'<a class="open" href="{_e(address)}" target="_blank" data-panel="{_e(title)}" title="{_e(quote)}">'
        f"{_e(words)}</a>"
    )


def _unsaid(view: View) -> str:
    return f'<span class="unsaid">{view.say(UNSAID, "not stated")}</span>'


def _column_head(column: Column, view: View) -> str:
    year = view.say(f"{column.year} 年", str(column.year))
    return f'<th scope="col">{_e(column.agency)}<br><span class="year">{year}</span></th>'


def _comparison_row(row: Row, two: bool, view: View) -> str:
    kind = "" if row.applicant == "total" else ' class="kind"'
    unit = f' <small class="unit">{_e(row.unit)}</small>' if row.unit else ""
    name = _e(row.label) + (f' <span class="column">{_e(row.column)}</span>' if row.column else "")
    cells = "".join(f"<td>{stated_html(cell, view)}</td>" for cell in row.cells)
    if two:
        cells += "".join(f'<td class="change">{_e(words)}</td>' for words in change_words(row))
    return f'<tr{kind}><th scope="row">{name}{unit}</th>{cells}</tr>'


def change_words(row: Row) -> tuple[str, str]:
    """Difference and percent with their signs, "" when they cannot be told."""
    difference = "" if row.difference is None else f"{'+' if row.difference > 0 else ''}{plain_number(row.difference)}"
    percent = "" if row.percent is None else f"{'+' if row.percent > 0 else ''}{plain_number(row.percent)}%"
    return difference, percent


def _label(label: Label) -> str:
    wide = _wide(label.rows, label.columns)
    if label.scope is None:
        return f'<td class="remark"{wide}>{_e(label.text)}</td>'
    across = {"col": label.columns, "row": label.rows}[label.scope]
    return f'<th scope="{label.scope}{"group" if across > 1 else ""}"{wide}>{_e(label.text)}</th>'


def _wide(rows: int, columns: int) -> str:
    return (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")


def _of(comparison: Comparison) -> str:
    agencies: Sequence[str] = list(dict.fromkeys(column.agency for column in comparison.columns))
    years: Iterator[str] = (str(year) for year in dict.fromkeys(column.year for column in comparison.columns))
    return f"{'、'.join(agencies)}（{'、'.join(years)} 年）"


def _list(items: str, view: View) -> str:
    return f'<ul class="nb-notes" aria-label="{view.say("请注意", "Please note")}">{items}</ul>' if items else ""


def _scroll(name: str) -> str:
    """Wide tables scroll by themselves; what scrolls can be reached with the keyboard and has a name."""
    return f'<div class="nb-scroll" tabindex="0" role="region" aria-label="{_e(name)}">'


def _e(text: str) -> str:
    return html.escape(text, quote=True)
