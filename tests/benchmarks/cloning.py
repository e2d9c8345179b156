"""Large indexes in minutes: a few reports that were really read, written many times under other names and years.

`python tests/benchmarks/cloning.py REPORTS INDEX 10000` clones the reports of a folder (of the corpus maker, say).
Every clone is another body's or year's; its numbers differ, and every quotation stands in its text.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from pathlib import Path

import corpus_words as words

from nianbao import catalogue
from nianbao.building.contents import Contents, contents_of
from nianbao.model import Figure, Report, Span
from nianbao.reading import Reader, report_files
from nianbao.settings import Settings
from nianbao.store.disk import Store

_SPANS = {"E1": (2008, 2013), "E2": (2014, 2018), "E3": (2019, 2020), "E4": (2021, 2025)}
_TOWNS = 20
"""Bodies of a county."""


def contents(folder: Path, settings: Settings) -> list[Contents]:
    """What is in the report files of a folder."""
    known = catalogue.load(settings.catalogue)
    with closing(Reader(settings)) as reader:
        return [contents_of(reader.read(path), known) for path in report_files([folder])]


def clones(originals: Sequence[Contents], seed: int = 0) -> Iterator[Contents]:
    """Clones without end: body after body, each with one report of every year for which there is an original."""
    of_year: dict[int, list[Contents]] = {}
    for original in originals:
        if original[0].agency and original[0].year is not None:
            first, last = _SPANS[original[0].era or "E1"]
            for year in range(first, last + 1):
                of_year.setdefault(year, []).append(original)
    for number, (agency, parents) in enumerate(_bodies(random.Random(seed))):
        for year in sorted(of_year):
            original = of_year[year][number % len(of_year[year])]
            yield _clone(original, agency, parents, year, random.Random(f"{seed} {number} {year}"))


def index(folder: Path, originals: Sequence[Contents], count: int) -> None:
    """An index of `count` clones, without vectors."""
    store = Store.begin(folder, rebuild=True)
    for report, passages, figures in islice(clones(originals), count):
        store.put(report, passages, figures, f"/clones/{report.source}")
    store.finish()


def _bodies(chance: random.Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    stems = [a + b for a in words.HEADS for b in words.TAILS]
    counties = [k + a + b for k in words.COUNTY_KINDS for a in words.COUNTY_HEADS for b in words.COUNTY_TAILS]
    for number in range(10**6):
        county = f"{counties[number % len(counties)]}县" if number < len(counties) else f"{number}县"
        province, city = words.CITIES[number % len(words.CITIES)]
        for stem in sorted(chance.sample(stems, _TOWNS)):
            yield f"{stem}{chance.choice(('镇', '镇', '乡', '街道'))}", (province, city, county)


def _clone(original: Contents, agency: str, parents: tuple[str, ...], year: int, chance: random.Random) -> Contents:
    report, passages, figures = original
    text, values = _renumbered(report.text, figures, chance)
    text = _renamed(text, report, agency).replace(str(report.year), str(year))
    identity = hashlib.sha256(f"{agency}{parents}{year}".encode()).hexdigest()
    source = f"{parents[-1]}{agency}{year}.html"
    copy = replace(
        report, id=identity[:12], sha256=identity, agency=agency, full_name=f"{agency}人民政府", parents=parents,
        year=year, title=f"{agency}{year}年政府信息公开工作年度报告", source=source, text=text,
        url=f"http://www.example.cn/{identity[:8]}.html",
    )  # fmt: skip
    of_clone = tuple(
        replace(
            figure, report_id=copy.id, agency=agency, year=year, value=values.get(figure.at, figure.value),
            quote=figure.span.of(text),
        )
        for figure in figures
    )  # fmt: skip
    return copy, tuple(replace(p, report_id=copy.id, text=p.span.of(text)) for p in passages), of_clone


def _renamed(text: str, report: Report, agency: str) -> str:
    """The text with another name of the same length, so that every place in it stays what it is."""
    said = (agency * 3)[: len(report.agency)]
    return text.replace(report.agency, said)


def _renumbered(text: str, figures: Sequence[Figure], chance: random.Random) -> tuple[str, dict[Span, Decimal]]:
    """Other digits wherever a figure stands written as a plain number."""
    characters, values = list(text), dict[Span, Decimal]()
    for figure in figures:
        written = figure.at.of(text)
        digits = str(figure.value)
        start = written.find(digits)
        fraction = written[start:].lstrip("0123456789")[:1] == "."
        if figure.at in values or not digits.isdecimal() or start < 0 or fraction:
            continue
        if chance.random() < 0.5 and digits != "0":
            new = str(chance.randint(10 ** (len(digits) - 1), 10 ** len(digits) - 1))
            begin = figure.at.start + start
            characters[begin : begin + len(digits)] = new
            values[figure.at] = Decimal(new)
    return "".join(characters), values


if __name__ == "__main__":
    index(Path(sys.argv[2]), contents(Path(sys.argv[1]), Settings(model="none")), int(sys.argv[3]))
