"""What stands around a report on its web page and came along when the page was saved as text.

Looked for only before the first sentence and after the last one: in between, every line is the report's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nianbao.model import Block, TableBlock, TextBlock
from nianbao.text.fold import fold

_LABEL = (
    r"(?:索引号|信息索引|主题分类|体裁分类|组配分类|服务对象|分类|发文(?:机关|机构|单位|字号|日期|时间)|发布(?:机构|机关|单位|者|人|时间|日期)"
    r"|(?:生成|成文|发表|发文|归档|更新|创建|公开)(?:日期|时间)|公开(?:形式|方式|范围|时限|类别)|责任(?:部门|编辑)|所属机构|关键[词字]|文号|有效性"
    r"|是否有效|信息(?:来源|名称|分类)|来源|作者|编辑|日期|时间|(?:浏览|访问|阅读|点击|累计)(?:次数|人次|量|数)|字[号体](?:大小)?|文字大小|分享到?|打印"
    r"|您?(?:现在|当前|目前)?(?:所在)?的?位置)"
)
_LABELLED = re.compile(rf"[^\u3400-\u9fff]{{0,6}}{_LABEL}:")
_PAIR = re.compile(rf"{_LABEL}(?=:|[^\u3400-\u9fff]|$)")
_PATH = re.compile(r"[^\u3400-\u9fff]{0,6}(?:网站|.{2,12}:)?首页[>»›/→|-]")
_BUTTON = re.compile(
    r"[^\u3400-\u9fff]{0,6}(?:无障碍(?:浏览|阅读|版)?|长[者辈](?:模式|版|专区)|关怀版|适老(?:化|版)|登录|注册|登录注册|繁体(?:版)?|简体(?:版)?|打印(?:本页)?|"
    r"关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|首页|列表)?|选择(?:特殊符号|搜索类型)|请输入搜索.{0,6}|站内搜索|分享到?|字[号体]大中小|大中小|"
    r"详细信息|扫一扫.{0,20}|.{0,6}手机(?:打开|查看|浏览).{0,10}|[上下]一[篇页条].{0,60}|附件下载|相关(?:链接|文档|信息|新闻))[^\u3400-\u9fff]{0,6}"
)
_FOOT = re.compile(
    r"版权所有|icp备|公网安备|网站标识码|主办(?:单位)?:|承办(?:单位)?:|技术支持:|网站地图|联系我们|关于我们|您访问的链接即将离开"
)
_NAMED = re.compile(r"[^\u3400-\u9fff]{0,6}(?:名称|标题|信息名称):(?P<title>.{6,60})")
_SENTENCE = re.compile(r"[。;!?；]")
_BARS = re.compile(r"(?: ?\|){20,}")
"""No statutory table has so many columns: what is left of an empty layout table."""
_TITLE = re.compile(r"年度?(?:工作)?报告$|信息公开.{0,6}报告$|年报$")
_LABELS_OF_CARD = 3
_LONGEST = 200


def without_furniture(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without the page's own lines before and after the report; headings of the format always stay."""
    kept = [replace(b, text=_BARS.sub(" ", b.text)) if isinstance(b, TextBlock) else b for b in blocks]
    prose = [i for i, block in enumerate(kept) if isinstance(block, TextBlock) and _SENTENCE.search(block.text)]
    if not prose:
        return tuple(kept)
    lines = {_squeezed(block.text) for block in kept if isinstance(block, TextBlock)}
    head = [b for block in kept[: prose[0]] for b in _card_titles(block) if not _is_head(b, lines)]
    return (*head, *kept[prose[0] : prose[-1] + 1], *(b for b in kept[prose[-1] + 1 :] if not _is_foot(b)))


def _is_head(block: Block, lines: set[str]) -> bool:
    if isinstance(block, TableBlock):
        return False
    line = _squeezed(block.text)
    if block.level or not line or len(line) > _LONGEST:
        return False
    if _PATH.match(line) or _LABELLED.match(line) or _BUTTON.fullmatch(line) or not line.strip("|"):
        return True
    named = _NAMED.match(line)
    if named:
        return named["title"] in lines
    pieces = [piece for piece in re.split(r"[\s|]+", fold(block.text)) if piece]
    starts = bool(pieces) and bool(_PAIR.match(pieces[0]))
    return starts and (len(pieces) == 1 or sum(bool(_PAIR.match(piece)) for piece in pieces) >= 2)


def _is_foot(block: Block) -> bool:
    if isinstance(block, TableBlock) or block.level:
        return False
    line = _squeezed(block.text)
    return len(line) <= _LONGEST and bool(_PATH.match(line) or _BUTTON.fullmatch(line) or _FOOT.search(line))


def _card_titles(block: Block) -> Iterator[Block]:
    """The block; of the index card of a document (索引号, 发布机构, 生成日期) only the title that stands in it."""
    if isinstance(block, TextBlock):
        yield block
        return
    texts = [_squeezed(cell.text).rstrip(":") for cell in block.cells]
    if sum(1 for text in texts if _PAIR.fullmatch(text)) < _LABELS_OF_CARD:
        yield block
        return
    yield from (TextBlock(text=cell.text) for cell in block.cells if _TITLE.search(_squeezed(cell.text)))


def _squeezed(text: str) -> str:
    return "".join(fold(text).split())
