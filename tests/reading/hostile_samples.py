"""Files that are damaged or mean harm, made on the spot; each is small on disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import docx
from reportlab.pdfgen.canvas import Canvas

GOOD = "甲镇2019年政府信息公开年度报告\n一、概述\n统计期限为2019年1月1日至12月31日。\n全年主动公开政府信息132条。\n"


def drawing(strokes: int) -> bytes:
    """A PDF of one page with so many strokes, which PDFium takes whole: about 200 bytes and a microsecond each."""
    stream = zlib.compress(b"0 0 m 1 1 l S\n" * strokes)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream),
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 5\n0000000000 65535 f \n" + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n"
    return out + head + b"%d\n%%%%EOF" % len(out)


def pages(count: int, password: str | None = None) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=password)
    for number in range(count):
        canvas.drawString(100, 700, f"page {number}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def word(*, document: bytes | None = None) -> bytes:
    """A Word file, with its main part replaced when `document` is given."""
    file = io.BytesIO()
    made = docx.Document()
    for line in GOOD.splitlines():
        made.add_paragraph(line)
    made.save(file)
    if document is None:
        return file.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, document if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return file.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_doctype(doctype: str) -> bytes:
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    return f'<?xml version="1.0"?><!DOCTYPE w:document [{doctype}]>{body}'.encode()


def laughs() -> str:
    """Ten to the ninth times three letters, once expanded."""
    levels = "".join(f'<!ENTITY {c} "{f"&{n};" * 10}">' for c, n in zip("abcdefghi", "bcdefghij", strict=True))
    return levels + '<!ENTITY j "哈哈哈">'


def folder(top: Path, secret: Path) -> dict[str, str]:
    """Fills a folder with one file of every bad kind and two good ones; returns what each bad one's line must say."""
    bad: dict[str, tuple[bytes, str]] = {
        "加密.pdf": (pages(1, "密"), "密码"),
        "截断.pdf": (pages(3)[:700], "不是完好的 PDF"),
        "截断.docx": (word()[:-2000], "不是完好的 Word"),
        "空.txt": (b"", "空的"),
        "其实是图片.txt": (b"GIF89a" + bytes(40), "gif"),
        "其实是压缩包.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(40), "压缩包"),
        "炸弹.zip": (archive({"a.txt": bytes(64 << 20)}), "大得可疑"),
        "炸弹.docx": (archive({"word/document.xml": bytes(64 << 20)}), "大得可疑"),
        "套娃.zip": (archive({"里.zip": archive({"a.txt": GOOD.encode()})}), "压缩包里的压缩包"),
        "外部实体.docx": (word(document=with_doctype(f'<!ENTITY a SYSTEM "{secret.as_uri()}">')), "没有文字"),
        "十亿.docx": (word(document=with_doctype(laughs())), "Word"),
        "十亿.ofd": (archive({"OFD.xml": f"<!DOCTYPE a [{laughs()}]><a>&a;</a>".encode()}), "不是完好的 OFD"),
        "五千页.pdf": (pages(5000), "有 5000 页（上限 300 页）"),
        "五十兆.html": (b"<html><body>" + "<p>公开132条。</p>".encode() * 2_500_000, "长得多"),
        "十七兆.txt": (GOOD.encode() * 120_000, "长得多"),
    }
    for name, (data, _) in bad.items():
        (top / name).write_bytes(data)
    inner = top / "甲 镇 的 报告"
    inner.mkdir()
    (inner / "二〇一九 年报.txt").write_text(GOOD.replace("甲", "乙"), "utf-8")
    (inner / "甲镇.docx").write_bytes(word())
    (inner / "回到上面").symlink_to(top, target_is_directory=True)
    (top / "自己.txt").symlink_to(top / "自己.txt")
    return {name: says for name, (_, says) in bad.items()} | {"自己.txt": "打不开"}
