"""What the recogniser says is tidied as print; numbers are believed when two readings agree; names are completed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.model import GridCell, TableBlock, TextBlock
from nianbao.reading.ocr_engine import Words
from nianbao.reading.ocr_names import restored
from nianbao.reading.ocr_words import agreed, is_number, number, tidy
from nianbao.text.fold import fold


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("(一)收到申请数", "（一）收到申请数"),
        ("（三） 其他情形数", "（三）其他情形数"),
        ("5. 其他方式", "5.其他方式"),
        ("其中:主要负责人", "其中：主要负责人"),
        ("公开12条,其中网站3条;其余", "公开12条，其中网站3条；其余"),
        ("（地址：甲路3号，邮编：459931)", "（地址：甲路3号，邮编：459931）"),
        ("3.54万元,1:2,f(x) = y", "3.54万元，1:2,f(x) = y"),
        ("甲镇 人民政府", "甲镇人民政府"),
    ],
)
def test_marks_and_gaps_are_set_as_print_sets_them(said: str, printed: str) -> None:
    assert tidy(said) == printed


@given(st.text(alphabet="甲一（）()，,。: 0123456789.ab", max_size=30))
def test_tidying_changes_gaps_and_the_width_of_marks_alone(text: str) -> None:
    assert "".join(fold(tidy(text)).split()) == "".join(fold(text).split())


@pytest.mark.parametrize("text", ["0", "12", "-35", "8.9", "O", "l", "1 234", "—", "/", "100%"])
def test_cells_of_numbers_are_told(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["件", "第3项", "总计", "", "3件", "No"])
def test_cells_of_words_are_told(text: str) -> None:
    assert not is_number(text)


def test_letters_alone_in_a_cell_are_the_digits_they_look_like() -> None:
    assert [number(text) for text in ("O", "o", "l", "1O", "1 234", "3.54")] == ["0", "0", "1", "10", "1234", "3.54"]


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        (("12", 0.9), ("12", 0.6), "12"),
        (("O", 0.9), ("0", 0.9), "0"),
        (("12", 0.99), ("72", 0.98), None),
        (("12", 0.99), ("72", 0.3), "12"),
        (("7", 0.5), ("1", 0.99), "1"),
        (("7", 0.4), ("甲", 0.99), None),
        (("7", 0.9), ("", 0.0), None),
    ],
)
def test_a_number_is_believed_when_two_readings_agree_or_one_is_far_surer(
    first: tuple[str, float], second: tuple[str, float], value: str | None
) -> None:
    one, two = (Words(text=text, score=score) for text, score in (first, second))
    assert agreed(one, two) == agreed(two, one) == value


def test_a_dropped_rare_character_is_put_back_in_text_and_cells_and_noted() -> None:
    blocks = (
        TextBlock(text="甲市息镇2018年报告"),
        TableBlock(cells=(GridCell(text="息镇", row=0, column=0),)),
        TextBlock(text="政府信息镇政府网站"),
    )
    got, notes = restored(blocks, ("息陬镇2018", "", "甲市息陬镇报告"))
    assert got == (
        TextBlock(text="甲市息陬镇2018年报告"),
        TableBlock(cells=(GridCell(text="息陬镇", row=0, column=0),)),
        TextBlock(text="政府信息镇政府网站"),
    )
    assert notes == ("“息镇”少识别了一个生僻字，已按文件名或附属文件补为“息陬镇”。",)


@pytest.mark.parametrize("sources", [("息陬镇", "息螅镇"), ("息大镇",), ("陬镇",), ()])
def test_a_name_is_left_alone_when_two_fit_or_the_missing_one_is_common(sources: tuple[str, ...]) -> None:
    blocks = (TextBlock(text="息镇人民政府"),)
    assert restored(blocks, sources) == (blocks, ())
