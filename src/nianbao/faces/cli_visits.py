"""`nianbao visits`: what people asked on the page, what they missed, and what they thought of the answers."""

from __future__ import annotations

from pathlib import Path

import click

from nianbao.faces import render_staff
from nianbao.faces.cli_base import Command, Words, index_option, tell, with_index
from nianbao.faces.cli_output import Listing, format_of, output_options, write
from nianbao.faces.cli_tables import aligned
from nianbao.settings import Settings

_ALL = 100_000


def visits(words: Words) -> Command:
    """The command."""
    return Command(
        "visits",
        words,
        _run,
        help=words(
            "列出网页上问过的问题、没答上的问题和反馈。", "What was asked on the page, what was missed, feedback."
        ),
        params=[
            click.Option(
                ["--missed"],
                is_flag=True,
                help=words("只列没答上的，相同的归在一起。", "Unanswered questions, grouped."),
            ),
            click.Option(["--feedback"], is_flag=True, help=words("列出有用、没用的反馈。", "What visitors said.")),
            *output_options(words),
            index_option(words),
        ],
    )


def _run(
    settings: Settings, missed: bool, feedback: bool, form: str | None, out: Path | None, index: Path | None
) -> None:
    from nianbao.errors import WrongCall
    from nianbao.store.visits import FILE, Visits

    words = Words(lang=settings.lang)
    if missed and feedback:
        raise WrongCall("--missed 和 --feedback 请只用一个。", "Give --missed or --feedback, not both.")
    form = format_of(form, out)
    recorded = Visits(with_index(settings, index).index / FILE, days=0)  # of which nothing is written here
    sheet = render_staff.SHEETS["missed" if missed else "feedback" if feedback else "asked"](recorded, _ALL)
    if not sheet.rows:
        tell(words("还没有这样的记录。", "There are no such records."))
    heads = [words(heading, key) for key, heading, _ in sheet.columns]
    rows = [["" if value is None else str(value) for value in row] for row in sheet.rows]
    listing = Listing(
        json=sheet.json, csv=sheet.csv, xlsx=sheet.xlsx, table=lambda width: aligned(heads, rows, width=width)
    )
    write(listing, form, out, words)
