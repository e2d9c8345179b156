"""What the table of applications tells of answers, reasons and applicants, and names set side by side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nianbao.asking.desk import Desk
from nianbao.building import build
from nianbao.catalogue import load
from nianbao.settings import Settings
from nianbao.store.library import Library

_HEAD = """<h1>{name}{year}年政府信息公开工作年度报告</h1><h2>三、收到和处理政府信息公开申请情况</h2><table>
<tr><td rowspan="3" colspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>
<td colspan="7">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>
<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"""
_RULES = """<h2>二、主动公开政府信息情况</h2><table><tr><td colspan="4">第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>行政规范性文件</td><td>9</td><td>3</td><td>74</td></tr></table>"""

_REASONS = (
    "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
    "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项",
)  # fmt: skip


def _cells(*numbers: int) -> str:
    return "".join(f"<td>{n}</td>" for n in numbers)


def _report(name: str, year: int, *, received: int, carried_in: int, secret: int, process: int, left: int) -> str:
    """Of the refused, some are secret and some are notes of procedure; two were not held; the rest was given."""
    given = received + carried_in - secret - process - 2 - left
    rows = [
        ('<td colspan="3">一、本年新收政府信息公开申请数量</td>', (received - 1, 1, 0, 0, 0, 0, received)),
        ('<td colspan="3">二、上年结转政府信息公开申请数量</td>', (carried_in, 0, 0, 0, 0, 0, carried_in)),
        (
            '<td rowspan="11">三、本年度办理结果</td><td colspan="2">（一）予以公开</td>',
            (given - 1, 1, 0, 0, 0, 0, given),
        ),
        ('<td rowspan="8">（三）不予公开</td><td>1.属于国家秘密</td>', (secret, 0, 0, 0, 0, 0, secret)),
        *((f"<td>{row}</td>", (0, 0, 0, 0, 0, 0, 0)) for row in _REASONS[1:5]),
        ("<td>6.属于四类过程性信息</td>", (process, 0, 0, 0, 0, 0, process)),
        *((f"<td>{row}</td>", (0, 0, 0, 0, 0, 0, 0)) for row in _REASONS[6:]),
        ("<td>（四）无法提供</td><td>1.本机关不掌握相关政府信息</td>", (2, 0, 0, 0, 0, 0, 2)),
        (
            '<td colspan="2">（七）总计</td>',
            (given + secret + process + 1, 1, 0, 0, 0, 0, given + secret + process + 2),
        ),
        ('<td colspan="3">四、结转下年度继续办理</td>', (left, 0, 0, 0, 0, 0, left)),
    ]
    body = "".join(f"<tr>{label}{_cells(*numbers)}</tr>" for label, numbers in rows)
    return f"<html><body>{_HEAD.format(name=name, year=year)}{body}</table>{_RULES}</body></html>"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "a.html").write_text(
        _report("白沙镇", 2022, received=8, carried_in=1, secret=1, process=2, left=2), encoding="utf-8"
    )
    (folder / "b.html").write_text(
        _report("白沙镇", 2023, received=6, carried_in=2, secret=0, process=3, left=0), encoding="utf-8"
    )
    (folder / "c.html").write_text(
        _report("青禾县", 2023, received=40, carried_in=0, secret=1, process=1, left=0), encoding="utf-8"
    )
    (folder / "b.json").write_text('{"parents": ["青禾县"]}', encoding="utf-8")
    (folder / "a.json").write_text('{"parents": ["青禾县"]}', encoding="utf-8")
    settings = Settings(index=tmp_path_factory.mktemp("tables") / "index", model="none")
    build([folder], settings.index, settings)
    made = Desk(Library.open(settings.index, settings), load(), settings, exists=lambda name: name == "红岩市")
    yield made
    made.library.close()


def test_not_everything_was_answered_when_cases_are_carried_over(desk: Desk) -> None:
    answer = desk.ask("白沙镇2022年的申请都答复了吗")
    assert (answer.status, answer.value) == ("answered", False)
    assert answer.text.startswith("没有全部办完")
    assert [str(f.value) for f in answer.figures] == ["8", "1", "7", "2"]


def test_everything_was_answered_when_none_are_carried_over(desk: Desk) -> None:
    answer = desk.ask("白沙镇2023年的申请都办结了吗")
    assert (answer.value, answer.text[:2]) == (True, "是的")


def test_the_reasons_of_a_refusal_are_the_rows_under_it(desk: Desk) -> None:
    answer = desk.ask("白沙镇2022年不予公开的原因有哪些")
    assert answer.status == "answered"
    assert "属于国家秘密1件、属于四类过程性信息2件" in answer.text
    assert desk.ask("白沙镇2022年为什么申请这么多").status == "not_stated"


def test_who_applied_is_told_by_the_columns(desk: Desk) -> None:
    for question in ("白沙镇2022年申请人分布", "白沙镇2022年都是什么人申请的"):
        assert "自然人7件、商业企业1件" in desk.ask(question).text


def test_a_breakdown_adds_the_parts_that_the_form_prints_no_number_for(desk: Desk) -> None:
    text = desk.ask("白沙镇2022年申请办理结果分别是多少").text
    assert "予以公开2件" in text
    assert "不予公开合计3件" in text


def test_documents_in_force_are_not_those_made(desk: Desk) -> None:
    assert desk.ask("青禾县2023年规范性文件有效的有多少件").value == 74
    assert desk.ask("青禾县2023年规范性文件制发了多少件").value == 9


@pytest.mark.parametrize(
    ("question", "agencies"),
    [
        ("青禾县和白沙镇2023年谁的申请多", ("青禾县", "白沙镇")),
        ("青禾和白沙2023年哪个申请多", ("青禾县", "白沙镇")),
        ("青禾县、白沙镇2023年各收到几件申请", ("青禾县", "白沙镇")),
        ("青禾县的白沙镇2023年收到几件申请", ("白沙镇",)),
        ("青禾县白沙镇2023年收到几件申请", ("白沙镇",)),
    ],
)
def test_a_county_beside_its_town_is_asked_about_too_and_before_it_only_says_where(
    desk: Desk, question: str, agencies: tuple[str, ...]
) -> None:
    answer = desk.ask(question)
    assert (answer.status, sorted(answer.understood.agencies)) == ("answered", sorted(agencies))


def test_small_words_are_no_slips(desk: Desk) -> None:
    """有申请 is not taken for 邮申请."""
    answer = desk.ask("白沙镇2022年有申请多少件")
    assert (answer.value, "理解" in answer.text) == (8, False)


def test_one_report_alone_is_not_called_the_most(desk: Desk) -> None:
    answer = desk.ask("2022年各镇谁收到的申请最多")
    assert "最多的是" not in answer.text


def test_choices_are_of_the_year_asked_about(desk: Desk) -> None:
    assert desk.ask("2022年收到多少件申请").choices == ("白沙镇2022年收到的政府信息公开申请是多少？",)


@pytest.mark.parametrize("place", ["四川", "红岩", "内蒙古"])
def test_a_place_without_reports_does_not_widen_to_all_of_them(desk: Desk, place: str) -> None:
    answer = desk.ask(f"{place}各镇谁收到的申请最多")
    assert (answer.status, answer.figures) == ("no_report", ())
    assert place in answer.text


def test_a_county_without_its_level_is_where_the_group_lies(desk: Desk) -> None:
    """One town of it is held, which cannot speak for the county; the county's own report is not among its towns."""
    answer = desk.ask("青禾2023年各镇收到的申请一共多少件")
    assert (answer.status, answer.value) == ("not_stated", None)
    assert "青禾县内只收录了白沙镇" in answer.text


