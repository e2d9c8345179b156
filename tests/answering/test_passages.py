"""The room of passages: whole sentences, by what they are about, and none when none answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nianbao import parsing
from nianbao.answering.passages import Choice, choose, choose_among, weights
from nianbao.answering.passages.features import NAMES, asked, beyond, by_meaning, by_words
from nianbao.answering.passages.lexicon import load
from nianbao.answering.passages.units import units
from nianbao.model import Document, Report, TextBlock

TITLE = "杏坪镇2021年政府信息公开工作年度报告"
LINES = (
    TITLE,
    "本报告由杏坪镇人民政府编制，统计期限为2021年1月1日至12月31日。",
    "一、总体情况",
    "（一）主动公开。全年主动公开政府信息120条。",
    "（二）监督保障。人大副主席分管，党建办承办；每两个月由镇纪委查看一遍公示墙。",
    "（三）平台建设。“杏坪之窗”公众号新添了“办事地图”。",
    "二、收到和处理申请情况",
    "新收申请9件，比上年多4件，主要因为河堤改线牵动的住户多；内容以青苗补偿为主。",
    "三、还需要下功夫的地方",
    "一是村里上报材料慢；二是老人看不懂公示。下一步，由网格员上门念给老人听。",
    "四、情况统计",
    "行政许可 12 0 3",
)


def report(*lines: str) -> Report:
    blocks = tuple(TextBlock(text=line) for line in lines)
    return parsing.parse(Document(source="a.txt", sha256="0" * 64, blocks=blocks))


@pytest.fixture(scope="module")
def town() -> Report:
    return report(*LINES)


def first(choice: Choice) -> str:
    return choice.sentences[0].text


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("存在什么问题", "村里上报材料慢"),
        ("下一步有什么打算", "网格员上门"),
        ("申请为什么多了", "河堤改线"),
        ("谁分管这项工作", "人大副主席分管"),
        ("多久检查一次", "每两个月"),
        ("大家申请的主要是什么内容", "青苗补偿"),
        ("监督保障是怎么做的", "党建办承办"),
        ("公众号新添了什么", "办事地图"),
    ],
)
def test_what_the_report_says_is_found_under_other_headings_and_in_other_words(
    town: Report, question: str, held: str
) -> None:
    choice = choose(town, question)
    assert choice.enough
    assert held in "".join(sentence.text for sentence in choice.sentences)


@pytest.mark.parametrize(
    "question",
    ["培训讲了什么内容", "镇长叫什么名字", "官司为什么打输了", "监督员都是什么职业", "养老院的收费标准是多少"],
)
def test_what_the_report_does_not_say_is_not_answered(town: Report, question: str) -> None:
    assert not choose(town, question).enough


def test_a_sentence_is_quoted_whole_as_it_stands_with_its_headings(town: Report) -> None:
    choice = choose(town, "老人看不懂怎么办")
    assert [sentence.span.of(town.text) for sentence in choice.sentences] == [s.text for s in choice.sentences]
    assert len({sentence.span for sentence in choice.sentences}) == len(choice.sentences) <= 3
    assert all(sentence.text.endswith("。") for sentence in choice.sentences)
    assert "还需要下功夫" in choice.sentences[0].path


def test_headings_titles_rows_of_tables_and_signatures_are_no_sentences() -> None:
    lines = (*LINES, "杏坪镇人民政府", "2022年1月15日", "行政复议 行政诉讼", "复议后起诉")
    texts = [unit.text for unit in units(report(*lines))]
    assert len(texts) == 10
    assert not {t for t in texts if t.startswith(("一、", "行政", "复议", "杏坪镇", "2022年", "（三）"))}


def test_a_long_enumeration_is_quoted_by_the_part_that_answers() -> None:
    many = "；".join(f"{i}是第{i}条道路的养护信息没有按时上墙公布给群众知道" for i in "一二三四五六七八九")
    found = units(report(TITLE, "一、不足", f"{many}。"))
    assert {unit.whole for unit in found} == {unit.span for unit in found}
    short = units(report(TITLE, "一、不足", "一是慢得很，没人管；二是乱得很，没人问。"))
    assert {unit.whole for unit in short} == {short[0].whole}
    assert short[0].whole != short[0].span


def test_a_report_without_a_sentence_has_no_choice() -> None:
    none = Choice(sentences=(), score=0.0, enough=False)
    assert choose(report(TITLE), "存在什么问题") == choose_among([], "存在什么问题") == none


def test_the_same_question_gives_the_same_choice(town: Report) -> None:
    assert choose(town, "谁分管") == choose(report(*LINES), "谁分管")


def test_a_topic_may_be_given_beside_the_words(town: Report) -> None:
    assert choose(town, "说说看", "problems").score > choose(town, "说说看").score
    assert "上报材料慢" in first(choose(town, "说说看", "problems"))


def test_of_several_reports_the_one_that_says_it_is_chosen(town: Report) -> None:
    other = report("柏坪镇2021年政府信息公开工作年度报告", "一、概述", "柏坪镇全年主动公开政府信息88条，都在网站上。")
    other = dataclasses.replace(other, id="other")
    choice = choose_among([other, town], "存在什么问题")
    assert choice.enough
    assert {sentence.report_id for sentence in choice.sentences} == {town.id}


@pytest.mark.parametrize(
    ("question", "said", "answers"),
    [
        ("谁来巡街", "巡街队由退役军人带队，网格员参加。", True),
        ("谁来巡街", "全年巡街四十回。", False),
        ("多久巡一次街", "巡街每旬一次，每逢赶集日加巡一次。", True),
        ("多久巡一次街", "巡街队走遍了老街。", False),
        ("巡街查出了什么", "巡街查出占道经营，内容涉及菜摊和茶摊。", True),
        ("巡街查出了什么", "巡街队走遍了老街。", False),
        ("买了几台巡街车", "买了巡街车两台。", True),
        ("买了几台巡街车", "一是买了巡街车。", False),
        ("巡街队长是谁，组长是谁", "由副镇长任组长。", True),
    ],
)
def test_a_sentence_gives_the_kind_of_thing_asked_for_in_more_than_the_question_s_words(
    question: str, said: str, answers: bool
) -> None:
    row = dict(zip(NAMES[3:], by_words(asked(question), units(report(TITLE, "一、概述", said)))[0], strict=True))
    assert (row["lacks"] + row["counts"] == 0) is answers


def test_what_a_sentence_says_beyond_the_question_is_the_rest_of_it() -> None:
    assert beyond("由镇长任组长", asked("谁当组长")) == "由镇长任\n\n"
    assert beyond("执行三级审核", asked("三级审核是哪三级")) == "执行\n\n\n\n"


def test_of_many_reports_only_the_best_by_words_are_read_by_meaning(town: Report) -> None:
    fake, others = Fake("上门"), [dataclasses.replace(report(*LINES), id=str(i)) for i in range(6)]
    choose_among([town, *others], "村民看不明白怎么解决", embedder=fake)
    assert len(fake.asked) == 2 * 4


class Fake:
    """Meaning by hand: a text that holds the key lies along the first axis, as every question does."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[1.0, 0.0]] * len(texts), np.float32)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return np.array([[0.95, 0.3] if self.key in text else [0.8, 0.6] for text in texts], np.float32)


