"""The citizens' guide: rules of the law in plain words, read from `guide.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from nianbao.catalogue import checks
from nianbao.catalogue.entries import Shape, checked, fail, read, table
from nianbao.catalogue.nouns import Guidance, Term

INTENTS = (
    "define", "guide_apply", "guide_fee", "guide_term", "guide_refused", "guide_scope", "guide_report", "guide_other",
)  # fmt: skip
"""The kinds of question that a rule of the law answers."""
_REGULATION = Shape(required={"name": str, "since": date}, optional={}, closed={})
_ENTRY = Shape(
    required={"intent": str, "asks": tuple, "en": str},
    optional={"text": str, "regulation": str, "article": str, "term": str},
    closed={"intent": INTENTS},
)


Wordings = dict[str, tuple[str, ...]]


def guide(path: Path, terms: Iterable[Term]) -> tuple[dict[str, Guidance], Wordings, Wordings]:
    """The entries by id, regulations resolved; the words that mean the same; and wordings of askers for terms of the
    glossary. An entry with `term` has text and source of that glossary entry.

    Raises `CatalogueError` naming entry and what to change.
    """
    raw, file = read(path), path.name
    known: dict[str, dict[str, Any]] = {
        name: dict(checked(file, f"regulations.{name}", values, _REGULATION))
        for name, values in table(file, "regulations", raw.get("regulations")).items()
    }
    glossary = {term.term: term for term in terms}
    found = {
        name: _entry(file, name, dict(checked(file, f"guide.{name}", values, _ENTRY)), known, glossary)
        for name, values in table(file, "guide", raw.get("guide")).items()
    }
    checks.check_guide(found.values(), file)
    asked = _wordings(file, "terms", raw.get("terms"))
    for term in asked:
        if term not in glossary:
            fail(file, "terms", f"名词解释里没有 {term}。", f"the glossary has no {term}.")
    return found, _wordings(file, "alike", raw.get("alike")), asked


def talk(path: Path) -> dict[str, tuple[str, str]]:
    """What is said to each kind of courtesy and in refusing what no report tells: Chinese and English."""
    shape = Shape(required={"zh": str, "en": str}, optional={}, closed={})
    found: dict[str, tuple[str, str]] = {}
    for name, raw in read(path).items():
        said: dict[str, Any] = dict(checked(path.name, name, raw, shape))
        found[name] = (said["zh"], said["en"])
    return found


def _wordings(file: str, entry: str, raw: object) -> Wordings:
    values = table(file, entry, raw)
    shape = Shape(required={}, optional=dict.fromkeys(values, tuple), closed={})
    known: dict[str, Any] = dict(checked(file, entry, values, shape))
    return known


def _entry(
    file: str, name: str, values: dict[str, Any], regulations: dict[str, dict[str, Any]], glossary: dict[str, Term]
) -> Guidance:
    own = [key for key in ("text", "regulation", "article") if key in values]
    term = values.get("term")
    if (term is None and len(own) < 3) or (term is not None and own):
        zh = "text、regulation、article 三样都写，或者只写 term。"
        fail(file, f"guide.{name}", zh, "give text, regulation and article, or term alone.")
    if term is not None:
        if term not in glossary:
            fail(file, f"guide.{name}", f"名词解释里没有 {term}。", f"the glossary has no {term}.")
        entry = glossary[term]
        shared: dict[str, Any] = {
            "text": entry.text, "regulation": entry.regulation, "article": entry.article, "since": entry.since,
        }  # fmt: skip
        return Guidance(id=name, **values, **shared)
    if values["regulation"] not in regulations:
        fail(file, f"guide.{name}", f"没有法规 {values['regulation']}。", f"no regulation {values['regulation']}.")
    law = regulations[values["regulation"]]
    return Guidance(id=name, **{**values, "regulation": law["name"]}, since=law["since"])
