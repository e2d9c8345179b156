"""Which body a turn picks: the reply to "which one?", "the other one", the one talked about before the last."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.dialogue.state import State
from nianbao.directory.naming import TAIL
from nianbao.query import Body, Query, Scope
from nianbao.text.fold import fold
from nianbao.understanding.mentions import Mentions

_THE_OTHER = re.compile(r"另(?:外)?(?:那|的)?一?[个家]|别的那|其他那|剩下那")
_EARLIER = re.compile(
    r"(?:前面|刚才|之前|先前|上面|(?<!往)前)(?:说|提|问)?(?:到|过)?的?(?:那|一)一?个?(?!年)(?:镇|乡|街道|局|单位|县|区|地方)?的?"
)


def picked(mentions: Mentions, state: State) -> Query | None:
    """The reply to "which one?": a place or a name among the bodies offered; "the other one" afterwards."""
    last = state.last
    if last is None:
        return None
    pool = state.offered or state.passed
    text = mentions.folded
    if state.passed and _THE_OTHER.search(text) and not mentions.of("body", "measure"):
        others = [b for b in state.passed if b not in last.scope.bodies]
        if len(others) == 1:
            return replace(last, scope=Scope(bodies=(others[0],)), inherited=("year", "metric"), notes=())
    if not pool or mentions.of("measure"):
        return None
    named = [b for b in pool if _named_in(b, text)]
    if len(named) != 1:
        return None
    return replace(last, scope=Scope(bodies=(named[0],)), inherited=("year", "metric"), notes=())


def earlier_body(mentions: Mentions, state: State) -> Body | None:
    """The body talked about before the last one (前面那个镇21年的呢)."""
    if len(state.bodies) < 2 or mentions.of("body", "group", "place"):
        return None
    return state.bodies[-2] if _EARLIER.search(mentions.folded) else None


def _named_in(body: Body, text: str) -> bool:
    above = fold(body.place.removesuffix(body.name))
    return bool(above) and (above in text or (len(TAIL.sub("", above)) >= 2 and TAIL.sub("", above) in text))
