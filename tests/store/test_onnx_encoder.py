"""The packed model on onnxruntime: one graph from one file, texts once and in their place, whatever thread asks."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from nianbao.errors import ModelUnavailable
from nianbao.store import onnx_encoder as module
from nianbao.store.onnx_encoder import AT_ONCE, OnnxEncoder, _cut
from nianbao.store.onnx_graph import graph, reordered
from nianbao.store.protobuf import content, integer, real, varint
from nianbao.store.unpack import PACKED, dequantised


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder()


@pytest.mark.parametrize(
    ("number", "written"), [(0, b"\x00"), (127, b"\x7f"), (300, b"\xac\x02"), (-1, b"\xff" * 9 + b"\x01")]
)
def test_a_number_is_written_seven_bits_a_byte(number: int, written: bytes) -> None:
    assert varint(number) == written


def test_a_field_is_its_number_its_kind_and_its_content() -> None:
    assert integer(1, 150) == b"\x08\x96\x01"
    assert content(2, "testing") == b"\x12\x07testing"
    assert real(3, 1.0) == b"\x1d\x00\x00\x80\x3f"


def test_reordered_blocks_hold_the_same_numbers() -> None:
    blocks = np.random.default_rng(7).integers(0, 256, (3, 2, 18), np.uint8)
    blocks[..., :2] = np.array([0.25], "<f2").view(np.uint8)
    numbers, scales = reordered(blocks)
    pairs = np.stack([numbers & 15, numbers >> 4], axis=-1).reshape(3, 2, 32).astype(np.float32)
    assert ((pairs - 8) * scales.reshape(3, 2, 1)).reshape(3, 64).tolist() == dequantised(blocks).tolist()


def test_the_same_file_gives_the_same_graph_byte_for_byte() -> None:
    with np.load(PACKED) as archive:
        weights = {name.removeprefix("weights/"): archive[name] for name in archive.files}
        config = json.loads(archive["config"].tobytes())
    assert graph(weights, config) == graph(dict(reversed(weights.items())), config)


def test_batches_are_neighbours_of_no_more_characters_than_agreed() -> None:
    lengths = [0, 1, 5, 5, 40, 90, 200, 201, 399, 400, 401, 5000]
    cuts = list(_cut(lengths, most=99))
    assert [end for _, end in cuts] == [start for start, _ in cuts[1:]] + [len(lengths)]
    assert all(end - start == 1 or max(lengths[start:end]) * (end - start) <= AT_ONCE for start, end in cuts)
    assert len(cuts) < len(lengths) - 4
    assert list(_cut([7], most=1)) == [(0, 1)]
    assert list(_cut([1, 1, 2, 2, 3], most=2)) == [(0, 2), (2, 4), (4, 5)]


@pytest.mark.model
def test_each_text_is_encoded_once_and_its_vector_stands_in_every_place(
    encoder: OnnxEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["公开" * (i % 40 + 1) + "件条次"[i % 3] for i in range(150)]
    seen: list[str] = []
    compute = module._Model._vectors
    monkeypatch.setattr(module._Model, "_vectors", lambda self, batch: (seen.extend(batch), compute(self, batch))[-1])
    heard: list[int] = []
    found = encoder.passages(texts, heard.append)
    assert len(seen) == len(set(seen)) == len(set(texts))
    assert heard == sorted(heard)
    assert heard[-1] == 150
    alone = {text: encoder.passages([text])[0] for text in texts[:12]}
    assert np.abs(found[:12] - np.array([alone[text] for text in texts[:12]])).max() < 1e-4


@pytest.mark.model
def test_threads_ask_at_once_and_get_what_each_would_get_alone(encoder: OnnxEncoder) -> None:
    texts = [[f"{i}号文件第{j}条" for j in range(9)] for i in range(6)]
    with ThreadPoolExecutor(6) as workers:
        found = list(workers.map(encoder.queries, texts))
    assert [vectors.tobytes() for vectors in found] == [encoder.queries(one).tobytes() for one in texts]


def test_no_texts_give_no_vectors_and_load_nothing() -> None:
    empty = OnnxEncoder()
    assert empty.passages([]).shape == empty.queries([]).shape == (0, 384)
    assert empty._model is None


@pytest.mark.model
def test_a_broken_character_does_not_stop_a_run(encoder: OnnxEncoder) -> None:
    assert encoder.passages(["坏\ud800"]).tobytes() == encoder.passages(["坏?"]).tobytes()


def test_a_damaged_file_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    for name, data in (("empty.npz", b""), ("cut.npz", PACKED.read_bytes()[:100_000])):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ModelUnavailable, match="Install nianbao again"):
            OnnxEncoder(tmp_path / name).queries(["问"])
