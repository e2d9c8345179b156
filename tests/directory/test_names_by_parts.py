"""Bodies called by parts of their names, by what they see to, by ear and in English: the one that fits, or none."""

from __future__ import annotations

import pytest

from nianbao.directory.groups import lies_in
from nianbao.directory.linker import Agencies
from nianbao.directory.organs import spoken_forms
from nianbao.directory.sounds import sounds_like, sounds_same
from nianbao.model import ReportCard

CITY, DISTRICT = ("岚江市",), ("岚江市", "霞屏区")


def _card(agency: str, parents: tuple[str, ...]) -> ReportCard:
    return ReportCard(
        id=agency, agency=agency, full_name="", parents=parents, year=2021, title="", source="", url=None, era=None,
        sections=0, passages=0, figures=0, problems=(),
    )  # fmt: skip


HELD = Agencies(
    [
        _card("岚江市公安局霞屏区分局", CITY),
        _card("岚江市财政局", CITY),
        _card("岚江市残联", CITY),
        _card("霞屏区教育和体育局", DISTRICT),
        _card("霞屏区自然资源局", DISTRICT),
        _card("霞屏区人民政府办公室", DISTRICT),
        _card("青砚镇", DISTRICT),
        _card("长禾街道", DISTRICT),
        _card("柳塘镇", ("岚江市", "霞屏区")),
        _card("柳塘镇", ("岚江市", "木兰县")),
    ]
)
POLICE, OFFICE = "岚江市公安局霞屏区分局", "霞屏区人民政府办公室"


def _named(text: str) -> tuple[str, ...]:
    found = HELD.find(text)
    return tuple(a.name for mark in found.marks for a in mark.agencies) + found.unknown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("霞屏公安2021年收到几件申请", POLICE),
        ("霞屏区公安局2021申请", POLICE),
        ("霞屏公安分局2021收了几件", POLICE),
        ("公安霞屏分局2021年", POLICE),
        ("岚江霞屏公安21年微博发了几条", POLICE),
        ("岚江财政21网上申请", "岚江市财政局"),
        ("岚江的财政局21年收费", "岚江市财政局"),
        ("岚江残联2021年", "岚江市残联"),
        ("霞屏教体2021年收到申请几件", "霞屏区教育和体育局"),
        ("霞屏区管教育的那个局2021年收到几件", "霞屏区教育和体育局"),
        ("霞屏管学校的部门21年新收申请几件", "霞屏区教育和体育局"),
        ("霞屏区管土地的局2021年收费多少", "霞屏区自然资源局"),
        ("霞屏自然资源2021行政事业性收费", "霞屏区自然资源局"),
        ("岚江霞屏政府办2021申请件数", OFFICE),
    ],
)
def test_parts_of_a_name_in_any_order_mean_the_one_body_that_fits(text: str, name: str) -> None:
    assert _named(text) == (name,)


@pytest.mark.parametrize(
    "text",
    ["岚江公安2021年收到几件", "霞屏财政信息公开了几条", "霞屏区管殡葬的那个局2021年收到几件", "木兰财政2021收费"],
)
def test_parts_that_no_body_held_has_together_mean_none(text: str) -> None:
    assert not HELD.find(text).agencies


def test_what_is_told_otherwise_is_a_short_form_and_no_slip() -> None:
    found = HELD.find("霞屏区管教育的那个局2021年收到几件")
    assert found.corrected == (("霞屏区管教育的那个局", "霞屏区教育和体育局"),)
    assert found.short == frozenset({"霞屏区管教育的那个局"})


@pytest.mark.parametrize(
    ("bureau", "said"),
    [("教育和体育局", "教体局"), ("公安局", "公安"), ("残疾人联合会", "残联"), ("人力资源和社会保障局", "人社局")],
)
def test_what_people_say_for_a_bureau(bureau: str, said: str) -> None:
    assert said in spoken_forms(bureau)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("想问一下青眼镇啊二零二一年的许可", "青砚镇"),
        ("请问清砚镇2021年申请几件", "青砚镇"),
        ("长合街道2021年公众号发了几条", "长禾街道"),
        ("常禾街道2021年申请", "长禾街道"),
    ],
)
def test_a_name_misheard_is_the_one_that_sounds_so_and_is_said_to_be_a_slip(text: str, name: str) -> None:
    found = HELD.find(text)
    assert [a.name for a in found.agencies] == [name]
    assert not found.short


def test_a_name_that_two_bodies_sound_like_or_that_exists_elsewhere_is_not_corrected() -> None:
    twins = Agencies([_card("青砚镇", DISTRICT), _card("清燕镇", DISTRICT)])
    assert not twins.find("青眼镇2021年申请").agencies
    real = Agencies([_card("青砚镇", DISTRICT)], exists=lambda name: name == "青眼镇")
    assert not real.find("青眼镇2021年申请").agencies


def test_sounds() -> None:
    assert sounds_same("长合", "长禾")
    assert not sounds_same("青砚", "清远")
    assert sounds_like("新砚", "星砚")
    assert sounds_like("福禾", "湖禾")
    assert not sounds_like("青砚", "青塘")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("how many requests did the xiaping district natural resources bureau get in 2021", ("霞屏区自然资源局",)),
        ("requests at lanjiang municipal finance bureau 2021", ("岚江市财政局",)),
        ("the finance bureau of lanjiang, 2021", ("岚江市财政局",)),
        ("bureau of finance of lanjiang city", ("岚江市财政局",)),
        ("lawsuits against the xiaping district government office in 2021", (OFFICE,)),
        ("xiaping public security branch weibo posts", (POLICE,)),
        ("how many requests did qingyan township get", ("青砚镇",)),
        ("changhe sub-district 2021", ("长禾街道",)),
        ("qingyanzhen 2021 shenqing", ("青砚镇",)),
        ("requests at liutang town in mulan county", ("柳塘镇",)),
        ("requests at liutang town", ("柳塘镇", "柳塘镇")),
        ("requests at qingyan county", ()),
        ("requests at the mulan county finance bureau", ()),
    ],
)
def test_english_names_and_pinyin(text: str, names: tuple[str, ...]) -> None:
    assert tuple(a.name for mark in HELD.latin_marks(text) for a in mark.agencies) == names


def test_a_branch_lies_in_its_district() -> None:
    [police] = [a for a in HELD.all if a.name == POLICE]
    assert lies_in(police, "霞屏区")
    assert not lies_in(police, "木兰县")


def test_a_league_goes_by_its_first_character() -> None:
    held = Agencies([_card("岚古尔盟农牧局", ("岚古尔盟",)), _card("岚江市国土资源局", CITY)])
    for said, name in (("岚盟农牧21 处罚", "岚古尔盟农牧局"), ("岚江国土21 处罚", "岚江市国土资源局")):
        assert [a.name for mark in held.find(said).marks for a in mark.agencies] == [name]
