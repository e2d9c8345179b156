"""Fit the weights by which the mentions of bodies are weighed, and write them to `parsing/weights.toml`.

    python tools/fit_identity.py REPORTS.jsonl...          # lines: file (beside the JSONL or absolute), agency
    python tools/fit_identity.py --check REPORTS.jsonl...  # six-fold cross-validation, writes nothing

`agency` is the official or the short name, "" when the report does not name it; a list gives all acceptable names.
Each report counts three times: as it is; without its title, since most pages that are hard have none; and so as if
its places were not known, since lists of places are never complete. The model is a multinomial logit over the bodies
of a report and "none of them", fitted by Adam with a quadratic penalty; the same input gives the same bytes. Features
that hardly occur get no weight; those of what stands around the text (file name, folder, breadcrumb) are set by hand,
for a corpus tells nothing of the names that its users will give their files, and what is too rare to be fitted.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nianbao import reading
from nianbao.model import Document, SideFile
from nianbao.parsing.furniture import without_furniture
from nianbao.parsing.layout import lay_out
from nianbao.parsing.lexicon import lexicon
from nianbao.parsing.mirrors import without_pinyin
from nianbao.parsing.names import name_of
from nianbao.parsing.outline import outline
from nianbao.parsing.slots import slots
from nianbao.parsing.titles import title_of
from nianbao.parsing.weighing import NONE, Body, found
from nianbao.text.fold import fold

LOG = logging.getLogger("fit_identity")
OUTPUT = Path(__file__).resolve().parents[1] / "src/nianbao/parsing/weights.toml"
SET = {"breadcrumb": 2.5, "file name": 2.0, "folder": 1.5, "own office compiles": 2.0}
"""Weights that are not fitted."""
RARE = 4
"""A feature that occurs less often gets no weight."""
PENALTY, STEPS, RATE = 0.1, 1500, 0.05
FOLDS = 6

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The bodies of one report in one of its forms; `right` are the places of those whose report it is."""

    report: str
    bodies: tuple[Body, ...]
    right: tuple[int, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    examples = [example for path in args.reports for example in read(path)]
    LOG.info("%d forms of %d reports", len(examples), len({example.report for example in examples}))
    if args.check:
        check(examples)
        return
    names = features_of(examples)
    OUTPUT.write_text(written(names, fitted(examples, names)), encoding="utf-8")


def read(path: Path) -> Iterator[Example]:
    """The examples of a JSONL file; a report that cannot be read raises."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = row["agency"] if isinstance(row["agency"], list) else [row["agency"]]
        document = reading.read(path.parent / row["file"], max_bytes=1 << 25)
        yield from forms(replace(document, side=SideFile()), [name for name in gold if name])


def forms(document: Document, gold: Sequence[str]) -> Iterator[Example]:
    """A report as it is, without its title, and without its title and with no place known."""
    layout = lay_out(without_furniture(without_pinyin(document.blocks)))
    sections = outline(layout)
    title, _ = title_of(document, layout, sections[0].span.start if sections else len(layout.text))
    folded = fold(layout.text)
    around = [(origin, name) for origin, name in slots(document, title) if origin not in SET]
    yield example(document.source, found(folded, around), gold)
    bare = folded.replace(fold(title) + "\n", "\n") if title else folded
    untitled = found(bare, [(origin, name) for origin, name in around if origin != "title"])
    yield example(document.source, untitled, gold)
    unknown = [replace(body, features=dict(body.features) | {"known": 0.0}) for body in untitled]
    yield example(document.source, unknown, gold)


def example(report: str, bodies: Sequence[Body], gold: Sequence[str]) -> Example:
    plain = lexicon().plain
    wanted = {plain(name) for name in gold} | {plain(name.short) for word in gold if (name := name_of(word))}
    right = tuple(i for i, body in enumerate(bodies) if {plain(body.name.short), plain(body.name.full)} & wanted)
    return Example(report=report, bodies=tuple(bodies), right=right)


def features_of(examples: Sequence[Example]) -> list[str]:
    seen = Counter(feature for each in examples for body in each.bodies for feature in body.features)
    return sorted({feature for feature, times in seen.items() if times >= RARE} - SET.keys() | {NONE})


def fitted(examples: Sequence[Example], names: Sequence[str]) -> Vector:
    """The weights of the features."""
    place = {name: i for i, name in enumerate(names)}
    rows = [(_matrix(each.bodies, place), list(each.right) or [len(each.bodies)]) for each in examples]
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = -PENALTY * weights * len(rows) ** 0.5
        for matrix, right in rows:
            share = _shares(matrix, weights)
            wanted = np.zeros_like(share)
            wanted[right] = share[right]
            slope += matrix.T @ (wanted / wanted.sum() - share)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        weights = weights + RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _matrix(bodies: Sequence[Body], place: Mapping[str, int]) -> Vector:
    matrix = np.zeros((len(bodies) + 1, len(place)))
    for row, body in enumerate(bodies):
        for feature, value in body.features.items():
            if feature in place:
                matrix[row, place[feature]] = value
    matrix[-1, place[NONE]] = 1.0
    return matrix


def _shares(matrix: Vector, weights: Vector) -> Vector:
    scores = matrix @ weights
    parts: Vector = np.exp(scores - scores.max())
    return parts / parts.sum()


def check(examples: Sequence[Example]) -> None:
    """How often the most probable body is right, by how probable it is, on reports left out of the fit."""
    reports = sorted({each.report for each in examples})
    told: list[tuple[float, bool]] = []
    for part in range(FOLDS):
        left = set(reports[part::FOLDS])
        rest = [each for each in examples if each.report not in left]
        names = features_of(rest)
        weights, place = fitted(rest, names), {name: i for i, name in enumerate(names)}
        for each in examples:
            if each.report in left:
                share = _shares(_matrix(each.bodies, place), weights)
                best = int(share.argmax())
                if best < len(each.bodies):
                    told.append((float(share[best]), best in each.right))
    for least in (0.5, 0.65, 0.75, 0.8, 0.9, 0.93, 0.95):
        stated = [right for probability, right in told if probability >= least]
        LOG.info("probability >= %.2f: %d stated of %d, %d right", least, len(stated), len(examples), sum(stated))


def written(names: Sequence[str], weights: Vector) -> str:
    lines = {name: float(weight) for name, weight in zip(names, weights, strict=True)} | SET
    head = "# Written by tools/fit_identity.py: how much each feature speaks for a body (see weighing.py).\n[weights]\n"
    return head + "".join(f'"{name}" = {value:.3f}\n' for name, value in sorted(lines.items()))


if __name__ == "__main__":
    main()
