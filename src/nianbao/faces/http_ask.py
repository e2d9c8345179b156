"""Questions and what visitors think of the answers, over HTTP."""

from __future__ import annotations

import threading
from typing import Annotated, Literal

from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError
from starlette.responses import JSONResponse, Response

from nianbao.faces import render
from nianbao.faces.http_guards import Conversations, visitor_of
from nianbao.faces.render_veil import veil_json
from nianbao.serving.service import Service
from nianbao.store.visits import LONGEST_REASON

AT_ONCE = 32
"""Questions worked on at one moment; below the framework's forty threads, so that the other routes stay alive."""


def words(value: str) -> str:
    """The text, if it is one: not blank, and nothing in it that no answer could repeat in UTF-8."""
    if not value.strip():
        raise PydanticCustomError("blank", "must not be blank")
    return unicode_text(value)


def unicode_text(value: str) -> str:
    """The text, if it has no half characters, which JSON can spell ("\\ud800")."""
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise PydanticCustomError("string_unicode", "must be Unicode text")
    return value


class Ask(BaseModel):
    """The body of `POST /api/ask`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    question: Annotated[str, AfterValidator(words)]
    conversation: Annotated[str | None, Field(max_length=100)] = None
    agency: Annotated[str | None, Field(min_length=1, max_length=100)] = None
    """Fills the agency that a question leaves open; so does `year`."""
    year: Annotated[int | None, Field(ge=1900, le=2999)] = None
    without: Annotated[list[Literal["agency", "year", "metric"]], Field(max_length=3)] = []
    """Slots that are left out: neither taken from earlier questions nor from this one."""


class Judged(BaseModel):
    """The body of `POST /api/feedback`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    question: Annotated[str, AfterValidator(words)]
    useful: bool
    reason: Annotated[str, Field(max_length=LONGEST_REASON), AfterValidator(unicode_text)] = ""


def add_ask(app: FastAPI, service: Service) -> None:
    """`POST /api/ask` and `POST /api/feedback`."""
    conversations = Conversations(service.desk.conversation)
    places = threading.BoundedSemaphore(AT_ONCE)
    longest = service.settings.max_question

    def check_length(question: str) -> None:
        if len(question) > longest:
            raise HTTPException(422, f"问题太长：最多 {longest} 个字，请说得短一些。")

    @app.post("/api/ask", summary="提一个问题")
    def ask(wanted: Ask, request: Request) -> Response:
        """An Answer object. Give the token of `X-Conversation` back as `conversation` to go on with the thread."""
        check_length(wanted.question)
        service.admit(visitor_of(request))
        headers: dict[str, str] = {}
        if wanted.conversation is None:
            token, thread = conversations.new()
            headers["X-Conversation"] = token
        else:
            found = conversations.get(wanted.conversation)
            if found is None:
                raise HTTPException(400, "这段对话已经过期或不存在，请去掉 conversation 重新开始。")
            thread = found
        if not places.acquire(blocking=False):
            raise HTTPException(429, "现在提问的人太多，请过一秒再试。", headers={"Retry-After": "1"})
        try:
            with thread.lock:
                answer = thread.conversation.ask(
                    wanted.question, agency=wanted.agency, year=wanted.year, without=wanted.without
                )
        finally:
            places.release()
        service.note(answer)
        return JSONResponse(veil_json(render.answer_json(answer)), headers=headers)

    @app.post("/api/feedback", summary="这个答案有用没有")
    def feedback(judged: Judged, request: Request) -> Response:
        """Say of the answer to a question whether it was useful, and why. `recorded` is false where nothing is kept."""
        check_length(judged.question)
        recorded = service.judge(judged.question, judged.useful, judged.reason, visitor_of(request))
        return JSONResponse({"recorded": recorded})
