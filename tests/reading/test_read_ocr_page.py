"""Rules, cells and lines of a page image, without any model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ocr_samples import Told, blank, grid, rule, written

from nianbao.reading.ocr_engine import Rect, Words, opencv
from nianbao.reading.ocr_image import ink, sized, straight
from nianbao.reading.ocr_page import PAPER, read_page
from nianbao.reading.ocr_rules import erased, ruled

pytest.importorskip("cv2", reason="nianbao[ocr] is not installed")
XS, YS = (100, 400, 700, 1300), (200, 260, 320, 380)


def turned(image: np.ndarray, degrees: float) -> np.ndarray:
    cv2 = opencv()
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), borderValue=(245, 245, 245))


def test_every_rule_of_a_table_is_found_where_it_is_drawn() -> None:
    across, upright, rest = ruled(ink(grid(blank(), XS, YS)))
    assert sorted(round(r.y) for r in across) == pytest.approx([y + 1.5 for y in YS], abs=2)
    assert sorted(round(r.x) for r in upright) == pytest.approx([x + 1.5 for x in XS], abs=2)
    assert not rest.any()


def test_letters_are_no_rules_and_stay_when_rules_are_taken_out() -> None:
    image = grid(blank(), XS, YS)
    for x in (130, 430, 730):
        written(image, x, 210, "EHLT 1171", 34)
    written(image, 100, 600, "EEEEEEEEEE HHHHHHH TTTTTTTTTTT LLLLLLLLL", 44)
    dark = ink(image)
    across, upright, rest = ruled(dark)
    assert (len(across), len(upright)) == (4, 4)
    clear = erased(image, dark, rest)
    assert clear[YS[1] + 1, 350].tolist() == [245, 245, 245]
    assert (clear[600:660] == image[600:660]).all()


def test_rules_that_end_at_a_page_break_count() -> None:
    image = blank()
    rule(image, 100, 900, 1300, 900)
    for x in (100, 500, 1300):
        rule(image, x, 900, x, 960)
    _, upright, _ = ruled(ink(image))
    assert len(upright) == 3


@settings(max_examples=12, deadline=None)
@given(st.floats(-4, 4))
def test_a_crooked_page_is_set_straight(degrees: float) -> None:
    across, upright, _ = ruled(ink(straight(turned(grid(blank(), XS, YS), degrees))))
    assert [len(across), len(upright)] == [4, 4]
    assert max(r.height for r in across) <= 8
    assert max(r.width for r in upright) <= 8


def test_a_found_line_is_cut_at_rules_and_overlooked_ink_is_read() -> None:
    image = grid(blank(), XS, YS)
    for x, y, text in ((150, 212, "11"), (450, 212, "22"), (900, 272, "3")):
        written(image, x, y, text)
    engine = Told(spots=[Rect(x0=140, y0=205, x1=500, y1=255)], says=lambda line: Words(text="5", score=0.99))
    page = read_page(image, engine).page
    (_, sheet), *_ = page.sheets
    texts = {(c.box.row, c.box.column): c.text for c in sheet.cells}
    assert texts == {
        (0, 0): "5", (0, 1): "5", (0, 2): "", (1, 0): "", (1, 1): "", (1, 2): "5", (2, 0): "", (2, 1): "", (2, 2): "",
    }  # fmt: skip
    assert page.text.lines == ()


def test_a_number_read_twice_differently_is_left_blank_and_counted() -> None:
    image = written(grid(blank(), XS, YS), 150, 212, "17")
    said = iter(["17", "77"])
    read = read_page(image, Told(says=lambda line: Words(text=next(said), score=0.99)))
    assert read.doubtful == 1
    assert {cell.text for _, sheet in read.page.sheets for cell in sheet.cells} == {""}


@pytest.mark.parametrize(("printed", "taken"), [("/", "/"), ("1", "1"), ("7", "1"), ("4", "1"), ("|", "1")])
def test_a_slash_is_not_taken_for_a_one(printed: str, taken: str) -> None:
    image = written(grid(blank(), XS, YS), 150, 212, printed)
    read = read_page(image, Told(says=lambda line: Words(text="1", score=0.99)))
    assert next(cell.text for _, sheet in read.page.sheets for cell in sheet.cells) == taken


def test_letters_that_stand_below_each_other_are_read_as_one_line() -> None:
    image = grid(blank(), (100, 160, 900), (200, 500))
    for i in range(6):
        written(image, 118, 220 + 45 * i, "H", 30)
    tall = Rect(x0=112, y0=215, x1=145, y1=485)
    engine = Told(spots=[tall], says=lambda line: Words(text="办", score=0.99))
    read_page(image, engine)
    (line, *_) = engine.asked
    assert line.shape[1] > 3 * line.shape[0]


def test_lines_keep_their_place_and_pieces_far_apart_stay_apart() -> None:
    image = blank()
    boxes = [
        Rect(x0=100, y0=100, x1=700, y1=140), Rect(x0=705, y0=102, x1=1300, y1=142),
        Rect(x0=100, y0=300, x1=300, y1=340), Rect(x0=900, y0=300, x1=1200, y1=340),
    ]  # fmt: skip
    said = iter(["左"] * 4 + ["全年主动公开政府信息", "一百三十二条", "镇政府", "2月8日"])
    page = read_page(image, Told(spots=boxes, says=lambda line: Words(text=next(said), score=0.9))).page
    assert [[p.text for p in line.pieces] for line in page.text.lines] == [
        ["全年主动公开政府信息一百三十二条"], ["镇政府", "2月8日"],
    ]  # fmt: skip
    assert page.text.lines[0].y == pytest.approx(121 * PAPER / 1400)


@settings(max_examples=20, deadline=None)
@given(st.integers(40, 900), st.integers(40, 9000))
def test_pages_of_a_picture_are_of_the_size_that_is_read_best(width: int, height: int) -> None:
    parts = list(sized(blank(width, height)))
    assert sum(part.shape[0] for part in parts) / parts[0].shape[1] == pytest.approx(height / width, rel=0.05)
    assert max(part.shape[0] for part in parts) <= 2400


def test_pages_of_a_long_picture_make_up_the_whole_picture() -> None:
    image = np.random.default_rng(1).integers(0, 255, (9000, 1400, 3)).astype(np.uint8)
    parts = list(sized(image))
    assert len(parts) > 3
    assert (np.concatenate(parts) == image).all()
