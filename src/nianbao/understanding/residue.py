"""What of a question nothing accounts for: its content words outside mentions and words that carry none."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from nianbao.understanding.mentions import Mentions

_CLAUSE = re.compile(r"[,，。;；!！?？:：\n]")
_ASKS = re.compile(
    r"多少|几|哪|什么|怎|如何|吗|呢|么|谁|多大|有没有|是不是|是否|有无|对不对|最|排|比|占|各|分别|平均|一共|合计|总|how|what|which|who|did|is "
)


@cache
def _pattern() -> re.Pattern[str]:
    lines = files(__package__).joinpath("carrying_none.txt").read_text("utf-8").split("\n")
    words = {w for line in lines if not line.startswith("#") for w in line.split()}
    longest = sorted(words, key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, longest)) + r"|[a-z]{1,24}|[\d.,%]{1,12}|[^\u4e00-\u9fa5a-z\d]")


def residue(mentions: Mentions, *, clauses: bool = True) -> str:
    """The content characters left over; with `clauses` only of the clauses that ask or name something.

    A clause that holds no mention and asks nothing is a preamble: it tells why, not what.
    """
    text = mentions.rest
    if clauses:
        text = "".join(_asking(text, mentions))
    return _pattern().sub("", text)


def _asking(text: str, mentions: Mentions) -> list[str]:
    pieces: list[str] = []
    start = 0
    for match in [*_CLAUSE.finditer(text), None]:
        end = match.start() if match else len(text)
        piece = text[start:end]
        measured = any(start <= m.start < end for m in mentions.of("measure", "group", "number"))
        if measured or _ASKS.search(piece):
            pieces.append(piece)
        start = match.end() if match else end
    return pieces
