"""The catalogue of metrics, applicants, terms and relations, read from the TOML files beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from nianbao.catalogue import checks
from nianbao.catalogue.entries import Shape, checked, fail, read, table
from nianbao.catalogue.form_files import printed_forms
from nianbao.catalogue.form_labels import wordings
from nianbao.catalogue.guide import guide, talk
from nianbao.catalogue.nouns import (
    ERAS,
    ApplicantKind,
    Catalogue,
    Kind,
    Metric,
    Part,
    Relation,
    RelationKind,
    Severity,
    Term,
)
from nianbao.model import Applicant

_HERE = Path(__file__).parent
_WORDINGS = ("says", "asks", "weak", "en_asks", "rows", "columns", "units")

_METRIC = Shape(
    required={"zh": str, "en": str},
    optional={
        "kind": str, "unit": str, "eras": tuple, "parent": str, "part": str, "short": str, "formula": str,
        "confusable": tuple, "twins": tuple, **dict.fromkeys(_WORDINGS, tuple),
    },
    closed={"kind": get_args(Kind), "part": get_args(Part), "eras": ERAS},
)  # fmt: skip
_EXTENSION = Shape(required={}, optional=dict.fromkeys(_WORDINGS, tuple), closed={})
_APPLICANT = Shape(required={"zh": str}, optional={"columns": tuple, "asks": tuple, "en_asks": tuple}, closed={})
_TERM = Shape(
    required={"text": str, "regulation": str, "article": str, "since": date}, optional={"aliases": tuple}, closed={}
)
_OTHERS = Shape(required={"things": tuple}, optional={}, closed={})
_RELATION = Shape(
    required={"zh": str, "en": str, "kind": str},
    optional={"eras": tuple, "per": str, "severity": str, "formula": tuple},
    closed={
        "kind": get_args(RelationKind), "eras": ERAS, "per": ("applicant", "row"), "severity": get_args(Severity),
    },
)  # fmt: skip


def load(extra: Path | None = None) -> Catalogue:
    """The shipped catalogue, with the user's file `extra` laid over it: new metrics, and `[extend.<id>]` sections
    that append wordings to shipped ones. Raises `CatalogueError` naming file, entry and what to change."""
    shipped = _shipped()
    return shipped if extra is None else _overlaid(shipped, Path(extra))


@cache
def _shipped() -> Catalogue:
    metrics = {entry: _metric("metrics.toml", entry, raw) for entry, raw in read(_HERE / "metrics.toml").items()}
    checks.check_forms(printed_forms().values(), metrics)
    rows, columns, people = wordings(tuple(printed_forms().values())[::-1])  # the newest labels first
    metrics = {
        entry: replace(
            metric,
            rows=_joined(rows.get(entry, ()), metric.rows),
            columns=_joined(columns.get(entry, ()), metric.columns),
        )
        for entry, metric in metrics.items()
    }
    checks.check_metrics(metrics, dict.fromkeys(metrics, "metrics.toml"))
    applicants = {
        who: replace(kind, columns=_joined(people.get(who, ()), kind.columns))
        for who, kind in _applicants("applicants.toml").items()
    }
    terms = _terms("glossary.toml")
    relations = _relations("relations.toml")
    checks.check_relations(relations, (*metrics, *applicants), "relations.toml")
    everyday, others = _everyday("everyday.toml", metrics)
    rules, alike, term_asks = guide(_HERE / "guide.toml", terms)
    return Catalogue(
        metrics=MappingProxyType(metrics), applicants=MappingProxyType(applicants), terms=terms, relations=relations,
        everyday=MappingProxyType(everyday), others=others, guide=MappingProxyType(rules),
        alike=MappingProxyType(alike), term_asks=MappingProxyType(term_asks),
        talk=MappingProxyType(talk(_HERE / "talk.toml")),
    )  # fmt: skip


def _joined(printed: tuple[str, ...], further: tuple[str, ...]) -> tuple[str, ...]:
    """What the forms print, then what else stands for it."""
    return tuple(dict.fromkeys((*printed, *further)))


def _overlaid(shipped: Catalogue, path: Path) -> Catalogue:
    raw = read(path)
    extensions = table(path.name, "extend", raw.pop("extend", {}))
    metrics = dict(shipped.metrics)
    files = dict.fromkeys(metrics, "metrics.toml")
    for entry, values in raw.items():
        if entry in metrics:
            zh = f"已有这个指标；要追加说法，请写 [extend.{entry}]。"
            fail(path.name, entry, zh, f"this metric exists; to append wordings write [extend.{entry}].")
        metrics[entry] = _metric(path.name, entry, values)
        files[entry] = path.name
    for entry, values in extensions.items():
        if entry not in metrics:
            fail(path.name, f"extend.{entry}", "没有这个指标，请核对名称。", "there is no such metric; check the name.")
        metrics[entry] = _extended(path.name, metrics[entry], values)
        files[entry] = path.name
    own = {entry: metrics[entry].says for entry in raw} | {
        entry: tuple(w for w in metrics[entry].says if w not in shipped.metrics[entry].says)
        for entry in extensions
        if entry in shipped.metrics
    }
    # shipped metrics first, so that of two owners of a wording the user's file is the one to be named
    order = sorted(metrics, key=lambda entry: files[entry] == path.name)
    checks.check_metrics({entry: metrics[entry] for entry in order}, files)
    return replace(shipped, metrics=MappingProxyType(metrics), own_says=MappingProxyType(own))


def _metric(file: str, entry: str, raw: object) -> Metric:
    values: dict[str, Any] = {"id": entry, **checked(file, entry, raw, _METRIC)}
    values.setdefault("short", values["zh"])
    return Metric(**values)


def _extended(file: str, metric: Metric, raw: object) -> Metric:
    added: Mapping[str, Any] = checked(file, f"extend.{metric.id}", raw, _EXTENSION)
    merged: dict[str, Any] = {
        key: tuple(dict.fromkeys((*getattr(metric, key), *wordings))) for key, wordings in added.items()
    }
    return replace(metric, **merged)


def _applicants(file: str) -> dict[Applicant, ApplicantKind]:
    known: tuple[Applicant, ...] = get_args(Applicant)
    raw = read(_HERE / file)
    for entry in raw:
        if entry not in known:
            fail(file, entry, "没有这类申请人。", "there is no such kind of applicant.")
    found: dict[Applicant, ApplicantKind] = {}
    for applicant in known:
        values: dict[str, Any] = dict(checked(file, applicant, raw.get(applicant), _APPLICANT))
        found[applicant] = ApplicantKind(id=applicant, **values)
    checks.check_applicants({str(key): kind for key, kind in found.items()}, file)
    return found


def _terms(file: str) -> tuple[Term, ...]:
    found: list[Term] = []
    for entry, raw in read(_HERE / file).items():
        values: dict[str, Any] = dict(checked(file, entry, raw, _TERM))
        found.append(Term(term=entry, **values))
    checks.check_terms(found, file)
    return tuple(found)


def _everyday(file: str, metrics: Mapping[str, Metric]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Lay phrases by metric, and the things that are no metric."""
    raw = read(_HERE / file)
    phrases = table(file, "metrics", raw.get("metrics"))
    for entry in phrases:
        if entry not in metrics:
            fail(file, entry, "没有这个指标，请核对名称。", "there is no such metric; check the name.")
    shape = Shape(required={}, optional=dict.fromkeys(phrases, tuple), closed={})
    lay: Mapping[str, Any] = checked(file, "metrics", phrases, shape)
    others: Mapping[str, Any] = checked(file, "others", raw.get("others"), _OTHERS)
    return dict(lay), others["things"]


def _relations(file: str) -> tuple[Relation, ...]:
    found: list[Relation] = []
    for entry, raw in read(_HERE / file).items():
        values: dict[str, Any] = dict(checked(file, entry, raw, _RELATION))
        found.append(Relation(id=entry, **values))
    return tuple(found)
