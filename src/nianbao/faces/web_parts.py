"""What the parts of the page share: how quietly events run, and who a visitor is."""

from __future__ import annotations

from typing import Any

AT_ONCE = 32
"""Events of a kind worked on at one moment (gradio's own default is one)."""
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": AT_ONCE}


def visitor_of(request: Any) -> str:
    """The visitor of an event, told by network address as the API does."""
    client = getattr(request, "client", None)
    return str(client.host) if client is not None else "unknown"
