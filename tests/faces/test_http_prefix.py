"""The path prefix of a proxy: believed when it is the one that was set, and only then."""

from __future__ import annotations

import fakes
import pytest
from fastapi.testclient import TestClient

from nianbao.errors import WrongCall
from nianbao.faces.http import make_app
from nianbao.settings import Settings, from_environment

PUBLIC = "https://www.example.gov.cn/nianbao/"
_CHAT = {"model": "nianbao", "messages": [{"role": "user", "content": fakes.FOUND.question}]}


def client(public: str, **headers: str) -> TestClient:
    app = make_app(fakes.FakeDesk(), Settings(public_url=public))  # type: ignore[arg-type]
    return TestClient(app, base_url="http://127.0.0.1:7860", headers=headers)


def link(site: TestClient) -> str:
    """Where the answer's permalink leads."""
    content = site.post("/v1/chat/completions", json=_CHAT).json()["choices"][0]["message"]["content"]
    return str(content.partition("](")[2].partition("/report/")[0])


@pytest.mark.parametrize("headers", [{"Host": "www.example.gov.cn"}, {"X-Forwarded-Prefix": "/nianbao"}])
@pytest.mark.parametrize("path", ["/api/health", "/nianbao/api/health"])
def test_a_request_by_the_public_address_is_served_with_and_without_the_prefix(
    headers: dict[str, str], path: str
) -> None:
    assert client(PUBLIC, **headers).get(path).json()["status"] == "ok"


def test_this_machine_itself_is_served_without_the_prefix() -> None:
    assert client(PUBLIC).get("/api/health").status_code == 200
    assert client(PUBLIC).get("/nianbao/api/health").status_code == 404


def test_a_forged_prefix_changes_nothing() -> None:
    for public in (PUBLIC, ""):
        forged = client(public, **{"X-Forwarded-Prefix": "/evil", "X-Forwarded-Host": "evil.example"})
        assert forged.get("/api/health").status_code == 200
        assert forged.get("/evil/api/health").status_code == 404
        assert link(forged) == public.rstrip("/") or link(forged) == "http://127.0.0.1:7860"


def test_permalinks_lead_to_the_public_address_and_without_one_to_the_address_asked() -> None:
    assert link(client(PUBLIC)) == "https://www.example.gov.cn/nianbao"
    assert link(client("")) == "http://127.0.0.1:7860"


@pytest.mark.parametrize("address", ["www.example.gov.cn", "ftp://a.cn/", "https://a.cn/?q", "https://a.cn/a b/", "/x"])
def test_an_address_that_cannot_be_one_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(WrongCall, match="NIANBAO_PUBLIC_URL"):
        from_environment({"NIANBAO_PUBLIC_URL": address})
