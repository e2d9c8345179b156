"""Pages saved as one file: the page itself is read, whatever stands around it."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest

from nianbao.errors import Unreadable
from nianbao.model import Document, TextBlock
from nianbao.reading import mht, read

PAGE = (
    "<html><head><meta charset={}><title>甲镇年报</title></head><body><div><p>{}</p>"
    "<table><tr><td>规章</td><td>3</td></tr><tr><td>文件</td><td>18</td></tr></table></div></body></html>"
)
WORDS = "全年主动公开政府信息132条。"


def part(kind: str, data: bytes, *, charset: str = "", coding: str = "quoted-printable", identity: str = "") -> bytes:
    head = f"Content-Type: {kind}" + (f'; charset="{charset}"' if charset else "")
    encoded = quopri.encodestring(data) if coding == "quoted-printable" else base64.encodebytes(data)
    lines = [head, f"Content-Transfer-Encoding: {coding}", *([f"Content-ID: {identity}"] if identity else [])]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + encoded


def saved(*parts: bytes, extra: str = "") -> bytes:
    kind = f'Content-Type: multipart/related; {extra}boundary="=b="'
    head = f"From: <Saved by Browser>\r\nMIME-Version: 1.0\r\n{kind}\r\n\r\n"
    return head.encode() + b"".join(b"--=b=\r\n" + one + b"\r\n" for one in parts) + b"--=b=--\r\n"


def document(folder: Path, data: bytes, name: str = "甲 镇.mht") -> Document:
    (folder / name).write_bytes(data)
    return read(folder / name, max_bytes=1 << 24)


def words(found: Document) -> list[str]:
    return [b.text if isinstance(b, TextBlock) else " ".join(c.text for c in b.cells) for b in found.blocks]


def page(encoding: str, words: str = WORDS) -> bytes:
    return PAGE.format(encoding, words).encode(encoding)


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("ending", ["mht", "mhtml", "MHT", "html", "doc"])
def test_a_saved_page_is_read_as_the_page(tmp_path: Path, coding: str, encoding: str, ending: str) -> None:
    data = saved(
        part("text/html", page(encoding), charset=encoding, coding=coding),
        part("image/png", b"\x89PNG\r\n\x1a\n", coding="base64"),
        part("text/css", b"p {}"),
    )
    found = document(tmp_path, data, f"甲 镇.{ending}")
    assert words(found) == [WORDS, "规章 3 文件 18"]
    assert found.title == "甲镇年报"


def test_a_page_that_names_the_encoding_it_had_before_it_was_saved_is_read(tmp_path: Path) -> None:
    data = saved(part("text/html", PAGE.format("gb2312", WORDS).encode("utf-8"), charset="utf-8"))
    assert words(document(tmp_path, data))[0] == WORDS


def test_the_start_that_is_named_is_the_page_and_not_a_frame(tmp_path: Path) -> None:
    frame = part("text/html", page("utf-8", "广告"), charset="utf-8", identity="<f@x>")
    main = part("text/html", page("utf-8"), charset="utf-8", identity="<m@x>")
    assert words(document(tmp_path, saved(frame, main, extra='start="<m@x>"; ')))[0] == WORDS
    assert words(document(tmp_path, saved(main, frame)))[0] == WORDS


def test_a_page_without_parts_around_it_is_read(tmp_path: Path) -> None:
    data = b"MIME-Version: 1.0\r\n" + part("text/html", page("utf-8"), charset="utf-8")
    assert words(document(tmp_path, data))[0] == WORDS


@pytest.mark.parametrize(
    "data",
    [
        saved(part("image/png", b"x", coding="base64")),
        saved(part("text/html", b"")),
        saved(part("text/html", page("utf-8")))[:90],
        b"MIME-Version: 1.0\r\n",
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (i, i) for i in range(3000)),
    ],
)
def test_a_file_without_a_page_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        document(tmp_path, data)
    assert "“甲 镇.mht”里没有找到网页正文" in caught.value.zh


def test_a_file_of_countless_parts_is_read_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mht, "MAX_PARTS", 10)
    many = [part("text/css", b"p {}")] * 20
    with pytest.raises(Unreadable):
        document(tmp_path, saved(*many, part("text/html", page("utf-8"))))
    assert words(document(tmp_path, saved(part("text/html", page("utf-8"), charset="utf-8"), *many)))[0] == WORDS
