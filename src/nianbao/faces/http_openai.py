"""`/v1`: the chat completions of the OpenAI API, so that existing chat front ends can use nianbao as a "model".

There is no language model behind it: the last user message is the question, the earlier ones rebuild the thread, and
whatever else a client sends (temperature, tools, system messages) changes nothing. Shapes and names of errors are
those of the OpenAI API reference. A "token" of the usage counts is one character.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from nianbao.errors import NianbaoError
from nianbao.faces.http_errors import status_of, wait_of
from nianbao.faces.http_guards import visitor_of
from nianbao.faces.http_openai_schema import COMPLETIONS, Chat, Refused, model_card, questions_of
from nianbao.faces.http_prefix import site_of
from nianbao.faces.render import answer_json
from nianbao.faces.render_markdown import answer_markdown
from nianbao.faces.render_veil import veil_json
from nianbao.model import Answer
from nianbao.text.personal import veiled

if TYPE_CHECKING:
    from fastapi import FastAPI

    from nianbao.serving.service import Service
    from nianbao.wiring import AnyDesk

MODEL = "nianbao"
AT_ONCE = 8
"""Requests worked on at one moment; each may stand for a whole thread of questions."""
_PIECE = 24
"""Characters of one event of a stream."""
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


def add_openai(app: FastAPI, service: Service) -> None:
    """`POST /v1/chat/completions`, `GET /v1/models` and `GET /v1/models/{id}`."""
    places = threading.BoundedSemaphore(AT_ONCE)
    desk, settings = service.desk, service.settings

    @app.post("/v1/chat/completions", summary="与 OpenAI 兼容的对话接口", openapi_extra=COMPLETIONS)
    async def completions(request: Request) -> Response:
        """The last user message is answered; `nianbao` holds the Answer object. Streams with `"stream": true`."""
        try:
            chat = _chat(await request.body())
            service.admit(visitor_of(request), len(questions_of(chat)))
            answer = await run_in_threadpool(_answered, chat, desk, places)
        except Refused as refused:
            return refused.response()
        except NianbaoError as error:
            return Refused(status_of(error), error.say(settings.lang), seconds=wait_of(error)).response()
        service.note(answer)
        words = veiled(answer_markdown(answer, site_of(request, settings.public_url)))
        said = _Said(answer, words, desk.library.version)
        if not chat.stream:
            return JSONResponse(said.whole(chat))
        # Proxies would otherwise gather the events and deliver them together.
        headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
        return StreamingResponse(said.events(chat), media_type="text/event-stream", headers=headers)

    _add_models(app)


def _add_models(app: FastAPI) -> None:
    began = int(time.time())

    @app.get("/v1/models", summary="与 OpenAI 兼容的模型列表")
    def models() -> Response:
        """The one model there is."""
        return JSONResponse({"object": "list", "data": [model_card(MODEL, began)]})

    @app.get("/v1/models/{id}", summary="与 OpenAI 兼容的模型")
    def model(id: str) -> Response:
        """The model `nianbao`."""
        if id != MODEL:
            return Refused(404, f"没有这个模型，只有 {MODEL}。", "model", "model_not_found").response()
        return JSONResponse(model_card(MODEL, began))

    @app.api_route("/v1/{rest:path}", methods=_METHODS, include_in_schema=False)
    def nothing_here(rest: str) -> Response:
        """As for `/api`: the page mounted at "/" would otherwise answer."""
        known = rest in ("chat/completions", "models") or rest.startswith("models/")
        sentence = "这个地址不接受这种请求方法，请看 /docs。" if known else "没有这个地址。可用的接口见 /docs。"
        return Refused(405 if known else 404, sentence).response()


def _answered(chat: Chat, desk: AnyDesk, places: threading.BoundedSemaphore) -> Answer:
    """The answer to the last question of the thread, after asking the earlier ones. Errors: Refused."""
    if not places.acquire(blocking=False):
        raise Refused(429, "现在提问的人太多，请过一秒再试。")
    try:
        conversation = desk.conversation()
        *earlier, question = questions_of(chat)
        for each in earlier:
            conversation.ask(each)
        return conversation.ask(question)
    finally:
        places.release()


def _chat(body: bytes) -> Chat:
    """The body as a request; Refused 400 naming the field that is wrong, 404 for another model."""
    try:
        chat = Chat.model_validate_json(body)
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(str(part) for part in first["loc"])[:80]
        if first["type"] == "json_invalid":
            raise Refused(400, "请求内容不是正确的 JSON，请检查引号、逗号和 UTF-8 编码。") from fault
        raise Refused(400, f"“{place or '请求内容'}”缺少或不对，请对照 /docs 修改。", place or None) from fault
    if chat.model != MODEL:
        raise Refused(404, f"没有“{chat.model[:60]}”这个模型，只有 {MODEL}。", "model", "model_not_found")
    return chat


class _Said:
    """An answer in the shapes of the API."""

    def __init__(self, answer: Answer, text: str, version: str) -> None:
        self._answer = answer
        self._text = text
        self._head = {
            "id": f"chatcmpl-{secrets.token_hex(12)}",
            "created": int(time.time()),
            "model": MODEL,
            "system_fingerprint": version,
        }

    def whole(self, chat: Chat) -> dict[str, Any]:
        """The completion as one object."""
        message = {"role": "assistant", "content": self._text, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {
            **self._head,
            "object": "chat.completion",
            "choices": [choice],
            "usage": self._usage(chat),
            "nianbao": veil_json(answer_json(self._answer)),
        }

    def events(self, chat: Chat) -> Iterator[str]:
        """The same as server-sent events; the last chunk with a choice carries `nianbao`."""
        pieces = [self._text[at : at + _PIECE] for at in range(0, len(self._text), _PIECE)]
        yield self._event({"role": "assistant", "content": ""})
        yield from (self._event({"content": piece}) for piece in pieces)
        yield self._event({}, "stop", nianbao=veil_json(answer_json(self._answer)))
        if chat.stream_options is not None and chat.stream_options.include_usage:
            yield self._sent({"choices": [], "usage": self._usage(chat)})
        yield "data: [DONE]\n\n"

    def _event(self, delta: dict[str, str], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return self._sent({"choices": [choice], **more})

    def _sent(self, chunk: dict[str, Any]) -> str:
        whole = {**self._head, "object": "chat.completion.chunk", **chunk}
        return f"data: {json.dumps(whole, ensure_ascii=False)}\n\n"

    def _usage(self, chat: Chat) -> dict[str, int]:
        prompt, completion = sum(map(len, questions_of(chat))), len(self._text)
        return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
