"""The off switch closes with a notice, outlives a restart, and a setting is stronger than it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.errors import Closed, WrongCall
from nianbao.serving.switch import FILE, Switch


def test_closed_stays_closed_after_a_restart_until_it_is_opened(tmp_path: Path) -> None:
    Switch(tmp_path).close(" 系统维护，明天九点恢复。 ")
    again = Switch(tmp_path)
    with pytest.raises(Closed) as caught:
        again.check()
    assert caught.value.zh == again.notice == "系统维护，明天九点恢复。"
    again.open()
    Switch(tmp_path).check()
    assert list(tmp_path.iterdir()) == []


def test_a_notice_of_the_settings_cannot_be_lifted(tmp_path: Path) -> None:
    switch = Switch(tmp_path, "停用")
    with pytest.raises(WrongCall, match="NIANBAO_OFF"):
        switch.open()
    assert switch.notice == "停用"


@pytest.mark.parametrize("notice", ["", "  ", "长" * 501])
def test_a_notice_is_a_sentence(tmp_path: Path, notice: str) -> None:
    with pytest.raises(WrongCall, match="500"):
        Switch(tmp_path).close(notice)
    assert Switch(tmp_path).notice is None


def test_what_cannot_be_read_closes_rather_than_opens(tmp_path: Path) -> None:
    for content in (b"\xff\xfe\xff", b" "):
        (tmp_path / FILE).write_bytes(content)
        assert Switch(tmp_path).notice == "网页暂停服务，请稍后再来。"


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="Cannot write"):
        Switch(tmp_path / "nowhere").close("停用")