class Silent(Fake):
    def embed(self, texts: Sequence[str]) -> Any:
        return None


def test_where_words_leave_doubt_meaning_puts_another_sentence_first(town: Report) -> None:
    fake = Fake("青苗补偿")
    assert "网格员" in first(choose(town, "村民看不明白怎么解决"))
    assert "青苗补偿" in first(choose(town, "村民看不明白怎么解决", embedder=fake))
    assert 1 <= len(fake.asked) <= 4


@pytest.mark.parametrize("question", ["谁分管这项工作", "官司为什么打输了"])
def test_where_words_leave_no_doubt_the_encoder_is_spared(town: Report, question: str) -> None:
    fake = Fake("办事地图")
    assert choose(town, question, embedder=fake) == choose(town, question)
    assert fake.asked == []


def test_without_an_encoder_the_words_decide_with_weights_of_their_own(town: Report) -> None:
    question = "村民看不明白怎么解决"
    assert choose(town, question, embedder=Silent("x")) == choose(town, question)
    assert weights.load("words").rank[0] == 0
    assert weights.load("meaning").rank[0] > 0


def test_features_are_rows_of_the_names(town: Report) -> None:
    found = units(town)
    rows = by_words(asked("谁分管"), found)
    unknown = by_meaning(found, None)
    assert {len(a) + len(b) for a, b in zip(unknown, rows, strict=True)} == {len(NAMES)}
    near = by_meaning(found[:2], [0.9, 0.7])
    assert [row[0] for row in near] == [0.9, 0.7]
    assert [round(row[2], 3) for row in near] == [0.1, -0.1]


@pytest.mark.parametrize("hostile", ["什么" * 4000, "什么" * 4000 + "是谁", "(" * 5000, "1 " * 5000, ""])
def test_hostile_questions_and_reports_end_quickly(town: Report, hostile: str) -> None:
    assert not choose(town, hostile).enough
    choose(report(TITLE, hostile + "。"), "申请为什么多了")


def test_topics_of_the_lexicon_have_names_of_their_own_and_ask_for_something() -> None:
    topics = load().topics
    assert len({topic.id for topic in topics}) == len(topics)
    assert not [topic.id for topic in topics if topic.asks.pattern == "(?!)" or topic.says.pattern == "(?!)"]
    kinds = load().kinds
    assert len({kind.id for kind in kinds}) == len(kinds)
    assert not [kind.id for kind in kinds if "(?!)" in (kind.asks.pattern, kind.gives.pattern)]
