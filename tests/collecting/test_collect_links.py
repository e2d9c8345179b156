"""Words, links, lists and addresses: what leads to a report, without a network."""

from __future__ import annotations

import time

import pytest

from nianbao.collecting import lists, paging, words
from nianbao.collecting.addresses import is_public, key_of, tidy
from nianbao.collecting.sites import year_range
from nianbao.collecting.views import view
from nianbao.errors import WrongCall

HERE = "http://a.gov.cn/nb/index.html"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("溪口镇2023年政府信息公开工作年度报告", "report"),
        ("2020年政府信息公开年报", "report"),
        ("二〇一〇年溪口镇政府信息公开年度报告", "report"),
        ("溪口镇2021年政府信息公开工作年…", "report"),
        ("溪口县环境保护局2016年政府信息公开工作年度报告（附解读）", "report"),
        ("溪口县教育考试院2020年年报", "report"),
        ("政府信息公开年报", "column"),
        ("2019年度", "year"),
        ("财政局", "body"),
        ("下一页", "next"),
        ("12", "number"),
        ("政府信息公开", "gate"),
        ("关于做好2023年政府信息公开工作年度报告编制工作的通知", "other"),
        ("图解：2023年政府信息公开年报", "other"),
        ("2023年政府网站工作年度报表", "other"),
        ("2022年法治政府建设年度报告", "other"),
        ("2022年度部门决算公开", "other"),
        ("溪口县发布2021年政府信息公开年报", "other"),
        ("政府信息公开指南", "other"),
        ("", "other"),
    ],
)
def test_the_words_of_a_link_tell_where_it_leads(said: str, kind: str) -> None:
    assert words.link_kind(said, in_column=True) == kind


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        ("溪口镇2023年政府信息公开工作年度报告", "溪口镇", 2023),
        ("溪口县人民政府办公室关于2020年政府信息公开工作年度报告", "溪口县人民政府办公室", 2020),
        ("关于公布溪口镇2019年政府信息公开年度报告的公告", "溪口镇", 2019),
        ("2019年政府信息公开年报", "", 2019),
        ("政府信息公开工作年度报告", "", None),
    ],
)
def test_a_title_tells_body_and_year(title: str, agency: str, year: int | None) -> None:
    assert (words.agency_of(title), words.year_of(title)) == (agency, year)


def test_the_period_tells_the_year_that_the_title_does_not() -> None:
    assert words.year_of("政府信息公开年度报告", "本报告统计期限自2021年1月1日起至2021年12月31日止。") == 2021


def leads(markup: str, url: str = HERE) -> list[tuple[str, str, str]]:
    return [(link.url, link.words, link.how) for link in view(markup, url).links]


def test_links_of_every_kind_are_seen() -> None:
    markup = """
        <base href="/nb/"><a href="a.html" title="溪口镇2021年政府信息公开工作年度报告全文">溪口镇2021…</a>
        <a href="javascript:void(0)" onclick="window.open('/nb/b.html')">b</a>
        <li>溪口镇2020年年报 <a href="c.pdf">下载</a></li><iframe src="list.jsp?x=1"></iframe>
        <select onchange="location='list.jsp?year='+this.value"><option value="2019">2019年</option></select>
        <form action="find.jsp"><input type="hidden" name="k" value="1"><select name="y">
        <option value="2018" selected>2018年</option><option value="2017">2017年</option></select></form>
        <a href="#top">上</a><a href="mailto:a@b.cn">信</a>
    """
    assert leads(markup) == [
        ("http://a.gov.cn/nb/a.html", "溪口镇2021年政府信息公开工作年度报告全文", "link"),
        ("http://a.gov.cn/nb/b.html", "b", "link"),
        ("http://a.gov.cn/nb/c.pdf", "溪口镇2020年年报 下载", "link"),
        ("mailto:a@b.cn", "信", "link"),
        ("http://a.gov.cn/nb/list.jsp?x=1", "", "frame"),
        ("http://a.gov.cn/nb/list.jsp?year=2019", "2019年", "option"),
        ("http://a.gov.cn/nb/find.jsp?k=1&y=2018", "2018年", "option"),
        ("http://a.gov.cn/nb/find.jsp?k=1&y=2017", "2017年", "option"),
    ]


def test_pages_that_a_script_counts() -> None:
    text = '<script>createPageHTML(3, 0, "index", "html");</script>'
    assert [link.url for link in paging.further_pages(text, HERE)] == ["http://a.gov.cn/nb/index_1.html"]
    text = '<script>createPageHTML(3, 2, "index", "html");</script>'
    assert list(paging.further_pages(text, HERE)) == []


