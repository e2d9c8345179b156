"""What proves an answer, as HTML: sentences with their numbers marked, cells of tables as small tables. Pure, and
everything escaped."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence

from nianbao.faces.render import citation_url, highlight_html, permalink, plain_number
from nianbao.faces.render_cited import CitedTable, cited_table, small_table_html
from nianbao.faces.web_phrases import Phrases
from nianbao.model import Answer, Citation, Figure, Report, Span

Reports = Callable[[str], Report | None]
SHOWN = 3
"""Citations shown at once; the others unfold."""


def proofs_html(answer: Answer, say: Phrases, reports: Reports) -> str:
    """All citations of an answer; `reports` finds a report by its id."""
    cards: list[str] = []
    done: set[int] = set()
    for number, citation in enumerate(answer.citations):
        if number in done:
            continue
        report = reports(citation.report) if citation.report is not None else None
        together = [number, *_same_table(answer.citations, number, report)]
        done |= set(together)
        cited = _cited(answer, together, report)
        if report is not None and cited is not None:
            cards += _table_proofs(report, citation, cited, answer.figures, say)
        else:
            done -= set(together[1:])
            cards.append(_proof(citation, answer.figures, say))
    if len(cards) <= SHOWN:
        return "".join(cards)
    rest = "".join(cards[SHOWN:])
    more = f'<details class="more"><summary>{say("more_proofs", n=len(cards) - SHOWN)}</summary>{rest}</details>'
    return "".join(cards[:SHOWN]) + more


def _same_table(citations: Sequence[Citation], first: int, report: Report | None) -> list[int]:
    """The later citations that stand in the table of this one."""
    place = _span(citations[first])
    table = next((each for each in report.tables if place and each.span.holds(place)), None) if report else None
    if report is None or table is None:
        return []
    later = range(first + 1, len(citations))
    spans = {number: _span(citations[number]) for number in later if citations[number].report == report.id}
    return [number for number, span in spans.items() if span is not None and table.span.holds(span)]


def _cited(answer: Answer, together: Sequence[int], report: Report | None) -> CitedTable | None:
    spans = [_span(answer.citations[number]) for number in together]
    if report is None or None in spans:
        return None
    return cited_table(report, [span for span in spans if span is not None], answer.figures)


def _span(citation: Citation) -> Span | None:
    if citation.start is None or citation.end is None:
        return None
    return Span(start=citation.start, end=citation.end)


def _table_proofs(
    report: Report, citation: Citation, cited: CitedTable, figures: Sequence[Figure], say: Phrases
) -> list[str]:
    """One small table; rows that say nothing but 0 in a table of their own, folded."""
    inside = [figure for figure in figures if figure.report_id == report.id and cited.table.span.holds(figure.at)]
    some = [row for row in cited.rows if any(f.value for f in inside if _in_row(cited, row, f))]
    none = [row for row in cited.rows if row not in some]
    made = []
    for rows in ([some, none] if some and none else [[*cited.rows]]):
        own = [figure for figure in inside if any(_in_row(cited, row, figure) for row in rows)]
        at = own[0].at if own else _span(citation)
        told = "；".join(f"{figure.label}：{plain_number(figure.value)}{figure.unit or ''}" for figure in own)
        table = small_table_html(report, cited, say("proof.table"), rows)
        shown = _figure(citation, table, at, told or citation.quote, say)
        if rows is none:
            shown = f'<details class="more"><summary>{say("chart.zero", n=len(none))}</summary>{shown}</details>'
        made.append(shown)
    return made


def _in_row(cited: CitedTable, row: int, figure: Figure) -> bool:
    return any(cell.row == row and cell.span.holds(figure.at) for cell in cited.marked)


def _proof(citation: Citation, figures: Iterable[Figure], say: Phrases) -> str:
    marks = _marks(citation, figures)
    quoted = highlight_html(citation.quote, Span(start=0, end=len(citation.quote)), *marks)
    return _figure(citation, f'<blockquote lang="zh-CN">{quoted}</blockquote>', _span(citation), citation.quote, say)


def _figure(citation: Citation, shown: str, at: Span | None, told: str, say: Phrases) -> str:
    """What is cited, where it stands, and the ways to it: `at` is the place its link opens, `told` what is copied."""
    title = citation.title or citation.source
    place = f"<cite>{_e(title)}</cite>" + (f" › {_e(citation.section)}" if citation.section else "")
    url = citation_url(citation)
    link, address = "", ""
    if citation.report is not None and url is not None:
        url = permalink(citation.report, at.start, at.end) if at is not None else url
        # Relative, so that the page also works below a prefix of a proxy.
        address = _e(say.up + url.removeprefix("/"))
        link = f'<a class="open" href="{address}" target="_blank" data-panel="{_e(title)}">{say("open")}</a>'
        address = f' data-url="{address}"'
    copied = f"“{told}”（{title}{'，' + citation.section if citation.section else ''}）"
    return (
        f'<figure class="proof">{shown}<figcaption><span class="place">{place}</span>{link}'
        f'<button type="button" class="copy" data-copy="{_e(copied)}"{address}>{say("copy")}</button>'
        f"</figcaption></figure>"
    )


def _marks(citation: Citation, figures: Iterable[Figure]) -> list[Span]:
    """Where the answer's numbers stand in the quotation, counted from its beginning."""
    if citation.start is None or citation.end is None:
        return []
    whole = Span(start=citation.start, end=citation.end)
    return [
        Span(start=figure.at.start - whole.start, end=figure.at.end - whole.start)
        for figure in figures
        if figure.report_id == citation.report and whole.holds(figure.at)
    ]


def _e(text: str) -> str:
    return html.escape(text, quote=True)
