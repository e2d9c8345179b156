"""Lines of a web page that belong to the page and not to the report."""

from __future__ import annotations

import re

_LONGEST = 80
# A label counts at the start of a piece and with its colon: "2.网站访问量：526次" is the report speaking.
_LABELLED = re.compile(
    r"[【\[(（]?(?:(?:浏览|访问|阅读|点击)(?:次数|人次|量|数)|您?(?:现在|当前|目前)(?:所在)?的?位置|您?所?在?的位置|您?所在位置|"
    r"字\s?[体号](?:大小)?|分享到?|发布(?:日期|时间))\s?[:：]"
)
_PATH = re.compile(r"(?:网站)?首\s?页\s?(?:>|»|›|/|-|—|→|\|)")
_WHOLE = re.compile(
    r"[【\[(（]?(?:打\s?印(?:本\s?页)?|关\s?闭(?:窗\s?口|本页)?|字体大小|分享到?|收藏本页|返回(?:顶部|首页|列表)|无障碍(?:浏览|阅读)?|"
    r"关怀版|长者(?:模式|版|专区)|适老版|站内搜索|扫一扫.{0,20}|用?微信扫.{0,20}|手机(?:扫码)?(?:打开|查看).{0,10}|"
    r"[上下]一[篇页条].{0,40}|(?P<vague>大|中|小|繁[体體]|简体|微信|微博|QQ|复制链接|下载))[】\])）]?"
)
_APART = re.compile(r"[\s|｜/·　]+")


def is_noise(line: str) -> bool:
    """True for a short line of page furniture: view counts, font sizes, print buttons, the path to the page."""
    if len(line) > _LONGEST or "。" in line:
        return False
    pieces = [piece for piece in _APART.split(line) if piece]
    if _PATH.match(line) or any(_LABELLED.match(piece) for piece in pieces):
        return True
    buttons = [_WHOLE.fullmatch(piece) for piece in pieces]
    return all(buttons) and any(b is not None and (len(buttons) > 1 or not b["vague"]) for b in buttons)
