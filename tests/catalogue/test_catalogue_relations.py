"""The arithmetic relations agree with the tree of metrics and name nothing that does not exist."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nianbao.catalogue import Catalogue, Relation, catalogue, load
from nianbao.errors import CatalogueError

SHARED = Path(__file__).parents[3] / "shared"
# These add across the tree, not down it.
ACROSS = {"APP_BALANCE", "APP_COLUMNS", "WORKLOAD", "ATTRIBUTE_SUM"}


def sums(held: Catalogue) -> list[tuple[Relation, str, set[str]]]:
    found = []
    for relation in held.relations:
        if relation.kind == "identity" and relation.id not in ACROSS:
            for formula in relation.formula:
                whole, parts = formula.split(" = ")
                found.append((relation, whole, set(parts.split(" + "))))
    return found


def test_what_a_relation_adds_up_are_the_sum_parts_of_that_edition() -> None:
    held = load()
    assert len(sums(held)) == 20
    for relation, whole, parts in sums(held):
        tree = {m.id for m in held.children(whole) if m.part == "sum" and set(relation.eras) <= set(m.eras)}
        # the local forms of 2008–2013 class the replies in their own ways: a sum may leave parts of the tree out
        assert tree == parts or (relation.eras == ("E1",) and parts < tree), relation.id


def test_formulas_name_only_what_exists() -> None:
    held = load()
    known = {*held.metrics, *held.applicants, "sum", "max", "last", "text"}
    for relation in held.relations:
        for formula in relation.formula:
            assert set(re.findall(r"[a-z][a-z_0-9]+", formula)) <= known, relation.id
            assert re.fullmatch(r"[a-z_0-9 .,+\-()]+ (=|<=|~) [a-z_0-9 .,+\-()]+", formula), relation.id


def test_last_year_is_named_only_in_relations_over_two_years() -> None:
    for relation in load().relations:
        assert (relation.kind == "cross_year") == any("last." in formula for formula in relation.formula), relation.id


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("[X]\nzh = '甲'\nen = 'a'\nkind = 'identity'\nformula = ['granted = nobody']\n", "算式里的 nobody"),
        ("[X]\nzh = '甲'\nen = 'a'\nkind = 'identity'\n", "缺少 formula"),
        ("[X]\nzh = '甲'\nen = 'a'\nkind = 'guess'\n", "kind 只能是"),
        ("[X]\nzh = '甲'\nen = 'a'\nkind = 'inference'\nper = 'town'\n", "per 只能是"),
    ],
)
def test_a_wrong_relation_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, zh: str) -> None:
    shipped = Path(catalogue.__file__).parent
    for name in ("metrics.toml", "applicants.toml", "glossary.toml"):
        (tmp_path / name).write_bytes((shipped / name).read_bytes())
    (tmp_path / "relations.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogue, "_HERE", tmp_path)
    with pytest.raises(CatalogueError) as caught:
        catalogue._shipped.__wrapped__()
    assert caught.value.zh.startswith("relations.toml 的 [X]：")
    assert zh in caught.value.zh


def test_the_relations_cover_the_domain() -> None:
    source = SHARED / "domain" / "relations.json"
    if not source.exists():
        pytest.skip("the domain study is not beside this repository")
    study = {entry["id"] for entry in json.loads(source.read_text("utf-8"))["relations"]}
    # a subtotal over kinds of applicant is computed where it is asked for, not checked: no form prints it
    assert study - {relation.id for relation in load().relations} == {"ORG_SUBTOTAL"}
