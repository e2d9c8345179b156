"""What must hold between entries: references that exist, trees without loops, wordings with one meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from nianbao.catalogue.entries import fail
from nianbao.catalogue.form_labels import metrics_of
from nianbao.catalogue.nouns import ApplicantKind, Guidance, Metric, Relation, Term
from nianbao.catalogue.printed import PrintedForm

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_FUNCTIONS = {"sum", "max", "last", "text"}


def check_metrics(metrics: Mapping[str, Metric], files: Mapping[str, str]) -> None:
    """Raises `CatalogueError`; `files` tells in which file a metric stands."""
    for metric in metrics.values():
        file = files[metric.id]
        for key in ("parent", "confusable", "twins"):
            value = getattr(metric, key)
            for other in (value,) if isinstance(value, str) else value or ():
                if other not in metrics or other == metric.id:
                    fail(file, metric.id, f"{key} 里的 {other} 不是别的指标。", f"{key}: {other} is no other metric.")
        if (metric.parent is None) != (metric.part is None):
            fail(file, metric.id, "parent 和 part 要么都写，要么都不写。", "give both parent and part, or neither.")
        if (metric.kind == "text") != (metric.unit is None):
            fail(file, metric.id, "文字指标不写 unit，其余的必须写。", "texts have no unit, all others need one.")
        if metric.formula is not None:
            check_words(file, metric.id, metric.formula, metrics)
    _check_loops(metrics, files)
    _check_wordings(((m.id, files[m.id], (*m.names, *m.weak)) for m in metrics.values()), "asks")
    _check_wordings(((m.id, files[m.id], (m.en, *m.en_asks)) for m in metrics.values()), "en_asks")


def check_forms(forms: Iterable[PrintedForm], metrics: Mapping[str, Metric]) -> None:
    """Every metric that a form prints is in the catalogue, for the form's edition, and printed in one place."""
    for form in forms:
        file, seen = f"forms/{form.id}.toml", set[str]()
        for metric in metrics_of(form):
            if metric not in metrics:
                fail(file, metric, "没有这个指标，请核对名称。", "there is no such metric; check the name.")
            if form.tables is not None and form.edition not in metrics[metric].eras:
                zh = f"这份表格是 {form.edition} 的，指标的 eras 里没有。"
                fail(file, metric, zh, f"the form is of {form.edition}, which the metric's eras leave out.")
            if metric in seen and form.tables is not None:
                fail(file, metric, "这个指标在表格里写了两次，请改正。", "this metric stands twice in the form.")
            seen.add(metric)


def check_applicants(applicants: Mapping[str, ApplicantKind], file: str) -> None:
    _check_wordings(((a.id, file, (a.zh, *a.asks)) for a in applicants.values()), "asks")


def check_terms(terms: Iterable[Term], file: str) -> None:
    _check_wordings(((t.term, file, (t.term, *t.aliases)) for t in terms), "aliases")


def check_guide(entries: Iterable[Guidance], file: str) -> None:
    _check_wordings(((e.id, file, e.asks) for e in entries), "asks")


def check_relations(relations: Iterable[Relation], known: Iterable[str], file: str) -> None:
    """`known` are the ids of metrics and of kinds of applicant."""
    names = set(known)
    for relation in relations:
        if not relation.formula and relation.kind not in ("inference", "claim"):
            fail(file, relation.id, "缺少 formula，请补上。", "formula is missing; add it.")
        for formula in relation.formula:
            check_words(file, relation.id, formula, names)


def check_words(file: str, entry: str, formula: str, known: Iterable[str]) -> None:
    names = _FUNCTIONS.union(known)
    for word in _WORD.findall(formula):
        if word not in names:
            fail(file, entry, f"算式里的 {word} 不在目录里，请改正。", f"formula: {word} is not in the catalogue.")


def _check_loops(metrics: Mapping[str, Metric], files: Mapping[str, str]) -> None:
    for metric in metrics.values():
        parent, passed = metric.parent, {metric.id}
        while parent is not None:
            if parent in passed:
                fail(files[metric.id], metric.id, "parent 绕成了一圈，请断开。", "parents form a loop; break it.")
            passed.add(parent)
            parent = metrics[parent].parent


def _check_wordings(entries: Iterable[tuple[str, str, tuple[str, ...]]], key: str) -> None:
    """One wording, one entry: a phrase that means two things would answer one question with the other's number."""
    owner: dict[str, str] = {}
    for entry, file, phrases in entries:
        # names and asks of one entry may repeat each other; only another owner is a mistake
        for phrase in phrases:
            plain = unicodedata.normalize("NFKC", phrase).casefold()
            other = owner.setdefault(plain, entry)
            if other != entry:
                zh = f"{key} 里的“{phrase}”已归 [{other}]，请删去一处或写得更具体。"
                fail(file, entry, zh, f"{key}: {phrase!r} belongs to [{other}]; delete one or make it more specific.")
