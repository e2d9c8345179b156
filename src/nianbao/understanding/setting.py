"""What a question is read with besides its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nianbao.directory.linker import Agencies
from nianbao.directory.naming import Agency
from nianbao.understanding.metric_linker import Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What recognising needs besides the text: the bodies held, the measures, the day, the years talked about."""

    agencies: Agencies
    matcher: Matcher
    today: date
    talked: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    about: tuple[Agency, ...] = ()
    prefer: str | None = None
