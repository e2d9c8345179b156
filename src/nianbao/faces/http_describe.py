"""What OpenAPI says of the routes beyond what the framework sees: the shapes of what comes back, examples, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from nianbao.faces import render_schema as shapes
from nianbao.faces.http_export import XLSX
from nianbao.faces.http_openai_schema import Chat

if TYPE_CHECKING:
    from fastapi import FastAPI

_REF = "#/components/schemas/{model}"
_MODELS: tuple[type[BaseModel], ...] = (
    shapes.AnswerShape, shapes.FigureShape, shapes.CardShape, shapes.WholeShape, shapes.HealthShape, shapes.ErrorShape,
)  # fmt: skip
_NAMES = {
    "AnswerShape": "Answer", "FigureShape": "Figure", "CitationShape": "Citation", "CellShape": "Cell",
    "UnderstoodShape": "Understood", "ComputedShape": "Computed", "CoverageShape": "Coverage",
    "WarningShape": "Warning", "CardShape": "ReportCard", "WholeShape": "Report", "SectionShape": "Section",
    "HealthShape": "Health", "ErrorShape": "Error",
}  # fmt: skip

_FAULTS = {
    401: "要先登录，或给出管理密码",
    409: "正在做别的事，过 Retry-After 秒再试",
    400: "请求不能照办，如对话已经过期或 JSON 写错",
    404: "没有这个地址或这份报告",
    408: "请求内容发送得太慢",
    413: "请求太大",
    422: "参数不对",
    429: "提问的人太多，过 Retry-After 秒再试",
    500: "服务器出错",
    503: "暂停服务",
}
_FIGURE = {
    "report": "yunxi-2018", "agency": "云溪镇", "year": 2018, "metric": "applications_received",
    "label": "收到政府信息公开申请", "value": 37, "unit": "件", "qualifier": "exact",
    "quote": "全年共收到政府信息公开申请37件。", "section": "二、依申请公开情况", "start": 120, "end": 137,
    "applicant": None, "cell": None, "scope": "year", "role": "headline", "owner": None,
}  # fmt: skip
_CITATION = {
    "report": "yunxi-2018", "title": "云溪镇2018年政府信息公开工作年度报告", "agency": "云溪镇", "year": 2018,
    "section": "二、依申请公开情况", "quote": "全年共收到政府信息公开申请37件。", "start": 120, "end": 137,
    "score": 1.0, "source": "云溪镇2018.txt", "url": "/report/yunxi-2018#120-137", "page": None,
    "source_url": None,
}  # fmt: skip
_ANSWER = {
    "id": None, "question": "云溪镇2018年收到多少件申请？",
    "understood": {
        "agencies": ["云溪镇"], "years": [2018], "metric": "applications_received", "label": "收到政府信息公开申请",
        "operation": "lookup", "inherited": [], "query": None, "read_back": None,
    },
    "status": "answered", "text": "云溪镇2018年收到政府信息公开申请37件。", "value": 37, "unit": "件",
    "figures": [_FIGURE], "computed": None, "citations": [_CITATION], "coverage": None, "warnings": [],
    "choices": [], "suggestions": ["云溪镇2018年主动公开多少条？"], "elapsed_ms": 4.2,
    "parts": None, "refused": None,
}  # fmt: skip
_CARD = {
    "id": "yunxi-2018", "agency": "云溪镇", "parents": ["青山县"], "year": 2018,
    "title": "云溪镇2018年政府信息公开工作年度报告", "source": "云溪镇2018.txt", "era": None, "sections": 6,
    "passages": 9, "figures": 14, "problems": [], "candidates": {"agency": [], "year": []},
}  # fmt: skip
_HEALTH = {"status": "ok", "reports": 27, "passages": 180, "figures": 640, "index_version": "7.1a2b3c4d"}
_OBJECT = {"type": "object"}


def describe(app: FastAPI) -> None:
    """Let `app.openapi()` tell the whole truth; to be called once, after the routes are added or before."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        schema = plain()
        if "Error" not in schema.setdefault("components", {}).setdefault("schemas", {}):
            _complete(schema)
        return schema

    app.openapi = described  # type: ignore[method-assign]  # the framework's documented way


