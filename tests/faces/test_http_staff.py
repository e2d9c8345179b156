"""The staff area, feedback, checking, limits and the off switch over HTTP, on a real index."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook  # type: ignore[import-untyped]

from nianbao.building import build
from nianbao.faces.http import make_app
from nianbao.faces.http_staff import COOKIE
from nianbao.serving.service import Service, open_service
from nianbao.settings import Settings
from nianbao.wiring import LiveDesk

PASSWORD = "correct horse battery"
BEARER = {"Authorization": f"Bearer {PASSWORD}"}


def text_of(town: str, received: int) -> bytes:
    return (
        f"{town}2021年政府信息公开工作年度报告\n一、概述\n2021年，{town}认真做好政府信息公开工作。\n"
        f"二、依申请公开\n2021年，{town}共收到政府信息公开申请{received}件。\n"
    ).encode()


QUESTION = "清水镇2021年收到多少件申请？"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        index=tmp_path / "index", reports=tmp_path / "reports", model="none", staff_password=PASSWORD, max_file_mb=1,
        per_minute=50,
    )  # fmt: skip


@pytest.fixture
def service(settings: Settings, tmp_path: Path) -> Iterator[Service]:
    (tmp_path / "a.txt").write_bytes(text_of("清水镇", 7))
    build([tmp_path / "a.txt"], settings.index, settings)
    opened = open_service(settings)
    yield opened
    opened.close()


def client_of(service: Service, base_url: str = "http://testserver") -> TestClient:
    app = make_app(service.desk, service.settings, service)
    return TestClient(app, raise_server_exceptions=False, base_url=base_url)


@pytest.fixture
def client(service: Service) -> TestClient:
    return client_of(service)


def signed_in(client: TestClient) -> dict[str, str]:
    reply = client.post("/api/staff/login", json={"password": PASSWORD})
    assert reply.status_code == 200
    return {"X-CSRF-Token": reply.json()["csrf"]}


def finished(client: TestClient) -> dict[str, Any]:
    for _ in range(600):
        job: dict[str, Any] = client.get("/api/staff/status", headers=BEARER).json()["job"]
        if job["state"] != "running":
            return job
        time.sleep(0.05)
    raise AssertionError("still running")


def ask(client: TestClient, question: str = QUESTION) -> Any:
    return client.post("/api/ask", json={"question": question})


ROUTES = [
    ("GET", "/api/staff/status"), ("GET", "/api/staff/reports"), ("POST", "/api/staff/reports"),
    ("DELETE", "/api/staff/reports/x"), ("PUT", "/api/staff/reports/x/identity"),
    ("POST", "/api/staff/reindex"), ("GET", "/api/staff/visits"),
    ("PUT", "/api/staff/notice"), ("DELETE", "/api/staff/notice"), ("POST", "/api/staff/logout"),
    ("GET", "/api/staff/collect"), ("POST", "/api/staff/collect"), ("POST", "/api/staff/collect/take"),
]  # fmt: skip


def test_every_staff_route_is_in_the_list_below(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    found = {
        (method.upper(), path.replace("{id}", "x")) for path in paths for method in paths[path] if "/staff/" in path
    }
    assert found == {*ROUTES, ("POST", "/api/staff/login"), ("GET", "/api/staff/session")}


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_no_staff_route_opens_without_the_password(client: TestClient, method: str, path: str) -> None:
    body = {"json": {"notice": "关"}} if method == "PUT" else {}
    assert client.request(method, path, **body).status_code == 401
    client.cookies.set(COOKIE, "guess")
    assert client.request(method, path, **body).status_code == 401
    wrong = client.request(method, path, headers={"Authorization": "Bearer wrong"}, **body)
    assert (wrong.status_code, wrong.json()) == (401, {"error": "密码不对。"})


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if route[0] != "GET"])
def test_a_cookie_alone_changes_nothing(client: TestClient, method: str, path: str) -> None:
    signed_in(client)
    body = {"json": {"notice": "关"}} if method == "PUT" else {}
    for headers in ({}, {"X-CSRF-Token": "guess"}):
        assert client.request(method, path, headers=headers, **body).status_code == 403


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_without_a_password_in_the_settings_there_is_no_staff_area(service: Service, method: str, path: str) -> None:
    client = client_of(replace(service, staff=None, operations=None))
    body = {"json": {"notice": "关"}} if method == "PUT" else {}
    assert client.request(method, path, headers=BEARER, **body).status_code == 404
    assert client.post("/api/staff/login", json={"password": ""}).status_code == 404


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(service: Service) -> None:
    plain = client_of(service).post("/api/staff/login", json={"password": PASSWORD}).headers["set-cookie"]
    secure = client_of(service, "https://testserver").post("/api/staff/login", json={"password": PASSWORD})
    for cookie in (plain, secure.headers["set-cookie"]):
        assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert ("Secure" in plain, "Secure" in secure.headers["set-cookie"]) == (False, True)


def test_a_session_lasts_until_logout(client: TestClient) -> None:
    assert client.get("/api/staff/session").json() == {"csrf": None}
    csrf = signed_in(client)
    assert client.get("/api/staff/session").json() == {"csrf": csrf["X-CSRF-Token"]}
    stolen = client.cookies[COOKIE]
    assert client.post("/api/staff/logout", headers=csrf).status_code == 200
    client.cookies.set(COOKIE, stolen)
    assert client.get("/api/staff/status").status_code == 401


def test_guessing_gets_429_and_the_right_password_waits_too(client: TestClient) -> None:
    codes = [client.post("/api/staff/login", json={"password": f"guess {n}"}).status_code for n in range(4)]
    assert codes == [401, 401, 401, 429]
    reply = client.post("/api/staff/login", json={"password": PASSWORD})
    assert (reply.status_code, reply.headers["retry-after"]) == (429, "1")
    assert client.get("/api/staff/status", headers=BEARER).status_code == 429


def test_the_password_stands_in_no_reply_and_no_log(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    said = [client.post("/api/staff/login", json={"password": PASSWORD}).text]
    said += [client.get(path, headers=BEARER).text for path in ("/api/staff/status", "/openapi.json", "/docs")]
    said.append(client.post("/api/staff/login", json={"password": PASSWORD, "x": 1}).text)
    assert not any(PASSWORD in text for text in [*said, caplog.text])
    assert PASSWORD not in repr(Settings(staff_password=PASSWORD))


def test_a_report_is_added_answered_from_listed_and_removed(client: TestClient) -> None:
    csrf = signed_in(client)
    files = [("files", ("白石镇.txt", text_of("白石镇", 12))), ("files", ("坏.pdf", b"%PDF-1.4"))]
    begun = client.post("/api/staff/reports", files=files, headers=csrf)
    assert (begun.status_code, begun.json()["kind"]) == (202, "add")
    job = finished(client)
    assert (job["text"], [each["file"] for each in job["refused"]]) == ("添加报告完成：新增 1、读不了 1", ["坏.pdf"])
    assert ask(client, "白石镇2021年收到多少件申请？").json()["value"] == 12
    cards = client.get("/api/staff/reports").json()
    assert [(card["agency"], card["removable"]) for card in cards] == [("清水镇", False), ("白石镇", True)]
    old, new = (card["id"] for card in cards)
    kept = client.delete(f"/api/staff/reports/{old}", headers=csrf)
    assert (kept.status_code, "NIANBAO_REPORTS" in kept.json()["error"]) == (400, True)
    assert client.delete(f"/api/staff/reports/{new}", headers=csrf).status_code == 202
    assert finished(client)["text"] == "移除报告完成：移除 1"
    assert ask(client, "白石镇2021年收到多少件申请？").json()["status"] == "no_report"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {"files": []}}, 422),
        ({"files": {"other": ("a.txt", b"a")}}, 422),
        ({"files": {"files": ("a.txt", b"a")}, "data": {"more": "x"}}, 422),
        ({"files": [("files", ("a.txt", b"a"))] * 21}, 422),
        ({"files": [("files", ("a.txt", b"a"))] * 40}, 400),
        ({"files": {"files": ("a.txt", b"a" * (3 << 20))}}, 413),
        ({"content": b"--x\r\nrubbish", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 422),
    ],
)
@pytest.mark.parametrize("path", ["/api/check", "/api/staff/reports"])
def test_wrong_uploads_get_a_sentence(client: TestClient, path: str, sent: dict[str, Any], status: int) -> None:
    headers = {**BEARER, **sent.get("headers", {})}
    reply = client.post(path, **{**sent, "headers": headers})
    assert (reply.status_code, list(reply.json())) == (status, ["error"])


def test_uploads_are_not_taken_in_from_strangers(client: TestClient) -> None:
    """The answer comes although the body, which is never looked at, is no form at all."""
    reply = client.post("/api/staff/reports", content=b"x" * (1 << 20), headers={"Content-Type": "multipart/form-data"})
    assert reply.status_code == 401


def test_a_check_comes_as_json_csv_and_xlsx_and_keeps_nothing(client: TestClient, settings: Settings) -> None:
    text = (
        "青溪镇2016年政府信息公开工作年度报告\n一、主动公开情况\n"
        "2016年，我镇主动公开政府信息100条，分类情况为：工作动态60条，通知公告30条。\n"
    )
    before = sorted(path.name for path in settings.index.iterdir() if "visits" not in path.name)
    send = {"files": {"files": ("=a.txt", text.encode())}}
    found = client.post("/api/check", **send).json()  # type: ignore[arg-type]
    assert [(report["path"], report["year"], report["fails"]) for report in found["reports"]] == [
        ("=a.txt", 2016, found["reports"][0]["fails"])
    ]
    assert found["summary"]["fails"] == 1
    table = client.post("/api/check?format=csv", **send).content.decode("utf-8-sig")  # type: ignore[arg-type]
    assert table.splitlines()[1].startswith("'=a.txt,青溪镇,2016,不符,")
    book = client.post("/api/check?format=xlsx", **send)  # type: ignore[arg-type]
    rows = list(load_workbook(io.BytesIO(book.content)).active.values)
    assert (rows[0][:4], rows[1][:4]) == (("文件", "机关", "年份", "结果"), ("'=a.txt", "青溪镇", 2016, "不符"))
    assert sorted(path.name for path in settings.index.iterdir() if "visits" not in path.name) == before
    assert len(client.get("/api/reports").json()) == 1


def test_a_check_for_the_page_is_all_in_one_reply_in_its_language(client: TestClient) -> None:
    import base64

    send = {"files": {"files": ("a.txt", text_of("清水镇", 7))}}
    for lang, says in (("zh", "项核对：0 项不符"), ("en", "relations: 0 fail")):
        reply = client.post(f"/api/check?format=page&lang={lang}", **send)  # type: ignore[arg-type]
        assert reply.headers["cache-control"] == "no-store"
        found = reply.json()
        assert says in found["summary"]
        assert found["summary"] in found["html"]
        assert found["csv"].splitlines()[1].startswith("a.txt,清水镇,2021,")
        rows = list(load_workbook(io.BytesIO(base64.b64decode(found["xlsx"]))).active.values)
        assert rows[1][:3] == ("a.txt", "清水镇", 2021)


def test_a_check_tells_file_by_file_how_far_it_is_and_ends_with_the_page(client: TestClient) -> None:
    files = [("files", (f"{name}.txt", text_of("清水镇", 7))) for name in "甲乙"]
    reply = client.post("/api/check?format=progress", files=files)
    assert (reply.status_code, reply.headers["x-accel-buffering"]) == (200, "no")
    *steps, last = [json.loads(line) for line in reply.text.splitlines()]
    assert [(step["done"], step["all"], step["file"]) for step in steps] == [
        (0, 2, "甲.txt"),
        (1, 2, "乙.txt"),
        (2, 2, ""),
    ]
    assert list(last) == ["page"]
    assert last["page"] == client.post("/api/check?format=page", files=files).json() | {"xlsx": last["page"]["xlsx"]}


def test_what_forbids_a_check_has_its_status_and_not_a_line(client: TestClient) -> None:
    many = [("files", ("a.txt", b"a"))] * 21
    assert client.post("/api/check?format=progress", files=many).status_code == 422
    large = client.post("/api/check?format=progress", files=[("files", ("a.txt", b"a" * (2 << 20)))])
    assert large.status_code in (400, 413)
    assert "太大" in large.json()["error"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [("en", "The password is wrong."), ("zh", "密码不对。"), ("en-US,en;q=0.9", "密码不对。"), ("*", "密码不对。")],
)
def test_a_refusal_is_in_english_when_just_that_is_asked_for(client: TestClient, asked: str, says: str) -> None:
    reply = client.post("/api/staff/login", json={"password": "guess"}, headers={"Accept-Language": asked})
    assert reply.json() == {"error": says}


def test_reports_that_share_an_archive_say_how_many_would_go_together(client: TestClient) -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for town in ("白石镇", "绿柳镇"):
            archive.writestr(f"{town}.txt", text_of(town, 3))
    csrf = signed_in(client)
    client.post("/api/staff/reports", files={"files": ("两份.zip", packed.getvalue())}, headers=csrf)
    assert finished(client)["outcomes"] == [{"file": "两份.zip", "taken": True, "text": "收录了 2 份报告"}]
    cards = {card["agency"]: card for card in client.get("/api/staff/reports").json()}
    assert {name: card["together"] for name, card in cards.items()} == {"清水镇": 0, "白石镇": 1, "绿柳镇": 1}
    english = client.get("/api/staff/status", headers={"Accept-Language": "en"}).json()["job"]
    assert english["outcomes"][0]["text"] == "2 reports taken in"


def test_questions_and_feedback_are_listed_for_staff(client: TestClient) -> None:
    for question in (
        QUESTION,
        "黑石镇2021年收到多少件申请？",
        "黑石镇 2021年收到多少件申请",
        "我的电话13812345678，谁管？",
    ):
        ask(client, question)
    assert client.post("/api/feedback", json={"question": QUESTION, "useful": False, "reason": "=1+1"}).json() == {
        "recorded": True
    }
    missed = client.get("/api/staff/visits", headers=BEARER).json()
    assert [(row["question"], row["times"]) for row in missed] == [
        ("我的电话［号码］,谁管?", 1), ("黑石镇 2021年收到多少件申请", 2),
    ]  # fmt: skip
    asked = client.get("/api/staff/visits?list=asked&limit=2", headers=BEARER).json()
    assert len(asked) == 2
    csv = client.get("/api/staff/visits?list=feedback&format=csv", headers=BEARER).content.decode("utf-8-sig")
    assert csv.splitlines()[0] == "at,question,useful,reason"
    assert csv.splitlines()[1].endswith(",清水镇2021年收到多少件申请?,没用,'=1+1")
    book = client.get("/api/staff/visits?list=asked&format=xlsx", headers=BEARER)
    assert load_workbook(io.BytesIO(book.content)).active.max_row == 5


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"question": "a"}, "缺少“useful”"), ({"question": "a", "useful": "yes"}, "“useful”应为 true 或 false"),
        ({"question": " ", "useful": True}, "不能为空"),
        ({"question": "a", "useful": True, "who": "me"}, "不认识“who”"),
        ({"question": "a", "useful": True, "reason": "x" * 501}, "最多 500 个字"),
        ({"question": "问" * 501, "useful": True}, "最多 500 个字"),
    ],
)  # fmt: skip
def test_wrong_feedback_gets_422_and_what_to_change(client: TestClient, body: dict[str, Any], says: str) -> None:
    reply = client.post("/api/feedback", json=body)
    assert reply.status_code == 422
    assert says in reply.json()["error"]


def test_one_visitor_too_many_waits_and_others_are_served(service: Service) -> None:
    client = client_of(service)
    other = TestClient(client.app, client=("192.0.2.9", 1234))
    replies = [ask(client) for _ in range(51)]
    assert [reply.status_code for reply in replies] == [200] * 50 + [429]
    assert (replies[-1].headers["retry-after"].isdecimal(), "秒再试" in replies[-1].json()["error"]) == (True, True)
    assert ask(other).status_code == 200
    assert client.get("/api/health").status_code == 200
    feedback = [client.post("/api/feedback", json={"question": "a", "useful": True}).status_code for _ in range(6)]
    assert feedback == [200] * 5 + [429]


def test_an_address_that_a_visitor_claims_counts_for_nothing(service: Service) -> None:
    client = client_of(service)
    codes = {
        client.post("/api/ask", json={"question": "?"}, headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(51)
    }
    assert codes == {200, 429}


def test_closed_says_the_notice_and_staff_go_on(client: TestClient, service: Service) -> None:
    csrf = signed_in(client)
    assert client.put("/api/staff/notice", json={"notice": "维护中"}, headers=csrf).json() == {"notice": "维护中"}
    for reply in (ask(client), client.post("/api/check", files={"files": ("a.txt", b"a")})):
        assert (reply.status_code, reply.json()) == (503, {"error": "维护中"})
        assert int(reply.headers["retry-after"]) > 0
    assert client.get("/api/health").status_code == 200
    assert client.get("/api/staff/status").json()["notice"] == "维护中"
    restarted = client_of(open_service(replace(service.settings, visits_days=0)))
    assert ask(restarted).status_code == 503
    assert client.delete("/api/staff/notice", headers=csrf).json() == {"notice": None}
    assert ask(client).status_code == 200


def test_a_notice_of_the_settings_wins_over_staff(service: Service) -> None:
    client = client_of(open_service(replace(service.settings, off="停用", visits_days=0, staff_password=PASSWORD)))
    assert ask(client).json() == {"error": "停用"}
    reply = client.delete("/api/staff/notice", headers=BEARER)
    assert (reply.status_code, "NIANBAO_OFF" in reply.json()["error"]) == (400, True)


def test_a_second_operation_is_told_to_wait(client: TestClient, service: Service) -> None:
    assert service.operations is not None
    with service.operations._one:
        reply = client.post("/api/staff/reindex", headers=BEARER)
    assert (reply.status_code, reply.headers["retry-after"]) == (409, "5")
    assert client.post("/api/staff/reindex", headers=BEARER).status_code == 202
    assert finished(client)["text"] == "重新索引完成：没有变化"


@pytest.fixture
def town_site() -> Iterator[Any]:
    """A column of one town's reports on loopback."""
    import sys

    sys.path.insert(0, str(Path(__file__).parents[1] / "collecting"))
    from families import article, framed
    from report_texts import markup, title_of
    from serving_sites import Site, served

    site, rows = Site(start="/nb/"), ""
    for year in (2020, 2021):
        site.page(f"/nb/{year}.html", article(title_of("溪口镇", year), markup("溪口镇", year)))
        rows += f'<a href="{year}.html">{title_of("溪口镇", year)}</a>'
    site.page("/nb/", framed("政府信息公开年报", rows))
    with served(site):
        yield site


