"""Sites that mean no good, or do badly: nothing is harmed, the run ends, and each address has its sentence."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import json
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from collecting_runs import SETTINGS, kept, plan_of, reports_in, run, why
from families import article, framed
from report_texts import markup, pdf, title_of
from serving_sites import Site, served
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from nianbao.collecting import Plan, Summary, collect, exclude
from nianbao.collecting import Site as Given
from nianbao.errors import WrongCall

TITLE = title_of("溪口镇", 2021)


def column(*links: tuple[str, str]) -> Site:
    """A column with one sound report and the links given."""
    site = Site(start="/nb/")
    rows = "".join(
        f'<li><a href="{url}">{words}</a></li>' for url, words in [("good.html", title_of("溪口镇", 2020)), *links]
    )
    site.page("/nb/good.html", article(title_of("溪口镇", 2020), markup("溪口镇", 2020)))
    site.page("/nb/", framed("政府信息公开年报", f"<ul>{rows}</ul>"))
    return site


def sentence(summary: Summary, end: str) -> str:
    return next((zh for url, zh in why(summary).items() if url.endswith(end)), "")


def the_good_one_came(into: Path) -> bool:
    return len(reports_in(into)) == 1


def redirecting(target: str) -> Any:
    async def answer(request: Request) -> Response:
        return Response(status_code=302, headers={"Location": target})

    return answer


def test_redirects_into_the_private_network_and_to_files_are_not_followed(tmp_path: Path) -> None:
    inside = Site()
    inside.page("/secret", article(TITLE, markup("溪口镇", 2021)))
    with served(inside):
        site = column(("a", TITLE), ("b", TITLE), ("c", TITLE), ("d", TITLE), ("e.pdf", TITLE))
        place = inside.address.removeprefix("http://127.0.0.1:")
        site.specials = {
            "/nb/a": redirecting(f"{inside.address}/secret"), "/nb/b": redirecting("file:///etc/passwd"),
            "/nb/c": redirecting("http://169.254.169.254/latest/meta-data"),
            "/nb/d": redirecting(f"http://localhost:{place}/secret"),
            "/nb/e.pdf": redirecting(f"{inside.address}/secret"),
        }  # fmt: skip
        with served(site):
            summary = run(site, into=tmp_path)
    assert inside.asked == []
    assert the_good_one_came(tmp_path)
    told = why(summary)
    assert "不是 http(s)" in sentence(summary, "/nb/b")
    assert "内网或本机" in told[f"{inside.address}/secret"] or "别的网站" in told[f"{inside.address}/secret"]


def test_this_machine_is_refused_unless_it_is_allowed(tmp_path: Path) -> None:
    site = column()
    with served(site):
        port = site.address.rpartition(":")[2]
        hosts = ("127.0.0.1", "localhost", "[::1]", "0.0.0.0")
        sites = tuple(Given(urls=(f"http://{host}:{port}/nb/",)) for host in hosts)
        summary = collect(Plan(sites=sites, into=tmp_path), SETTINGS)
    assert site.asked == []
    assert [("内网或本机" in each.zh, "--allow-private" in each.en) for each in summary.failed] == [(True, True)] * 4
    assert kept(tmp_path) == {}


def test_a_name_that_changes_its_meaning_leads_nowhere() -> None:
    """DNS rebinding: each look-up is sifted, and the connection goes to what the look-up let through.

    In a process of its own: zope's interfaces, once there, mark classes of other libraries as well.
    """
    script = Path(__file__).with_name("rebinding.py")
    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=60)
    seen, refused = json.loads(ran.stdout)
    assert seen == [["93.184.216.34"], [], ["93.184.216.34"], []]
    assert "report.example" in refused


def test_a_rebinding_name_reaches_no_machine_of_ours(tmp_path: Path) -> None:
    """The whole path in a process whose names change their meaning between the check and the connection."""
    site = column()
    with served(site):
        port = site.address.rpartition(":")[2]
        code = f"""
            import socket
            real, times = socket.getaddrinfo, []
            def getaddrinfo(host, *rest, **more):
                if host in ("report.example", b"report.example"):
                    times.append(host)
                    return real("127.0.0.1", *rest, **more)
                return real(host, *rest, **more)
            socket.getaddrinfo = getaddrinfo
            from pathlib import Path
            from nianbao.collecting.helper import run
            from nianbao.collecting import Plan, Site
            from nianbao.settings import Settings
            told = []
            run(Plan(sites=(Site(urls=("http://report.example:{port}/nb/",)),), into=Path({str(tmp_path)!r})),
                Settings(), lambda what, value: told.append((what, getattr(value, "zh", ""))))
            assert times, "the name was looked up"
            failed = [zh for what, zh in told if what == "failed"]
            assert failed and "内网或本机" in failed[0], told
        """
        subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, timeout=60)
    assert site.asked == []


def test_the_process_that_visits_sites_listens_on_nothing(tmp_path: Path) -> None:
    """Scrapy has two doors through which code can be run in its process; both stay shut."""
    site, doors = column(), []

    def look(pid: int) -> None:
        import threading

        def watch() -> None:
            deadline = time.monotonic() + 15
            while time.monotonic() < deadline and Path(f"/proc/{pid}/net/tcp").exists():
                doors.append(_listening(pid))
                time.sleep(0.1)

        threading.Thread(target=watch, daemon=True).start()

    if not sys.platform.startswith("linux"):
        pytest.skip("looks into /proc")
    with served(site):
        collect(plan_of(site, into=tmp_path, delay=0.3), SETTINGS, started=look)
    assert len(doors) > 3
    assert set(doors) == {0}


def _listening(pid: int) -> int:
    """Sockets of a process that listen."""
    try:
        own = {path.readlink().as_posix() for path in Path(f"/proc/{pid}/fd").iterdir()}
        rows = Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]
    except OSError:
        return 0
    return sum(1 for row in rows if row.split()[3] == "0A" and f"socket:[{row.split()[9]}]" in own)


def test_a_body_without_end_is_cut_off(tmp_path: Path) -> None:
    sent = []

    async def endless(request: Request) -> Response:
        async def pieces() -> AsyncIterator[bytes]:
            while True:
                sent.append(1)
                yield b"%PDF-" + b"0" * (1 << 20)
                await asyncio.sleep(0.001)

        return StreamingResponse(pieces(), media_type="application/pdf")

    async def huge(request: Request) -> Response:
        return Response(b"%PDF-", headers={"Content-Length": str(10 << 30)}, media_type="application/pdf")

    site = column(("endless.pdf", TITLE), ("huge.pdf", TITLE), ("page.html", TITLE))
    site.specials = {"/nb/endless.pdf": endless, "/nb/huge.pdf": huge, "/nb/page.html": endless}
    with served(site):
        summary = run(site, into=tmp_path, plan={"max_file_mb": 3})
    assert the_good_one_came(tmp_path)
    assert "太大" in sentence(summary, "endless.pdf")
    assert "太大" in sentence(summary, "huge.pdf")
    assert "太大" in sentence(summary, "page.html")
    assert len(sent) < 60


def test_a_slow_drip_is_given_up(tmp_path: Path) -> None:
    async def drip(request: Request) -> Response:
        async def pieces() -> AsyncIterator[bytes]:
            while True:
                yield b"<p>"
                await asyncio.sleep(0.2)

        return StreamingResponse(pieces(), media_type="text/html")

    site = column(("slow.html", TITLE))
    site.specials = {"/nb/slow.html": drip}
    with served(site):
        began = time.monotonic()
        summary = run(site, into=tmp_path, plan={"timeout": 0.7})
    assert time.monotonic() - began < 120
    assert "太慢" in sentence(summary, "slow.html")
    assert the_good_one_came(tmp_path)


def test_paging_without_end_comes_to_an_end(tmp_path: Path) -> None:
    async def page(request: Request) -> Response:
        number = int(request.query_params.get("page", "1"))
        links = f'<a href="?page={number + 1}">下一页</a><a href="/nb/good.html">{title_of("溪口镇", 2020)}</a>'
        return Response(framed("政府信息公开年报", links), media_type="text/html")

    async def calendar(request: Request) -> Response:
        number = int(request.query_params.get("page", "1"))
        links = f'<a href="?page={number + 1}">下一页</a><a href="/nb/{number}.html">第{number}{TITLE}</a>'
        return Response(framed("政府信息公开年报", links), media_type="text/html")

    site = column(("list", "政府信息公开年报"), ("calendar", "历年年报"))
    site.specials = {"/nb/list": page, "/nb/calendar": calendar}
    with served(site):
        summary = run(site, into=tmp_path, max_pages=80)
    assert summary.complete
    assert len([path for path in site.asked if path.startswith("/nb/list")]) < 10
    assert len(site.asked) <= 82
    assert "80 页的上限" in " ".join(why(summary).values())
    assert the_good_one_came(tmp_path)


def test_what_robots_txt_forbids_is_not_asked_for(tmp_path: Path) -> None:
    site = column(("/no/a.html", TITLE), ("/no/b.pdf", title_of("溪口镇", 2019)))
    site.page("/robots.txt", "User-agent: *\nDisallow: /no/\n", kind="text/plain")
    site.page("/no/a.html", article(TITLE, markup("溪口镇", 2021)))
    with served(site):
        summary = run(site, into=tmp_path)
    assert not [path for path in site.asked if path.startswith("/no/")]
    assert "robots.txt" in sentence(summary, "/no/a.html")
    assert "robots.txt" in sentence(summary, "/no/b.pdf")
    assert the_good_one_came(tmp_path)


def test_a_site_that_robots_txt_closes_gives_its_line(tmp_path: Path) -> None:
    site = column()
    site.page("/robots.txt", "User-agent: nianbao\nDisallow: /\n", kind="text/plain")
    with served(site):
        summary = run(site, into=tmp_path)
    assert [path for path in site.asked if path != "/robots.txt"] == []
    assert "robots.txt" in " ".join(why(summary).values())


def test_a_busy_site_is_waited_for(tmp_path: Path) -> None:
    times: list[float] = []

    async def busy(request: Request) -> Response:
        times.append(time.monotonic())
        if len(times) == 1:
            return Response(status_code=429, headers={"Retry-After": "1"})
        if len(times) == 2:
            return Response(status_code=503, headers={"Retry-After": "1"})
        return Response(article(TITLE, markup("溪口镇", 2021)), media_type="text/html")

    async def never(request: Request) -> Response:
        return Response(status_code=429, headers={"Retry-After": "0"})

    site = column(("busy.html", TITLE), ("never.html", title_of("溪口镇", 2019)))
    site.specials = {"/nb/busy.html": busy, "/nb/never.html": never}
    with served(site):
        summary = run(site, into=tmp_path)
    assert len(reports_in(tmp_path)) == 2
    assert times[1] - times[0] > 0.9
    assert "429" in sentence(summary, "never.html")


def test_pages_that_are_sent_in_place_of_a_report_are_said(tmp_path: Path) -> None:
    site = column(
        ("lost.html", TITLE),
        ("login.html", TITLE),
        ("captcha.html", TITLE),
        ("file.pdf", TITLE),
        ("program.pdf", TITLE),
        ("none.html", TITLE),
    )
    site.page("/nb/lost.html", "<html><body><h1>抱歉，您访问的页面不存在</h1></body></html>")
    site.page("/nb/login.html", "<html><body>用户登录<form><input name=u><input type='password'></form></body></html>")
    site.page("/nb/captcha.html", "<html><body>请完成验证码后继续访问</body></html>")
    site.page("/nb/file.pdf", "<html><body>系统错误，请联系管理员</body></html>")
    site.file("/nb/program.pdf", b"MZ\x90\x00" + b"\x00" * 200, "application/pdf")
    with served(site):
        summary = run(site, into=tmp_path)
    assert "出错页面" in sentence(summary, "lost.html")
    assert "登录" in sentence(summary, "login.html")
    assert "验证码" in sentence(summary, "captcha.html")
    assert "出错页面" in sentence(summary, "file.pdf")
    assert "不是报告文件" in sentence(summary, "program.pdf")
    assert "404" in sentence(summary, "none.html")
    assert the_good_one_came(tmp_path)


def test_an_announcement_whose_file_is_lost_is_no_report(tmp_path: Path) -> None:
    site = column(("x.html", TITLE))
    told = (
        "<p>根据条例的规定，现将本镇的年度报告予以公布，全文请看附件，如有疑问请与党政办公室联系，感谢关注和支持。</p>"
    )
    site.page("/nb/x.html", article(TITLE, f'{told}{told}<a href="lost.pdf">{TITLE}.pdf</a>'))
    with served(site):
        summary = run(site, into=tmp_path)
    assert "附件也没有取到" in sentence(summary, "/nb/x.html")
    assert "404" in sentence(summary, "lost.pdf")
    assert the_good_one_came(tmp_path)


def test_a_file_is_named_by_what_it_is(tmp_path: Path) -> None:
    site = column(("wrong.doc", TITLE))
    site.file("/nb/wrong.doc", pdf("溪口镇", 2021), "application/msword")
    with served(site):
        run(site, into=tmp_path)
    assert [name for name in reports_in(tmp_path) if name.endswith(f"{TITLE}.pdf")]


def test_names_lead_to_no_other_folder(tmp_path: Path) -> None:
    site = column(("x.html", TITLE))
    site.page("/nb/x.html", article(f"../../../{TITLE}/../a\x01", markup("溪口镇", 2021)))
    with served(site):
        run(site, into=tmp_path / "into")
    assert [path.name for path in tmp_path.iterdir()] == ["into"]
    assert len(reports_in(tmp_path / "into")) == 2


def test_what_runs_on_a_page_is_not_kept(tmp_path: Path) -> None:
    site = column(("x.html", TITLE))
    hostile = (
        "<script>alert(1)</script><iframe src='http://a.example/'></iframe>"
        "<p onclick='x()' style='color:red'>好</p><a href='javascript:x()'>b</a>"
    )
    site.page("/nb/x.html", article(TITLE, markup("溪口镇", 2021) + hostile))
    with served(site):
        run(site, into=tmp_path)
    page = next(text.decode() for name, text in kept(tmp_path).items() if name.endswith(f"{TITLE}.html"))
    assert not any(word in page for word in ("script", "iframe", "onclick", "style", "alert"))


def test_an_excluded_site_is_never_visited(tmp_path: Path) -> None:
    site = column()
    with served(site):
        host = site.address.removeprefix("http://")
        assert exclude(tmp_path, [host]) == (host,)
        with pytest.raises(WrongCall, match="excluded for good"):
            run(site, into=tmp_path)
    assert site.asked == []


def test_files_of_an_excluded_host_are_not_fetched(tmp_path: Path) -> None:
    other = Site()
    other.file("/a.pdf", pdf("溪口镇", 2021))
    with served(other):
        site = column((f"{other.address}/a.pdf", TITLE))
        with served(site):
            host = other.address.removeprefix("http://")
            summary = run(site, into=tmp_path, plan={"excluded": (host,)})
    assert other.asked == []
    assert "排除" in sentence(summary, "/a.pdf")


def test_reports_on_other_sites_are_named_not_fetched(tmp_path: Path) -> None:
    other = Site()
    other.page("/a.html", article(TITLE, markup("溪口镇", 2021)))
    with served(other):
        site = column((f"{other.address}/a.html", TITLE))
        with served(site):
            host = other.address.removeprefix("http://")
            summary = run(site, into=tmp_path)
            assert other.asked == []
            assert f"--also {host}" in sentence(summary, "/a.html")
            run(site, into=tmp_path, also=(host,))
    assert len(reports_in(tmp_path)) == 2


@pytest.mark.parametrize(
    "address", ["not an address", "ftp://a.gov.cn/", "file:///etc/passwd", "http://", "清江县", "http://u:p@a.gov.cn/"]
)
def test_what_is_no_address_is_one_sentence(tmp_path: Path, address: str) -> None:
    with pytest.raises(WrongCall) as said:
        collect(Plan(sites=(Given(urls=(address,)),), into=tmp_path), SETTINGS)
    assert "网址" in said.value.zh


def test_a_site_that_is_not_there_gives_its_line(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        summary = run(Site(address=f"http://127.0.0.1:{closed.getsockname()[1]}"), into=tmp_path)
    assert [each.zh for each in summary.failed] == ["连不上这个网站"]


def certificate(folder: Path, *, days: int) -> tuple[str, str]:
    """A certificate of this machine's own that ends after so many days, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=400))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return str(folder / "cert.pem"), str(folder / "key.pem")


