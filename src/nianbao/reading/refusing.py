"""Files that are not read, by their endings: one line each that says what to do with such a file."""

from __future__ import annotations

import re

from nianbao.errors import Unreadable

# What such a file is, and what to do with it.
_KINDS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        ".rar .7z .gz .tar .tgz .bz2 .xz",
        "是压缩包，程序只能直接读 zip", "请先解压，再导入解压出来的文件夹",
        "is an archive of a kind that is not read", "unpack it and give the folder",
    ),
    (
        ".ppt .pptx .dps",
        "是演示文稿，不能读取", "请导入报告正文，或另存为 PDF 再导入",
        "is a presentation", "give the report itself, or save it as PDF",
    ),
    (
        ".ceb .cebx .sep .gd .caj",
        "是版式文件，不能读取", "请用它的阅读器打开，打印或另存为 PDF 再导入",
        "is of a format that is not read", "open it in its own reader and print it to PDF",
    ),
    (
        ".csv .tsv",
        "只是数据清单，不是报告", "请导入报告本身（docx、pdf、html 等）",
        "is a list of data, not a report", "give the report itself",
    ),
    (
        ".odt .pages .epub .uof .uot",
        "的格式不能读取", "请用原来的程序打开，另存为 docx 或 PDF 再导入",
        "is of a format that is not read", "save it as docx or PDF",
    ),
    (
        ".tif .tiff .bmp .gif .webp .heic",
        "是图片，但不是能识别的格式", "请转成 png、jpg 或 PDF 再导入",
        "is a picture of a kind that is not read", "convert it to png, jpg or PDF",
    ),
    (
        ".json .xml",
        "是数据文件，不是报告", "请导入报告本身",
        "is a data file, not a report", "give the report itself",
    ),
)  # fmt: skip
_ADDRESS = re.compile(rb"^\s{0,20}URL\s{0,4}=\s{0,4}(\S{1,300})", re.M | re.I)


def not_read(name: str, ending: str, data: bytes, *, really: bool = False) -> Unreadable:
    """Why a file with an ending that no reader has is not read; `really`: its bytes say so, against its name."""
    if ending in (".url", ".webloc", ".lnk"):
        found = _ADDRESS.search(data)
        address = found[1].decode("utf-8", errors="replace") if found is not None else ""
        return Unreadable(
            f"“{name}”只是一个网址{f'（{address}）' if address else ''}；请用浏览器打开，把网页另存为 html 再导入。",
            f"{name!r} is only a link{f' ({address})' if address else ''}: open it and save the page as html.",
        )
    zh, do, en, do_en = next(
        (advice for endings, *advice in _KINDS if ending in endings.split()),
        [
            f"的格式{f' {ending} ' if ending else ''}不支持", "请另存为 docx、html 或 txt 再导入",
            "is of a format that is not supported", "save it as docx, html or txt",
        ],
    )  # fmt: skip
    if really:
        zh, en = f"其实是 {ending[1:]} 文件，不支持", f"is really a {ending[1:]} file, which is not supported"
    return Unreadable(f"“{name}”{zh}；{do}。", f"{name!r} {en}: {do_en}.")
