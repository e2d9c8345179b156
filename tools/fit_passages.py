"""Fit the weights with which sentences are chosen, on the questions of `tests/answering/passage_questions.tsv`.

    python tools/fit_passages.py            # writes src/nianbao/answering/passages/weights.toml
    python tools/fit_passages.py --check    # fits and says what cross-validation gives, writes nothing

Each line of the questions names a report, a question about it, and words of the sentence that answers it ("|" between
alternatives), or "-" when no sentence of that report does. First the order of sentences is fitted (the right one
should have the largest share of a softmax over the report's sentences), then the decision whether the best one answers
(logistic regression). Both start at zero and end at the one minimum: the same questions give the same digits.
"""

from __future__ import annotations

import argparse
import logging
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]  # ships no hints

from nianbao import parsing, reading
from nianbao.answering.passages.choosing import CANDIDATES, complete
from nianbao.answering.passages.features import NAMES, asked, by_words
from nianbao.answering.passages.units import Unit, units
from nianbao.answering.passages.weights import BESIDE, Mode
from nianbao.model import Report
from nianbao.text.fold import fold

LOG = logging.getLogger("fit_passages")
ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "tests/answering/passage_questions.tsv"
_FOLDERS = ("tests/questions/reports", "tests/questions2/reports", "tests/questions3/reports", "data")
REPORTS = tuple(ROOT / name for name in _FOLDERS)
WEIGHTS = ROOT / "src/nianbao/answering/passages/weights.toml"
FIRST_BY_WORDS = NAMES.index("held")
_TITLED = NAMES.index("titled") - FIRST_BY_WORDS
ENOUGH = {"meaning": 0.65, "words": 0.65}
"""Chosen on questions over other reports than these, of which 5 in 100 unanswerable ones are answered at it; 0.85 would
halve them and refuse every fourth of the right answers."""
_RANK_PENALTY, _DECIDE_PENALTY, _FOLDS = 0.003, 3.0, 5

Matrix = NDArray[np.float64]
Vectors = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question over its report: `rows` by words of all units, `right` which of them answer, `cosines` of all."""

    report: str
    answerable: bool
    units: tuple[Unit, ...]
    rows: tuple[tuple[float, ...], ...]
    right: NDArray[np.bool_]
    cosines: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    first: Matrix
    rank: Matrix
    decide: Matrix
    bias: float


def reports(folders: Iterable[Path] = REPORTS) -> dict[str, Report]:
    """All reports of the folders by the names of their files."""
    paths = [path for folder in folders for path in sorted(folder.iterdir())]
    paths = [path for path in paths if path.suffix not in (".json", "") and path.stem != "README"]
    return {path.stem: parsing.parse(reading.read(path, max_bytes=1 << 24)) for path in paths}


def cases(lines: Iterable[str], held: dict[str, Report], queries: Vectors, passages: Vectors) -> list[Case]:
    """The questions with their features, each also over its report without headings, so that no more weight is laid on
    headings than they deserve; KeyError for a report that is not held."""
    made: list[Case] = []
    known: dict[str, NDArray[np.float32]] = {}
    for name, question, gold in (line.split("\t") for line in lines):
        found = units(held[name])
        right = np.array([_answers(gold, unit.text) for unit in found])
        if not right.any():
            right = np.array([_answers(gold, unit.whole.of(held[name].text)) for unit in found])
        if name not in known:
            known[name] = passages([unit.folded for unit in found])
        cosines = (known[name] @ queries([fold(question)])[0]).astype(np.float64)
        for seen in (found, tuple(replace(unit, path="") for unit in found)):
            rows = tuple(by_words(asked(question), seen))
            if seen is not found and any(row[_TITLED] for row in made[-1].rows):
                continue  # what the question names by its heading cannot be found without it
            case = Case(report=name, answerable=gold != "-", units=seen, rows=rows, right=right, cosines=cosines)
            made.append(case)
    return made


def _answers(gold: str, text: str) -> bool:
    return gold != "-" and any(words in re.sub(r"\s", "", text) for words in gold.split("|"))


def fit(over: Sequence[Case], mode: Mode) -> Fitted:
    """Weights from the cases; with cosines when `mode` is "meaning"."""
    everything = [(_rows(case, range(len(case.units)), None), case.right) for case in over]
    first = _ranked(everything, slice(FIRST_BY_WORDS, None))
    chosen = [_candidates(case, first, mode) for case in over]
    rank = first if mode == "words" else _ranked(chosen, slice(0, None))
    seen = np.array([_seen(rows, rank) for rows, _ in chosen])
    good = np.array([float(_good(rows, right, rank)) for rows, right in chosen])
    decide, bias = _decided(seen, good)
    return Fitted(first=first, rank=rank, decide=decide, bias=bias)


def judged(over: Sequence[Case], fitted: Fitted, mode: Mode) -> list[tuple[bool, bool, float]]:
    """Of each case: whether it is answerable, whether a right sentence is among the best two, the probability."""
    found = []
    for case in over:
        rows, right = _candidates(case, fitted.first, mode)
        score = _seen(rows, fitted.rank) @ fitted.decide + fitted.bias
        found.append((case.answerable, _good(rows, right, fitted.rank), float(1 / (1 + np.exp(-score)))))
    return found


def crossed(over: Sequence[Case], mode: Mode) -> list[tuple[bool, bool, float]]:
    """`judged` with weights from the other reports' questions."""
    names = sorted({case.report for case in over})
    np.random.default_rng(0).shuffle(names)
    found = []
    for part in np.array_split(np.array(names), _FOLDS):
        out = set(part.tolist())
        fitted = fit([case for case in over if case.report not in out], mode)
        found += judged([case for case in over if case.report in out], fitted, mode)
    return found


