"""The packed place names: three snapshots united, old counties marked, the same bytes each time."""

from __future__ import annotations

import gzip
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pack_divisions", ROOT / "tools" / "pack_divisions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_snapshots_are_united_and_counties_of_the_past_are_marked(tool: ModuleType) -> None:
    old = {("甲省", "乙市", "丙县"): {"石桥镇", "双河乡"}}
    new = {("甲省", "乙市", "丙区"): {"石桥镇"}, ("甲省", "丁市"): {"柳湾镇"}}
    lines = gzip.decompress(tool.packed(old, new)).decode().split("\n")
    assert lines[1:] == ["甲省 丁市\t柳湾镇", "甲省 乙市 丙区\t石桥镇", "*甲省 乙市 丙县\t双河乡 石桥镇"]
    assert tool.packed(old, new) == tool.packed(old, new)


def test_names_are_those_reports_print_and_farms_are_left_out(tool: ModuleType) -> None:
    printed = ["东华门街道办事处", "石桥镇", "和兴镇（撤销）", "伊车嘎善乡", "东方红机械林场", "街道办事处"]
    assert list(tool.towns(printed)) == ["东华门街道", "石桥镇", "和兴镇", "伊车嘎善乡"]


def test_rows_that_only_hold_the_codes_together_are_no_place(tool: ModuleType) -> None:
    names = {"11": "北京市", "1101": "市辖区", "110115": "大兴区", "42": "湖北省", "4290": "省直辖县级行政区划",
             "429004": "仙桃市", "44": "广东省", "4419": "东莞市", "441900": "东莞市"}  # fmt: skip
    chains = [tool._chain(names, code) for code in ("110115", "429004", "441900")]
    assert chains == [("北京市", "大兴区"), ("湖北省", "仙桃市"), ("广东省", "东莞市")]


def test_the_packed_file_is_small_and_names_its_sources() -> None:
    data = (ROOT / "src/nianbao/parsing/divisions.txt.gz").read_bytes()
    head, *lines = gzip.decompress(data).decode().split("\n")
    assert len(data) < 300_000
    assert "MIT" in head
    assert sum(len(line.partition("\t")[2].split()) for line in lines) > 40_000
