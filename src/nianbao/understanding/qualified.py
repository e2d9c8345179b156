"""What a question narrows its measure to and no form divides by: sex, age, calling, origin of those who ask."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from nianbao.understanding.mentions import Mentions
from nianbao.understanding.residue import clauses_of

_SPEAKER = re.compile(r"(?:我|俺|咱|我们|本人|作为|身为|是)[^,，。]{0,4}$")
"""Who the asker is narrows nothing."""
_NARROWS = re.compile(
    r"^(?:们|同志|朋友|申请人|群体|本人)?(?:自己|亲自|单独|一共|总共|里|中|当中)?"
    r"(?:提出?|提交|来|去|申请|递交?|交|写|要|问|占|的|有几|有多少|几|多少|各|分别|比例|构成|分布|怎么分|和|与|、|呢|$|[?？,，])"
)
"""Such words after them make them a part of what is counted."""
_BY = re.compile(r"(?:按|分|依|照)$")


def qualifier_in(mentions: Mentions) -> str | None:
    """The words by which the clause that asks narrows what is counted, in the asker's words; None when it does not."""
    text = mentions.rest
    pattern = _english() if mentions.english else _chinese()
    for match in pattern.finditer(text):
        start, end = clauses_of(mentions, match.start())
        asked = any(start <= m.start < end for m in mentions.of("measure"))
        before, after = text[start : match.start()], mentions.folded[match.end() :]
        if not asked or (not mentions.english and _SPEAKER.search(before)):
            continue
        if mentions.english or _BY.search(before.rstrip()) or _NARROWS.match(after.lstrip()):
            return match[0]
    return None


@cache
def _chinese() -> re.Pattern[str]:
    words = sorted({w for row in _rows() for w in row["words"]}, key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


@cache
def _english() -> re.Pattern[str]:
    words = sorted({w for row in _rows() for w in row["english"]}, key=lambda w: (-len(w), w))
    return re.compile(rf"(?<![a-z])(?:{'|'.join(words)})(?![a-z])")


@cache
def _rows() -> tuple[dict[str, list[str]], ...]:
    return tuple(tomllib.loads(files(__package__).joinpath("qualifiers.toml").read_text("utf-8"))["qualifier"])
