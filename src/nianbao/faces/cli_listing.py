"""`nianbao figures` and `nianbao reports`: what the index holds, as a table or a file for other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.errors import WrongCall
from nianbao.faces import cli_problems, render
from nianbao.faces.cli_base import Command, Words, index_option, open_index, tell
from nianbao.faces.cli_output import Listing, format_of, output_options, write
from nianbao.faces.cli_tables import aligned
from nianbao.model import Applicant, Figure, ReportCard
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.asking.desk import Desk

_APPLICANTS: dict[Applicant, tuple[str, str]] = {
    "natural_person": ("自然人", "natural persons"),
    "enterprise": ("商业企业", "enterprises"),
    "research": ("科研机构", "research institutes"),
    "public_welfare": ("社会公益组织", "public welfare"),
    "legal_service": ("法律服务机构", "legal services"),
    "other_org": ("其他", "others"),
    "total": ("总计", "total"),
}
_QUALIFIERS = {"about": ("约", "about "), "at_least": ("至少", "at least "), "less_than": ("不超过", "at most ")}


def figures(words: Words) -> Command:
    """The command that lists figures."""
    return Command(
        "figures",
        words,
        _figures,
        help=words("列出提取的数据，每个都带原文。", "The extracted figures, each with its quotation."),
        params=[
            click.Option(["--agency"], metavar="A", help=words("只列这个机关。", "Of this agency only.")),
            click.Option(["--year"], type=int, metavar="Y", help=words("只列这一年。", "Of this year only.")),
            click.Option(
                ["--metric"], metavar="M", help=words("只列这个指标（编号或中文名）。", "Of this metric only.")
            ),
            *output_options(words),
            index_option(words),
        ],
    )


def reports(words: Words) -> Command:
    """The command that lists reports."""
    return Command(
        "reports",
        words,
        _reports,
        help=words("列出索引里的报告。", "What is indexed."),
        params=[
            click.Option(
                ["--problems"],
                is_flag=True,
                help=words("只列需要人看一看的问题和办法。", "Only what a person should look at, and what to do."),
            ),
            *output_options(words),
            index_option(words),
        ],
    )


def _figures(
    settings: Settings,
    agency: str | None,
    year: int | None,
    metric: str | None,
    form: str | None,
    out: Path | None,
    index: Path | None,
) -> None:
    form = format_of(form, out)
    desk = open_index(settings, index)
    words = Words(lang=settings.lang)
    found = desk.library.figures(agency=_agency(desk, agency), year=year, metric=_metric(desk, metric))
    if not found:
        tell(words("索引里没有符合条件的数据。", "The index holds no such figures."))
    names = {id: words(known.zh, known.en) for id, known in desk.catalogue.metrics.items()}
    listing = Listing(
        json=lambda: [render.figure_json(figure) for figure in found],
        csv=lambda: render.figures_csv(found, desk.library.listed),
        xlsx=lambda target: render.figures_xlsx(found, target, desk.library.listed),
        table=lambda width: _figure_table(found, names, words, width),
    )
    write(listing, form, out, words)


def _reports(settings: Settings, problems: bool, form: str | None, out: Path | None, index: Path | None) -> None:
    form = format_of(form, out)
    cards = open_index(settings, index).library.listed
    words = Words(lang=settings.lang)
    if problems:
        write(cli_problems.listing(cards, words), form, out, words)
        return
    listing = Listing(
        json=lambda: [render.card_json(card) for card in cards],
        csv=lambda: render.cards_csv(cards),
        xlsx=lambda target: render.cards_xlsx(cards, target),
        table=lambda width: _card_table(cards, words, width),
    )
    write(listing, form, out, words)


def _agency(desk: Desk, wanted: str | None) -> str | None:
    """The short name of an agency given by either of its names."""
    for card in desk.library.listed:
        if wanted is not None and wanted == card.full_name != "":
            return card.agency
    return wanted


def _metric(desk: Desk, wanted: str | None) -> str | None:
    """The catalogue id of a metric given by id or name; raises WrongCall with the nearest names."""
    if wanted is None:
        return None
    named = desk.catalogue.named(wanted)
    if len(named) == 1:
        return named[0]
    from difflib import get_close_matches

    metrics = desk.catalogue.metrics
    near = list(named) or get_close_matches(
        wanted, [*metrics, *(metric.zh for metric in metrics.values())], n=3, cutoff=0.4
    )
    raise WrongCall(
        f"没有“{wanted}”这个指标"
        + (f"，是不是 {'、'.join(near)}？" if near else "，请用指标编号，如 applications_received。"),
        f"There is no metric {wanted!r}"
        + (f"; did you mean {', '.join(near)}?" if near else "; give a metric's id, as applications_received."),
    )


def _figure_table(found: Sequence[Figure], names: Mapping[str, str], words: Words, width: int | None) -> str:
    head = words("机关 年份 指标 数值 单位 原文", "agency year metric value unit quotation").split()
    rows = [
        (
            figure.agency,
            str(figure.year or ""),
            _figure_name(figure, names, words),
            words(*_QUALIFIERS.get(figure.qualifier, ("", ""))) + render.plain_number(figure.value),
            figure.unit or "",
            figure.quote,
        )
        for figure in found
    ]
    return aligned(head, rows, width=width, right=(3,))


def _figure_name(figure: Figure, names: Mapping[str, str], words: Words) -> str:
    name = figure.label if figure.metric is None else names.get(figure.metric, figure.label)
    return name if figure.applicant is None else f"{name}·{words(*_APPLICANTS[figure.applicant])}"


def _card_table(cards: Sequence[ReportCard], words: Words, width: int | None) -> str:
    head = words("机关 年份 上级 段落 数据 文件 留意", "agency year above passages figures file notes").split()
    rows = [
        (
            card.agency or words("（不明）", "(unknown)"),
            str(card.year or ""),
            "".join(card.parents),
            str(card.passages),
            str(card.figures),
            card.source,
            " ".join(card.problems),
        )
        for card in cards
    ]
    return aligned(head, rows, width=width, right=(3, 4))
