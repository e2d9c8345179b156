"""The next year: what is new or changed is fetched, what people did to their folder is respected, a stop is no loss."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest
from collecting_runs import SETTINGS, kept, plan_of, reports_in, run, why
from families import article, columned, framed
from report_texts import markup, title_of
from serving_sites import Site, served

from nianbao.collecting import collect
from nianbao.collecting.assembling import Assembly
from nianbao.collecting.frontier import Step
from nianbao.collecting.job import Job
from nianbao.collecting.nouns import Plan, Trouble
from nianbao.collecting.pieces import Group
from nianbao.errors import Busy, WrongCall


def small(*years: int) -> Site:
    """A column of one town's reports."""
    site = Site(start="/nb/")
    rows = ""
    for year in years:
        rows += f'<li><a href="{year}.html">{title_of("溪口镇", year)}</a></li>'
        site.page(f"/nb/{year}.html", article(title_of("溪口镇", year), markup("溪口镇", year)))
        site.reports.add(f"/nb/{year}.html")
    site.page("/nb/", framed("政府信息公开年报", f"<ul>{rows}</ul>"))
    return site


def changed(site: Site, year: int, words: str) -> None:
    site.page(f"/nb/{year}.html", article(title_of("溪口镇", year), markup("溪口镇", year) + f"<p>{words}</p>"))


def test_only_what_is_new_or_changed_is_fetched(tmp_path: Path) -> None:
    site = small(2021, 2022)
    with served(site):
        run(site, into=tmp_path)
        site.pages |= small(2021, 2022, 2023).pages
        changed(site, 2021, "更正：收到申请的件数另见附表。")
        site.forget()
        again = run(site, into=tmp_path)
    assert sorted(site.bodies) == ["/nb/", "/nb/2021.html", "/nb/2023.html"]
    assert {(report.year, report.state) for report in again.reports} == {
        (2021, "changed"), (2022, "unchanged"), (2023, "new"),
    }  # fmt: skip
    assert "更正" in next(
        text.decode()
        for name, text in kept(tmp_path).items()
        if name.endswith("溪口镇2021年政府信息公开工作年度报告.html")
    )


def test_a_site_without_validators_is_asked_for_its_lists_alone(tmp_path: Path) -> None:
    site = small(2021, 2022)
    site.validators = ""
    with served(site):
        run(site, into=tmp_path)
        site.forget()
        again = run(site, into=tmp_path)
    assert site.bodies == ["/nb/"]
    assert again.count("unchanged") == 2


def test_what_a_user_changed_is_left_and_the_new_version_laid_beside(tmp_path: Path) -> None:
    site = small(2021)
    with served(site):
        run(site, into=tmp_path)
        [name] = reports_in(tmp_path)
        (tmp_path / name).write_text("我改过的", "utf-8")
        side = (tmp_path / name).with_suffix(".json")
        side.write_text('{"agency": "溪口镇"}', "utf-8")
        changed(site, 2021, "更正。")
        again = run(site, into=tmp_path)
    assert [report.state for report in again.reports] == ["yours"]
    assert (tmp_path / name).read_text("utf-8") == "我改过的"
    assert side.read_text("utf-8") == '{"agency": "溪口镇"}'
    assert "更正。" in (tmp_path / ".collect" / "newer" / name).read_text("utf-8")


def test_a_changed_side_file_outlives_a_new_version_of_its_report(tmp_path: Path) -> None:
    site = small(2021)
    with served(site):
        run(site, into=tmp_path)
        [name] = reports_in(tmp_path)
        side = (tmp_path / name).with_suffix(".json")
        side.write_text('{"agency": "溪口镇"}', "utf-8")
        changed(site, 2021, "更正。")
        run(site, into=tmp_path)
    assert "更正。" in (tmp_path / name).read_text("utf-8")
    assert side.read_text("utf-8") == '{"agency": "溪口镇"}'


def test_what_a_user_took_away_stays_away_until_it_is_asked_for(tmp_path: Path) -> None:
    site = small(2021, 2022)
    with served(site):
        run(site, into=tmp_path)
        gone = tmp_path / reports_in(tmp_path)[0]
        gone.unlink()
        again = run(site, into=tmp_path)
        assert (again.count("removed"), again.count("unchanged"), gone.exists()) == (1, 1, False)
        run(site, into=tmp_path, plan={"restore": True})
    assert gone.exists()


def test_a_file_of_the_users_own_is_not_written_over(tmp_path: Path) -> None:
    site = small(2021)
    with served(site):
        folder = tmp_path / site.address.removeprefix("http://").replace(":", "_")
        folder.mkdir()
        mine = folder / f"{title_of('溪口镇', 2021)}.docx"
        mine.write_text("我的", "utf-8")
        run(site, into=tmp_path)
    assert mine.read_text("utf-8") == "我的"
    assert len(reports_in(tmp_path)) == 2


