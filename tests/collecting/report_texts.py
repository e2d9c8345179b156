"""Invented reports of invented places, long and short, as pages and files of every kind."""

from __future__ import annotations

import io
import zipfile

YEARS = (2019, 2020, 2021, 2022, 2023)
_TOWNS = ("清水镇", "白石乡", "青柳街道", "黄岗镇", "云台乡", "新桥街道")
_BUREAUS = ("财政局", "教育局", "民政局", "水利局", "统计局", "卫生健康局")


def county(mark: str) -> str:
    """Each site is of a county of its own, told by one character."""
    return f"{mark}松岭县"


def bodies(mark: str) -> tuple[str, ...]:
    """Towns by their own name, bureaus with their county's."""
    return (*(mark + town for town in _TOWNS), *(county(mark) + bureau for bureau in _BUREAUS))


def title_of(body: str, year: int) -> str:
    return f"{body}{year}年政府信息公开工作年度报告"


def received(body: str, year: int) -> int:
    """Applications received: nearly another number for each report."""
    return 3 + sum(map(ord, body)) % 89 + (year - 2000)


def paragraphs(body: str, year: int, *, long: bool = False) -> list[str]:
    name, number = body, received(body, year)
    told = [
        f"本报告由{name}按照条例的要求编制，统计期限自{year}年1月1日起至{year}年12月31日止。",
        "一、总体情况",
        f"{year}年，{name}把公开当作日常工作来做，主动公开政府信息{number + 100}条，"
        f"其中通过门户网站公开{number + 60}条。"
        f"全年共收到政府信息公开申请{number}件，均在规定期限内答复。信息管理上明确了专人，定期检查栏目更新。",
        "二、行政复议和行政诉讼情况",
        "未发生因政府信息公开引起的行政复议和行政诉讼。",
        "三、存在的主要问题及改进情况",
        "公开的内容还不够丰富，个别栏目更新不够及时。下一步将充实内容，加强培训，改进工作。",
        "四、其他需要报告的事项",
        "本年度没有收取信息处理费，没有其他需要报告的事项。",
    ]
    if long:
        more = f"{name}在{year}年还围绕群众关心的事项逐项梳理，把办理依据、办理流程、办理结果一并公开，方便群众查看。"
        told[3:3] = [more * 16, more * 16]
    return told


def table(body: str, year: int) -> str:
    number = received(body, year)
    cells = ((f"{year}年新收政府信息公开申请数量", number), ("上年结转政府信息公开申请数量", 0), ("予以公开", number))
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td><td>0</td><td>{value}</td></tr>" for name, value in cells)
    return f"<table><tr><td>本列数据的勾稽关系</td><td>自然人</td><td>法人</td><td>总计</td></tr>{rows}</table>"


def markup(body: str, year: int, *, long: bool = False) -> str:
    written = "".join(f"<p>{each}</p>" for each in paragraphs(body, year, long=long))
    return written + (table(body, year) if long else "")


def pdf(body: str, year: int) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    book = io.BytesIO()
    canvas = Canvas(book, invariant=1)
    canvas.setFont("STSong-Light", 11)
    lines = [piece for each in [title_of(body, year), *paragraphs(body, year)] for piece in _cut(each)]
    for place, line in enumerate(lines):
        canvas.drawString(60, 780 - 18 * place, line)
    canvas.save()
    return book.getvalue()


def _cut(text: str) -> list[str]:
    return [text[i : i + 40] for i in range(0, len(text), 40)]


def docx(body: str, year: int) -> bytes:
    from docx import Document

    document = Document()
    for each in [title_of(body, year), *paragraphs(body, year)]:
        document.add_paragraph(each)
    book = io.BytesIO()
    document.save(book)
    return book.getvalue()


def zipped(body: str, year: int) -> bytes:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr(zipfile.ZipInfo(f"{title_of(body, year)}.docx", (2024, 1, 2, 3, 4, 6)), docx(body, year))
    return book.getvalue()