def at_home(service: Service) -> None:
    """Looks at this machine's own sites, fast: nobody can ask for that over HTTP."""
    from nianbao.collecting import Plan, Summary, collect

    def here(plan: Plan, *rest: Any, **more: Any) -> Summary:
        sites = tuple(replace(site, allow_private=True, delay=0.0) for site in plan.sites)
        return collect(replace(plan, sites=sites), *rest, **more)

    assert service.operations is not None
    service.operations._collect = here


def test_reports_of_a_site_are_looked_at_chosen_and_asked_about(
    service: Service, client: TestClient, town_site: Any
) -> None:
    from report_texts import received, title_of

    at_home(service)
    address = town_site.address + town_site.start
    assert client.get("/api/staff/collect", headers=BEARER).json() is None
    job = client.post("/api/staff/collect", json={"url": address}, headers=BEARER)
    assert (job.status_code, job.json()["kind"]) == (202, "collect")
    assert finished(client)["text"].startswith("找到 2 份年报：新增 2")
    found = client.get("/api/staff/collect", headers=BEARER).json()
    assert [report["held"] for report in found["reports"]] == [False, False]
    assert ask(client, "溪口镇2021年收到多少件申请？").json()["status"] == "no_report"
    chosen = [report["url"] for report in found["reports"] if report["year"] == 2021]
    taken = client.post("/api/staff/collect/take", json={"urls": chosen}, headers=BEARER)
    assert taken.status_code == 202
    [outcome] = finished(client)["outcomes"]
    assert outcome == {"file": f"{title_of('溪口镇', 2021)}.html", "taken": True, "text": "已收录"}
    answer = ask(client, "溪口镇2021年收到多少件申请？").json()
    assert (answer["value"], answer["citations"][0]["source_url"]) == (received("溪口镇", 2021), chosen[0])
    after = client.get("/api/staff/collect", headers=BEARER).json()["reports"]
    assert {report["year"]: report["held"] for report in after} == {2020: False, 2021: True}


