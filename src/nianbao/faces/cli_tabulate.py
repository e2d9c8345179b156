"""`nianbao compare` and `nianbao rollup`: statutory tables side by side, and the sum of a county's towns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.errors import WrongCall
from nianbao.faces.cli_base import Command, Words, index_option, open_index, say, say_json, tell
from nianbao.faces.cli_output import Listing, format_of, output_options, write
from nianbao.faces.cli_tables import aligned, one_line
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.tabulating import Comparison, RollUp


def compare(words: Words) -> Command:
    """The command that puts agencies or years side by side."""
    years = words("只比这些年，可重复；不给时为收录的各年。", "These years only, repeatable; all held by default.")
    return Command(
        "compare",
        words,
        _compare,
        help=words(
            "几个机关或几年并排对比，按法定表格的行列。", "Agencies or years side by side, as in the statutory tables."
        ),
        params=[
            click.Option(
                ["--agency", "agencies"],
                multiple=True,
                required=True,
                metavar="A",
                help=words(
                    "机关，可重复；重名时写上县，如 曲阜市息陬镇。",
                    "An agency, repeatable; with its county if need be.",
                ),
            ),
            click.Option(["--year", "years"], multiple=True, type=int, metavar="Y", help=years),
            *output_options(words),
            index_option(words),
        ],
    )


def rollup(words: Words) -> Command:
    """The command that adds the towns of a county."""
    return Command(
        "rollup",
        words,
        _rollup,
        help=words(
            "汇总一个县各镇街的法定表格，写成 XLSX。", "Add up the statutory tables of a county's towns, as XLSX."
        ),
        params=[
            click.Option(["--parent"], required=True, metavar="P", help=words("县（市、区）。", "The county or city.")),
            click.Option(["--year"], required=True, type=int, metavar="Y", help=words("年度。", "The year.")),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path),
                metavar="FILE.xlsx",
                help=words(
                    "写入这个文件；不给时只说明情况。", "Write to this file; without it only the notes are printed."
                ),
            ),
            click.Option(
                ["--all", "direct"],
                is_flag=True,
                help=words("计入直属的各机关，不只是镇街。", "Add all agencies right below, not the towns alone."),
            ),
            click.Option(
                ["--edition"],
                type=click.Choice(["E1", "E2", "E3", "E4"]),
                help=words("汇总哪一代格式，不给时取多数。", "Which edition of the form; that of most by default."),
            ),
            click.Option(
                ["--exclude-contradictory", "exclude"],
                is_flag=True,
                help=words("自相矛盾的报告不计入。", "Leave out reports that contradict themselves."),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=words("输出 JSON。", "Print JSON.")),
            index_option(words),
        ],
    )


def _compare(
    settings: Settings,
    agencies: tuple[str, ...],
    years: tuple[int, ...],
    form: str | None,
    out: Path | None,
    index: Path | None,
) -> None:
    from nianbao import tabulating
    from nianbao.faces import render_sheets

    form = format_of(form, out)
    desk, words = open_index(settings, index), Words(lang=settings.lang)
    found = tabulating.compare(desk.library, desk.catalogue, agencies, years)
    for note in found.notes:
        tell(one_line(note))
    heading, *rows = render_sheets.comparison_rows(found)
    listing = Listing(
        json=lambda: [dict(zip(map(str, heading), row, strict=True)) for row in rows],
        csv=lambda: render_sheets.comparison_csv(found),
        xlsx=lambda target: render_sheets.comparison_xlsx(found, target),
        table=lambda width: _table(found, words, width),
    )
    write(listing, form, out, words)


def _table(found: Comparison, words: Words, width: int | None) -> str:
    """Totals and single numbers that a report states; the kinds of applicant are in the other formats."""
    from nianbao.faces.render_forms import change_words
    from nianbao.faces.render_sheets import cell_value

    two = len(found.columns) == 2
    head = [words("项目", "item"), *(f"{column.agency}{column.year}" for column in found.columns)]
    rows = []
    for row in found.rows:
        if row.applicant == "total" and not row.empty:
            name = row.label if row.column in ("", "总计") else f"{row.label}·{row.column}"
            prose = words("（正文）", " (prose)")
            cells = [f"{cell_value(c)}{prose if c is not None and c.origin == 'prose' else ''}" for c in row.cells]
            rows.append([name, *cells, *(change_words(row) if two else ())])
    if two:
        head += [words("增减", "change"), "%"]
    return aligned(head, rows, width=width, right=range(1, len(head)))


def _rollup(
    settings: Settings,
    parent: str,
    year: int,
    out: Path | None,
    direct: bool,
    edition: str | None,
    exclude: bool,
    as_json: bool,
    index: Path | None,
) -> None:
    from nianbao import tabulating

    desk, words = open_index(settings, index), Words(lang=settings.lang)
    rolled = tabulating.roll_up(
        desk.library,
        desk.catalogue,
        parent,
        year,
        scope="direct" if direct else "towns",
        edition=edition,
        contradicting="exclude" if exclude else "include",
    )
    if out is not None:
        _save(rolled, out)
    if as_json:
        from nianbao.faces.render_tabulated import roll_up_json

        say_json(roll_up_json(rolled))
        return
    from nianbao.faces.render_forms import note_kind

    say(rolled.title)
    say(words("已相加: ", "Added: ") + "、".join(table.card.agency for table in rolled.tables))
    for note in rolled.notes:
        say(f"  〔{note_kind(note.kind)}〕{one_line(note.text)}")
    if out is not None:
        say(words(f"已写入 {out}", f"Written to {out}"))


def _save(rolled: RollUp, out: Path) -> None:
    from nianbao.faces.render_sheets import roll_up_xlsx

    if out.suffix.lower() != ".xlsx":
        raise WrongCall("汇总表是 XLSX，--out 请用 .xlsx 结尾的文件名。", "A roll-up is XLSX: end --out in .xlsx.")
    try:
        with out.open("wb") as file:
            roll_up_xlsx(rolled, file)
    except OSError as error:
        raise WrongCall(
            f"不能写入“{out}”（{error.strerror}），请换一个位置。",
            f"Cannot write {str(out)!r} ({error.strerror}); choose another place.",
        ) from error
