"""Six families of sites, sixty reports each: what is found, what is not taken, and what a second run asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from collecting_runs import kept, reports_in, run
from families import FAMILIES
from report_texts import YEARS, bodies
from serving_sites import Site, served

from nianbao.collecting import Summary


@dataclass(frozen=True)
class Runs:
    sites: dict[str, Site]
    into: Path
    first: Summary
    second: Summary
    asked_again: dict[str, list[str]]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """All families in one run, and once more on the same folder."""
    into = tmp_path_factory.mktemp("collected")
    sites = {name: make() for name, make in FAMILIES.items()}
    with served(*sites.values()):
        first = run(*sites.values(), into=into)
        for site in sites.values():
            site.forget()
        second = run(*sites.values(), into=into)
        yield Runs(sites, into, first, second, {name: list(site.bodies) for name, site in sites.items()})


def found(summary: Summary, site: Site) -> set[str]:
    urls = [report.url for report in summary.reports]
    return {url.removeprefix(site.address) for url in urls if url.startswith(site.address)}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_report_of_a_family_is_found_and_nothing_else(runs: Runs, family: str) -> None:
    site = runs.sites[family]
    assert len(site.reports) == 60
    assert found(runs.first, site) == site.reports


@pytest.mark.parametrize("family", FAMILIES)
def test_a_second_run_fetches_no_body(runs: Runs, family: str) -> None:
    assert runs.asked_again[family] == []
    assert found(runs.second, runs.sites[family]) == runs.sites[family].reports


def test_a_second_run_says_that_all_is_unchanged(runs: Runs) -> None:
    assert (runs.first.count("new"), runs.first.complete, runs.first.failed) == (360, True, ())
    assert (runs.second.count("unchanged"), runs.second.count("new", "changed")) == (360, 0)
    assert runs.second.bodies == 0


def test_names_are_readable_and_every_report_has_its_side_file(runs: Runs) -> None:
    files = kept(runs.into)
    names = {Path(name).stem for name in reports_in(runs.into)}
    expected = {
        f"{body}{year}年政府信息公开工作年度报告" for mark in "东西南北上" for body in bodies(mark) for year in YEARS
    }
    assert expected <= names
    assert {f"{Path(name).with_suffix('.json').as_posix()}" for name in reports_in(runs.into)} <= files.keys()
    assert len(files) == 720


def test_a_side_file_says_what_the_page_says(runs: Runs) -> None:
    site = runs.sites["columned"]
    folder = runs.into / site.address.removeprefix("http://").replace(":", "_")
    side = json.loads((folder / "东清水镇2023年政府信息公开工作年度报告.json").read_text("utf-8"))
    assert side == {
        "url": f"{site.address}/zwgk/zfxxgknb/202401/t20240115_1000.html",
        "title": "东清水镇2023年政府信息公开工作年度报告",
        "published": "2024-01-15",
        "parents": ["松岭县"],
    }


def test_the_body_is_told_where_the_title_does_not_name_it(runs: Runs) -> None:
    site = runs.sites["by_body"]
    folder = runs.into / site.address.removeprefix("http://").replace(":", "_")
    side = json.loads((folder / "下清水镇2023年政府信息公开工作年度报告.json").read_text("utf-8"))
    assert side["agency"] == "下清水镇"


def test_a_page_and_a_file_of_one_report_are_one_report(runs: Runs) -> None:
    """The full page is kept where the file says the same, the file where the page only announces it."""
    folder = runs.into / runs.sites["columned"].address.removeprefix("http://").replace(":", "_")
    endings = sorted({path.suffix for path in folder.iterdir()})
    assert endings == [".html", ".json", ".pdf"]
    beside = [
        report
        for report in runs.first.reports
        if report.beside and report.url.startswith(runs.sites["columned"].address)
    ]
    assert len(beside) == 12
    assert all(each.suffix == ".docx" and each.is_file() for report in beside for each in report.beside)


def test_what_was_looked_at_and_is_no_report_is_said(runs: Runs) -> None:
    assert {each.zh for each in runs.first.skipped} <= {"打开看过，不是年报（通知、解读之类）"}


def test_no_series_has_a_gap(runs: Runs) -> None:
    assert runs.first.missing == ()


def test_gbk_that_calls_itself_utf8_is_kept_as_it_reads(runs: Runs) -> None:
    folder = runs.into / runs.sites["framed"].address.removeprefix("http://").replace(":", "_")
    page = (folder / "上白石乡2023年政府信息公开工作年度报告.html").read_text("utf-8")
    assert "上白石乡把公开当作日常工作来做" in page


def test_every_request_is_in_the_log(runs: Runs) -> None:
    lines = (runs.into / ".collect" / "requests.log").read_text("utf-8").splitlines()
    assert len(lines) == runs.first.requests + runs.second.requests
    assert all(len(line.split("\t")) == 6 for line in lines)
