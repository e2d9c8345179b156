"""The OpenAPI description is true: whatever is sent by it is answered by it, and its examples keep to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from described_calls import ROUTES, call_as_described
from fastapi import FastAPI
from jsonschema import Draft202012Validator

import nianbao
from nianbao.faces.http import make_app
from nianbao.settings import Settings


@pytest.fixture(scope="module")
def app(sample_index: Path) -> FastAPI:
    wanted = Settings(index=sample_index, model="none", per_minute=0)
    return make_app(nianbao.open(sample_index, wanted), wanted)


@pytest.mark.parametrize("route", ROUTES)
def test_whatever_the_description_allows_or_forbids_is_answered_as_it_says(app: FastAPI, route: str) -> None:
    """No fault of the server's, a status and a type and a shape that are described, nothing wrong let in."""
    call_as_described(app, route, 25)


def test_every_route_is_called(app: FastAPI) -> None:
    """Staff's routes refuse everyone here, an upload costs a process, a page image needs a scan: they have tests of
    their own."""
    named = {name for name, _ in _operations(app.openapi())}
    apart = {name for name in named if "/api/staff/" in name} | {"post /api/check", "get /report/{id}/page/{page}.png"}
    assert sorted(named - apart) == sorted(ROUTES)


def _operations(api: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(f"{method} {path}", each) for path, methods in api["paths"].items() for method, each in methods.items()]


def test_every_route_tells_its_shapes_and_its_faults(app: FastAPI) -> None:
    api = app.openapi()
    for name, operation in _operations(api):
        done = next(reply for code, reply in operation["responses"].items() if code.startswith("2"))
        assert all(kind.get("schema") for kind in done.get("content", {}).values()), name
        assert operation["summary"]
        if "/report/" not in name:
            assert {"413", "422", "429", "500", "503"} <= set(operation["responses"]), name
    assert "HTTPValidationError" not in api["components"]["schemas"]
    named = set(api["components"]["schemas"])
    assert {"Answer", "Figure", "Citation", "ReportCard", "Report", "Error", "Chat"} <= named


def test_every_reference_leads_somewhere_and_every_example_keeps_to_its_schema(app: FastAPI) -> None:
    api = app.openapi()
    checked = 0
    for name, operation in _operations(api):
        contents = [reply.get("content", {}) for reply in operation["responses"].values()]
        contents.append(operation.get("requestBody", {}).get("content", {}))
        for kind in (kind for content in contents for kind in content.values()):
            whole = {**kind["schema"], "components": api["components"]}
            Draft202012Validator.check_schema(whole)
            if "example" in kind:
                assert list(Draft202012Validator(whole).iter_errors(kind["example"])) == [], name
                checked += 1
    assert checked >= 6
    text = str(api)
    for reference in {part.split("'")[0] for part in text.split("'$ref': '#/components/schemas/")[1:]}:
        assert reference in api["components"]["schemas"]


def test_a_real_answer_keeps_to_the_published_shape(app: FastAPI) -> None:
    from fastapi.testclient import TestClient

    api = app.openapi()
    answer = TestClient(app).post("/api/ask", json={"question": "哪个镇2018年主动公开最多？"}).json()
    whole = {"$ref": "#/components/schemas/Answer", "components": api["components"]}
    assert list(Draft202012Validator(whole).iter_errors(answer)) == []
    assert list(Draft202012Validator(whole).iter_errors({**answer, "status": "sure"})) != []
