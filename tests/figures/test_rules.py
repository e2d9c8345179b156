"""Rules as data: one without examples, with false ones or without a bound does not load; each is noticed when gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from figure_samples import Golden, figures_of, short
from test_golden_sentences import ALL

from nianbao.catalogue.rules import NOTHING, Rule, load_rules, rules
from nianbao.errors import CatalogueError
from nianbao.figures.frames import thing_in
from nianbao.text.fold import fold

FILES = ("rules_prose.toml", "rules_things.toml", "rules_outcomes.toml", "rules_channels.toml", "rules_items.toml")
RULES = [pytest.param(rule, id=f"{file[6:-5]}.{name}") for file in FILES for name, rule in rules(file).items()]

GOOD = "[box]\npattern = '信箱{1,2}'\nyes = ['镇长信箱']\nno = ['邮箱']\n"
UNFIT = {
    "no example that it finds": ("yes = ['镇长信箱']\n", ""),
    "no example that it passes over": ("no = ['邮箱']\n", ""),
    "an empty list": ("no = ['邮箱']", "no = []"),
    "a text it should find and does not": ("'镇长信箱'", "'镇长邮箱'"),
    "a text it should pass over and finds": ("'邮箱'", "'信箱'"),
    "a repetition without bound": ("{1,2}", "+"),
    "a repetition without bound inside a group": ("信箱{1,2}", "(?:信|(?=箱*)来){1,2}箱"),
    "a pattern that is none": ("信箱", "(信箱"),
    "a key it does not know": ("yes", "maybe = 'x'\nyes"),
}


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rules_own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_with_both_kinds_of_examples_loads(tmp_path: Path) -> None:
    [rule] = load_rules(written(tmp_path, GOOD)).values()
    assert (rule.name, rule.yes, rule.no) == ("box", ("镇长信箱",), ("邮箱",))
    assert rule.search("县长信箱") is not None


@pytest.mark.parametrize("fault", UNFIT)
def test_an_unfit_rule_is_refused_with_file_and_name(tmp_path: Path, fault: str) -> None:
    old, new = UNFIT[fault]
    assert old in GOOD
    with pytest.raises(CatalogueError, match=r"rules_own\.toml.*box"):
        load_rules(written(tmp_path, GOOD.replace(old, new)))


def told(golden: Golden) -> list[tuple[object, ...]]:
    """All that the figures of a golden sentence say."""
    found = figures_of(golden.text, year=golden.year)
    return sorted((f.at.start, short(f), f.scope, f.role, str(f.owner), str(f.parent)) for f in found)


def noticed(rule: Rule, goldens: list[Golden]) -> bool:
    """Whether some golden sentence gives other figures once the rule is switched off."""
    touched = [g for g in goldens if rule.search(fold(g.text)) or rule.pattern.pattern.startswith("^")]
    touched += [g for g in goldens if g not in touched]
    before = {g.text: told(g) for g in touched}
    kept = rule.use(NOTHING)
    thing_in.cache_clear()
    assert kept is not None
    try:
        return any(told(g) != before[g.text] for g in touched)
    finally:
        rule.use(kept)
        thing_in.cache_clear()


SAMPLE = [p for p in RULES if p.id in ("things.litigation", "outcomes.outcome.granted", "prose.coordination.each")]


@pytest.mark.parametrize("rule", SAMPLE)
def test_a_sentence_notices_when_a_rule_is_gone(rule: Rule) -> None:
    assert noticed(rule, [*ALL])


@pytest.mark.slow
@pytest.mark.parametrize("rule", [p for p in RULES if p not in SAMPLE])
def test_every_rule_is_missed_by_some_sentence(rule: Rule) -> None:
    assert noticed(rule, [*ALL])
