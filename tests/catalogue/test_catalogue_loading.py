"""A wrong catalogue file is named, with the entry and what to change; a user's file adds and never disturbs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.catalogue import load
from nianbao.catalogue.catalogue import _shipped
from nianbao.errors import CatalogueError

NEW = "zh = '村务公开信息数'\nen = 'village affairs items'\nunit = '条'\n"


def own_file(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "entry", "zh"),
    [
        (f"[village]\n{NEW}colour = 'red'\n", "village", "不认识 colour"),
        ("[village]\nen = 'village affairs'\nunit = '条'\n", "village", "缺少 zh"),
        (f"[village]\n{NEW}asks = '村务'\n", "village", "asks 应当是一组文字"),
        (f"[village]\n{NEW}asks = ['村务', 3]\n", "village", "asks 应当是一组文字"),
        (f"[village]\n{NEW}short = ' '\n", "village", "不能为空"),
        (f"[village]\n{NEW}asks = ['村务', '村务']\n", "village", "“村务”写了两次"),
        (f"[village]\n{NEW}parent = 'nobody'\npart = 'sum'\n", "village", "parent 里的 nobody"),
        (f"[village]\n{NEW}parent = 'granted'\n", "village", "parent 和 part"),
        (f"[village]\n{NEW}confusable = ['nobody']\n", "village", "confusable 里的 nobody"),
        (f"[village]\n{NEW}confusable = ['village']\n", "village", "confusable 里的 village"),
        (f"[village]\n{NEW}kind = 'number'\n", "village", "kind 只能是 count、money、rate、text、derived"),
        (f"[village]\n{NEW}eras = ['E9']\n", "village", "eras 只能是 E1、E2、E3、E4"),
        (f"[village]\n{NEW}kind = 'text'\n", "village", "文字指标不写 unit"),
        ("[village]\nzh = '村务'\nen = 'village'\n", "village", "其余的必须写"),
        (f"[village]\n{NEW}formula = 'granted / nobody'\n", "village", "算式里的 nobody"),
        (f"[village]\n{NEW}asks = ['公众号']\n", "village", "“公众号”已归 [proactive_by_wechat]"),
        (f"[village]\n{NEW}en_asks = ['WECHAT']\n", "village", "“WECHAT”已归 [proactive_by_wechat]"),
        (f"[granted]\n{NEW}", "granted", "请写 [extend.granted]"),
        ("[extend.nobody]\nasks = ['村务']\n", "extend.nobody", "没有这个指标"),
        ("[extend.granted]\nzh = '别的名字'\n", "extend.granted", "不认识 zh"),
        ("[extend.granted]\nasks = ['复议']\n", "granted", "“复议”已归 [reconsiderations_total]"),
        ("extend = 3\n", "extend", "应当是一节"),
        ("village = 3\n", "village", "应当是一节"),
    ],
)
def test_a_wrong_entry_is_named_with_file_and_remedy(tmp_path: Path, text: str, entry: str, zh: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load(own_file(tmp_path, text))
    assert caught.value.zh.startswith(f"own.toml 的 [{entry}]：")
    assert zh in caught.value.zh
    assert caught.value.en.startswith(f"own.toml [{entry}]: ")


def test_parents_in_a_circle_are_refused(tmp_path: Path) -> None:
    circle = "".join(
        f"[{own}]\nzh = '指标{own}'\nen = 'metric {own}'\nunit = '条'\nparent = '{other}'\npart = 'sum'\n"
        for own, other in (("a", "b"), ("b", "a"))
    )
    with pytest.raises(CatalogueError, match="loop"):
        load(own_file(tmp_path, circle))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as missing:
        load(tmp_path / "none.toml")
    assert "none.toml 打不开" in missing.value.zh
    with pytest.raises(CatalogueError) as broken:
        load(own_file(tmp_path, "[village\n"))
    assert "own.toml 的写法有误" in broken.value.zh
    (tmp_path / "own.toml").write_bytes("[village]\nzh = '村务'\n".encode("gb18030"))
    with pytest.raises(CatalogueError) as encoded:
        load(tmp_path / "own.toml")
    assert "UTF-8" in encoded.value.zh


def test_a_user_file_adds_a_metric_under_a_shipped_parent(tmp_path: Path) -> None:
    text = f"[village]\n{NEW}parent = 'proactive_disclosures_total'\npart = 'nested'\nasks = ['村务']\n"
    catalogue = load(own_file(tmp_path, text))
    village = catalogue.metric("village")
    assert (village.zh, village.short) == ("村务公开信息数", "村务公开信息数")
    assert (village.unit, village.kind) == ("条", "count")
    assert village in catalogue.children("proactive_disclosures_total")
    assert [metric.id for metric in catalogue.ancestors("village")] == ["proactive_disclosures_total"]
    assert len(catalogue.metrics) == len(load().metrics) + 1


def test_a_user_file_saved_by_notepad_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf" + "[extend.granted]\nasks = ['给看了']\n".encode())
    assert "给看了" in load(path).metric("granted").asks


@given(words=st.lists(st.text(alphabet="甲乙丙丁戊", min_size=3, max_size=6), min_size=1, max_size=5, unique=True))
def test_extend_appends_in_order_and_leaves_the_shipped_catalogue_alone(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    before = load().metric("proactive_by_wechat")
    listed = ", ".join(f"'{word}'" for word in words)
    path = own_file(tmp_path_factory.mktemp("own"), f"[extend.proactive_by_wechat]\nasks = [{listed}]\n")
    extended = load(path)
    assert extended.metric("proactive_by_wechat").asks == (*before.asks, *words)
    assert load().metric("proactive_by_wechat") == before
    others = [metric for metric in extended.metrics.values() if metric.id != before.id]
    assert others == [metric for metric in load().metrics.values() if metric.id != before.id]


def test_extend_with_a_wording_already_there_changes_nothing(tmp_path: Path) -> None:
    path = own_file(tmp_path, "[extend.proactive_by_wechat]\nasks = ['公众号']\n")
    assert load(path).metric("proactive_by_wechat") == load().metric("proactive_by_wechat")


def test_an_unknown_metric_is_refused_by_every_lookup() -> None:
    for lookup in (load().metric, load().children, load().ancestors):
        with pytest.raises(CatalogueError, match="no metric nobody"):
            lookup("nobody")


def test_the_shipped_catalogue_is_read_once_and_cannot_be_changed() -> None:
    assert load() is load()
    with pytest.raises(TypeError):
        load().metrics["village"] = load().metric("granted")  # type: ignore[index]


@pytest.mark.slow
def test_loading_takes_little_of_a_start() -> None:
    """About 25 ms of processor time on an idle office machine; the bound leaves room for a slow one."""
    taken = []
    for _ in range(5):
        _shipped.cache_clear()
        start = time.process_time()
        load()
        taken.append(time.process_time() - start)
    assert min(taken) < 0.12
