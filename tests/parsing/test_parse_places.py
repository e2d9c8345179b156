"""What stands on which page: lines and cells of the pages are found again in the final text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from parsing_samples import document, table

from nianbao.model import Box, PrintedLine, Report, Span
from nianbao.parsing import parse
from nianbao.parsing.places import placed

LINES = st.lists(st.text("政府信息公开0123", min_size=1, max_size=14), min_size=1, max_size=12)


def printed(text: str, page: int, y: float = 0.5) -> PrintedLine:
    return PrintedLine(text=text, page=page, box=Box(x0=0.1, y0=y, x1=0.9, y1=round(y + 0.02, 4)))


def pages_of(text: str, *lines: PrintedLine) -> list[tuple[str, int]]:
    return [(place.span.of(text), place.page) for place in placed(text, lines)]


@given(LINES)
def test_every_line_of_a_text_that_is_its_pages_is_found_where_it_stands(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = placed(text, [printed(line, number) for number, line in enumerate(lines, 1)])
    assert [(place.span.of(text), place.page) for place in found] == list(zip(lines, range(1, 99), strict=False))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(LINES, LINES)
def test_whatever_the_pages_say_places_lie_in_the_text_in_its_order(lines: list[str], others: list[str]) -> None:
    text = "\n".join(lines)
    found = placed(text, [printed(other, 1) for other in others])
    assert all(place.span.end <= len(text) for place in found)
    assert [place.span.start for place in found] == sorted(place.span.start for place in found)


def test_equal_cells_are_told_apart_by_their_order() -> None:
    text = "收到申请数 | 件 | 0\n当面申请数 | 件 | 0\n网络申请数 | 件 | 0"
    cells = [("收到申请数", 1), ("件", 1), ("0", 1), ("当面申请数", 2), ("件", 2), ("0", 2)]
    cells += [("网络申请数", 3), ("件", 3), ("0", 3)]
    assert pages_of(text, *(printed(cell, page) for cell, page in cells)) == cells


def test_page_numbers_and_running_heads_get_no_place_and_a_paragraph_over_two_pages_has_both() -> None:
    text = "一、总体情况\n本镇全年主动公开政府信息一百三十二条，均已在网站公布。"
    lines = (
        printed("甲镇年度报告", 1), printed("一、总体情况", 1), printed("本镇全年主动公开政府信息", 1),
        printed("— 1 —", 1),
        printed("甲镇年度报告", 2), printed("一百三十二条，均已在网站公布。", 2), printed("— 2 —", 2),
    )  # fmt: skip
    assert pages_of(text, *lines) == [
        ("一、总体情况", 1), ("本镇全年主动公开政府信息", 1), ("一百三十二条，均已在网站公布。", 2),
    ]  # fmt: skip


def test_a_name_that_was_repaired_keeps_its_place() -> None:
    assert pages_of("息陬镇人民政府公开信息五条", printed("息镇人民政府公开信息五条", 4)) == [
        ("息陬镇人民政府公开信息五条", 4)
    ]


def test_what_is_printed_but_not_in_the_text_has_no_place() -> None:
    assert pages_of("全年没有收到申请。", printed("版权所有翻印必究", 1)) == []
    assert placed("", [printed("甲", 1)]) == ()
    assert placed("全年没有收到申请。", []) == ()


def report() -> Report:
    made = document("甲镇2020年政府信息公开年度报告\n一、主动公开\n公开信息7条。", table(("指标", "数"), ("申请", "7")))
    lines = (
        printed("甲镇2020年政府信息公开年度报告", 1), printed("一、主动公开", 1), printed("公开信息7条。", 2),
        printed("指标", 3), printed("数", 3), printed("申请", 3), printed("7", 3, y=0.7),
    )  # fmt: skip
    return parse(replace(made, printed=lines))


def test_a_report_knows_the_page_of_its_words() -> None:
    found = report()
    row = found.text.index("申请 | 7")
    assert found.page_at(Span(start=row, end=row + 6)) == 3
    words = found.text.index("公开信息7条")
    assert found.page_at(Span(start=words, end=words + 4)) == 2
    assert [p.box.y0 for p in found.places if p.span.of(found.text) == "7"] == [0.7]


def test_a_file_without_pages_has_no_places() -> None:
    found = parse(document("甲镇2020年政府信息公开年度报告\n公开信息7条。"))
    assert (found.places, found.images, found.page_at(Span(start=0, end=2))) == ((), (), None)
