"""What of a question nothing accounts for: its content words outside mentions and words that carry none."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from nianbao.directory.naming import TAIL
from nianbao.query import OWN_SITES
from nianbao.text.fold import fold
from nianbao.understanding.mentions import Mentions, blanked, without

_CLAUSE = re.compile(r"[,，。;；!！?？:：\n]")
_ASKS = re.compile(
    r"多少|(?<!好)几|哪|什么|怎|如何|吗|呢|么|谁|多大|有没有|是不是|是否|有无|对不对|最|排|比|占|各|分别|平均|一共|合计|总"
    r"|how|what|which|who|did|is "
)


_EDGES = re.compile(
    r"^[了吗呢的过没吧啊呀是有被把在和与又也都还就给向到对]{1,4}|[了吗呢的过没吧啊呀是有被把在和与又也都还就]{1,4}$"
)
"""Particles at the edges of what is left of a clause."""
ITS_OWN = re.compile(r"自己|自有|自办|自建|自家")
"""What is the body's own is told apart from what others do for it."""


_THINGS = (
    (("proactive", "info_"), re.compile(r"信息|消息|内容|文章|帖子|稿子|推文|东西")),
    (("applications", "granted", "partially", "denied", "unable", "not_processed", "replies", "results"),
     re.compile(r"材料|信息|资料|东西|文件")),
    (("reconsideration", "litigation"), re.compile(r"案子|官司|案件")),
)  # fmt: skip
"""What a measure counts, by the beginning of its id: a question that names it names nothing more."""


@cache
def _pattern(least: int = 1) -> re.Pattern[str]:
    lines = files(__package__).joinpath("carrying_none.txt").read_text("utf-8").split("\n")
    words = {w for line in lines if not line.startswith("#") for w in line.split() if len(w) >= least}
    longest = sorted(words, key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, longest)) + r"|[a-z]{1,24}|[\d.,%]{1,12}|[^\u4e00-\u9fa5a-z\d]")


@cache
def _explained() -> dict[str, re.Pattern[str]]:
    lines = files(__package__).joinpath("explained.txt").read_text("utf-8").split("\n")
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {row[0]: re.compile("|".join(map(re.escape, sorted(row[1:], key=lambda w: (-len(w), w))))) for row in rows}


def unexplained(left: str, intent: str) -> str:
    """What is left over when the words that the intent itself accounts for are taken out (结果 in 结果怎么样)."""
    pattern = _explained().get(intent)
    return left if pattern is None else pattern.sub("", left)


def residue(mentions: Mentions, *, clauses: bool = True) -> str:
    """The content characters left over; with `clauses` only of the clauses that ask or name something.

    A clause that holds no mention and asks nothing is a preamble: it tells why, not what.
    """
    text = mentions.rest
    places = {TAIL.sub("", fold(p)) for m in mentions.of("body") for a in m.agencies for p in a.parents}
    for name in (*places, *(mentions.applicant_words if mentions.applicant is not None else ())):
        text = text.replace(name, " " * len(name)) if len(name) > 1 else text
    if clauses:
        text = "".join(_asking(text, mentions))
    of_sites = any(m.metric in OWN_SITES for m in mentions.of("measure"))
    own = None if of_sites else ITS_OWN.search(text)
    left = (own[0] if own else "") + _pattern().sub("", text)
    return "" if _only_things(left, mentions) else left


def _only_things(left: str, mentions: Mentions) -> bool:
    """True when nothing is left but the noun of what the measure counts anyway."""
    metrics = [m.metric or "" for m in mentions.of("measure")]
    return any(things.fullmatch(left) and any(m.startswith(begins) for m in metrics) for begins, things in _THINGS)


