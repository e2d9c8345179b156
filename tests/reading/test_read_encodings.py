"""Which encoding was it? Short files and rare characters included."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.errors import Unreadable
from nianbao.reading.decoding import decode

SHORT = ("息陬镇", "无。", "联通", "没有申请", "螅镇、陬镇、㙟镇：0件", "息陬镇2018年收到申请3件。")


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_short_texts_decode_to_themselves(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt").text == text


@given(st.lists(st.sampled_from("政府信息公开年度报告收到申请件主动陬螅漷泃，。12"), min_size=30, max_size=200))
def test_gb18030_and_utf16_without_a_mark_are_told_apart(chars: list[str]) -> None:
    text = "年度报告，" + "".join(chars)
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        assert decode(text.encode(encoding), "a.txt").text == text


def test_gbk_that_happens_to_be_valid_utf8_is_still_gbk() -> None:
    data = "小校".encode("gb18030")
    assert data.decode("utf-8") == "СУ"
    assert decode(data, "a.txt").text == "小校"


def test_a_wrong_declaration_is_not_believed() -> None:
    text = "螅陬镇2018年主动公开政府信息132条。"
    assert decode(text.encode(), "a.html", declared="gb18030").text == text
    assert decode(text.encode("gb18030"), "a.html", declared="utf-8").text == text
    assert decode(text.encode("gb18030"), "a.html", declared="no-such-codec").text == text


def test_a_few_broken_bytes_are_read_and_reported() -> None:
    data = "年度报告：主动公开政府信息132条。".encode()[:-1]
    decoded = decode(data, "a.txt")
    assert decoded.text == "年度报告：主动公开政府信息132条\ufffd"
    assert decoded.problems == ("有 1 处字节无法解码，显示为 \ufffd。",)


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03" * 50, bytes(range(256)) * 4, b"\xff" * 64], ids=["nul", "all", "ff"]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data, "甲.txt")
    assert "“甲.txt”看起来不是文本" in caught.value.zh


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    with suppress(Unreadable):
        assert isinstance(decode(data, "a.txt").text, str)
