"""One report in ten forms gives the same figures and the same passages."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from form_samples import write_all

from nianbao import catalogue, figures, parsing
from nianbao.model import Figure, Report
from nianbao.reading import read, report_files

LIMIT = 1 << 24
FORMS = ("utf8.txt", "gb.txt", "page.html", "noisy.html", "saved.mht", "text.pdf", "fixed.ofd", "word.docx",
         "generated.docx", "packed.zip")  # fmt: skip
Key = tuple[str | None, str, str | None, str, str | None, str]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    paths = write_all(tmp_path_factory.mktemp("forms"))
    found = {path.name: [*report_files([path])] for path in paths}
    assert set(found) == set(FORMS)
    return {name: parsing.parse(read(inner, max_bytes=LIMIT)) for name, (inner,) in found.items()}


@cache
def known() -> catalogue.Catalogue:
    return catalogue.load(None)


def key(figure: Figure) -> Key:
    section = figure.section.rpartition(" › ")[2]
    return figure.metric, str(figure.value.normalize()), figure.unit, figure.qualifier, figure.applicant, section


def squeezed(report: Report) -> list[tuple[str, str]]:
    """Heading path and words of each passage; the bars that plain text draws between cells are no words."""
    gone = str.maketrans("", "", " \u3000\n\t|")
    return [(p.heading_path.translate(gone), p.text.translate(gone)) for p in parsing.passages(report)]


def sections(report: Report) -> dict[str, str]:
    """The words under each heading, wherever its passages were cut."""
    found: dict[str, str] = {}
    for path, words in squeezed(report):
        found[path] = found.get(path, "") + words
    return found


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_figures(form: str, reports: dict[str, Report]) -> None:
    expected = Counter(map(key, figures.extract(reports["page.html"], known())))
    found = Counter(map(key, figures.extract(reports[form], known())))
    assert found == expected


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_passages_and_identity(form: str, reports: dict[str, Report]) -> None:
    page, report = reports["page.html"], reports[form]
    assert (report.agency, report.year, report.title) == (page.agency, page.year, page.title)
    if form.endswith(".txt"):  # a merged cell takes a bar for each place: long tables are cut a row earlier
        assert sections(report) == sections(page)
    else:
        assert squeezed(report) == squeezed(page)


def test_the_figures_are_those_that_the_report_states(reports: dict[str, Report]) -> None:
    """So that ten equal mistakes are noticed too."""
    found = {
        (figure.metric, figure.applicant): int(figure.value)
        for figure in figures.extract(reports["page.html"], known())
        if figure.cell is None or figure.applicant == "total"
    }
    stated = Counter(found.values())
    assert [stated[value] >= 1 for value in (312, 176, 136, 7, 1, 4)] == [True] * 6
    rows = {f.cell.row: int(f.value) for f in figures.extract(reports["page.html"], known()) if f.cell is not None}
    assert {value for row, value in rows.items() if "行政许可" in row or "行政处罚" in row} == {58, 24}