def _complete(schema: dict[str, Any]) -> None:
    components = schema["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):  # the framework's own, which is never sent
        components.pop(name, None)
    components.update(_definitions())
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            known = _KNOWN.get((method, path))
            codes = operation["responses"]
            for code in [code for code in codes if code == "422"]:
                del codes[code]
            if known is not None:
                codes["200"] = {"description": "OK", **known}
            for kind in (kind for reply in codes.values() for kind in reply.get("content", {}).values()):
                kind["schema"] = kind.get("schema") or _OBJECT
            wrong = "OpenAIError" if path.startswith("/v1/") else "Error"
            if not path.startswith("/report/"):
                codes |= {str(code): _fault(code, wrong) for code in _faults_of(method, path)}
            if path.startswith("/report/") or path == "/body":  # a page says so
                codes["404"] = {"description": _FAULTS[404], "content": {"text/html": {"schema": {"type": "string"}}}}
    body = schema["paths"].get("/api/ask", {}).get("post", {}).get("requestBody", {}).get("content", {})
    for kind in body.values():
        kind["example"] = {"question": _ANSWER["question"]}


def _faults_of(method: str, path: str) -> tuple[int, ...]:
    always = (400, 413, 422, 429, 500, 503)
    if path.startswith("/api/staff/"):
        return (*always, 401, 404, 408, 409)
    if method == "post":
        return (*always, 408, 409) if path == "/api/check" else (*always, 408, *([404] if "/v1/" in path else []))
    return (*always, 404) if "{" in path or path == "/datapackage.json" else always


def _definitions() -> dict[str, Any]:
    _, found = models_json_schema([(model, "serialization") for model in _MODELS], ref_template=_REF)
    _, taken = models_json_schema([(Chat, "validation")], ref_template=_REF)
    definitions: dict[str, Any] = {**found["$defs"], **taken["$defs"]}
    renamed = {_NAMES.get(name, name): _renamed(each) for name, each in definitions.items()}
    renamed["Answer"]["examples"] = [_ANSWER]
    message = {"type": "object", "required": ["message", "type"], "properties": {"message": {"type": "string"}}}
    renamed["OpenAIError"] = {
        "title": "OpenAIError",
        "type": "object",
        "required": ["error"],
        "properties": {"error": {"anyOf": [message, {"type": "string"}]}},
    }
    return renamed


def _renamed(value: Any) -> Any:
    """References by the names that the contract gives."""
    if isinstance(value, dict):
        return {key: _renamed(_reference(each) if key == "$ref" else each) for key, each in value.items()}
    return [_renamed(each) for each in value] if isinstance(value, list) else value


def _reference(value: str) -> str:
    base, _, name = value.rpartition("/")
    return f"{base}/{_NAMES.get(name, name)}"


def _fault(code: int, shape: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
    headers = {"Retry-After": {"schema": {"type": "integer"}}} if code == 429 else {}
    return {"description": _FAULTS[code], "content": content, **({"headers": headers} if headers else {})}


def _json(shape: str, example: Any, *, many: bool = False) -> dict[str, Any]:
    one = {"$ref": f"#/components/schemas/{shape}"}
    schema = {"type": "array", "items": one} if many else one
    return {"application/json": {"schema": schema, "example": example}}


_TOKEN = {
    "description": "编号，作为 conversation 发回即可追问；没有给 conversation 时才有",
    "schema": {"type": "string"},
}
_EVENTS = {"text/event-stream": {"schema": {"type": "string"}}}
_FILES = {
    "text/csv": {"schema": {"type": "string"}},
    XLSX: {"schema": {"type": "string", "format": "binary"}},
}
_RECORDED = {"type": "object", "required": ["recorded"], "properties": {"recorded": {"type": "boolean"}}}
_KNOWN: dict[tuple[str, str], dict[str, Any]] = {
    ("post", "/api/ask"): {"content": _json("Answer", _ANSWER), "headers": {"X-Conversation": _TOKEN}},
    ("get", "/api/figures"): {"content": {**_json("Figure", [_FIGURE], many=True), **_FILES}},
    ("get", "/api/compare"): {"content": {"application/json": {"schema": _OBJECT}, **_FILES}},
    ("get", "/api/rollup"): {"content": {"application/json": {"schema": _OBJECT}, **_FILES}},
    ("post", "/api/feedback"): {"content": {"application/json": {"schema": _RECORDED}}},
    ("post", "/api/check"): {"content": {"application/json": {"schema": _OBJECT}, **_FILES}},
    ("get", "/api/reports"): {"content": _json("ReportCard", [_CARD], many=True)},
    ("get", "/api/reports/{id}"): {"content": {"application/json": {"schema": {"$ref": _REF.format(model="Report")}}}},
    ("get", "/api/health"): {"content": _json("Health", _HEALTH)},
    ("post", "/v1/chat/completions"): {"content": {"application/json": {"schema": _OBJECT}, **_EVENTS}},
    ("get", "/v1/models"): {"content": {"application/json": {"schema": _OBJECT}}},
    ("get", "/v1/models/{id}"): {"content": {"application/json": {"schema": _OBJECT}}},
    ("get", "/all.csv"): {"content": {"text/csv": _FILES["text/csv"]}},
    ("get", "/datapackage.json"): {"content": {"application/json": {"schema": _OBJECT}}},
}
