"""Answers against gold: the scores of contract section 4. Pure: who is asked, and what reports say, is handed in."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nianbao.errors import WrongCall
from nianbao.evaluation.judging import Miss, faults, misses
from nianbao.evaluation.promises import broken_promises
from nianbao.evaluation.questions import Gold, Question
from nianbao.model import Answer, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A line that is not right; `faults` names the counters it went into besides not being exact."""

    id: str
    question: str
    why: tuple[Miss, ...]
    faults: tuple[str, ...]
    answer: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Counts of scored questions, latencies in milliseconds; `kinds` is (right, all) by `type`, in order of the set."""

    questions: int
    exact: int
    wrong_number: int
    wrong_report: int
    false_refusal: int
    missed_refusal: int
    quote_broken: int
    p50: float
    p95: float
    kinds: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    question: Question
    misses: tuple[Miss, ...]
    faults: tuple[str, ...]
    answer: Answer | None
    milliseconds: float

    @property
    def exact(self) -> bool:
        return all(miss.field == "promise" for miss in self.misses)


def evaluate(
    questions: Iterable[Question],
    ask: Callable[[str, str | None], Answer],
    report: Callable[[str], Report | None],
    *,
    clock: Callable[[], float] = time.perf_counter,
) -> Scores:
    """Ask every question in order, score those with gold. `ask` takes question and conversation; `report` an id."""
    marks = []
    for question in questions:
        began = clock()
        try:
            answer = ask(question.question, question.conversation)
        except WrongCall as error:  # one question that cannot be asked must not hide the scores of the others
            refused = Miss(field="error", want="", got=error.en)
            marks.append(_Mark(question=question, misses=(refused,), faults=(), answer=None, milliseconds=0.0))
            continue
        elapsed = (clock() - began) * 1000
        if question.gold is not None:
            marks.append(_mark(question, question.gold, answer, report, elapsed))
    return _total([mark for mark in marks if mark.question.gold is not None])


def _mark(
    question: Question, gold: Gold, answer: Answer, report: Callable[[str], Report | None], elapsed: float
) -> _Mark:
    broken = broken_promises(answer, report)
    missed = (*misses(gold, answer), *(Miss(field="promise", want="", got=fault) for fault in broken))
    return _Mark(
        question=question, misses=missed, faults=faults(gold, answer, broken), answer=answer, milliseconds=elapsed
    )


def _total(marks: Sequence[_Mark]) -> Scores:
    counted = Counter(fault for mark in marks for fault in mark.faults)
    kinds: dict[str, tuple[int, int]] = {}
    for mark in marks:
        right, all_of_kind = kinds.get(mark.question.kind or "", (0, 0))
        kinds[mark.question.kind or ""] = (right + mark.exact, all_of_kind + 1)
    times = sorted(mark.milliseconds for mark in marks if mark.answer is not None)
    return Scores(
        questions=len(marks),
        exact=sum(mark.exact for mark in marks),
        wrong_number=counted["wrong_number"],
        wrong_report=counted["wrong_report"],
        false_refusal=counted["false_refusal"],
        missed_refusal=counted["missed_refusal"],
        quote_broken=counted["quote_broken"],
        p50=percentile(times, 50),
        p95=percentile(times, 95),
        kinds=kinds,
        failures=tuple(
            Failure(id=m.question.id, question=m.question.question, why=m.misses, faults=m.faults, answer=m.answer)
            for m in marks
            if m.misses or m.faults
        ),
    )


def percentile(ascending: Sequence[float], percent: float) -> float:
    """The least value that `percent` of all do not exceed (nearest rank); 0 of none."""
    if not ascending:
        return 0.0
    return ascending[max(0, math.ceil(percent / 100 * len(ascending)) - 1)]
