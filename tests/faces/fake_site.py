"""A whole site on the fake desk: `python fake_site.py PORT`, for the browser tests."""

from __future__ import annotations

import sys

import fakes
import uvicorn

from nianbao.faces.server import whole_app
from nianbao.settings import from_environment

if __name__ == "__main__":
    uvicorn.run(whole_app(fakes.FakeDesk(), from_environment()), port=int(sys.argv[1]), log_level="warning")  # type: ignore[arg-type]