@pytest.mark.parametrize(
    ("url", "following"),
    [
        ("http://a.cn/api?col=3&page=1", "http://a.cn/api?col=3&page=2"),
        ("http://a.cn/api?start=20&n=20", "http://a.cn/api?start=40&n=20"),
        ("http://a.cn/api?col=3", None),
    ],
)
def test_the_page_after_this_one(url: str, following: str | None) -> None:
    assert paging.counted_on(url, size=20) == following


def test_a_sitemap_and_a_feed() -> None:
    sitemap = "<?xml version='1.0'?><urlset><url><loc>http://a.gov.cn/x.html</loc></url></urlset>"
    found = lists.feed(sitemap, HERE)
    assert found is not None
    assert [link.url for link in found] == ["http://a.gov.cn/x.html"]
    item = "<item><title><![CDATA[溪口镇2021年政府信息公开年报]]></title><link>/y.html</link></item>"
    rss = f"<rss><channel>{item}</channel></rss>"
    found = lists.feed(rss, HERE)
    assert found is not None
    assert [(link.url, link.words) for link in found] == [("http://a.gov.cn/y.html", "溪口镇2021年政府信息公开年报")]
    assert lists.feed("<html><body>urlset</body></html>", HERE) is None


def test_lists_as_json() -> None:
    rows = """[{"docTitle": "甲", "docPubUrl": "./1.html"}, {"html": "<a href='2.html'>乙</a>"}]"""
    found = lists.json_list(f'cb({{"data": {{"total": 31, "list": {rows}}}}})', HERE)
    assert found is not None
    links, total, _ = found
    expected = [("http://a.gov.cn/nb/1.html", "甲"), ("http://a.gov.cn/nb/2.html", "乙")]
    assert [(link.url, link.words) for link in links] == expected
    assert total == 31
    assert lists.json_list("<html>", HERE) is None
    assert lists.json_list("{broken", HERE) is None


def test_lists_in_scripts() -> None:
    rows = '[{"title": "甲", "url": "1.html"}]'
    text = f"<script>var list = {rows}; $.get('/api/list?page=1'); var js = {{url: 'a.js'}};</script>"
    assert [(link.url, link.words) for link in lists.inline(text, HERE)] == [("http://a.gov.cn/nb/1.html", "甲")]
    assert [link.url for link in lists.endpoints(text, HERE)] == ["http://a.gov.cn/api/list?page=1"]


@pytest.mark.parametrize(
    "piece",
    [
        "<record>", "<record><![CDATA[", "<item ", "<loc>", "<title>", "<nextgroup>", "url:'", 'createPageHTML(1,1,"',
        "=[{", "[" * 50, "<a href='a' onclick='", "<li><a>", "{\"title\":", "<select><option value='a/b'>",
        "<!--", "2023年政府信息公开",
    ],
)  # fmt: skip
def test_hostile_markup_takes_no_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    began = time.process_time()
    lists.records(text)
    lists.feed(text, HERE)
    lists.json_list(text, HERE)
    list(lists.inline(text, HERE))
    list(lists.endpoints(text, HERE))
    list(paging.further_pages(text, HERE))
    view(text, HERE)
    words.link_kind(text, in_column=True)
    words.refusal(text, password=False)
    assert time.process_time() - began < 8


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("HTTP://WWW.A.gov.cn:80/年报?a=1#x", "http://www.a.gov.cn/%E5%B9%B4%E6%8A%A5?a=1"),
        ("../b.html", "http://a.gov.cn/b.html"),
        ("b.jsp;jsessionid=12AB?x=1", "http://a.gov.cn/nb/b.jsp?x=1"),
        ("file:///etc/passwd", None),
        ("javascript:x()", None),
        ("http://u:p@a.gov.cn/", None),
        ("http://a.gov.cn\\@b.cn/", None),
        ("http://a.gov.cn:99999/", None),
        ("http://[::1", None),
        ("data:text/html,x", None),
    ],
)
def test_an_address_in_one_form(written: str, whole: str | None) -> None:
    assert tidy(written, HERE) == whole


def test_two_ways_to_write_an_address_are_one() -> None:
    assert key_of("https://www.a.gov.cn/x/") == key_of("http://a.gov.cn/x")
    assert key_of("http://a.gov.cn/x?y=1") != key_of("http://a.gov.cn/x?y=2")


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.3.4", "192.168.1.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "255.255.255.255",
        "nonsense",
    ],
)  # fmt: skip
def test_addresses_that_are_not_in_the_public_network(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2400:3200::1", "::ffff:93.184.216.34"])
def test_addresses_in_the_public_network(address: str) -> None:
    assert is_public(address)


def test_ranges_of_years() -> None:
    assert [year_range(text) for text in ("2018-2025", "2018-", "-2020", "2023")] == [
        (2018, 2025), (2018, None), (None, 2020), (2023, 2023),
    ]  # fmt: skip
    for wrong in ("", "x", "2025-2018", "18-20", "-"):
        with pytest.raises(WrongCall):
            year_range(wrong)
