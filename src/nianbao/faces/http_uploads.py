"""Files that come in a request: parsed only after whoever sends them has been let in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import IO, Any

from fastapi import HTTPException, Request
from starlette.datastructures import UploadFile

from nianbao.serving.checkups import MOST_FILES

CHECK, REPORTS = "/api/check", "/api/staff/reports"
UPLOADS = frozenset({CHECK, REPORTS})
"""The routes that take files."""

SCHEMA: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                    },
                }
            }
        },
    }
}
"""What the framework's own `File` parameters would say; they would take the files in before any check."""


@asynccontextmanager
async def uploads(request: Request) -> AsyncIterator[list[tuple[str, IO[bytes]]]]:
    """The files of the fields `files` as (name, open file); gone afterwards. HTTPException 422 for anything else."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise HTTPException(422, "请用 multipart/form-data 发送文件，字段名为 files。")
    # Fields beyond these make the parser answer 400; one field more than we take is told in our own words.
    async with request.form(max_files=MOST_FILES + 1, max_fields=8) as form:
        items = form.multi_items()
        files = [value for key, value in items if key == "files" and isinstance(value, UploadFile)]
        if len(files) != len(items) or not 0 < len(files) <= MOST_FILES:
            raise HTTPException(422, f"请在字段 files 里发送 1 到 {MOST_FILES} 个文件，不要带别的字段。")
        yield [(file.filename or "报告", file.file) for file in files]