def test_the_reports_of_a_year_are_listed(desk: Desk) -> None:
    answer = desk.ask("2023年的报告有哪些")
    assert answer.status == "answered"
    assert "白沙镇" in answer.text
    assert "青禾县" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("白沙镇2022年法人申请几件", 1),
        ("白沙镇2022年法人或其他组织提交的申请有几件", 1),
        ("白沙镇2022年其他法人的申请几件", 0),
        ("白沙镇2022年自然人的申请几件", 7),
        ("白沙镇2022年不予公开里法人的有几件", 0),
        ("白沙镇2022年收到申请几件", 8),
    ],
)
def test_organisations_are_the_five_columns_beside_natural_persons(desk: Desk, question: str, value: int) -> None:
    answer = desk.ask(question)
    assert (answer.status, answer.value) == ("answered", value)


def test_two_kinds_of_applicant_are_answered_one_by_one(desk: Desk) -> None:
    text = desk.ask("白沙镇2022年自然人申请和法人申请各几件").text
    assert "自然人提出的政府信息公开申请7件，法人或其他组织提出的政府信息公开申请1件" in text


@pytest.mark.parametrize(
    "question", ["什么叫依申请公开", "何谓依申请公开", "申请公开要多少钱", "不予公开的情形有哪些", "哪些情形不予公开"]
)
def test_rules_are_explained_without_an_agency(desk: Desk, question: str) -> None:
    answer = desk.ask(question)
    assert (answer.status, answer.understood.operation in ("define", "guide")) == ("answered", True)
    assert "政府信息公开" in answer.text
    assert answer.citations[0].report is None


def test_what_it_can_do_is_told(desk: Desk) -> None:
    for question in ("你能做什么", "您可以回答什么", "你是谁"):
        assert "年报" in desk.ask(question).text or "年度报告" in desk.ask(question).text


def test_an_english_sum_is_said_first_under_its_own_name(desk: Desk) -> None:
    answer = desk.ask("How many applications were denied by Baisha Town in 2022?")
    assert (answer.value, answer.text.startswith("白沙镇 2022, denied total: 3 cases")) == (3, True)
    assert "secret: 1 case." in answer.text


def test_towns_within_a_county_are_meant_in_english_too(desk: Desk) -> None:
    """Only one of its towns is held: the county's own report does not stand for them."""
    answer = desk.ask("Which town in Qinghe County received the most requests in 2023?")
    assert (answer.status, answer.value) == ("not_stated", None)