def test_an_expired_certificate_is_refused_but_where_it_is_said_to_be_accepted(tmp_path: Path) -> None:
    site = column()
    with served(site, tls=certificate(tmp_path, days=-1)):
        refused = run(site, into=tmp_path / "a")
        assert ["证书" in each.zh and "--insecure" in each.zh for each in refused.failed] == [True]
        assert site.asked == []
        accepted = run(site, into=tmp_path / "b", insecure=True)
    assert len(accepted.reports) == 1


def test_a_full_disk_stops_the_run_with_one_sentence(tmp_path: Path) -> None:
    """The folder lies on a disk of its own that is too small."""
    site = column()
    code = f"""
        import sys
        sys.path[:0] = {[str(Path(__file__).parent)]!r}
        from pathlib import Path
        from nianbao.collecting import helper, job, keeping, Plan, Site
        from nianbao.settings import Settings
        keeping.has_room = lambda into, needed: False
        told = []
        site = Site(urls=(sys.argv[1],), delay=0.0, allow_private=True)
        plan = Plan(sites=(site,), into=Path({str(tmp_path)!r}))
        helper.run(plan, Settings(), lambda what, value: told.append((what, value)))
        assert [value[0] for what, value in told if what == "stopped"][0].startswith("磁盘快满了"), told
        assert ("ended", False) in told
    """
    with served(site):
        address = site.address + site.start
        subprocess.run([sys.executable, "-c", textwrap.dedent(code), address], check=True, timeout=60)
        assert reports_in(tmp_path) == []
        assert len(run(site, into=tmp_path).reports) == 1