def _candidates(case: Case, first: Matrix, mode: Mode) -> tuple[Matrix, NDArray[np.bool_]]:
    scores = _rows(case, range(len(case.units)), None) @ first
    order = np.argsort(-scores, kind="stable")[:CANDIDATES].tolist()
    return _rows(case, order, case.cosines if mode == "meaning" else None), case.right[order]


def _rows(case: Case, order: Iterable[int], cosines: Matrix | None) -> Matrix:
    places = list(order)
    near = None if cosines is None else cosines[places].tolist()
    return np.array(complete([case.units[i] for i in places], [case.rows[i] for i in places], near))


def _seen(rows: Matrix, rank: Matrix) -> Matrix:
    scores = rows @ rank
    best = int(np.argmax(scores))
    return np.array([*rows[best], scores[best] - scores.mean(), 1 / np.exp(scores - scores[best]).sum()])


def _good(rows: Matrix, right: NDArray[np.bool_], rank: Matrix) -> bool:
    return bool(right[np.argsort(-(rows @ rank), kind="stable")[:2]].any())


def _ranked(over: Sequence[tuple[Matrix, NDArray[np.bool_]]], columns: slice) -> Matrix:
    over = [(rows, right) for rows, right in over if right.any()]
    used = np.zeros(len(NAMES), bool)
    used[columns] = True
    spread = np.where(used, np.concatenate([rows for rows, _ in over]).std(axis=0) + 1e-6, 1.0)

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = 0.0, np.zeros_like(weights)
        for rows, right in over:
            scaled = rows / spread * used
            share = np.exp(scaled @ weights - (scaled @ weights).max())
            share /= share.sum()
            total -= np.log(share[right].sum())
            slope -= (np.where(right, share / share[right].sum(), 0) - share) @ scaled
        penalty = _RANK_PENALTY * len(over)
        return float(total + penalty * weights @ weights / 2), slope + penalty * weights

    found = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B").x
    return np.asarray(found / spread * used)


def _decided(seen: Matrix, good: Matrix) -> tuple[Matrix, float]:
    middle, spread = seen.mean(axis=0), seen.std(axis=0) + 1e-6
    scaled = np.c_[(seen - middle) / spread, np.ones(len(seen))]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        score, plain = scaled @ weights, np.r_[weights[:-1], 0.0]
        total = np.logaddexp(0, -score * (2 * good - 1)).sum() + _DECIDE_PENALTY * plain @ plain / 2
        return float(total), scaled.T @ (1 / (1 + np.exp(-score)) - good) + _DECIDE_PENALTY * plain

    found = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[:-1] / spread
    return weights, float(found[-1] - weights @ middle)


def written(fits: dict[Mode, Fitted]) -> str:
    """The text of `weights.toml`."""
    lines = ["# Made by tools/fit_passages.py; see nianbao.answering.passages.weights."]
    for mode, fitted in fits.items():
        lines += ["", f"[{mode}]", f"enough = {ENOUGH[mode]}", f"bias = {fitted.bias:.3f}"]
        named = {"rank": dict(zip(NAMES, fitted.rank, strict=True))}
        named["decide"] = dict(zip((*NAMES, *BESIDE), fitted.decide, strict=True))
        for kind, values in named.items():
            lines += ["", f"[{mode}.{kind}]", *(f"{name} = {value + 0.0:.3f}" for name, value in values.items())]
    return "\n".join(lines) + "\n"


def said(name: str, found: Sequence[tuple[bool, bool, float]], enough: float) -> str:
    """One line of figures."""
    answerable = [one for one in found if one[0]]
    right = sum(good and chance >= enough for _, good, chance in answerable)
    wrong = sum(not good and chance >= enough for _, good, chance in answerable)
    false = sum(chance >= enough for known, _, chance in found if not known)
    return (
        f"{name}: of {len(answerable)} answerable {right} rightly answered, {wrong} by another sentence; "
        f"of {len(found) - len(answerable)} unanswerable {false} answered"
    )


def main() -> None:
    """See the module."""
    from nianbao.store.onnx_encoder import OnnxEncoder

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    encoder = OnnxEncoder()
    over = cases(QUESTIONS.read_text("utf-8").splitlines(), reports(), encoder.queries, encoder.passages)
    fits: dict[Mode, Fitted] = {}
    for mode in ("meaning", "words"):
        LOG.info(said(mode, crossed(over, mode), ENOUGH[mode]))
        fits[mode] = fit(over, mode)
    if not arguments.check:
        WEIGHTS.write_text(written(fits), "utf-8")


if __name__ == "__main__":
    main()