def test_two_reports_of_one_title_have_two_names_that_stay(tmp_path: Path) -> None:
    site = small(2021)
    site.page("/nb/again.html", article(title_of("溪口镇", 2021), markup("溪口镇", 2021) + "<p>这是补充后的版本。</p>"))
    site.page(
        "/nb/",
        site.pages["/nb/"][1]
        .decode()
        .replace("</ul>", f'<li><a href="again.html">{title_of("溪口镇", 2021)}</a></li></ul>'),
    )
    with served(site):
        run(site, into=tmp_path)
        before = kept(tmp_path)
        run(site, into=tmp_path)
    assert len(reports_in(tmp_path)) == 2
    assert kept(tmp_path) == before


def test_the_same_report_under_two_addresses_is_kept_once(tmp_path: Path) -> None:
    site = small(2021)
    site.pages["/nb/copy.html"] = site.pages["/nb/2021.html"]
    site.page(
        "/nb/",
        site.pages["/nb/"][1]
        .decode()
        .replace("</ul>", f'<li><a href="copy.html">{title_of("溪口镇", 2021)}</a></li></ul>'),
    )
    with served(site):
        summary = run(site, into=tmp_path)
    assert (len(reports_in(tmp_path)), len(summary.reports)) == (1, 1)
    assert "同一份报告" in next(iter(why(summary).values()))


def test_copies_that_come_at_one_moment_are_kept_once(tmp_path: Path) -> None:
    """Each waits until the one before it is kept, though the disk is written beside the visits."""
    job = Job(tmp_path)
    job.open()
    assembly = Assembly(job, Plan(sites=(), into=tmp_path), SETTINGS, lambda trouble, step: None)
    text = markup("溪口镇", 2021)
    copies = [
        Group(
            url=f"http://site.test/{n}.html",
            title=title_of("溪口镇", 2021),
            year=2021,
            markup=text,
            text=text,
            characters=len(text),
        )
        for n in range(12)
    ]

    async def all_at_once() -> list[object]:
        return await asyncio.gather(*(assembly.whole(copy, Step(url=copy.url, site=0)) for copy in copies))

    settled = asyncio.run(all_at_once())
    job.close()
    assert (len(reports_in(tmp_path)), [type(each) for each in settled].count(Trouble)) == (1, len(copies) - 1)


def test_years_that_were_not_asked_for_are_not_opened(tmp_path: Path) -> None:
    site = small(2019, 2020, 2021, 2022)
    with served(site):
        summary = run(site, into=tmp_path, first_year=2020, last_year=2021)
    assert sorted(report.year or 0 for report in summary.reports) == [2020, 2021]
    assert "/nb/2019.html" not in site.asked


def test_years_missing_in_the_middle_are_named(tmp_path: Path) -> None:
    site = small(2018, 2019, 2022)
    with served(site):
        summary = run(site, into=tmp_path)
    assert [(gap.agency, gap.years) for gap in summary.missing] == [("溪口镇", (2020, 2021))]


def test_one_run_at_a_time(tmp_path: Path) -> None:
    site, other = small(2021), Job(tmp_path)
    other.open()
    with served(site):
        with pytest.raises(Busy, match="Another run"):
            run(site, into=tmp_path)
        assert site.asked == []
        other.close()
        run(site, into=tmp_path)
    assert len(reports_in(tmp_path)) == 1


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WrongCall, match="Cannot write"):
        run(Site(address="http://127.0.0.1:9"), into=tmp_path / "file")


def killed_runs(tmp_path: Path, times: int, seed: int) -> tuple[dict[str, bytes], dict[str, bytes], int]:
    """What lies in the folder of a run that was never stopped, and in one where runs were killed; how many were."""
    chance, site = random.Random(seed), columned()
    site.reports = set()
    stopped = 0
    with served(site):
        into = tmp_path / "whole"
        began = time.monotonic()
        whole = run(site, into=into)
        lasted = time.monotonic() - began
        assert len(whole.reports) == 60
        killed = tmp_path / "killed"
        for _ in range(4 * times):

            def kill(pid: int) -> None:
                timer = threading.Timer(chance.uniform(0.1, 0.7) * lasted, lambda: _kill(pid))
                timer.daemon = True
                timer.start()

            summary = collect(plan_of(site, into=killed), SETTINGS, started=kill)
            stopped += not summary.complete
            if stopped == times:
                break
            if summary.complete:  # its end was reached before it was killed: begin anew
                shutil.rmtree(killed)
        last = run(site, into=killed)
        assert last.complete
        assert len(last.reports) == 60
    return kept(into), kept(killed), stopped


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def test_killed_at_random_moments_and_gone_on_with_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    whole, killed, stopped = killed_runs(tmp_path, 4, seed=7)
    assert killed == whole
    assert stopped == 4


@pytest.mark.slow
def test_killed_fifty_times_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    whole, killed, stopped = killed_runs(tmp_path, 50, seed=50)
    assert killed == whole
    assert stopped == 50


def test_a_stopped_run_asks_for_nothing_a_second_time(tmp_path: Path) -> None:
    site = small(*range(2010, 2024))
    with served(site):
        summary = run(site, into=tmp_path, delay=0.0, plan={"max_minutes": 0.00001})
        assert not summary.complete
        assert summary.stopped is not None
        last = run(site, into=tmp_path)
    assert last.complete
    assert last.count("new") == 14
    pages = [path for path in site.bodies if path != "/robots.txt"]
    assert len(pages) == len(set(pages))
