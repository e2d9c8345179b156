"""Six families of content systems, as their column pages are built in life, with invented reports: sixty each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

from report_texts import YEARS, bodies, docx, markup, pdf, title_of, zipped
from serving_sites import Site


def every(mark: str) -> tuple[tuple[int, str], ...]:
    """Year and body of each report, the newest first, as lists have them."""
    return tuple(product(sorted(YEARS, reverse=True), bodies(mark)))


DECOYS = (
    (
        "关于做好2023年政府信息公开工作年度报告编制和发布工作的通知",
        "各乡镇、各部门：请按照条例的要求，编制本单位的年度报告，报告应当包括总体情况、主动公开、收到和处理申请、"
        "行政复议和行政诉讼、存在的主要问题等内容，于一月底前公布。" * 4,
    ),
    (
        "图解：2022年政府信息公开工作年度报告",
        "我们用几张图说明去年主动公开、依申请公开、行政复议诉讼、存在问题等情况。" * 9,
    ),
    ("2023年政府网站工作年度报表", "网站名称、首页网址、主办单位、信息发布总数、专栏数量、解读回应、互动交流等。" * 9),
    (
        "松岭召开政府信息公开年报编制培训会",
        "会议强调，要把主动公开、依申请公开、存在的问题写清楚，行政诉讼情况如实填写。" * 9,
    ),
    (
        "政府信息公开指南",
        "公民可以向本机关提出政府信息公开申请，填写申请表，主动公开的内容在网站上查看，不服的可以行政复议。" * 9,
    ),
    (
        "2022年法治政府建设年度报告",
        "一年来，推进依法行政，行政复议和行政诉讼的数量有所下降，主动公开的文件增多，问题仍然存在。" * 9,
    ),
)


def framed(title: str, content: str, *, crumb: str = "", head: str = "") -> str:
    """A page with the furniture that surrounds everything on such a site."""
    menu = "".join(
        f'<li><a href="/{each}.html">{name}</a></li>' for each, name in (("news", "新闻"), ("about", "走进"))
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_松岭县人民政府</title>{head}</head><body>'
        f'<div class="nav"><ul>{menu}</ul></div><div class="crumb">首页 &gt; 松岭县 &gt; {crumb}</div>{content}'
        f'<div class="footer">松岭县人民政府办公室主办 网站标识码0000000000</div></body></html>'
    )


def article(
    title: str, inside: str, *, files: str = "", crumb: str = "政府信息公开年报", day: str = "2024-01-15"
) -> str:
    head = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">'
    info = f'<h1>{title}</h1><div class="info">发布时间：{day}</div>'
    content = f'<div class="detail">{info}<div id="zoom">{inside}</div>{files}</div>'
    return framed(title, content, crumb=crumb, head=head)


def shaped(number: int, body: str, year: int) -> tuple[str, tuple[str, bytes] | None]:
    """The text of a page and its file: full pages, full pages with the same as a file, files with a line of text."""
    name = title_of(body, year)
    if number % 5 == 3:
        return f"<p>现将{name}予以公布，详见附件。</p>", (f"{name}.pdf", pdf(body, year))
    if number % 5 == 4:
        return markup(body, year, long=True), (f"{name}.docx", docx(body, year))
    return markup(body, year, long=number % 5 == 0), None


def columned(mark: str = "东") -> Site:
    """Pages of a column as files: index.html, index_1.html, …, whose number a script tells."""
    site, rows = Site(start="/zwgk/zfxxgknb/"), []
    for number, (year, body) in enumerate(every(mark)):
        path, (inside, file) = (
            f"/zwgk/zfxxgknb/{year + 1}01/t{year + 1}0115_{1000 + number}.html",
            shaped(number, body, year),
        )
        attached = ""
        if file is not None:
            name = f"P0{year + 1}0115{number:06d}{file[0][file[0].rfind('.') :]}"
            site.file(f"/zwgk/zfxxgknb/{year + 1}01/{name}", file[1])
            attached = f'<ul class="fj"><li><a href="./{name}">{file[0]}</a></li></ul>'
        site.page(path, article(title_of(body, year), inside + attached))
        site.reports.add(path)
        rows.append((f"./{year + 1}01/t{year + 1}0115_{1000 + number}.html", title_of(body, year)))
    _add_decoys(site, rows, "/zwgk/zfxxgknb/")
    pages = list(_parts(rows, 15))
    for number, part in enumerate(pages):
        shown = "".join(f'<li><a href="{url}" title="{t}">{t[:18]}…</a><span>2024-01-15</span></li>' for url, t in part)
        script = f'<script>createPageHTML({len(pages)}, {number}, "index", "html");</script>'
        page = framed("政府信息公开年报", f'<ul class="list">{shown}</ul>{script}', crumb="政府信息公开年报")
        site.page("/zwgk/zfxxgknb/" + (f"index_{number}.html" if number else ""), page)
    return site


def recorded(mark: str = "西") -> Site:
    """Records as XML in the page, the next ones posted for; and a page for each body and year, by two drop-downs."""
    site, rows = Site(start="/col/col1001/index.html"), []
    for number, (year, body) in enumerate(every(mark)[:36]):
        path = f"/art/{year + 1}/1/15/art_1001_{5000 + number}.html"
        inside, file = shaped(number, body, year)
        attached = ""
        if file is not None:
            address = f"/module/download/downfile.jsp?classid=0&filename={number:032x}{file[0][file[0].rfind('.') :]}"
            site.file(address, file[1])
            attached = f'<p><a href="{address.replace("&", "&amp;")}">附件：{file[0]}</a></p>'
        site.page(path, article(title_of(body, year), inside + attached))
        site.reports.add(path)
        rows.append((path, title_of(body, year)))
    _add_decoys(site, rows, "/art/2024/1/16/")
    records = [
        f'<record><![CDATA[<li><a href="{url}" title="{t}">{t}</a><span>2024-01-15</span></li>]]></record>'
        for url, t in rows
    ]
    params = (
        "col:1,appid:1,webid:1,path:'/',columnid:1001,sourceContentType:1,unitid:2002,webname:'松原岭',permissiontype:0"
    )
    body = "col=1&appid=1&webid=1&path=%2F&columnid=1001&sourceContentType=1&unitid=2002"
    body += "&webname=%E6%9D%BE%E5%8E%9F%E5%B2%AD&permissiontype=0"
    script = (
        f"<script>$('#u').jpage({{themeName:'default',totalRecord:{len(records)},perPage:6,"
        f"proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{{{params}}}}});</script>"
    )
    shown = f'<script type="text/xml"><datastore><recordset>{"".join(records[:18])}</recordset></datastore></script>'
    more = '<a href="/module/xxgk/xxgkAnnualReport.jsp?area=11&amp;fbtime=2020">各单位年报</a>'
    site.page(
        site.start, framed("政府信息公开年报", f"<div id='u'>{shown}</div>{script}{more}", crumb="政府信息公开年报")
    )
    for first in range(1, len(records) + 1, 18):
        last = min(first + 17, len(records))
        part = f"<totalrecord>{len(records)}</totalrecord><recordset>{''.join(records[first - 1 : last])}</recordset>"
        answer = f"<?xml version='1.0'?><datastore>{part}</datastore>"
        site.page(
            f"/module/web/jpage/dataproxy.jsp?startrecord={first}&endrecord={last}&perpage=6 {body}",
            answer,
            kind="text/xml; charset=utf-8",
        )
    _by_body_and_year(site, mark)
    return site


def _by_body_and_year(site: Site, mark: str) -> None:
    rest = every(mark)[36:]
    areas = {body: 11 + number for number, body in enumerate(bodies(mark))}
    for year, body in product(sorted({year for year, _ in rest}), bodies(mark)):
        path = f"/module/xxgk/xxgkAnnualReport.jsp?area={areas[body]}&fbtime={year}"
        chosen = "".join(
            f'<option value="{n}"{" selected" if b == body else ""}>{b}</option>' for b, n in areas.items()
        )
        years = "".join(f'<option value="{y}"{" selected" if y == year else ""}>{y}年</option>' for y in (2019, 2020))
        form = (
            '<form action="xxgkAnnualReport.jsp" method="get">'
            f'<select name="area" onchange="this.form.submit()">{chosen}</select>'
            f'<select name="fbtime" onchange="this.form.submit()">{years}</select></form>'
        )
        held = (year, body) in rest
        inside = markup(body, year) if held else "<p>暂无数据</p>"
        title = title_of(body, year) if held else "政府信息公开年报"
        site.page(path, article(title, form + inside))
        if held:
            site.reports.add(path)


def numbered(mark: str = "南") -> Site:
    """Pages told by a parameter, years to choose from, and addresses that are numbers; nothing but Last-Modified."""
    site = Site(start="/AnnualReport/Index.aspx", validators="modified")
    by_year: dict[int, list[tuple[str, str]]] = {}
    for number, (year, body) in enumerate(every(mark)):
        path, (inside, file) = f"/AnnualReport/show/{3300 + number}.html", shaped(number, body, year)
        attached = ""
        if file is not None:
            site.file(f"/DownLoad.aspx?fileid={number}", file[1])
            attached = f'<div><a href="/DownLoad.aspx?fileid={number}">{file[0]}</a></div>'
        site.page(path, article(title_of(body, year), inside, files=attached))
        site.reports.add(path)
        by_year.setdefault(year, []).append((path, title_of(body, year)))
    _add_decoys(site, by_year[2023], "/AnnualReport/other/")
    options = "".join(f'<option value="/AnnualReport/Index.aspx?year={year}">{year}年</option>' for year in by_year)
    chooser = f'<select onchange="location.href=this.value"><option value="">请选择年份</option>{options}</select>'
    for year, rows in by_year.items():
        pages = list(_parts(rows, 5))
        for number, part in enumerate(pages, 1):
            shown = "".join(
                f'<tr><td>{n}</td><td>{t}</td><td><a href="{url}">查看</a></td></tr>' for n, (url, t) in enumerate(part)
            )
            links = " ".join(f'<a href="?year={year}&amp;page={n}">{n}</a>' for n in range(1, len(pages) + 1))
            page = framed(
                "政府信息公开工作年度报告",
                f"{chooser}<table>{shown}</table><div>{links} 共{len(pages)}页</div>",
                crumb="年度报告",
            )
            query = f"?year={year}&page={number}"
            site.page(f"/AnnualReport/Index.aspx{query}", page)
            if number == 1:
                site.page(f"/AnnualReport/Index.aspx?year={year}", page)
            if number == 1 and year == max(by_year):
                site.page(site.start, page)
    return site


def delivered(mark: str = "北") -> Site:
    """The column page is empty: its script asks for lists as JSON, page by page; half the entries are markup."""
    site, entries = Site(start="/gkmlpt/annual"), []
    for number, (year, body) in enumerate(every(mark)):
        path, (inside, file) = (
            f"/gkmlpt/content/3/{3000 + number}/post_{3012000 + number}.html",
            shaped(number, body, year),
        )
        attached = ""
        if file is not None:
            address = f"/attachment/0/{number}/{500 + number}/{3012000 + number}{file[0][file[0].rfind('.') :]}"
            site.file(address, file[1])
            attached = f'<p><a class="nfw-cms-attachment" href="{address}" alt="{file[0]}">{file[0]}</a></p>'
        site.page(path, article(title_of(body, year), inside + attached))
        site.reports.add(path)
        entries.append({"title": title_of(body, year), "url": path, "publishedTimeStr": f"{year + 1}-01-15"})
    rows = [(each["url"], each["title"]) for each in entries]
    _add_decoys(site, rows, "/gkmlpt/content/9/")
    entries += [{"title": t, "url": url, "publishedTimeStr": "2024-01-16"} for url, t in rows[len(every(mark)) :]]
    site.page(
        site.start,
        framed(
            "政府信息公开年报",
            "<div id='app'>加载中…</div><script>"
            "$.ajax({url: '/api/articles/list?channel=12&page=1&size=14', dataType: 'json'});</script>",
            crumb="政府信息公开年报",
        ),
    )
    for number, part in enumerate(_parts(entries, 14), 1):
        data = {"status": 0, "data": {"total": len(entries), "page": number, "results": part}}
        site.page(f"/api/articles/list?channel=12&page={number}&size=14", json.dumps(data), kind="application/json")
    return site


def framed_asp(mark: str = "上") -> Site:
    """An old site: frames, GBK that calls itself UTF-8 on every second page, and only a link to the next page."""
    site, rows = Site(start="/xxgk/index.htm"), []
    for number, (year, body) in enumerate(every(mark)):
        path, (inside, file) = f"/xxgk/show.asp?id={number + 1}", shaped(number, body, year)
        attached = ""
        if file is not None:
            name = f"/xxgk/UploadFile/{year}{number:05d}{file[0][file[0].rfind('.') :]}"
            site.file(name, file[1])
            attached = f'<p>附件下载：<a href="{name}">点击下载</a></p>'
        page = article(title_of(body, year), inside + attached)
        if number % 2:
            site.page(path, page, kind="text/html; charset=utf-8", encoding="gb18030")
        else:
            site.page(path, page.replace("utf-8", "gb2312"), kind="text/html", encoding="gb18030")
        site.reports.add(path)
        rows.append((f"show.asp?id={number + 1}", title_of(body, year)))
    _add_decoys(site, rows, "/xxgk/show/", encoding="gb18030")
    frames = '<frame src="left.htm" name="left"><frame src="list.asp?classid=7" name="main">'
    head = "<head><title>信息公开</title></head>"
    site.page(site.start, f'<html>{head}<frameset cols="200,*">{frames}</frameset></html>')
    site.page(
        "/xxgk/left.htm",
        '<html><body><a href="list.asp?classid=7" target="main">年度报告</a>'
        '<a href="list.asp?classid=8">公开指南</a></body></html>',
    )
    pages = list(_parts(rows, 12))
    for number, part in enumerate(pages, 1):
        shown = "".join(
            f'<tr><td><a href="{url}" target="_blank">{t}</a></td><td>[2024-1-15]</td></tr>' for url, t in part
        )
        following = (
            f'<a href="list.asp?classid=7&amp;page={number + 1}">下一页</a>' if number < len(pages) else "下一页"
        )
        page = framed("信息公开工作年度报告", f"<table>{shown}</table>第{number}页 {following}", crumb="信息公开年报")
        site.page("/xxgk/list.asp?classid=7" + (f"&page={number}" if number > 1 else ""), page, encoding="gb18030")
    return site


def by_body(mark: str = "下") -> Site:
    """A front page, a column of bodies, a list of each body; most reports are files that the list leads to."""
    site = Site(start="/")
    site.page("/", framed("首页", '<a href="/xxgk/">政府信息公开</a><a href="/news.html">要闻</a>', crumb="首页"))
    site.page(
        "/xxgk/",
        framed(
            "信息公开", '<a href="/xxgk/zn.html">公开指南</a><a href="/xxgk/nb/">政府信息公开年报</a>', crumb="信息公开"
        ),
    )
    links = "".join(f'<li><a href="/xxgk/nb/{n}/">{body}</a></li>' for n, body in enumerate(bodies(mark)))
    site.page("/xxgk/nb/", framed("政府信息公开年报", f"<ul>{links}</ul>", crumb="政府信息公开年报"))
    makers = ((".pdf", pdf), (".docx", docx), (".zip", zipped))
    for place, body in enumerate(bodies(mark)):
        rows = []
        for number, year in enumerate(YEARS):
            if number < 3:
                ending, make = makers[(place + number) % 3]
                path = f"/xxgk/nb/{place}/files/{year}nb{ending}"
                site.file(path, make(body, year))
                rows.append(f'<li><a href="{path}">{year}年政府信息公开年报</a></li>')
            else:
                path = f"/xxgk/nb/{place}/{year}.html"
                short = f"{year}年政府信息公开工作年度报告"
                site.page(path, article(short, f"<p>发布机构：{body}</p>" + markup(body, year), crumb=body))
                rows.append(f'<li><a href="{year}.html">{year}年年度报告</a></li>')
            site.reports.add(path)
        extra = [(f"{place}0", *DECOYS[place % len(DECOYS)])]
        for name, title, text in extra:
            site.page(f"/xxgk/nb/{place}/{name}.html", article(title, f"<p>{text}</p>"))
            rows.append(f'<li><a href="{name}.html">{title}</a></li>')
        site.page(
            f"/xxgk/nb/{place}/",
            framed(f"{body}年报", f"<ul>{''.join(rows)}</ul>", crumb=f"政府信息公开年报 &gt; {body}"),
        )
    return site


FAMILIES = {
    "columned": columned, "recorded": recorded, "numbered": numbered, "delivered": delivered, "framed": framed_asp,
    "by_body": by_body,
}  # fmt: skip


def _add_decoys(site: Site, rows: list[tuple[str, str]], folder: str, encoding: str = "utf-8") -> None:
    for number, (title, text) in enumerate(DECOYS):
        path = f"{folder}decoy{number}.html"
        site.page(path, article(title, f"<p>{text}</p>"), encoding=encoding)
        rows.append((path, title))


def _parts(rows: list[Any], size: int) -> Iterator[list[Any]]:
    for first in range(0, len(rows), size):
        yield rows[first : first + size]
