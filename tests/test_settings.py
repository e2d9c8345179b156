"""Settings come from the environment once, and a setting that cannot be used is named."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from nianbao.errors import NianbaoError, WrongCall
from nianbao.settings import Settings, from_environment


def test_without_variables_the_defaults_hold() -> None:
    assert from_environment({}) == Settings()


def test_each_variable_sets_its_field_with_the_right_type() -> None:
    variables = {"INDEX": "/a b/索引", "MODEL": "none", "LANG": "en", "PORT": "8080", "CATALOGUE": "更多.toml"}
    made = from_environment({f"NIANBAO_{name}": value for name, value in variables.items()})
    assert (made.index, made.model, made.lang) == (Path("/a b/索引"), "none", "en")
    assert (made.port, made.catalogue) == (8080, Path("更多.toml"))


def test_every_field_can_be_set_from_the_environment() -> None:
    from nianbao.settings import _READERS

    assert set(_READERS) == {f.name for f in dataclasses.fields(Settings)}


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("NIANBAO_PORT", "八千", "NIANBAO_PORT"),
        ("NIANBAO_PORT", "70000", "70000"),
        ("NIANBAO_LANG", "fr", "zh"),
        ("NIANBAO_MAX_SECONDS", "0", "NIANBAO_MAX_SECONDS"),
        ("NIANBAO_PER_MINUTE", "-1", "NIANBAO_PER_MINUTE"),
        ("NIANBAO_VISITS_DAYS", "-1", "NIANBAO_VISITS_DAYS"),
        ("NIANBAO_STAFF_PASSWORD", "elevenchars", "12"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_both_languages(variable: str, value: str, says: str) -> None:
    with pytest.raises(WrongCall) as caught:
        from_environment({variable: value})
    assert says in caught.value.say("zh")
    assert says in caught.value.say("en")
    assert caught.value.exit_code == 2


def test_a_password_is_neither_repeated_in_an_error_nor_in_the_settings_shown() -> None:
    with pytest.raises(WrongCall) as caught:
        from_environment({"NIANBAO_STAFF_PASSWORD": "elevenchars"})
    shown = repr(from_environment({"NIANBAO_STAFF_PASSWORD": "twelve chars"}))
    assert not any("chars" in text for text in (caught.value.zh, str(caught.value).replace("characters", ""), shown))


def test_an_error_speaks_the_language_asked_for() -> None:
    error = NianbaoError("中文。", "English.")
    assert (error.say(), error.say("en"), str(error)) == ("中文。", "English.", "English.")
