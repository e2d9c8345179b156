"""Where a careless reader would go wrong: contradicted totals, scans, numbers asked of sentences without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nianbao.asking.desk import Desk
from nianbao.building import build
from nianbao.catalogue import load
from nianbao.settings import Settings
from nianbao.store.library import Library

CASES = """<html><body><h1>石塘镇2022年政府信息公开工作年度报告</h1>
<p>本报告的统计期限为2022年。有疑问请致电石塘镇党政办公室（0555-6600123），不要发传真（传真：0555-6600999）。</p>
<h2>一、总体情况</h2>
<p>2022年主动公开政府信息约620余条。公开的内容有教育救助、饮水安全和道路养护等方面。镇纪委每月抽查一次公开栏。</p>
<h2>二、主要做法</h2><p>一是定制度。二是抓培训。</p>
<h2>四、行政复议、行政诉讼情况</h2>
<table>
<tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>
<tr><td rowspan="2">结果维持</td><td rowspan="2">结果纠正</td><td rowspan="2">其他结果</td><td rowspan="2">尚未审结</td>
<td rowspan="2">总计</td><td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>
<tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>
<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr>
<tr><td>2</td><td>1</td><td>0</td><td>0</td><td>3</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td>
<td>4</td><td>0</td><td>0</td><td>0</td><td>0</td></tr>
</table></body></html>"""
YEARS = "石塘镇{year}年政府信息公开工作年度报告\n一、依申请公开情况\n{year}年，石塘镇收到政府信息公开申请{n}件。\n"


@pytest.fixture(scope="module")
def make_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(folder: Path) -> Desk:
        settings = Settings(index=tmp_path_factory.mktemp("careful") / "index", model="none")
        build([folder], settings.index, settings)
        made.append(Desk(Library.open(settings.index, settings), load(), settings))
        return made[-1]

    yield make
    for desk in made:
        desk.library.close()


@pytest.fixture(scope="module")
def desk(make_desk: Callable[..., Desk], tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "石塘镇2022.html").write_text(CASES, encoding="utf-8")
    for year, n in ((2019, 3), (2020, 5), (2021, 9)):
        (folder / f"石塘镇{year}.txt").write_text(YEARS.format(year=year, n=n), encoding="utf-8")
    return make_desk(folder)


def test_a_sum_of_printed_totals_that_their_parts_contradict_asserts_no_number(desk: Desk) -> None:
    answer = desk.ask("石塘镇2022年行政诉讼几件")
    assert (answer.status, answer.value, answer.computed) == ("answered", None, None)
    assert [w.kind for w in answer.warnings] == ["sum_mismatch"]
    assert "相加为4件" in answer.text


def test_a_printed_total_that_its_parts_confirm_is_asserted_without_a_warning(desk: Desk) -> None:
    answer = desk.ask("石塘镇2022年行政复议几件")
    assert (answer.value, answer.warnings) == (3, ())


def test_an_approximate_figure_is_given_in_the_report_s_own_words(desk: Desk) -> None:
    answer = desk.ask("石塘镇2022年主动公开多少条")
    assert (answer.value, answer.figures[0].qualifier) == (620, "about")
    assert "620余条" in answer.text


def test_a_number_after_a_call_to_ring_is_the_telephone_and_never_the_fax(desk: Desk) -> None:
    assert "0555-6600123" in desk.ask("石塘镇2022年报告的联系电话").text
    assert "0555-6600999" in desk.ask("石塘镇2022年报告的传真").text


def test_a_subject_named_in_passing_is_confirmed_by_its_sentence(desk: Desk) -> None:
    answer = desk.ask("石塘镇2022年公开了饮水安全信息吗")
    assert (answer.status, answer.value) == ("answered", True)
    assert "饮水安全" in answer.citations[0].quote


def test_a_question_for_money_is_not_answered_by_a_sentence_without_money(desk: Desk) -> None:
    assert desk.ask("石塘镇2022年道路养护花了多少钱").status == "not_stated"


def test_a_question_about_one_office_is_not_answered_with_the_list_of_measures(desk: Desk) -> None:
    answer = desk.ask("石塘镇2022年纪委做了什么")
    assert "定制度" not in answer.text
    assert any("镇纪委每月抽查" in c.quote for c in answer.citations)


def test_what_an_office_did_is_told_only_by_a_sentence_that_names_it(desk: Desk) -> None:
    assert desk.ask("石塘镇2022年妇联做了什么").status == "not_stated"


def test_these_years_are_the_years_just_talked_about_and_not_the_latest_held(desk: Desk) -> None:
    talk = desk.conversation()
    for question in ("石塘镇2019年收到几件申请", "2020年的呢", "2021年的呢"):
        assert talk.ask(question).status == "answered"
    answer = talk.ask("这三年一共呢")
    assert (answer.value, answer.computed and answer.computed.formula) == (17, "3+5+9")


def test_a_new_agency_with_a_subject_of_its_own_does_not_take_over_the_year(sample_desk: Desk) -> None:
    talk = sample_desk.conversation()
    assert talk.ask("洪泽区2023年收到多少件申请").status == "answered"
    assert talk.ask("息陬镇权责清单公开了吗").understood.years == (2018,)


def test_a_question_in_pinyin_reaches_the_figure(desk: Desk) -> None:
    assert desk.ask("shitang zhen 2022 nian xingzheng fuyi ji jian").value == 3


def test_an_answer_from_a_scan_says_that_it_was_read_by_character_recognition(desk: Desk) -> None:
    from dataclasses import replace

    from nianbao.asking.desk import _with_marks

    plain = desk.ask("石塘镇2022年行政复议几件")
    sources = desk._sources
    card = sources.card(plain.citations[0].report or "")
    sources._cards[card.id] = replace(card, problems=("由文字识别（OCR）得到，请核对原件。",))
    marked = _with_marks(plain, sources)
    sources._cards[card.id] = card
    assert [w.kind for w in marked.warnings] == ["ocr"]
    assert _with_marks(plain, sources).warnings == ()


SITES = (
    "青岩镇2022年政府信息公开工作年度报告\n一、主动公开情况\n2022年，在市政府门户网站主动公开信息60条，"
    "在镇政府网站主动公开信息5条。\n"
)


def test_of_two_sites_the_agency_s_own_is_told_from_the_city_s(make_desk: Callable[..., Desk], tmp_path: Path) -> None:
    (tmp_path / "青岩镇2022.txt").write_text(SITES, encoding="utf-8")
    two_sites = make_desk(tmp_path)
    assert two_sites.ask("青岩镇2022年在镇自己的网站上公开了几条").value == 5
    both = two_sites.ask("青岩镇2022年网站公开了几条")
    assert both.value == 60
    assert "5条" in both.text


@pytest.mark.parametrize("asked", ["近几年申请数有没有增加", "这几年收到的申请变化", "最近几年申请是否减少"])
def test_over_some_years_every_year_is_given_and_the_last_set_against_the_first(desk: Desk, asked: str) -> None:
    answer = desk.ask(f"石塘镇{asked}")
    assert "2019年3件，2020年5件，2021年9件。2021年比2019年多6件。" in answer.text
    assert answer.understood.operation == "trend"


def test_the_most_of_some_years_is_asked_of_all_of_them(desk: Desk) -> None:
    assert desk.ask("石塘镇近几年哪年申请最多").value == 2021


def test_a_nothing_that_its_parts_contradict_is_no_no(desk: Desk) -> None:
    answer = desk.ask("石塘镇2022年有没有复议后起诉")
    assert [w.kind for w in answer.warnings] == ["sum_mismatch"]
    assert not answer.text.startswith("没有")


def test_some_years_are_all_that_are_held_whatever_was_talked_about(desk: Desk) -> None:
    talk = desk.conversation()
    talk.ask("石塘镇2020年收到几件申请")
    assert talk.ask("石塘镇近几年申请数有没有增加").understood.years == (2019, 2020, 2021, 2022)
