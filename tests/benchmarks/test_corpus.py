"""What the corpus maker says of its reports is what the program reads in them."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from pathlib import Path

import cloning
import corpus

from nianbao.settings import Settings


def test_every_number_that_is_made_is_found_in_the_report(tmp_path: Path) -> None:
    """Fifteen years of one body: every edition of the form."""
    corpus.write(tmp_path, 15, seed=2)
    made = {each.file: each for each in islice(corpus.reports(2), 15)}
    for report, _, figures in cloning.contents(tmp_path, Settings(model="none")):
        each = made[report.source]
        assert (report.agency, report.year) == (each.agency, each.year)
        found = {(f.metric, f.applicant or "total", f.value) for f in figures}
        for name, value in each.stated.items():
            metric, _, applicant = name.partition(":")
            assert (metric, applicant or "total", Decimal(value)) in found, f"{each.file}: {name}"


def test_the_same_seed_makes_the_same_reports_and_clones_quote_their_own_text(tmp_path: Path) -> None:
    first, second = (list(islice(corpus.reports(5), 4)) for _ in range(2))
    assert first == second
    assert first != list(islice(corpus.reports(6), 4))
    corpus.write(tmp_path, 15, seed=2)
    clones = list(islice(cloning.clones(cloning.contents(tmp_path, Settings(model="none"))), 40))
    assert len({report.id for report, _, _ in clones}) == 40
    for report, passages, figures in clones:
        assert all(figure.quote == figure.span.of(report.text) for figure in figures)
        assert all(passage.text == passage.span.of(report.text) for passage in passages)
        digits = [(f, re.findall(r"[\d.]+", f.at.of(report.text))) for f in figures]
        written = [(f, Decimal(found[0])) for f, found in digits if len(found) == 1 and "万" not in (f.unit or "")]
        assert written
        assert all(number == figure.value for figure, number in written)
