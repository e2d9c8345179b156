"""From the address of a site to an answer: collected, indexed, asked; the page's own address comes with the answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from families import article, framed
from report_texts import bodies, markup, pdf, received, title_of
from serving_sites import Site, served

import nianbao
from nianbao.faces import cli
from nianbao.settings import Settings

TOWNS = bodies("中")[:3]


def county() -> Site:
    """A front page, a column, pages of two towns, and a third town that hands out a file."""
    site = Site()
    site.page("/", framed("首页", '<a href="/xxgk/">政府信息公开</a>'))
    site.page("/xxgk/", framed("信息公开", '<a href="/xxgk/nb/">政府信息公开年报</a>'))
    rows = ""
    for number, town in enumerate(TOWNS):
        inside = markup(town, 2022)
        if number == 2:
            site.file("/xxgk/nb/2.pdf", pdf(town, 2022))
            inside = '<p>见附件。</p><a href="2.pdf">附件.pdf</a>'
        site.page(f"/xxgk/nb/{number}.html", article(title_of(town, 2022), inside))
        rows += f'<li><a href="{number}.html">{title_of(town, 2022)}</a></li>'
    site.page("/xxgk/nb/", framed("政府信息公开年报", rows))
    return site


@pytest.fixture(autouse=True)
def words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "none")


def test_an_address_becomes_answers_with_the_addresses_of_their_pages(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    site, into, index = county(), tmp_path / "reports", tmp_path / "index"
    with served(site):
        args = ["collect", site.address, "--into", str(into), "--index", str(index), "--allow-private", "--delay", "0"]
        assert cli.main(args) == 0
    said = capfd.readouterr()
    assert "找到 3 份年报：新增 3、更新 0、未变 0、跳过 0、失败 0" in said.out
    assert "已读 3 份：新增 3" in said.out
    desk = nianbao.open(index, Settings(model="none"))
    for number, town in enumerate(TOWNS):
        answer = desk.ask(f"{town}2022年收到多少件政府信息公开申请？")
        assert (answer.status, answer.value) == ("answered", received(town, 2022))
        [citation] = answer.citations
        report = desk.library.report(citation.report or "")
        assert report is not None
        assert citation.holds_in(report)
        assert report.url == f"{site.address}/xxgk/nb/{number}.html"
        assert citation.source_url == report.url


def test_the_command_says_in_json_what_it_did(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    site = county()
    site.page("/xxgk/nb/", site.pages["/xxgk/nb/"][1].decode() + f'<a href="none.html">{title_of("无有镇", 2021)}</a>')
    with served(site):
        args = [
            "collect",
            f"{site.address}/xxgk/nb/",
            "--into",
            str(tmp_path),
            "--allow-private",
            "--delay",
            "0",
            "--json",
        ]
        assert cli.main(args) == 3
    told = json.loads(capfd.readouterr().out)
    assert (told["found"], told["new"], told["complete"]) == (3, 3, True)
    assert told["failed"] == [{"url": f"{site.address}/xxgk/nb/none.html", "why": "没有这个页面（404）"}]
    assert {Path(report["path"]).suffix for report in told["reports"]} == {".html", ".pdf"}


def test_a_list_of_sites_is_collected_site_by_site(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    one, other = county(), county()
    with served(one, other):
        listed = tmp_path / "sites.toml"
        listed.write_text(
            f'[[site]]\nurl = "{one.address}/xxgk/nb/"\nallow_private = true\ndelay = 0\n'
            f'[[site]]\nurl = ["{other.address}/xxgk/nb/1.html"]\nallow_private = true\ndelay = 0\nyears = "2023-"\n',
            "utf-8",
        )
        assert cli.main(["collect", "--list", str(listed), "--into", str(tmp_path / "r")]) == 3
    assert "没有找到年报" in capfd.readouterr().err
    assert len(list((tmp_path / "r").glob("*/*.json"))) == 3


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "请给出网址"),
        (["notes"], "不是网址"),
        (["http://a.gov.cn/", "--years", "19"], "看不懂"),
        (["http://a.gov.cn/", "--delay", "0"], "间隔至少"),
        (["http://a.gov.cn/", "--also", "a b"], "不是网站的域名"),
        (["--list", "no.toml"], "打不开"),
        (["--list", "bad.toml"], "不认识"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_exit_2(
    args: list[str], words: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.toml").write_text('[[site]]\nurl = "http://a.gov.cn"\nspeed = 3\n')
    assert cli.main(["collect", *args, "--into", str(tmp_path / "r")]) == 2
    [line] = capfd.readouterr().err.splitlines()
    assert words in line


def test_without_scrapy_the_command_says_how_to_get_it(tmp_path: Path) -> None:
    code = (
        "import importlib.util as u, sys\nreal = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'scrapy' else real(name, *rest)\n"
        "from nianbao.faces.cli import main\nsys.exit(main(['collect', 'http://a.gov.cn/', '--into', sys.argv[1]]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nianbao[collect]" in done.stderr


def test_never_keeps_a_host_out_for_good(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["collect", "--never", "old.example.gov.cn", "--into", str(tmp_path)]) == 0
    assert "old.example.gov.cn" in capfd.readouterr().out
    assert cli.main(["collect", "http://old.example.gov.cn/nb/", "--into", str(tmp_path)]) == 2
    assert "已被排除" in capfd.readouterr().err
