"""A whole site on the fake desk: `python fake_site.py PORT [ALLOWED_ORIGIN]`, for the browser tests."""

from __future__ import annotations

import sys
from dataclasses import replace

import fakes
import uvicorn

from nianbao.faces.server import whole_app
from nianbao.settings import from_environment

if __name__ == "__main__":
    settings = replace(from_environment(), origins=tuple(sys.argv[2:]))
    uvicorn.run(whole_app(fakes.FakeDesk(), settings), port=int(sys.argv[1]), log_level="warning")  # type: ignore[arg-type]
