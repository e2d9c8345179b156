"""Any query at all gets an answer that keeps the promises of the contract."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

from answering_samples import Ask
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from nianbao.answering.evidence import Evidence
from nianbao.answering.operation import operation_of
from nianbao.model import Operation, Status
from nianbao.query import (
    Body,
    Compare,
    Condition,
    GroupBy,
    Measure,
    Operator,
    Query,
    Reduce,
    Refusal,
    Scope,
    Test,
    Why,
    Years,
)  # fmt: skip

METRICS = (
    "applications_received", "proactive_disclosures_total", "litigation_total", "results_total", "carry_ratio",
    "administrative_fees_amount", "proactive_category_count", "problems", "proactive_by_website",
)  # fmt: skip
LABELS = ("培训班", "政策解读", "", "没有的东西", "满意率")
KINDS = (None, "natural_person", "organisations", "total")

leaf = st.one_of(
    st.builds(Measure, metric=st.sampled_from(METRICS), applicant=st.sampled_from(KINDS)),
    st.builds(Measure, label=st.sampled_from(LABELS)),
)


def _calculated(operator: Operator) -> st.SearchStrategy[Measure]:
    least, most = {"value": (0, 0), "change": (1, 1), "change_percent": (1, 1), "ratio": (1, 2)}.get(operator, (2, 2))
    return st.builds(
        Measure, operator=st.just(operator), of=st.lists(leaf, min_size=least, max_size=most).map(tuple),
    )  # fmt: skip


measures = st.one_of(leaf, *(_calculated(o) for o in get_args(Operator) if o != "value"))
numbers = st.lists(st.integers(0, 200).map(Decimal), min_size=1, max_size=2).map(tuple)
conditions = st.builds(Condition, measure=measures, test=st.sampled_from(get_args(Test)), numbers=numbers)
years = st.one_of(
    st.builds(
        Years, kind=st.just("given"), values=st.lists(st.integers(2012, 2024), min_size=1, max_size=3).map(tuple)
    ),
    st.builds(Years, kind=st.sampled_from(["latest", "first", "all"]), said=st.booleans()),
)


def scopes(evidence: Evidence) -> st.SearchStrategy[Scope]:
    held = [Body(name=a.name, place=a.place) for a in evidence.held]
    some = st.lists(st.sampled_from(held), max_size=4, unique=True).map(tuple)
    return st.builds(
        Scope, bodies=some, group=st.booleans(), place=st.sampled_from([None, "苍洄县"]),
        focus=st.lists(st.sampled_from(held), max_size=1).map(tuple),
        unknown=st.sampled_from([()] * 9 + [("柳林镇",)]), choices=st.sampled_from([()] * 9 + [tuple(held[:2])]),
    )  # fmt: skip


@tried(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_query_gets_a_status_and_keeps_the_promises(many: Evidence, ask_many: Ask, data: st.DataObject) -> None:
    query = data.draw(
        st.builds(
            Query, show=st.sampled_from(["number", "yes_no", "which", "list", "rows", "place", "check"]),
            scope=scopes(many), years=years, measures=st.lists(measures, max_size=3).map(tuple),
            conditions=st.lists(conditions, max_size=2).map(tuple),
            group_by=st.sampled_from([None, *get_args(GroupBy)]),
            reduce=st.sampled_from([None, None, *get_args(Reduce)]),
            order=st.sampled_from([None, None, "desc", "asc", "earliest", "latest"]),
            limit=st.sampled_from([None, None, 1, 3]), position=st.sampled_from([None, None, None, 2]),
            compare=st.sampled_from([None, None, None, *get_args(Compare)]),
            claimed=st.sampled_from([(), (), (Decimal(5),)]),
            refusal=st.sampled_from([None] * 20 + [Refusal(what="上半年", why=w) for w in get_args(Why)]),
        )
    )  # fmt: skip
    made = ask_many(query)
    assert made.status in get_args(Status)
    assert operation_of(query) in get_args(Operation)
    if made.status != "answered":
        assert (made.value, made.computed) == (None, None)
    assert bool(made.choices) <= (made.status == "ambiguous")
    if isinstance(made.value, Decimal) and made.computed is None and query.show == "number":
        assert made.value in {f.value for f in made.figures} or made.understood.operation == "rank"
