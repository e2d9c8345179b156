"""What the parts of the page share: how quietly events run, the files beside the code, choices of agency and year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nianbao.faces.web_phrases import Phrases

if TYPE_CHECKING:
    from nianbao.wiring import AnyDesk

STATIC = Path(__file__).parent / "static"
AT_ONCE = 32
"""Events of a kind worked on at one moment (gradio's own default is one)."""
ALL = ""
"""The choice that filters nothing."""
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": AT_ONCE}


def static(name: str) -> str:
    """The text of a file in `static/`."""
    return (STATIC / name).read_text(encoding="utf-8")


def agency_choices(desk: AnyDesk, say: Phrases) -> list[tuple[str, str]]:
    """(shown, value) of every indexed agency, after the choice of all."""
    agencies = sorted({card.agency for card in desk.library.cards if card.agency})
    return [(say("all.agency"), ALL), *((agency, agency) for agency in agencies)]


def year_choices(desk: AnyDesk, say: Phrases) -> list[tuple[str, str]]:
    """(shown, value) of every indexed year, newest first, after the choice of all."""
    years = sorted({card.year for card in desk.library.cards if card.year is not None}, reverse=True)
    return [(say("all.year"), ALL), *((say("year", year=year), str(year)) for year in years)]


def visitor_of(request: Any) -> str:
    """The visitor of an event, told by network address as the API does."""
    client = getattr(request, "client", None)
    return str(client.host) if client is not None else "unknown"
