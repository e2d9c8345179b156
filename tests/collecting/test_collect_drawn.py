"""Lists that scripts make: drawn with --render in a browser that reaches nothing but the site, else one clear line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from collecting_runs import reports_in, run, why
from families import article, framed
from report_texts import markup, title_of
from serving_sites import Site, served

YEARS = (2019, 2020, 2021)


def drawn(stranger: str = "") -> Site:
    """A list whose rows are put together by a script, one a page, turned over by a button; and a script that tries to
    get out."""
    site = Site(start="/nb/")
    for year in YEARS:
        site.page(f"/nb/{year}.html", article(title_of("溪口镇", year), markup("溪口镇", year)))
    out = f"""
        for (const url of ['file:///etc/passwd', '{stranger}/fetched']) fetch(url).then(r => r.text()).catch(() => 0);
        new Image().src = '{stranger}/image'; new WebSocket('{stranger}/socket'.replace('http', 'ws'));
        open('{stranger}/opened'); const f = document.createElement('iframe'); f.src = '{stranger}/framed';
        document.body.append(f); navigator.sendBeacon('{stranger}/beacon', 'x');
    """
    script = f"""<script>
        const years = [{", ".join(map(str, YEARS))}]; let at = 0;
        function show() {{
            const row = document.createElement('a'), year = years[at];
            row.href = [year, 'ht' + 'ml'].join('.');
            row.textContent = '溪口' + '镇' + year + '年政府信息' + '公开工作年度报告';
            document.querySelector('#rows').replaceChildren(row);
        }}
        function turn() {{ if (at < years.length - 1) at += 1; show(); }}
        fetch('shape.txt').then(reply => reply.text()).then(show);
        {out if stranger else ""}
    </script>"""
    site.page("/nb/shape.txt", "rows", kind="text/plain")
    site.page(
        "/nb/", framed("政府信息公开年报", f"<div id='rows'></div><button onclick='turn()'>下一页</button>{script}")
    )
    return site


def test_without_a_browser_asked_for_there_is_one_clear_line(tmp_path: Path) -> None:
    site = drawn()
    with served(site):
        summary = run(site, into=tmp_path)
    assert [("脚本" in zh, "--render" in zh) for zh in why(summary).values()] == [(True, True)]


def test_a_list_that_only_a_script_turns_over_is_said_to_go_on(tmp_path: Path) -> None:
    site = drawn()
    turning = '<a href="javascript:turn(2)">下一页</a><script></script>'
    rows = f'<a href="2021.html">{title_of("溪口镇", 2021)}</a> {turning}'
    site.page("/nb/", framed("政府信息公开年报", rows))
    with served(site):
        summary = run(site, into=tmp_path)
    assert len(summary.reports) == 1
    assert [("靠脚本翻" in each.zh, "--render" in each.en) for each in summary.failed] == [(True, True)]


@pytest.mark.browser
def test_a_drawn_list_is_collected_and_its_scripts_get_nowhere(tmp_path: Path) -> None:
    if shutil.which("chromium") is None and shutil.which("google-chrome") is None:
        pytest.skip("no Chromium here")
    stranger = Site()
    with served(stranger):
        site = drawn(stranger.address)
        with served(site):
            summary = run(site, into=tmp_path, render=True)
    assert sorted(report.year or 0 for report in summary.reports) == list(YEARS)
    assert len(reports_in(tmp_path)) == 3
    assert "/nb/shape.txt" in site.asked
    assert stranger.asked == []
