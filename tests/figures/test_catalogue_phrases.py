"""The catalogue's `says` are read: a phrase added to it is extracted, and a question in its words is answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from figure_samples import catalogue, report_of

import nianbao
from nianbao.catalogue import Catalogue, load
from nianbao.figures import extract
from nianbao.settings import Settings

OWN = """
[extend.consultations_total]
says = ["便民问答"]
[extend.proactive_by_wechat]
says = ["掌上青石公开稿件"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def found(text: str, known: Catalogue) -> list[tuple[str | None, int]]:
    return [(f.metric, int(f.value)) for f in extract(report_of(text), known)]


def added(metric: str, words: str) -> Catalogue:
    """The shipped catalogue as if its own file had one more phrase."""
    shipped = catalogue()
    longer = replace(shipped.metrics[metric], says=(*shipped.metrics[metric].says, words))
    return replace(shipped, metrics=MappingProxyType({**shipped.metrics, metric: longer}))


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [
        ("全年便民问答共35件次。", "consultations_total", 35),
        ("全年办理35件次便民问答。", "consultations_total", 35),
        ("全年未收到便民问答。", "consultations_total", 0),
        # The rules take 公开稿件 for what was disclosed; the user knows better.
        ("掌上青石公开稿件120篇。", "proactive_by_wechat", 120),
    ],
)
def test_a_wording_of_the_users_file_is_extracted(own: Path, text: str, metric: str, value: int) -> None:
    assert (metric, value) not in found(text, load())
    assert found(text, load(own)) == [(metric, value)]


def test_a_wording_added_to_the_shipped_catalogue_is_extracted_where_the_rules_know_none() -> None:
    text = "全年便民问答共35件次。"
    assert found(text, catalogue()) == [(None, 35)]
    assert found(text, added("consultations_total", "便民问答")) == [("consultations_total", 35)]


def test_the_longest_phrase_wins_and_the_unit_must_fit() -> None:
    known = added("consultations_online", "在线便民问答")
    assert found("在线便民问答12件。", known) == [("consultations_online", 12)]
    assert found("在线便民问答12家。", known) != [("consultations_online", 12)]


def test_a_phrase_that_only_begins_what_is_counted_names_nothing() -> None:
    assert found("便民问答专栏点赞35件。", added("consultations_total", "便民问答")) == [(None, 35)]


def test_a_wording_of_the_users_file_is_asked_for(own: Path, tmp_path: Path) -> None:
    report = tmp_path / "青石镇2018.txt"
    report.write_text(
        "青石镇人民政府2018年政府信息公开工作年度报告\n一、概述\n全年便民问答共35件次。\n", encoding="utf-8"
    )
    settings = Settings(catalogue=own, model="none")
    nianbao.build([report], tmp_path / "index", settings)
    answer = nianbao.open(tmp_path / "index", settings).ask("青石镇2018年便民问答有多少？")
    assert (answer.status, answer.value) == ("answered", 35)
