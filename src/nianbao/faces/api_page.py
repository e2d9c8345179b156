"""`/docs`: the API's description as one page that loads nothing from elsewhere. Pure: the OpenAPI dict in, HTML out."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

_EXAMPLE = """curl -s http://127.0.0.1:7860/api/ask -H 'Content-Type: application/json' \\
     -d '{"question": "哪个镇2018年收到的申请最多？"}'"""


def api_page(openapi: dict[str, Any]) -> str:
    """The page for FastAPI's `app.openapi()`."""
    title = html.escape(str(openapi["info"]["title"]))
    routes = "\n".join(_routes(openapi))
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>接口说明 · 年报问答</title>
<link rel="stylesheet" href="ui/report.css"><link rel="icon" href="ui/icon.svg"></head>
<body><header class="bar"><a href="./">年报<i>问答</i></a></header><div class="sheet"><main>
<h1>{title}：接口说明</h1>
<p>机器可读的完整描述在 <a href="openapi.json">openapi.json</a>。
出错时返回 <code>{{"error": "…"}}</code>，说明要改什么。</p>
<pre>{html.escape(_EXAMPLE)}</pre>
{routes}
</main></div></body></html>
"""


def _routes(openapi: dict[str, Any]) -> Iterator[str]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            parameters = "".join(_parameter(parameter) for parameter in operation.get("parameters", ()))
            body = "".join(_body(operation, openapi))
            table = f'<div class="table"><table>{parameters}{body}</table></div>' if parameters or body else ""
            yield (
                f"<h2><code>{method.upper()} {html.escape(path)}</code></h2>"
                f"<p>{html.escape(operation.get('summary', ''))}</p>"
                f"<p>{html.escape(operation.get('description', ''))}</p>{table}"
            )


def _parameter(parameter: dict[str, Any]) -> str:
    where = "路径" if parameter["in"] == "path" else "查询"
    return _row(parameter["name"], where, bool(parameter.get("required")))


def _body(operation: dict[str, Any], openapi: dict[str, Any]) -> Iterator[str]:
    content = operation.get("requestBody", {}).get("content", {})
    for kind in content.values():
        name = kind["schema"].get("$ref", "").rsplit("/", 1)[-1]
        schema = openapi.get("components", {}).get("schemas", {}).get(name, {})
        for field in schema.get("properties", {}):
            yield _row(field, "请求内容", field in schema.get("required", ()))


def _row(name: str, where: str, required: bool) -> str:
    need = "必填" if required else "可省"
    return f"<tr><td><code>{html.escape(name)}</code></td><td>{where}</td><td>{need}</td></tr>"
