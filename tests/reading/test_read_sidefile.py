"""Side files are validated; a broken one names file and key."""

from __future__ import annotations

import json

import pytest

from nianbao.errors import Unreadable
from nianbao.model import SideFile
from nianbao.reading.sidefile import parse_side

FULL: dict[str, object] = {
    "agency": " 甲镇人民政府 ", "parents": ["丙省", "乙县"], "year": 2018, "title": "甲镇年报",
    "url": "https://a.example/1", "published": "2019-01-20",
}  # fmt: skip


def test_a_full_side_file_is_read_in_any_encoding() -> None:
    expected = SideFile(
        agency="甲镇人民政府", parents=("丙省", "乙县"), year=2018, title="甲镇年报",
        url="https://a.example/1", published="2019-01-20",
    )  # fmt: skip
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        assert parse_side(json.dumps(FULL, ensure_ascii=False).encode(encoding), "甲.json") == (expected, ())


def test_null_blank_and_absent_values_are_all_absent() -> None:
    assert parse_side(b'{"agency": null, "title": " ", "parents": null, "year": null}', "a.json") == (SideFile(), ())
    assert parse_side(b"", "a.json") == (SideFile(), ())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("year", "2018"), ("year", True), ("year", 18), ("year", 2018.5), ("parents", "乙县"), ("parents", [1]),
        ("parents", [""]), ("agency", 3), ("title", ["a"]), ("url", "javascript:alert(1)"), ("published", 20190120),
    ],
)  # fmt: skip
def test_a_wrong_value_names_file_and_key(key: str, value: object) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_side(json.dumps({key: value}).encode(), "甲.json")
    assert "“甲.json”" in caught.value.zh
    assert key in caught.value.zh
    assert key in caught.value.en


@pytest.mark.parametrize("data", [b"{", b"[1]", b"[" * 100_000, b'"a"', b"\xff\xfe\x00"], ids=range(5))
def test_what_is_no_json_object_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_side(data, "甲.json")
    assert "甲.json" in caught.value.zh
