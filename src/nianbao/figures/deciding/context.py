"""What a decision is made from and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nianbao.figures.frames import Frame, says_little
from nianbao.figures.lexicon import items
from nianbao.model import Applicant, Role, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the sentence and report around a quantity say."""

    sentence: str
    heading: str
    names: tuple[str, ...]
    new_forms: bool
    """True for reports in the forms of 2019 and later, which count results instead of replies."""
    earlier: frozenset[str]
    """Metrics already decided in this sentence."""
    items: int
    """Quantities of the sentence in units of information: three and more make a list."""
    topic: str | None
    stated: frozenset[str]
    """Metrics already decided anywhere before in the report."""
    parents: frozenset[str]
    """Metrics of the figures this one may be a part of."""
    account: str | None = None
    year: int | None = None
    ahead: str = ""
    """The words of the sentence before the number."""
    """The kind of account that the paragraph speaks of, when it is the only one: wechat, weibo."""

    def over_years(self, words: str) -> str:
        """The words without a beginning inside the year itself: "2015年1月至今" in a report on 2015 is one year."""
        return (
            words
            if self.year is None
            else re.sub(rf"(?:{self.year}|今|本)年\d{{1,2}}月(?:\d{{1,2}}日)?(?:至今|以来)", "", words)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    metric: str | None
    label: str = ""
    applicant: Applicant | None = None
    scope: Scope = "year"
    role: Role = "headline"
    owner: str | None = None
    said: str | None = None
    weak: bool = False
    """True when nothing better being stated it would be the whole of what was disclosed."""


Decider = Callable[[Frame, Context], Decision | None]


def saying(frame: Frame) -> str:
    """The words that say what is counted: before the number, or after it ("10件在规定时限内答复"), or further back."""
    if not says_little(frame.words):
        return frame.words
    if (
        re.search(r"结转|答复|办结|维持|纠正|审结|驳回|撤销|(?:同意|予以|部分|不予)公开|不予|无法", frame.after)
        and "申请" not in frame.after
    ):
        return frame.after
    return frame.back


# "主动公开668条，依申请公开19条": information by attribute; applications are received and counted in 件.
_PARTED = re.compile(r"(?:(?P<request>依申请公开)|不予公开)的?(?P<said>(?:政府)?信息)?数?(?:量)?(?:共计|共|为|有)*\s?$")


# "共发文96件,其中主动公开10件,不公开86件,依申请公开0件": documents by attribute again.
_OF_DOCUMENTS = re.compile(r"(?:发文|印发文件|公文)[^,，。]{0,6}\d[^。;]*?主动公开[^,，。]{0,8}\d")
_DOCUMENTS = re.compile(r"^(?:其中)?(依申请|不予?)公开(?:的)?(?:文件|公文|类)?(?:数量?)?(?:共|为|有|计)*\s?$")


def attribute(words: str, unit: str, context: Context) -> str | None:
    """Counts of documents by their attribute (主动公开, 依申请公开, 不予公开), which are no applications."""
    sentence = context.sentence
    match = _PARTED.search(words)
    if (
        match
        and not re.search(r"收到|受理|接到|办理|答复|申请(?!公开)", words)
        and (match["said"] or (unit in ("条", "篇") and re.search(r"主动公开[^,，]{0,12}\d", sentence)))
    ):
        return "info_classified_on_request" if match["request"] else "info_classified_nondisclosure"
    if _OF_DOCUMENTS.search(sentence) and (kind := _DOCUMENTS.search(words)):
        return "info_classified_on_request" if kind[1] == "依申请" else "info_classified_nondisclosure"
    if not re.search(r"制作|制发|产生|属性", sentence):
        return None
    if re.search(r"依申请公开[^,，]{0,6}$", words):
        return "info_classified_on_request"
    if re.search(r"不予公开[^,，]{0,6}$|免予公开", words):
        return "info_classified_nondisclosure"
    if re.search(r"(?<!另行)(?:制作|制发|产生)[^,，]{0,12}(?:信息|公文|文件)?[^,，]{0,4}$", words) and not re.search(
        r"公开|发布", words.split("制")[-1]
    ):
        return "info_made_total"
    return None


def label_of(frame: Frame, context: Context) -> str:
    label = (clean(frame.words) or clean(saying(frame).split("。")[-1])).rstrip(",，")
    if frame.after and len(items.GENERIC.sub("", label)) < 2:
        label = clean(label + frame.after)
    return label[-30:]


_LEAD = re.compile(
    r"^(?:20\d\d年度?|[当今本]年度?|全年|年内|本年度?|年度|我[镇乡县区市局办委]|其中|包括|含|分别为|另外|同时|以及|并"
    r"|内容[有为]|有|为|发布|公开|[\s、和及与,，:：])+"
)
_TRAIL = re.compile(r"(?:共计|共有|共|总计|合计|累计|有|为|是|达到|达|数为|数量为|约|近|:)+$")


def clean(words: str) -> str:
    """A label as a reader would write it: without lead-in, count words and unpaired quotation marks."""
    label = _TRAIL.sub("", _LEAD.sub("", words.strip()).strip()).strip(" (、")
    if label.count("“") != label.count("”"):
        label = label.strip("“”")
    return label