def _asking(text: str, mentions: Mentions) -> list[str]:
    pieces: list[tuple[str, bool, bool]] = []
    told = [m for m in mentions.of("measure") if m.described]
    start = 0
    for match in [*_CLAUSE.finditer(text), None]:
        end = match.start() if match else len(text)
        piece = text[start:end]
        if told and not any(m.start < end and start < m.end for m in told):
            start = match.end() if match else end
            continue  # a story before the clause that describes what is counted
        measured = any(start <= m.start < end for m in mentions.of("measure", "group", "number"))
        asks = bool(_ASKS.search(piece))
        pieces.append((piece, measured or asks, measured and asks))
        start = match.end() if match else end
    own = any(both for _, _, both in pieces)
    return [piece for piece, wanted, both in pieces if (both if own else wanted)]


def words_left(text: str, *, least: int = 1) -> str:
    """The content characters of a text, words of at least so many characters that carry none taken out."""
    return _pattern(least).sub("", text)


def clauses_of(mentions: Mentions, position: int) -> tuple[int, int]:
    """Where the clause begins and ends in which a position of the folded question lies."""
    cuts = [m.start() for m in _CLAUSE.finditer(mentions.folded)]
    start = max((c + 1 for c in cuts if c < position), default=0)
    return start, min((c for c in cuts if c >= position), default=len(mentions.folded))




def named_words(mentions: Mentions) -> str:
    """What the asking clauses name beside the mentions, in whole words to be said back; "" for nothing."""
    pieces = _pattern(2).sub(" ", "".join(_asking(mentions.rest, mentions))).split()
    return "".join(plain for piece in pieces if len(plain := _EDGES.sub("", piece)) > 1)


def content_in(clause: str, start: int, mentions: Mentions) -> str:
    """The content characters of a clause that begins at `start`, its mentions and what carries none taken out."""
    return _pattern().sub("", mentions.rest[start : start + len(clause)])


def content(mentions: Mentions) -> str:
    """The words of the asking clauses that say what is counted, whether a measure was found in them or not."""
    kept = [m for m in mentions.found if m.kind not in ("measure", "group")]
    text = without(blanked(mentions.folded, tuple(kept)), mentions.told)
    asking = [c for c in _CLAUSE.split(text) if _ASKS.search(c)] or [text]
    return _asked_for().sub("", asking[-1])


@cache
def _asked_for() -> re.Pattern[str]:
    """The words of asking alone: what handles, groups or counts may be what a report says."""
    text = files(__package__).joinpath("carrying_none.txt").read_text("utf-8")
    blocks = re.split(r"^# --- ", text, flags=re.M)[1:]
    words = {w for b in blocks if b.startswith(_OF_ASKING) for w in b.split("\n", 1)[1].split() if w not in _SMALL}
    longest = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(_COUNTS + "|" + "|".join(map(re.escape, longest)) + r"|[\d.,%]{1,12}|[^\u4e00-\u9fa5a-z\d]")


_COUNTS = (
    r"一共|总共|拢共|到底|究竟|公开的东西|(?:的)?东西|(?:做|办|搞|弄|有|占|[涨跌升降])?了?百分之?(?:几|多少)|百分点"
    r"|(?:做|办|搞|弄|有)?了?(?:多少|几)个?"
    r"(?:人次|条次|万元|亿元|[条件篇份项则人名位元次场期户家张册起宗回届处块部本幅个])?|[上里](?=[登发挂放])"
)
_OF_ASKING = ("preambles", "persons", "particles", "asking")
_SMALL = frozenset(
    ("上", "下", "中", "内", "本", "开", "点", "报", "要", "会", "应", "查", "看", "列", "做", "叫", "月", "日", "年",
     "出现", "发生")
)
"""Characters of asking that stand in many words of reports."""
_UNIT = re.compile(
    r"(?:多少|几|数)(?:个)?(人次|条次|万元|亿元|[条件篇份项则人名位元次场期户家张册起宗回届处块部本幅个])|(?P<money>多少钱|金额|花了?多少)|(?P<rate>[率比]|百分)"
)


def unit_of(mentions: Mentions) -> str | None:
    """The word of counting that a question asks with (多少人, 几场); None when it uses none."""
    match = _UNIT.search(mentions.folded)
    if match is None:
        return None
    return "元" if match["money"] else "%" if match["rate"] else match[1]
