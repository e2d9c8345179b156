"""Cells find their places whatever spans they claim."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nianbao.reading.grid import MAX_SPAN, RawCell, is_layout, table

cells = st.builds(
    RawCell, text=st.sampled_from(["甲", "0", ""]), rows=st.integers(-3, 90), columns=st.integers(-3, 900)
)


@given(st.lists(st.lists(cells, max_size=6), max_size=8))
def test_no_two_cells_cover_one_place_and_none_leaves_the_table(rows: list[list[RawCell]]) -> None:
    block = table(rows)
    if block is None:
        assert not any(cell.text for row in rows for cell in row)
        return
    assert [c.text for c in block.cells] == [cell.text for row in rows for cell in row]
    covered: set[tuple[int, int]] = set()
    for c in block.cells:
        places = {(c.row + r, c.column + k) for r in range(c.rows) for k in range(c.columns)}
        assert places
        assert covered.isdisjoint(places)
        covered |= places
        assert c.row + c.rows <= len(rows)
        assert c.columns <= MAX_SPAN


def test_the_statutory_head_falls_into_ten_columns() -> None:
    head = [
        [RawCell(text="勾稽", rows=3, columns=3), RawCell(text="申请人情况", columns=7)],
        [RawCell(text="自然人", rows=2), RawCell(text="法人", columns=5), RawCell(text="总计", rows=2)],
        [RawCell(text=t) for t in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
        [RawCell(text="一、新收", columns=3), *(RawCell(text=str(n)) for n in range(7))],
    ]
    block = table(head)
    assert block is not None
    at = {c.text: (c.row, c.column) for c in block.cells}
    assert at["自然人"] == (1, 3)
    assert at["总计"] == (1, 9)
    assert at["商业企业"] == (2, 4)
    assert at["其他"] == (2, 8)
    assert at["6"] == (3, 9)


def test_one_column_or_a_paragraph_in_a_cell_makes_a_layout() -> None:
    assert is_layout([[RawCell(text="甲")], [RawCell(text="乙")]])
    assert is_layout([[RawCell(text="目录"), RawCell(text="全年公开信息。" * 40)]])
    assert not is_layout([[RawCell(text="规章"), RawCell(text="0")]])
