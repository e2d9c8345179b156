"""Where an agency lies is told by its name only when no other place bears or bore that name."""

from __future__ import annotations

import pytest
from parsing_samples import PROSE, document

from nianbao.model import Evidence, SideFile
from nianbao.parsing import parse
from nianbao.parsing.divisions import chains, completed

QUFU = ("山东省", "济宁市", "曲阜市")


def told(value: str) -> Evidence:
    return Evidence(what="parents", value=value, origin="divisions")


UNIQUE = [
    ("息陬镇", (), QUFU),
    ("洪泽区", (), ("江苏省", "淮安市")),
    ("曲阜市", (), ("山东省", "济宁市")),
    ("榆垡镇", (), ("北京市", "大兴区")),
    ("彭场镇", (), ("湖北省", "仙桃市")),
    ("龙田镇", ("兴宁市",), ("广东省", "梅州市", "兴宁市")),
    ("漕河镇", ("济宁市",), ("山东省", "济宁市", "兖州区")),
    ("曲阜市教育局", ("曲阜市",), QUFU),
]


@pytest.mark.parametrize(("agency", "known", "above"), UNIQUE, ids=[u[0] for u in UNIQUE])
def test_a_name_borne_once_tells_everything_above_it(
    agency: str, known: tuple[str, ...], above: tuple[str, ...]
) -> None:
    assert completed(agency, known, "") == (above, (told("".join(above)),))


UNTOLD = [
    ("龙田镇", ()),
    ("朝阳区", ()),
    ("城关镇", ()),
    ("朝阳区教育局", ("朝阳区",)),
    ("息陬镇", ("青石县",)),
    ("石溪县", ()),
    ("东湖大学", ()),
    ("", ()),
]


@pytest.mark.parametrize(("agency", "known"), UNTOLD)
def test_homonyms_contradictions_and_unknown_names_are_left_as_they_are(agency: str, known: tuple[str, ...]) -> None:
    assert completed(agency, known, "") == (known, ())


def test_homonyms_are_known() -> None:
    assert {chain[-1] for chain in chains("龙田镇")} >= {"兴宁市", "岑巩县", "福清市"}
    assert chains("朝阳区") == (("北京市",), ("吉林省", "长春市"))


def test_a_county_that_was_renamed_is_left_open_between_its_names() -> None:
    assert chains("夕阳彝族乡") == (("云南省", "昆明市", "晋宁区"), ("云南省", "昆明市", "晋宁县"))
    assert completed("夕阳彝族乡", (), "")[0] == ("云南省", "昆明市")


def test_a_report_that_names_other_places_only_is_not_believed_to_lie_there() -> None:
    assert completed("息陬镇", (), "本报告可在泗水县政府网站下载。") == ((), ())
    assert completed("息陬镇", (), "请与青石县办公室联系。") == ((), ())
    assert completed("息陬镇", (), "泗水县和曲阜市。")[0] == QUFU
    assert completed("洪泽区", (), "洪泽区公开。")[0] == ("江苏省", "淮安市")


def test_a_parsed_report_gets_its_places_with_the_evidence() -> None:
    report = parse(document("息陬镇2018年政府信息公开年报\n一、概述\n" + PROSE))
    assert report.parents == QUFU
    assert [e for e in report.evidence if e.what == "parents"] == [told("山东省济宁市曲阜市")]


def test_the_side_file_is_never_added_to() -> None:
    side = SideFile(parents=("曲阜市",))
    assert parse(document("息陬镇2018年政府信息公开年报\n" + PROSE, side=side)).parents == ("曲阜市",)
