"""What leaves the page: links that ask the whole question, conversations as files, on paper and in a fresh browser;
and what the cards show: small tables, everything once, charts without clipped labels."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import fakes
import pytest
from browsing import LAST, Visit, report_marks, visit

from nianbao.faces.render_lines import line_svg

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
CLIPBOARD = ["clipboard-read", "clipboard-write"]
FIRST = "息陬镇2018年收到多少件依申请公开？"


def copied(reader: Visit, selector: str) -> str:
    reader.page.locator(selector).last.click()
    reader.page.wait_for_function("navigator.clipboard.readText().then((text) => text.length > 0)")
    return str(reader.page.evaluate("navigator.clipboard.readText()"))


def test_the_link_of_a_follow_up_asks_the_complete_question(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site, permissions=CLIPBOARD) as reader:
        reader.ask(FIRST)
        reader.ask("那双华镇呢？")
        shown = reader.page.inner_text(LAST + ".says")
        link = copied(reader, "button.share")
    [question] = parse_qs(urlsplit(link).query)["q"]
    assert all(part in question for part in ("双华镇", "2018", "申请"))
    with visit(browser, link) as fresh:
        assert fresh.page.inner_text(LAST + ".says") == shown


def test_a_whole_conversation_is_shared_saved_and_printed(browser: Browser, real_site: str, tmp_path: Path) -> None:
    import docx

    with visit(browser, real_site, permissions=CLIPBOARD) as reader:
        page = reader.page
        reader.ask(FIRST)
        reader.ask("那双华镇呢？")
        answers = page.locator(".turn .says").all_inner_texts()
        page.click("#keep summary")
        link = copied(reader, "[data-keep=link]")
        saved = {}
        for form in ("md", "docx"):
            page.locator("#keep").evaluate("menu => { menu.open = true }")
            with page.expect_download() as loading:
                page.click(f"[data-keep={form}]")
            assert loading.value.suggested_filename == f"年报问答.{form}"
            saved[form] = loading.value.path().read_bytes()
        address = page.locator(".proof a.open").first.evaluate("link => link.href")
        printed = page.pdf()
    with visit(browser, link) as fresh:
        assert fresh.page.locator(".turn .says").all_inner_texts() == answers
    text = saved["md"].decode()
    assert all(answer[:12] in text for answer in answers)
    assert address in text
    words = "\n".join(each.text for each in docx.Document(io.BytesIO(saved["docx"])).paragraphs)
    assert all(answer in words for answer in answers)
    assert address in words
    assert _words_of(printed, tmp_path).count(urlsplit(address).path.split("/")[-1]) >= 1


def _words_of(pdf: bytes, folder: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    (folder / "printed.txt").write_text(text, "utf-8")
    return "".join(text.split())


def test_a_figure_of_a_table_is_cited_as_a_small_table_and_opens_at_its_cell(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site) as reader:
        page = reader.page
        reader.ask("洪泽区2023年行政复议维持多少件")
        assert page.locator(LAST + ".cited mark").all_inner_texts() == ["10"]
        assert "结果维持" in page.inner_text(LAST + ".cited")
        assert "|" not in page.inner_text(LAST + ".card")
        assert report_marks(page) == ["10"]
        frame = page.frame_locator("#nb-panel-frame").locator("mark")
        inside = frame.evaluate("mark => mark.getBoundingClientRect().top < window.innerHeight")
        assert inside


def test_a_breakdown_names_its_parts_and_folds_what_is_zero(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site) as reader:
        page = reader.page
        reader.ask("洪泽区2023年申请办理结果的构成")
        rows = page.locator(LAST + ".parts tr").all_inner_texts()
        assert any(row.split() == ["本机关不掌握相关政府信息", "10", "件"] for row in rows)
        assert not any(row.split()[1] == "0" for row in rows)
        assert re.search(r"另有 \d+ 项为 0", page.inner_text(LAST + ".card"))
        assert page.inner_text(LAST + ".says") == "洪泽区2023年本年度办理结果总计为21件。"
        assert "|" not in page.inner_text(LAST + ".card")


def test_a_ranking_names_each_body_once(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site) as reader:
        reader.ask("各镇2018年收到的申请数量排名")
        bars = reader.page.locator(LAST + ".bars th").all_inner_texts()
        assert bars == ["息陬镇", "双华镇"]
        assert reader.page.inner_text(LAST + ".says") == "收到的政府信息公开申请最多的是息陬镇2018年，为3件。"


def test_no_label_of_a_chart_is_clipped_and_it_is_saved_as_picture_and_data(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        page = reader.page
        reader.ask(fakes.TREND.question)
        assert page.locator(LAST + ".line text.value").all_text_contents() == ["37", "41", "12"]
        clipped = page.locator(LAST + ".line svg text").evaluate_all(
            """all => all.filter((text) => {
                const [box, frame] = [text, text.ownerSVGElement].map((each) => each.getBoundingClientRect());
                return box.left < frame.left || box.right > frame.right || box.top < frame.top;
            }).map((text) => text.textContent)"""
        )
        assert clipped == []
        with page.expect_download() as loading:
            page.click(LAST + "[data-png]")
        assert loading.value.path().read_bytes().startswith(b"\x89PNG")
        assert page.locator(LAST + ".files a").all_inner_texts() == ["SVG", "图的地址", "CSV", "XLSX"]


@pytest.mark.parametrize("values", [(298, 297, 298), (0, 0, 0), (1, 100_000, 123_456), (5, 5, 6)])
def test_numbers_at_the_edges_of_a_chart_are_whole(values: tuple[int, ...]) -> None:
    figures = [fakes.figure(report_id=f"r{n}", year=2018 + n, value=Decimal(v)) for n, v in enumerate(values)]
    svg = line_svg(figures, "申请<>")
    assert f">{values[-1]}</text>" in svg
    for x, text in re.findall(r'<text class="value" x="([\d.]+)"[^>]*>(\d+)</text>', svg):
        assert float(x) + len(text) * 8.5 / 2 <= 720


def test_a_trend_of_several_bodies_has_a_legend_and_too_many_have_no_chart() -> None:
    def over(agencies: int) -> str:
        figures = [
            fakes.figure(report_id=f"{a}{y}", agency=f"第{a}镇", year=y, value=Decimal(a * y))
            for a in range(agencies)
            for y in (2019, 2020, 2021)
        ]
        return line_svg(figures, "x")

    assert all(f">第{n}镇</text>" in over(3) for n in range(3))
    assert over(7) == ""
