"""Faults as `{"error": sentence}`: what is wrong with the request and what to change, never our internals."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from nianbao.errors import Busy, Closed, NianbaoError, NotAllowed, TooMany, WrongCall

log = logging.getLogger(__name__)

UNFORESEEN = "服务器出错了，请稍后再试；若一再出现，请告诉管理员。"
_BY_STATUS = {
    404: "没有这个地址。可用的接口见 /docs。",
    405: "这个地址不接受这种请求方法，请看 /docs。",
}

_BY_KIND = {WrongCall: 400, NotAllowed: 401, Busy: 409, TooMany: 429, Closed: 503}
_COME_BACK: dict[type, int] = {Busy: 5, Closed: 600}
"""Seconds after which it is worth trying again."""


def add_handlers(app: FastAPI, lang: str) -> None:
    """Make every fault of `app`'s own routes a JSON sentence; `lang` as in Settings."""

    async def invalid(_: Request, fault: Exception) -> Response:
        assert isinstance(fault, RequestValidationError)
        return JSONResponse({"error": _sentence(fault)}, status_code=422)

    async def refused(_: Request, fault: Exception) -> Response:
        assert isinstance(fault, HTTPException)
        detail = _BY_STATUS.get(fault.status_code, "请求无法处理。") if _is_stock(fault) else fault.detail
        return JSONResponse({"error": detail}, status_code=fault.status_code, headers=fault.headers)

    async def ours(request: Request, fault: Exception) -> Response:
        assert isinstance(fault, NianbaoError)
        status, seconds = status_of(fault), wait_of(fault)
        if status == 500:
            log.error("a request failed: %s", fault.en)
        headers = None if seconds is None else {"Retry-After": str(seconds)}
        return JSONResponse({"error": fault.say(lang_of(request, lang))}, status_code=status, headers=headers)

    async def unforeseen(_: Request, fault: Exception) -> Response:
        # Starlette raises the fault again after this answer, so that the server logs it with its traceback.
        return JSONResponse({"error": UNFORESEEN}, status_code=500)

    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(NianbaoError, ours)
    app.add_exception_handler(Exception, unforeseen)


def status_of(fault: NianbaoError) -> int:
    """The HTTP status of one of our errors."""
    return next((status for kind, status in _BY_KIND.items() if isinstance(fault, kind)), 500)


def wait_of(fault: NianbaoError) -> int | None:
    """Seconds for Retry-After, None when waiting changes nothing."""
    seconds = math.ceil(fault.seconds) if isinstance(fault, TooMany) else _COME_BACK.get(type(fault))
    return None if seconds is None else max(1, seconds)


def lang_of(request: Request, otherwise: str = "zh") -> str:
    """`zh` or `en` when `Accept-Language` is just that, as our own page sends it; a browser's list of wishes is not."""
    asked = request.headers.get("accept-language", "")
    return asked if asked in ("zh", "en") else otherwise


def _is_stock(fault: HTTPException) -> bool:
    """True for the framework's own English phrases ("Not Found")."""
    return fault.detail.isascii()


def _sentence(fault: RequestValidationError) -> str:
    """All complaints of the framework in one Chinese sentence; repeats nothing that was sent but field names."""
    said = dict.fromkeys(_complaint(error) for error in fault.errors())
    return "；".join(said) + "。"


def _complaint(error: Mapping[str, Any]) -> str:
    kind = str(error["type"])
    place = [str(part) for part in error["loc"][1:]]
    name = f"“{'.'.join(place)[:60]}”" if place else "请求内容"
    limits = error.get("ctx", {})
    match kind:
        case "json_invalid":
            return "请求内容不是正确的 JSON，请检查引号、逗号和 UTF-8 编码"
        case "missing":
            return f"缺少{name}，请补上" if place else "请求没有内容，请发送 JSON 对象"
        case "extra_forbidden":
            return f"不认识{name}，请去掉或检查拼写"
        case "model_attributes_type" | "model_type" | "dict_type":
            return "请求内容应为 JSON 对象，并带 Content-Type: application/json"
        case "string_type" | "string_unicode":
            return f"{name}应为文字"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{name}应为整数"
        case "string_too_long" | "too_long":
            return f"{name}太长，最多 {limits.get('max_length')} 个字"
        case "string_too_short" | "too_short" | "blank":
            return f"{name}不能为空"
        case "greater_than_equal" | "less_than_equal":
            return f"{name}应在可用的范围内（{_bound(limits)}）"
        case "bool_type" | "bool_parsing":
            return f"{name}应为 true 或 false"
        case "literal_error" | "enum":
            return f"{name}只能是 {str(limits.get('expected', '')).replace(' or ', ' 或 ')}"
        case _:
            return f"{name}的值不对，请对照 /docs 修改"


def _bound(limits: Mapping[str, Any]) -> str:
    return f"不小于 {limits['ge']}" if "ge" in limits else f"不大于 {limits.get('le')}"
