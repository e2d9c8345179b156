"""Between the query and today's `Question`, so that a conversation may go on in either."""

from __future__ import annotations

from dataclasses import replace

from nianbao.asking.operations import Asked
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.dialogue.state import State, after
from nianbao.model import Answer
from nianbao.query import Body, Measure, Query, Scope, Years, leaves
from nianbao.text.fold import fold


def question_of(text: str, query: Query, answer: Answer, sources: Sources, before: Question | None) -> Question:
    """What the query says, as the other makers of answers know it."""
    agencies = tuple(sources.agency(b) for b in query.scope.bodies) if not query.scope.group else ()
    if before is not None:  # one that is gone stays, or what follows would be answered about some other agency
        agencies += tuple(a for a in before.agencies if a.name in query.scope.unknown and not a.cards)
    candidates = tuple(sources.agency(b) for b in query.scope.choices)
    metrics = tuple(dict.fromkeys(m.metric for m in leaves(query.measures) if m.metric))
    applicant = next((m.applicant for m in leaves(query.measures) if m.applicant), None)
    operation = "lookup" if query.show == "rule" else answer.understood.operation
    question = Question(
        text=text, folded=fold(text), agencies=agencies, candidates=candidates, unknown=query.scope.unknown,
        years=answer.understood.years or query.years.values, metrics=metrics, applicant=applicant,
        asked=Asked(operation=operation), group=query.scope.group, inherited=query.inherited,
        names={m.id: m.short for m in sources.catalogue.metrics.values()},
    )  # fmt: skip
    same = before is not None and before.agencies == question.agencies and before.metrics == question.metrics
    talked = (before.talked or before.years) if before is not None and same else ()
    return replace(question, talked=tuple(sorted({*talked, *question.years})))


def query_of(question: Question) -> Query:
    """The plain look-up that a question of the other kind is about."""
    bodies = tuple(Body(name=a.name, place=a.place) for a in question.agencies)
    applicant = question.applicant
    measures = tuple(Measure(metric=m, applicant=applicant) for m in question.metrics)
    years = Years(kind="given", values=question.years) if question.years else Years(said=False)
    choices = tuple(Body(name=a.name, place=a.place) for a in question.candidates)
    query = Query(
        show="number", scope=Scope(bodies=bodies, group=question.group, choices=choices), years=years,
        measures=measures,
    )  # fmt: skip
    if question.asked.operation == "change" and question.years:
        last = max(question.years)
        both = (min(question.years), last) if len(question.years) > 1 else (last - 1, last)
        return replace(query, years=Years(kind="given", values=both), group_by="year", compare="difference")
    return query


def state_of(question: Question) -> State:
    """The state after a turn that was answered the other way."""
    query = query_of(question)
    return after(State(offered=query.scope.choices), query, question.years[-1:])


def following(state: State, question: Question, answer: Answer) -> State:
    """The state after a turn that was answered the other way, with what came before it."""
    query = query_of(question)
    if answer.status == "ambiguous":
        return replace(state, last=query, offered=query.scope.choices)
    years = [f.year for f in answer.figures if f.year is not None]
    return after(state, query, years or list(question.years[-1:]))
