"""What was extracted against what the reports state: recall, precision, and figures made out of silence.

A found figure is right when file, metric, applicant (and, for open categories, label) are those of a gold line, the
value is equal, and both quotations show the same words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nianbao.evaluation.gold_figures import GoldFigure, Key, NotStated, key_of, name_of
from nianbao.evaluation.promises import comparable, equal
from nianbao.model import Figure, ReportCard

_LEAST_OVERLAP = 4
"""Characters that two quotations must share, end to beginning, to show the same words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """`right` of `all`."""

    right: int
    all: int

    @property
    def share(self) -> float:
        """1.0 when there is nothing to be wrong about."""
        return self.right / self.all if self.all else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`recall`: of what is stated, how much was found. `precision`: of what was found, how much is stated."""

    recall: Ratio
    precision: Ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureScores:
    """Scores over all figures, by `prose` (with zero statements and numerals) and `table`, by finer kind, by file.

    `outside` counts the gold figures outside the catalogue, which recall leaves out. `repeats` are found figures that
    say again what another right one says: neither right nor false. `left_out`: gold lines of files not in the index.
    """

    total: Measure
    by_group: Mapping[str, Measure]
    by_kind: Mapping[str, Ratio]
    by_file: Mapping[str, Measure]
    outside: Ratio
    repeats: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    missed: tuple[GoldFigure, ...] = ()
    false: tuple[tuple[str, Figure], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotStatedScores:
    """How many of the pairs were checked, and which of them were filled, each with one of the figures that fill it."""

    pairs: int
    filled: tuple[tuple[NotStated, Figure], ...]
    left_out: Mapping[str, int] = field(default_factory=dict)


def score_figures(gold: Sequence[GoldFigure], cards: Iterable[ReportCard], found: Iterable[Figure]) -> FigureScores:
    """Score the figures of an index, whose `cards` tell the file name of each report."""
    by_file = _by_file(cards, found)
    here = [line for line in gold if line.file in by_file]
    named = {line.file for line in gold}
    figures = [(file, figure) for file, of_file in by_file.items() if file in named for figure in of_file]
    matches = _matched(here, figures)
    required = [(place, line) for place, line in enumerate(here) if not line.optional and line.metric is not None]
    outside = [place for place, line in enumerate(here) if not line.optional and line.metric is None]
    recalls = [(line.file, _group(line), line.kind, place in matches) for place, line in required]
    judged, repeats = _judged(here, figures, matches)
    precisions = [(file, "prose" if figure.cell is None else "table", right) for file, figure, right in judged]
    return FigureScores(
        total=_measure((r[-1] for r in recalls), (p[-1] for p in precisions)),
        by_group={g: _measure((r[-1] for r in recalls if r[1] == g), (p[-1] for p in precisions if p[1] == g))
                  for g in ("prose", "table")},
        by_kind={k: _ratio(r[-1] for r in recalls if r[2] == k) for k in ("prose", "zero", "numeral", "table")},
        by_file={f: _measure((r[-1] for r in recalls if r[0] == f), (p[-1] for p in precisions if p[0] == f))
                 for f in sorted(named & by_file.keys())},
        outside=_ratio(place in matches for place in outside),
        repeats=repeats,
        left_out=_left_out((line.file for line in gold), by_file),
        missed=tuple(line for place, line in required if place not in matches),
        false=tuple((file, figure) for file, figure, right in judged if not right),
    )  # fmt: skip


def score_not_stated(
    pairs: Sequence[NotStated], cards: Iterable[ReportCard], found: Iterable[Figure]
) -> NotStatedScores:
    """Find the pairs of file and metric that an index fills although the file does not state them."""
    by_file = _by_file(cards, found)
    filled = []
    for pair in pairs:
        made_up = next((figure for figure in by_file.get(pair.file, ()) if figure.metric == pair.metric), None)
        if made_up is not None:
            filled.append((pair, made_up))
    checked = sum(pair.file in by_file for pair in pairs)
    return NotStatedScores(pairs=checked, filled=tuple(filled), left_out=_left_out((p.file for p in pairs), by_file))


def show_same(one: str, other: str) -> bool:
    """True when two quotations of a report show the same words: one holds the other, or one runs on into the other."""
    one, other = comparable(one), comparable(other)
    if not one or not other:
        return False
    return one in other or other in one or _runs_on(one, other) or _runs_on(other, one)


def _runs_on(first: str, second: str) -> bool:
    longest = min(len(first), len(second))
    return any(first.endswith(second[:length]) for length in range(_LEAST_OVERLAP, longest))


def _by_file(cards: Iterable[ReportCard], found: Iterable[Figure]) -> dict[str, list[Figure]]:
    files = {card.id: name_of(card.source) for card in cards}
    by_file: dict[str, list[Figure]] = {file: [] for file in files.values()}
    for figure in found:
        by_file[files[figure.report_id]].append(figure)
    return by_file


def _matched(gold: Sequence[GoldFigure], figures: Sequence[tuple[str, Figure]]) -> dict[int, int]:
    """Place of a gold line to place of the figure that is it; each figure serves one line, required ones first."""
    places: dict[Key, list[int]] = defaultdict(list)
    for place, (file, figure) in enumerate(figures):
        places[key_of(file, figure.metric, figure.applicant, figure.label)].append(place)
    used: set[int] = set()
    matches: dict[int, int] = {}
    for gold_place, line in sorted(enumerate(gold), key=lambda item: item[1].optional):
        candidates = (place for key in line.keys for place in places.get(key, ()) if place not in used)
        best = next((place for place in candidates if _same(line, figures[place][1])), None)
        if best is not None:
            used.add(best)
            matches[gold_place] = best
    return matches


def _same(line: GoldFigure, figure: Figure) -> bool:
    return equal(line.value, figure.value) and show_same(line.quote, figure.quote)


def _judged(
    gold: Sequence[GoldFigure], figures: Sequence[tuple[str, Figure]], matches: Mapping[int, int]
) -> tuple[list[tuple[str, Figure, bool]], int]:
    """The figures that precision counts, each with whether it is right, and the number of repeats left out.

    Figures outside the catalogue are left out, since gold lists only some; so are those of optional lines.
    """
    owner = {place: gold[gold_place] for gold_place, place in matches.items()}
    said: dict[Key, list[GoldFigure]] = defaultdict(list)
    for gold_place in matches:
        for key in gold[gold_place].keys:
            said[key].append(gold[gold_place])
    judged, repeats = [], 0
    for place, (file, figure) in enumerate(figures):
        if figure.metric is None or (place in owner and owner[place].optional):
            continue
        again = said.get(key_of(file, figure.metric, figure.applicant, figure.label), ())
        if place not in owner and any(equal(line.value, figure.value) for line in again):
            repeats += 1
        else:
            judged.append((file, figure, place in owner))
    return judged, repeats


def _group(line: GoldFigure) -> str:
    return "table" if line.kind == "table" else "prose"


def _ratio(rights: Iterable[bool]) -> Ratio:
    counted = Counter(rights)
    return Ratio(right=counted[True], all=counted.total())


def _measure(recalled: Iterable[bool], right: Iterable[bool]) -> Measure:
    return Measure(recall=_ratio(recalled), precision=_ratio(right))


def _left_out(files: Iterable[str], by_file: Mapping[str, object]) -> dict[str, int]:
    return dict(Counter(file for file in files if file not in by_file))
