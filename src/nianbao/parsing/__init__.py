"""Document to Report: the final text, its sections and tables, whose report it is, which year, and its passages."""

from __future__ import annotations

from dataclasses import replace

from nianbao.model import RECOGNISED, Document, Evidence, Report
from nianbao.parsing.agency import agency_of
from nianbao.parsing.dating import dating_of, era_of, published_in
from nianbao.parsing.furniture import without_furniture
from nianbao.parsing.layout import lay_out
from nianbao.parsing.lost import with_lost_character
from nianbao.parsing.mirrors import without_pinyin
from nianbao.parsing.noticing import noticed
from nianbao.parsing.outline import outline
from nianbao.parsing.passages import passages
from nianbao.parsing.places import placed
from nianbao.parsing.several import LISTS, first_of, only_lists, unfilled
from nianbao.parsing.titles import title_of

__all__ = ["parse", "passages"]


def parse(document: Document) -> Report:
    """The report in a document. What cannot be told stays empty, and `problems` says so; never raises for its text."""
    blocks, several = first_of(without_furniture(without_pinyin(document.blocks)))
    layout = lay_out(blocks)
    sections = outline(layout)
    title, told = title_of(document, layout, sections[0].span.start if sections else len(layout.text))
    agency = agency_of(document, title, layout.text)
    if RECOGNISED in document.problems:
        agency = with_lost_character(agency)
    dating = dating_of(document, title, layout.text)
    if not title and agency.short and dating.year:
        title = f"{agency.short}{dating.year}年政府信息公开工作年度报告"
        told = Evidence(what="title", value=title, origin="composed")
    report = Report(
        id=document.sha256[:12],
        title=title,
        agency=agency.short,
        full_name=agency.full,
        parents=agency.parents,
        year=dating.year,
        period=dating.period,
        text=layout.text,
        sections=sections,
        tables=layout.tables,
        era=era_of(layout.text, dating.year),
        source=document.source,
        url=document.side.url or document.url,
        published=document.side.published or published_in(document, dating.year),
        sha256=document.sha256,
        evidence=(*((told,) if told else ()), *agency.evidence, *dating.evidence),
        agency_confidence=agency.confidence,
        year_confidence=dating.confidence,
        problems=(
            *document.problems,
            *agency.problems,
            *dating.problems,
            *several,
            *unfilled(layout.text),
            *noticed(layout.text, sections),
        ),
        candidates=(*agency.candidates, *dating.candidates),
        places=placed(layout.text, document.printed),
        images=document.images,
        unread=document.unread,
    )
    return _unsigned(report) if only_lists(blocks) else report


def _unsigned(report: Report) -> Report:
    """A page that lists reports: of no agency and year, and one sentence that says what to do."""
    return replace(
        report,
        agency="",
        full_name="",
        year=None,
        agency_confidence="none",
        year_confidence="none",
        candidates=(),
        problems=(LISTS,),
    )