def test_a_report_taken_again_takes_the_place_of_the_old_one(
    service: Service, client: TestClient, town_site: Any
) -> None:
    at_home(service)
    address = town_site.address + town_site.start
    for words in ("", "<p>更正：另有说明。</p>"):
        page = town_site.pages["/nb/2021.html"][1].decode()
        town_site.page("/nb/2021.html", page.replace("<p>", f"{words}<p>", 1))
        client.post("/api/staff/collect", json={"url": address, "years": "2021"}, headers=BEARER)
        finished(client)
        found = client.get("/api/staff/collect", headers=BEARER).json()["reports"]
        client.post("/api/staff/collect/take", json={"urls": [report["url"] for report in found]}, headers=BEARER)
        finished(client)
    cards = client.get("/api/staff/reports", headers=BEARER).json()
    assert len([card for card in cards if card["agency"] == "溪口镇"]) == 1


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("collect", {"url": "notes"}, "不是网址"),
        ("collect", {"url": "http://a.gov.cn/", "years": "x"}, "看不懂"),
        ("collect/take", {"urls": ["http://a.gov.cn/1"]}, "请先查找"),
    ],
)
def test_a_wrong_wish_for_a_site_is_one_sentence(client: TestClient, path: str, body: Any, words: str) -> None:
    reply = client.post(f"/api/staff/{path}", json=body, headers=BEARER)
    assert reply.status_code in (400, 409, 422)
    assert words in reply.json()["error"]


