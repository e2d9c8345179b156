"""The pages of one report are read as one; two reports never are."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao import parsing
from nianbao.building import build
from nianbao.errors import Unreadable
from nianbao.model import TextBlock
from nianbao.reading import checksum, content, pages_of, read, report_files
from nianbao.settings import Settings

TITLE = "甲镇2019年政府信息公开年度报告"
PARTS = (
    ("一、总体情况", "全年主动公开政府信息132条。"),
    ("二、主动公开", "网站公开98条。"),
    ("三、依申请公开", "收到申请3件。"),
)
LIMIT = 1 << 20


def page(lines: tuple[str, ...], *, title: str = TITLE, links: str = "") -> bytes:
    body = f"<h1>{title}</h1>" * bool(title) + "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><meta charset=utf-8></head><body>{body}{links}</body></html>".encode()


def put(folder: Path, *files: tuple[str, bytes]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    return [write(folder / name, data) for name, data in files]


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def joined(folder: Path) -> list[tuple[str, ...]]:
    return [tuple(page.name for page in pages_of(found)) for found in report_files([folder])]


@pytest.mark.parametrize(
    "names",
    [
        ("报告_1.html", "报告_2.html", "报告_3.html"),
        ("报告.html", "报告_1.html", "报告_2.html"),
        ("报告.html", "报告_2.html", "报告_3.html"),
        ("index-1.htm", "index-2.htm", "index-3.htm"),
        ("报告第1页.html", "报告第2页.html", "报告第3页.html"),
    ],
)
def test_pages_whose_names_titles_and_headings_go_on_are_one_report(tmp_path: Path, names: tuple[str, ...]) -> None:
    put(tmp_path, *((name, page(lines)) for name, lines in zip(names, PARTS, strict=True)))
    assert joined(tmp_path) == [names]
    (first,) = report_files([tmp_path])
    document = read(first, max_bytes=LIMIT)
    assert [b.text for b in document.blocks if isinstance(b, TextBlock)] == [TITLE, *(x for p in PARTS for x in p)]
    assert document.source == f"{names[0]}（共3页）"
    assert document.problems[0] == f"由 3 个文件合成：{'、'.join(names)}。"
    report = parsing.parse(document)
    assert (report.agency, report.year) == ("甲镇", 2019)
    assert [section.number for section in report.sections] == ["一、", "二、", "三、"]


@pytest.mark.parametrize(
    "links",
    [
        '<a href="./t2020_1.html">下一页</a><a href="t2020_2.html">尾页</a>',
        '<script>createPageHTML(3, 0, "t2020", "html");</script>',
    ],
)
def test_pages_that_the_first_links_need_no_title(tmp_path: Path, links: str) -> None:
    untitled = (page(lines, title="") for lines in PARTS[1:])
    names = ("t2020.html", "t2020_1.html", "t2020_2.html")
    put(tmp_path, *zip(names, (page(PARTS[0], links=links), *untitled), strict=True))
    assert joined(tmp_path) == [names]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (page(PARTS[1], title="甲镇2020年政府信息公开年度报告"), "another year"),
        (page(PARTS[1], title="乙镇2019年政府信息公开年度报告"), "another agency"),
        (page(PARTS[0]), "a copy"),
        (page(PARTS[2]), "a page is missing between"),
        (page(PARTS[1], title=""), "neither linked nor titled"),
        (page(("没有编号的一段话。",)), "nothing that goes on"),
        (b"\x00\x01\x02", "no page"),
    ],
)
def test_what_does_not_certainly_go_on_is_a_report_of_its_own(tmp_path: Path, second: bytes, why: str) -> None:
    put(tmp_path, ("报告_1.html", page(PARTS[0])), ("报告_2.html", second))
    assert joined(tmp_path) == [("报告_1.html",), ("报告_2.html",)], why


def test_another_title_counts_more_than_a_link(tmp_path: Path) -> None:
    other = page(PARTS[1], title="乙镇2019年政府信息公开年度报告")
    put(tmp_path, ("1_1.html", page(PARTS[0], links='<a href="1_2.html">下一篇</a>')), ("1_2.html", other))
    assert joined(tmp_path) == [("1_1.html",), ("1_2.html",)]


def test_copies_that_a_browser_numbers_are_not_pages(tmp_path: Path) -> None:
    put(tmp_path, ("报告(1).html", page(PARTS[0])), ("报告(2).html", page(PARTS[1])))
    assert joined(tmp_path) == [("报告(1).html",), ("报告(2).html",)]


def test_the_checksum_is_over_all_pages_and_a_bad_page_is_named(tmp_path: Path) -> None:
    first, second = put(tmp_path, ("报告_1.html", page(PARTS[0])), ("报告_2.html", page(PARTS[1])))
    before = checksum(first, max_bytes=LIMIT)
    assert before == read(first, max_bytes=LIMIT).sha256
    second.write_bytes(page(("二、主动公开", "网站公开99条。")))
    assert checksum(first, max_bytes=LIMIT) != before
    second.write_bytes(page((*PARTS[1], "网站公开98条。" * 99)))
    with pytest.raises(Unreadable, match=r"报告_2\.html"):
        read(first, max_bytes=first.stat().st_size)


def test_an_index_takes_in_a_page_that_comes_later(tmp_path: Path) -> None:
    put(tmp_path / "a", ("报告_2.html", page(PARTS[1])))
    settings = Settings(model="none")
    assert len(build([tmp_path / "a"], tmp_path / "index", settings).added) == 1
    put(tmp_path / "a", ("报告_1.html", page(PARTS[0])))
    result = build([tmp_path / "a"], tmp_path / "index", settings)
    assert [Path(path).name for path in result.added] == ["报告_1.html"]
    assert [Path(path).name for path in result.removed] == ["报告_2.html"]


def test_named_one_by_one_the_pages_are_still_one_report(tmp_path: Path) -> None:
    paths = put(tmp_path, *((f"报告_{n}.html", page(lines)) for n, lines in enumerate(PARTS, 1)))
    assert list(report_files(paths[::-1])) == [paths[0]]


@pytest.mark.parametrize(
    ("folder", "names", "expected"),
    [
        ("甲镇2019年年报", ("1.jpg", "2.jpg", "3.jpg"), [("1.jpg", "2.jpg", "3.jpg")]),
        ("甲镇2019年年报", ("01.png", "02.png"), [("01.png", "02.png")]),
        ("甲镇2019年年报", ("1.jpg", "2.jpg", "别的.docx"), [("1.jpg",), ("2.jpg",), ("别的.docx",)]),
        ("甲镇2019年年报", ("1.jpg", "3.jpg"), [("1.jpg",), ("3.jpg",)]),
        ("照片", ("1.jpg", "2.jpg"), [("1.jpg",), ("2.jpg",)]),
        ("照片", ("乙.jpg", "年报2019_1.jpg", "年报2019_2.jpg"), [("乙.jpg",), ("年报2019_1.jpg", "年报2019_2.jpg")]),
        ("照片", ("甲镇年报2001.jpg", "甲镇年报2002.jpg"), [("甲镇年报2001.jpg",), ("甲镇年报2002.jpg",)]),
    ],
)  # fmt: skip
def test_pictures_are_one_scan_when_their_names_or_their_folder_say_so(
    tmp_path: Path, folder: str, names: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    put(tmp_path / folder, *((name, b"\xff\xd8\xff") for name in names))
    assert joined(tmp_path / folder) == expected


def test_a_pager_is_no_text_and_a_sentence_on_pages_is() -> None:
    blocks = tuple(
        TextBlock(text=t) for t in ("首页 上一页 1 2 3 下一页 尾页", "共3页 下一页", "网站首页有下一页按钮。")
    )
    made = content.joined([content.Content(blocks=blocks)])
    assert made.blocks == blocks[2:]