def test_a_page_that_unpacks_to_a_giant_is_not_unpacked(tmp_path: Path) -> None:
    import gzip

    bomb = gzip.compress(b"<p>" + b"0" * (60 << 20))

    async def answer(request: Request) -> Response:
        return Response(bomb, headers={"Content-Encoding": "gzip"}, media_type="text/html")

    site = column(("bomb.html", TITLE))
    site.specials = {"/nb/bomb.html": answer}
    with served(site):
        summary = run(site, into=tmp_path)
    assert "太大" in sentence(summary, "bomb.html")
    assert the_good_one_came(tmp_path)


def test_a_list_of_bodies_does_not_rename_what_their_files_call_themselves(tmp_path: Path) -> None:
    """A link says 溪口镇 alone; the file says which year, and a side file must not take that away."""
    import json

    site = Site(start="/nb/")
    site.page(
        "/nb/",
        framed("2021年政府信息公开年报", '<li><a href="1.pdf">溪口镇</a></li><li><a href="2.pdf">云峰乡</a></li>'),
    )
    site.file("/nb/1.pdf", pdf("溪口镇", 2021), "application/pdf")
    site.file("/nb/2.pdf", pdf("云峰乡", 2021), "application/pdf")
    with served(site):
        summary = run(site, into=tmp_path)
    assert len(summary.reports) == 2
    sides = [json.loads(text) for name, text in kept(tmp_path).items() if name.endswith(".json")]
    assert [sorted(side) for side in sides] == [["url"], ["url"]]
