"""What `/v1` takes and refuses, in the shapes of the OpenAI API."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

MOST_TURNS = 12
"""User messages that rebuild a thread; older ones are forgotten."""


class Part(BaseModel):
    """A piece of a message. Pictures and sound cannot be answered about, so they are refused, not overlooked."""

    model_config = ConfigDict(extra="ignore")
    type: Literal["text"]
    text: str


class UserMessage(BaseModel):
    """A question."""

    model_config = ConfigDict(extra="ignore")
    role: Literal["user"]
    content: str | list[Part]

    @property
    def text(self) -> str:
        parts = self.content
        return parts if isinstance(parts, str) else "\n".join(part.text for part in parts)


class OtherMessage(BaseModel):
    """What a system, a tool or the assistant said: it changes nothing."""

    model_config = ConfigDict(extra="ignore")
    role: Literal["system", "developer", "assistant", "tool", "function"]


class StreamOptions(BaseModel):
    """How a stream ends."""

    model_config = ConfigDict(extra="ignore")
    include_usage: bool = False


class Chat(BaseModel):
    """The body of `POST /v1/chat/completions`; what clients send beyond this is ignored."""

    model_config = ConfigDict(extra="ignore")
    model: str
    messages: Annotated[
        list[Annotated[UserMessage | OtherMessage, Field(discriminator="role")]], Field(min_length=1, max_length=500)
    ]
    stream: bool | None = False
    stream_options: StreamOptions | None = None


class Refused(Exception):
    """A request that is not answered, as the OpenAI API says it."""

    def __init__(
        self,
        status: int,
        message: str,
        param: str | None = None,
        code: str | None = None,
        *,
        seconds: int | None = None,
    ) -> None:
        """`seconds` after which it is worth trying again."""
        super().__init__(message)
        self.status = status
        self.seconds = 1 if seconds is None and status == 429 else seconds
        code = "rate_limit_exceeded" if status == 429 else code
        self.body = {"error": {"message": message, "type": _kind(status), "param": param, "code": code}}

    def response(self) -> Response:
        headers = None if self.seconds is None else {"Retry-After": str(self.seconds)}
        return JSONResponse(self.body, self.status, headers)


def _kind(status: int) -> str:
    if status == 429:
        return "rate_limit_error"
    return "server_error" if status >= 500 else "invalid_request_error"


def questions_of(chat: Chat) -> list[str]:
    """The user's messages, the question last. Refused 400 when there is none, or one that is no text."""
    said = [message.text for message in chat.messages if isinstance(message, UserMessage)]
    if not said or not said[-1].strip():
        raise Refused(400, "messages 里没有用户的问题，请加上一条 role 为 user 的消息。", "messages")
    # JSON can spell half a character ("\\ud800"), which no answer could repeat in UTF-8.
    if any("\ud800" <= character <= "\udfff" for text in said for character in text):
        raise Refused(400, "消息应为 Unicode 文字。", "messages")
    return said[-MOST_TURNS:]


def model_card(id: str, created: int) -> dict[str, Any]:
    """The model as `GET /v1/models` shows it."""
    return {"id": id, "object": "model", "created": created, "owned_by": "nianbao"}


COMPLETIONS: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/Chat"},
                "example": {
                    "model": "nianbao",
                    "messages": [{"role": "user", "content": "息陬镇2018年收到多少件依申请公开？"}],
                },
            }
        },
    }
}
"""What the framework does not see, because the route reads the body itself to refuse it in the API's own shape."""