def test_staff_cannot_look_into_the_network_of_the_server(client: TestClient, town_site: Any) -> None:
    client.post("/api/staff/collect", json={"url": town_site.address + town_site.start}, headers=BEARER)
    assert finished(client)["text"].endswith("失败 1")
    found = client.get("/api/staff/collect", headers=BEARER).json()
    assert "内网或本机" in found["failed"][0]["why"]
    assert town_site.asked == []


def test_numbers_of_persons_in_a_report_are_flagged_and_only_staff_see_them(
    client: TestClient, service: Service, tmp_path: Path
) -> None:
    """The landline of the office stays in sight; places in the text stay what they are."""
    text = text_of("白石镇", 9).decode() + "三、联系方式\n白石镇联系人手机13812345678，办公电话0537-4412345。\n"
    (tmp_path / "b.txt").write_text(text, "utf-8")
    build([tmp_path / "b.txt"], service.settings.index, service.settings)
    assert isinstance(service.desk, LiveDesk)
    service.desk.reopen()
    card = next(card for card in service.desk.library.listed if card.agency == "白石镇")
    assert any("1 处身份证号或手机号" in problem for problem in card.problems)
    whole = service.desk.library.report(card.id)
    assert whole is not None
    for path in (f"/api/reports/{card.id}", f"/report/{card.id}"):
        shown = client.get(path).text
        assert ("13812345678" in shown, "138＊＊＊＊＊＊＊＊" in shown, "0537-4412345" in shown) == (False, True, True)
    public = client.get(f"/api/reports/{card.id}").json()["text"]
    assert len(public) == len(whole.text)
    said = client.post("/api/ask", json={"question": "白石镇2021年的联系电话是多少？"}).text
    assert "13812345678" not in said
    signed_in(client)
    assert "13812345678" in client.get(f"/report/{card.id}").text
