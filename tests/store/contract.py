"""What any keeper of an index promises, said as functions: an index is filled, asked, and compared with brute force.

`kept` takes a writer's maker and a reader's opener, so that another keeper is tested by the same lines.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nianbao.model import Figure, Passage, Report, Section, Span
from nianbao.store.browsing import Selection
from nianbao.store.seams import Index, Writer

TOWNS = {"甲镇": ("东省", "溪县"), "乙镇": ("东省", "溪县"), "丙街道": ("西省", "谷县")}
YEARS = (2019, 2020, None)
METRICS = ("sites", "posts", None)
APPLICANTS = (None, "total", "natural_person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A report with what belongs to it."""

    report: Report
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]

    @property
    def path(self) -> str:
        """The path it is said to come from."""
        return f"/reports/{self.report.source}"


def filed(seed: int) -> list[Filed]:
    """Reports of three bodies over three years, by chance."""
    chance = random.Random(seed)
    return [_made(agency, year, chance) for agency in TOWNS for year in YEARS]


def _made(agency: str, year: int | None, chance: random.Random) -> Filed:
    lines = [
        f"第{n}项：公开信息{chance.randint(0, 99)}条，{chance.choice(('培训', '解读', '申请'))}。" for n in range(6)
    ]
    text = "\n".join(lines)
    spans, at = [], 0
    for line in lines:
        spans.append(Span(start=at, end=at + len(line)))
        at += len(line) + 1
    identity = f"{agency}-{year}"
    section = Section(id=0, number="一、", heading="概述", level=1, span=Span(start=0, end=len(text)))
    report = Report(
        id=identity, title=identity, agency=agency, parents=TOWNS[agency], year=year, text=text, sections=(section,),
        sha256=identity, source=f"{identity}.txt",
    )  # fmt: skip
    figures = tuple(
        Figure(
            report_id=identity, id=n, agency=agency, year=year, metric=chance.choice(METRICS), label=f"第{n % 3}项",
            value=Decimal(chance.randint(-4, 9)) / 4, unit=chance.choice(("条", None)), span=span, at=span,
            quote=span.of(text), applicant=chance.choice(APPLICANTS),
        )
        for n, span in enumerate(spans)
    )  # fmt: skip
    passages = tuple(
        Passage(report_id=identity, span=span, text=span.of(text), heading_path="一、概述") for span in spans[:3]
    )
    return Filed(report=report, passages=passages, figures=figures)


def kept(begin: Callable[[], Writer], opened: Callable[[], Index], seed: int) -> None:
    """Everything below, for reports drawn by `seed`: written, some changed, some removed, and read."""
    chance = random.Random(seed)
    held = filed(seed)
    _written(begin(), held)
    gone, again = chance.sample(held, 2)
    newer = replace(again, report=replace(again.report, title="新"), figures=again.figures[:2])
    writer = begin()
    writer.remove(gone.report.id)
    writer.put(newer.report, newer.passages, newer.figures, newer.path, stamp="2")
    writer.finish()
    held = [newer if each is again else each for each in held if each is not gone]
    held.sort(key=lambda f: (f.report.agency, f.report.year is None, f.report.year or 0, f.report.id))
    index = opened()
    _reads_back(index, held)
    _filters(index, held)
    _brief_ones_are_whole(index, held)
    _browses(index, held, chance)
    _searches(index, held)


def _written(writer: Writer, held: Sequence[Filed]) -> None:
    for each in held:
        writer.put(each.report, each.passages, each.figures, each.path, stamp="1")
    writer.finish()


def _reads_back(index: Index, held: Sequence[Filed]) -> None:
    assert [card.id for card in index.cards] == [each.report.id for each in held]
    assert index.paths() == {each.report.id: each.path for each in held}
    counted = {"passages": 3 * len(held), "figures": sum(len(each.figures) for each in held)}
    assert index.counts() == {"reports": len(held), **counted}
    for each in held:
        assert index.report(each.report.id) == each.report
        assert index.stated(each.report.id) == {f.metric for f in each.figures if f.metric}
    assert index.report("none") is None


def _filters(index: Index, held: Sequence[Filed]) -> None:
    every = [figure for each in held for figure in each.figures]
    for agency in (None, *TOWNS, "无"):
        for year in (None, 2019, 2031):
            for metric in (None, "sites", "nonesuch"):
                wanted = [
                    f
                    for f in every
                    if agency in (None, f.agency) and year in (None, f.year) and metric in (None, f.metric)
                ]
                assert index.figures(agency=agency, year=year, metric=metric) == tuple(wanted)
    ids = [held[0].report.id, "none"]
    assert index.figures(reports=ids) == held[0].figures
    assert index.figures(reports=ids[:1], metric="posts") == tuple(f for f in held[0].figures if f.metric == "posts")


def _brief_ones_are_whole(index: Index, held: Sequence[Filed]) -> None:
    """Figures read in brief for many reports are, looked at, the figures."""
    for metrics in (("sites",), ("posts", None), ("nonesuch",)):
        for applicants in (None, (None, "total")):
            found = index.briefs(index.cards, metrics, applicants=applicants, labelled=lambda label: label != "第1项")
            for each in held:
                wanted = [
                    f
                    for f in each.figures
                    if f.metric in metrics and f.label != "第1项" and (applicants is None or f.applicant in applicants)
                ]
                brief = found.get(each.report.id, [])
                assert [f.value for f in brief] == [f.value for f in wanted]
                assert [f.quote for f in brief] == [f.quote for f in wanted]
                assert brief == wanted


def _browses(index: Index, held: Sequence[Filed], chance: random.Random) -> None:
    every = [(each.report.parents, figure) for each in held for figure in each.figures]
    for _ in range(12):
        place = chance.choice(((), (("东省",),), (("西省", "谷县"),)))
        years = chance.choice(((), (2019,), (2019, 2020)))
        words = chance.choice(("", "培训", "信息 申请"))
        metrics = chance.choice(((), ("sites",)))
        selection = Selection(places=place, years=years, metrics=metrics, words=words)
        wanted = [
            f
            for parents, f in every
            if (not place or parents[: len(place[0])] == place[0])
            and (not years or f.year in years)
            and (not metrics or f.metric in metrics)
            and all(word in f.label or word in f.quote for word in words.split())
        ]
        page = index.browse(selection, offset=2, limit=5)
        assert (page.figures, page.total) == (tuple(wanted[2:7]), len(wanted))
        assert list(index.selected(replace(selection, descending=True))) == wanted[::-1]
        if not metrics:
            assert dict(index.facets(selection).metrics) == Counter(f.metric for f in wanted if f.metric)


def _searches(index: Index, held: Sequence[Filed]) -> None:
    for word in ("培训", "解读"):
        having = {(p.report_id, p.span) for each in held for p in each.passages if word in p.text}
        assert {(h.passage.report_id, h.passage.span) for h in index.search(word, k=99)} == having
        one = held[0].report.id
        assert {h.passage.report_id for h in index.search(word, reports=[one], k=99)} <= {one}
