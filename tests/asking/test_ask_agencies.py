"""Which agency a question names: whole and short names, never a near one, homonyms asked back."""

from __future__ import annotations

import pytest
from asking_samples import agencies, card

from nianbao.directory.linker import Agencies
from nianbao.text.fold import fold

HELD = agencies()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("柳塘镇2020年收到几件申请", ["柳塘镇"]),
        ("柳塘2020收到几件申请", ["柳塘镇"]),
        ("云溪县柳塘镇人民政府2020年公开多少条", ["柳塘镇"]),
        ("云山省白石市云溪县柳塘镇2020年", ["柳塘镇"]),
        ("柳塘镇和柳桥镇谁公开得多", ["柳塘镇", "柳桥镇"]),
        ("城南街道办2020年", ["城南街道"]),
        ("城南街道办事处收到几件", ["城南街道"]),
        ("云溪县2020年全县收到几件申请", ["云溪县"]),
        ("云溪县教育局2020年", ["云溪县教育局"]),
        ("雲溪縣教育局2020年", ["云溪县教育局"]),
    ],
)
def test_names_whole_short_and_with_their_county(question: str, names: list[str]) -> None:
    found = HELD.find(fold(question))
    assert ([a.name for a in found.agencies], found.unknown, found.corrected) == (names, (), ())


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("云溪县住建局", "云溪县住房和城乡建设局"),
        ("云溪住建局", "云溪县住房和城乡建设局"),
        ("白石人社局", "白石市人力资源和社会保障局"),
        ("白石市人社局", "白石市人力资源和社会保障局"),
        ("东湖市场监管局", "白石市市场监督管理局东湖监管局"),
    ],
)
def test_short_forms_of_bureaus_are_understood_and_said(short: str, name: str) -> None:
    found = HELD.find(fold(f"{short}2020年收到几件申请"))
    assert ([a.name for a in found.agencies], found.corrected) == ([name], ((short, name),))


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("柳林镇2020年收到几件申请", "柳林镇"),
        ("柳圹镇2020年收到几件申请", "柳圹镇"),
        ("云溪县水利局2020年收到几件申请", "云溪县水利局"),
        ("河口县柳塘镇2020年收到几件申请", "河口县柳塘镇"),
    ],
)
def test_a_near_name_or_another_county_is_never_snapped(question: str, unknown: str) -> None:
    found = HELD.find(fold(question))
    assert (found.agencies, found.unknown) == ((), (unknown,))


def test_a_slip_of_the_input_method_is_corrected_only_when_one_name_sounds_so() -> None:
    assert HELD.find("柳糖镇2020年").corrected == (("柳糖镇", "柳塘镇"),)
    two = Agencies([card("柳塘镇"), card("柳堂镇")])
    found = two.find("柳糖镇2020年")
    assert (found.agencies, found.unknown) == ((), ("柳糖镇",))


def test_one_name_in_two_counties_is_a_homonym_unless_the_county_is_said() -> None:
    both = HELD.find("枫林镇2020年收到几件")
    assert (both.agencies, {a.parents[-1] for a in both.homonyms}) == ((), {"云溪县", "河口县"})
    for said in ("河口县枫林镇", "河口枫林镇", "河口的枫林镇", "河口县那个枫林镇"):
        [one] = HELD.find(f"{said}2020年收到几件").agencies
        assert one.parents[-1] == "河口县"


def test_cards_of_one_name_and_county_are_one_agency_with_all_its_years() -> None:
    [one] = HELD.find("柳塘镇").agencies
    assert one.years == (2019, 2020)


def test_a_county_is_the_scope_of_its_towns() -> None:
    assert HELD.find("河口县各镇2020年收到几件").scope == "河口县"


def test_generic_words_mean_the_agencies_of_their_kind() -> None:
    assert [a.name for a in HELD.of_kind("街道办收到几件") or ()] == ["城南街道"]
    assert [a.name for a in HELD.of_kind("住建局收到几件") or ()] == ["云溪县住房和城乡建设局"]
    assert HELD.of_kind("收到几件") is None


def test_near_names_are_offered_as_choices() -> None:
    assert "柳塘镇" in [a.name for a in HELD.near("柳唐村镇")]


def test_pinyin_names_an_agency_in_an_english_question() -> None:
    assert [a.name for m in HELD.latin_marks("how many did liutang town receive") for a in m.agencies] == ["柳塘镇"]
